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
    for (row, line) in state.rows(area.height, width: area.width, skipping: state.scrolledBack).enumerated() {
      buffer.put(line.text, at: area.row(row).origin, style: appearance[line.role], maxWidth: area.width)
    }
  }
}
