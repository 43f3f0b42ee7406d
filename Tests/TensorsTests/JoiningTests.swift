import Testing

@testable import Tensors

@Suite struct JoiningTests {
  let compute = Compute(threads: 2)

  @Test func slicingAConcatenationReturnsItsParts() throws {
    for arrangement in Arrangement.allCases {
      for axis in 0..<3 {
        var parts: [Tensor] = []
        for size in [2, 0, 3] {
          var shape = [2, 3, 4]
          shape[axis] = size
          parts.append(Samples.tensor(shape, arrangement, seed: UInt64(size)))
        }
        let joined = try compute.concatenate(parts, axis: axis - 3)
        #expect(joined.shape[axis] == 5)
        #expect(try joined.sliced(axis: axis, stop: 2).floats == parts[0].floats)
        #expect(try joined.sliced(axis: axis, start: 2).floats == parts[2].floats)
      }
    }
    #expect(try compute.concatenate([Tensor([1], shape: [1]), Samples.tensor([2])], axis: 0).dtype == .float32)
    let cache = Samples.tensor([0])
    #expect(try compute.concatenate([cache, Samples.tensor([2, 3])], axis: 1).shape == [2, 3])
    let expected = TensorError.shapeMismatch(operation: "cat", what: "tensor 1", expected: [2, 5], found: [3, 5])
    #expect(throws: expected) { try compute.concatenate([Samples.tensor([2, 4]), Samples.tensor([3, 5])], axis: 1) }
  }

  @Test func stackAndTileAndRoll() throws {
    let x = Tensor([1, 2, 3, 4], shape: [2, 2])
    #expect(try compute.stack([x, x], axis: -1).floats == [1, 1, 2, 2, 3, 3, 4, 4])
    #expect(try compute.tile(x, [1, 2]).floats == [1, 2, 1, 2, 3, 4, 3, 4])
    #expect(try compute.tile(x, [2, 1, 1]).shape == [2, 2, 2])
    #expect(try compute.tile(x, [0, 1]).shape == [0, 2])
    #expect(try compute.repeatInterleave(x, 2, axis: 0).floats == [1, 2, 1, 2, 3, 4, 3, 4])
    #expect(try compute.roll(x, shifts: [1]).floats == [4, 1, 2, 3])
    #expect(try compute.roll(x, shifts: [-1, 1], axes: [0, 1]).floats == [4, 3, 2, 1])
    #expect(throws: TensorError.self) { try compute.tile(x, [Int.max, Int.max]) }
  }

  @Test func padding() throws {
    let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(
      try compute.pad(x, before: [0, 2], after: [1, 0], .constant(.int(9))).floats
        == [9, 9, 1, 2, 3, 9, 9, 4, 5, 6, 9, 9, 9, 9, 9])
    #expect(try compute.pad(x, before: [0, -1], after: [-1, 1]).floats == [2, 3, 0])
    #expect(
      try compute.pad(x, before: [0, 2], after: [0, 1], .reflect).floats == [3, 2, 1, 2, 3, 2, 6, 5, 4, 5, 6, 5])
    #expect(
      try compute.pad(x, before: [1, 0], after: [0, 2], .replicate).floats
        == [1, 2, 3, 3, 3, 1, 2, 3, 3, 3, 4, 5, 6, 6, 6])
    #expect(try compute.pad(x, before: [0, -9], after: [0, 8]).floats == [0, 0, 0, 0])
    #expect(throws: TensorError.self) { try compute.pad(x, before: [0, 3], after: [0, 0], .reflect) }
    #expect(throws: TensorError.self) { try compute.pad(x, before: [0, -4], after: [0, 0]) }
    #expect(throws: TensorError.self) { try compute.pad(x, before: [0, 1 << 39], after: [0, 0]) }
  }

  @Test func whereSelectsByCondition() throws {
    let condition = Tensor([true, false, true], shape: [3])
    for arrangement in Arrangement.allCases {
      let (a, b) = (Samples.tensor([2, 1], arrangement, seed: 1), Samples.tensor([2, 3], arrangement, seed: 2))
      let (u, v) = (a.floats, b.floats)
      let chosen: [Float] = [u[0], v[1], u[0], u[1], v[4], u[1]]
      #expect(try compute.where(condition, a, b).floats == chosen)
      let filled = try compute.maskedFill(b, condition, .float(-.infinity))
      let nothing = -Float.infinity
      let expected: [Float] = [nothing, v[1], nothing, nothing, v[4], nothing]
      #expect(filled.floats == expected)
    }
    #expect(try compute.where(condition, 1, 0.0).dtype == .float32)
    #expect(throws: TensorError.self) {
      try compute.maskedFill(Samples.tensor([3]), Tensor([true, false], shape: [2, 1]), .int(0))
    }
  }

  @Test func triangles() throws {
    let x = Tensor(Array(1...6), shape: [2, 3])
    #expect(try compute.lowerTriangle(x).floats == [1, 0, 0, 4, 5, 0])
    #expect(try compute.lowerTriangle(x, diagonal: 1).floats == [1, 2, 0, 4, 5, 6])
    #expect(try compute.upperTriangle(x, diagonal: 1).floats == [0, 2, 3, 0, 0, 6])
    #expect(try compute.upperTriangle(x, diagonal: .min).floats == x.floats)
    #expect(try compute.lowerTriangle(x, diagonal: .min).floats == [0, 0, 0, 0, 0, 0])
  }

  @Test func creation() throws {
    #expect(try compute.arange(to: .int(5), step: .int(2)).floats == [0, 2, 4])
    #expect(try compute.arange(from: .int(5), to: .int(0), step: .int(-2)).floats == [5, 3, 1])
    #expect(try compute.arange(from: .int(5), to: .int(0)).count == 0)
    #expect(try compute.arange(to: .float(1), step: .float(0.25)).floats == [0, 0.25, 0.5, 0.75])
    #expect(try compute.linspace(from: 0, to: 1, count: 3).floats == [0, 0.5, 1])
    #expect(try compute.eye(2, 3).floats == [1, 0, 0, 0, 1, 0])
    #expect(try compute.full([2], .float(1.5), dtype: .int64).floats == [1, 1])
    #expect(try compute.zeros([2, 0]).count == 0)
    #expect(try compute.ones([], dtype: .bool).element(at: []) == .bool(true))
    #expect(throws: TensorError.tooLarge(operation: "zeros", shape: [1 << 40, 1 << 40])) {
      try compute.zeros([1 << 40, 1 << 40])
    }
    #expect(throws: TensorError.self) { try compute.zeros([0, 1 << 40, 1 << 40]) }
    #expect(throws: TensorError.self) { try compute.zeros([0]).reshaped(to: [0, 1 << 40, 1 << 40]) }
    #expect(throws: TensorError.self) { try compute.zeros([-1]) }
    #expect(throws: TensorError.self) { try compute.arange(to: .int(3), step: .int(0)) }
    #expect(throws: TensorError.self) { try compute.arange(to: .float(.nan)) }
    #expect(throws: TensorError.self) { try compute.arange(from: .int(.min), to: .int(.max)) }
  }

  @Test func randomNumbersDependOnTheSeedAndThePosition() throws {
    var one = RandomGenerator(seed: 7)
    var two = RandomGenerator(seed: 7)
    let long = try Compute(threads: 1).randomNormal([70000], using: &one)
    #expect(try Compute(threads: 3).randomNormal([70000], using: &two).floats == long.floats)
    #expect(one == two)
    let next = try compute.randomNormal([70000], using: &one)
    #expect(next.floats != long.floats)
    // For 70,000 normal numbers, the bounds are four standard errors of the mean and of the deviation.
    let summary = long.summary()
    #expect(abs(summary.mean ?? 9) < 0.016 && abs((summary.standardDeviation ?? 9) - 1) < 0.011)
    let uniform = try compute.randomUniform([50001], low: -1, high: 3, using: &one)
    let spread = uniform.summary()
    #expect((spread.min ?? -9) >= -1 && (spread.max ?? 9) < 3 && abs((spread.mean ?? 9) - 1) < 0.021)
    let dice = try compute.randomIntegers([6000], low: 1, high: 7, using: &one)
    let counts = dice.histogram(bins: 6)?.counts ?? []
    #expect(counts.count == 6 && counts.allSatisfy { abs($0 - 1000) < 116 })
    #expect(throws: TensorError.self) { try compute.randomIntegers([1], low: 3, high: 3, using: &one) }
  }
}
