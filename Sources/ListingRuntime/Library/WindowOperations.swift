import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// Window functions of signal processing: `hann_window`, `kaiser_window`.
enum WindowOperations {
  static let rows: [Operation] = [
    window("hann_window") { c, x, n, _ in try cosines(c, x, n, 0.5, 0.5) },
    window("hamming_window", "alpha=0.54, beta=0.46") { c, x, n, p in try cosines(c, x, n, p[0], p[1]) },
    window("blackman_window") { c, x, n, _ in
      let angle = try c.multiply(x, Double.pi / (n - 1))
      let fine = try c.multiply(c.unary(.cos, c.multiply(angle, 4.0)), 0.08)
      let coarse = try c.multiply(c.unary(.cos, c.multiply(angle, 2.0)), 0.5)
      return try c.add(c.subtract(fine, coarse), 0.42)
    },
    window("bartlett_window") { c, x, n, _ in
      let rising = try c.multiply(x, 2 / (n - 1))
      let middle = (Int(n) - 1) / 2 + 1
      let falling = try c.add(c.multiply(rising.sliced(axis: 0, start: middle), -1.0), 2.0)
      return try c.concatenate([rising.sliced(axis: 0, stop: middle), falling], axis: 0)
    },
    window("kaiser_window", "beta=12.0") { c, x, n, p in
      let values = (0..<x.count).map { index in
        let place = 2 * Double(index) / (n - 1) - 1
        return Bessel.i0(p[0] * max(0, 1 - place * place).squareRoot()) / Bessel.i0(p[0])
      }
      return Tensor(shape: [x.count], dtype: .float64, of: Double.self) { _ = $0.initialize(from: values) }
        .converted(to: x.dtype)
    },
  ]

  /// Computes alpha − beta · cos(2πx / (n − 1)) with the same rounding steps as torch.
  private static func cosines(
    _ c: Compute, _ x: Tensor, _ n: Double, _ alpha: Double, _ beta: Double
  ) throws -> Tensor {
    let cosine = try c.unary(.cos, c.multiply(x, Double.pi * 2 / (n - 1)))
    return try c.add(c.multiply(cosine, -beta), alpha)
  }

  /// Makes the table row of a window function. `value` computes a symmetric window of n elements from the numbers 0 to
  /// n − 1. The computation uses the window's dtype, because torch rounds each step to this dtype.
  ///
  /// - Parameter parameters: further parameters, which are numbers with default values.
  private static func window(
    _ name: String, _ parameters: String = "",
    _ value: @escaping @Sendable (Compute, Tensor, Double, [Double]) throws -> Tensor
  ) -> Operation {
    let others = parameters.isEmpty ? "" : parameters + ", "
    let count = parameters.split(separator: ",").count
    return Operation(
      .library,
      torch: "\(name)(window_length, periodic=True, \(others)*, dtype=None, layout=None, device=None, "
        + "pin_memory=False, requires_grad=False)"
    ) { m, a in
      let length = try a.int(0, m)
      guard 0...Machine.itemLimit ~= length else {
        throw ListingError(.runtimeError, "\(name): the window's length must not be negative or huge: \(length)")
      }
      let dtype = try a.dtype(2 + count, m) ?? .float32
      guard dtype.isFloatingPoint else { throw TensorError.unsupportedType(operation: name, dtype) }
      let numbers = try (0..<count).map { try a.double(2 + $0, m) }
      // A periodic window of n elements consists of the first n elements of the symmetric window of n + 1 elements.
      if length <= 1 { return try m.new(m.compute.ones([length], dtype: dtype)) }
      let size = try a.bool(1, m) ? length + 1 : length
      let places = try m.compute.arange(to: .int(size), dtype: dtype)
      let made = try value(m.compute, places, Double(size), numbers)
      return try m.new(m.compute.dense(made.sliced(axis: 0, stop: length)))
    }
  }
}

/// The modified Bessel functions of the first kind. They are computed by the power series, or by the asymptotic series
/// for a large argument.
enum Bessel {
  static func i0(_ x: Double) -> Double {
    let size = abs(x)
    return size < 30 ? series(size, order: 0) : exp(size) * asymptotic(size, order: 0)
  }

  static func i1(_ x: Double) -> Double {
    let size = abs(x)
    let value = size < 30 ? series(size, order: 1) : exp(size) * asymptotic(size, order: 1)
    return x < 0 ? -value : value
  }

  /// exp(−|x|) · i0(x), computed without overflow.
  static func scaledI0(_ x: Double) -> Double {
    let size = abs(x)
    return size < 30 ? exp(-size) * series(size, order: 0) : asymptotic(size, order: 0)
  }

  static func scaledI1(_ x: Double) -> Double {
    let size = abs(x)
    let value = size < 30 ? exp(-size) * series(size, order: 1) : asymptotic(size, order: 1)
    return x < 0 ? -value : value
  }

  private static func series(_ x: Double, order: Double) -> Double {
    let quarter = x * x / 4
    var term = order == 0 ? 1 : x / 2
    var sum = term
    var k = 1.0
    while term > sum * 1e-17, k < 500 {
      term *= quarter / (k * (k + order))
      sum += term
      k += 1
    }
    return x.isNaN ? x : sum
  }

  /// exp(−x) · I(x) for a large x, by the asymptotic series. I is the Bessel function of order `order`.
  private static func asymptotic(_ x: Double, order: Double) -> Double {
    if x.isInfinite || x.isNaN { return x.isNaN ? x : 0 }
    var (term, sum) = (1.0, 1.0)
    for k in 1...40 {
      let odd = Double(2 * k - 1)
      let next = term * (odd * odd - 4 * order * order) / (8 * x * Double(k))
      if abs(next) >= abs(term) { break }
      term = next
      sum += term
      if abs(term) < 1e-17 { break }
    }
    return sum / (2 * .pi * x).squareRoot()
  }
}
