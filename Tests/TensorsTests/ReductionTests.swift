import Glibc
import Testing

@testable import Tensors

@Suite struct ReductionTests {
  let compute = Compute(threads: 2)

  @Test(arguments: [
    ([4, 5], [1]), ([4, 5], [0]), ([4, 5], [0, 1]), ([2, 3, 4, 5], [1, 2]), ([2, 3, 4, 5], [0, 3]), ([3, 70], [1]),
    ([70, 90], [0]), ([3, 5000], [1]), ([7], [0]), ([], []), ([2, 1, 3], [1]),
  ])
  func reductionsMatchTheirDefinition(shape: [Int], axes: [Int]) throws {
    for arrangement in Arrangement.allCases {
      let x = Samples.tensor(shape, arrangement, seed: 5)
      for keep in [false, true] {
        try expectMatches(.sum, x, axes, keep) { $0.reduce(0, +) }
        try expectMatches(.mean, x, axes, keep) { $0.reduce(0, +) / Double($0.count) }
        try expectMatches(.max, x, axes, keep) { $0.max() ?? .nan }
        try expectMatches(.min, x, axes, keep) { $0.min() ?? .nan }
        try expectMatches(.norm, x, axes, keep) { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        try expectMatches(.magnitude, x, axes, keep) { $0.reduce(0) { $0 + abs($1) } }
      }
      try expectMatches(.product, x, axes, false) { $0.reduce(1, *) }
    }
  }

  @Test(arguments: [([4, 5], [1]), ([3, 4, 5], [0, 2]), ([3, 90], [0]), ([1, 2000], [1])])
  func momentsMatchTheirDefinition(shape: [Int], axes: [Int]) throws {
    // The mean is a thousand times the deviation, so plain sums of squares would lose the deviation's digits.
    let x = try compute.add(Samples.tensor(shape, .reversed, seed: 6), 1000)
    for correction in [0.0, 1.0] {
      let expected = try Naive.reduce(x, axes: axes) { line in
        let mean = line.reduce(0, +) / Double(line.count)
        return line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (Double(line.count) - correction)
      }
      let found = try compute.variance(x, axes: axes, correction: correction)
      #expect(found.shape == expected.shape)
      for (a, b) in zip(found.floats, expected.values) { #expect(agree(Double(a), b, 1e-6)) }
    }
    #expect(try compute.variance(Samples.tensor([1]), axes: [0]).floats[0].isNaN)
    let expected = try Naive.reduce(x, axes: axes) { line in
      let greatest = line.max() ?? 0
      return greatest + log(line.reduce(0) { $0 + exp($1 - greatest) })
    }
    for (a, b) in zip(try compute.logSumExp(x, axes: axes).floats, expected.values) {
      #expect(agree(Double(a), b, 1e-7))
    }
  }

  @Test func reductionsOfNaNAndOfNoElements() throws {
    let x = Tensor([1, .nan, 3, 4, 5, 6] as [Float], shape: [2, 3])
    #expect(try compute.reduce(.max, x, axes: [1]).floats[0].isNaN)
    #expect(try compute.reduce(.max, x, axes: [0]).floats[1].isNaN)
    #expect(try compute.reduce(.min, x, axes: [1]).floats[1] == 4)
    #expect(try compute.argmax(x, axis: 1).floats == [1, 2])
    #expect(try compute.argmin(x, axis: 1).floats == [1, 0])
    let empty = Samples.tensor([0, 3])
    #expect(try compute.sum(empty, axes: [0]).floats == [0, 0, 0])
    #expect(try compute.mean(empty).floats[0].isNaN)
    #expect(try compute.reduce(.max, empty, axes: [1]).shape == [0])
    #expect(try compute.logSumExp(empty, axes: [0]).floats == [-.infinity, -.infinity, -.infinity])
    #expect(throws: TensorError.emptyReduction(operation: "max", shape: [0, 3])) {
      try compute.reduce(.max, empty, axes: [0])
    }
  }

  @Test func reductionsOfIntegersAndBools() throws {
    let i = Tensor([3, -1, 4, 1, -5, 9], shape: [2, 3])
    #expect(try compute.sum(i).element(at: []) == .int(11))
    #expect(try compute.reduce(.max, i, axes: [0]).floats == [3, -1, 9])
    #expect(try compute.argmax(i).element(at: []) == .int(5))
    #expect(throws: TensorError.unsupportedType(operation: "mean", .int64)) { try compute.mean(i) }
    let b = Tensor([true, false, false, false], shape: [2, 2])
    #expect(try compute.sum(b).element(at: []) == .int(1))
    #expect(try compute.reduce(.any, b, axes: [1]).floats == [1, 0])
    #expect(try compute.reduce(.all, b, axes: [0]).floats == [0, 0])
    #expect(try compute.reduce(.any, Samples.tensor([3])).element(at: []) == .bool(true))
    #expect(try compute.cumulativeSum(i, axis: 1).floats == [3, 2, 6, 1, -4, 5])
    #expect(try compute.cumulativeSum(i.converted(to: .float32), axis: 0).floats == [3, -1, 4, 4, -6, 13])
  }

  @Test func sortingKeepsTheOrderOfEqualElements() throws {
    let x = Tensor([2, 1, .nan, 2, -1, 3] as [Float], shape: [6])
    let sorted = try compute.sort(x)
    #expect(sorted.indices.floats == [4, 1, 0, 3, 5, 2])
    #expect(try compute.sort(x, descending: true).indices.floats == [2, 5, 0, 3, 1, 4])
    #expect(try compute.topK(x, 3, largest: false).values.floats == [-1, 1, 2])
    let wide = Samples.tensor([100, 3], .spaced, seed: 7)
    for k in [5, 60] {  // each value of k selects another algorithm
      let top = try compute.topK(wide, k, axis: 0)
      #expect(top.values.shape == [k, 3])
      for column in 0..<3 {
        let line = try wide.selected(axis: 1, index: column).floats
        #expect(try top.values.selected(axis: 1, index: column).floats == Array(line.sorted(by: >).prefix(k)))
        let places = try top.indices.selected(axis: 1, index: column).floats.map { line[Int($0)] }
        #expect(try top.values.selected(axis: 1, index: column).floats == places)
      }
    }
  }

  @Test func everyNumberOfThreadsGivesTheSameBits() throws {
    let x = Samples.tensor([40, 3000], seed: 8)
    let one = try Compute(threads: 1).sum(x, axes: [1]).floats
    #expect(try Compute(threads: 4).sum(x, axes: [1]).floats == one)
  }

  private func expectMatches(
    _ reduction: Reduction, _ x: Tensor, _ axes: [Int], _ keep: Bool,
    sourceLocation: SourceLocation = #_sourceLocation, _ reference: ([Double]) -> Double
  ) throws {
    let expected = try Naive.reduce(x, axes: axes, keep: keep, reference)
    let found = try compute.reduce(reduction, x, axes: axes, keepDimensions: keep)
    #expect(found.shape == expected.shape, sourceLocation: sourceLocation)
    for (a, b) in zip(found.floats, expected.values) {
      #expect(agree(Double(a), b, 1e-6), "\(reduction) \(x.shape) \(axes)", sourceLocation: sourceLocation)  // float32
    }
  }
}
