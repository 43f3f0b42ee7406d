import Screen

/// The line above a pane: its number and name, what it shows, and a rule to the end; in the place of several, their tabs.
struct PaneHeader {
  let place: ScreenLayout.Place
  let isFocused: Bool
  var detail = StyledText()
  /// At the right end.
  var note = ""
  let appearance: Appearance

  func render(into buffer: inout ScreenBuffer) {
    let line = place.header
    if line.isEmpty { return }
    let ruleStyle = appearance[isFocused ? .focusedBorder : .border]
    let box = isFocused ? appearance.glyphs.heavyBox : appearance.glyphs.box
    buffer.horizontalLine(at: line.origin, length: line.width, box.horizontal, style: ruleStyle)
    var x = line.x + 1
    let end = line.right - 1
    for (index, kind) in (place.tabs.isEmpty ? [place.kind] : place.tabs).enumerated() {
      let isShown = kind == place.kind
      let style = appearance[isShown && isFocused ? .focusedTitle : isShown ? .heading : .title]
      if index > 0 {
        x += buffer.put(String(box.horizontal), at: Point(x: x, y: line.y), style: ruleStyle, maxWidth: end - x)
      }
      x += buffer.put(Self.tabText(kind), at: Point(x: x, y: line.y), style: style, maxWidth: end - x)
    }
    if !detail.isEmpty, end - x > 4 {
      let shown = detail.truncated(to: end - x - 1, ellipsis: appearance.glyphs.ellipsis)
      x += buffer.put(shown, at: Point(x: x, y: line.y))
      x += buffer.put(" ", at: Point(x: x, y: line.y))
    }
    let width = note.displayWidth + 2
    if !note.isEmpty, end - x > width {
      buffer.put(" \(note) ", at: Point(x: end - width, y: line.y), style: appearance[.title])
    }
  }

  private static func tabText(_ kind: PaneKind) -> String { " \(kind.number) \(kind.title) " }

  /// The tab under a column.
  static func tab(at x: Int, in place: ScreenLayout.Place) -> PaneKind? {
    var start = place.area.x + 1
    for kind in place.tabs {
      let end = start + tabText(kind).displayWidth
      if (start..<end).contains(x) { return kind }
      start = end + 1
    }
    return nil
  }
}
