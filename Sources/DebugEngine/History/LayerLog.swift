import ListingRuntime
import Tensors

/// The carried variable before and after each layer, recorded when the pass first reaches them.
struct LayerLog: Sendable {
  struct Record: Sendable {
    /// The record's number, unique in the log.
    let id: Int
    /// The number of finished layers: 0 for the input of the first layer.
    let turn: Int
    let clock: Int
    /// The clock when the loop's call began. It identifies one run of the loop.
    let began: Int
    let carried: TensorSummary?
    let shape: [Int]?
    /// Seconds since the record before.
    let seconds: Double?
    /// How many layers there are, if the loop's iterable has a length.
    let count: Int?

    /// Whether no layer follows.
    var isLast: Bool { count == turn }
  }

  private(set) var records: [Record] = []
  private var nextID = 1
  private var lastInstant: ContinuousClock.Instant?

  /// Records the carried variable when the machine is about to begin a layer. Returns whether it did.
  mutating func note(_ machine: Machine, _ loop: LayerLoop, _ cache: SummaryCache) -> Bool {
    guard let frame = machine.frames.last, let turn = loop.turn(before: frame, in: machine) else { return false }
    var carried: Tensor?
    if case .tensor(let reference)? = machine.variable(loop.carried, of: machine.frames.count - 1) {
      carried = try? machine.tensor(reference)
    }
    let summary = carried.map { cache.summary(of: $0, on: machine.compute) }
    let now = ContinuousClock.now
    let seconds = turn == 0 ? nil : lastInstant.map { $0.duration(to: now).seconds }
    let count = loop.position(in: frame, machine)?.count
    records.append(
      Record(
        id: nextID, turn: turn, clock: machine.clock, began: frame.began, carried: summary, shape: carried?.shape,
        seconds: seconds, count: count))
    nextID += 1
    lastInstant = ContinuousClock.now
    return true
  }

  /// The cursor stopped, so the time since the last record means nothing.
  mutating func wasDisturbed() { lastInstant = nil }

  mutating func forget(after clock: Int) { records.removeAll { $0.clock > clock } }
}

extension LayerLoop {
  /// The layer loop, if the frame's code contains it.
  func note(in frame: Frame) -> ForLoop? {
    guard functions.contains(frame.code.qualifiedName) else { return nil }
    return frame.code.loops.first { $0.iterable == iterable || $0.iterable == "enumerate(\(iterable))" }
  }

  /// The layer that begins at the frame's position, before the first statement of the loop body; nil elsewhere.
  func turnBegun(in frame: Frame, _ machine: Machine) -> Int? {
    guard let note = note(in: frame), frame.isAtBeginning(of: note) else { return nil }
    return position(in: frame, machine)?.turn
  }

  /// How many layers are done at the loop's header; nil elsewhere.
  fileprivate func turn(before frame: Frame, in machine: Machine) -> Int? {
    guard frame.isAtStop, let note = note(in: frame), note.line == frame.line else { return nil }
    return position(in: frame, machine)?.turn ?? 0
  }

  /// The layer that begins next, for a machine at the loop's header.
  func turnAhead(of machine: Machine) -> LoopPosition? {
    guard let frame = machine.frames.last, let note = note(in: frame) else { return nil }
    let position = position(in: frame, machine)
    let turn = (position?.turn ?? 0) + 1
    if let count = position?.count, turn > count { return nil }
    return LoopPosition(
      target: note.target, iterable: note.iterable, line: note.line, turn: turn, count: position?.count)
  }

  /// The layer that the frame is in; nil outside the loop.
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
