/// The pooling windows of the last axes: each list has one number per axis.
public struct PoolingWindows: Sendable, Hashable {
  public var size: [Int]
  public var stride: [Int]
  public var padding: [Int]
  public var dilation: [Int]
  /// Whether the number of windows is rounded up (torch's `ceil_mode`). The last window may then end outside the input.
  public var roundsUp: Bool

  public init(size: [Int], stride: [Int], padding: [Int], dilation: [Int]? = nil, roundsUp: Bool = false) {
    self.size = size
    self.stride = stride
    self.padding = padding
    self.dilation = dilation ?? size.map { _ in 1 }
    self.roundsUp = roundsUp
  }
}

extension Compute {
  /// The greatest element of each window over the last axes.
  public func maxPool(_ x: Tensor, _ windows: PoolingWindows) throws(TensorError) -> Tensor {
    let seen = try self.windows("max_pool", x, windows, filledWith: x.dtype.least)
    return try reduce(.max, seen, axes: Array(x.rank..<seen.rank))
  }

  /// The mean of each window over the last axes.
  ///
  /// - Parameters:
  ///   - countsPadding: whether the mean includes the zeros of the padding.
  ///   - divisor: the divisor of each sum; nil means the number of elements in the window.
  public func averagePool(
    _ x: Tensor, _ windows: PoolingWindows, countsPadding: Bool = true, divisor: Int? = nil
  ) throws(TensorError) -> Tensor {
    guard x.dtype.isFloatingPoint || x.dtype == .int64 else {
      throw .unsupportedType(operation: "avg_pool", x.dtype)
    }
    let seen = try self.windows("avg_pool", x.converted(to: x.dtype.computing), windows, filledWith: .int(0))
    let sums = try sum(seen, axes: Array(x.rank..<seen.rank))
    if let divisor {
      guard divisor != 0 else { throw .invalidArgument(operation: "avg_pool", "the divisor is 0") }
      return try mean(sums, Tensor([divisor], shape: []), as: x.dtype)
    }
    // Count the elements in each window: elements of the input and, when `countsPadding`, elements of the padding.
    // Positions beyond the padding are never counted.
    let spatial = Array(x.shape.suffix(windows.size.count))
    let ones = try ones(spatial)
    var inner = windows
    var counted = ones
    if countsPadding {
      counted = try pad(ones, before: windows.padding, after: windows.padding, .constant(.int(1)))
      inner.padding = windows.padding.map { _ in 0 }
    }
    let marks = try self.windows("avg_pool", counted, inner, filledWith: .int(0), as: seen)
    let counts = try sum(marks, axes: Array(spatial.count..<marks.rank))
    return try mean(sums, counts, as: x.dtype)
  }

  /// Computes sums / counts. For integers, the mean is rounded toward zero.
  private func mean(_ sums: Tensor, _ counts: Tensor, as type: DType) throws(TensorError) -> Tensor {
    if type.isFloatingPoint { return try divide(sums, counts).converted(to: type) }
    let whole = counts.converted(to: sums.dtype)
    // Divide and round down. Then add 1 where the division has a remainder and the signs differ. Dividing magnitudes
    // would fail for −2⁶³, because 2⁶³ is not an int64.
    let floor = try floorDivide(sums, whole)
    let hasRest = try binary(.notEqual, subtract(sums, multiply(floor, whole)), 0)
    let differ = try binary(.notEqual, binary(.less, sums, 0), binary(.less, whole, 0))
    return try add(floor, binary(.and, hasRest, differ).converted(to: sums.dtype)).converted(to: type)
  }

  /// Divides each of the last axes into `sizes[i]` windows, as evenly as possible, and reduces each window to its mean
  /// or maximum. A nil size keeps the axis unchanged.
  public func adaptivePool(
    _ x: Tensor, to sizes: [Int?], _ reduction: Reduction
  ) throws(TensorError) -> Tensor {
    guard x.rank >= sizes.count, reduction != .mean || x.dtype.isFloatingPoint else {
      throw .rankMismatch(operation: "adaptive_pool", what: "the input", expected: "\(sizes.count + 1)", found: x.shape)
    }
    if reduction == .max { return try adaptiveMaxPoolWithPositions(x, to: sizes).values }
    let bounds = try adaptiveBounds(x, sizes)
    let shape = x.shape.dropLast(sizes.count) + bounds.map(\.count)
    guard let count = checkedCount(of: Array(shape)), count <= byteLimit / x.dtype.size else {
      throw .tooLarge(operation: "adaptive_pool", shape: Array(shape))
    }
    if count == 0 { return try zeros(Array(shape), dtype: x.dtype) }
    // The result is rounded only once, after the last axis.
    var result = x.converted(to: x.dtype.float)
    for (position, size) in sizes.enumerated() where size != nil {
      let axis = x.rank - sizes.count + position
      result =
        try x.dtype == .float64
        ? meanWindows(Double.self, result, axis, bounds[position])
        : meanWindows(Float.self, result, axis, bounds[position])
    }
    return result.converted(to: x.dtype)
  }

  private func meanWindows<T: KernelFloat>(
    _: T.Type, _ x: Tensor, _ axis: Int, _ bounds: [(start: Int, stop: Int)]
  ) throws(TensorError) -> Tensor {
    let width = bounds.map { $0.stop - $0.start }.max() ?? 1
    guard let count = checkedCount(of: [bounds.count, width, 16]), count <= byteLimit else {
      throw .tooLarge(operation: "adaptive_pool", shape: [bounds.count, width])
    }
    var taps = Taps<T>(width: width, size: bounds.count)
    for (index, window) in bounds.enumerated() {
      taps.set(index, (window.start..<window.stop).map { ($0, 1) })
      if index % 4096 == 0 { try checkCancelled() }
    }
    let sums = try mixed("adaptive_pool", x, axis, taps)
    var shape = [Int](repeating: 1, count: x.rank)
    shape[axis] = bounds.count
    let counts = Tensor(bounds.map { $0.stop - $0.start }, shape: shape)
    return try divide(sums, counts.converted(to: T.dtype))
  }

  /// The windows of an adaptive pooling along each axis.
  func adaptiveBounds(_ x: Tensor, _ sizes: [Int?]) throws(TensorError) -> [[(start: Int, stop: Int)]] {
    var wanted: [Int] = []
    for (position, size) in sizes.enumerated() {
      let length = x.shape[x.rank - sizes.count + position], size = size ?? length
      guard size >= 0, length > 0 || size == 0, size <= 1 << 31, length <= 1 << 31 else {
        throw .invalidArgument(operation: "adaptive_pool", "an axis of \(length) cannot become \(size)")
      }
      wanted.append(size)
    }
    // Limits the memory for the windows' bounds and for the result.
    let shape = x.shape.dropLast(sizes.count) + wanted
    guard let count = checkedCount(of: Array(shape)), count <= byteLimit / x.dtype.size,
      wanted.allSatisfy({ $0 <= byteLimit / 16 })
    else { throw .tooLarge(operation: "adaptive_pool", shape: Array(shape)) }
    var bounds: [[(start: Int, stop: Int)]] = []
    for (position, size) in wanted.enumerated() {
      let length = x.shape[x.rank - sizes.count + position]
      // An empty result needs no bounds.
      if count == 0 {
        bounds.append([(start: Int, stop: Int)](repeating: (0, 0), count: size))
      } else {
        bounds.append((0..<size).map { ($0 * length / size, (($0 + 1) * length + size - 1) / size) })
      }
    }
    return bounds
  }

  /// The number of windows along each of the last axes. Throws when the windows do not fit.
  func places(_ operation: String, _ x: Tensor, _ windows: PoolingWindows) throws(TensorError) -> [Int] {
    let count = windows.size.count
    guard x.rank >= count, windows.stride.count == count, windows.padding.count == count,
      windows.dilation.count == count
    else { throw .rankMismatch(operation: operation, what: "the input", expected: "\(count + 1)", found: x.shape) }
    let first = x.rank - count
    var places: [Int] = []
    for axis in 0..<count {
      let (kernel, stride, around) = (windows.size[axis], windows.stride[axis], windows.padding[axis])
      let dilation = windows.dilation[axis]
      let limit = 1 << 30
      guard (1...limit).contains(kernel), (1...limit).contains(stride), (1...limit).contains(dilation),
        around >= 0, around <= kernel / 2, x.shape[first + axis] <= limit
      else {
        throw .invalidArgument(
          operation: operation,
          "windows of \(kernel), \(stride) apart, with a padding of \(around) cannot go over \(words(x.shape)): sizes "
            + "must be positive and the padding at most half a window")
      }
      let length = x.shape[first + axis]
      let reach = dilation * (kernel - 1) + 1
      let room = length + 2 * around - reach
      guard room >= 0 || windows.roundsUp && room > -stride else {
        throw .invalidArgument(
          operation: operation, "a window of \(reach) is wider than the padded axis, \(length + 2 * around)")
      }
      var number = max(room, 0) / stride + 1
      if windows.roundsUp {
        number = (room + stride - 1) / stride + 1
        // A window must begin inside the input or inside the padding before the input.
        if (number - 1) * stride >= length + around { number -= 1 }
      }
      places.append(number)
    }
    return places
  }

  /// Returns a view of `x` with the axes of the windows last. Positions outside the input contain `filler`.
  ///
  /// - Parameter model: the tensor that determines the number of windows; nil means `x`.
  private func windows(
    _ operation: String, _ x: Tensor, _ windows: PoolingWindows, filledWith filler: Scalar, as model: Tensor? = nil
  ) throws(TensorError) -> Tensor {
    let count = windows.size.count
    var places = try self.places(operation, x, windows)
    let first = x.rank - count
    var before = [Int](repeating: 0, count: x.rank), after = before
    for axis in 0..<count {
      let (stride, around) = (windows.stride[axis], windows.padding[axis])
      let reach = windows.dilation[axis] * (windows.size[axis] - 1) + 1
      if let model { places[axis] = model.shape[model.rank - 2 * count + axis] }
      before[first + axis] = around
      after[first + axis] = max(around, (places[axis] - 1) * stride + reach - x.shape[first + axis] - around)
    }
    let padded =
      before.allSatisfy { $0 == 0 } && after.allSatisfy { $0 == 0 }
      ? x : try pad(x, before: before, after: after, .constant(filler))
    var layout = padded.layout
    for axis in 0..<count {
      let stride = layout.strides[first + axis]
      layout.shape[first + axis] = places[axis]
      layout.strides[first + axis] = stride * windows.stride[axis]
      layout.shape.append(windows.size[axis])
      layout.strides.append(stride * windows.dilation[axis])
    }
    return padded.view(layout)
  }
}
