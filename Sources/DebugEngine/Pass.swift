import ListingRuntime
import Tensors

/// Runs each instruction of a pass and reads the instruction's results. An observer must not change what the machine
/// computes.
public protocol PassObserver: AnyObject, Sendable {
  /// Runs the next instruction. The implementation must call `Machine.step()`.
  func step(_ machine: inout Machine) throws(ListingError)
}

/// One forward pass: the machine at the cursor, the recorded history, and logs of what the pass computed.
///
/// `Pass` is a value and cheap to copy. A pass runs forward and goes back. It has no breakpoints; `Debugger` adds
/// breakpoints. Passes saved for undo, a pass saved while an expression is debugged, and scratch copies are `Pass`
/// values too.
public struct Pass: Sendable {
  /// The machine at the cursor.
  public internal(set) var machine: Machine
  public let profile: ModelProfile?
  var history: History
  /// Summaries of the carried variable after each layer.
  var layers = LayerLog()
  /// The chunks of a stream, and the token ID of each encoder frame.
  var log = PassLog()
  /// The clocks at which results contained NaN or Inf.
  var observations = ObservationLog()
  /// The user's interventions and edits, and the passes saved for undo.
  var changes = Changes()
  /// The paths of weights and inputs by storage cell.
  let initialTensors: InitialTensors
  /// For each used weight or input that contains NaN or Inf: the clock of the operation that used it first.
  var firstUses: [FirstUse: Int] = [:]
  /// Clocks just after the instructions that raised an error, ascending. Contains only errors that the listing caught.
  var caughtErrors: [Int] = []
  var marks: [String: Mark] = [:]
  /// Stops of the cursor at breakpoints, watchpoints, catchpoints and errors, for the timeline.
  var events: [TimelineEvent] = []
  /// The machine at the previous stop, for marking changed variables. Nil when there is no previous stop.
  var previous: Machine?
  /// The clock at which `start` stopped. `restart` returns to this clock.
  var startClock: Int
  /// The number of bytes of the listing's output that `takeOutput` has returned.
  var shownOutput = 0
  /// Seconds spent on computing new parts of the pass. Replays are not counted.
  var seconds = 0.0

  /// The object that runs each instruction for a front end that needs every tensor; nil for other front ends.
  var observer: (any PassObserver)?
  /// Whether to summarize each result when it is computed. Layer statistics and the values beside source lines need the
  /// summaries. The pass computes the same bits with and without summaries.
  var observes = false
  /// Whether a catchpoint is enabled. If so, each operation is recorded and its results are summarized.
  var isCatching = false
  /// Whether the current motion needs a record of each operation.
  var recordsOperations = false
  /// The tensor operation that the last instruction ran. Nil if the instruction ran no operation, or if operations are
  /// not recorded.
  var lastOperation: OperationRecord?

  /// Summaries of tensors. All copies of this pass and the passes of expressions debugged in it share one cache.
  let cache: SummaryCache
  /// The position of a running pass, for a front end on another thread. All copies share one instance.
  let progress: RunProgress

  /// - Parameters:
  ///   - machine: a machine at the beginning of a pass.
  ///   - budget: how much memory snapshots may hold.
  init(_ machine: Machine, profile: ModelProfile?, history budget: HistoryBudget) {
    self.machine = machine
    self.profile = profile
    history = History(machine, budget)
    initialTensors = InitialTensors(machine)
    startClock = machine.clock
    cache = SummaryCache()
    progress = RunProgress()
  }

  /// Creates the pass of an expression that the user debugs. The pass `waiting` is saved until the expression ends.
  ///
  /// - Parameter machine: a machine at the beginning of the expression.
  init(_ machine: Machine, of expression: String, in waiting: Pass) {
    self.machine = machine
    profile = waiting.profile
    history = History(machine, waiting.history.budget.beside(waiting.history.bytes))
    // Keep the storages known to contain NaN or Inf: the expression can use tensors of the waiting pass. Drop the
    // clocks, because they belong to the waiting pass.
    observations = waiting.observations
    observations.forget(after: -1)
    changes.interventions = waiting.changes.interventions
    changes.waiting = Changes.Saved(waiting, expression)
    initialTensors = waiting.initialTensors
    startClock = machine.clock
    shownOutput = machine.output.utf8.count
    seconds = waiting.seconds
    (observer, observes, isCatching) = (waiting.observer, waiting.observes, waiting.isCatching)
    cache = waiting.cache
    progress = waiting.progress
  }

  /// Replaces this pass with a saved pass. Keeps `isCatching`, because the user may have changed catchpoints after the
  /// pass was saved.
  mutating func restore(_ saved: Pass) {
    let isCatching = isCatching
    self = saved
    self.isCatching = isCatching
  }

  /// Returns the text that the listing has printed since the previous call of `takeOutput`. If a replay prints a text
  /// again, the text is not returned again.
  mutating func takeOutput() -> String {
    let text = machine.output
    defer { shownOutput = max(shownOutput, text.utf8.count) }
    return String(decoding: text.utf8.dropFirst(shownOutput), as: UTF8.self)
  }

  /// Takes a snapshot and stores the previous stop. Called when the cursor stops. `origin` is the machine at the
  /// previous stop.
  mutating func arrived(from origin: Machine?) {
    keep(.visited)
    layers.wasDisturbed()
    previous = origin
  }

  /// Drops all records after a clock. Called when the user changes the state at this clock, because the pass may then
  /// continue differently.
  mutating func forgetRecords(after clock: Int) {
    layers.forget(after: clock)
    log.forget(after: clock)
    observations.forget(after: clock)
    lastOperation = nil
    firstUses = firstUses.filter { $0.value <= clock }
    marks = marks.filter { $0.value.clock <= clock }
    events.removeAll { $0.clock > clock }
    caughtErrors.removeAll { $0 > clock }
  }
}
