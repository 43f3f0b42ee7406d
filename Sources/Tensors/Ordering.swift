import CKernels

extension Compute {
  /// The `k` greatest (or smallest) elements along an axis, sorted, and their indices (int64). NaN counts as greatest.
  /// Equal elements keep their order.
  public func topK(
    _ x: Tensor, _ k: Int, axis: Int = -1, largest: Bool = true
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: "topk")
    let size = x.rank == 0 ? 1 : x.shape[axis]
    guard k >= 0, k <= size else {
      throw .invalidArgument(operation: "topk", "k is \(k), but axis \(axis) has \(size) elements")
    }
    return try ordered("topk", x, k, axis: axis, descending: largest)
  }

  /// All elements along an axis, sorted, and their indices (int64). Equal elements keep their order.
  public func sort(
    _ x: Tensor, axis: Int = -1, descending: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: "sort")
    return try ordered("sort", x, x.rank == 0 ? 1 : x.shape[axis], axis: axis, descending: descending)
  }

  private func ordered(
    _ operation: String, _ x: Tensor, _ k: Int, axis: Int, descending: Bool
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    if x.dtype.isComplex { throw .unsupportedType(operation: operation, x.dtype) }
    let turned = x.rank == 0 ? try x.unsqueezed(at: 0) : try x.transposed(axis, -1)
    let computing = x.dtype.isFloatingPoint ? x.dtype.float : .int64
    let source = try dense(turned, computing)
    let n = turned.shape[turned.rank - 1]
    let rows = turned.shape.dropLast().reduce(1, *)
    let found = try made(operation, shape: turned.shape.dropLast() + [k], dtype: .int64, of: Int64.self) {
      output throws(TensorError) in
      try parallel(over: rows, cost: n * 4) { range in
        let scratch = UnsafeMutablePointer<Int64>.allocate(capacity: 2 * n + 1)
        defer { scratch.deallocate() }
        fw_argsort(
          descending, computing.kernelType, Int64(range.count), Int64(n), Int64(k),
          source.start.advanced(by: range.lowerBound * n * computing.size), scratch, scratch + n,
          output + range.lowerBound * k)
      }
    }
    let values = try gather(turned, axis: -1, found)
    if x.rank == 0 { return (try values.squeezed(0), try found.squeezed(0)) }
    return (try dense(values.transposed(axis, -1)), try dense(found.transposed(axis, -1)))
  }
}
