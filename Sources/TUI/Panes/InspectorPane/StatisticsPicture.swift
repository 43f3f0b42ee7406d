import Commands
import Screen

/// Statistics for each index of the row axis, over the columns of this slice or over all other axes.
struct StatisticsPicture {
  let pane: InspectorPane
  let frame: InspectorFrame
  let appearance: Appearance

  func render(into buffer: inout ScreenBuffer) -> StyledText {
    let area = frame.picture
    guard let elements = pane.shown, pane.rank >= 2, area.height >= 2 else { return StyledText() }
    let count = pane.shape[pane.rowAxis]
    let place = pane.index[pane.rowAxis]
    let top = scrolled(max(0, place - area.height / 2), toShow: place, of: count, height: area.height - 1)
    let rows = top..<min(count, top + area.height - 1)
    let fixed = pane.spansTensor ? [:] : pane.sliceIndex
    let summaries = elements.summaries(along: pane.rowAxis, of: rows, at: fixed)
    let table = Table(summaries)
    let labels = AxisLabels(pane: pane, frame: frame, appearance: appearance)
    put(table.heading + "  greatest |x|", at: area.y, appearance[.faint], area, into: &buffer)
    for (offset, line) in table.lines.enumerated() {
      let isCursor = rows.lowerBound + offset == place
      labels.put(
        row: rows.lowerBound + offset, at: area.y + 1 + offset, isCursor ? .active : .lineNumber, into: &buffer)
      let summary = summaries[offset]
      let role: Theme.Role = summary.nanCount > 0 ? .notANumber : summary.infinityCount > 0 ? .infinite : .value
      var text = StyledText(line, isCursor ? appearance[role].bold : appearance[role])
      let room = area.width - line.displayWidth - 2
      if room >= 4 {
        text.append(
          "  " + Bar(table.share(offset)).text(width: min(room, 40), glyphs: appearance.glyphs), appearance[.histogram])
      }
      buffer.put(text.truncated(to: area.width, ellipsis: ""), at: Point(x: area.x, y: area.y + 1 + offset))
    }
    let over =
      pane.spansTensor
      ? "over all other axes" : "over \(pane.name(ofAxis: pane.columnAxis)) of this slice; g: over all other axes"
    return StyledText("along \(pane.name(ofAxis: pane.rowAxis)), \(over)", appearance[.title])
  }

  private func put(_ text: String, at y: Int, _ style: Style, _ area: Rect, into buffer: inout ScreenBuffer) {
    buffer.put(text, at: Point(x: area.x, y: y), style: style, maxWidth: area.width)
  }

  /// The statistics in columns.
  private struct Table {
    let heading: String
    let lines: [String]
    private let sizes: [Double]

    init(_ summaries: [TensorSummary]) {
      let sums = summaries.map { summary in
        summary.nanCount > 0 ? nil : summary.mean.map { $0 * Double(summary.finiteCount) }
      }
      let columns: [(String, [String])] = [
        ("min", summaries.map { numberText($0.min, digits: 4) }),
        ("mean", summaries.map { numberText($0.mean, digits: 4) }),
        ("max", summaries.map { numberText($0.max, digits: 4) }),
        ("std", summaries.map { numberText($0.standardDeviation, digits: 4) }),
        ("sum", sums.map { numberText($0, digits: 4) }),
        ("NaN", summaries.map { NumberText.count($0.nanCount) }),
        ("inf", summaries.map { NumberText.count($0.infinityCount) }),
        ("zeros", summaries.map { NumberText.count($0.zeroCount) }),
      ]
      // Omit a count's column if all its counts are 0.
      let shown = columns.filter { name, texts in
        !["NaN", "inf", "zeros"].contains(name) || texts.contains { $0 != "0" }
      }
      let widths = shown.map { name, texts in max(name.count, texts.map(\.count).max() ?? 0) }
      heading = zip(shown, widths).map { $0.0.padded(to: $1, .right) }.joined(separator: "  ")
      lines = summaries.indices.map { row in
        zip(shown, widths).map { $0.1[row].padded(to: $1, .right) }.joined(separator: "  ")
      }
      sizes = summaries.map { max(abs($0.min ?? 0), abs($0.max ?? 0)) }
    }

    /// The greatest |x| of line `row`, divided by the greatest |x| of all lines.
    func share(_ row: Int) -> Double {
      let most = sizes.max() ?? 0
      return most > 0 ? sizes[row] / most : 0
    }
  }
}
