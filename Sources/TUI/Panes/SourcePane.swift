import Commands
import Screen

/// Where a person looks in the listing.
struct SourceState {
  /// The file shown.
  var file: SourceFile?
  /// From 1.
  var cursor = 1
  /// Lines above the shown ones.
  var top = 0
  /// Columns scrolled off to the left.
  var left = 0
  var pattern = ""
  /// Colours of each file shown so far, by its name.
  var highlights: [String: [[HighlightSpan]]] = [:]

  var lineCount: Int { file?.lines.count ?? 0 }

  /// Shows a line of a file.
  mutating func show(_ file: SourceFile, line: Int) {
    self.file = file
    cursor = max(1, min(line, file.lines.count))
    left = 0
    if highlights[file.name] == nil { highlights[file.name] = file.highlights() }
  }

  mutating func settle(height: Int) {
    cursor = max(1, min(cursor, lineCount))
    top = scrolled(top, toShow: cursor - 1, of: lineCount, height: height, margin: 3)
  }
}

/// The text that runs, with what its lines have computed so far.
struct SourcePane {
  let state: SourceState
  let situation: Situation
  let isFocused: Bool
  let appearance: Appearance

  /// Columns before the text: a breakpoint's mark, the number, the current line's mark, a space.
  static func gutterWidth(of file: SourceFile) -> Int { String(file.lines.count).count + 4 }

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    var detail = StyledText(state.file?.name ?? "", appearance[.name])
    if let frame = situation.frame {
      detail.append("  " + frame.function, appearance[.definition])
      if let path = frame.modulePath, !path.isEmpty { detail.append("  " + path, appearance[.type]) }
    }
    let note = state.file.map { "\(state.cursor)/\($0.lines.count)" } ?? ""
    PaneHeader(place: place, isFocused: isFocused, detail: detail, note: note, appearance: appearance)
      .render(into: &buffer)
    guard let file = state.file else { return }
    let area = place.content
    let top = scrolled(state.top, toShow: state.cursor - 1, of: file.lines.count, height: area.height)
    let inline = inlineValues(in: file)
    buffer.clipped(to: area) { buffer in
      for row in 0..<area.height where top + row < file.lines.count {
        renderLine(top + row + 1, of: file, in: area.row(row), inline: inline[top + row + 1], into: &buffer)
      }
    }
  }

  private func renderLine(
    _ line: Int, of file: SourceFile, in area: Rect, inline: String?, into buffer: inout ScreenBuffer
  ) {
    let frame = situation.frame.flatMap { $0.file.name == file.name ? $0 : nil }
    let isCurrent = frame?.line == line
    let gutter = Self.gutterWidth(of: file)
    renderGutter(line, of: file, isCurrent: isCurrent, in: area, into: &buffer)

    let textArea = area.inset(left: gutter)
    var (text, comment) = coloured(line, of: file)
    // All of a statement that has not begun is to run: there is nothing to single out.
    let isSingledOut = frame.map { $0.index > 0 || !situation.isAtStatement } ?? false
    if let frame, isSingledOut, let columns = frame.range.columns(on: line, of: file), !columns.isEmpty {
      text = text.underlined(columns)
    }
    text = text.expandingTabs().dropping(columns: state.left)
    comment = comment.expandingTabs().dropping(columns: max(0, state.left - text.displayWidth))
    // What a line has computed says more than its comment, where there isn't room for both.
    let isTight = text.displayWidth + comment.displayWidth + 2 + (inline?.displayWidth ?? 0) > textArea.width
    if inline == nil || !isTight { text += comment }
    let shown = text.truncated(to: textArea.width, ellipsis: appearance.glyphs.ellipsis)
    var used = buffer.put(shown, at: textArea.origin)
    if let inline, textArea.width - used > 10 {
      used += 2
      let shown = inline.truncated(to: textArea.width - used, ellipsis: appearance.glyphs.ellipsis)
      buffer.put(shown, at: Point(x: textArea.x + used, y: area.y), style: appearance[.inlineValue])
    }
    if isCurrent {
      buffer.restyle(area) { $0 = $0.overlaid(by: appearance[.currentLine]) }
    } else if line == state.cursor, isFocused {
      buffer.restyle(area) { $0 = $0.overlaid(by: appearance[.selectedLine]) }
    }
  }

  private func renderGutter(
    _ line: Int, of file: SourceFile, isCurrent: Bool, in area: Rect, into buffer: inout ScreenBuffer
  ) {
    let glyphs = appearance.glyphs
    let breakpoints = situation.breakpoints(file: file.name, line: line)
    if let first = breakpoints.first {
      let isEnabled = breakpoints.contains(where: \.isEnabled)
      let mark = glyphs.mark(isEnabled ? .breakpoint : .disabledBreakpoint)
      buffer.put(
        String(first.isTemporary && isEnabled ? "t" : mark), at: area.origin,
        style: appearance[isEnabled ? .breakpoint : .disabledBreakpoint])
    }
    let digits = Self.gutterWidth(of: file) - 4
    let isCursor = line == state.cursor && isFocused
    buffer.put(
      String(line).padded(to: digits, .right), at: Point(x: area.x + 1, y: area.y),
      style: appearance[isCursor ? .heading : .lineNumber])
    if isCurrent {
      buffer.put(
        String(glyphs.mark(.currentLine)), at: Point(x: area.x + digits + 2, y: area.y), style: appearance[.active])
    } else if situation.frames.contains(where: { $0.file.name == file.name && $0.line == line }) {
      // An outer call under way.
      buffer.put(
        String(glyphs.mark(.collapsed)), at: Point(x: area.x + digits + 2, y: area.y), style: appearance[.faint])
    }
  }

  /// A line in its colours, matches of the search marked; behind code, the comment at its end apart.
  private func coloured(_ line: Int, of file: SourceFile) -> (code: StyledText, comment: StyledText) {
    let characters = Array(file.lines[line - 1])
    var styles = [Style](repeating: appearance[.text], count: characters.count)
    let spans = state.highlights[file.name].flatMap { $0.indices.contains(line - 1) ? $0[line - 1] : nil } ?? []
    for span in spans {
      for column in span.columns.clamped(to: 0..<characters.count) { styles[column] = appearance[span.kind.role] }
    }
    for match in matches(of: Array(state.pattern), in: characters) {
      for column in match { styles[column] = styles[column].overlaid(by: appearance[.searchMatch]) }
    }
    var end = characters.count
    if let last = spans.last, last.kind == .comment {
      let before = characters[..<min(last.columns.lowerBound, end)].lastIndex { !$0.isWhitespace }
      if let before { end = before + 1 }
    }
    func text(_ range: Range<Int>) -> StyledText {
      var text = StyledText()
      for column in range { text.append(String(characters[column]), styles[column]) }
      return text
    }
    return (text(0..<end), text(end..<characters.count))
  }

  /// By line, what the variables that it gave a value hold.
  private func inlineValues(in file: SourceFile) -> [Int: String] {
    guard let frame = situation.frame, frame.file.name == file.name else { return [:] }
    var result: [Int: String] = [:]
    for variable in situation.variables {
      guard let line = variable.assignedOnLine, let text = variable.inlineText(appearance.glyphs) else { continue }
      result[line] = result[line].map { $0 + "  " + text } ?? text
    }
    return result
  }
}

/// Where a pattern occurs in a line, without overlap; letters match both cases while the pattern has no capital.
func matches(of pattern: [Character], in line: [Character]) -> [Range<Int>] {
  guard !pattern.isEmpty, line.count >= pattern.count else { return [] }
  let ignoresCase = !pattern.contains(where: \.isUppercase)
  var result: [Range<Int>] = []
  var start = 0
  while start + pattern.count <= line.count {
    let isMatch = pattern.indices.allSatisfy { index in
      let character = line[start + index]
      return character == pattern[index] || ignoresCase && character.lowercased() == pattern[index].lowercased()
    }
    if isMatch { result.append(start..<start + pattern.count) }
    start += isMatch ? pattern.count : 1
  }
  return result
}

extension VariableView {
  /// `scores (1, 4, 58, 58) μ=-0.04 σ=1.3`; nil for what says nothing in a line.
  fileprivate func inlineText(_ glyphs: Glyphs) -> String? {
    switch value {
    case .tensor(let tensor):
      guard let summary = tensor.summary else { return "\(name) \(shapeText(tensor.shape))" }
      if summary.count == 1, let element = tensor.elements?.prefix(1).first {
        return "\(name) = \(NumberText.exact(element, tensor.dtype))"
      }
      let (mean, deviation) = (numberText(summary.mean), numberText(summary.standardDeviation))
      let moments = glyphs == .unicode ? "μ=\(mean) σ=\(deviation)" : "mean=\(mean) dev=\(deviation)"
      return "\(name) \(shapeText(tensor.shape)) \(moments)" + (summary.marks.isEmpty ? "" : " " + summary.marks)
    case .container(_, _, let preview): return "\(name) = \(preview)"
    case .text(let text, _): return "\(name) = \(text)"
    case .module: return nil
    }
  }
}

extension TensorSummary {
  /// `NaN 3 Inf 2`; empty when all is finite.
  var marks: String {
    var words: [String] = []
    if nanCount > 0 { words.append("NaN \(NumberText.count(nanCount))") }
    if infinityCount > 0 { words.append("Inf \(NumberText.count(infinityCount))") }
    return words.joined(separator: " ")
  }
}

extension SourceRange {
  /// The characters of a line that it covers; nil when it does not reach the line.
  fileprivate func columns(on line: Int, of file: SourceFile) -> Range<Int>? {
    let lineStart = file.lineStarts[line - 1]
    let text = file.lines[line - 1].utf8
    let from = max(0, start - lineStart)
    let to = min(text.count, end - lineStart)
    guard from < to else { return nil }
    func characters(_ bytes: Int) -> Int { String(decoding: text.prefix(bytes), as: UTF8.self).count }
    return characters(from)..<characters(to)
  }
}

extension StyledText {
  /// With some of its characters underlined.
  fileprivate func underlined(_ columns: Range<Int>) -> StyledText {
    var result = StyledText()
    var column = 0
    for run in runs {
      for character in run.text {
        result.append(String(character), columns.contains(column) ? run.style.underline : run.style)
        column += 1
      }
    }
    return result
  }

  fileprivate func expandingTabs() -> StyledText {
    guard text.contains("\t") else { return self }
    var result = StyledText()
    for run in runs { result.append(run.text.map { $0 == "\t" ? "    " : String($0) }.joined(), run.style) }
    return result
  }
}

extension HighlightKind {
  fileprivate var role: Theme.Role {
    switch self {
    case .keyword: .keyword
    case .constant: .builtin
    case .number: .number
    case .string: .string
    case .comment: .comment
    case .definition: .definition
    case .parameter: .name
    case .decorator: .decorator
    case .operator: .text
    }
  }
}
