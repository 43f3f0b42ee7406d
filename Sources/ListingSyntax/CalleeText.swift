/// What is called in the text of a call, as written: `self.linear_q` of `self.linear_q(x, ")")`.
///
/// It is what stands before the parenthesis that the arguments stand in; nil when the text is no call.
public func calleeText(ofCall text: String) -> String? {
  // Within parentheses a line end means nothing, as where the call stands.
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
    // One byte is the parenthesis before the text.
    if depth == 0 { return String(decoding: text.utf8.prefix(range.start - 1), as: UTF8.self) }
  }
  return nil
}
