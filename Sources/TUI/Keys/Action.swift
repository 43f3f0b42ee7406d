import Commands

/// The effect of a key.
enum Action: Hashable {
  /// Runs a line of the command language.
  case command(String)
  case runToCursor, toggleBreakpoint
  /// An action of the focused pane.
  case pane(PaneAction)
  /// Moves the cursor of the focused pane.
  case move(Movement)
  case copyValue, copyCommand
  case back
  case focus(PaneKind), focusNext, focusPrevious
  case zoom, hide, resize(Movement), resetLayout
  case toggleMouse, toggleTranscript
  case prompt, search, help, quit, interrupt
}

/// The effect of a key in the focused pane. Each pane implements some of these actions.
enum PaneAction: Hashable {
  case open, add, edit, delete
  // Source
  case moveName(Int), goToDefinition, goBack, showCurrentLine, showFile(Int), find(Direction)
  // Variables
  case nextOrder, askFilter
  // Layers
  case nextStatistic
  // Breakpoints
  case toggleEnabled
  // Timeline
  case moveStop(Int)
  case inspector(InspectorAction)
}

enum Movement: Hashable {
  case up, down, left, right, pageUp, pageDown, home, end

  /// The number of rows that the movement goes down in a pane of `page` rows. Negative means up. Nil for sideways
  /// movements.
  func rows(page: Int) -> Int? {
    switch self {
    case .up: -1
    case .down: 1
    case .pageUp: -max(1, page - 1)
    case .pageDown: max(1, page - 1)
    case .home: -(1 << 40)
    case .end: 1 << 40
    case .left, .right: nil
    }
  }

  var isSideways: Bool { self == .left || self == .right }
}
