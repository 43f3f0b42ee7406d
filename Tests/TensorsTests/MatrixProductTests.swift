import Testing

@testable import Tensors

/// Matrix products, compared with a triple loop in double, for many shapes, strides and broadcasts.
@Suite struct MatrixProductTests {
  @Test(arguments: [
    ([2, 3], [3, 4]), ([1, 5], [5, 1]), ([7, 1], [1, 6]), ([3], [3]), ([3], [3, 2]), ([2, 3], [3]),
    ([2, 3, 4], [4, 5]), ([2, 3, 4], [2, 4, 5]), ([2, 1, 3, 4], [1, 3, 4, 2]), ([5, 2, 3], [3]), ([3], [5, 3, 2]),
    ([2, 0], [0, 3]), ([0, 2], [2, 3]), ([0, 2, 3], [3, 4]), ([97, 33], [33, 129]),
  ])
  func productsOfAllRanks(a: [Int], b: [Int]) throws {
    for layout in Arrangement.allCases {
      try expectMatchesReference(
        Samples.tensor(a, layout, seed: 1), Samples.tensor(b, layout, seed: 2), tolerance: 1e-6)  // per summed product
    }
  }

  @Test func everyNumberOfThreadsGivesTheSameBits() throws {
    let (a, b) = (Samples.tensor([3, 150, 256], seed: 3), Samples.tensor([256, 600], seed: 4))
    let one = try Compute(threads: 1).matmul(a, b)
    for threads in [2, 3, 5] {
      #expect(try Compute(threads: threads).matmul(a, b).floats == one.floats)
    }
  }

  @Test func linearIsMatmulAndAdd() throws {
    let compute = Compute(threads: 2)
    let (x, w, bias) = (
      Samples.tensor([2, 9, 16], seed: 5), Samples.tensor([24, 16], seed: 6), Samples.tensor([24], seed: 7)
    )
    let expected = try compute.add(try compute.matmul(x, w.transposed(0, 1)), bias)
    #expect(try compute.linear(x, w, bias: bias).floats == expected.floats)
    let turned = try w.transposed(0, 1).contiguous()
    #expect(try compute.linear(x, turned, bias: bias, weightIsInByOut: true).shape == [2, 9, 24])
    #expect(try compute.linear(x.selected(axis: 0, index: 0).selected(axis: 0, index: 0), w).shape == [24])
  }

  @Test func integersStayExact() throws {
    let a = Tensor([1 << 40, 3, -5, 7], shape: [2, 2])
    let product = try Compute().matmul(a, Tensor([1, 2, 3, 4], shape: [2, 2]))
    #expect(product.dtype == .int64)
    #expect(product.withElements(of: Int64.self) { Array($0) } == [(1 << 40) + 9, (2 << 40) + 12, 16, 18])
  }

  @Test func theLibraryCanBeCalledFromSeveralThreads() {
    #expect(BLAS.problem(threads: 2) == nil)
  }

  @Test func innerSizesMustAgree() {
    let expected = TensorError.innerSizesDiffer(operation: "matmul", [1, 8, 90, 64], [1, 8, 63, 89])
    #expect(throws: expected) {
      try Compute().matmul(Samples.tensor([1, 8, 90, 64]), Samples.tensor([1, 8, 63, 89]))
    }
    #expect("\(expected)" == "matmul: inner sizes differ: (1, 8, 90, 64) @ (1, 8, 63, 89)")
  }

  private func expectMatchesReference(
    _ a: Tensor, _ b: Tensor, tolerance: Float, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Compute(threads: 2).matmul(a, b)
    let left = a.rank == 1 ? [1] + a.shape : a.shape
    let right = b.rank == 1 ? b.shape + [1] : b.shape
    let batch = try broadcastShape(Array(left.dropLast(2)), Array(right.dropLast(2)), operation: "test")
    let (m, k, n) = (left[left.count - 2], left[left.count - 1], right[right.count - 1])
    let u = try a.reshaped(to: left).expanded(to: batch + [m, k]).floats
    let v = try b.reshaped(to: right).expanded(to: batch + [k, n]).floats
    var expected: [Float] = []
    for item in 0..<batch.reduce(1, *) {
      for r in 0..<m {
        for c in 0..<n {
          var sum = 0.0
          for i in 0..<k { sum += Double(u[(item * m + r) * k + i]) * Double(v[(item * k + i) * n + c]) }
          expected.append(Float(sum))
        }
      }
    }
    let shape = batch + (a.rank == 1 ? [] : [m]) + (b.rank == 1 ? [] : [n])
    #expect(result.shape == shape, sourceLocation: sourceLocation)
    let found = result.floats
    try #require(found.count == expected.count, sourceLocation: sourceLocation)
    for (x, y) in zip(found, expected) {
      #expect(abs(x - y) <= tolerance * Float(max(k, 1)), sourceLocation: sourceLocation)
    }
  }
}
