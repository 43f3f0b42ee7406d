import Testing

@testable import Tensors

/// Summaries, histograms, comparisons and pooled planes of tensors.
@Suite struct SummaryTests {
  @Test func summariesHaveCountsAndStatistics() {
    let special: [Float] = [.nan, .infinity, -.infinity, .infinity, 0, -0.0, 0x1p-140]
    for size in [0, 1, 7, 4096, 9001] {
      for arrangement in Arrangement.allCases {
        let plain = Samples.tensor([size], arrangement, seed: 1)
        expect(plain.summary(), of: plain.floats)
        let mixed = Samples.arranged(Tensor(plain.floats + special, shape: [size + 7]), arrangement)
        expect(mixed.summary(), of: mixed.floats)
      }
    }
    let offset = Tensor((0..<5000).map { 10000 + Float($0 % 2) }, shape: [50, 100])
    #expect(offset.summary().standardDeviation == 0.5)
    #expect(offset.summary().mean == 10000.5)
    let flags = Tensor([true, false, true, true], shape: [2, 2]).summary()
    #expect(flags.count == 4 && flags.zeroCount == 1 && flags.mean == 0.75 && flags.max == 1)
    #expect(Tensor([-3, 5], shape: [2]).summary().min == -3)
  }

  @Test func aTransposedTensorHasTheSameSummary() throws {
    let x = Samples.tensor([30, 40], seed: 2)
    #expect(try x.transposed(0, 1).summary() == x.summary())
  }

  @Test func anExpandedTensorIsReadOnce() throws {
    let x = Tensor([1, .nan, 0, 4] as [Float], shape: [2, 1, 2])
    let spread = try x.expanded(to: [2, 3, 2])
    expect(spread.summary(), of: spread.floats)
    #expect(spread.histogram(bins: 4) == spread.contiguous().histogram(bins: 4))
    let huge = try x.expanded(to: [2, 1 << 55, 2])
    #expect(huge.summary().nanCount == 1 << 55)
    #expect(throws: TensorError.tooLarge(operation: "copy", shape: huge.shape)) { try Compute().exp(huge) }
    #expect(throws: TensorError.tooLarge(operation: "copy", shape: huge.shape)) { try huge.flattened() }
    #expect(throws: TensorError.tooLarge(operation: "add", shape: huge.shape)) { try Compute().add(huge, 1) }
  }

  @Test func everyNumberOfThreadsGivesTheSameSummary() throws {
    let x = try Compute().add(Samples.tensor([700, 500], seed: 3), 3.0)
    let one = x.summary()
    #expect(try Compute(threads: 3).summary(x) == one)
    expect(one, of: x.floats)
  }

  @Test func histogramsHoldEveryFiniteElement() throws {
    let x = Tensor([0, 1, 2, 3, 4, .nan, .infinity] as [Float], shape: [7])
    let histogram = try #require(x.histogram(bins: 4))
    #expect(histogram.counts == [1, 1, 1, 2])
    #expect(histogram.low == 0 && histogram.high == 4)
    #expect(histogram.bounds(of: 1) == 1...2)
    #expect(Tensor([5, 5] as [Float], shape: [2]).histogram(bins: 3)?.counts.reduce(0, +) == 2)
    #expect(Tensor([.nan] as [Float], shape: [1]).histogram(bins: 3) == nil)
    // The first range is wider than the largest double. The second is narrower than the reciprocal of the largest
    // double.
    let cases: [([Double], [Int])] = [
      ([-1.7e308, 0, 1.7e308], [1, 0, 1, 1]), ([0, .leastNonzeroMagnitude], [1, 0, 0, 1]),
    ]
    for (values, counts) in cases {
      let x = Tensor(shape: [values.count], dtype: .float64, of: Double.self) { _ = $0.initialize(from: values) }
      #expect(x.histogram(bins: 4)?.counts == counts)
    }
  }

  @Test func comparisonsFindTheGreatestDifference() throws {
    let reference = Tensor([1, -4, .nan, .infinity, 0, 2] as [Float], shape: [2, 3])
    let same = try compare(reference, with: reference)
    #expect(same.maxDifference == 0 && same.nonFiniteAgree && same.referenceMaximum == 4)
    let other = Tensor([1, -4, 0, -.infinity, 0.5, 2] as [Float], shape: [2, 3])
    let found = try compare(other, with: reference)
    #expect(found.maxDifference == 0.5 && found.maxDifferenceIndex == [1, 1] && found.relativeDifference == 0.125)
    #expect(found.nanMismatches == 1 && found.infinityMismatches == 1)
    #expect(abs((found.cosine ?? 0) - 21 / (21.25 * 21).squareRoot()) < 1e-12)
    #expect(throws: TensorError.self) { try compare(other, with: Samples.tensor([3, 2])) }
  }

  @Test func elementwiseDifferencesMeasureEachElementByItself() throws {
    let a = Tensor([1, 100, .nan, .infinity, 0] as [Float], shape: [5])
    let b = Tensor([2, 101, .nan, 3, 0] as [Float], shape: [5])
    let found = ElementwiseDifferences(a, b)
    #expect(found.unequalCount == 3 && found.greatestRelative == 0.5 && found.greatestRelativeIndex == [0])
    #expect(found.mean == 0.4)
    #expect(ElementwiseDifferences(a, a).greatestRelativeIndex == nil)
    let comparison = try compare(a, with: b)
    #expect(ComparedElement(worstOf: a, reference: b, comparison)?.index == [3])
    #expect(!comparison.isWithin(ComparisonBound(relative: 1)), "an infinity in one of the two alone")
    #expect(try compare(b, with: b).isWithin(ComparisonBound(relative: 0)))
  }

  @Test func equalTensorsHaveACosineOfExactlyOne() throws {
    // For some of these counts, a cosine computed as Σx² / (√Σx² · √Σx²) is not exactly 1, because the square roots are
    // rounded.
    for count in 1...200 {
      let values = (0..<count).map { Float($0 * 7919 % 1009) / 331 + 0.1 }
      let tensor = Tensor(values, shape: [count])
      #expect(try compare(tensor, with: tensor).cosine == 1)
      #expect(try compare(tensor, with: Tensor(values.map { -$0 }, shape: [count])).cosine == -1)
    }
  }

  @Test func gridsPoolEvenly() throws {
    let x = Tensor((0..<24).map { Float($0) * ($0 % 2 == 0 ? 1 : -1) }, shape: [2, 3, 4])
    let whole = try x.pooledGrid(rowAxis: 1, columnAxis: 2, at: [1, 0, 0], maxRows: 9, maxColumns: 9)
    #expect(whole.values == x.floats.suffix(12).map { $0 })
    #expect(whole.rowRanges == [0..<1, 1..<2, 2..<3])
    let small = try x.pooledGrid(rowAxis: 1, columnAxis: 2, at: [0, 0, 0], maxRows: 2, maxColumns: 2, by: .maximum)
    #expect(small.rowRanges == [0..<1, 1..<3] && small.columnRanges == [0..<2, 2..<4])
    #expect(small.values == [0, 2, 8, 10])
    let magnitude = try x.pooledGrid(
      rowAxis: 1, columnAxis: 2, at: [0, 0, 0], maxRows: 1, maxColumns: 1, by: .magnitude)
    #expect(magnitude[0, 0] == 11)
    let turned = try x.pooledGrid(rowAxis: 2, columnAxis: 1, at: [0, 0, 0], maxRows: 4, maxColumns: 3)
    #expect(turned[1, 2] == -9)
    let window = try x.pooledGrid(
      rowAxis: 1, columnAxis: 2, at: [0, 0, 0], rows: 1..<2, columns: 2..<4, maxRows: 5, maxColumns: 1)
    #expect(window.values == [-0.5] && window.columnRanges == [2..<4])
    let holed = Tensor([1, .nan, 3, 4] as [Float], shape: [2, 2])
    let cell = try holed.pooledGrid(rowAxis: 0, columnAxis: 1, maxRows: 1, maxColumns: 1, by: .maximum)
    #expect(cell[0, 0].isNaN)
  }

  @Test func singleElementsKeepTheirKind() throws {
    #expect(try Tensor([1, 2], shape: [2]).element(at: [-1]) == .int(2))
    #expect(try Tensor([true], shape: [1]).element(at: [0]) == .bool(true))
    #expect(throws: TensorError.self) { try Samples.tensor([2]).element(at: [2]) }
    #expect(throws: TensorError.self) { try Samples.tensor([2]).element(at: []) }
  }

  private func expect(
    _ summary: TensorSummary, of values: [Float], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let finite = values.filter(\.isFinite).map(Double.init)
    #expect(summary.count == values.count, sourceLocation: sourceLocation)
    #expect(summary.nanCount == values.count(where: \.isNaN), sourceLocation: sourceLocation)
    #expect(summary.positiveInfinityCount == values.count { $0 == .infinity }, sourceLocation: sourceLocation)
    #expect(summary.negativeInfinityCount == values.count { $0 == -.infinity }, sourceLocation: sourceLocation)
    #expect(summary.zeroCount == values.count { $0 == 0 }, sourceLocation: sourceLocation)
    #expect(summary.min == finite.min() && summary.max == finite.max(), sourceLocation: sourceLocation)
    var exponents = [Int](repeating: 0, count: 512)
    for value in values { exponents[Int(value.bitPattern >> 23)] += 1 }
    #expect(summary.exponents == exponents, sourceLocation: sourceLocation)
    guard !finite.isEmpty else {
      #expect(summary.mean == nil && summary.standardDeviation == nil, sourceLocation: sourceLocation)
      return
    }
    let mean = finite.reduce(0, +) / Double(finite.count)
    let deviation = (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(finite.count)).squareRoot()
    #expect(agree(summary.mean ?? .nan, mean, 1e-12), sourceLocation: sourceLocation)
    #expect(agree(summary.standardDeviation ?? .nan, deviation, 1e-12), sourceLocation: sourceLocation)
  }
}
