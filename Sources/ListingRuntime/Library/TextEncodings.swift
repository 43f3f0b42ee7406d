/// `str.encode` and `bytes.decode`.
enum TextEncodings {
  private enum Encoding { case utf8, utf8WithMark, ascii, latin1, utf16(bigEndian: Bool?), utf32(bigEndian: Bool?) }

  private static func encoding(_ name: String) throws -> Encoding {
    let key = name.lowercased().map { $0 == "_" || $0 == " " ? "-" : String($0) }.joined()
    switch key {
    case "utf-8", "utf8", "u8": return .utf8
    case "utf-8-sig": return .utf8WithMark
    case "ascii", "us-ascii", "646": return .ascii
    case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859", "cp819", "l1": return .latin1
    case "utf-16", "utf16": return .utf16(bigEndian: nil)
    case "utf-16-le", "utf-16le": return .utf16(bigEndian: false)
    case "utf-16-be", "utf-16be": return .utf16(bigEndian: true)
    case "utf-32", "utf32": return .utf32(bigEndian: nil)
    case "utf-32-le", "utf-32le": return .utf32(bigEndian: false)
    case "utf-32-be", "utf-32be": return .utf32(bigEndian: true)
    default:
      throw ListingError(.notImplemented, "the encoding '\(name)' is not supported: use utf-8, ascii or latin-1")
    }
  }

  // MARK: Encoding

  static func encoded(_ text: String, _ name: String, errors: String) throws -> [UInt8] {
    switch try encoding(name) {
    case .utf8: return Array(text.utf8)
    case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + text.utf8
    case .ascii: return try encoded(text, limit: 0x80, "ascii", errors)
    case .latin1: return try encoded(text, limit: 0x100, "latin-1", errors)
    case .utf16(let order):
      let units = (order == nil ? [0xFEFF] : []) + Array(text.utf16)
      return units.flatMap { bytes(of: UInt32($0), count: 2, bigEndian: order ?? false) }
    case .utf32(let order):
      let units = (order == nil ? [0xFEFF] : []) + text.unicodeScalars.map(\.value)
      return units.flatMap { bytes(of: $0, count: 4, bigEndian: order ?? false) }
    }
  }

  private static func bytes(of unit: UInt32, count: Int, bigEndian: Bool) -> [UInt8] {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: unit >> (8 * UInt32($0))) }
    return bigEndian ? bytes.reversed() : bytes
  }

  private static func encoded(_ text: String, limit: UInt32, _ name: String, _ errors: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.value < limit {
        bytes.append(UInt8(scalar.value))
        index += 1
        continue
      }
      switch errors {
      case "ignore": break
      case "replace": bytes.append(UInt8(ascii: "?"))
      case "backslashreplace": bytes += Array(scalar.pythonEscape.utf8)
      case "xmlcharrefreplace": bytes += Array("&#\(scalar.value);".utf8)
      case "strict":
        var end = index + 1
        while end < scalars.count, scalars[end].value >= limit { end += 1 }
        let what =
          end == index + 1
          ? "character '\(scalar.pythonEscape)' in position \(index)" : "characters in position \(index)-\(end - 1)"
        throw ListingError(
          kind: "UnicodeEncodeError", message: "'\(name)' codec can't encode \(what): ordinal not in range(\(limit))")
      default: throw unknown(errors)
      }
      index += 1
    }
    return bytes
  }

  private static func unknown(_ errors: String) -> ListingError {
    ListingError(.notImplemented, "the error handler '\(errors)' of encode() and decode() is not supported")
  }

  // MARK: Decoding

  static func decoded(_ bytes: [UInt8], _ name: String, errors: String) throws -> String {
    switch try encoding(name) {
    case .utf8: return try decodedUTF8(bytes, errors)
    case .utf8WithMark:
      return try decodedUTF8(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes, errors)
    case .latin1: return text(bytes.map { Unicode.Scalar($0) })
    case .ascii:
      var scalars: [Unicode.Scalar] = []
      for (index, byte) in bytes.enumerated() {
        if byte < 0x80 {
          scalars.append(Unicode.Scalar(byte))
        } else {
          scalars += try replacement(
            bytes, index..<index + 1, errors, "'ascii' codec can't decode", "ordinal not in range(128)")
        }
      }
      return text(scalars)
    case .utf16, .utf32:
      throw ListingError(.notImplemented, "decoding '\(name)' is not supported: use utf-8, ascii or latin-1")
    }
  }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// The characters that the error handler inserts for bytes that cannot be decoded.
  private static func replacement(
    _ bytes: [UInt8], _ range: Range<Int>, _ errors: String, _ what: String, _ reason: String
  ) throws -> [Unicode.Scalar] {
    switch errors {
    case "ignore": return []
    case "replace": return ["\u{FFFD}"]
    case "backslashreplace":
      return bytes[range].flatMap { byte in
        let hex = String(byte, radix: 16)
        return Array("\\x\(byte < 16 ? "0" : "")\(hex)".unicodeScalars)
      }
    case "strict":
      let hex = String(bytes[range.lowerBound], radix: 16)
      let place =
        range.count == 1
        ? "byte 0x\(hex.utf8.count < 2 ? "0" : "")\(hex) in position \(range.lowerBound)"
        : "bytes in position \(range.lowerBound)-\(range.upperBound - 1)"
      throw ListingError(kind: "UnicodeDecodeError", message: "\(what) \(place): \(reason)")
    default: throw unknown(errors)
    }
  }

  private static func decodedUTF8(_ bytes: [UInt8], _ errors: String) throws -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var scalars: [Unicode.Scalar] = []
    var index = 0
    while index < bytes.count {
      let (scalar, count, reason) = next(bytes, index)
      if let scalar {
        scalars.append(scalar)
      } else {
        scalars += try replacement(bytes, index..<index + count, errors, "'utf-8' codec can't decode", reason)
      }
      index += count
    }
    return text(scalars)
  }

  /// The code point at an index, and its length in bytes. If the bytes are invalid, the code point is nil and the
  /// length counts the invalid bytes. The text is the reason why the bytes are invalid.
  private static func next(_ bytes: [UInt8], _ index: Int) -> (Unicode.Scalar?, Int, String) {
    let first = bytes[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1, "") }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { second = 0xA0...0xBF } else if first == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { second = 0x90...0xBF } else if first == 0xF4 { second = 0x80...0x8F }
    default: return (nil, 1, "invalid start byte")
    }
    var value = UInt32(first & (0xFF >> UInt8(length + 1)))
    for place in 1..<length {
      guard index + place < bytes.count else { return (nil, bytes.count - index, "unexpected end of data") }
      let byte = bytes[index + place]
      if !(place == 1 ? second : 0x80...0xBF).contains(byte) { return (nil, place, "invalid continuation byte") }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value), length, "")
  }
}
