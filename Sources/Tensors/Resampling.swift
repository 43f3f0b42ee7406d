extension Compute {
  /// How elements between the input's elements are computed.
  public enum Interpolation: Sendable, Hashable {
    /// Takes the element before.
    case nearest
    /// Mixes the two neighbours. `alignsCorners` aligns the first and last elements of input and result.
    case linear(alignsCorners: Bool)
  }

  /// Resizes the last axes.
  ///
  /// - Parameter scales: the factors, if the caller gave factors instead of sizes. Positions are then computed from
  ///   them.
  public func interpolate(
    _ x: Tensor, to sizes: [Int], scales: [Double?], _ way: Interpolation
  ) throws(TensorError) -> Tensor {
    guard x.rank >= sizes.count else {
      throw .rankMismatch(operation: "interpolate", what: "the input", expected: "\(sizes.count + 2)", found: x.shape)
    }
    var result = x
    for (position, size) in sizes.enumerated() {
      let axis = x.rank - sizes.count + position
      let length = x.shape[axis]
      guard size > 0, length > 0, size <= byteLimit / 8 else {
        throw .invalidArgument(operation: "interpolate", "axis \(axis) of \(length) cannot become \(size)")
      }
      let step = scales[position].map { Float(1 / $0) } ?? Float(length) / Float(size)
      switch way {
      case .nearest:
        if size == length { continue }
        let indices = (0..<size).map { min(Int(Float($0) * step), length - 1) }
        result = try indexSelect(result, axis: axis, Tensor(indices, shape: [size]))
      case .linear(let alignsCorners):
        let places = (0..<size).map { index -> Float in
          if alignsCorners { return size > 1 ? Float(index) * (Float(length - 1) / Float(size - 1)) : 0 }
          return max(0, (Float(index) + 0.5) * step - 0.5)
        }
        let lower = places.map { min(Int($0), length - 1) }
        let upper = lower.map { min($0 + 1, length - 1) }
        var shape = [Int](repeating: 1, count: result.rank)
        shape[axis] = size
        let share = Tensor(zip(places, lower).map { min(max($0 - Float($1), 0), 1) }, shape: shape)
        let first = try indexSelect(result, axis: axis, Tensor(lower, shape: [size]))
        let second = try indexSelect(result, axis: axis, Tensor(upper, shape: [size]))
        result = try add(try multiply(first, try subtract(1, share)), try multiply(second, share))
      }
    }
    return result.converted(to: x.dtype)
  }
}
