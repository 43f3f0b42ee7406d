import Screen
import TestSupport
import Testing

/// The text of a small picture. Rows are joined by `/`, and a space is written as `.`.
private func picture(width: Int, height: Int = 1, _ draw: (inout ScreenBuffer) -> Void) -> String {
  var buffer = ScreenBuffer(width: width, height: height)
  buffer.fill(buffer.bounds, ".")
  draw(&buffer)
  return buffer.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
}

@Suite struct ScreenBufferTests {
  @Test(arguments: [
    ("abc", 1, ".abc..", 3), ("abcdef", 3, "...abc", 6), ("abc", -1, "bc....", 3), ("日本", 0, "日本..", 4),
    ("日本", 3, "...日", 4), ("日本", -1, " 本...", 4), ("日本", 5, ".....", 4), ("a\u{301}b", 0, "a\u{301}b....", 2),
    ("a\u{1B}b", 0, "a␛b...", 3), ("\u{200B}x", 0, "x.....", 1), ("x", 6, "......", 1), ("x", -1, "......", 1),
  ])
  func textIsClipped(text: String, x: Int, expected: String, columns: Int) {
    var used = 0
    #expect(picture(width: 6) { used = $0.put(text, at: Point(x: x, y: 0)) } == expected)
    #expect(used == columns)
  }

  @Test(arguments: [("abc", 2, "ab....", 2), ("日本", 3, "日....", 2), ("日x", 1, "......", 0), ("abc", 0, "......", 0)])
  func textEndsAtItsWidth(text: String, width: Int, expected: String, columns: Int) {
    var used = 0
    #expect(picture(width: 6) { used = $0.put(text, at: Point(x: 0, y: 0), maxWidth: width) } == expected)
    #expect(used == columns)
  }

  @Test(arguments: [(0, "x 本.."), (1, " x本.."), (2, "日x .."), (3, "日 x..")])
  func halfAWideCharacterBecomesASpace(x: Int, expected: String) {
    let drawn = picture(width: 6) { buffer in
      buffer.put("日本", at: Point(x: 0, y: 0))
      buffer.put("x", at: Point(x: x, y: 0))
    }
    #expect(drawn == expected)
  }

  @Test func aWideCharacterOverTwoHalvesClearsBoth() {
    let drawn = picture(width: 6) { buffer in
      buffer.put("日本", at: Point(x: 0, y: 0))
      buffer.put("語", at: Point(x: 1, y: 0))
    }
    #expect(drawn == " 語 ..")
  }

  @Test func nothingLeavesTheClip() {
    let drawn = picture(width: 6, height: 3) { buffer in
      buffer.clipped(to: Rect(x: 1, y: 1, width: 3, height: 5)) { pane in
        pane.fill(Rect(x: -9, y: -9, width: 99, height: 99), "#")
        pane.put("日本日本", at: Point(x: 0, y: 1))
        pane.clipped(to: Rect(x: 3, y: 0, width: 9, height: 9)) { $0.put("xyz", at: Point(x: 2, y: 2)) }
      }
      buffer.put("o", at: Point(x: 0, y: 0))
    }
    #expect(drawn == "o...../. 本../.##y..")
  }

  @Test func wideFillsStayWhole() {
    #expect(picture(width: 6) { $0.fill(Rect(x: 0, y: 0, width: 5, height: 1), "日") } == "日日 .")
  }

  @Test func aStyledLineEndsWhereAWideCharacterDoesNotFit() {
    let drawn = picture(width: 6) { buffer in
      #expect(buffer.put(StyledText("a日", .plain.bold) + "x", at: Point(x: 0, y: 0), maxWidth: 2) == 1)
    }
    #expect(drawn == "a.....")
  }

  @Test func bordersOfEverySizeStayInside() {
    for width in 0...12 {
      for height in 0...4 {
        var buffer = ScreenBuffer(width: 16, height: 8)
        let area = Rect(x: 2, y: 2, width: width, height: height)
        let inside = buffer.border(area, title: "日本 title")
        #expect(inside.intersection(area) == inside || inside.isEmpty)
        for y in 0..<8 {
          for x in 0..<16 where !area.contains(Point(x: x, y: y)) { #expect(buffer[x, y] == .blank) }
        }
      }
    }
  }

  @Test func panesAreDrawnWithTheirStyles() {
    var buffer = ScreenBuffer(width: 30, height: 7)
    let theme = Theme.dark
    let panes = buffer.bounds.split(.columns, .fraction(0.5), .remainder())
    let source = buffer.border(
      panes[0], title: StyledText("Source", theme[.focusedTitle]), Glyphs.unicode.heavyBox,
      style: theme[.focusedBorder])
    buffer.clipped(to: source) { pane in
      pane.put(StyledText("def", theme[.keyword]) + " " + StyledText("forward", theme[.definition]), at: source.origin)
      pane.put("x = x + 日本語日本語", at: Point(x: source.x, y: source.y + 1))
      pane.restyle(source.row(1)) { $0 = $0.overlaid(by: theme[.currentLine]) }
    }
    let ascii = buffer.border(panes[1], title: "Frames", Glyphs.ascii.box, style: theme[.border])
    buffer.horizontalLine(at: Point(x: ascii.x, y: ascii.y + 1), length: ascii.width)
    buffer.verticalLine(at: Point(x: ascii.x + 3, y: ascii.y), length: 99)
    #expect(differenceFromGolden(buffer.golden, "panes") == nil)
  }

  @Test func aStyleMapNamesEachStyle() {
    var buffer = ScreenBuffer(width: 6, height: 2)
    buffer.put("日", at: Point(x: 1, y: 0), style: Style(Color(0x0102FF), on: Color(0x000010), [.bold, .reverse]))
    buffer.put("x", at: Point(x: 0, y: 1), style: .plain.dim.italic.underline)
    #expect(buffer.styleMap == ".aa\nb\na #0102ff on #000010 bold reverse\nb dim italic underline\n")
    #expect(buffer.text == " 日\nx\n")
  }

  @Test func aPictureGoesIntoAnother() {
    var small = ScreenBuffer(width: 3, height: 1)
    small.put("日x", at: Point(x: 0, y: 0))
    #expect(picture(width: 6) { $0.put(small, at: Point(x: 2, y: 0)) } == "..日x.")
    #expect(picture(width: 6) { $0.put(small, at: Point(x: -1, y: 0)) } == " x....")
  }
}
