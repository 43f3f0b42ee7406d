import Tensors

/// Reads JSON of a known structure directly from bytes: objects, strings, and arrays of non-negative integers. It
/// builds no tree: only the caller's results need memory.
struct JSONScanner {
  private let storage: Storage
  private(set) var position: Int
  private let limit: Int

  init(_ storage: Storage, _ range: Range<Int>) {
    self.storage = storage
    position = range.lowerBound
    limit = range.upperBound
  }

  /// Reads an object. Calls `member` with each key; `member` must read exactly the key's value.
  mutating func object(
    _ member: (_ key: String, _ json: inout JSONScanner) throws(FormatFault) -> Void
  ) throws(FormatFault) {
    try expect("{")
    if skip("}") { return }
    repeat {
      let key = try string()
      try expect(":")
      skipSpace()
      try member(key, &self)
    } while skip(",")
    try expect("}")
  }

  mutating func integers(atMost count: Int) throws(FormatFault) -> [Int] {
    try expect("[")
    var result: [Int] = []
    if skip("]") { return result }
    repeat {
      guard result.count < count else {
        throw .tooLarge(at: position, what: "a list of length", value: result.count + 1, limit: count)
      }
      result.append(try integer())
    } while skip(",")
    try expect("]")
    return result
  }

  mutating func integer() throws(FormatFault) -> Int {
    skipSpace()
    let start = position
    var value = 0
    while position < limit, case let digit = Int(storage.bytes[position]) - 48, (0...9).contains(digit) {
      let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
      let (next, overflowsToo) = tens.addingReportingOverflow(digit)
      guard !overflows, !overflowsToo else {
        throw .unexpected(at: start, expected: "an integer of 63 bits", found: "a longer one")
      }
      value = next
      position += 1
    }
    if position == start { throw unexpected("a non-negative integer") }
    return value
  }

  mutating func string() throws(FormatFault) -> String {
    try expect("\"")
    let start = position
    var bytes: [UInt8] = []
    while true {
      guard position < limit else { throw unexpected("the end of a string") }
      let byte = storage.bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw .unexpected(at: start, expected: "UTF-8 text", found: "bytes that are not")
        }
        position += 1
        return text
      case UInt8(ascii: "\\"): bytes += try escape()
      case 0..<32: throw unexpected("no control character in a string")
      default:
        bytes.append(byte)
        position += 1
      }
    }
  }

  /// Throws when anything but white space remains.
  mutating func end() throws(FormatFault) {
    skipSpace()
    if position < limit { throw unexpected("the end of the table of contents") }
  }

  /// Reads an escape sequence in a string and returns its character in UTF-8.
  private mutating func escape() throws(FormatFault) -> [UInt8] {
    position += 1
    guard position < limit else { throw unexpected("an escape") }
    let byte = storage.bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "u"):
      var code = try fourDigits()
      if (0xD800..<0xDC00).contains(code) {
        guard position + 1 < limit, storage.bytes[position] == UInt8(ascii: "\\"),
          storage.bytes[position + 1] == UInt8(ascii: "u")
        else { throw unexpected("the second half of a character") }
        position += 2
        let low = try fourDigits()
        guard (0xDC00..<0xE000).contains(low) else { throw unexpected("the second half of a character") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw unexpected("a character") }
      return Array(String(Character(scalar)).utf8)
    default:
      position -= 1
      throw unexpected("an escape")
    }
  }

  private mutating func fourDigits() throws(FormatFault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard position < limit, let digit = Character(Unicode.Scalar(storage.bytes[position])).hexDigitValue else {
        throw unexpected("four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func skipSpace() {
    while position < limit, [0x20, 0x09, 0x0A, 0x0D].contains(storage.bytes[position]) { position += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < limit, storage.bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(FormatFault) {
    if !skip(character) { throw unexpected("'\(character)'") }
  }

  private func unexpected(_ expected: String) -> FormatFault {
    let found = position < limit ? "'\(printable(String(Unicode.Scalar(storage.bytes[position]))))'" : "the end of it"
    return .unexpected(at: position, expected: expected, found: found)
  }
}
