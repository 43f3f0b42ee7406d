import ListingRuntime

/// One stage of an attention, such as the scores before the softmax.
public struct AttentionStageView: Sendable {
  public let title: String
  public let function: String
  public let variable: String
  /// The stage's tensor. Nil before the stage is computed. Also nil after the stage's frame has returned, except in an
  /// `AttentionRecall`.
  public let tensor: TensorView?
  /// The number of the frame whose variable holds the tensor; 0 is the innermost. Nil when `tensor` is nil, and in an
  /// `AttentionRecall`.
  public let frame: Int?
}

extension PassInspection {
  /// The stages of the nearest attention that has a computed stage. Searches the frame and its callers first, then its
  /// callees. Empty when no stage is computed yet.
  public func attention(frame: Int = 0) -> [AttentionStageView] {
    guard let attention = profile?.attention else { return [] }
    let numbers = Array(0..<frameCount)
    let stageNames = Set(attention.stages.map(\.function))
    // Search the frame and its callers first, then its callees.
    let nearest = Array(numbers.dropFirst(frame)) + numbers.prefix(frame).reversed()
    let paths = nearest.lazy.compactMap { number -> String? in
      guard let index = self.machineFrame(number) else { return nil }
      let call = self.machine.frames[index]
      guard stageNames.contains(call.code.name), let path = self.machine.modulePath(of: call) else { return nil }
      let names = Set(self.machine.inspector.variables(of: call).map(\.name))
      let has = attention.stages.contains { $0.function == call.code.name && names.contains($0.variable) }
      return has ? path : nil
    }
    guard let path = paths.first else { return [] }
    let stages = attention.stages.map { stage -> AttentionStageView in
      for number in numbers {
        guard let index = machineFrame(number), machine.frames[index].code.name == stage.function,
          machine.modulePath(of: machine.frames[index]) == path,
          let variable = variables(ofFrame: number).first(where: { $0.name == stage.variable }),
          case .tensor(let tensor) = variable.value, !stage.isAssignedHere || variable.assignedOnLine != nil
        else { continue }
        return AttentionStageView(
          title: stage.title, function: stage.function, variable: stage.variable, tensor: tensor, frame: number)
      }
      return AttentionStageView(
        title: stage.title, function: stage.function, variable: stage.variable, tensor: nil, frame: nil)
    }
    return stages.contains { $0.tensor != nil } ? stages : []
  }
}
