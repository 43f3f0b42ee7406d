import Screen

/// The areas of the inspector's parts.
struct InspectorFrame {
  let content: Rect
  /// The number of lines above the picture: shape, statistics, slice, comparison.
  let headerCount: Int
  /// The area of the picture itself.
  let picture: Rect
  /// The number of columns left of the picture: the row numbers and a space.
  let gutter: Int

  /// The three lines below the picture: column numbers, legend, the element at the cursor.
  var ruler: Rect { content.row(content.height - 3) }
  var legend: Rect { content.row(content.height - 2) }
  var readOut: Rect { content.row(content.height - 1) }

  init(_ pane: InspectorPane, in content: Rect) {
    self.content = content
    headerCount = (pane.rank >= 2 ? 3 : 2) + (pane.comparison == nil ? 0 : 1)
    let digits = String(max(0, (pane.rank > 0 ? pane.shape[pane.rowAxis] : 0) - 1)).count
    switch pane.picture {
    case .heatMap, .values, .statistics: gutter = pane.rank < 2 ? 0 : digits + 1
    case .lines: gutter = 11
    case .gallery, .attention, .histogram: gutter = 0
    }
    // Pictures in panels have no column numbers, so the picture also uses the line of the column numbers.
    let bottom = pane.picture == .gallery || pane.picture == .attention || pane.picture == .statistics ? 2 : 3
    picture = content.inset(left: gutter, top: headerCount, bottom: bottom)
  }
}
