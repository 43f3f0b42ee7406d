// Views: other layouts of the same storage. A negative axis counts from the last axis.

extension Layout {
  /// The greatest number of axes of a tensor.
  public static let rankLimit = 64

  /// Returns the index of `axis` counted from the first axis. Throws when the axis does not exist.
  public func resolvedAxis(_ axis: Int, operation: String) throws(TensorError) -> Int {
    try resolveAxis(axis, rank: rank, operation: operation)
  }

  /// Replaces −1 in `requested` by the size that makes the shape have `count` elements.
  public static func resolvedShape(_ requested: [Int], count: Int, of shape: [Int]) throws(TensorError) -> [Int] {
    guard requested.count <= rankLimit else { throw .cannotReshape(from: shape, to: requested) }
    var result = requested
    var known = 1
    var open: Int?
    for (axis, size) in requested.enumerated() {
      if size == -1, open == nil {
        open = axis
        continue
      }
      let (product, overflow) = known.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { throw .cannotReshape(from: shape, to: requested) }
      known = product
    }
    if let open {
      guard known > 0, count % known == 0 else { throw .cannotReshape(from: shape, to: requested) }
      result[open] = count / known
    } else if known != count {
      throw .cannotReshape(from: shape, to: requested)
    }
    guard checkedCount(of: result) != nil else { throw .cannotReshape(from: shape, to: requested) }
    return result
  }

  /// Returns a layout with the shape `requested` and the same elements; −1 is replaced by the size that fits. Nil when
  /// the new shape needs a copy.
  public func reshaped(to requested: [Int]) throws(TensorError) -> Layout? {
    let target = try Layout.resolvedShape(requested, count: count, of: shape)
    if target == shape { return self }
    if count == 0 || isContiguous {
      return Layout(shape: target, strides: Layout.contiguousStrides(of: target), offset: offset)
    }
    // Merges neighbouring old axes whose strides allow it, then divides the merged axes into new axes.
    var strides = [Int](repeating: 1, count: target.count)
    var new = target.count - 1
    var old = rank - 1
    while old >= 0 {
      if shape[old] == 1 {
        old -= 1
        continue
      }
      let unit = self.strides[old]
      var size = shape[old]
      while old > 0, shape[old - 1] == 1 || self.strides[old - 1] == size * unit {
        old -= 1
        size *= shape[old]
      }
      old -= 1
      var covered = 1
      while new >= 0, covered < size || target[new] == 1 {
        strides[new] = covered * unit
        covered *= target[new]
        new -= 1
      }
      if covered != size { return nil }
    }
    return Layout(shape: target, strides: strides, offset: offset)
  }

  public func transposed(_ first: Int, _ second: Int) throws(TensorError) -> Layout {
    let a = try resolvedAxis(first, operation: "transpose")
    let b = try resolvedAxis(second, operation: "transpose")
    var result = self
    result.shape.swapAt(a, b)
    result.strides.swapAt(a, b)
    return result
  }

  /// Reorders the axes: axis i of the result is axis `axes[i]` of this layout.
  public func permuted(_ axes: [Int]) throws(TensorError) -> Layout {
    guard axes.count == rank else {
      throw .invalidArgument(operation: "permute", "\(axes.count) axes are given, but the tensor has \(rank)")
    }
    var result = self
    for (position, from) in try distinctAxes(axes, operation: "permute").enumerated() {
      result.shape[position] = shape[from]
      result.strides[position] = strides[from]
    }
    return result
  }

  /// Removes all axes of size 1. With an argument, removes only this axis, if its size is 1.
  public func squeezed(_ axis: Int? = nil) throws(TensorError) -> Layout {
    var keep = Array(shape.indices)
    if let axis {
      let named = try resolveAxis(axis, rank: max(rank, 1), operation: "squeeze")
      keep.removeAll { $0 == named && shape[$0] == 1 }
    } else {
      keep.removeAll { shape[$0] == 1 }
    }
    return Layout(shape: keep.map { shape[$0] }, strides: keep.map { strides[$0] }, offset: offset)
  }

  /// Inserts an axis of size 1 before `axis`. −1 inserts the new axis last.
  public func unsqueezed(at axis: Int) throws(TensorError) -> Layout {
    let position = try resolveAxis(axis, rank: rank + 1, operation: "unsqueeze")
    guard rank < Layout.rankLimit else {
      throw .invalidArgument(operation: "unsqueeze", "a tensor has at most \(Layout.rankLimit) axes")
    }
    var result = self
    result.strides.insert(position < rank ? strides[position] * max(shape[position], 1) : 1, at: position)
    result.shape.insert(1, at: position)
    return result
  }

  /// Repeats axes of size 1 and adds axes in front until the shape equals `target`. −1 in `target` keeps the size of
  /// the axis.
  public func expanded(to target: [Int], operation: String = "expand") throws(TensorError) -> Layout {
    let new = target.count - rank
    guard new >= 0, target.count <= Layout.rankLimit else {
      throw .cannotExpand(operation: operation, from: shape, to: target)
    }
    var result = Layout(shape: target, strides: [Int](repeating: 0, count: target.count), offset: offset)
    for axis in target.indices {
      let size = axis < new ? nil : shape[axis - new]
      if target[axis] == -1, let size {
        result.shape[axis] = size
      }
      guard result.shape[axis] >= 0 else {
        throw .cannotExpand(operation: operation, from: shape, to: target)
      }
      guard let size else { continue }
      if size == result.shape[axis] {
        result.strides[axis] = strides[axis - new]
      } else if size != 1 {
        throw .shapesDoNotBroadcast(operation: operation, shape, result.shape, axis: axis)
      }
    }
    guard checkedCount(of: result.shape) != nil else { throw .tooLarge(operation: operation, shape: result.shape) }
    return result
  }

  /// Selects every `step`-th element of an axis from `start` up to, but not including, `stop`. As in Python's slices, a
  /// negative bound counts from the end, and a bound outside the axis becomes its nearest end. `step` is at least 1.
  public func sliced(axis: Int, start: Int? = nil, stop: Int? = nil, step: Int = 1) throws(TensorError) -> Layout {
    let axis = try resolvedAxis(axis, operation: "slice")
    guard step > 0 else { throw .invalidArgument(operation: "slice", "the step must be at least 1, not \(step)") }
    let size = shape[axis]
    func bound(_ value: Int?, _ absent: Int) -> Int {
      guard let value else { return absent }
      return value < 0 ? max(value &+ size, 0) : min(value, size)
    }
    let first = bound(start, 0)
    let end = bound(stop, size)
    var result = self
    let count = end > first ? (end - first - 1) / step + 1 : 0
    result.shape[axis] = count
    if count > 0 { result.offset += first * strides[axis] }
    if count > 1 { result.strides[axis] *= step }
    return result
  }

  /// Selects the element `index` of an axis and removes the axis.
  public func selected(axis: Int, index: Int) throws(TensorError) -> Layout {
    let axis = try resolvedAxis(axis, operation: "select")
    let size = shape[axis]
    let position = index < 0 ? index &+ size : index
    guard position >= 0, position < size else {
      throw .indexOutOfRange(operation: "select", index: index, axis: axis, size: size)
    }
    var result = self
    result.offset += position * strides[axis]
    result.shape.remove(at: axis)
    result.strides.remove(at: axis)
    return result
  }

  /// Merges the axes `from` to `to` (inclusive) into one axis. Nil when the result needs a copy.
  public func flattened(from: Int = 0, to: Int = -1) throws(TensorError) -> Layout? {
    try reshaped(to: try flattenedShape(from: from, to: to))
  }

  /// The shape of the result of `flattened`. Rank 0 becomes the shape [1].
  public func flattenedShape(from: Int = 0, to: Int = -1) throws(TensorError) -> [Int] {
    if rank == 0 { return [1] }
    let first = try resolvedAxis(from, operation: "flatten")
    let last = try resolvedAxis(to, operation: "flatten")
    guard first <= last else {
      throw .invalidArgument(operation: "flatten", "axis \(from) comes after axis \(to)")
    }
    return shape[..<first] + [shape[first...last].reduce(1, *)] + shape[(last + 1)...]
  }

  /// Divides an axis into windows of `size` elements. The starts of neighbouring windows are `step` elements apart. In
  /// the result, an index of the axis selects a window, and a new last axis contains the elements of the window.
  public func unfolded(axis: Int, size: Int, step: Int) throws(TensorError) -> Layout {
    let axis = try resolvedAxis(axis, operation: "unfold")
    guard size >= 0, size <= shape[axis], step > 0 else {
      throw .invalidArgument(
        operation: "unfold", "windows of \(size), \(step) apart, do not fit an axis of \(shape[axis])")
    }
    var result = self
    result.shape[axis] = (shape[axis] - size) / step + 1
    if result.shape[axis] > 1 { result.strides[axis] *= step }
    result.shape.append(size)
    result.strides.append(strides[axis])
    return result
  }

  /// Removes two axes and adds their diagonal as the last axis.
  public func diagonal(offset diagonal: Int = 0, _ first: Int = 0, _ second: Int = 1) throws(TensorError) -> Layout {
    let a = try resolvedAxis(first, operation: "diagonal")
    let b = try resolvedAxis(second, operation: "diagonal")
    guard a != b else { throw .invalidArgument(operation: "diagonal", "axis \(first) is given twice") }
    let down = max(0, min(shape[a], diagonal < 0 ? 0 &- diagonal : 0))
    let right = max(0, min(shape[b], diagonal))
    let size = max(0, min(shape[a] - down, shape[b] - right))
    var result = self
    if size > 0 { result.offset += down * strides[a] + right * strides[b] }
    for axis in [max(a, b), min(a, b)] {
      result.shape.remove(at: axis)
      result.strides.remove(at: axis)
    }
    result.shape.append(size)
    result.strides.append(strides[a] + strides[b])
    return result
  }

  /// Reverses the order of the elements along the given axes.
  public func flipped(_ axes: [Int]) throws(TensorError) -> Layout {
    var result = self
    for axis in try distinctAxes(axes, operation: "flip") where rank > 0 {
      if shape[axis] > 1 {
        result.offset += (shape[axis] - 1) * result.strides[axis]
        result.strides[axis] = -result.strides[axis]
      }
    }
    return result
  }
}

extension Layout {
  /// Returns the indices of `axes` counted from the first axis, in the given order. For rank 0, axes 0 and −1 are
  /// accepted.
  ///
  /// - Throws: when an axis is out of range or occurs twice.
  public func distinctAxes(_ axes: [Int], operation: String) throws(TensorError) -> [Int] {
    var distinct: [Int] = []
    for axis in axes {
      let resolved = try resolveAxis(axis, rank: max(rank, 1), operation: operation)
      if distinct.contains(resolved) {
        throw .invalidArgument(operation: operation, "axis \(axis) is given twice")
      }
      distinct.append(resolved)
    }
    return distinct
  }
}

/// Returns the index of `axis` counted from the first axis. A negative axis counts from the last axis.
func resolveAxis(_ axis: Int, rank: Int, operation: String) throws(TensorError) -> Int {
  let resolved = axis < 0 ? axis &+ rank : axis
  guard resolved >= 0, resolved < rank else { throw .axisOutOfRange(operation: operation, axis: axis, rank: rank) }
  return resolved
}

/// The number of elements of a tensor of `shape`. Nil when a size is negative or the product overflows.
func checkedCount(of shape: [Int]) -> Int? {
  // A size of 0 counts as 1 here: strides are products of the other sizes, and these products must not overflow.
  var count = 1
  for size in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: max(size, 1))
    if size < 0 || overflow { return nil }
    count = product
  }
  return shape.contains(0) ? 0 : count
}
