/// The role of a part of a source line. It selects the part's colour.
public enum HighlightKind: Sendable, CaseIterable {
  case keyword
  /// The constants `None`, `True`, `False` and `...`.
  case constant
  case number
  case string
  case comment
  /// The name after `def` or `class`.
  case definition
  /// The name of a parameter in a function's header.
  case parameter
  /// A decorator: `@` and the dotted name after it.
  case decorator
  case `operator`
}

/// A part of one line and its role; `columns` counts characters from 0.
public struct HighlightSpan: Sendable, Equatable {
  public let kind: HighlightKind
  public let columns: Range<Int>

  public init(_ kind: HighlightKind, _ columns: Range<Int>) {
    self.kind = kind
    self.columns = columns
  }
}

/// The coloured parts of each line, from left to right and without overlap. Plain names and brackets are not coloured.
/// Text with syntax errors is coloured as far as the lexer can read it.
public func highlight(_ file: SourceFile) -> [[HighlightSpan]] {
  var lexer = Lexer(file)
  lexer.run()
  var painter = Painter(file)
  var comments = lexer.comments[...]
  for (kind, range) in kinds(of: lexer.tokens) {
    while let comment = comments.first, comment.start < range.start { painter.paint(.comment, comments.removeFirst()) }
    painter.paint(kind, range)
  }
  for comment in comments { painter.paint(.comment, comment) }
  return painter.lines
}

/// The ranges of the tokens that have a colour, in the order of the file.
private func kinds(of tokens: [Token]) -> [(HighlightKind, SourceRange)] {
  var result: [(HighlightKind, SourceRange)] = []
  var parameters = ParameterTracker()
  var isDecorator = false
  for (index, token) in tokens.enumerated() {
    let before = index > 0 ? tokens[index - 1].kind : .newline
    let isParameter = parameters.isName(token, after: before)
    let isFirst = before == .newline || before == .indent || before == .dedent
    isDecorator = isFirst ? token.kind == .symbol(.at) : isDecorator
    switch token.kind {
    case .keyword(.none), .keyword(.true), .keyword(.false), .symbol(.ellipsis): result.append((.constant, token.range))
    case .keyword: result.append((.keyword, token.range))
    case .integer, .largeInteger, .float, .imaginary: result.append((.number, token.range))
    case .string, .bytes, .formattedStart, .formattedText, .formattedEnd: result.append((.string, token.range))
    case .name where before == .keyword(.def) || before == .keyword(.class): result.append((.definition, token.range))
    case .name where isParameter: result.append((.parameter, token.range))
    case .name, .symbol(.dot), .symbol(.at):
      if isDecorator {
        result.append((.decorator, token.range))
      } else if token.kind == .symbol(.at) {
        result.append((.operator, token.range))
      }
    case .symbol(let symbol):
      isDecorator = false
      if symbol.isOperator { result.append((.operator, token.range)) }
    case .newline, .indent, .dedent, .end, .invalid: isDecorator = false
    }
  }
  return result
}

/// Finds the parameter names in the header of a `def`: names directly after `(`, `,`, `*` or `**`.
private struct ParameterTracker {
  /// The number of open brackets since the `def`; nil outside a function's header.
  private var depth: Int?

  mutating func isName(_ token: Token, after before: Token.Kind) -> Bool {
    switch token.kind {
    case .keyword(.def): depth = 0
    case .newline, .keyword(.class): depth = nil
    case .symbol(let symbol):
      guard let open = depth else { return false }
      if symbol.isOpening { depth = open + 1 }
      if symbol.isClosing { depth = open > 1 ? open - 1 : nil }
    case .name where depth == 1:
      return [.symbol(.openParen), .symbol(.comma), .symbol(.star), .symbol(.doubleStar)].contains(before)
    default: break
    }
    return false
  }
}

extension Symbol {
  fileprivate var isOperator: Bool {
    switch self {
    case .comma, .colon, .semicolon, .dot, .exclamation, .ellipsis: false
    default: !isOpening && !isClosing
    }
  }
}

/// Converts byte ranges of the file to columns of its lines. The ranges must be passed from left to right.
private struct Painter {
  private(set) var lines: [[HighlightSpan]]
  private let file: SourceFile
  /// `line`: the index of the last painted line. `columns`: the character index for each byte of this line. Nil if the
  /// line contains only ASCII.
  private var line = 0
  private var columns: [Int]?

  init(_ file: SourceFile) {
    self.file = file
    lines = Array(repeating: [], count: file.lines.count)
    measureLine()
  }

  mutating func paint(_ kind: HighlightKind, _ range: SourceRange) {
    while line + 1 < lines.count, file.lineStarts[line + 1] <= range.start { moveToNextLine() }
    paintLine(kind, range)
    while line + 1 < lines.count, file.lineStarts[line + 1] < range.end {
      moveToNextLine()
      paintLine(kind, range)
    }
  }

  private mutating func paintLine(_ kind: HighlightKind, _ range: SourceRange) {
    let start = max(column(of: range.start), lines[line].last?.columns.upperBound ?? 0)
    let end = column(of: range.end)
    if start < end { lines[line].append(HighlightSpan(kind, start..<end)) }
  }

  private mutating func moveToNextLine() {
    line += 1
    measureLine()
  }

  private mutating func measureLine() {
    let text = file.lines[line]
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      columns = nil
      return
    }
    var result: [Int] = []
    for (index, character) in text.enumerated() {
      result.append(contentsOf: repeatElement(index, count: character.utf8.count))
    }
    result.append(text.count)
    columns = result
  }

  private func column(of offset: Int) -> Int {
    let inLine = max(0, offset - file.lineStarts[line])
    guard let columns else { return min(inLine, file.lines[line].utf8.count) }
    return columns[min(inLine, columns.count - 1)]
  }
}
