/// A character position on the screen: a character, its style, and its width in columns.
///
/// A wide character takes two cells: the first contains the character and has width 2, the second is a continuation.
public struct Cell: Hashable, Sendable {
  public private(set) var character: Character
  public var style: Style
  /// 1 or 2; 0 marks the right half of the wide character in the cell before.
  public private(set) var width: Int8

  /// Replaces a control character by its symbol (`␛`), and a character of width 0 by a space.
  public init(_ character: Character, style: Style = .plain) {
    self.character = character.visible
    self.style = style
    width = Int8(max(1, self.character.displayWidth))
  }

  private init(continuationWith style: Style) {
    character = " "
    self.style = style
    width = 0
  }

  public static let blank = Cell(" ")

  /// The right half of a wide character.
  public static func continuation(_ style: Style) -> Cell { Cell(continuationWith: style) }

  public var isContinuation: Bool { width == 0 }
  public var isWide: Bool { width == 2 }
}

extension Character {
  /// The character, or a substitute if it would move the cursor or control the terminal.
  var visible: Character {
    guard let scalar = unicodeScalars.first else { return " " }
    switch scalar.value {
    case 0x20..<0x7F: return self
    case 0..<0x20: return Character(Unicode.Scalar(0x2400 + scalar.value)!)
    case 0x7F: return "\u{2421}"
    case 0x80..<0xA0: return "\u{FFFD}"
    case 0x2028, 0x2029: return " "
    default: return displayWidth == 0 ? " " : self
    }
  }
}
