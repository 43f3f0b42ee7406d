import ListingRuntime
import Tensors

/// A pass, and where the user wants it to stop.
///
/// A value. A front end moves a copy on another thread and then uses the copy.
public struct Debugger: Sendable, PassInspection {
  public internal(set) var pass: Pass
  public internal(set) var breakpoints: BreakpointTable {
    didSet { pass.isCatching = !breakpoints.catches.isEmpty }
  }
  public internal(set) var skips = SkipTable()
  /// The values of watched expressions when they were last computed.
  var watchedValues: [Int: WatchedValue?] = [:]
  /// Changes of watched values that are shown at the next stop.
  var pendingChanges: [Int: WatchChange] = [:]
  /// Whether the last instruction may have changed a watched value.
  var mayHaveChanged = false
  var logPointOutput = LogPointOutput()
  /// The reasons to stop that the last motion did not return.
  public internal(set) var otherReasons: [StopReason] = []
  /// The breakpoints, watchpoints and catchpoints that stopped the last motion.
  public internal(set) var stoppedBy: [Breakpoint] = []

  /// - Parameters:
  ///   - machine: at the beginning of a pass.
  ///   - budget: how much memory snapshots may hold.
  public init(_ machine: Machine, profile: ModelProfile? = nil, history budget: HistoryBudget = .asThePassNeeds) {
    pass = Pass(machine, profile: profile, history: budget)
    breakpoints = BreakpointTable(outline: machine.inspector.outline, layerLoop: profile?.layerLoop)
  }

  /// The machine at the cursor.
  public var machine: Machine { pass.machine }

  /// The files of the listing, by name.
  public var sources: [SourceFile] { breakpoints.outline.files.values.sorted { $0.name < $1.name } }

  /// Runs the instructions in place of the machine, when a front end wants to see each tensor.
  public var observer: (any PassObserver)? {
    get { pass.observer }
    set { pass.observer = newValue }
  }

  /// Whether each result is summarized when it is computed. The layer statistics and the values beside the lines
  /// need it. It changes no bit of the pass.
  public var observes: Bool {
    get { pass.observes }
    set { pass.observes = newValue }
  }

  /// Goes to the first stop of the pass, or of the first call of `function`. `restart` will return there.
  ///
  /// - Parameter function: as a breakpoint names it: `ConformerEncoder.forward`. An unknown name counts as none.
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

  /// Goes back to the start of the pass; to its very beginning, when a change before the start has led the pass
  /// elsewhere.
  public mutating func restart(isInterrupted: () -> Bool = { false }) -> StopReason {
    if pass.travel(to: pass.startClock, isInterrupted) { return .step }
    if isInterrupted() { return .interrupted }
    let first = max(pass.history.beginning, pass.history.stops.first?.clock ?? 0)
    return pass.travel(to: first, isInterrupted) ? .step : .interrupted
  }

  /// What the listing has printed since the last call. Output repeated after going back is omitted.
  public mutating func takeOutput() -> String { pass.takeOutput() }
}
