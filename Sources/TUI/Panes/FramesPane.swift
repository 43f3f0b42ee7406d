import Commands
import Screen

/// The calls under way, innermost first, with the modules whose they are.
struct FramesPane {
  let snapshot: StopSnapshot
  let state: ListState
  let isFocused: Bool
  let appearance: Appearance

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    let frames = snapshot.frames
    let note = frames.isEmpty ? "" : "\(frames.count)"
    PaneHeader(place: place, isFocused: isFocused, note: note, appearance: appearance).render(into: &buffer)
    let area = place.content
    if frames.isEmpty {
      let text = snapshot.isFinished ? "the pass is over" : "no call is under way"
      buffer.put(text, at: area.origin, style: appearance[.faint], maxWidth: area.width)
      return
    }
    let top = scrolled(state.top, toShow: state.selected, of: frames.count, height: area.height)
    let glyphs = appearance.glyphs
    let widest = frames.map { $0.function.displayWidth }.max() ?? 0
    let width = min(widest, max(12, area.width * 2 / 3))
    for row in 0..<area.height where top + row < frames.count {
      let frame = frames[top + row]
      let isSelected = frame.index == snapshot.selectedFrame
      var line = StyledText(isSelected ? "\(glyphs.mark(.currentLine)) " : "  ", appearance[.active])
      line.append("\(frame.index) ".padded(to: String(frames.count).count + 1), appearance[.lineNumber])
      line.append(
        frame.function.padded(to: width, ellipsis: glyphs.ellipsis),
        isSelected ? appearance[.name].bold : appearance[.name])
      line.append(area.width < 50 ? " :\(frame.line)" : " \(frame.file.name):\(frame.line)", appearance[.faint])
      if let path = frame.modulePath, !path.isEmpty { line.append(" " + path, appearance[.type]) }
      for loop in frame.loops { line.append("  " + loop.target + " " + loop.progress, appearance[.number]) }
      buffer.put(line.truncated(to: area.width, ellipsis: glyphs.ellipsis), at: area.row(row).origin)
      if top + row == state.selected, isFocused {
        buffer.restyle(area.row(row)) { $0 = $0.overlaid(by: appearance[.selectedLine]) }
      }
    }
  }
}
