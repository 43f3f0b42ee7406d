import ListingSyntax
import Testing

struct DiagnosticTextTests {
  private func described(_ text: String) -> String {
    let file = SourceFile(name: "attention.py", text: text)
    return parseListing(file).diagnostics.map { describe($0, in: file) }.joined(separator: "\n")
  }

  private func described(_ text: String, _ range: SourceRange, help: String? = nil) -> String {
    describe(Diagnostic(.warning, "look", help: help, at: range), in: SourceFile(name: "a.py", text: text))
  }

  @Test func aMarkBelowTheLineShowsThePlace() {
    #expect(
      described("def f(x):\n    x = 2k + x\n") == """
        attention.py:2:9: error: '2k' is neither a number nor a name
            2 |     x = 2k + x
              |         ^~ a name cannot begin with a digit
        """)
    #expect(
      described("x =") == """
        attention.py:1:4: error: expected a value after '=', found the end of the line
            1 | x =
              |    ^
        """)
  }

  @Test func tabsAndWideCharactersKeepTheMarkInPlace() {
    #expect(
      described("\tab = 1", SourceRange(1, 3), help: "so") == """
        a.py:1:2: warning: look
            1 |     ab = 1
              |     ^~ so
        """)
    #expect(
      described("'层层' + 层", SourceRange(11, 14)) == """
        a.py:1:8: warning: look
            1 | '层层' + 层
              |          ^~
        """)
  }

  @Test func rangesEndWithTheLine() {
    #expect(
      described("a = (1,\n  2)", SourceRange(4, 13)) == """
        a.py:1:5: warning: look
            1 | a = (1,
              |     ^~~
        """)
  }

  @Test func invisibleCharactersAreDrawn() {
    #expect(
      described("'\u{1B}[2J\u{202E}' x", SourceRange(10, 11)).contains("| '·[2J·' x\n      |         ^"))
  }

  @Test func longLinesAreCutAroundTheMark() {
    let text = String(repeating: "a", count: 500) + "!" + String(repeating: "b", count: 500)
    let lines = described(text, SourceRange(500, 501)).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 130 })
    #expect(lines[0] == "a.py:1:501: warning: look")
    let mark = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
    let spot = lines[1].firstIndex(of: "!").map { lines[1].distance(from: lines[1].startIndex, to: $0) }
    #expect(mark != nil && mark == spot)
  }

  @Test func everyRangeCanBeDescribed() {
    for range in [
      SourceRange(0, 0), SourceRange(3, 900), SourceRange(900, 901), SourceRange(-5, -1), SourceRange(2, 1),
    ] {
      #expect(described("a\nb", range).hasPrefix("a.py:"))
      #expect(described("", range).hasPrefix("a.py:1:1: "))
    }
  }
}
