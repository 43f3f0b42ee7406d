/// An event for a screen program.
public enum Event: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// Pasted text, with `\n` as line ends.
  case paste(String)
  case resize(Size)
  /// The loop's timer has expired. The loop makes this event, not the terminal.
  case tick
  /// Another thread has woken the loop.
  case wake
  /// Ctrl-C, or SIGINT from another process.
  case interrupt
}

/// A key with its modifiers.
public struct Key: Hashable, Sendable {
  public var code: Code
  public var modifiers: Modifiers

  public enum Code: Hashable, Sendable {
    /// A typed character, with shift already applied. With `.control`, a letter is always lower-case.
    case character(Character)
    case up, down, left, right, home, end, pageUp, pageDown, insert, delete
    case enter, escape, tab, backspace
    /// Shift-Tab.
    case backTab
    /// F1 is `function(1)`.
    case function(Int)
  }

  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  public static func character(_ character: Character) -> Key { Key(.character(character)) }
  public static func control(_ letter: Character) -> Key { Key(.character(letter), .control) }
  public static func alt(_ character: Character) -> Key { Key(.character(character), .alt) }
  public static func function(_ number: Int, _ modifiers: Modifiers = []) -> Key {
    Key(.function(number), modifiers)
  }

  /// The key's name in key lists: `Ctrl-Shift-F9`, `PgUp`, `Space`, `n`.
  public var name: String {
    modifiers.prefix + code.name
  }
}

public struct Modifiers: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let shift = Modifiers(rawValue: 1)
  public static let alt = Modifiers(rawValue: 2)
  public static let control = Modifiers(rawValue: 4)

  fileprivate var prefix: String {
    (contains(.control) ? "Ctrl-" : "") + (contains(.alt) ? "Alt-" : "") + (contains(.shift) ? "Shift-" : "")
  }
}

public struct MouseEvent: Hashable, Sendable {
  public var action: Action
  public var position: Point
  public var modifiers: Modifiers

  public enum Action: Hashable, Sendable {
    case press(Button)
    case release(Button)
    /// The mouse moved with a button held down.
    case drag(Button)
    case wheelUp, wheelDown, wheelLeft, wheelRight
  }

  public enum Button: Hashable, Sendable {
    case left, middle, right
  }

  public init(_ action: Action, at position: Point, modifiers: Modifiers = []) {
    self.action = action
    self.position = position
    self.modifiers = modifiers
  }
}

extension Key.Code {
  fileprivate var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .insert: "Ins"
    case .delete: "Del"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backspace: "Backspace"
    case .backTab: "Shift-Tab"
    case .function(let number): "F\(number)"
    }
  }
}
