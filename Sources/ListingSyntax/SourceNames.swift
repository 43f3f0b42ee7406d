/// A name in one line; `columns` counts characters from 0.
public struct NameSpan: Sendable, Equatable {
  public let name: String
  public let columns: Range<Int>
  /// The name with all dotted names before it, as an expression: `self.linear_q.weight` for `weight`. Nil for a name
  /// after a call or a subscript, because the text alone does not determine its value.
  public let expression: String?
}

/// The names in each line, from left to right. Words in strings and comments are not names, but the fields of an
/// f-string contain names.
public func names(in file: SourceFile) -> [[NameSpan]] {
  var lexer = Lexer(file)
  lexer.run()
  var lines = [[NameSpan]](repeating: [], count: file.lines.count)
  var chain: String?
  var before: Token.Kind = .newline
  for token in lexer.tokens {
    defer { before = token.kind }
    guard case .name(let name) = token.kind else {
      if token.kind != .symbol(.dot) { chain = nil }
      continue
    }
    if before == .symbol(.dot) {
      chain = chain.map { "\($0).\(name)" }
    } else {
      chain = name
    }
    let line = file.line(at: token.range.start)
    guard lines.indices.contains(line - 1) else { continue }
    let column = file.column(at: token.range.start) - 1
    lines[line - 1].append(NameSpan(name: name, columns: column..<column + name.count, expression: chain))
  }
  return lines
}
