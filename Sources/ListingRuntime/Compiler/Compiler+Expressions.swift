import ListingSyntax

extension Compiler {
  /// Emits instructions that push the expression's value.
  mutating func compile(_ expression: Expression) {
    let range = expression.range
    switch expression.kind {
    case .name(let name): load(name, range)
    case .none: constant(.none, range)
    case .ellipsis: constant(.ellipsis, range)
    case .bool(let value): constant(.bool(value), range)
    case .integer(let value): constant(.int(value), range)
    case .largeInteger(let digits, let radix):
      guard let number = LargeInteger.parsed(digits, radix: radix) else {
        preconditionFailure("the lexer has checked the digits")
      }
      constant(number, range)
    case .float(let value): constant(.float(value), range)
    case .imaginary(let value): constant(.complex(ComplexNumber(0, value)), range)
    case .string(let value): constant(.string(value), range)
    case .bytes(let bytes): constant(.bytes(bytes), range)
    case .formatted(let parts): formatted(parts, range)
    case .list(let items): sequence(items, range, asTuple: false)
    case .tuple(let items): sequence(items, range, asTuple: true)
    case .dictionary(let items): dictionary(items, range)
    case .set(let items): set(items, range)
    case .attribute(let object, let name):
      compile(object)
      emit(.loadAttribute(draft.name(name.text)), range)
    case .subscript(let object, let index):
      compile(object)
      compile(index)
      emit(.loadSubscript, range)
    case .slice(let lower, let upper, let step):
      for part in [lower, upper, step] { if let part { compile(part) } else { constant(.none, range) } }
      emit(.buildSlice, range)
    case .call(let callee, let arguments): call(callee, arguments, range)
    case .unary(let op, let operand):
      switch (op, operand.kind) {
      case (.negative, .integer(let value)): return constant(.int(-value), range)
      case (.negative, .float(let value)): return constant(.float(-value), range)
      default: compile(operand)
      }
      emit(.unary(op), range)
    case .binary(let left, let op, let right):
      compile(left)
      compile(right)
      emit(.binary(op), range)
    case .comparison(let first, let rest): comparison(first, rest, range)
    case .and(let left, let right):
      compile(left)
      let end = jumpKeeping(.jumpIfFalse(0), left.range)
      compile(right)
      land(end)
    case .or(let left, let right):
      compile(left)
      let end = jumpKeeping(.jumpIfTrue(0), left.range)
      compile(right)
      land(end)
    case .not(let operand):
      compile(operand)
      emit(.not, range)
    case .conditional(let test, let then, let orElse):
      compile(test)
      let otherwise = emit(.jumpIfFalse(0), test.range)
      compile(then)
      let end = emit(.jump(0), range)
      draft.depth -= 1
      land(otherwise)
      compile(orElse)
      land(end)
    case .named(let name, let value):
      compile(value)
      emit(.duplicate, range)
      store(name.text, name.range)
    case .lambda(let parameters, let body):
      function(
        named: "<lambda>", parameters, use: NameUse(lambda: parameters, body: body), range: range,
        line: draft.file.line(at: range.start), docstring: nil
      ) { inner in
        inner.statement(body.range)
        inner.compile(body)
        inner.emit(.returnValue, body.range)
      }
    case .listComprehension(let element, let clauses):
      comprehension([element], clauses, range) { compiler in
        compiler.emit(.buildList(0), range)
      } add: { compiler, depth in
        compiler.compile(element)
        compiler.emit(.appendToList(depth), element.range)
      }
    case .setComprehension(let element, let clauses):
      comprehension([element], clauses, range) { compiler in
        compiler.emit(.buildSet, range)
      } add: { compiler, depth in
        compiler.compile(element)
        compiler.emit(.addToSet(depth), element.range)
      }
    case .generator(let element, let clauses): generator(element, clauses, range)
    case .yield(let value):
      if let value { compile(value) } else { constant(.none, range) }
      emit(.yieldValue(delegates: false), range)
    case .yieldFrom(let source):
      compile(source)
      emit(.makeIterator, source.range)
      constant(.none, range)
      // The stack holds the iterator and the value to send to it.
      let delegate = emit(.delegate(exit: 0), range)
      emit(.yieldValue(delegates: true), range)
      emit(.jump(delegate), range)
      land(delegate)
      draft.depth -= 1
    case .dictionaryComprehension(let key, let value, let clauses):
      comprehension([key, value], clauses, range) { compiler in
        compiler.emit(.buildDictionary(0), range)
      } add: { compiler, depth in
        compiler.compile(key)
        compiler.compile(value)
        compiler.emit(.setInDictionary(depth), value.range)
      }
    case .starred: preconditionFailure("the parser allows a star only in displays, calls and targets")
    }
  }

  private mutating func formatted(_ parts: [FormattedPart], _ range: SourceRange) {
    for part in parts {
      switch part {
      case .text(let text): constant(.string(text), range)
      case .field(let value, let conversion, let format):
        compile(value)
        let conversion = conversion.flatMap(Conversion.init)
        if format.isEmpty || conversion != nil {
          emit(.format(conversion: conversion, hasSpecification: false), value.range)
        }
        // Format the result of `!r` by a second instruction, because the first instruction may call a `__repr__` of the
        // listing.
        if !format.isEmpty {
          formatted(format, range)
          emit(.format(conversion: nil, hasSpecification: true), value.range)
        }
      }
    }
    emit(.buildString(parts.count), range)
  }

  private mutating func sequence(_ items: [Expression], _ range: SourceRange, asTuple: Bool) {
    let hasStar = items.contains { if case .starred = $0.kind { true } else { false } }
    if !hasStar {
      for item in items { compile(item) }
      emit(asTuple ? .buildTuple(items.count) : .buildList(items.count), range)
      return
    }
    emit(.buildList(0), range)
    for item in items {
      if case .starred(let inner) = item.kind {
        compile(inner)
        emit(.extendList(0), item.range)
      } else {
        compile(item)
        emit(.appendToList(0), item.range)
      }
    }
    if asTuple { emit(.listToTuple, range) }
  }

  private mutating func dictionary(_ items: [(key: Expression?, value: Expression)], _ range: SourceRange) {
    emit(.buildDictionary(0), range)
    for item in items {
      if let key = item.key {
        compile(key)
        compile(item.value)
        emit(.setInDictionary(0), key.range.joined(with: item.value.range))
      } else {
        compile(item.value)
        emit(.mergeIntoDictionary(0), item.value.range)
      }
    }
  }

  private mutating func set(_ items: [Expression], _ range: SourceRange) {
    emit(.buildSet, range)
    for item in items {
      if case .starred(let inner) = item.kind {
        compile(inner)
        emit(.extendSet(0), item.range)
      } else {
        compile(item)
        emit(.addToSet(0), item.range)
      }
    }
  }

  private mutating func call(_ callee: Expression, _ arguments: [Argument], _ range: SourceRange) {
    if case .name("super") = callee.kind, arguments.isEmpty, draft.cells.contains(NameUse.classCell),
      draft.kind == .function, let receiver = draft.parameters.first
    {
      load(NameUse.classCell, range)
      load(receiver.name, range)
      emit(.makeSuper, range)
      draft.depth -= 2
      return
    }
    compile(callee)
    let spreads = arguments.contains {
      switch $0.kind {
      case .unpackSequence, .unpackKeywords: true
      case .positional, .keyword: false
      }
    }
    if spreads { return spreadCall(arguments, range) }
    var names: [String] = []
    for argument in arguments { if case .positional = argument.kind { compile(argument.value) } }
    for argument in arguments {
      if case .keyword(let name) = argument.kind {
        compile(argument.value)
        names.append(name.text)
      }
    }
    if names.isEmpty {
      emit(.call(positional: arguments.count, keywords: 0), range)
    } else {
      // Push the keywords as one constant tuple, after the argument values.
      constant(.tuple(names.map(Value.string)), range)
      emit(.call(positional: arguments.count - names.count, keywords: names.count), range)
      draft.depth -= 1
    }
  }

  private mutating func spreadCall(_ arguments: [Argument], _ range: SourceRange) {
    emit(.buildList(0), range)
    for argument in arguments {
      switch argument.kind {
      case .positional:
        compile(argument.value)
        emit(.appendToList(0), argument.value.range)
      case .unpackSequence:
        compile(argument.value)
        emit(.extendList(0), argument.value.range)
      case .keyword, .unpackKeywords: break
      }
    }
    emit(.buildDictionary(0), range)
    for argument in arguments {
      switch argument.kind {
      case .keyword(let name):
        constant(.string(name.text), name.range)
        compile(argument.value)
        emit(.addKeyword, argument.value.range)
      case .unpackKeywords:
        compile(argument.value)
        emit(.mergeKeywords, argument.value.range)
      case .positional, .unpackSequence: break
      }
    }
    emit(.callSpread, range)
  }

  /// Emits a jump that keeps the tested value on the operand stack. If the jump is not taken, the value is popped.
  /// Returns the jump's index.
  private mutating func jumpKeeping(_ jump: Instruction, _ range: SourceRange) -> Int {
    emit(.duplicate, range)
    let index = emit(jump, range)
    emit(.pop, range)
    return index
  }

  private mutating func comparison(
    _ first: Expression, _ rest: [(ComparisonOperator, Expression)], _ range: SourceRange
  ) {
    compile(first)
    var exits: [Int] = []
    for (index, (op, operand)) in rest.enumerated() {
      compile(operand)
      if index == rest.count - 1 {
        emit(.compare(op), range)
      } else {
        emit(.duplicate, operand.range)
        emit(.rotateThree, operand.range)
        emit(.compare(op), first.range.joined(with: operand.range))
        exits.append(jumpKeeping(.jumpIfFalse(0), operand.range))
      }
    }
    if exits.isEmpty { return }
    let end = emit(.jump(0), range)
    let depth = draft.depth
    for exit in exits { land(exit) }
    draft.depth = depth + 1
    // In `a < b < c`, a failed `a < b` leaves b below the result: remove b.
    emit(.rotateTwo, range)
    emit(.pop, range)
    land(end)
    draft.depth = depth
  }

  /// Compiles a comprehension. A comprehension runs in the enclosing frame, so that the user sees the comprehension's
  /// variables without entering a call. The targets have slots of their own, so that variables of the same name keep
  /// their values.
  private mutating func comprehension(
    _ elements: [Expression], _ clauses: [ComprehensionClause], _ range: SourceRange,
    begin: (inout Compiler) -> Void, add: (inout Compiler, Int) -> Void
  ) {
    begin(&self)
    let use = NameUse(comprehension: elements, clauses)
    // Compile the first iterable before the targets exist: in `[x for x in x]` this iterable is the outer `x`.
    compile(clauses[0].iterable)
    var places: [String: CodeDraft.Place] = [:]
    for name in use.bound {
      if use.usedInside.contains(name) {
        // An inner function uses this target, so the target needs a cell. Append the cell to `cells`, after the cells
        // that are made when the function is called, and make the cell here.
        draft.cells.append(name)
        places[name] = .cell(draft.cells.count - 1)
        emit(.makeCell(cell: draft.cells.count - 1, slot: nil), range)
      } else {
        draft.locals.append(name)
        places[name] = .slot(draft.locals.count - 1)
      }
    }
    draft.comprehensionSlots.append(places)
    emit(.makeIterator, clauses[0].iterable.range)
    clause(0, clauses, range, add)
    draft.comprehensionSlots.removeLast()
  }

  /// Compiles a generator expression as a call of a function with `yield`. As in Python, the enclosing code evaluates
  /// the first iterable and passes it as the argument. All other names are looked up when items are requested.
  private mutating func generator(_ element: Expression, _ clauses: [ComprehensionClause], _ range: SourceRange) {
    let iterable = clauses[0].iterable
    let parameter = ListingSyntax.Parameter(
      name: Identifier(NameUse.iterableOfGenerator, iterable.range), kind: .positionalOnly, annotation: nil,
      defaultValue: nil)
    function(
      named: "<genexpr>", [parameter], use: NameUse(generator: element, clauses), range: range,
      line: draft.file.line(at: range.start), docstring: nil
    ) { inner in
      inner.load(NameUse.iterableOfGenerator, iterable.range)
      inner.clause(0, clauses, range) { compiler, _ in
        compiler.compile(element)
        compiler.emit(.yieldValue(delegates: false), element.range)
        compiler.emit(.pop, element.range)
      }
      inner.constant(.none, range)
      inner.emit(.returnValue, range)
    }
    compile(iterable)
    emit(.makeIterator, iterable.range)
    emit(.call(positional: 1, keywords: 0), range)
  }

  /// Compiles the `for` clause at `index` of a comprehension, and the clauses inside it. The first clause's iterator is
  /// already on the operand stack.
  private mutating func clause(
    _ index: Int, _ clauses: [ComprehensionClause], _ range: SourceRange, _ add: (inout Compiler, Int) -> Void
  ) {
    let clause = clauses[index]
    if index > 0 {
      compile(clause.iterable)
      emit(.makeIterator, clause.iterable.range)
    }
    let iteration = emit(.stopPoint, range)
    let advance = emit(.advance(exit: 0), clause.iterable.range)
    assign(to: clause.target)
    for condition in clause.conditions {
      compile(condition)
      emit(.jumpIfFalse(iteration), condition.range)
    }
    if index + 1 < clauses.count { self.clause(index + 1, clauses, range, add) } else { add(&self, clauses.count) }
    emit(.jump(iteration), range)
    land(advance)
    draft.depth -= 1
  }
}
