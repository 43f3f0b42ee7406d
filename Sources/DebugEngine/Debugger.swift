import ListingRuntime
import Tensors

/// A pass with its breakpoints, watchpoints, catchpoints and skips.
///
/// `Debugger` is a value. A front end runs a copy on another thread and then replaces the original with the copy.
public struct Debugger: Sendable, PassInspection {
  public internal(set) var pass: Pass
  public internal(set) var breakpoints: BreakpointTable {
    didSet { pass.isCatching = !breakpoints.catches.isEmpty }
  }
  public internal(set) var skips = SkipTable()
  /// The last computed value of each watched expression, by watchpoint ID.
  var watchedValues: [Int: WatchedValue?] = [:]
  /// Changes of watched values to report at the next stop, by watchpoint ID.
  var pendingChanges: [Int: WatchChange] = [:]
  /// Whether the last instruction may have changed a watched value. If not, watched expressions are not evaluated
  /// again.
  var mayHaveChanged = false
  var logPointOutput = LogPointOutput()
  /// The other stop reasons of the last motion. `move` returns only the first stop reason.
  public internal(set) var otherReasons: [StopReason] = []
  /// The breakpoints, watchpoints and catchpoints that stopped the last motion.
  public internal(set) var stoppedBy: [Breakpoint] = []

  /// - Parameters:
  ///   - machine: a machine at the beginning of a pass.
  ///   - profile: the model's profile; nil for an unknown model.
  ///   - budget: how much memory snapshots may hold.
  public init(_ machine: Machine, profile: ModelProfile? = nil, history budget: HistoryBudget = .asThePassNeeds) {
    pass = Pass(machine, profile: profile, history: budget)
    breakpoints = BreakpointTable(outline: machine.inspector.outline, layerLoop: profile?.layerLoop)
  }

  /// The machine at the cursor.
  public var machine: Machine { pass.machine }

  /// The files of the listing, sorted by name.
  public var sources: [SourceFile] { breakpoints.outline.files.values.sorted { $0.name < $1.name } }

  /// If a front end needs every tensor of the pass, the object that runs each instruction and reads its results;
  /// otherwise nil.
  public var observer: (any PassObserver)? {
    get { pass.observer }
    set { pass.observer = newValue }
  }

  /// Whether to summarize each result when it is computed. Layer statistics and the values beside source lines need the
  /// summaries. The pass computes the same bits with and without summaries.
  public var observes: Bool {
    get { pass.observes }
    set { pass.observes = newValue }
  }

  /// Runs to the first stop of the pass, or to the first statement of the first call of `function`. `restart` returns
  /// to this stop.
  ///
  /// - Parameter function: a function name in a breakpoint's syntax, such as `ConformerEncoder.forward`. If the name is
  ///   nil or unknown, the pass stops at its first statement.
  public mutating func start(at function: String? = nil, isInterrupted: () -> Bool = { false }) -> StopReason {
    let names = function.map { breakpoints.functions(named: $0) } ?? []
    let isAnywhere = names.isEmpty
    let reason = forward(isInterrupted) { debugger in
      guard debugger.pass.machine.isAtVisibleStop, let frame = debugger.pass.machine.frames.last else { return nil }
      if isAnywhere { return .step }
      guard frame.isAtEntry(clock: debugger.pass.machine.clock) else { return nil }
      return names.contains { $0.name == frame.code.qualifiedName && $0.file == frame.code.file.name } ? .step : nil
    }
    pass.startClock = pass.machine.clock
    pass.arrived(from: nil)
    return reason
  }

  /// Moves the cursor back to the stop where `start` ended. If a changed pass no longer reaches this stop, moves to the
  /// first stop of the pass.
  public mutating func restart(isInterrupted: () -> Bool = { false }) -> StopReason {
    if pass.travel(to: pass.startClock, isInterrupted) { return .step }
    if isInterrupted() { return .interrupted }
    let first = max(pass.history.beginning, pass.history.stops.first?.clock ?? 0)
    return pass.travel(to: first, isInterrupted) ? .step : .interrupted
  }

  /// Returns the text that the listing has printed since the previous call of `takeOutput`. If a replay prints a text
  /// again, the text is not returned again.
  public mutating func takeOutput() -> String { pass.takeOutput() }
}
