import BigInt
import ListingSyntax

/// Arithmetic on integers of any size, and on complex numbers: all numbers that are neither 64-bit integers nor
/// doubles.
extension Machine {
  /// The exact value of an integer or bool; nil for other values.
  func wholeNumber(_ value: Value) -> BigInt? {
    switch value {
    case .int(let number): BigInt(number)
    case .bool(let flag): flag ? 1 : 0
    case .largeInteger(let large): large.number
    default: nil
    }
  }

  /// Whether the value is an integer of more than 64 bits or a complex number.
  func isLargeOrComplex(_ value: Value) -> Bool {
    switch value {
    case .largeInteger, .complex: true
    default: false
    }
  }

  /// Whether the value is an integer of any size, or a bool.
  func isWhole(_ value: Value) -> Bool {
    if case .largeInteger = value { true } else { isInteger(value) }
  }

  /// Whether the value is a number of Python: an integer of any size, a bool, a float or a complex number.
  func isPythonNumber(_ value: Value) -> Bool { isNumber(value) || isLargeOrComplex(value) }

  /// `left op right`, if one operand is a large integer or a complex number and the other is a number; otherwise nil.
  func largeArithmetic(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
    if isTensor(left) || isTensor(right) { throw numberForTensor() }
    if let a = wholeNumber(left), let b = wholeNumber(right) { return try integers(op, a, b) }
    guard isPythonNumber(left), isPythonNumber(right) else { return nil }
    if op.isBitwise { return nil }
    if let a = try complexOperand(left, right), let b = try complexOperand(right, left) {
      if op == .floorDivide || op == .remainder { return nil }
      return try complexNumbers(op, a, b)
    }
    return try floatNumbers(op, double(left), double(right))
  }

  /// The error of a tensor operation with an integer operand of more than 64 bits.
  func numberForTensor() -> ListingError { ListingError(.overflowError, "int too big to convert") }

  /// The number as a double. Throws if an integer is too large.
  ///
  /// - Precondition: the value is an integer of any size, a bool or a float.
  func double(_ value: Value) throws -> Double {
    if case .largeInteger(let large) = value { return try LargeInteger.double(large.number) }
    return number(value)
  }

  /// `left op right` for integers of any size.
  func integers(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    guard let a = wholeNumber(left), let b = wholeNumber(right) else {
      throw ListingError(.typeError, "unsupported operand type(s) for \(op.rawValue)")
    }
    return try integers(op, a, b)
  }

  func integers(_ op: BinaryOperator, _ a: BigInt, _ b: BigInt) throws -> Value {
    func result(_ number: BigInt) throws -> Value {
      try LargeInteger.checkSize(number.bitLength)
      return LargeInteger.value(number)
    }
    switch op {
    case .add: return try result(a + b)
    case .subtract: return try result(a - b)
    case .multiply:
      try LargeInteger.checkSize(a.bitLength + b.bitLength - 1)
      return try result(a * b)
    case .divide:
      if b.isZero { throw ListingError(.zeroDivisionError, "division by zero") }
      return .float(try LargeInteger.quotient(a, b))
    case .floorDivide, .remainder:
      if b.isZero { throw Self.integerDivisionByZero(op) }
      let (quotient, remainder) = LargeInteger.floorDivision(a, b)
      return LargeInteger.value(op == .floorDivide ? quotient : remainder)
    case .power:
      if b.sign == .minus {
        if a.isZero { throw ListingError(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
        return .float(try floats(.power, LargeInteger.double(a), LargeInteger.double(b)))
      }
      if b.isZero { return .int(1) }
      // If the base is 0, 1 or −1, an odd power is the base itself, and an even power is the square of the base.
      if a.bitLength <= 1 { return LargeInteger.value(b.magnitude[bitAt: 0] ? a : a * a) }
      guard let exponent = LargeInteger.small(b), exponent <= LargeInteger.bitLimit else { throw LargeInteger.tooLarge }
      try LargeInteger.checkSize((a.bitLength - 1) * exponent)
      return try result(a.power(exponent))
    case .shiftLeft, .shiftRight:
      if b.sign == .minus { throw ListingError(.valueError, "negative shift count") }
      let count = LargeInteger.small(b) ?? .max
      if op == .shiftRight { return LargeInteger.value(LargeInteger.shiftedRight(a, by: count)) }
      if a.isZero { return .int(0) }
      if count > LargeInteger.bitLimit { throw LargeInteger.tooLarge }
      try LargeInteger.checkSize(a.bitLength + count)
      return LargeInteger.value(a << count)
    case .and: return LargeInteger.value(BigInt.bitwiseAnd(a, b))
    case .or: return LargeInteger.value(BigInt.bitwiseOr(a, b))
    case .xor: return LargeInteger.value(BigInt.bitwiseXor(a, b))
    case .matmul: throw ListingError(.typeError, "unsupported operand type(s) for @: 'int' and 'int'")
    }
  }
}

extension BinaryOperator {
  /// Whether the operator has no meaning for floats.
  fileprivate var isBitwise: Bool {
    switch self {
    case .and, .or, .xor, .shiftLeft, .shiftRight, .matmul: true
    default: false
    }
  }
}

extension BigInt {
  // The operators of the BigInt package take an operand as `inout`. These functions return the result instead.
  fileprivate static func bitwiseAnd(_ a: BigInt, _ b: BigInt) -> BigInt {
    var result = a
    result &= b
    return result
  }

  fileprivate static func bitwiseOr(_ a: BigInt, _ b: BigInt) -> BigInt {
    var result = a
    result |= b
    return result
  }

  fileprivate static func bitwiseXor(_ a: BigInt, _ b: BigInt) -> BigInt {
    var result = a
    result ^= b
    return result
  }
}
