import Screen

/// What commands have printed, the latest at the bottom.
struct OutputPane {
  let state: OutputState
  let isFocused: Bool
  let appearance: Appearance

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    let note = state.scrolledBack > 0 ? "\(state.scrolledBack) more below" : ""
    PaneHeader(place: place, isFocused: isFocused, note: note, appearance: appearance).render(into: &buffer)
    let area = place.content
    if state.lines.isEmpty {
      buffer.put("nothing printed yet", at: area.origin, style: appearance[.faint], maxWidth: area.width)
      return
    }
    let end = max(min(area.height, state.lines.count), state.lines.count - state.scrolledBack)
    let start = max(0, end - area.height)
    for (row, line) in state.lines[start..<end].enumerated() {
      let text = line.text.truncated(to: area.width, ellipsis: appearance.glyphs.ellipsis)
      buffer.put(text, at: area.row(row).origin, style: appearance[line.role])
    }
  }
}
