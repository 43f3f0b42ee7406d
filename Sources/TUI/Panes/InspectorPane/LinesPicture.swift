import Commands
import Screen

/// Rows of the plane as line plots: the cursor's row and the rows that the user kept.
struct LinesPicture {
  let pane: InspectorPane
  let frame: InspectorFrame
  let appearance: Appearance

  func render(into buffer: inout ScreenBuffer) -> StyledText {
    let area = frame.picture
    guard let elements = pane.shown, area.width > 2, area.height > 1 else { return StyledText() }
    let capacity = LinePlot.capacity(of: area, appearance)
    let lines = self.lines
    let styles: [Theme.Role] = [.firstLine, .secondLine, .thirdLine, .fourthLine]
    let stretches = lines.compactMap { elements.stretches(along: pane.columnAxis, at: $0, count: capacity) }
    let series = zip(stretches, zip(styles, "abcd")).map { stretches, look in
      LinePlot.Series(
        stretches.map { LinePlot.Place($0.finite, hasNaN: $0.hasNaN, hasInfinity: $0.hasInfinity) },
        style: appearance[look.0], letter: look.1)
    }
    // The cursor's line is drawn last, above the other lines.
    let plot = LinePlot(series.reversed())
    plot.draw(in: area, on: &buffer, appearance)
    renderAxes(plot, stretches.first ?? [], into: &buffer)
    return legend(lines, styles, pooled: stretches.first?.map(\.range.count).max() ?? 1)
  }

  /// The rows to draw, as cursor indices: the cursor's row, then the kept rows.
  private var lines: [[Int]] {
    var own = pane.index
    if pane.rank > 0 { own[pane.columnAxis] = 0 }
    return [own] + pane.keptLines.filter { $0 != own && $0.count == own.count }
  }

  private func renderAxes(_ plot: LinePlot, _ stretches: [LineStretch], into buffer: inout ScreenBuffer) {
    let area = frame.picture
    func put(_ value: Double) {
      let text = numberText(value, digits: 4).padded(to: frame.gutter - 1, .right)
      buffer.put(text, at: Point(x: frame.content.x, y: plot.row(of: value, in: area)), style: appearance[.lineNumber])
    }
    put((plot.lower + plot.upper) / 2)
    if plot.lower < 0, plot.upper > 0, abs(plot.row(of: 0, in: area) - (area.y + area.height / 2)) > 1 { put(0) }
    put(plot.upper)
    put(plot.lower)
    if pane.rank == 0 { return }
    let starts = stretches.map(\.range.lowerBound)
    let cells = starts.indices.map { LinePlot.column(of: $0, of: starts.count, in: area) - area.x }
    let place = pane.index[pane.columnAxis]
    let cursor = stretches.firstIndex { $0.range.contains(place) }.map { area.x + cells[$0] }
    AxisLabels(pane: pane, frame: frame, appearance: appearance)
      .putColumns(Ruler(starts: starts, cells: cells), cursor: cursor, place: place, y: frame.ruler.y, into: &buffer)
    guard let cursor, let value = pane.shown?.element(at: pane.index).map({ Double($0.float) }), value.isFinite else {
      return
    }
    let point = Point(x: cursor, y: plot.row(of: value, in: area))
    buffer.put(appearance.glyphs == .unicode ? "◆" : "+", at: point, style: appearance[.active])
  }

  /// The label of each line, and the elements per column: `━ time1 17  ━ time1 3  min to max of 3 each`.
  private func legend(_ lines: [[Int]], _ styles: [Theme.Role], pooled: Int) -> StyledText {
    var text = StyledText()
    for (line, (role, letter)) in zip(lines, zip(styles, "abcd")) {
      text.append(appearance.glyphs == .unicode ? "━━ " : "\(letter) ", appearance[role])
      guard pane.rank > 1 else {
        text.append("along \(pane.name(ofAxis: pane.columnAxis))", appearance[.value])
        continue
      }
      let place = line[pane.rowAxis]
      text.append("\(pane.placeName(ofAxis: pane.rowAxis)) \(place)", appearance[.value])
      for axis in pane.otherAxes where line[axis] != pane.index[axis] {
        text.append(", \(pane.placeName(ofAxis: axis)) \(line[axis])", appearance[.value])
      }
      text.append("  ")
    }
    if pooled > 1 { text.append("min to max of \(pooled) each", appearance[.active]) }
    return text
  }
}
