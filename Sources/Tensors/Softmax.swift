import CKernels

extension Compute {
  /// exp(x) / Σ exp(x) along an axis. A row that is all −∞ returns NaN.
  public func softmax(_ x: Tensor, axis: Int) throws(TensorError) -> Tensor {
    try rows("softmax", x, axis: axis) { count, n, from, to in fw_softmax(count, n, from, to, false) }
  }

  /// x − log Σ exp(x) along an axis.
  public func logSoftmax(_ x: Tensor, axis: Int) throws(TensorError) -> Tensor {
    try rows("log_softmax", x, axis: axis) { count, n, from, to in fw_softmax(count, n, from, to, true) }
  }

  /// Gated linear unit: the first half of an axis times the sigmoid of the second.
  public func glu(_ x: Tensor, axis: Int) throws(TensorError) -> Tensor {
    guard x.dtype.isFloatingPoint else { throw .unsupportedType(operation: "glu", x.dtype) }
    let axis = try resolveAxis(axis, rank: x.rank, operation: "glu")
    let size = x.shape[axis]
    guard size % 2 == 0 else {
      throw .invalidArgument(operation: "glu", "axis \(axis) has odd size \(size) and cannot be halved")
    }
    // Along an axis that is not the last, each half of the axis is one row of `half` elements.
    let source = try dense(x, .float32)
    let (outer, _, inner) = source.around(axis)
    let half = size / 2 * inner
    var shape = x.shape
    shape[axis] = size / 2
    let result = try made("glu", shape: shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      let part = 1 << 14
      let parts = (half + part - 1) / part
      try parallel(blocks: outer * parts) { block in
        let (row, index) = block.quotientAndRemainder(dividingBy: parts)
        let first = index * part
        fw_glu(
          1, Int64(min(part, half - first)), Int64(half), source.floatStart + row * 2 * half + first,
          output + row * half + first)
      }
    }
    return result.converted(to: x.dtype)
  }

  /// Calls `body(rows, n, from, to)` with the axis moved to the end, and moves it back.
  private func rows(
    _ name: String, _ x: Tensor, axis: Int,
    _ body: (Int64, Int64, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) throws(TensorError) -> Tensor {
    guard x.dtype.isFloatingPoint else { throw .unsupportedType(operation: name, x.dtype) }
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: name)
    let isLast = axis >= x.rank - 1
    let turned = isLast ? x : try x.transposed(axis, -1)
    let source = try dense(turned, .float32)
    let n = turned.shape.last ?? 1
    let result = try made(name, shape: turned.shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      try parallel(over: source.count / max(n, 1), cost: n) { range in
        body(Int64(range.count), Int64(n), source.floatStart + range.lowerBound * n, output + range.lowerBound * n)
      }
    }
    return (isLast ? result : try result.transposed(axis, -1).contiguous()).converted(to: x.dtype)
  }
}
