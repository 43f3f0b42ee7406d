import Screen
import Testing

@Suite struct GeometryTests {
  @Test(arguments: [
    ([Track.fixed(3), .remainder()], 10, [3, 7]),
    ([.fraction(0.25), .fraction(0.75)], 100, [25, 75]),
    ([.fraction(0.5), .fraction(0.5)], 5, [3, 2]),
    ([.fixed(1), .remainder(), .remainder(), .fixed(1)], 10, [1, 4, 4, 1]),
    ([.remainder(weight: 1), .remainder(weight: 3)], 8, [2, 6]),
    ([.remainder(weight: 1, minimum: 5), .remainder(weight: 3)], 8, [5, 3]),
    ([.fraction(0.2, minimum: 30), .remainder()], 80, [30, 50]),
    // If the area is too narrow, parts shrink to their minimums, the last part first. If the minimums do not fit
    // either, the last parts shrink further, even to nothing.
    ([.fraction(0.5, minimum: 10), .fixed(20)], 24, [10, 14]),
    ([.fixed(10), .fraction(0.5, minimum: 2)], 12, [10, 2]),
    ([.fixed(10), .fixed(10)], 15, [10, 5]),
    ([.fixed(10), .remainder(minimum: 5)], 8, [8, 0]),
    ([.fixed(4), .fraction(0.1)], 10, [4, 6]),
    ([.fixed(4)], 10, [4]),
    ([.remainder()], 0, [0]),
  ])
  func aSplitDividesTheWidth(tracks: [Track], width: Int, expected: [Int]) {
    let area = Rect(x: 5, y: 2, width: width, height: 3)
    let parts = area.split(.columns, tracks)
    #expect(parts.map(\.width) == expected)
    #expect(parts.allSatisfy { $0.y == 2 && $0.height == 3 })
    #expect(parts.first?.x == 5)
    for (left, right) in zip(parts, parts.dropFirst()) { #expect(left.right == right.x) }
    #expect((parts.last?.right ?? 0) <= area.right)

    let rows = Rect(x: 2, y: 5, width: 3, height: width).split(.rows, tracks)
    #expect(rows.map(\.height) == expected)
    #expect(rows.map(\.y) == parts.map(\.x))
  }

  @Test func everySplitStaysInside() {
    let kinds: [Track] = [
      .fixed(0), .fixed(7), .fraction(0.3), .fraction(0.9, minimum: 4), .remainder(), .remainder(weight: 2, minimum: 9),
    ]
    for a in kinds {
      for b in kinds {
        for c in kinds {
          for width in 0...40 {
            let lengths = Rect(x: 0, y: 0, width: width, height: 1).split(.columns, a, b, c).map(\.width)
            let sum = lengths.reduce(0, +)
            #expect(sum <= width)
            let allFixed = [a, b, c].allSatisfy { if case .fixed = $0 { true } else { false } }
            if !allFixed { #expect(sum == width, "\(a) \(b) \(c) in \(width)") }
          }
        }
      }
    }
  }

  @Test func rectanglesNeverHaveNegativeSizes() {
    let small = Rect(x: 3, y: 3, width: 1, height: 1)
    #expect(small.inset(by: 1).isEmpty)
    #expect(small.inset(by: 5).size == Size(width: 0, height: 0))
    #expect(small.intersection(Rect(x: 9, y: 9, width: 2, height: 2)).isEmpty)
    #expect(small.row(1).isEmpty)
    let both = Rect(x: 0, y: 0, width: 6, height: 4).intersection(Rect(x: 4, y: -2, width: 9, height: 4))
    #expect(both == Rect(x: 4, y: 0, width: 2, height: 2))
    #expect(both.contains(Point(x: 5, y: 1)) && !both.contains(Point(x: 6, y: 1)))
  }
}
