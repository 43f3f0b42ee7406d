import Commands
import Screen

extension App {
  /// Handles a key while the prompt is open.
  mutating func type(_ key: Key) -> [Effect] {
    guard var prompt = state.prompt else { return [] }
    let isChoosing = !prompt.candidates.isEmpty
    let keepsMenu: Set<Key> = [Key(.tab), Key(.backTab), Key(.up), Key(.down)]
    if isChoosing, key == Key(.escape) {
      prompt.closeMenu()
      state.prompt = prompt
      return []
    }
    if !keepsMenu.contains(key) { prompt.closeMenu() }
    switch key {
    case Key(.escape), .control("c"), .control("g"):
      close(prompt)
      return []
    case Key(.enter):
      state.prompt = nil
      return enter(String(prompt.text), prompt)
    case Key(.tab): if isChoosing { prompt.choose(1) } else { complete(&prompt) }
    case Key(.backTab): prompt.choose(-1)
    case Key(.up) where isChoosing: prompt.choose(-1)
    case Key(.down) where isChoosing: prompt.choose(1)
    case Key(.up), .control("p"): recall(1, &prompt)
    case Key(.down), .control("n"): recall(-1, &prompt)
    case Key(.left), .control("b"): prompt.cursor = max(0, prompt.cursor - 1)
    case Key(.right), .control("f"): prompt.cursor = min(prompt.text.count, prompt.cursor + 1)
    case Key(.home), .control("a"): prompt.cursor = 0
    case Key(.end), .control("e"): prompt.cursor = prompt.text.count
    case Key(.backspace):
      // Backspace on an empty line closes the prompt, as in vi.
      if prompt.text.isEmpty {
        close(prompt)
        return []
      }
      prompt.delete(prompt.cursor - 1..<prompt.cursor)
    case Key(.delete), .control("d"): prompt.delete(prompt.cursor..<prompt.cursor + 1)
    case .control("u"): prompt.delete(0..<prompt.cursor)
    case .control("k"): prompt.delete(prompt.cursor..<prompt.text.count)
    case .control("w"):
      let word = prompt.text[..<prompt.cursor].reversed().drop { $0 == " " }.drop { $0 != " " }.count
      prompt.delete(word..<prompt.cursor)
    default:
      if case .character(let character) = key.code, key.modifiers.isEmpty { prompt.insert([character]) }
    }
    state.prompt = prompt
    return []
  }

  private mutating func enter(_ text: String, _ prompt: PromptState) -> [Effect] {
    let line = text.trimmed
    switch prompt.kind {
    case .command: break
    case .breakpointCommand: return collect(line)
    case .search:
      if !text.isEmpty { state.panes.source.pattern = text }
      // Focus the source pane, because the keys for the next and the previous match work only there.
      if state.focus != .source { focus(.source) }
      return carryOut(state.panes.source.find(.forward))
    case .index:
      if !line.isEmpty, !jump(to: line) { say("expected an index such as 0, 3, 17, not \(line)", .failure) }
      return []
    case .comparison:
      if line.isEmpty { state.panes.inspector.comparison = nil }
      return line.isEmpty ? [] : look(for: line, .comparison)
    case .filter:
      state.panes.variables.filter(by: line)
      return []
    case .layer: return line.isEmpty ? [] : compareWithLayer(line)
    }
    if line.isEmpty { return [] }
    if state.history.last != line { state.history.append(line) }
    if state.history.count > 1000 { state.history.removeFirst() }
    if line.hasPrefix("["), state.panes.inspector.tensor != nil, jump(to: line) { return [] }
    if line.hasPrefix("inspect ") { return look(for: String(line.dropFirst(8)).trimmed, .inspection) }
    if line == "quit" || line == "q" { return perform(.quit) }
    state.panes.output.append(": " + line, .prompt)
    if let effects = performScreenCommand(line) { return effects }
    // If the line is `commands`, the next lines that the user types are the breakpoint's commands.
    if state.commands.running == nil, Session.beginsCollecting(line) { return collected(state.session.execute(line)) }
    let effects = run(line)
    if let following = prompt.following { state.commands.wait(following) }
    return effects
  }

  // MARK: A breakpoint's commands

  /// Adds one command to the breakpoint's commands; `end` closes the prompt.
  private mutating func collect(_ line: String) -> [Effect] {
    state.panes.output.append("> " + line, .prompt)
    return collected(state.session.execute(line))
  }

  private mutating func collected(_ result: CommandResult) -> [Effect] {
    state.snapshot = StopSnapshot(state.session)
    let effects = tell(result)
    askForBreakpointCommands()
    return effects
  }

  /// Opens the prompt for the breakpoint's next command. Does nothing after `end`.
  mutating func askForBreakpointCommands() {
    if state.session.isCollecting { state.prompt = PromptState(kind: .breakpointCommand) }
  }

  private mutating func close(_ prompt: PromptState) {
    state.prompt = nil
    if prompt.kind == .breakpointCommand {
      state.session.stopCollecting()
      say("the breakpoint's commands are unchanged")
    }
  }

  private func recall(_ step: Int, _ prompt: inout PromptState) {
    guard [.command, .breakpointCommand].contains(prompt.kind) else { return }
    if prompt.recalled == 0 { prompt.draft = prompt.text }
    prompt.recalled = max(0, min(prompt.recalled + step, state.history.count))
    prompt.text =
      prompt.recalled == 0 ? prompt.draft : Array(state.history[state.history.count - prompt.recalled])
    prompt.cursor = prompt.text.count
  }

  /// Handles Tab: extends the word by the characters that all candidates share, and lists the candidates.
  private func complete(_ prompt: inout PromptState) {
    guard [.command, .breakpointCommand, .comparison].contains(prompt.kind) else { return }
    // An expression is completed like the argument of `print`.
    let before = (prompt.kind == .comparison ? "print " : "") + String(prompt.text[..<prompt.cursor])
    let completions = state.session.screenCompletions(of: before)
    let candidates = completions.words
    guard let first = candidates.first else { return }
    var common = Array(first)
    for candidate in candidates.dropFirst() {
      common = zip(common, candidate).prefix { $0 == $1 }.map { $0.0 }
    }
    if common.count > completions.typed { prompt.insert(Array(common.dropFirst(completions.typed))) }
    if candidates.count > 1 { prompt.openMenu(candidates, typed: max(completions.typed, common.count)) }
  }

  // MARK: The inspector's prompts

  /// Moves the inspector's cursor to an element. Returns false if the text is not an index.
  private mutating func jump(to text: String) -> Bool {
    guard let requests = state.panes.inspector.jump(to: text) else { return false }
    _ = carryOut(requests)
    return true
  }

  private mutating func compareWithLayer(_ text: String) -> [Effect] {
    guard let expression = state.panes.inspector.expression else { return [] }
    guard let layer = Int(text.filter { !$0.isWhitespace }) else {
      say("expected a layer number, counted from 1", .failure)
      return []
    }
    return look(for: expression, .layer(layer))
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
