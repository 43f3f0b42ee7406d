import BigInt
import ListingSyntax

#if canImport(Glibc)
  import Glibc
#endif

/// Arithmetic on 64-bit integers and on floats, which are doubles. An integer result that overflows becomes a large
/// integer.
extension Machine {
  func integers(_ op: BinaryOperator, _ a: Int, _ b: Int, areBools: Bool) throws -> Value {
    func checked(_ result: (partialValue: Int, overflow: Bool)) throws -> Value {
      if result.overflow { return try integers(op, BigInt(a), BigInt(b)) }
      return .int(result.partialValue)
    }
    switch op {
    case .add: return try checked(a.addingReportingOverflow(b))
    case .subtract: return try checked(a.subtractingReportingOverflow(b))
    case .multiply: return try checked(a.multipliedReportingOverflow(by: b))
    case .divide:
      if b == 0 { throw ListingError(.zeroDivisionError, "division by zero") }
      return .float(quotient(a, b))
    case .floorDivide, .remainder:
      if b == 0 { throw Self.integerDivisionByZero(op) }
      if a == .min, b == -1 { return try integers(op, BigInt(a), BigInt(b)) }
      let quotient = a / b
      let remainder = a % b
      // Swift rounds the quotient toward zero, Python toward −∞: correct the result if the signs differ.
      let rounds = remainder != 0 && (remainder < 0) != (b < 0)
      return .int(op == .floorDivide ? (rounds ? quotient - 1 : quotient) : (rounds ? remainder + b : remainder))
    case .power:
      if b < 0 {
        if a == 0 { throw ListingError(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
        return .float(pow(Double(a), Double(b)))
      }
      var result = 1, base = a, exponent = b
      while exponent > 0 {
        if exponent & 1 == 1 {
          let (product, overflow) = result.multipliedReportingOverflow(by: base)
          if overflow { return try integers(op, BigInt(a), BigInt(b)) }
          result = product
        }
        exponent >>= 1
        if exponent > 0 {
          let (square, overflow) = base.multipliedReportingOverflow(by: base)
          if overflow { return try integers(op, BigInt(a), BigInt(b)) }
          base = square
        }
      }
      return .int(result)
    case .shiftLeft, .shiftRight:
      if b < 0 { throw ListingError(.valueError, "negative shift count") }
      if op == .shiftRight { return .int(a >> min(b, 63)) }
      if a != 0, b >= 63 || (a << b) >> b != a { return try integers(op, BigInt(a), BigInt(b)) }
      return .int(b >= 64 ? 0 : a << b)
    case .and: return areBools ? .bool(a & b != 0) : .int(a & b)
    case .or: return areBools ? .bool(a | b != 0) : .int(a | b)
    case .xor: return areBools ? .bool(a ^ b != 0) : .int(a ^ b)
    case .matmul: throw ListingError(.typeError, "unsupported operands for @: 'int' and 'int'")
    }
  }

  static func integerDivisionByZero(_ op: BinaryOperator) -> ListingError {
    ListingError(
      .zeroDivisionError, op == .remainder ? "integer modulo by zero" : "integer division or modulo by zero")
  }

  func overflowError() -> ListingError {
    ListingError(.overflowError, "the integer does not fit 64 bits", isRefusal: true)
  }

  /// `a op b` for floats. A fractional power of a negative number is complex.
  func floatNumbers(_ op: BinaryOperator, _ a: Double, _ b: Double) throws -> Value {
    if op == .power, a < 0, a.isFinite, b.isFinite, b != b.rounded() {
      return .complex(try power(ComplexNumber(a, 0), ComplexNumber(b, 0)))
    }
    return .float(try floats(op, a, b))
  }

  func floats(_ op: BinaryOperator, _ a: Double, _ b: Double) throws -> Double {
    switch op {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide:
      if b == 0 { throw ListingError(.zeroDivisionError, "float division by zero") }
      return a / b
    case .floorDivide:
      if b == 0 { throw ListingError(.zeroDivisionError, "float floor division by zero") }
      // Compute the quotient from the exact remainder, so that q·b + r equals a. Rounding a / b could return a quotient
      // that is too large by 1.
      let remainder = fmod(a, b)
      var quotient = (a - remainder) / b
      if remainder != 0, (remainder < 0) != (b < 0) { quotient -= 1 }
      if quotient == 0 { return Double(signOf: a / b, magnitudeOf: 0) }
      let whole = quotient.rounded(.down)
      return quotient - whole > 0.5 ? whole + 1 : whole
    case .remainder:
      if b == 0 { throw ListingError(.zeroDivisionError, "float modulo") }
      return floorRemainder(a, b)
    case .power:
      if a == 0, b < 0 { throw ListingError(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
      let power = pow(a, b)
      if power.isInfinite, a.isFinite, b.isFinite {
        throw ListingError(
          .overflowError, "the power is too large for a float",
          arguments: [.int(34), .string("Numerical result out of range")])
      }
      return power
    case .matmul, .shiftLeft, .shiftRight, .and, .or, .xor:
      throw ListingError(.typeError, "unsupported operands for \(op.rawValue): 'float'")
    }
  }

  /// Python's `a % b` for floats: zero, or a remainder with the sign of b.
  private func floorRemainder(_ a: Double, _ b: Double) -> Double {
    let remainder = fmod(a, b)
    if remainder == 0 { return Double(signOf: b, magnitudeOf: 0) }
    return (remainder < 0) != (b < 0) ? remainder + b : remainder
  }

  /// The quotient a / b, rounded once. Converting a and b to Double first would round three times if they exceed 2^53.
  private func quotient(_ a: Int, _ b: Int) -> Double {
    let exact = UInt(1) << 53
    if a.magnitude <= exact, b.magnitude <= exact { return Double(a) / Double(b) }
    if a == 0 { return 0 }
    let shift = UInt128(a.magnitude).leadingZeroBitCount
    let (whole, rest) = (UInt128(a.magnitude) << UInt128(shift)).quotientAndRemainder(dividingBy: UInt128(b.magnitude))
    // `whole` has at least 64 exact bits. Its last bit is set if the division left a remainder, so that the conversion
    // to Double rounds correctly.
    let magnitude = Double(sign: .plus, exponent: -shift, significand: Double(whole | (rest == 0 ? 0 : 1)))
    return (a < 0) != (b < 0) ? -magnitude : magnitude
  }
}
