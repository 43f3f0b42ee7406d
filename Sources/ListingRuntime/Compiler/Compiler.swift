import ListingSyntax

/// Compiles a syntax tree to byte code. Each instruction keeps the source range of its expression or statement.
struct Compiler {
  var draft: CodeDraft
  /// The names that enclosing functions bind. This code may share the cells of these names.
  let enclosing: Set<String>

  /// Compiles a file, or text from the prompt if `kind` is `.interactive`. Interactive code looks up names in the
  /// frame's own namespace first. It returns the value of its last statement if this statement is an expression.
  static func compile(
    _ module: ModuleSyntax, name: String = "<module>", dialect: Dialect, kind: CodeDraft.Kind = .module,
    isLibrary: Bool = false
  ) -> Code {
    var compiler = Compiler(
      draft: CodeDraft(
        name: name, qualifiedName: name, pathInFile: name, file: module.file, line: 1, dialect: dialect,
        isLibrary: isLibrary, kind: kind),
      enclosing: [])
    compiler.draft.axes = module.axes
    if kind == .module, case .expression(let first)? = module.body.first?.kind, case .string(let text) = first.kind {
      compiler.draft.docstring = text
    }
    let range = SourceRange(0, 0)
    if kind == .interactive, case .expression(let last)? = module.body.last?.kind {
      compiler.compile(Array(module.body.dropLast()))
      compiler.statement(last.range)
      compiler.compile(last)
      compiler.emit(.returnValue, last.range)
    } else {
      compiler.compile(module.body)
      compiler.constant(.none, range)
      compiler.emit(.returnValue, module.body.last?.range ?? range)
    }
    return Code(compiler.draft)
  }

  /// Compiles one expression from the prompt; the code returns its value.
  static func compile(_ expression: Expression, in file: SourceFile, name: String, dialect: Dialect) -> Code {
    compile(
      ModuleSyntax(file: file, body: [Statement(.expression(expression), expression.range)], axes: [:]), name: name,
      dialect: dialect, kind: .interactive)
  }

  // MARK: Writing instructions

  /// Marks the next emitted instruction as a stop for a statement at `range`.
  mutating func statement(_ range: SourceRange) {
    pendingStop = true
    statementRange = range
  }
  private var pendingStop = false
  private var statementRange = SourceRange(0, 0)

  init(draft: CodeDraft, enclosing: Set<String>) {
    self.draft = draft
    self.enclosing = enclosing
  }

  @discardableResult
  mutating func emit(_ instruction: Instruction, _ range: SourceRange) -> Int {
    draft.instructions.append(instruction)
    // The range of a stop begins at the start of its statement, not of its first operand.
    draft.ranges.append(pendingStop ? SourceRange(statementRange.start, max(statementRange.start, range.end)) : range)
    draft.stops.append(pendingStop)
    pendingStop = false
    draft.depth += instruction.stackEffect
    draft.deepest = max(draft.deepest, draft.depth)
    return draft.instructions.count - 1
  }

  mutating func constant(_ value: Value, _ range: SourceRange) {
    draft.constants.append(value)
    emit(.constant(draft.constants.count - 1), range)
  }

  /// Makes the jump at `index` continue at the instruction that is emitted next.
  mutating func land(_ index: Int) {
    let here = draft.instructions.count
    switch draft.instructions[index] {
    case .jump: draft.instructions[index] = .jump(here)
    case .jumpIfFalse: draft.instructions[index] = .jumpIfFalse(here)
    case .jumpIfTrue: draft.instructions[index] = .jumpIfTrue(here)
    case .advance: draft.instructions[index] = .advance(exit: here)
    case .delegate: draft.instructions[index] = .delegate(exit: here)
    default: preconditionFailure("only jumps have a target")
    }
  }

  // MARK: Names

  mutating func load(_ name: String, _ range: SourceRange) {
    switch draft.place(of: name) {
    case .slot(let slot): emit(.loadLocal(slot), range)
    case .cell(let cell): emit(.loadCell(cell), range)
    case .global: emit(.loadGlobal(draft.name(name)), range)
    case .name: emit(.loadName(draft.name(name)), range)
    }
  }

  mutating func store(_ name: String, _ range: SourceRange) {
    switch draft.place(of: name) {
    case .slot(let slot): emit(.storeLocal(slot), range)
    case .cell(let cell): emit(.storeCell(cell), range)
    case .global: emit(.storeGlobal(draft.name(name)), range)
    case .name: emit(.storeName(draft.name(name)), range)
    }
  }

  mutating func delete(_ name: String, _ range: SourceRange) {
    switch draft.place(of: name) {
    case .slot(let slot): emit(.deleteLocal(slot), range)
    case .cell(let cell): emit(.deleteCell(cell), range)
    case .global: emit(.deleteGlobal(draft.name(name)), range)
    case .name: emit(.deleteName(draft.name(name)), range)
    }
  }

  // MARK: Functions and classes

  /// Compiles a function's code and emits the instructions that make the function object: its default values, then
  /// `makeFunction`.
  mutating func function(
    named name: String, _ parameters: [ListingSyntax.Parameter], returns: Expression? = nil, use: NameUse,
    range: SourceRange, line: Int, docstring: String?, body: (inout Compiler) -> Void
  ) {
    var defaults: [Int] = []
    for (index, parameter) in parameters.enumerated() {
      if let value = parameter.defaultValue {
        compile(value)
        defaults.append(index)
      }
    }
    let prefix =
      draft.kind == .classBody || draft.kind == .function && !draft.name.hasPrefix("<") ? draft.qualifiedName + "." : ""
    var inner = Compiler(
      draft: CodeDraft(
        name: name, qualifiedName: prefix + name, pathInFile: path(ofInner: name), file: draft.file, line: line,
        dialect: draft.dialect, isLibrary: draft.isLibrary, kind: .function),
      enclosing: enclosingForInner)
    for parameter in parameters {
      if let annotation = parameter.annotation { inner.annotate(parameter.name.text, annotation) }
    }
    if let returns { inner.annotate("return", returns) }
    inner.draft.parameters = parameters.map { CodeParameter(name: $0.name.text, kind: $0.kind) }
    inner.draft.defaults = defaults
    inner.draft.docstring = docstring
    inner.draft.axes = draft.axes
    inner.draft.isGenerator = use.yields
    inner.declareNames(use, parameters: parameters.map(\.name.text))
    body(&inner)
    add(inner.draft)
    emit(.makeFunction(draft.codes.count - 1), range)
    draft.depth -= defaults.count
  }

  /// Python's `__qualname__` of a function or class that this code defines.
  private func path(ofInner name: String) -> String {
    switch draft.kind {
    case .module, .interactive: name
    case .classBody: "\(draft.pathInFile).\(name)"
    case .function: "\(draft.pathInFile).<locals>.\(name)"
    }
  }

  private mutating func annotate(_ name: String, _ annotation: Expression) {
    draft.annotations.removeAll { $0.name == name }
    draft.annotations.append(Annotation(name: name, value: annotation))
  }

  /// Adds the code of an inner function or class, and the list of this code's cells that the inner code shares.
  private mutating func add(_ inner: CodeDraft) {
    draft.closures.append(
      inner.cells[inner.ownCells..<(inner.ownCells + inner.sharedCells)].map { name in
        if case .cell(let cell) = draft.place(of: name) { return cell }
        // The class body binds this name too, but functions in the class see the enclosing function's variable: use the
        // cell of this variable.
        guard let cell = draft.cells.firstIndex(of: name) else {
          preconditionFailure("\(name) is shared with an inner function, so it is in a cell")
        }
        return cell
      })
    draft.codes.append(Code(inner))
  }

  /// The names that functions inside this code may share: names of this function and of enclosing functions.
  private var enclosingForInner: Set<String> {
    switch draft.kind {
    case .function: enclosing.union(draft.locals).union(draft.cells)
    case .classBody: enclosing.union(draft.cells)
    case .module, .interactive: enclosing.union(draft.cells)
    }
  }

  /// Decides which names are stored in slots and which in cells, and emits the instructions that make the cells.
  private mutating func declareNames(_ use: NameUse, parameters: [String]) {
    draft.globals = use.globals
    let own = use.bound.filter { use.binds($0) && use.usedInside.contains($0) }
    let free = use.free.intersection(enclosing).sorted()
    draft.locals = parameters + use.bound.filter { use.binds($0) && !own.contains($0) && !parameters.contains($0) }
    draft.cells = own + free
    draft.ownCells = own.count
    draft.sharedCells = free.count
    draft.declaredLocals = draft.locals.count
    for (slot, name) in draft.locals.enumerated() { draft.places[name] = .slot(slot) }
    for (cell, name) in draft.cells.enumerated() { draft.places[name] = .cell(cell) }
    for (cell, name) in own.enumerated() {
      emit(.makeCell(cell: cell, slot: parameters.firstIndex(of: name)), SourceRange(0, 0))
    }
  }

  mutating func classDefinition(_ type: ClassSyntax, _ range: SourceRange) {
    let hasStar = type.bases.contains { if case .starred = $0.kind { true } else { false } }
    let isSpread = hasStar || !type.keywords.isEmpty
    if isSpread {
      constant(.string(type.name.written), range)
      compile(Expression(.tuple(type.bases), range))
      emit(.buildDictionary(0), range)
      for keyword in type.keywords {
        if case .keyword(let name) = keyword.kind {
          constant(.string(name.text), name.range)
          compile(keyword.value)
          emit(.addKeyword, keyword.value.range)
        } else {
          compile(keyword.value)
          emit(.mergeKeywords, keyword.value.range)
        }
      }
    } else {
      for base in type.bases { compile(base) }
    }
    var inner = Compiler(
      draft: CodeDraft(
        name: type.name.written, qualifiedName: type.name.written, pathInFile: path(ofInner: type.name.written),
        file: draft.file, line: draft.file.line(at: type.name.range.start), dialect: draft.dialect,
        isLibrary: draft.isLibrary, kind: .classBody),
      enclosing: draft.kind == .function ? enclosing.union(draft.locals).union(draft.cells) : enclosing)
    inner.draft.docstring = type.docstring
    inner.draft.axes = draft.axes
    let use = NameUse(body: type.body)
    for case .annotatedAssign(let target, let annotation, _) in type.body.map(\.kind) {
      guard case .name(let name) = target.kind else { continue }
      if !inner.draft.fields.contains(name) { inner.draft.fields.append(name) }
      inner.annotate(name, annotation)
    }
    inner.draft.cells = [NameUse.classCell] + use.free.union(use.usedInside).intersection(inner.enclosing).sorted()
    inner.draft.ownCells = 1
    inner.draft.sharedCells = inner.draft.cells.count - 1
    for (cell, name) in inner.draft.cells.enumerated() { inner.draft.places[name] = .cell(cell) }
    // A name that the class body binds goes into the class, even if the enclosing function has a variable of this name.
    for name in use.bound { inner.draft.places[name] = nil }
    inner.emit(.makeCell(cell: 0, slot: nil), SourceRange(0, 0))
    inner.compile(type.body)
    inner.constant(.none, range)
    inner.emit(.returnValue, range)
    add(inner.draft)
    emit(.buildClass(draft.codes.count - 1, bases: isSpread ? nil : type.bases.count), range)
    draft.depth -= isSpread ? 3 : type.bases.count
  }
}

extension Instruction {
  /// The change in the number of operands that the instruction causes. For instructions whose effect varies, the
  /// compiler corrects `depth` itself.
  fileprivate var stackEffect: Int {
    switch self {
    case .constant, .buildSet, .duplicate, .loadLocal, .loadCell, .loadGlobal, .loadName, .makeSuper, .advance,
      .importModule, .importName, .makeFunction, .buildClass, .exitContext, .matchSequence, .matchMapping, .matchClass:
      1
    case .duplicateTwo: 2
    case .pop, .storeLocal, .storeCell, .storeGlobal, .storeName, .loadSubscript, .appendToList, .extendList,
      .addToSet, .extendSet, .mergeIntoDictionary, .mergeKeywords, .binary, .augmented, .compare, .jumpIfFalse,
      .jumpIfTrue, .returnValue, .deleteAttribute, .reraise:
      -1
    case .storeAttribute, .setInDictionary, .addKeyword, .deleteSubscript: -2
    case .storeSubscript: -3
    case .rotateTwo, .rotateThree, .deleteLocal, .deleteCell, .deleteGlobal, .deleteName, .loadAttribute, .listToTuple,
      .unary, .not, .yieldValue, .jump, .makeIterator, .makeCell, .importAll, .stopPoint, .checkImport,
      .matchError, .finishError, .makeError, .matchKey, .delegate:
      0
    case .buildList(let count), .buildTuple(let count), .buildString(let count): 1 - count
    case .buildDictionary(let count): 1 - 2 * count
    case .buildSlice: -2
    case .mappingRest(let count): -count
    case .format(_, let hasSpecification): hasSpecification ? -1 : 0
    case .unpack(let count): count - 1
    case .unpackStarred(let before, let after): before + after
    case .call(let positional, let keywords): -(positional + keywords)
    case .callSpread: -2
    case .raise(let hasValue, let hasCause): (hasValue ? -1 : 0) - (hasCause ? 1 : 0)
    case .failAssertion(let hasMessage): hasMessage ? -1 : 0
    }
  }
}
