import CKernels

/// How a written value is combined with the existing element.
public enum Combination: String, Sendable, CaseIterable {
  case replace, add, multiply, maximum, minimum
}

extension Compute {
  /// Writes `values` into a copy of `x` at the indices in `indices` along `axis`. For axis 1:
  /// `result[i][indices[i][j][k]][k] = values[i][j][k]`.
  ///
  ///     x        […, n, …]
  ///     indices  the same rank as x; only `axis` may be longer than in x
  ///     values   at least as long as `indices` along every axis; further elements are ignored
  ///
  /// If a position occurs more than once, `replace` keeps the last value; the other combinations use all values.
  ///
  /// - Parameter roundsEach: whether a sum in half precision is rounded after each addition, not only at the end.
  public func scatter(
    _ x: Tensor, axis: Int, _ indices: Tensor, _ values: Tensor, _ combination: Combination = .replace,
    operation: String = "scatter", roundsEach: Bool = false
  ) throws(TensorError) -> Tensor {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: operation)
    let index = try integers(operation, indices)
    if index.count == 0 { return x }
    guard index.rank == x.rank else {
      throw .rankMismatch(operation: operation, what: "the index", expected: "\(x.rank)", found: index.shape)
    }
    guard values.rank == x.rank else {
      throw .rankMismatch(operation: operation, what: "the source", expected: "\(x.rank)", found: values.shape)
    }
    var source = values
    for other in x.shape.indices {
      guard other == axis || index.shape[other] <= x.shape[other] else {
        throw .shapeMismatch(operation: operation, what: "the index", expected: x.shape, found: index.shape)
      }
      guard index.shape[other] <= source.shape[other] else {
        throw .shapeMismatch(operation: operation, what: "the source", expected: index.shape, found: source.shape)
      }
      source = try source.sliced(axis: other, stop: index.shape[other])
    }
    let strides = Layout.contiguousStrides(of: x.shape)
    let size = x.rank == 0 ? 1 : x.shape[axis]
    let along = x.rank == 0 ? 1 : strides[axis]
    var across = strides
    if x.rank > 0 { across[axis] = 0 }
    let starts = Layout(shape: index.shape, strides: across).offsets
    let places = try made(operation, shape: [index.count], dtype: .int64, of: Int64.self) {
      output throws(TensorError) in
      let numbers = index.start.assumingMemoryBound(to: Int64.self)
      for place in 0..<index.count {
        let number = Int(numbers[place])
        guard number >= 0, number < size else {
          throw .indexOutOfRange(operation: operation, index: number, axis: axis, size: size)
        }
        output[place] = Int64(starts[place] + number * along)
      }
    }
    return try placed(operation, x, places, source, combination, roundsEach: roundsEach)
  }

  /// Combines slices of `values` with slices of `x` along `axis`: slice i of `values` with slice `indices[i]` of `x`.
  public func indexAdd(
    _ x: Tensor, axis: Int, _ indices: Tensor, _ values: Tensor, _ combination: Combination = .add,
    operation: String = "index_add", roundsEach: Bool = false
  ) throws(TensorError) -> Tensor {
    let axis = try resolveAxis(axis, rank: max(x.rank, 1), operation: operation)
    guard indices.rank <= 1 else {
      throw .rankMismatch(operation: operation, what: "the index", expected: "1", found: indices.shape)
    }
    var shape = x.shape
    if x.rank > 0 { shape[axis] = indices.count }
    guard values.shape == shape || values.rank == 0 && combination == .replace else {
      throw .shapeMismatch(operation: operation, what: "the source", expected: shape, found: values.shape)
    }
    if x.rank == 0 {
      return try scatter(x, axis: 0, indices.reshaped(to: []), values, combination, operation: operation)
    }
    // Unlike in `scatter`, a negative index counts from the end of the axis.
    let least = try integers(operation, indices)
    let size = Scalar.int(x.shape[axis])
    let shifted = try `where`(
      binary(.less, least, Scalar.int(0)), try binary(.add, least, size), least)
    var column = [Int](repeating: 1, count: x.rank)
    column[axis] = indices.count
    let spread = try shifted.reshaped(to: column).expanded(to: shape)
    return try scatter(
      x, axis: axis, spread, try values.expanded(to: shape), combination, operation: operation, roundsEach: roundsEach)
  }

  /// Writes `values` into a copy of `x` at the positions that `indices` selects; see `index`.
  public func indexPut(
    _ x: Tensor, _ indices: [Tensor?], _ values: Tensor, accumulate: Bool = false
  ) throws(TensorError) -> Tensor {
    let base = try dense(x).copied()
    if !accumulate {
      let storage = try writing(values, into: base.storage, dtype: x.dtype, at: base.layout, indices: indices)
      return Tensor(storage: storage, dtype: x.dtype, layout: base.layout)
    }
    // Each element of `positions` is equal to its own row-major position. Therefore indexing `positions` returns the
    // positions in `x` at which to add the values.
    let positions = try arange(to: .int(x.count)).reshaped(to: x.shape)
    let places = try index(positions, indices)
    let spread = values.view(try values.layout.expanded(to: places.shape, operation: "index_put"))
    return try placed("index_put", x, try dense(places).reshaped(to: [places.count]), spread, .add, roundsEach: true)
  }

  /// Combines value i with the element of `x` at the row-major position `places[i]`, for each i in order.
  private func placed(
    _ operation: String, _ x: Tensor, _ places: Tensor, _ values: Tensor, _ combination: Combination, roundsEach: Bool
  ) throws(TensorError) -> Tensor {
    if x.dtype.isComplex || values.dtype.isComplex { throw .unsupportedType(operation: operation, .complex64) }
    let computing = combination == .replace ? x.dtype : x.dtype == .bool ? .int64 : x.dtype.computing
    let base = try dense(x, computing)
    let source = try dense(values.converted(to: x.dtype), computing)
    if roundsEach, combination == .add || combination == .multiply, x.dtype != computing, x.dtype.isFloatingPoint {
      return try placedRounding(operation, x, base, places, source, multiplies: combination == .multiply)
    }
    let result = try madeRaw(operation, shape: x.shape, dtype: computing) { output in
      base.copyElements(to: output)
      fw_place(
        combination.kernel, computing.kernelType, Int64(places.count), places.start.assumingMemoryBound(to: Int64.self),
        source.start, output)
    }
    return result.converted(to: x.dtype)
  }
}

extension Compute {
  /// Adds the float32 values in `source` to the elements of `base` at the positions in `places`, or multiplies the
  /// elements by the values. Rounds each sum or product to the dtype of `x`.
  private func placedRounding(
    _ operation: String, _ x: Tensor, _ base: Tensor, _ places: Tensor, _ source: Tensor, multiplies: Bool
  ) throws(TensorError) -> Tensor {
    try made(operation, shape: x.shape, dtype: .float32, of: Float.self) { output in
      base.copyElements(to: output)
      let (type, numbers) = (x.dtype.kernelType, places.start.assumingMemoryBound(to: Int64.self))
      let values = source.start.assumingMemoryBound(to: Float.self)
      var half: UInt16 = 0
      for index in 0..<places.count {
        let element = output + Int(numbers[index])
        if multiplies { element.pointee *= values[index] } else { element.pointee += values[index] }
        fw_convert(FW_FLOAT32, element, type, &half, 1)
        fw_convert(type, &half, FW_FLOAT32, element, 1)
      }
    }.converted(to: x.dtype)
  }
}

extension Combination {
  fileprivate var kernel: fw_combination {
    switch self {
    case .replace: FW_REPLACE
    case .add: FW_COMBINE_ADD
    case .multiply: FW_COMBINE_MULTIPLY
    case .maximum: FW_COMBINE_MAXIMUM
    case .minimum: FW_COMBINE_MINIMUM
    }
  }
}
