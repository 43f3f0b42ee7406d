import ListingRuntime
import Tensors

/// Values of an expression at other positions of the pass, for comparison with the current value.
extension PassInspection {
  /// The value that an expression had in a frame at the previous stop.
  ///
  /// - Throws: `noStopBefore` when there is no previous stop, or the frame did not exist at the previous stop.
  public func valueBefore(_ expression: String, frame: Int = 0) throws(ComparisonProblem) -> TensorView {
    guard let previous, let index = machineFrame(frame) else { throw .noStopBefore }
    let (code, began) = (machine.frames[index].code, machine.frames[index].began)
    guard let before = previous.frames.firstIndex(where: { $0.began == began && $0.code === code }) else {
      throw .noStopBefore
    }
    return try tensor(expression, in: previous, frame: before)
  }

  /// The value of an expression in another layer. The expression is evaluated when the other layer reaches the frame's
  /// current line.
  ///
  /// A copy of the pass runs the other layer, so this pass does not change.
  /// - Parameter layer: the other layer, counted from 1.
  public func value(
    of expression: String, frame: Int = 0, inLayer layer: Int, isInterrupted: () -> Bool = { false }
  ) throws(ComparisonProblem) -> TensorView {
    guard let here = layerPosition, let view = self.frame(frame), let index = machineFrame(frame) else {
      throw .notInLayer
    }
    guard layer >= 1, here.count.map({ layer <= $0 }) ?? true else {
      throw .noSuchLayer(layer, count: here.count)
    }
    if layer == here.iteration { return try tensor(expression, in: machine, frame: index) }
    let code = machine.frames[index].code
    let isInner = machine.frames[index...].dropFirst().contains { !$0.code.isLibrary }
    var copy = pass.scratchCopy
    let isKnown = layers.records.contains { $0.iteration == layer - 1 && $0.clock > machine.clock }
    if layer < here.iteration || isKnown {
      let began = copy.machine.frames.first { profile?.layerLoop?.note(in: $0) != nil }?.began
      guard let record = layers.records.last(where: { $0.iteration == layer - 1 && $0.began == began }) else {
        throw .notReached(layer: layer)
      }
      if !copy.travel(to: record.clock, isInterrupted) { throw .interrupted }
    }
    // Run to the same line of the same function in the other layer. If the selected frame is waiting for a call,
    // compare the line of this call.
    let reason = copy.forward(isInterrupted) { copy in
      guard copy.machine.isAtVisibleStop, let position = copy.layerPosition else {
        return copy.layerPosition == nil && copy.machine.isAtVisibleStop ? .beginning : nil
      }
      if position.iteration > layer { return .beginning }
      guard position.iteration == layer, let found = copy.machine.frames.lastIndex(where: { $0.code === code }) else {
        return nil
      }
      let isLast = found == copy.machine.frames.count - 1
      let line = isLast ? copy.machine.frames[found].line : copy.machine.frames[found].lineOfCall
      return line == view.line && isLast != isInner ? .step : nil
    }
    switch reason {
    case .step: break
    case .interrupted: throw .interrupted
    case .error(let error): throw .failed(error)
    default: throw .notReached(layer: layer)
    }
    guard let found = copy.machine.frames.lastIndex(where: { $0.code === code }) else {
      throw .notReached(layer: layer)
    }
    return try tensor(expression, in: copy.machine, frame: found)
  }

  private func tensor(
    _ expression: String, in machine: Machine, frame: Int
  ) throws(ComparisonProblem) -> TensorView {
    switch machine.evaluating(expression, frame: frame) {
    case .failure(let error): throw .failed(error)
    case .success(let (value, machine)):
      guard case .tensor(let tensor) = view(of: value, in: machine) else { throw .noTensor(expression) }
      return tensor
    }
  }
}
