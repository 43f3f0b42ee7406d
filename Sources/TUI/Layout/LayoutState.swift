import Screen

/// The user's choices for the layout: visible panes, positions of the dividers between panes, the focus.
struct LayoutState {
  var size = Size(width: 80, height: 24)
  private(set) var focus = PaneKind.source
  private(set) var isZoomed = false
  /// Panes that the user brought to the front of a shared area, the latest last.
  private(set) var front: [PaneKind] = []
  private(set) var hidden: Set<PaneKind> = []
  /// For each divider that the user has moved: the size of the left or upper part as a fraction of both parts, 0…1.
  var shares: [Arrangement.Divider: Double] = [:]
  /// The focus and the front panes just before a command opened the output pane. The next motion restores them.
  private var covered: (focus: PaneKind, front: [PaneKind])?
  /// The divider that the mouse drags; nil if the mouse drags no divider.
  private var dragged: Arrangement.Divider?

  init(size: Size = Size(width: 80, height: 24), focus: PaneKind = .source, isZoomed: Bool = false) {
    self.size = size
    self.focus = focus
    self.isZoomed = isZoomed
  }

  var layout: ScreenLayout { ScreenLayout(size, self) }

  // MARK: Panes

  /// Focuses a pane, and shows it.
  mutating func focus(_ pane: PaneKind) {
    focus = pane
    covered = nil
    show(pane)
  }

  /// Shows a pane in front of the other panes that share its area.
  private mutating func show(_ pane: PaneKind) {
    hidden.remove(pane)
    front.removeAll { $0 == pane }
    front.append(pane)
  }

  /// Makes a pane visible. The focus stays on the focused pane, unless both panes share an area or the screen shows
  /// only one pane.
  mutating func bringIntoSight(_ pane: PaneKind) {
    if layout.place(of: pane) != nil { return }
    if layout.places.count > 1 { show(pane) }
    if layout.place(of: pane) == nil { focus(pane) }
  }

  /// Hides a pane. Does nothing and returns false if all other panes are hidden.
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

  /// Shows all panes in their original sizes.
  mutating func reset() { (shares, hidden, isZoomed) = ([:], [], false) }

  // MARK: The output

  /// Makes the output visible for a command. The focus moves only if the output covers the focused pane.
  mutating func coverWithOutput() {
    if layout.place(of: .output) != nil { return }
    covered = (focus, front)
    show(.output)
    if layout.place(of: focus) == nil || layout.place(of: .output) == nil { focus = .output }
  }

  /// Restores the panes that were visible before a command opened the output. Returns false if no command opened the
  /// output.
  @discardableResult
  mutating func uncover() -> Bool {
    guard let covered else { return false }
    if focus == .output { focus = covered.focus }
    front = covered.front
    self.covered = nil
    return true
  }

  /// The width that the output pane has when it is visible, in columns.
  var outputWidth: Int {
    var shown = self
    shown.coverWithOutput()
    return shown.layout.place(of: .output)?.content.width ?? size.width
  }

  // MARK: Lines between panes

  /// Moves the divider beside the focused pane by a few cells. Returns false if there is no such divider.
  mutating func resize(_ movement: Movement) -> Bool {
    let axis: SplitAxis = movement.isSideways ? .columns : .rows
    guard let (boundary, isFirst) = layout.boundary(beside: focus, axis) else { return false }
    let step = axis == .columns ? 4 : 2
    let grows = movement == .right || movement == .down
    shares[boundary.divider] = boundary.share(movedBy: grows == isFirst ? step : -step)
    return true
  }

  /// Handles a mouse event that begins, continues or ends a drag of the divider between two panes. Returns true if the
  /// event continues a drag: the panes must not receive this event.
  mutating func drag(_ event: MouseEvent) -> Bool {
    if let dragged {
      if case .drag(.left) = event.action {
        // The dragged divider has moved since the last event, so find its boundary again.
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
