import Screen

/// Decodes a terminal's mouse reports, in SGR encoding (`0;12;5M`) or in the old encoding of three bytes.
struct MouseReport {
  /// The button that was pressed last. The old encoding does not report which button is released, so a release event
  /// contains this button.
  private var pressed = MouseEvent.Button.left

  /// Decodes the text between `ESC [ <` and the final letter, which is `M`, or `m` for a release.
  mutating func event(sgr text: String, final: Character) -> MouseEvent? {
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let code = numbers[0], let column = numbers[1], let row = numbers[2] else { return nil }
    guard final == "M" || final == "m" else { return nil }
    return event(code: code, column: column, row: row, isRelease: final == "m")
  }

  /// Decodes the three bytes after `ESC [ M`, each 32 greater than its value.
  mutating func event(old bytes: [UInt32]) -> MouseEvent? {
    guard bytes.count == 3, bytes.allSatisfy({ $0 >= 32 && $0 < 256 }) else { return nil }
    let code = Int(bytes[0]) - 32
    let isRelease = code & 3 == 3 && code & (32 | 64) == 0
    return event(code: code, column: Int(bytes[1]) - 32, row: Int(bytes[2]) - 32, isRelease: isRelease)
  }

  private mutating func event(code: Int, column: Int, row: Int, isRelease: Bool) -> MouseEvent? {
    guard (0..<128).contains(code), (1...65535).contains(column), (1...65535).contains(row) else { return nil }
    var modifiers: Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    guard let action = action(code: code, isRelease: isRelease) else { return nil }
    return MouseEvent(action, at: Point(x: column - 1, y: row - 1), modifiers: modifiers)
  }

  private mutating func action(code: Int, isRelease: Bool) -> MouseEvent.Action? {
    if code & 64 != 0 {
      return isRelease ? nil : [.wheelUp, .wheelDown, .wheelLeft, .wheelRight][code & 3]
    }
    let buttons: [MouseEvent.Button] = [.left, .middle, .right]
    if isRelease { return .release(code & 3 < 3 ? buttons[code & 3] : pressed) }
    guard code & 3 < 3 else { return nil }  // the mouse moved without a button
    if code & 32 != 0 { return .drag(buttons[code & 3]) }
    pressed = buttons[code & 3]
    return .press(pressed)
  }
}
