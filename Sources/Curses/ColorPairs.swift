import Screen

/// Allocates the terminal's colour pairs. A pair is a foreground and a background; the number of pairs is limited.
struct ColorPairs {
  /// Foreground and background as the terminal's colour numbers; -1 is the terminal's default colour.
  struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  let depth: ColorDepth
  /// The number of the terminal's colours, at most 16.
  private let count: Int32
  private let hasDefaults: Bool
  /// Pairs have the numbers from 1 to `limit - 1`. Pair 0 stands for the terminal's own colours.
  private let limit: Int32
  private var numbers: [Pair: Int32] = [:]
  private var seen: [Colors: Int32] = [:]
  /// Whether a pair was requested after all pair numbers were used.
  private(set) var isExhausted = false

  private struct Colors: Hashable {
    var foreground: Color
    var background: Color
  }

  init(depth: ColorDepth, colors: Int32, pairs: Int32, hasDefaults: Bool) {
    self.depth = depth
    count = min(colors, 16)
    self.hasDefaults = hasDefaults
    limit = min(pairs, 65_536)
  }

  /// Returns the number of the pair for two colours. Calls `define` for a new pair.
  ///
  /// When all pair numbers are used, the method returns 0, the terminal's own colours, for every new pair until
  /// `reset`.
  mutating func number(
    _ foreground: Color, _ background: Color, define: (_ number: Int32, Pair) -> Void
  ) -> Int32 {
    if depth == .mono || (foreground == .default && background == .default) { return 0 }
    let colors = Colors(foreground: foreground, background: background)
    if let known = seen[colors] { return known }
    let pair = reduced(foreground, background)
    if let known = numbers[pair] {
      seen[colors] = known
      return known
    }
    let next = Int32(numbers.count + 1)
    guard next < limit else {
      isExhausted = true
      return 0
    }
    define(next, pair)
    numbers[pair] = next
    seen[colors] = next
    return next
  }

  /// Removes all pairs. Everything on the screen must be drawn again afterwards.
  mutating func reset() {
    numbers = [:]
    seen = [:]
    isExhausted = false
  }

  func reduced(_ foreground: Color, _ background: Color) -> Pair {
    var pair = Pair(foreground: number(foreground), background: number(background))
    if depth == .ansi16 {
      // With few colours, text may become invisible: black text on a black screen, or text in the colour of its
      // background. Draw such text in the terminal's own colour.
      let blackOnDefault = pair.foreground == 0 && background == .default
      if foreground != .default, blackOnDefault || pair.foreground == pair.background { pair.foreground = -1 }
    }
    if !hasDefaults {
      if pair.foreground < 0 { pair.foreground = 7 }
      if pair.background < 0 { pair.background = 0 }
    }
    return pair
  }

  private func number(_ color: Color) -> Int32 {
    guard case .rgb(let red, let green, let blue) = color else { return -1 }
    switch depth {
    case .mono: return -1
    case .ansi16: return Int32(color.ansi16(bright: count >= 16)!)
    case .indexed256: return Int32(color.indexed256!)
    case .truecolor:
      let value = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
      // In terminfo's "direct" descriptions, 0…7 are ANSI's colours and other numbers are 0xRRGGBB. Replace 0…7 by 8,
      // a very dark blue.
      return value < 8 ? 8 : value
    }
  }
}
