import ListingSyntax

// Compiles loops, `with` and `try`, and the statements that leave them: `break`, `continue`, `return`.
extension Compiler {
  /// Compiles a `for` loop. Stepping stops at the header before each iteration, as in Python's debuggers.
  mutating func forLoop(
    _ target: Expression, _ iterable: Expression, _ body: [Statement], _ orElse: [Statement], _ range: SourceRange
  ) {
    let header = SourceRange(range.start, iterable.range.end)
    statement(header)
    compile(iterable)
    emit(.makeIterator, iterable.range)
    // The first iteration jumps over the `stopPoint`, because stepping has already stopped at the header.
    let first = emit(.jump(0), header)
    statement(header)
    let iteration = emit(.stopPoint, header)
    land(first)
    let stackIndex = draft.depth - 1
    let advance = emit(.advance(exit: 0), header)
    draft.openLoops.append(CodeDraft.OpenLoop(iteration: iteration))
    draft.openBlocks.append(.loop(keepsIterator: true))
    assign(to: target)
    compile(body)
    emit(.jump(iteration), header)
    land(advance)
    draft.openBlocks.removeLast()
    let loop = draft.openLoops.removeLast()
    draft.loops.append(
      ForLoop(
        line: draft.file.line(at: range.start), iterable: draft.file.text(in: iterable.range),
        target: draft.file.text(in: target.range), body: iteration..<draft.instructions.count, stackIndex: stackIndex))
    // After the last item, `advance` pops the iterator.
    draft.depth -= 1
    compile(orElse)
    for jump in loop.breaks { land(jump) }
  }

  mutating func whileLoop(_ test: Expression, _ body: [Statement], _ orElse: [Statement]) {
    let iteration = draft.instructions.count
    statement(test.range)
    compile(test)
    let exit = emit(.jumpIfFalse(0), test.range)
    draft.openLoops.append(CodeDraft.OpenLoop(iteration: iteration))
    draft.openBlocks.append(.loop(keepsIterator: false))
    compile(body)
    emit(.jump(iteration), test.range)
    land(exit)
    draft.openBlocks.removeLast()
    let loop = draft.openLoops.removeLast()
    compile(orElse)
    for jump in loop.breaks { land(jump) }
  }

  mutating func with(_ items: ArraySlice<WithItem>, _ body: [Statement], _ range: SourceRange) {
    guard let item = items.first else { return compile(body) }
    compile(item.context)
    emit(.duplicate, item.context.range)
    emit(.loadAttribute(draft.name("__enter__")), item.context.range)
    emit(.call(positional: 0, keywords: 0), item.context.range)
    if let target = item.target { assign(to: target) } else { emit(.pop, item.context.range) }
    draft.openBlocks.append(.context)
    with(items.dropFirst(), body, range)
    draft.openBlocks.removeLast()
    exitContext(range)
  }

  /// Emits a call of `__exit__(None, None, None)` for the context manager on top of the operand stack, and removes the
  /// context manager.
  private mutating func exitContext(_ range: SourceRange) {
    emit(.loadAttribute(draft.name("__exit__")), range)
    for _ in 0..<3 { constant(.none, range) }
    emit(.call(positional: 3, keywords: 0), range)
    emit(.pop, range)
  }

  // MARK: Leaving blocks

  mutating func breakLoop(_ range: SourceRange) {
    if leavesForFinish(.breaking, range) { return }
    if case .loop(keepsIterator: true)? = draft.innermostLoop {
      emit(.pop, range)
      draft.depth += 1
    }
    let jump = emit(.jump(0), range)
    draft.openLoops[draft.openLoops.count - 1].breaks.append(jump)
  }

  mutating func continueLoop(_ range: SourceRange) {
    if leavesForFinish(.continuing, range) { return }
    emit(.jump(draft.openLoops[draft.openLoops.count - 1].iteration), range)
  }

  /// For `break` and `continue`: emits exits of the contexts opened in the innermost loop. At a `finally`, emits a jump
  /// to it and returns true; the code after the `finally` block then completes the `break` or `continue`.
  private mutating func leavesForFinish(_ way: CodeDraft.WayOut, _ range: SourceRange) -> Bool {
    let depth = draft.depth
    defer { draft.depth = depth }
    for block in draft.openBlocks.reversed() {
      switch block {
      case .context: exitContext(range)
      case .pending: for _ in 0..<2 { emit(.pop, range) }
      case .loop: return false
      case .finish:
        constant(.none, range)
        jumpToFinish(way, range)
        return true
      }
    }
    return false
  }

  /// For `return`: emits instructions that return the value on top of the operand stack, after they have exited the
  /// enclosing contexts and popped the iterators below the value. At a `finally`, emits a jump to it; the code after
  /// the `finally` block then completes the return.
  mutating func returnTop(_ range: SourceRange) {
    let depth = draft.depth
    if let outermost = draft.openBlocks.firstIndex(where: { if case .loop = $0 { false } else { true } }) {
      for block in draft.openBlocks[outermost...].reversed() {
        switch block {
        case .loop(let keepsIterator):
          if !keepsIterator { continue }
          emit(.rotateTwo, range)
          emit(.pop, range)
        case .context:
          emit(.rotateTwo, range)
          exitContext(range)
        case .pending:
          for _ in 0..<2 {
            emit(.rotateTwo, range)
            emit(.pop, range)
          }
        case .finish:
          jumpToFinish(.returning, range)
          draft.depth = depth - 1
          return
        }
      }
    }
    draft.depth = depth
    emit(.returnValue, range)
  }

  private mutating func jumpToFinish(_ way: CodeDraft.WayOut, _ range: SourceRange) {
    constant(.int(way.rawValue), range)
    let innermost = draft.openFinishes.count - 1
    draft.openFinishes[innermost].ways.insert(way)
    draft.openFinishes[innermost].jumps.append(emit(.jump(0), range))
  }

  /// Compiles `try … except`. The block of `except` runs only if the body imports something that neither fwdb nor the
  /// listing has.
  mutating func attempt(_ body: [Statement], _ handler: [Statement], _ range: SourceRange) {
    let skips = body.flatMap { imports(of: $0) }
    compile(body)
    let end = emit(.jump(0), range)
    for skip in skips { land(skip) }
    compile(handler)
    land(end)
  }

  /// Compiles `try … finally`. Every way out of the body jumps to the `finally` block and pushes two values: the return
  /// value, or None, and the raw value of a `WayOut`. The code after the block compares this raw value and then
  /// returns, breaks, continues or runs on.
  mutating func attempt(
    _ body: [Statement], _ handler: [Statement], _ finish: [Statement], _ range: SourceRange
  ) {
    draft.openBlocks.append(.finish)
    draft.openFinishes.append(CodeDraft.OpenFinish())
    attempt(body, handler, range)
    draft.openBlocks.removeLast()
    let open = draft.openFinishes.removeLast()
    let end = finish.last?.range ?? range
    // If the body ends without a jump, push None as the return value and `onward` as the way out.
    constant(.none, end)
    constant(.int(CodeDraft.WayOut.onward.rawValue), end)
    for jump in open.jumps { land(jump) }
    draft.openBlocks.append(.pending)
    compile(finish)
    draft.openBlocks.removeLast()
    for way in CodeDraft.WayOut.allCases where open.ways.contains(way) {
      emit(.duplicate, end)
      constant(.int(way.rawValue), end)
      emit(.compare(.equal), end)
      let next = emit(.jumpIfFalse(0), end)
      let depth = draft.depth
      emit(.pop, end)
      if way == .returning {
        returnTop(end)
      } else {
        emit(.pop, end)
        if way == .breaking { breakLoop(end) } else { continueLoop(end) }
      }
      draft.depth = depth
      land(next)
    }
    emit(.pop, end)
    emit(.pop, end)
  }

  /// For each import in the statement, emits a `canImport` and a jump that is taken if `canImport` pushed False.
  /// Returns the jumps' indices, for `land`.
  private mutating func imports(of statement: Statement) -> [Int] {
    let asked: [(module: String, level: Int, name: String?)]
    switch statement.kind {
    case .importModules(let modules): asked = modules.map { ($0.module.text, 0, nil) }
    case .importFrom(let module, let level, let names):
      asked =
        names.isEmpty
        ? [(module?.text ?? "", level, nil)] : names.map { (module?.text ?? "", level, $0.name.text) }
    default: return []
    }
    return asked.map { question in
      emit(
        .canImport(
          module: draft.name(question.module), level: question.level, name: question.name.map { draft.name($0) }),
        statement.range)
      return emit(.jumpIfFalse(0), statement.range)
    }
  }
}
