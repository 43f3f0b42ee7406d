import ListingSyntax

/// The kind of a piece of a source line, and its range.
public typealias HighlightKind = ListingSyntax.HighlightKind
public typealias HighlightSpan = ListingSyntax.HighlightSpan

extension SourceFile {
  /// The pieces to colour in each line, from left to right.
  public func highlights() -> [[HighlightSpan]] { highlight(self) }
}
