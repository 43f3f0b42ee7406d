import ListingSyntax
import Testing

struct HighlightingTests {
  /// A line of letters for each line of text. The letter below a character names the character's kind; a blank means no
  /// kind.
  private func letters(_ text: String) -> [String] {
    let file = SourceFile(name: "test.py", text: text)
    return zip(file.lines, highlight(file)).map { line, spans in
      var result = Array(repeating: Character(" "), count: line.count)
      for span in spans { for column in span.columns { result[column] = letter(span.kind) } }
      return String(result)
    }
  }

  private func letter(_ kind: HighlightKind) -> Character {
    switch kind {
    case .keyword: "k"
    case .constant: "c"
    case .number: "n"
    case .string: "s"
    case .comment: "#"
    case .definition: "d"
    case .parameter: "p"
    case .decorator: "@"
    case .operator: "o"
    }
  }

  @Test func everyKindIsMarked() {
    #expect(
      letters(
        """
        @torch.jit.ignore(True)
        def f(self, x: int = 3, *args):  # why
            return x @ -1.5 is not None
        class A(B): y = "a" 'b'
        """) == [
          "@@@@@@@@@@@@@@@@@ cccc ",
          "kkk d pppp  p      o n  opppp    #####",
          "    kkkkkk   o onnn kk kkk cccc",
          "kkkkk d       o sss sss",
        ])
  }

  @Test func stringsSpanLines() {
    #expect(letters("x = '''a\n  b\n\nc''' + d") == ["  o ssss", "sss", "", "ssss o  "])
    #expect(letters("x = f'a{b + 1!r:>{w}}c'") == ["  o sss   o n   s    ss"])
  }

  @Test func columnsCountCharacters() {
    #expect(letters("größe = '层' # ü\r\ny = 1") == ["      o sss ###", "  o n"])
    #expect(letters("\tx = 1") == ["   o n"])
  }

  @Test func brokenTextIsColouredWhereItCanBeRead() {
    #expect(letters("x = (1, $\ny = 'a") == ["  o  n   ", "  o ss"])
    #expect(letters("f'{a\nx = 1").count == 2)
    #expect(letters("") == [""])
    #expect(letters("def\nclass 1 if") == ["kkk", "kkkkk n kk"])
  }
}
