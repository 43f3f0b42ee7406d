extension Compute {
  /// Computes exp(x) / Σ exp(x) along `axis`. The result is NaN where all elements along the axis are −∞.
  public func softmax(_ x: Tensor, axis: Int) throws(TensorError) -> Tensor {
    try normalized("softmax", x, axis: axis, logarithm: false)
  }

  /// Computes x − log Σ exp(x) along `axis`.
  public func logSoftmax(_ x: Tensor, axis: Int) throws(TensorError) -> Tensor {
    try normalized("log_softmax", x, axis: axis, logarithm: true)
  }

  /// The gated linear unit: the first half of `axis` multiplied by the sigmoid of the second half.
  public func glu(_ x: Tensor, axis: Int) throws(TensorError) -> Tensor {
    guard x.dtype.isFloatingPoint else { throw .unsupportedType(operation: "glu", x.dtype) }
    let axis = try resolveAxis(axis, rank: x.rank, operation: "glu")
    let size = x.shape[axis]
    guard size % 2 == 0 else {
      throw .invalidArgument(operation: "glu", "axis \(axis) has odd size \(size) and cannot be halved")
    }
    return try x.dtype == .float64 ? glu(Double.self, x, axis: axis) : glu(Float.self, x, axis: axis)
  }

  private func glu<T: KernelFloat>(_: T.Type, _ x: Tensor, axis: Int) throws(TensorError) -> Tensor {
    // For each index of the axes before `axis`, the elements of the first half of `axis` are adjacent in memory, and so
    // are the elements of the second half. `half` is the number of elements in each half.
    let source = try dense(x, T.dtype)
    let (outer, size, inner) = source.around(axis)
    let half = size / 2 * inner
    var shape = x.shape
    shape[axis] = size / 2
    let result = try made("glu", shape: shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      let part = 1 << 14
      let parts = (half + part - 1) / part
      try parallel(blocks: outer * parts) { block in
        let (row, index) = block.quotientAndRemainder(dividingBy: parts)
        let first = index * part
        T.glu(
          1, Int64(min(part, half - first)), Int64(half), source.start(T.self) + row * 2 * half + first,
          output + row * half + first)
      }
    }
    return result.converted(to: x.dtype)
  }

  private func normalized(_ name: String, _ x: Tensor, axis: Int, logarithm: Bool) throws(TensorError) -> Tensor {
    guard x.dtype.isFloatingPoint else { throw .unsupportedType(operation: name, x.dtype) }
    return try x.dtype == .float64
      ? normalized(Double.self, name, x, axis: axis, logarithm: logarithm)
      : normalized(Float.self, name, x, axis: axis, logarithm: logarithm)
  }

  /// Moves `axis` to the end, applies the kernel to rows and moves the axis back.
  private func normalized<T: KernelFloat>(
    _: T.Type, _ name: String, _ x: Tensor, axis: Int, logarithm: Bool
  ) throws(TensorError) -> Tensor {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: name)
    let isLast = axis >= x.rank - 1
    let turned = isLast ? x : try x.transposed(axis, -1)
    let source = try dense(turned, T.dtype)
    let n = turned.shape.last ?? 1
    let result = try made(name, shape: turned.shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      try parallel(over: source.count / max(n, 1), cost: n) { range in
        T.softmax(
          Int64(range.count), Int64(n), source.start(T.self) + range.lowerBound * n, output + range.lowerBound * n,
          logarithm: logarithm)
      }
    }
    return (isLast ? result : try dense(result.transposed(axis, -1))).converted(to: x.dtype)
  }
}
