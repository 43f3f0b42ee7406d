import ListingRuntime

/// Which variables of a model's listing are the stages of an attention: what to put side by side.
public struct AttentionProfile: Sendable, Hashable {
  public struct Stage: Sendable, Hashable {
    /// `content`, `position`, `sum`, `masked`, `softmax`.
    public var title: String
    /// The method that has it, without its class: `forward_attention`.
    public var function: String
    public var variable: String
    /// Whether it counts only once the method itself has given it a value: a parameter that is filled by a mask.
    public var isGivenHere: Bool

    public init(_ title: String, in function: String, _ variable: String, isGivenHere: Bool = false) {
      self.title = title
      self.function = function
      self.variable = variable
      self.isGivenHere = isGivenHere
    }
  }

  /// In the order in which they are computed.
  public var stages: [Stage]

  public init(stages: [Stage]) { self.stages = stages }

  /// As the published code of the Conformer names them.
  public static let conformer = AttentionProfile(stages: [
    Stage("content", in: "forward", "matrix_ac"), Stage("position", in: "forward", "matrix_bd"),
    Stage("sum", in: "forward", "scores"),
    Stage("masked", in: "forward_attention", "scores", isGivenHere: true),
    Stage("softmax", in: "forward_attention", "attn"),
  ])
}

/// One stage of the attention that the cursor is in.
public struct AttentionStageView: Sendable {
  public let title: String
  public let function: String
  public let variable: String
  /// Nil while it has not been computed, and when its call is over.
  public let tensor: TensorView?
  /// The call that has it; 0 is the innermost.
  public let frame: Int?
}

extension PassInspection {
  /// The stages of the attention that a call is part of, else of the one that it is waiting for; empty when there is
  /// none that has computed one.
  public func attention(frame: Int = 0) -> [AttentionStageView] {
    guard let attention = profile?.attention else { return [] }
    let numbers = Array(0..<frameCount)
    let stageNames = Set(attention.stages.map(\.function))
    // The nearest module around the selected call, or within it, that has a method with a stage.
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
          case .tensor(let tensor) = variable.value, !stage.isGivenHere || variable.assignedOnLine != nil
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
