import Commands
import Screen

/// One line for each variable: name, shape, dtype, range with a small histogram, mean, deviation, NaN and Inf counts.
extension VariablesPane {
  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    let rows = rows(of: context.snapshot)
    var notes = [order.words, filter.isEmpty ? "" : "only \(filter)"]
    notes.append(rows.isEmpty ? "" : "\(list.selected + 1)/\(rows.count)")
    let note = notes.filter { !$0.isEmpty }.joined(separator: "  ")
    let detail = place.tabs.isEmpty ? context.snapshot.frame?.function ?? "" : ""
    PaneHeader(place, context, detail: StyledText(detail, context.appearance[.title]), note: note).render(into: &buffer)
    let area = place.content
    if rows.isEmpty {
      let text =
        context.snapshot.isFinished
        ? "the pass is over"
        : filter.isEmpty ? "no variables yet" : "no name contains \(filter); Esc shows all variables"
      place.put(text, context, into: &buffer)
      return
    }
    let top = scrolled(list.top, toShow: list.selected, of: rows.count, height: area.height)
    let visible = rows[top..<min(rows.count, top + area.height)]
    let cells = visible.map { VariableCells($0, context.figures[$0.expression], context.appearance.glyphs) }
    let columns = VariableColumns(fitting: cells, width: area.width)
    list.render(count: rows.count, in: area, context, into: &buffer) { index in
      columns.line(rows[index], cells[index - top], width: area.width, context.appearance)
    }
  }
}

/// The texts of one line.
struct VariableCells {
  let name: String
  var shape = ""
  var axes = ""
  var dtype = ""
  var low = ""
  var high = ""
  var histogram: Histogram?
  var mean = ""
  var deviation = ""
  var marks = StyledMarks()
  /// The text of a value that is not a tensor. It replaces all columns after the name.
  var text = ""

  typealias StyledMarks = [(text: String, role: Theme.Role)]

  /// The width of the marks with a space before each, in columns.
  var marksWidth: Int { marks.reduce(0) { $0 + $1.text.displayWidth + 1 } }

  init(_ row: VariableRow, _ figures: TensorFigures?, _ glyphs: Glyphs) {
    let arrow = row.value.hasChildren ? String(glyphs.mark(row.isExpanded ? .expanded : .collapsed)) : " "
    name = String(repeating: "  ", count: row.depth) + arrow + row.name
    switch row.value {
    case .tensor(let tensor):
      shape = shapeText(tensor.shape)
      axes = tensor.shapeText
      dtype = tensor.dtype.shortName
      guard tensor.elements != nil else {
        text = "no value"
        return
      }
      if tensor.shape.contains(0) {
        text = "no elements"
        return
      }
      guard let summary = tensor.summary ?? figures?.summary else { return }
      marks = tensor.dtype == .bool ? [] : summary.healthMarks
      if summary.count == 1, let only = tensor.elements?.prefix(1).first {
        low = tensor.dtype.isComplex ? NumberFormat.shortText(of: only) : numberText(only.double, digits: 4)
        return
      }
      // The statistics of a complex tensor describe the magnitudes of its elements.
      low = (tensor.dtype.isComplex ? "|x| " : "") + numberText(summary.min)
      high = numberText(summary.max)
      mean = numberText(summary.mean)
      deviation = numberText(summary.standardDeviation)
      histogram = figures?.histogram
    case .module(let className, let path, _): text = className + (path.map { " " + $0 } ?? "")
    case .container(_, let count, let preview) where !row.isNamed: text = "\(count)  \(preview)"
    case .container(let type, let count, let preview): text = "\(type) of \(count)  \(preview)"
    case .text(let text, let type): self.text = type == "NoneType" ? text : "\(text)  \(type)"
    }
  }
}

/// The widths of the columns. Less important columns shrink first.
struct VariableColumns {
  private var name = 0
  private var shape = 0
  private var dtype = 0
  private var low = 0
  private var high = 0
  private var histogram = 0
  private var mean = 0
  private var deviation = 0
  private var usesAxes = false

  init(fitting cells: [VariableCells], width: Int) {
    func widest(_ text: (VariableCells) -> String) -> Int { cells.map { text($0).displayWidth }.max() ?? 0 }
    name = min(widest(\.name), max(10, width / 3))
    shape = min(widest(\.shape), 24)
    dtype = widest(\.dtype)
    low = widest(\.low)
    high = widest(\.high)
    histogram = cells.contains { $0.histogram != nil } ? TensorFigures.bins : 0
    mean = widest(\.mean)
    deviation = widest(\.deviation)
    let axes = widest(\.axes)
    if total - shape + axes <= width, axes > shape {
      shape = axes
      usesAxes = true
    }
    for give in Self.sacrifices where total > width { self[keyPath: give.0] = min(self[keyPath: give.0], give.1) }
  }

  /// The columns to narrow while the row is too wide, in this order, and each column's reduced width. Width 0 removes
  /// the column.
  private static var sacrifices: [(WritableKeyPath<VariableColumns, Int>, Int)] {
    [
      (\.histogram, 6), (\.dtype, 0), (\.deviation, 0), (\.mean, 0), (\.histogram, 0), (\.name, 10), (\.low, 0),
      (\.high, 0),
    ]
  }

  private var total: Int {
    var width = 2 + name
    if shape > 0 { width += 1 + shape }
    if dtype > 0 { width += 1 + dtype }
    if low > 0 { width += 2 + low + (high > 0 ? 1 + high : 0) + (histogram > 0 ? 1 + histogram : 0) + 1 }
    if mean > 0 { width += 2 + mean }
    if deviation > 0 { width += 2 + deviation }
    return width
  }

  func line(_ row: VariableRow, _ cells: VariableCells, width: Int, _ appearance: Appearance) -> StyledText {
    let ellipsis = appearance.glyphs.ellipsis
    let isUnicode = appearance.glyphs == .unicode
    var line = StyledText()
    // NaN and Inf counts must be visible. If there is too little space, omit the deviation, then the mean.
    var room = width - total - cells.marksWidth
    let showsDeviation = deviation > 0 && room >= 0
    if !showsDeviation, deviation > 0 { room += deviation + 2 }
    let showsMean = mean > 0 && room >= 0
    let mark = row.warning != nil ? "?" : row.hasChanged ? String(appearance.glyphs.mark(.changed)) : " "
    line.append(mark + " ", appearance[row.warning != nil ? .warning : .changed])
    let nameRole: Theme.Role = row.isNamed || row.depth > 0 ? row.kind == .argument ? .argument : .name : .title
    line.append(
      cells.name.padded(to: name, ellipsis: ellipsis), row.hasChanged ? appearance[nameRole].bold : appearance[nameRole]
    )
    guard row.tensor != nil, cells.text.isEmpty, !cells.low.isEmpty else {
      if row.tensor != nil { line.append(" " + cells.shape, appearance[.shape]) }
      line.append(" " + cells.text.map { $0 == "\n" ? " " : $0 }, appearance[.value])
      return line
    }
    if shape > 0 {
      line.append(" " + (usesAxes ? cells.axes : cells.shape).padded(to: shape, ellipsis: ellipsis), appearance[.shape])
    }
    if dtype > 0 { line.append(" " + cells.dtype.padded(to: dtype), appearance[.type]) }
    if low > 0, cells.high.isEmpty {
      line.append("  " + cells.low, appearance[.value])
    } else if low > 0 {
      line.append(" [", appearance[.faint])
      line.append(cells.low.padded(to: low, .right), appearance[.value])
      if histogram > 0 {
        let bars = cells.histogram?.sparkline(width: histogram, appearance.glyphs)
        line.append(" " + (bars ?? String(repeating: " ", count: histogram)), appearance[.histogram])
      }
      line.append(" " + cells.high.padded(to: high, .right), appearance[.value])
      line.append("]", appearance[.faint])
      if showsMean {
        line.append(isUnicode ? " μ" : " m", appearance[.faint])
        line.append(cells.mean.padded(to: mean), appearance[.value])
      }
      if showsDeviation {
        line.append(isUnicode ? " σ" : " s", appearance[.faint])
        line.append(cells.deviation.padded(to: deviation), appearance[.value])
      }
    }
    for mark in cells.marks { line.append(" " + mark.text, appearance[mark.role]) }
    if let warning = row.warning { line.append("  " + warning, appearance[.warning]) }
    return line
  }
}
