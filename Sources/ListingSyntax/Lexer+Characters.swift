extension Lexer {
  /// Reports a character that cannot begin a token.
  mutating func reportCharacter(_ scalar: Unicode.Scalar, from start: Int) {
    if !reportedCharacter {
      reportedCharacter = true
      let (message, help) = unexpectedCharacter(scalar)
      report(message, help: help, at: SourceRange(start, position))
    }
    append(.invalid, from: start)
  }
}

/// The message and the help text for a character that cannot begin a token.
private func unexpectedCharacter(_ scalar: Unicode.Scalar) -> (message: String, help: String?) {
  switch scalar {
  case "$": ("'$' has no meaning in a listing", nil)
  case "?": ("'?' has no meaning in a listing", "a conditional expression is 'a if condition else b'")
  case "`": ("backquotes have no meaning in a listing", "write repr(…)")
  case "!": ("'!' has no meaning in a listing", "write 'not' before a condition, '!=' between two values")
  case "\u{201C}", "\u{201D}", "\u{201E}": ("'\(scalar)' is a typographic quotation mark", "write \"")
  case "\u{2018}", "\u{2019}": ("'\(scalar)' is a typographic quotation mark", "write '")
  case "\u{2013}", "\u{2014}", "\u{2212}": ("'\(scalar)' is not the minus sign of the keyboard", "write -")
  case "\u{00D7}": ("'×' is no operator", "write *")
  case "\u{FF08}", "\u{FF09}", "\u{FF0C}", "\u{FF1A}", "\u{FF1B}", "\u{FF1D}", "\u{FF3B}", "\u{FF3D}":
    ("'\(scalar)' is a full-width character", "write \(Unicode.Scalar(scalar.value - 0xFEE0).map(String.init) ?? "")")
  case _
  where scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.generalCategory == .format
    || scalar.properties.isWhitespace:
    ("an invisible character, U+\(hexadecimal(scalar.value)), stands here", "remove it")
  default: ("'\(scalar)' (U+\(hexadecimal(scalar.value))) can stand only in strings and comments", nil)
  }
}

/// The number in hexadecimal with at least four digits, as Unicode writes code points.
private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
