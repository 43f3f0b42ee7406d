import Screen

/// The help screen: the keys of the focused pane, the global keys, and the commands about the screen.
struct HelpOverlay {
  let pane: PaneKind
  let top: Int
  let appearance: Appearance

  struct Line {
    var keys = ""
    var help = ""
    var isHeading = false
  }

  /// The lines of the help for a screen width: headings, and keys with their texts. Long texts are wrapped.
  private static func lines(for pane: PaneKind, width: Int) -> [Line] {
    let own = KeyTable.bindings.filter { $0.scope != .everywhere && $0.scope.covers(pane) }
    let common = KeyTable.bindings.filter { $0.scope == .everywhere }
    func rows(_ bindings: [KeyBinding]) -> [(String, String)] {
      bindings.map { binding in
        let keys = binding.keys.filter { KeyTable.binding(of: $0, in: pane)?.action == binding.action }
        return (keys.map(\.name).joined(separator: " "), binding.help)
      }
      .filter { !$0.0.isEmpty }
    }
    let moving = common.filter(\.action.isMotion)
    let screen = ScreenCommand.all.map { (":\($0.usage)", $0.help) }
    let sections: [(String, [(String, String)])] = [
      ("In \(pane.title)", rows(own)), ("Moving through the pass: capitals go backward", rows(moving)),
      ("Everywhere", rows(common.filter { !$0.action.isMotion })),
      ("At the prompt, besides the commands that :help lists", screen),
    ]
    let keysWidth = sections.flatMap(\.1).map { $0.0.displayWidth }.max() ?? 0
    let helpWidth = max(1, width - keysWidth - 7)
    var result: [Line] = []
    for (title, rows) in sections where !rows.isEmpty {
      if !result.isEmpty { result.append(Line()) }
      result.append(Line(help: title, isHeading: true))
      for (keys, help) in rows {
        let lines = help.wrapped(to: helpWidth)
        result += lines.enumerated().map { Line(keys: $0.offset == 0 ? keys : "", help: $0.element) }
      }
    }
    return result
  }

  private static func height(of size: Size, lines: Int) -> Int { max(0, min(lines + 2, size.height - 2)) }

  /// The first visible line of the help after the user presses a key. Nil for a key that does not scroll: the key
  /// closes the help.
  static func top(after key: Key, from top: Int, in pane: PaneKind, _ size: Size) -> Int? {
    let lines = lines(for: pane, width: size.width).count
    let page = height(of: size, lines: lines) - 2
    guard case .move(let movement)? = KeyTable.binding(of: key, in: .output)?.action,
      let rows = movement.rows(page: page)
    else { return nil }
    return max(0, min(top + rows, lines - page))
  }

  func render(into buffer: inout ScreenBuffer) {
    let lines = Self.lines(for: pane, width: buffer.size.width)
    let keysWidth = lines.map { $0.keys.displayWidth }.max() ?? 0
    let width = min(buffer.size.width - 2, keysWidth + (lines.map { $0.help.displayWidth }.max() ?? 0) + 6)
    let height = Self.height(of: buffer.size, lines: lines.count)
    let area = Rect(
      x: (buffer.size.width - width) / 2, y: (buffer.size.height - height) / 2, width: width, height: height)
    buffer.fill(area)
    let title = StyledText("Keys", appearance[.focusedTitle])
    let inside = buffer.border(area, title: title, appearance.glyphs.box, style: appearance[.focusedBorder])
    let top = max(0, min(top, lines.count - inside.height))
    for row in 0..<inside.height where top + row < lines.count {
      let shown = lines[top + row]
      var line = StyledText(" ")
      if shown.isHeading {
        line.append(shown.help, appearance[.heading])
      } else {
        line.append(shown.keys.padded(to: keysWidth + 2), appearance[.key])
        line.append(shown.help, appearance[.text])
      }
      buffer.put(line.truncated(to: inside.width, ellipsis: appearance.glyphs.ellipsis), at: inside.row(row).origin)
    }
    if top + inside.height < lines.count, !inside.isEmpty {
      let more = " \(lines.count - top - inside.height) more: Down "
      buffer.put(more, at: Point(x: area.x + 2, y: area.bottom - 1), style: appearance[.title])
    }
  }
}

extension Action {
  /// Whether the action moves the cursor through the pass or selects another frame.
  fileprivate var isMotion: Bool {
    switch self {
    case .command, .runToCursor: true
    default: false
    }
  }
}
