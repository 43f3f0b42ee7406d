extension Compute {
  /// How `interpolate` computes elements between the elements of the input.
  public enum Interpolation: Sendable, Hashable {
    /// Computes a position in the input, rounds the position down to an index, and copies the element at this index.
    case nearest
    /// Copies the input element whose centre is nearest to the centre of the output element.
    case nearestExact
    /// Computes a weighted mean of the two neighbouring elements. The weights depend on the distances.
    case linear(Corners)
    /// Computes a weighted sum of four neighbouring elements with cubic weights (a = −0.75).
    case cubic(Corners)
    /// Computes a weighted mean with an antialiasing filter: a triangle, or a cubic function (a = −0.5). The filter
    /// becomes wider when the image is made smaller.
    case smooth(cubic: Bool, Corners)
  }

  /// How positions in the input correspond to positions in the result.
  public enum Corners: Sendable, Hashable {
    /// Elements are squares. The outer edges of the first and last squares of input and result coincide.
    case edges
    /// Elements are points. The first elements of input and result coincide, and so do the last elements.
    case aligned
    /// Elements are points. Only the first elements of input and result coincide (Paddle's `align_mode=1`).
    case first
  }

  /// Resizes the last axes to `sizes`.
  ///
  /// - Parameter scales: the caller's scale factors, from which positions are computed. A nil factor means the ratio of
  ///   the sizes.
  public func interpolate(
    _ x: Tensor, to sizes: [Int], scales: [Double?], _ way: Interpolation
  ) throws(TensorError) -> Tensor {
    guard x.rank >= sizes.count else {
      throw .rankMismatch(operation: "interpolate", what: "the input", expected: "\(sizes.count + 2)", found: x.shape)
    }
    let first = x.rank - sizes.count
    for (position, size) in sizes.enumerated() where size <= 0 || x.shape[first + position] <= 0 {
      throw .invalidArgument(
        operation: "interpolate", "axis \(first + position) of \(x.shape[first + position]) cannot become \(size)")
    }
    let shape = x.shape[..<first] + sizes
    guard let count = checkedCount(of: Array(shape)), count <= byteLimit / x.dtype.size,
      sizes.allSatisfy({ $0 <= byteLimit / 8 })
    else { throw .tooLarge(operation: "interpolate", shape: Array(shape)) }
    if count == 0 { return try zeros(Array(shape), dtype: x.dtype) }
    var copies = false
    switch way {
    case .nearest, .nearestExact: copies = true
    default: break
    }
    // As torch does for integer images: resize the last axis first, and round to nearest after each axis.
    let isRounded = !x.dtype.isFloatingPoint && !copies
    let ignoresScale = ignoresWholeScales(x, sizes)
    var result = copies ? x : x.converted(to: x.dtype.float)
    for (position, size) in isRounded ? sizes.enumerated().reversed() : Array(sizes.enumerated()) {
      let axis = first + position
      if copies {
        let isWhole = way == .nearest && (size == x.shape[axis] || size == 2 * x.shape[axis]) && ignoresScale
        if isWhole, size == x.shape[axis] { continue }
        let indices = nearestPlaces(x.shape[axis], size, isWhole ? nil : scales[position], way)
        result = try indexSelect(result, axis: axis, Tensor(indices, shape: [size]))
      } else if size == x.shape[axis], way.copiesEqualSizes {
        continue
      } else {
        result =
          try x.dtype == .float64
          ? mixed(Double.self, result, axis, size, scales[position], way)
          : mixed(Float.self, result, axis, size, scales[position], way)
        if isRounded { result = try unary(.floor, add(result, 0.5)) }
      }
    }
    return result.converted(to: x.dtype)
  }

  /// Whether `nearest` ignores the scale factor when the size of an axis stays the same or doubles. torch has two
  /// kernels. The kernel for small images and for images with channels last in memory ignores the factor in these
  /// cases.
  private func ignoresWholeScales(_ x: Tensor, _ sizes: [Int]) -> Bool {
    if sizes.count == 2, sizes[0] + sizes[1] <= 128 { return true }
    guard sizes.count > 1, x.rank == sizes.count + 2, x.shape[1] > 3,
      let channelsLast = try? x.layout.permuted([0] + (2..<x.rank) + [1])
    else { return false }
    return channelsLast.isContiguous
  }

  /// For each index along the resized axis, the index in the input.
  private func nearestPlaces(_ length: Int, _ size: Int, _ scale: Double?, _ way: Interpolation) -> [Int] {
    let step = scale.map { Float(1 / $0) } ?? Float(length) / Float(size)
    return (0..<size).map { index in
      min(Int(way == .nearest ? Float(index) * step : (Float(index) + 0.5) * step), length - 1)
    }
  }

  private func mixed<T: KernelFloat>(
    _: T.Type, _ x: Tensor, _ axis: Int, _ size: Int, _ scale: Double?, _ way: Interpolation
  ) throws(TensorError) -> Tensor {
    try mixed("interpolate", x, axis, taps(T.self, x.shape[axis], size, scale, way))
  }

  /// Replaces the elements along an axis by weighted sums of these elements.
  func mixed<T: KernelFloat>(
    _ operation: String, _ x: Tensor, _ axis: Int, _ taps: Taps<T>
  ) throws(TensorError) -> Tensor {
    let size = taps.counts.count
    let source = try dense(x, T.dtype)
    let (outer, length, inner) = source.around(axis)
    var shape = x.shape
    shape[axis] = size
    return try made(operation, shape: shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      try parallel(over: outer * size, cost: inner * taps.width) { rows in
        T.resample(length, inner, size, rows, taps, source.start(T.self), output)
      }
    }
  }

  /// The positions and weights of each element of a resized axis, computed in T as torch does.
  private func taps<T: KernelFloat>(
    _: T.Type, _ length: Int, _ size: Int, _ scale: Double?, _ way: Interpolation
  ) throws(TensorError) -> Taps<T> {
    let last = length - 1
    func step(_ corners: Corners) -> T {
      if corners == .aligned { return size > 1 ? T(last) / T(size - 1) : 0 }
      return scale.map { T(1 / $0) } ?? T(length) / T(size)
    }
    func position(_ index: Int, _ step: T, _ corners: Corners) -> T {
      corners == .edges ? (T(index) + T(0.5)) * step - T(0.5) : T(index) * step
    }
    switch way {
    case .linear(let corners):
      var taps = Taps<T>(width: 2, size: size)
      let step = step(corners)
      for index in 0..<size {
        let place = max(0, position(index, step, corners))
        let lower = min(Int(place), last), share = min(max(place - T(lower), 0), 1)
        taps.set(index, [(lower, 1 - share), (min(lower + 1, last), share)])
      }
      return taps
    case .cubic(let corners):
      var taps = Taps<T>(width: 4, size: size)
      let step = step(corners)
      for index in 0..<size {
        let place = position(index, step, corners)
        let lower = min(Int(place.rounded(.down)), last), t = min(max(place - T(lower), 0), 1)
        let weights = [
          outerCubic(t + 1, -0.75), innerCubic(t, -0.75), innerCubic(1 - t, -0.75), outerCubic(2 - t, -0.75),
        ]
        taps.set(index, weights.enumerated().map { (min(max(lower - 1 + $0.offset, 0), last), $0.element) })
      }
      return taps
    case .smooth(let isCubic, let corners):
      let step = step(corners)
      let reach = (isCubic ? 2 : 1) * max(step, 1), inverse = step >= 1 ? 1 / step : 1
      let width = min(length, Int(min(reach.rounded(.up), T(length))) * 2 + 1)
      guard let count = checkedCount(of: [size, width, 16]), count <= byteLimit else {
        throw .tooLarge(operation: "interpolate", shape: [size, width])
      }
      var taps = Taps<T>(width: width, size: size)
      for index in 0..<size {
        let centre = step * (T(index) + T(0.5))
        let start = max(Int(centre - reach + T(0.5)), 0), stop = min(Int(centre + reach + T(0.5)), length)
        let places = start..<max(start, min(stop, start + width))
        var weights = places.map { place -> T in
          let distance = abs((T(place) - centre + T(0.5)) * inverse)
          if !isCubic { return max(0, 1 - distance) }
          return distance < 1 ? innerCubic(distance, -0.5) : distance < 2 ? outerCubic(distance, -0.5) : 0
        }
        let total = weights.reduce(0, +)
        if total != 0 { weights = weights.map { $0 / total } }
        taps.set(index, Array(zip(places, weights)))
        if index % 4096 == 0 { try checkCancelled() }
      }
      return taps
    case .nearest, .nearestExact: preconditionFailure("copying needs no weights")
    }
  }
}

extension Compute.Interpolation {
  /// Whether an axis whose size does not change is copied, even with a scale factor other than 1.
  fileprivate var copiesEqualSizes: Bool {
    switch self {
    case .linear, .smooth: true
    default: false
    }
  }
}

/// The cubic function at a distance below 1.
private func innerCubic<T: KernelFloat>(_ x: T, _ a: T) -> T { ((a + 2) * x - (a + 3)) * x * x + 1 }

/// The cubic function at a distance from 1 to 2.
private func outerCubic<T: KernelFloat>(_ x: T, _ a: T) -> T { ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }

/// For each index of a resized axis: the input positions of its weighted sum, and their weights.
struct Taps<T: KernelFloat>: Sendable {
  /// The greatest number of input positions of one index.
  let width: Int
  private(set) var counts: [Int64]
  private(set) var places: [Int64]
  private(set) var weights: [T]

  init(width: Int, size: Int) {
    self.width = width
    counts = [Int64](repeating: 0, count: size)
    places = [Int64](repeating: 0, count: size * width)
    weights = [T](repeating: 0, count: size * width)
  }

  mutating func set(_ index: Int, _ taps: [(place: Int, weight: T)]) {
    counts[index] = Int64(taps.count)
    for (offset, tap) in taps.enumerated() {
      places[index * width + offset] = Int64(tap.place)
      weights[index * width + offset] = tap.weight
    }
  }
}
