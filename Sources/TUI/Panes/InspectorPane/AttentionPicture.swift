import Commands
import Screen

/// The stages of an attention side by side, for the selected head. Below them: the row sum, and each head's entropy.
struct AttentionPicture {
  let pane: InspectorPane
  let frame: InspectorFrame
  let appearance: Appearance

  func render(into buffer: inout ScreenBuffer) -> StyledText {
    let area = frame.picture.inset(bottom: 2)
    let panels = Self.panels(pane, in: area)
    guard panels.count == pane.attention.count else {
      return StyledText("the pane is too small for all stages", appearance[.faint])
    }
    var pooled = (rows: 1, columns: 1)
    for panel in panels {
      let stage = pane.attention[panel.number]
      let isChosen = stage.tensor != nil && stage.variable == pane.expression
      let long = "\(stage.title) \(stage.variable)"
      let title = long.displayWidth <= panel.label.width ? long : stage.title
      buffer.put(
        title, at: panel.label.origin, style: appearance[isChosen ? .active : .heading], maxWidth: panel.label.width)
      let footer = Rect(x: panel.picture.x, y: panel.picture.bottom, width: panel.picture.width, height: 1)
      guard let elements = stage.tensor?.elements, let place = place(in: elements) else {
        let text = stage.tensor == nil ? "not computed yet" : "no value"
        buffer.put(text, at: panel.picture.origin, style: appearance[.faint], maxWidth: panel.picture.width)
        continue
      }
      let rank = elements.rank
      guard
        let plane = InspectorPlane(
          elements, rowAxis: max(0, rank - 2), columnAxis: max(0, rank - 1), at: place, in: panel.picture, appearance,
          by: pane.pooling)
      else { continue }
      pooled = plane.pooling
      let map = plane.map(NumberScale(pane.scale, of: plane.grid.values))
      map.draw(in: panel.picture, on: &buffer, appearance)
      drawCursor(plane, map, place, in: panel.picture, into: &buffer)
      let (low, high) = (Double(map.range.lower), Double(map.range.upper))
      let range = "\(numberText(low, digits: 2))..\(numberText(high, digits: 2))"
      let text = range.displayWidth <= footer.width ? range : "..\(numberText(high, digits: 2))"
      buffer.put(text, at: footer.origin, style: appearance[.lineNumber], maxWidth: footer.width)
    }
    put(rowLine, at: frame.picture.bottom - 2, into: &buffer)
    let isWide = entropyLine(isShort: false).displayWidth <= frame.content.width
    put(entropyLine(isShort: !isWide), at: frame.picture.bottom - 1, into: &buffer)
    var legend = StyledText()
    if pane.isAttentionOver, let path = pane.attentionPath {
      legend.append("of ", appearance[.title])
      legend.append(path, appearance[.type])
      legend.append(", returned  ", appearance[.title])
    }
    legend.append("each stage has its own scale", appearance[.title])
    if pooled != (1, 1) {
      legend.append(
        "  \(pane.pooling.words) of \(pooled.rows)\(appearance.glyphs.times)\(pooled.columns)", appearance[.active])
    }
    return legend
  }

  static func panels(_ pane: InspectorPane, in area: Rect) -> [PanelGrid.Panel] {
    PanelGrid.arrange(pane.attention.count, in: area, footer: 1)
  }

  /// The cursor's index, clamped to the stage's shape. If the stage and the inspected tensor have different ranks, the
  /// index of the stage's first element. Nil if the stage has fewer than two axes or no elements.
  private func place(in elements: TensorElements) -> [Int]? {
    guard elements.rank >= 2, elements.count > 0 else { return nil }
    guard elements.rank == pane.rank else { return [Int](repeating: 0, count: elements.rank) }
    return zip(pane.index, elements.shape).map { max(0, min($0, $1 - 1)) }
  }

  private func drawCursor(
    _ plane: InspectorPlane, _ map: HeatMap, _ place: [Int], in area: Rect, into buffer: inout ScreenBuffer
  ) {
    guard let row = plane.grid.rowRanges.firstIndex(where: { $0.contains(place[place.count - 2]) }),
      let column = plane.grid.columnRanges.firstIndex(where: { $0.contains(place[place.count - 1]) })
    else { return }
    let point = map.position(row: row, column: column, from: area.origin, appearance)
    guard area.contains(point) else { return }
    if appearance.colors < .indexed256 {
      buffer.restyle(Rect(x: point.x, y: point.y, width: 1, height: 1)) { $0 = $0.reverse }
    } else {
      let background = HeatMap.color(of: plane.grid[row, column], on: map.numbers, appearance.theme)
      buffer.put("+", at: point, style: Style(background.contrast, on: background, .bold))
    }
  }

  private func put(_ text: StyledText, at y: Int, into buffer: inout ScreenBuffer) {
    let shown = text.truncated(to: frame.content.width, ellipsis: appearance.glyphs.ellipsis)
    buffer.put(shown, at: Point(x: frame.content.x, y: y))
  }

  /// The sum of the cursor's row, and each stage's element at the cursor: `row sum 1  at the cursor: content 1.2 …`
  private var rowLine: StyledText {
    var line = StyledText()
    if let last = weights, let place = place(in: last), let row = last.line(along: last.rank - 1, at: place) {
      let sum = row.reduce(0, +)
      line.append("row sum ", appearance[.faint])
      line.append(NumberText.short(sum, digits: 6), appearance[sum.isNaN ? .notANumber : .value].bold)
      line.append("  ")
    }
    line.append("at the cursor:", appearance[.faint])
    for stage in pane.attention {
      guard let elements = stage.tensor?.elements, let place = place(in: elements),
        let value = elements.element(at: place)
      else { continue }
      line.append(" \(stage.title) ", appearance[.faint])
      line.append(NumberText.short(Double(value.float)), appearance[value.health ?? .value])
    }
    return line
  }

  /// Each head's entropy in nats, and the greatest possible entropy: `entropy, nats of 4.06: 0 2.31 ▄ 1 3.10 ▆`. The
  /// short form is `entropy 0 2.31 1 3.10`.
  private func entropyLine(isShort: Bool) -> StyledText {
    guard let weights, weights.rank >= 3, let place = place(in: weights) else { return StyledText() }
    let headAxis = weights.rank - 3
    let heads = 0..<weights.shape[headAxis]
    let bars = appearance.glyphs.bars
    var line = StyledText()
    for head in heads.prefix(32) {
      var fixed = Dictionary(uniqueKeysWithValues: (0..<headAxis).map { ($0, place[$0]) })
      fixed[headAxis] = head
      guard let found = weights.distributions(along: weights.rank - 1, at: fixed), let entropy = found.entropy else {
        return StyledText(
          "rows are no distributions: they contain negative numbers or NaN", appearance[.faint])
      }
      let most = found.evenEntropy
      if line.isEmpty {
        let scale = isShort ? "" : ", nats of \(NumberText.short(most, digits: 3)):"
        line.append("entropy\(scale)", appearance[.faint])
      }
      let isChosen = head == place[headAxis]
      line.append(" \(head) ", appearance[isChosen ? .active : .lineNumber])
      line.append(NumberText.fixed(entropy, places: 2), isChosen ? appearance[.value].bold : appearance[.value])
      if isShort { continue }
      let share = most > 0 ? min(max(entropy / most, 0), 1) : 0
      line.append(" " + String(bars[min(bars.count - 1, Int(share * Double(bars.count)))]), appearance[.histogram])
    }
    return line
  }

  /// The last stage: the attention weights. Each row is a distribution.
  private var weights: TensorElements? { pane.attention.last?.tensor?.elements }
}
