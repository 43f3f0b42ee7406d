import Commands
import Screen

/// All that the screen program knows.
struct AppState {
  var size: Size
  var appearance: Appearance
  var session: Session
  var snapshot: StopSnapshot
  var focus = PaneKind.source
  var isZoomed = false
  /// Panes that a person brought in front of those that share their place, the latest last.
  var front: [PaneKind] = []
  /// What the output covers, when a command and not the person has opened it: a motion puts that back.
  var covered: (focus: PaneKind, front: [PaneKind])?
  var hidden: Set<PaneKind> = []
  /// Where a person has put lines between panes.
  var shares: [Arrangement.Divider: Double] = [:]
  /// The line that the mouse holds.
  var dragged: Arrangement.Divider?
  var isMouseOn = true
  var source = SourceState()
  var variables = VariablesState()
  var frames = ListState()
  var layers = LayersState()
  var watches = ListState()
  var breakpoints = ListState()
  var modules = ModulesState()
  var timeline = TimelineState()
  var inspector = InspectorState()
  var recall = RecallState()
  var output = OutputState()
  /// Open while a command or a search is typed.
  var prompt: PromptState?
  /// What was typed at prompts before, oldest first.
  var history: [String] = []
  var showsHelp = false
  var helpTop = 0
  /// The command line that runs, while one does.
  var running: String?
  /// Where what runs is, once it has run for so long.
  var progress: RunProgress.Report?
  /// How long it has run, in seconds.
  var elapsed = 0.0
  /// Commands typed ahead while it runs, next first.
  var waiting: [String] = []
  var message = Message()
  /// Whether the last key was a Ctrl-C with nothing to stop.
  var isAboutToQuit = false

  struct Message {
    var text = ""
    var role = Theme.Role.text
  }

  var layout: ScreenLayout { layout(size) }

  func layout(_ size: Size) -> ScreenLayout {
    ScreenLayout(
      size,
      ScreenLayout.Wishes(focus: focus, isZoomed: isZoomed, front: front, hidden: hidden, shares: shares))
  }

  /// Puts a pane in front of those that share its place.
  mutating func bringToFront(_ pane: PaneKind) {
    front.removeAll { $0 == pane }
    front.append(pane)
  }
}

/// A list with a selected row.
struct ListState {
  var selected = 0
  var top = 0

  mutating func move(_ rows: Int, count: Int) {
    selected = max(0, min(selected + rows, count - 1))
  }

  /// Scrolls as little as shows the selected row.
  mutating func settle(count: Int, height: Int) {
    selected = max(0, min(selected, count - 1))
    top = scrolled(top, toShow: selected, of: count, height: height)
  }
}

/// The first row shown, moved as little as shows `row` and leaves no empty rows at the end.
func scrolled(_ top: Int, toShow row: Int, of count: Int, height: Int, margin: Int = 0) -> Int {
  if height <= 0 { return max(0, row) }
  let margin = min(margin, (height - 1) / 2)
  let wanted = max(min(top, row - margin), row - height + 1 + margin)
  return max(0, min(wanted, count - height))
}

/// A line being typed.
struct PromptState {
  enum Kind {
    case command, search
    /// A line of a breakpoint's commands.
    case breakpointCommand
    /// For the inspector: an element to go to, an expression or a layer to compare with.
    case index, comparison, layer
    /// For the variables.
    case filter

    /// What stands before the text that is typed.
    var label: String {
      switch self {
      case .command: ":"
      case .breakpointCommand: "> "
      case .search: "/"
      case .index: "go to index: "
      case .comparison: "compare with: "
      case .layer: "compare with layer: "
      case .filter: "only names with: "
      }
    }
  }
  let kind: Kind
  var text: [Character] = []
  /// Characters before the cursor.
  var cursor = 0
  /// The place in the history, counted back from its end; 0 is the line being typed.
  var recalled = 0
  var draft: [Character] = []
  /// What Tab found the last time, when it was more than one; with the one that stands in the line.
  var candidates: [String] = []
  var chosen: Int?
  /// Characters before the cursor that the chosen candidate replaces.
  var typed = 0
  /// A command to be carried out after the one that is typed, as what takes the old form of it away.
  var following: String?

  init(kind: Kind, text: String = "", following: String? = nil) {
    self.kind = kind
    self.text = Array(text)
    cursor = self.text.count
    self.following = following
  }
}
