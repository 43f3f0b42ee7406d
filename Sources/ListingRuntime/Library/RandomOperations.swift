import Tensors

/// torch's random tensors. The random numbers are computed in `Tensors/TorchRandom.swift`.
enum RandomOperations {
  static let rows: [Operation] = made + written + sampled

  /// The keyword arguments after the sizes. `device` and `memory_format` have no effect, because fwdb has one device
  /// and one memory format.
  private static let options =
    "dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False, memory_format=None"

  private static let made: [Operation] = [
    Operation(.library, torch: "rand(*size, generator=None, \(options))") { m, a in
      let (shape, dtype) = (try a.restInts(m), try a.dtype(1, m) ?? .float32)
      return try draw(&m, a[0]) { try $0.torchUniform(shape, dtype, using: &$1) }
    },
    Operation(.library, torch: "randn(*size, generator=None, \(options))") { m, a in
      let (shape, dtype) = (try a.restInts(m), try a.dtype(1, m) ?? .float32)
      return try draw(&m, a[0]) { try $0.torchNormal(shape, dtype, using: &$1) }
    },
    Operation(.library, torch: "rand_like(input, \(options))") { m, a in
      let like = try a.reference(0, m)
      let dtype = try a.dtype(1, m) ?? like.dtype
      return try draw(&m, .none) { try $0.torchUniform(like.shape, dtype, using: &$1) }.ordered(like: like, &m)
    },
    Operation(.library, torch: "randn_like(input, \(options))") { m, a in
      let like = try a.reference(0, m)
      let dtype = try a.dtype(1, m) ?? like.dtype
      let isContiguous = likeOrder(of: like) == nil
      return try draw(&m, .none) {
        try $0.torchNormal(like.shape, dtype, isContiguous: isContiguous, using: &$1)
      }.ordered(like: like, &m)
    },
    Operation(.library, torch: "randint(low=0, high=None, size=None, *, generator=None, \(options))") { m, a in
      // The call `torch.randint(high, size)` omits `low`.
      var (low, high, size) = (a[0], a[1], a[2])
      if case .none = size { (low, high, size) = (.int(0), a[0], a[1]) }
      if m.items(of: high) != nil {
        throw ListingError(.typeError, "randint(): high must be an integer, not '\(m.typeName(of: high))'")
      }
      if case .none = a[1] { (low, high, size) = (.int(0), a[0], a[2]) }
      if case .none = a[2], m.isInteger(a[1]) { throw ListingError(.typeError, "randint(): needs a size") }
      let (least, end) = (try m.index(low), try m.index(high))
      guard let shape = try m.integers(in: size) else {
        throw ListingError(.typeError, "randint(): the size must be a tuple of integers")
      }
      let dtype = try a.dtype(4, m) ?? .int64
      try TorchChecks.randomRange(least, end, dtype)
      return try draw(&m, a[3]) { try $0.torchIntegers(shape, dtype, low: least, high: end, using: &$1) }
    },
    Operation(.library, torch: "randint_like(input, low=0, high=None, *, \(options))") { m, a in
      let like = try a.reference(0, m)
      let (low, high) = try a.isNone(2) ? (0, a.int(1, m)) : (a.int(1, m), a.int(2, m))
      let dtype = try a.dtype(3, m) ?? like.dtype
      try TorchChecks.randomRange(low, high, dtype)
      return try draw(&m, .none) {
        try $0.torchIntegers(like.shape, dtype, low: low, high: high, using: &$1)
      }.ordered(like: like, &m)
    },
    Operation(.library, torch: "randperm(n, *, generator=None, \(options))") { m, a in
      let (count, dtype) = (try a.int(0, m), try a.dtype(2, m) ?? .int64)
      return try draw(&m, a[1]) { try $0.torchPermutation(count, dtype, using: &$1) }
    },
    Operation(.library, torch: "normal(mean=0.0, std=1.0, size=None, *, generator=None, \(options))", normal),
  ]

  /// Draws normal numbers. The mean and the deviation are numbers or tensors. If both are numbers, the call also passes
  /// a size.
  private static let normal: BuiltinFunction.Native = { m, a in
    if !a.isNone(2) {
      let (mean, deviation) = (try a.double(0, m), try a.double(1, m))
      let (shape, dtype) = (try a.ints(2, m), try a.dtype(4, m) ?? .float32)
      return try draw(&m, a[3]) {
        try $0.torchNormal(shape, dtype, mean: mean, deviation: deviation, using: &$1)
      }
    }
    if m.isTensor(a[1]) {
      let deviation = try a.tensor(1, m)
      let negative = try m.compute.reduce(.any, m.compute.binary(.less, deviation, 0)).element(at: [])
      if negative.isTrue { throw ListingError(.runtimeError, "normal expects all elements of std >= 0.0") }
      let mean = try a.operand(0, m)
      let shape = try m.isTensor(a[0]) ? m.compute.add(a.tensor(0, m), deviation).shape : deviation.shape
      let dtype = m.isTensor(a[0]) ? try a.tensor(0, m).dtype : deviation.dtype
      return try draw(&m, a[3]) { compute, generator in
        let noise = try compute.torchNormal(shape, dtype, using: &generator)
        return try compute.add(compute.multiply(noise, deviation), mean).converted(to: dtype)
      }
    }
    guard m.isTensor(a[0]) else {
      throw ListingError(.typeError, "normal(): a size is needed when mean and std are numbers")
    }
    let (mean, deviation) = (try a.tensor(0, m), try a.double(1, m))
    return try draw(&m, a[3]) { compute, generator in
      let noise = try compute.torchNormal(mean.shape, mean.dtype, deviation: deviation, using: &generator)
      return try compute.add(noise, mean)
    }
  }

  // MARK: Methods that write into their tensor

  private static let written: [Operation] = [
    filling("normal_", "mean=0.0, std=1.0, *, generator=None", generator: 3) { a, m in
      let (mean, deviation) = (try a.double(1, m), try a.double(2, m))
      let isContiguous = try a.reference(0, m).layout.isContiguous
      return { compute, target, generator in
        try compute.torchNormal(
          target.shape, target.dtype, mean: mean, deviation: deviation, isContiguous: isContiguous, using: &generator)
      }
    },
    filling("uniform_", "from=0.0, to=1.0, *, generator=None", generator: 3) { a, m in
      let (low, high) = (try a.double(1, m), try a.double(2, m))
      return { try $0.torchUniform($1.shape, $1.dtype, low: low, high: high, using: &$2) }
    },
    filling("random_", "*bounds, generator=None", generator: 1) { a, m in
      // The call `random_(low, None)` uses the whole range of the dtype from `low` up.
      if a.rest.count == 2, case .none = a.rest[1] {
        let (low, type) = (try m.index(a.rest[0]), try a.reference(0, m).dtype)
        let last =
          switch type {
          case .float32: 1 << 24
          case .float64: 1 << 53
          case .float16: 1 << 11
          case .bfloat16: 1 << 8
          default: StatisticalOperations.bound(type, greatest: true)
          }
        return { try $0.torchIntegers($1.shape, $1.dtype, low: low, through: last, using: &$2) }
      }
      let bounds = try a.rest.map { try m.index($0) }
      if bounds.count > 2 { throw ListingError(.typeError, "random_() takes at most 2 bounds") }
      guard let high = bounds.last else { return { try $0.torchIntegers($1.shape, $1.dtype, using: &$2) } }
      let low = bounds.count == 2 ? bounds[0] : 0
      try TorchChecks.randomRange(low, high, a.reference(0, m).dtype)
      return { try $0.torchIntegers($1.shape, $1.dtype, low: low, high: high, using: &$2) }
    },
    filling("exponential_", "lambd=1.0, *, generator=None", generator: 2) { a, m in
      let rate = try a.double(1, m)
      try checkContinuous("Exponential", a.reference(0, m).dtype)
      if !(rate > 0) {
        throw ListingError(.runtimeError, "exponential_ expects lambda > 0.0, but found lambda=\(m.floatText(rate))")
      }
      return distribution(.exponential(rate: rate))
    },
    filling("geometric_", "p, *, generator=None", generator: 2) { a, m in
      let chance = try a.double(1, m)
      if !(chance > 0 && chance < 1) {
        throw ListingError(.runtimeError, "geometric_ expects p to be in (0, 1), but got p=\(m.floatText(chance))")
      }
      return distribution(.geometric(probability: chance))
    },
    filling("cauchy_", "median=0.0, sigma=1.0, *, generator=None", generator: 3) { a, m in
      let scale = try a.double(2, m)
      try checkContinuous("Cauchy", a.reference(0, m).dtype)
      if !(scale > 0) {
        throw ListingError(.runtimeError, "cauchy_ expects sigma > 0.0, but found sigma=\(m.floatText(scale))")
      }
      return distribution(.cauchy(median: try a.double(1, m), scale: scale))
    },
    filling("log_normal_", "mean=1.0, std=2.0, *, generator=None", generator: 3) { a, m in
      let deviation = try a.double(2, m)
      if !(deviation > 0) {
        throw ListingError(.runtimeError, "log_normal_ expects std > 0.0, but found std=\(m.floatText(deviation))")
      }
      return distribution(.logNormal(mean: try a.double(1, m), deviation: deviation))
    },
    filling("bernoulli_", "p=0.5, *, generator=None", generator: 2) { a, m in
      if m.isTensor(a[1]) {
        let chances = try a.tensor(1, m)
        let shape = try a.reference(0, m).shape
        let spread = chances.view(try chances.layout.expanded(to: shape, operation: "bernoulli_"))
        if !(try a.reference(0, m).layout.isContiguous) {
          throw ListingError(.notImplemented, "bernoulli_(p) with a tensor p, of a tensor that is not contiguous")
        }
        return { try $0.torchBernoulli(spread, $1.dtype, using: &$2) }
      }
      return distribution(.bernoulli(probability: try probability(a, 1, m)))
    },
  ]

  private typealias Filling = (Compute, TensorReference, inout TorchGenerator) throws -> Tensor

  private static func distribution(_ distribution: Compute.TorchDistribution) -> Filling {
    { try $0.torchDraws($1.shape, $1.dtype, distribution, using: &$2) }
  }

  private static func probability(_ a: Arguments, _ index: Int, _ m: Machine) throws -> Double {
    let chance = try a.double(index, m)
    if chance >= 0 && chance <= 1 { return chance }
    throw ListingError(.runtimeError, "bernoulli_ expects p to be in [0, 1], but got p=\(m.floatText(chance))")
  }

  /// Throws torch's error if a continuous distribution would fill a tensor whose dtype is not floating-point.
  private static func checkContinuous(_ distribution: String, _ dtype: DType) throws {
    if dtype.isFloatingPoint { return }
    throw ListingError(
      .runtimeError,
      "\(distribution) distribution is a continuous probability distribution. dtype must be a floating point but you "
        + "specified \(dtype.scalarName)")
  }

  /// Makes the table row of a method that writes random numbers into its tensor. If the tensor is a model parameter
  /// without a value, the method leaves it unchanged, because a checkpoint will fill it.
  private static func filling(
    _ name: String, _ parameters: String, generator: Int,
    _ prepare: @escaping @Sendable (Arguments, Machine) throws -> Filling
  ) -> Operation {
    Operation(.method, torch: "\(name)(self, \(parameters))") { m, a in
      let target = try a.reference(0, m)
      let fill = try prepare(a, m)
      try RandomOperations.fill(target, generator: a[generator], &m, fill)
      return a[0]
    }
  }

  /// Writes the numbers that `fill` returns into the tensor, in memory order. `fill` receives the tensor with its axes
  /// permuted to memory order.
  static func fill(
    _ target: TensorReference, generator: Value, _ m: inout Machine,
    _ fill: (Compute, TensorReference, inout TorchGenerator) throws -> Tensor
  ) throws {
    if !m.hasValue(target) { return }
    let order = order(of: target)
    let seen = try order.map {
      TensorReference(
        cell: target.cell, dtype: target.dtype, layout: try target.layout.permuted($0), isFlipped: target.isFlipped)
    }
    try m.withGenerator(generator) { m, generator in
      try m.write(fill(m.compute, seen ?? target, &generator), to: seen ?? target)
    }
  }

  /// The axes in memory order, from the largest stride to the smallest. Nil for a contiguous tensor.
  fileprivate static func order(of target: TensorReference) -> [Int]? {
    if target.layout.isContiguous { return nil }
    let strides = target.layout.strides
    return strides.indices.sorted { (strides[$0].magnitude, $1) > (strides[$1].magnitude, $0) }
  }

  /// The memory order of the axes of a new tensor that a torch function such as `empty_like` makes from `target`. Nil
  /// if the new tensor is contiguous.
  fileprivate static func likeOrder(of target: TensorReference) -> [Int]? {
    guard let order = MemoryOrder.order(of: [target.layout])?.order else { return nil }
    // The position of an axis of size 1 in the memory order has no effect.
    let moved = order.filter { target.shape[$0] != 1 }
    return moved == moved.sorted() ? nil : order
  }

  // MARK: Samples

  private static let sampled: [Operation] = [
    Operation([.library, .method], torch: "bernoulli(input, p=None, *, generator=None)") { m, a in
      let input = try a.tensor(0, m)
      if a.isNone(1) { return try draw(&m, a[2]) { try $0.torchBernoulli(input, input.dtype, using: &$1) } }
      let chance = try probability(a, 1, m)
      return try draw(&m, a[2]) {
        try $0.torchDraws(input.shape, input.dtype, .bernoulli(probability: chance), using: &$1)
      }
    },
    Operation(.library, torch: "poisson(input, generator=None)") { m, a in
      let rates = try a.tensor(0, m)
      if rates.dtype.isFloatingPoint,
        try !m.compute.reduce(.all, m.compute.binary(.greaterOrEqual, rates, 0)).element(at: []).isTrue
      {
        throw ListingError(.runtimeError, "invalid Poisson rate, expected rate to be non-negative")
      }
      return try draw(&m, a[1]) { try $0.torchPoisson(rates, using: &$1) }
    },
    Operation(
      [.library, .method], torch: "multinomial(input, num_samples, replacement=False, *, generator=None)", multinomial),
    Operation(
      .functional, torch: "gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1)", gumbelSoftmax),
  ]

  private static let multinomial: BuiltinFunction.Native = { m, a in
    let weights = try a.tensor(0, m)
    let (count, replaces) = (try a.int(1, m), try a.bool(2, m))
    func wrong(_ what: String) -> ListingError { ListingError(.runtimeError, what) }
    if !weights.dtype.isFloatingPoint {
      throw wrong("multinomial only supports floating-point dtypes for input, got: \(weights.dtype.name)")
    }
    if count <= 0 { throw wrong("cannot sample n_sample <= 0 samples") }
    guard 1...2 ~= weights.rank, let categories = weights.shape.last, categories > 0 else {
      throw wrong("prob_dist must be 1 or 2 dim, with at least one category")
    }
    if !replaces, count > categories {
      throw wrong("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    }
    let dense = try m.compute.dense(weights, .float64)
    let values = dense.withElements(of: Double.self) { Array($0) }
    if values.contains(where: { !($0 >= 0 && $0.isFinite) }) {
      throw wrong("probability tensor contains either `inf`, `nan` or element < 0")
    }
    for start in stride(from: 0, to: values.count, by: categories)
    where !values[start..<start + categories].contains(where: { $0 > 0 }) {
      throw wrong("invalid multinomial distribution (sum of probabilities <= 0)")
    }
    let order = try likeOrder(of: a.reference(0, m))
    return try draw(&m, a[3]) { compute, generator in
      if replaces, count > 1 {
        let rows = try weights.rank == 1 ? weights.reshaped(to: [1, categories]) : weights
        let chosen = try compute.torchCategories(rows, count: count, using: &generator)
        return try weights.rank == 1 ? chosen.reshaped(to: [count]) : chosen
      }
      // Select the categories with the largest quotients of weight and exponential noise. The noise has the memory
      // order of the weights.
      let shape = order.map { $0.map { weights.shape[$0] } } ?? weights.shape
      var noise = try compute.torchDraws(shape, weights.dtype, .exponential(rate: 1), using: &generator)
      if let order { noise = try noise.permuted(order.indices.map { order.firstIndex(of: $0) ?? $0 }) }
      return try compute.topK(compute.divide(weights, noise), count, ties: count == 1 ? .stable : .torch).indices
    }
  }

  private static let gumbelSoftmax: BuiltinFunction.Native = { m, a in
    let logits = try a.tensor(0, m)
    let (tau, isHard) = (try a.double(1, m), try a.bool(2, m))
    let axis = try a.axis(4, of: logits.layout, m)
    return try draw(&m, .none) { compute, generator in
      let noise = try compute.torchDraws(logits.shape, logits.dtype, .exponential(rate: 1), using: &generator)
      let gumbels = try compute.unary(.negate, compute.unary(.log, noise))
      let soft = try compute.softmax(compute.divide(compute.add(logits, gumbels), tau), axis: axis)
      if !isHard { return soft }
      let best = try compute.argmax(soft, axis: axis, keepDimensions: true)
      var shape = [Int](repeating: 1, count: soft.rank)
      shape[axis] = soft.shape[axis]
      let places = try compute.arange(to: .int(soft.shape[axis])).reshaped(to: shape)
      let hard = try compute.binary(.equal, places, best).converted(to: soft.dtype)
      return try compute.add(compute.subtract(hard, soft), soft)
    }
  }

  private static func draw(
    _ m: inout Machine, _ generator: Value, _ make: (Compute, inout TorchGenerator) throws -> Tensor
  ) throws -> Value {
    try m.new(m.withGenerator(generator) { try make($0.compute, &$1) })
  }
}

extension Value {
  /// Returns the new tensor in the memory order of `like`, as torch's functions `…_like` do. The bytes stay unchanged.
  func ordered(like: TensorReference, _ m: inout Machine) throws -> Value {
    guard let order = MemoryOrder.order(of: [like.layout])?.order, case .tensor(let made) = self else { return self }
    let turned = Layout(contiguous: order.map { like.shape[$0] })
    return m.view(
      TensorReference(cell: made.cell, dtype: made.dtype, layout: turned),
      try turned.permuted(MemoryOrder.inverse(of: order)))
  }
}
