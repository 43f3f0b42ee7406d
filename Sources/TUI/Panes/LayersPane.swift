import Commands
import Screen

/// The loop over the layers as a column: done, under way, to come; and beside each how large its output is.
struct LayersPane {
  let situation: Situation
  let state: ListState
  let isFocused: Bool
  let appearance: Appearance

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    let note = situation.loopPosition ?? ""
    PaneHeader(place: place, isFocused: isFocused, note: note, appearance: appearance).render(into: &buffer)
    var area = place.content
    for loop in loops where area.height > 1 {
      let text = "for \(loop.target) in \(loop.iterable)"
      var line = StyledText("  " + loop.progress, appearance[.number])
      line.append("  " + text, appearance[.faint])
      buffer.put(line.truncated(to: area.width, ellipsis: appearance.glyphs.ellipsis), at: area.origin)
      area = area.inset(top: 1)
    }
    let layers = situation.layers
    if layers.isEmpty {
      if loops.isEmpty {
        buffer.put("no loop is under way", at: area.origin, style: appearance[.faint], maxWidth: area.width)
      }
      return
    }
    let shown = isFocused ? state.selected : layers.firstIndex { $0.state == .current } ?? state.selected
    let top = scrolled(state.top, toShow: shown, of: layers.count, height: area.height, margin: 1)
    let greatest = layers.compactMap(\.rootMeanSquare).filter(\.isFinite).max() ?? 0
    for row in 0..<area.height where top + row < layers.count {
      let line = line(layers[top + row], greatest: greatest, width: area.width)
      buffer.put(line.truncated(to: area.width, ellipsis: appearance.glyphs.ellipsis), at: area.row(row).origin)
      if top + row == state.selected, isFocused {
        buffer.restyle(area.row(row)) { $0 = $0.overlaid(by: appearance[.selectedLine]) }
      }
    }
  }

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
    let size = layer.rootMeanSquare ?? 0
    let text = "rms \(numberText(layer.rootMeanSquare)) "
    line.append(text.padded(to: 14), appearance[.value])
    let barWidth = max(0, min(24, width - line.displayWidth - 10))
    line.append(
      Bar(greatest > 0 ? size / greatest : 0).text(width: barWidth, glyphs: glyphs) + " ", appearance[.histogram])
    if !output.marks.isEmpty { line.append(output.marks + " ", appearance[.warning]) }
    if let seconds = layer.seconds { line.append(NumberText.seconds(seconds), appearance[.faint]) }
    return line
  }

  /// All loops under way but the one over the layers, which is the column.
  private var loops: [LoopPosition] {
    let all = situation.frames.reversed().flatMap(\.loops)
    let place = all.firstIndex { $0 == situation.layerPosition }
    return all.indices.filter { $0 != place }.map { all[$0] }
  }
}

extension LayerView {
  /// √(μ² + σ²) of its output: the norm that does not depend on how long the recording is.
  var rootMeanSquare: Double? {
    guard let mean = output?.mean, let deviation = output?.standardDeviation else { return nil }
    return (mean * mean + deviation * deviation).squareRoot()
  }
}
