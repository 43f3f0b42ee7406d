import Testing

@testable import Tensors

/// Indexing and in-place writes, compared with a loop over all indices.
@Suite struct IndexingTests {
  let compute = Compute(threads: 2)

  @Test func selectingAndGathering() throws {
    for arrangement in Arrangement.allCases {
      let x = Samples.tensor([2, 3, 4], arrangement, seed: 1)
      let picked = try compute.indexSelect(x, axis: 1, Tensor([2, -3, 2], shape: [3]))
      try expect(picked, [2, 3, 4], of: x) { [$0[0], [2, 0, 2][$0[1]], $0[2]] }
      let at = Tensor([0, 2, 1, 1], shape: [2, 1, 2])
      let gathered = try compute.gather(x, axis: 1, at)
      try expect(gathered, [2, 1, 2], of: x) { [$0[0], [[0, 2], [1, 1]][$0[0]][$0[2]], $0[2]] }
    }
    let table = Samples.tensor([5, 3], seed: 2)
    let rows = try compute.embedding(Tensor([4, 0, 1, 1], shape: [2, 2]), table)
    try expect(rows, [2, 2, 3], of: table) { [[[4, 0], [1, 1]][$0[0]][$0[1]], $0[2]] }
    #expect(try compute.oneHot(Tensor([1, 0], shape: [2]), classes: 3).floats == [0, 1, 0, 1, 0, 0])
    let outside = TensorError.indexOutOfRange(operation: "embedding", index: 5, axis: 0, size: 5)
    #expect(throws: outside) { try compute.embedding(Tensor([0, 5], shape: [2]), table) }
    #expect(throws: TensorError.self) { try compute.embedding(Samples.tensor([2]), table) }
  }

  @Test func indexingByTensors() throws {
    let (i, j) = (Tensor([1, 0], shape: [2]), Tensor([2, -1, 0], shape: [3, 1]))
    for arrangement in Arrangement.allCases {
      let x = Samples.tensor([2, 3, 4], arrangement, seed: 3)
      try expect(try compute.index(x, [i]), [2, 3, 4], of: x) { [1 - $0[0], $0[1], $0[2]] }
      try expect(try compute.index(x, [i, j]), [3, 2, 4], of: x) { [1 - $0[1], [2, 2, 0][$0[0]], $0[2]] }
      try expect(try compute.index(x, [nil, j]), [2, 3, 1, 4], of: x) { [$0[0], [2, 2, 0][$0[1]], $0[3]] }
      // A full slice separates the two index tensors, so their common shape is the first part of the result's shape.
      try expect(try compute.index(x, [i, nil, j]), [3, 2, 3], of: x) { [1 - $0[1], $0[2], [2, 3, 0][$0[0]]] }
      let mask = try compute.binary(.greater, x, 0)
      #expect(try compute.select(x, mask).floats == x.floats.filter { $0 > 0 })
      let rows = try compute.index(x, [nil, Tensor([true, false, true], shape: [3])])
      try expect(rows, [2, 2, 4], of: x) { [$0[0], 2 * $0[1], $0[2]] }
    }
    #expect(try compute.nonzero(Tensor([0, 5, 0, 6], shape: [2, 2])).floats == [0, 1, 1, 1])
    #expect(throws: TensorError.self) { try compute.index(Samples.tensor([2]), [Tensor([true], shape: [1])]) }
    #expect(throws: TensorError.self) { try compute.index(Samples.tensor([2]), [i, i]) }
  }

  @Test func writingReplacesTheElementsOfALayout() throws {
    let base = Tensor(Array(0..<12), shape: [3, 4])
    func written(_ storage: Storage) -> [Float] { base.storage === storage ? [] : Self.seen(storage).floats }
    let column = try base.layout.selected(axis: 1, index: 1)
    #expect(
      written(try compute.writing(-1, into: base.storage, dtype: .int64, at: column))
        == [0, -1, 2, 3, 4, -1, 6, 7, 8, -1, 10, 11])
    let flipped = try base.layout.sliced(axis: 0, stop: 2).transposed(0, 1).flipped([0])
    let values = Tensor([1.9, 2, 3, 4] as [Float], shape: [4, 1])
    #expect(
      written(try compute.writing(values, into: base.storage, dtype: .int64, at: flipped))
        == [4, 3, 2, 1, 4, 3, 2, 1, 8, 9, 10, 11])
    let mask = Tensor([true, false, true, false], shape: [4])
    #expect(
      written(try compute.writing(0, into: base.storage, dtype: .int64, at: base.layout, where: mask))
        == [0, 1, 0, 3, 0, 5, 0, 7, 0, 9, 0, 11])
    let rows = [Tensor([2, 0], shape: [2])]
    let pair = Tensor([-1, -2], shape: [2, 1])
    #expect(
      written(try compute.writing(pair, into: base.storage, dtype: .int64, at: base.layout, indices: rows))
        == [-2, -2, -2, -2, 4, 5, 6, 7, -1, -1, -1, -1])
    let cells: [Tensor?] = [nil, Tensor([3, 3], shape: [2])]
    let both = Tensor([1, 2], shape: [2])
    #expect(
      written(try compute.writing(both, into: base.storage, dtype: .int64, at: base.layout, indices: cells))
        == [0, 1, 2, 2, 4, 5, 6, 2, 8, 9, 10, 2])
    #expect(base.floats == (0..<12).map(Float.init))
    #expect(throws: TensorError.self) {
      try compute.writing(Samples.tensor([3]), into: base.storage, dtype: .int64, at: base.layout)
    }
  }

  private static func seen(_ storage: Storage) -> Tensor {
    Tensor(storage: storage, dtype: .int64, layout: Layout(contiguous: [12]))
  }

  private func expect(
    _ result: Tensor, _ shape: [Int], of x: Tensor, sourceLocation: SourceLocation = #_sourceLocation,
    _ source: ([Int]) -> [Int]
  ) throws {
    #expect(result.shape == shape, sourceLocation: sourceLocation)
    let expected = try Naive.indices(shape).map { try x.element(at: source($0)).double }
    #expect(result.floats.map(Double.init) == expected, sourceLocation: sourceLocation)
  }
}
