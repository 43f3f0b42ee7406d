// Parses compound statements, and the list of statements with recovery after errors.
extension Parser {
  mutating func parseFile() -> [Statement] {
    var body: [Statement] = []
    while !at(.end) {
      parseStatements(into: &body)
      if at(.dedent) { advance() }
    }
    return body
  }

  /// Parses statements up to the end of the block or file.
  private mutating func parseStatements(into list: inout [Statement]) {
    while !at(.end), !at(.dedent) {
      let start = current
      do throws(Reported) {
        if at(.indent) {
          report(
            "this line is indented deeper than the block it is in", help: "line it up with the line before",
            at: current.range)
          list.append(contentsOf: parseOrphanBlock())
        } else if at(.newline) {
          advance()
        } else {
          try parseStatement(into: &list)
        }
      } catch {
        recover(in: start)
      }
    }
  }

  /// After an error in the statement that began at `start`, skips to the next statement. Also parses an indented block
  /// below the statement, and the branches of a broken `if` or loop. The parser drops the statements of these blocks
  /// and only reports their errors.
  private mutating func recover(in start: Token) {
    var hasBranches = false
    if case .keyword(let keyword) = start.kind { hasBranches = keyword.hasSuite }
    while true {
      while !at(.newline), !at(.end) { advance() }
      if at(.newline) { advance() }
      while at(.indent) { _ = parseOrphanBlock() }
      if !hasBranches { return }
      do throws(Reported) {
        while at(.elif) || at(.else) || at(.except) || at(.finally) { try parseOrphanBranch() }
        return
      } catch {}
    }
  }

  private mutating func parseOrphanBranch() throws(Reported) {
    let outer = scope
    scope = Scope(isInFunction: true, isInClass: outer.isInClass, isBelowFunction: true, isInLoop: true)
    defer { scope = outer }
    let keyword = description(of: current)
    let isElif = at(.elif)
    if at(.except) || at(.finally) { return skipStatementWithSuite() }
    advance()
    if isElif { _ = try parseNamedExpression("a condition after \(keyword)") }
    _ = try parseSuite(of: keyword)
  }

  /// Parses a block whose header is wrong or missing. The context is unknown, so statements such as `return` and
  /// `break` are allowed.
  private mutating func parseOrphanBlock() -> [Statement] {
    let outer = scope
    scope = Scope(isInFunction: true, isInClass: outer.isInClass, isBelowFunction: true, isInLoop: true)
    defer { scope = outer }
    return parseIndentedBlock()
  }

  /// Parses an indented block, from the indent to the dedent.
  private mutating func parseIndentedBlock() -> [Statement] {
    if blockDepth >= NestingLimit.blocks || branchDepth >= NestingLimit.branches {
      report("blocks nest too deep here", help: "move a part into a function", at: current.range)
      skipBlock()
      return []
    }
    blockDepth += 1
    branchDepth += 1
    defer {
      blockDepth -= 1
      branchDepth -= 1
    }
    advance()
    var body: [Statement] = []
    parseStatements(into: &body)
    if at(.dedent) { advance() }
    return body
  }

  private mutating func skipBlock() {
    var depth = 0
    repeat {
      if at(.indent) { depth += 1 }
      if at(.dedent) { depth -= 1 }
      advance()
    } while depth > 0 && !at(.end)
  }

  /// Parses the `:` of a header and the block after it: an indented block, or statements on the same line.
  mutating func parseSuite(of header: String) throws(Reported) -> [Statement] {
    if !take(.colon) {
      let help: String? =
        switch current.kind {
        case .symbol(.assign): "write == to compare"
        case .keyword(.if) where header == "'else'": "write elif"
        default: nil
        }
      throw unexpected("':' after \(header)", help: help)
    }
    return try parseSuiteBody(of: header)
  }

  private mutating func parseSuiteBody(of header: String) throws(Reported) -> [Statement] {
    var body: [Statement] = []
    if !at(.newline) {
      if case .keyword(let keyword) = current.kind, keyword.hasSuite {
        throw failure("'\(keyword.rawValue)' needs a line of its own", at: current.range)
      }
      try parseSimpleStatements(into: &body)
      return body
    }
    advance()
    if at(.indent) { return parseIndentedBlock() }
    report(
      "expected an indented block after \(header)", help: "write 'pass' where nothing is to be done",
      at: at(.end) || at(.dedent) ? SourceRange(current.range.start, current.range.start) : current.range)
    return body
  }

  private mutating func parseStatement(into list: inout [Statement]) throws(Reported) {
    let start = current.range.start
    let kind: Statement.Kind
    switch current.kind {
    case .keyword(.if): kind = try parseIf()
    case .keyword(.for): kind = try parseFor()
    case .keyword(.while): kind = try parseWhile()
    case .keyword(.with): kind = try parseWith()
    case .keyword(.def): kind = try parseFunction(decorators: [])
    case .keyword(.class): kind = try parseClass(decorators: [])
    case .symbol(.at): return try parseDecorated(into: &list)
    case .keyword(.async):
      refuse("'async' is", help: "write it without 'async'", at: current.range)
      advance()
      return try parseStatement(into: &list)
    case .keyword(.try): kind = try parseTry()
    case .keyword(.elif), .keyword(.else), .keyword(.except), .keyword(.finally):
      throw failure(
        "\(description(of: current)) belongs to nothing before it", help: "check the indentation", at: current.range)
    case .name("match") where startsMatch(): kind = try parseMatch()
    default: return try parseSimpleStatements(into: &list)
    }
    list.append(Statement(kind, SourceRange(start, lastEnd)))
  }

  /// The end offset of the last token that has text. Line ends, indents and dedents have no text.
  private var lastEnd: Int {
    var place = index - 1
    while place > 0 {
      switch tokens[place].kind {
      case .newline, .dedent, .indent, .invalid: place -= 1
      case .symbol(.semicolon): place -= 1
      default: return tokens[place].range.end
      }
    }
    return tokens[max(place, 0)].range.end
  }

  // MARK: if, for, while, with

  /// Collects all `elif` branches by a loop and then nests them in the tree, so that a long chain needs no deep
  /// recursion.
  private mutating func parseIf() throws(Reported) -> Statement.Kind {
    struct Branch {
      let start: Int
      let test: Expression
      let body: [Statement]
    }
    let outerDepth = branchDepth
    defer { branchDepth = outerDepth }
    var branches: [Branch] = []
    repeat {
      let keyword = description(of: current)
      let start = current.range.start
      if branchDepth >= NestingLimit.branches {
        throw failure("this 'if' has too many branches", help: "look the value up in a dictionary", at: current.range)
      }
      branchDepth += 1
      advance()
      let test = try parseNamedExpression("a condition after \(keyword)")
      branches.append(Branch(start: start, test: test, body: try parseSuite(of: keyword)))
    } while at(.elif)
    var orElse = try take(.else) ? parseSuite(of: "'else'") : []
    let end = lastEnd
    for branch in branches.dropFirst().reversed() {
      orElse = [Statement(.if(test: branch.test, body: branch.body, orElse: orElse), SourceRange(branch.start, end))]
    }
    return .if(test: branches[0].test, body: branches[0].body, orElse: orElse)
  }

  private mutating func parseFor() throws(Reported) -> Statement.Kind {
    advance()
    let target = try parseTargetList()
    try expect(.in, "after the targets of 'for'")
    let iterable = try parseValues("something to loop over")
    let body = try parseLoopBody("'for'")
    let orElse = try take(.else) ? parseSuite(of: "'else'") : []
    return .for(target: target, iterable: iterable, body: body, orElse: orElse)
  }

  private mutating func parseWhile() throws(Reported) -> Statement.Kind {
    advance()
    let test = try parseNamedExpression("a condition after 'while'")
    let body = try parseLoopBody("'while'")
    let orElse = try take(.else) ? parseSuite(of: "'else'") : []
    return .while(test: test, body: body, orElse: orElse)
  }

  private mutating func parseLoopBody(_ header: String) throws(Reported) -> [Statement] {
    let outer = scope.isInLoop
    scope.isInLoop = true
    defer { scope.isInLoop = outer }
    return try parseSuite(of: header)
  }

  private mutating func parseWith() throws(Reported) -> Statement.Kind {
    advance()
    var items: [WithItem] = []
    if parenthesesHoldWithItems() {
      advance()
      while !take(.closeParen) {
        items.append(try parseWithItem())
        if !at(.closeParen) { try expect(.comma, "or ')' after this") }
      }
    } else {
      repeat { items.append(try parseWithItem()) } while take(.comma)
    }
    return .with(items, body: try parseSuite(of: "'with'"))
  }

  private mutating func parseWithItem() throws(Reported) -> WithItem {
    let context = try parseExpression("a context manager")
    if !take(.as) { return WithItem(context: context, target: nil) }
    let target = try parseStarredOrTarget()
    checkTarget(target, .with)
    return WithItem(context: context, target: target)
  }

  private mutating func parseStarredOrTarget() throws(Reported) -> Expression {
    try parseBinary(0, "a name after 'as'")
  }

  /// Whether the current `(` encloses all items of a `with`: a `:` follows its `)`, and a comma or an `as` is directly
  /// inside the parentheses.
  private func parenthesesHoldWithItems() -> Bool {
    if !at(.openParen) { return false }
    var depth = 0
    var hasSeparator = false
    for place in index..<tokens.count {
      switch tokens[place].kind {
      case .symbol(let symbol) where symbol.isOpening: depth += 1
      case .symbol(let symbol) where symbol.isClosing:
        depth -= 1
        if depth == 0 { return hasSeparator && tokens[min(place + 1, tokens.count - 1)].kind == .symbol(.colon) }
      case .symbol(.comma), .keyword(.as): if depth == 1 { hasSeparator = true }
      case .keyword(.for): if depth == 1 { return false }
      case .newline, .end: return false
      default: break
      }
    }
    return false
  }

  // MARK: Functions and classes

  private mutating func parseDecorated(into list: inout [Statement]) throws(Reported) {
    var decorators: [Expression] = []
    while take(.at) {
      decorators.append(try parseNamedExpression("a decorator"))
      if !at(.newline) { throw unexpected("the end of the line after the decorator") }
      advance()
    }
    if at(.async) {
      refuse("'async' is", help: "write it without 'async'", at: current.range)
      advance()
    }
    let start = current.range.start
    let kind: Statement.Kind
    switch current.kind {
    case .keyword(.def): kind = try parseFunction(decorators: decorators)
    case .keyword(.class): kind = try parseClass(decorators: decorators)
    default: throw unexpected("'def' or 'class' after the decorator")
    }
    list.append(Statement(kind, SourceRange(start, lastEnd)))
  }

  private mutating func parseFunction(decorators: [Expression]) throws(Reported) -> Statement.Kind {
    advance()
    let name = try parseIdentifier("the name of the function")
    try skipTypeParameters()
    try expect(.openParen, "after the name of the function")
    let parameters = try parseParameters(until: .closeParen, isLambda: false)
    try expect(.closeParen, "after the parameters")
    let returns = try take(.arrow) ? parseExpression("an annotation after '->'") : nil
    let outer = scope
    scope = Scope(isInFunction: true, isBelowFunction: true)
    defer { scope = outer }
    let body = try parseSuite(of: "the header of '\(name.text)'")
    return .function(
      FunctionSyntax(
        name: name, parameters: parameters, returns: returns, body: body, decorators: decorators,
        docstring: docstring(of: body)))
  }

  private mutating func parseClass(decorators: [Expression]) throws(Reported) -> Statement.Kind {
    advance()
    let name = try parseIdentifier("the name of the class")
    try skipTypeParameters()
    var bases: [Expression] = []
    var keywords: [Argument] = []
    if at(.openParen) {
      let arguments = try parseArguments()
      for argument in arguments {
        switch argument.kind {
        case .positional: bases.append(argument.value)
        case .unpackSequence: bases.append(Expression(.starred(argument.value), argument.value.range))
        case .keyword, .unpackKeywords: keywords.append(argument)
        }
      }
    }
    let outer = scope
    let outerClass = className
    scope = Scope(isInClass: true, isBelowFunction: outer.isBelowFunction)
    let stripped = name.written.drop { $0 == "_" }
    className = stripped.isEmpty ? nil : String(stripped)
    defer {
      scope = outer
      className = outerClass
    }
    let body = try parseSuite(of: "the header of '\(name.text)'")
    return .classDefinition(
      ClassSyntax(
        name: name, bases: bases, keywords: keywords, body: body, decorators: decorators,
        docstring: docstring(of: body)))
  }

  private func docstring(of body: [Statement]) -> String? {
    if case .expression(let first)? = body.first?.kind, case .string(let text) = first.kind { text } else { nil }
  }

  /// Skips `[T]` in `def f[T](…)`, `class C[T]` and `type X[T] = …`. Type parameters have no effect when the program
  /// runs.
  mutating func skipTypeParameters() throws(Reported) {
    if !at(.openBracket) { return }
    var depth = 0
    repeat {
      if at(.openBracket) { depth += 1 }
      if at(.closeBracket) { depth -= 1 }
      if at(.newline) || at(.end) { throw unexpected("']'") }
      advance()
    } while depth > 0
  }

  // MARK: try

  private mutating func parseTry() throws(Reported) -> Statement.Kind {
    advance()
    let body = try parseSuite(of: "'try'")
    var handlers: [HandlerSyntax] = []
    while at(.except) {
      let start = current.range
      if let last = handlers.last, last.kind == nil {
        report("a bare 'except' must be the last one", help: "name its exception", at: last.range)
      }
      advance()
      let kind = try at(.colon) ? nil : parseValues("an exception after 'except'")
      let name = try take(.as) ? parseIdentifier("a name after 'as'") : nil
      let range = SourceRange(start.start, previousEnd)
      handlers.append(
        HandlerSyntax(kind: kind, name: name, body: try parseSuite(of: "'except'"), range: range))
    }
    let orElse = try !handlers.isEmpty && take(.else) ? parseSuite(of: "'else'") : []
    let finish = try take(.finally) ? parseSuite(of: "'finally'") : []
    if handlers.isEmpty, finish.isEmpty { throw unexpected("'except' or 'finally' after the block of 'try'") }
    return .attempt(AttemptSyntax(body: body, handlers: handlers, orElse: orElse, finish: finish))
  }

  private mutating func skipStatementWithSuite() {
    while !at(.newline), !at(.end) { advance() }
    if at(.newline) { advance() }
    if at(.indent) { skipBlock() }
  }

  /// Whether `match` begins a match statement: its line ends with `:`, and the next line is an indented `case`.
  /// Otherwise `match` is a name.
  private func startsMatch() -> Bool {
    var place = index + 1
    while tokens[place].kind != .newline, tokens[place].kind != .end { place += 1 }
    return tokens[place].kind == .newline && tokens[place - 1].kind == .symbol(.colon)
      && place + 2 < tokens.count && tokens[place + 1].kind == .indent && tokens[place + 2].kind == .name("case")
  }
}

extension Keyword {
  fileprivate var hasSuite: Bool {
    [.if, .for, .while, .with, .def, .class, .try, .async, .elif, .else, .except, .finally].contains(self)
  }
}
