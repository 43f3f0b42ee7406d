// Parses expressions with operators, from the lowest precedence to the highest. Chains of left-associative operators
// are parsed by loops, so a long sum needs no deep recursion. `make` limits the height of the tree.
extension Parser {
  /// Parses an expression such as `a`, or a tuple such as `a, *b`. `what` completes the error message "expected …".
  mutating func parseExpressionList(_ what: String = "an expression") throws(Reported) -> Expression {
    let start = current.range.start
    let first = try parseStarredOrExpression(what)
    if !at(.comma) { return first }
    var items = [first]
    var tallest = height
    while take(.comma) {
      if !startsExpression() && !at(.star) { break }
      items.append(try parseStarredOrExpression(what))
      tallest = max(tallest, height)
    }
    return try make(.tuple(items), SourceRange(start, previousEnd), over: tallest)
  }

  mutating func parseStarredOrExpression(_ what: String = "an expression") throws(Reported) -> Expression {
    if !at(.star) { return try parseNamedExpression(what) }
    let start = current.range.start
    advance()
    let value = try parseBinary(0, "a value after '*'")
    return try make(.starred(value), SourceRange(start, previousEnd), over: height)
  }

  /// Parses an expression or `name := value`.
  mutating func parseNamedExpression(_ what: String = "an expression") throws(Reported) -> Expression {
    let target = try parseExpression(what)
    if !at(.walrus) { return target }
    lastWalrus = current.range.start
    guard case .name(let name) = target.kind else {
      throw failure("':=' assigns to a name alone", help: "assign on a line of its own before", at: target.range)
    }
    advance()
    let value = try parseExpression("a value after ':='")
    return try make(
      .named(Identifier(name, target.range), value: value), SourceRange(target.range.start, previousEnd), over: height)
  }

  /// Parses a conditional expression, a lambda, a `yield`, or an expression of higher precedence.
  mutating func parseExpression(_ what: String = "an expression") throws(Reported) -> Expression {
    if at(.lambda) { return try nested { parser throws(Reported) in try parser.parseLambda() } }
    if at(.yield) { return try nested { parser throws(Reported) in try parser.parseYield() } }
    let start = current.range.start
    let then = try parseOr(what)
    if !at(.if) { return then }
    var tallest = height
    advance()
    let test = try parseOr("a condition after 'if'")
    tallest = max(tallest, height)
    if !at(.else) {
      throw unexpected("'else'", help: "a conditional expression is 'a if condition else b'")
    }
    advance()
    let orElse = try nested { parser throws(Reported) in try parser.parseExpression("a value after 'else'") }
    return try make(
      .conditional(test: test, then: then, orElse: orElse), SourceRange(start, previousEnd), over: tallest, height)
  }

  private mutating func parseLambda() throws(Reported) -> Expression {
    let start = current.range.start
    advance()
    let parameters = try parseParameters(until: .colon, isLambda: true)
    let defaults = height
    try expect(.colon, "before the body of the lambda")
    let outer = scope.isInFunction
    scope.isInFunction = true
    defer { scope.isInFunction = outer }
    let body = try parseExpression("the body of the lambda")
    return try make(.lambda(parameters, body: body), SourceRange(start, previousEnd), over: defaults, height)
  }

  private mutating func parseYield() throws(Reported) -> Expression {
    let range = current.range
    if !yieldMayStandHere() {
      report("'yield' needs parentheses here", help: "write (yield …)", at: range)
    } else if !scope.isInFunction {
      report("'yield' stands outside a function", at: range)
    }
    lastYield = range.start
    advance()
    if take(.from) {
      let source = try parseExpression("something to take values from")
      return try make(.yieldFrom(source), SourceRange(range.start, previousEnd), over: height)
    }
    guard startsExpression() || at(.star) else { return try make(.yield(nil), range) }
    let value = try parseValues("a value to yield")
    return try make(.yield(value), SourceRange(range.start, previousEnd), over: height)
  }

  /// Whether `yield` is allowed here: at the start of a statement, after `=`, or in parentheses other than a call's.
  private func yieldMayStandHere() -> Bool {
    guard index > 0 else { return true }
    switch tokens[index - 1].kind {
    case .newline, .indent, .dedent: return true
    case .symbol(.openParen):
      guard index > 1 else { return true }
      switch tokens[index - 2].kind {
      case .name, .symbol(.closeParen), .symbol(.closeBracket): return false
      default: return true
      }
    case .symbol(let symbol):
      return symbol == .semicolon || symbol == .colon || symbol == .assign || symbol.augmented != nil
    default: return false
    }
  }

  func startsExpression() -> Bool {
    switch current.kind {
    case .name, .integer, .largeInteger, .float, .imaginary, .string, .bytes, .formattedStart, .invalid: true
    case .keyword(let keyword):
      [.none, .true, .false, .not, .lambda, .await, .yield].contains(keyword)
    case .symbol(let symbol):
      [.openParen, .openBracket, .openBrace, .minus, .plus, .tilde, .ellipsis].contains(symbol)
    default: false
    }
  }

  // MARK: and, or, not, comparisons

  mutating func parseOr(_ what: String = "an expression") throws(Reported) -> Expression {
    let start = current.range.start
    var left = try parseAnd(what)
    while at(.or) {
      let leftHeight = height
      advance()
      let right = try parseAnd("a value after 'or'")
      left = try make(.or(left, right), SourceRange(start, previousEnd), over: leftHeight, height)
    }
    return left
  }

  private mutating func parseAnd(_ what: String) throws(Reported) -> Expression {
    let start = current.range.start
    var left = try parseNot(what)
    while at(.and) {
      let leftHeight = height
      advance()
      let right = try parseNot("a value after 'and'")
      left = try make(.and(left, right), SourceRange(start, previousEnd), over: leftHeight, height)
    }
    return left
  }

  private mutating func parseNot(_ what: String) throws(Reported) -> Expression {
    if !at(.not) { return try parseComparison(what) }
    let start = current.range.start
    advance()
    let value = try nested { parser throws(Reported) in try parser.parseNot("a value after 'not'") }
    return try make(.not(value), SourceRange(start, previousEnd), over: height)
  }

  private mutating func parseComparison(_ what: String) throws(Reported) -> Expression {
    let start = current.range.start
    let first = try parseBinary(0, what)
    var rest: [(ComparisonOperator, Expression)] = []
    var tallest = height
    while let comparison = takeComparison() {
      let right = try parseBinary(0, "a value after '\(comparison.rawValue)'")
      rest.append((comparison, right))
      tallest = max(tallest, height)
    }
    if rest.isEmpty { return first }
    return try make(.comparison(first, rest), SourceRange(start, previousEnd), over: tallest)
  }

  private mutating func takeComparison() -> ComparisonOperator? {
    let result: ComparisonOperator
    switch current.kind {
    case .symbol(let symbol):
      guard let comparison = ComparisonOperator(rawValue: symbol.rawValue) else { return nil }
      if symbol == .less, token(1).kind == .symbol(.greater), token(1).range.start == current.range.end {
        report("'<>' is not an operator", help: "write !=", at: current.range.joined(with: token(1).range))
        advance()
      }
      result = comparison
    case .keyword(.in): result = .contained
    case .keyword(.is):
      result = token(1).kind == .keyword(.not) ? .isNotSame : .isSame
      if result == .isNotSame { advance() }
    case .keyword(.not) where token(1).kind == .keyword(.in):
      advance()
      result = .notContained
    default: return nil
    }
    advance()
    return result
  }

  // MARK: Arithmetic

  /// Parses binary operators whose precedence is at least `level`: `|`, `^`, `&`, shifts, sums, products.
  mutating func parseBinary(_ level: Int, _ what: String = "an expression") throws(Reported) -> Expression {
    let start = current.range.start
    var left = try parseUnary(what)
    while case .symbol(let symbol) = current.kind, let (operation, tightness) = binaryOperator(symbol),
      tightness >= level
    {
      let leftHeight = height
      advance()
      let right = try parseBinary(tightness + 1, "a value after '\(operation.rawValue)'")
      left = try make(.binary(left, operation, right), SourceRange(start, previousEnd), over: leftHeight, height)
    }
    return left
  }

  private func binaryOperator(_ symbol: Symbol) -> (BinaryOperator, tightness: Int)? {
    switch symbol {
    case .bar: (.or, 0)
    case .caret: (.xor, 1)
    case .ampersand: (.and, 2)
    case .shiftLeft: (.shiftLeft, 3)
    case .shiftRight: (.shiftRight, 3)
    case .plus: (.add, 4)
    case .minus: (.subtract, 4)
    case .star: (.multiply, 5)
    case .slash: (.divide, 5)
    case .doubleSlash: (.floorDivide, 5)
    case .percent: (.remainder, 5)
    case .at: (.matmul, 5)
    default: nil
    }
  }

  private mutating func parseUnary(_ what: String) throws(Reported) -> Expression {
    guard case .symbol(let symbol) = current.kind, let operation = UnaryOperator(rawValue: symbol.rawValue) else {
      return try parsePower(what)
    }
    let start = current.range.start
    advance()
    let value = try nested { parser throws(Reported) in try parser.parseUnary("a value after '\(operation.rawValue)'") }
    return try make(.unary(operation, value), SourceRange(start, previousEnd), over: height)
  }

  /// Parses `a ** b`. `**` binds more tightly than a sign before a, and less tightly than a sign before b: `-a ** -b`
  /// is `-(a ** (-b))`.
  private mutating func parsePower(_ what: String) throws(Reported) -> Expression {
    let start = current.range.start
    let base = try parsePostfix(what)
    if !at(.doubleStar) { return base }
    let baseHeight = height
    advance()
    let exponent = try nested { parser throws(Reported) in try parser.parseUnary("a value after '**'") }
    return try make(.binary(base, .power, exponent), SourceRange(start, previousEnd), over: baseHeight, height)
  }
}
