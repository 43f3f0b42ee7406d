import Screen

/// A row of the key table. Dispatch, footer and help use the table.
struct KeyBinding {
  /// The keys that perform the action.
  let keys: [Key]
  let scope: Scope
  let action: Action
  /// One or two words for the footer.
  let label: String
  /// The text on the help screen, which `?` opens.
  let help: String
  /// The order in the footer, lowest first. Nil omits the key from the footer.
  var footer: Int?
  /// Whether the footer always shows the key, because new users need it.
  var isEssential: Bool { action == .help || action == .focusNext }

  enum Scope: Hashable {
    case everywhere
    case panes([PaneKind])

    func covers(_ pane: PaneKind) -> Bool {
      switch self {
      case .everywhere: true
      case .panes(let panes): panes.contains(pane)
      }
    }
  }

  init(
    _ keys: Key..., in scope: Scope = .everywhere, does action: Action, _ label: String, _ help: String,
    footer: Int? = nil
  ) {
    self.init(keys, in: scope, does: action, label, help, footer: footer)
  }

  init(
    _ keys: [Key], in scope: Scope, does action: Action, _ label: String, _ help: String, footer: Int? = nil
  ) {
    self.keys = keys
    self.scope = scope
    self.action = action
    self.label = label
    self.help = help
    self.footer = footer
  }
}

/// All keys outside the prompt. The keys of a pane come before the global keys.
enum KeyTable {
  static let bindings: [KeyBinding] =
    motions + Panes.keys + everywhere

  /// The binding of a key while a pane has the focus.
  static func binding(of key: Key, in pane: PaneKind) -> KeyBinding? {
    let matches = bindings.filter { $0.scope.covers(pane) && $0.keys.contains(key) }
    return matches.first { $0.scope != .everywhere } ?? matches.first
  }

  /// The keys in a pane's footer, most useful first.
  static func footer(in pane: PaneKind) -> [KeyBinding] {
    // Omit a global key that has another meaning in this pane.
    bindings.filter {
      $0.scope.covers(pane) && $0.footer != nil && binding(of: $0.keys[0], in: pane)?.action == $0.action
    }
    .sorted { $0.footer! < $1.footer! }
  }

  private static func key(_ character: Character) -> Key { .character(character) }

  private static let motions = [
    KeyBinding(
      key("s"), .function(7), does: .command("step"), "into", "step to the next line, entering calls", footer: 10),
    KeyBinding(key("n"), .function(8), does: .command("next"), "over", "step to the next line, over calls", footer: 11),
    KeyBinding(
      key("f"), .function(8, .shift), does: .command("finish"), "out", "run until this function returns", footer: 12),
    KeyBinding(
      key("c"), .function(9), does: .command("continue"), "continue", "run to the next breakpoint", footer: 13),
    KeyBinding(
      key("t"), .function(9, .alt), does: .runToCursor, "to cursor",
      "run to the source cursor's line",
      footer: 30),
    KeyBinding(key("S"), does: .command("reverse-step"), "back into", "step backward, entering calls", footer: 20),
    KeyBinding(key("N"), does: .command("reverse-next"), "back over", "step backward, over calls", footer: 21),
    KeyBinding(
      key("F"), does: .command("reverse-finish"), "back out", "run backward to where this function was called"),
    KeyBinding(key("C"), does: .command("reverse-continue"), "back", "run backward to the previous breakpoint"),
    KeyBinding(key("u"), does: .command("up"), "frame up", "select the frame that called this one"),
    KeyBinding(key("d"), does: .command("down"), "frame down", "select the frame that this one called"),
    KeyBinding(
      key("b"), does: .toggleBreakpoint, "break", "set or delete a breakpoint on the source cursor's line", footer: 14),
  ]

  private static let everywhere = [
    KeyBinding(Key(.up), key("k"), does: .move(.up), "up", "move the cursor up"),
    KeyBinding(Key(.down), key("j"), does: .move(.down), "down", "move the cursor down"),
    KeyBinding(Key(.left), key("h"), does: .move(.left), "left", "move or scroll to the left"),
    KeyBinding(Key(.right), key("l"), does: .move(.right), "right", "move or scroll to the right"),
    KeyBinding(Key(.pageUp), .control("b"), does: .move(.pageUp), "page up", "a page up"),
    KeyBinding(Key(.pageDown), .control("f"), does: .move(.pageDown), "page down", "a page down"),
    KeyBinding(Key(.home), does: .move(.home), "first", "to the beginning"),
    KeyBinding(Key(.end), does: .move(.end), "last", "to the end"),
    KeyBinding(Key(.tab), does: .focusNext, "pane", "focus the next pane", footer: 17),
    KeyBinding(Key(.backTab), does: .focusPrevious, "previous pane", "focus the previous pane"),
    KeyBinding(key("1"), does: .focus(.source), "source", "focus the source"),
    KeyBinding(key("2"), does: .focus(.variables), "variables", "focus the variables"),
    KeyBinding(key("3"), does: .focus(.frames), "frames", "focus the frames"),
    KeyBinding(key("4"), does: .focus(.layers), "layers", "focus the layers"),
    KeyBinding(key("5"), does: .focus(.inspector), "inspector", "focus the inspector"),
    KeyBinding(key("6"), does: .focus(.output), "output", "focus the output of commands"),
    KeyBinding(key("7"), does: .focus(.watches), "watches", "focus the watched expressions"),
    KeyBinding(key("8"), does: .focus(.breakpoints), "breakpoints", "focus the breakpoints"),
    KeyBinding(key("9"), does: .focus(.modules), "modules", "focus the tree of modules and their parameters"),
    KeyBinding(key("0"), does: .focus(.timeline), "timeline", "focus the timeline of the whole pass"),
    KeyBinding(key("z"), does: .zoom, "zoom", "show the focused pane on the whole screen, or end that", footer: 40),
    KeyBinding(key("X"), does: .hide, "hide", "hide the focused pane; its number shows it again"),
    KeyBinding(key(">"), Key(.right, .alt), does: .resize(.right), "wider", "make the focused pane wider"),
    KeyBinding(key("<"), Key(.left, .alt), does: .resize(.left), "narrower", "make it narrower"),
    KeyBinding(key("}"), Key(.down, .alt), does: .resize(.down), "higher", "make it higher"),
    KeyBinding(key("{"), Key(.up, .alt), does: .resize(.up), "lower", "make it lower; the mouse drags the lines too"),
    KeyBinding(key("Z"), does: .resetLayout, "layout", "show all panes in their original sizes"),
    KeyBinding(
      key("L"), does: .toggleTranscript, "transcript", "show what the output head reads after each layer",
      footer: 45),
    KeyBinding(key("y"), does: .copyValue, "copy", "copy the selected item to the clipboard"),
    KeyBinding(key("Y"), does: .copyCommand, "copy command", "copy the command that shows the selected item"),
    KeyBinding(
      .function(2), does: .toggleMouse, "mouse", "give the mouse to the terminal, to select text, or take it back"),
    KeyBinding(key("/"), does: .search, "search", "search in the source", footer: 32),
    KeyBinding(key(":"), does: .prompt, "command", "type a command, as in a script", footer: 15),
    KeyBinding(key("?"), .function(1), does: .help, "keys", "show all keys", footer: 16),
    KeyBinding(Key(.escape), does: .back, "back", "close what is open, or interrupt the running command"),
    KeyBinding(.control("c"), does: .interrupt, "stop", "interrupt the running command; twice quits"),
    KeyBinding(key("q"), does: .quit, "quit", "leave fwdb", footer: 18),
  ]
}

extension CaseIterable where Self: Equatable {
  /// The next case. After the last case comes the first.
  var next: Self {
    let all = Array(Self.allCases)
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
