import Commands
import Screen

/// The loop over the layers as a column: done, under way, to come; and beside each a figure of its output, how long it
/// took, and what the head would say of it.
struct LayersPane {
  let snapshot: StopSnapshot
  let state: LayersState
  let isFocused: Bool
  let appearance: Appearance

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    let note = snapshot.loopPosition ?? ""
    PaneHeader(place: place, isFocused: isFocused, note: note, appearance: appearance).render(into: &buffer)
    var area = place.content
    for loop in loops where area.height > 1 {
      let text = "for \(loop.target) in \(loop.iterable)"
      var line = StyledText("  " + loop.progress, appearance[.number])
      line.append("  " + text, appearance[.faint])
      buffer.put(line.truncated(to: area.width, ellipsis: appearance.glyphs.ellipsis), at: area.origin)
      area = area.inset(top: 1)
    }
    let layers = snapshot.layers
    if layers.isEmpty {
      if loops.isEmpty {
        ListRendering(state: state.list, isFocused: isFocused, appearance: appearance)
          .renderHint(emptyHint, in: area, into: &buffer)
      }
      return
    }
    if state.isTranscribed, area.height > 4 { area = renderTranscript(in: area, into: &buffer) }
    let shown = isFocused ? state.list.selected : layers.firstIndex { $0.state == .current } ?? state.list.selected
    let top = scrolled(state.list.top, toShow: shown, of: layers.count, height: area.height, margin: 1)
    let greatest = layers.compactMap(value).map(abs).filter(\.isFinite).max() ?? 0
    for row in 0..<area.height where top + row < layers.count {
      let line = line(layers[top + row], greatest: greatest, width: area.width)
      buffer.put(line.truncated(to: area.width, ellipsis: appearance.glyphs.ellipsis), at: area.row(row).origin)
      if top + row == state.list.selected, isFocused {
        buffer.restyle(area.row(row)) { $0 = $0.overlaid(by: appearance[.selectedLine]) }
      }
    }
  }

  private var emptyHint: String {
    if let loop = snapshot.layerLoop {
      return "the loop over \(loop.iterable) has not begun: Enter runs to its first layer"
    }
    return "no loop is under way"
  }

  private func value(_ layer: LayerView) -> Double? { layer.output.flatMap(state.statistic.value) }

  private func line(_ layer: LayerView, greatest: Double, width: Int) -> StyledText {
    let glyphs = appearance.glyphs
    let (mark, role): (Character, Theme.Role) =
      switch layer.state {
      case .done: (glyphs.mark(.done), .done)
      case .current: (glyphs.mark(.currentLine), .active)
      case .coming: (glyphs.mark(.toCome), .pending)
      }
    var line = StyledText("\(mark) ", appearance[role])
    let name = layer.number == 0 ? "in" : "\(layer.number)"
    line.append(name.padded(to: 3, .right) + " ", appearance[layer.state == .current ? .active : .text])
    guard let output = layer.output else {
      line.append(layer.state == .current ? "under way" : "", appearance[.faint])
      return line
    }
    line.append(state.statistic.name + " ", appearance[.faint])
    line.append(numberText(value(layer)).padded(to: 9), appearance[.value])
    let time = layer.seconds.map(NumberText.seconds) ?? ""
    let transcript = layer.record.flatMap { state.transcripts[$0] }
    if state.isTranscribed, let transcript {
      line.append(saying(transcript), style(of: transcript))
      return line
    }
    let rest = line.displayWidth + output.marks.displayWidth + max(9, time.displayWidth) + 2
    let barWidth = max(0, min(24, width - rest))
    let share = greatest > 0 ? abs(value(layer) ?? 0) / greatest : 0
    line.append(Bar(share).text(width: barWidth, glyphs: glyphs) + " ", appearance[.histogram])
    if !output.marks.isEmpty { line.append(output.marks + " ", appearance[.warning]) }
    line.append(time.padded(to: 9, .right), appearance[.faint])
    return line
  }

  // MARK: What the head would say

  /// Below the layers, a rule and what the head makes of the layer that is looked at, in full.
  private func renderTranscript(in area: Rect, into buffer: inout ScreenBuffer) -> Rect {
    let layers = snapshot.layers
    let done = layers.last { $0.state == .done && $0.record != nil }
    let chosen = layers.indices.contains(state.list.selected) ? layers[state.list.selected] : nil
    guard let layer = isFocused && chosen?.record != nil ? chosen : done else { return area }
    let transcript = layer.record.flatMap { state.transcripts[$0] }
    let words = transcript.map(saying) ?? "the head is reading\(appearance.glyphs.ellipsis)"
    let title = layer.number == 0 ? " before the layers " : " after layer \(layer.number) "
    let lines = words.wrappedAnywhere(to: max(1, area.width - 1)).prefix(max(1, min(4, area.height - 4)))
    let rule = area.row(area.height - 1 - lines.count)
    buffer.horizontalLine(
      at: rule.origin, length: rule.width, appearance.glyphs.box.horizontal, style: appearance[.border])
    buffer.put(
      "what the head would say\(title)", at: Point(x: rule.x + 1, y: rule.y), style: appearance[.title],
      maxWidth: max(0, rule.width - 2))
    for (row, line) in lines.enumerated() {
      buffer.put(
        line, at: Point(x: area.x + 1, y: rule.y + 1 + row), style: transcript.map(style) ?? appearance[.faint],
        maxWidth: max(0, area.width - 1))
    }
    return area.inset(bottom: lines.count + 1)
  }

  private func saying(_ transcript: Transcript) -> String {
    transcript.text.isEmpty ? "(nothing)" : transcript.text
  }

  private func style(of transcript: Transcript) -> Style {
    if case .failed = transcript { return appearance[.warning] }
    return transcript.text.isEmpty ? appearance[.faint] : appearance[.string]
  }

  /// All loops under way but the one over the layers, which is the column.
  private var loops: [LoopPosition] { snapshot.otherLoops }
}

extension String {
  /// In lines of at most so many columns, wherever that cuts: for languages that write no blanks.
  fileprivate func wrappedAnywhere(to columns: Int) -> [String] {
    if contains(" ") { return wrapped(to: columns) }
    var lines: [String] = []
    var rest = self
    while !rest.isEmpty {
      let line = rest.prefix(columns: columns)
      if line.isEmpty { break }
      lines.append(line)
      rest.removeFirst(line.count)
    }
    return lines
  }
}
