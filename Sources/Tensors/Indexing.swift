import CKernels

extension Compute {
  /// Selects elements along `axis`. `indices` is an integer tensor of rank 0 or 1. A negative index counts from the end
  /// of the axis.
  public func indexSelect(_ x: Tensor, axis: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    guard indices.rank <= 1 else {
      throw .rankMismatch(operation: "index_select", what: "the index", expected: "1", found: indices.shape)
    }
    let axis = try resolveAxis(axis, rank: x.rank, operation: "index_select")
    var shape = x.shape
    shape[axis] = indices.count
    return try taken("index_select", x, axis: axis, indices, shape: shape)
  }

  /// Selects a row of `weight` for each index.
  ///
  ///     indices  […]
  ///     weight   [rows, size]
  ///     result   […, size]
  public func embedding(_ indices: Tensor, _ weight: Tensor) throws(TensorError) -> Tensor {
    guard weight.rank == 2 else {
      throw .rankMismatch(operation: "embedding", what: "the weight", expected: "2", found: weight.shape)
    }
    return try taken("embedding", weight, axis: 0, indices, shape: indices.shape + [weight.shape[1]])
  }

  /// For each index in `indices`, selects one element of `x` along `axis`: result[i][j][k] = x[i][indices[i][j][k]][k]
  /// for axis 1.
  public func gather(_ x: Tensor, axis: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: "gather")
    let index = try integers("gather", indices)
    guard index.rank == x.rank else {
      throw .rankMismatch(operation: "gather", what: "the index", expected: "\(x.rank)", found: index.shape)
    }
    // Axes of `indices` other than `axis` may be shorter than the axes of `x`. The elements of `x` beyond the size of
    // `indices` are not read.
    var source = x
    for other in x.shape.indices where other != axis {
      guard index.shape[other] <= x.shape[other] else {
        throw .shapeMismatch(operation: "gather", what: "the index", expected: x.shape, found: index.shape)
      }
      source = try source.sliced(axis: other, stop: index.shape[other])
    }
    let dense = try dense(source)
    let (outer, n, inner) = dense.around(axis)
    return try madeRaw("gather", shape: index.shape, dtype: x.dtype) { output throws(TensorError) in
      let bad = fw_gather(
        Int32(x.dtype.size), Int64(outer), Int64(n), Int64(inner), dense.start,
        index.start.assumingMemoryBound(to: Int64.self), Int64(index.around(axis).length), output)
      try refuse("gather", bad, index, axis: axis, size: n)
    }
  }

  /// Computes `x[i, j, …]` with integer and bool tensors, with the rules of numpy and torch.
  ///
  /// Entry i of `indices` indexes axis i; nil selects the whole axis, like `:`. The index tensors are broadcast to a
  /// common shape. In the result, the common shape replaces the indexed axes. When a whole axis is between two indexed
  /// axes, the common shape comes first. A bool tensor selects the positions of its true elements. A bool tensor of
  /// rank r indexes r axes.
  public func index(_ x: Tensor, _ indices: [Tensor?]) throws(TensorError) -> Tensor {
    let places = try IndexPlaces(x.shape, try expandedMasks(x, indices), self)
    guard let flat = places.flat else { return x }
    // Moves the indexed axes to the front and merges them into one axis. The axes that are not indexed follow.
    let turned = try dense(x.permuted(places.axes + places.whole))
    let block = places.whole.map { x.shape[$0] }
    let rows = try turned.reshaped(to: [places.size] + block)
    let result = try taken("index", rows, axis: 0, flat, shape: places.shape + block)
    if places.position == 0 { return result }
    // Moves the common shape of the indices to the position of the first indexed axis.
    let count = places.shape.count
    let order =
      Array(count..<count + places.position) + Array(0..<count) + Array(count + places.position..<result.rank)
    return try dense(result.permuted(order))
  }

  /// Selects the elements where `mask` is true, in row-major order. The axes of `mask` correspond to the first axes of
  /// `x`. In the result, one axis replaces these axes.
  public func select(_ x: Tensor, _ mask: Tensor) throws(TensorError) -> Tensor {
    guard mask.dtype == .bool else { throw .unsupportedType(operation: "masked_select", mask.dtype) }
    if mask.rank == 0 { return try index(x.unsqueezed(at: 0), [mask.unsqueezed(at: 0)]) }
    return try index(x, [mask])
  }

  /// The indices of the elements that are not zero, in row-major order: int64, shape [count, rank].
  public func nonzero(_ x: Tensor) throws(TensorError) -> Tensor {
    let positions = try marked(x.converted(to: .bool))
    let count = positions.count
    let strides = Layout.contiguousStrides(of: x.shape)
    return try made("nonzero", shape: [count, x.rank], dtype: .int64, of: Int64.self) { output in
      for row in 0..<count {
        var rest = positions[row]
        for axis in 0..<x.rank {
          output[row * x.rank + axis] = Int64(rest / strides[axis])
          rest %= strides[axis]
        }
      }
    }
  }

  /// Adds a last axis of size `classes`. Each index becomes a vector along this axis with 1 at the index and 0
  /// elsewhere.
  public func oneHot(_ indices: Tensor, classes: Int, dtype: DType = .int64) throws(TensorError) -> Tensor {
    let identity = try eye(classes, dtype: dtype)
    return try embedding(indices, identity)
  }

  // ---- Helpers of indexing

  func integers(_ operation: String, _ index: Tensor) throws(TensorError) -> Tensor {
    guard !index.dtype.isFloatingPoint, index.dtype != .bool else {
      throw .unsupportedType(operation: operation, index.dtype)
    }
    return try dense(index, .int64)
  }

  func refuse(_ operation: String, _ bad: Int64, _ index: Tensor, axis: Int, size: Int) throws(TensorError) {
    guard bad >= 0 else { return }
    let value = Int(index.start.assumingMemoryBound(to: Int64.self)[Int(bad)])
    throw .indexOutOfRange(operation: operation, index: value, axis: axis, size: size)
  }

  private func taken(
    _ operation: String, _ x: Tensor, axis: Int, _ indices: Tensor, shape: [Int]
  ) throws(TensorError) -> Tensor {
    let index = try integers(operation, indices)
    let dense = try dense(x)
    let (outer, n, inner) = dense.around(axis)
    let result = try madeRaw(operation, shape: shape, dtype: x.dtype) { output throws(TensorError) in
      let bad = fw_take(
        Int64(outer), Int64(n), Int64(inner * x.dtype.size), dense.start,
        index.start.assumingMemoryBound(to: Int64.self), Int64(index.count), output)
      try refuse(operation, bad, index, axis: axis, size: n)
    }
    return result
  }

  /// The row-major positions where `mask` is true.
  private func marked(_ mask: Tensor) throws(TensorError) -> [Int] {
    let dense = try dense(mask)
    return withExtendedLifetime(dense) {
      let start = dense.start.assumingMemoryBound(to: UInt8.self)
      let count = Int(fw_positions(Int64(dense.count), start, nil))
      let positions = [Int64](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = Int(fw_positions(Int64(dense.count), start, buffer.baseAddress))
      }
      return positions.map(Int.init)
    }
  }

  /// Replaces each bool tensor by integer tensors, one per axis of the bool tensor. The integer tensors contain the
  /// positions of the true elements.
  func expandedMasks(_ x: Tensor, _ indices: [Tensor?]) throws(TensorError) -> [Tensor?] {
    var result: [Tensor?] = []
    for index in indices {
      guard let index, index.dtype == .bool else {
        result.append(index)
        continue
      }
      let axes = result.count..<result.count + index.rank
      guard axes.upperBound <= x.rank, Array(x.shape[axes]) == index.shape, index.rank > 0 else {
        let expected = Array(x.shape.dropFirst(result.count).prefix(index.rank))
        throw .shapeMismatch(operation: "index", what: "the mask", expected: expected, found: index.shape)
      }
      let positions = try nonzero(index)
      for axis in 0..<index.rank { result.append(try positions.selected(axis: 1, index: axis)) }
    }
    return result
  }
}

/// The positions that index tensors select in a tensor.
struct IndexPlaces {
  /// A tensor of the shape `shape`. Each element is a selected position, row-major within the indexed axes: if axes of
  /// sizes 4 and 5 are indexed, the indices 2 and 3 select position 2 · 5 + 3. Nil when no axis is indexed.
  var flat: Tensor?
  /// The indexed axes.
  var axes: [Int] = []
  /// The axes that are not indexed.
  var whole: [Int] = []
  /// The product of the sizes of the indexed axes.
  var size = 1
  /// The common broadcast shape of the index tensors.
  var shape: [Int] = []
  /// The number of axes that precede the axes of `shape` in the result.
  var position = 0

  init(_ shape: [Int], _ indices: [Tensor?], _ compute: Compute) throws(TensorError) {
    guard indices.count <= shape.count else {
      throw .invalidArgument(operation: "index", "\(indices.count) indices are given for \(shape.count) axes")
    }
    axes = indices.indices.filter { indices[$0] != nil }
    whole = shape.indices.filter { !axes.contains($0) }
    guard let first = axes.first, let last = axes.last else { return }
    position = last - first == axes.count - 1 ? first : 0
    for case let index? in indices { self.shape = try broadcastShape(self.shape, index.shape, operation: "index") }
    size = axes.reduce(1) { $0 * shape[$1] }
    let count = self.shape.reduce(1, *)
    let common = self.shape
    flat = try compute.made("index", shape: common, dtype: .int64, of: Int64.self) { output throws(TensorError) in
      fw_zero(Int64(count * MemoryLayout<Int64>.size), output)
      var stride = 1
      for axis in axes.reversed() {
        guard let index = indices[axis] else { continue }
        let spread = try compute.dense(compute.integers("index", index).expanded(to: common))
        let bad = fw_accumulate_index(
          Int64(count), spread.start.assumingMemoryBound(to: Int64.self), Int64(shape[axis]), Int64(stride), output)
        try compute.refuse("index", bad, spread, axis: axis, size: shape[axis])
        stride *= shape[axis]
      }
    }
  }
}
