import BigInt

/// Reads numbers as `int`, `float` and `complex` do. The text may contain white space around the number, `_` between
/// digits, and digits of any script.
enum NumberTexts {
  /// Removes white space around the text and converts decimal digits of other scripts to ASCII. Every other character
  /// outside ASCII becomes `?`, which no number contains.
  private static func plain(_ text: String) -> [UInt8] {
    var scalars = Substring(text).unicodeScalars
    scalars = scalars.drop(while: \.isPythonSpace)
    while let last = scalars.last, last.isPythonSpace { scalars.removeLast() }
    return scalars.map { scalar in
      if scalar.isASCII { return UInt8(scalar.value) }
      guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return 0x3F }
      return 0x30 + UInt8(value)
    }
  }

  private static func digit(_ byte: UInt8) -> Int {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x61...0x7A: Int(byte) - 0x61 + 10
    case 0x41...0x5A: Int(byte) - 0x41 + 10
    default: 99
    }
  }

  // MARK: Integers

  /// The integer that the text spells in a base from 2 to 36. In base 0, a prefix such as `0x` decides the base. Nil if
  /// the text spells no integer. Throws if the text contains too many digits.
  static func integer(_ text: String, base: Int) throws -> Value? {
    if base == 10, let number = Int(text), text.utf8.first != 0x2B { return .int(number) }
    var bytes = plain(text)[...]
    var isNegative = false
    if let sign = bytes.first, sign == 0x2B || sign == 0x2D {
      isNegative = sign == 0x2D
      bytes = bytes.dropFirst()
    }
    var base = base
    if bytes.count > 1, bytes.first == 0x30 {
      let mark = bytes[bytes.startIndex + 1] | 0x20
      let named = mark == 0x78 ? 16 : mark == 0x6F ? 8 : mark == 0x62 ? 2 : 0
      if named > 0, base == 0 || base == named {
        base = named
        bytes = bytes.dropFirst(2)
        if bytes.first == 0x5F { bytes = bytes.dropFirst() }
      }
    }
    let isPlainZero = base == 0 && bytes.first == 0x30
    if base == 0 { base = 10 }
    var digits: [UInt8] = []
    var wasDigit = false
    for byte in bytes {
      if byte == 0x5F, wasDigit {
        wasDigit = false
        continue
      }
      guard digit(byte) < base else { return nil }
      digits.append(byte)
      wasDigit = true
    }
    if !wasDigit { return nil }
    // In base 0, `010` would be ambiguous, so only a zero may begin with the digit 0.
    if isPlainZero, digits.contains(where: { $0 != 0x30 }) { return nil }
    if base & (base - 1) == 0 {
      try LargeInteger.checkSize(digits.count * base.trailingZeroBitCount)
    } else if digits.count > LargeInteger.digitLimit {
      throw ListingError(
        .valueError,
        "Exceeds the limit (\(LargeInteger.digitLimit) digits) for integer string conversion: value has "
          + "\(digits.count) digits; use sys.set_int_max_str_digits() to increase the limit")
    }
    return LargeInteger.parsed((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self), radix: base)
  }

  // MARK: Floats

  /// The float that the text spells. Nil if the text spells no float.
  static func float(_ text: String) -> Double? {
    let bytes = plain(text)
    guard let (number, count) = float(bytes[...]), count == bytes.count else { return nil }
    return number
  }

  /// The float at the start of the bytes, and the number of bytes that were read. Nil if the bytes do not start with a
  /// float.
  private static func float(_ bytes: ArraySlice<UInt8>) -> (Double, Int)? {
    var rest = bytes
    var digits: [UInt8] = []
    func take(_ count: Int = 1) { rest = rest.dropFirst(count) }
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B { take() }
    for (word, value) in [("infinity", Double.infinity), ("inf", .infinity), ("nan", .nan)]
    where rest.prefix(word.utf8.count).map({ $0 | 0x20 }) == Array(word.utf8) {
      return (isNegative ? -value : value, bytes.count - rest.count + word.utf8.count)
    }
    /// Reads digits and the `_` between them. Returns whether at least one digit was read.
    func takeDigits() -> Bool {
      var found = false
      while let byte = rest.first {
        if digit(byte) < 10 {
          digits.append(byte)
          found = true
        } else if byte != 0x5F || !found || rest.count < 2 || digit(rest[rest.startIndex + 1]) > 9 {
          break
        }
        take()
      }
      return found
    }
    var hasDigits = takeDigits()
    if !hasDigits { digits.append(0x30) }
    if rest.first == 0x2E {
      take()
      digits.append(0x2E)
      if takeDigits() { hasDigits = true } else { digits.append(0x30) }
    }
    if !hasDigits { return nil }
    if let mark = rest.first, mark | 0x20 == 0x65 {
      let (before, written) = (rest, digits)
      take()
      digits.append(0x65)
      if let sign = rest.first, sign == 0x2B || sign == 0x2D {
        digits.append(sign)
        take()
      }
      if !takeDigits() { (rest, digits) = (before, written) }
    }
    guard let magnitude = Double(String(decoding: digits, as: UTF8.self)) else { return nil }
    return (isNegative ? -magnitude : magnitude, bytes.count - rest.count)
  }

  // MARK: Complex numbers

  /// The complex number that the text spells: `1`, `2j`, `1+2j`, `(1e3-j)`. Nil if the text spells no complex number.
  static func complex(_ text: String) -> ComplexNumber? {
    var bytes = plain(text)[...]
    func trim() {
      while let first = bytes.first, first == 0x20 || (0x09...0x0D).contains(first) { bytes = bytes.dropFirst() }
      while let last = bytes.last, last == 0x20 || (0x09...0x0D).contains(last) { bytes = bytes.dropLast() }
    }
    if bytes.first == 0x28 {
      guard bytes.last == 0x29, bytes.count > 1 else { return nil }
      bytes = bytes.dropFirst().dropLast()
      trim()
    }
    func isUnit(_ byte: UInt8?) -> Bool { byte == 0x6A || byte == 0x4A }
    /// The coefficient of a `j` without digits: `j`, `+j`, `-j`. Nil if the part is not of this form.
    func bareUnit(_ part: ArraySlice<UInt8>) -> Double? {
      guard isUnit(part.last) else { return nil }
      switch part.dropLast() {
      case []: return 1
      case [0x2B]: return 1
      case [0x2D]: return -1
      default: return nil
      }
    }
    if let unit = bareUnit(bytes) { return ComplexNumber(0, unit) }
    guard let (first, count) = float(bytes) else { return nil }
    let rest = bytes.dropFirst(count)
    if rest.isEmpty { return ComplexNumber(first, 0) }
    if rest.count == 1, isUnit(rest.first) { return ComplexNumber(0, first) }
    guard let sign = rest.first, sign == 0x2B || sign == 0x2D else { return nil }
    if let unit = bareUnit(rest) { return ComplexNumber(first, unit) }
    guard let (second, length) = float(rest), rest.count == length + 1, isUnit(rest.last) else { return nil }
    return ComplexNumber(first, second)
  }

  // MARK: Hexadecimal floats

  /// Python's `float.hex`: `0x1.8000000000000p+1`.
  static func hexadecimal(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    let sign = number.sign == .minus ? "-" : ""
    if number.isInfinite { return sign + "inf" }
    if number == 0 { return sign + "0x0.0p+0" }
    let digits = String(number.significandBitPattern, radix: 16)
    let mantissa = String(repeating: "0", count: 13 - digits.utf8.count) + digits
    let exponent = number.isNormal ? Int(number.exponent) : -1022
    return "\(sign)0x\(number.isNormal ? 1 : 0).\(mantissa)p\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
  }

  /// Python's `float.fromhex`. Nil if the text spells no float. Throws if the number is too large.
  static func float(hexadecimal text: String) throws -> Double? {
    var bytes = plain(text)[...]
    let isNegative = bytes.first == 0x2D
    if isNegative || bytes.first == 0x2B { bytes = bytes.dropFirst() }
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "inf", "infinity": return isNegative ? -.infinity : .infinity
    case "nan": return .nan
    default: break
    }
    if bytes.count > 1, bytes.first == 0x30, bytes[bytes.startIndex + 1] | 0x20 == 0x78 { bytes = bytes.dropFirst(2) }
    var whole = BigUInt(0)
    var exponent = 0, count = 0, isFraction = false
    while let byte = bytes.first {
      if byte == 0x2E, !isFraction {
        isFraction = true
      } else if digit(byte) < 16 {
        try LargeInteger.checkSize(4 * count)
        whole = whole << 4 + BigUInt(digit(byte))
        count += 1
        if isFraction { exponent -= 4 }
      } else {
        break
      }
      bytes = bytes.dropFirst()
    }
    if count == 0 { return nil }
    if let mark = bytes.first, mark | 0x20 == 0x70 {
      bytes = bytes.dropFirst()
      let digits = String(decoding: bytes, as: UTF8.self)
      if digits.utf8.count > 20 {
        throw ListingError(.overflowError, "hexadecimal value too large to represent as a float")
      }
      guard !digits.contains("_"), let power = BigInt(digits.hasPrefix("+") ? String(digits.dropFirst()) : digits),
        digits.last?.isNumber == true
      else { return nil }
      exponent += Int(max(-1 << 40, min(1 << 40, power)))
      bytes = []
    }
    if !bytes.isEmpty { return nil }
    let tooLarge = ListingError(.overflowError, "hexadecimal value too large to represent as a float")
    if whole.isZero { return isNegative ? -0.0 : 0 }
    let top = whole.bitWidth + exponent
    if top > 1025 { throw tooLarge }
    if top < -1100 { return isNegative ? -0.0 : 0 }
    do {
      let number = BigInt(sign: isNegative ? .minus : .plus, magnitude: exponent > 0 ? whole << exponent : whole)
      return try LargeInteger.quotient(number, exponent < 0 ? 1 << -exponent : 1)
    } catch { throw tooLarge }
  }
}
