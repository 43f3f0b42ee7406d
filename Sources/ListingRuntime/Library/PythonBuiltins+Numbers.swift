import BigInt
import Tensors

/// Python's builtins for numbers: `abs`, `round`, `divmod`, `pow`.
extension PythonBuiltins {
  static let numbers: [BuiltinFunction] = [
    BuiltinFunction("abs(x)") { m, a in
      switch a[0] {
      case .int(let number) where number > .min: return .int(abs(number))
      case .int, .largeInteger:
        let number = m.wholeNumber(a[0]) ?? 0
        return LargeInteger.value(BigInt(number.magnitude))
      case .bool(let flag): return .int(flag ? 1 : 0)
      case .float(let number): return .float(abs(number))
      case .complex(let number):
        let result = number.magnitude
        if result.isInfinite, number.isFinite { throw ListingError(.overflowError, "absolute value too large") }
        return .float(result)
      case .tensor:
        if m.currentDialect == .torch { try TorchRefusals.check(of: "abs")?(a, m) }
        return try m.new(m.compute.unary(.abs, a.tensor(0, m)))
      default:
        try m.checkKnown(a[0])
        throw ListingError(.typeError, "bad operand type for abs(): '\(m.typeName(of: a[0]))'")
      }
    },
    BuiltinFunction("round(number, ndigits=None)") { m, a in
      if case .tensor(let reference) = a[0], !reference.isArray, m.currentDialect == .torch {
        throw ListingError(.typeError, "type Tensor doesn't define __round__ method")
      }
      if case .tensor = a[0] { return try m.new(m.compute.unary(.round, a.tensor(0, m))) }
      if !a.isNone(1), !m.isWhole(a[1]), !m.isTensor(a[1]) { throw noInteger(a[1], m) }
      if let number = m.wholeNumber(a[0]) {
        if a.isNone(1) { return LargeInteger.value(number) }
        return try rounded(number, digits: m.optionalIndex(a[1]) ?? 0)
      }
      guard case .float(let number) = a[0] else {
        try m.checkKnown(a[0])
        throw ListingError(.typeError, "type \(m.typeName(of: a[0])) doesn't define __round__ method")
      }
      if a.isNone(1) { return try m.wholePart(number.rounded(.toNearestOrEven)) }
      return .float(try rounded(number, digits: m.optionalIndex(a[1]) ?? 0))
    },
    BuiltinFunction("divmod(a, b)") { m, a in
      for value in [a[0], a[1]] { try m.checkKnown(value) }
      guard m.isPythonNumber(a[0]), m.isPythonNumber(a[1]) else {
        throw ListingError(
          .typeError,
          "unsupported operand type(s) for divmod(): '\(m.typeName(of: a[0]))' and '\(m.typeName(of: a[1]))'")
      }
      if m.wholeNumber(a[0]) == nil || m.wholeNumber(a[1]) == nil, try !m.truth(of: a[1]) {
        throw ListingError(.zeroDivisionError, "float divmod()")
      }
      if try !m.truth(of: a[1]) {
        throw ListingError(.zeroDivisionError, "integer division or modulo by zero")
      }
      return .tuple([
        try m.binary(.floorDivide, a[0], a[1], inPlace: false), try m.binary(.remainder, a[0], a[1], inPlace: false),
      ])
    },
    BuiltinFunction("pow(base, exp, mod=None)") { m, a in
      if a.isNone(2) { return try m.binary(.power, a[0], a[1], inPlace: false) }
      guard let base = m.wholeNumber(a[0]), let exponent = m.wholeNumber(a[1]), let modulus = m.wholeNumber(a[2]) else {
        for value in a.values { try m.checkKnown(value) }
        throw ListingError(.typeError, "pow() 3rd argument not allowed unless all arguments are integers")
      }
      if modulus.isZero { throw ListingError(.valueError, "pow() 3rd argument cannot be 0") }
      let positive = BigInt(modulus.magnitude)
      let compute = m.compute
      let check = { try compute.checkCancelled() }
      var start = base
      if exponent.sign == .minus {
        guard positive == 1 || !base.isZero, let inverse = try inverse(of: base, modulus: positive, check) else {
          throw ListingError(.valueError, "base is not invertible for the given modulus")
        }
        start = inverse
      }
      let result = try LargeInteger.power(start, BigInt(exponent.magnitude), modulus: positive, check)
      return LargeInteger.value(modulus.sign == .minus && !result.isZero ? result + modulus : result)
    },
  ]

  /// The inverse of `number` modulo `modulus`: their product is 1 modulo `modulus`. Nil if there is no inverse.
  private static func inverse(of number: BigInt, modulus: BigInt, _ check: () throws -> Void) rethrows -> BigInt? {
    if modulus == 1 { return 0 }
    var (a, b) = (LargeInteger.floorDivision(number, modulus).remainder, modulus)
    var (x, y): (BigInt, BigInt) = (1, 0)
    while !b.isZero {
      try check()
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
      (a, b) = (b, remainder)
      (x, y) = (y, x - quotient * y)
    }
    return a == 1 ? LargeInteger.floorDivision(x, modulus).remainder : nil
  }

  /// Rounds to a multiple of 10^(−digits) if `digits` is negative: −2 rounds to hundreds. A number halfway between two
  /// multiples is rounded to the even multiple.
  private static func rounded(_ number: BigInt, digits: Int) throws -> Value {
    if digits >= 0 { return LargeInteger.value(number) }
    // A number of n bits has fewer than n / 3 + 1 digits.
    if digits < -(number.bitLength / 3 + 2) { return .int(0) }
    return LargeInteger.value(roundedToMultiple(number, of: BigInt(10).power(-digits), isMore: false))
  }

  /// The multiple of `unit` nearest to `number`. If `isMore` is True, the exact number is slightly greater than
  /// `number`, so a half is rounded up.
  private static func roundedToMultiple(_ number: BigInt, of unit: BigInt, isMore: Bool) -> BigInt {
    let (quotient, remainder) = LargeInteger.floorDivision(number, unit)
    let twice = remainder * 2
    let goesUp = twice > unit || twice == unit && (isMore || quotient.magnitude[bitAt: 0])
    return (goesUp ? quotient + 1 : quotient) * unit
  }

  private static func rounded(_ number: Double, digits: Int) throws -> Double {
    if !number.isFinite || digits > 323 { return number }
    if digits < -308 { return 0 * number }
    if digits >= 0 { return Double(formatFloat("%.\(digits)f", number)) ?? number }
    let whole = number.magnitude.rounded(.down)
    let multiple = roundedToMultiple(
      LargeInteger.whole(whole), of: BigInt(10).power(-digits), isMore: whole != number.magnitude)
    guard let result = LargeInteger.nearest(multiple) else {
      throw ListingError(.overflowError, "rounded value too large to represent")
    }
    return number.sign == .minus ? -result : result
  }
}
