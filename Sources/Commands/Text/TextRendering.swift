import DebugEngine

extension CommandResult {
  /// The text that a terminal prints, without a final line break; empty if the result has no text.
  public var text: String { text(width: 100) }

  /// The text for a terminal of `width` columns. Elements and pictures fit the width; sentences may be longer.
  public func text(width: Int) -> String { lines(width: max(20, width)).joined(separator: "\n").printable }

  private func lines(width: Int) -> [String] {
    switch self {
    case .nothing, .quit: []
    case .text(let text): [text]
    case .failure(let error): [error.description]
    case .stopped(let report): TextRendering.lines(report)
    case .frames(let frames, let selected):
      frames.map { TextRendering.line($0, isSelected: $0.index == selected && selected > 0) }
    case .frame(let frame): [TextRendering.line(frame, isSelected: false), TextRendering.sourceLine(frame)]
    case .frameDetails(let details): TextRendering.lines(details)
    case .variables(let variables, let what):
      variables.isEmpty ? ["There are no \(what)."] : variables.map(TextRendering.line)
    case .value(let printed): TextRendering.lines(printed, width)
    case .typeDetails(let details): TextRendering.lines(details)
    case .found(let found, let predicate): TextRendering.lines(found, predicate)
    case .difference(let difference, let first, let second): TextRendering.lines(difference, first, second)
    case .pastValues(let values, _): TextRendering.lines(values)
    case .layerValues(let values, let expression): TextRendering.lines(values, expression)
    case .exported(let what, let path): ["\(path): \(what)"]
    case .weights(let weights): TextRendering.lines(weights)
    case .module(let details): TextRendering.lines(details)
    case .memory(let memory): TextRendering.lines(memory)
    case .position(let position): TextRendering.lines(position)
    case .interventions(let interventions):
      interventions.isEmpty ? ["There are no interventions."] : interventions.map(TextRendering.line)
    case .changes(let changes): changes.map(TextRendering.line)
    case .whatIf(let report): TextRendering.lines(report, width)
    case .type(let view, _): [TextRendering.type(view)]
    case .assigned(let assignments): assignments.compactMap(TextRendering.line)
    case .newBreakpoint(let new): TextRendering.lines(new)
    case .breakpoints(let breakpoints): TextRendering.lines(breakpoints)
    case .watches(let watches): watches.isEmpty ? ["There are no watchpoints."] : watches.map(TextRendering.line)
    case .skips(let skips): skips.isEmpty ? ["There are no skips."] : skips.map(TextRendering.line)
    case .calls(let calls): TextRendering.lines(calls)
    case .operation(let operation): TextRendering.lines(operation)
    case .mark(let mark): [TextRendering.line(mark)]
    case .source(let excerpt): TextRendering.lines(excerpt)
    case .layers(let layers): TextRendering.lines(layers)
    case .loops(let loops, let function):
      loops.isEmpty ? ["\(function) is in no loop here."] : loops.map { "line \($0.line): \(TextRendering.text($0))" }
    case .tree(let text): [text]
    case .timeline(let timeline): TextRendering.lines(timeline)
    case .displays(let displays):
      displays.isEmpty ? ["There are no displays."] : displays.map { "\($0.id): \($0.expression)" }
    case .displayed(let values): values.map(TextRendering.line)
    case .commands(let commands): TextRendering.lines(commands)
    case .help(let command): TextRendering.lines(command)
    case .sequence(let results): results.flatMap { $0.lines(width: width) }
    case .transcript(let results): results.flatMap { $0.result.lines(width: width) }
    }
  }
}

extension ValueView {
  /// A value in one line.
  public var line: String {
    switch self {
    case .tensor(let view): TensorText.line(view)
    case .module(let name, let path, _): path.map { "\(name) at \($0.isEmpty ? "the top" : $0)" } ?? name
    case .container(_, let count, let preview):
      // The preview of an object begins with `<` and shows only the type. Append the number of attributes.
      preview.hasPrefix("<") ? "\(preview) with \(count) attribute\(count == 1 ? "" : "s")" : preview
    case .text(let text, _): text
    }
  }
}

/// Formats each kind of result as text.
public enum TextRendering {
  // MARK: The cursor's position

  static func lines(_ report: StopReport) -> [String] {
    var lines: [String] = []
    if !report.output.isEmpty {
      lines.append(report.output.last == "\n" ? String(report.output.dropLast()) : report.output)
    }
    if let left = report.left {
      lines.append(left.value.map { "\(left.expression) returned \($0.line)" } ?? "\(left.expression) was left.")
    }
    lines += report.log
    let (head, naming) = reasonLines(report)
    lines += head
    let isNamed = report.isInAnotherCall || naming
    if let frame = report.frame {
      if isNamed { lines.append(place(frame) + (report.layer.map { ", layer \(iteration($0))" } ?? "")) }
      lines.append(sourceLine(frame))
      if report.isWithinStatement, let marks = marks(frame) { lines.append(marks) }
    }
    switch report.reason {
    case .returned(let value): lines.append("Value returned: \(value.line)")
    case .operation(let operation): lines += self.lines(operation)
    case .caught(let report): lines += self.lines(report.operation)
    default: break
    }
    return lines + report.displays.map(line)
  }

  /// A frame's function, module path, file and line:
  /// `ConformerEncoderLayer.forward (encoder.encoders.3) at encoder_layer.py:57`
  static func place(_ frame: FrameView) -> String {
    let path = frame.modulePath.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
    return "\(frame.function)\(path) at \(frame.file.name):\(frame.line)"
  }

  static func sourceLine(_ frame: FrameView) -> String {
    let lines = frame.file.lines
    return numbered(frame.line, lines.indices.contains(frame.line - 1) ? lines[frame.line - 1] : "")
  }

  private static func numbered(_ number: Int, _ text: String, mark: String = "  ") -> String {
    let digits = String(number)
    let head = mark + String(repeating: " ", count: max(0, 4 - digits.count)) + digits
    return text.isEmpty ? head : "\(head)  \(text)"
  }

  /// The line to print below the source line: `^` marks under the operation that runs next. Nil if the operation is not
  /// within one line.
  private static func marks(_ frame: FrameView) -> String? {
    let start = frame.file.column(at: frame.range.start), end = frame.file.column(at: frame.range.end)
    guard frame.file.line(at: frame.range.start) == frame.line, frame.file.line(at: frame.range.end) == frame.line,
      end > start
    else {
      return nil
    }
    return String(repeating: " ", count: 8 + start - 1) + String(repeating: "^", count: end - start)
  }

  /// The iteration of a loop, with the count if it is known: `3 of 6`.
  static func iteration(_ loop: LoopPosition) -> String {
    loop.count.map { "\(loop.iteration) of \($0)" } ?? "\(loop.iteration)"
  }

  static func text(_ loop: LoopPosition) -> String {
    "for \(loop.target) in \(loop.iterable), iteration \(iteration(loop))"
  }

  static func line(_ frame: FrameView, isSelected: Bool) -> String {
    "#\(frame.index)  \(place(frame))" + frame.loops.map { "  [\($0.target): \(iteration($0))]" }.joined()
      + (isSelected ? "  <-" : "")
  }

  static func lines(_ details: FrameDetails) -> [String] {
    let frame = details.frame
    var lines = ["frame \(frame.index): \(place(frame))"]
    let text = frame.file.text(in: frame.range)
    if !text.isEmpty, !text.contains("\n") { lines.append("  at: \(text)") }
    if let caller = details.caller { lines.append("  called by \(place(caller))") }
    lines += frame.loops.map { "  in: \(self.text($0))" }
    if let layer = details.layer { lines.append("  layer \(iteration(layer))") }
    return lines
  }

  static func lines(_ excerpt: SourceExcerpt) -> [String] {
    excerpt.lines.map { number in
      let mark = number == excerpt.currentLine ? "->" : excerpt.breakpointLines.contains(number) ? "* " : "  "
      return numbered(number, excerpt.file.lines[number - 1], mark: mark)
    }
  }

  // MARK: Values

  static func line(_ variable: VariableView) -> String {
    "\(variable.hasChanged ? "*" : " ")\(variable.name) = \(variable.value.line)"
      + (variable.warning.map { "  (\($0))" } ?? "")
  }

  static func line(_ displayed: DisplayedValue) -> String {
    let value =
      switch displayed.value {
      case .success(let value): value.view.line
      case .failure(let error): "<\(error.summary)>"
      }
    return "\(displayed.display.id): \(displayed.display.expression) = \(value)"
  }

  static func lines(_ printed: PrintedValue, _ width: Int) -> [String] {
    var lines = printed.value.output.isEmpty ? [] : [printed.value.output.trimmed]
    guard case .tensor(let view) = printed.value.view else {
      return lines + [printed.value.moduleText ?? printed.value.view.line]
    }
    guard let elements = view.elements else { return lines + [TensorText.line(view)] }
    switch printed.style {
    case .overview:
      if view.shape.isEmpty { return lines + [TensorText.line(view)] }
      lines += TensorText.overview(view)
      if 1...64 ~= elements.count { lines += TensorText.values(elements, width: width) }
    case .values: lines += TensorText.values(elements, width: width)
    case .statistics: lines += TensorText.overview(view)
    case .heat(let rows, let columns):
      if view.dtype.isComplex { lines.append("magnitudes") }
      lines += TensorText.heat(elements, rows: rows, columns: min(columns, max(1, width - 8)))
    case .histogram(let bins):
      if view.dtype.isComplex { lines.append("magnitudes") }
      lines += TensorText.histogram(elements, bins: bins, width: width)
    case .bits:
      lines.append("\(view.dtype.name) \(view.shapeText), bits \(NumberText.hexadecimal(elements.bitHash))")
    }
    return lines
  }

  static func type(_ view: ValueView) -> String {
    switch view {
    case .tensor(let view): "Tensor \(view.dtype.name) \(view.shapeText)"
    case .module: view.line
    case .container(let type, let count, _): "\(type) of \(count)"
    case .text(_, let type): type
    }
  }

  static func line(_ assignment: Assignment) -> String? {
    switch assignment {
    case .variable, .sessionVariable: nil
    case .global(let name): "\(name) is a global of its file: all functions there see the new value."
    case .newSessionVariable(let name): "\(name) is a new variable of the session."
    }
  }

  static func lines(_ layers: [LayerView]) -> [String] {
    let header = ["", "layer", "shape", "mean", "std", "absmax", "time"]
    let rows = layers.map { layer -> [String] in
      let mark = layer.state == .current ? ">" : ""
      let name = layer.number == 0 ? "input" : String(layer.number)
      guard let output = layer.output, let shape = layer.shape else { return [mark, name, "", "", "", "", ""] }
      let greatest = output.min.flatMap { low in output.max.map { max(abs(low), abs($0)) } }
      let odd = output.nanCount + output.infinityCount
      return [
        mark, name, "(" + shape.map(String.init).joined(separator: ", ") + ")",
        output.mean.map { NumberText.short($0) } ?? "", output.standardDeviation.map { NumberText.short($0) } ?? "",
        (greatest.map { NumberText.short($0) } ?? "") + (odd > 0 ? " \(NumberText.count(odd)) not finite" : ""),
        layer.seconds.map(NumberText.seconds) ?? "",
      ]
    }
    return table([header] + rows)
  }

  // MARK: Help

  static func lines(_ commands: [Command]) -> [String] {
    CommandGroup.allCases.flatMap { group -> [String] in
      let rows = commands.filter { $0.group == group }.map { command in
        ["  " + ([command.name] + command.aliases).joined(separator: ", "), command.summary]
      }
      return rows.isEmpty ? [] : [group.rawValue] + table(rows)
    } + ["The start of a name is enough if no other command starts with it. 'help COMMAND' shows details."]
  }

  static func lines(_ command: Command) -> [String] {
    [command.usage] + (command.aliases.isEmpty ? [] : ["Also: " + command.aliases.joined(separator: ", ")])
      + command.help.split(separator: "\n").map(String.init)
      + command.examples.map { "Example: \($0)" }
      + (command.seeAlso.isEmpty ? [] : ["See also: " + command.seeAlso.joined(separator: ", ")])
  }

  /// Formats rows as lines. Each column is as wide as its widest cell, and two spaces separate the columns.
  static func table(_ rows: [[String]]) -> [String] {
    let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (cell, width) in zip(row, widths) { line += cell + String(repeating: " ", count: width - cell.count + 2) }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
