import Searching

/// A parsed file: the tree of its valid statements, and the diagnostics for the invalid statements.
public struct ParsedModule: Sendable {
  public let module: ModuleSyntax
  /// The diagnostics in the order of the file. If a diagnostic is an error, statements are missing from the tree, and
  /// the tree must not be run.
  public let diagnostics: [Diagnostic]

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// A parsed expression.
public struct ParsedExpression: Sendable {
  /// The expression's tree; nil if a diagnostic is an error.
  public let expression: Expression?
  public let diagnostics: [Diagnostic]
}

/// Parses a file of a listing. Reports all errors of the file: after an error, parsing continues at the next statement.
public func parseListing(_ file: SourceFile) -> ParsedModule {
  var lexer = Lexer(file)
  lexer.run()
  return parseModule(lexer)
}

/// Parses statements that the user typed at the prompt. Blanks before the first statement have no meaning.
public func parseInteractive(_ file: SourceFile) -> ParsedModule {
  var lexer = Lexer(file)
  lexer.run(ignoringFirstIndentation: true)
  return parseModule(lexer)
}

/// Parses one expression, for the prompt, watchpoints and conditions. `a, b` is a tuple.
public func parseExpression(_ file: SourceFile) -> ParsedExpression {
  var lexer = Lexer(file)
  lexer.run(ignoringFirstIndentation: true)
  var parser = Parser(lexer)
  let expression = parser.parseWholeExpression()
  let diagnostics = parser.sortedDiagnostics()
  return ParsedExpression(
    expression: diagnostics.contains { $0.severity == .error } ? nil : expression, diagnostics: diagnostics)
}

private func parseModule(_ lexer: Lexer) -> ParsedModule {
  var parser = Parser(lexer)
  let body = parser.parseFile()
  let axes = shapeComments(lexer.comments, in: lexer.file)
  return ParsedModule(
    module: ModuleSyntax(file: lexer.file, body: body, axes: axes), diagnostics: parser.sortedDiagnostics())
}

/// Limits on nesting. Without these limits, code that visits the tree by recursion could overflow the native call
/// stack.
enum NestingLimit {
  /// The depth of brackets, lambdas, unary signs and other syntax that the parser reads by recursion.
  static let expressions = 100
  /// The number of indentation levels.
  static let blocks = 100
  /// The number of `if` and `elif` branches around a statement. The tree nests each `elif` in the branch before it.
  static let branches = 400
  /// The height of an expression's tree. For `a + b + c + …` it is the number of terms.
  static let height = 1000
}

/// A recursive-descent parser. Functions named `parse…` consume tokens and throw after an error. Parsing then continues
/// at the next statement.
struct Parser {
  let file: SourceFile
  let tokens: [Token]
  var index = 0
  var diagnostics: [Diagnostic]
  let brokenRanges: [SourceRange]

  /// The current depth of the parser's recursion within an expression.
  var expressionDepth = 0
  var blockDepth = 0
  var branchDepth = 0
  /// The height of the tree of the expression that was parsed last.
  var height = 0
  var scope = Scope()
  /// The name of the innermost class around the current token, without the leading underscores of the name. Nil outside
  /// classes.
  var className: String?
  /// The offset of the `yield` that was parsed last; −1 if there is none.
  var lastYield = -1
  /// The offset of the `:=` that was parsed last; −1 if there is none.
  var lastWalrus = -1

  /// The context of a statement. The context decides which statements are allowed. For example, `return` is allowed
  /// only in a function.
  struct Scope {
    var isInFunction = false
    var isInClass = false
    /// Whether the statement is in a function, or in a class inside a function.
    var isBelowFunction = false
    var isInLoop = false
  }

  /// Thrown after an error has been added to the diagnostics.
  struct Reported: Error {}

  init(_ lexer: Lexer) {
    file = lexer.file
    tokens = lexer.tokens
    diagnostics = lexer.diagnostics
    brokenRanges = lexer.brokenRanges
  }

  mutating func parseWholeExpression() -> Expression? {
    do throws(Reported) {
      let result = try parseValues("an expression")
      if at(.newline) { advance() }
      if !at(.end) { throw unexpected("the end of the expression") }
      return result
    } catch {
      return nil
    }
  }

  func sortedDiagnostics() -> [Diagnostic] {
    let numbered = diagnostics.enumerated().sorted {
      ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
    }
    return numbered.map(\.element)
  }

  // MARK: Tokens

  var current: Token { tokens[index] }

  /// The end offset of the token before the current one.
  var previousEnd: Int { index > 0 ? tokens[index - 1].range.end : 0 }

  func at(_ kind: Token.Kind) -> Bool { tokens[index].kind == kind }
  func at(_ symbol: Symbol) -> Bool { tokens[index].kind == .symbol(symbol) }
  func at(_ keyword: Keyword) -> Bool { tokens[index].kind == .keyword(keyword) }

  /// The token `ahead` positions after the current one; `.end` after the last token.
  func token(_ ahead: Int) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

  /// Moves to the next token; does nothing at `.end`.
  mutating func advance() { if index + 1 < tokens.count { index += 1 } }

  mutating func take(_ symbol: Symbol) -> Bool {
    if !at(symbol) { return false }
    advance()
    return true
  }

  mutating func take(_ keyword: Keyword) -> Bool {
    if !at(keyword) { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Symbol, _ context: String) throws(Reported) {
    if !take(symbol) { throw unexpected("'\(symbol.rawValue)' \(context)") }
  }

  mutating func expect(_ keyword: Keyword, _ context: String) throws(Reported) {
    if !take(keyword) { throw unexpected("'\(keyword.rawValue)' \(context)") }
  }

  mutating func parseIdentifier(_ what: String) throws(Reported) -> Identifier {
    guard case .name(let text) = current.kind else {
      if case .keyword(let keyword) = current.kind {
        throw unexpected(what, help: "'\(keyword.rawValue)' is a keyword; choose another name")
      }
      throw unexpected(what)
    }
    let result = identifier(text)
    advance()
    return result
  }

  /// The identifier for the current token, which is the name `text`. In a class, a name that begins with `__` and does
  /// not end with `__` is private to the class: `__x` in class `C` is `_C__x`.
  func identifier(_ text: String) -> Identifier { Identifier(mangled(text), current.range, written: text) }

  func mangled(_ text: String) -> String {
    guard let className, text.hasPrefix("__"), !text.hasSuffix("__") else { return text }
    return "_\(className)\(text)"
  }

  // MARK: Errors

  mutating func report(_ message: String, help: String? = nil, at range: SourceRange) {
    diagnostics.append(Diagnostic(.error, message, help: help, at: range))
  }

  /// Adds a warning about text that is parsed and then ignored.
  mutating func warn(_ message: String, help: String? = nil, at range: SourceRange) {
    diagnostics.append(Diagnostic(.warning, message, help: help, at: range))
  }

  mutating func failure(_ message: String, help: String? = nil, at range: SourceRange) -> Reported {
    report(message, help: help, at: range)
    return Reported()
  }

  /// Reports that the current token is not allowed here, unless the lexer has already reported an error here.
  mutating func unexpected(_ wanted: String, help: String? = nil) -> Reported {
    let range = current.range
    if at(.invalid) || isBroken(range.start) { return Reported() }
    return failure("expected \(wanted), found \(description(of: current))", help: help, at: range)
  }

  /// Whether the offset is in a range that the lexer reported as broken. The ranges are in the order of the file.
  private func isBroken(_ offset: Int) -> Bool {
    let place = brokenRanges.partitioningIndex { $0.end > offset }
    return place < brokenRanges.count && brokenRanges[place].start <= offset
  }

  func description(of token: Token) -> String {
    switch token.kind {
    case .newline: "the end of the line"
    case .indent: "a deeper indentation"
    case .dedent: "the end of the block"
    case .end: "the end of the file"
    case .string, .formattedStart: "a string"
    case .bytes: "a bytes literal"
    case .formattedText, .formattedEnd: "the rest of an f-string"
    case .name, .keyword, .symbol, .integer, .largeInteger, .float, .imaginary, .invalid:
      "'\(file.text(in: token.range))'"
    }
  }

  /// Reports syntax that is outside the listing language. Parsing continues.
  mutating func refuse(_ what: String, help: String, at range: SourceRange) {
    report("\(what) outside the listing language", help: help, at: range)
  }

  // MARK: Nesting

  /// Runs `parse` one level deeper in the parser's recursion. Throws at the nesting limit.
  mutating func nested<Result>(
    _ parse: (inout Parser) throws(Reported) -> Result
  ) throws(Reported) -> Result {
    if expressionDepth >= NestingLimit.expressions {
      throw failure(
        "this expression nests deeper than \(NestingLimit.expressions) levels", help: "name a part of it first",
        at: current.range)
    }
    expressionDepth += 1
    defer { expressionDepth -= 1 }
    return try parse(&self)
  }

  /// Makes an expression. `first`, `second` and `third` are the heights of its parts. Sets `height` to the height of
  /// the new expression. Throws if the tree is too high.
  mutating func make(
    _ kind: Expression.Kind, _ range: SourceRange, over first: Int = 0, _ second: Int = 0, _ third: Int = 0
  ) throws(Reported) -> Expression {
    height = max(first, second, third) + 1
    if height > NestingLimit.height {
      throw failure(
        "this expression is a chain of more than \(NestingLimit.height) steps", help: "name a part of it first",
        at: current.range)
    }
    return Expression(kind, range)
  }
}
