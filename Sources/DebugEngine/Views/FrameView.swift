import ListingSyntax

/// A frame, as a front end shows it.
public struct FrameView: Sendable {
  /// 0 is the innermost frame.
  public let index: Int
  /// With the classes around it: `ConformerEncoderLayer.forward`.
  public let function: String
  public let file: SourceFile
  public let line: Int
  /// The line of `def`.
  public let definitionLine: Int
  /// The operation that runs next; in outer frames the active call.
  public let range: SourceRange
  /// The path of the module whose method runs: `encoder.encoders.3.self_attn`.
  public let modulePath: String?
  /// The `for` loops around the cursor, outermost first.
  public let loops: [LoopPosition]
  /// The clock when the call began. With the function it identifies the call.
  public let began: Int
}

/// The position of a `for` loop.
public struct LoopPosition: Sendable, Hashable {
  /// The loop's variables as written: `i, layer`.
  public let target: String
  /// What it iterates over, as written: `self.encoders`.
  public let iterable: String
  /// The line of `for`.
  public let line: Int
  /// The current iteration, counted from 1.
  public let turn: Int
  /// How many iterations there are, if that is known.
  public let count: Int?
}
