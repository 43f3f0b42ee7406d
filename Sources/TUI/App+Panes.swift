import Commands
import Screen

/// What keys do in the panes that list something.
extension App {
  // MARK: Layout

  /// Moves the line beside the focused pane, so that it becomes larger or smaller by a few cells.
  mutating func resize(_ movement: Movement) {
    let axis: SplitAxis = movement == .left || movement == .right ? .columns : .rows
    let step = axis == .columns ? 4 : 2
    let grows = movement == .right || movement == .down
    guard let (boundary, isFirst) = state.layout.boundary(beside: state.focus, axis) else {
      say("there is no pane \(axis == .columns ? "beside" : "above or below") this one")
      return
    }
    state.shares[boundary.divider] = boundary.share(movedBy: grows == isFirst ? step : -step)
  }

  mutating func hide(_ pane: PaneKind) {
    let shown = Set(PaneKind.allCases).subtracting(state.hidden)
    if shown.count < 2 { return }
    state.hidden.insert(pane)
    (state.isZoomed, state.covered) = (false, nil)
    if state.focus == pane {
      let next = state.layout(state.size).places.first { $0.kind != pane }?.kind
      state.focus = next ?? shown.subtracting([pane]).min { $0.rawValue < $1.rawValue } ?? .source
    }
    say("\(pane.title) is hidden: \(pane.digit) shows it again")
  }

  mutating func setMouse(_ isOn: Bool) -> [Effect] {
    state.isMouseOn = isOn
    say(isOn ? "the mouse clicks and scrolls here" : "the mouse is the terminal's: F2 takes it back")
    return [.mouse(isOn)]
  }

  // MARK: Layers

  mutating func openLayer() -> [Effect] {
    let layers = state.snapshot.layers
    guard layers.indices.contains(state.layers.list.selected) else {
      // Before the loop there is its first turn to go to.
      return state.snapshot.layerLoop == nil ? [] : run("goto layer 1")
    }
    return run("goto layer \(max(1, layers[state.layers.list.selected].number))")
  }

  mutating func toggleTranscript() {
    guard state.session.debugger.profile?.readOut != nil else {
      say("nobody has said how this model's layers are read out", .warning)
      return
    }
    state.layers.isTranscribed.toggle()
    guard state.layers.isTranscribed else { return }
    if state.layout.place(of: .layers) == nil {
      if state.layout(state.size).places.count == 1 { focus(.layers) } else { bringLayersIntoView() }
    }
    if state.snapshot.layers.isEmpty { say("the layers have not begun: what they say will stand beside them") }
  }

  private mutating func bringLayersIntoView() {
    state.hidden.remove(.layers)
    state.bringToFront(.layers)
    if state.layout.place(of: .layers) == nil { focus(.layers) }
  }

  /// Asks for what the screen would show besides, one thing after the other, while nothing else is computed.
  mutating func inBackground() -> [Effect] {
    if state.running != nil || state.layers.isTranscribing || state.recall.isUnderWay { return [] }
    return wantsRecall ? recallAttention() : transcription()
  }

  /// What the head would say.
  private mutating func transcription() -> [Effect] {
    let missing = state.layers.missing(of: state.snapshot.layers)
    if missing.isEmpty { return [] }
    state.layers.isTranscribing = true
    return [.transcribe(missing)]
  }

  mutating func transcribed(_ texts: [Int: Transcript]) {
    state.layers.isTranscribing = false
    if state.layers.transcripts.count > 4096 { state.layers.transcripts = [:] }
    state.layers.transcripts.merge(texts) { $1 }
  }

  // MARK: Watches

  private var selectedWatch: WatchedExpression? {
    let watches = state.snapshot.watches
    return watches.indices.contains(state.watches.selected) ? watches[state.watches.selected] : nil
  }

  mutating func openWatch() {
    guard let watch = selectedWatch else { return }
    guard let tensor = watch.tensor else {
      say("\(watch.expression) = \(watch.text)")
      return
    }
    inspect(tensor, as: watch.expression)
  }

  /// Looks into a tensor that is not among the variables.
  mutating func inspect(_ tensor: TensorView, as expression: String) {
    state.inspector.show(tensor, as: expression)
    state.inspector.isPinned = true
    focus(.inspector)
  }

  // MARK: Breakpoints

  private var selectedBreakpoint: Breakpoint? {
    let breakpoints = state.snapshot.breakpoints
    return breakpoints.indices.contains(state.breakpoints.selected) ? breakpoints[state.breakpoints.selected] : nil
  }

  mutating func showBreakpoint() {
    guard let breakpoint = selectedBreakpoint else { return }
    guard let (name, line) = breakpoint.sourceLine, let file = state.snapshot.file(named: name) else {
      say("breakpoint \(breakpoint.id) has no line of its own")
      return
    }
    state.source.show(file, line: line)
    focus(.source)
  }

  mutating func toggleEnabled() -> [Effect] {
    guard let breakpoint = selectedBreakpoint else { return [] }
    return run("\(breakpoint.isEnabled ? "disable" : "enable") \(breakpoint.id)")
  }

  /// Opens the prompt for one more item; on a module it stops where that is called.
  mutating func add() -> [Effect] {
    guard state.focus == .modules else {
      state.prompt = PromptState(kind: .command, text: state.focus == .watches ? "display " : "break ")
      return []
    }
    guard let row = selectedModuleRow, case .module = row.kind, !row.path.isEmpty else {
      say("choose a module below the model: a breakpoint stops where it is called", .warning)
      return []
    }
    let here = state.snapshot.breakpoints.filter { $0.location == .modules(row.path) }
    return run(here.isEmpty ? "break \(row.path)" : "delete " + here.map { "\($0.id)" }.joined(separator: " "))
  }

  /// Opens the prompt with what the selected item is, to be changed.
  mutating func edit() {
    if state.focus == .watches, let watch = selectedWatch {
      state.prompt = PromptState(
        kind: .command, text: "\(watch.isStopping ? "watch" : "display") \(watch.expression)",
        following: "\(watch.isStopping ? "delete" : "undisplay") \(watch.id)")
    } else if state.focus == .breakpoints, let breakpoint = selectedBreakpoint {
      state.prompt = PromptState(kind: .command, text: "condition \(breakpoint.id) \(breakpoint.condition ?? "")")
    }
  }

  mutating func delete() -> [Effect] {
    if state.focus == .watches, let watch = selectedWatch {
      return run("\(watch.isStopping ? "delete" : "undisplay") \(watch.id)")
    }
    if state.focus == .breakpoints, let breakpoint = selectedBreakpoint { return run("delete \(breakpoint.id)") }
    return []
  }

  // MARK: Modules

  private var selectedModuleRow: ModulesState.Row? {
    let rows = state.modules.rows
    return rows.indices.contains(state.modules.list.selected) ? rows[state.modules.list.selected] : nil
  }

  mutating func openModule() {
    guard let row = selectedModuleRow else { return }
    switch row.kind {
    case .module(_, let hasParts, let isExpanded):
      if isExpanded {
        state.modules.expanded.remove(row.path)
      } else if hasParts {
        state.modules.expanded.insert(row.path)
      }
    case .parameter:
      guard let tensor = state.session.tensor(of: row.expression) else {
        say("\(row.expression) cannot be looked into here", .warning)
        return
      }
      inspect(tensor, as: row.expression)
    }
  }

  /// Right opens, then goes in; left closes, then goes out.
  mutating func moveInTree(_ movement: Movement) {
    guard let row = selectedModuleRow else { return }
    if case .module(_, let hasParts, let isExpanded) = row.kind {
      if movement == .right, hasParts {
        if isExpanded { state.modules.list.selected += 1 } else { state.modules.expanded.insert(row.path) }
        return
      }
      if movement == .left, isExpanded {
        state.modules.expanded.remove(row.path)
        return
      }
    }
    guard movement == .left, !row.path.isEmpty else { return }
    let parent = row.path.lastIndex(of: ".").map { String(row.path[..<$0]) } ?? ""
    if let index = state.modules.rows.firstIndex(where: { $0.path == parent }) { state.modules.list.selected = index }
  }

  // MARK: Copying

  /// Copies what the focused pane has selected.
  mutating func copySelected(_ text: String?) -> [Effect] {
    if let text, !text.isEmpty { return copy(text) }
    say("there is nothing here to copy", .warning)
    return []
  }

  /// What the selected item is.
  var copiedValue: String? {
    switch state.focus {
    case .source: return state.source.file.map { $0.lines.isEmpty ? "" : $0.lines[state.source.cursor - 1] }
    case .variables: return selectedRow?.value.line
    case .watches: return selectedWatch?.text
    case .breakpoints: return selectedBreakpoint?.placeText
    case .frames: return state.snapshot.frame.map { "\($0.function) at \($0.file.name):\($0.line)" }
    case .modules: return selectedModuleRow?.path
    case .layers:
      let layers = state.snapshot.layers
      guard layers.indices.contains(state.layers.list.selected) else { return nil }
      let layer = layers[state.layers.list.selected]
      if state.layers.isTranscribed, let record = layer.record { return state.layers.transcripts[record]?.text }
      return layer.output.flatMap(state.layers.statistic.value).map { NumberText.short($0, digits: 9) }
    case .timeline: return "\(state.timeline.selected ?? state.snapshot.timeline.stop)"
    case .output: return state.output.lastAnswer
    case .inspector: return nil  // It has keys of its own.
    }
  }

  /// The command that shows the same again.
  var copiedCommand: String? {
    switch state.focus {
    case .source: return state.source.file.map { "list \($0.name):\(state.source.cursor)" }
    case .variables: return selectedRow.map { "print \($0.expression)" }
    case .watches: return selectedWatch.map { "\($0.isStopping ? "watch" : "display") \($0.expression)" }
    case .breakpoints: return selectedBreakpoint?.command
    case .frames: return "frame \(state.frames.selected)"
    case .modules:
      return selectedModuleRow.map { row in
        if case .parameter = row.kind { "print \(row.expression)" } else { "tree \(row.path)" }
      }
    case .layers:
      let layers = state.snapshot.layers
      guard layers.indices.contains(state.layers.list.selected) else { return "layers" }
      return "goto layer \(max(1, layers[state.layers.list.selected].number))"
    case .timeline: return "goto \(state.timeline.selected ?? state.snapshot.timeline.stop)"
    case .output: return state.history.last
    case .inspector: return nil
    }
  }
}
