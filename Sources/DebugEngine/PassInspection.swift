import ListingRuntime

/// Everything that can be asked of a pass without changing it.
///
/// `Pass` adopts the protocol; `Debugger` adopts it for its pass. Each question is written once, in an extension
/// of this protocol.
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

  /// Where a run is, for a front end that waits for it.
  public var progress: RunProgress { pass.progress }
  /// How long computing new parts of the pass took, in seconds. Replays do not count.
  public var seconds: Double { pass.seconds }

  /// Whether the pass is over at the cursor.
  public var isFinished: Bool { machine.isFinished }

  /// The pass's return value, once it is over.
  public var result: ValueView? { machine.isFinished ? view(of: machine.result, in: machine) : nil }

  /// The flag that interrupts a running tensor operation; nil when the machine has none.
  public var cancellation: Cancellation? { machine.compute.cancellation }

  /// Whether the cursor is before a statement, not within one.
  public var isAtStatement: Bool { machine.isAtVisibleStop }

  /// The text of the tokens that the pass returned, one string per utterance; nil before its end, and when the return
  /// value is something else.
  public var text: [String]? {
    guard machine.isFinished, let spelled = profile?.text, let utterances = tokenIDs(of: machine.result, in: machine),
      !utterances.isEmpty
    else { return nil }
    return utterances.map(spelled)
  }

  /// Token IDs, one list per utterance; nil when a value is something else.
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

  /// The error that the operation at the cursor raises, when it is known to raise one.
  public var failure: ListingError? {
    if case .failed(let error, let clock)? = history.end, clock == machine.clock { error } else { nil }
  }

  /// The machine's index of the frame that users know by `number`; 0 is the innermost.
  func machineFrame(_ number: Int) -> Int? {
    let visible = machine.frames.indices.filter { !machine.frames[$0].code.isLibrary }
    return visible.indices.contains(visible.count - 1 - number) ? visible[visible.count - 1 - number] : nil
  }
}
