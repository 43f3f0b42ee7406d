import BigInt

/// Methods of `int`, `float` and `complex`.
enum ScalarMethods {
  static let integer = ModuleClasses.methods(
    BuiltinFunction("bit_length(self)") { m, a in .int(try whole(a, m).bitLength) },
    BuiltinFunction("bit_count(self)") { m, a in
      .int(try whole(a, m).magnitude.words.reduce(0) { $0 + $1.nonzeroBitCount })
    },
    BuiltinFunction("to_bytes(self, length=1, byteorder='big', *, signed=False)") { m, a in
      let (number, length) = (try whole(a, m), try a.int(1, m))
      let (isBig, isSigned) = (try isBigEndian(a, 2, m), try a.bool(3, m))
      if length < 0 { throw ListingError(.valueError, "length argument must be non-negative") }
      if number.sign == .minus, !isSigned {
        throw ListingError(.overflowError, "can't convert negative int to unsigned")
      }
      if length > Machine.textLimit { throw ListingError(.memoryError, "to_bytes(): there would be too many bytes") }
      // A negative number needs as many bits as its bitwise complement. A signed number also needs a sign bit.
      let bits = number.sign == .minus ? (-number - 1).bitLength : number.bitLength
      if bits + (isSigned ? 1 : 0) > 8 * length, !(length == 0 && number.isZero) {
        throw ListingError(.overflowError, "int too big to convert")
      }
      let words = number.words
      let bytes = (0..<length).map { index -> UInt8 in
        let word = index / 8 < words.count ? words[index / 8] : number.sign == .minus ? .max : 0
        return UInt8(truncatingIfNeeded: word >> UInt(8 * (index % 8)))
      }
      return .bytes(isBig ? bytes.reversed() : bytes)
    },
    BuiltinFunction("as_integer_ratio(self)") { m, a in .tuple([LargeInteger.value(try whole(a, m)), .int(1)]) },
    BuiltinFunction("conjugate(self)") { m, a in LargeInteger.value(try whole(a, m)) },
    BuiltinFunction("is_integer(self)") { _, _ in .bool(true) })

  static let float = ModuleClasses.methods(
    BuiltinFunction("is_integer(self)") { m, a in
      let number = try a.double(0, m)
      return .bool(number.isFinite && number == number.rounded())
    },
    BuiltinFunction("as_integer_ratio(self)") { m, a in
      let number = try a.double(0, m)
      if number.isNaN { throw ListingError(.valueError, "cannot convert NaN to integer ratio") }
      if number.isInfinite { throw ListingError(.overflowError, "cannot convert Infinity to integer ratio") }
      if number == 0 { return .tuple([.int(0), .int(1)]) }
      // number = significand · 2^shift. The significand is odd.
      let bits = number.isNormal ? number.significandBitPattern | 1 << 52 : number.significandBitPattern
      let zeros = bits.trailingZeroBitCount
      let shift = (number.isNormal ? Int(number.exponent) - 52 : -1074) + zeros
      let odd = BigInt(Int(bits >> UInt64(zeros))) * (number < 0 ? -1 : 1)
      return .tuple([
        LargeInteger.value(shift > 0 ? odd << shift : odd), LargeInteger.value(shift < 0 ? 1 << -shift : 1),
      ])
    },
    BuiltinFunction("hex(self)") { m, a in .string(NumberTexts.hexadecimal(try a.double(0, m))) },
    BuiltinFunction("conjugate(self)") { m, a in .float(try a.double(0, m)) })

  static let complex = ModuleClasses.methods(
    BuiltinFunction("conjugate(self)") { m, a in
      guard let number = try m.complex(a[0]) else {
        throw ListingError(.typeError, "conjugate() of complex needs a complex number")
      }
      return .complex(number.conjugate)
    })

  static let fromBytes = BuiltinFunction("from_bytes(bytes, byteorder='big', *, signed=False)") { m, a in
    let (isBig, isSigned) = (try isBigEndian(a, 1, m), try a.bool(2, m))
    if case .string = a[0] { throw ListingError(.typeError, "cannot convert 'str' object to bytes") }
    var bytes = try m.bytes(from: a[0])
    if !isBig { bytes.reverse() }
    let isNegative = isSigned && (bytes.first ?? 0) & 0x80 != 0
    try LargeInteger.checkSize(8 * bytes.count)
    var words: [UInt] = []
    var end = bytes.count
    while end > 0 {
      words.append(bytes[max(0, end - 8)..<end].reduce(0) { $0 << 8 | UInt($1) })
      end -= 8
    }
    let magnitude = BigInt(BigUInt(words: words))
    return LargeInteger.value(isNegative ? magnitude - (1 << (8 * bytes.count)) : magnitude)
  }

  static let fromHex = BuiltinFunction("fromhex(string)") { m, a in
    guard let number = try NumberTexts.float(hexadecimal: a.string(0, m)) else {
      throw ListingError(.valueError, "invalid hexadecimal floating-point string")
    }
    return .float(number)
  }

  private static func whole(_ a: Arguments, _ m: Machine) throws -> BigInt {
    if let number = m.wholeNumber(a[0]) { return number }
    throw ListingError(.typeError, "\(a.function)() of int needs an integer, not '\(m.typeName(of: a[0]))'")
  }

  private static func isBigEndian(_ a: Arguments, _ index: Int, _ m: Machine) throws -> Bool {
    switch try a.string(index, m) {
    case "big": return true
    case "little": return false
    default: throw ListingError(.valueError, "byteorder must be either 'little' or 'big'")
    }
  }
}
