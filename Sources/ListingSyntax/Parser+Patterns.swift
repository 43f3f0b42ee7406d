// Parses `match`, its cases and their patterns.
extension Parser {
  mutating func parseMatch() throws(Reported) -> Statement.Kind {
    let outerDepth = branchDepth
    defer { branchDepth = outerDepth }
    advance()
    let subject = try parseValues("a value to match")
    try expect(.colon, "after the value to match")
    advance()  // the end of the line
    advance()  // the indent; `startsMatch` has seen both
    if blockDepth >= NestingLimit.blocks || branchDepth >= NestingLimit.branches {
      throw failure("blocks nest too deep here", help: "move a part into a function", at: current.range)
    }
    blockDepth += 1
    branchDepth += 1
    defer { blockDepth -= 1 }
    var cases: [MatchCase] = []
    while case .name("case") = current.kind {
      let start = current.range.start
      advance()
      let pattern = try parsePatterns()
      let condition = try take(.if) ? parseNamedExpression("a condition after 'if'") : nil
      let header = SourceRange(start, previousEnd)
      cases.append(MatchCase(pattern: pattern, condition: condition, body: try parseSuite(of: "'case'"), range: header))
    }
    if !at(.dedent), !at(.end) { throw unexpected("'case' or the end of the block of 'match'") }
    if at(.dedent) { advance() }
    return .match(subject, cases)
  }

  /// Parses `a, *b` or one pattern.
  private mutating func parsePatterns() throws(Reported) -> Pattern {
    let start = current.range.start
    let first = try parseStarredPattern()
    if !at(.comma) {
      if case .star = first.kind { throw failure("'*' stands alone here", help: "write [*x]", at: first.range) }
      return first
    }
    var items = [first]
    while take(.comma), !at(.colon), !at(.if) { items.append(try parseStarredPattern()) }
    return try sequence(items, SourceRange(start, previousEnd))
  }

  private mutating func sequence(_ items: [Pattern], _ range: SourceRange) throws(Reported) -> Pattern {
    let stars = items.filter { if case .star = $0.kind { true } else { false } }
    if stars.count > 1 {
      throw failure("a sequence pattern has at most one '*'", help: "remove the others", at: stars[1].range)
    }
    return Pattern(.sequence(items), range)
  }

  private mutating func parseStarredPattern() throws(Reported) -> Pattern {
    if !at(.star) { return try parsePattern() }
    let start = current.range.start
    advance()
    let name = try parseIdentifier("a name after '*'")
    return Pattern(.star(name.text == "_" ? nil : name), SourceRange(start, name.range.end))
  }

  /// Parses alternatives (`a | b`), and a name after `as`.
  private mutating func parsePattern() throws(Reported) -> Pattern {
    try nested { parser throws(Reported) in
      let start = parser.current.range.start
      var items = [try parser.parseClosedPattern()]
      while parser.take(.bar) { items.append(try parser.parseClosedPattern()) }
      let pattern = items.count == 1 ? items[0] : Pattern(.alternatives(items), SourceRange(start, parser.previousEnd))
      if !parser.take(.as) { return pattern }
      let name = try parser.parseIdentifier("a name after 'as'")
      return Pattern(.named(pattern, name), SourceRange(start, parser.previousEnd))
    }
  }

  private mutating func parseClosedPattern() throws(Reported) -> Pattern {
    let start = current.range.start
    switch current.kind {
    case .symbol(.openParen), .symbol(.openBracket):
      let isList = at(.openBracket)
      let closing: Symbol = isList ? .closeBracket : .closeParen
      advance()
      var items: [Pattern] = []
      var hasComma = false
      while !take(closing) {
        items.append(try parseStarredPattern())
        if take(closing) { break }
        if !take(.comma) { throw unexpected("',' or '\(closing.rawValue)'") }
        hasComma = true
      }
      if !isList, !hasComma, items.count == 1 {
        if case .star = items[0].kind {
          throw failure("'*' stands alone here", help: "write (*x,)", at: items[0].range)
        }
        return items[0]
      }
      return try sequence(items, SourceRange(start, previousEnd))
    case .symbol(.openBrace): return try parseMappingPattern()
    case .name(let text) where token(1).kind != .symbol(.dot) && token(1).kind != .symbol(.openParen):
      let name = identifier(text)
      advance()
      return Pattern(text == "_" ? .wildcard : .capture(name), name.range)
    case .name: return try parseValueOrClass()
    case .keyword(.none), .keyword(.true), .keyword(.false):
      let value = try parsePostfix("a pattern")
      return Pattern(.singleton(value), value.range)
    default:
      // A number, also `-1` and `1 + 2j`, or a string.
      let value = try parseBinary(4, "a pattern")
      return Pattern(.value(value), value.range)
    }
  }

  private mutating func parseDottedExpression() throws(Reported) -> Expression {
    let start = current.range.start
    let name = try parseIdentifier("a name")
    var result = try make(.name(name.text), name.range)
    while take(.dot) {
      let below = height
      let attribute = try parseIdentifier("a name after '.'")
      result = try make(.attribute(result, attribute), SourceRange(start, attribute.range.end), over: below)
    }
    return result
  }

  private mutating func parseValueOrClass() throws(Reported) -> Pattern {
    let value = try parseDottedExpression()
    if !take(.openParen) { return Pattern(.value(value), value.range) }
    var positional: [Pattern] = []
    var named: [(name: Identifier, pattern: Pattern)] = []
    while !take(.closeParen) {
      if case .name(let text) = current.kind, token(1).kind == .symbol(.assign) {
        let name = identifier(text)
        advance()
        advance()
        named.append((name, try parsePattern()))
      } else {
        if !named.isEmpty {
          throw failure("a positional pattern follows a keyword", help: "write it before", at: current.range)
        }
        positional.append(try parsePattern())
      }
      if take(.closeParen) { break }
      if !take(.comma) { throw unexpected("',' or ')'") }
    }
    return Pattern(
      .type(value, positional: positional, named: named), SourceRange(value.range.start, previousEnd))
  }

  private mutating func parseMappingPattern() throws(Reported) -> Pattern {
    let start = current.range.start
    advance()
    var items: [(key: Expression, pattern: Pattern)] = []
    var rest: Identifier?
    while !take(.closeBrace) {
      if take(.doubleStar) {
        rest = try parseIdentifier("a name after '**'")
      } else {
        if let rest { throw failure("'**\(rest.text)' must be the last item", at: rest.range) }
        let key =
          if case .name = current.kind { try parseDottedExpression() } else { try parseBinary(4, "a key") }
        if case .name(let name) = key.kind {
          throw failure(
            "a key is a value, not the name '\(name)'", help: "quote it, or write a dotted name", at: key.range)
        }
        try expect(.colon, "after the key")
        items.append((key, try parsePattern()))
      }
      if take(.closeBrace) { break }
      if !take(.comma) { throw unexpected("',' or '}'") }
    }
    return Pattern(.mapping(items, rest: rest), SourceRange(start, previousEnd))
  }
}
