import ListingSyntax

/// The names that a function, class body or file binds and uses, and the names that functions inside it use.
///
/// A variable that a function binds and an inner function uses is stored in a cell that both functions share. Every
/// other local variable is stored in a slot of the frame.
struct NameUse {
  private(set) var bound: [String] = []
  private var boundSet: Set<String> = []
  private(set) var used: Set<String> = []
  /// The names that inner functions, lambdas and classes use but do not bind.
  private(set) var usedInside: Set<String> = []
  private(set) var globals: Set<String> = []
  private(set) var nonlocals: Set<String> = []
  /// Whether the code contains `yield`, which makes its function a generator.
  private(set) var yields = false
  private var isComprehension = false
  /// Names that a `:=` in a comprehension binds in the enclosing code.
  private(set) var escaping: [String] = []

  init() {}

  /// Collects the names of a function, whose parameters are bound.
  init(function parameters: [ListingSyntax.Parameter], body: [Statement]) {
    for parameter in parameters { bind(parameter.name.text) }
    visit(body)
  }

  init(lambda parameters: [ListingSyntax.Parameter], body: Expression) {
    for parameter in parameters { bind(parameter.name.text) }
    visit(body)
  }

  init(body: [Statement]) { visit(body) }

  /// Collects the names of a generator expression, which is compiled as a function. The enclosing code evaluates the
  /// first iterable and passes it as the argument.
  init(generator element: Expression, _ clauses: [ComprehensionClause]) {
    isComprehension = true
    yields = true
    bind(Self.iterableOfGenerator)
    for (index, clause) in clauses.enumerated() {
      visit(target: clause.target)
      if index > 0 { visit(clause.iterable) }
      for condition in clause.conditions { visit(condition) }
    }
    visit(element)
  }

  /// The name of a generator expression's parameter; no listing can contain this name.
  static let iterableOfGenerator = ".0"

  func binds(_ name: String) -> Bool {
    boundSet.contains(name) && !globals.contains(name) && !nonlocals.contains(name)
  }

  /// The names that the code needs from enclosing functions or globals.
  var free: Set<String> {
    used.union(usedInside).subtracting(boundSet.subtracting(nonlocals)).union(nonlocals).subtracting(globals)
  }

  private mutating func bind(_ name: String) { if boundSet.insert(name).inserted { bound.append(name) } }

  mutating func visit(_ statements: [Statement]) { for statement in statements { visit(statement) } }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value): visit(value)
    case .assign(let targets, let value):
      visit(value)
      for target in targets { visit(target: target) }
    case .augmentedAssign(let target, _, let value):
      visit(target)
      visit(target: target)
      visit(value)
    case .annotatedAssign(let target, _, let value):
      if let value { visit(value) }
      if value != nil { visit(target: target) }
    case .return(let value): if let value { visit(value) }
    case .if(let test, let body, let orElse), .while(let test, let body, let orElse):
      visit(test)
      visit(body)
      visit(orElse)
    case .for(let target, let iterable, let body, let orElse):
      visit(iterable)
      visit(target: target)
      visit(body)
      visit(orElse)
    case .with(let items, let body):
      for item in items {
        visit(item.context)
        if let target = item.target { visit(target: target) }
      }
      visit(body)
    case .function(let function):
      bind(function.name.text)
      for decorator in function.decorators { visit(decorator) }
      visitDefaults(function.parameters)
      usedInside.formUnion(NameUse(function: function.parameters, body: function.body).free)
    case .classDefinition(let type):
      bind(type.name.text)
      for decorator in type.decorators { visit(decorator) }
      for base in type.bases { visit(base) }
      for keyword in type.keywords { visit(keyword.value) }
      usedInside.formUnion(NameUse(body: type.body).freeOfClassBody)
    case .importModules(let modules):
      for module in modules { bind(module.alias?.text ?? module.module.parts[0].text) }
    case .importFrom(_, _, let names):
      for name in names { bind((name.alias ?? name.name).text) }
    case .attempt(let attempt):
      visit(attempt.body)
      for handler in attempt.handlers {
        if let kind = handler.kind { visit(kind) }
        if let name = handler.name { bind(name.text) }
        visit(handler.body)
      }
      visit(attempt.orElse)
      visit(attempt.finish)
    case .match(let subject, let cases):
      visit(subject)
      for item in cases {
        visit(item.pattern)
        if let condition = item.condition { visit(condition) }
        visit(item.body)
      }
    case .assert(let test, let message):
      visit(test)
      if let message { visit(message) }
    case .raise(let value, let cause):
      if let value { visit(value) }
      if let cause { visit(cause) }
    case .delete(let targets): for target in targets { visit(target: target) }
    case .global(let names): globals.formUnion(names.map(\.text))
    case .nonlocal(let names): nonlocals.formUnion(names.map(\.text))
    case .pass, .break, .continue: break
    }
  }

  /// The names that a class body needs from enclosing functions or globals: all names that the class body or functions
  /// inside it use. Names that the class body binds are included too, because functions inside it do not see them.
  /// `__class__`, which `super()` uses, is excluded.
  private var freeOfClassBody: Set<String> {
    used.union(usedInside).subtracting(globals).subtracting([Self.classCell])
  }

  static let classCell = "__class__"

  private mutating func visitDefaults(_ parameters: [ListingSyntax.Parameter]) {
    for parameter in parameters { if let value = parameter.defaultValue { visit(value) } }
  }

  private mutating func visit(target: Expression) {
    switch target.kind {
    case .name(let name): bind(name)
    case .tuple(let items), .list(let items): for item in items { visit(target: item) }
    case .starred(let inner): visit(target: inner)
    default: visit(target)
    }
  }

  private mutating func visit(_ pattern: Pattern) {
    switch pattern.kind {
    case .wildcard, .star(nil): break
    case .capture(let name), .star(let name?): bind(name.text)
    case .value(let value), .singleton(let value): visit(value)
    case .alternatives(let items), .sequence(let items): for item in items { visit(item) }
    case .named(let inner, let name):
      visit(inner)
      bind(name.text)
    case .mapping(let items, let rest):
      for item in items {
        visit(item.key)
        visit(item.pattern)
      }
      if let rest { bind(rest.text) }
    case .type(let type, let positional, let named):
      visit(type)
      for item in positional + named.map(\.pattern) { visit(item) }
    }
  }

  mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .name(let name): used.insert(name)
    case .none, .ellipsis, .bool, .integer, .largeInteger, .float, .imaginary, .string, .bytes: break
    case .formatted(let parts): visit(parts)
    case .list(let items), .tuple(let items), .set(let items): for item in items { visit(item) }
    case .dictionary(let items):
      for item in items {
        if let key = item.key { visit(key) }
        visit(item.value)
      }
    case .attribute(let object, _): visit(object)
    case .subscript(let object, let index):
      visit(object)
      visit(index)
    case .slice(let lower, let upper, let step):
      for part in [lower, upper, step] { if let part { visit(part) } }
    case .call(let callee, let arguments):
      if case .name("super") = callee.kind, arguments.isEmpty { used.insert(Self.classCell) }
      visit(callee)
      for argument in arguments { visit(argument.value) }
    case .unary(_, let operand), .not(let operand), .starred(let operand): visit(operand)
    case .binary(let left, _, let right), .and(let left, let right), .or(let left, let right):
      visit(left)
      visit(right)
    case .comparison(let first, let rest):
      visit(first)
      for item in rest { visit(item.1) }
    case .conditional(let test, let then, let orElse):
      visit(test)
      visit(then)
      visit(orElse)
    case .named(let name, let value):
      visit(value)
      bindOutside(name.text)
    case .lambda(let parameters, let body):
      visitDefaults(parameters)
      usedInside.formUnion(NameUse(lambda: parameters, body: body).free)
    case .listComprehension(let element, let clauses), .setComprehension(let element, let clauses):
      visitComprehension([element], clauses)
    case .generator(let element, let clauses):
      visit(clauses[0].iterable)
      let inner = NameUse(generator: element, clauses)
      usedInside.formUnion(inner.free)
      for name in inner.escaping { bindOutside(name) }
    case .yield(let value):
      yields = true
      if let value { visit(value) }
    case .yieldFrom(let value):
      yields = true
      visit(value)
    case .dictionaryComprehension(let key, let value, let clauses): visitComprehension([key, value], clauses)
    }
  }

  /// Adds the names of a comprehension. A comprehension runs in the enclosing frame, but its targets are visible only
  /// inside the comprehension.
  private mutating func visitComprehension(_ elements: [Expression], _ clauses: [ComprehensionClause]) {
    let inner = NameUse(comprehension: elements, clauses)
    used.formUnion(inner.used.subtracting(inner.boundSet))
    usedInside.formUnion(inner.usedInside.subtracting(inner.boundSet))
    for name in inner.escaping { bindOutside(name) }
  }

  /// Binds the name of a `:=`. In a comprehension, the enclosing code binds the name.
  private mutating func bindOutside(_ name: String) {
    if isComprehension { escaping.append(name) } else { bind(name) }
    if yields, isComprehension { nonlocals.insert(name) }
  }

  init(comprehension elements: [Expression], _ clauses: [ComprehensionClause]) {
    isComprehension = true
    for clause in clauses {
      visit(target: clause.target)
      visit(clause.iterable)
      for condition in clause.conditions { visit(condition) }
    }
    for element in elements { visit(element) }
  }

  private mutating func visit(_ parts: [FormattedPart]) {
    for part in parts {
      if case .field(let value, _, let format) = part {
        visit(value)
        visit(format)
      }
    }
  }
}
