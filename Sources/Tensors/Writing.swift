import CKernels

// In-place operations. Each operation returns a new storage: a copy in which some elements are changed.

extension Compute {
  /// Copies `base`, a storage of `dtype` elements, and writes `values` to the positions of `layout`. The values are
  /// broadcast and converted to `dtype`.
  ///
  /// - Precondition: every element of `layout` is inside `base`.
  public func writing(
    _ values: some TensorOperand, into base: Storage, dtype: DType, at layout: Layout
  ) throws(TensorError) -> Storage {
    let source = values.operand.tensor(dtype)
    let spread = try spread(source, to: layout.shape)
    return try copying(base) { output in
      if spread.count > 0 { spread.copyElements(to: output, as: layout) }
    }
  }

  /// Like `writing(_:into:dtype:at:)`, but writes only where `mask`, broadcast to the shape of the layout, is true.
  public func writing(
    _ values: some TensorOperand, into base: Storage, dtype: DType, at layout: Layout, where mask: Tensor
  ) throws(TensorError) -> Storage {
    let source = values.operand.tensor(dtype)
    let spread = try spread(source, to: layout.shape)
    let marks = mask.converted(to: .bool)
    let plan = StridedPlan(
      shape: layout.shape,
      strides: [
        try marks.layout.expanded(to: layout.shape, operation: "assignment").strides, spread.strides, layout.strides,
      ])
    return try copying(base) { output in
      fw_write_masked(
        Int32(dtype.size), plan.rank, plan.shape, marks.start.assumingMemoryBound(to: UInt8.self), plan.strides[0],
        spread.start, plan.strides[1], output.advanced(by: layout.offset * dtype.size), plan.strides[2])
    }
  }

  /// Writes to the positions that integer and bool tensors select, like `x[i, j] = values`; see `index`. When a
  /// position occurs more than once, the last value is kept.
  public func writing(
    _ values: some TensorOperand, into base: Storage, dtype: DType, at layout: Layout, indices: [Tensor?]
  ) throws(TensorError) -> Storage {
    let seen = Tensor(storage: base, dtype: dtype, layout: layout)
    let expanded = try expandedMasks(seen, indices)
    let places = try IndexPlaces(layout.shape, expanded, self)
    guard let flat = places.flat else { return try writing(values, into: base, dtype: dtype, at: layout) }
    let block = places.whole.map { layout.shape[$0] }
    let before = Array(block.prefix(places.position))
    let target = before + places.shape + block.dropFirst(places.position)
    let spread = try spread(values.operand.tensor(dtype), to: target)
    let count = places.shape.count
    let order =
      Array(places.position..<places.position + count) + Array(0..<places.position)
      + Array(places.position + count..<target.count)
    let rows = try spread.permuted(order).reshaped(to: [flat.count] + block)
    let turned = try layout.permuted(places.axes + places.whole)
    let indexed = Layout(
      shape: Array(turned.shape.prefix(places.axes.count)), strides: Array(turned.strides.prefix(places.axes.count)))
    let offsets = indexed.offsets
    let inner = Layout(shape: block, strides: Array(turned.strides.dropFirst(places.axes.count)))
    // Writes all rows into one copy, in order.
    let numbers = flat.withElements(of: Int64.self) { Array($0) }
    return try copying(base) { output throws(TensorError) in
      for (row, number) in numbers.enumerated() {
        var place = inner
        place.offset = layout.offset + offsets[Int(number)]
        let source = try rows.selected(axis: 0, index: row)
        if source.count > 0 { source.copyElements(to: output, as: place) }
      }
    }
  }

  private func spread(_ values: Tensor, to shape: [Int]) throws(TensorError) -> Tensor {
    // As in numpy, leading axes of size 1 beyond the target's rank are removed from the values.
    var source = values
    while source.rank > shape.count, source.shape[0] == 1 { source = try source.squeezed(0) }
    return source.view(try source.layout.expanded(to: shape, operation: "assignment"))
  }

  private func copying(
    _ base: Storage, _ change: (UnsafeMutableRawPointer) throws(TensorError) -> Void
  ) throws(TensorError) -> Storage {
    try checkCancelled()
    return try Storage(byteCount: base.bytes.count) { output throws(TensorError) in
      output.copyMemory(from: base.bytes)
      guard let start = output.baseAddress, !base.bytes.isEmpty else { return }
      try change(start)
    }
  }
}
