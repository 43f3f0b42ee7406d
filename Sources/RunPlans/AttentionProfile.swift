/// The variables of a listing that are the stages of an attention, to show side by side.
public struct AttentionProfile: Sendable, Hashable {
  public struct Stage: Sendable, Hashable {
    /// `content`, `position`, `sum`, `masked`, `softmax`.
    public var title: String
    /// The method with the variable, without its class: `forward_attention`.
    public var function: String
    public var variable: String
    /// Whether the variable counts only after the method has assigned it: a parameter that a mask then fills.
    public var isAssignedHere: Bool

    public init(_ title: String, in function: String, _ variable: String, isAssignedHere: Bool = false) {
      self.title = title
      self.function = function
      self.variable = variable
      self.isAssignedHere = isAssignedHere
    }
  }

  /// In the order in which they are computed.
  public var stages: [Stage]

  public init(stages: [Stage]) { self.stages = stages }
}
