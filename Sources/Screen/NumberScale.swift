/// Maps numbers to positions on a colour scale.
public struct NumberScale: Hashable, Sendable {
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// Linear. If the numbers have both signs, the scale is symmetric around zero.
    case linear
    /// By the logarithm of |x|. Zero and magnitudes below a millionth of the greatest magnitude are at the lower end.
    case logarithmic
    /// Symmetric around zero, and logarithmic for each sign. The colour shows the sign of a small number even if other
    /// numbers are large.
    case symmetric
    /// By rank among the numbers shown: each colour covers the same count of numbers.
    case percentile
  }

  public let kind: Kind
  /// The numbers at the two ends of the scale.
  public let range: ValueRange
  /// The colours of the scale.
  public let colors: ColorScale.Kind
  /// For a percentile scale: ascending numbers that divide the shown numbers into parts of equal counts.
  private var quantiles: [Float] = []

  /// The largest allowed ratio of a logarithmic scale's greatest number to its least number.
  private static let reach = 1e6
  /// The greatest magnitude of a symmetric scale, divided by the magnitude below which the scale is nearly linear.
  private static let symmetricReach = 1e3

  /// - Parameters:
  ///   - values: the numbers shown. NaN and infinities are ignored.
  ///   - range: the numbers at the two ends of the scale; nil means the least and the greatest number shown.
  public init(_ kind: Kind, of values: some Sequence<Float>, range: ValueRange? = nil) {
    self.kind = kind
    let found = range ?? ValueRange(of: values) ?? ValueRange(0, 1)
    switch kind {
    case .linear:
      colors = found.lower < 0 && found.upper > 0 ? .diverging : .sequential
      self.range = colors == .diverging ? found.aroundZero : found
    case .symmetric:
      colors = .diverging
      self.range = found.aroundZero
    case .logarithmic:
      colors = .sequential
      let greatest = max(abs(found.lower), abs(found.upper))
      var least = greatest
      for value in values where value.isFinite && value != 0 { least = min(least, abs(value)) }
      self.range = ValueRange(max(least, greatest / Float(Self.reach)), greatest)
    case .percentile:
      colors = .sequential
      self.range = found
      let sorted = values.filter(\.isFinite).sorted()
      quantiles = sorted.count <= 256 ? sorted : (0..<256).map { sorted[$0 * (sorted.count - 1) / 255] }
    }
  }

  /// A linear scale with the given colours.
  public init(_ colors: ColorScale.Kind, range: ValueRange) {
    kind = .linear
    self.colors = colors
    self.range = colors == .diverging ? range.aroundZero : range
  }

  /// The position of a number on the scale, clamped to 0…1.
  public func share(of value: Float) -> Double {
    if value.isNaN { return 0 }
    switch kind {
    case .linear: return range.share(of: value)
    case .logarithmic:
      guard value != 0, range.upper > 0 else { return 0 }
      if value.isInfinite { return 1 }
      let (low, high) = (logarithm(Double(range.lower)), logarithm(Double(range.upper)))
      return high > low ? min(max((logarithm(Double(abs(value))) - low) / (high - low), 0), 1) : 0.5
    case .symmetric:
      let reach = Double(range.upper)
      guard reach > 0 else { return 0.5 }
      let part = min(abs(Double(value)) / reach, 1)
      // `distance` is 0 for 0 and 1 for the greatest magnitude. It is nearly linear for magnitudes below
      // `reach / symmetricReach`.
      let distance = logarithm(1 + part * (Self.symmetricReach - 1)) / logarithm(Self.symmetricReach)
      return 0.5 + (value < 0 ? -distance : distance) / 2
    case .percentile:
      guard let first = quantiles.first, let last = quantiles.last, first < last else { return 0.5 }
      // The quantiles in `below..<through` are equal to `value`. Use the middle of the range, so that equal numbers
      // have one colour.
      let below = quantiles.firstIndex { $0 >= value } ?? quantiles.count
      let through = quantiles.firstIndex { $0 > value } ?? quantiles.count
      return min(max(Double(below + through) / 2 / Double(quantiles.count), 0), 1)
    }
  }

  /// The scale's kind in a few words, for a legend; empty for a linear scale.
  public var words: String {
    switch kind {
    case .linear: ""
    case .logarithmic: "log |x|"
    case .symmetric: "log, both signs"
    case .percentile: "by rank"
    }
  }
}

/// The logarithm to base 2 of a positive finite number, correct to nine digits.
private func logarithm(_ number: Double) -> Double {
  // log m = 2 artanh((m − 1) / (m + 1)), and m is in 1..<2.
  let part = (number.significand - 1) / (number.significand + 1)
  let square = part * part
  let series = stride(from: 17.0, through: 3, by: -2).reduce(0) { sum, odd in (sum + 1 / odd) * square }
  return Double(number.exponent) + 2 * part * (1 + series) / 0.6931471805599453
}
