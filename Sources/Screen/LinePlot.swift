/// Line plots over a common axis. Unicode draws Braille dots, eight in each cell; ASCII draws a letter for each line.
public struct LinePlot {
  /// The numbers at one position along the axis.
  public struct Place: Hashable, Sendable {
    /// The least and the greatest finite number at this position. Nil leaves a gap.
    public var finite: ClosedRange<Double>?
    /// Whether the position has a NaN.
    public var hasNaN: Bool
    /// Whether the position has an infinity.
    public var hasInfinity: Bool

    public init(_ finite: ClosedRange<Double>?, hasNaN: Bool = false, hasInfinity: Bool = false) {
      self.finite = finite
      self.hasNaN = hasNaN
      self.hasInfinity = hasInfinity
    }
  }

  public struct Series {
    public var places: [Place]
    public var style: Style
    /// The letter that draws the line in ASCII.
    public var letter: Character

    public init(_ places: [Place], style: Style, letter: Character) {
      self.places = places
      self.style = style
      self.letter = letter
    }
  }

  public var series: [Series]
  public let lower: Double
  public let upper: Double

  /// Makes a plot. The vertical axis spans all finite numbers. It also includes zero if the distance to zero is less
  /// than half of this span.
  public init(_ series: [Series]) {
    self.series = series
    let finite = series.flatMap(\.places).compactMap(\.finite)
    var low = finite.map(\.lowerBound).min() ?? 0
    var high = finite.map(\.upperBound).max() ?? 1
    if low > 0, low < (high - low) / 2 { low = 0 }
    if high < 0, -high < (high - low) / 2 { high = 0 }
    if !(low < high) { (low, high) = (low - max(abs(low), 1) / 2, high + max(abs(high), 1) / 2) }
    (lower, upper) = (low, high)
  }

  /// The number of positions that an area can show separately.
  public static func capacity(of area: Rect, _ appearance: Appearance) -> Int {
    area.width * (appearance.glyphs == .unicode ? 2 : 1)
  }

  /// The column of a position in an area.
  public static func column(of place: Int, of count: Int, in area: Rect) -> Int {
    count > 1 ? area.x + place * (area.width - 1) / (count - 1) : area.x
  }

  /// The screen row in which a number is drawn.
  public func row(of value: Double, in area: Rect) -> Int {
    let share = (value - lower) / (upper - lower)
    return area.bottom - 1 - min(max(Int(share * Double(area.height)), 0), area.height - 1)
  }

  public func draw(in area: Rect, on buffer: inout ScreenBuffer, _ appearance: Appearance) {
    guard !area.isEmpty else { return }
    buffer.clipped(to: area) { buffer in
      if lower < 0, upper > 0 {
        let y = row(of: 0, in: area)
        let dash: Character = appearance.glyphs == .unicode ? "┄" : "-"
        buffer.horizontalLine(at: Point(x: area.x, y: y), length: area.width, dash, style: appearance[.border])
      }
      for series in series {
        let isDotted = appearance.glyphs == .unicode
        var dots = DotGrid(area, columnsPerCell: isDotted ? 2 : 1, rowsPerCell: isDotted ? 4 : 1)
        trace(series, into: &dots)
        dots.draw(on: &buffer, style: series.style, letter: isDotted ? nil : series.letter)
        mark(series, in: area, on: &buffer, appearance)
      }
    }
  }

  private func trace(_ series: Series, into dots: inout DotGrid) {
    let count = series.places.count
    func x(_ place: Int) -> Int { count > 1 ? place * (dots.width - 1) / (count - 1) : 0 }
    func y(_ value: Double) -> Int {
      let share = (value - lower) / (upper - lower)
      return dots.height - 1 - min(max(Int((share * Double(dots.height - 1)).rounded()), 0), dots.height - 1)
    }
    var before: (x: Int, y: Int)?
    for (place, found) in series.places.enumerated() {
      guard let finite = found.finite else {
        before = nil
        continue
      }
      let (top, bottom) = (y(finite.upperBound), y(finite.lowerBound))
      for row in top...bottom { dots.set(x(place), row) }
      if let before {
        // The numbers at one position are drawn as a vertical line of dots. Connect the middle of the previous vertical
        // line to the nearest dot of the current vertical line.
        let end = before.y < top ? top : before.y > bottom ? bottom : before.y
        dots.line(from: before, to: (x(place), end))
      }
      before = (x(place), (top + bottom) / 2)
    }
  }

  /// Marks NaN and infinities, which have no height, in the bottom row: `!` for NaN, `^` for an infinity.
  private func mark(_ series: Series, in area: Rect, on buffer: inout ScreenBuffer, _ appearance: Appearance) {
    for (place, found) in series.places.enumerated() where found.hasNaN || found.hasInfinity {
      let x = Self.column(of: place, of: series.places.count, in: area)
      let cell = Cell(found.hasNaN ? "!" : "^", style: appearance[found.hasNaN ? .notANumber : .infinite])
      buffer.put(cell, at: Point(x: x, y: area.bottom - 1))
    }
  }
}

/// A grid of dots. Each cell is a Braille character with 2×4 dots.
private struct DotGrid {
  let area: Rect
  let columnsPerCell: Int
  let rowsPerCell: Int
  private var patterns: [UInt8]

  init(_ area: Rect, columnsPerCell: Int, rowsPerCell: Int) {
    self.area = area
    self.columnsPerCell = columnsPerCell
    self.rowsPerCell = rowsPerCell
    patterns = [UInt8](repeating: 0, count: area.width * area.height)
  }

  var width: Int { area.width * columnsPerCell }
  var height: Int { area.height * rowsPerCell }

  mutating func set(_ x: Int, _ y: Int) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let bit = bits[y % rowsPerCell * 2 + x % columnsPerCell]
    patterns[y / rowsPerCell * area.width + x / columnsPerCell] |= bit
  }

  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y))
    guard steps > 0 else { return }
    for step in 0...steps {
      set(start.x + (end.x - start.x) * step / steps, start.y + (end.y - start.y) * step / steps)
    }
  }

  func draw(on buffer: inout ScreenBuffer, style: Style, letter: Character?) {
    for y in 0..<area.height {
      for x in 0..<area.width where patterns[y * area.width + x] != 0 {
        let dots = Character(Unicode.Scalar(0x2800 + UInt32(patterns[y * area.width + x]))!)
        buffer.put(Cell(letter ?? dots, style: style), at: Point(x: area.x + x, y: area.y + y))
      }
    }
  }
}
