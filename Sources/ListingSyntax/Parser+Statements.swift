// Parses simple statements, which contain no blocks.
extension Parser {
  /// Parses the statements of one line, `a; b; c`, and the end of the line.
  mutating func parseSimpleStatements(into list: inout [Statement]) throws(Reported) {
    while true {
      if let statement = try parseSimpleStatement() { list.append(statement) }
      if take(.semicolon) {
        if at(.newline) { break }
        continue
      }
      break
    }
    if at(.newline) {
      advance()
    } else if !at(.end) {
      throw unexpected("the end of the statement")
    }
  }

  /// Parses a simple statement. If the statement is one of Python 2's, such as `print x`, reports it and returns nil.
  private mutating func parseSimpleStatement() throws(Reported) -> Statement? {
    let start = current.range.start
    let kind: Statement.Kind
    switch current.kind {
    case .keyword(.pass):
      advance()
      kind = .pass
    case .keyword(.break): kind = try parseLoopExit(.break)
    case .keyword(.continue): kind = try parseLoopExit(.continue)
    case .keyword(.return): kind = try parseReturn()
    case .keyword(.raise): kind = try parseRaise()
    case .keyword(.assert): kind = try parseAssert()
    case .keyword(.del): kind = try parseDelete()
    case .keyword(.global), .keyword(.nonlocal): kind = try parseScopeDeclaration()
    case .keyword(.import): kind = try parseImport()
    case .keyword(.from): kind = try parseImportFrom()
    case .name("type") where startsTypeAlias(): kind = try parseTypeAlias()
    case .name("print"), .name("exec"):
      if refuseForeignStatement() { return nil }
      kind = try parseExpressionStatement()
    default: kind = try parseExpressionStatement()
    }
    return Statement(kind, SourceRange(start, previousEnd))
  }

  private mutating func parseLoopExit(_ kind: Statement.Kind) throws(Reported) -> Statement.Kind {
    let token = current
    advance()
    if !scope.isInLoop { report("\(description(of: token)) stands outside a loop", at: token.range) }
    return kind
  }

  private mutating func parseReturn() throws(Reported) -> Statement.Kind {
    let range = current.range
    advance()
    if !scope.isInFunction { report("'return' stands outside a function", at: range) }
    if at(.newline) || at(.semicolon) || at(.end) { return .return(nil) }
    return .return(try parseValues("a value to return"))
  }

  private mutating func parseRaise() throws(Reported) -> Statement.Kind {
    advance()
    if at(.newline) || at(.semicolon) || at(.end) { return .raise(nil, cause: nil) }
    let value = try parseExpression("an exception")
    let cause = try take(.from) ? parseExpression("the cause") : nil
    return .raise(value, cause: cause)
  }

  private mutating func parseAssert() throws(Reported) -> Statement.Kind {
    advance()
    let test = try parseNamedExpression("a condition")
    let message = try take(.comma) ? parseExpression("a message") : nil
    if case .tuple(let items) = test.kind, !items.isEmpty {
      diagnostics.append(
        Diagnostic(
          .warning, "a tuple is always true, so this cannot fail", help: "remove the parentheses", at: test.range))
    }
    return .assert(test: test, message: message)
  }

  private mutating func parseDelete() throws(Reported) -> Statement.Kind {
    advance()
    let isParenthesised = at(.openParen)
    let list = try parseExpressionList("something to delete")
    checkTarget(list, .deletion)
    if case .tuple(let items) = list.kind, !isParenthesised || file.text(in: list.range).first != "(" {
      return .delete(items)
    }
    return .delete([list])
  }

  private mutating func parseScopeDeclaration() throws(Reported) -> Statement.Kind {
    let isGlobal = at(.global)
    let range = current.range
    advance()
    if !isGlobal, !scope.isBelowFunction { report("'nonlocal' stands outside a function", at: range) }
    var names = [try parseIdentifier("a name")]
    while take(.comma) { names.append(try parseIdentifier("a name after ','")) }
    return isGlobal ? .global(names) : .nonlocal(names)
  }

  // MARK: Imports

  private mutating func parseImport() throws(Reported) -> Statement.Kind {
    advance()
    var modules: [(module: DottedName, alias: Identifier?)] = []
    repeat {
      let module = try parseDottedName()
      modules.append((module, try take(.as) ? parseIdentifier("a name after 'as'") : nil))
    } while take(.comma)
    return .importModules(modules)
  }

  private mutating func parseDottedName() throws(Reported) -> DottedName {
    var parts = [try parseIdentifier("the name of a module")]
    while take(.dot) { parts.append(try parseIdentifier("a name after '.'")) }
    return DottedName(parts.map { Identifier($0.written, $0.range) })
  }

  private mutating func parseImportFrom() throws(Reported) -> Statement.Kind {
    advance()
    var level = 0
    while true {
      if take(.dot) { level += 1 } else if take(.ellipsis) { level += 3 } else { break }
    }
    let module = try level > 0 && at(.import) ? nil : parseDottedName()
    try expect(.import, "after the name of the module")
    if at(.star) {
      if scope.isInFunction || scope.isInClass {
        report("'import *' can stand only at the top of a file", help: "name what is needed", at: current.range)
      }
      advance()
      return .importFrom(module: module, level: level, names: [])
    }
    let isParenthesised = take(.openParen)
    var names: [(name: Identifier, alias: Identifier?)] = []
    repeat {
      if isParenthesised, !names.isEmpty, at(.closeParen) { break }
      let name = try parseIdentifier("a name to import")
      names.append((name, try take(.as) ? parseIdentifier("a name after 'as'") : nil))
    } while take(.comma)
    if isParenthesised { try expect(.closeParen, "after the names to import") }
    return .importFrom(module: module, level: level, names: names)
  }

  // MARK: Expressions and assignments

  private mutating func parseExpressionStatement() throws(Reported) -> Statement.Kind {
    let isParenthesised = at(.openParen)
    let first = try parseExpressionList("a statement")
    if case .named(let name, _) = first.kind, !isParenthesised {
      report(
        "':=' assigns within an expression", help: "write '\(name.text) = …' here",
        at: SourceRange(lastWalrus, lastWalrus + 2))
    }
    guard case .symbol(let symbol) = current.kind, symbol == .colon || symbol == .assign || symbol.augmented != nil
    else {
      refuseLoneStar(first)
      return .expression(first)
    }
    if symbol == .colon { return try parseAnnotated(first, isParenthesised: isParenthesised) }
    if let operation = symbol.augmented {
      checkTarget(first, .augmented)
      advance()
      return .augmentedAssign(target: first, operation, value: try parseValues("a value after '\(symbol.rawValue)'"))
    }
    var values = [first]
    while take(.assign) { values.append(try parseExpressionList("a value after '='")) }
    let value = values.removeLast()
    for target in values { checkTarget(target, .assignment) }
    refuseLoneStar(value)
    return .assign(targets: values, value: value)
  }

  /// Parses an expression list whose value is used, for example after `return` or `=`. Reports `*x` without a comma:
  /// only `*x,` is a tuple.
  mutating func parseValues(_ what: String) throws(Reported) -> Expression {
    let result = try parseExpressionList(what)
    refuseLoneStar(result)
    return result
  }

  private mutating func refuseLoneStar(_ value: Expression) {
    if case .starred = value.kind { report("'*' stands alone here", help: "a tuple of it is '*x,'", at: value.range) }
  }

  private mutating func parseAnnotated(_ target: Expression, isParenthesised: Bool) throws(Reported) -> Statement.Kind {
    checkTarget(target, .annotated)
    advance()
    let annotation = try parseExpression("an annotation")
    let value = try take(.assign) ? parseValues("a value after '='") : nil
    return .annotatedAssign(target: target, annotation: annotation, value: value)
  }

  /// Whether `type` is a keyword here: `type X = …` or `type X[T] = …`.
  private func startsTypeAlias() -> Bool {
    guard case .name = token(1).kind else { return false }
    return token(2).kind == .symbol(.assign) || token(2).kind == .symbol(.openBracket)
  }

  /// `type X = …` names a type for annotations. Annotations are not evaluated, so the statement does nothing.
  private mutating func parseTypeAlias() throws(Reported) -> Statement.Kind {
    advance()
    _ = try parseIdentifier("the name of the type")
    try skipTypeParameters()
    try expect(.assign, "after the name of the type")
    _ = try parseExpression("a type")
    return .pass
  }

  /// Reports `print x`, `print >> f, x` and `exec code` of Python 2 as errors. Returns false for other statements.
  private mutating func refuseForeignStatement() -> Bool {
    let token = current
    let name = file.text(in: token.range)
    switch self.token(1).kind {
    case .name: break
    case .integer, .largeInteger, .float, .imaginary, .string, .bytes, .formattedStart: break
    case .symbol(.shiftRight): if name != "print" { return false }
    default: return false
    }
    let help = name == "print" ? "write print(…)" : "write the code itself"
    refuse("'\(name)' as a statement is", help: help, at: token.range)
    skipToEndOfStatement()
    return true
  }

  /// Skips to the next `;`, or to the end of the logical line.
  mutating func skipToEndOfStatement() {
    while !at(.newline), !at(.end), !at(.semicolon) { advance() }
  }
}
