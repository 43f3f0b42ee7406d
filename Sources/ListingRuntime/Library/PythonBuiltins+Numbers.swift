import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// Python's builtins for numbers: `abs`, `round`, `divmod`.
extension PythonBuiltins {
  static let numbers: [BuiltinFunction] = [
    BuiltinFunction("abs(x)") { m, a in
      switch a[0] {
      case .int(let number):
        if number == .min { throw ListingError(.overflowError, "abs(): the result does not fit 64 bits") }
        return .int(abs(number))
      case .bool(let flag): return .int(flag ? 1 : 0)
      case .float(let number): return .float(abs(number))
      default: return try m.new(m.compute.unary(.abs, a.tensor(0, m)))
      }
    },
    BuiltinFunction("round(number, ndigits=None)") { m, a in
      if case .tensor = a[0] { return try m.new(m.compute.unary(.round, a.tensor(0, m))) }
      if m.isInteger(a[0]) { return .int(try rounded(m.integer(a[0]), digits: a.isNone(1) ? 0 : a.int(1, m))) }
      let number = try a.double(0, m)
      if a.isNone(1) {
        guard let whole = Int(exactly: number.rounded(.toNearestOrEven)) else {
          throw ListingError(.overflowError, "round(): \(number) does not fit an integer of 64 bits")
        }
        return .int(whole)
      }
      let digits = try a.int(1, m)
      if digits < 0 {
        let unit = pow(10, Double(min(digits.magnitude, 400)))
        return .float(unit.isFinite ? (number / unit).rounded(.toNearestOrEven) * unit : 0 * number)
      }
      return .float(Double(formatFloat("%.\(max(0, min(digits, 300)))f", number)) ?? number)
    },
    BuiltinFunction("divmod(a, b)") { m, a in
      .tuple([
        try m.binary(.floorDivide, a[0], a[1], inPlace: false), try m.binary(.remainder, a[0], a[1], inPlace: false),
      ])
    },
    BuiltinFunction("pow(base, exp)") { m, a in try m.binary(.power, a[0], a[1], inPlace: false) },
  ]

  /// Rounds to a multiple of 10^(−digits) if `digits` is negative: −2 rounds to hundreds. Halves round to the even
  /// multiple.
  private static func rounded(_ number: Int, digits: Int) throws -> Int {
    if digits >= 0 { return number }
    if digits < -18 { return 0 }
    let unit = (0..<(-digits)).reduce(1) { product, _ in product * 10 }
    let remainder = ((number % unit) + unit) % unit
    let (below, underflow) = number.subtractingReportingOverflow(remainder)
    let goesUp = remainder > unit - remainder || remainder == unit - remainder && (below / unit) % 2 != 0
    let (result, overflow) = goesUp ? below.addingReportingOverflow(unit) : (below, false)
    if underflow || overflow { throw ListingError(.overflowError, "round(): the result does not fit 64 bits") }
    return result
  }
}
