import ListingRuntime

/// One stage of the attention that the cursor is in.
public struct AttentionStageView: Sendable {
  public let title: String
  public let function: String
  public let variable: String
  /// Nil before it is computed, and after its frame has returned.
  public let tensor: TensorView?
  /// The frame that has it; 0 is the innermost.
  public let frame: Int?
}

extension PassInspection {
  /// The stages of the attention that a frame belongs to, or that it waits for. Empty when none is computed yet.
  public func attention(frame: Int = 0) -> [AttentionStageView] {
    guard let attention = profile?.attention else { return [] }
    let numbers = Array(0..<frameCount)
    let stageNames = Set(attention.stages.map(\.function))
    // The nearest module with a stage: first in outer frames, then in inner ones.
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
