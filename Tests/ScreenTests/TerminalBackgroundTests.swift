import Screen
import Testing

@testable import Curses

@Suite struct TerminalBackgroundTests {
  @Test(
    arguments: [
      ("\u{1B}]11;rgb:1a1a/1a1a/1a1a\u{1B}\\\u{1B}[?1;2c", .dark),
      ("\u{1B}]11;rgb:ffff/ffff/dddd\u{7}\u{1B}[?6c", .light),
      ("\u{1B}]11;rgb:f/f/f\u{7}", .light), ("\u{1B}]11;rgba:00/10/20/ff\u{7}", .dark),
      ("jk\u{1B}]11;rgb:ff/ff/ff", .light),
      ("\u{1B}[?1;2c", nil), ("", nil), ("\u{1B}]11;rgb:zz/1/1", nil), ("\u{1B}]11;rgb:12345/0/0", nil),
      ("\u{1B}]11;rgb:", nil), ("\u{1B}]11;rgb:ff/ff", nil),
    ] as [(String, Theme.Brightness?)])
  func answersAreRead(_ answer: String, _ brightness: Theme.Brightness?) {
    #expect(TerminalBackground.brightness(inAnswer: answer) == brightness)
  }

  @Test(
    arguments: [
      ("15;0", .dark), ("0;15", .light), ("0;default;15", .light), ("7;8", .dark), ("0;7", .light), ("", nil),
      ("0;x", nil), ("0;99", nil),
    ] as [(String, Theme.Brightness?)])
  func theVariableIsRead(_ text: String, _ brightness: Theme.Brightness?) {
    #expect(TerminalBackground.brightness(ofVariable: text) == brightness)
  }

  @Test(arguments: [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("-0.0417 你", "LTAuMDQxNyDkvaA=")])
  func textGoesToTheClipboardAsBase64(_ text: String, _ encoded: String) {
    #expect(clipboardSequence(text) == "\u{1B}]52;c;\(encoded)\u{7}")
  }
}
