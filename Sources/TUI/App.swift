import Commands
import Screen

/// An event of the program.
public enum ProgramEvent: Sendable {
  case screen(Event)
  /// A command finished: the new session, its result, and the state to show.
  case finished(Session, CommandResult, StopSnapshot)
  /// The running command's progress, and its running time in seconds.
  case progress(RunProgress.Report, elapsed: Double)
  /// The answer to `Effect.transcribe`: texts by `LayerView.record`. If the query was interrupted, some layers are
  /// missing.
  case transcribed([Int: Transcript])
  /// The answer to `Effect.recallAttention`; nil when no attention was found.
  case recalled(AttentionRecall?, query: Int)
  /// The answer to `Effect.look`.
  case looked(Look, Result<ValueView, ComparisonProblem>)

  static func finished(_ session: Session, _ result: CommandResult) -> ProgramEvent {
    .finished(session, result, StopSnapshot(session))
  }
}

/// The screen program as a value: it accepts events, and returns effects and pictures.
///
/// `App` connects parts that do not refer to each other: the panes, the layout, the prompt, the running commands.
public struct App {
  var state: AppState

  /// - Parameters:
  ///   - session: a session whose pass has stopped at the user's first stop.
  ///   - notes: messages to show at the start.
  public init(
    session: Session, appearance: Appearance = Appearance(), size: Size = Size(width: 80, height: 24),
    notes: [String] = []
  ) {
    state = AppState(session: session, appearance: appearance, size: size)
    showSelectedFrame()
    tell(notes)
    refreshInspector()
    settle()
  }

  /// The session at the last stop. `Effect.run` runs on a copy of this session.
  public var session: Session { state.session }

  /// Returns a copy of the session for a command. When the command has ended, send the changed copy back with
  /// `ProgramEvent.finished`.
  public mutating func sessionForCommand() -> Session { state.session.copyForCommand() }

  /// Whether a command runs. While a command runs, the loop should send `.progress`.
  public var isAwaitingProgress: Bool { state.commands.running != nil }

  /// The expressions that the inspector shows and compares. The loop evaluates them at the end of a command, for the
  /// snapshot.
  public var inspectedExpressions: [String] {
    var expressions = [state.panes.inspector.expression].compactMap(\.self)
    if case .expression(let text)? = state.panes.inspector.comparison?.reference { expressions.append(text) }
    return expressions
  }

  /// Handles an event and returns the effects that the loop must carry out.
  public mutating func update(_ event: ProgramEvent) -> [Effect] {
    var effects: [Effect] = []
    switch event {
    case .screen(let event): effects = update(event)
    case .finished(let session, let result, let snapshot): effects = finished(session, result, snapshot)
    case .progress(let report, let elapsed): state.commands.show(report, elapsed: elapsed)
    case .transcribed(let texts): state.panes.layers.endTranscribing(texts)
    case .recalled(let recall, let query):
      effects = carryOut(state.panes.inspector.endRecall(recall, query, state.snapshot))
    case .looked(let look, let found): effects = looked(look, found)
    }
    settle()
    return effects + backgroundQueries()
  }

  private mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .mouse(let event): return point(event)
    case .paste(let text):
      // Insert pasted text only into an open prompt.
      state.prompt?.insert(text.map { $0 == "\n" || $0 == "\t" ? " " : $0 })
      return []
    case .resize(let size):
      state.screen.size = size
      return []
    case .interrupt: return perform(.interrupt)
    case .tick, .wake: return []
    }
  }

  // MARK: After a command

  /// Updates the panes after a command.
  private mutating func finished(
    _ session: Session, _ result: CommandResult, _ snapshot: StopSnapshot
  ) -> [Effect] {
    let before = state.snapshot
    state.commands.end()
    state.session = session
    state.snapshot = snapshot
    state.snapshot.markChanges(since: before)
    state.figures.removeAll()
    state.panes.variables.refresh(snapshot, session)
    let hasMoved = before.timeline.clock != snapshot.timeline.clock || before.selectedFrame != snapshot.selectedFrame
    if hasMoved {
      showSelectedFrame()
      let isNewCall = before.frame?.began != snapshot.frame?.began
      // While the variables pane has the focus, keep the user's selection. If another frame is selected now, its
      // variables are new: choose a new selection.
      if state.focus != .variables || isNewCall { state.panes.variables.selectNews(snapshot, isNewCall: isNewCall) }
    }
    refreshInspector()
    if hasMoved { state.screen.uncover() }
    let effects = tell(result)
    if result.failure != nil || session.isCollecting { state.commands.forgetWaiting() }
    askForBreakpointCommands()
    return effects + runNext()
  }

  /// Shows the selected frame in the source, frames and layers panes.
  mutating func showSelectedFrame() {
    let snapshot = state.snapshot
    state.panes.frames.list.selected = snapshot.selectedFrame
    if let current = snapshot.layers.firstIndex(where: { $0.state == .current }) {
      state.panes.layers.list.selected = current
    }
    if let frame = snapshot.frame {
      state.panes.source.show(frame.file, line: frame.line)
    } else if state.panes.source.file == nil, let file = snapshot.files.first {
      state.panes.source.show(file, line: 1)
    }
  }

  /// Limits every pane's scroll position and selection to its rows, and summarizes the visible tensors.
  private mutating func settle() {
    let layout = state.layout
    for pane in PaneKind.allCases { _ = state.panes.handle(.settle, by: pane, in: state.context(of: pane, in: layout)) }
    for row in state.panes.variables.visibleRows(in: state.context(of: .variables, in: layout)) {
      state.figures.count(row.tensor, as: row.expression)
    }
    let height = layout.place(of: .source)?.content.height ?? 0
    let lines = state.panes.source.top + 1...state.panes.source.top + max(1, height)
    for variable in state.snapshot.variables where variable.assignedOnLine.map(lines.contains) ?? true {
      state.figures.count(variable.tensor, as: variable.name)
    }
    if layout.hasInspectorInView { followSelection() }
  }

  /// Starts the next background query: an attention for the inspector, or layer texts for the layers pane. Does nothing
  /// while a command or another background query runs.
  private mutating func backgroundQueries() -> [Effect] {
    if state.commands.running != nil || state.panes.layers.isTranscribing || state.panes.inspector.isRecalling {
      return []
    }
    let isInSight = state.layout.place(of: .inspector) != nil
    if let query = state.panes.inspector.beginRecall(state.snapshot, state.session, isInSight: isInSight) {
      return [.recallAttention(frame: state.snapshot.selectedFrame, query: query)]
    }
    let missing = state.panes.layers.beginTranscribing(state.snapshot.layers)
    return missing.isEmpty ? [] : [.transcribe(missing)]
  }
}
