import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// Special functions, computed element by element in double precision: `torch.special`, `torch.digamma`,
/// `torch.igamma`.
enum SpecialOperations {
  static let rows: [Operation] = [
    function("digamma", special: ["digamma", "psi"], places: [.library, .method], SpecialFunctions.digamma),
    function("i0", special: ["i0"], places: [.library, .method], Bessel.i0),
    function("i0e", special: ["i0e"], Bessel.scaledI0), function("i1", special: ["i1"], Bessel.i1),
    function("i1e", special: ["i1e"], Bessel.scaledI1),
    function("bessel_j0", special: ["bessel_j0"]) { $0.isInfinite ? .nan : j0($0) },
    function("bessel_j1", special: ["bessel_j1"]) { $0.isInfinite ? .nan : j1($0) },
    function("bessel_y0", special: ["bessel_y0"]) { $0.isInfinite ? .nan : y0($0) },
    function("bessel_y1", special: ["bessel_y1"]) { $0.isInfinite ? .nan : y1($0) },
    function("entr", special: ["entr"]) { $0.isNaN ? $0 : $0 > 0 ? -$0 * log($0) : $0 == 0 ? 0 : -.infinity },
    function("erfcx", special: ["erfcx"], SpecialFunctions.scaledErfc),
    function("ndtr", special: ["ndtr"]) { erfc(-$0 / 2.0.squareRoot()) / 2 },
    function("log_ndtr", special: ["log_ndtr"]) { x in
      x < -1
        ? log(SpecialFunctions.scaledErfc(-x / 2.0.squareRoot()) / 2) - x * x / 2
        : log1p(-erfc(x / 2.0.squareRoot()) / 2)
    },
    function("ndtri", special: ["ndtri"]) { p in
      p.isNaN || p < 0 || p > 1 ? .nan : SpecialFunctions.normalQuantile(p)
    },
    pair("igamma", aliases: ["gammainc"], SpecialFunctions.lowerGamma),
    pair("igammac", aliases: ["gammaincc"], SpecialFunctions.upperGamma),
    operandPair("zeta", SpecialFunctions.zeta),
    operandPair("xlog1py") { $1.isNaN ? $1 : $0 == 0 ? 0 : $0 * log1p($1) },
    Operation([.library, .special], torch: "polygamma(n, input)", polygamma),
    Operation(.method, torch: "polygamma(input, n)", inPlace: true) { m, a in
      try m.new(polygamma(a.tensor(0, m), order: a.int(1, m), m))
    },
    Operation([.library, .method, .special], torch: "mvlgamma(input, p)", aliases: ["multigammaln"], inPlace: true) {
      m, a in
      let (x, p) = (try a.tensor(0, m), try a.int(1, m))
      guard 1...Machine.itemLimit ~= p else { throw ListingError(.runtimeError, "mvlgamma: p must be at least 1") }
      return try m.new(
        m.compute.map("mvlgamma", x) { x in
          (0..<p).reduce(Double(p) * (Double(p) - 1) / 4 * log(Double.pi)) { $0 + lgamma(x - Double($1) / 2) }
        })
    },
  ]

  /// The members of `torch.special`: the operations in `rows`, and functions that torch also exports under another
  /// name.
  static func module(_ operations: TensorOperations) -> [String: Value] {
    var members = operations.special.mapValues(Value.builtin)
    for (name, original) in [
      "erf": "erf", "erfc": "erfc", "erfinv": "erfinv", "exp2": "exp2", "expit": "sigmoid", "expm1": "expm1",
      "gammaln": "lgamma", "log1p": "log1p", "logit": "logit", "logsumexp": "logsumexp", "round": "round",
      "sinc": "sinc", "softmax": "softmax", "log_softmax": "log_softmax", "xlogy": "xlogy",
    ] { members[name] = operations.functions[original].map(Value.builtin) }
    return members
  }

  /// Makes the table row of a function with one operand.
  private static func function(
    _ name: String, special: [String], places: Operation.Places = [], _ body: @escaping @Sendable (Double) -> Double
  ) -> Operation {
    Operation(
      places.union(.special), torch: "\(name)(input)", aliases: special.filter { $0 != name },
      inPlace: places.contains(.method)
    ) { m, a in try m.new(m.compute.map(name, a.tensor(0, m), body)) }
  }

  private static func pair(
    _ name: String, aliases: [String], _ body: @escaping @Sendable (Double, Double) -> Double
  ) -> Operation {
    Operation([.library, .method, .special], torch: "\(name)(input, other)", aliases: aliases, inPlace: true) { m, a in
      try m.new(m.compute.map(name, a.tensor(0, m), a.tensor(1, m), body))
    }
  }

  private static func operandPair(
    _ name: String, _ body: @escaping @Sendable (Double, Double) -> Double
  ) -> Operation {
    Operation(.special, torch: "\(name)(input, other)") { m, a in
      try m.new(m.compute.map(name, a.operand(0, m), a.operand(1, m), body))
    }
  }

  private static let polygamma: BuiltinFunction.Native = { m, a in
    try m.new(polygamma(a.tensor(1, m), order: a.int(0, m), m))
  }

  private static func polygamma(_ x: Tensor, order: Int, _ m: Machine) throws -> Tensor {
    guard 0...Machine.itemLimit ~= order else {
      throw ListingError(.runtimeError, "polygamma(n, x) does not support negative n.")
    }
    if order == 0 { return try m.compute.map("digamma", x, SpecialFunctions.digamma) }
    let n = Double(order)
    return try m.compute.map("polygamma", x) { x in
      if order == 1, x == -.infinity { return .nan }
      return (order % 2 == 1 ? 1 : -1) * tgamma(n + 1) * SpecialFunctions.zeta(n + 1, x)
    }
  }
}

enum SpecialFunctions {
  /// ψ(x). The reflection formula handles a negative x, and the recurrence increases a small x. The asymptotic series
  /// then computes the value.
  static let digamma: @Sendable (Double) -> Double = { x in
    if x == 0 { return x.sign == .minus ? .infinity : -.infinity }
    if x < 0 {
      if x == x.rounded() { return .nan }
      let rest = x - x.rounded(.towardZero)
      return digamma(1 - x) - .pi / tan(.pi * rest)
    }
    var (x, result) = (x, 0.0)
    while x < 10 {
      result -= 1 / x
      x += 1
    }
    if x.isInfinite || x.isNaN { return x }
    let z = 1 / (x * x)
    let terms: [Double] = [1.0 / 12, -691.0 / 32760, 1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12]
    return result + log(x) - 0.5 / x - z * terms.reduce(0) { $0 * z + $1 }
  }

  /// The Hurwitz zeta function Σ (k + q)^−s, by the Euler–Maclaurin formula.
  static let zeta: @Sendable (Double, Double) -> Double = { s, q in
    if s == 1 { return .infinity }
    if s < 1 { return .nan }
    if q <= 0 {
      if q == q.rounded(.down) { return .infinity }
      if s != s.rounded(.down) { return .nan }
    }
    if s.isNaN || q.isNaN { return .nan }
    if q.isInfinite { return 0 }
    var (sum, a) = (pow(q, -s), q)
    var i = 0
    while i < 9 || a <= 9 {
      i += 1
      a += 1
      let term = pow(a, -s)
      sum += term
      if abs(term / sum) < 1.1e-16 { return sum }
    }
    let last = pow(a, -s)
    sum += last * a / (s - 1) - 0.5 * last
    // (2k)! / B(2k)
    let factors = [
      12.0, -720.0, 30240.0, -1209600.0, 47900160.0, -1.8924375803183791606e9, 7.47242496e10, -2.950130727918164224e12,
      1.1646782814350067249e14, -4.5979787224074726105e15, 1.8152105401943546773e17, -7.1661652561756670113e18,
    ]
    var (factor, k, power) = (1.0, 0.0, last)
    for divisor in factors {
      factor *= s + k
      power /= a
      let term = factor * power / divisor
      sum += term
      if abs(term / sum) < 1.1e-16 { return sum }
      k += 1
      factor *= s + k
      power /= a
      k += 1
    }
    return sum
  }

  /// exp(x²) · erfc(x), computed without underflow.
  static let scaledErfc: @Sendable (Double) -> Double = { x in
    if x < 25 { return exp(x * x) * erfc(x) }
    // Evaluate the continued fraction of erfc.
    var fraction = 0.0
    for k in stride(from: 20, to: 0, by: -1) { fraction = Double(k) / 2 / (x + fraction) }
    return 1 / ((x + fraction) * Double.pi.squareRoot())
  }

  /// The x at which the normal distribution function equals p. Steps of Halley's method refine the first approximation.
  /// For p > 0.5, the function uses 1 − p.
  static func normalQuantile(_ p: Double) -> Double {
    if p == 0 || p == 1 { return p == 0 ? -.infinity : .infinity }
    if p > 0.5 { return -normalQuantile(1 - p) }
    if p == 0.5 { return 0 }
    let t = (-2 * log(p)).squareRoot()
    // The first approximation is rational. Its error is below 4.5e-4.
    var x =
      (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
    for _ in 0..<4 {
      let distribution = erfc(-x / 2.0.squareRoot()) / 2
      let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      if density == 0 { break }
      let step = (distribution - p) / density
      x -= step / (1 + x * step / 2)
    }
    return x
  }

  /// The regularized lower incomplete gamma function P(a, x).
  static let lowerGamma: @Sendable (Double, Double) -> Double = { a, x in
    if a < 0 || x < 0 { return .nan }
    if a == 0 { return x > 0 ? 1 : .nan }
    if x == 0 { return 0 }
    if a.isNaN || x.isNaN { return .nan }
    if a.isInfinite { return x.isInfinite ? .nan : 0 }
    if x.isInfinite { return 1 }
    return x > 1 && x > a ? 1 - upperFraction(a, x) : lowerSeries(a, x)
  }

  static let upperGamma: @Sendable (Double, Double) -> Double = { a, x in
    if a < 0 || x < 0 { return .nan }
    if a == 0 { return x > 0 ? 0 : .nan }
    if x == 0 { return 1 }
    if a.isNaN || x.isNaN { return .nan }
    if a.isInfinite { return x.isInfinite ? .nan : 1 }
    if x.isInfinite { return 0 }
    return x > 1 && x > a ? upperFraction(a, x) : 1 - lowerSeries(a, x)
  }

  private static func lowerSeries(_ a: Double, _ x: Double) -> Double {
    var (term, sum, n) = (1 / a, 1 / a, a)
    for _ in 0..<10_000 {
      n += 1
      term *= x / n
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum * exp(a * log(x) - x - lgamma(a))
  }

  /// Evaluates the continued fraction of Q(a, x) by Lentz's method.
  private static func upperFraction(_ a: Double, _ x: Double) -> Double {
    let least = 1e-300
    var b = x + 1 - a
    var c = 1 / least
    var d = 1 / b
    var h = d
    for i in 1..<10_000 {
      let factor = -Double(i) * (Double(i) - a)
      b += 2
      d = factor * d + b
      if abs(d) < least { d = least }
      c = b + factor / c
      if abs(c) < least { c = least }
      d = 1 / d
      h *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return h * exp(a * log(x) - x - lgamma(a))
  }
}
