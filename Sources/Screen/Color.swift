/// A colour of a cell: the terminal's own colour, or red, green and blue with 8 bits each (sRGB).
///
/// A screen with fewer colours shows the nearest of its colours.
public enum Color: Hashable, Sendable {
  case `default`
  case rgb(UInt8, UInt8, UInt8)

  /// Makes a colour from `0xRRGGBB`.
  public init(_ hex: UInt32) {
    func byte(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: hex >> shift) }
    self = .rgb(byte(16), byte(8), byte(0))
  }

  /// The colour as text: `#rrggbb`, or `default`.
  public var name: String {
    guard case .rgb(let red, let green, let blue) = self else { return "default" }
    return "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Interpolates two colours: share 0 returns `a`, share 1 returns `b`. The interpolation is linear in sRGB, which
  /// suffices for similar colours.
  public static func blend(_ a: Color, _ b: Color, _ share: Double) -> Color {
    guard case .rgb(let r0, let g0, let b0) = a, case .rgb(let r1, let g1, let b1) = b else {
      return share < 0.5 ? a : b
    }
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * min(max(share, 0), 1)).rounded())
    }
    return .rgb(mix(r0, r1), mix(g0, g1), mix(b0, b1))
  }
}

/// The number of colours that a terminal shows.
public enum ColorDepth: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// No colours, only bold, dim, underline and reverse.
  case mono
  /// The eight or sixteen colours of ANSI.
  case ansi16
  /// The 256 colours of xterm: 16 of ANSI, a 6×6×6 cube, 24 greys.
  case indexed256
  /// Red, green and blue with 8 bits each.
  case truecolor

  public static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}

extension Color {
  /// The nearest of xterm's colours 16…255 (the first sixteen differ from terminal to terminal); nil for `.default`.
  public var indexed256: UInt8? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    let cube = [red, green, blue].map(nearestCubeStep)
    let cubeIndex = UInt8(16 + 36 * cube[0] + 6 * cube[1] + cube[2])
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let greyStep = min(23, max(0, (mean - 3) / 10))
    let greyIndex = UInt8(232 + greyStep)
    let cubeDistance = distance(to: Color.xterm(cubeIndex))
    return distance(to: Color.xterm(greyIndex)) < cubeDistance ? greyIndex : cubeIndex
  }

  /// The nearest of ANSI's colours 0…15; if `bright` is false, the nearest of the first eight. Nil for `.default`.
  ///
  /// Nearly grey colours become black, grey or white, although another colour may be nearer.
  public func ansi16(bright: Bool = true) -> UInt8? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    let isGrey = max(red, green, blue) - min(red, green, blue) < 32
    let candidates: [UInt8] = isGrey ? [0, 7, 8, 15] : Array(0..<16)
    return candidates.filter { bright || $0 < 8 }.min { distance(to: .xterm($0)) < distance(to: .xterm($1)) }
  }

  /// The colour that xterm shows for a colour number.
  public static func xterm(_ index: UInt8) -> Color {
    switch index {
    case 0..<16: return Color(ansiPalette[Int(index)])
    case 16..<232:
      let cell = Int(index) - 16
      return .rgb(cubeSteps[cell / 36], cubeSteps[cell / 6 % 6], cubeSteps[cell % 6])
    default:
      let grey = UInt8(8 + 10 * (Int(index) - 232))
      return .rgb(grey, grey, grey)
    }
  }

  /// The perceived distance of two colours, squared, by the "redmean" approximation.
  func distance(to other: Color) -> Int {
    guard case .rgb(let r0, let g0, let b0) = self, case .rgb(let r1, let g1, let b1) = other else {
      return self == other ? 0 : .max
    }
    let mean = (Int(r0) + Int(r1)) / 2
    let (dr, dg, db) = (Int(r0) - Int(r1), Int(g0) - Int(g1), Int(b0) - Int(b1))
    return ((512 + mean) * dr * dr) >> 8 + 4 * dg * dg + ((767 - mean) * db * db) >> 8
  }
}

/// The six values of red, green or blue in xterm's colour cube.
private let cubeSteps: [UInt8] = [0, 95, 135, 175, 215, 255]

/// xterm's default values of the first sixteen colours.
private let ansiPalette: [UInt32] = [
  0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
  0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
]

private func nearestCubeStep(_ value: UInt8) -> Int {
  cubeSteps.indices.min { abs(Int(cubeSteps[$0]) - Int(value)) < abs(Int(cubeSteps[$1]) - Int(value)) }!
}
