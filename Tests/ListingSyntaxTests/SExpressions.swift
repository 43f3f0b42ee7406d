import ListingSyntax

/// A syntax tree as text. Each operator precedes its operands. Names and numbers are written as in the source. Each
/// statement is one line.
func sExpression(_ expression: Expression) -> String {
  switch expression.kind {
  case .name(let name): name
  case .none: "None"
  case .ellipsis: "..."
  case .bool(let value): value ? "True" : "False"
  case .integer(let value): String(value)
  case .largeInteger(let digits, let radix): radix == 10 ? digits : "\(digits)(base \(radix))"
  case .float(let value): String(value)
  case .imaginary(let value): "\(value)j"
  case .string(let text): quoted(text)
  case .bytes(let bytes): list("bytes", bytes.map { String($0) })
  case .formatted(let parts): list("f", parts.map(sExpression))
  case .list(let items): list("list", items.map(sExpression))
  case .tuple(let items): list("tuple", items.map(sExpression))
  case .set(let items): list("set", items.map(sExpression))
  case .dictionary(let items):
    list("dict", items.map { item in "(\(item.key.map(sExpression) ?? "**") \(sExpression(item.value)))" })
  case .attribute(let value, let name): list(".", [sExpression(value), name.text])
  case .subscript(let value, let index): list("at", [sExpression(value), sExpression(index)])
  case .slice(let lower, let upper, let step): list("slice", [lower, upper, step].map { $0.map(sExpression) ?? "_" })
  case .call(let function, let arguments): list("call", [sExpression(function)] + arguments.map(sExpression))
  case .unary(let operation, let value): list(operation.rawValue, [sExpression(value)])
  case .binary(let left, let operation, let right):
    list(operation.rawValue, [sExpression(left), sExpression(right)])
  case .comparison(let first, let rest):
    list("compare", [sExpression(first)] + rest.flatMap { [$0.0.rawValue, sExpression($0.1)] })
  case .and(let left, let right): list("and", [sExpression(left), sExpression(right)])
  case .or(let left, let right): list("or", [sExpression(left), sExpression(right)])
  case .not(let value): list("not", [sExpression(value)])
  case .conditional(let test, let then, let orElse): list("if", [test, then, orElse].map(sExpression))
  case .named(let name, let value): list(":=", [name.text, sExpression(value)])
  case .lambda(let parameters, let body): list("lambda", [sExpression(parameters), sExpression(body)])
  case .listComprehension(let element, let clauses):
    list("list", [sExpression(element)] + clauses.map(sExpression))
  case .generator(let element, let clauses): list("generator", [sExpression(element)] + clauses.map(sExpression))
  case .dictionaryComprehension(let key, let value, let clauses):
    list("dict", [sExpression(key), sExpression(value)] + clauses.map(sExpression))
  case .setComprehension(let element, let clauses): list("set", [sExpression(element)] + clauses.map(sExpression))
  case .yield(let value): list("yield", value.map { [sExpression($0)] } ?? [])
  case .yieldFrom(let value): list("yield-from", [sExpression(value)])
  case .starred(let value): list("*", [sExpression(value)])
  }
}

func sExpression(_ statement: Statement) -> String {
  switch statement.kind {
  case .expression(let value): sExpression(value)
  case .assign(let targets, let value): list("=", targets.map(sExpression) + [sExpression(value)])
  case .augmentedAssign(let target, let operation, let value):
    list(operation.rawValue + "=", [sExpression(target), sExpression(value)])
  case .annotatedAssign(let target, let annotation, let value):
    list(":", [sExpression(target), sExpression(annotation)] + (value.map { [sExpression($0)] } ?? []))
  case .return(let value): list("return", value.map { [sExpression($0)] } ?? [])
  case .if(let test, let body, let orElse): list("if", [sExpression(test), block(body), block(orElse)])
  case .for(let target, let iterable, let body, let orElse):
    list("for", [sExpression(target), sExpression(iterable), block(body), block(orElse)])
  case .while(let test, let body, let orElse): list("while", [sExpression(test), block(body), block(orElse)])
  case .with(let items, let body):
    list("with", items.map { list(sExpression($0.context), $0.target.map { [sExpression($0)] } ?? []) } + [block(body)])
  case .function(let function):
    list(
      "def",
      function.decorators.map { "@" + sExpression($0) } + [function.name.text, sExpression(function.parameters)]
        + (function.returns.map { ["-> " + sExpression($0)] } ?? []) + [block(function.body)])
  case .classDefinition(let definition):
    list(
      "class",
      definition.decorators.map { "@" + sExpression($0) } + [definition.name.text]
        + [list("bases", definition.bases.map(sExpression)), block(definition.body)])
  case .importModules(let modules):
    list("import", modules.map { $0.module.text + ($0.alias.map { " as " + $0.text } ?? "") })
  case .importFrom(let module, let level, let names):
    list(
      "from",
      [String(repeating: ".", count: level) + (module?.text ?? "")]
        + (names.isEmpty ? ["*"] : names.map { $0.name.text + ($0.alias.map { " as " + $0.text } ?? "") }))
  case .match(let subject, let cases):
    list(
      "match",
      [sExpression(subject)]
        + cases.map { item in
          list(
            "case",
            [sExpression(item.pattern)] + (item.condition.map { ["if " + sExpression($0)] } ?? []) + [block(item.body)])
        })
  case .attempt(let attempt):
    list(
      "try",
      [block(attempt.body)]
        + attempt.handlers.map { handler in
          list(
            "except",
            [handler.kind.map(sExpression), handler.name.map { "as " + $0.text }].compactMap(\.self)
              + [block(handler.body)])
        } + (attempt.orElse.isEmpty ? [] : [list("else", [block(attempt.orElse)])])
        + (attempt.finish.isEmpty ? [] : [list("finally", [block(attempt.finish)])]))
  case .assert(let test, let message): list("assert", [sExpression(test)] + (message.map { [sExpression($0)] } ?? []))
  case .raise(let value, let cause):
    list("raise", (value.map { [sExpression($0)] } ?? []) + (cause.map { ["from " + sExpression($0)] } ?? []))
  case .delete(let targets): list("del", targets.map(sExpression))
  case .global(let names): list("global", names.map(\.text))
  case .nonlocal(let names): list("nonlocal", names.map(\.text))
  case .pass: "pass"
  case .break: "break"
  case .continue: "continue"
  }
}

private func sExpression(_ pattern: Pattern) -> String {
  switch pattern.kind {
  case .wildcard: "_"
  case .capture(let name): name.text
  case .value(let value), .singleton(let value): sExpression(value)
  case .alternatives(let items): list("|", items.map { sExpression($0) })
  case .named(let inner, let name): list("as", [sExpression(inner), name.text])
  case .sequence(let items): list("sequence", items.map { sExpression($0) })
  case .star(let name): "*" + (name?.text ?? "_")
  case .mapping(let items, let rest):
    list(
      "mapping",
      items.map { list(":", [sExpression($0.key), sExpression($0.pattern)]) } + (rest.map { ["**" + $0.text] } ?? []))
  case .type(let type, let positional, let named):
    list(
      "class",
      [sExpression(type)] + positional.map { sExpression($0) }
        + named.map { list("=", [$0.name.text, sExpression($0.pattern)]) })
  }
}

private func sExpression(_ argument: Argument) -> String {
  switch argument.kind {
  case .positional: sExpression(argument.value)
  case .keyword(let name): "\(name.text)=\(sExpression(argument.value))"
  case .unpackSequence: "*\(sExpression(argument.value))"
  case .unpackKeywords: "**\(sExpression(argument.value))"
  }
}

private func sExpression(_ clause: ComprehensionClause) -> String {
  list("for", [sExpression(clause.target), sExpression(clause.iterable)] + clause.conditions.map(sExpression))
}

private func sExpression(_ part: FormattedPart) -> String {
  switch part {
  case .text(let text): quoted(text)
  case .field(let value, let conversion, let format):
    "{" + sExpression(value) + (conversion.map { "!\($0)" } ?? "")
      + (format.isEmpty ? "" : ":" + format.map(sExpression).joined(separator: " ")) + "}"
  }
}

/// Parameters as text, for example `[a b/ *c d! **e]`: `/` marks positional-only parameters, `!` keyword-only
/// parameters.
private func sExpression(_ parameters: [Parameter]) -> String {
  let parts = parameters.map { parameter in
    let name =
      switch parameter.kind {
      case .positionalOnly: parameter.name.text + "/"
      case .ordinary: parameter.name.text
      case .variadic: "*" + parameter.name.text
      case .keywordOnly: parameter.name.text + "!"
      case .keywords: "**" + parameter.name.text
      }
    return name + (parameter.annotation.map { ":" + sExpression($0) } ?? "")
      + (parameter.defaultValue.map { "=" + sExpression($0) } ?? "")
  }
  return "[" + parts.joined(separator: " ") + "]"
}

private func block(_ body: [Statement]) -> String { "{" + body.map(sExpression).joined(separator: "; ") + "}" }

private func list(_ head: String, _ rest: [String]) -> String { "(" + ([head] + rest).joined(separator: " ") + ")" }

private func quoted(_ text: String) -> String {
  "'" + text.unicodeScalars.map { $0.value < 0x20 ? "<\($0.value)>" : String($0) }.joined() + "'"
}
