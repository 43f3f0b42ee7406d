import ListingSyntax

/// A frame of the call stack, as a front end shows it.
public struct FrameView: Sendable {
  /// The frame's number; 0 is the innermost.
  public let index: Int
  /// The qualified name, with enclosing classes: `ConformerEncoderLayer.forward`.
  public let function: String
  public let file: SourceFile
  public let line: Int
  /// The line of the function's `def`.
  public let definitionLine: Int
  /// The source range of the expression that runs next. In an outer frame, the range of the call that is running.
  public let range: SourceRange
  /// The path of the module whose method runs: `encoder.encoders.3.self_attn`. Nil outside a module.
  public let modulePath: String?
  /// The `for` loops that contain the cursor, outermost first.
  public let loops: [LoopPosition]
  /// The clock when the call began. The function and this clock together identify the call.
  public let began: Int
}

/// The current iteration of a `for` loop.
public struct LoopPosition: Sendable, Hashable {
  /// The loop variables as written: `i, layer`.
  public let target: String
  /// The expression that the loop iterates over, as written: `self.encoders`.
  public let iterable: String
  /// The line of the `for` statement.
  public let line: Int
  /// The current iteration, counted from 1.
  public let iteration: Int
  /// The number of iterations; nil when the iterable has no known length.
  public let count: Int?
}
