import ListingRuntime

/// An attention that is over, as it was when it was done.
public struct AttentionRecall: Sendable {
  /// The module that attended: `encoder.encoders.2.self_attn`.
  public let path: String
  public let stages: [AttentionStageView]
}

extension PassInspection {
  /// The last attention that a call, or what it has called, has been through: its variables are gone, so it is computed
  /// again, on a copy, from the snapshot before it. The cursor stays, nothing of the pass changes.
  ///
  /// - Parameter frame: of the call; when nothing runs any more, the whole pass is meant.
  /// - Returns: nil when there was none, nobody has said what the stages are, or it was interrupted.
  public func attentionBefore(frame: Int = 0, isInterrupted: () -> Bool = { false }) -> AttentionRecall? {
    guard let function = profile?.attention?.stages.last?.function else { return nil }
    let call = machineFrame(frame)
    if call == nil, !machine.isFinished { return nil }
    let start = call.map { machine.frames[$0].began } ?? 0
    let passed = history.stops[..<history.stopCount(before: machine.clock)]
    let stop = passed.reversed().prefix { $0.clock >= start }.first { stop in
      let code = history.code(of: stop)
      return code.name == function && !machine.frames.contains { $0.began == stop.began && $0.code === code }
    }
    guard let stop else { return nil }

    var copy = pass
    if !copy.travel(to: stop.clock, isInterrupted) { return nil }
    /// Whether the call is there and about to return: all that it computed stands in it, and in its caller.
    func isDone(_ pass: Pass) -> Bool {
      guard let top = pass.machine.frames.last, top.began == stop.began, top.code.name == function,
        case .returns = pass.machine.nextEffect
      else { return false }
      return true
    }
    if !isDone(copy) {
      let reason = copy.forward(isInterrupted) { pass in
        if isDone(pass) { return .step }
        return pass.machine.frames.count < Int(stop.depth) ? .beginning : nil
      }
      guard case .step = reason else { return nil }
    }
    guard let top = copy.machine.frames.last, let path = copy.machine.modulePath(of: top) else { return nil }
    let stages = copy.attention().map { stage in
      // Its calls are none of those under way here.
      AttentionStageView(
        title: stage.title, function: stage.function, variable: stage.variable, tensor: stage.tensor, frame: nil)
    }
    return stages.isEmpty ? nil : AttentionRecall(path: path, stages: stages)
  }
}
