import Screen
import Testing

@testable import Curses

@Suite struct ColorPairTests {
  private func pairs(
    _ depth: ColorDepth, colors: Int32 = 256, pairs: Int32 = 65536, defaults: Bool = true
  ) -> ColorPairs {
    ColorPairs(depth: depth, colors: colors, pairs: pairs, hasDefaults: defaults)
  }

  @Test(
    arguments: [
      (ColorDepth.truecolor, 0xFF8000, -1, 0xFF8000, -1), (.truecolor, 0x000000, 0x000003, 8, 8),
      (.indexed256, 0xFF8700, 0x000000, 208, 16), (.ansi16, 0xFF0000, 0xFFFFFF, 9, 15),
      // In the first and the last of these cases, the text keeps the terminal's own text colour (−1), because text in
      // the nearest colour could be invisible. In the first case, the text would be black on the terminal's own
      // background. In the last case, text and background would have the same colour.
      (.ansi16, 0x101010, -1, -1, -1), (.ansi16, 0x101010, 0xFFFFFF, 0, 15), (.ansi16, 0x0000EE, 0x0000E0, -1, 4),
    ] as [(ColorDepth, Int, Int, Int32, Int32)])
  func coloursBecomeNumbers(depth: ColorDepth, foreground: Int, background: Int, first: Int32, second: Int32) {
    func color(_ hex: Int) -> Color { hex < 0 ? .default : Color(UInt32(hex)) }
    let pair = pairs(depth).reduced(color(foreground), color(background))
    #expect(pair == ColorPairs.Pair(foreground: first, background: second))
  }

  @Test func withoutDefaultColoursTextIsWhiteOnBlack() {
    let table = pairs(.ansi16, colors: 8, defaults: false)
    #expect(table.reduced(.default, Color(0x0000EE)) == ColorPairs.Pair(foreground: 7, background: 4))
    #expect(table.reduced(Color(0xFF5C5C), .default).background == 0)
    #expect(table.reduced(Color(0xFF5C5C), .default).foreground < 8)
  }

  @Test func eachPairIsDefinedOnce() {
    var table = pairs(.indexed256)
    var defined: [Int32] = []
    for _ in 0..<2 {
      for hex in [0xFF8700, 0x5F87AF, 0xFE8600] as [UInt32] {
        _ = table.number(Color(hex), .default) { number, _ in defined.append(number) }
      }
    }
    #expect(defined == [1, 2])  // among 256 colours, the third colour is the same as the first
    #expect(table.number(.default, .default) { _, _ in Issue.record("pair 0 is the terminal's") } == 0)
  }

  @Test func aFullTableStartsAgain() {
    var table = pairs(.truecolor, pairs: 4)
    let numbers = (1...5).map { table.number(Color(UInt32($0 * 1000)), .default) { _, _ in } }
    #expect(numbers == [1, 2, 3, 0, 0] && table.isExhausted)
    table.reset()
    #expect(table.number(Color(5000), .default) { _, _ in } == 1 && !table.isExhausted)
  }

  @Test func aMonochromeTerminalHasNoColourPairs() {
    var table = pairs(.mono)
    #expect(table.number(Color(0xFF0000), Color(0x00FF00)) { _, _ in Issue.record("no pairs without colours") } == 0)
  }
}
