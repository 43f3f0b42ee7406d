import ListingSyntax

// Compiles `match`: emits instructions that test the patterns.
extension Compiler {
  /// Compiles `match`. The subject is on the stack while patterns and conditions are tested. The subject is removed
  /// before a block runs.
  mutating func match(_ subject: Expression, _ cases: [MatchCase], _ range: SourceRange) {
    let depth = draft.operandsOfBlocks
    statement(subject.range)
    compile(subject)
    var ends: [Int] = []
    for item in cases {
      draft.depth = depth + 1
      statement(item.range)
      emit(.duplicate, item.pattern.range)
      var failures = Failures()
      compile(item.pattern, above: 0, &failures)
      if let condition = item.condition {
        compile(condition)
        failures.add(emit(.jumpIfFalse(0), condition.range), operands: 0)
      }
      emit(.pop, item.pattern.range)
      compile(item.body)
      ends.append(emit(.jump(0), item.range))
      land(failures, item.pattern.range)
    }
    draft.depth = depth + 1
    emit(.pop, range)
    for end in ends { land(end) }
    draft.depth = depth
  }

  /// The jumps that are taken when a pattern does not match, by the number of operands to pop after the jump.
  private struct Failures {
    var jumps: [Int: [Int]] = [:]
    mutating func add(_ jump: Int, operands: Int) { jumps[operands, default: []].append(jump) }
  }

  /// Makes all jumps continue at the next emitted instruction. Emits instructions that pop each jump's operands.
  private mutating func land(_ failures: Failures, _ range: SourceRange) {
    for count in stride(from: failures.jumps.keys.max() ?? 0, through: 0, by: -1) {
      for jump in failures.jumps[count] ?? [] { land(jump) }
      if count > 0 { emit(.pop, range) }
    }
  }

  /// Emits instructions that test the value on top of the stack and remove it.
  ///
  /// - Parameter above: the number of operands between this value and the subject.
  private mutating func compile(_ pattern: Pattern, above: Int, _ failures: inout Failures) {
    let range = pattern.range
    let depth = draft.depth
    defer { draft.depth = depth - 1 }
    switch pattern.kind {
    case .wildcard, .star(nil): emit(.pop, range)
    case .capture(let name), .star(let name?): store(name.text, range)
    case .value(let value), .singleton(let value):
      compile(value)
      if case .singleton = pattern.kind { emit(.compare(.isSame), range) } else { emit(.compare(.equal), range) }
      failures.add(emit(.jumpIfFalse(0), range), operands: above)
    case .named(let inner, let name):
      emit(.duplicate, range)
      compile(inner, above: above + 1, &failures)
      store(name.text, name.range)
    case .alternatives(let items):
      var ends: [Int] = []
      for item in items {
        draft.depth = depth
        emit(.duplicate, item.range)
        var own = Failures()
        compile(item, above: 0, &own)
        ends.append(emit(.jump(0), item.range))
        land(own, item.range)
      }
      failures.add(emit(.jump(0), range), operands: above + 1)
      for end in ends { land(end) }
      draft.depth = depth
      emit(.pop, range)
    case .sequence(let items):
      let star = items.firstIndex { if case .star = $0.kind { true } else { false } }
      emit(.matchSequence(count: star == nil ? items.count : items.count - 1, isExact: star == nil), range)
      failures.add(emit(.jumpIfFalse(0), range), operands: above + 1)
      if let star {
        emit(.unpackStarred(before: star, after: items.count - star - 1), range)
      } else {
        emit(.unpack(items.count), range)
      }
      for (index, item) in items.enumerated() { compile(item, above: above + items.count - 1 - index, &failures) }
    case .mapping(let items, let rest):
      emit(.matchMapping, range)
      failures.add(emit(.jumpIfFalse(0), range), operands: above + 1)
      for item in items {
        emit(.duplicate, item.key.range)
        compile(item.key)
        emit(.matchKey, item.key.range)
        failures.add(emit(.jumpIfFalse(0), item.key.range), operands: above + 2)
        compile(item.pattern, above: above + 1, &failures)
      }
      if let rest {
        for item in items { compile(item.key) }
        emit(.mappingRest(items.count), rest.range)
        store(rest.text, rest.range)
      } else {
        emit(.pop, range)
      }
    case .type(let type, let positional, let named):
      compile(type)
      draft.constants.append(.tuple(named.map { .string($0.name.text) }))
      emit(.matchClass(positional: positional.count, names: draft.constants.count - 1), range)
      failures.add(emit(.jumpIfFalse(0), range), operands: above + 2)
      let patterns = positional + named.map(\.pattern)
      emit(.unpack(patterns.count), range)
      for (index, item) in patterns.enumerated() {
        compile(item, above: above + patterns.count - index, &failures)
      }
      emit(.pop, range)
    }
  }
}
