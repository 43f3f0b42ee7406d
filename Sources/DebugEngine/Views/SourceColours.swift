import ListingSyntax

/// The syntactic kind of a piece of source text, such as keyword or string. `HighlightSpan` adds the piece's range.
public typealias HighlightKind = ListingSyntax.HighlightKind
public typealias HighlightSpan = ListingSyntax.HighlightSpan

extension SourceFile {
  /// The pieces to colour in each line, from left to right. One array per line.
  public func highlights() -> [[HighlightSpan]] { highlight(self) }
}
