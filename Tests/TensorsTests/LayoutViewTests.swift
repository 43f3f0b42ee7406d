import Testing

@testable import Tensors

/// For every layout, a view has the elements that a loop over the indices selects.
@Suite struct LayoutViewTests {
  @Test(arguments: [[0, 0], [1, -2], [2, 0, -1]])
  func anAxisGivenTwiceIsAnError(axes: [Int]) throws {
    let x = Samples.tensor([2, 3, 4], .dense, seed: 1)
    #expect(throws: TensorError.self) { try x.flipped(axes) }
    #expect(throws: TensorError.self) { try x.permuted(axes + [1]) }
    #expect(throws: TensorError.self) { try x.layout.distinctAxes(axes, operation: "rot90") }
  }

  @Test func viewsMatchTheirDefinition() throws {
    for arrangement in Arrangement.allCases {
      let x = Samples.tensor([2, 3, 4], arrangement, seed: 1)
      try expectElements(try x.transposed(0, -1), of: x, shape: [4, 3, 2]) { [$0[2], $0[1], $0[0]] }
      try expectElements(try x.permuted([1, 2, 0]), of: x, shape: [3, 4, 2]) { [$0[2], $0[0], $0[1]] }
      try expectElements(try x.unsqueezed(at: -1), of: x, shape: [2, 3, 4, 1]) { [$0[0], $0[1], $0[2]] }
      try expectElements(try x.unsqueezed(at: 1).squeezed(), of: x, shape: [2, 3, 4]) { $0 }
      try expectElements(try x.unsqueezed(at: 0).expanded(to: [5, -1, 3, -1]), of: x, shape: [5, 2, 3, 4]) {
        Array($0.dropFirst())
      }
      try expectElements(try x.sliced(axis: 2, start: -3, stop: 99, step: 2), of: x, shape: [2, 3, 2]) {
        [$0[0], $0[1], 1 + 2 * $0[2]]
      }
      try expectElements(try x.selected(axis: 1, index: -1), of: x, shape: [2, 4]) { [$0[0], 2, $0[1]] }
      try expectElements(try x.flipped([0, 2]), of: x, shape: [2, 3, 4]) { [1 - $0[0], $0[1], 3 - $0[2]] }
      try expectElements(try x.unfolded(axis: 2, size: 2, step: 1), of: x, shape: [2, 3, 3, 2]) {
        [$0[0], $0[1], $0[2] + $0[3]]
      }
      try expectElements(x.view(try x.layout.diagonal(offset: 1, 1, 2)), of: x, shape: [2, 3]) {
        [$0[0], $0[1], $0[1] + 1]
      }
    }
  }

  @Test(arguments: [
    ([2, 3, 4], [6, 4]), ([2, 3, 4], [2, -1]), ([2, 3, 4], [4, 3, 2]), ([2, 3, 4], [1, 2, 1, 12]), ([6], [2, 1, 3]),
    ([], [1, 1]), ([1], []), ([0, 3], [3, 0]), ([0, 3], [-1, 3]), ([2, 1, 3], [2, 3]),
  ])
  func reshapingKeepsTheOrder(shape: [Int], target: [Int]) throws {
    for arrangement in Arrangement.allCases {
      let x = Samples.tensor(shape, arrangement, seed: 2)
      let reshaped = try x.reshaped(to: target)
      #expect(reshaped.floats == x.floats)
      #expect(reshaped.shape == (try Layout.resolvedShape(target, count: x.count, of: shape)))
    }
  }

  @Test func reshapingSharesStorageWherePossible() throws {
    let heads = try Samples.tensor([1, 90, 512]).reshaped(to: [1, 90, 8, 64]).transposed(1, 2)
    #expect(try heads.layout.reshaped(to: [8, 90, 64]) != nil)
    #expect(try heads.layout.reshaped(to: [8, 90 * 64]) == nil)
    #expect(try heads.transposed(1, 2).layout.flattened(from: 2) != nil)
    let everySecond = try Samples.tensor([4, 6]).sliced(axis: 1, step: 2)
    #expect(try everySecond.layout.reshaped(to: [12])?.strides == [2])
    #expect(try everySecond.sliced(axis: 1, stop: 2).layout.reshaped(to: [8]) == nil)
  }

  @Test func slicesClampAsInPython() throws {
    let x = Samples.tensor([5])
    let cases: [(start: Int?, stop: Int?, step: Int, count: Int)] = [
      (nil, nil, 1, 5), (1, 3, 1, 2), (-2, nil, 1, 2), (nil, -2, 1, 3), (3, 1, 1, 0), (9, nil, 1, 0), (-9, 2, 1, 2),
      (0, 5, 2, 3), (0, 5, 9, 1), (Int.min, Int.max, 1, 5), (0, 5, Int.max, 1),
    ]
    for slice in cases {
      #expect(try x.sliced(axis: 0, start: slice.start, stop: slice.stop, step: slice.step).count == slice.count)
    }
  }

  @Test func impossibleViewsAreRefused() {
    let x = Samples.tensor([2, 3])
    let cases: [(TensorError, String, () throws -> Tensor)] = [
      (
        .cannotReshape(from: [2, 3], to: [4, -1]), "reshape: (2, 3) does not fit (4, -1)",
        { try x.reshaped(to: [4, -1]) }
      ),
      (
        .cannotReshape(from: [2, 3], to: [Int.max, 2, 8]), "reshape: (2, 3) does not fit (\(Int.max), 2, 8)",
        { try x.reshaped(to: [Int.max, 2, 8]) }
      ),
      (
        .axisOutOfRange(operation: "transpose", axis: 2, rank: 2), "transpose: axis 2 is outside -2...1",
        { try x.transposed(0, 2) }
      ),
      (
        .indexOutOfRange(operation: "select", index: 3, axis: 1, size: 3),
        "select: index 3 is outside axis 1, which has size 3", { try x.selected(axis: 1, index: 3) }
      ),
      (
        .shapesDoNotBroadcast(operation: "expand", [2, 3], [2, 4], axis: 1),
        "expand: shapes (2, 3) and (2, 4) do not broadcast: axis 1 has 3 and 4", { try x.expanded(to: [2, 4]) }
      ),
    ]
    for (error, wording, action) in cases {
      #expect(throws: error) { try action() }
      #expect("\(error)" == wording)
    }
  }

  /// Expects element `i` of the view to be element `source(i)` of the original.
  private func expectElements(
    _ view: Tensor, of original: Tensor, shape: [Int], sourceLocation: SourceLocation = #_sourceLocation,
    _ source: ([Int]) -> [Int]
  ) throws {
    #expect(view.shape == shape, sourceLocation: sourceLocation)
    let expected = try Naive.indices(shape).map { index in try original.element(at: source(index)).double }
    #expect(view.floats.map(Double.init) == expected, sourceLocation: sourceLocation)
  }
}
