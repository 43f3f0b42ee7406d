/// The styles of all roles, for dark and for light screens.
///
/// Colour is never the only sign: important text is also bold, underlined, reversed or marked by a character, for
/// screens without colours and for colour-blind users.
public struct Theme: Hashable, Sendable {
  public enum Role: Hashable, Sendable, CaseIterable {
    case text, faint
    // Source
    case currentLine, selectedLine, lineNumber, breakpoint, disabledBreakpoint, inlineValue, searchMatch
    case keyword, definition, string, number, comment, builtin, decorator
    // Values
    case name, argument, type, shape, value, changed, histogram
    // The pass's state.
    case healthy, warning, failure
    // NaN, infinities and zeros: their counts in a summary, and their characters in a picture.
    case notANumber, infinite, zeros
    // Lines of a plot.
    case firstLine, secondLine, thirdLine, fourthLine
    // The mark beside source lines that the selected frame has already run.
    case run
    // Layers
    case done, active, pending
    // Frames
    case border, focusedBorder, title, focusedTitle, statusBar, key, prompt, heading
  }

  public enum Brightness: Hashable, Sendable {
    case dark, light
  }

  public let brightness: Brightness
  private let styles: [Role: Style]
  /// Colours for numbers from small to large.
  public let sequential: ColorScale
  /// Colours for numbers of both signs.
  public let diverging: ColorScale
  /// The colours of NaN and of plus infinity in pictures.
  public let notANumber: Color
  public let infinite: Color
  /// The colour of minus infinity. The colour is an unobtrusive grey, because masks contain minus infinity many times.
  public let negativeInfinite: Color

  public subscript(role: Role) -> Style { styles[role]! }

  public static let dark = Theme(.dark)
  public static let light = Theme(.light)

  private init(_ brightness: Brightness) {
    self.brightness = brightness
    let isDark = brightness == .dark
    sequential = .viridis
    diverging = isDark ? .blueOrangeOnDark : .blueOrangeOnLight
    notANumber = Color(0xFF00FF)
    infinite = Color(isDark ? 0xFF5F5F : 0xD00000)
    negativeInfinite = Color(isDark ? 0x6A6A6A : 0x9A9A9A)
    styles = Dictionary(
      uniqueKeysWithValues: Role.allCases.map { ($0, Theme.style(of: $0, isDark: isDark)) })
  }

  /// The style of a role. Each case lists the colour on a dark screen, the colour on a light screen, and attributes.
  private static func style(of role: Role, isDark: Bool) -> Style {
    func ink(_ dark: UInt32, _ light: UInt32) -> Style { Style(Color(isDark ? dark : light)) }
    func paper(_ dark: UInt32, _ light: UInt32) -> Style { Style(on: Color(isDark ? dark : light)) }
    switch role {
    case .text, .value, .name: return .plain
    case .argument: return ink(0xD7D7AF, 0x5A5A00)
    case .faint: return ink(0x808080, 0x767676)
    case .currentLine: return paper(0x00005F, 0xD7D7FF).bold
    case .selectedLine: return paper(0x3A3A3A, 0xE4E4E4)
    case .lineNumber: return ink(0x6C6C6C, 0x8A8A8A)
    case .breakpoint: return ink(0xFF5F5F, 0xC00000).bold
    case .disabledBreakpoint: return ink(0xAF5F5F, 0xB06060)
    case .inlineValue: return ink(0x8A8A7A, 0x70705A).italic
    case .searchMatch: return Style(Color(0x000000), on: Color(0xFFD75F))
    case .keyword: return ink(0xD7875F, 0x9A3E00)
    case .definition: return ink(0xFFD787, 0x6F4E00).bold
    case .string: return ink(0x87AF5F, 0x3A6A00)
    case .number: return ink(0x5FAFD7, 0x005F9A)
    case .comment: return ink(0x808080, 0x6E6E6E).italic
    case .builtin: return ink(0xAF87D7, 0x6A3AA0)
    case .decorator: return ink(0xAFAF5F, 0x6A6A00)
    case .type: return ink(0x87AFAF, 0x2A6A6A)
    case .shape: return ink(0x5FAFAF, 0x005F5F)
    case .changed: return ink(0xFFAF00, 0xA85A00).bold
    case .histogram: return ink(0x5F87AF, 0x2A5A8A)
    case .healthy: return ink(0x5FAF87, 0x00703A)
    case .warning: return ink(0xFFD75F, 0x8A6000).bold
    case .failure: return Style(Color(0xFFFFFF), on: Color(isDark ? 0xAF0000 : 0xC00000)).bold
    case .notANumber: return ink(0xFF5FFF, 0xB000B0).bold
    case .infinite: return ink(0xFF8787, 0xC00000).bold
    case .zeros: return ink(0x87AFD7, 0x2A5A8A)
    case .firstLine: return ink(0x5FAFFF, 0x0060B0)
    case .secondLine: return ink(0xFFAF00, 0xA85A00)
    case .thirdLine: return ink(0x5FD7AF, 0x00704A)
    case .fourthLine: return ink(0xD787D7, 0x8A3A8A)
    case .run: return ink(0x5FAF87, 0x00703A)
    case .done: return ink(0x5FAF87, 0x00703A)
    case .active: return ink(0x87D7FF, 0x005FAF).bold
    case .pending: return ink(0x6C6C6C, 0x8A8A8A)
    case .border: return ink(0x5C5C5C, 0xA0A0A0)
    case .focusedBorder: return ink(0x5FAFFF, 0x005FD7)
    case .title: return ink(0xA8A8A8, 0x606060)
    case .focusedTitle: return ink(0x87D7FF, 0x005FD7).bold
    case .statusBar: return Style(Color(isDark ? 0xD0D0D0 : 0x202020), on: Color(isDark ? 0x303030 : 0xD8D8D8))
    case .key: return ink(0x87D7FF, 0x005FAF).bold
    case .prompt: return ink(0xFFD787, 0x6F4E00).bold
    case .heading: return .plain.bold
    }
  }
}

/// The properties of a screen that a picture needs.
public struct Appearance: Hashable, Sendable {
  public var theme: Theme
  public var colors: ColorDepth
  public var glyphs: Glyphs

  public init(theme: Theme = .dark, colors: ColorDepth = .truecolor, glyphs: Glyphs = .unicode) {
    self.theme = theme
    self.colors = colors
    self.glyphs = glyphs
  }

  /// A role's style on this screen. Without colours, roles that differ only by colour are reversed or dim.
  ///
  /// With sixteen colours, roles that differ only by a background tint or a grey are reversed or dim too.
  public subscript(role: Theme.Role) -> Style {
    let style = theme[role]
    let plain = Style(.default, on: .default, style.attributes)
    if colors > .ansi16 { return style }
    switch role {
    case .currentLine, .statusBar: return plain.reverse
    case .selectedLine: return plain.underline
    case .faint, .lineNumber, .comment, .inlineValue, .pending, .border: return plain.dim
    case .failure, .searchMatch: return colors == .mono ? plain.reverse : style
    case .focusedBorder, .active: return colors == .mono ? plain.bold : style
    default: return colors == .mono ? plain : style
    }
  }
}
