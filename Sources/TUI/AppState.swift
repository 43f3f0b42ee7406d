import Commands
import Screen

/// The whole state of the screen program.
struct AppState {
  var session: Session
  var snapshot: StopSnapshot
  var appearance: Appearance
  var screen: LayoutState
  var panes = Panes()
  var figures = FigureCache()
  var commands = RunningCommands()
  /// The open prompt; nil while the prompt is closed.
  var prompt: PromptState?
  /// The lines that the user has typed at prompts, oldest first.
  var history: [String] = []
  /// The first visible line of the help; nil while the help is closed.
  var helpTop: Int?
  var message = Message()
  var isMouseOn = true
  /// Whether the last key was Ctrl-C while no command ran.
  var isAboutToQuit = false

  struct Message {
    var text = ""
    var role = Theme.Role.text
  }

  init(session: Session, appearance: Appearance, size: Size) {
    self.session = session
    self.appearance = appearance
    snapshot = StopSnapshot(session)
    screen = LayoutState(size: size)
    panes.modules.modules = session.debugger.moduleViews
  }

  var focus: PaneKind { screen.focus }
  var layout: ScreenLayout { screen.layout }
  var rows: [VariableRow] { panes.variables.rows(of: snapshot) }

  /// The data that a pane may read. The layout determines the pane's area.
  func context(of pane: PaneKind, in layout: ScreenLayout) -> PaneContext {
    PaneContext(
      snapshot: snapshot, session: session, appearance: appearance, figures: figures, place: layout.place(of: pane),
      isFocused: pane == focus, hasInspectorInView: layout.hasInspectorInView, isRunning: commands.running != nil)
  }

  func context(of pane: PaneKind) -> PaneContext { context(of: pane, in: layout) }
}

/// The running command, and the lines that wait for it.
struct RunningCommands {
  /// The running command line; nil when no command runs.
  private(set) var running: String?
  /// The progress of a long command; nil until the loop has sent a `.progress` event.
  private(set) var progress: RunProgress.Report?
  /// The running command's time in seconds.
  private(set) var elapsed = 0.0
  /// Lines typed while a command runs, the next line first.
  private(set) var waiting: [String] = []

  /// The greatest number of waiting lines. Eight lines are enough for quick typing. If the user holds a key down, at
  /// most eight lines still run after the user releases the key.
  private static let typeAhead = 8

  mutating func begin(_ line: String) {
    running = line
    (progress, elapsed) = (nil, 0)
  }

  mutating func end() { (running, progress) = (nil, nil) }

  mutating func show(_ report: RunProgress.Report, elapsed: Double) {
    if running != nil { (progress, self.elapsed) = (report, elapsed) }
  }

  mutating func wait(_ line: String) {
    if waiting.count < Self.typeAhead { waiting.append(line) }
  }

  mutating func next() -> String? { waiting.isEmpty ? nil : waiting.removeFirst() }

  mutating func forgetWaiting() { waiting = [] }
}
