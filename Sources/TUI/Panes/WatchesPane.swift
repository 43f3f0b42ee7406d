import Commands
import Screen

/// Expressions with what they are here; those that are something else than before are marked.
struct WatchesPane {
  let watches: [WatchedExpression]
  let state: ListState
  let isFocused: Bool
  let appearance: Appearance

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    let note = watches.isEmpty ? "" : "\(watches.count)"
    PaneHeader(place: place, isFocused: isFocused, note: note, appearance: appearance).render(into: &buffer)
    let list = ListRendering(state: state, isFocused: isFocused, appearance: appearance)
    if watches.isEmpty {
      let hint = "no expressions yet: a here (or :display x.std()) adds one, and it is shown at every stop"
      list.renderHint(hint, in: place.content, into: &buffer)
      return
    }
    let widest = watches.map(\.expression.displayWidth).max() ?? 0
    let width = min(widest, max(8, place.content.width / 2))
    list.render(count: watches.count, in: place.content, into: &buffer) { index in line(watches[index], width) }
  }

  private func line(_ watch: WatchedExpression, _ width: Int) -> StyledText {
    let glyphs = appearance.glyphs
    var line = StyledText(watch.hasChanged ? "\(glyphs.mark(.changed)) " : "  ", appearance[.changed])
    // A watch that stops has the mark of what stops.
    line.append(watch.isStopping ? "\(glyphs.mark(.breakpoint)) " : "  ", appearance[.breakpoint])
    line.append(
      watch.expression.padded(to: width, ellipsis: glyphs.ellipsis),
      watch.hasChanged ? appearance[.name].bold : appearance[.name])
    line.append("  ")
    switch watch.value {
    case .success(let value):
      line.append(value.line.map { $0 == "\n" ? " " : String($0) }.joined(), appearance[.value])
      if let marks = watch.tensor?.summary?.marks, !marks.isEmpty { line.append("  " + marks, appearance[.warning]) }
    case .failure(let error): line.append(error.summary, appearance[.faint])
    }
    return line
  }
}
