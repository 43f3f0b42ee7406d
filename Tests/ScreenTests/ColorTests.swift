import Glibc
import Screen
import Testing

@Suite struct ColorTests {
  @Test(arguments: [
    (0x000000, 16, 0), (0xFFFFFF, 231, 15), (0xFF0000, 196, 9), (0x5F87AF, 67, 8), (0x808080, 244, 8),
    (0x00CD00, 40, 2), (0x1A1A1A, 234, 0), (0xFFD75F, 221, 11),
  ] as [(UInt32, UInt8, UInt8)])
  func fewerColorsAreTheNearest(hex: UInt32, indexed: UInt8, ansi: UInt8) {
    #expect(Color(hex).indexed256 == indexed)
    #expect(Color(hex).ansi16() == ansi)
  }

  @Test func everyIndexedColorIsItsOwnNearest() {
    for index in UInt8(16)...255 {
      let color = Color.xterm(index)
      #expect(color.indexed256.map(Color.xterm) == color)
    }
    #expect(Color.default.indexed256 == nil && Color.default.ansi16() == nil)
    #expect(Color(0xFF5555).ansi16(bright: false).map { $0 < 8 } == true)
  }

  @Test(arguments: [ColorScale.viridis, .blueOrangeOnDark, .blueOrangeOnLight])
  func scalesAreShortAndMonotonic(scale: ColorScale) {
    #expect(scale.steps.count <= 64)
    #expect(Set(scale.steps).count == scale.steps.count)
    let light = scale.steps.map(luminance)
    let middle = scale.kind == .sequential ? 0 : light.count / 2
    let risesFromMiddle = light.last! > light[middle]
    for index in middle..<light.count - 1 {
      #expect((light[index + 1] > light[index]) == risesFromMiddle, "step \(index)")
    }
    for index in 0..<middle { #expect((light[index] > light[index + 1]) == risesFromMiddle, "step \(index)") }
  }

  @Test func scalesClampTheirEnds() {
    let scale = ColorScale.viridis
    #expect(scale.color(at: -3) == Color(0x440154) && scale.color(at: 7) == Color(0xFDE725))
    #expect(scale.color(at: .nan) == scale.steps[0] && scale.color(at: .infinity) == scale.steps.last)
    #expect(ColorScale.blueOrangeOnDark.index(at: 0.5) == 31)
  }

  @Test func rangesSpanFiniteValues() {
    let range = ValueRange(of: [1, .nan, -3, .infinity, 2])
    #expect(range == ValueRange(-3, 2))
    #expect(range?.aroundZero == ValueRange(-3, 3))
    #expect(ValueRange(of: [Float.nan]) == nil)
    #expect(ValueRange(2, 2).share(of: 2) == 0.5)
    #expect(ValueRange(-.greatestFiniteMagnitude, .greatestFiniteMagnitude).share(of: 0) == 0.5)
    #expect(ValueRange(0, 4).share(of: 1) == 0.25)
    #expect(ValueRange(0, 4).share(of: .infinity) == 1 && ValueRange(0, 4).share(of: .nan) == 0)
  }

  @Test(arguments: Theme.Role.allCases)
  func everyRoleHasAStyle(role: Theme.Role) {
    for theme in [Theme.dark, .light] {
      let mono = Appearance(theme: theme, colors: .mono)[role]
      #expect(mono.foreground == .default && mono.background == .default)
      #expect(Appearance(theme: theme)[role] == theme[role])
    }
  }

  @Test func whatMattersStandsOutWithoutColour() {
    let mono = Appearance(colors: .mono)
    for role in [Theme.Role.currentLine, .failure, .warning, .changed, .breakpoint, .focusedBorder, .searchMatch] {
      #expect(mono[role] != .plain, "\(role)")
    }
  }

  /// Relative luminance of sRGB, as WCAG defines it.
  private func luminance(_ color: Color) -> Double {
    guard case .rgb(let red, let green, let blue) = color else { return .nan }
    func linear(_ value: UInt8) -> Double {
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : exp2(2.4 * log2((share + 0.055) / 1.055))
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
