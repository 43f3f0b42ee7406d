import Commands
import Screen

/// The effects of keys and clicks.
extension App {
  mutating func press(_ key: Key) -> [Effect] {
    if key != .control("c") { state.isAboutToQuit = false }
    if key == .control("c"), state.prompt == nil { return perform(.interrupt) }
    if state.prompt != nil { return type(key) }
    if let top = state.helpTop {
      state.helpTop = HelpOverlay.top(after: key, from: top, in: state.focus, state.screen.size)
      return []
    }
    guard let binding = KeyTable.binding(of: key, in: state.focus) else {
      say("\(key.name) has no meaning in \(state.focus.title): ? shows the keys")
      return []
    }
    return perform(binding.action)
  }

  /// Performs the action of a key.
  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .command(let line): return run(line)
    case .runToCursor:
      return state.panes.source.file.map { run("advance \($0.name):\(state.panes.source.cursor)") } ?? []
    case .toggleBreakpoint: return carryOut(state.panes.source.toggleBreakpoint(state.context(of: .source)))
    case .pane(let action): return handle(.perform(action))
    case .move(let movement): return handle(.move(movement))
    case .copyValue: return copySelected(state.panes[state.focus].copiedValue(in: state.context(of: state.focus)))
    case .copyCommand: return copySelected(state.panes[state.focus].copiedCommand(in: state.context(of: state.focus)))
    case .back: return back()
    case .focus(let pane): focus(pane)
    case .focusNext: focus(neighbour(1))
    case .focusPrevious: focus(neighbour(-1))
    case .zoom: state.screen.toggleZoom()
    case .hide: hide(state.focus)
    case .resize(let movement):
      if !state.screen.resize(movement) {
        say("there is no pane \(movement.isSideways ? "beside" : "above or below") this one")
      }
    case .resetLayout: state.screen.reset()
    case .toggleMouse: return setMouse(!state.isMouseOn)
    case .toggleTranscript: toggleTranscript()
    case .prompt: state.prompt = PromptState(kind: .command)
    case .search: state.prompt = PromptState(kind: .search)
    case .help: state.helpTop = 0
    case .quit: return [.interrupt, .quit]
    case .interrupt: return interrupt()
    }
    return []
  }

  /// Handles the mouse. A click focuses a pane and selects an item. The wheel scrolls the pane under the pointer. A
  /// drag moves the divider between two panes.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    state.isAboutToQuit = false
    if state.helpTop != nil {
      if case .press = event.action { state.helpTop = nil }
      return []
    }
    if state.screen.drag(event) { return [] }
    guard let place = state.layout.place(at: event.position) else { return [] }
    switch event.action {
    case .press(.left): return click(place, event.position)
    case .drag(.left): return handle(.drag(event.position), by: place.kind)
    case .wheelUp: return handle(.scroll(-3), by: place.kind)
    case .wheelDown: return handle(.scroll(3), by: place.kind)
    case .wheelLeft: return handle(.scrollSideways(-8), by: place.kind)
    case .wheelRight: return handle(.scrollSideways(8), by: place.kind)
    default: return []
    }
  }

  private mutating func click(_ place: ScreenLayout.Place, _ point: Point) -> [Effect] {
    if place.header.contains(point) {
      focus(PaneHeader.tab(at: point.x, in: place) ?? place.kind)
      return []
    }
    let wasFocused = state.focus == place.kind
    focus(place.kind)
    return handle(.click(point, isAgain: wasFocused), by: place.kind)
  }

  // MARK: Panes

  /// Passes an event to a pane, and carries out the requests that the pane returns. If `pane` is nil, the focused pane
  /// receives the event.
  mutating func handle(_ event: Panes.Event, by pane: PaneKind? = nil) -> [Effect] {
    let pane = pane ?? state.focus
    return carryOut(state.panes.handle(event, by: pane, in: state.context(of: pane)))
  }

  /// Carries out a pane's requests.
  mutating func carryOut(_ requests: [PaneRequest]) -> [Effect] {
    var effects: [Effect] = []
    for request in requests {
      switch request {
      case .run(let line): effects += run(line)
      case .say(let text, let role): say(text, role)
      case .look(let expression, let purpose): effects += look(for: expression, purpose)
      case .inspect(let tensor, let expression):
        state.panes.inspector.pin(tensor, as: expression)
        focus(.inspector)
      case .prompt(let prompt): state.prompt = prompt
      case .showSource(let file, let line):
        state.panes.source.show(file, line: line)
        focus(.source)
      case .showSelectedFrame: showSelectedFrame()
      }
    }
    return effects
  }

  mutating func focus(_ pane: PaneKind) {
    state.screen.focus(pane)
    if pane == .inspector { chooseTensor() }
  }

  /// The pane that is `step` positions after the focused pane. Hidden panes and panes without content are skipped.
  private func neighbour(_ step: Int) -> PaneKind {
    let all = PaneKind.allCases.filter { kind in
      if kind == state.focus { return true }
      if state.screen.hidden.contains(kind) { return false }
      return switch kind {
      case .inspector: state.panes.inspector.expression != nil
      case .output: !state.panes.output.lines.isEmpty
      case .watches: !state.snapshot.watches.isEmpty
      case .breakpoints: !state.snapshot.breakpoints.isEmpty
      default: true
      }
    }
    let index = all.firstIndex(of: state.focus) ?? 0
    return all[(index + step + all.count) % all.count]
  }

  mutating func hide(_ pane: PaneKind) {
    if state.screen.hide(pane) { say("\(pane.title) is hidden: \(pane.digit) shows it again") }
  }

  mutating func setMouse(_ isOn: Bool) -> [Effect] {
    state.isMouseOn = isOn
    say(isOn ? "the mouse clicks and scrolls in fwdb" : "the terminal has the mouse: F2 takes it back")
    return [.mouse(isOn)]
  }

  private mutating func toggleTranscript() {
    guard state.session.debugger.profile?.readOut != nil else {
      say("this model declares no output head for its layers", .warning)
      return
    }
    state.panes.layers.isTranscribed.toggle()
    guard state.panes.layers.isTranscribed else { return }
    state.screen.bringIntoSight(.layers)
    if state.snapshot.layers.isEmpty {
      say("the layer loop has not started: transcripts will appear beside its layers")
    }
  }

  /// Handles Esc: interrupts the running command. If no command runs, undoes one change of the screen, such as the
  /// zoom, a filter or a search.
  private mutating func back() -> [Effect] {
    if state.commands.running != nil { return interrupt() }
    if state.screen.isZoomed {
      state.screen.toggleZoom()
    } else if state.focus == .inspector {
      state.panes.inspector.isPinned = false
      focus(.variables)
    } else if state.screen.uncover() {
    } else if state.focus == .output {
      focus(.source)
    } else if state.focus == .variables, !state.panes.variables.filter.isEmpty {
      state.panes.variables.filter(by: "")
    } else if !state.panes.source.pattern.isEmpty {
      state.panes.source.pattern = ""
    } else {
      state.message = AppState.Message()
    }
    return []
  }

  // MARK: Commands

  /// Runs a command line. While another command runs, the line waits.
  mutating func run(_ line: String) -> [Effect] {
    if state.session.isCollecting {
      say("type the breakpoint's commands first: 'end' saves them, Esc discards them", .warning)
      return []
    }
    if state.commands.running != nil {
      state.commands.wait(line)
      return []
    }
    // The screen program handles `inspect` itself and does not pass the line to the session. This is also true for a
    // line that has waited for another command.
    if line.hasPrefix("inspect ") { return look(for: String(line.dropFirst(8)), .inspection) }
    state.commands.begin(line)
    return [.run(line)]
  }

  /// Runs the next waiting line.
  mutating func runNext() -> [Effect] { state.commands.next().map { run($0) } ?? [] }

  private mutating func interrupt() -> [Effect] {
    if state.commands.running != nil {
      state.commands.forgetWaiting()
      return [.interrupt]
    }
    if state.isAboutToQuit { return [.quit] }
    state.isAboutToQuit = true
    say("press Ctrl-C again, or q, to quit", .warning)
    return []
  }

  // MARK: Messages

  mutating func say(_ text: String, _ role: Theme.Role = .text) {
    state.message = AppState.Message(text: text, role: role)
  }

  /// Puts the selected item's text on the terminal's clipboard, and shows the text as a message.
  private mutating func copySelected(_ text: String?) -> [Effect] {
    guard let text, !text.isEmpty else {
      say("there is nothing to copy here", .warning)
      return []
    }
    say("copied: \(text)")
    return [.copy(text)]
  }
}
