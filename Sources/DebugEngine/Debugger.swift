import ListingRuntime
import Tensors

/// Runs instructions for a debugger and sees what they do. It changes nothing of what the machine would do alone.
public protocol PassObserver: AnyObject, Sendable {
  /// Runs the next instruction, by `Machine.step()`.
  func step(_ machine: inout Machine) throws(ListingError)
}

/// A listing under a debugger: a machine, where it has been, and where a person wants it to stop.
///
/// A value. Front ends copy it to a thread that moves it, and take the moved one back.
public struct Debugger: Sendable {
  /// The machine where the cursor is.
  public internal(set) var machine: Machine
  public let profile: ModelProfile?
  /// Who runs the instructions in the machine's stead, to see what comes to be.
  public var observer: (any PassObserver)?
  var history: History
  public internal(set) var breakpoints: BreakpointTable
  var layers = LayerLog()
  var log = PassLog()
  let cache = SummaryCache()
  /// Where a run is, for whoever waits for it.
  public let progress = RunProgress()
  /// Whether each tensor is looked at the moment it is made: what the layers' figures and the values beside the lines
  /// live on. It changes no bit of the pass.
  public var observes = false
  var observations = ObservationLog()
  /// Whether the motion under way is about tensor operations.
  var recordsOperations = false
  /// The tensor operation that the last instruction was, when someone wanted to know.
  var lastOperation: OperationRecord?
  /// What the watches' expressions were when they were last looked at.
  var watchedValues: [Int: WatchedValue?] = [:]
  var pendingChanges: [Int: WatchChange] = [:]
  /// Whether the last instruction may have changed what watches look at.
  var changedState = false
  var logPointOutput = LogPointOutput()
  /// What stopped the last motion besides the reason that it gave, at the same place.
  public internal(set) var otherReasons: [StopReason] = []
  /// The breakpoints, watches and catches that stopped the last motion.
  public internal(set) var stoppedBy: [Breakpoint] = []
  /// Weights and inputs by name.
  let initialTensors: InitialTensors
  var firstUses: [FirstUse: Int] = [:]
  var skipTable = SkipTable()
  var marksByName: [String: Mark] = [:]
  var events: [TimelineEvent] = []
  /// Where the cursor stood before, to tell what has changed.
  var previous: Machine?
  /// Where `start` put the cursor.
  var startClock: Int
  /// How much of what the listing printed has been shown, in bytes.
  var shownOutput = 0
  var changes = Changes()
  /// How long the pass has computed what it had not computed before.
  public internal(set) var seconds = 0.0

  /// - Parameters:
  ///   - machine: with a pass begun that has not run yet.
  ///   - budget: how much memory snapshots may keep alive.
  public init(_ machine: Machine, profile: ModelProfile? = nil, history budget: HistoryBudget = .asThePassNeeds) {
    self.machine = machine
    self.profile = profile
    history = History(machine, budget)
    breakpoints = BreakpointTable(outline: machine.inspector.outline, layerLoop: profile?.layerLoop)
    initialTensors = InitialTensors(machine)
    startClock = machine.clock
  }

  /// The files of the listing, by name.
  public var sources: [SourceFile] { breakpoints.outline.files.values.sorted { $0.name < $1.name } }

  /// Whether the pass is over at the cursor.
  public var isFinished: Bool { machine.isFinished }

  /// What the pass gave, once it is over.
  public var result: ValueView? { machine.isFinished ? view(of: machine.result, in: machine) : nil }

  /// What stops the tensor operation under way when someone asks to stop; nil when the machine was made without.
  public var cancellation: Cancellation? { machine.compute.cancellation }

  /// Whether the cursor is before a statement, not within one.
  public var isAtStatement: Bool { machine.isAtVisibleStop }

  /// What the tokens that the pass gave say, a text an utterance; nil before its end, and when it gave something else.
  public var text: [String]? {
    guard machine.isFinished, let spelled = profile?.text,
      let utterances = Self.tokens(of: machine.result, in: machine),
      !utterances.isEmpty
    else { return nil }
    return utterances.map(spelled)
  }

  /// Lists of token ids, a list an utterance; nil when a value is something else.
  static func tokens(of value: Value, in machine: Machine) -> [[Int]]? {
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

  /// Goes to the first stop of the pass, or of the first call of `function`; from then on that is where `restart` goes.
  ///
  /// - Parameter function: as a breakpoint names it: `ConformerEncoder.forward`. One that is not there is as none.
  public mutating func start(at function: String? = nil, isInterrupted: () -> Bool = { false }) -> StopReason {
    let names = function.map { breakpoints.functions(named: $0) } ?? []
    let isAnywhere = names.isEmpty
    let reason = forward(isInterrupted) { debugger in
      guard debugger.machine.isAtVisibleStop, let frame = debugger.machine.frames.last else { return nil }
      if isAnywhere { return .step }
      guard frame.isAtEntry(clock: debugger.machine.clock) else { return nil }
      return names.contains { $0.name == frame.code.qualifiedName && $0.file == frame.code.file.name } ? .step : nil
    }
    startClock = machine.clock
    arrived(from: nil)
    return reason
  }

  /// Goes back to where the pass was started; to its very beginning, where a change before that has led it elsewhere.
  public mutating func restart(isInterrupted: () -> Bool = { false }) -> StopReason {
    if travel(to: startClock, isInterrupted) { return .step }
    if isInterrupted() { return .interrupted }
    let first = max(history.beginning, history.stops.first?.clock ?? 0)
    return travel(to: first, isInterrupted) ? .step : .interrupted
  }

  /// What the listing has printed since this was asked last. What is printed once more after going back is left out.
  public mutating func takeOutput() -> String {
    let text = machine.output
    defer { shownOutput = max(shownOutput, text.utf8.count) }
    return String(decoding: text.utf8.dropFirst(shownOutput), as: UTF8.self)
  }

  // MARK: Bookkeeping of motions

  /// The cursor has come to rest.
  mutating func arrived(from origin: Machine?) {
    keep(.visited)
    layers.wasDisturbed()
    previous = origin
  }

  /// The machine's index of the call that a person knows by `frame`.
  func machineFrame(_ frame: Int) -> Int? {
    let visible = machine.frames.indices.filter { !machine.frames[$0].code.isLibrary }
    return visible.indices.contains(visible.count - 1 - frame) ? visible[visible.count - 1 - frame] : nil
  }
}
