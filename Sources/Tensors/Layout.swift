/// The positions of a tensor's elements in its storage. Element `[i, j, …]` is at position `offset + i·strides[0] +
/// j·strides[1] + …`.
///
/// Strides and offset count elements, not bytes. An expanded axis has stride 0; a flipped axis has a negative stride.
public struct Layout: Sendable, Hashable {
  public var shape: [Int]
  public var strides: [Int]
  public var offset: Int

  public init(shape: [Int], strides: [Int], offset: Int = 0) {
    precondition(shape.count == strides.count, "a layout has one stride an axis")
    self.shape = shape
    self.strides = strides
    self.offset = offset
  }

  /// A row-major layout without gaps: the last axis changes fastest.
  public init(contiguous shape: [Int]) {
    self.init(shape: shape, strides: Layout.contiguousStrides(of: shape))
  }

  public var rank: Int { shape.count }

  public var count: Int { shape.reduce(1, *) }

  /// Whether the elements are row-major without gaps. The first element may have any offset.
  public var isContiguous: Bool {
    var expected = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) where shape[axis] != 1 {
      if shape[axis] == 0 { return true }
      if strides[axis] != expected { return false }
      expected *= shape[axis]
    }
    return true
  }

  /// Whether two elements of the tensor can have the same position in the storage.
  public enum Overlap: Sendable {
    case none
    /// An axis of more than one element has stride 0, as after `expand`.
    case repeated
    /// The strides do not exclude that two elements have the same position, as after `unfold`.
    case possible
  }

  public var overlap: Overlap {
    if shape.contains(0) { return .none }
    let axes = shape.indices.filter { shape[$0] > 1 }.sorted { strides[$0].magnitude < strides[$1].magnitude }
    var reach: UInt = 0
    for axis in axes {
      if strides[axis] == 0 { return .repeated }
      if strides[axis].magnitude <= reach { return .possible }
      reach += strides[axis].magnitude * UInt(shape[axis] - 1)
    }
    return .none
  }

  /// The index in `shape` of the element at row-major position `position`.
  public static func index(at position: Int, in shape: [Int]) -> [Int] {
    var rest = position
    return contiguousStrides(of: shape).map { stride in
      defer { rest %= stride }
      return rest / stride
    }
  }

  public static func contiguousStrides(of shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in stride(from: shape.count - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * max(shape[axis + 1], 1)
    }
    return strides
  }
}
