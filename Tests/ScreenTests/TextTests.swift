import Screen
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    ("plain", 5), ("", 0), ("日本語", 6), ("你好, x", 7), ("e\u{301}", 1), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("Ａ", 2), ("ｱ", 1), ("😀", 2), ("👩‍👩‍👧‍👦", 2), ("❤\u{FE0F}", 1), ("🇪🇺", 2), ("\u{200B}", 0), ("\u{AD}", 0),
    ("▀▁█░─", 5), ("𝒙", 1), ("\u{202E}x", 1), ("𠀀", 2), ("⌚", 2), ("ก็", 1), ("\u{1B}[0m", 4),
  ])
  func textTakesColumns(text: String, columns: Int) {
    #expect(text.displayWidth == columns)
  }

  @Test(arguments: [
    ("matrix_ac", 9, "matrix_ac"), ("matrix_ac", 8, "matrix_…"), ("matrix_ac", 1, "…"), ("matrix_ac", 0, ""),
    ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"), ("ab", -3, ""),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func longTextIsTruncated(text: String, columns: Int, expected: String) {
    #expect(text.truncated(to: columns) == expected)
    #expect(text.truncated(to: columns).displayWidth <= max(0, columns))
  }

  @Test func anEllipsisWiderThanTheSpaceIsOmitted() {
    #expect("scores".truncated(to: 2, ellipsis: "...") == "sc")
  }

  @Test(arguments: [
    ("ab", 5, Alignment.left, "ab   "), ("ab", 5, .right, "   ab"), ("ab", 5, .center, " ab  "),
    ("日本", 5, .right, " 日本"), ("日本語", 4, .left, "日… "), ("abc", 3, .center, "abc"),
  ])
  func paddingFillsColumns(text: String, columns: Int, alignment: Alignment, expected: String) {
    #expect(text.padded(to: columns, alignment) == expected)
  }

  @Test(arguments: [
    ("scores", 2, "ores"), ("日本語", 2, "本語"), ("日本語", 1, " 本語"), ("日本語", 3, " 語"), ("ab", 9, ""), ("ab", 0, "ab"),
    ("e\u{301}x", 1, "x"),
  ])
  func scrollingDropsColumns(text: String, columns: Int, expected: String) {
    #expect(text.dropping(columns: columns) == expected)
    #expect((StyledText(text)).dropping(columns: columns).text == expected)
  }

  @Test func styledTextKeepsItsPieces() {
    let red = Style(Color(0xFF0000))
    var text = StyledText("ab", red) + "cd"
    text.append("ef")
    #expect(text.runs.map(\.text) == ["ab", "cdef"])
    #expect(text.truncated(to: 4).runs.map(\.text) == ["ab", "c…"])
    #expect(text.truncated(to: 4).runs.map(\.style) == [red, .plain])
    #expect(text.truncated(to: 2).runs.map(\.text) == ["a…"])
    #expect(text.dropping(columns: 3).runs.map(\.text) == ["def"])
    #expect(text.overlaid(by: .plain.bold).runs.map(\.style) == [red.bold, .plain.bold])
  }
}
