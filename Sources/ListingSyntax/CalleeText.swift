/// The callee's text in the text of a call: `self.linear_q` for `self.linear_q(x, ")")`.
///
/// The callee ends before the parenthesis that opens the argument list. Nil if the text is not a call.
public func calleeText(ofCall text: String) -> String? {
  // Add parentheses: inside parentheses, line ends have no meaning. The call may span several lines of the listing.
  var lexer = Lexer(SourceFile(name: "<call>", text: "(" + text + ")"))
  lexer.run()
  let brackets = lexer.tokens.compactMap { token -> (symbol: Symbol, range: SourceRange)? in
    guard case .symbol(let symbol) = token.kind, symbol.isOpening || symbol.isClosing else { return nil }
    return (symbol, token.range)
  }.dropFirst().dropLast()
  guard let last = brackets.last, last.symbol == .closeParen, last.range.end == text.utf8.count + 1 else { return nil }
  var depth = 0
  for (symbol, range) in brackets.reversed() {
    depth += symbol.isClosing ? 1 : -1
    // Subtract 1 byte for the parenthesis added before the text.
    if depth == 0 { return String(decoding: text.utf8.prefix(range.start - 1), as: UTF8.self) }
  }
  return nil
}
