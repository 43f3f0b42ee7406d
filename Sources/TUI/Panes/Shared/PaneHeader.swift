import Screen

/// The line above a pane: the pane's number and name (or the tabs of a shared area), then the detail text, a rule, and
/// the note.
struct PaneHeader {
  let place: ScreenLayout.Place
  let isFocused: Bool
  let detail: StyledText
  /// A text at the right end of the line.
  let note: String
  let appearance: Appearance

  init(
    _ place: ScreenLayout.Place, _ context: PaneContext, detail: StyledText = StyledText(), note: String = ""
  ) {
    self.place = place
    self.detail = detail
    self.note = note
    isFocused = context.isFocused
    appearance = context.appearance
  }

  func render(into buffer: inout ScreenBuffer) {
    let line = place.header
    if line.isEmpty { return }
    let ruleStyle = appearance[isFocused ? .focusedBorder : .border]
    let box = isFocused ? appearance.glyphs.heavyBox : appearance.glyphs.box
    buffer.horizontalLine(at: line.origin, length: line.width, box.horizontal, style: ruleStyle)
    let end = line.right - 1
    var x = line.x + 1
    let tabs = Self.tabs(of: place)
    for (index, tab) in tabs.enumerated() {
      // Separate neighbouring names by a space instead of the rule.
      if index > 0, tab.text.first != " " { buffer.put(" ", at: Point(x: x, y: line.y)) }
      let isShown = tab.kind == place.kind
      let style = appearance[isShown && isFocused ? .focusedTitle : isShown ? .heading : .title]
      x = tab.columns.lowerBound
      x += buffer.put(tab.text, at: Point(x: x, y: line.y), style: style, maxWidth: end - x)
    }
    if let last = tabs.last, last.text.last != " " { x += buffer.put(" ", at: Point(x: x, y: line.y)) }
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

  /// The pane whose tab is at a column; nil if there is no tab.
  static func tab(at x: Int, in place: ScreenLayout.Place) -> PaneKind? {
    tabs(of: place).first { $0.columns.contains(x) }?.kind
  }

  /// The names in a header and their columns. Names are shortened to fit.
  private static func tabs(of place: ScreenLayout.Place) -> [(kind: PaneKind, text: String, columns: Range<Int>)] {
    let kinds = place.tabs.isEmpty ? [place.kind] : place.tabs
    let room = place.area.width - 2
    /// The labels' forms, from wide to narrow.
    let forms: [(PaneKind) -> String] = [
      { " \($0.label) " }, { " \($0 == place.kind ? $0.label : $0.shortLabel) " },
      { "\($0 == place.kind ? $0.label : $0.shortLabel)" }, { $0 == place.kind ? " \($0.label) " : " \($0.digit) " },
    ]
    let texts = forms.map { kinds.map($0) }
    let fitting = texts.first { $0.reduce(kinds.count - 1) { $0 + $1.displayWidth } <= room } ?? texts[3]
    var x = place.area.x + 1
    return zip(kinds, fitting).map { kind, text in
      defer { x += text.displayWidth + 1 }
      return (kind, text, x..<x + text.displayWidth)
    }
  }
}
