/// The largest allowed difference of an element: `absolute + relative · (greatest magnitude in the reference)`.
public struct ComparisonBound: Sendable, Hashable {
  public var relative: Double
  public var absolute: Double

  /// The default relative bound is 5e-6: two frameworks with the same weights differ by a few millionths of a tensor's
  /// greatest magnitude.
  public init(relative: Double = 5e-6, absolute: Double = 0) {
    self.relative = relative
    self.absolute = absolute
  }
}

extension Comparison {
  /// The largest difference that `bound` allows for this comparison's reference.
  public func limit(_ bound: ComparisonBound) -> Double { bound.absolute + bound.relative * referenceMaximum }

  /// True when every difference is within `bound` and both tensors have NaN and infinities at the same indices.
  public func isWithin(_ bound: ComparisonBound) -> Bool { nonFiniteAgree && maxDifference <= limit(bound) }
}

/// An element of a tensor and the element of the reference at the same index.
public struct ComparedElement: Sendable {
  public let index: [Int]
  public let value: Scalar
  public let reference: Scalar

  /// - Returns: nil when either tensor has no element at `index`.
  public init?(at index: [Int], _ tensor: Tensor, reference: Tensor) {
    guard let value = try? tensor.element(at: index), let other = try? reference.element(at: index) else { return nil }
    self.index = index
    self.value = value
    self.reference = other
  }

  /// Selects the element with the worst difference: the first element that is NaN or infinite in one tensor and
  /// different in the other. When no such element exists, selects the element with the greatest difference.
  public init?(worstOf tensor: Tensor, reference: Tensor, _ comparison: Comparison) {
    let index =
      comparison.nonFiniteAgree ? comparison.maxDifferenceIndex : Self.firstMismatch(tensor, reference)
    guard let index else { return nil }
    self.init(at: index, tensor, reference: reference)
  }

  private static func firstMismatch(_ tensor: Tensor, _ reference: Tensor) -> [Int]? {
    if tensor.dtype.isComplex || reference.dtype.isComplex {
      let type = DType.promoted(tensor.dtype, reference.dtype)
      return firstMismatch(tensor.converted(to: type).parts, reference.converted(to: type).parts)?.dropLast()
    }
    let (a, b) = (tensor.floats, reference.floats)
    guard
      var rest = a.indices.first(where: { index in
        let (x, y) = (a[index], b[index])
        return x.isNaN != y.isNaN || (x.isInfinite || y.isInfinite) && !(x.isNaN && y.isNaN) && x != y
      })
    else { return nil }
    return Layout.contiguousStrides(of: tensor.shape).map { stride in
      defer { rest %= stride }
      return rest / stride
    }
  }
}

/// Differences between the elements of two tensors at the same index.
public struct ElementwiseDifferences: Sendable, Hashable {
  /// The greatest |a − b| / max(|a|, |b|) over finite elements, and its index. The index is nil when all finite
  /// elements are equal.
  public private(set) var greatestRelative = 0.0
  public private(set) var greatestRelativeIndex: [Int]?
  /// The mean of |a − b| over all elements. A pair with NaN or infinity counts as 0.
  public private(set) var mean = 0.0
  /// The number of elements that differ. NaN counts as equal to NaN.
  public private(set) var unequalCount = 0

  /// - Precondition: both tensors have the same shape.
  public init(_ tensor: Tensor, _ reference: Tensor) {
    precondition(tensor.shape == reference.shape, "elements are compared one by one")
    if tensor.dtype.isComplex || reference.dtype.isComplex {
      // Compares real and imaginary parts as separate numbers. An element whose two parts both differ is counted once.
      let type = DType.promoted(tensor.dtype, reference.dtype)
      let (x, y) = (tensor.converted(to: type), reference.converted(to: type))
      self = ElementwiseDifferences(x.parts, y.parts)
      greatestRelativeIndex?.removeLast()
      mean *= 2
      let isEqual = zip(x.parts.elements(Double.self), y.parts.elements(Double.self)).map {
        $0 == $1 || $0.isNaN && $1.isNaN
      }
      unequalCount = stride(from: 0, to: isEqual.count, by: 2).count { !isEqual[$0] || !isEqual[$0 + 1] }
      return
    }
    var (place, total) = (-1, 0.0)
    let (x, y) = (tensor.converted(to: .float64).contiguous(), reference.converted(to: .float64).contiguous())
    x.withElements(of: Double.self) { x in
      y.withElements(of: Double.self) { y in
        for index in x.indices where x[index] != y[index] {
          if x[index].isNaN, y[index].isNaN { continue }
          unequalCount += 1
          if !x[index].isFinite || !y[index].isFinite { continue }
          let difference = abs(x[index] - y[index])
          total += difference
          let relative = difference / Swift.max(abs(x[index]), abs(y[index]))
          if relative > greatestRelative { (greatestRelative, place) = (relative, index) }
        }
      }
    }
    mean = total / Double(Swift.max(tensor.count, 1))
    if place >= 0 {
      var rest = place
      greatestRelativeIndex = Layout.contiguousStrides(of: tensor.shape).map { stride in
        defer { rest %= stride }
        return rest / stride
      }
    }
  }
}
