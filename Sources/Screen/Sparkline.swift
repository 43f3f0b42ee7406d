/// A row of numbers as a row of small bars: `▁▃▇█▅▂`.
public struct Sparkline: Hashable, Sendable {
  public var values: [Float]
  /// The number that the lowest bar shows, and the number that the highest bar shows.
  public var range: ValueRange

  /// Without `range`, the range is the smallest range that contains 0 and all finite values.
  public init(_ values: [Float], range: ValueRange? = nil) {
    self.values = values
    let found = ValueRange(of: values) ?? ValueRange(0, 1)
    self.range = range ?? ValueRange(min(0, found.lower), max(0, found.upper))
  }

  /// The bars in a number of columns.
  ///
  /// If there are more values than columns, a column shows the greatest of its values. If there are fewer values than
  /// columns, each value takes one or more columns. A value at or below the lower bound is drawn as a space, and NaN as
  /// `!`.
  public func text(width: Int, glyphs: Glyphs = .unicode) -> String {
    guard width > 0, !values.isEmpty else { return String(repeating: " ", count: max(0, width)) }
    let bars = glyphs.bars
    var line = ""
    for column in 0..<width {
      let start = column * values.count / width
      let end = max(start + 1, (column + 1) * values.count / width)
      let bucket = values[start..<end]
      if bucket.contains(where: \.isNaN) {
        line.append("!")
      } else {
        let value = bucket.max()!
        let step = Int((range.share(of: value) * Double(bars.count)).rounded(.up))
        line.append(value <= range.lower || step == 0 ? " " : bars[min(step, bars.count) - 1])
      }
    }
    return line
  }
}

/// A fraction as a horizontal bar: `██████▍   `.
public struct Bar: Hashable, Sendable {
  /// The fraction, clamped to 0…1.
  public var share: Double

  public init(_ share: Double) {
    self.share = share.isNaN ? 0 : min(max(share, 0), 1)
  }

  /// The bar in a number of columns, exact to an eighth of a column in Unicode.
  public func text(width: Int, glyphs: Glyphs = .unicode) -> String {
    guard width > 0 else { return "" }
    guard glyphs == .unicode else {
      let full = Int((share * Double(width)).rounded())
      return String(repeating: "#", count: full) + String(repeating: " ", count: width - full)
    }
    let eighths = Int((share * Double(width * 8)).rounded())
    var line = String(repeating: "█", count: eighths / 8)
    if eighths % 8 > 0 { line.append(Array("▏▎▍▌▋▊▉")[eighths % 8 - 1]) }
    return line + String(repeating: " ", count: width - line.count)
  }
}
