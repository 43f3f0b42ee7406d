import ListingSyntax

/// One call under way, as a front end shows it.
public struct FrameView: Sendable {
  /// 0 is the innermost call.
  public let index: Int
  /// With the classes around it: `ConformerEncoderLayer.forward`.
  public let function: String
  public let file: SourceFile
  public let line: Int
  /// The line of `def`.
  public let definitionLine: Int
  /// The operation that runs next; in outer frames the call under way.
  public let range: SourceRange
  /// Whose method it is, counted from the model: `encoder.encoders.3.self_attn`.
  public let modulePath: String?
  /// The `for` loops that the cursor is in, outermost first.
  public let loops: [LoopPosition]
  /// The machine's clock when the call began: together with the function this tells one call from another.
  public let began: Int
}

/// Where a `for` loop stands.
public struct LoopPosition: Sendable, Hashable {
  /// The loop's variables as written: `i, layer`.
  public let target: String
  /// What it goes through, as written: `self.encoders`.
  public let iterable: String
  /// The line of `for`.
  public let line: Int
  /// The turn that is under way, counted from 1.
  public let turn: Int
  /// How many turns there are, where that is known.
  public let count: Int?
}
