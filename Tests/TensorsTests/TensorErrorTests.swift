import Testing

@testable import Tensors

/// The message of each tensor error.
@Suite struct TensorErrorTests {
  @Test(arguments: [
    (
      TensorError.shapesDoNotBroadcast(operation: "add", [2, 3], [4], axis: 1),
      "add: shapes (2, 3) and (4) do not broadcast: axis 1 has 3 and 4"
    ),
    (
      .innerSizesDiffer(operation: "matmul", [1, 8, 90, 64], [1, 8, 64, 89]),
      "matmul: inner sizes differ: (1, 8, 90, 64) @ (1, 8, 64, 89)"
    ),
    (
      .shapeMismatch(operation: "linear", what: "the bias", expected: [512], found: [256, 1]),
      "linear: the bias must have shape (512), not (256, 1)"
    ),
    (
      .rankMismatch(operation: "conv1d", what: "the input", expected: "2 or 3", found: [4]),
      "conv1d: the input must have 2 or 3 axes, but its shape is (4)"
    ),
    (.axisOutOfRange(operation: "softmax", axis: 3, rank: 2), "softmax: axis 3 is outside -2...1"),
    (.axisOutOfRange(operation: "glu", axis: 0, rank: 0), "glu: there is no axis 0 in a tensor without axes"),
    (
      .indexOutOfRange(operation: "embedding", index: 7, axis: 0, size: 5),
      "embedding: index 7 is outside axis 0, which has size 5"
    ),
    (.cannotReshape(from: [2, 3], to: [4, -1]), "reshape: (2, 3) does not fit (4, -1)"),
    (.cannotExpand(operation: "expand", from: [3], to: [2, 2]), "expand: shape (3) cannot become (2, 2)"),
    (
      .unsuitableShapes(operation: "mv", expected: "a matrix and a vector", [[2], [3]]),
      "mv: needs a matrix and a vector, not (2) and (3)"
    ),
    (.unsupportedType(operation: "mean", .int64), "mean: not defined for int64"),
    (.integerDivisionByZero(operation: "remainder"), "remainder: integer division by zero"),
    (
      .emptyReduction(operation: "max", shape: [0]),
      "max: shape (0) has no elements to reduce, and this reduction needs one"
    ),
    (.invalidArgument(operation: "cat", "there is nothing to join"), "cat: there is nothing to join"),
    (.tooLarge(operation: "zeros", shape: [9, 9]), "zeros: a result of shape (9, 9) would not fit in memory"),
    (.cancelled, "cancelled"),
  ])
  func wording(error: TensorError, words: String) {
    #expect(error.description == words)
  }

  @Test func onlyOperandsAreNamed() {
    let error = TensorError.shapeMismatch(operation: "linear", what: "the bias", expected: [3], found: [4])
    var shapes: [[Int]] = []
    let words = error.describe { shape in
      shapes.append(shape)
      return "b"
    }
    #expect(words == "linear: the bias must have shape (3), not b (4)")
    #expect(shapes == [[4]])
  }
}
