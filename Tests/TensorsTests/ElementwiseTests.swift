import Testing

@testable import Tensors

@Suite struct ElementwiseTests {
  let compute = Compute(threads: 2)

  @Test(arguments: [
    ([2, 3], [2, 3]), ([2, 3], [3]), ([2, 3], [2, 1]), ([2, 1, 3], [4, 1]), ([], [2, 2]), ([1], [0]),
    ([0, 3], [1, 3]),
    ([5, 70], [5, 70]), ([3, 1000], [1000]), ([40, 1, 33], [1, 41, 33]),
  ])
  func broadcasting(a: [Int], b: [Int]) throws {
    for arrangement in Arrangement.allCases {
      let (u, v) = (Samples.tensor(a, arrangement, seed: 1), Samples.tensor(b, arrangement, seed: 2))
      try expectMatchesReference(.add, u, v) { $0 + $1 }
      try expectMatchesReference(.multiply, u, v) { $0 * $1 }
      try expectMatchesReference(.divide, u, v) { $0 / $1 }
      try expectMatchesReference(.maximum, u, v) { max($0, $1) }
      try expectMatchesReference(.less, u, v) { $0 < $1 ? 1 : 0 }
    }
  }

  @Test func typesArePromotedAsInTorch() throws {
    let (f, i, b) = (
      Tensor([1, 2] as [Float], shape: [2]), Tensor([1, 2], shape: [2]), Tensor([true, false], shape: [2])
    )
    #expect(try compute.add(f, i).dtype == .float32)
    #expect(try compute.add(i, 1).dtype == .int64)
    #expect(try compute.add(i, 1.5).dtype == .float32)
    #expect(try compute.add(f, 1).dtype == .float32)
    #expect(try compute.add(b, b).dtype == .bool)
    #expect(try compute.add(b, 1).dtype == .int64)
    #expect(try compute.divide(i, i).dtype == .float32)
    #expect(try compute.add(f.converted(to: .float16), 2.0).dtype == .float16)
    #expect(try compute.add(f.converted(to: .float16), f.converted(to: .bfloat16)).dtype == .float32)
    #expect(try compute.multiply(f, Tensor(.float(2), dtype: .float64)).dtype == .float32)
    #expect(try compute.multiply(i, Tensor(.float(2), dtype: .float64)).dtype == .float64)
    #expect(try compute.add(i.converted(to: .int32), i.converted(to: .int32)).dtype == .int32)
    #expect(try compute.binary(.equal, i, 1).dtype == .bool)
  }

  @Test func divisionRoundsDownAndRemaindersFollowTheDivisor() throws {
    let (a, b) = ([7, -7, 7, -7, 6], [3, 3, -3, -3, -3])
    let (i, j) = (Tensor(a, shape: [5]), Tensor(b, shape: [5]))
    #expect(try compute.floorDivide(i, j).floats == [2, -3, -3, 2, -2])
    #expect(try compute.remainder(i, j).floats == [1, 2, -2, -1, 0])
    let (f, g) = (i.converted(to: .float32), j.converted(to: .float32))
    #expect(try compute.floorDivide(f, g).floats == [2, -3, -3, 2, -2])
    #expect(try compute.remainder(f, g).floats == [1, 2, -2, -1, 0])
    #expect(throws: TensorError.integerDivisionByZero(operation: "floorDivide")) { try compute.floorDivide(i, 0) }
    #expect(try compute.floorDivide(f, 0.0).floats.map(\.isInfinite) == [true, true, true, true, true])
  }

  @Test func powers() throws {
    let (f, i) = (Tensor([4, -2, 0.25] as [Float], shape: [3]), Tensor([3, -2, 0], shape: [3]))
    #expect(try compute.power(f, 2).floats == [16, 4, 0.0625])
    #expect(try compute.power(f, -1.0).floats == [0.25, -0.5, 4])
    #expect(try compute.power(f, 0.5).floats.map(\.isNaN) == [false, true, false])
    #expect(try compute.power(f, 3).floats == [64, -8, 0.015625])
    #expect(try compute.power(2.0, f).floats == [16, 0.25, Float(2).squareRoot().squareRoot()])
    #expect(try compute.power(i, 2).dtype == .int64)
    #expect(try compute.power(i, 2.0).dtype == .float32)
    #expect(try compute.power(i, 3).floats == [27, -8, 0])
    #expect(try compute.power(f, f).floats[0] == 256)
  }

  @Test func errorsNameShapesThatDoNotBroadcast() {
    let expected = TensorError.shapesDoNotBroadcast(operation: "add", [2, 3], [4], axis: 1)
    #expect(throws: expected) { try compute.add(Samples.tensor([2, 3]), Samples.tensor([4])) }
    #expect("\(expected)" == "add: shapes (2, 3) and (4) do not broadcast: axis 1 has 3 and 4")
  }

  @Test func cancellationStopsBetweenBlocks() {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: TensorError.cancelled) {
      try Compute(threads: 2, cancellation: cancellation).add(Samples.tensor([4]), 1)
    }
  }

  private func expectMatchesReference(
    _ operation: BinaryOperation, _ a: Tensor, _ b: Tensor, sourceLocation: SourceLocation = #_sourceLocation,
    _ reference: (Float, Float) -> Float
  ) throws {
    let shape = try broadcastShape(a.shape, b.shape, operation: "test")
    let expected = zip(try a.expanded(to: shape).floats, try b.expanded(to: shape).floats).map(reference)
    let result = try compute.binary(operation, a, b)
    #expect(result.shape == shape, sourceLocation: sourceLocation)
    #expect(result.floats == expected, sourceLocation: sourceLocation)
  }
}
