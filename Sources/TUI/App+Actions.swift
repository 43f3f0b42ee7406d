import Commands
import Screen

extension App {
  /// Does what a key stands for.
  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .command(let line): return run(line)
    case .runToCursor: return runToCursor()
    case .toggleBreakpoint: return toggleBreakpoint(line: state.source.cursor)
    case .move(let movement): move(movement)
    case .open: return open()
    case .back: return back()
    case .focus(let pane): focus(pane)
    case .focusNext: focus(neighbour(1))
    case .focusPrevious: focus(neighbour(-1))
    case .zoom: state.isZoomed.toggle()
    case .prompt: state.prompt = PromptState(kind: .command)
    case .search: state.prompt = PromptState(kind: .search)
    case .findNext: find(.forward)
    case .findPrevious: find(.backward)
    case .help: (state.showsHelp, state.helpTop) = (true, 0)
    case .quit: return [.interrupt, .quit]
    case .interrupt: return interrupt()
    case .showCurrentLine: showSelectedFrame()
    case .nextFile: showFile(1)
    case .previousFile: showFile(-1)
    case .inspector(let action): return perform(action)
    case .source(let action): return perform(action)
    case .variables(let action): return perform(action)
    case .clearOutput: state.output = OutputState()
    case .resize(let movement): resize(movement)
    case .resetLayout: (state.shares, state.hidden, state.isZoomed) = ([:], [], false)
    case .hide: hide(state.focus)
    case .toggleMouse: return setMouse(!state.isMouseOn)
    case .nextStatistic: state.layers.statistic = state.layers.statistic.next
    case .toggleTranscript: toggleTranscript()
    case .add: return add()
    case .edit: edit()
    case .delete: return delete()
    case .toggleEnabled: return toggleEnabled()
    case .moveStop(let stops): state.timeline.move(stops: stops, from: state.snapshot.timeline.stop)
    case .copyValue: return copySelected(copiedValue)
    case .copyCommand: return copySelected(copiedCommand)
    }
    return []
  }

  // MARK: Running

  /// How many commands may wait for the one that runs: enough for quick fingers, too few for a key held down.
  private static let typeAhead = 8

  /// Hands a command line to whoever runs it; one at a time.
  mutating func run(_ line: String) -> [Effect] {
    if state.session.isCollecting {
      say("a breakpoint is being given its commands: end does that, Esc leaves it as it was", .warning)
      return []
    }
    if state.running != nil {
      if state.waiting.count < Self.typeAhead { state.waiting.append(line) }
      return []
    }
    // The screen's own, which has waited for a command.
    if line.hasPrefix("inspect ") { return look(for: String(line.dropFirst(8)), .inspection) }
    state.running = line
    (state.progress, state.elapsed) = (nil, 0)
    return [.run(line)]
  }

  private mutating func interrupt() -> [Effect] {
    if state.running != nil {
      state.waiting = []
      return [.interrupt]
    }
    if state.isAboutToQuit { return [.quit] }
    state.isAboutToQuit = true
    say("Ctrl-C once more quits; q does too", .warning)
    return []
  }

  private mutating func runToCursor() -> [Effect] {
    guard let file = state.source.file else { return [] }
    return run("advance \(file.name):\(state.source.cursor)")
  }

  /// Sets or clears a breakpoint on a line of the file shown.
  mutating func toggleBreakpoint(line: Int) -> [Effect] {
    guard let file = state.source.file else { return [] }
    let here = state.snapshot.breakpoints(file: file.name, line: line)
    if here.isEmpty { return run("break \(file.name):\(line)") }
    return run("delete " + here.map { String($0.id) }.joined(separator: " "))
  }

  // MARK: Panes

  /// The pane after the focused one, or before it; the inspector counts once something is looked into.
  private func neighbour(_ step: Int) -> PaneKind {
    let all = PaneKind.allCases.filter { kind in
      if kind == state.focus { return true }
      if state.hidden.contains(kind) { return false }
      return switch kind {
      case .inspector: state.inspector.expression != nil
      case .output: !state.output.lines.isEmpty
      case .watches: !state.snapshot.watches.isEmpty
      case .breakpoints: !state.snapshot.breakpoints.isEmpty
      default: true
      }
    }
    let index = all.firstIndex(of: state.focus) ?? 0
    return all[(index + step + all.count) % all.count]
  }

  mutating func focus(_ pane: PaneKind) {
    state.focus = pane
    state.covered = nil
    state.hidden.remove(pane)
    state.bringToFront(pane)
    if pane == .inspector { chooseTensor() }
  }

  /// Opens the inspector on the selected variable, if it is free and that is a tensor.
  private mutating func chooseTensor() {
    if state.inspector.isPinned { return }
    let rows = rows
    let selected = rows.indices.contains(state.variables.list.selected) ? rows[state.variables.list.selected] : nil
    let row =
      selected?.tensor != nil ? selected : state.inspector.expression == nil ? rows.first { $0.tensor != nil } : nil
    if let row, let tensor = row.tensor { state.inspector.show(tensor, as: row.expression) }
  }

  /// Enter.
  mutating func open() -> [Effect] {
    switch state.focus {
    case .frames: return run("frame \(state.frames.selected)")
    case .layers: return openLayer()
    case .watches: openWatch()
    case .breakpoints: showBreakpoint()
    case .modules: openModule()
    case .timeline:
      if let stop = state.timeline.selected { return run("goto \(stop)") }
    case .variables:
      let rows = rows
      guard rows.indices.contains(state.variables.list.selected) else { return [] }
      let row = rows[state.variables.list.selected]
      if let tensor = row.tensor {
        state.inspector.show(tensor, as: row.expression)
        state.inspector.isPinned = true
        focus(.inspector)
      } else if row.isExpanded {
        state.variables.expanded.remove(row.expression)
      } else if row.value.hasChildren {
        state.variables.expanded.insert(row.expression)
        loadChildren(of: row.expression)
      }
    default: break
    }
    return []
  }

  /// Esc: stops what runs, else closes what was opened last.
  private mutating func back() -> [Effect] {
    if state.running != nil { return interrupt() }
    if state.isZoomed {
      state.isZoomed = false
    } else if state.focus == .inspector {
      state.inspector.isPinned = false
      focus(.variables)
    } else if state.covered != nil {
      uncover()
    } else if state.focus == .output {
      focus(.source)
    } else if state.focus == .variables, !state.variables.filter.isEmpty {
      filter("")
    } else if !state.source.pattern.isEmpty {
      state.source.pattern = ""
    } else {
      state.message = AppState.Message()
    }
    return []
  }

  // MARK: Cursors

  mutating func move(_ movement: Movement) {
    let content = state.layout.place(of: state.focus)?.content ?? .empty
    if state.focus == .inspector {
      let area = InspectorPane.pictureArea(state.inspector, in: content)
      state.inspector.move(movement, in: area, state.appearance)
      return
    }
    if state.focus == .timeline {
      state.timeline.move(movement, from: state.snapshot.timeline.stop)
      return
    }
    if state.focus == .modules, movement == .left || movement == .right {
      moveInTree(movement)
      return
    }
    guard let rows = movement.rows(page: content.height) else {
      if state.focus == .source { state.source.left = max(0, state.source.left + (movement == .left ? -8 : 8)) }
      return
    }
    moveRows(rows, in: state.focus)
  }

  mutating func moveRows(_ rows: Int, in pane: PaneKind) {
    switch pane {
    case .source: state.source.cursor = max(1, min(state.source.cursor + rows, state.source.lineCount))
    case .variables: state.variables.list.move(rows, count: self.rows.count)
    case .frames: state.frames.move(rows, count: state.snapshot.frames.count)
    case .layers: state.layers.list.move(rows, count: state.snapshot.layers.count)
    case .watches: state.watches.move(rows, count: state.snapshot.watches.count)
    case .breakpoints: state.breakpoints.move(rows, count: state.snapshot.breakpoints.count)
    case .modules: state.modules.list.move(rows, count: state.modules.rows.count)
    case .timeline:
      state.timeline.move(rows > 0 ? .right : .left, from: state.snapshot.timeline.stop)
    // How far back there is something is found where it is brought to rest.
    case .output: state.output.scrolledBack = max(0, min(state.output.scrolledBack - rows, 1 << 20))
    case .inspector: break
    }
  }

  private mutating func showFile(_ step: Int) {
    let files = state.snapshot.files
    guard !files.isEmpty else { return }
    let index = files.firstIndex { $0.name == state.source.file?.name } ?? 0
    let file = files[(index + step + files.count) % files.count]
    let frame = state.snapshot.frames.first { $0.file.name == file.name }
    state.source.show(file, line: frame?.line ?? 1)
  }

  /// Goes to the next line that has the pattern, round the end.
  mutating func find(_ direction: Direction) {
    guard let file = state.source.file, !state.source.pattern.isEmpty else { return }
    let pattern = Array(state.source.pattern)
    let found = file.lines.indices.filter { !matches(of: pattern, in: Array(file.lines[$0])).isEmpty }
    guard let first = found.first, let last = found.last else {
      say("not in \(file.name): \(state.source.pattern)", .warning)
      return
    }
    let here = state.source.cursor - 1
    let line =
      direction == .forward ? found.first { $0 > here } ?? first : found.last { $0 < here } ?? last
    state.source.cursor = line + 1
    state.source.column = matches(of: pattern, in: Array(file.lines[line])).first?.lowerBound ?? 0
    let place = (found.firstIndex(of: line) ?? 0) + 1
    say("line \(place) of \(found.count) with \(state.source.pattern): * next, # before, Esc ends")
  }

  // MARK: Words

  mutating func say(_ text: String, _ role: Theme.Role = .text) {
    state.message = AppState.Message(text: text, role: role)
  }
}
