import ListingSyntax
import Tensors

/// Compares values by `==`, `<`, `is` and `in`.
extension Machine {
  mutating func compare(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value {
    try checkKnown(left)
    try checkKnown(right)
    switch op {
    case .isSame: return .bool(isSame(left, right))
    case .isNotSame: return .bool(!isSame(left, right))
    case .contained: return .bool(try contains(right, left))
    case .notContained: return .bool(!(try contains(right, left)))
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    if isTensor(left) && isTensorOperand(right) || isTensor(right) && isTensorOperand(left) {
      if isArrayOperation(left, right) {
        func plain(_ value: Value) -> Value {
          if case .tensor(let reference) = value { .tensor(reference.marked(asArray: false)) } else { value }
        }
        let made = try compare(op, plain(left), plain(right))
        return try asArray(made)
      }
      let operation = BinaryOperation(op)
      switch (left, right) {
      case (.tensor(let a), .tensor(let b)):
        return try new(elementwise(operation, .tensor(tensor(a)), .tensor(tensor(b))))
      case (.tensor(let a), _): return try new(elementwise(operation, .tensor(tensor(a)), .scalar(scalar(right))))
      case (_, .tensor(let b)): return try new(elementwise(operation, .scalar(scalar(left)), .tensor(tensor(b))))
      default: break
      }
    }
    if isTensor(left) && isLargeOrComplex(right) || isTensor(right) && isLargeOrComplex(left) {
      throw numberForTensor()
    }
    if op == .equal { return .bool(try isEqual(left, right)) }
    if op == .notEqual { return .bool(!(try isEqual(left, right))) }
    let order = try ordered(left, right, op)
    switch op {
    case .less: return .bool(order.map { $0 < 0 } ?? false)
    case .lessOrEqual: return .bool(order.map { $0 <= 0 } ?? false)
    case .greater: return .bool(order.map { $0 > 0 } ?? false)
    default: return .bool(order.map { $0 >= 0 } ?? false)
    }
  }

  /// Compares in Python's order: −1 if `left` is less, 0 if equal, 1 if greater; nil if a NaN makes all three false.
  /// `op` appears only in error messages.
  func ordered(_ left: Value, _ right: Value, _ op: ComparisonOperator = .less, depth: Int = 0) throws -> Int? {
    if depth > Self.nestingLimit {
      throw ListingError(
        .recursionError, "the values to compare are nested more than \(Self.nestingLimit) deep", isRefusal: true)
    }
    switch (left, right) {
    case (.string(let a), .string(let b)): return CodePoints.order(a, b)
    case (.tuple(let a), .tuple(let b)): return try orderedItems(a, b, op, depth)
    case (.record, .record), (.record, .tuple), (.tuple, .record):
      return try orderedItems(left.tupleItems ?? [], right.tupleItems ?? [], op, depth)
    case (.list(let a), .list(let b)): return try orderedItems(heap.list(a), heap.list(b), op, depth)
    case _ where isSet(left) && isSet(right): return try orderedSets(left, right)
    case _ where isNumber(left) && isNumber(right):
      try checkOrderIsBuiltin(left, right, op)
      return orderedNumbers(plain(left), plain(right))
    case _ where isOrderedNumber(left) && isOrderedNumber(right): return orderedLargeNumbers(left, right)
    case _ where isBytes(left) && isBytes(right):
      let a = bytes(of: left) ?? [], b = bytes(of: right) ?? []
      return a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
    case _ where isNumeric(left) && isNumeric(right):
      func isTrue(_ operation: BinaryOperation) throws -> Bool {
        let result = try compute.binary(operation, operand(left), operand(right))
        if result.count != 1 { throw ambiguousTruth(of: result.shape) }
        return try result.element(at: [Int](repeating: 0, count: result.rank)).isTrue
      }
      return try isTrue(.less) ? -1 : isTrue(.greater) ? 1 : isTrue(.equal) ? 0 : nil
    default:
      if let (a, b) = plainOperands(left, right), kind(of: a) == kind(of: b) {
        try checkOrderIsBuiltin(left, right, op)
        return try ordered(a, b, op, depth: depth + 1)
      }
      try checkKnown(left)
      try checkKnown(right)
      throw ListingError(
        .typeError, "'\(op.rawValue)' does not compare '\(typeName(of: left))' and '\(typeName(of: right))'",
        python:
          "'\(op.rawValue)' not supported between instances of '\(typeName(of: left))' and '\(typeName(of: right))'")
    }
  }

  /// If at least one operand is an instance that holds a Python value, this comparison uses the order of the held
  /// values. Throws if the listing defines another order: `__lt__` or a similar method, for an operand or for an item
  /// in an operand.
  private func checkOrderIsBuiltin(_ left: Value, _ right: Value, _ op: ComparisonOperator) throws {
    if held(by: left) == nil && held(by: right) == nil { return }
    let names = op == .less || op == .greater ? ["__lt__", "__gt__"] : ["__le__", "__ge__"]
    if !ordersByFrames(left, names), !ordersByFrames(right, names) { return }
    throw ListingError(
      .notImplemented,
      "comparing items whose class defines its order ('\(typeName(of: left))' and '\(typeName(of: right))') here: "
        + "compare them one by one with '\(op.rawValue)'")
  }

  /// Compares the exact numbers: an integer is not rounded to a Double. Returns −1, 0 or 1; nil if an operand is NaN.
  private func orderedNumbers(_ left: Value, _ right: Value) -> Int? {
    func order<Number: Comparable>(_ a: Number, _ b: Number) -> Int { a == b ? 0 : a < b ? -1 : 1 }
    switch (left, right) {
    case (.float(let a), .float(let b)): return a.isNaN || b.isNaN ? nil : order(a, b)
    case (.float(let a), _):
      if a.isNaN { return nil }
      guard let whole = Int(exactly: a.rounded(.down)) else { return a < 0 ? -1 : 1 }
      let result = order(whole, integer(right))
      return result == 0 && a != a.rounded(.down) ? 1 : result
    case (_, .float): return orderedNumbers(right, left).map { -$0 }
    default: return order(integer(left), integer(right))
    }
  }

  private func isOrderedNumber(_ value: Value) -> Bool {
    if case .largeInteger = value { true } else { isNumber(value) }
  }

  private func orderedLargeNumbers(_ left: Value, _ right: Value) -> Int? {
    switch (wholeNumber(left), wholeNumber(right)) {
    case (let a?, let b?): return a == b ? 0 : a < b ? -1 : 1
    case (let a?, nil): return number(right).isNaN ? nil : LargeInteger.order(a, number(right))
    case (nil, let b?): return number(left).isNaN ? nil : -LargeInteger.order(b, number(left))
    case (nil, nil): return nil
    }
  }

  private func areEqualNumbers(_ left: Value, _ right: Value) -> Bool {
    guard case .complex(let a) = left else {
      guard case .complex = right else { return orderedLargeNumbers(left, right) == 0 }
      return areEqualNumbers(right, left)
    }
    if case .complex(let b) = right { return a == b }
    let real = Value.float(a.real)
    return a.imaginary == 0 && (isNumber(right) ? orderedNumbers(real, right) : orderedLargeNumbers(real, right)) == 0
  }

  private func orderedItems(_ a: [Value], _ b: [Value], _ op: ComparisonOperator, _ depth: Int) throws -> Int? {
    for (x, y) in zip(a, b) where !(try isSameOrEqual(x, y)) { return try ordered(x, y, op, depth: depth + 1) }
    return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
  }

  /// Whether a container treats the values as equal: they are the same object, or `==` is true for them. A NaN is equal
  /// to itself here.
  func isSameOrEqual(_ left: Value, _ right: Value) throws -> Bool {
    if isSame(left, right) { return true }
    return try isEqual(left, right)
  }

  func isEqual(_ left: Value, _ right: Value) throws -> Bool { try isEqual(left, right, depth: 0) }

  /// Throws if a dtype is compared with a str or a builtin class whose name is also the name of a dtype: `'float32'` or
  /// `float`. The two are equal for a dtype of numpy and different for a dtype of torch. fwdb cannot tell these dtypes
  /// apart.
  private func checkNamesOfDType(_ other: Value) throws {
    guard currentDialect == .torch, frames.last?.code.isLibrary == false else { return }
    let name: String? =
      switch other {
      case .string(let text): DType.named(text).map { _ in "'\(text)'" }
      case .type(let type) where library.isValueType(type): DType.named(type.name).map { _ in type.name }
      default: nil
      }
    guard let name else { return }
    throw ListingError.unsupported(
      "comparing a dtype with \(name)", advice: "compare it with a dtype such as torch.float32 or np.float32")
  }

  private func isEqual(_ left: Value, _ right: Value, depth: Int) throws -> Bool {
    if depth > Self.nestingLimit {
      throw ListingError(
        .recursionError, "the values to compare are nested more than \(Self.nestingLimit) deep", isRefusal: true)
    }
    func itemsAreEqual(_ a: Value, _ b: Value) throws -> Bool {
      switch (a, b) {
      case (.tuple, .tuple), (.record, _), (_, .record): break
      default: if isSame(a, b) { return true }
      }
      return try isEqual(a, b, depth: depth + 1)
    }
    if case .dtype = left { try checkNamesOfDType(right) }
    if case .dtype = right { try checkNamesOfDType(left) }
    switch (left, right) {
    case _ where isNumber(left) && isNumber(right):
      return orderedNumbers(plain(left), plain(right)) == 0
    case (.string(let a), .string(let b)): return CodePoints.areEqual(a, b)
    case _ where isPythonNumber(left) && isPythonNumber(right): return areEqualNumbers(left, right)
    case _ where isBytes(left) && isBytes(right): return bytes(of: left) == bytes(of: right)
    case (.tuple(let a), .tuple(let b)):
      return try a.count == b.count && zip(a, b).allSatisfy { try itemsAreEqual($0, $1) }
    case (.record(let a), .record(let b)) where a.type === UnionTypes.type && b.type === UnionTypes.type:
      return areEqualUnions(a, b)
    case _ where UnionTypes.contains(left) || UnionTypes.contains(right): return false
    case (.slice(let a), .slice(let b)): return a.start == b.start && a.stop == b.stop && a.step == b.step
    case (.record, .record), (.record, .tuple), (.tuple, .record):
      return try isEqual(.tuple(left.tupleItems ?? []), .tuple(right.tupleItems ?? []), depth: depth)
    case (.view(let a), .view(let b))
    where a.side == .items && b.side != .values || a.side != .values && b.side == .items:
      // Compare item by item, because values of a dict may be unhashable and so cannot be put in a set.
      let x = try viewItems(a), y = try viewItems(b)
      return try x.count == y.count && x.allSatisfy { item in try y.contains { try itemsAreEqual(item, $0) } }
    case _ where isSet(left) && isSet(right):
      return try orderedSets(left, right) == 0
    case (.instance(let a), .instance(let b)):
      if a == b { return true }
      let x = heap.instance(a), y = heap.instance(b)
      guard let (plainLeft, plainRight) = plainOperands(left, right),
        try isEqual(plainLeft, plainRight, depth: depth + 1)
      else { return false }
      // Two `OrderedDict`s must also have the same order.
      guard OrderedDictionaries.contains(x.type), OrderedDictionaries.contains(y.type) else { return true }
      return try zip(allKeys(of: plainLeft), allKeys(of: plainRight)).allSatisfy { try itemsAreEqual($0, $1) }
    case (.list(let a), .list(let b)):
      if a == b { return true }
      let x = heap.list(a), y = heap.list(b)
      return try x.count == y.count && zip(x, y).allSatisfy { try itemsAreEqual($0, $1) }
    case (.dictionary(let a), .dictionary(let b)):
      let x = heap.dictionary(a), y = heap.dictionary(b)
      return try x.entries.count == y.entries.count
        && x.entries.allSatisfy { entry in
          guard let other = try y[hashable(entry.key)] else { return false }
          return try itemsAreEqual(entry.value, other)
        }
    case (.range(let a), .range(let b)):
      return a.count == b.count && (a.count == 0 || a.start == b.start && (a.count == 1 || a.step == b.step))
    // If an operand is a tensor, `==` returns a tensor. The truth value of this tensor is the result.
    case (.tensor, _) where isNumeric(right), (_, .tensor) where isNumeric(left):
      let equal = try compute.binary(.equal, operand(left), operand(right))
      if equal.count != 1 { throw ambiguousTruth(of: equal.shape) }
      return try equal.element(at: [Int](repeating: 0, count: equal.rank)).isTrue
    // Even a comparison of a stub with itself is undecided, because the stub may stand for an array.
    case (.stub(let stub), _), (_, .stub(let stub)): throw refusal(of: stub)
    case (.instance, _), (_, .instance):
      return try plainOperands(left, right).map { try isEqual($0, $1, depth: depth + 1) } ?? false
    default: return isSame(left, right)
    }
  }

  private func operand(_ value: Value) throws -> Operand {
    if case .tensor(let reference) = value { .tensor(try tensor(reference)) } else { .scalar(try scalar(value)) }
  }

  private func allKeys(of dictionary: Value) -> [Value] {
    if case .dictionary(let handle) = dictionary { heap.dictionary(handle).entries.map(\.key) } else { [] }
  }

  func viewItems(_ view: DictionaryView) throws -> [Value] {
    try heap.dictionary(view.dictionary).entries.map { try item($0, seenBy: view.side) }
  }

  func isSame(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.none, .none), (.ellipsis, .ellipsis), (.notImplemented, .notImplemented): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    // Compare the bits: by `is`, a NaN is the same as itself, although `==` returns False.
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
    case (.string(let a), .string(let b)): CodePoints.areEqual(a, b)
    case (.largeInteger(let a), .largeInteger(let b)): a.number == b.number
    case (.complex(let a), .complex(let b)):
      a.real.bitPattern == b.real.bitPattern && a.imaginary.bitPattern == b.imaginary.bitPattern
    case (.bytes(let a), .bytes(let b)): a == b
    case (.byteArray(let a), .byteArray(let b)): a == b
    case (.list(let a), .list(let b)), (.dictionary(let a), .dictionary(let b)), (.instance(let a), .instance(let b)),
      (.iterator(let a), .iterator(let b)), (.set(let a), .set(let b)):
      a == b
    case (.frozenSet(let a), .frozenSet(let b)): a === b
    case (.view(let a), .view(let b)): a == b
    case (.record(let a), .record(let b)): a === b
    case (.tensor(let a), .tensor(let b)): a === b
    case (.function(let a), .function(let b)): a === b
    case (.builtin(let a), .builtin(let b)): a === b
    case (.type(let a), .type(let b)): a === b
    case (.module(let a), .module(let b)): a === b || a.namespace != nil && a.namespace == b.namespace
    case (.method(let a), .method(let b)): isSame(a.callee, b.callee) && isSame(a.receiver, b.receiver)
    case (.dtype(let a), .dtype(let b)): a == b
    case (.device(let a), .device(let b)): a == b
    case (.stub(let a), .stub(let b)): a === b
    case (.tuple(let a), .tuple(let b)): a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1) }
    default: false
    }
  }

  private mutating func contains(_ container: Value, _ item: Value) throws -> Bool {
    switch container {
    case .instance where held(by: container) != nil: return try contains(plain(container), item)
    case .type(let type) where type.isEnum: return try enumContains(type, item)
    case .string(let text):
      guard case .string(let part) = plain(item) else {
        throw ListingError(.typeError, "'in <string>' needs a string, not '\(typeName(of: item))'")
      }
      return CodePoints.contains(text, part)
    case .bytes, .byteArray: return try bytesContain(bytes(of: container) ?? [], item)
    case .dictionary(let handle): return heap.dictionary(handle)[try hashable(item)] != nil
    case .view(let view) where view.side == .keys: return heap.dictionary(view.dictionary)[try hashable(item)] != nil
    case .set(let handle): return heap.set(handle).contains(try hashableOfAnySet(item))
    case .frozenSet(let set): return set.object.contains(try hashableOfAnySet(item))
    case .range(let range):
      let number: Int
      switch plain(item) {
      case .int, .bool: number = integer(item)
      case .complex(let value):
        guard value.imaginary == 0, let whole = Int(exactly: value.real) else { return false }
        number = whole
      case .float(let value):
        guard let whole = Int(exactly: value) else { return false }
        number = whole
      default: return false
      }
      let isWithin =
        range.step > 0 ? number >= range.start && number < range.stop : number <= range.start && number > range.stop
      let distance = UInt(bitPattern: range.step > 0 ? number &- range.start : range.start &- number)
      return isWithin && distance % range.step.magnitude == 0
    case .tensor(let reference):
      guard isNumeric(item) else {
        throw ListingError(
          .runtimeError, "'in' of a tensor needs a tensor or a number, not '\(typeName(of: item))'")
      }
      let same = try compare(.equal, .tensor(reference), item)
      guard case .tensor(let flags) = same else { return false }
      return try compute.reduce(.any, tensor(flags)).element(at: []).isTrue
    case .instance(let handle) where library.moduleNames(of: handle, in: self) != nil:
      guard case .string(let name) = item else { return false }
      return library.moduleNames(of: handle, in: self)?.contains(name) ?? false
    default: return try allItems(of: container).contains { try isSameOrEqual($0, item) }
    }
  }
}

extension BinaryOperation {
  /// The elementwise tensor comparison for a Python comparison operator.
  fileprivate init(_ op: ComparisonOperator) {
    switch op {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .isSame, .isNotSame, .contained, .notContained: preconditionFailure("\(op) is no comparison of elements")
    }
  }
}
