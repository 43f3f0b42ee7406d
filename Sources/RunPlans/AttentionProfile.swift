/// The variables of a listing that contain the stages of an attention. The inspector can show the stages side by side.
public struct AttentionProfile: Sendable, Hashable {
  public struct Stage: Sendable, Hashable {
    /// The stage's title: `content`, `position`, `sum`, `masked` or `softmax`.
    public var title: String
    /// The name of the method that has the variable, without the class name: `forward_attention`.
    public var function: String
    public var variable: String
    /// Whether the stage's value exists only after the method assigns the variable. True when the variable is also a
    /// parameter: for example, `scores` first contains the argument, and then the masked scores.
    public var isAssignedHere: Bool

    public init(_ title: String, in function: String, _ variable: String, isAssignedHere: Bool = false) {
      self.title = title
      self.function = function
      self.variable = variable
      self.isAssignedHere = isAssignedHere
    }
  }

  /// The stages in the order in which the attention computes them.
  public var stages: [Stage]

  public init(stages: [Stage]) { self.stages = stages }
}
