import ListingSyntax

extension Compiler {
  mutating func compile(_ statements: [Statement]) { for statement in statements { compile(statement) } }

  private mutating func compile(_ statement: Statement) {
    let range = statement.range
    switch statement.kind {
    case .expression(let value):
      if case .string = value.kind { return }  // a docstring
      self.statement(range)
      compile(value)
      emit(.pop, range)
    case .assign(let targets, let value):
      self.statement(range)
      compile(value)
      for target in targets.dropLast() {
        emit(.duplicate, range)
        assign(to: target)
      }
      assign(to: targets[targets.count - 1])
    case .augmentedAssign(let target, let op, let value):
      self.statement(range)
      augmentedAssign(target, op, value, range)
    case .annotatedAssign(let target, _, let value):
      guard let value else { return }
      self.statement(range)
      compile(value)
      assign(to: target)
    case .return(let value):
      self.statement(range)
      if let value { compile(value) } else { constant(.none, range) }
      returnTop(range)
    case .if(let test, let body, let orElse):
      self.statement(test.range)
      compile(test)
      let skip = emit(.jumpIfFalse(0), test.range)
      compile(body)
      if orElse.isEmpty {
        land(skip)
      } else {
        let end = emit(.jump(0), range)
        land(skip)
        compile(orElse)
        land(end)
      }
    case .for(let target, let iterable, let body, let orElse):
      forLoop(target, iterable, body, orElse, range)
    case .while(let test, let body, let orElse):
      whileLoop(test, body, orElse)
    case .with(let items, let body):
      self.statement(range)
      with(items[...], body, range)
    case .function(let function):
      self.statement(SourceRange(range.start, function.name.range.end))
      decorated(by: function.decorators, range) { compiler in
        compiler.function(
          named: function.name.written, function.parameters, returns: function.returns,
          use: NameUse(function: function.parameters, body: function.body), range: function.name.range,
          line: compiler.draft.file.line(at: function.name.range.start), docstring: function.docstring
        ) { inner in
          inner.compile(function.body)
          inner.constant(.none, function.body.last?.range ?? range)
          inner.emit(.returnValue, function.body.last?.range ?? range)
        }
      }
      store(function.name.text, function.name.range)
    case .classDefinition(let type):
      self.statement(SourceRange(range.start, type.name.range.end))
      decorated(by: type.decorators, range) { $0.classDefinition(type, type.name.range) }
      store(type.name.text, type.name.range)
    case .importModules(let modules):
      self.importStatement(range)
      checkImports(of: statement)
      for module in modules {
        emit(.importModule(name: draft.name(module.module.text), alias: module.alias != nil), range)
        store(module.alias?.text ?? module.module.parts[0].text, range)
      }
    case .importFrom(let module, let level, let names):
      self.importStatement(range)
      checkImports(of: statement)
      let source = draft.name(module?.text ?? "")
      if names.isEmpty { emit(.importAll(module: source, level: level), range) }
      for name in names {
        emit(.importName(module: source, level: level, name: draft.name(name.name.text)), range)
        store((name.alias ?? name.name).text, range)
      }
    case .attempt(let attempt): self.attempt(attempt, range)
    case .match(let subject, let cases): match(subject, cases, range)
    case .assert(let test, let message):
      self.statement(range)
      compile(test)
      let passes = emit(.jumpIfTrue(0), test.range)
      if let message { compile(message) }
      emit(.failAssertion(hasMessage: message != nil), range)
      land(passes)
    case .raise(let value, let cause):
      self.statement(range)
      for case let value? in [value, cause] {
        compile(value)
        // `raise E` calls the class E. In `raise E(…)`, the call has already made the exception.
        if case .call = value.kind { continue }
        emit(.makeError, value.range)
      }
      emit(.raise(hasValue: value != nil, hasCause: cause != nil), range)
    case .delete(let targets):
      self.statement(range)
      for target in targets { delete(target) }
    case .pass:
      self.statement(range)
      emit(.stopPoint, range)
    case .global, .nonlocal: break
    case .break:
      self.statement(range)
      breakLoop(range)
    case .continue:
      self.statement(range)
      continueLoop(range)
    }
  }

  private mutating func decorated(
    by decorators: [Expression], _ range: SourceRange, _ definition: (inout Compiler) -> Void
  ) {
    for decorator in decorators { compile(decorator) }
    definition(&self)
    for decorator in decorators.reversed() { emit(.call(positional: 1, keywords: 0), decorator.range) }
  }

  /// Begins an import. The stop is a separate instruction before the import instruction. The import instruction runs
  /// again after the imported file has run. A stop on the import instruction would therefore occur twice.
  private mutating func importStatement(_ range: SourceRange) {
    statement(range)
    emit(.stopPoint, range)
  }
}
