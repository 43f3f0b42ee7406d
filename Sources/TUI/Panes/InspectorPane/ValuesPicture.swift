import Commands
import Screen

/// The numbers around the cursor. The background of a number has the colour that the heat map shows for the number.
struct ValuesPicture {
  let pane: InspectorPane
  let frame: InspectorFrame
  let appearance: Appearance

  func render(into buffer: inout ScreenBuffer) -> StyledText {
    guard let grid = Grid(pane, in: frame.picture), let elements = pane.shown else { return StyledText() }
    let area = frame.picture
    let numbers = pane.numberScale(for: grid.values.lazy.compactMap { $0?.float })
    let isColoured = appearance.colors >= .indexed256
    let cursorColumn = pane.rank > 0 ? pane.index[pane.columnAxis] : 0
    let cursorRow = pane.rank > 1 ? pane.index[pane.rowAxis] : 0
    for (place, column) in grid.columns.enumerated() {
      buffer.put(
        String(column).padded(to: grid.width, .right), at: Point(x: area.x + place * (grid.width + 1), y: area.y),
        style: appearance[column == cursorColumn ? .active : .lineNumber])
    }
    let labels = AxisLabels(pane: pane, frame: frame, appearance: appearance)
    for (line, row) in grid.rows.enumerated() {
      let y = area.y + 1 + line
      if frame.gutter > 0 { labels.put(row: row, at: y, row == cursorRow ? .active : .lineNumber, into: &buffer) }
      for (place, column) in grid.columns.enumerated() {
        let number = line * grid.columns.count + place
        guard let value = grid.values[number] else { continue }
        let text = grid.texts[number].padded(to: grid.width, .right) + " "
        var style = appearance[value.health ?? .value]
        if isColoured, elements.count > 1 {
          let background = HeatMap.color(of: value.float, on: numbers, appearance.theme)
          style = Style(background.contrast, on: background, value.health == nil ? [] : .bold)
        }
        if row == cursorRow, column == cursorColumn { style = Style().reverse.bold }
        buffer.put(text, at: Point(x: area.x + place * (grid.width + 1), y: y), style: style)
      }
    }
    let isExact = !elements.dtype.isFloatingPoint && !elements.dtype.isComplex
    var legend = StyledText(isExact ? "integers" : pane.format.words, appearance[.title])
    if elements.dtype.isComplex, isColoured { legend.append("  coloured by |x|", appearance[.title]) }
    let count = pane.rank > 1 ? pane.shape[pane.rowAxis] : 1
    let wide = pane.rank > 0 ? pane.shape[pane.columnAxis] : 1
    legend.append("  rows \(grid.rows.lowerBound)..\(grid.rows.upperBound - 1) of \(count)", appearance[.faint])
    legend.append(", columns \(grid.columns.lowerBound)..\(grid.columns.upperBound - 1) of \(wide)", appearance[.faint])
    return legend
  }

  /// The elements that fit an area, and their texts.
  struct Grid {
    let rows: Range<Int>
    let columns: Range<Int>
    let values: [Scalar?]
    let texts: [String]
    /// The width of the widest text.
    let width: Int

    init?(_ pane: InspectorPane, in area: Rect) {
      guard let elements = pane.shown, elements.count > 0, area.height >= 2, area.width >= 3 else { return nil }
      let rowCount = pane.rank > 1 ? pane.shape[pane.rowAxis] : 1
      let columnCount = pane.rank > 0 ? pane.shape[pane.columnAxis] : 1
      rows = Self.window(pane.rank > 1 ? pane.index[pane.rowAxis] : 0, rowCount, shown: area.height - 1)
      let place = pane.rank > 0 ? pane.index[pane.columnAxis] : 0
      // All columns have the width of the widest number shown, and additional columns may contain wider numbers.
      // Therefore begin with the greatest possible number of columns, and reduce the number until the columns fit.
      var shown = min(columnCount, max(1, area.width / 2))
      while true {
        let columns = Self.window(place, columnCount, shown: shown)
        let values = Self.values(of: elements, pane, rows, columns)
        let texts = pane.format.texts(of: values, elements.dtype)
        let width = max(texts.lazy.map(\.displayWidth).max() ?? 1, String(columns.upperBound - 1).count)
        let fits = max(1, (area.width + 1) / (width + 1))
        if shown <= fits || shown == 1 {
          (self.columns, self.values, self.texts, self.width) = (columns, values, texts, width)
          return
        }
        shown = min(shown - 1, max(fits, shown / 2))
      }
    }

    private static func window(_ place: Int, _ count: Int, shown: Int) -> Range<Int> {
      let shown = min(count, max(1, shown))
      let start = max(0, min(place - shown / 2, count - shown))
      return start..<start + shown
    }

    private static func values(
      of elements: TensorElements, _ pane: InspectorPane, _ rows: Range<Int>, _ columns: Range<Int>
    ) -> [Scalar?] {
      rows.flatMap { row in
        columns.map { column in
          var place = pane.index
          if pane.rank > 1 { place[pane.rowAxis] = row }
          if pane.rank > 0 { place[pane.columnAxis] = column }
          return elements.element(at: place)
        }
      }
    }

    /// The row and column of the element at a point of the picture; nil outside.
    func cell(at point: Point, in area: Rect) -> (row: Int, column: Int)? {
      let row = rows.lowerBound + point.y - area.y - 1
      let column = columns.lowerBound + (point.x - area.x) / (width + 1)
      return rows.contains(row) && columns.contains(column) && point.x >= area.x ? (row, column) : nil
    }
  }
}

extension Scalar {
  /// The scalar as a float, for the colour scale. For a complex number, the magnitude, or NaN if one part is NaN.
  var float: Float {
    switch self {
    case .float(let number): Float(number)
    case .int(let number): Float(number)
    case .bool(let flag): flag ? 1 : 0
    case .complex(let real, let imaginary): health == .notANumber ? .nan : Self.magnitude(real, imaginary)
    }
  }

  /// The magnitude of a complex number, without squares that overflow.
  private static func magnitude(_ real: Double, _ imaginary: Double) -> Float {
    let most = max(abs(real), abs(imaginary))
    if most == 0 || most.isInfinite { return Float(most) }
    let (a, b) = (real / most, imaginary / most)
    return Float(most * (a * a + b * b).squareRoot())
  }
}
