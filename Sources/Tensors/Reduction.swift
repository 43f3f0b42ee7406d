import CKernels

/// Reductions of several elements to one element.
public enum Reduction: String, Sendable, CaseIterable {
  case sum, mean, product, min, max, any, all
  /// The Euclidean norm √Σx².
  case norm
  /// The sum of magnitudes Σ|x|.
  case magnitude
}

extension Compute {
  /// Reduces the given axes; nil means all axes. With `keepDimensions`, the reduced axes stay with size 1.
  ///
  /// Float sums are computed in double and rounded to the type of `x`. The sum and the product of integers or bools are
  /// int64. `any` and `all` return bool. Other float reductions return NaN when an element is NaN. `min` and `max`
  /// throw when there are no elements to reduce.
  public func reduce(
    _ reduction: Reduction, _ x: Tensor, axes: [Int]? = nil, keepDimensions: Bool = false
  ) throws(TensorError) -> Tensor {
    let name = reduction.rawValue
    if x.dtype.isComplex {
      return try complexReduced(reduction, x, axes: axes, keepDimensions: keepDimensions)
    }
    let blocks = try Blocks(x, axes: axes, operation: name)
    var computing = x.dtype.computing
    var type = x.dtype
    switch reduction {
    case .any, .all:
      computing = .bool
      type = .bool
    case .sum, .product:
      if !type.isFloatingPoint {
        computing = .int64
        type = .int64
      }
    case .min, .max:
      guard blocks.length > 0 || blocks.count == 0 else { throw .emptyReduction(operation: name, shape: x.shape) }
      if type == .bool { computing = .int64 }
    case .mean, .norm, .magnitude:
      guard type.isFloatingPoint else { throw .unsupportedType(operation: name, type) }
    }
    var result = try reduced(reduction.kernel, blocks, computing: computing, operation: name)
    if reduction == .norm { result = try unary(.sqrt, result) }
    return try blocks.shaped(result.converted(to: type), keepDimensions: keepDimensions)
  }

  public func sum(_ x: Tensor, axes: [Int]? = nil, keepDimensions: Bool = false) throws(TensorError) -> Tensor {
    try reduce(.sum, x, axes: axes, keepDimensions: keepDimensions)
  }
  public func mean(_ x: Tensor, axes: [Int]? = nil, keepDimensions: Bool = false) throws(TensorError) -> Tensor {
    try reduce(.mean, x, axes: axes, keepDimensions: keepDimensions)
  }

  /// Computes Σ(x − mean)² / (n − correction). Correction 1 is the sample variance (torch's `unbiased`), 0 the
  /// population variance. When n ≤ correction, the sum is divided by 0.
  public func variance(
    _ x: Tensor, axes: [Int]? = nil, correction: Double = 1, keepDimensions: Bool = false
  ) throws(TensorError) -> Tensor {
    if x.dtype.isComplex {
      // The variance of complex numbers is the variance of the real parts plus the variance of the imaginary parts.
      if x.rank == 0 { return try variance(x.unsqueezed(at: 0), correction: correction) }
      let axes = try x.layout.distinctAxes(axes ?? Array(0..<x.rank), operation: "variance")
      let parts = try variance(x.parts, axes: axes, correction: correction, keepDimensions: keepDimensions)
      return try sum(parts, axes: [-1])
    }
    guard x.dtype.isFloatingPoint else { throw .unsupportedType(operation: "variance", x.dtype) }
    let blocks = try Blocks(x, axes: axes, operation: "variance")
    let result =
      try x.dtype == .float64
      ? variance(Double.self, blocks, correction) : variance(Float.self, blocks, correction)
    return try blocks.shaped(result.converted(to: x.dtype), keepDimensions: keepDimensions)
  }

  public func standardDeviation(
    _ x: Tensor, axes: [Int]? = nil, correction: Double = 1, keepDimensions: Bool = false
  ) throws(TensorError) -> Tensor {
    guard x.dtype.isFloatingPoint || x.dtype.isComplex else {
      throw .unsupportedType(operation: "std", x.dtype)
    }
    let spread = try variance(
      x.dtype.isComplex ? x : x.converted(to: x.dtype.float), axes: axes, correction: correction,
      keepDimensions: keepDimensions)
    return try unary(.sqrt, spread).converted(to: x.dtype.real)
  }

  /// Computes log Σ exp(x). The result is −∞ when there are no elements.
  public func logSumExp(_ x: Tensor, axes: [Int]? = nil, keepDimensions: Bool = false) throws(TensorError) -> Tensor {
    let type = x.dtype.isFloatingPoint ? x.dtype : .float32
    if x.dtype.isComplex { throw .unsupportedType(operation: "logsumexp", x.dtype) }
    let blocks = try Blocks(x, axes: axes, operation: "logsumexp")
    let result = try type == .float64 ? logSumExp(Double.self, blocks) : logSumExp(Float.self, blocks)
    return try blocks.shaped(result.converted(to: type), keepDimensions: keepDimensions)
  }

  private func variance<T: KernelFloat>(
    _: T.Type, _ blocks: Blocks, _ correction: Double
  ) throws(TensorError) -> Tensor {
    let source = try dense(blocks.tensor, T.dtype)
    return try made("variance", shape: [blocks.outer, blocks.inner], dtype: T.dtype, of: T.self) {
      output throws(TensorError) in
      try parallel(over: blocks.outer, cost: blocks.cost) { range in
        T.variance(
          Int64(range.count), Int64(blocks.length), Int64(blocks.inner),
          source.start(T.self) + range.lowerBound * blocks.cost, correction, output + range.lowerBound * blocks.inner)
      }
    }
  }

  private func logSumExp<T: KernelFloat>(_: T.Type, _ blocks: Blocks) throws(TensorError) -> Tensor {
    let source = try dense(blocks.tensor, T.dtype)
    return try made("logsumexp", shape: [blocks.outer, blocks.inner], dtype: T.dtype, of: T.self) {
      output throws(TensorError) in
      try parallel(over: blocks.outer, cost: blocks.cost) { range in
        T.logSumExp(
          Int64(range.count), Int64(blocks.length), Int64(blocks.inner),
          source.start(T.self) + range.lowerBound * blocks.cost, output + range.lowerBound * blocks.inner)
      }
    }
  }

  /// The int64 index of the greatest element along `axis`. Among equal elements, the first index is returned. When
  /// `axis` is nil, the result is the row-major position among all elements. NaN counts as greatest.
  public func argmax(_ x: Tensor, axis: Int? = nil, keepDimensions: Bool = false) throws(TensorError) -> Tensor {
    try position("argmax", greatest: true, x, axis: axis, keepDimensions: keepDimensions)
  }

  /// The int64 index of the smallest element, with the rules of `argmax`. NaN counts as smallest.
  public func argmin(_ x: Tensor, axis: Int? = nil, keepDimensions: Bool = false) throws(TensorError) -> Tensor {
    try position("argmin", greatest: false, x, axis: axis, keepDimensions: keepDimensions)
  }

  /// The running sums along `axis`. For bools and integers, the result is int64.
  public func cumulativeSum(_ x: Tensor, axis: Int) throws(TensorError) -> Tensor {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: "cumsum")
    if x.dtype.isComplex { return x.rank == 0 ? x : try cumulativeSum(x.parts, axis: axis).joinedParts }
    let computing = x.dtype.isFloatingPoint ? x.dtype.float : .int64
    let source = try dense(x, computing)
    let (outer, n, inner) = source.around(axis)
    let result = try madeRaw("cumsum", shape: x.shape, dtype: computing) { output throws(TensorError) in
      try parallel(over: outer, cost: n * inner) { range in
        let skipped = range.lowerBound * n * inner * computing.size
        fw_cumulative_sum(
          computing.kernelType, Int64(range.count), Int64(n), Int64(inner), source.start.advanced(by: skipped),
          output.advanced(by: skipped))
      }
    }
    return result.converted(to: x.dtype.isFloatingPoint ? x.dtype : .int64)
  }

  private func position(
    _ name: String, greatest: Bool, _ x: Tensor, axis: Int?, keepDimensions: Bool
  ) throws(TensorError) -> Tensor {
    let axes = try axis.map { (axis) throws(TensorError) in
      [try resolveAxis(axis, rank: max(x.rank, 1), operation: name)].filter { $0 < x.rank }
    }
    let blocks = try Blocks(x, axes: axes, operation: name)
    guard blocks.length > 0 || blocks.count == 0 else { throw .emptyReduction(operation: name, shape: x.shape) }
    if x.dtype.isComplex { throw .unsupportedType(operation: name, x.dtype) }
    let computing = x.dtype.isFloatingPoint ? x.dtype.float : .int64
    let source = try dense(blocks.tensor, computing)
    let result = try made(name, shape: [blocks.outer, blocks.inner], dtype: .int64, of: Int64.self) {
      output throws(TensorError) in
      try parallel(over: blocks.outer, cost: blocks.cost) { range in
        fw_arg(
          greatest, computing.kernelType, Int64(range.count), Int64(blocks.length), Int64(blocks.inner),
          source.start.advanced(by: range.lowerBound * blocks.cost * computing.size),
          output + range.lowerBound * blocks.inner)
      }
    }
    return try blocks.shaped(result, keepDimensions: keepDimensions)
  }

  private func reduced(
    _ kernel: fw_reduction, _ blocks: Blocks, computing: DType, operation: String
  ) throws(TensorError) -> Tensor {
    let source = try dense(blocks.tensor, computing)
    return try madeRaw(operation, shape: [blocks.outer, blocks.inner], dtype: computing) { output throws(TensorError) in
      try parallel(over: blocks.outer, cost: blocks.cost) { range in
        fw_reduce(
          kernel, computing.kernelType, Int64(range.count), Int64(blocks.length), Int64(blocks.inner),
          source.start.advanced(by: range.lowerBound * blocks.cost * computing.size),
          output.advanced(by: range.lowerBound * blocks.inner * computing.size))
      }
    }
  }
}

extension Tensor {
  /// The number of elements before, along and after `axis`: the products of the sizes. For rank 0, all three numbers
  /// are 1.
  func around(_ axis: Int) -> (outer: Int, length: Int, inner: Int) {
    if rank == 0 { return (1, 1, 1) }
    return (shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *))
  }
}

/// A tensor viewed as [outer, length, inner], to be reduced over the middle axis. If the tensor is not contiguous or
/// the reduced axes are not adjacent, `tensor` is a view in which the reduced axes are last.
struct Blocks {
  let tensor: Tensor
  let outer: Int
  let length: Int
  let inner: Int
  private let kept: [Int]
  private let keptWithOnes: [Int]

  var cost: Int { length * inner }
  /// The number of elements of the result.
  var count: Int { outer * inner }

  init(_ x: Tensor, axes: [Int]?, operation: String) throws(TensorError) {
    var reduced = [Bool](repeating: axes == nil, count: x.rank)
    for axis in try x.layout.distinctAxes(axes ?? [], operation: operation) where x.rank > 0 { reduced[axis] = true }
    kept = x.shape.indices.filter { !reduced[$0] }.map { x.shape[$0] }
    keptWithOnes = x.shape.indices.map { reduced[$0] ? 1 : x.shape[$0] }
    let middle = x.shape.indices.filter { reduced[$0] }
    length = middle.reduce(1) { $0 * x.shape[$1] }
    if let first = middle.first, let last = middle.last, last - first == middle.count - 1, x.layout.isContiguous {
      tensor = x
      outer = x.shape[..<first].reduce(1, *)
      inner = x.shape[(last + 1)...].reduce(1, *)
    } else {
      tensor = try x.permuted(x.shape.indices.filter { !reduced[$0] } + middle)
      outer = kept.reduce(1, *)
      inner = 1
    }
  }

  func shaped(_ result: Tensor, keepDimensions: Bool) throws(TensorError) -> Tensor {
    try result.reshaped(to: keepDimensions ? keptWithOnes : kept)
  }
}

extension Reduction {
  fileprivate var kernel: fw_reduction {
    switch self {
    case .sum: FW_SUM
    case .mean: FW_MEAN
    case .product: FW_PRODUCT
    case .min: FW_LEAST
    case .max: FW_GREATEST
    case .any: FW_ANY
    case .all: FW_ALL
    case .norm: FW_SUM_OF_SQUARES
    case .magnitude: FW_SUM_OF_MAGNITUDES
    }
  }
}
