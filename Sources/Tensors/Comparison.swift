import CKernels

/// How far a tensor is from a reference of the same shape.
public struct Comparison: Sendable, Hashable {
  public var count = 0
  /// max |a − b| over elements finite in both; 0 when there are none.
  public var maxDifference = 0.0
  /// Where it is (the first place).
  public var maxDifferenceIndex: [Int]?
  /// The greatest |b| of the reference.
  public var referenceMaximum = 0.0
  /// The cosine of the angle between the two, over elements finite in both; nil when one of them is all zero.
  public var cosine: Double?
  /// Elements that are NaN in exactly one of the two.
  public var nanMismatches = 0
  /// Elements that are infinite in one, and not the same in the other.
  public var infinityMismatches = 0

  /// The greatest difference as a part of the reference's greatest magnitude; infinite when only the reference is all
  /// zero.
  public var relativeDifference: Double {
    maxDifference == 0 ? 0 : maxDifference / referenceMaximum
  }

  public var nonFiniteAgree: Bool { nanMismatches == 0 && infinityMismatches == 0 }
}

/// Compares as float32, element by element.
public func compare(_ tensor: Tensor, with reference: Tensor) throws(TensorError) -> Comparison {
  guard tensor.shape == reference.shape else {
    throw .shapeMismatch(operation: "compare", what: "the tensor", expected: reference.shape, found: tensor.shape)
  }
  var raw = fw_comparison()
  let (a, b) = (tensor.converted(to: .float32).contiguous(), reference.converted(to: .float32).contiguous())
  withExtendedLifetime((a, b)) { fw_compare(Int64(a.count), a.floatStart, b.floatStart, &raw) }
  var result = Comparison(count: a.count)
  result.maxDifference = raw.greatest_difference
  result.referenceMaximum = raw.greatest_reference
  result.nanMismatches = Int(raw.nan_mismatches)
  result.infinityMismatches = Int(raw.infinity_mismatches)
  if raw.squares_a > 0, raw.squares_b > 0 {
    result.cosine = raw.dot / (raw.squares_a.squareRoot() * raw.squares_b.squareRoot())
  }
  if raw.where >= 0 {
    var rest = Int(raw.where)
    result.maxDifferenceIndex = Layout.contiguousStrides(of: tensor.shape).map { stride in
      defer { rest %= stride }
      return rest / stride
    }
  }
  return result
}
