import Commands
import Screen

extension InspectorPane {
  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    InspectorDrawing(pane: self, appearance: context.appearance).render(place, context, into: &buffer)
  }
}

/// Draws a tensor: shape and statistics, a picture of a slice, the element under the cursor.
private struct InspectorDrawing {
  let pane: InspectorPane
  let appearance: Appearance

  func render(_ place: ScreenLayout.Place, _ context: PaneContext, into buffer: inout ScreenBuffer) {
    var detail = StyledText(pane.expression ?? "", appearance[.name].bold)
    if pane.isGone { detail.append("  as it was", appearance[.warning]) }
    PaneHeader(place, context, detail: detail, note: title).render(into: &buffer)
    let area = place.content
    guard let tensor = pane.tensor else {
      place.put("select a tensor in Variables and press Enter to inspect it", context, into: &buffer)
      return
    }
    let frame = InspectorFrame(pane, in: area)
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

  /// The picture's name. For complex elements, the name says that the picture shows magnitudes.
  private var title: String {
    guard let tensor = pane.tensor else { return "" }
    let isComplex = (pane.shown?.dtype ?? tensor.dtype).isComplex
    return pane.picture.title + (isComplex && pane.picture != .values ? " of |x|" : "")
  }

  private func put(_ line: StyledText, on row: Rect, into buffer: inout ScreenBuffer) {
    buffer.put(line.truncated(to: row.width, ellipsis: appearance.glyphs.ellipsis), at: row.origin)
  }

  /// Draws the picture and returns its legend.
  private func picture(_ frame: InspectorFrame, into buffer: inout ScreenBuffer) -> StyledText {
    guard let elements = pane.shown, !frame.picture.isEmpty else { return StyledText() }
    if elements.count == 0 {
      let text = "no elements: an axis has size 0"
      buffer.put(text, at: frame.picture.origin, style: appearance[.faint], maxWidth: frame.picture.width)
      return StyledText()
    }
    switch pane.picture {
    case .heatMap: return HeatMapPicture(pane: pane, frame: frame, appearance: appearance).render(into: &buffer)
    case .gallery: return GalleryPicture(pane: pane, frame: frame, appearance: appearance).render(into: &buffer)
    case .attention: return AttentionPicture(pane: pane, frame: frame, appearance: appearance).render(into: &buffer)
    case .values: return ValuesPicture(pane: pane, frame: frame, appearance: appearance).render(into: &buffer)
    case .histogram: return HistogramPicture(pane: pane, frame: frame, appearance: appearance).render(into: &buffer)
    case .lines: return LinesPicture(pane: pane, frame: frame, appearance: appearance).render(into: &buffer)
    case .statistics: return StatisticsPicture(pane: pane, frame: frame, appearance: appearance).render(into: &buffer)
    }
  }

  // MARK: Texts

  private func headerLines(_ tensor: TensorView, width: Int) -> [StyledText] {
    var first = StyledText(tensor.shapeText, appearance[.shape])
    first.append("  " + (pane.shown?.dtype ?? tensor.dtype).name, appearance[.type])
    let count = tensor.shape.reduce(1, *)
    let words = StyledText("  \(NumberText.count(count)) element\(count == 1 ? "" : "s")", appearance[.faint])
    if first.displayWidth + words.displayWidth <= width { first += words }
    guard tensor.elements != nil, let summary = pane.shownSummary else {
      return [first, StyledText("the checkpoint has no value for it", appearance[.warning])]
    }
    let isComplex = (pane.shown?.dtype ?? tensor.dtype).isComplex
    var lines = [first, StatisticsLine(summary, ofMagnitudes: isComplex, appearance).text(width: width)]
    if pane.rank >= 2 { lines.append(sliceLine(width: width)) }
    if let comparison = pane.comparison { lines.append(comparison.line(appearance)) }
    return lines
  }

  /// The slice shown: `[0, 2, :, :]  head 2 of 8  rows time1  columns time2`. The slice axis is in bold.
  private func sliceLine(width: Int) -> StyledText {
    var line = StyledText("[", appearance[.text])
    for axis in pane.shape.indices {
      if axis > 0 { line.append(", ") }
      if axis == pane.rowAxis || axis == pane.columnAxis {
        line.append(":", appearance[.text])
      } else {
        line.append("\(pane.index[axis])", axis == pane.sliceAxis ? appearance[.active] : appearance[.text])
      }
    }
    line.append("]", appearance[.text])
    if let axis = pane.sliceAxis, pane.shape[axis] > 1 {
      line.append("  \(pane.placeName(ofAxis: axis)) \(pane.index[axis])", appearance[.active])
      line.append(" of \(pane.shape[axis])", appearance[.faint])
    }
    let (rows, columns) = (pane.name(ofAxis: pane.rowAxis), pane.name(ofAxis: pane.columnAxis))
    let isWide = line.displayWidth + rows.displayWidth + columns.displayWidth + 17 <= width
    line.append(isWide ? "  rows " : "  ", appearance[.faint])
    line.append(rows, appearance[.shape])
    line.append(isWide ? "  columns " : " \(appearance.glyphs.times) ", appearance[.faint])
    line.append(columns, appearance[.shape])
    return line
  }

  /// The element at the cursor: `[0, 2, 17, 40] = -1.234  head 2, time1 17 (0.68 s), time2 40 (1.6 s)`.
  private func readOut(_ tensor: TensorView, width: Int) -> StyledText {
    guard let elements = pane.shown, let element = elements.element(at: pane.index) else { return StyledText() }
    var line = StyledText("[" + pane.index.map(String.init).joined(separator: ", ") + "] = ", appearance[.faint])
    let style = appearance[element.health ?? .value].bold
    line.append(NumberText.exact(element, elements.dtype), style)
    if let comparison = pane.comparison, case .success(let compared) = comparison.result,
      let own = tensor.elements?.element(at: pane.index), let other = compared.other.element(at: pane.index)
    {
      line.append(
        "  here \(NumberText.exact(own, tensor.dtype)), there \(NumberText.exact(other, compared.other.dtype))",
        appearance[.value])
    }
    // If the names do not fit, keep the seconds, which are more useful.
    let long = placeWords(tensor, isShort: false)
    let words = line.displayWidth + long.displayWidth + 2 <= width ? long : placeWords(tensor, isShort: true)
    if !words.isEmpty { line.append("  " + words, appearance[.faint]) }
    return line
  }

  /// The cursor's index on each named axis: `head 2, time1 17 (0.68 s), time2 40 (1.6 s)`. The short form is
  /// `head 2, 0.68 s, 1.6 s`.
  private func placeWords(_ tensor: TensorView, isShort: Bool) -> String {
    let places = pane.shape.indices.compactMap { axis -> String? in
      guard pane.shape[axis] > 1, let name = tensor.name(ofAxis: axis) else { return nil }
      let seconds = pane.seconds(at: pane.index[axis], onAxis: axis).map { "\(NumberText.fixed($0, places: 2)) s" }
      if isShort { return seconds ?? (axis == pane.sliceAxis ? "\(name) \(pane.index[axis])" : nil) }
      return "\(name) \(pane.index[axis])" + (seconds.map { " (\($0))" } ?? "")
    }
    return places.joined(separator: ", ")
  }
}

/// A tensor's statistics in one line: `min -6.1  max 6.1  μ -0.04  σ 1.3  NaN 3  zeros 12`.
struct StatisticsLine {
  private let summary: TensorSummary
  private let areMagnitudes: Bool
  private let appearance: Appearance

  /// - Parameter areMagnitudes: whether the summary describes the magnitudes of complex numbers. If so, the line begins
  ///   with the label `|x|`.
  init(_ summary: TensorSummary, ofMagnitudes areMagnitudes: Bool = false, _ appearance: Appearance) {
    self.summary = summary
    self.areMagnitudes = areMagnitudes
    self.appearance = appearance
  }

  /// Omits numbers that do not fit, the least important first. NaN and Inf counts always stay.
  func text(width: Int) -> StyledText {
    let digits = width < 60 ? 3 : 4
    let isUnicode = appearance.glyphs == .unicode
    var pieces: [(text: StyledText, weight: Int)] = []
    func add(_ label: String, _ value: String, _ role: Theme.Role = .value, weight: Int) {
      var piece = StyledText("\(label) ", appearance[role == .value ? .faint : role])
      piece.append(value, appearance[role])
      pieces.append((piece, weight))
    }
    if areMagnitudes {
      pieces.append((StyledText(width < 60 ? "|x|" : "magnitudes |x|", appearance[.faint]), 9))
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

extension InspectorPane.Picture {
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
  /// The style for NaN and Inf; nil for finite numbers. A complex number is NaN if one of its parts is NaN.
  var health: Theme.Role? {
    if parts.contains(where: \.isNaN) { return .notANumber }
    return parts.contains(where: \.isInfinite) ? .infinite : nil
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
