import ListingSyntax

// Compiles loops, `with` and `try`, and the statements that leave such a block: `break`, `continue`, `return`.
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
    open(.loop(keepsIterator: true))
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
    open(.loop(keepsIterator: false))
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
    open(.context)
    let depth = draft.operandsOfBlocks
    if let target = item.target { assign(to: target) } else { emit(.pop, item.context.range) }
    with(items.dropFirst(), body, range)
    let pieces = close()
    exitContext(range)
    let end = emit(.jump(0), range)
    let handler = draft.instructions.count
    handle(pieces, .context, depth: depth)
    emit(.exitContext, range)
    let isSuppressed = emit(.jumpIfTrue(0), range)
    emit(.reraise, range)
    land(isSuppressed)
    for _ in 0..<2 { emit(.pop, range) }
    handling(from: handler, stackIndex: depth)
    land(end)
    draft.depth = depth - 1
  }

  /// Emits a call of `__exit__(None, None, None)` for the context manager on top of the operand stack, and removes the
  /// context manager.
  private mutating func exitContext(_ range: SourceRange) {
    emit(.loadAttribute(draft.name("__exit__")), range)
    for _ in 0..<3 { constant(.none, range) }
    emit(.call(positional: 3, keywords: 0), range)
    emit(.pop, range)
  }

  // MARK: Blocks

  private mutating func open(_ kind: CodeDraft.OpenBlock.Kind) {
    draft.openBlocks.append(CodeDraft.OpenBlock(kind: kind, start: draft.instructions.count))
  }

  /// Ends the innermost block and returns its instructions.
  private mutating func close() -> [Range<Int>] {
    let block = draft.openBlocks.removeLast()
    return block.pieces + [block.start..<draft.instructions.count]
  }

  /// Adds handlers for `pieces`: after an error, the machine continues at the next emitted instruction. The stack then
  /// contains `depth` operands and the error.
  private mutating func handle(_ pieces: [Range<Int>], _ kind: ErrorHandler.Kind, depth: Int) {
    let target = draft.instructions.count
    for piece in pieces where !piece.isEmpty {
      draft.handlers.append(ErrorHandler(range: piece, target: target, depth: depth, kind: kind))
    }
    draft.depth = depth + 1
    draft.deepest = max(draft.deepest, depth + 2)
  }

  private mutating func handling(from start: Int, stackIndex: Int, isFinish: Bool = false) {
    draft.handling.append(
      HandlingRange(range: start..<draft.instructions.count, stackIndex: stackIndex, isFinish: isFinish))
  }

  // MARK: Leaving blocks

  mutating func breakLoop(_ range: SourceRange) {
    if leavesForFinish(.breaking, range) { return }
    if case .loop(keepsIterator: true)? = draft.innermostLoop?.kind {
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

  /// Emits the code that leaves all open blocks and returns the value on top of the stack.
  mutating func returnTop(_ range: SourceRange) {
    if leavesForFinish(.returning, range) {
      draft.depth -= 1
      return
    }
    emit(.returnValue, range)
  }

  /// Emits the code that leaves the open blocks. `break` and `continue` leave the blocks inside the innermost loop;
  /// `return` leaves all blocks. At a `finally` block, emits a jump to this block and returns true. The code after the
  /// `finally` block then leaves the outer blocks.
  ///
  /// For `return`, the return value is on top of the stack and stays there.
  private mutating func leavesForFinish(_ way: CodeDraft.WayOut, _ range: SourceRange) -> Bool {
    let depth = draft.depth
    let returns = way == .returning
    let outermost =
      returns
      ? draft.openBlocks.firstIndex { block in
        switch block.kind {
        case .context, .finish: true
        case .loop, .attempt, .handler, .pending: false
        }
      } : 0
    guard let outermost else { return false }
    var left: [Int] = []
    defer {
      // The instructions that leave a block are not part of the block's `pieces`.
      for index in left { draft.openBlocks[index].start = draft.instructions.count }
      draft.depth = depth
    }
    func dropOperand(_ compiler: inout Compiler) {
      if returns { compiler.emit(.rotateTwo, range) }
      compiler.emit(.pop, range)
    }
    for index in draft.openBlocks.indices[outermost...].reversed() {
      let block = draft.openBlocks[index]
      if case .loop(let keepsIterator) = block.kind {
        if !returns { return false }
        if keepsIterator { dropOperand(&self) }
        continue
      }
      draft.openBlocks[index].pieces.append(block.start..<draft.instructions.count)
      left.append(index)
      switch block.kind {
      case .loop, .attempt: break
      case .context:
        if returns { emit(.rotateTwo, range) }
        exitContext(range)
      case .handler(let name):
        dropOperand(&self)
        unbind(name)
      case .pending: for _ in 0..<2 { dropOperand(&self) }
      case .finish:
        if !returns { constant(.none, range) }
        jumpToFinish(way, range)
        return true
      }
    }
    return false
  }

  private mutating func jumpToFinish(_ way: CodeDraft.WayOut, _ range: SourceRange) {
    constant(.int(way.rawValue), range)
    let innermost = draft.openFinishes.count - 1
    draft.openFinishes[innermost].ways.insert(way)
    draft.openFinishes[innermost].jumps.append(emit(.jump(0), range))
  }

  /// Emits `name = None; del name`. The assignment is needed because the block may have deleted the name, and deleting
  /// it again would raise a NameError.
  private mutating func unbind(_ name: Identifier?) {
    guard let name else { return }
    constant(.none, name.range)
    store(name.text, name.range)
    delete(name.text, name.range)
  }

  // MARK: try

  mutating func attempt(_ attempt: AttemptSyntax, _ range: SourceRange) {
    if attempt.finish.isEmpty { return protected(attempt, range) }
    // Every exit from the body runs the `finally` block. The stack then holds the return value or the error, and the
    // raw value of the `WayOut`.
    let depth = draft.operandsOfBlocks
    open(.finish)
    draft.openFinishes.append(CodeDraft.OpenFinish())
    protected(attempt, range)
    let pieces = close()
    let ways = draft.openFinishes.removeLast()
    let end = attempt.finish.last?.range ?? range
    constant(.none, end)
    constant(.int(CodeDraft.WayOut.onward.rawValue), end)
    for jump in ways.jumps { land(jump) }
    handle(pieces, .finish(mayEndError: Self.mayLeave(attempt.finish)), depth: depth)
    draft.depth = depth + 2
    let start = draft.instructions.count
    open(.pending)
    compile(attempt.finish)
    _ = close()
    handling(from: start, stackIndex: depth, isFinish: true)
    emit(.finishError, end)
    for way in [CodeDraft.WayOut.returning, .breaking, .continuing] where ways.ways.contains(way) {
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

  /// Compiles the body of `try` with its `except` and `else` blocks.
  private mutating func protected(_ attempt: AttemptSyntax, _ range: SourceRange) {
    if attempt.handlers.isEmpty { return compile(attempt.body) }
    let depth = draft.operandsOfBlocks
    let outer = draft.caughtImports
    let own = attempt.handlers.reduce(CodeDraft.CaughtImports.none) { Self.larger($0, Self.imports(caughtBy: $1.kind)) }
    draft.caughtImports = Self.larger(outer, own)
    open(.attempt)
    compile(attempt.body)
    let pieces = close()
    draft.caughtImports = outer
    compile(attempt.orElse)
    var ends = [emit(.jump(0), range)]
    let start = draft.instructions.count
    var classes: [ErrorClass] = []
    for handler in attempt.handlers { classes.append(errorClass(handler.kind)) }
    handle(pieces, .clauses(classes), depth: depth)
    for handler in attempt.handlers {
      draft.depth = depth + 1
      statement(handler.range)
      var next: Int?
      if let kind = handler.kind {
        compile(kind)
        emit(.matchError, handler.range)
        next = emit(.jumpIfFalse(0), handler.range)
      } else {
        emit(.stopPoint, handler.range)
      }
      if let name = handler.name {
        emit(.duplicate, name.range)
        store(name.text, name.range)
      }
      open(.handler(name: handler.name))
      compile(handler.body)
      let pieces = close()
      let end = handler.body.last?.range ?? handler.range
      emit(.pop, end)
      unbind(handler.name)
      ends.append(emit(.jump(0), end))
      if let name = handler.name {
        let cleanup = draft.instructions.count
        handle(pieces, .cleanup, depth: depth + 1)
        unbind(name)
        emit(.reraise, end)
        handling(from: cleanup, stackIndex: depth + 1)
      }
      if let next { land(next) }
    }
    if let last = attempt.handlers.last, last.kind != nil { emit(.reraise, last.range) }
    handling(from: start, stackIndex: depth)
    for end in ends { land(end) }
    draft.depth = depth
  }

  private mutating func errorClass(_ expression: Expression?) -> ErrorClass {
    guard let expression else { return .any }
    switch expression.kind {
    case .name(let name):
      return switch draft.place(of: name) {
      case .slot(let slot): .local(slot)
      case .cell(let cell): .cell(cell)
      case .global: .global(draft.name(name))
      case .name: .name(draft.name(name))
      }
    case .attribute(let object, let name):
      return .attribute(errorClass(object), draft.name(name.text))
    case .tuple(let items):
      var classes: [ErrorClass] = []
      for item in items { classes.append(errorClass(item)) }
      return .tuple(classes)
    default: return .unknown
    }
  }

  /// Whether the statements contain a `return`, `break`, `continue` or `raise`.
  private static func mayLeave(_ body: [Statement]) -> Bool {
    body.contains { statement in
      switch statement.kind {
      case .return, .break, .continue, .raise: true
      case .if(_, let body, let orElse), .while(_, let body, let orElse), .for(_, _, let body, let orElse):
        mayLeave(body) || mayLeave(orElse)
      case .with(_, let body): mayLeave(body)
      case .match(_, let cases): cases.contains { mayLeave($0.body) }
      case .attempt(let attempt):
        mayLeave(attempt.body) || attempt.handlers.contains { mayLeave($0.body) } || mayLeave(attempt.orElse)
          || mayLeave(attempt.finish)
      default: false
      }
    }
  }

  // MARK: Imports in try

  private static func larger(_ a: CodeDraft.CaughtImports, _ b: CodeDraft.CaughtImports) -> CodeDraft.CaughtImports {
    a.rawValue > b.rawValue ? a : b
  }

  /// The kinds of import errors that a clause with this class catches.
  private static func imports(caughtBy kind: Expression?) -> CodeDraft.CaughtImports {
    guard let kind else { return .names }
    switch kind.kind {
    case .name("ImportError"), .name("Exception"), .name("BaseException"): return .names
    case .name("ModuleNotFoundError"): return .modules
    case .tuple(let items): return items.reduce(.none) { larger($0, imports(caughtBy: $1)) }
    default: return .none
    }
  }

  /// In the body of a `try`, an import that would return only a stub raises an error if an `except` catches import
  /// errors.
  mutating func checkImports(of statement: Statement) {
    if draft.caughtImports == .none { return }
    let asked: [(module: String, level: Int, name: String?)]
    switch statement.kind {
    case .importModules(let modules): asked = modules.map { ($0.module.text, 0, nil) }
    case .importFrom(let module, let level, let names):
      asked =
        names.isEmpty || draft.caughtImports == .modules && module != nil
        ? [(module?.text ?? "", level, nil)] : names.map { (module?.text ?? "", level, $0.name.text) }
    default: return
    }
    for question in asked {
      emit(
        .checkImport(
          module: draft.name(question.module), level: question.level, name: question.name.map { draft.name($0) }),
        statement.range)
    }
  }
}
