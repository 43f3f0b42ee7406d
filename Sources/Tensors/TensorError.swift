/// Why a tensor operation failed.
public enum TensorError: Error, Equatable, Sendable {
  /// The two shapes cannot be broadcast. `axis` is the first axis of the result where they differ.
  case shapesDoNotBroadcast(operation: String, [Int], [Int], axis: Int)
  /// The summed axes of the two operands of a product have different sizes.
  case innerSizesDiffer(operation: String, [Int], [Int])
  /// A shape is incompatible with the other arguments. `what` names the tensor: `weight`, `bias`.
  case shapeMismatch(operation: String, what: String, expected: [Int], found: [Int])
  /// The operation does not accept this rank. `expected` is text: `3`, `at least 1`.
  case rankMismatch(operation: String, what: String, expected: String, found: [Int])
  case axisOutOfRange(operation: String, axis: Int, rank: Int)
  case indexOutOfRange(operation: String, index: Int, axis: Int, size: Int)
  case cannotReshape(from: [Int], to: [Int])
  case cannotExpand(operation: String, from: [Int], to: [Int])
  case unsupportedType(operation: String, DType)
  case integerDivisionByZero(operation: String)
  /// The reduction has no result for zero elements, for example `max`.
  case emptyReduction(operation: String, shape: [Int])
  case invalidArgument(operation: String, String)
  /// The operands' shapes do not fit the operation. `expected` is text: `a matrix and a vector`.
  case unsuitableShapes(operation: String, expected: String, [[Int]])
  /// The result would be larger than `Compute.byteLimit`.
  case tooLarge(operation: String, shape: [Int])
  /// A size is beyond the operation's own limit. The text names the size and the limit.
  case beyondLimit(operation: String, String)
  case cancelled
}

extension TensorError: CustomStringConvertible {
  public var description: String { describe { _ in nil } }

  /// The error message for the user.
  ///
  /// - Parameter name: returns the name of the operand with the given shape, or nil. It is called once for each operand
  ///   in the message, from left to right.
  public func describe(naming name: ([Int]) -> String?) -> String {
    func operand(_ shape: [Int]) -> String { (name(shape).map { "\($0) " } ?? "") + words(shape) }
    switch self {
    case .shapesDoNotBroadcast(let operation, let a, let b, let axis):
      let rank = max(a.count, b.count)
      let sizes = [a, b].map { shape in
        axis < rank - shape.count ? 1 : shape[axis - (rank - shape.count)]
      }
      return "\(operation): shapes \(operand(a)) and \(operand(b)) do not broadcast: "
        + "axis \(axis) has \(sizes[0]) and \(sizes[1])"
    case .innerSizesDiffer(let operation, let a, let b):
      return "\(operation): inner sizes differ: \(operand(a)) @ \(operand(b))"
    case .shapeMismatch(let operation, let what, let expected, let found):
      return "\(operation): \(what) must have shape \(words(expected)), not \(operand(found))"
    case .rankMismatch(let operation, let what, let expected, let found):
      return "\(operation): \(what) must have \(expected) axes, but its shape is \(operand(found))"
    case .axisOutOfRange(let operation, let axis, let rank):
      if rank == 0 { return "\(operation): there is no axis \(axis) in a tensor without axes" }
      return "\(operation): axis \(axis) is outside \(-rank)...\(rank - 1)"
    case .indexOutOfRange(let operation, let index, let axis, let size):
      return "\(operation): index \(index) is outside axis \(axis), which has size \(size)"
    case .cannotReshape(let shape, let target):
      return "reshape: \(operand(shape)) does not fit \(words(target))"
    case .cannotExpand(let operation, let shape, let target):
      return "\(operation): shape \(operand(shape)) cannot become \(words(target))"
    case .unsupportedType(let operation, let dtype):
      return "\(operation): not defined for \(dtype.name)"
    case .integerDivisionByZero(let operation):
      return "\(operation): integer division by zero"
    case .emptyReduction(let operation, let shape):
      return "\(operation): shape \(operand(shape)) has no elements to reduce, and this reduction needs one"
    case .invalidArgument(let operation, let reason):
      return "\(operation): \(reason)"
    case .unsuitableShapes(let operation, let expected, let shapes):
      return "\(operation): needs \(expected), not \(shapes.map(operand).joined(separator: " and "))"
    case .tooLarge(let operation, let shape):
      return "\(operation): a result of shape \(words(shape)) would not fit in memory"
    case .beyondLimit(let operation, let what):
      return "\(operation): \(what)"
    case .cancelled:
      return "cancelled"
    }
  }
}

/// The shape as text for error messages: `(1, 8, 90, 64)`.
func words(_ shape: [Int]) -> String {
  "(\(shape.map(String.init).joined(separator: ", ")))"
}
