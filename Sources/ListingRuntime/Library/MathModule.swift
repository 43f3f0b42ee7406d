import BigInt

#if canImport(Glibc)
  import Glibc
#endif

/// Python's module `math`.
enum MathModule {
  static let members: [String: Value] = {
    var members: [String: Value] = [
      "pi": .float(.pi), "e": .float(M_E), "inf": .float(.infinity), "nan": .float(.nan), "tau": .float(2 * .pi),
    ]
    for function in elementary + [logarithms, rounding, integers, floats, sums].joined() {
      members[function.name] = .builtin(function)
    }
    return members
  }()

  // MARK: Arguments

  /// The argument as a float. Python's error texts call such an argument a real number.
  static func real(_ a: Arguments, _ index: Int, _ m: Machine) throws -> Double { try real(a[index], m) }

  static func real(_ value: Value, _ m: Machine) throws -> Double {
    switch value {
    case .float(let number): return number
    case .int, .bool, .largeInteger: return try m.double(value)
    case .tensor: return try m.realNumber(value)
    default:
      try m.checkKnown(value)
      throw ListingError(.typeError, "must be real number, not \(m.typeName(of: value))")
    }
  }

  private static func whole(_ a: Arguments, _ index: Int, _ m: Machine) throws -> BigInt { try whole(a[index], m) }

  private static func whole(_ value: Value, _ m: Machine) throws -> BigInt {
    if let number = m.wholeNumber(value) { return number }
    if m.isTensor(value) { return BigInt(try m.index(value)) }
    throw PythonBuiltins.noInteger(value, m)
  }

  private static let domain = ListingError(.valueError, "math domain error")
  private static let range = ListingError(.overflowError, "math range error")

  // MARK: Functions of one float

  /// - Parameter overflows: selects the error for a finite argument with an infinite result. True selects
  ///   OverflowError. False selects the error for an argument outside the function's domain.
  private static func one(
    _ name: String, overflows: Bool = false, _ function: @escaping @Sendable (Double) -> Double
  ) -> BuiltinFunction {
    BuiltinFunction("\(name)(x)") { m, a in
      let x = try real(a, 0, m)
      let result = function(x)
      if result.isNaN, !x.isNaN { throw domain }
      if result.isInfinite, x.isFinite { throw overflows ? range : domain }
      return .float(result)
    }
  }

  private static let elementary: [BuiltinFunction] = [
    one("exp", overflows: true, exp), one("exp2", overflows: true, exp2), one("expm1", overflows: true, expm1),
    one("sinh", overflows: true, sinh), one("cosh", overflows: true, cosh), one("tanh", tanh),
    one("sin", sin), one("cos", cos), one("tan", tan), one("asin", asin), one("acos", acos), one("atan", atan),
    one("asinh", asinh), one("acosh", acosh), one("atanh", atanh), one("log1p", log1p), one("sqrt", sqrt),
    one("cbrt", cbrt), one("erf", erf), one("erfc", erfc), one("fabs", fabs),
    one("degrees") { $0 * (180 / .pi) }, one("radians") { $0 * (.pi / 180) },
    BuiltinFunction("gamma(x)") { m, a in
      let x = try real(a, 0, m)
      if x == -.infinity || x <= 0 && x == x.rounded() { throw domain }
      let result = tgamma(x)
      if result.isInfinite, x.isFinite { throw range }
      return .float(result)
    },
    BuiltinFunction("lgamma(x)") { m, a in
      let x = try real(a, 0, m)
      if x <= 0, x.isFinite, x == x.rounded() { throw domain }
      var sign: Int32 = 0
      let result = lgamma_r(x, &sign)
      if result.isInfinite, x.isFinite { throw range }
      return .float(result)
    },
  ]

  private static let logarithms: [BuiltinFunction] = [
    BuiltinFunction("log(x, base=None)") { m, a in
      let numerator = try logarithm(a[0], m, log, factor: M_LN2)
      if a.isNone(1) { return .float(numerator) }
      let denominator = try logarithm(a[1], m, log, factor: M_LN2)
      if denominator == 0 { throw ListingError(.zeroDivisionError, "float division by zero") }
      return .float(numerator / denominator)
    },
    BuiltinFunction("log2(x)") { m, a in .float(try logarithm(a[0], m, log2, factor: 1)) },
    BuiltinFunction("log10(x)") { m, a in .float(try logarithm(a[0], m, log10, factor: log10(2))) },
  ]

  /// - Parameter factor: the value of `function` at 2, for example ln 2.
  private static func logarithm(
    _ value: Value, _ m: Machine, _ function: (Double) -> Double, factor: Double
  ) throws -> Double {
    if case .largeInteger(let large) = value, large.number.sign == .plus,
      LargeInteger.nearest(large.number) == nil
    {
      // Split an integer beyond the range of floats into fraction · 2^exponent.
      let exponent = large.number.bitLength - 64
      let fraction = LargeInteger.nearest(large.number >> exponent) ?? 1
      return function(fraction / 0x1p64) + factor * Double(exponent + 64)
    }
    if m.wholeNumber(value).map({ $0 <= 0 }) == true { throw domain }
    let x = try real(value, m)
    if x <= 0 { throw domain }
    return function(x)
  }

  // MARK: Rounding

  private static let rounding: [BuiltinFunction] = [
    rounded("floor", .down), rounded("ceil", .up), rounded("trunc", .towardZero),
  ]

  private static func rounded(_ name: String, _ rule: FloatingPointRoundingRule) -> BuiltinFunction {
    BuiltinFunction("\(name)(x)") { m, a in
      if let whole = m.wholeNumber(a[0]) { return LargeInteger.value(whole) }
      return try m.wholePart(real(a, 0, m).rounded(rule))
    }
  }

  // MARK: Integers

  private static let integers: [BuiltinFunction] = [
    BuiltinFunction("gcd(*integers)") { m, a in
      let compute = m.compute
      let check = { try compute.checkCancelled() }
      return LargeInteger.value(
        try a.rest.reduce(0) { try LargeInteger.greatestCommonDivisor($0, whole($1, m), check) })
    },
    BuiltinFunction("lcm(*integers)") { m, a in
      let compute = m.compute
      let check = { try compute.checkCancelled() }
      var result: BigInt = 1
      for item in a.rest {
        let number = BigInt(try whole(item, m).magnitude)
        if result.isZero || number.isZero {
          result = 0
          continue
        }
        let part = number / (try LargeInteger.greatestCommonDivisor(result, number, check))
        try LargeInteger.checkSize(result.bitLength + part.bitLength - 1)
        result = result * part
      }
      return LargeInteger.value(result)
    },
    BuiltinFunction("factorial(n)") { m, a in
      if case .float = a[0] {
        throw ListingError(.typeError, "'float' object cannot be interpreted as an integer")
      }
      let number = try whole(a, 0, m)
      if number.sign == .minus {
        throw ListingError(.valueError, "factorial() not defined for negative values")
      }
      // 83,000! needs more than 2^20 bits.
      guard let n = LargeInteger.small(number), n < 83_000 else { throw LargeInteger.tooLarge }
      return LargeInteger.value(
        try LargeInteger.product(1, n) { [compute = m.compute] in try compute.checkCancelled() })
    },
    BuiltinFunction("isqrt(n)") { m, a in
      let number = try whole(a, 0, m)
      if number.sign == .minus { throw ListingError(.valueError, "isqrt() argument must be nonnegative") }
      return LargeInteger.value(number.squareRoot())
    },
    BuiltinFunction("comb(n, k)") { m, a in
      let (n, k) = (try whole(a, 0, m), try whole(a, 1, m))
      try checkCounts(n, k)
      if k > n { return .int(0) }
      return try product(of: min(k, n - k), from: n, divides: true, m)
    },
    BuiltinFunction("perm(n, k=None)") { m, a in
      let n = try whole(a, 0, m)
      let k = try a.isNone(1) ? n : whole(a, 1, m)
      try checkCounts(n, k)
      if k > n { return .int(0) }
      return try product(of: k, from: n, divides: false, m)
    },
  ]

  private static func checkCounts(_ n: BigInt, _ k: BigInt) throws {
    if n.sign == .minus { throw ListingError(.valueError, "n must be a non-negative integer") }
    if k.sign == .minus { throw ListingError(.valueError, "k must be a non-negative integer") }
  }

  /// The product `n · (n − 1) · …` with `count` factors. If `divides` is True, the product is divided by `count!`.
  private static func product(of count: BigInt, from n: BigInt, divides: Bool, _ m: Machine) throws -> Value {
    // A product of more factors has more bits than the limit.
    guard let count = LargeInteger.small(count), count <= 2 * LargeInteger.bitLimit else { throw LargeInteger.tooLarge }
    var result: BigInt = 1
    for index in 0..<count {
      try m.compute.checkCancelled()
      result = result * (n - BigInt(index))
      if divides { result = result / BigInt(index + 1) }
      try LargeInteger.checkSize(result.bitLength)
    }
    return LargeInteger.value(result)
  }

  // MARK: Functions of floats

  private static let floats: [BuiltinFunction] = [
    BuiltinFunction("atan2(y, x)") { m, a in .float(atan2(try real(a, 0, m), try real(a, 1, m))) },
    BuiltinFunction("copysign(x, y)") { m, a in
      .float(Double(signOf: try real(a, 1, m), magnitudeOf: try real(a, 0, m)))
    },
    BuiltinFunction("pow(x, y)") { m, a in
      let (x, y) = (try real(a, 0, m), try real(a, 1, m))
      let result = pow(x, y)
      if x.isFinite, y.isFinite {
        if result.isNaN || result.isInfinite && x == 0 { throw domain }
        if result.isInfinite { throw range }
      }
      return .float(result)
    },
    BuiltinFunction("fmod(x, y)") { m, a in
      let (x, y) = (try real(a, 0, m), try real(a, 1, m))
      let result = fmod(x, y)
      if result.isNaN, !x.isNaN, !y.isNaN { throw domain }
      return .float(result)
    },
    BuiltinFunction("remainder(x, y)") { m, a in
      let (x, y) = (try real(a, 0, m), try real(a, 1, m))
      let result = remainder(x, y)
      if result.isNaN, !x.isNaN, !y.isNaN { throw domain }
      return .float(result)
    },
    BuiltinFunction("modf(x)") { m, a in
      let x = try real(a, 0, m)
      if x.isInfinite { return .tuple([.float(Double(signOf: x, magnitudeOf: 0)), .float(x)]) }
      let whole = x.rounded(.towardZero)
      return .tuple([.float(Double(signOf: x, magnitudeOf: x - whole)), .float(whole)])
    },
    BuiltinFunction("frexp(x)") { m, a in
      let x = try real(a, 0, m)
      if x == 0 || !x.isFinite { return .tuple([.float(x), .int(0)]) }
      let exponent = Int(x.exponent) + 1
      return .tuple([.float(Double(sign: x.sign, exponent: -1, significand: x.significand)), .int(exponent)])
    },
    BuiltinFunction("ldexp(x, i)") { m, a in
      let x = try real(a, 0, m)
      guard let power = m.wholeNumber(a[1]) else {
        try m.checkKnown(a[1])
        throw ListingError(.typeError, "Expected an int as second argument to ldexp.")
      }
      if x == 0 || !x.isFinite { return .float(x) }
      let result = scalbn(x, Int(max(-10_000, min(10_000, power))))
      if result.isInfinite { throw range }
      return .float(result)
    },
    BuiltinFunction("nextafter(x, y)") { m, a in .float(nextafter(try real(a, 0, m), try real(a, 1, m))) },
    BuiltinFunction("ulp(x)") { m, a in
      let x = try real(a, 0, m).magnitude
      return .float(!x.isFinite ? x : x == .greatestFiniteMagnitude ? x - x.nextDown : x.nextUp - x)
    },
    BuiltinFunction("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)") { m, a in
      let (x, y) = (try real(a, 0, m), try real(a, 1, m))
      let (relative, absolute) = (try real(a, 2, m), try real(a, 3, m))
      if relative < 0 || absolute < 0 { throw ListingError(.valueError, "tolerances must be non-negative") }
      if x == y { return .bool(true) }
      if x.isInfinite || y.isInfinite { return .bool(false) }
      let difference = abs(x - y)
      return .bool(
        difference <= abs(relative * x) || difference <= abs(relative * y) || difference <= absolute)
    },
    BuiltinFunction("isnan(x)") { m, a in .bool(try real(a, 0, m).isNaN) },
    BuiltinFunction("isinf(x)") { m, a in .bool(try real(a, 0, m).isInfinite) },
    BuiltinFunction("isfinite(x)") { m, a in .bool(try real(a, 0, m).isFinite) },
  ]

  // MARK: Sums

  private static let sums: [BuiltinFunction] = [
    BuiltinFunction("prod(iterable, *, start=1)") { m, a in
      var product = a[1]
      for item in try m.allItems(of: a[0]) { product = try m.binary(.multiply, product, item, inPlace: false) }
      return product
    },
    BuiltinFunction("fsum(seq)") { m, a in
      // Compute the exact sum as an integer in units of 2^-1074, and round it once.
      var total: BigInt = 0
      var special: Double?
      for item in try m.allItems(of: a[0]) {
        let number = try real(item, m)
        guard number.isFinite else {
          if let before = special, before.isInfinite, number.isInfinite, before != number {
            throw ListingError(.valueError, "-inf + inf in fsum")
          }
          special = (special ?? 0) + number
          continue
        }
        if number == 0 { continue }
        let significand = BigInt(
          number.isNormal ? Int(number.significandBitPattern | 1 << 52) : Int(number.significandBitPattern))
        let shift = number.isNormal ? Int(number.exponent) + 1022 : 0
        total += number < 0 ? -(significand << shift) : significand << shift
      }
      if let special { return .float(special) }
      do { return .float(try LargeInteger.quotient(total, 1 << 1074)) } catch {
        throw ListingError(.overflowError, "intermediate overflow in fsum")
      }
    },
    BuiltinFunction("hypot(*coordinates)") { m, a in .float(norm(try a.rest.map { try real($0, m) })) },
    BuiltinFunction("dist(p, q)") { m, a in
      let (p, q) = (try m.allItems(of: a[0]), try m.allItems(of: a[1]))
      if p.count != q.count {
        throw ListingError(.valueError, "both points must have the same number of dimensions")
      }
      return .float(norm(try zip(p, q).map { try real($0, m) - real($1, m) }))
    },
  ]

  /// The square root of the sum of squares. Two doubles store the sum, so the total error is close to one rounding
  /// error.
  private static func norm(_ coordinates: [Double]) -> Double {
    if coordinates.contains(where: \.isInfinite) { return .infinity }
    if coordinates.contains(where: \.isNaN) { return .nan }
    guard let largest = coordinates.map(\.magnitude).max(), largest > 0 else { return 0 }
    if coordinates.count == 1 { return largest }
    // Scale by a power of two that brings the largest coordinate near 1.
    let exponent = Int(largest.exponent)
    var sum = 0.0, rest = 0.0
    for coordinate in coordinates {
      let x = scalbn(coordinate.magnitude, -exponent)
      let square = x * x
      let total = sum + square
      rest += (sum >= square ? (sum - total) + square : (square - total) + sum) + fma(x, x, -square)
      sum = total
    }
    var root = (sum + rest).squareRoot()
    root += (fma(-root, root, sum) + rest) / (2 * root)
    return scalbn(root, exponent)
  }
}
