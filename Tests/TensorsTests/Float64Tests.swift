import Glibc
import Testing

@testable import Tensors

/// Operations on float64, compared with formulas. The results must have digits that float32 cannot represent.
@Suite struct Float64Tests {
  let compute = Compute(threads: 2)

  /// Numbers in −1…1 that float32 cannot represent.
  private func sample(_ shape: [Int], seed: UInt64) throws -> Tensor {
    let fine = try compute.multiply(Samples.tensor(shape, seed: seed + 100).converted(to: .float64), 1e-8)
    return try compute.add(Samples.tensor(shape, seed: seed).converted(to: .float64), fine)
  }

  private func values(_ x: Tensor) -> [Double] { x.withElements(of: Double.self) { Array($0) } }

  private func expect(
    _ found: Tensor, _ shape: [Int], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.dtype == .float64 && found.shape == shape, sourceLocation: sourceLocation)
    for (a, b) in zip(values(found), expected) {
      #expect(agree(a, b, 5e-13), "\(a) instead of \(b)", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [(3, 4, 5), (1, 7, 1), (300, 20, 260)]) func products(m: Int, k: Int, n: Int) throws {
    let (a, b, bias) = (try sample([m, k], seed: 1), try sample([k, n], seed: 2), try sample([n], seed: 3))
    let (u, v, w) = (values(a), values(b), values(bias))
    let expected = (0..<m * n).map { place in (0..<k).reduce(0) { $0 + u[place / n * k + $1] * v[$1 * n + place % n] } }
    expect(try compute.matmul(a, b), [m, n], expected)
    expect(try compute.matmul(a, dense(b.transposed(0, 1)).transposed(0, 1)), [m, n], expected)
    expect(
      try compute.linear(a, b.transposed(0, 1), bias: bias), [m, n],
      expected.enumerated().map { $1 + w[$0 % n] })
  }

  @Test func softmaxAndNorms() throws {
    let x = try sample([3, 20], seed: 4)
    let rows = values(x).chunked(20)
    let powers = rows.map { row in row.map { exp($0) } }
    expect(try compute.softmax(x, axis: 1), [3, 20], powers.flatMap { row in row.map { $0 / row.reduce(0, +) } })
    expect(
      try compute.logSoftmax(x, axis: 1), [3, 20],
      zip(rows, powers).flatMap { row, powers in row.map { $0 - log(powers.reduce(0, +)) } })
    expect(try compute.logSumExp(x, axes: [1]), [3], powers.map { log($0.reduce(0, +)) })
    let means = rows.map { $0.reduce(0, +) / 20 }
    let variances = zip(rows, means).map { row, mean in row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20 }
    expect(try compute.variance(x, axes: [1], correction: 0), [3], variances)
    let (weight, bias) = (try sample([20], seed: 5), try sample([20], seed: 6))
    let (w, b) = (values(weight), values(bias))
    expect(
      try compute.layerNorm(x, normalizedShape: [20], weight: weight, bias: bias), [3, 20],
      rows.indices.flatMap { r in
        (0..<20).map { (rows[r][$0] - means[r]) / (variances[r] + 1e-5).squareRoot() * w[$0] + b[$0] }
      })
    expect(
      try compute.rmsNorm(x, normalizedShape: [20], weight: weight), [3, 20],
      rows.flatMap { row in
        let scale = (row.reduce(0) { $0 + $1 * $1 } / 20 + 1e-5).squareRoot()
        return (0..<20).map { row[$0] / scale * w[$0] }
      })
    expect(
      try compute.glu(x, axis: 1), [3, 10], rows.flatMap { row in (0..<10).map { row[$0] / (1 + exp(-row[10 + $0])) } })
  }

  @Test func convolutionsWithAndWithoutGroups() throws {
    let (x, full, deep) = (
      try sample([2, 4, 9], seed: 7), try sample([6, 4, 3], seed: 8), try sample([4, 1, 3], seed: 9)
    )
    let (u, v, d) = (values(x), values(full), values(deep))
    expect(
      try compute.convolution1d(x, full), [2, 6, 7],
      (0..<2 * 6 * 7).map { place in
        let (batch, out, time) = (place / 42, place / 7 % 6, place % 7)
        return (0..<12).reduce(0) { $0 + v[out * 12 + $1] * u[batch * 36 + $1 / 3 * 9 + time + $1 % 3] }
      })
    expect(
      try compute.convolution1d(x, deep, padding: 1, groups: 4), [2, 4, 9],
      (0..<2 * 4 * 9).map { place in
        let (channel, time) = (place / 9, place % 9)
        return (0..<3).filter { 0..<9 ~= time + $0 - 1 }.reduce(0) {
          $0 + d[channel % 4 * 3 + $1] * u[channel * 9 + time + $1 - 1]
        }
      })
  }

  @Test func orderAndRunningSums() throws {
    // These three numbers are equal when rounded to float32.
    let near = [1.0, 1 + 1e-12, 1 - 1e-12]
    let x = Tensor(shape: [3], dtype: .float64, of: Double.self) { _ = $0.initialize(from: near) }
    #expect(try compute.argmax(x).element(at: []) == .int(1))
    #expect(try compute.argmin(x).element(at: []) == .int(2))
    #expect(values(try compute.sort(x).values) == near.sorted())
    #expect(values(try compute.topK(x, 1).values) == [near[1]])
    expect(try compute.cumulativeSum(x, axis: 0), [3], [near[0], near[0] + near[1], near[0] + near[1] + near[2]])
  }

  @Test func statisticsOfWideNumbers() throws {
    let numbers = [1e300, -2e300, .infinity, 0, 1e-300]
    let x = Tensor(shape: [5], dtype: .float64, of: Double.self) { _ = $0.initialize(from: numbers) }
    let summary = x.summary()
    #expect(summary.min == -2e300 && summary.max == 1e300)
    #expect(summary.positiveInfinityCount == 1 && summary.zeroCount == 1 && summary.finiteCount == 4)
    #expect(summary.exponents[254] == 1 && summary.exponents[256 + 254] == 1)
    #expect(summary.exponents[255] == 1 && summary.exponents[0] == 2)
    let places = Tensor([16_777_217, 3], shape: [2])
    #expect(places.summary().max == 16_777_217)
    #expect(try compare(places, with: Tensor([16_777_216, 3], shape: [2])).maxDifference == 1)
    #expect(try compare(x, with: x).maxDifference == 0)
  }

  private func dense(_ x: Tensor) throws -> Tensor { try compute.dense(x) }
}

extension [Double] {
  fileprivate func chunked(_ size: Int) -> [[Double]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<$0 + size]) }
  }
}
