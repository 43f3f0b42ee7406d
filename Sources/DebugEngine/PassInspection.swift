import ListingRuntime

/// The questions that a front end can ask about a pass. Answering them does not change the pass.
///
/// `Pass` and `Debugger` conform, so each question is implemented once, in an extension of this protocol.
public protocol PassInspection {
  var pass: Pass { get }
}

extension Pass: PassInspection {
  public var pass: Pass { self }
}

extension PassInspection {
  public var machine: Machine { pass.machine }
  public var profile: ModelProfile? { pass.profile }
  var history: History { pass.history }
  var layers: LayerLog { pass.layers }
  var log: PassLog { pass.log }
  var observations: ObservationLog { pass.observations }
  var cache: SummaryCache { pass.cache }
  var previous: Machine? { pass.previous }

  /// The position of a running pass, for a front end on another thread.
  public var progress: RunProgress { pass.progress }
  /// Seconds spent on computing new parts of the pass. Replays are not counted.
  public var seconds: Double { pass.seconds }

  /// Whether the cursor is at the end of the pass.
  public var isFinished: Bool { machine.isFinished }

  /// The pass's return value; nil before the end of the pass.
  public var result: ValueView? { machine.isFinished ? view(of: machine.result, in: machine) : nil }

  /// The flag that interrupts a running tensor operation; nil when the machine has no such flag.
  public var cancellation: Cancellation? { machine.compute.cancellation }

  /// Whether the cursor is at the beginning of a statement, not within a statement.
  public var isAtStatement: Bool { machine.isAtVisibleStop }

  /// The text that the returned tokens spell, one string per utterance. Nil before the end of the pass, or when the
  /// model does not return tokens.
  public var text: [String]? {
    guard machine.isFinished, let spelled = profile?.text, let utterances = tokenIDs(of: machine.result, in: machine),
      !utterances.isEmpty
    else { return nil }
    return utterances.map(spelled)
  }

  /// The token IDs in a returned value, one list per utterance. Nil when the value is not a list of lists of integers.
  func tokenIDs(of value: Value, in machine: Machine) -> [[Int]]? {
    guard let utterances = machine.items(of: value) else { return nil }
    var result: [[Int]] = []
    for utterance in utterances {
      guard let tokens = machine.items(of: utterance) else { return nil }
      let ids = tokens.compactMap { token in if case .int(let id) = token { id } else { nil } }
      if ids.count < tokens.count { return nil }
      result.append(ids)
    }
    return result
  }

  /// The error that ended the pass, if the cursor is at the operation that raised it. Otherwise nil.
  public var failure: ListingError? {
    if case .failed(let error, let clock)? = history.end, clock == machine.clock { error } else { nil }
  }

  /// Converts the user's frame number to an index in `machine.frames`. Number 0 is the innermost frame that users see.
  /// Users do not see frames of the runtime.
  func machineFrame(_ number: Int) -> Int? {
    let visible = machine.frames.indices.filter { !machine.frames[$0].code.isLibrary }
    return visible.indices.contains(visible.count - 1 - number) ? visible[visible.count - 1 - number] : nil
  }
}
