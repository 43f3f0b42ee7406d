import Commands

/// The number format of a grid. All numbers of a grid have the same format, so that the user can compare columns.
struct NumberFormat: Hashable {
  enum Style: Hashable, CaseIterable {
    /// All numbers have the same number of decimal places. The number with the greatest magnitude has `digits` digits.
    case aligned
    case scientific
    /// Each number has `digits` significant digits.
    case general
    /// The fewest digits that identify the number, as `print` writes it.
    case exact
  }

  var style = Style.aligned
  /// Significant digits; `exact` ignores them.
  private(set) var digits = 4

  static let digitRange = 1...9

  mutating func change(digits steps: Int) {
    digits = max(Self.digitRange.lowerBound, min(digits + steps, Self.digitRange.upperBound))
  }

  mutating func nextStyle() {
    style = style.next
  }

  /// A description for the user: `4 digits, aligned`.
  var words: String {
    switch style {
    case .aligned: "\(digits) digits, aligned"
    case .scientific: "\(digits) digits, scientific"
    case .general: "\(digits) digits"
    case .exact: "exact"
    }
  }

  /// The texts of numbers shown together. Integers and bools are always exact. The real and the imaginary part of a
  /// complex number are each formatted like a float.
  func texts(of values: [Scalar?], _ dtype: DType) -> [String] {
    let greatest = values.reduce(0.0) { most, value in
      (value?.parts ?? []).reduce(most) { $1.isFinite ? max($0, abs($1)) : $0 }
    }
    let places = Self.places(for: greatest, digits: digits)
    return values.map { $0.map { text(of: $0, dtype, places: places) } ?? "" }
  }

  private func text(of value: Scalar, _ dtype: DType, places: Int?) -> String {
    if style == .exact { return NumberText.exact(value, dtype) }
    switch value {
    case .float(let number): return text(of: number, places: places)
    case .complex(let real, let imaginary):
      let second = text(of: imaginary, places: places)
      return text(of: real, places: places) + (second.hasPrefix("-") ? "" : "+") + second + "j"
    case .int, .bool: return NumberText.exact(value, dtype)
    }
  }

  private func text(of number: Double, places: Int?) -> String {
    if !number.isFinite { return NumberText.short(number) }
    switch style {
    case .aligned:
      guard let places else { return NumberText.scientific(number, digits: digits) }
      // A number that would be rounded to zero is written in scientific form.
      if number != 0, abs(number) < NumberFormat.power(-places) / 2 { return NumberText.scientific(number, digits: 1) }
      return NumberText.fixed(number, places: places)
    case .scientific: return NumberText.scientific(number, digits: digits)
    case .general, .exact: return NumberText.short(number, digits: digits)
    }
  }

  /// A complex number or a float with four significant digits.
  static func shortText(of value: Scalar) -> String {
    var format = NumberFormat()
    format.style = .general
    return format.text(of: value, .complex64, places: nil)
  }

  /// The number of decimal places with which the number `greatest` has `digits` digits. Nil if the number is so large
  /// or so small that it needs an exponent.
  private static func places(for greatest: Double, digits: Int) -> Int? {
    guard greatest > 0 else { return min(digits - 1, 1) }
    var order = 0
    while order < 8, greatest >= power(order + 1) { order += 1 }
    while order > -6, greatest < power(order) { order -= 1 }
    return order >= 7 || greatest < power(-5) ? nil : max(0, digits - 1 - order)
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { product, _ in exponent < 0 ? product / 10 : product * 10 }
  }
}

extension Scalar {
  /// The number, or both parts of a complex number; empty for integers and bools.
  var parts: [Double] {
    switch self {
    case .float(let number): [number]
    case .complex(let real, let imaginary): [real, imaginary]
    case .int, .bool: []
    }
  }
}
