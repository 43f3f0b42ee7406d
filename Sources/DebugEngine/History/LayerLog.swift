import ListingRuntime
import Tensors

/// Records a summary of the carried variable before and after each layer. Each layer is recorded once, when the pass
/// first reaches the layer.
struct LayerLog: Sendable {
  struct Record: Sendable {
    /// A number that is unique in the log.
    let id: Int
    /// The number of finished layers. The record with 0 describes the input of the first layer.
    let iteration: Int
    let clock: Int
    /// The clock when the call that contains the loop began. Records of the same run of the loop have the same value.
    let began: Int
    let carried: TensorSummary?
    let shape: [Int]?
    /// Seconds since the previous record; nil for the first record, or when the cursor stopped after the previous
    /// record.
    let seconds: Double?
    /// The number of layers; nil when the loop's iterable has no length.
    let count: Int?

    /// Whether this is the record after the last layer.
    var isLast: Bool { count == iteration }
  }

  private(set) var records: [Record] = []
  private var nextID = 1
  private var lastInstant: ContinuousClock.Instant?

  /// Records the carried variable if the machine is at the header of the layer loop. Returns whether a record was
  /// added.
  mutating func note(_ machine: Machine, _ loop: LayerLoop, _ cache: SummaryCache) -> Bool {
    guard let frame = machine.frames.last, let iteration = loop.iteration(before: frame, in: machine) else {
      return false
    }
    var carried: Tensor?
    if case .tensor(let reference)? = machine.variable(loop.carried, of: machine.frames.count - 1) {
      carried = try? machine.tensor(reference)
    }
    let summary = carried.map { cache.summary(of: $0, on: machine.compute) }
    let now = ContinuousClock.now
    let seconds = iteration == 0 ? nil : lastInstant.map { $0.duration(to: now).seconds }
    let count = loop.position(in: frame, machine)?.count
    records.append(
      Record(
        id: nextID, iteration: iteration, clock: machine.clock, began: frame.began, carried: summary,
        shape: carried?.shape,
        seconds: seconds, count: count))
    nextID += 1
    lastInstant = ContinuousClock.now
    return true
  }

  /// Called when the cursor stops. The next record has no computing time, because a measured time would include the
  /// stop.
  mutating func wasDisturbed() { lastInstant = nil }

  mutating func forget(after clock: Int) { records.removeAll { $0.clock > clock } }
}

extension LayerLoop {
  /// The layer loop in the frame's code; nil when the code has no layer loop.
  func note(in frame: Frame) -> ForLoop? {
    guard functions.contains(frame.code.qualifiedName) else { return nil }
    return frame.code.loops.first { $0.iterable == iterable || $0.iterable == "enumerate(\(iterable))" }
  }

  /// The number of the layer that begins at the frame's position, counted from 1. Nil unless the frame is just before
  /// the first statement of the loop body.
  func iterationBegun(in frame: Frame, _ machine: Machine) -> Int? {
    guard let note = note(in: frame), frame.isAtBeginning(of: note) else { return nil }
    return position(in: frame, machine)?.iteration
  }

  /// The number of finished layers when the frame is at the header of the layer loop; nil elsewhere.
  fileprivate func iteration(before frame: Frame, in machine: Machine) -> Int? {
    guard frame.isAtStop, let note = note(in: frame), note.line == frame.line else { return nil }
    return position(in: frame, machine)?.iteration ?? 0
  }

  /// The layer that begins next; nil after the last layer. The machine must be at the header of the layer loop.
  func iterationAhead(of machine: Machine) -> LoopPosition? {
    guard let frame = machine.frames.last, let note = note(in: frame) else { return nil }
    let position = position(in: frame, machine)
    let iteration = (position?.iteration ?? 0) + 1
    if let count = position?.count, iteration > count { return nil }
    return LoopPosition(
      target: note.target, iterable: note.iterable, line: note.line, iteration: iteration, count: position?.count)
  }

  /// The iteration of the layer loop that the frame is in; nil outside the loop.
  func position(in frame: Frame, _ machine: Machine) -> MachineInspector.ActiveLoop? {
    guard let note = note(in: frame) else { return nil }
    return machine.inspector.loops(of: frame).first { $0.loop.line == note.line && $0.loop.iterable == note.iterable }
  }
}

extension Duration {
  var seconds: Double {
    let parts = components
    return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
  }
}
