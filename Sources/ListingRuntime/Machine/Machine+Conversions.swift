import Tensors

/// Converts a listing's values to truth values and to Swift numbers.
extension Machine {
  /// The value's truth under Python's rules: False, 0, None and empty containers are false.
  func truth(of value: Value) throws -> Bool {
    switch value {
    case .none: false
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .float(let number): number != 0
    case .largeInteger: true
    case .complex(let number): !number.isZero
    case .string(let text): !text.isEmpty
    case .bytes(let bytes): !bytes.isEmpty
    case .byteArray(let handle): !heap.bytes(handle).isEmpty
    case .tuple(let items): !items.isEmpty
    case .record(let record): !record.items.isEmpty
    case .view(let view): !heap.dictionary(view.dictionary).entries.isEmpty
    case .range(let range): range.count > 0
    case .list(let handle): !heap.list(handle).isEmpty
    case .dictionary(let handle): !heap.dictionary(handle).entries.isEmpty
    case .set(let handle): heap.set(handle).count > 0
    case .frozenSet(let set): set.object.count > 0
    case .instance(let handle):
      try held(by: value).map { try truth(of: $0) } ?? library.moduleItems(of: handle, in: self).map { !$0.isEmpty }
        ?? true
    case .tensor(let reference): try truth(of: reference)
    case .stub(let stub): throw refusal(of: stub)
    default: true
    }
  }

  private func truth(of reference: TensorReference) throws -> Bool {
    if reference.layout.count != 1 { throw ambiguousTruth(of: reference.shape) }
    return try tensor(reference).element(at: [Int](repeating: 0, count: reference.layout.rank)).isTrue
  }

  func ambiguousTruth(of shape: [Int]) -> ListingError {
    ListingError(
      .runtimeError,
      "the truth value of a tensor of shape \(shapeText(shape)) is ambiguous: only a tensor with one element has a truth "
        + "value")
  }

  func isTensor(_ value: Value) -> Bool { if case .tensor = value { true } else { false } }
  func isBool(_ value: Value) -> Bool { if case .bool = value { true } else { false } }

  func isInteger(_ value: Value) -> Bool {
    switch value {
    case .int, .bool: true
    case .instance: held(by: value).map(isInteger) ?? false
    default: false
    }
  }

  func isNumber(_ value: Value) -> Bool {
    switch value {
    case .int, .bool, .float: true
    case .instance: held(by: value).map(isNumber) ?? false
    default: false
    }
  }

  func isNumeric(_ value: Value) -> Bool { isNumber(value) || isTensor(value) }

  /// Whether a tensor's operator accepts the value as its other operand.
  func isTensorOperand(_ value: Value) -> Bool { if case .complex = value { true } else { isNumeric(value) } }

  /// - Precondition: `isInteger(value)`.
  func integer(_ value: Value) -> Int {
    switch value {
    case .int(let number): number
    case .bool(let flag): flag ? 1 : 0
    case .instance: held(by: value).map(integer) ?? 0
    default: preconditionFailure("the value is no integer")
    }
  }

  /// - Precondition: `isNumber(value)`.
  func number(_ value: Value) -> Double {
    if case .float(let number) = value { return number }
    if case .instance = value, let held = held(by: value) { return number(held) }
    return Double(integer(value))
  }

  /// The element of a tensor with one element, or a number. Unlike `scalar`, accepts complex tensors.
  func anyScalar(_ value: Value) throws -> Scalar {
    if case .tensor(let reference) = value, reference.layout.count == 1 {
      return try tensor(reference).element(at: [Int](repeating: 0, count: reference.layout.rank))
    }
    return try scalar(value)
  }

  func scalar(_ value: Value) throws -> Scalar {
    switch value {
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .float(let number): .float(number)
    case .tensor(let reference) where reference.dtype.isComplex:
      throw ListingError(.typeError, "expected a real number, not a tensor of \(reference.dtype.name)")
    case .tensor(let reference) where reference.layout.count == 1:
      try tensor(reference).element(at: [Int](repeating: 0, count: reference.layout.rank))
    case .tensor(let reference):
      throw ListingError(
        .valueError,
        "only one element tensors can be converted to Python scalars, not one of shape \(shapeText(reference.shape))")
    case .stub(let stub): throw refusal(of: stub)
    case .complex(let number): .complex(real: number.real, imaginary: number.imaginary)
    case .largeInteger: throw numberForTensor()
    case .instance where held(by: value) != nil: try scalar(plain(value))
    default: throw ListingError(.typeError, "expected a number, not '\(typeName(of: value))'")
    }
  }
}

extension Scalar {
  var isTrue: Bool {
    switch self {
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .float(let number): number != 0
    case .complex(let real, let imaginary): real != 0 || imaginary != 0
    }
  }

  /// The number as a `Value` of the same type.
  var value: Value {
    switch self {
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .float(let number): .float(number)
    case .complex(let real, let imaginary): .complex(ComplexNumber(real, imaginary))
    }
  }
}
