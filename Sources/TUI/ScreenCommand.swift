import Commands

/// A command about the screen, such as `hide`. It is not in the command table, because all front ends share the command
/// table.
struct ScreenCommand {
  let name: String
  let usage: String
  let help: String
  /// The possible arguments, for completion.
  let words: [String]
  /// Runs the command with its arguments. Returns nil if the arguments are wrong.
  let run: @Sendable (inout App, [String]) -> [Effect]?

  static let all: [ScreenCommand] = [
    ScreenCommand(
      name: "mouse", usage: "mouse [on | off]",
      help: "Turn the mouse on or off; without an argument, toggle it. If off, the terminal selects text as usual.",
      words: ["on", "off"]
    ) { app, words in
      switch words {
      case []: app.perform(.toggleMouse)
      case ["on"]: app.setMouse(true)
      case ["off"]: app.setMouse(false)
      default: nil
      }
    },
    ScreenCommand(
      name: "pane", usage: "pane NAME", help: "Focus a pane, and show it if it is hidden.", words: names
    ) { app, words in
      guard let pane = pane(words) else { return nil }
      app.focus(pane)
      return []
    },
    ScreenCommand(
      name: "hide", usage: "hide NAME", help: "Hide a pane until it is focused again.",
      words: names
    ) { app, words in
      guard let pane = pane(words) else { return nil }
      app.hide(pane)
      return []
    },
    ScreenCommand(
      name: "layout", usage: "layout reset", help: "Show all panes in their original sizes.", words: ["reset"]
    ) { app, words in words == ["reset"] ? app.perform(.resetLayout) : nil },
  ]

  private static let names = PaneKind.allCases.map { $0.title.lowercased() }

  private static func pane(_ words: [String]) -> PaneKind? {
    guard words.count == 1, let word = words.first else { return nil }
    let found = PaneKind.allCases.filter { $0.title.lowercased().hasPrefix(word) }
    return found.first { $0.title.lowercased() == word } ?? (found.count == 1 ? found[0] : nil)
  }
}

extension App {
  /// Runs a line that is a command about the screen. Returns nil for other lines.
  mutating func performScreenCommand(_ line: String) -> [Effect]? {
    let words = line.split(separator: " ").map(String.init)
    guard let command = ScreenCommand.all.first(where: { $0.name == words.first }) else { return nil }
    if let effects = command.run(&self, Array(words.dropFirst())) { return effects }
    say("Usage: \(command.usage)", .failure)
    return []
  }
}

extension Session {
  /// Completions of the last word, including the commands about the screen.
  func screenCompletions(of line: String) -> Completions {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if words.count == 2, let command = ScreenCommand.all.first(where: { $0.name == words[0] }) {
      return Completions(typed: words[1].count, words: command.words.filter { $0.hasPrefix(words[1]) }.sorted())
    }
    let found = completions(of: line)
    if words.count != 1 { return found }
    let more = ScreenCommand.all.map(\.name).filter { $0.hasPrefix(line) }
    return Completions(typed: line.count, words: (found.words + more).sorted())
  }
}
