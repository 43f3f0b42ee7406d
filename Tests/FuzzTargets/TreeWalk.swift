import ListingSyntax

/// Every range in the tree. A statement comes before its parts, and an expression before its operands. Siblings have
/// the order of the source.
public func allRanges(of statements: [Statement]) -> [SourceRange] {
  var walk = TreeWalk()
  walk.visit(statements)
  return walk.ranges
}

private struct TreeWalk {
  var ranges: [SourceRange] = []

  mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    ranges.append(statement.range)
    switch statement.kind {
    case .expression(let value): visit(value)
    case .assign(let targets, let value): visit(targets + [value])
    case .augmentedAssign(let target, _, let value): visit([target, value])
    case .annotatedAssign(let target, let annotation, let value): visit([target, annotation, value])
    case .return(let value): visit([value])
    case .raise(let value, let cause): visit([value, cause])
    case .if(let test, let body, let orElse), .while(let test, let body, let orElse):
      visit(test)
      visit(body)
      visit(orElse)
    case .for(let target, let iterable, let body, let orElse):
      visit([target, iterable])
      visit(body)
      visit(orElse)
    case .with(let items, let body):
      for item in items { visit([item.context, item.target]) }
      visit(body)
    case .function(let function):
      visit(function.decorators)
      visit(function.parameters)
      visit([function.returns])
      visit(function.body)
    case .classDefinition(let definition):
      visit(definition.decorators + definition.bases)
      visit(definition.body)
    case .match(let subject, let cases):
      visit(subject)
      for item in cases {
        ranges += [item.range, item.pattern.range]
        visit([item.condition])
        visit(item.body)
      }
    case .attempt(let attempt):
      visit(attempt.body)
      for handler in attempt.handlers {
        ranges.append(handler.range)
        visit([handler.kind])
        visit(handler.body)
      }
      visit(attempt.orElse)
      visit(attempt.finish)
    case .assert(let test, let message): visit([test, message])
    case .delete(let targets): visit(targets)
    case .global(let names), .nonlocal(let names): ranges += names.map(\.range)
    case .importModules(let modules):
      ranges += modules.flatMap { $0.module.parts + [$0.alias].compactMap { $0 } }.map(\.range)
    case .importFrom(_, _, let names): ranges += names.map(\.name.range)
    case .pass, .break, .continue: break
    }
  }

  private mutating func visit(_ expressions: [Expression?]) {
    for case let expression? in expressions { visit(expression) }
  }

  private mutating func visit(_ parameters: [Parameter]) {
    for parameter in parameters {
      ranges.append(parameter.name.range)
      visit([parameter.annotation, parameter.defaultValue])
    }
  }

  private mutating func visit(_ clauses: [ComprehensionClause]) {
    for clause in clauses { visit([clause.target, clause.iterable] + clause.conditions) }
  }

  private mutating func visit(_ parts: [FormattedPart]) {
    for case .field(let value, _, let format) in parts {
      visit(value)
      visit(format)
    }
  }

  private mutating func visit(_ expression: Expression) {
    ranges.append(expression.range)
    switch expression.kind {
    case .name, .none, .ellipsis, .bool, .integer, .largeInteger, .imaginary, .bytes, .float, .string: break
    case .formatted(let parts): visit(parts)
    case .list(let items), .tuple(let items), .set(let items): visit(items)
    case .dictionary(let items): for item in items { visit([item.key, item.value]) }
    case .attribute(let value, _), .unary(_, let value), .not(let value), .starred(let value),
      .yieldFrom(let value):
      visit(value)
    case .yield(let value): visit([value])
    case .subscript(let value, let index): visit([value, index])
    case .slice(let lower, let upper, let step): visit([lower, upper, step])
    case .call(let function, let arguments): visit([function] + arguments.map(\.value))
    case .binary(let left, _, let right), .and(let left, let right), .or(let left, let right): visit([left, right])
    case .comparison(let first, let rest): visit([first] + rest.map(\.1))
    case .conditional(let test, let then, let orElse): visit([test, then, orElse])
    case .named(_, let value): visit(value)
    case .lambda(let parameters, let body):
      visit(parameters)
      visit(body)
    case .listComprehension(let element, let clauses), .setComprehension(let element, let clauses),
      .generator(let element, let clauses):
      visit(element)
      visit(clauses)
    case .dictionaryComprehension(let key, let value, let clauses):
      visit([key, value])
      visit(clauses)
    }
  }
}
