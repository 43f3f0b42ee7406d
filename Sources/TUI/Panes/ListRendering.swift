import Screen

/// A pane that is a list: one line an item, the selected one tinted while the pane has the focus.
struct ListRendering {
  let state: ListState
  let isFocused: Bool
  let appearance: Appearance

  /// - Parameter line: of an item.
  func render(count: Int, in area: Rect, into buffer: inout ScreenBuffer, line: (Int) -> StyledText) {
    let top = scrolled(state.top, toShow: state.selected, of: count, height: area.height)
    for row in 0..<area.height where top + row < count {
      let text = line(top + row).truncated(to: area.width, ellipsis: appearance.glyphs.ellipsis)
      buffer.put(text, at: area.row(row).origin)
      if top + row == state.selected, isFocused {
        buffer.restyle(area.row(row)) { $0 = $0.overlaid(by: appearance[.selectedLine]) }
      }
    }
  }

  /// What stands in an empty pane: what it is for, and which key begins. Long words go on below.
  func renderHint(_ text: String, in area: Rect, into buffer: inout ScreenBuffer) {
    for (row, line) in text.wrapped(to: area.width).enumerated() where row < area.height {
      buffer.put(line, at: area.row(row).origin, style: appearance[.faint], maxWidth: area.width)
    }
  }
}

extension String {
  /// Its words in lines of at most so many columns; a longer word is a line of its own, and cut where it is drawn.
  func wrapped(to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, line.displayWidth + 1 + word.description.displayWidth > columns {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
