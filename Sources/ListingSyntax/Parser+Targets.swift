// Parses the targets of assignments, loops and comprehensions, and the parameters of functions.
extension Parser {
  /// Parses the targets of a `for`. A target contains no comparison, so the list of targets ends at `in`.
  mutating func parseTargetList() throws(Reported) -> Expression {
    let start = current.range.start
    let first = try parseTarget()
    var result = first
    if at(.comma) {
      var items = [first]
      var tallest = height
      while take(.comma) {
        if !startsExpression() && !at(.star) { break }
        items.append(try parseTarget())
        tallest = max(tallest, height)
      }
      result = try make(.tuple(items), SourceRange(start, previousEnd), over: tallest)
    }
    checkTarget(result, .loop)
    return result
  }

  private mutating func parseTarget() throws(Reported) -> Expression {
    let start = current.range.start
    let isStarred = take(.star)
    let value = try parseBinary(0, "a name to assign to")
    return isStarred ? try make(.starred(value), SourceRange(start, previousEnd), over: height) : value
  }

  enum TargetUse {
    case assignment, augmented, annotated, loop, with, deletion

    var verb: String { self == .deletion ? "delete" : "assign to" }
  }

  /// Reports an expression that cannot be assigned to or deleted. `isInner` is true inside a tuple or list of targets.
  mutating func checkTarget(_ target: Expression, _ use: TargetUse, isInner: Bool = false) {
    switch target.kind {
    case .name, .attribute, .subscript: break
    case .tuple(let items), .list(let items):
      if use == .augmented || use == .annotated {
        report(
          "several targets cannot share one \(use == .augmented ? "augmented assignment" : "annotation")",
          help: "write one line for each", at: target.range)
        return
      }
      var stars = 0
      for item in items {
        if case .starred(let inner) = item.kind, use != .deletion {
          stars += 1
          if stars == 2 { report("only one target can have a '*'", at: item.range) }
          checkTarget(inner, use, isInner: true)
        } else {
          checkTarget(item, use, isInner: true)
        }
      }
    case .starred where use != .deletion && !isInner:
      report("a target with '*' stands in a list or tuple", help: "write '*x, = …'", at: target.range)
    default:
      report("cannot \(use.verb) \(description(of: target))", help: help(for: target, use), at: target.range)
    }
  }

  private func help(for target: Expression, _ use: TargetUse) -> String? {
    if use != .assignment { return nil }
    return switch target.kind {
    case .call: "write == to compare, or [ ] for an element"
    case .none, .bool, .ellipsis, .integer, .largeInteger, .float, .imaginary, .string, .bytes, .formatted, .binary,
      .unary, .comparison, .and, .or, .not:
      "write == to compare"
    default: nil
    }
  }

  private func description(of expression: Expression) -> String {
    switch expression.kind {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .ellipsis: "'...'"
    case .integer, .largeInteger, .float, .imaginary: "a number"
    case .string: "a string"
    case .bytes: "a bytes literal"
    case .formatted: "an f-string"
    case .dictionary: "a dictionary"
    case .set: "a set"
    case .call: "the result of a call"
    case .unary, .binary, .and, .or, .not: "the result of an operation"
    case .comparison: "a comparison"
    case .conditional: "a conditional expression"
    case .lambda: "a lambda"
    case .named: "a ':='"
    case .listComprehension, .dictionaryComprehension, .setComprehension: "a comprehension"
    case .generator: "a generator"
    case .slice: "a slice"
    case .yield, .yieldFrom: "a 'yield'"
    case .starred: "'*…'"
    case .name, .attribute, .subscript, .list, .tuple: "this"
    }
  }

  // MARK: Parameters

  /// Parses parameters up to `closing`, which is not consumed. Sets `height` to the height of the annotations and
  /// default values.
  mutating func parseParameters(until closing: Symbol, isLambda: Bool) throws(Reported) -> [Parameter] {
    var list = ParameterList()
    while !at(closing) {
      if list.isBegun {
        if !take(.comma) { throw unexpected("',' or '\(closing.rawValue)'") }
        if at(closing) { break }
      }
      list.isBegun = true
      try parseParameter(into: &list, isLambda: isLambda)
    }
    if let star = list.bareStar {
      report("a bare '*' must be followed by a parameter", help: "name the keyword-only parameters after it", at: star)
    }
    height = list.height
    return list.parameters
  }

  private struct ParameterList {
    var parameters: [Parameter] = []
    var names: Set<String> = []
    var isBegun = false
    var hasSlash = false
    var hasStar = false
    var hasKeywords = false
    /// The source range of a bare `*` that no parameter follows yet. Nil if there is no such `*`.
    var bareStar: SourceRange?
    var hasDefault = false
    var height = 0
  }

  private mutating func parseParameter(into list: inout ParameterList, isLambda: Bool) throws(Reported) {
    let mark = current.range
    if list.hasKeywords {
      report("nothing can follow the '**' parameter", help: "put it last", at: mark)
      list.hasKeywords = false
    }
    if take(.slash) {
      if list.hasSlash || list.hasStar || list.parameters.isEmpty {
        report("'/' stands once, after the parameters that it makes positional and before any '*'", at: mark)
        return
      }
      list.hasSlash = true
      list.parameters = list.parameters.map {
        $0.kind == .ordinary
          ? Parameter(name: $0.name, kind: .positionalOnly, annotation: $0.annotation, defaultValue: $0.defaultValue)
          : $0
      }
      return
    }
    var kind = list.hasStar ? Parameter.Kind.keywordOnly : .ordinary
    if take(.star) {
      if list.hasStar { report("'*' can stand only once among the parameters", at: mark) }
      list.hasStar = true
      if at(.comma) || at(.closeParen) || at(.colon) {
        list.bareStar = mark
        return
      }
      kind = .variadic
    } else if take(.doubleStar) {
      kind = .keywords
      list.hasKeywords = true
    }
    let name = try parseIdentifier("the name of a parameter")
    var annotation: Expression?
    if !isLambda, take(.colon) {
      annotation = try kind == .variadic ? parseStarredOrExpression("an annotation") : parseExpression("an annotation")
      list.height = max(list.height, height)
    }
    var defaultValue: Expression?
    if at(.assign) {
      let sign = current.range
      advance()
      let value = try parseExpression("a default value")
      list.height = max(list.height, height)
      defaultValue = value
      if kind == .variadic || kind == .keywords {
        report(
          "'\(kind == .variadic ? "*" : "**")\(name.text)' cannot have a default", at: sign.joined(with: value.range))
      }
    }
    if !list.names.insert(name.text).inserted { report("two parameters are called '\(name.text)'", at: name.range) }
    if kind == .ordinary {
      if defaultValue != nil {
        list.hasDefault = true
      } else if list.hasDefault {
        report(
          "the parameter '\(name.text)' without a default follows one with a default",
          help: "give it a default, or put it before", at: name.range)
      }
    }
    if kind == .keywordOnly { list.bareStar = nil }
    list.parameters.append(Parameter(name: name, kind: kind, annotation: annotation, defaultValue: defaultValue))
  }
}
