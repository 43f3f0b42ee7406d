/// Python's strings, which are sequences of code points. Swift's `String` compares and counts the characters that a
/// reader sees: `e` followed by a combining accent equals `é`. The functions here work on UTF-8 bytes. Equal bytes are
/// equal code points, and a match never begins inside a code point.
enum CodePoints {
  static func areEqual(_ left: String, _ right: String) -> Bool {
    if left.utf8.count != right.utf8.count { return false }
    return withBytes(left) { a in withBytes(right) { b in a.elementsEqual(b) } }
  }

  /// Compares two strings in Python's order. UTF-8 bytes have the same order as the code points.
  static func order(_ left: String, _ right: String) -> Int {
    if areEqual(left, right) { return 0 }
    return withBytes(left) { a in withBytes(right) { b in a.lexicographicallyPrecedes(b) } } ? -1 : 1
  }

  /// Python's `str.lower`.
  static func lowercased(_ text: String) -> String {
    if isASCII(text) { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.map { lowercased(scalars, at: $0) }.joined()
  }

  /// The lower case of a code point. A capital sigma at the end of a word becomes `ς`.
  static func lowercased(_ scalars: [Unicode.Scalar], at index: Int) -> String {
    guard scalars[index] == "Σ" else { return scalars[index].properties.lowercaseMapping }
    func isCased(_ neighbour: Unicode.Scalar?) -> Bool { neighbour?.properties.isCased ?? false }
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return isCased(before) && !isCased(after) ? "ς" : "σ"
  }

  /// Python's `str.casefold` of one code point. The function converts to lower case, to upper case and back to lower
  /// case, so that forms such as ς and σ become equal.
  static func folded(_ scalar: Unicode.Scalar) -> String {
    // The dotless `ı` stays unchanged.
    if scalar.isASCII || scalar == "ı" { return scalar.properties.lowercaseMapping }
    return scalar.properties.lowercaseMapping.unicodeScalars.map { lower in
      lower.properties.uppercaseMapping.unicodeScalars.map(\.properties.lowercaseMapping).joined()
    }.joined()
  }

  static func count(_ text: String) -> Int {
    isASCII(text) ? text.utf8.count : text.unicodeScalars.count
  }

  /// The code point at an index. The cost is constant for ASCII text.
  static func element(of text: String, at index: Int) -> String {
    if isASCII(text) {
      return String(text.unicodeScalars[text.utf8.index(text.startIndex, offsetBy: index)])
    }
    return String(text.unicodeScalars[text.unicodeScalars.index(text.startIndex, offsetBy: index)])
  }

  /// Whether the text contains only ASCII. Swift returns both counts of an ASCII text in constant time.
  private static func isASCII(_ text: String) -> Bool { text.utf16.count == text.utf8.count }

  static func contains(_ text: String, _ part: String) -> Bool {
    part.isEmpty || first(Array(part.utf8), in: Array(text.utf8)) != nil
  }

  static func hasPrefix(_ text: String, _ prefix: String) -> Bool { text.utf8.starts(with: prefix.utf8) }

  static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
    text.utf8.reversed().starts(with: suffix.utf8.reversed())
  }

  /// The byte offset of the first match at or after `start`. Nil if there is no match.
  static func first(_ part: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
    guard let head = part.first else { return start }
    var place = start
    while place <= text.count - part.count {
      if text[place] == head, text[place..<place + part.count].elementsEqual(part) { return place }
      place += 1
    }
    return nil
  }

  /// The byte offsets of the first matches, at most `limit`. The matches do not overlap.
  static func all(_ part: [UInt8], in text: [UInt8], limit: Int = .max) -> [Int] {
    var places: [Int] = []
    var start = 0
    while places.count < limit, let place = first(part, in: text, from: start) {
      places.append(place)
      start = place + part.count
    }
    return places
  }

  /// The byte offsets of the last matches, at most `limit`, in ascending order. The search starts at the end, and the
  /// matches do not overlap.
  static func allFromEnd(_ part: [UInt8], in text: [UInt8], limit: Int = .max) -> [Int] {
    var places: [Int] = []
    var end = text.count
    while places.count < limit {
      var place = end - part.count
      while place >= 0, !text[place..<place + part.count].elementsEqual(part) { place -= 1 }
      if place < 0 { break }
      places.append(place)
      end = place
    }
    return places.reversed()
  }

  static func string(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The number of code points before a byte offset.
  static func index(ofByte offset: Int, in text: [UInt8]) -> Int {
    text[..<offset].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  private static func withBytes<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var text = text
    return text.withUTF8(body)
  }
}

extension Unicode.Scalar {
  /// Whether `str.isspace` is true for this code point.
  var isPythonSpace: Bool {
    properties.isWhitespace || (0x1C...0x1F).contains(value)
  }

  /// Whether `str.splitlines` ends a line at this code point.
  var endsLine: Bool {
    switch value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  var isPythonLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  var isPythonDecimal: Bool { properties.generalCategory == .decimalNumber }

  var isPythonDigit: Bool { properties.numericType == .decimal || properties.numericType == .digit }

  var isPythonNumeric: Bool { properties.numericType != nil }

  /// Whether `repr` writes the code point unescaped: Python's `str.isprintable`.
  var isPythonPrintable: Bool {
    if value < 0x7F { return value >= 0x20 }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  /// The escape sequence that `repr` and `ascii` write: `\n`, `\x7f`, `\u2028`, `\U0001f600`.
  var pythonEscape: String {
    switch self {
    case "\n": return "\\n"
    case "\t": return "\\t"
    case "\r": return "\\r"
    case "\\": return "\\\\"
    default:
      let hex = String(value, radix: 16)
      let (mark, width) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
      return "\\" + mark + String(repeating: "0", count: width - hex.utf8.count) + hex
    }
  }
}
