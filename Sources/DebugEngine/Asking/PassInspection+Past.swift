import ListingRuntime

/// A value that a variable had at some clock of the pass.
public struct PastValue: Sendable {
  public let value: ValueView
  /// The line of the statement that assigned the value; nil for an argument that was not reassigned.
  public let line: Int?
  public let clock: Int
  public let isCurrent: Bool
}

/// The value of an expression in one layer of the layer loop.
public struct LayerValue: Sendable {
  /// The layer's number, counted from 1.
  public let layer: Int
  public let isCurrent: Bool
  public let value: Result<ValueView, ListingError>
}

/// Values at other clocks of the pass. A copy of the pass computes them, so this pass does not change.
extension PassInspection {
  /// The values that a frame's variable has had, oldest first. At most the last `limit` values are returned.
  ///
  /// - Returns: nil when the frame has no such variable, the variable has no value yet, or the copy cannot go back to
  ///   the beginning of the call.
  public func pastValues(
    of name: String, frame: Int = 0, limit: Int = 1000, isInterrupted: () -> Bool = { false }
  ) -> [PastValue]? {
    guard let index = machineFrame(frame) else { return nil }
    let (call, here) = (machine.frames[index], machine.clock)
    guard machine.inspector.variables(of: call).contains(where: { $0.name == name }) else { return nil }
    var copy = pass.scratchCopy
    // If an edit began this call, the pass has no state at the beginning of the call. Then there are no past values.
    if !copy.travel(to: max(call.began, history.beginning), isInterrupted) { return nil }
    var values: [PastValue] = []
    var last: (value: Value, machine: Machine)?
    func look() {
      guard index < copy.machine.frames.count, copy.machine.frames[index].began == call.began,
        copy.machine.frames[index].code === call.code,
        let variable = copy.machine.inspector.variables(of: copy.machine.frames[index]).first(where: { $0.name == name }
        )
      else { return }
      if let last, copy.machine.inspector.isSame(variable.value, last.value, in: last.machine) { return }
      last = (variable.value, copy.machine)
      if values.count == limit { values.removeFirst() }
      values.append(
        PastValue(
          value: copy.view(of: variable.value, in: copy.machine), line: variable.line, clock: copy.machine.clock,
          isCurrent: false))
    }
    look()
    while copy.machine.clock < here {
      let depth = copy.machine.frames.count
      if isInterrupted() { break }
      do throws(ListingError) { try copy.tick() } catch { break }
      // Evaluate the variable after each instruction of this frame, and when a call returns to this frame: the call may
      // have written to the variable's tensor in place.
      if min(depth, copy.machine.frames.count) <= index + 1 { look() }
    }
    guard let current = values.popLast() else { return nil }
    return values + [PastValue(value: current.value, line: current.line, clock: current.clock, isCurrent: true)]
  }

  /// The value of an expression in each layer. The expression is evaluated when the layer reaches the selected frame's
  /// current line.
  ///
  /// This pass does not change: a copy of it runs the layers that it has not reached. If the selected frame is outside
  /// the layer loop, the expression is evaluated in the loop's frame after each layer.
  /// - Returns: nil if the model declares no layer loop, and nil if the loop has not started. Also nil if the user
  ///   interrupts before the copy runs. If the user interrupts later, the last layers are missing.
  public func layerValues(
    of expression: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) -> [LayerValue]? {
    guard let loop = profile?.layerLoop else { return nil }
    let loopFrame = machine.frames.lastIndex { loop.note(in: $0) != nil && loop.position(in: $0, machine) != nil }
    let selected = machineFrame(frame)
    let isInside = loopFrame.map { loopFrame in selected.map { $0 >= loopFrame } ?? false } ?? false
    let iteration = loopFrame.flatMap { loop.position(in: machine.frames[$0], machine)?.iteration }
    guard let began = loopFrame.map({ machine.frames[$0].began }) ?? layers.records.last?.began else { return nil }

    // Start the copy at the farthest known clock and run to the end of the loop: the log already contains the earlier
    // layers.
    var copy = pass.scratchCopy
    if !copy.travel(to: copy.history.frontier, isInterrupted) { return nil }
    _ = copy.forward(isInterrupted) { pass in
      pass.machine.frames.contains { $0.began == began } ? nil : .step
    }
    let records = copy.layers.records.filter { $0.began == began }.sorted { $0.iteration < $1.iteration }
    let stops = copy.history.stops

    /// The stop at which to evaluate the expression in each layer. `ordinal` counts equal stops within one layer: 2
    /// means the second time that the layer reaches this line.
    var wanted: (place: StopRecord, code: Code, ordinal: Int)?
    if isInside, let iteration, let selected, let start = records.first(where: { $0.iteration == iteration - 1 }) {
      let call = machine.frames[selected]
      let within = stops[
        copy.history.stopCount(before: start.clock)..<copy.history.stopCount(before: machine.clock + 1)]
      if let place = within.last(where: { $0.began == call.began && $0.depth == Int32(selected + 1) }) {
        let ordinal = within.count { $0.isLike(place) && $0.clock <= place.clock }
        wanted = (place, copy.history.code(of: place), ordinal)
      }
    }
    var values: [LayerValue] = []
    for record in records where record.iteration > 0 {
      guard let start = records.first(where: { $0.iteration == record.iteration - 1 }) else { continue }
      var clock: Int? = record.clock
      if let wanted {
        let within = stops[
          copy.history.stopCount(before: start.clock)..<copy.history.stopCount(before: record.clock)]
        let like = within.filter { $0.isLike(wanted.place) }
        clock = like.count >= wanted.ordinal ? like[wanted.ordinal - 1].clock : nil
      }
      let value: Result<ValueView, ListingError>
      if let clock, copy.travel(to: clock, isInterrupted) {
        value = copy.machine.evaluating(expression, frame: copy.machine.visibleFrame, isInterrupted: isInterrupted).map
        {
          copy.view(of: $0.value, in: $0.machine)
        }
      } else {
        value = .failure(ListingError(kind: "NotReached", message: "layer \(record.iteration) never runs this line"))
      }
      values.append(LayerValue(layer: record.iteration, isCurrent: record.iteration == iteration, value: value))
      if isInterrupted() { break }
    }
    return values
  }
}

extension StopRecord {
  /// Whether both stops have the same line, code and depth. The calls may differ.
  fileprivate func isLike(_ other: StopRecord) -> Bool {
    code == other.code && line == other.line && depth == other.depth
  }
}
