import ListingSyntax

/// Python's code object, `f.__code__`. It contains only the attributes that model code reads.
enum CodeRecord {
  private static let type = ClassObject(
    name: "code", base: Records.object,
    fields: [
      "co_name", "co_qualname", "co_filename", "co_firstlineno", "co_argcount", "co_posonlyargcount",
      "co_kwonlyargcount", "co_varnames", "co_nlocals", "co_freevars",
    ], isRecord: true)

  private static let cellType = ClassObject(
    name: "cell", base: Records.object, fields: ["cell_contents"], isRecord: true)

  /// Makes the cell object of a variable that a function shares with its inner functions: an item of `f.__closure__`.
  static func cell(_ heap: Heap) -> (Handle) -> Value {
    { handle in
      var contents = Value.stub(Stub(name: "the contents of an empty cell"))
      if case .variable(let value?) = heap[handle] { contents = value }
      return .record(RecordValue(type: cellType, items: [contents]))
    }
  }

  static func value(of code: Code) -> RecordValue {
    func names(_ kinds: Parameter.Kind...) -> [String] {
      code.parameters.filter { kinds.contains($0.kind) }.map(\.name)
    }
    let parameters =
      names(.positionalOnly, .ordinary) + names(.keywordOnly) + names(.variadic) + names(.keywords)
    let variables = parameters + code.locals.prefix(code.declaredLocals).dropFirst(code.parameters.count)
    return RecordValue(
      type: type,
      items: [
        .string(code.name), .string(code.pathInFile), .string(code.file.name), .int(code.line),
        .int(names(.positionalOnly, .ordinary).count), .int(names(.positionalOnly).count),
        .int(names(.keywordOnly).count), .tuple(variables.map(Value.string)), .int(variables.count),
        .tuple(code.cells.dropFirst(code.ownCells).map(Value.string)),
      ])
  }
}
