import Screen
import TestSupport
import Testing

@Suite struct PictureTests {
  @Test(
    arguments: [
      ([0, 1, 2, 3, 4, 5, 6, 7, 8], 9, " ▁▂▃▄▅▆▇█", " .:-=+*#@"),
      ([0, 8], 4, "  ██", "  @@"),
      ([0, 8, 1, 2], 2, "█▂", "@:"),
      ([1, .nan, 1], 3, "█!█", "@!@"),
      ([], 3, "   ", "   "),
      ([0, 0], 2, "  ", "  "),
      ([-4, 0, 4], 3, " ▄█", " =@"),
      ([.infinity, 1, -.infinity], 3, "██ ", "@@ "),
    ] as [([Float], Int, String, String)])
  func aSparklineShowsItsValues(values: [Float], width: Int, unicode: String, ascii: String) {
    #expect(Sparkline(values).text(width: width) == unicode)
    #expect(Sparkline(values).text(width: width, glyphs: .ascii) == ascii)
    #expect(Sparkline(values).text(width: 0).isEmpty)
  }

  @Test(
    arguments: [
      (0, "    ", "    "), (1, "████", "####"), (0.5, "██  ", "##  "), (0.28, "█▏  ", "#   "), (0.99, "████", "####"),
      (-3, "    ", "    "), (.nan, "    ", "    "), (.infinity, "████", "####"),
    ] as [(Double, String, String)])
  func aBarShowsAShare(share: Double, unicode: String, ascii: String) {
    #expect(Bar(share).text(width: 4) == unicode)
    #expect(Bar(share).text(width: 4, glyphs: .ascii) == ascii)
  }

  @Test func columnsGrowFromTheBottom() {
    var buffer = ScreenBuffer(width: 5, height: 3)
    ColumnChart([0, 1, 12, 24, .nan]).draw(in: buffer.bounds, on: &buffer)
    #expect(buffer.text == "   █\n  ▄█\n ▁██\n")
    var ascii = ScreenBuffer(width: 4, height: 2)
    ColumnChart([1, 2]).draw(in: ascii.bounds, on: &ascii, glyphs: .ascii)
    #expect(ascii.text == "  ##\n####\n")
  }

  /// Elements of every kind: negative and positive numbers, NaN, both infinities. float32 represents all these numbers
  /// exactly. The last row is shorter than the other rows, so some of its elements are missing.
  private static let values: [[Float]] = [
    [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1],
    [0, 0, .nan, 1, -.infinity, .infinity, 0, -1, 0.5],
    [1, 0.5, 0, -0.5, -1],
  ]

  private static let appearances: [String: Appearance] = [
    "colour": Appearance(), "light": Appearance(theme: .light, colors: .indexed256),
    "colour-ascii": Appearance(glyphs: .ascii), "mono": Appearance(colors: .mono),
    "mono-ascii": Appearance(colors: .mono, glyphs: .ascii), "16": Appearance(colors: .ansi16),
  ]

  @Test(arguments: appearances.keys.sorted())
  func aHeatMapHasAFormForEveryScreen(name: String) throws {
    let appearance = try #require(Self.appearances[name])
    var buffer = ScreenBuffer(width: 44, height: 10)
    let across = HeatMap(Self.values, scale: .diverging)
    let up = HeatMap(Self.values, scale: .sequential, range: ValueRange(-1, 1), zoom: 2)
    across.draw(in: Rect(x: 1, y: 1, width: 40, height: 3), on: &buffer, appearance)
    up.draw(in: Rect(x: 14, y: 1, width: 40, height: 3), on: &buffer, appearance)
    up.draw(in: Rect(x: 34, y: 1, width: 5, height: 1), on: &buffer, appearance)
    for (line, map) in [across, up].enumerated() {
      buffer.put(map.legend(lower: "-1", upper: "1", width: 42, appearance), at: Point(x: 1, y: 5 + line))
      buffer.put(map.legend(lower: "-1", upper: "1", width: 12, appearance), at: Point(x: 1, y: 7 + line))
    }
    #expect(differenceFromGolden(buffer.golden, "heat map, \(name)") == nil)
  }

  @Test(arguments: appearances.keys.sorted())
  func theCapacityIsTheLargestDrawableSize(name: String) throws {
    let appearance = try #require(Self.appearances[name])
    for zoom in 1...3 {
      let area = Rect(x: 0, y: 0, width: 13, height: 5)
      let room = HeatMap.capacity(of: area, zoom: zoom, appearance)
      let map = HeatMap(rows: room.rows, columns: room.columns, zoom: zoom) { row, column in Float(row + column) }
      let size = map.size(appearance)
      #expect(size.width <= area.width && size.height <= area.height)
      let more = HeatMap(rows: room.rows + 1, columns: room.columns + 1, zoom: zoom) { _, _ in 0 }.size(appearance)
      #expect(more.width > area.width && more.height > area.height)
      let last = map.position(row: room.rows - 1, column: room.columns - 1, from: area.origin, appearance)
      #expect(area.contains(last))
    }
  }
}
