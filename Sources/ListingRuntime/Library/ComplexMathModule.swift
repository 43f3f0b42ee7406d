#if canImport(Glibc)
  import Glibc
#endif

/// Python's module `cmath`. The formulae are Kahan's, from "Branch cuts for complex elementary functions", 1987. They
/// keep the sign of a zero and lose no digits near the branch cuts.
enum ComplexMathModule {
  static let members: [String: Value] = {
    var members: [String: Value] = [
      "pi": .float(.pi), "e": .float(M_E), "inf": .float(.infinity), "nan": .float(.nan), "tau": .float(2 * .pi),
      "infj": .complex(ComplexNumber(0, .infinity)), "nanj": .complex(ComplexNumber(0, .nan)),
    ]
    for function in functions { members[function.name] = .builtin(function) }
    return members
  }()

  private static let domain = ListingError(.valueError, "math domain error")
  private static let range = ListingError(.overflowError, "math range error")

  private static func number(_ a: Arguments, _ index: Int, _ m: Machine) throws -> ComplexNumber {
    if case .tensor = a[index], let number = try m.complex(m.anyScalar(a[index]).value) { return number }
    if let number = try m.complex(a[index]) { return number }
    try m.checkKnown(a[index])
    throw ListingError(.typeError, "must be real number, not \(m.typeName(of: a[index]))")
  }

  private static let functions: [BuiltinFunction] = [
    BuiltinFunction("sqrt(z)") { m, a in .complex(root(try number(a, 0, m))) },
    BuiltinFunction("exp(z)") { m, a in .complex(try exponential(number(a, 0, m))) },
    BuiltinFunction("log(z, base=None)") { m, a in
      let value = try logarithm(number(a, 0, m))
      if a.isNone(1) { return .complex(value) }
      let base = try logarithm(number(a, 1, m))
      if base.isZero { throw ListingError(.zeroDivisionError, "complex division by zero") }
      return .complex(value / base)
    },
    BuiltinFunction("log10(z)") { m, a in
      let value = try logarithm(number(a, 0, m))
      return .complex(ComplexNumber(value.real / M_LN10, value.imaginary / M_LN10))
    },
    one("sinh", hyperbolicSine), one("cosh", hyperbolicCosine), one("tanh", hyperbolicTangent),
    one("asinh", inverseHyperbolicSine), one("acosh", inverseHyperbolicCosine),
    one("atanh", inverseHyperbolicTangent), one("acos", inverseCosine),
    one("cos") { hyperbolicCosine(turned($0)) },
    one("sin") { turnedBack(hyperbolicSine(turned($0))) }, one("tan") { turnedBack(hyperbolicTangent(turned($0))) },
    one("asin") { turnedBack(inverseHyperbolicSine(turned($0))) },
    one("atan") { turnedBack(try inverseHyperbolicTangent(turned($0))) },
    BuiltinFunction("phase(z)") { m, a in .float(try number(a, 0, m).phase) },
    BuiltinFunction("polar(z)") { m, a in
      let z = try number(a, 0, m)
      if z.isFinite, z.magnitude.isInfinite { throw range }
      return .tuple([.float(z.magnitude), .float(z.phase)])
    },
    BuiltinFunction("rect(r, phi)") { m, a in
      let (r, phi) = (try MathModule.real(a, 0, m), try MathModule.real(a, 1, m))
      if phi == 0 { return .complex(ComplexNumber(r, r.isFinite ? r * phi : 0)) }
      if phi.isInfinite, r != 0, !r.isNaN { throw domain }
      if r.isInfinite, phi.isFinite {
        let (x, y) = (Double(signOf: cos(phi), magnitudeOf: r), Double(signOf: sin(phi), magnitudeOf: r))
        return .complex(r > 0 ? ComplexNumber(x, y) : ComplexNumber(-x, -y))
      }
      return .complex(ComplexNumber(r * cos(phi), r * sin(phi)))
    },
    BuiltinFunction("isfinite(z)") { m, a in .bool(try number(a, 0, m).isFinite) },
    BuiltinFunction("isinf(z)") { m, a in
      let z = try number(a, 0, m)
      return .bool(z.real.isInfinite || z.imaginary.isInfinite)
    },
    BuiltinFunction("isnan(z)") { m, a in
      let z = try number(a, 0, m)
      return .bool(z.real.isNaN || z.imaginary.isNaN)
    },
    BuiltinFunction("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)") { m, a in
      let (x, y) = (try number(a, 0, m), try number(a, 1, m))
      let (relative, absolute) = (try MathModule.real(a, 2, m), try MathModule.real(a, 3, m))
      if relative < 0 || absolute < 0 { throw ListingError(.valueError, "tolerances must be non-negative") }
      if x == y { return .bool(true) }
      let isInfinite = [x, y].contains { $0.real.isInfinite || $0.imaginary.isInfinite }
      let difference = (x - y).magnitude
      return .bool(
        !isInfinite
          && (difference <= relative * x.magnitude || difference <= relative * y.magnitude || difference <= absolute))
    },
  ]

  /// Makes a function whose argument must be finite. If a part of the result is infinite, the function raises an
  /// OverflowError.
  private static func one(
    _ name: String, _ function: @escaping @Sendable (ComplexNumber) throws -> ComplexNumber
  ) -> BuiltinFunction {
    BuiltinFunction("\(name)(z)") { m, a in
      let z = try number(a, 0, m)
      if !z.isFinite {
        throw ListingError(.notImplemented, "cmath.\(name) of a number that is not finite is not supported")
      }
      let result = try function(z)
      if result.real.isInfinite || result.imaginary.isInfinite { throw range }
      return .complex(result)
    }
  }

  // MARK: Formulae

  /// i·z
  private static func turned(_ z: ComplexNumber) -> ComplexNumber { ComplexNumber(-z.imaginary, z.real) }
  /// −i·z
  private static func turnedBack(_ z: ComplexNumber) -> ComplexNumber { ComplexNumber(z.imaginary, -z.real) }

  /// If a part of a number is greater than a quarter of the largest double, the functions avoid squares and sums of the
  /// parts.
  private static let large = Double.greatestFiniteMagnitude / 4
  private static let largeLogarithm = log(large)

  private static func root(_ z: ComplexNumber) -> ComplexNumber {
    if z.imaginary.isInfinite { return ComplexNumber(.infinity, z.imaginary) }
    if z.real == .infinity {
      return ComplexNumber(.infinity, z.imaginary.isNaN ? .nan : Double(signOf: z.imaginary, magnitudeOf: 0))
    }
    if z.real == -.infinity {
      return z.imaginary.isNaN
        ? ComplexNumber(.nan, .infinity) : ComplexNumber(0, Double(signOf: z.imaginary, magnitudeOf: .infinity))
    }
    if z.isZero { return ComplexNumber(0, z.imaginary) }
    var (x, y) = (z.real.magnitude, z.imaginary.magnitude)
    let s: Double
    if x < .leastNormalMagnitude, y < .leastNormalMagnitude {
      (x, y) = (x * 0x1p54, y * 0x1p54)
      s = (x + hypot(x, y)).squareRoot() * 0x1p-27 / 2.0.squareRoot()
      let other = z.imaginary.magnitude / (2 * s)
      return z.real >= 0
        ? ComplexNumber(s, Double(signOf: z.imaginary, magnitudeOf: other))
        : ComplexNumber(other, Double(signOf: z.imaginary, magnitudeOf: s))
    }
    x /= 8
    s = 2 * (x + hypot(x, y / 8)).squareRoot()
    let other = y / (2 * s)
    return z.real >= 0
      ? ComplexNumber(s, Double(signOf: z.imaginary, magnitudeOf: other))
      : ComplexNumber(other, Double(signOf: z.imaginary, magnitudeOf: s))
  }

  private static func exponential(_ z: ComplexNumber) throws -> ComplexNumber {
    let (x, y) = (z.real, z.imaginary)
    if x.isFinite, y.isFinite {
      let isLarge = x > largeLogarithm
      let length = exp(isLarge ? x - 1 : x)
      let factor = isLarge ? M_E : 1
      let result = ComplexNumber(length * cos(y) * factor, length * sin(y) * factor)
      if !result.isFinite { throw range }
      return result
    }
    if y.isInfinite, !x.isNaN, x != -.infinity { throw domain }
    if y == 0 { return ComplexNumber(exp(x), y) }
    if x == -.infinity { return y.isFinite ? ComplexNumber(0 * cos(y), 0 * sin(y)) : ComplexNumber(0, 0) }
    if x == .infinity {
      return y.isFinite
        ? ComplexNumber(
          Double(signOf: cos(y), magnitudeOf: .infinity), Double(signOf: sin(y), magnitudeOf: .infinity))
        : ComplexNumber(.infinity, .nan)
    }
    return ComplexNumber(.nan, .nan)
  }

  private static func logarithm(_ z: ComplexNumber) throws -> ComplexNumber {
    if z.isZero { throw domain }
    let (x, y) = (z.real.magnitude, z.imaginary.magnitude)
    let real: Double
    if !z.isFinite {
      real = x.isInfinite || y.isInfinite ? .infinity : .nan
    } else if x > large || y > large {
      real = log(hypot(x / 2, y / 2)) + M_LN2
    } else if x < .leastNormalMagnitude, y < .leastNormalMagnitude {
      real = log(hypot(x * 0x1p53, y * 0x1p53)) - 53 * M_LN2
    } else {
      let length = hypot(x, y)
      let (greater, less) = (max(x, y), min(x, y))
      real =
        (0.71...1.73).contains(length)
        ? log1p((greater - 1) * (greater + 1) + less * less) / 2 : log(length)
    }
    return ComplexNumber(real, z.phase)
  }

  @Sendable private static func hyperbolicCosine(_ z: ComplexNumber) -> ComplexNumber {
    if z.real.magnitude > largeLogarithm {
      let x = z.real - Double(signOf: z.real, magnitudeOf: 1)
      return ComplexNumber(cos(z.imaginary) * cosh(x) * M_E, sin(z.imaginary) * sinh(x) * M_E)
    }
    return ComplexNumber(cos(z.imaginary) * cosh(z.real), sin(z.imaginary) * sinh(z.real))
  }

  @Sendable private static func hyperbolicSine(_ z: ComplexNumber) -> ComplexNumber {
    if z.real.magnitude > largeLogarithm {
      let x = z.real - Double(signOf: z.real, magnitudeOf: 1)
      return ComplexNumber(cos(z.imaginary) * sinh(x) * M_E, sin(z.imaginary) * cosh(x) * M_E)
    }
    return ComplexNumber(cos(z.imaginary) * sinh(z.real), sin(z.imaginary) * cosh(z.real))
  }

  @Sendable private static func hyperbolicTangent(_ z: ComplexNumber) -> ComplexNumber {
    if z.real.magnitude > largeLogarithm {
      return ComplexNumber(
        Double(signOf: z.real, magnitudeOf: 1),
        4 * sin(z.imaginary) * cos(z.imaginary) * exp(-2 * z.real.magnitude))
    }
    let (x, y, c) = (tanh(z.real), tan(z.imaginary), 1 / cosh(z.real))
    let divisor = 1 + (x * y) * (x * y)
    return ComplexNumber(x * (1 + y * y) / divisor, ((y / divisor) * c) * c)
  }

  /// log(2·|z|) for a number with large parts.
  private static func largeLength(_ z: ComplexNumber) -> Double {
    log(hypot(z.real / 2, z.imaginary / 2)) + 2 * M_LN2
  }

  private static func isLarge(_ z: ComplexNumber) -> Bool { z.real.magnitude > large || z.imaginary.magnitude > large }

  @Sendable private static func inverseCosine(_ z: ComplexNumber) -> ComplexNumber {
    if isLarge(z) {
      let length = largeLength(z)
      return ComplexNumber(
        atan2(z.imaginary.magnitude, z.real), -Double(signOf: z.imaginary, magnitudeOf: length))
    }
    let a = root(ComplexNumber(1 - z.real, -z.imaginary)), b = root(ComplexNumber(1 + z.real, z.imaginary))
    return ComplexNumber(2 * atan2(a.real, b.real), asinh(b.real * a.imaginary - b.imaginary * a.real))
  }

  @Sendable private static func inverseHyperbolicCosine(_ z: ComplexNumber) -> ComplexNumber {
    if isLarge(z) { return ComplexNumber(largeLength(z), atan2(z.imaginary, z.real)) }
    let a = root(ComplexNumber(z.real - 1, z.imaginary)), b = root(ComplexNumber(z.real + 1, z.imaginary))
    return ComplexNumber(asinh(a.real * b.real + a.imaginary * b.imaginary), 2 * atan2(a.imaginary, b.real))
  }

  @Sendable private static func inverseHyperbolicSine(_ z: ComplexNumber) -> ComplexNumber {
    if isLarge(z) {
      return ComplexNumber(
        Double(signOf: z.real, magnitudeOf: largeLength(z)), atan2(z.imaginary, z.real.magnitude))
    }
    let a = root(ComplexNumber(1 + z.imaginary, -z.real)), b = root(ComplexNumber(1 - z.imaginary, z.real))
    return ComplexNumber(
      asinh(a.real * b.imaginary - b.real * a.imaginary),
      atan2(z.imaginary, a.real * b.real - a.imaginary * b.imaginary))
  }

  @Sendable private static func inverseHyperbolicTangent(_ z: ComplexNumber) throws -> ComplexNumber {
    if z.real.sign == .minus { return -(try inverseHyperbolicTangent(-z)) }
    let y = z.imaginary.magnitude
    if z.real > large.squareRoot() || y > large.squareRoot() {
      let length = hypot(z.real / 2, y / 2)
      return ComplexNumber(z.real / 4 / length / length, Double(signOf: z.imaginary, magnitudeOf: .pi / 2))
    }
    if z.real == 1, y < Double.leastNormalMagnitude.squareRoot() {
      if y == 0 { throw domain }
      return ComplexNumber(
        -log(y.squareRoot() / hypot(y, 2).squareRoot()),
        Double(signOf: z.imaginary, magnitudeOf: atan2(2, -y) / 2))
    }
    let rest = 1 - z.real
    return ComplexNumber(
      log1p(4 * z.real / (rest * rest + y * y)) / 4,
      -atan2(-2 * z.imaginary, rest * (1 + z.real) - y * y) / 2)
  }
}
