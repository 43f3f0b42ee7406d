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
      place: place, isFocused: isFocused, detail: detail, note: state.tensor == nil ? "" : state.picture.title,
      appearance: appearance
    )
    .render(into: &buffer)
    let area = place.content
    guard let tensor = state.tensor else {
      let text = "choose a tensor among the variables: Enter looks into it"
      buffer.put(text, at: area.origin, style: appearance[.faint], maxWidth: area.width)
      return
    }
    let frame = InspectorFrame(state, in: area)
    buffer.clipped(to: area) { buffer in
      for (row, line) in headerLines(tensor, width: area.width).enumerated() {
        put(line, on: area.row(row), into: &buffer)
      }
      let isCramped = area.height < frame.headerCount + 2
      if !isCramped { put(picture(frame, into: &buffer), on: frame.legend, into: &buffer) }
      buffer.fill(frame.readOut)
      put(readOut(tensor, width: area.width), on: frame.readOut, into: &buffer)
    }
  }

  /// Where the picture is, in the pane's content.
  static func pictureArea(_ state: InspectorState, in content: Rect) -> Rect {
    InspectorFrame(state, in: content).picture
  }

  private func put(_ line: StyledText, on row: Rect, into buffer: inout ScreenBuffer) {
    buffer.put(line.truncated(to: row.width, ellipsis: appearance.glyphs.ellipsis), at: row.origin)
  }

  /// Draws the picture, and gives its legend.
  private func picture(_ frame: InspectorFrame, into buffer: inout ScreenBuffer) -> StyledText {
    guard let elements = state.shown, !frame.picture.isEmpty else { return StyledText() }
    if elements.count == 0 {
      let text = "it has no elements: an axis has size 0"
      buffer.put(text, at: frame.picture.origin, style: appearance[.faint], maxWidth: frame.picture.width)
      return StyledText()
    }
    switch state.picture {
    case .heatMap: return HeatMapPicture(state: state, frame: frame, appearance: appearance).render(into: &buffer)
    case .gallery: return GalleryPicture(state: state, frame: frame, appearance: appearance).render(into: &buffer)
    case .attention: return AttentionPicture(state: state, frame: frame, appearance: appearance).render(into: &buffer)
    case .values: return ValuesPicture(state: state, frame: frame, appearance: appearance).render(into: &buffer)
    case .histogram: return HistogramPicture(state: state, frame: frame, appearance: appearance).render(into: &buffer)
    case .lines: return LinesPicture(state: state, frame: frame, appearance: appearance).render(into: &buffer)
    case .statistics: return StatisticsPicture(state: state, frame: frame, appearance: appearance).render(into: &buffer)
    }
  }

  // MARK: Words

  private func headerLines(_ tensor: TensorView, width: Int) -> [StyledText] {
    var first = StyledText(tensor.shapeText, appearance[.shape])
    first.append("  " + (state.shown?.dtype ?? tensor.dtype).name, appearance[.type])
    let count = tensor.shape.reduce(1, *)
    let words = StyledText("  \(NumberText.count(count)) element\(count == 1 ? "" : "s")", appearance[.faint])
    if first.displayWidth + words.displayWidth <= width { first += words }
    guard tensor.elements != nil, let summary = state.shownSummary else {
      return [first, StyledText("the checkpoint gave it no value", appearance[.warning])]
    }
    var lines = [first, StatisticsLine(summary, appearance).text(width: width)]
    if state.rank >= 2 { lines.append(sliceLine(width: width)) }
    if let comparison = state.comparison { lines.append(comparison.line(appearance)) }
    return lines
  }

  /// `[0, 2, :, :]  head 2 of 8  rows time1  columns time2`, the axis that , and . move along in bold.
  private func sliceLine(width: Int) -> StyledText {
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
    if let axis = state.sliceAxis, state.shape[axis] > 1 {
      line.append("  \(state.placeName(ofAxis: axis)) \(state.index[axis])", appearance[.active])
      line.append(" of \(state.shape[axis])", appearance[.faint])
    }
    let (rows, columns) = (state.name(ofAxis: state.rowAxis), state.name(ofAxis: state.columnAxis))
    let isWide = line.displayWidth + rows.displayWidth + columns.displayWidth + 17 <= width
    line.append(isWide ? "  rows " : "  ", appearance[.faint])
    line.append(rows, appearance[.shape])
    line.append(isWide ? "  columns " : " \(appearance.glyphs.times) ", appearance[.faint])
    line.append(columns, appearance[.shape])
    return line
  }

  /// `[0, 2, 17, 40] = -1.234  head 2, time1 17 (0.68 s), time2 40 (1.6 s)`: the element under the cursor.
  private func readOut(_ tensor: TensorView, width: Int) -> StyledText {
    guard let elements = state.shown, let element = elements.element(at: state.index) else { return StyledText() }
    var line = StyledText("[" + state.index.map(String.init).joined(separator: ", ") + "] = ", appearance[.faint])
    let style = appearance[element.health ?? .value].bold
    line.append(NumberText.exact(element, elements.dtype), style)
    if let comparison = state.comparison, case .success(let compared) = comparison.result,
      let own = tensor.elements?.element(at: state.index), let other = compared.other.element(at: state.index)
    {
      line.append(
        "  here \(NumberText.exact(own, tensor.dtype)), there \(NumberText.exact(other, compared.other.dtype))",
        appearance[.value])
    }
    // Where there is little room, the brackets name the places, and only seconds are worth saying.
    let long = placeWords(tensor, isShort: false)
    let words = line.displayWidth + long.displayWidth + 2 <= width ? long : placeWords(tensor, isShort: true)
    if !words.isEmpty { line.append("  " + words, appearance[.faint]) }
    return line
  }

  /// `head 2, time1 17 (0.68 s), time2 40 (1.6 s)`, or short `head 2, 0.68 s, 1.6 s`.
  private func placeWords(_ tensor: TensorView, isShort: Bool) -> String {
    let places = state.shape.indices.compactMap { axis -> String? in
      guard state.shape[axis] > 1, let name = tensor.name(ofAxis: axis) else { return nil }
      let seconds = state.seconds(at: state.index[axis], onAxis: axis).map { "\(NumberText.fixed($0, places: 2)) s" }
      if isShort { return seconds ?? (axis == state.sliceAxis ? "\(name) \(state.index[axis])" : nil) }
      return "\(name) \(state.index[axis])" + (seconds.map { " (\($0))" } ?? "")
    }
    return places.joined(separator: ", ")
  }
}

/// `min -6.1  max 6.1  μ -0.04  σ 1.3  NaN 3  zeros 12`
struct StatisticsLine {
  private let summary: TensorSummary
  private let appearance: Appearance

  init(_ summary: TensorSummary, _ appearance: Appearance) {
    self.summary = summary
    self.appearance = appearance
  }

  /// What there is no room for is left out, the least important first; never what is no number.
  func text(width: Int) -> StyledText {
    let digits = width < 60 ? 3 : 4
    let isUnicode = appearance.glyphs == .unicode
    var pieces: [(text: StyledText, weight: Int)] = []
    func add(_ label: String, _ value: String, _ role: Theme.Role = .value, weight: Int) {
      var piece = StyledText("\(label) ", appearance[role == .value ? .faint : role])
      piece.append(value, appearance[role])
      pieces.append((piece, weight))
    }
    add("min", numberText(summary.min, digits: digits), weight: 5)
    add("max", numberText(summary.max, digits: digits), weight: 5)
    add(isUnicode ? "μ" : "mean", numberText(summary.mean, digits: digits), weight: 4)
    add(isUnicode ? "σ" : "dev", numberText(summary.standardDeviation, digits: digits), weight: 3)
    if summary.nanCount > 0 { add("NaN", NumberText.count(summary.nanCount), .notANumber, weight: 9) }
    if summary.positiveInfinityCount > 0 {
      add("inf", NumberText.count(summary.positiveInfinityCount), .infinite, weight: 9)
    }
    if summary.negativeInfinityCount > 0 {
      add("-inf", NumberText.count(summary.negativeInfinityCount), .infinite, weight: 9)
    }
    if summary.finiteCount == summary.count, summary.count > 0 {
      pieces.append((StyledText("all finite", appearance[.healthy]), 1))
    }
    if summary.zeroCount > 0 { add("zeros", NumberText.count(summary.zeroCount), .zeros, weight: 2) }
    func total() -> Int { pieces.reduce(-2) { $0 + $1.text.displayWidth + 2 } }
    while total() > width, let least = pieces.map(\.weight).min(), least < 9 {
      pieces.removeAll { $0.weight == least }
    }
    return pieces.dropFirst().reduce(pieces.first?.text ?? StyledText()) { $0 + "  " + $1.text }
  }
}

extension InspectorState.Picture {
  var title: String {
    switch self {
    case .heatMap: "heat map"
    case .gallery: "all slices"
    case .attention: "attention"
    case .values: "values"
    case .histogram: "histogram"
    case .lines: "lines"
    case .statistics: "statistics"
    }
  }
}

extension Scalar {
  /// What is wrong with it, if anything is.
  var health: Theme.Role? {
    guard case .float(let number) = self, !number.isFinite else { return nil }
    return number.isNaN ? .notANumber : .infinite
  }
}

extension PooledGrid.Pooling {
  var words: String {
    switch self {
    case .mean: "means"
    case .maximum: "greatest"
    case .magnitude: "greatest |x|"
    }
  }
}
