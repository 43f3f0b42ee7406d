import Commands
import Screen

/// A pane: its view state, its keys and clicks, and its picture.
///
/// A pane does not know the program around it. It reads a `PaneContext`, changes its own view state, and returns
/// `PaneRequest`s for all other effects.
protocol Pane {
  /// The pane's keys. They take precedence over the global keys.
  static var keys: [KeyBinding] { get }

  /// Performs the action of one of the pane's keys.
  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest]

  /// Moves the pane's cursor or selection as a key requests.
  mutating func move(_ movement: Movement, in context: PaneContext)

  /// Moves the pane's cursor or selection by rows. Negative is up.
  mutating func scroll(_ rows: Int, in context: PaneContext)

  mutating func scrollSideways(_ columns: Int)

  /// Handles a click into the pane's content. `isAgain` is true if the pane had the focus before.
  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest]

  /// Handles a mouse movement with a button held down.
  mutating func drag(to point: Point, in context: PaneContext)

  /// Limits scroll position and selection to the existing rows.
  mutating func settle(in context: PaneContext)

  /// The selected item as text for the clipboard.
  func copiedValue(in context: PaneContext) -> String?

  /// The command that shows the selected item again.
  func copiedCommand(in context: PaneContext) -> String?

  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer)
}

extension Pane {
  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] { [] }

  mutating func move(_ movement: Movement, in context: PaneContext) {
    if let rows = movement.rows(page: context.content.height) { scroll(rows, in: context) }
  }

  mutating func scrollSideways(_ columns: Int) {}
  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] { [] }
  mutating func drag(to point: Point, in context: PaneContext) {}
}

/// The data that a pane may read: everything except the view state of other panes.
struct PaneContext {
  let snapshot: StopSnapshot
  let session: Session
  let appearance: Appearance
  /// Summaries and histograms of the tensors that are visible.
  let figures: FigureCache
  /// The pane's area on the screen; nil while the pane is not visible.
  let place: ScreenLayout.Place?
  let isFocused: Bool
  /// Whether the inspector is visible together with other panes.
  let hasInspectorInView: Bool
  /// Whether a command runs on a copy of the session. While the command runs, the session lacks some of its snapshots.
  let isRunning: Bool

  /// The area for the pane's lines; empty while the pane is not visible.
  var content: Rect { place?.content ?? .empty }
}

/// A request of a pane to `App`.
enum PaneRequest {
  /// Run a command.
  case run(String)
  case say(String, Theme.Role = .text)
  /// Evaluate an expression on another thread. Then show the value, or compare the inspected tensor with the value.
  case look(String, Look.Purpose)
  /// Show a tensor in the inspector, and keep it there while the user steps.
  case inspect(TensorView, String)
  case prompt(PromptState)
  /// Focus the source pane and show a line in it.
  case showSource(SourceFile, line: Int)
  /// Show the selected frame's line.
  case showSelectedFrame
}
