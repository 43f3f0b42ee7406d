import ListingRuntime

/// The stages of an attention that has already finished.
public struct AttentionRecall: Sendable {
  /// The path of the attention's module: `encoder.encoders.2.self_attn`.
  public let path: String
  public let stages: [AttentionStageView]
}

extension PassInspection {
  /// Finds the last attention that finished in a frame or in a call made by the frame. The attention's variables no
  /// longer exist, so a copy of the pass computes them again.
  ///
  /// - Parameter frame: 0 is the innermost. At the end of the pass, the whole pass is searched.
  /// - Returns: nil when no attention has finished, the profile names no stages, or the user interrupted.
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
    /// Whether the attention's function is about to return. At this position, the function's variables have their final
    /// values.
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
      // The attention's frames have returned in this pass, so there is no frame number.
      AttentionStageView(
        title: stage.title, function: stage.function, variable: stage.variable, tensor: stage.tensor, frame: nil)
    }
    return stages.isEmpty ? nil : AttentionRecall(path: path, stages: stages)
  }
}
