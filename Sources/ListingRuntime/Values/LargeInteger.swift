import BigInt

/// An integer of more than 64 bits. Smaller integers are stored as `Value.int`. `LargeInteger.value` selects the case
/// of `Value`.
public final class LargeInteger: Sendable {
  let number: BigInt

  private init(_ number: BigInt) { self.number = number }

  /// The largest number of bits of an integer. Python has no such limit. The limit keeps a faulty listing, such as
  /// `10**10**10`, from using all memory and time.
  static let bitLimit = 1 << 20

  /// The largest number of decimal digits that Python converts from or to text.
  static let digitLimit = 4300

  static func value(_ number: BigInt) -> Value {
    small(number).map(Value.int) ?? .largeInteger(LargeInteger(number))
  }

  static func value(unsigned bits: UInt64) -> Value { value(BigInt(bits)) }

  /// The number as a 64-bit integer; nil if it needs more bits.
  static func small(_ number: BigInt) -> Int? {
    let width = number.magnitude.bitWidth
    if width < 64 {
      let magnitude = Int(number.magnitude.words.first ?? 0)
      return number.sign == .minus ? -magnitude : magnitude
    }
    return width == 64 && number.sign == .minus && number.magnitude.trailingZeroBitCount == 63 ? .min : nil
  }

  static func checkSize(_ bits: Int) throws {
    if bits > bitLimit { throw tooLarge }
  }

  static let tooLarge = ListingError(
    .memoryError, "the integer would have more than \(bitLimit) bits; fwdb has no larger integers")

  static let noFloat = ListingError(.overflowError, "int too large to convert to float")

  // MARK: Text

  /// The integer that the digits denote in base `radix`; nil if the digits are invalid.
  static func parsed(_ digits: String, radix: Int) -> Value? {
    if radix < 36 { return BigInt(digits, radix: radix).map(value) }
    // The BigInt package does not read base 36.
    var number: BigInt = 0
    for digit in digits.drop(while: { $0 == "-" }) {
      guard let value = Int(String(digit), radix: 36) else { return nil }
      number = number * 36 + BigInt(value)
    }
    return value(digits.hasPrefix("-") ? -number : number)
  }

  /// The number in base 2, 8, 10 or 16. For base 10, throws if the number has more than `digitLimit` digits, as Python
  /// does.
  static func text(_ number: BigInt, radix: Int = 10) throws -> String {
    let sign = number.sign == .minus ? "-" : ""
    switch radix {
    case 2, 16:
      let width = radix == 2 ? 64 : 16
      let words = number.magnitude.words
      var text = sign
      for (index, word) in words.reversed().enumerated() {
        let digits = String(word, radix: radix)
        if index > 0 { text += String(repeating: "0", count: width - digits.utf8.count) }
        text += digits
      }
      return words.isEmpty ? "0" : text
    case 8:
      let digits = Array(try self.text(number.sign == .minus ? -number : number, radix: 2).utf8)
      var text = sign
      var place = 0
      while place < digits.count {
        // Convert groups of three binary digits to octal digits. The first group may be shorter.
        let end = place == 0 ? (digits.count - 1) % 3 + 1 : place + 3
        text += String(digits[place..<end].reduce(0) { $0 * 2 + Int($1) - 48 })
        place = end
      }
      return text
    default:
      // A number of more than 14,285 bits has more than 4300 digits, so do not convert it.
      if number.magnitude.bitWidth > 14_285 { throw tooManyDigits }
      let digits = String(number.magnitude)
      if digits.utf8.count > digitLimit { throw tooManyDigits }
      return sign + digits
    }
  }

  static let tooManyDigits = ListingError(
    .valueError,
    "Exceeds the limit (\(digitLimit) digits) for integer string conversion; "
      + "use sys.set_int_max_str_digits() to increase the limit")

  // MARK: Floats

  /// The double nearest to the number, rounded once. Throws if the number is too large for a double.
  static func double(_ number: BigInt) throws -> Double {
    guard let result = nearest(number) else { throw noFloat }
    return result
  }

  /// The double nearest to the number; nil if it is too large.
  static func nearest(_ number: BigInt) -> Double? {
    let magnitude = number.magnitude
    let width = magnitude.bitWidth
    if width > 1024 { return nil }
    let result: Double
    if width <= 64 {
      result = Double(magnitude.words.first ?? 0)
    } else {
      let shift = width - 64
      // Keep the highest 64 bits. If a dropped bit is 1, set the last of the 64 bits, so that the conversion to 53 bits
      // rounds correctly.
      let top = ((magnitude >> shift).words.first ?? 0) | (magnitude.trailingZeroBitCount < shift ? 1 : 0)
      result = Double(sign: .plus, exponent: shift, significand: Double(top))
    }
    if result.isInfinite { return nil }
    return number.sign == .minus ? -result : result
  }

  /// The whole part of a finite double.
  static func whole(_ number: Double) -> BigInt {
    let number = number.rounded(.towardZero)
    if let small = Int(exactly: number) { return BigInt(small) }
    let bits = BigInt(Int(number.significandBitPattern | 1 << 52)) << (Int(number.exponent) - 52)
    return number < 0 ? -bits : bits
  }

  /// The order of an integer and a double other than NaN: −1, 0 or 1.
  static func order(_ left: BigInt, _ right: Double) -> Int {
    if right.isInfinite { return right < 0 ? 1 : -1 }
    let floor = whole(right.rounded(.down))
    if left != floor { return left < floor ? -1 : 1 }
    return right == right.rounded(.down) ? 0 : -1
  }

  /// The quotient as a double, rounded once.
  static func quotient(_ a: BigInt, _ b: BigInt) throws -> Double {
    let isNegative = (a.sign == .minus) != (b.sign == .minus)
    if a.isZero { return isNegative ? -0.0 : 0 }
    let tooLarge = ListingError(.overflowError, "integer division result too large for a float")
    let difference = a.magnitude.bitWidth - b.magnitude.bitWidth
    if difference > 1025 { throw tooLarge }
    if difference < -1100 { return isNegative ? -0.0 : 0 }
    // Compute at least 66 bits of the quotient, but no bits below 2^-1076. Rounding only needs to know whether `rest`,
    // the part that is not computed, is zero.
    let shift = min(66 - difference, 1076)
    let dividend = shift > 0 ? a.magnitude << shift : a.magnitude
    let divisor = shift < 0 ? b.magnitude << -shift : b.magnitude
    let (whole, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    let result: Double
    if shift == 1076, whole.bitWidth <= 54 {
      // The result is subnormal: round the quotient to a multiple of 2^-1074.
      let units = whole.words.first ?? 0
      let isAbove = units & 3 == 3 || units & 3 == 2 && (!rest.isZero || units & 4 != 0)
      result = Double(sign: .plus, exponent: -1074, significand: Double(units >> 2 + (isAbove ? 1 : 0)))
    } else {
      let sticky = rest.isZero ? whole : whole | 1
      guard let nearest = nearest(BigInt(sticky)) else { throw tooLarge }
      result = Double(sign: .plus, exponent: -shift, significand: nearest)
      if result.isInfinite { throw tooLarge }
    }
    return isNegative ? -result : result
  }

  // MARK: Arithmetic

  /// Python's `//` and `%`: the quotient is rounded toward −∞.
  static func floorDivision(_ a: BigInt, _ b: BigInt) -> (quotient: BigInt, remainder: BigInt) {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    if remainder.isZero || (remainder.sign == .minus) == (b.sign == .minus) { return (quotient, remainder) }
    return (quotient - 1, remainder + b)
  }

  static func shiftedRight(_ a: BigInt, by count: Int) -> BigInt {
    if count >= a.magnitude.bitWidth { return a.sign == .minus ? -1 : 0 }
    let shifted = BigInt(a.magnitude >> count)
    if a.sign == .plus { return shifted }
    return a.magnitude.trailingZeroBitCount >= count ? -shifted : -shifted - 1
  }

  static func greatestCommonDivisor(_ a: BigInt, _ b: BigInt, _ check: () throws -> Void) rethrows -> BigInt {
    var (x, y) = (a.magnitude, b.magnitude)
    while !y.isZero {
      try check()
      (x, y) = (y, x % y)
    }
    return BigInt(x)
  }

  /// `base ** exponent % modulus` for a positive modulus and an exponent that is not negative.
  static func power(_ base: BigInt, _ exponent: BigInt, modulus: BigInt, _ check: () throws -> Void) rethrows -> BigInt
  {
    var square = floorDivision(base, modulus).remainder.magnitude
    var result = BigUInt(1) % modulus.magnitude
    let bits = exponent.magnitude
    for index in 0..<bits.bitWidth {
      try check()
      if bits[bitAt: index] { result = result * square % modulus.magnitude }
      if index + 1 < bits.bitWidth { square = square * square % modulus.magnitude }
    }
    return BigInt(result)
  }

  /// The product of `low...high`. The range is halved repeatedly, so that few multiplications have large operands.
  static func product(_ low: Int, _ high: Int, _ check: () throws -> Void) throws -> BigInt {
    if low > high { return 1 }
    if high - low < 8 { return (low...high).reduce(1) { $0 * BigInt($1) } }
    try check()
    let middle = low + (high - low) / 2
    let result = try product(low, middle, check) * product(middle + 1, high, check)
    try checkSize(result.magnitude.bitWidth)
    return result
  }
}

extension BigInt {
  /// The number of bits of the magnitude: Python's `bit_length`.
  var bitLength: Int { magnitude.bitWidth }
}
