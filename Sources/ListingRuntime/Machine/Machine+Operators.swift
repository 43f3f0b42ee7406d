import ListingSyntax
import Tensors

extension Machine {
  /// The result of a unary operator, such as `-operand`.
  mutating func unary(_ op: UnaryOperator, _ operand: Value) throws -> Value {
    switch (op, operand) {
    case (_, .tensor(let reference)):
      let value = try tensor(reference)
      recordsOperation = recordsOperation(on: [operand])
      defer { recordsOperation = false }
      if reference.isArray {
        let made = try unary(op, .tensor(reference.marked(asArray: false)))
        return try asArray(made)
      }
      func mapped(_ body: (Tensor) throws -> Tensor) throws -> Value {
        guard currentDialect == .torch, !followsNumpy, let (_, order) = MemoryOrder.order(of: [value.layout]) else {
          return try new(body(value))
        }
        return try new(body(value.permuted(order)).permuted(MemoryOrder.inverse(of: order)))
      }
      return switch op {
      case .negative: try mapped { try compute.unary(.negate, $0) }
      case .positive: operand
      case .invert where value.dtype.isFloatingPoint && currentDialect == .torch && !reference.isArray:
        throw ListingError(.typeError, "~ (operator.invert) is only implemented on integer and Boolean-type tensors")
      case .invert:
        try mapped { try $0.dtype == .bool ? compute.logicalNot($0) : compute.unary(.bitwiseNot, $0) }
      }
    case (.negative, .int(let number)):
      let (result, overflow) = (0).subtractingReportingOverflow(number)
      return try overflow ? integers(.subtract, .int(0), operand) : .int(result)
    case (.negative, .bool(let flag)): return .int(flag ? -1 : 0)
    case (.negative, .float(let number)): return .float(-number)
    case (.positive, .int), (.positive, .float): return operand
    case (.positive, .bool(let flag)): return .int(flag ? 1 : 0)
    case (.invert, .int(let number)): return .int(~number)
    case (.invert, .bool(let flag)): return .int(flag ? -2 : -1)
    case (.negative, .largeInteger): return try integers(.subtract, .int(0), operand)
    case (.invert, .largeInteger): return try integers(.subtract, .int(-1), operand)
    case (.negative, .complex(let number)): return .complex(-number)
    case (.positive, .largeInteger), (.positive, .complex): return operand
    case (_, .instance) where held(by: operand) != nil: return try unary(op, plain(operand))
    default: throw ListingError(.typeError, "bad operand type for unary \(op.rawValue): '\(typeName(of: operand))'")
    }
  }

  /// The result of `left op right`, or of `left op= right` if `inPlace` is true. `op=` writes into a list, dict, set or
  /// torch tensor on the left. Paddle has no in-place operators for tensors, and torch has no in-place `@`. In these
  /// cases `x op= y` makes a new tensor.
  mutating func binary(_ op: BinaryOperator, _ left: Value, _ right: Value, inPlace: Bool) throws -> Value {
    if let (a, b) = plainOperands(left, right) {
      let result: Value
      do { result = try binary(op, a, b, inPlace: inPlace) } catch let error as ListingError
        where error.message.hasPrefix("unsupported operands")
      {
        // The operand may be an instance of a class derived from `str`, `list` or `tuple`. In the error message for
        // `+`, Python names the builtin class.
        let isSequence = [.str, .list, .tuple].contains(kind(of: a))
        throw unsupported(op, op == .add && isSequence ? a : left, right, inPlace: inPlace)
      }
      if op == .or, !inPlace, let type = try orderedType(left, right) {
        return try makeInstance(of: type, holding: result)
      }
      switch (a, result) {
      // If the operator changed the list, dict or set that the instance holds, the result is the instance itself.
      case (.list(let a), .list(let b)), (.dictionary(let a), .dictionary(let b)), (.set(let a), .set(let b)):
        return a == b ? left : result
      default: return result
      }
    }
    switch (left, right) {
    case (.tensor(let a), _) where a.isArray && isArrayOperation(left, right):
      return try arrayBinary(op, left, right, inPlace: inPlace)
    case (_, .tensor(let b)) where b.isArray && isArrayOperation(left, right):
      return try arrayBinary(op, left, right, inPlace: inPlace)
    case (.tensor(let target), _) where isTensorOperand(right):
      if target.cell.initial == nil, let unknown = unknownResult(op, target, right, inPlace: inPlace) { return unknown }
      let result = try tensorBinary(op, left, right)
      recordsOperation = recordsOperation(on: [left, right])
      defer { recordsOperation = false }
      if !inPlace || op == .matmul || currentDialect == .paddle { return try new(result) }
      try writeResult(result, to: target)
      return left
    case (_, .tensor) where isTensorOperand(left):
      recordsOperation = recordsOperation(on: [right])
      defer { recordsOperation = false }
      return try new(tensorBinary(op, left, right))
    case (.int, .int), (.int, .bool), (.bool, .int), (.bool, .bool):
      return try integers(op, integer(left), integer(right), areBools: isBool(left) && isBool(right))
    case (.float, .float), (.float, .int), (.int, .float), (.float, .bool), (.bool, .float):
      return try floatNumbers(op, number(left), number(right))
    case (.string(let a), .string(let b)) where op == .add:
      if a.utf8.count > Self.textLimit - b.utf8.count { throw ListingError(.memoryError, "the text would be too long") }
      return .string(a + b)
    case (.string(let template), _) where op == .remainder: return .string(try percentFormatted(template, right))
    case (.dictionary(let a), .dictionary(let b)) where op == .or:
      var merged = heap.dictionary(a)
      for entry in heap.dictionary(b).entries { merged.set(try hashable(entry.key), entry.key, to: entry.value) }
      if inPlace {
        try checkNames(merged.entries.map(\.key), a)
        heap.changeDictionary(a) { $0 = merged }
        return left
      }
      return .dictionary(heap.add(.dictionary(merged)))
    case _ where isLargeOrComplex(left) || isLargeOrComplex(right):
      if let result = try largeArithmetic(op, left, right) { return result }
      if op == .multiply, hasRepeatableItems(left) || hasRepeatableItems(right), isWhole(left) || isWhole(right) {
        throw ListingError(.overflowError, "cannot fit 'int' into an index-sized integer")
      }
      throw unsupported(op, left, right, inPlace: inPlace)
    case _ where isBytes(left) || isBytes(right):
      if let result = try bytesArithmetic(op, left, right, inPlace: inPlace) { return result }
      throw unsupported(op, left, right, inPlace: inPlace)
    case _ where op.isOfSets && (isSet(left) && (isSet(right) || isView(left)) || isSet(right) && isView(right)):
      return try sets(op, left, right, inPlace: inPlace)
    case (.list(let a), _) where op == .add && inPlace:
      let items = try allItems(of: right)
      try checkedItemCount(heap.list(a).count, items.count)
      heap.changeList(a) { $0.append(contentsOf: items) }
      return left
    case _ where op == .or && (mayBeInUnion(left) || mayBeInUnion(right)):
      if let made = union(left, right) { return made }
      throw unsupported(op, left, right, inPlace: inPlace)
    case _ where UnionTypes.contains(left) || UnionTypes.contains(right):
      throw unsupported(op, left, right, inPlace: inPlace)
    case (.record(let record), _):
      let result = try binary(op, .tuple(record.items), right, inPlace: inPlace)
      return record.isSize ? Sizes.wrapped(result) : result
    case (_, .record(let record)):
      let result = try binary(op, left, .tuple(record.items), inPlace: inPlace)
      return record.isSize ? Sizes.wrapped(result) : result
    case (.string(let text), _) where op == .multiply && isInteger(right):
      return .string(String(repeating: text, count: try repeatCount(right, of: text.utf8.count)))
    case (.tuple(let a), .tuple(let b)) where op == .add:
      try checkedItemCount(a.count, b.count)
      return .tuple(a + b)
    case (.tuple(let items), _) where op == .multiply && isInteger(right):
      return .tuple(repeated(items, try repeatCount(right, of: items.count)))
    case (.list(let a), .list(let b)) where op == .add && !inPlace:
      try checkedItemCount(heap.list(a).count, heap.list(b).count)
      return .list(heap.add(.list(heap.list(a) + heap.list(b))))
    case (.list(let handle), _) where op == .multiply && isInteger(right):
      let items = repeated(heap.list(handle), try repeatCount(right, of: heap.list(handle).count))
      if inPlace {
        heap.changeList(handle) { $0 = items }
        return left
      }
      return .list(heap.add(.list(items)))
    case (_, .list), (_, .tuple), (_, .string):
      if op == .multiply, isInteger(left) { return try binary(op, right, left, inPlace: false) }
      throw unsupported(op, left, right, inPlace: inPlace)
    default: throw unsupported(op, left, right, inPlace: inPlace)
    }
  }

  /// Applies an operator to arrays. The result has the dtype that numpy chooses. A list or tuple operand becomes an
  /// array.
  private mutating func arrayBinary(
    _ op: BinaryOperator, _ left: Value, _ right: Value, inPlace: Bool
  ) throws -> Value {
    func operand(_ value: Value) throws -> Value {
      switch value {
      case .tensor(let reference): return .tensor(reference.marked(asArray: false))
      case .list, .tuple: return try CreationOperations.tensor(from: value, dtype: nil, "array", &self)
      default: return value
      }
    }
    let plain = (try operand(left), try operand(right))
    guard isNumeric(plain.0), isNumeric(plain.1) else { throw unsupported(op, left, right) }
    if inPlace, op != .matmul, case .tensor(let target) = left {
      _ = try binary(op, plain.0, plain.1, inPlace: true)
      return .tensor(target)
    }
    if op != .divide {
      try checkArrayOperand(plain.1, of: plain.0, isExponent: op == .power)
      try checkArrayOperand(plain.0, of: plain.1, isExponent: false)
    }
    let (a, b) = try arrayOperands(plain.0, plain.1, isDivision: op == .divide)
    return try asNumpy { m in
      let made = try m.binary(op, a, b, inPlace: false)
      return try m.asArray(made)
    }
  }

  /// Computes with a model parameter that has no value yet, as a model's initialization code does. The result is a
  /// tensor without a value. Nil if the parameter has a value, or if initialization code does not use such an
  /// operation.
  private func unknownResult(
    _ op: BinaryOperator, _ target: TensorReference, _ right: Value, inPlace: Bool
  ) -> Value? {
    guard target.dtype.isFloatingPoint, [.add, .subtract, .multiply, .divide].contains(op), !hasValue(target) else {
      return nil
    }
    if inPlace, currentDialect == .torch {
      if case .tensor(let other) = right, other.shape != target.shape, other.layout.count != 1 { return nil }
      return .tensor(target)
    }
    if isTensor(right) { return nil }
    return .tensor(
      TensorReference(
        cell: StorageCell(elements: target.layout.count), dtype: target.dtype,
        layout: Layout(contiguous: target.shape)))
  }

  private func mayBeInUnion(_ value: Value) -> Bool {
    if case .type = value { true } else { UnionTypes.contains(value) }
  }

  private func textOfPython(_ op: BinaryOperator, _ left: Value, _ right: Value, inPlace: Bool) -> String {
    let names = (typeName(of: left), typeName(of: right))
    if op == .multiply, hasRepeatableItems(left) || hasRepeatableItems(right) {
      return "can't multiply sequence by non-int of type '\(hasRepeatableItems(left) ? names.1 : names.0)'"
    }
    if op == .add, ["str", "list", "tuple"].contains(names.0) {
      return "can only concatenate \(names.0) (not \"\(names.1)\") to \(names.0)"
    }
    let sign = inPlace ? op.rawValue + "=" : op == .power ? "** or pow()" : op.rawValue
    return "unsupported operand type(s) for \(sign): '\(names.0)' and '\(names.1)'"
  }

  private func unsupported(
    _ op: BinaryOperator, _ left: Value, _ right: Value, inPlace: Bool = false
  ) -> ListingError {
    ListingError(
      .typeError, "unsupported operands for \(op.rawValue): '\(typeName(of: left))' and '\(typeName(of: right))'",
      python: textOfPython(op, left, right, inPlace: inPlace))
  }

  private func hasRepeatableItems(_ value: Value) -> Bool {
    switch value {
    case .string, .tuple, .list, .record, .bytes, .byteArray: true
    default: false
    }
  }

  func repeatCount(_ value: Value, of size: Int) throws -> Int {
    let count = max(0, integer(value))
    if size > 0, count > Self.itemLimit / size {
      throw ListingError(.memoryError, "the result would have too many items")
    }
    return count
  }

  private func repeated(_ items: [Value], _ count: Int) -> [Value] {
    Array(repeatElement(items, count: count).joined())
  }

  private mutating func tensorBinary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Tensor {
    if currentDialect == .torch, !followsNumpy { try TorchRefusals.checkOperator(op, left, right, self) }
    if op == .matmul { return try compute.matmul(tensorOperand(left), tensorOperand(right)) }
    if op == .shiftLeft || op == .shiftRight { return try tensorShift(op, left, right) }
    guard let operation = BinaryOperation(op) else { throw unsupported(op, left, right) }
    switch (left, right) {
    case (.tensor(let a), .tensor(let b)):
      return try elementwise(operation, .tensor(tensor(a)), .tensor(tensor(b)))
    case (.tensor(let a), _): return try elementwise(operation, .tensor(tensor(a)), .scalar(scalar(right)))
    case (_, .tensor(let b)): return try elementwise(operation, .scalar(scalar(left)), .tensor(tensor(b)))
    default: throw unsupported(op, left, right)
    }
  }

  /// The result of an operator for tensors, in the operands' order of axes in memory, as in torch.
  func elementwise(_ operation: BinaryOperation, _ left: Operand, _ right: Operand) throws -> Tensor {
    if currentDialect != .torch || followsNumpy { return try compute.binary(operation, left, right) }
    // The result of a number raised to a tensor is row-major in torch.
    if operation == .power, case .scalar = left { return try compute.binary(operation, left, right) }
    return try MemoryOrder.keeping([left, right]) { try compute.binary(operation, $0[0], $0[1]) }
  }
}

extension Machine {
  /// Shifts the elements of integer tensors.
  fileprivate func tensorShift(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Tensor {
    func whole(_ value: Value) throws -> Tensor {
      let tensor: Tensor
      if case .tensor(let reference) = value {
        tensor = try self.tensor(reference)
      } else {
        tensor = Tensor(try scalar(value), dtype: .int64)
      }
      if tensor.dtype.isFloatingPoint || tensor.dtype.isComplex { throw unsupported(op, left, right) }
      return tensor
    }
    func operand(_ value: Value) throws -> Operand {
      isTensor(value) ? .tensor(try whole(value)) : .scalar(try scalar(value))
    }
    return try IntegerOperations.shifted(operand(left), operand(right), isLeft: op == .shiftLeft, self)
  }
}

extension BinaryOperation {
  /// The elementwise tensor operation for an operator; nil for `@` and shifts, which have no elementwise operation.
  fileprivate init?(_ op: BinaryOperator) {
    switch op {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .floorDivide: self = .floorDivide
    case .remainder: self = .remainder
    case .power: self = .power
    case .and: self = .and
    case .or: self = .or
    case .xor: self = .xor
    case .matmul, .shiftLeft, .shiftRight: return nil
    }
  }
}
