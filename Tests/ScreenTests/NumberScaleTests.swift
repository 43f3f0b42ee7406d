import Screen
import TestSupport
import Testing

@Suite struct NumberScaleTests {
  private let values: [Float] = [-4, -1, -0.25, 0, 0.25, 1, 4, .nan, .infinity]

  /// On every scale, a larger number has a larger share: its position on the colour scale, from 0 to 1. On the
  /// logarithmic scale, this is true of the magnitudes |x|.
  @Test(arguments: NumberScale.Kind.allCases)
  func scalesKeepTheOrder(_ kind: NumberScale.Kind) {
    let scale = NumberScale(kind, of: values)
    let sorted = kind == .logarithmic ? [0.25, 1, 4] : Array(values[0..<7])
    let shares = sorted.map(scale.share(of:))
    #expect(shares.allSatisfy { (0...1).contains($0) })
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
    #expect(scale.share(of: .infinity) <= 1 && scale.share(of: -.infinity) >= 0)
  }

  @Test func zeroIsTheMiddleOfBothSigns() {
    for kind in [NumberScale.Kind.linear, .symmetric] {
      let scale = NumberScale(kind, of: [-1, 3])
      #expect(scale.colors == .diverging && scale.share(of: 0) == 0.5)
      #expect(scale.range == ValueRange(-3, 3))
      #expect(abs(scale.share(of: 1) + scale.share(of: -1) - 1) < 1e-9)
    }
    #expect(NumberScale(.linear, of: [1, 3]).colors == .sequential)
  }

  /// On the logarithmic scale, multiplying any number by ten increases its share by the same amount.
  @Test func theLogarithmicScaleIsALogarithm() {
    let scale = NumberScale(.logarithmic, of: [0.001, -1000, 0])
    #expect(scale.range == ValueRange(0.001, 1000))
    for (value, share) in [(0.001, 0), (0.01, 1 / 6.0), (1, 0.5), (-1, 0.5), (100, 5 / 6.0), (1000, 1), (0, 0)] {
      #expect(abs(scale.share(of: Float(value)) - share) < 1e-6, "\(value)")
    }
    #expect(NumberScale(.logarithmic, of: [Float(0), 0]).share(of: 0) == 0)
  }

  /// On the percentile scale, each colour has about the same count of numbers for any distribution.
  @Test func ranksAreSpreadEvenly() {
    let skewed = (0..<1000).map { Float($0 * $0 * $0) }
    let scale = NumberScale(.percentile, of: skewed)
    #expect(abs(scale.share(of: skewed[500]) - 0.5) < 0.01 && abs(scale.share(of: skewed[900]) - 0.9) < 0.01)
    #expect(NumberScale(.percentile, of: [2, 2, 2]).share(of: 2) == 0.5)
    #expect(NumberScale(.percentile, of: [Float.nan]).share(of: 1) == 0.5)
  }

  // MARK: Rulers

  @Test(
    arguments: [
      (Array(0..<10), Array(0..<10), 1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
      (Array(0..<58), Array(0..<58), 5, [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55]),
      ([0, 30, 60, 90], [0, 1, 2, 3], 1, [0, 50]),
      (Array(40..<60), (0..<20).map { $0 * 2 }, 5, [40, 45, 50, 55]),
      ([7], [0], 4, [7]), ([], [], 4, []),
    ] as [([Int], [Int], Int, [Int])])
  func rulersHaveRoundNumbers(_ starts: [Int], _ cells: [Int], _ gap: Int, _ expected: [Int]) {
    let ticks = Ruler(starts: starts, cells: cells, gap: gap).ticks
    #expect(ticks.map(\.index) == expected)
    for (tick, next) in zip(ticks, ticks.dropFirst()) { #expect(next.cell - tick.cell >= gap) }
    for tick in ticks {
      let part = starts.lastIndex { $0 <= tick.index } ?? 0
      #expect(cells[part] == tick.cell)
    }
  }

  // MARK: Lines

  @Test(arguments: [("dots", Glyphs.unicode), ("letters", .ascii)])
  func linesAreDrawn(_ name: String, _ glyphs: Glyphs) {
    let appearance = Appearance(colors: .mono, glyphs: glyphs)
    func series(_ values: [Double], _ letter: Character) -> LinePlot.Series {
      LinePlot.Series(
        values.map { LinePlot.Place($0.isFinite ? $0...$0 : nil, hasNaN: $0.isNaN, hasInfinity: $0.isInfinite) },
        style: .plain, letter: letter)
    }
    let plot = LinePlot([
      series([-1, 0, 1, .nan, 1, 0.5, 0, .infinity, -1, -1], "b"),
      series([0.25, 0.25, 0.5, 0.5, 1, 1, 1, 1, 0, 0], "a"),
    ])
    var buffer = ScreenBuffer(width: 30, height: 8)
    let area = Rect(x: 2, y: 1, width: 26, height: 6)
    plot.draw(in: area, on: &buffer, appearance)
    #expect(differenceFromGolden(buffer.golden, "lines in \(name)") == nil)
    #expect(plot.row(of: 1, in: area) == 1 && plot.row(of: -1, in: area) == 6)
    LinePlot([]).draw(in: area, on: &buffer, appearance)
    LinePlot([series([3], "a")]).draw(in: Rect(x: 0, y: 0, width: 1, height: 1), on: &buffer, appearance)
  }
}
