extension Lexer {
  /// Reads a number: `12`, `1_000`, `0xFF`, `0o17`, `0b101`, `1.5`, `.5`, `1.`, `2e-3`, `2.5j`.
  mutating func lexNumber() {
    let start = position
    let mark = bytes[start] == UInt8(ascii: "0") ? (peek(1) ?? 0) | 0x20 : 0
    let radix: Int? =
      switch mark {
      case UInt8(ascii: "x"): 16
      case UInt8(ascii: "o"): 8
      case UInt8(ascii: "b"): 2
      default: nil
      }
    if let radix { lexRadixInteger(radix, from: start) } else { lexDecimal(from: start) }
  }

  private mutating func lexRadixInteger(_ radix: Int, from start: Int) {
    position += 2
    while let byte = peek(), isNameByte(byte), byte < 0x80 { position += 1 }
    var digits = bytes[start + 2..<position]
    if digits.first == UInt8(ascii: "_") { digits = digits.dropFirst() }
    let isWellFormed =
      haveSeparatorsBetweenDigits(digits)
      && digits.allSatisfy { byte in
        byte == UInt8(ascii: "_") || Character(Unicode.Scalar(byte)).hexDigitValue.map { $0 < radix } ?? false
      }
    if !isWellFormed {
      report("'\(text(from: start))' is not a number in base \(radix)", at: SourceRange(start, position))
      append(.integer(0), from: start)
      return
    }
    appendInteger(digits, radix: radix, from: start)
  }

  private mutating func lexDecimal(from start: Int) {
    takeDigits()
    var isFloat = false
    if peek() == UInt8(ascii: ".") {
      isFloat = true
      position += 1
      takeDigits()
    }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
      if let digit = peek(1 + sign), isDigit(digit) {
        isFloat = true
        position += 1 + sign
        takeDigits()
      }
    }
    let numberEnd = position
    while let byte = peek(), isNameByte(byte), byte < 0x80 { position += 1 }
    let suffix = String(decoding: bytes[numberEnd..<position], as: UTF8.self)
    if suffix.lowercased() == "j" {
      let digits = bytes[start..<numberEnd]
      if !haveSeparatorsBetweenDigits(digits) {
        report("'_' in a number must be between two digits", at: SourceRange(start, position))
      }
      append(.imaginary(decimalValue(digits)), from: start)
      return
    }
    // Python reads `1if x else 2` as the number 1 and the keyword `if`.
    if let keyword = Keyword.byText[suffix], [.and, .else, .for, .if, .in, .is, .not, .or].contains(keyword) {
      position = numberEnd
    } else if !suffix.isEmpty {
      report(
        "'\(text(from: start))' is neither a number nor a name", help: "a name cannot begin with a digit",
        at: SourceRange(start, position))
      append(.integer(0), from: start)
      return
    }
    let digits = bytes[start..<position]
    if !haveSeparatorsBetweenDigits(digits) {
      report("'_' in a number must be between two digits", at: SourceRange(start, position))
      append(.integer(0), from: start)
    } else if isFloat {
      append(.float(decimalValue(digits)), from: start)
    } else if digits.count > 1, digits.first == UInt8(ascii: "0"),
      digits.contains(where: { $0 > UInt8(ascii: "0") && isDigit($0) })
    {
      report("a number does not begin with 0", help: "write 0o… if it is octal", at: SourceRange(start, position))
      append(.integer(0), from: start)
    } else {
      appendInteger(digits, radix: 10, from: start)
    }
  }

  private mutating func takeDigits() {
    while let byte = peek(), isDigit(byte) || byte == UInt8(ascii: "_") { position += 1 }
  }

  private mutating func appendInteger(_ digits: ArraySlice<UInt8>, radix: Int, from start: Int) {
    let plain = String(decoding: digits.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    if let value = Int(plain, radix: radix) {
      append(.integer(value), from: start)
    } else {
      // The limit for decimal digits is Python's. The limits for the other bases are fwdb's.
      let limit = radix == 10 ? 4300 : radix == 16 ? 1 << 18 : 1 << 20
      if plain.utf8.count > limit {
        report(
          "this integer has more than \(limit) digits",
          help: radix == 10 ? "write a hexadecimal number" : "use a power",
          at: SourceRange(start, position))
      }
      append(.largeInteger(digits: String(plain.prefix(limit)), radix: radix), from: start)
    }
  }

  private func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }
}

/// The double nearest to a decimal number; infinity if the number is too large.
private func decimalValue(_ digits: ArraySlice<UInt8>) -> Double {
  var text = String(decoding: digits.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  if text.hasPrefix(".") { text = "0" + text }
  if let point = text.firstIndex(of: ".") {
    let next = text.index(after: point)
    if next == text.endIndex || !text[next].isNumber { text.insert("0", at: next) }
  }
  return Double(text) ?? .nan
}

/// Whether the text has a digit, and each `_` has a digit on both sides.
private func haveSeparatorsBetweenDigits(_ digits: ArraySlice<UInt8>) -> Bool {
  func isNumeral(_ index: Int) -> Bool {
    digits.indices.contains(index) && Character(Unicode.Scalar(digits[index])).isHexDigit
  }
  return !digits.isEmpty
    && digits.indices.allSatisfy { digits[$0] != UInt8(ascii: "_") || (isNumeral($0 - 1) && isNumeral($0 + 1)) }
}
