/// A grid of numbers as a picture. With at least 256 colours and Unicode, each half of a cell can show its own value.
/// Otherwise each cell shows one value.
///
/// The picture shows every value. If there are more values than fit, the caller must pool them first; see `capacity`.
public struct HeatMap {
  public let rows: Int
  public let columns: Int
  /// The value at a row and column. Nil leaves the cell empty, for example where a mask excludes the element.
  public let value: (_ row: Int, _ column: Int) -> Float?
  /// Maps each number to its position on the colour scale.
  public var numbers: NumberScale
  /// The number of columns for one value. If cells are divided into halves, `zoom` is also the value's height in
  /// halves, so the value is about square.
  public var zoom: Int

  /// Without `range`, the scale spans the finite values. A diverging scale is always symmetric around zero.
  public init(
    rows: Int, columns: Int, scale: ColorScale.Kind = .sequential, range: ValueRange? = nil, zoom: Int = 1,
    value: @escaping (_ row: Int, _ column: Int) -> Float?
  ) {
    self.rows = rows
    self.columns = columns
    self.value = value
    self.zoom = max(1, zoom)
    let all = (0..<max(0, rows)).lazy.flatMap { row in
      (0..<max(0, columns)).lazy.compactMap { value(row, $0) }
    }
    numbers = NumberScale(scale, range: range ?? ValueRange(of: all) ?? ValueRange(0, 1))
  }

  public init(
    rows: Int, columns: Int, numbers: NumberScale, zoom: Int = 1, value: @escaping (_ row: Int, _ column: Int) -> Float?
  ) {
    self.rows = rows
    self.columns = columns
    self.value = value
    self.numbers = numbers
    self.zoom = max(1, zoom)
  }

  public var range: ValueRange { numbers.range }
  public var scale: ColorScale.Kind { numbers.colors }

  /// Makes a heat map from rows of values. Rows that are shorter than the longest row end with empty cells.
  public init(
    _ values: [[Float]], scale: ColorScale.Kind = .sequential, range: ValueRange? = nil, zoom: Int = 1
  ) {
    let columns = values.map(\.count).max() ?? 0
    self.init(rows: values.count, columns: columns, scale: scale, range: range, zoom: zoom) { row, column in
      column < values[row].count ? values[row][column] : nil
    }
  }

  /// The number of rows and columns of values that fit into an area.
  public static func capacity(
    of area: Rect, zoom: Int = 1, _ appearance: Appearance
  ) -> (rows: Int, columns: Int) {
    let layout = CellLayout(zoom: max(1, zoom), appearance)
    return (area.height * layout.halvesPerCell / layout.halvesPerValue, area.width / max(1, zoom))
  }

  /// The size of the whole picture, in cells.
  public func size(_ appearance: Appearance) -> Size {
    let layout = CellLayout(zoom: zoom, appearance)
    let halves = rows * layout.halvesPerValue
    return Size(width: columns * zoom, height: (halves + layout.halvesPerCell - 1) / layout.halvesPerCell)
  }

  /// The first cell of a value in a picture whose top left corner is at `origin`.
  public func position(row: Int, column: Int, from origin: Point, _ appearance: Appearance) -> Point {
    let layout = CellLayout(zoom: zoom, appearance)
    return Point(x: origin.x + column * zoom, y: origin.y + row * layout.halvesPerValue / layout.halvesPerCell)
  }

  /// Draws at the top left corner of an area. Cells outside the area are not drawn.
  public func draw(in area: Rect, on buffer: inout ScreenBuffer, _ appearance: Appearance) {
    let layout = CellLayout(zoom: zoom, appearance)
    let picture = size(appearance)
    buffer.clipped(to: area) { buffer in
      for y in 0..<min(picture.height, area.height) {
        for x in 0..<min(picture.width, area.width) {
          let point = Point(x: area.x + x, y: area.y + y)
          let upper = sample(y * layout.halvesPerCell / layout.halvesPerValue, x / zoom)
          guard layout.halvesPerCell == 2 else {
            buffer.put(whole(upper, layout, appearance), at: point)
            continue
          }
          let lower = sample((y * 2 + 1) / layout.halvesPerValue, x / zoom)
          buffer.put(halves(upper, lower, appearance), at: point)
        }
      }
    }
  }

  /// A legend of the colours or shades in one line of at most `width` columns: `lower ▒▒▒▒▒ upper  ! NaN`.
  ///
  /// `lower` and `upper` are the numbers at the two ends of the scale, formatted by the caller.
  public func legend(lower: String, upper: String, width: Int, _ appearance: Appearance) -> StyledText {
    let usual = scale == .sequential ? 16 : 17
    let steps = max(3, min(usual, width - lower.displayWidth - upper.displayWidth - 2))
    var line = StyledText(lower + " ")
    for step in 0..<steps {
      let share = (Double(step) + 0.5) / Double(steps)
      let entry = Sample.share(share)
      let symbol = usesColor(appearance) ? " " : character(entry, appearance.glyphs)
      let style = usesColor(appearance) ? Style(on: color(entry, appearance)) : Style.plain
      line.append(String(symbol), style)
    }
    line.append(" " + upper)
    if !numbers.words.isEmpty { line.append("  " + numbers.words, appearance[.title]) }
    let found = oddities
    for (mark, words) in [(Sample.notANumber, "NaN"), (.infinite(.plus), "inf"), (.infinite(.minus), "-inf")]
    where found.contains(mark) {
      line.append("  ")
      if usesColor(appearance) {
        line.append(" ", Style(on: color(mark, appearance)))
      } else {
        line.append(String(character(mark, appearance.glyphs)), inkOnly(mark, appearance))
      }
      line.append(" " + words)
    }
    return line.truncated(to: width, ellipsis: "")
  }

  /// Which of NaN, inf and -inf occur in the map. The legend explains their colours.
  private var oddities: Set<Sample> {
    var found: Set<Sample> = []
    for row in 0..<max(0, rows) {
      for column in 0..<max(0, columns) {
        guard let value = value(row, column), !value.isFinite else { continue }
        found.insert(value.isNaN ? .notANumber : .infinite(value.sign))
      }
    }
    return found
  }

  /// The colour of any number, NaN and Inf included.
  public static func color(of value: Float, on scale: NumberScale, _ theme: Theme) -> Color {
    if value.isNaN { return theme.notANumber }
    if value.isInfinite { return value < 0 ? theme.negativeInfinite : theme.infinite }
    return (scale.colors == .sequential ? theme.sequential : theme.diverging).color(at: scale.share(of: value))
  }
}

extension HeatMap {
  /// One value of the picture.
  private enum Sample: Hashable {
    case nothing
    case share(Double)
    case notANumber
    case infinite(FloatingPointSign)
  }

  private func sample(_ row: Int, _ column: Int) -> Sample {
    guard (0..<rows).contains(row), (0..<columns).contains(column), let value = value(row, column) else {
      return .nothing
    }
    if value.isNaN { return .notANumber }
    if value.isInfinite { return .infinite(value.sign) }
    return .share(numbers.share(of: value))
  }

  private func halves(_ upper: Sample, _ lower: Sample, _ appearance: Appearance) -> Cell {
    if upper == lower {
      return Cell(" ", style: Style(on: color(upper, appearance)))
    }
    if upper == .nothing {
      return Cell("▄", style: Style(color(lower, appearance)))
    }
    return Cell("▀", style: Style(color(upper, appearance), on: color(lower, appearance)))
  }

  /// A cell that shows one value. If the screen has colours, the cell's colour shows a finite number. Otherwise a
  /// character shows it. NaN and infinities are always shown by a character.
  private func whole(_ sample: Sample, _ layout: CellLayout, _ appearance: Appearance) -> Cell {
    if layout.usesColor, case .share = sample {
      return Cell(" ", style: Style(on: color(sample, appearance)))
    }
    return Cell(character(sample, appearance.glyphs), style: inkOnly(sample, appearance))
  }

  private func color(_ sample: Sample, _ appearance: Appearance) -> Color {
    switch sample {
    case .nothing: .default
    case .share(let share):
      (scale == .sequential ? appearance.theme.sequential : appearance.theme.diverging).color(at: share)
    case .notANumber: appearance.theme.notANumber
    case .infinite(let sign): sign == .minus ? appearance.theme.negativeInfinite : appearance.theme.infinite
    }
  }

  /// The character for a value on a screen without colours. On a diverging scale, the character shows the sign and the
  /// distance from zero.
  private func character(_ sample: Sample, _ glyphs: Glyphs) -> Character {
    switch sample {
    case .nothing: return " "
    case .notANumber: return "!"
    case .infinite(let sign): return sign == .minus ? "v" : "^"
    case .share(let share):
      if scale == .sequential { return pick(glyphs.shades, share) }
      let reach = abs(share - 0.5) * 2
      // Negative and positive numbers have different characters, five each. In Unicode, these are dots and blocks.
      let shades: [Character] =
        share < 0.5
        ? (glyphs == .unicode ? Array(" ·∙•●") : Array(" .,-="))
        : (glyphs == .unicode ? Array(" ░▒▓█") : Array(" +*#@"))
      return pick(shades, reach)
    }
  }

  private func pick(_ shades: [Character], _ share: Double) -> Character {
    shades[min(shades.count - 1, Int(share * Double(shades.count)))]
  }

  /// The style of a character that shows a value. Only NaN and plus infinity have their own styles.
  private func inkOnly(_ sample: Sample, _ appearance: Appearance) -> Style {
    switch sample {
    case .notANumber: appearance[.notANumber]
    case .infinite(.plus): appearance[.infinite]
    default: .plain
    }
  }

  private func usesColor(_ appearance: Appearance) -> Bool {
    CellLayout(zoom: 1, appearance).usesColor
  }
}

/// The heights of cells and values, in halves of a cell. With colours and Unicode, each half of a cell can show its own
/// value.
private struct CellLayout {
  let usesColor: Bool
  let halvesPerCell: Int
  let halvesPerValue: Int

  /// Uses colours only if there are 256 or more: sixteen colours cannot show a scale.
  init(zoom: Int, _ appearance: Appearance) {
    usesColor = appearance.colors >= .indexed256
    halvesPerCell = usesColor && appearance.glyphs == .unicode ? 2 : 1
    halvesPerValue = halvesPerCell == 2 ? zoom : max(1, zoom / 2)
  }
}
