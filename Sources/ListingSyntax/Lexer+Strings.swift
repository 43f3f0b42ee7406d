/// One level of an f-string that the lexer is reading: the text of the f-string, a field, or the format specification
/// of a field.
struct FormattedContext {
  enum Part { case literal, field, specification }
  var part: Part
  let quote: UInt8
  let isTriple: Bool
  let isRaw: Bool
  /// `start`: the offset of the literal's prefix. `openingLength`: the number of bytes of the prefix and the opening
  /// quotes.
  let start: Int
  let openingLength: Int

  var closingQuotes: String { String(repeating: Character(Unicode.Scalar(quote)), count: isTriple ? 3 : 1) }

  func inside(_ part: Part) -> FormattedContext {
    var copy = self
    copy.part = part
    return copy
  }
}

extension Lexer {
  /// Reads a string or bytes literal of any kind, from its prefix on.
  mutating func lexString(prefixLength: Int) {
    let start = position
    let prefix = String(decoding: bytes[start..<start + prefixLength], as: UTF8.self).lowercased()
    position += prefixLength
    let quote = bytes[position]
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    let opening = SourceRange(start, position)
    if prefix.contains("f") {
      append(.formattedStart, from: start)
      formatted.append(
        FormattedContext(
          part: .literal, quote: quote, isTriple: isTriple, isRaw: prefix.contains("r"), start: start,
          openingLength: position - start))
      return
    }
    let isBytes = prefix.contains("b")
    var text: [UInt8] = []
    func literal() -> Token.Kind { isBytes ? .bytes(text) : .string(String(decoding: text, as: UTF8.self)) }
    while true {
      guard let byte = peek(), isTriple || !isLineEnd(byte) else {
        if let outer = formatted.last, outer.quote == quote, !outer.isTriple, !isTriple {
          // The quote at `start` has no closing quote on its line. Therefore it is the closing quote of the enclosing
          // f-string, and the `}` of a field is missing.
          abandonFormatted("the field of this f-string is not closed", help: "write the closing '}' before the quote")
          return
        }
        reportUnterminated(opening, isTriple: isTriple, quote: quote)
        append(literal(), from: start)
        if !brackets.isEmpty { endBrokenLine() }
        return
      }
      if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
        position += isTriple ? 3 : 1
        break
      }
      takeCharacter(into: &text, isRaw: prefix.contains("r"), isBytes: isBytes)
    }
    if isBytes, let place = bytes[opening.end..<position].firstIndex(where: { $0 >= 0x80 }) {
      report(
        "bytes can only contain ASCII characters", help: "write its number, such as \\x80, or encode a string",
        at: SourceRange(place, place + 1))
    }
    append(literal(), from: start)
  }

  private mutating func reportUnterminated(_ opening: SourceRange, isTriple: Bool, quote: UInt8) {
    let mark = Unicode.Scalar(quote)
    if isTriple {
      report("this string is never closed", help: "write \(mark)\(mark)\(mark) where it ends", at: opening)
    } else {
      report(
        "this string is not closed on its line",
        help: "write \(mark) where it ends, or begin it with \(mark)\(mark)\(mark)",
        at: opening)
    }
  }

  /// Reads one character, escape or line end of a literal. A line end always becomes `\n` in the value.
  private mutating func takeCharacter(into text: inout [UInt8], isRaw: Bool, isBytes: Bool = false) {
    let byte = bytes[position]
    if byte == UInt8(ascii: "\r") {
      position += peek(1) == UInt8(ascii: "\n") ? 2 : 1
      text.append(UInt8(ascii: "\n"))
    } else if byte != UInt8(ascii: "\\") {
      position += 1
      text.append(byte)
    } else if isRaw {
      position += 1
      text.append(byte)
      // In a raw string a backslash keeps the next character: r'\'' does not end at the second quote.
      guard let next = peek() else { return }
      if isLineEnd(next) {
        takeCharacter(into: &text, isRaw: true)
      } else if next == UInt8(ascii: "\\") || next == UInt8(ascii: "'") || next == UInt8(ascii: "\"") {
        position += 1
        text.append(next)
      }
    } else {
      takeEscape(into: &text, isBytes: isBytes)
    }
  }

  private mutating func takeEscape(into text: inout [UInt8], isBytes: Bool) {
    let start = position
    position += 1
    guard let byte = peek() else { return }  // `lexString` reports the missing end of the string
    position += 1
    switch byte {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\r"): if peek() == UInt8(ascii: "\n") { position += 1 }
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): text.append(byte)
    case UInt8(ascii: "a"): text.append(0x07)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = UInt32(byte - UInt8(ascii: "0"))
      for _ in 0..<2 {
        guard let next = peek(), next >= UInt8(ascii: "0"), next <= UInt8(ascii: "7") else { break }
        value = value * 8 + UInt32(next - UInt8(ascii: "0"))
        position += 1
      }
      if isBytes { text.append(UInt8(truncatingIfNeeded: value)) } else { appendScalar(value, to: &text, from: start) }
    case UInt8(ascii: "x"): takeHexadecimal(2, into: &text, from: start, isByte: isBytes)
    case UInt8(ascii: "u") where !isBytes: takeHexadecimal(4, into: &text, from: start)
    case UInt8(ascii: "U") where !isBytes: takeHexadecimal(8, into: &text, from: start)
    case UInt8(ascii: "N") where !isBytes: takeCharacterName(into: &text, from: start)
    default:
      position -= 1
      text.append(UInt8(ascii: "\\"))
      let length = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self).unicodeScalars
        .first
        .map { $0.utf8.count }
      let range = SourceRange(start, min(position + (length ?? 1), bytes.count))
      warn(
        "'\(file.text(in: range))' is no escape: the backslash stays in the string",
        help: "write two backslashes, or r before the string", at: range)
    }
  }

  private mutating func takeHexadecimal(
    _ count: Int, into text: inout [UInt8], from start: Int, isByte: Bool = false
  ) {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        report("this escape needs \(count) hexadecimal digits", at: SourceRange(start, position))
        return
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    if isByte { return text.append(UInt8(value)) }
    appendScalar(value, to: &text, from: start)
  }

  private mutating func takeCharacterName(into text: inout [UInt8], from start: Int) {
    var name: String?
    if peek() == UInt8(ascii: "{") {
      var end = position + 1
      // Search at most 100 bytes: the longest character name in Unicode has 88.
      while end < bytes.count, end - position < 100, bytes[end] != UInt8(ascii: "}"), !isLineEnd(bytes[end]) {
        end += 1
      }
      if end < bytes.count, bytes[end] == UInt8(ascii: "}") {
        name = String(decoding: bytes[position + 1..<end], as: UTF8.self)
        position = end + 1
      }
    }
    guard let name else {
      report(
        "\\N needs the name of a character in braces", help: "for instance \\N{GREEK SMALL LETTER ALPHA}",
        at: SourceRange(start, position))
      return
    }
    guard let scalar = scalarsByName[name.uppercased()] else {
      report(
        "no character is called '\(name)'", help: "write its number: \\u and four digits",
        at: SourceRange(start, position))
      return
    }
    appendScalar(scalar.value, to: &text, from: start)
  }

  private mutating func appendScalar(_ value: UInt32, to text: inout [UInt8], from start: Int) {
    guard let scalar = Unicode.Scalar(value) else {
      let what = value > 0x10FFFF ? "is beyond the last character" : "is half of a surrogate pair, not a character"
      report("'\(file.text(in: SourceRange(start, position)))' \(what)", at: SourceRange(start, position))
      return
    }
    text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  // MARK: f-strings

  /// Reads the text of an f-string or of a field's format specification, up to the next field or the end.
  mutating func lexFormattedText() {
    guard let context = formatted.last else { return }
    let start = position
    var text: [UInt8] = []
    func isEnd(_ byte: UInt8) -> Bool {
      byte == context.quote && (!context.isTriple || (peek(1) == context.quote && peek(2) == context.quote))
    }
    while let byte = peek() {
      if isEnd(byte) {
        appendFormattedText(text, from: start)
        closeFormatted(context)
        return
      }
      if isLineEnd(byte), !context.isTriple {
        appendFormattedText(text, from: start)
        abandonFormatted(
          "this f-string is not closed on its line",
          help: "write \(context.closingQuotes) where it ends, or begin it with three quotes")
        return
      }
      switch byte {
      case UInt8(ascii: "{") where context.part == .literal && peek(1) == byte:
        text.append(byte)
        position += 2
      case UInt8(ascii: "{"):
        appendFormattedText(text, from: start)
        let open = position
        position += 1
        brackets.append(Bracket(symbol: .openBrace, position: open, isField: true))
        formatted.append(context.inside(.field))
        append(.symbol(.openBrace), from: open)
        return
      case UInt8(ascii: "}") where context.part == .specification:
        appendFormattedText(text, from: start)
        formatted.removeLast()
        closeField()
        return
      case UInt8(ascii: "}") where peek(1) == byte:
        text.append(byte)
        position += 2
      case UInt8(ascii: "}"):
        report(
          "a single '}' in an f-string closes nothing", help: "write }} for the character",
          at: SourceRange(position, position + 1))
        position += 1
      default: takeCharacter(into: &text, isRaw: context.isRaw)
      }
    }
    appendFormattedText(text, from: start)
  }

  /// Reads `}`, `:`, `!` or `=`. In a field of an f-string, outside inner brackets, these characters end the
  /// expression. Returns false if the next byte is another character, or begins `!=` or `==`.
  mutating func lexFieldMark() -> Bool {
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "}"): closeField()
    case UInt8(ascii: ":"):
      position += 1
      append(.symbol(.colon), from: start)
      if let context = formatted.last { formatted.append(context.inside(.specification)) }
    case UInt8(ascii: "!") where peek(1) != UInt8(ascii: "="):
      position += 1
      append(.symbol(.exclamation), from: start)
    case UInt8(ascii: "=") where peek(1) != UInt8(ascii: "="):
      position += 1
      append(.symbol(.assign), from: start)
    default: return false
    }
    return true
  }

  mutating func closeField() {
    let start = position
    position += 1
    brackets.removeLast()
    formatted.removeLast()
    append(.symbol(.closeBrace), from: start)
  }

  private mutating func closeFormatted(_ context: FormattedContext) {
    if context.part == .specification {
      abandonFormatted("the field of this f-string is not closed", help: "write the closing '}' before the quote")
      return
    }
    let start = position
    position += context.isTriple ? 3 : 1
    formatted.removeLast()
    append(.formattedEnd, from: start)
  }

  private mutating func appendFormattedText(_ text: [UInt8], from start: Int) {
    if position > start { append(.formattedText(String(decoding: text, as: UTF8.self)), from: start) }
  }

  /// Reports an error for the innermost f-string and skips the rest of the current line.
  mutating func abandonFormatted(_ message: String, help: String) {
    guard let context = formatted.last else { return }
    report(message, help: help, at: SourceRange(context.start, context.start + context.openingLength))
    brokenRanges.append(SourceRange(context.start, position))
    while let byte = peek(), !isLineEnd(byte) { position += 1 }
    brackets.removeAll()
    formatted.removeAll()
    append(.invalid, from: position)
  }
}

/// Characters by Unicode name. Swift builds the table when the lexer reads the first `\N{…}`.
private let scalarsByName: [String: Unicode.Scalar] = {
  var result: [String: Unicode.Scalar] = [:]
  for value in [0x20...0x323AF, 0xE0000...0xE01EF].joined() {
    guard let scalar = Unicode.Scalar(UInt32(value)), let name = scalar.properties.name ?? scalar.properties.nameAlias
    else { continue }
    result[name] = scalar
  }
  return result
}()
