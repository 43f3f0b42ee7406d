import Commands
import Screen

/// The whole pass as far as it has been seen, from left to right: how deep the calls were, where the layers begin,
/// where the cursor is; and which stop Enter goes to.
struct TimelinePane {
  let state: TimelineState
  let timeline: Timeline
  let debugger: Debugger
  let isFocused: Bool
  let appearance: Appearance

  /// Columns of the track: the last two say whether the pass goes on.
  static func trackWidth(in content: Rect) -> Int { max(0, content.width - 2) }

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    let note = "\(timeline.knownStops) stops\(timeline.knowsEnd ? "" : " so far")"
    PaneHeader(place: place, isFocused: isFocused, note: note, appearance: appearance).render(into: &buffer)
    let area = place.content
    guard !state.cells.isEmpty, !area.isEmpty else { return }
    let stop = state.selected ?? timeline.stop
    put(readOut(stop), on: area.row(area.height - 1), into: &buffer)
    if area.height < 2 { return }
    // From above: layers, the track, the cursor's mark, the words.
    let hasLayers = area.height >= 3
    let hasMarks = area.height >= 4
    let top = hasLayers ? 1 : 0
    let track = Rect(
      x: area.x, y: area.y + top, width: state.cells.count, height: area.height - top - (hasMarks ? 2 : 1))
    if hasLayers { renderLayers(in: area.row(0), into: &buffer) }
    ColumnChart(state.cells.map { Float($0.depth) })
      .draw(in: track, on: &buffer, style: appearance[.histogram], glyphs: appearance.glyphs)
    if !timeline.knowsEnd {
      let text = appearance.glyphs == .unicode ? "··" : ".."
      buffer.put(text, at: Point(x: track.right, y: track.bottom - 1), style: appearance[.pending])
    }
    let here = state.cell(of: timeline.stop)
    if let here {
      buffer.restyle(track.column(here)) { $0 = appearance[.active] }
    }
    if hasMarks { renderMarks(here, on: area.row(area.height - 2), into: &buffer) }
    if let selected = state.selected.flatMap(state.cell(of:)) {
      buffer.restyle(track.column(selected)) { $0 = appearance[.changed] }
    }
  }

  private func put(_ line: StyledText, on row: Rect, into buffer: inout ScreenBuffer) {
    buffer.put(line.truncated(to: row.width, ellipsis: appearance.glyphs.ellipsis), at: row.origin)
  }

  /// The layers' numbers where they begin, as many as there is room for.
  private func renderLayers(in row: Rect, into buffer: inout ScreenBuffer) {
    var end = row.x
    for (layer, stop) in state.entries {
      guard let cell = state.cell(of: stop) else { continue }
      let x = row.x + cell
      let text = end == row.x ? "layer \(layer)" : "\(layer)"
      if x < end || x + text.displayWidth > row.right { continue }
      buffer.put(text, at: Point(x: x, y: row.y), style: appearance[.number])
      end = x + text.displayWidth + 1
    }
  }

  /// Under the track: the cursor, the selection, marks by the first letter of their names, what has stopped the pass,
  /// and from where going back is quick.
  private func renderMarks(_ here: Int?, on row: Rect, into buffer: inout ScreenBuffer) {
    let isUnicode = appearance.glyphs == .unicode
    for (index, cell) in state.cells.enumerated() where cell.hasSnapshot {
      buffer.put(isUnicode ? "·" : ".", at: Point(x: row.x + index, y: row.y), style: appearance[.faint])
    }
    for event in timeline.events {
      guard let cell = state.cell(ofClock: event.clock) else { continue }
      let isTrouble = event.kind == .caught || event.kind == .error
      let mark = isTrouble ? "!" : String(appearance.glyphs.mark(.breakpoint))
      buffer.put(mark, at: Point(x: row.x + cell, y: row.y), style: appearance[isTrouble ? .warning : .breakpoint])
    }
    for mark in timeline.marks {
      guard let cell = state.cell(ofClock: mark.clock) else { continue }
      let letter = mark.name.first.map(String.init) ?? "m"
      buffer.put(letter, at: Point(x: row.x + cell, y: row.y), style: appearance[.changed])
    }
    if let selected = state.selected.flatMap(state.cell(of:)) {
      buffer.put("^", at: Point(x: row.x + selected, y: row.y), style: appearance[.changed])
    }
    if let here {
      buffer.put(isUnicode ? "▲" : "A", at: Point(x: row.x + here, y: row.y), style: appearance[.active])
    }
  }

  private func readOut(_ number: Int) -> StyledText {
    var line = StyledText()
    let isHere = number == timeline.stop
    line.append(isHere ? "here: " : "Enter goes to ", isHere ? appearance[.active] : appearance[.key])
    line.append("stop \(number)", appearance[.number])
    if let stop = debugger.stop(number) {
      line.append("  \(stop.file.name):\(stop.line)", appearance[.faint])
      line.append("  " + stop.function, appearance[.name])
      if let layer = stop.layer { line.append("  layer \(layer)", appearance[.number]) }
      for mark in timeline.marks where mark.clock == stop.clock {
        line.append("  mark \(mark.name)", appearance[.changed])
      }
      let text = stop.file.lines.indices.contains(stop.line - 1) ? stop.file.lines[stop.line - 1] : ""
      line.append("  " + text.drop { $0 == " " }, appearance[.text])
    }
    return line
  }
}

extension Rect {
  fileprivate func column(_ index: Int) -> Rect { Rect(x: x + index, y: y, width: 1, height: height) }
}
