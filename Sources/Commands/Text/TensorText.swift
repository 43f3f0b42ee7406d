import DebugEngine

/// Tensors as lines of text.
enum TensorText {
  /// A tensor in one line: dtype, shape, and the elements. For a tensor with many elements, the statistics replace the
  /// elements.
  static func line(_ view: TensorView) -> String {
    let head = "\(view.dtype.name) \(view.shapeText)"
    guard let elements = view.elements else { return head + " without a value" }
    if view.shape.isEmpty, let value = elements.element(at: []) {
      return "\(NumberText.exact(value, view.dtype)) (\(view.dtype.name))"
    }
    if elements.count <= 6 {
      let values = elements.prefix(6).map { NumberText.exact($0, view.dtype) }
      return "\(head) [\(values.joined(separator: ", "))]"
    }
    return "\(head) \(magnitudes(view))\(statistics(view.summary ?? elements.summary))"
  }

  /// The label of a complex tensor's statistics, which describe the magnitudes. Empty for other tensors.
  private static func magnitudes(_ view: TensorView) -> String { view.dtype.isComplex ? "magnitudes " : "" }

  /// Range, mean, deviation, and the counts of NaN and Inf: `-3.1 … 4.2 mean 0.01 std 1.02, 3 nan`.
  static func statistics(_ summary: TensorSummary) -> String {
    var text = "no finite element"
    if let low = summary.min, let high = summary.max, let mean = summary.mean, let deviation = summary.standardDeviation
    {
      let numbers = [low, high, mean, deviation].map { NumberText.short($0) }
      text = "\(numbers[0]) … \(numbers[1]) mean \(numbers[2]) std \(numbers[3])"
    }
    return text + oddities(summary)
  }

  private static func oddities(_ summary: TensorSummary) -> String {
    var text = ""
    if summary.nanCount > 0 { text += ", \(NumberText.count(summary.nanCount)) nan" }
    if summary.positiveInfinityCount > 0 { text += ", \(NumberText.count(summary.positiveInfinityCount)) inf" }
    if summary.negativeInfinityCount > 0 { text += ", \(NumberText.count(summary.negativeInfinityCount)) -inf" }
    return text
  }

  /// Shape, statistics, and the distribution as a sparkline.
  static func overview(_ view: TensorView) -> [String] {
    guard let elements = view.elements else { return ["\(view.dtype.name) \(view.shapeText) without a value"] }
    var lines = [
      "\(view.dtype.name) \(view.shapeText), \(NumberText.count(elements.count)) element\(elements.count == 1 ? "" : "s")"
    ]
    if elements.count == 0 { return lines }
    let summary = view.summary ?? elements.summary
    lines.append(
      magnitudes(view) + statistics(summary)
        + (summary.zeroCount > 0 ? ", \(NumberText.count(summary.zeroCount)) zero" : ""))
    if let histogram = elements.histogram(bins: 32), histogram.high > histogram.low {
      lines.append(
        "\(NumberText.short(histogram.low)) |\(sparkline(histogram.counts))| \(NumberText.short(histogram.high))")
    }
    return lines
  }

  /// One character for each count: the greater the count, the higher the block. A count of 0 is a blank.
  static func sparkline(_ counts: [Int]) -> String {
    let marks = Array("▁▂▃▄▅▆▇█")
    let most = max(counts.max() ?? 0, 1)
    return String(
      counts.map { count in
        count == 0 ? " " : marks[min(marks.count - 1, count * marks.count / (most + 1))]
      })
  }

  // MARK: Elements

  /// The elements in nested brackets: all elements of a small tensor, the edges of a large tensor.
  static func values(_ elements: TensorElements, width: Int = 100) -> [String] {
    let edge = elements.count > 1000 ? 3 : Int.max
    let shown: [[Int?]] = elements.shape.map { size in
      size > 2 * min(edge, 1 << 30) ? Array(0..<edge) + [nil] + Array((size - edge)..<size) : Array(0..<size)
    }
    var cells: [[Int]: String] = [:]
    func collect(_ prefix: [Int]) {
      if prefix.count == elements.rank {
        cells[prefix] = elements.element(at: prefix).map { NumberText.exact($0, elements.dtype) } ?? "?"
        return
      }
      for index in shown[prefix.count] { if let index { collect(prefix + [index]) } }
    }
    collect([])
    let column = cells.values.map(\.count).max() ?? 1
    func padded(_ text: String) -> String { String(repeating: " ", count: max(0, column - text.count)) + text }
    func block(_ prefix: [Int]) -> [String] {
      let axis = prefix.count
      if axis == elements.rank { return [cells[prefix] ?? "?"] }
      if axis == elements.rank - 1 {
        let items = shown[axis].map { index in index.map { padded(cells[prefix + [$0]] ?? "?") } ?? "…" }
        return wrapped(items, indent: axis + 1, width: width)
      }
      var lines: [String] = []
      for (position, index) in shown[axis].enumerated() {
        let isLast = position == shown[axis].count - 1
        var inner = index.map { block(prefix + [$0]) } ?? ["…"]
        inner[inner.count - 1] += isLast ? "" : ","
        lines += inner.map { " " + $0 }
      }
      if lines.isEmpty { return ["[]"] }
      lines[0] = "[" + lines[0].dropFirst()
      lines[lines.count - 1] += "]"
      return lines
    }
    return block([])
  }

  /// `[a, b, c]`, broken into several lines if it is longer than `width` characters.
  private static func wrapped(_ items: [String], indent: Int, width: Int) -> [String] {
    var lines: [String] = []
    var line = "["
    for (index, item) in items.enumerated() {
      let text = item + (index == items.count - 1 ? "]" : ", ")
      if line.count > 1, line.count + text.count + indent > width {
        lines.append(line.trimmed(atEnd: " "))
        line = " "
      }
      line += text
    }
    return lines + [items.isEmpty ? "[]" : line]
  }

  /// The distribution as bars, one line for each bin.
  static func histogram(_ elements: TensorElements, bins: Int, width: Int) -> [String] {
    guard let histogram = elements.histogram(bins: bins), let most = histogram.counts.max(), most > 0 else {
      return ["no finite element"]
    }
    let bounds = histogram.counts.indices.map { histogram.bounds(of: $0) }
    let labels = bounds.map { "\(NumberText.short($0.lowerBound)) … \(NumberText.short($0.upperBound))" }
    let counts = histogram.counts.map(NumberText.count)
    let labelWidth = labels.map(\.count).max() ?? 0, countWidth = counts.map(\.count).max() ?? 0
    let room = max(10, min(60, width - labelWidth - countWidth - 4))
    let lines = labels.indices.map { index in
      let length = (histogram.counts[index] * room + most - 1) / most
      let padding = String(repeating: " ", count: labelWidth - labels[index].count)
      let count = String(repeating: " ", count: countWidth - counts[index].count) + counts[index]
      return "\(padding)\(labels[index])  \(count)" + (length == 0 ? "" : "  " + String(repeating: "█", count: length))
    }
    let oddities = oddities(elements.summary)
    return lines + (oddities.isEmpty ? [] : [String(oddities.dropFirst(2))])
  }

  // MARK: Heat maps

  /// Draws the plane of the last two axes, one character per cell: ' ' for the least value, '@' for the greatest. All
  /// other axes have index 0.
  static func heat(_ elements: TensorElements, rows: Int, columns: Int) -> [String] {
    let rank = elements.rank
    guard elements.count > 0,
      let grid = elements.grid(
        rowAxis: max(rank - 2, 0), columnAxis: max(rank - 1, 1), maxRows: rows, maxColumns: columns)
    else { return ["nothing to draw"] }
    let finite = grid.values.filter(\.isFinite)
    let low = finite.min() ?? 0, high = finite.max() ?? 0
    let marks = Array(" .:-=+*#%@")
    func mark(_ value: Float) -> Character {
      if value.isNaN { return "N" }
      if value.isInfinite { return value < 0 ? "v" : "^" }
      return high > low ? marks[min(marks.count - 1, Int((value - low) / (high - low) * Float(marks.count)))] : marks[0]
    }
    let labels = grid.rowRanges.map { String($0.lowerBound) }
    let labelWidth = labels.map(\.count).max() ?? 1
    var lines: [String] = []
    if rank > 2 { lines.append("[" + String(repeating: "0, ", count: rank - 2) + "rows, columns]") }
    for (row, label) in labels.enumerated() {
      let cells = String(grid.columnRanges.indices.map { mark(grid[row, $0]) })
      lines.append(String(repeating: " ", count: labelWidth - label.count) + label + " |" + cells + "|")
    }
    let area = grid.rowRanges[0].count * grid.columnRanges[0].count
    lines.append(
      "'\(marks[0])' \(NumberText.short(Double(low))) … '\(marks[marks.count - 1])' \(NumberText.short(Double(high)))"
        + (area > 1 ? ", means of up to \(area) elements" : ""))
    return lines
  }
}

extension String {
  fileprivate func trimmed(atEnd character: Character) -> String {
    var text = self
    while text.last == character { text.removeLast() }
    return text
  }
}
