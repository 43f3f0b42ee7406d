// Parses names, literals, displays such as `[a, b]`, and the attributes, calls and subscripts after them.
extension Parser {
  /// Parses an atom with its attributes, calls and subscripts: `a.b(c)[d]`.
  mutating func parsePostfix(_ what: String) throws(Reported) -> Expression {
    if at(.await) {
      refuse("'await' is", help: "call the function directly", at: current.range)
      advance()
    }
    let start = current.range.start
    var result = try parseAtom(what)
    // The range of an expression in parentheses excludes the parentheses. If an attribute, call or subscript follows,
    // the new expression's range includes them.
    while case .symbol(let symbol) = current.kind {
      let below = height
      switch symbol {
      case .dot:
        advance()
        let name = try parseIdentifier("a name after '.'")
        result = try make(.attribute(result, name), SourceRange(start, name.range.end), over: below)
      case .openParen:
        let arguments = try nested { parser throws(Reported) in try parser.parseArguments() }
        result = try make(.call(result, arguments), SourceRange(start, previousEnd), over: below, height)
      case .openBracket:
        let index = try nested { parser throws(Reported) in try parser.parseSubscript() }
        result = try make(.subscript(result, index: index), SourceRange(start, previousEnd), over: below, height)
      default: return result
      }
    }
    return result
  }

  private mutating func parseAtom(_ what: String) throws(Reported) -> Expression {
    let token = current
    let kind: Expression.Kind
    switch token.kind {
    case .name(let text): kind = .name(mangled(text))
    case .integer(let value): kind = .integer(value)
    case .largeInteger(let digits, let radix): kind = .largeInteger(digits: digits, radix: radix)
    case .float(let value): kind = .float(value)
    case .imaginary(let value): kind = .imaginary(value)
    case .keyword(.none): kind = .none
    case .keyword(.true): kind = .bool(true)
    case .keyword(.false): kind = .bool(false)
    case .symbol(.ellipsis): kind = .ellipsis
    case .string, .formattedStart: return try nested { parser throws(Reported) in try parser.parseStrings() }
    case .bytes: return try parseBytes()
    case .symbol(.openParen): return try nested { parser throws(Reported) in try parser.parseParenthesised() }
    case .symbol(.openBracket): return try nested { parser throws(Reported) in try parser.parseListDisplay() }
    case .symbol(.openBrace): return try nested { parser throws(Reported) in try parser.parseBraces() }
    default: throw unexpected(what, help: helpForMissingValue())
    }
    advance()
    return try make(kind, token.range)
  }

  /// The help text if a value is missing because the user wrote an operator that Python lacks: `&&`, `||`, `++` or
  /// `--`. Nil otherwise.
  private func helpForMissingValue() -> String? {
    guard index > 1, case .symbol(let last) = tokens[index - 1].kind else { return nil }
    if at(last), current.range.start == tokens[index - 1].range.end {
      if last == .ampersand { return "write and" }
      if last == .bar { return "write or" }
    }
    let isDoubled =
      tokens[index - 2].kind == .symbol(last) && tokens[index - 2].range.end == tokens[index - 1].range.start
    return isDoubled && (last == .plus || last == .minus) ? "write \(last.rawValue)= 1" : nil
  }

  // MARK: Displays

  private mutating func parseParenthesised() throws(Reported) -> Expression {
    let start = current.range.start
    advance()
    if take(.closeParen) { return try make(.tuple([]), SourceRange(start, previousEnd)) }
    let first = try parseStarredOrExpression()
    if startsComprehension() {
      let element = height
      let clauses = try parseComprehensionClauses(of: first)
      try expect(.closeParen, "after the comprehension")
      return try make(.generator(first, clauses), SourceRange(start, previousEnd), over: element, height)
    }
    if take(.closeParen) {
      if case .starred = first.kind {
        throw failure("'*' stands alone in parentheses", help: "a tuple of it is '(*x,)'", at: first.range)
      }
      return first
    }
    let (items, tallest) = try parseItems(after: first, until: .closeParen)
    return try make(.tuple(items), SourceRange(start, previousEnd), over: tallest)
  }

  private mutating func parseListDisplay() throws(Reported) -> Expression {
    let start = current.range.start
    advance()
    if take(.closeBracket) { return try make(.list([]), SourceRange(start, previousEnd)) }
    let first = try parseStarredOrExpression()
    if startsComprehension() {
      let element = height
      let clauses = try parseComprehensionClauses(of: first)
      try expect(.closeBracket, "after the comprehension")
      return try make(.listComprehension(first, clauses), SourceRange(start, previousEnd), over: element, height)
    }
    let (items, tallest) = try parseItems(after: first, until: .closeBracket)
    return try make(.list(items), SourceRange(start, previousEnd), over: tallest)
  }

  /// Parses the items after the first one, `, b, c]`, including the closing bracket.
  private mutating func parseItems(
    after first: Expression, until closing: Symbol
  ) throws(Reported) -> (items: [Expression], height: Int) {
    var items = [first]
    var tallest = height
    while !take(closing) {
      if !take(.comma) { throw unexpected("',' or '\(closing.rawValue)'") }
      if take(closing) { break }
      items.append(try parseStarredOrExpression())
      tallest = max(tallest, height)
    }
    return (items, tallest)
  }

  /// Parses a dict or a set. The first item decides which of the two it is.
  private mutating func parseBraces() throws(Reported) -> Expression {
    let start = current.range.start
    advance()
    var items: [(key: Expression?, value: Expression)] = []
    var tallest = 0
    while !take(.closeBrace) {
      if !items.isEmpty {
        if !take(.comma) { throw unexpected("',' or '}'") }
        if take(.closeBrace) { break }
      }
      if take(.doubleStar) {
        let value = try parseBinary(0, "a dictionary after '**'")
        items.append((nil, value))
        tallest = max(tallest, height)
        continue
      }
      let key = try parseStarredOrExpression("a key or '}'")
      tallest = max(tallest, height)
      if items.isEmpty, !at(.colon) { return try parseSet(after: key, from: start) }
      if case .starred = key.kind {
        report("'*' cannot stand before a key", help: "write ** before a dictionary", at: key.range)
      }
      try expect(.colon, "after the key")
      let value = try parseExpression("a value after ':'")
      tallest = max(tallest, height)
      if items.isEmpty, startsComprehension() {
        let clauses = try parseComprehensionClauses(of: value)
        try expect(.closeBrace, "after the comprehension")
        return try make(
          .dictionaryComprehension(key: key, value: value, clauses), SourceRange(start, previousEnd), over: tallest,
          height)
      }
      items.append((key, value))
    }
    return try make(.dictionary(items), SourceRange(start, previousEnd), over: tallest)
  }

  /// Parses the items of a set after the first one, including the closing brace.
  private mutating func parseSet(after first: Expression, from start: Int) throws(Reported) -> Expression {
    if startsComprehension() {
      let element = height
      let clauses = try parseComprehensionClauses(of: first)
      try expect(.closeBrace, "after the comprehension")
      return try make(.setComprehension(first, clauses), SourceRange(start, previousEnd), over: element, height)
    }
    let (items, tallest) = try parseItems(after: first, until: .closeBrace)
    return try make(.set(items), SourceRange(start, previousEnd), over: tallest)
  }

  // MARK: Comprehensions

  func startsComprehension() -> Bool { at(.for) || (at(.async) && token(1).kind == .keyword(.for)) }

  /// Parses the clauses of a comprehension: `for a in b if c for …`. Sets `height` to the clauses' height.
  mutating func parseComprehensionClauses(of element: Expression) throws(Reported) -> [ComprehensionClause] {
    if case .starred = element.kind {
      throw failure("'*' cannot stand before 'for'", help: "nest a second 'for' to flatten", at: element.range)
    }
    var clauses: [ComprehensionClause] = []
    var tallest = 0
    while startsComprehension() {
      if at(.async) {
        refuse("'async' is", help: "write a plain 'for'", at: current.range)
        advance()
      }
      advance()
      let target = try parseTargetList()
      tallest = max(tallest, height)
      try expect(.in, "after the targets of 'for'")
      let iterable = try parseOr("something to loop over")
      tallest = max(tallest, height)
      var conditions: [Expression] = []
      while take(.if) {
        conditions.append(try parseCondition())
        tallest = max(tallest, height)
      }
      clauses.append(ComprehensionClause(target: target, iterable: iterable, conditions: conditions))
    }
    if lastYield >= element.range.start {
      report(
        "'yield' stands in a comprehension", help: "write the loop out",
        at: SourceRange(lastYield, lastYield + "yield".utf8.count))
    }
    height = tallest + clauses.count
    return clauses
  }

  /// Parses the condition after the `if` of a comprehension. The condition cannot be a conditional expression, because
  /// a second `if` begins the next condition.
  private mutating func parseCondition() throws(Reported) -> Expression {
    if at(.lambda) { return try parseExpression("a condition after 'if'") }
    let result = try parseOr("a condition after 'if'")
    if !at(.walrus) { return result }
    report("':=' needs parentheses here", help: "write (name := value)", at: current.range)
    advance()
    return try parseOr("a value after ':='")
  }

  // MARK: Calls and subscripts

  /// Parses the arguments of a call, from `(` to `)`.
  mutating func parseArguments() throws(Reported) -> [Argument] {
    let open = current.range.start
    advance()
    var arguments: [Argument] = []
    var earlier = EarlierArguments()
    var tallest = 0
    while !take(.closeParen) {
      if !arguments.isEmpty {
        if !take(.comma) { throw unexpected("',' or ')'") }
        if take(.closeParen) { break }
      }
      let argument = try parseArgument(isFirst: arguments.isEmpty, open: open)
      check(argument, after: &earlier)
      arguments.append(argument)
      tallest = max(tallest, height)
    }
    height = tallest
    return arguments
  }

  private mutating func parseArgument(isFirst: Bool, open: Int) throws(Reported) -> Argument {
    if take(.doubleStar) {
      return Argument(kind: .unpackKeywords, value: try parseExpression("a dictionary after '**'"))
    }
    if take(.star) {
      return Argument(kind: .unpackSequence, value: try parseExpression("a sequence after '*'"))
    }
    if case .name(let text) = current.kind, token(1).kind == .symbol(.assign) {
      let name = identifier(text)
      advance()
      advance()
      return Argument(kind: .keyword(name), value: try parseExpression("a value after '\(text)='"))
    }
    let start = current.range.start
    let value = try parseNamedExpression("an argument or ')'")
    if at(.assign) {
      throw failure(
        "only a name can stand before '=' in a call", help: "write == to compare", at: value.range)
    }
    if !startsComprehension() { return Argument(kind: .positional, value: value) }
    let element = height
    let clauses = try parseComprehensionClauses(of: value)
    // A generator expression that is the only argument needs no parentheses of its own.
    let isAlone = isFirst && at(.closeParen)
    let range = isAlone ? SourceRange(open, current.range.end) : SourceRange(start, previousEnd)
    let generator = try make(.generator(value, clauses), range, over: element, height)
    if !isAlone {
      report(
        "a generator beside other arguments needs parentheses of its own", help: "write f((x for x in y), …)",
        at: range
      )
    }
    return Argument(kind: .positional, value: generator)
  }

  /// What the parser knows of the earlier arguments of a call when it checks the next argument: the names of the
  /// keyword arguments, the last of these names, and whether an argument such as `**options` occurred.
  private struct EarlierArguments {
    var names: Set<String> = []
    var lastKeyword: String?
    var hasUnpackedKeywords = false
  }

  private mutating func check(_ argument: Argument, after earlier: inout EarlierArguments) {
    switch argument.kind {
    case .positional, .unpackSequence:
      if earlier.hasUnpackedKeywords {
        report("a positional argument follows '**'", help: "put it before", at: argument.value.range)
      } else if let name = earlier.lastKeyword, case .positional = argument.kind {
        report(
          "a positional argument follows the keyword argument '\(name)'", help: "put it before, or name it too",
          at: argument.value.range)
      }
    case .keyword(let name):
      earlier.lastKeyword = name.text
      if !earlier.names.insert(name.text).inserted {
        report("the argument '\(name.text)' is given twice", at: name.range)
      }
    case .unpackKeywords: earlier.hasUnpackedKeywords = true
    }
  }

  /// Parses a subscript, from `[` to `]`, and returns the index.
  private mutating func parseSubscript() throws(Reported) -> Expression {
    advance()
    if at(.closeBracket) { throw unexpected("an index") }
    let start = current.range.start
    let first = try parseIndexItem()
    if case .starred = first.kind, !at(.comma) {
      let tuple = try make(.tuple([first]), first.range, over: height)
      try expect(.closeBracket, "after the index")
      return tuple
    }
    if !at(.comma) {
      if !take(.closeBracket) { throw unexpected("',', ':' or ']'") }
      return first
    }
    var items = [first]
    var tallest = height
    while take(.comma) {
      if at(.closeBracket) { break }
      items.append(try parseIndexItem())
      tallest = max(tallest, height)
    }
    let result = try make(.tuple(items), SourceRange(start, previousEnd), over: tallest)
    if !take(.closeBracket) { throw unexpected("',', ':' or ']'") }
    return result
  }

  /// Parses one part of an index: `a`, `*a`, or a slice `a:b:c`, whose parts are optional.
  private mutating func parseIndexItem() throws(Reported) -> Expression {
    let start = current.range.start
    var tallest = 0
    var lower: Expression?
    if !at(.colon) {
      let value = try parseStarredOrExpression("an index")
      if !at(.colon) { return value }
      lower = value
      tallest = height
    }
    advance()
    func isPartMissing() -> Bool { at(.colon) || at(.comma) || at(.closeBracket) }
    var upper: Expression?
    var step: Expression?
    if !isPartMissing() {
      upper = try parseExpression("an index, ':' or ']'")
      tallest = max(tallest, height)
    }
    if take(.colon), !isPartMissing() {
      step = try parseExpression("a step or ']'")
      tallest = max(tallest, height)
    }
    return try make(.slice(lower: lower, upper: upper, step: step), SourceRange(start, previousEnd), over: tallest)
  }
}
