// Detects and reports missing brackets. Brackets join lines, so one missing bracket could otherwise turn the rest of
// the file into one line.
extension Lexer {
  /// Returns whether the closing bracket `symbol` matches the innermost open bracket. Reports a mismatch.
  mutating func closeBracket(_ symbol: Symbol, at start: Int) -> Bool {
    let range = SourceRange(start, start + 1)
    guard let open = brackets.last else {
      if !reportedBracket {
        report(
          "'\(symbol.rawValue)' closes nothing", help: "remove it, or write the bracket that it should close", at: range
        )
      }
      reportedBracket = true
      return false
    }
    if open.symbol.closing != symbol || open.isField {
      if !reportedBracket {
        let line = file.line(at: open.position)
        let place = line == file.line(at: start) ? "" : " of line \(line)"
        report(
          "'\(symbol.rawValue)' does not close the '\(open.symbol.rawValue)'\(place)",
          help: "close the inner bracket with '\(open.symbol.closing.rawValue)' first", at: range)
      }
      reportedBracket = true
      // If an outer open bracket matches `symbol`, the brackets after that outer bracket were never closed. The search
      // ends at the parser's nesting limit.
      let outer = brackets.suffix(NestingLimit.expressions).lastIndex { $0.symbol.closing == symbol || $0.isField }
      if let outer {
        if !brackets[outer].isField {
          brackets.removeSubrange(outer...)
        } else if symbol == .closeBrace {
          brackets.removeSubrange((outer + 1)...)
          append(.invalid, from: start)
          position = start
          closeField()
        }
      } else {
        brackets.removeLast()
      }
      return false
    }
    brackets.removeLast()
    return true
  }

  /// Reports that the innermost open bracket was never closed, and begins a new logical line at the current position.
  mutating func abandonBrackets() {
    guard let open = brackets.last else { return }
    report(
      "'\(open.symbol.rawValue)' was never closed",
      help: "write the '\(open.symbol.closing.rawValue)' that belongs to it",
      at: SourceRange(open.position, open.position + 1))
    brokenRanges.append(SourceRange(brackets[0].position, position))
    endBrokenLine()
    isBehindOpenBracket = true
  }

  /// Drops all open brackets and f-strings and ends the logical line. The parser then continues with a new statement.
  mutating func endBrokenLine() {
    brackets.removeAll()
    formatted.removeAll()
    append(.invalid, from: position)
    append(.newline, from: position)
  }

  /// Whether the line at the current position, which begins inside brackets, looks like a new statement: `return`,
  /// `def`, `self.a = …`. If so, a bracket on an earlier line was never closed.
  func lineLooksLikeStatement() -> Bool {
    var index = position
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    let wordStart = index
    let columns = index - position
    while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
    if index == wordStart || bytes[wordStart] >= 0x80 { return false }
    if let keyword = Keyword.byText[String(decoding: bytes[wordStart..<index], as: UTF8.self)] {
      if keyword.beginsStatement { return true }
    }
    if trustsIndentation, columns <= indents[indents.count - 1].characters { return true }
    var dots = 0
    while index < bytes.count, bytes[index] == UInt8(ascii: ".") || isNameByte(bytes[index]) {
      if bytes[index] == UInt8(ascii: ".") { dots += 1 }
      index += 1
    }
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
    return dots > 0 && index + 1 < bytes.count && bytes[index] == UInt8(ascii: "=")
      && bytes[index + 1] != UInt8(ascii: "=")
  }
}
