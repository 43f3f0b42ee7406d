import ListingSyntax

/// What a part of a source line is, and where in it.
public typealias HighlightKind = ListingSyntax.HighlightKind
public typealias HighlightSpan = ListingSyntax.HighlightSpan

extension SourceFile {
  /// For each line what is to be coloured in it, from left to right.
  public func highlights() -> [[HighlightSpan]] { highlight(self) }
}
