/// Numbers as vertical bars, several rows high, like a histogram's counts.
public struct ColumnChart: Hashable, Sendable {
  public var values: [Float]
  /// The number that an empty column shows, and the number that a full column shows.
  public var range: ValueRange

  /// Without `range`, an empty column shows 0 and a full column shows the greatest value.
  public init(_ values: [Float], range: ValueRange? = nil) {
    self.values = values
    self.range = range ?? ValueRange(0, max(ValueRange(of: values)?.upper ?? 1, 0))
  }

  /// Fills an area with the chart. If there are more values than columns, each column shows the greatest of its values.
  /// If there are fewer values than columns, each value takes one or more columns.
  public func draw(in area: Rect, on buffer: inout ScreenBuffer, style: Style = .plain, glyphs: Glyphs = .unicode) {
    guard !area.isEmpty, !values.isEmpty else { return }
    let bars = glyphs == .unicode ? glyphs.bars : [Character]("#")
    buffer.clipped(to: area) { buffer in
      for column in 0..<area.width {
        let start = column * values.count / area.width
        let end = max(start + 1, (column + 1) * values.count / area.width)
        let value = values[start..<end].max()!
        let full = range.upper > range.lower ? range.share(of: value) : 0
        var left = Int((full * Double(area.height * bars.count)).rounded(.up))
        for y in area.rows.reversed() where left > 0 {
          let step = min(left, bars.count)
          buffer.put(Cell(bars[step - 1], style: style), at: Point(x: area.x + column, y: y))
          left -= step
        }
      }
    }
  }
}
