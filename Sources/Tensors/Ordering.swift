import CKernels

/// The order of equal elements in a sorted result.
public enum TieOrder: Sendable {
  /// Equal elements keep their order.
  case stable
  /// Equal elements have the same order as in torch's result on a CPU.
  case torch
}

extension Compute {
  /// The `k` greatest (or smallest) elements along an axis, and their indices (int64). NaN counts as greatest.
  ///
  /// - Parameter isSorted: false allows any order of the result. With `ties: .stable`, the result is always sorted.
  public func topK(
    _ x: Tensor, _ k: Int, axis: Int = -1, largest: Bool = true, ties: TieOrder = .stable, isSorted: Bool = true
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: "topk")
    let size = x.rank == 0 ? 1 : x.shape[axis]
    guard k >= 0, k <= size else {
      throw .invalidArgument(operation: "topk", "k is \(k), but axis \(axis) has \(size) elements")
    }
    let order = ties == .stable ? nil : isSorted ? FW_ORDER_TOP : FW_ORDER_TOP_UNSORTED
    return try ordered("topk", x, k, axis: axis, descending: largest, order)
  }

  /// All elements along an axis, sorted, and their indices (int64). NaN counts as greatest.
  public func sort(
    _ x: Tensor, axis: Int = -1, descending: Bool = false, ties: TieOrder = .stable
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: "sort")
    // torch uses a radix sort, which is stable, for long vectors of integers in ascending order.
    let isByDigits = x.rank == 1 && x.count >= 32_768 && !x.dtype.isFloatingPoint && x.dtype != .bool && !descending
    let order = ties == .stable || isByDigits ? nil : FW_ORDER_ALL
    return try ordered("sort", x, x.rank == 0 ? 1 : x.shape[axis], axis: axis, descending: descending, order)
  }

  /// The `k`-th smallest element along an axis and its index (int64). `k` = 1 selects the smallest element. When
  /// several elements are equal, the index is the same as in torch. In the result, the axis has size 1.
  public func kthValue(
    _ x: Tensor, _ k: Int, axis: Int = -1
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: "kthvalue")
    let size = x.rank == 0 ? 1 : x.shape[axis]
    guard 1...max(1, size) ~= k, size > 0 else {
      throw .invalidArgument(operation: "kthvalue", "\(k) is outside 1 to \(size)")
    }
    return try ordered("kthvalue", x, k, axis: axis, descending: false, FW_ORDER_KTH)
  }

  /// - Parameter order: the algorithm of torch to use; nil for a stable order.
  private func ordered(
    _ operation: String, _ x: Tensor, _ k: Int, axis: Int, descending: Bool, _ order: fw_order?
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    if x.dtype.isComplex { throw .unsupportedType(operation: operation, x.dtype) }
    let turned = x.rank == 0 ? try x.unsqueezed(at: 0) : try x.transposed(axis, -1)
    let computing = x.dtype.isFloatingPoint ? x.dtype.float : .int64
    let source = try dense(turned, computing)
    let n = turned.shape[turned.rank - 1]
    let rows = turned.shape.dropLast().reduce(1, *)
    let found = order == FW_ORDER_KTH ? 1 : k
    if order != nil, n > Int(UInt32.max) { throw .tooLarge(operation: operation, shape: x.shape) }
    let indices = try made(operation, shape: turned.shape.dropLast() + [found], dtype: .int64, of: Int64.self) {
      output throws(TensorError) in
      try parallel(over: rows, cost: n * 4) { range in
        // A stable sort needs two indices per element. An algorithm of torch needs a key and an index per element,
        // which take the same memory.
        let scratch = UnsafeMutablePointer<Int64>.allocate(capacity: 2 * n + 1)
        defer { scratch.deallocate() }
        let first = source.start.advanced(by: range.lowerBound * n * computing.size)
        let places = output + range.lowerBound * found
        if let order {
          fw_order(
            order, descending, computing.kernelType, Int64(range.count), Int64(n), Int64(k), first, scratch, places)
        } else {
          fw_argsort(
            descending, computing.kernelType, Int64(range.count), Int64(n), Int64(k), first, scratch, scratch + n,
            places)
        }
      }
    }
    let values = try gather(turned, axis: -1, indices)
    if x.rank == 0 { return (try values.squeezed(0), try indices.squeezed(0)) }
    return (try dense(values.transposed(axis, -1)), try dense(indices.transposed(axis, -1)))
  }
}
