import Commands
import Screen

/// Looks into one tensor: what it is, a picture of a slice of it, and the number under the cursor.
struct InspectorPane {
  let state: InspectorState
  let isFocused: Bool
  let appearance: Appearance

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    var detail = StyledText(state.expression ?? "", appearance[.name].bold)
    if state.isGone { detail.append("  as it was", appearance[.warning]) }
    PaneHeader(
      place: place, isFocused: isFocused, detail: detail, note: note(in: place.content), appearance: appearance
    )
    .render(into: &buffer)
    let area = place.content
    guard let tensor = state.tensor else {
      let text = "choose a tensor among the variables: Enter looks into it"
      buffer.put(text, at: area.origin, style: appearance[.faint], maxWidth: area.width)
      return
    }
    buffer.clipped(to: area) { buffer in
      for (row, line) in headerLines(tensor, width: area.width).enumerated() {
        put(line, on: area.row(row), into: &buffer)
      }
      put(readOut(tensor), on: area.row(area.height - 1), into: &buffer)
      renderPicture(tensor, in: area, into: &buffer)
    }
  }

  /// Which picture it is, and how many elements a cell of it stands for.
  private func note(in content: Rect) -> String {
    if state.tensor == nil { return "" }
    guard state.picture == .heatMap,
      let plane = InspectorPlane(state, in: Self.pictureArea(state, in: content), appearance), plane.isPooled
    else { return state.picture.title }
    let (rows, columns) = plane.pooling
    return "heat map, \(state.pooling.words) of \(rows)\(appearance.glyphs == .unicode ? "×" : "x")\(columns)"
  }

  /// Where the picture is, in the pane's content.
  static func pictureArea(_ state: InspectorState, in content: Rect) -> Rect {
    let header = state.shape.count >= 2 ? 3 : 2
    return content.inset(left: gutter(state), top: header, bottom: 3)
  }

  /// Columns for row numbers.
  private static func gutter(_ state: InspectorState) -> Int {
    state.picture == .histogram || state.shape.count < 2 ? 0 : String(max(0, state.shape[state.rowAxis] - 1)).count + 1
  }

  private func put(_ line: StyledText, on row: Rect, into buffer: inout ScreenBuffer) {
    buffer.put(line.truncated(to: row.width, ellipsis: appearance.glyphs.ellipsis), at: row.origin)
  }

  // MARK: Words

  private func headerLines(_ tensor: TensorView, width: Int) -> [StyledText] {
    var first = StyledText(tensor.shapeText, appearance[.shape])
    first.append("  " + tensor.dtype.name, appearance[.type])
    first.append("  \(NumberText.count(tensor.shape.reduce(1, *))) elements", appearance[.faint])
    guard let summary = tensor.summary else {
      return [first, StyledText("it has no value", appearance[.warning])]
    }
    var second = StyledText()
    func add(_ label: String, _ value: String, _ role: Theme.Role = .value) {
      second.append(second.isEmpty ? "\(label) " : "  \(label) ", appearance[.faint])
      second.append(value, appearance[role])
    }
    let digits = width < 60 ? 3 : 4
    add("min", numberText(summary.min, digits: digits))
    add("max", numberText(summary.max, digits: digits))
    add(appearance.glyphs == .unicode ? "μ" : "mean", numberText(summary.mean, digits: digits))
    add(appearance.glyphs == .unicode ? "σ" : "dev", numberText(summary.standardDeviation, digits: digits))
    if summary.nanCount > 0 { add("NaN", NumberText.count(summary.nanCount), .warning) }
    if summary.infinityCount > 0 { add("Inf", NumberText.count(summary.infinityCount), .warning) }
    if summary.nanCount + summary.infinityCount == 0 { second.append("  all finite", appearance[.healthy]) }
    add("zeros", NumberText.count(summary.zeroCount))
    return state.shape.count >= 2 ? [first, second, sliceLine()] : [first, second]
  }

  /// `[0, 2, :, :]  rows time1 58  columns time2 58`, the axis that , and . move along in bold.
  private func sliceLine() -> StyledText {
    var line = StyledText("[", appearance[.text])
    for axis in state.shape.indices {
      if axis > 0 { line.append(", ") }
      if axis == state.rowAxis || axis == state.columnAxis {
        line.append(":", appearance[.text])
      } else {
        line.append("\(state.index[axis])", axis == state.sliceAxis ? appearance[.active] : appearance[.text])
      }
    }
    line.append("]", appearance[.text])
    line.append("  rows ", appearance[.faint])
    line.append(axisName(state.rowAxis), appearance[.shape])
    line.append("  columns ", appearance[.faint])
    line.append(axisName(state.columnAxis), appearance[.shape])
    if let axis = state.sliceAxis, state.shape[axis] > 1 {
      line.append("  \(sliceName(axis)) \(state.index[axis])", appearance[.active])
      line.append(" of \(state.shape[axis])", appearance[.faint])
    }
    return line
  }

  /// What a place on it is written behind: `head`, `axis 0 =`.
  private func sliceName(_ axis: Int) -> String { state.tensor?.name(ofAxis: axis) ?? "axis \(axis) =" }

  private func axisName(_ axis: Int) -> String {
    state.tensor?.name(ofAxis: axis) ?? "axis \(axis)"
  }

  /// `[0, 2, 17, 40] = -1.234`: the element under the cursor.
  private func readOut(_ tensor: TensorView) -> StyledText {
    guard let element = tensor.elements?.element(at: state.index) else { return StyledText() }
    var line = StyledText("[" + state.index.map(String.init).joined(separator: ", ") + "] = ", appearance[.faint])
    line.append(NumberText.exact(element, tensor.dtype), appearance[.value].bold)
    return line
  }

  // MARK: Pictures

  private func renderPicture(_ tensor: TensorView, in content: Rect, into buffer: inout ScreenBuffer) {
    let area = Self.pictureArea(state, in: content)
    guard !area.isEmpty, tensor.elements != nil else { return }
    switch state.picture {
    case .heatMap: renderHeatMap(in: area, content, into: &buffer)
    case .multiples: renderMultiples(in: area, content, into: &buffer)
    case .values: renderValues(tensor, in: area, content, into: &buffer)
    case .histogram: renderHistogram(tensor, in: area, content, into: &buffer)
    }
  }

  private func renderHeatMap(in area: Rect, _ content: Rect, into buffer: inout ScreenBuffer) {
    guard let plane = InspectorPlane(state, in: area, appearance) else {
      buffer.put("no elements", at: area.origin, style: appearance[.faint], maxWidth: area.width)
      return
    }
    let grid = plane.grid
    var range = ValueRange(of: grid.values)
    if state.spansTensor, let summary = state.tensor?.summary, let low = summary.min, let high = summary.max {
      range = ValueRange(Float(low), Float(high))
    }
    let changesSign = range.map { $0.lower < 0 && $0.upper > 0 } ?? false
    let map = HeatMap(
      rows: grid.rowRanges.count, columns: grid.columnRanges.count, scale: changesSign ? .diverging : .sequential,
      range: range, zoom: plane.zoom
    ) { grid[$0, $1] }
    map.draw(in: area, on: &buffer, appearance)
    renderAxes(plane, map, in: area, content, into: &buffer)
    var legend = map.legend(
      lower: numberText(Double(map.range.lower)), upper: numberText(Double(map.range.upper)), width: content.width,
      appearance)
    if state.isWindowed, let rows = grid.rowRanges.last, let columns = grid.columnRanges.last {
      legend.append(
        "  rows \(grid.rowRanges[0].lowerBound)..\(rows.lowerBound), columns \(grid.columnRanges[0].lowerBound)..\(columns.lowerBound)",
        appearance[.faint])
    }
    put(legend, on: content.row(content.height - 2), into: &buffer)
  }

  /// All heads, or what else the slices are.
  private func renderMultiples(in area: Rect, _ content: Rect, into buffer: inout ScreenBuffer) {
    // Panels have no numbers beside them, so the row for these is theirs.
    let area = Rect(x: content.x, y: area.y, width: content.width, height: area.height + 1)
    guard let axis = state.sliceAxis, let multiples = SmallMultiples(state, in: area, appearance) else { return }
    multiples.render(into: &buffer, axisName: sliceName(axis))
    let map = multiples.map(0)
    let lower = numberText(Double(map.range.lower))
    let upper = numberText(Double(map.range.upper))
    var legend = map.legend(lower: lower, upper: upper, width: content.width, appearance)
    let (rows, columns) = multiples.pooling
    if (rows, columns) != (1, 1) {
      let cross = appearance.glyphs == .unicode ? "×" : "x"
      legend.append("  \(state.pooling.words) of \(rows)\(cross)\(columns)", appearance[.title])
    }
    put(legend, on: content.row(content.height - 2), into: &buffer)
  }

  /// The numbers of the first, last and chosen rows and columns, and the cursor itself.
  private func renderAxes(
    _ plane: InspectorPlane, _ map: HeatMap, in area: Rect, _ content: Rect, into buffer: inout ScreenBuffer
  ) {
    let rows = plane.grid.rowRanges
    let columns = plane.grid.columnRanges
    let isPlane = state.shape.count >= 2
    let row = isPlane ? rows.firstIndex { $0.contains(state.index[state.rowAxis]) } ?? 0 : 0
    let column = state.shape.isEmpty ? 0 : columns.firstIndex { $0.contains(state.index[state.columnAxis]) } ?? 0
    let cursor = map.position(row: row, column: column, from: area.origin, appearance)
    let gutter = area.x - content.x
    if gutter > 0 {
      for label in [0, rows.count - 1] {
        let y = map.position(row: label, column: 0, from: area.origin, appearance).y
        let text = "\(rows[label].lowerBound)".padded(to: gutter - 1, .right)
        buffer.put(text, at: Point(x: content.x, y: y), style: appearance[.lineNumber])
      }
      let text = "\(state.index[state.rowAxis])".padded(to: gutter - 1, .right)
      buffer.put(text, at: Point(x: content.x, y: cursor.y), style: appearance[.active])
    }
    if !state.shape.isEmpty {
      let ruler = min(area.y + map.size(appearance).height, content.bottom - 3)
      let end = "\(columns[columns.count - 1].lowerBound)"
      let endX = min(area.x + map.size(appearance).width, area.right) - end.displayWidth
      buffer.put("\(columns[0].lowerBound)", at: Point(x: area.x, y: ruler), style: appearance[.lineNumber])
      if endX > area.x + 1 { buffer.put(end, at: Point(x: endX, y: ruler), style: appearance[.lineNumber]) }
      let text = "\(state.index[state.columnAxis])"
      let x = max(area.x, min(cursor.x, area.right - text.displayWidth))
      buffer.put(text, at: Point(x: x, y: ruler), style: appearance[.active])
    }
    guard area.contains(cursor) else { return }
    if appearance.colors < .indexed256 {
      buffer.restyle(Rect(x: cursor.x, y: cursor.y, width: 1, height: 1)) { $0 = $0.reverse }
    } else {
      let value = plane.grid[row, column]
      let scale = map.scale == .sequential ? appearance.theme.sequential : appearance.theme.diverging
      let background = value.isFinite ? scale.color(at: map.range.share(of: value)) : appearance.theme.infinite
      let style = Style(background.isBright ? Color(0x000000) : Color(0xFFFFFF), on: background, .bold)
      buffer.put("+", at: cursor, style: style)
    }
  }

  /// The numbers around the cursor.
  private func renderValues(
    _ tensor: TensorView, in area: Rect, _ content: Rect, into buffer: inout ScreenBuffer
  ) {
    guard let elements = tensor.elements else { return }
    let isPlane = state.shape.count >= 2
    let rows = isPlane ? state.shape[state.rowAxis] : 1
    let columns = state.shape.isEmpty ? 1 : state.shape[state.columnAxis]
    let shownRows = min(rows, area.height - 1)
    func first(_ place: Int, _ count: Int, _ shown: Int) -> Int { max(0, min(place - shown / 2, count - shown)) }
    let firstRow = isPlane ? first(state.index[state.rowAxis], rows, shownRows) : 0

    func text(_ row: Int, _ column: Int) -> String? {
      var place = state.index
      if isPlane { place[state.rowAxis] = row }
      if !place.isEmpty { place[state.columnAxis] = column }
      return elements.element(at: place).map { $0.text(digits: 4, tensor.dtype) }
    }
    // Wide enough for any number with four digits, less where all are short.
    var width = tensor.dtype.isFloatingPoint ? 10 : 6
    let most = max(1, area.width / (width + 1))
    let cursorColumn = state.shape.isEmpty ? 0 : state.index[state.columnAxis]
    let firstColumn = first(cursorColumn, columns, min(columns, most))
    let shownColumns = min(columns, most)
    var cells: [[String]] = []
    for row in firstRow..<firstRow + max(0, shownRows) {
      cells.append((firstColumn..<firstColumn + shownColumns).map { text(row, $0) ?? "" })
    }
    width = max(cells.joined().map(\.displayWidth).max() ?? 1, String(firstColumn + shownColumns).count)
    for column in 0..<shownColumns {
      let isCursor = firstColumn + column == cursorColumn
      buffer.put(
        "\(firstColumn + column)".padded(to: width, .right),
        at: Point(x: area.x + column * (width + 2), y: area.y), style: appearance[isCursor ? .active : .lineNumber])
    }
    for (offset, row) in cells.enumerated() {
      let y = area.y + 1 + offset
      let isCursorRow = !isPlane || firstRow + offset == state.index[state.rowAxis]
      if area.x > content.x {
        buffer.put(
          "\(firstRow + offset)".padded(to: area.x - content.x - 1, .right), at: Point(x: content.x, y: y),
          style: appearance[isCursorRow ? .active : .lineNumber])
      }
      for (column, text) in row.enumerated() {
        let isCursor = isCursorRow && firstColumn + column == cursorColumn
        let isBad = text == "nan" || text.hasSuffix("inf")
        let style = isCursor ? appearance[.value].reverse : appearance[isBad ? .warning : .value]
        buffer.put(text.padded(to: width, .right), at: Point(x: area.x + column * (width + 2), y: y), style: style)
      }
    }
  }

  private func renderHistogram(
    _ tensor: TensorView, in area: Rect, _ content: Rect, into buffer: inout ScreenBuffer
  ) {
    let bins = max(1, min(256, area.width))
    guard let histogram = tensor.elements?.histogram(bins: bins) else {
      buffer.put("no finite elements", at: area.origin, style: appearance[.faint], maxWidth: area.width)
      return
    }
    let chart = Rect(x: area.x, y: area.y, width: area.width / bins * bins, height: area.height)
    ColumnChart(histogram.counts.map(Float.init))
      .draw(in: chart, on: &buffer, style: appearance[.histogram], glyphs: appearance.glyphs)
    let low = numberText(histogram.low, digits: 4)
    let high = numberText(histogram.high, digits: 4)
    let ruler = content.bottom - 3
    buffer.put(low, at: Point(x: area.x, y: ruler), style: appearance[.lineNumber])
    let highX = chart.right - high.displayWidth
    if highX > area.x + low.displayWidth + 1 {
      buffer.put(high, at: Point(x: highX, y: ruler), style: appearance[.lineNumber])
    }
    let most = histogram.counts.max() ?? 0
    var line = StyledText(
      "\(bins) bins of \(numberText((histogram.high - histogram.low) / Double(bins)))", appearance[.faint])
    line.append("  the fullest has \(NumberText.count(most))", appearance[.faint])
    put(line, on: content.row(content.height - 2), into: &buffer)
  }
}

extension InspectorState.Picture {
  fileprivate var title: String {
    switch self {
    case .heatMap: "heat map"
    case .multiples: "all slices"
    case .values: "values"
    case .histogram: "histogram"
    }
  }
}

extension PooledGrid.Pooling {
  fileprivate var words: String {
    switch self {
    case .mean: "means"
    case .maximum: "greatest"
    case .magnitude: "greatest |x|"
    }
  }
}

extension Color {
  /// Whether black reads better on it than white.
  fileprivate var isBright: Bool {
    guard case .rgb(let red, let green, let blue) = self else { return false }
    return 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) > 140_000
  }
}

extension Scalar {
  /// In so many digits, where there would be more.
  fileprivate func text(digits: Int, _ dtype: DType) -> String {
    if case .float(let value) = self { NumberText.short(value, digits: digits) } else { NumberText.exact(self, dtype) }
  }
}
