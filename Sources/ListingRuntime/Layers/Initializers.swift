import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// `torch.nn.init`. If a checkpoint will fill a parameter, the parameter has no value yet. For such a parameter these
/// functions do nothing.
enum Initializers {
  static let module = ImportedModule(
    name: "torch.nn.init",
    members: Dictionary(uniqueKeysWithValues: (functions + oldNames).map { ($0.name, .builtin($0)) }))

  private static let functions: [BuiltinFunction] = [
    BuiltinFunction("uniform_(tensor, a=0.0, b=1.0, generator=None)") { m, a in
      try uniform(a, &m, low: a.double(1, m), high: a.double(2, m), generator: a[3])
    },
    BuiltinFunction("normal_(tensor, mean=0.0, std=1.0, generator=None)") { m, a in
      try normal(a, &m, mean: a.double(1, m), deviation: a.double(2, m), generator: a[3])
    },
    BuiltinFunction("trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None)", truncatedNormal),
    BuiltinFunction("xavier_uniform_(tensor, gain=1.0, generator=None)") { m, a in
      let fans = try fans(of: a.reference(0, m).shape)
      let bound = try 3.0.squareRoot() * (a.double(1, m) * (2.0 / Double(fans.in + fans.out)).squareRoot())
      return try uniform(a, &m, low: -bound, high: bound, generator: a[2])
    },
    BuiltinFunction("xavier_normal_(tensor, gain=1.0, generator=None)") { m, a in
      let fans = try fans(of: a.reference(0, m).shape)
      let deviation = try a.double(1, m) * (2.0 / Double(fans.in + fans.out)).squareRoot()
      return try normal(a, &m, mean: 0, deviation: deviation, generator: a[2])
    },
    BuiltinFunction("kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None)") { m, a in
      guard let deviation = try kaimingDeviation(a, m) else { return a[0] }
      let bound = 3.0.squareRoot() * deviation
      return try uniform(a, &m, low: -bound, high: bound, generator: a[4])
    },
    BuiltinFunction("kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None)") { m, a in
      guard let deviation = try kaimingDeviation(a, m) else { return a[0] }
      return try normal(a, &m, mean: 0, deviation: deviation, generator: a[4])
    },
    BuiltinFunction("orthogonal_(tensor, gain=1, generator=None)", orthogonal),
    BuiltinFunction("sparse_(tensor, sparsity, std=0.01, generator=None)", sparse),
    BuiltinFunction("constant_(tensor, val)") { m, a in try constant(a, &m, a.scalar(1, m)) },
    BuiltinFunction("ones_(tensor)") { m, a in try constant(a, &m, .int(1)) },
    BuiltinFunction("zeros_(tensor)") { m, a in try constant(a, &m, .int(0)) },
    BuiltinFunction("eye_(tensor)") { m, a in
      let target = try a.reference(0, m)
      guard target.layout.rank == 2 else {
        throw ListingError(.valueError, "Only tensors with 2 dimensions are supported")
      }
      try m.write(m.compute.eye(target.shape[0], target.shape[1], dtype: target.dtype), to: target)
      return a[0]
    },
    BuiltinFunction("dirac_(tensor, groups=1)", dirac),
    BuiltinFunction("calculate_gain(nonlinearity, param=None)") { m, a in
      .float(try gain(a.string(0, m), a.isNone(1) ? nil : a.double(1, m)))
    },
    BuiltinFunction("_calculate_fan_in_and_fan_out(tensor)") { m, a in
      let fans = try fans(of: a.reference(0, m).shape)
      return .tuple([.int(fans.in), .int(fans.out)])
    },
    BuiltinFunction("_calculate_correct_fan(tensor, mode)") { m, a in
      .int(try fan(of: a.reference(0, m).shape, mode: a.string(1, m)))
    },
  ]

  /// The same functions under their old names without the final `_`, such as `uniform`. torch keeps the old names for
  /// old code.
  private static let oldNames: [BuiltinFunction] = functions.compactMap { function in
    let kept: Set = [
      "uniform_", "normal_", "constant_", "eye_", "dirac_", "xavier_uniform_", "xavier_normal_", "kaiming_uniform_",
      "kaiming_normal_", "orthogonal_", "sparse_",
    ]
    guard kept.contains(function.name), case .native(let body) = function.body else { return nil }
    return BuiltinFunction(
      String(function.name.dropLast()) + function.text.dropFirst(function.name.count), body)
  }

  // MARK: Distributions

  private static func uniform(
    _ a: Arguments, _ m: inout Machine, low: Double, high: Double, generator: Value
  ) throws -> Value {
    try RandomOperations.fill(a.reference(0, m), generator: generator, &m) {
      try $0.torchUniform($1.shape, $1.dtype, low: low, high: high, using: &$2)
    }
    return a[0]
  }

  private static func normal(
    _ a: Arguments, _ m: inout Machine, mean: Double, deviation: Double, generator: Value
  ) throws -> Value {
    let isContiguous = try a.reference(0, m).layout.isContiguous
    try RandomOperations.fill(a.reference(0, m), generator: generator, &m) {
      try $0.torchNormal(
        $1.shape, $1.dtype, mean: mean, deviation: deviation, isContiguous: isContiguous, using: &$2)
    }
    return a[0]
  }

  private static func constant(_ a: Arguments, _ m: inout Machine, _ value: Scalar) throws -> Value {
    let target = try a.reference(0, m)
    try m.fill(target, with: value)
    return a[0]
  }

  /// Normal numbers between `a` and `b`. torch redraws each number outside the range. If at most 30 % of the normal
  /// numbers fall in the range, torch instead draws uniform numbers in the range. torch accepts each uniform number
  /// with a probability proportional to the normal density.
  private static let truncatedNormal: BuiltinFunction.Native = { m, a in
    let (mean, deviation) = (try a.double(1, m), try a.double(2, m))
    let (low, high) = (try a.double(3, m), try a.double(4, m))
    if deviation == 0 { throw ListingError(.zeroDivisionError, "float division by zero") }
    func likelihood(below x: Double) -> Double { (1 + erf((x - mean) / deviation / 2.0.squareRoot())) / 2 }
    let isLikely = likelihood(below: high) - likelihood(below: low) > 0.3
    let isContiguous = try a.reference(0, m).layout.isContiguous
    try RandomOperations.fill(a.reference(0, m), generator: a[5], &m) { compute, target, generator in
      let (shape, dtype) = (target.shape, target.dtype)
      func isAny(_ mask: Tensor) throws -> Bool { try compute.reduce(.any, mask).element(at: []).isTrue }
      if isLikely {
        func noise(_ generator: inout TorchGenerator) throws -> Tensor {
          try compute.torchNormal(
            shape, dtype, mean: mean, deviation: deviation, isContiguous: isContiguous, using: &generator)
        }
        // The bounds, converted to the tensor's dtype.
        let (least, most) = (Tensor(.float(low), dtype: dtype), Tensor(.float(high), dtype: dtype))
        var result = try noise(&generator)
        while true {
          let outside = try compute.binary(
            .or, compute.binary(.less, result, least), compute.binary(.greater, result, most))
          if try !isAny(outside) { return result }
          result = try compute.where(outside, noise(&generator), result)
        }
      }
      let mode = max(low, min(mean, high))
      let peak = -0.5 * ((mode - mean) / deviation) * ((mode - mean) / deviation)
      func accepts(_ candidates: Tensor, _ generator: inout TorchGenerator) throws -> Tensor {
        let scaled = try compute.divide(compute.subtract(candidates, mean), deviation)
        let likelihood = try compute.subtract(compute.multiply(compute.unary(.square, scaled), -0.5), peak)
        let chance = try compute.unary(.log, compute.torchUniform(shape, dtype, using: &generator))
        return try compute.binary(.greater, chance, likelihood)
      }
      var result = try compute.torchUniform(shape, dtype, low: low, high: high, using: &generator)
      var pending = try accepts(result, &generator)
      while try isAny(pending) {
        let candidates = try compute.torchUniform(shape, dtype, low: low, high: high, using: &generator)
        result = try compute.where(pending, candidates, result)
        pending = try compute.binary(.and, pending, accepts(candidates, &generator))
      }
      return result
    }
    return a[0]
  }

  /// A matrix with orthonormal columns, made from normal numbers. If the matrix has fewer rows than columns, the rows
  /// are orthonormal instead.
  private static let orthogonal: BuiltinFunction.Native = { m, a in
    let target = try a.reference(0, m)
    guard target.layout.rank >= 2 else {
      throw ListingError(.valueError, "Only tensors with 2 or more dimensions are supported")
    }
    if target.shape.contains(0) || !m.hasValue(target) { return a[0] }
    let factor = try a.scalar(1, m)
    let rows = target.shape[0], columns = target.layout.count / rows
    let matrix = try m.withGenerator(a[2]) {
      try $0.compute.torchNormal([rows, columns], target.dtype, using: &$1).converted(to: .float64)
    }
    // Vectors of `length` numbers, one after the other.
    let (count, length) = (min(rows, columns), max(rows, columns))
    let turned = rows < columns ? matrix : try matrix.transposed(0, 1).contiguous()
    var vectors = turned.withElements(of: Double.self) { Array($0) }
    for index in 0..<count {
      try m.compute.checkCancelled()
      vectors.withUnsafeMutableBufferPointer { all in
        let own = index * length
        // Orthogonalise twice, because the first pass leaves rounding errors.
        for _ in 0..<2 {
          for other in 0..<index {
            var product = 0.0
            for place in 0..<length { product += all[own + place] * all[other * length + place] }
            for place in 0..<length { all[own + place] -= product * all[other * length + place] }
          }
        }
        var square = 0.0
        for place in 0..<length { square += all[own + place] * all[own + place] }
        let norm = square.squareRoot()
        for place in 0..<length { all[own + place] /= norm }
      }
    }
    let made = Tensor(shape: [count, length], dtype: .float64, of: Double.self) { _ = $0.initialize(from: vectors) }
    let oriented = rows < columns ? made : try made.transposed(0, 1).contiguous()
    let result = try oriented.reshaped(to: target.shape).converted(to: target.dtype)
    try m.write(m.compute.multiply(result, factor), to: target)
    return a[0]
  }

  /// Normal numbers, with a share of each column set to 0.
  private static let sparse: BuiltinFunction.Native = { m, a in
    let target = try a.reference(0, m)
    guard target.layout.rank == 2 else {
      throw ListingError(.valueError, "Only tensors with 2 dimensions are supported")
    }
    if !m.hasValue(target) { return a[0] }
    let (rows, columns) = (target.shape[0], target.shape[1])
    let zeros = try (a.double(1, m) * Double(rows)).rounded(.up)
    _ = try normal(a, &m, mean: 0, deviation: a.double(2, m), generator: a[3])
    let kept = try m.withGenerator(.none) { m, generator in
      var kept = [Bool](repeating: true, count: target.layout.count)
      for column in 0..<columns {
        let order = try m.compute.torchPermutation(rows, .int64, using: &generator)
        let places = order.withElements(of: Int64.self) { Array($0) }
        for row in places.prefix(max(0, Int(clamping: Int64(min(zeros, Double(rows)))))) {
          kept[Int(row) * columns + column] = false
        }
      }
      return Tensor(kept, shape: target.shape)
    }
    try m.write(m.compute.where(kept, m.tensor(target), Tensor(.int(0), dtype: target.dtype)), to: target)
    return a[0]
  }

  /// The weight of a convolution that returns its input. In each group, output channel i equals input channel i.
  private static let dirac: BuiltinFunction.Native = { m, a in
    let target = try a.reference(0, m)
    let (shape, groups) = (target.shape, try a.int(1, m))
    guard 3...5 ~= shape.count else {
      throw ListingError(.valueError, "Only tensors with 3, 4, or 5 dimensions are supported")
    }
    guard groups > 0, shape[0] % groups == 0 else {
      throw ListingError(.valueError, "dim 0 must be divisible by groups")
    }
    let middle = zip(shape.dropFirst(2), Layout.contiguousStrides(of: shape).dropFirst(2)).map { $0 / 2 * $1 }
    let inner = shape.dropFirst().reduce(1, *)
    let outputs = shape[0] / groups
    var places = [Bool](repeating: false, count: target.layout.count)
    if !shape.contains(0) {
      for group in 0..<groups {
        for channel in 0..<min(outputs, shape[1]) {
          places[(group * outputs + channel) * inner + channel * (inner / shape[1]) + middle.reduce(0, +)] = true
        }
      }
    }
    try m.write(Tensor(places, shape: shape).converted(to: target.dtype), to: target)
    return a[0]
  }

  // MARK: Sizes

  /// The numbers of inputs and outputs that a weight connects.
  static func fans(of shape: [Int]) throws -> (in: Int, out: Int) {
    guard shape.count >= 2 else {
      throw ListingError(
        .valueError, "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    }
    let field = shape.dropFirst(2).reduce(1, *)
    return (shape[1] * field, shape[0] * field)
  }

  private static func fan(of shape: [Int], mode: String) throws -> Int {
    let fans = try fans(of: shape)
    switch mode.lowercased() {
    case "fan_in": return fans.in
    case "fan_out": return fans.out
    default:
      throw ListingError(.valueError, "Mode \(mode) not supported, please use one of ['fan_in', 'fan_out']")
    }
  }

  /// The standard deviation of Kaiming initialisation. Nil for an empty tensor, which has nothing to initialise.
  private static func kaimingDeviation(_ a: Arguments, _ m: Machine) throws -> Double? {
    let shape = try a.reference(0, m).shape
    if shape.contains(0) { return nil }
    let inputs = try fan(of: shape, mode: a.string(2, m))
    return try gain(a.string(3, m), a.double(1, m)) / Double(inputs).squareRoot()
  }

  private static func gain(_ name: String, _ parameter: Double?) throws -> Double {
    switch name {
    case "tanh": return 5.0 / 3
    case "relu": return 2.0.squareRoot()
    case "leaky_relu":
      let slope = parameter ?? 0.01
      return (2.0 / (1 + slope * slope)).squareRoot()
    case "selu": return 3.0 / 4
    case "linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "sigmoid":
      return 1
    default: throw ListingError(.valueError, "Unsupported nonlinearity \(name)")
    }
  }
}
