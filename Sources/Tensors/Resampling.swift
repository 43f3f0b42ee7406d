extension Compute {
  /// How `interpolate` computes elements between the elements of the input.
  public enum Interpolation: Sendable, Hashable {
    /// Copies the element at the position rounded down.
    case nearest
    /// Mixes the two neighbouring elements by distance. `alignsCorners` maps the first and last elements of the input
    /// to the first and last elements of the result.
    case linear(alignsCorners: Bool)
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
    var result = x
    // As torch does for images of bytes: the last axis is resized first, and each axis is rounded to nearest.
    let isRounded = !x.dtype.isFloatingPoint && way != .nearest
    for (position, size) in isRounded ? sizes.enumerated().reversed() : Array(sizes.enumerated()) {
      let axis = x.rank - sizes.count + position
      let length = x.shape[axis]
      guard size > 0, length > 0, size <= byteLimit / 8 else {
        throw .invalidArgument(operation: "interpolate", "axis \(axis) of \(length) cannot become \(size)")
      }
      switch way {
      case .nearest:
        if size == length { continue }
        let step = scales[position].map { Float(1 / $0) } ?? Float(length) / Float(size)
        let indices = (0..<size).map { min(Int(Float($0) * step), length - 1) }
        result = try indexSelect(result, axis: axis, Tensor(indices, shape: [size]))
      case .linear(let alignsCorners):
        let (lower, shares) =
          x.dtype == .float64
          ? places(Double.self, length, size, scales[position], alignsCorners)
          : places(Float.self, length, size, scales[position], alignsCorners)
        let upper = lower.map { min($0 + 1, length - 1) }
        var shape = [Int](repeating: 1, count: result.rank)
        shape[axis] = size
        let share = try shares.reshaped(to: shape)
        let first = try indexSelect(result, axis: axis, Tensor(lower, shape: [size]))
        let second = try indexSelect(result, axis: axis, Tensor(upper, shape: [size]))
        result = try add(try multiply(first, try subtract(1, share)), try multiply(second, share))
        if isRounded { result = try unary(.floor, add(result, 0.5)) }
      }
    }
    return result.converted(to: x.dtype)
  }

  /// For each element of the resized axis: the index of the lower neighbour in the input and the weight of the upper
  /// neighbour. Both are computed in T.
  private func places<T: KernelFloat>(
    _: T.Type, _ length: Int, _ size: Int, _ scale: Double?, _ alignsCorners: Bool
  ) -> (lower: [Int], share: Tensor) {
    let step = scale.map { T(1 / $0) } ?? T(length) / T(size)
    let places = (0..<size).map { index -> T in
      if alignsCorners { return size > 1 ? T(index) * (T(length - 1) / T(size - 1)) : 0 }
      return max(0, (T(index) + T(0.5)) * step - T(0.5))
    }
    let lower = places.map { min(Int($0), length - 1) }
    let share = Tensor(shape: [size], dtype: T.dtype, of: T.self) {
      _ = $0.initialize(from: zip(places, lower).map { min(max($0 - T($1), 0), 1) })
    }
    return (lower, share)
  }
}
