/// Splits a listing into tokens, in one pass over its bytes. The lexer never throws. Text that it cannot read becomes a
/// diagnostic and, where the parser needs a token, an `.invalid` token.
struct Lexer {
  let file: SourceFile
  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  /// The ranges of the comments, from `#` to the end of the line.
  var comments: [SourceRange] = []
  /// Ranges from a bracket that was never closed to the position where the lexer began a new line. The parser drops its
  /// own errors in these ranges.
  var brokenRanges: [SourceRange] = []

  var brackets: [Bracket] = []
  /// The f-strings and fields being read, innermost last.
  var formatted: [FormattedContext] = []
  var indents = [Indentation()]
  /// Whether the file ended inside brackets. If so, a missing bracket joined the rest of the file into one line, and
  /// the lexer reads the file again with `trustsIndentation`. In the second reading, a line inside brackets ends the
  /// statement unless it is indented deeper than the statement.
  private var endedInBrackets = false
  var trustsIndentation = false
  private var reportedTabs = false
  /// Whether an unexpected character was reported in this logical line. If so, the lexer does not report other
  /// unexpected characters in this line.
  var reportedCharacter = false
  /// Whether a bracket mismatch was reported. If so, the lexer reports no other mismatch until a line begins with a
  /// character that is not a closing bracket.
  var reportedBracket = false
  /// Whether the lexer has abandoned open brackets just before the current line (`abandonBrackets`). If so, the
  /// indentation of this line may be the indentation of a line inside brackets.
  var isBehindOpenBracket = false

  struct Bracket {
    let symbol: Symbol
    let position: Int
    /// Whether the bracket is a `{` that begins a field of an f-string.
    var isField = false
  }

  /// A line's indentation, measured in two ways: in columns with tab stops every 8 columns, and in characters. If one
  /// measure says that a line is deeper than another line and the other measure does not, tabs and spaces are mixed,
  /// and the block structure is unclear.
  struct Indentation {
    var columns = 0
    var characters = 0
    /// Whether the first line of this block follows brackets that the lexer abandoned. If so, the indentation may be
    /// the indentation of a line inside brackets, and not of a block.
    var isGuess = false
  }

  init(_ file: SourceFile) {
    self.file = file
    bytes = Array(file.text.utf8)
  }

  /// Reads the whole file. If `ignoringFirstIndentation` is true, the lexer skips blanks and line ends at the start of
  /// the text. The prompt uses this.
  mutating func run(ignoringFirstIndentation: Bool = false) {
    scan(ignoringFirstIndentation)
    if !endedInBrackets { return }
    self = Lexer(file)
    trustsIndentation = true
    scan(ignoringFirstIndentation)
  }

  private mutating func scan(_ ignoringFirstIndentation: Bool) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    tokens.reserveCapacity(bytes.count / 4 + 8)
    if ignoringFirstIndentation {
      while let byte = peek(), isBlank(byte) || isLineEnd(byte) { position += 1 }
    } else {
      beginLine()
    }
    while position < bytes.count { lexNext() }
    finish()
  }

  // MARK: Lines

  /// At the start of a line: skips blank lines and comment lines, then opens or closes blocks.
  private mutating func beginLine() {
    reportedCharacter = false
    defer { isBehindOpenBracket = false }
    while true {
      let lineStart = position
      let indentation = measureIndentation()
      guard let byte = peek() else { return }
      if byte == UInt8(ascii: "#") {
        lexComment()
        skipLineEnd()
      } else if isLineEnd(byte) {
        skipLineEnd()
      } else if byte == UInt8(ascii: "\\"), let next = peek(1), isLineEnd(next) {
        return  // a joined line has no indentation
      } else {
        if !isClosingBracket(byte) { reportedBracket = false }
        setIndentation(indentation, lineStart: lineStart)
        return
      }
    }
  }

  private mutating func measureIndentation() -> Indentation {
    var result = Indentation()
    while let byte = peek(), isBlank(byte) {
      switch byte {
      case UInt8(ascii: "\t"):
        result.columns = (result.columns / 8 + 1) * 8
        result.characters += 1
      case UInt8(ascii: " "):
        result.columns += 1
        result.characters += 1
      default: result = Indentation()  // a form feed resets the indentation
      }
      position += 1
    }
    return result
  }

  private mutating func setIndentation(_ new: Indentation, lineStart: Int) {
    func isConsistent(_ old: Indentation) -> Bool {
      (new.columns < old.columns) == (new.characters < old.characters)
        && (new.columns > old.columns) == (new.characters > old.characters)
    }
    let here = SourceRange(position, position)
    let lineIndent = SourceRange(lineStart, position)
    let old = indents[indents.count - 1]
    if !isConsistent(old) { reportTabs(lineIndent) }
    if new.columns > old.columns {
      indents.append(new)
      indents[indents.count - 1].isGuess = isBehindOpenBracket
      tokens.append(Token(kind: .indent, range: here))
      return
    }
    var leavesGuess = false
    while indents.count > 1, indents[indents.count - 1].columns > new.columns {
      leavesGuess = indents.removeLast().isGuess
      tokens.append(Token(kind: .dedent, range: here))
    }
    let enclosing = indents[indents.count - 1]
    if enclosing.columns != new.columns, leavesGuess {
      indents.append(new)
      indents[indents.count - 1].isGuess = true
      tokens.append(Token(kind: .indent, range: here))
    } else if enclosing.columns != new.columns {
      report(
        "this line lines up with no block around it",
        help: "line it up with column \(enclosing.characters + 1) or with the block before it", at: lineIndent)
    } else if !isConsistent(enclosing) {
      reportTabs(lineIndent)
    }
  }

  private mutating func reportTabs(_ range: SourceRange) {
    if reportedTabs { return }
    reportedTabs = true
    report(
      "tabs and spaces are mixed so that the indentation of this line is unclear",
      help: "indent with spaces only", at: range)
  }

  private mutating func skipLineEnd() {
    guard let byte = peek(), isLineEnd(byte) else { return }
    position += byte == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n") ? 2 : 1
  }

  private mutating func lexComment() {
    let start = position
    while let byte = peek(), !isLineEnd(byte) { position += 1 }
    comments.append(SourceRange(start, position))
  }

  private mutating func lexLineEnd() {
    if brackets.isEmpty {
      append(.newline, from: position)
      skipLineEnd()
      beginLine()
      return
    }
    let lineEnd = position
    skipLineEnd()
    // As in Python 3.12, a field of an f-string may continue on the next line. Report the field if the file ends here
    // or the next line looks like a new statement.
    if let field = formatted.last, !field.isTriple, position == bytes.count || lineLooksLikeStatement() {
      position = lineEnd
      abandonFormatted(
        "the field of this f-string is not closed on its line", help: "write the closing '}' before the line ends")
      return
    }
    if lineLooksLikeStatement() {
      abandonBrackets()
      beginLine()
    }
  }

  private mutating func finish() {
    if let open = formatted.last {
      report(
        "this f-string is never closed", help: "write \(open.closingQuotes) where it ends",
        at: SourceRange(open.start, open.start + open.openingLength))
      endBrokenLine()
    }
    if !brackets.isEmpty {
      endedInBrackets = true
      abandonBrackets()
    }
    if let last = tokens.last, last.kind != .newline, last.kind != .dedent, last.kind != .indent {
      append(.newline, from: position)
    }
    while indents.count > 1 {
      indents.removeLast()
      append(.dedent, from: position)
    }
    append(.end, from: position)
  }

  // MARK: Tokens

  private mutating func lexNext() {
    if let context = formatted.last, context.part != .field {
      lexFormattedText()
      return
    }
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C: position += 1
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): lexLineEnd()
    case UInt8(ascii: "#"): lexComment()
    case UInt8(ascii: "\\"): lexJoin()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): lexString(prefixLength: 0)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): lexNumber()
    case UInt8(ascii: ".") where peek(1).map(isDigit) ?? false: lexNumber()
    case _ where isNameByte(byte): lexWord()
    default: lexSymbol()
    }
  }

  /// Reads a backslash. Before a line end, the backslash joins two lines. Elsewhere, the backslash is an error.
  private mutating func lexJoin() {
    let start = position
    position += 1
    if let next = peek(), isLineEnd(next) {
      skipLineEnd()
      if position < bytes.count { return }
      report("the file ends after a backslash that joins lines", at: SourceRange(start, start + 1))
    } else {
      report(
        "a backslash outside a string joins two lines and must end its line",
        help: "remove what follows it", at: SourceRange(start, start + 1))
    }
    append(.invalid, from: start)
  }

  private mutating func lexWord() {
    let start = position
    while let byte = peek(), isNameByte(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let quote = peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), isStringPrefix(text) {
      position = start
      lexString(prefixLength: text.utf8.count)
      return
    }
    if let keyword = Keyword.byText[text] {
      append(.keyword(keyword), from: start)
      return
    }
    // A name of ASCII characters is valid. If a name contains other characters, check each of its characters.
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      append(.name(text), from: start)
      return
    }
    var good = 0
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let fits = scalar == "_" || (index == 0 ? scalar.properties.isXIDStart : scalar.properties.isXIDContinue)
      if !fits { break }
      good += scalar.utf8.count
    }
    position = start + good
    if good > 0 {
      append(.name(String(decoding: bytes[start..<position], as: UTF8.self)), from: start)
    } else if let scalar = text.unicodeScalars.first {
      position = start + scalar.utf8.count
      reportCharacter(scalar, from: start)
    }
  }

  private mutating func lexSymbol() {
    let start = position
    let inField = formatted.last?.part == .field && brackets.last?.isField == true
    if inField, lexFieldMark() { return }
    for length in stride(from: min(3, bytes.count - start), through: 1, by: -1) {
      guard let symbol = Symbol.spelled(bytes[start..<start + length]) else { continue }
      if symbol == .exclamation { break }
      position = start + length
      if symbol.isOpening { brackets.append(Bracket(symbol: symbol, position: start)) }
      if symbol.isClosing, !closeBracket(symbol, at: start) {
        append(.invalid, from: start)
        return
      }
      append(.symbol(symbol), from: start)
      return
    }
    // The byte is an ASCII character, because all bytes from 0x80 on belong to names.
    position = start + 1
    reportCharacter(Unicode.Scalar(bytes[start]), from: start)
  }

  // MARK: Helpers

  func peek(_ ahead: Int = 0) -> UInt8? { position + ahead < bytes.count ? bytes[position + ahead] : nil }

  mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, range: SourceRange(start, position)))
  }

  mutating func report(_ message: String, help: String? = nil, at range: SourceRange) {
    diagnostics.append(Diagnostic(.error, message, help: help, at: range))
  }

  mutating func warn(_ message: String, help: String? = nil, at range: SourceRange) {
    diagnostics.append(Diagnostic(.warning, message, help: help, at: range))
  }
}

func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0x0C }

func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

private func isClosingBracket(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

/// Whether the byte can be part of a name: an ASCII letter, digit or `_`, or a byte of a character outside ASCII.
func isNameByte(_ byte: UInt8) -> Bool {
  let lower = byte | 0x20
  return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || isDigit(byte) || byte == UInt8(ascii: "_")
    || byte >= 0x80
}

private func isStringPrefix(_ text: String) -> Bool {
  text.utf8.count <= 2 && ["r", "u", "b", "f", "br", "rb", "fr", "rf"].contains(text.lowercased())
}
