import ListingSyntax

/// Calls special methods (`__add__`, `__len__`, `__iter__`, …) of the listing's classes, which override operators,
/// loops and builtins.
extension Machine {
  /// Calls the special method of an operand that overrides the instruction. Returns false if no operand has such a
  /// method. The instruction then runs unchanged.
  ///
  /// The return value of most methods is the instruction's result. The return value of some methods, such as `__bool__`
  /// and `__iter__`, replaces an operand instead. The instruction then runs again with the new operand.
  mutating func callsOverride(_ instruction: Instruction, _ f: Int) throws -> Bool {
    switch instruction {
    case .unary(let op):
      let name =
        switch op {
        case .negative: "__neg__"
        case .positive: "__pos__"
        case .invert: "__invert__"
        }
      guard let method = listingMethod(name, of: frames[f].peek(0)) else { return false }
      try invoke(method, [], [], dropping: 1, f)
    case .not, .jumpIfFalse, .jumpIfTrue:
      guard let method = truthMethod(of: frames[f].peek(0)) else { return false }
      try invokeAndRepeat(method, [], f)
    case .makeIterator: return try beginsItems(of: frames[f].peek(0), f)
    case .unpack, .unpackStarred, .extendList, .extendSet:
      guard iteratesByFrames(frames[f].peek(0)) else { return false }
      try invokeAndRepeat(preludeFunction("listed"), [frames[f].peek(0)], f)
    case .mergeIntoDictionary, .mergeKeywords:
      guard isMappedByFrames(frames[f].peek(0)) else { return false }
      try invokeAndRepeat(preludeFunction("mapped"), [frames[f].peek(0)], f)
    case .format(let conversion, let hasSpecification):
      let value = frames[f].peek(hasSpecification ? 1 : 0)
      let method = conversion == nil ? listingMethod("__format__", of: value) : nil
      if let method {
        let specification = hasSpecification ? frames[f].peek(0) : .string("")
        try invoke(method, [specification], [], dropping: hasSpecification ? 2 : 1, f)
        return true
      }
      guard
        let (callee, arguments) = text(
          of: value, asRepresentation: conversion == .representation || conversion == .ascii)
      else { return false }
      if !hasSpecification, conversion != .ascii {
        try invoke(callee, arguments, [], dropping: 1, f)
      } else {
        let mark = conversion.map { Value.string(String($0.rawValue)) } ?? .none
        let specification = hasSpecification ? frames[f].peek(0) : .string("")
        try invoke(
          preludeFunction("format_value"), [value, mark, specification], [], dropping: hasSpecification ? 2 : 1, f)
      }
    case .binary(let op), .augmented(let op):
      let (left, right) = (frames[f].peek(1), frames[f].peek(0))
      let names = Self.methods(of: op)
      var candidates = [(names.own, left, right), (names.reflected, right, left)]
      if case .augmented = instruction { candidates.insert((names.inPlace, left, right), at: 0) }
      if try callsOperator(candidates, op.rawValue, left, right, f) { return true }
      if op == .remainder, case .string = left, holdsInstance(right) || needsFramesForText(right) {
        try invoke(preludeFunction("percent_texts"), [left, right], [], dropping: 2, f)
      } else if case .augmented = instruction, op == .add, case .list = left, iteratesByFrames(right) {
        try invokeAndRepeat(preludeFunction("listed"), [right], f)
      } else if op == .multiply, needsIndex(left) || needsIndex(right) {
        try invoke(preludeFunction("multiplied_by_index"), [left, right], [], dropping: 2, f)
      } else {
        return false
      }
    case .compare(let op): return try callsComparison(op, frames[f].peek(1), frames[f].peek(0), f)
    case .storeSubscript:
      if case .slice = frames[f].peek(0), case .list = frames[f].peek(1), iteratesByFrames(frames[f].peek(2)) {
        try invoke(
          preludeFunction("store_slice"), [frames[f].peek(1), frames[f].peek(0), frames[f].peek(2)], [], dropping: 3, f,
          purpose: .effect)
        return true
      }
      if try callsIndex(for: frames[f].peek(1), f) { return true }
      guard let method = listingMethod("__setitem__", of: frames[f].peek(1)) else { return false }
      try invoke(method, [frames[f].peek(0), frames[f].peek(2)], [], dropping: 3, f, purpose: .effect)
    case .deleteSubscript:
      if try callsIndex(for: frames[f].peek(1), f) { return true }
      guard let method = listingMethod("__delitem__", of: frames[f].peek(1)) else { return false }
      try invoke(method, [frames[f].peek(0)], [], dropping: 2, f, purpose: .effect)
    default: return false
    }
    return true
  }

  /// The function and arguments that replace a builtin's call, because an argument is an instance or a generator of the
  /// listing. Nil if the builtin itself can run.
  mutating func override(of builtin: BuiltinFunction, _ arguments: [Value], _ named: [(String, Value)]) throws -> (
    Value, [Value]
  )? {
    guard let first = arguments.first else { return nil }
    switch builtin.name {
    case "len": return listingMethod("__len__", of: first).map { ($0, []) }
    case "iter":
      if arguments.count > 1 { return nil }
      if let method = listingMethod("__iter__", of: first) { return (method, []) }
      return isSequence(first) ? (preludeFunction("items_of"), [first]) : nil
    case "next":
      guard let method = listingMethod("__next__", of: first) else { return nil }
      return arguments.count > 1 ? (preludeFunction("next_or"), [method, arguments[1]]) : (method, [])
    case "str": return text(of: first, asRepresentation: false)
    case "repr": return text(of: first, asRepresentation: true)
    case "abs": return listingMethod("__abs__", of: first).map { ($0, []) }
    case "int":
      if arguments.count > 1 || !named.isEmpty { return overIndices(builtin, arguments, named) }
      return firstMethod("__int__", "__index__", "__trunc__", of: first).map { ($0, []) }
    case "float":
      return listingMethod("__float__", of: first).map { ($0, []) } ?? overIndices(builtin, arguments, named)
    case "complex":
      if let method = listingMethod("__complex__", of: first) { return (method, []) }
      if listingMethod("__float__", of: first) != nil { return (preludeFunction("complex_of"), arguments) }
      return overIndices(builtin, arguments, named)
    case "bytes":
      if let method = listingMethod("__bytes__", of: first) { return (method, []) }
      return needsIndex(first) && !iteratesByFrames(first) ? overIndices(builtin, arguments, named) : nil
    case "range", "slice", "hex", "oct", "bin", "chr", "pop": return overIndices(builtin, arguments, named)
    case "divmod":
      guard arguments.count == 2,
        listingMethod("__divmod__", of: first) != nil || listingMethod("__rdivmod__", of: arguments[1]) != nil
      else { return nil }
      return (preludeFunction("divided_with_remainder"), arguments)
    case "floor", "ceil", "trunc":
      guard builtin.dialect == nil, let method = listingMethod("__\(builtin.name)__", of: first) else { return nil }
      return (method, [])
    case "hash": return listingMethod("__hash__", of: first).map { ($0, []) }
    case "round":
      if let method = listingMethod("__round__", of: first) { return (method, Array(arguments.dropFirst())) }
      return overIndices(builtin, arguments, named)
    case "bool": return truthMethod(of: first).map { _ in (preludeFunction("truth"), arguments) }
    case "print":
      guard arguments.contains(where: needsFramesForText) else { return nil }
      return (preludeFunction("print_texts"), arguments)
    case "ascii":
      return textSource(of: first, asRepresentation: true) == nil ? nil : (preludeFunction("ascii_text"), [first])
    // This is the function `format`. The other builtin of this name is the method of strings.
    case "format" where builtin.signature.names.first == "value":
      if let method = listingMethod("__format__", of: first) {
        return (method, [arguments.count > 1 ? arguments[1] : .string("")])
      }
      if arguments.count > 1, !isEmptyText(arguments[1]) {
        // For a member of an enum, Python applies the format specification to `str(member)`.
        guard isEnum(first), needsFramesForText(first) else { return nil }
        return (preludeFunction("format_value"), [first, .string("s"), arguments[1]])
      }
      return text(of: first, asRepresentation: false)
    case "format":
      let values = arguments + named.map(\.1)
      func isInstance(_ value: Value) -> Bool { if case .instance = value { true } else { needsFramesForText(value) } }
      guard case .string = first, values.contains(where: isInstance) else { return nil }
      return (preludeFunction("format_texts"), arguments)
    case "max" where arguments.count > 1, "min" where arguments.count > 1: return nil
    case "dict" where isMappedByFrames(first): return (preludeFunction("dict_of_mapping"), arguments)
    case "update", "__init__":
      // A method of the prelude reads its arguments itself.
      if case .prelude = builtin.body { return nil }
      guard arguments.count == 2, case .dictionary = first, isMappedByFrames(arguments[1]) else {
        return overItems(builtin, arguments)
      }
      return (preludeFunction("over_mapping"), [.builtin(builtin)] + arguments)
    case "any" where iteratesByFrames(first): return (preludeFunction("any_of"), arguments)
    case "all" where iteratesByFrames(first): return (preludeFunction("all_of"), arguments)
    case "enumerate" where iteratesByFrames(first): return (preludeFunction("enumerated"), arguments)
    case "zip" where arguments.contains(where: iteratesByFrames): return (preludeFunction("zipped"), arguments)
    case "sum" where items(of: first)?.contains(where: addsByFrames) == true:
      return (preludeFunction("sum_of"), arguments)
    case "index", "count", "remove":
      guard arguments.count > 1 else { return nil }
      let items: [Value]
      switch first {
      case .list(let handle): items = heap.list(handle)
      case .tuple(let all): items = all
      case .record(let record): items = record.items
      default: return nil
      }
      guard comparesByFrames(arguments[1]) || items.contains(where: comparesByFrames) else { return nil }
      return (preludeFunction("list_\(builtin.name)"), arguments)
    case _ where Self.takingItemsFirst.contains(builtin.name) || Self.methodsTakingItems.contains(builtin.name):
      if builtin.name == "reversed", case .instance = first, let method = listingMethod("__reversed__", of: first) {
        return (method, [])
      }
      return overItems(builtin, arguments)
    default: return nil
    }
  }

  private func firstMethod(_ names: String..., of value: Value) -> Value? {
    names.lazy.compactMap { listingMethod($0, of: value) }.first
  }

  /// Whether to call the value's `__index__` where Python needs an integer. False for an instance that holds a Python
  /// value.
  func needsIndex(_ value: Value) -> Bool {
    guard case .instance = value, held(by: value) == nil else { return false }
    return listingMethod("__index__", of: value) != nil
  }

  /// A call of the prelude that calls `__index__` of each argument that `needsIndex`, and then calls the builtin with
  /// the results. Nil if there is no such argument.
  private mutating func overIndices(
    _ builtin: BuiltinFunction, _ arguments: [Value], _ named: [(String, Value)]
  ) -> (Value, [Value])? {
    guard arguments.contains(where: needsIndex) || named.contains(where: { needsIndex($0.1) }) else { return nil }
    // `list.pop` takes an index. `dict.pop` takes a key, for which Python does not call `__index__`.
    if builtin.name == "pop" { guard case .list? = arguments.first else { return nil } }
    return (preludeFunction("over_indices"), [.builtin(builtin)] + arguments)
  }

  /// Calls the `__index__` of an index on top of the operand stack. The instruction then runs again with the result of
  /// this call.
  mutating func callsIndex(for object: Value, _ f: Int) throws -> Bool {
    guard case .instance = top(f), needsIndex(top(f)), let method = listingMethod("__index__", of: top(f)) else {
      return false
    }
    switch object {
    case .list, .tuple, .record, .string, .bytes, .byteArray, .range, .tensor: break
    default: return false
    }
    try invokeAndRepeat(method, [], f)
    return true
  }

  private func isEmptyText(_ value: Value) -> Bool { if case .string("") = value { true } else { false } }

  /// A call of the prelude that makes lists from some arguments and then calls the builtin with these lists. A list
  /// replaces each argument whose items are computed by code of the listing, for example a generator. Nil if there is
  /// no such argument.
  private mutating func overItems(_ builtin: BuiltinFunction, _ arguments: [Value]) -> (Value, [Value])? {
    // The first argument of a method is its receiver. The method does not iterate over it.
    let isMethod = Self.methodsTakingItems.contains(builtin.name)
    let flags = arguments.enumerated().map { ($0.offset > 0) == isMethod && iteratesByFrames($0.element) }
    guard flags.contains(true) else { return nil }
    return (preludeFunction("over_items"), [.builtin(builtin), .tuple(flags.map(Value.bool))] + arguments)
  }

  /// Whether copying the entries of a mapping, as in `dict(value)`, runs code of the listing. For an instance that
  /// holds no dict, Python calls `keys` and `__getitem__`. For an instance that holds a dict, Python calls these
  /// methods only if the class overrides `__iter__` or derives from `OrderedDict`.
  private func isMappedByFrames(_ value: Value) -> Bool {
    guard case .instance(let handle) = value else { return false }
    func overrides(_ name: String) -> Bool { listingMethod(name, of: value) != nil }
    guard case .dictionary? = held(by: value) else { return overrides("keys") && overrides("__getitem__") }
    if overrides("__iter__") { return true }
    return OrderedDictionaries.contains(heap.type(of: handle)) && (overrides("keys") || overrides("__getitem__"))
  }

  /// The names of builtins whose calls `override` may replace.
  static let overridable = takingItemsFirst.union(methodsTakingItems).union([
    "len", "iter", "next", "str", "repr", "abs", "int", "float", "hash", "round", "bool", "print", "format", "ascii",
    "any",
    "all", "enumerate", "zip", "index", "count", "remove", "complex", "bytes", "range", "slice", "hex", "oct", "bin",
    "chr", "divmod", "floor", "ceil", "trunc", "pop",
  ])

  /// The names of builtins that iterate over their first argument.
  private static let takingItemsFirst: Set = [
    "list", "tuple", "dict", "set", "frozenset", "sum", "max", "min", "reversed", "sort_items", "prod", "fromkeys",
    "fsum",
  ]

  /// The names of builtin methods that iterate over an argument other than the receiver.
  private static let methodsTakingItems: Set = [
    "join", "extend", "update", "__init__", "union", "intersection", "difference", "symmetric_difference",
    "intersection_update", "difference_update", "symmetric_difference_update", "issubset", "issuperset", "isdisjoint",
  ]

  private mutating func callsComparison(_ op: ComparisonOperator, _ left: Value, _ right: Value, _ f: Int) throws
    -> Bool
  {
    switch op {
    case .isSame, .isNotSame: return false
    case .contained, .notContained:
      if listingMethod("__contains__", of: right) != nil {
        try invoke(preludeFunction(op == .contained ? "is_in" : "is_not_in"), [right, left], [], dropping: 2, f)
        return true
      }
      guard iteratesByFrames(right) || hasItemsComparedByFrames(right, left) else { return false }
      try invoke(preludeFunction(op == .contained ? "is_found" : "is_not_found"), [right, left], [], dropping: 2, f)
    case .notEqual:
      // Python tries the left operand's `__ne__`, which by default negates its `__eq__`, before the right operand's
      // `__ne__`.
      let leftTells = listingMethod("__eq__", of: left) != nil && listingMethod("__ne__", of: left) == nil
      if !leftTells,
        try callsOperator([("__ne__", left, right), ("__ne__", right, left)], "!=", left, right, f)
      {
        return true
      }
      guard leftTells || listingMethod("__eq__", of: right) != nil || comparesByFrames(left) && comparesByFrames(right)
      else { return false }
      try invoke(preludeFunction("is_different"), [left, right], [], dropping: 2, f)
    case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual:
      let (name, mirrored) =
        switch op {
        case .less: ("__lt__", "__gt__")
        case .lessOrEqual: ("__le__", "__ge__")
        case .greater: ("__gt__", "__lt__")
        case .greaterOrEqual: ("__ge__", "__le__")
        default: ("__eq__", "__eq__")
        }
      if try callsOperator([(name, left, right), (mirrored, right, left)], op.rawValue, left, right, f) { return true }
      guard op == .equal, comparesByFrames(left), comparesByFrames(right), hasItems(left), hasItems(right) else {
        return false
      }
      try invoke(preludeFunction("has_equal_items"), [left, right], [], dropping: 2, f)
    }
    return true
  }

  /// Calls the first special method that an operand has for an operator. If the method returns `NotImplemented`, the
  /// next candidate is called. Returns false if no operand has such a method.
  ///
  /// - Parameter candidates: the method names in Python's order, each with the operand that may have the method and the
  ///   other operand.
  private mutating func callsOperator(
    _ candidates: [(name: String, owner: Value, other: Value)], _ sign: String, _ left: Value, _ right: Value, _ f: Int
  ) throws -> Bool {
    var candidates = candidates
    if takesNumber(left, right) { candidates.removeLast() }
    let methods = candidates.compactMap { name, owner, other in listingMethod(name, of: owner).map { ($0, other) } }
    guard let (first, other) = methods.first else { return false }
    let mayReturnNotImplemented = methods.contains { method, _ in
      guard case .method(let method) = method, case .function(let function) = method.callee else { return true }
      return function.code.mayReturnNotImplemented
    }
    if mayReturnNotImplemented {
      try invoke(
        preludeFunction("operated"),
        [.tuple(methods.map(\.0)), .tuple(methods.map(\.1)), .string(sign), left, right], [], dropping: 2, f)
    } else {
      try invoke(first, [other], [], dropping: 2, f)
    }
    return true
  }

  /// Whether the left operand, a builtin number or a tensor, computes the result without a call of a reflected method.
  /// False unless the right operand is an instance that holds a number.
  private func takesNumber(_ left: Value, _ right: Value) -> Bool {
    guard let held = held(by: right), isNumber(held), let type = type(of: right), let other = self.type(of: left) else {
      return false
    }
    switch plain(left) {
    case .tensor: return true
    case .float: return !type.isSubclass(of: other)
    case .int, .bool: return isInteger(held) && !type.isSubclass(of: other)
    default: return false
    }
  }

  /// Calls a method whose return value replaces the top operand. The instruction then runs again.
  private mutating func invokeAndRepeat(_ method: Value, _ arguments: [Value], _ f: Int) throws {
    try invoke(method, arguments, [], dropping: 1, f)
    frames[f].next -= 1
  }

  private func truthMethod(of value: Value) -> Value? {
    listingMethod("__bool__", of: value) ?? listingMethod("__len__", of: value)
  }

  /// Whether iterating over the value runs code of the listing.
  private func iteratesByFrames(_ value: Value) -> Bool {
    switch value {
    case .iterator(let handle): needsFrames(handle)
    case .instance, .type: listingMethod("__iter__", of: value) != nil || isSequence(value)
    default: false
    }
  }

  /// Whether comparing the value by `<` or `>` runs code of the listing.
  func ordersByFrames(_ value: Value) -> Bool {
    listingMethod("__lt__", of: value) != nil || listingMethod("__gt__", of: value) != nil
  }

  private func addsByFrames(_ value: Value) -> Bool {
    listingMethod("__radd__", of: value) != nil || listingMethod("__add__", of: value) != nil
  }

  // MARK: Equality of containers' items

  private func hasItems(_ value: Value) -> Bool {
    switch plain(value) {
    case .list, .tuple, .record, .dictionary: true
    default: false
    }
  }

  private func hasItemsComparedByFrames(_ container: Value, _ item: Value) -> Bool {
    switch plain(container) {
    case .list, .tuple, .record, .view: comparesByFrames(item) || comparesByFrames(container)
    default: false
    }
  }

  /// Whether a class of the listing defines `__eq__` for the value or for a value in it.
  private func comparesByFrames(_ value: Value) -> Bool {
    !instances(in: value, limit: 1) { listingMethod("__eq__", of: $0) }.isEmpty
  }

  /// Whether a class of the listing defines the order of the value or of a value in it.
  func ordersByFrames(_ value: Value, _ names: [String]) -> Bool {
    !instances(in: value, limit: 1) { instance in
      names.lazy.compactMap { listingMethod($0, of: instance) }.first
    }.isEmpty
  }

  /// Calls `pick` for the value, if it is an instance, and for each instance in lists, tuples, dicts and sets. Returns
  /// at most `limit` results.
  ///
  /// - Parameter throughInstances: whether to visit the submodules of modules too.
  private func instances(
    in value: Value, limit: Int = .max, throughInstances: Bool = false, _ pick: (Value) -> Value?
  ) -> [Value] {
    var found: [Value] = []
    var open = [value]
    var seen = Set<Handle>()
    while let value = open.popLast(), found.count < limit, seen.count < 100_000 {
      switch value {
      case .instance(let handle):
        if !seen.insert(handle).inserted { continue }
        if let picked = pick(value) { found.append(picked) }
        if let held = heap.held(by: handle) { open.append(held.value) }
        if throughInstances, isModule(handle) {
          open += heap.instance(handle).attributes.map(\.value)
        }
      case .list(let handle): if seen.insert(handle).inserted { open += heap.list(handle) }
      case .dictionary(let handle):
        if seen.insert(handle).inserted {
          for entry in heap.dictionary(handle).entries { open += [entry.key, entry.value] }
        }
      case .view(let view): open.append(.dictionary(view.dictionary))
      case .set(let handle): if seen.insert(handle).inserted { open += heap.set(handle).items }
      case .frozenSet(let set): open += set.object.items
      case .tuple(let items): open += items
      case .record(let record): open += record.items
      default: break
      }
    }
    return found
  }

  // MARK: Text

  /// How the listing computes a value's text: by a method of the value, or by methods of values in it.
  private enum TextSource {
    case method(Value)
    case parts
  }

  /// The function and arguments that compute the value's text, if a class of the listing defines the text of the value
  /// or of a value in it. Nil if no class does.
  private mutating func text(of value: Value, asRepresentation: Bool) -> (Value, [Value])? {
    switch textSource(of: value, asRepresentation: asRepresentation) {
    case .method(let method): (method, [])
    case .parts: (preludeFunction("represented"), [value])
    case nil: nil
    }
  }

  private func textSource(of value: Value, asRepresentation: Bool) -> TextSource? {
    if !asRepresentation, let method = listingMethod("__str__", of: value) { return .method(method) }
    // `str` of an enum member or of a string does not call `__repr__`.
    if !asRepresentation, case .instance = value {
      if isEnum(value) { return nil }
      if case .string? = held(by: value) { return nil }
    }
    if let method = listingMethod("__repr__", of: value) { return .method(method) }
    return textMethods(in: value, limit: 1).isEmpty ? nil : .parts
  }

  /// Whether the value is an instance, or a tuple that contains one.
  private func holdsInstance(_ value: Value) -> Bool {
    switch value {
    case .instance: true
    case .tuple(let items): items.contains { if case .instance = $0 { true } else { false } }
    default: false
    }
  }

  private func needsFramesForText(_ value: Value) -> Bool { textSource(of: value, asRepresentation: false) != nil }

  /// The listing's methods that return parts of the value's text: `__repr__` of the value and of values in it, and
  /// `extra_repr` of modules.
  func textMethods(in value: Value, limit: Int = .max) -> [Value] {
    instances(in: value, limit: limit, throughInstances: true) { instance in
      if let method = listingMethod("__repr__", of: instance) { return method }
      guard case .instance(let handle) = instance, isModule(handle) else { return nil }
      return listingMethod("extra_repr", of: instance)
    }
  }

  private static func methods(of op: BinaryOperator) -> (own: String, reflected: String, inPlace: String) {
    switch op {
    case .add: ("__add__", "__radd__", "__iadd__")
    case .subtract: ("__sub__", "__rsub__", "__isub__")
    case .multiply: ("__mul__", "__rmul__", "__imul__")
    case .divide: ("__truediv__", "__rtruediv__", "__itruediv__")
    case .floorDivide: ("__floordiv__", "__rfloordiv__", "__ifloordiv__")
    case .remainder: ("__mod__", "__rmod__", "__imod__")
    case .power: ("__pow__", "__rpow__", "__ipow__")
    case .matmul: ("__matmul__", "__rmatmul__", "__imatmul__")
    case .shiftLeft: ("__lshift__", "__rlshift__", "__ilshift__")
    case .shiftRight: ("__rshift__", "__rrshift__", "__irshift__")
    case .and: ("__and__", "__rand__", "__iand__")
    case .or: ("__or__", "__ror__", "__ior__")
    case .xor: ("__xor__", "__rxor__", "__ixor__")
    }
  }
}

extension Code {
  /// Whether a call may return `NotImplemented`: the code contains this name, or calls any function.
  fileprivate var mayReturnNotImplemented: Bool {
    names.contains("NotImplemented")
      || instructions.contains { instruction in
        switch instruction {
        case .call, .callSpread: true
        default: false
        }
      }
  }
}
