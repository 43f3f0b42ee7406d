/// The characters that draw pictures and borders: Unicode, or ASCII only.
public enum Glyphs: Hashable, Sendable {
  case unicode
  case ascii

  /// Characters of eight heights, the lowest first.
  public var bars: [Character] {
    self == .unicode ? Array("▁▂▃▄▅▆▇█") : Array(".:-=+*#@")
  }

  /// Characters from empty to full: 5 shades in Unicode, 10 in ASCII.
  public var shades: [Character] {
    self == .unicode ? Array(" ░▒▓█") : Array(" .:-=+*#%@")
  }

  /// The sign between the sizes of a shape: `3×4`.
  public var times: String { self == .unicode ? "×" : "x" }

  public var ellipsis: String { self == .unicode ? "…" : "~" }

  /// The characters of a box.
  public var box: BoxGlyphs {
    self == .unicode ? BoxGlyphs("─│┌┐└┘├┤┬┴┼") : BoxGlyphs("-|+++++++++")
  }

  /// The characters of an emphasised box, such as the focused pane's.
  public var heavyBox: BoxGlyphs {
    self == .unicode ? BoxGlyphs("━┃┏┓┗┛┣┫┳┻╋") : BoxGlyphs("=#+++++++++")
  }

  /// The character for a mark beside text.
  public func mark(_ mark: Mark) -> Character {
    switch mark {
    case .currentLine: self == .unicode ? "▶" : ">"
    case .breakpoint: self == .unicode ? "●" : "*"
    case .disabledBreakpoint: self == .unicode ? "○" : "o"
    case .conditionalBreakpoint: self == .unicode ? "◐" : "c"
    case .pendingBreakpoint: self == .unicode ? "◌" : "?"
    case .logPoint: self == .unicode ? "◇" : "l"
    case .run: self == .unicode ? "▏" : "|"
    case .changed: self == .unicode ? "◆" : "!"
    case .done: self == .unicode ? "✓" : "v"
    case .toCome: self == .unicode ? "·" : "."
    case .expanded: self == .unicode ? "▾" : "-"
    case .collapsed: self == .unicode ? "▸" : "+"
    }
  }

  public enum Mark: Hashable, Sendable, CaseIterable {
    case currentLine, breakpoint, disabledBreakpoint, conditionalBreakpoint, pendingBreakpoint, logPoint, run, changed,
      done, toCome, expanded, collapsed
  }
}

/// The characters of borders and the lines that join them.
public struct BoxGlyphs: Hashable, Sendable {
  public let horizontal, vertical: Character
  public let topLeft, topRight, bottomLeft, bottomRight: Character
  /// Junctions where a line leaves a border to the right, left, downward or upward, and a crossing of two lines.
  public let teeRight, teeLeft, teeDown, teeUp, cross: Character

  init(_ characters: String) {
    let all = Array(characters)
    precondition(all.count == 11, "a box is made of eleven characters")
    (horizontal, vertical) = (all[0], all[1])
    (topLeft, topRight, bottomLeft, bottomRight) = (all[2], all[3], all[4], all[5])
    (teeRight, teeLeft, teeDown, teeUp, cross) = (all[6], all[7], all[8], all[9], all[10])
  }
}
