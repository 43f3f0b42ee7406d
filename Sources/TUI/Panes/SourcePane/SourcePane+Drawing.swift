import Commands
import Screen

extension SourcePane {
  /// The number of columns before the text: a breakpoint's mark, the line number, the run mark, and spaces.
  static func gutterWidth(of file: SourceFile) -> Int { String(file.lines.count).count + 4 }

  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    SourceDrawing(pane: self, context: context).render(place, into: &buffer)
  }
}

/// Draws the listing, with the values of variables at the ends of lines.
private struct SourceDrawing {
  let pane: SourcePane
  let context: PaneContext
  private var snapshot: StopSnapshot { context.snapshot }
  private var isFocused: Bool { context.isFocused }
  private var appearance: Appearance { context.appearance }

  func render(_ place: ScreenLayout.Place, into buffer: inout ScreenBuffer) {
    var detail = StyledText(pane.file?.name ?? "", appearance[.name])
    if let frame = snapshot.frame {
      detail.append("  " + frame.function, appearance[.definition])
      if let path = frame.modulePath, !path.isEmpty { detail.append("  " + path, appearance[.type]) }
    }
    let note = pane.file.map { "\(pane.cursor)/\($0.lines.count)" } ?? ""
    PaneHeader(place, context, detail: detail, note: note).render(into: &buffer)
    guard let file = pane.file else { return }
    let area = place.content
    let top = scrolled(pane.top, toShow: pane.cursor - 1, of: file.lines.count, height: area.height)
    let inline = inlineValues(in: file)
    buffer.clipped(to: area) { buffer in
      for row in 0..<area.height where top + row < file.lines.count {
        renderLine(top + row + 1, of: file, in: area.row(row), inline: inline[top + row + 1], into: &buffer)
      }
    }
  }

  /// The selected frame; nil if its function is not in `file`.
  private func frame(in file: SourceFile) -> FrameView? {
    snapshot.frame.flatMap { $0.file.name == file.name ? $0 : nil }
  }

  private func renderLine(
    _ line: Int, of file: SourceFile, in area: Rect, inline: StyledText?, into buffer: inout ScreenBuffer
  ) {
    let frame = frame(in: file)
    let isCurrent = frame?.line == line
    let gutter = SourcePane.gutterWidth(of: file)
    renderGutter(line, of: file, isCurrent: isCurrent, in: area, into: &buffer)

    let textArea = area.inset(left: gutter)
    var (text, comment) = coloured(line, of: file)
    // In the innermost frame, a statement that has not started has no current expression to underline.
    let isSingledOut = frame.map { $0.index > 0 || !snapshot.isAtStatement } ?? false
    if let frame, isSingledOut, let columns = frame.range.columns(on: line, of: file), !columns.isEmpty {
      text = text.changed(columns) { $0.underline }
    }
    if line == pane.cursor, isFocused, let name = pane.selectedName {
      text = text.changed(name.columns) { $0.reverse }
    }
    text = text.expandingTabs().dropping(columns: pane.left)
    comment = comment.expandingTabs().dropping(columns: max(0, pane.left - text.displayWidth))
    // If value and comment do not both fit, omit the comment.
    let isTight = text.displayWidth + comment.displayWidth + 2 + (inline?.displayWidth ?? 0) > textArea.width
    if inline == nil || !isTight { text += comment }
    let shown = text.truncated(to: textArea.width, ellipsis: appearance.glyphs.ellipsis)
    var used = buffer.put(shown, at: textArea.origin)
    if let inline, textArea.width - used > 10 {
      used += 2
      let shown = inline.truncated(to: textArea.width - used, ellipsis: appearance.glyphs.ellipsis)
      buffer.put(shown, at: Point(x: textArea.x + used, y: area.y))
    }
    if isCurrent {
      buffer.restyle(area) { $0 = $0.overlaid(by: appearance[.currentLine]) }
    } else if line == pane.cursor, isFocused {
      buffer.restyle(area) { $0 = $0.overlaid(by: appearance[.selectedLine]) }
    }
  }

  // MARK: Gutter

  private func renderGutter(
    _ line: Int, of file: SourceFile, isCurrent: Bool, in area: Rect, into buffer: inout ScreenBuffer
  ) {
    let glyphs = appearance.glyphs
    if let (mark, role) = breakpointMark(on: line, of: file) {
      buffer.put(String(mark), at: area.origin, style: appearance[role])
    }
    let digits = SourcePane.gutterWidth(of: file) - 4
    let isCursor = line == pane.cursor && isFocused
    buffer.put(
      String(line).padded(to: digits, .right), at: Point(x: area.x + 1, y: area.y),
      style: appearance[isCursor ? .heading : .lineNumber])
    let place = Point(x: area.x + digits + 2, y: area.y)
    if isCurrent {
      buffer.put(String(glyphs.mark(.currentLine)), at: place, style: appearance[.active])
    } else if snapshot.frames.contains(where: { $0.file.name == file.name && $0.line == line }) {
      // The line is the current line of a frame that is not the selected frame.
      buffer.put(String(glyphs.mark(.collapsed)), at: place, style: appearance[.faint])
    } else if frame(in: file) != nil, snapshot.linesRun.contains(line) {
      buffer.put(String(glyphs.mark(.run)), at: place, style: appearance[.run])
    }
  }

  /// The mark of a line's breakpoints: `●` a breakpoint, `○` disabled, `◐` with a condition, `t` temporary, `◇` a log
  /// point, `◌` pending. Nil if the line has no breakpoint.
  private func breakpointMark(on line: Int, of file: SourceFile) -> (Character, Theme.Role)? {
    let all = snapshot.breakpoints(file: file.name, line: line)
    let glyphs = appearance.glyphs
    // Choose the breakpoint whose mark is shown: an enabled breakpoint, or else an enabled log point, or else a
    // disabled breakpoint.
    let enabled = all.filter(\.isEnabled)
    guard let first = enabled.first(where: { !$0.isLogPoint }) ?? enabled.first ?? all.first else {
      let isPending = snapshot.breakpoints.contains { breakpoint in
        guard case .pending = breakpoint.resolution, case .line(let name, let wanted) = breakpoint.location else {
          return false
        }
        return wanted == line && name == file.name
      }
      return isPending ? (glyphs.mark(.pendingBreakpoint), .disabledBreakpoint) : nil
    }
    return (first.mark(glyphs), first.isEnabled ? .breakpoint : .disabledBreakpoint)
  }

  // MARK: Text

  /// A coloured line with search matches marked. The comment at the end of the line is separate.
  private func coloured(_ line: Int, of file: SourceFile) -> (code: StyledText, comment: StyledText) {
    let characters = Array(file.lines[line - 1])
    var styles = [Style](repeating: appearance[.text], count: characters.count)
    let spans = pane.highlights[file.name].flatMap { $0.indices.contains(line - 1) ? $0[line - 1] : nil } ?? []
    for span in spans {
      for column in span.columns.clamped(to: 0..<characters.count) { styles[column] = appearance[span.kind.role] }
    }
    for match in matches(of: Array(pane.pattern), in: characters) {
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

  /// The values to show, by line. A variable's value is shown on the line that assigned the variable, and an argument's
  /// value on the line that declares the argument.
  private func inlineValues(in file: SourceFile) -> [Int: StyledText] {
    guard let frame = frame(in: file) else { return [:] }
    var result: [Int: StyledText] = [:]
    for variable in snapshot.variables {
      let line = variable.assignedOnLine ?? pane.parameter(variable.name, from: frame.definitionLine, in: file)
      guard let line, let text = InlineValue(variable, context.figures[variable.name], appearance).text else {
        continue
      }
      result[line] = result[line].map { $0 + "  " + text } ?? text
    }
    return result
  }
}

extension SourceRange {
  /// The characters of a line that this source range covers, as columns; nil if the range covers no character of the
  /// line.
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
  /// Returns a copy with the style of some characters changed.
  fileprivate func changed(_ columns: Range<Int>, _ change: (Style) -> Style) -> StyledText {
    var result = StyledText()
    var column = 0
    for run in runs {
      for character in run.text {
        result.append(String(character), columns.contains(column) ? change(run.style) : run.style)
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
