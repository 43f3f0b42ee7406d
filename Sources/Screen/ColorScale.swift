/// Colours for numbers. The number of steps is small, because a terminal has a limited number of colour pairs.
public struct ColorScale: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// From small to large numbers.
    case sequential
    /// From negative to positive numbers. Zero has the middle step.
    case diverging
  }

  public let kind: Kind
  public let steps: [Color]

  /// Makes a scale of `count` colours by interpolation. `anchors` are colours at equal distances on the scale.
  init(_ kind: Kind, through anchors: [UInt32], count: Int) {
    self.kind = kind
    steps = (0..<count).map { index in
      let position = Double(index) / Double(count - 1) * Double(anchors.count - 1)
      let lower = min(Int(position), anchors.count - 2)
      return .blend(Color(anchors[lower]), Color(anchors[lower + 1]), position - Double(lower))
    }
  }

  /// The colour at `share`, a position on the scale from 0 to 1. Positions outside are clamped.
  public func color(at share: Double) -> Color {
    steps[index(at: share)]
  }

  /// The index of the step at `share`, a position on the scale from 0 to 1.
  public func index(at share: Double) -> Int {
    guard share > 0 else { return 0 }  // NaN too
    return min(steps.count - 1, Int(min(share, 1) * Double(steps.count)))
  }

  /// matplotlib's viridis (a table in the public domain, CC0). Lightness rises evenly, so users who cannot distinguish
  /// red and green can read the scale.
  public static let viridis = ColorScale(
    .sequential,
    through: [
      0x440154, 0x482576, 0x414487, 0x35608D, 0x2A788E, 0x21908C, 0x22A884, 0x43BF71, 0x7AD151, 0xBBDF27, 0xFDE725,
    ], count: 64)

  /// Blue, near black, orange: for dark screens. Zero is near black, so that it attracts no attention.
  public static let blueOrangeOnDark = ColorScale(
    .diverging,
    through: [
      0x9AD2FF, 0x5CA9EE, 0x3180C8, 0x1F5A92, 0x183A5A, 0x1A1A1A, 0x4A2E14, 0x7C4710, 0xB4640F, 0xE88F2F, 0xFFCB85,
    ], count: 63)

  /// Blue, near white, orange: for light screens.
  public static let blueOrangeOnLight = ColorScale(
    .diverging,
    through: [
      0x0B3C6F, 0x1F62A5, 0x4D8FCB, 0x8FBCE3, 0xCFE2F3, 0xF5F5F5, 0xFBE0C4, 0xF5B774, 0xDF8426, 0xAE5A0B, 0x6F3503,
    ], count: 63)
}

/// The numbers at the lower and the upper end of a scale, for example of a colour scale.
public struct ValueRange: Hashable, Sendable {
  public var lower: Float
  public var upper: Float

  /// Makes a range from two bounds in either order. The bounds should be finite.
  public init(_ lower: Float, _ upper: Float) {
    self.lower = min(lower, upper)
    self.upper = max(lower, upper)
  }

  /// Makes a range from the least to the greatest finite value. Returns nil if no value is finite.
  public init?(of values: some Sequence<Float>) {
    var found: ValueRange?
    for value in values where value.isFinite {
      found = ValueRange(min(found?.lower ?? value, value), max(found?.upper ?? value, value))
    }
    guard let found else { return nil }
    self = found
  }

  /// The range extended to be symmetric around zero, for a diverging scale.
  public var aroundZero: ValueRange {
    let reach = max(abs(lower), abs(upper))
    return ValueRange(-reach, reach)
  }

  /// The position of a value in the range, clamped to 0…1. The position is 0.5 if the range is a single number, and 0
  /// for NaN.
  public func share(of value: Float) -> Double {
    if value.isNaN { return 0 }
    let width = Double(upper) - Double(lower)
    guard width > 0, width.isFinite else { return 0.5 }
    return min(max((Double(value) - Double(lower)) / width, 0), 1)
  }
}
