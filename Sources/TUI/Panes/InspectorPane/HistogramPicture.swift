import Commands
import Screen

/// The histogram of finite elements, of the slice or of the whole tensor.
struct HistogramPicture {
  let pane: InspectorPane
  let frame: InspectorFrame
  let appearance: Appearance

  func render(into buffer: inout ScreenBuffer) -> StyledText {
    let area = frame.picture
    let isSlice = !pane.spansTensor && !pane.otherAxes.isEmpty && pane.rank > 2
    let elements = isSlice ? pane.shown?.slice(pane.sliceIndex) : pane.shown
    let gutter = 8
    let room = max(1, area.width - gutter)
    let bins = Self.bins(room, elements?.dtype)
    guard let histogram = elements?.histogram(bins: bins) else {
      buffer.put("no finite elements", at: area.origin, style: appearance[.faint], maxWidth: area.width)
      return StyledText()
    }
    let each = max(1, room / bins)
    let chart = Rect(x: area.x + gutter, y: area.y, width: each * bins, height: area.height)
    ColumnChart(histogram.counts.map(Float.init))
      .draw(in: chart, on: &buffer, style: appearance[.histogram], glyphs: appearance.glyphs)
    let most = histogram.counts.max() ?? 0
    for (count, y) in [(most, chart.y), (most / 2, chart.y + chart.height / 2)] where chart.height > 2 || y == chart.y {
      let text = NumberText.count(count).padded(to: gutter - 1, .right, ellipsis: "")
      buffer.put(text, at: Point(x: area.x, y: y), style: appearance[.lineNumber])
    }
    let width = (histogram.high - histogram.low) / Double(bins)
    var cursor: Int?
    var line = StyledText("\(bins) bins of \(numberText(width))", appearance[.title])
    line.append(
      isSlice ? "  of this slice; g: of all slices" : pane.rank > 2 ? "  of all slices" : "", appearance[.faint])
    if let element = pane.shown?.element(at: pane.index), case let value = Double(element.float), value.isFinite,
      value >= histogram.low, value <= histogram.high
    {
      let place = width > 0 ? min(bins - 1, Int((value - histogram.low) / width)) : 0
      cursor = chart.x + place * each
      line.append("  the cursor's bin has \(NumberText.count(histogram.counts[place]))", appearance[.value])
    }
    renderRuler(histogram, chart, cursor: cursor, into: &buffer)
    return line
  }

  /// The number of bins: one bin for each column, but at most 256 bins. Bools have two bins.
  private static func bins(_ width: Int, _ dtype: DType?) -> Int { dtype == .bool ? 2 : max(1, min(256, width)) }

  /// Draws labels for the ends and zero, and a mark at the cursor's bin. Labels that touch the mark are omitted.
  private func renderRuler(_ histogram: Histogram, _ chart: Rect, cursor: Int?, into buffer: inout ScreenBuffer) {
    let low = numberText(histogram.low, digits: 4)
    let high = numberText(histogram.high, digits: 4)
    var labels = [(low, chart.x), (high, max(chart.x, chart.right - high.displayWidth))]
    if histogram.low < 0, histogram.high > 0 {
      labels.append(("0", chart.x + Int(-histogram.low / (histogram.high - histogram.low) * Double(chart.width))))
    }
    var taken: [Range<Int>] = cursor.map { [$0..<$0 + 1] } ?? []
    for (text, x) in labels {
      let columns = x..<x + text.displayWidth
      if taken.contains(where: { columns.lowerBound <= $0.upperBound && $0.lowerBound <= columns.upperBound }) {
        continue
      }
      buffer.put(text, at: Point(x: x, y: frame.ruler.y), style: appearance[.lineNumber])
      taken.append(columns)
    }
    guard let cursor else { return }
    let mark = appearance.glyphs == .unicode ? "▲" : "^"
    buffer.put(mark, at: Point(x: cursor, y: frame.ruler.y), style: appearance[.active])
  }
}
