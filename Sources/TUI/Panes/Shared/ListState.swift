import Screen

/// The view state of a list: the selected row and the scroll position.
struct ListState {
  var selected = 0
  /// The number of rows above the first visible row.
  var top = 0

  mutating func move(_ rows: Int, count: Int) {
    selected = max(0, min(selected + rows, count - 1))
  }

  /// Selects the row at a point of the list's area. Returns false if there is no row.
  mutating func choose(at point: Point, in area: Rect, count: Int) -> Bool {
    let row = point.y - area.y
    guard row >= 0, top + row < count else { return false }
    selected = top + row
    return true
  }

  /// Scrolls as little as needed to show the selected row.
  mutating func settle(count: Int, height: Int) {
    selected = max(0, min(selected, count - 1))
    top = scrolled(top, toShow: selected, of: count, height: height)
  }

  /// The selected item.
  func selection<Item>(of items: [Item]) -> Item? { items.indices.contains(selected) ? items[selected] : nil }

  /// Draws a line for each visible item. The selected item is tinted while the pane has the focus.
  ///
  /// - Parameters:
  ///   - shown: the index of the item that must stay visible; nil for the selected item.
  ///   - line: the line of an item.
  func render(
    count: Int, showing shown: Int? = nil, margin: Int = 0, in area: Rect, _ context: PaneContext,
    into buffer: inout ScreenBuffer, line: (Int) -> StyledText
  ) {
    let appearance = context.appearance
    let top = scrolled(top, toShow: shown ?? selected, of: count, height: area.height, margin: margin)
    for row in 0..<area.height where top + row < count {
      let text = line(top + row).truncated(to: area.width, ellipsis: appearance.glyphs.ellipsis)
      buffer.put(text, at: area.row(row).origin)
      if top + row == selected, context.isFocused {
        buffer.restyle(area.row(row)) { $0 = $0.overlaid(by: appearance[.selectedLine]) }
      }
    }
  }
}

/// Returns the first row to show. This row is as near to `top` as possible, but `row` must be visible, and no empty
/// rows may appear below the list.
func scrolled(_ top: Int, toShow row: Int, of count: Int, height: Int, margin: Int = 0) -> Int {
  if height <= 0 { return max(0, row) }
  let margin = min(margin, (height - 1) / 2)
  let wanted = max(min(top, row - margin), row - height + 1 + margin)
  return max(0, min(wanted, count - height))
}

extension ScreenLayout.Place {
  /// Writes a faint text in an otherwise empty pane.
  func put(_ text: String, _ context: PaneContext, into buffer: inout ScreenBuffer) {
    buffer.put(text, at: content.origin, style: context.appearance[.faint], maxWidth: content.width)
  }

  /// Writes a faint text in an otherwise empty pane, on several lines if necessary.
  func putWrapped(_ text: String, _ context: PaneContext, into buffer: inout ScreenBuffer) {
    content.putWrapped(text, context, into: &buffer)
  }
}

extension Rect {
  /// Writes a faint text, on several lines if necessary.
  func putWrapped(_ text: String, _ context: PaneContext, into buffer: inout ScreenBuffer) {
    for (row, line) in text.wrapped(to: width).enumerated() where row < height {
      buffer.put(line, at: self.row(row).origin, style: context.appearance[.faint], maxWidth: width)
    }
  }
}
