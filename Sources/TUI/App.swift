import Commands
import Screen

/// What happens to the program.
public enum ProgramEvent: Sendable {
  case screen(Event)
  /// What an `Effect.run` asked for has been done: the session after it, what it had to say, and what is to be shown.
  case finished(Session, CommandResult, StopSnapshot)
  /// Where the command that runs is, and for how many seconds it has run.
  case progress(RunProgress.Report, elapsed: Double)
  /// What an `Effect.transcribe` asked for, or as much of it as there was time for, by `LayerView.record`.
  case transcribed([Int: Transcript])
  /// What an `Effect.recallAttention` asked for; nil when there was none.
  case recalled(AttentionRecall?, question: Int)
  /// What an `Effect.look` asked for.
  case looked(Look, Result<ValueView, ComparisonProblem>)

  /// The same with what is to be shown still to be asked for.
  static func finished(_ session: Session, _ result: CommandResult) -> ProgramEvent {
    .finished(session, result, StopSnapshot(session))
  }
}

/// The debugger on a screen: a pure program. Events go in, effects and pictures come out.
public struct App {
  var state: AppState

  /// - Parameters:
  ///   - session: stopped where the person is to begin.
  ///   - notes: what the person is to know before they begin.
  public init(
    session: Session, appearance: Appearance = Appearance(), size: Size = Size(width: 80, height: 24),
    notes: [String] = []
  ) {
    state = AppState(size: size, appearance: appearance, session: session, snapshot: StopSnapshot(session))
    state.modules.modules = session.debugger.moduleViews
    showSelectedFrame()
    tell(notes)
    refreshInspector()
    settle()
  }

  /// The session as it was when the cursor last came to rest: what `Effect.run` runs on a copy of.
  public var session: Session { state.session }

  /// The session for a command to run on; the one that `.finished` brings takes its place.
  public mutating func lendSession() -> Session { state.session.copyForCommand() }

  /// Whether a command runs: `.progress` tells the person where it is. Quick ones come and go without a word.
  public var isAwaitingProgress: Bool { state.running != nil }

  /// The expressions that the inspector shows and compares, to be evaluated where a command ends.
  public var inspectedExpressions: [String] {
    var expressions = [state.inspector.expression].compactMap(\.self)
    if case .expression(let text)? = state.inspector.comparison?.reference { expressions.append(text) }
    return expressions
  }

  /// Takes in what happened, and says what is to be done about it.
  public mutating func update(_ event: ProgramEvent) -> [Effect] {
    let effects: [Effect]
    switch event {
    case .screen(let event): effects = update(event)
    case .finished(let session, let result, let snapshot):
      effects = arrived(session, result, snapshot)
    case .progress(let report, let elapsed):
      if state.running != nil { (state.progress, state.elapsed) = (report, elapsed) }
      effects = []
    case .transcribed(let texts):
      transcribed(texts)
      effects = []
    case .recalled(let recall, let question):
      recalled(recall, question)
      effects = []
    case .looked(let look, let found): effects = looked(look, found)
    }
    settle()
    return effects + inBackground()
  }

  private mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .mouse(let event): return point(event)
    case .paste(let text):
      insert(text)
      return []
    case .resize(let size):
      state.size = size
      return []
    case .interrupt: return perform(.interrupt)
    case .tick, .wake: return []
    }
  }

  private mutating func press(_ key: Key) -> [Effect] {
    if key != .control("c") { state.isAboutToQuit = false }
    if key == .control("c"), state.prompt == nil { return perform(.interrupt) }
    if state.prompt != nil { return type(key) }
    if state.showsHelp {
      scrollHelp(key)
      return []
    }
    guard let binding = KeyTable.binding(of: key, in: state.focus) else {
      say("\(key.name) does nothing in \(state.focus.title): ? shows the keys")
      return []
    }
    return perform(binding.action)
  }

  /// Any key but those that scroll closes the help.
  private mutating func scrollHelp(_ key: Key) {
    let lines = HelpOverlay.lines(for: state.focus, width: state.size.width).count
    let page = HelpOverlay.height(of: state.size, lines: lines) - 2
    guard case .move(let movement)? = KeyTable.binding(of: key, in: .output)?.action,
      let rows = movement.rows(page: page)
    else {
      state.showsHelp = false
      return
    }
    state.helpTop = max(0, min(state.helpTop + rows, lines - page))
  }

  // MARK: Coming to rest

  /// The panes show where the session is now.
  private mutating func arrived(_ session: Session, _ result: CommandResult, _ snapshot: StopSnapshot) -> [Effect] {
    let before = state.snapshot
    (state.running, state.progress) = (nil, nil)
    state.session = session
    state.snapshot = snapshot
    state.snapshot.markChanges(since: before)
    let hasMoved =
      before.timeline.clock != state.snapshot.timeline.clock || before.selectedFrame != state.snapshot.selectedFrame
    state.variables.figures = [:]
    refreshChildren()
    if hasMoved {
      showSelectedFrame()
      selectNews(isNewCall: before.frame?.began != state.snapshot.frame?.began)
    }
    refreshInspector()
    if hasMoved { uncover() }
    let effects = tell(result)
    if result.failure != nil || session.isCollecting { state.waiting = [] }
    askForBreakpointCommands()
    return effects + (state.waiting.isEmpty ? [] : run(state.waiting.removeFirst()))
  }

  /// Source, frames and layers go to where the selected frame is.
  mutating func showSelectedFrame() {
    state.frames.selected = state.snapshot.selectedFrame
    if let current = state.snapshot.layers.firstIndex(where: { $0.state == .current }) {
      state.layers.list.selected = current
    }
    if let frame = state.snapshot.frame {
      state.source.show(frame.file, line: frame.line)
    } else if state.source.file == nil, let file = state.snapshot.files.first {
      state.source.show(file, line: 1)
    }
  }

  /// While a person looks elsewhere, the variables show what has just been computed.
  private mutating func selectNews(isNewCall: Bool) {
    if state.focus == .variables, !isNewCall { return }
    let rows = rows
    // What nobody gave a name, and what is one number, is news only where there is nothing else.
    let changed =
      rows.lastIndex { $0.hasChanged && $0.name != "_" && $0.tensor.map { $0.shape.contains { $0 != 1 } } ?? false }
      ?? rows.lastIndex { $0.hasChanged && $0.tensor != nil } ?? rows.lastIndex(where: \.hasChanged)
    let line = state.snapshot.frame?.line ?? 0
    let latest = state.snapshot.variables.filter { ($0.assignedOnLine ?? line) < line }
      .max { $0.assignedOnLine ?? 0 < $1.assignedOnLine ?? 0 }
    let found = isNewCall ? nil : changed
    if let index = found ?? rows.firstIndex(where: { $0.depth == 0 && $0.name == latest?.name }) ?? changed {
      state.variables.list.selected = index
    }
  }

  private mutating func refreshChildren() {
    let names = Set(state.snapshot.variables.map(\.name))
    // What was open in another call may mean something else here, or nothing.
    state.variables.expanded = state.variables.expanded.filter { expression in
      expression.hasPrefix("<")
        || names.contains(where: {
          expression == $0 || expression.hasPrefix($0 + ".") || expression.hasPrefix($0 + "[")
        })
    }
    state.variables.children = [:]
    for expression in state.variables.expanded { loadChildren(of: expression) }
  }

  mutating func loadChildren(of expression: String) {
    if expression == VariablesState.parameters {
      let own = state.session.debugger.parameters(ofFrame: state.snapshot.selectedFrame)
      state.variables.children[expression] = own
      return
    }
    let children = state.session.debugger.children(of: expression, frame: state.snapshot.selectedFrame)
    state.variables.children[expression] = (try? children.get()) ?? []
  }

  /// What is looked into is looked up again; when it is not there, its last value stays, marked as such.
  private mutating func refreshInspector() {
    state.recall.question += 1
    showStages()
    state.inspector.secondsPerFrame = state.snapshot.secondsPerFrame
    defer { refreshComparison() }
    guard let expression = state.inspector.expression else { return }
    if let tensor = tensor(of: expression) {
      state.inspector.show(tensor, as: expression)
    } else {
      state.inspector.isGone = true
    }
  }

  /// The tensor that an expression is here: of a variable, or as it was looked up where the command ended.
  private func tensor(of expression: String) -> TensorView? {
    if let row = rows.first(where: { $0.expression == expression }), let tensor = row.tensor { return tensor }
    if let value = state.snapshot.values[expression] { return (try? value.get())?.tensor }
    return state.session.tensor(of: expression)
  }

  var rows: [VariableRow] { state.variables.rows(of: state.snapshot) }

  /// Brings every pane's scrolling in line with what it shows, and counts what its lines show of distributions.
  private mutating func settle() {
    let layout = state.layout
    func height(_ kind: PaneKind) -> Int { layout.place(of: kind)?.content.height ?? 0 }
    state.source.settle(height: height(.source))
    state.frames.settle(count: state.snapshot.frames.count, height: height(.frames))
    state.layers.list.settle(count: state.snapshot.layers.count, height: height(.layers))
    state.watches.settle(count: state.snapshot.watches.count, height: height(.watches))
    state.breakpoints.settle(count: state.snapshot.breakpoints.count, height: height(.breakpoints))
    if let place = layout.place(of: .modules) {
      state.modules.list.settle(count: state.modules.rows.count, height: place.content.height)
    }
    // A session that is lent has not all of its snapshots.
    if let place = layout.place(of: .timeline),
      state.running == nil || state.timeline.width != TimelinePane.trackWidth(in: place.content)
    {
      state.timeline.settle(width: TimelinePane.trackWidth(in: place.content), state.session.debugger)
    }
    state.variables.list.settle(count: rows.count, height: height(.variables))
    lookAtWhatIsShown(variablesHeight: height(.variables), sourceHeight: height(.source))
    if let place = layout.place(of: .output) { state.output.settle(in: place.content.size) }
    if layout.hasInspectorInView { followSelection() }
  }

  /// Beside the variables, the inspector shows what is selected there.
  private mutating func followSelection() {
    let rows = rows
    let selected = rows.indices.contains(state.variables.list.selected) ? rows[state.variables.list.selected] : nil
    if state.focus == .inspector || state.inspector.isPinned && state.focus != .variables { return }
    guard
      let row = selected?.tensor != nil
        ? selected
        : state.inspector.expression == nil || state.inspector.isGone && !state.inspector.isPinned
          ? rows.first(where: { $0.tensor != nil }) : nil,
      let tensor = row.tensor
    else { return }
    if state.inspector.expression != row.expression || state.inspector.isGone {
      state.inspector.show(tensor, as: row.expression)
    }
  }
}
