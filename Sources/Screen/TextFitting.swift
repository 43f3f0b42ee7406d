extension String {
  /// At most so many columns of it. What is cut is replaced by `ellipsis`, which counts.
  ///
  /// A wide character is never halved; an ellipsis wider than the room is left out.
  public func truncated(to columns: Int, ellipsis: String = "…") -> String {
    if columns <= 0 { return "" }
    if displayWidth <= columns { return self }
    let mark = ellipsis.displayWidth <= columns ? ellipsis : ""
    return prefix(columns: columns - mark.displayWidth) + mark
  }

  /// The longest beginning that fits into so many columns.
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

  /// What is left when so many columns are scrolled off to the left; half a wide character becomes a space.
  public func dropping(columns: Int) -> String {
    var dropped = 0
    var start = startIndex
    while start < endIndex, dropped < columns {
      dropped += self[start].displayWidth
      start = index(after: start)
    }
    // Marks that belong to what was dropped go with it.
    while start < endIndex, self[start].displayWidth == 0, columns > 0 { start = index(after: start) }
    return String(repeating: " ", count: max(0, dropped - max(0, columns))) + self[start...]
  }

  /// Exactly so many columns: cut with `ellipsis` when longer, filled with spaces when shorter.
  public func padded(to columns: Int, _ alignment: Alignment = .left, ellipsis: String = "…") -> String {
    let text = truncated(to: columns, ellipsis: ellipsis)
    let space = max(0, columns - text.displayWidth)
    let before = alignment == .left ? 0 : alignment == .right ? space : space / 2
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: space - before)
  }
}

/// Where a text stands in room that is wider than it.
public enum Alignment: Hashable, Sendable {
  case left, center, right
}
