extension String {
  /// The text cut to `columns` columns. If the text is too wide, `ellipsis` replaces the end of the text. The width of
  /// the ellipsis is part of `columns`.
  ///
  /// A wide character is never halved. An ellipsis that does not fit is omitted.
  public func truncated(to columns: Int, ellipsis: String = "…") -> String {
    if columns <= 0 { return "" }
    if displayWidth <= columns { return self }
    let mark = ellipsis.displayWidth <= columns ? ellipsis : ""
    return prefix(columns: columns - mark.displayWidth) + mark
  }

  /// The longest prefix that fits into a number of columns.
  public func prefix(columns: Int) -> String {
    var used = 0
    var end = startIndex
    while end < endIndex {
      used += self[end].displayWidth
      if used > columns { break }
      end = index(after: end)
    }
    return String(self[..<end])
  }

  /// The text without its first columns, for a view that is scrolled sideways. The right half of a cut wide character
  /// becomes a space.
  public func dropping(columns: Int) -> String {
    var dropped = 0
    var start = startIndex
    while start < endIndex, dropped < columns {
      dropped += self[start].displayWidth
      start = index(after: start)
    }
    // Combining marks of the dropped character are dropped too.
    while start < endIndex, self[start].displayWidth == 0, columns > 0 { start = index(after: start) }
    return String(repeating: " ", count: max(0, dropped - max(0, columns))) + self[start...]
  }

  /// The text with an exact number of columns: cut with `ellipsis` or filled with spaces.
  public func padded(to columns: Int, _ alignment: Alignment = .left, ellipsis: String = "…") -> String {
    let text = truncated(to: columns, ellipsis: ellipsis)
    let space = max(0, columns - text.displayWidth)
    let before = alignment == .left ? 0 : alignment == .right ? space : space / 2
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: space - before)
  }
}

/// The alignment of a text in a wider space.
public enum Alignment: Hashable, Sendable {
  case left, center, right
}
