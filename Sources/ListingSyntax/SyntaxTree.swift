/// The syntax tree of one file of a listing.
public struct ModuleSyntax: Sendable {
  public let file: SourceFile
  public let body: [Statement]
  /// The axis names in shape comments, by 1-based line: `# (batch, head, time1, d_k)` is `["batch", "head", "time1",
  /// "d_k"]`.
  public let axes: [Int: [String]]
  public init(file: SourceFile, body: [Statement], axes: [Int: [String]]) {
    self.file = file
    self.body = body
    self.axes = axes
  }
}

/// A name and its range in the text.
public struct Identifier: Sendable {
  /// The name that is bound or read. In a class `C`, the private name `__x` becomes `_C__x`.
  public let text: String
  public let range: SourceRange
  /// The name as the file writes it.
  public let written: String
  public init(_ text: String, _ range: SourceRange, written: String? = nil) {
    self.text = text
    self.range = range
    self.written = written ?? text
  }
}

public struct Statement: Sendable {
  public let kind: Kind
  public let range: SourceRange
  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public indirect enum Kind: Sendable {
    case expression(Expression)
    /// `a = b = value`, with the targets from left to right.
    case assign(targets: [Expression], value: Expression)
    case augmentedAssign(target: Expression, BinaryOperator, value: Expression)
    /// `target: annotation = value`; if there is no value, the statement only declares an annotation.
    case annotatedAssign(target: Expression, annotation: Expression, value: Expression?)
    case `return`(Expression?)
    case `if`(test: Expression, body: [Statement], orElse: [Statement])
    case `for`(target: Expression, iterable: Expression, body: [Statement], orElse: [Statement])
    case `while`(test: Expression, body: [Statement], orElse: [Statement])
    case with([WithItem], body: [Statement])
    case function(FunctionSyntax)
    case classDefinition(ClassSyntax)
    case importModules([(module: DottedName, alias: Identifier?)])
    /// `from ..a.b import c as d`: `level` counts the leading dots; `names` is empty for `*`.
    case importFrom(module: DottedName?, level: Int, names: [(name: Identifier, alias: Identifier?)])
    case attempt(AttemptSyntax)
    case match(Expression, [MatchCase])
    case assert(test: Expression, message: Expression?)
    /// `raise value from cause`.
    case raise(Expression?, cause: Expression?)
    case delete([Expression])
    case global([Identifier])
    case nonlocal([Identifier])
    case pass, `break`, `continue`
  }
}

public struct DottedName: Sendable {
  public let parts: [Identifier]
  public init(_ parts: [Identifier]) { self.parts = parts }
  public var text: String { parts.map(\.text).joined(separator: ".") }
}

public struct WithItem: Sendable {
  public let context: Expression
  public let target: Expression?
  public init(context: Expression, target: Expression?) {
    self.context = context
    self.target = target
  }
}

/// `try` with its blocks. Blocks that are not written are empty.
public struct AttemptSyntax: Sendable {
  public let body: [Statement]
  public let handlers: [HandlerSyntax]
  public let orElse: [Statement]
  public let finish: [Statement]
  public init(body: [Statement], handlers: [HandlerSyntax], orElse: [Statement], finish: [Statement]) {
    self.body = body
    self.handlers = handlers
    self.orElse = orElse
    self.finish = finish
  }
}

/// `except kind as name:` with its block.
public struct HandlerSyntax: Sendable {
  /// The exception class, or a tuple of exception classes. Nil catches all exceptions.
  public let kind: Expression?
  public let name: Identifier?
  public let body: [Statement]
  /// The header, without its `:`.
  public let range: SourceRange
  public init(kind: Expression?, name: Identifier?, body: [Statement], range: SourceRange) {
    self.kind = kind
    self.name = name
    self.body = body
    self.range = range
  }
}

/// `case pattern if condition:` with its block.
public struct MatchCase: Sendable {
  public let pattern: Pattern
  public let condition: Expression?
  public let body: [Statement]
  /// The header, without its `:`.
  public let range: SourceRange
  public init(pattern: Pattern, condition: Expression?, body: [Statement], range: SourceRange) {
    self.pattern = pattern
    self.condition = condition
    self.body = body
    self.range = range
  }
}

/// A pattern of `match`.
public struct Pattern: Sendable {
  public let kind: Kind
  public let range: SourceRange
  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public indirect enum Kind: Sendable {
    /// `_`
    case wildcard
    case capture(Identifier)
    /// A number, a string or a dotted name: compared by `==`.
    case value(Expression)
    /// `None`, `True`, `False`: compared by `is`.
    case singleton(Expression)
    case alternatives([Pattern])
    case named(Pattern, Identifier)
    case sequence([Pattern])
    /// `*name` in a sequence; nil for `*_`.
    case star(Identifier?)
    case mapping([(key: Expression, pattern: Pattern)], rest: Identifier?)
    case type(Expression, positional: [Pattern], named: [(name: Identifier, pattern: Pattern)])
  }
}

public struct FunctionSyntax: Sendable {
  public let name: Identifier
  public let parameters: [Parameter]
  public let returns: Expression?
  public let body: [Statement]
  public let decorators: [Expression]
  public let docstring: String?
  public init(
    name: Identifier, parameters: [Parameter], returns: Expression?, body: [Statement], decorators: [Expression],
    docstring: String?
  ) {
    self.name = name
    self.parameters = parameters
    self.returns = returns
    self.body = body
    self.decorators = decorators
    self.docstring = docstring
  }
}

public struct Parameter: Sendable {
  public enum Kind: Sendable { case positionalOnly, ordinary, variadic, keywordOnly, keywords }
  public let name: Identifier
  public let kind: Kind
  public let annotation: Expression?
  public let defaultValue: Expression?
  public init(name: Identifier, kind: Kind, annotation: Expression?, defaultValue: Expression?) {
    self.name = name
    self.kind = kind
    self.annotation = annotation
    self.defaultValue = defaultValue
  }
}

public struct ClassSyntax: Sendable {
  public let name: Identifier
  public let bases: [Expression]
  /// The keyword arguments of the header, such as `metaclass=M`, and `**named`.
  public let keywords: [Argument]
  public let body: [Statement]
  public let decorators: [Expression]
  public let docstring: String?
  public init(
    name: Identifier, bases: [Expression], keywords: [Argument], body: [Statement], decorators: [Expression],
    docstring: String?
  ) {
    self.name = name
    self.bases = bases
    self.keywords = keywords
    self.body = body
    self.decorators = decorators
    self.docstring = docstring
  }
}

public struct Expression: Sendable {
  public let kind: Kind
  public let range: SourceRange
  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public indirect enum Kind: Sendable {
    case name(String)
    case none
    case ellipsis
    case bool(Bool)
    case integer(Int)
    /// An integer beyond 64 bits.
    case largeInteger(digits: String, radix: Int)
    case float(Double)
    /// `2.5j`: a complex number without a real part.
    case imaginary(Double)
    case string(String)
    case bytes([UInt8])
    case formatted([FormattedPart])
    case list([Expression])
    case tuple([Expression])
    /// `{key: value}`; a nil key means `**value`.
    case dictionary([(key: Expression?, value: Expression)])
    /// `{a, *b}`, with at least one item, because `{}` is a dict.
    case set([Expression])
    case attribute(Expression, Identifier)
    /// `a[index]`. The index is a `.slice`, a `.tuple` that may contain slices, or another expression.
    case `subscript`(Expression, index: Expression)
    case slice(lower: Expression?, upper: Expression?, step: Expression?)
    case call(Expression, [Argument])
    case unary(UnaryOperator, Expression)
    case binary(Expression, BinaryOperator, Expression)
    /// `a < b <= c`: the first operand, then each operator with its right operand.
    case comparison(Expression, [(ComparisonOperator, Expression)])
    case and(Expression, Expression)
    case or(Expression, Expression)
    case not(Expression)
    case conditional(test: Expression, then: Expression, orElse: Expression)
    case lambda([Parameter], body: Expression)
    /// `name := value`.
    case named(Identifier, value: Expression)
    case listComprehension(Expression, [ComprehensionClause])
    case generator(Expression, [ComprehensionClause])
    case dictionaryComprehension(key: Expression, value: Expression, [ComprehensionClause])
    case setComprehension(Expression, [ComprehensionClause])
    /// `yield value`; nil for a bare `yield`.
    case yield(Expression?)
    case yieldFrom(Expression)
    /// `*x` in a display or in a list of assignment targets. In a call, `*x` is an `Argument` of kind `unpackSequence`.
    case starred(Expression)
  }
}

/// One clause of a comprehension: `for target in iterable if c1 if c2`.
public struct ComprehensionClause: Sendable {
  public let target: Expression
  public let iterable: Expression
  public let conditions: [Expression]
  public init(target: Expression, iterable: Expression, conditions: [Expression]) {
    self.target = target
    self.iterable = iterable
    self.conditions = conditions
  }
}

public struct Argument: Sendable {
  public enum Kind: Sendable {
    case positional
    case keyword(Identifier)
    case unpackSequence  // *args
    case unpackKeywords  // **kwargs
  }
  public let kind: Kind
  public let value: Expression
  public init(kind: Kind, value: Expression) {
    self.kind = kind
    self.value = value
  }
}

/// A part of an f-string.
public enum FormattedPart: Sendable {
  case text(String)
  /// `{value!conversion:format}`; `format` may contain fields too. `{x=}` becomes the text `x=` and a field, whose
  /// conversion is `r` unless a conversion or format is written.
  case field(Expression, conversion: Character?, format: [FormattedPart])
}

public enum UnaryOperator: String, Sendable { case negative = "-", positive = "+", invert = "~" }

public enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+", subtract = "-", multiply = "*", divide = "/", floorDivide = "//", remainder = "%", power = "**"
  case matmul = "@", shiftLeft = "<<", shiftRight = ">>", and = "&", or = "|", xor = "^"
}

public enum ComparisonOperator: String, Sendable, CaseIterable {
  case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case isSame = "is", isNotSame = "is not", contained = "in", notContained = "not in"
}
