import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// Python's modules `math`, `typing` and `__future__`.
extension PythonBuiltins {
  static let modules: [String: ImportedModule] = [
    "math": ImportedModule(name: "math", members: math),
    // Annotations are not evaluated. Therefore the names that they use only have to be importable.
    "typing": ImportedModule(
      name: "typing",
      members: Dictionary(
        uniqueKeysWithValues: ["Any", "Optional", "TypeVar", "Union"].map { ($0, .stub(Stub(name: "typing.\($0)"))) }
          + [
            ("TYPE_CHECKING", .bool(false)), ("NamedTuple", .type(Records.root)),
          ])),
    "__future__": ImportedModule(name: "__future__", members: ["annotations": .none]),
  ]

  private static let math: [String: Value] = {
    var members: [String: Value] = [
      "pi": .float(.pi), "e": .float(M_E), "inf": .float(.infinity), "nan": .float(.nan), "tau": .float(2 * .pi),
    ]
    let functions: [(String, @Sendable (Double) -> Double)] = [
      ("exp", exp), ("log2", log2), ("log10", log10), ("log1p", log1p), ("sin", sin), ("cos", cos), ("tan", tan),
      ("tanh", tanh), ("atan", atan), ("erf", erf), ("fabs", fabs),
    ]
    for (name, function) in functions {
      members[name] = .builtin(BuiltinFunction("\(name)(x)") { m, a in .float(function(try a.double(0, m))) })
    }
    func add(_ function: BuiltinFunction) { members[function.name] = .builtin(function) }
    add(
      BuiltinFunction("sqrt(x)") { m, a in
        let x = try a.double(0, m)
        if x < 0 { throw ListingError(.valueError, "math domain error: sqrt(\(x))") }
        return .float(x.squareRoot())
      })
    add(
      BuiltinFunction("log(x, base=None)") { m, a in
        let x = try a.double(0, m)
        if x <= 0 { throw ListingError(.valueError, "math domain error: log(\(x))") }
        return .float(try a.isNone(1) ? log(x) : log(x) / log(a.double(1, m)))
      })
    add(BuiltinFunction("pow(x, y)") { m, a in .float(pow(try a.double(0, m), try a.double(1, m))) })
    for (name, rule) in [("floor", FloatingPointRoundingRule.down), ("ceil", .up), ("trunc", .towardZero)] {
      add(
        BuiltinFunction("\(name)(x)") { m, a in
          if case .int = a[0] { return a[0] }
          let x = try a.double(0, m).rounded(rule)
          guard let whole = Int(exactly: x) else {
            throw ListingError(.overflowError, "\(name)(): \(x) does not fit an integer of 64 bits")
          }
          return .int(whole)
        })
    }
    add(BuiltinFunction("atan2(y, x)") { m, a in .float(atan2(try a.double(0, m), try a.double(1, m))) })
    add(BuiltinFunction("hypot(x, y)") { m, a in .float(hypot(try a.double(0, m), try a.double(1, m))) })
    add(
      BuiltinFunction("gcd(a, b)") { m, a in
        var (x, y) = (try a.int(0, m).magnitude, try a.int(1, m).magnitude)
        while y != 0 { (x, y) = (y, x % y) }
        guard let result = Int(exactly: x) else {
          throw ListingError(.overflowError, "gcd(): the result does not fit 64 bits")
        }
        return .int(result)
      })
    add(
      BuiltinFunction("factorial(n)") { m, a in
        let n = try a.int(0, m)
        if n < 0 || n > 20 {
          throw ListingError(n < 0 ? .valueError : .overflowError, "factorial(): \(n) is outside 0 to 20")
        }
        return .int((0..<n).reduce(1) { $0 * ($1 + 1) })
      })
    add(
      BuiltinFunction("isclose(a, b, rel_tol=1e-09, abs_tol=0.0)") { m, a in
        let (x, y) = (try a.double(0, m), try a.double(1, m))
        if x == y { return .bool(true) }
        if x.isInfinite || y.isInfinite { return .bool(false) }
        return .bool(abs(x - y) <= max(try a.double(2, m) * max(abs(x), abs(y)), try a.double(3, m)))
      })
    add(BuiltinFunction("isnan(x)") { m, a in .bool(try a.double(0, m).isNaN) })
    add(BuiltinFunction("isinf(x)") { m, a in .bool(try a.double(0, m).isInfinite) })
    add(
      BuiltinFunction("prod(iterable)") { m, a in
        var product = Value.int(1)
        for item in try m.allItems(of: a[0]) { product = try m.binary(.multiply, product, item, inPlace: false) }
        return product
      })
    return members
  }()
}
