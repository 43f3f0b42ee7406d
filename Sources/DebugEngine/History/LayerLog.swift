import ListingRuntime
import Tensors

/// What went from layer to layer, noted as the pass ran by for the first time.
struct LayerLog: Sendable {
  struct Record: Sendable {
    /// No two records of a log ever have the same.
    let id: Int
    /// Turns that had been finished: 0 for what goes into the first layer.
    let turn: Int
    let clock: Int
    /// When the loop's call began: which pass of it this was.
    let began: Int
    let carried: TensorSummary?
    let shape: [Int]?
    /// Since the record before.
    let seconds: Double?
    /// How many turns there will be, once the loop has told.
    let count: Int?

    /// Whether no turn comes after it.
    var isLast: Bool { count == turn }
  }

  private(set) var records: [Record] = []
  private var nextID = 1
  private var lastInstant: ContinuousClock.Instant?

  /// Notes the carried variable when the machine stands before a turn of the layer loop. True then.
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

  /// The cursor has rested: the time since the last record means nothing.
  mutating func wasDisturbed() { lastInstant = nil }

  mutating func forget(after clock: Int) { records.removeAll { $0.clock > clock } }
}

extension LayerLoop {
  /// The loop in a call's code, when it is there.
  func note(in frame: Frame) -> ForLoop? {
    guard functions.contains(frame.code.qualifiedName) else { return nil }
    return frame.code.loops.first { $0.iterable == iterable || $0.iterable == "enumerate(\(iterable))" }
  }

  /// The turn that begins where the frame stands: before the first statement of the loop's body; nil elsewhere.
  func turnBegun(in frame: Frame, _ machine: Machine) -> Int? {
    guard let note = note(in: frame), frame.isAtBeginning(of: note) else { return nil }
    return position(in: frame, machine)?.turn
  }

  /// How many turns are done when the frame stands at the loop's header; nil when it stands elsewhere.
  fileprivate func turn(before frame: Frame, in machine: Machine) -> Int? {
    guard frame.isAtStop, let note = note(in: frame), note.line == frame.line else { return nil }
    return position(in: frame, machine)?.turn ?? 0
  }

  /// The turn that begins next, for a machine that stands at the loop's header.
  func turnAhead(of machine: Machine) -> LoopPosition? {
    guard let frame = machine.frames.last, let note = note(in: frame) else { return nil }
    let position = position(in: frame, machine)
    let turn = (position?.turn ?? 0) + 1
    if let count = position?.count, turn > count { return nil }
    return LoopPosition(
      target: note.target, iterable: note.iterable, line: note.line, turn: turn, count: position?.count)
  }

  /// The turn that the frame is in; nil before the loop and after it.
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
