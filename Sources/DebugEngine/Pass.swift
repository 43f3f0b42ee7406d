import ListingRuntime
import Tensors

/// Runs instructions for a pass and sees their results. It must not change what the machine computes.
public protocol PassObserver: AnyObject, Sendable {
  /// Runs the next instruction, by `Machine.step()`.
  func step(_ machine: inout Machine) throws(ListingError)
}

/// One forward pass: a machine at the cursor, the history that leads back, and what was recorded on the way.
///
/// A value, as cheap to copy as the machine in it. It runs forward and travels back, but knows nothing of breakpoints:
/// `Debugger` stops it. The pass before a change (`undo`), the pass that waits while an expression is debugged, and a
/// scratch copy that answers a question are passes too.
public struct Pass: Sendable {
  /// The machine at the cursor.
  public internal(set) var machine: Machine
  public let profile: ModelProfile?
  var history: History
  /// The carried variable after each layer.
  var layers = LayerLog()
  /// The chunks of a stream, and the best token of each frame.
  var log = PassLog()
  /// Where results are NaN or infinite.
  var observations = ObservationLog()
  /// The interventions and edits that make this pass differ from the original one.
  var changes = Changes()
  /// Weights and inputs by name.
  let initialTensors: InitialTensors
  /// The clock at which an operation first used a weight or an input that holds NaN or Inf.
  var firstUses: [FirstUse: Int] = [:]
  var marks: [String: Mark] = [:]
  /// Stops of the cursor, for the timeline.
  var events: [TimelineEvent] = []
  /// The machine at the stop before, to show which variables have changed since.
  var previous: Machine?
  /// The clock where `start` stopped, and where `restart` goes.
  var startClock: Int
  /// How much of what the listing printed has been shown, in bytes.
  var shownOutput = 0
  /// How long computing new parts of the pass took, in seconds. Replays do not count.
  var seconds = 0.0

  /// Runs the instructions in place of the machine, when a front end wants to see each tensor.
  var observer: (any PassObserver)?
  /// Whether each result is summarized when it is computed. The layer statistics and the values beside the lines
  /// need it. It changes no bit of the pass.
  var observes = false
  /// Whether operations are recorded and results summarized because catchpoints look at them.
  var isCatching = false
  /// Whether the current motion needs each operation recorded.
  var recordsOperations = false
  /// The tensor operation of the last instruction, if operations are recorded.
  var lastOperation: OperationRecord?

  /// Summaries of tensors, shared by all copies and by the passes that begin in this one.
  let cache: SummaryCache
  /// Where a run is, for a front end that waits for it. Shared like the cache.
  let progress: RunProgress

  /// - Parameters:
  ///   - machine: at the beginning of a pass.
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

  /// The pass of an expression. It begins in another pass, which waits until the expression ends.
  ///
  /// - Parameter machine: at the beginning of the expression.
  init(_ machine: Machine, of expression: String, in waiting: Pass) {
    self.machine = machine
    profile = waiting.profile
    history = History(machine, waiting.history.budget.beside(waiting.history.bytes))
    // Keep the known NaN and Inf in the waiting pass's tensors.
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

  /// Replaces this pass with a saved one. `isCatching` does not change.
  mutating func restore(_ saved: Pass) {
    let isCatching = isCatching
    self = saved
    self.isCatching = isCatching
  }

  /// What the listing has printed since the last call. Output repeated after going back is omitted.
  mutating func takeOutput() -> String {
    let text = machine.output
    defer { shownOutput = max(shownOutput, text.utf8.count) }
    return String(decoding: text.utf8.dropFirst(shownOutput), as: UTF8.self)
  }

  /// Records that the cursor stops here.
  mutating func arrived(from origin: Machine?) {
    keep(.visited)
    layers.wasDisturbed()
    previous = origin
  }

  /// Forgets the records of the pass after a clock, because that part may change.
  mutating func forgetRecords(after clock: Int) {
    layers.forget(after: clock)
    log.forget(after: clock)
    observations.forget(after: clock)
    lastOperation = nil
    firstUses = firstUses.filter { $0.value <= clock }
    marks = marks.filter { $0.value.clock <= clock }
    events.removeAll { $0.clock > clock }
  }
}
