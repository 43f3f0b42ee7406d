import CKernels

extension Compute {
  /// Joins tensors along `axis`. The type of the result is the promoted type of the tensors.
  public func concatenate(_ tensors: [Tensor], axis: Int) throws(TensorError) -> Tensor {
    guard let first = tensors.first else {
      throw .invalidArgument(operation: "cat", "there is nothing to join")
    }
    // As in torch, an empty tensor of shape [0] can be joined with a tensor of any shape. A cache often begins as such
    // an empty tensor.
    let parts = tensors.contains { $0.rank != 1 } ? tensors.filter { $0.shape != [0] } : tensors
    let model = parts.first ?? first
    let axis = try resolveAxis(axis, rank: model.rank, operation: "cat")
    var dtype = first.dtype
    for tensor in tensors { dtype = DType.promoted(dtype, tensor.dtype) }
    var shape = model.shape
    shape[axis] = 0
    for (index, part) in parts.enumerated() {
      var expected = model.shape
      if part.rank == model.rank { expected[axis] = part.shape[axis] }
      guard part.shape == expected else {
        throw .shapeMismatch(operation: "cat", what: "tensor \(index)", expected: expected, found: part.shape)
      }
      let (size, overflow) = shape[axis].addingReportingOverflow(part.shape[axis])
      if overflow { throw .tooLarge(operation: "cat", shape: part.shape) }
      shape[axis] = size
    }
    let target = Layout(contiguous: shape)
    return try madeRaw("cat", shape: shape, dtype: dtype) { output throws(TensorError) in
      var position = 0
      for part in parts where part.count > 0 {
        try checkCancelled()
        let place = try target.sliced(axis: axis, start: position, stop: position + part.shape[axis])
        part.converted(to: dtype).copyElements(to: output, as: place)
        position += part.shape[axis]
      }
    }
  }

  /// Joins tensors of equal shape along a new axis.
  public func stack(_ tensors: [Tensor], axis: Int = 0) throws(TensorError) -> Tensor {
    for (index, tensor) in tensors.enumerated() where tensor.shape != tensors[0].shape {
      throw .shapeMismatch(
        operation: "stack", what: "tensor \(index)", expected: tensors[0].shape, found: tensor.shape)
    }
    var layers: [Tensor] = []
    for tensor in tensors { layers.append(try tensor.unsqueezed(at: axis)) }
    guard let first = layers.first else {
      throw .invalidArgument(operation: "stack", "there is nothing to stack")
    }
    return try concatenate(layers, axis: resolveAxis(axis, rank: first.rank, operation: "stack"))
  }

  /// The values that `pad` adds around a tensor.
  public enum Padding: Sendable, Hashable {
    case constant(Scalar)
    /// The value of the nearest element at the edge.
    case replicate
    /// Mirrors the elements at the edge, without repeating the element at the edge: `3 2 | 1 2 3`.
    case reflect
    /// The values from the opposite end of the axis.
    case circular
  }

  /// Adds `before[i]` elements at the start of axis i and `after[i]` elements at the end of axis i. A negative number
  /// removes elements. Negative numbers are allowed only with constant padding.
  public func pad(
    _ x: Tensor, before: [Int], after: [Int], _ padding: Padding = .constant(.int(0))
  ) throws(TensorError) -> Tensor {
    guard before.count == x.rank, after.count == x.rank else {
      throw .invalidArgument(operation: "pad", "\(before.count) amounts are given for \(x.rank) axes")
    }
    guard case .constant(let value) = padding else { return try extended(x, before, after, padding) }
    var inner = x.layout
    var shape: [Int] = []
    for axis in x.shape.indices {
      let limit = 1 << 40
      guard abs(before[axis]) < limit, abs(after[axis]) < limit else {
        throw .tooLarge(operation: "pad", shape: before)
      }
      let size = x.shape[axis] + before[axis] + after[axis]
      guard size >= 0 else {
        throw .invalidArgument(
          operation: "pad",
          "axis \(axis) has \(x.shape[axis]) elements; \(-before[axis] - after[axis]) cannot be removed")
      }
      shape.append(size)
      let start = min(max(0, -before[axis]), x.shape[axis])
      let stop = max(start, x.shape[axis] - max(0, -after[axis]))
      inner = try inner.sliced(axis: axis, start: start, stop: stop)
    }
    guard let count = checkedCount(of: shape), count <= byteLimit / x.dtype.size else {
      throw .tooLarge(operation: "pad", shape: shape)
    }
    var place = Layout(contiguous: shape)
    for axis in shape.indices {
      let start = min(max(0, before[axis]), shape[axis])
      place = try place.sliced(axis: axis, start: start, stop: start + inner.shape[axis])
    }
    let part = x.view(inner)
    let fill = Tensor(value, dtype: x.dtype).view(Layout(shape: shape, strides: shape.map { _ in 0 }))
    let target = place
    return try madeRaw("pad", shape: shape, dtype: x.dtype) { output in
      fill.copyElements(to: output)
      part.copyElements(to: output, as: target)
    }
  }

  private func extended(
    _ x: Tensor, _ before: [Int], _ after: [Int], _ padding: Padding
  ) throws(TensorError) -> Tensor {
    var result = x
    for axis in x.shape.indices where before[axis] != 0 || after[axis] != 0 {
      let size = x.shape[axis]
      let reach = padding == .reflect ? size - 1 : padding == .circular ? size : Int.max >> 8
      guard before[axis] >= 0, after[axis] >= 0, before[axis] <= reach, after[axis] <= reach, size > 0 else {
        throw .invalidArgument(
          operation: "pad", "axis \(axis) of \(size) cannot be padded with \(before[axis]) and \(after[axis])")
      }
      let (first, last) = (-before[axis], size + after[axis])
      guard last - first <= byteLimit / 8 else { throw .tooLarge(operation: "pad", shape: [last - first]) }
      let indices = (first..<last).map { position in
        switch padding {
        case .circular: (position % size + size) % size
        case .reflect: position < 0 ? -position : position >= size ? 2 * (size - 1) - position : position
        default: min(max(position, 0), size - 1)
        }
      }
      result = try indexSelect(result, axis: axis, Tensor(indices, shape: [indices.count]))
    }
    return result
  }

  /// Repeats the whole tensor `repeats[i]` times along axis i. When `repeats` is longer than the rank, new axes are
  /// added in front.
  public func tile(_ x: Tensor, _ repeats: [Int]) throws(TensorError) -> Tensor {
    guard repeats.allSatisfy({ $0 >= 0 }) else {
      throw .invalidArgument(operation: "repeat", "\(repeats) has a negative number")
    }
    let repeats = [Int](repeating: 1, count: max(0, x.rank - repeats.count)) + repeats
    let shape = [Int](repeating: 1, count: repeats.count - x.rank) + x.shape
    // Replaces each axis of size n by two axes [1, n], then expands the axis of size 1 to the number of repetitions.
    var pairs: [Int] = []
    var target: [Int] = []
    var sizes: [Int] = []
    for (count, size) in zip(repeats, shape) {
      pairs += [1, size]
      target += [count, size]
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { throw .tooLarge(operation: "repeat", shape: shape) }
      sizes.append(product)
    }
    guard checkedCount(of: sizes) != nil else { throw .tooLarge(operation: "repeat", shape: sizes) }
    if sizes.contains(0) { return try zeros(sizes, dtype: x.dtype) }
    let seen = try x.reshaped(to: pairs)
    // Expands each axis of size 1 to the number of repetitions. With stride 0, the repetitions share their elements.
    var spread = seen.layout
    spread.shape = target
    for axis in stride(from: 0, to: target.count, by: 2) { spread.strides[axis] = 0 }
    let source = seen.view(spread)
    return try madeRaw("repeat", shape: sizes, dtype: x.dtype) { output in source.copyElements(to: output) }
  }

  /// Repeats each element along `axis`: the result has `count` adjacent copies of each element.
  public func repeatInterleave(_ x: Tensor, _ count: Int, axis: Int) throws(TensorError) -> Tensor {
    let axis = try resolveAxis(axis, rank: x.rank, operation: "repeat_interleave")
    guard count >= 0 else { throw .invalidArgument(operation: "repeat_interleave", "\(count) is negative") }
    let wide = try x.unsqueezed(at: axis + 1)
    var shape = wide.shape
    shape[axis + 1] = count
    return try wide.expanded(to: shape).flattened(from: axis, to: axis + 1)
  }

  /// Selects the element of `a` where `condition` is true, else the element of `b`. All three are broadcast.
  public func `where`(
    _ condition: Tensor, _ a: some TensorOperand, _ b: some TensorOperand
  ) throws(TensorError) -> Tensor {
    let (a, b) = (a.operand, b.operand)
    let type = DType.promoted(a, b)
    if let half = DType.complexHalf(a, b) {
      throw .unsupportedType(operation: "where with a complex number", half)
    }
    let (mask, u, v) = (condition.converted(to: .bool), a.tensor(type), b.tensor(type))
    let both = try broadcastShape(a.shape, b.shape, operation: "where")
    let shape = try broadcastShape(mask.shape, both, operation: "where")
    let plan = StridedPlan(
      shape: shape,
      strides: [
        try mask.layout.expanded(to: shape).strides, try u.layout.expanded(to: shape).strides,
        try v.layout.expanded(to: shape).strides,
      ])
    return try madeRaw("where", shape: shape, dtype: type) { output throws(TensorError) in
      try parallel(plan) { part, first in
        let skipped = { (operand: Int) in first * Int(plan.strides[operand].first ?? 0) }
        fw_where(
          Int32(type.size), part.rank, part.shape, mask.start.assumingMemoryBound(to: UInt8.self) + skipped(0),
          part.strides[0], u.start.advanced(by: skipped(1) * type.size), part.strides[1],
          v.start.advanced(by: skipped(2) * type.size), part.strides[2],
          output.advanced(by: first * plan.innerCount * type.size))
      }
    }
  }

  /// Replaces the elements of `x` by `value` where `mask`, broadcast to the shape of `x`, is true. The result has the
  /// type of `x`.
  public func maskedFill(_ x: Tensor, _ mask: Tensor, _ value: Scalar) throws(TensorError) -> Tensor {
    let seen = try broadcastShape(x.shape, mask.shape, operation: "masked_fill")
    guard seen == x.shape else {
      throw .shapeMismatch(operation: "masked_fill", what: "the mask", expected: x.shape, found: mask.shape)
    }
    return try `where`(mask, Tensor(value, dtype: x.dtype), x)
  }

  /// Keeps the lower triangle of the last two axes, up to and including the diagonal that is `diagonal` steps above the
  /// main diagonal. Other elements become 0.
  public func lowerTriangle(_ x: Tensor, diagonal: Int = 0) throws(TensorError) -> Tensor {
    try triangle("tril", x, diagonal, lower: true)
  }

  public func upperTriangle(_ x: Tensor, diagonal: Int = 0) throws(TensorError) -> Tensor {
    try triangle("triu", x, diagonal, lower: false)
  }

  private func triangle(_ name: String, _ x: Tensor, _ diagonal: Int, lower: Bool) throws(TensorError) -> Tensor {
    guard x.rank >= 2 else {
      throw .rankMismatch(operation: name, what: "the input", expected: "at least 2", found: x.shape)
    }
    let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
    let source = try dense(x)
    return try madeRaw(name, shape: x.shape, dtype: x.dtype) { output in
      fw_triangle(
        Int32(x.dtype.size), Int64(x.shape.dropLast(2).reduce(1, *)), Int64(rows), Int64(columns), Int64(diagonal),
        lower,
        source.start, output)
    }
  }

  /// Shifts elements along axes. Elements shifted beyond one end of an axis reappear at the other end. Without `axes`,
  /// shifts all elements in row-major order.
  public func roll(_ x: Tensor, shifts: [Int], axes: [Int]? = nil) throws(TensorError) -> Tensor {
    guard let axes else {
      guard shifts.count == 1 else {
        throw .invalidArgument(operation: "roll", "exactly one shift is allowed without axes")
      }
      let flat = try x.reshaped(to: [x.count])
      return try roll(flat, shifts: shifts, axes: [0]).reshaped(to: x.shape)
    }
    guard axes.count == shifts.count else {
      throw .invalidArgument(operation: "roll", "\(shifts.count) shifts are given for \(axes.count) axes")
    }
    var result = x
    for (shift, axis) in zip(shifts, axes) {
      let axis = try resolveAxis(axis, rank: x.rank, operation: "roll")
      let size = x.shape[axis]
      if size == 0 { continue }
      let start = ((size - shift % size) % size + size) % size
      if start == 0 { continue }
      result = try concatenate(
        [try result.sliced(axis: axis, start: start), try result.sliced(axis: axis, stop: start)], axis: axis)
    }
    return result
  }
}

extension Tensor {
  /// Writes the elements to the storage at `output`. The layout `target` determines the positions.
  func copyElements(to output: UnsafeMutableRawPointer, as target: Layout) {
    let plan = StridedPlan(shape: shape, strides: [strides, target.strides])
    withExtendedLifetime(storage) {
      fw_copy(
        Int32(dtype.size), plan.rank, plan.shape, start, plan.strides[0],
        output.advanced(by: target.offset * dtype.size), plan.strides[1])
    }
  }
}
