/// The smallest unit of a listing. Blocks and statement ends are tokens too, as in Python's own lexer.
struct Token {
  let kind: Kind
  let range: SourceRange

  enum Kind: Equatable {
    case name(String)
    case keyword(Keyword)
    case symbol(Symbol)
    case integer(Int)
    case float(Double)
    /// A literal without fields, with escapes resolved. The parser joins adjacent literals.
    case string(String)
    /// `f"`, then texts and fields (`{`, tokens, `}`), then the closing quotes.
    case formattedStart, formattedText(String), formattedEnd
    /// The end of a logical line.
    case newline
    case indent, dedent
    case end
    /// Text that was already reported. The parser gives up here without a second message.
    case invalid
  }
}

enum Keyword: String, CaseIterable {
  case none = "None", `true` = "True", `false` = "False"
  case and, `as`, assert, async, await, `break`, `class`, `continue`, def, del, elif, `else`, except, finally, `for`
  case from, global, `if`, `import`, `in`, `is`, lambda, nonlocal, not, or, pass, raise, `return`, `try`, `while`, with
  case yield

  static let byText: [String: Keyword] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// Whether it can only begin a statement. At the start of a line inside brackets it shows that a bracket was left
  /// open.
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

  /// The symbol that these one to three bytes spell.
  static func spelled(_ bytes: ArraySlice<UInt8>) -> Symbol? { bySpelling[packed(bytes)] }

  private static let bySpelling: [UInt32: Symbol] = Dictionary(
    uniqueKeysWithValues: allCases.map { (packed($0.rawValue.utf8), $0) })

  private static func packed(_ bytes: some Sequence<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  var isOpening: Bool { self == .openParen || self == .openBracket || self == .openBrace }
  var isClosing: Bool { self == .closeParen || self == .closeBracket || self == .closeBrace }

  /// The closing bracket that matches an opening one.
  var closing: Symbol {
    switch self {
    case .openParen: .closeParen
    case .openBracket: .closeBracket
    default: .closeBrace
    }
  }

  /// The operator of `target op= value`.
  var augmented: BinaryOperator? {
    guard rawValue.count > 1, rawValue.hasSuffix("=") else { return nil }
    return BinaryOperator(rawValue: String(rawValue.dropLast()))
  }
}
