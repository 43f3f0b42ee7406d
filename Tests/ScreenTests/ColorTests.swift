import Glibc
import Screen
import Testing

@Suite struct ColorTests {
  @Test(
    arguments: [
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

  /// Equal steps on the scale change CIE lightness equally. So a smooth picture shows no false edges.
  @Test(arguments: [ColorScale.viridis, .blueOrangeOnDark, .blueOrangeOnLight])
  func lightnessChangesEvenly(scale: ColorScale) {
    let light = scale.steps.map(lightness)
    let parts = scale.kind == .sequential ? [light] : [Array(light[...31]), Array(light[31...])]
    for part in parts {
      let steps = zip(part, part.dropFirst()).map { abs($1 - $0) }
      let mean = steps.reduce(0, +) / Double(steps.count)
      #expect(steps.allSatisfy { $0 < mean * 2.5 }, "\(steps)")
    }
  }

  /// Users who do not see red or green can distinguish the negative from the positive side of a diverging scale.
  @Test(arguments: [ColorScale.blueOrangeOnDark, .blueOrangeOnLight])
  func signsDifferForTheColourBlind(scale: ColorScale) {
    for simulate in [protanope, deuteranope] {
      for distance in 8...31 {
        let (below, above) = (simulate(scale.steps[31 - distance]), simulate(scale.steps[31 + distance]))
        #expect(abs(below.blue - above.blue) > 0.15, "\(distance) steps from zero")
      }
    }
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

  @Test func importantStylesDifferWithoutColour() {
    let mono = Appearance(colors: .mono)
    for role in [Theme.Role.currentLine, .failure, .warning, .changed, .breakpoint, .focusedBorder, .searchMatch] {
      #expect(mono[role] != .plain, "\(role)")
    }
  }

  private typealias Light = (red: Double, green: Double, blue: Double)

  private func linear(_ color: Color) -> Light {
    guard case .rgb(let red, let green, let blue) = color else { return (.nan, .nan, .nan) }
    func linear(_ value: UInt8) -> Double {
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : exp2(2.4 * log2((share + 0.055) / 1.055))
    }
    return (linear(red), linear(green), linear(blue))
  }

  /// The relative luminance of an sRGB colour, 0…1, as WCAG defines it.
  private func luminance(_ color: Color) -> Double {
    let light = linear(color)
    return 0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue
  }

  /// The CIE lightness L*, 0…100.
  private func lightness(_ color: Color) -> Double { 116 * cbrt(luminance(color)) - 16 }

  /// The linear light of a colour as users without one kind of cone see it (Viénot, Brettel and Mollon 1999). Red and
  /// green are equal.
  private func protanope(_ color: Color) -> Light {
    let light = linear(color)
    let yellow = 0.11238 * light.red + 0.88762 * light.green
    return (yellow, yellow, shown(0.00401 * light.red - 0.00401 * light.green + light.blue))
  }

  private func deuteranope(_ color: Color) -> Light {
    let light = linear(color)
    let yellow = 0.29275 * light.red + 0.70725 * light.green
    return (yellow, yellow, shown(-0.02234 * light.red + 0.02234 * light.green + light.blue))
  }

  /// The sRGB component for a component of linear light.
  private func shown(_ light: Double) -> Double { exp2(log2(max(light, 1e-9)) / 2.2) }
}
