/// A token of a listing. As in Python's own lexer, line ends, indents and dedents are tokens too.
struct Token {
  let kind: Kind
  let range: SourceRange

  enum Kind: Equatable {
    case name(String)
    case keyword(Keyword)
    case symbol(Symbol)
    case integer(Int)
    /// An integer beyond 64 bits: its digits, without prefix and separators.
    case largeInteger(digits: String, radix: Int)
    case float(Double)
    /// `2.5j`
    case imaginary(Double)
    /// A string literal without fields, with its escapes replaced. The parser joins adjacent literals.
    case string(String)
    case bytes([UInt8])
    /// The tokens of an f-string: `f"`, then texts and fields (`{`, tokens, `}`), then the closing quotes.
    case formattedStart, formattedText(String), formattedEnd
    /// The end of a logical line.
    case newline
    case indent, dedent
    case end
    /// Text for which the lexer reported an error. The parser abandons the statement that contains this token and does
    /// not report a second error.
    case invalid
  }
}

enum Keyword: String, CaseIterable {
  case none = "None", `true` = "True", `false` = "False"
  case and, `as`, assert, async, await, `break`, `class`, `continue`, def, del, elif, `else`, except, finally, `for`
  case from, global, `if`, `import`, `in`, `is`, lambda, nonlocal, not, or, pass, raise, `return`, `try`, `while`, with
  case yield

  static let byText: [String: Keyword] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// Whether the keyword can occur only at the start of a statement. If such a keyword begins a line inside brackets, a
  /// bracket was never closed.
  var beginsStatement: Bool {
    switch self {
    case .assert, .break, .class, .continue, .def, .del, .elif, .except, .finally, .from, .global, .import, .nonlocal,
      .pass, .raise, .return, .try, .while, .with:
      true
    default: false
    }
  }
}

enum Symbol: String, CaseIterable {
  case openParen = "(", closeParen = ")", openBracket = "[", closeBracket = "]", openBrace = "{", closeBrace = "}"
  case comma = ",", colon = ":", semicolon = ";", dot = ".", ellipsis = "...", arrow = "->", walrus = ":="
  case assign = "=", exclamation = "!"
  case plus = "+", minus = "-", star = "*", slash = "/", doubleSlash = "//", percent = "%", doubleStar = "**"
  case at = "@", shiftLeft = "<<", shiftRight = ">>", ampersand = "&", bar = "|", caret = "^", tilde = "~"
  case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case plusAssign = "+=", minusAssign = "-=", starAssign = "*=", slashAssign = "/=", doubleSlashAssign = "//="
  case percentAssign = "%=", doubleStarAssign = "**=", atAssign = "@=", shiftLeftAssign = "<<="
  case shiftRightAssign = ">>=", ampersandAssign = "&=", barAssign = "|=", caretAssign = "^="

  /// The symbol with this spelling of one to three bytes; nil if there is none.
  static func spelled(_ bytes: ArraySlice<UInt8>) -> Symbol? { bySpelling[packed(bytes)] }

  private static let bySpelling: [UInt32: Symbol] = Dictionary(
    uniqueKeysWithValues: allCases.map { (packed($0.rawValue.utf8), $0) })

  private static func packed(_ bytes: some Sequence<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  var isOpening: Bool { self == .openParen || self == .openBracket || self == .openBrace }
  var isClosing: Bool { self == .closeParen || self == .closeBracket || self == .closeBrace }

  /// The closing bracket for an opening bracket.
  var closing: Symbol {
    switch self {
    case .openParen: .closeParen
    case .openBracket: .closeBracket
    default: .closeBrace
    }
  }

  /// The binary operator in an augmented assignment such as `+=`; nil for other symbols.
  var augmented: BinaryOperator? {
    guard rawValue.count > 1, rawValue.hasSuffix("=") else { return nil }
    return BinaryOperator(rawValue: String(rawValue.dropLast()))
  }
}
