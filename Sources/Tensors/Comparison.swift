import CKernels

/// The differences between a tensor and a reference of the same shape.
public struct Comparison: Sendable, Hashable {
  public var count = 0
  /// The greatest |a − b| over elements that are finite in both tensors; 0 when there are no such elements.
  public var maxDifference = 0.0
  /// The index of the first element whose difference is `maxDifference`.
  public var maxDifferenceIndex: [Int]?
  /// The greatest magnitude in the reference.
  public var referenceMaximum = 0.0
  /// The cosine of the angle between the two tensors, over elements that are finite in both. Nil when one tensor is all
  /// zero.
  public var cosine: Double?
  /// The number of elements that are NaN in exactly one of the two tensors.
  public var nanMismatches = 0
  /// The number of elements that are infinite in one tensor and not the same infinity in the other.
  public var infinityMismatches = 0

  /// `maxDifference` divided by `referenceMaximum`. Infinite when the tensors differ and `referenceMaximum` is 0.
  public var relativeDifference: Double {
    maxDifference == 0 ? 0 : maxDifference / referenceMaximum
  }

  public var nonFiniteAgree: Bool { nanMismatches == 0 && infinityMismatches == 0 }
}

/// Compares two tensors element by element. Computes in float64 when both tensors are float64, int64 or int32, else in
/// float32.
public func compare(_ tensor: Tensor, with reference: Tensor) throws(TensorError) -> Comparison {
  guard tensor.shape == reference.shape else {
    throw .shapeMismatch(operation: "compare", what: "the tensor", expected: reference.shape, found: tensor.shape)
  }
  if tensor.dtype.isComplex || reference.dtype.isComplex {
    // Compares real and imaginary parts as separate numbers.
    let type = DType.promoted(tensor.dtype, reference.dtype)
    var comparison = try compare(tensor.converted(to: type).parts, with: reference.converted(to: type).parts)
    comparison.count = tensor.count
    comparison.maxDifferenceIndex?.removeLast()
    return comparison
  }
  var raw = fw_comparison()
  let isWide = tensor.dtype.needsDouble && reference.dtype.needsDouble
  let type: DType = isWide ? .float64 : .float32
  let (a, b) = (tensor.converted(to: type).contiguous(), reference.converted(to: type).contiguous())
  withExtendedLifetime((a, b)) {
    if isWide {
      fw_compare_f64(Int64(a.count), a.start(), b.start(), &raw)
    } else {
      fw_compare(Int64(a.count), a.start(), b.start(), &raw)
    }
  }
  var result = Comparison(count: a.count)
  result.maxDifference = raw.greatest_difference
  result.referenceMaximum = raw.greatest_reference
  result.nanMismatches = Int(raw.nan_mismatches)
  result.infinityMismatches = Int(raw.infinity_mismatches)
  if raw.squares_a > 0, raw.squares_b > 0 {
    // For equal tensors, the square root of the product is exact, so the cosine is exactly 1. With a product of two
    // rounded square roots, the cosine of some equal tensors would be 0.9999999999999998.
    result.cosine = min(1, max(-1, raw.dot / (raw.squares_a * raw.squares_b).squareRoot()))
  }
  if raw.where >= 0 {
    result.maxDifferenceIndex = Layout.index(at: Int(raw.where), in: tensor.shape)
  }
  return result
}
