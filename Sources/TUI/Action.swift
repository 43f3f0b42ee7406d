/// What a key does.
enum Action: Hashable {
  /// A line of the command language.
  case command(String)
  case runToCursor(backward: Bool)
  case toggleBreakpoint
  /// Moves the cursor of the focused pane.
  case move(Movement)
  case open, back
  case focus(PaneKind), focusNext, focusPrevious, zoom
  case prompt, search, findNext, findPrevious, help, quit, interrupt
  // Source
  case showCurrentLine, nextFile, previousFile
  case inspector(InspectorAction)
  case source(SourceAction)
  case variables(VariablesAction)
  case clearOutput
  // Panes
  case resize(Movement), resetLayout, hide, toggleMouse
  // Layers
  case nextStatistic, toggleTranscript
  // Watches and breakpoints
  case add, edit, delete, toggleEnabled
  case moveStop(Int)
  case copyValue, copyCommand
}

enum Movement: Hashable {
  case up, down, left, right, pageUp, pageDown, home, end

  /// Rows it goes down in a pane of some height; nil for sideways ones.
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
}
