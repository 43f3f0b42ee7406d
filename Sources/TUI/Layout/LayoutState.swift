import Screen

/// What the user has made of the screen: its size, which panes are in sight, and which has the focus.
struct LayoutState {
  var size = Size(width: 80, height: 24)
  private(set) var focus = PaneKind.source
  private(set) var isZoomed = false
  /// Panes that were brought in front of those that share their place, the latest last.
  private(set) var front: [PaneKind] = []
  private(set) var hidden: Set<PaneKind> = []
  /// Where the user has put the lines between panes: the first part's share of the whole.
  var shares: [Arrangement.Divider: Double] = [:]
  /// What the output covers, when a command and not the user has opened it. The next motion brings it back.
  private var covered: (focus: PaneKind, front: [PaneKind])?
  /// The line that the mouse holds.
  private var dragged: Arrangement.Divider?

  init(size: Size = Size(width: 80, height: 24), focus: PaneKind = .source, isZoomed: Bool = false) {
    self.size = size
    self.focus = focus
    self.isZoomed = isZoomed
  }

  var layout: ScreenLayout { ScreenLayout(size, self) }

  // MARK: Panes

  /// Gives a pane the focus, and shows it.
  mutating func focus(_ pane: PaneKind) {
    focus = pane
    covered = nil
    show(pane)
  }

  /// Puts a pane in front of those that share its place.
  private mutating func show(_ pane: PaneKind) {
    hidden.remove(pane)
    front.removeAll { $0 == pane }
    front.append(pane)
  }

  /// Brings a pane into sight. The focus moves only when there is no other way.
  mutating func bringIntoSight(_ pane: PaneKind) {
    if layout.place(of: pane) != nil { return }
    if layout.places.count > 1 { show(pane) }
    if layout.place(of: pane) == nil { focus(pane) }
  }

  /// Takes a pane off the screen. False when it is the only one.
  mutating func hide(_ pane: PaneKind) -> Bool {
    let shown = Set(PaneKind.allCases).subtracting(hidden)
    if shown.count < 2 { return false }
    hidden.insert(pane)
    (isZoomed, covered) = (false, nil)
    if focus == pane {
      let next = layout.places.first { $0.kind != pane }?.kind
      focus = next ?? shown.subtracting([pane]).min { $0.rawValue < $1.rawValue } ?? .source
    }
    return true
  }

  mutating func toggleZoom() { isZoomed.toggle() }

  /// All panes, as large as they were at first.
  mutating func reset() { (shares, hidden, isZoomed) = ([:], [], false) }

  // MARK: The output

  /// Brings the output into sight for a command. The focus moves only when the focused pane is what it covers.
  mutating func coverWithOutput() {
    if layout.place(of: .output) != nil { return }
    covered = (focus, front)
    show(.output)
    if layout.place(of: focus) == nil || layout.place(of: .output) == nil { focus = .output }
  }

  /// Brings back what the output covers; false when it covers nothing.
  @discardableResult
  mutating func uncover() -> Bool {
    guard let covered else { return false }
    if focus == .output { focus = covered.focus }
    front = covered.front
    self.covered = nil
    return true
  }

  /// The columns of the output pane, now or once it is in sight.
  var outputWidth: Int {
    var shown = self
    shown.coverWithOutput()
    return shown.layout.place(of: .output)?.content.width ?? size.width
  }

  // MARK: Lines between panes

  /// Moves the line beside the focused pane by a few cells. False when there is none.
  mutating func resize(_ movement: Movement) -> Bool {
    let axis: SplitAxis = movement.isSideways ? .columns : .rows
    guard let (boundary, isFirst) = layout.boundary(beside: focus, axis) else { return false }
    let step = axis == .columns ? 4 : 2
    let grows = movement == .right || movement == .down
    shares[boundary.divider] = boundary.share(movedBy: grows == isFirst ? step : -step)
    return true
  }

  /// Takes in what the mouse does to a line. True when the event was about nothing else.
  mutating func drag(_ event: MouseEvent) -> Bool {
    if let dragged {
      if case .drag(.left) = event.action {
        // The line is looked up anew: it has moved.
        if let boundary = layout.boundaries.first(where: { $0.divider == dragged }) {
          shares[dragged] = boundary.share(at: event.position)
        }
        return true
      }
      self.dragged = nil
    }
    if case .press(.left) = event.action { dragged = layout.boundary(at: event.position)?.divider }
    return false
  }
}
