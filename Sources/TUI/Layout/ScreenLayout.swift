import Screen

/// The areas of the bars and panes on a screen of a given size.
struct ScreenLayout {
  /// A visible pane and its area. The area's first row is the header. `tabs` are the panes that share the area.
  struct Place {
    let kind: PaneKind
    let area: Rect
    var tabs: [PaneKind] = []

    var header: Rect { area.row(0) }
    var content: Rect { area.inset(top: 1) }
  }

  /// A divider between two parts of the screen, as drawn. The mouse and the keys can move the divider.
  struct Boundary {
    let divider: Arrangement.Divider
    let axis: SplitAxis
    /// The cells where the mouse can grab the divider.
    let line: Rect
    /// The area that the divider divides into `first` and `second`.
    let whole: Rect
    let first: Rect
    let second: Rect
  }

  /// Screens smaller than `smallest` show one pane at a time. Screens smaller than `least` show no pane.
  static let smallest = Size(width: 40, height: 10)
  static let least = Size(width: 16, height: 3)

  private(set) var title = Rect.empty
  private(set) var message = Rect.empty
  private(set) var footer = Rect.empty
  private(set) var places: [Place] = []
  /// Vertical lines between panes.
  private(set) var separators: [Rect] = []
  private(set) var boundaries: [Boundary] = []
  let isTooSmall: Bool

  init(_ size: Size, _ state: LayoutState) {
    isTooSmall = size.width < Self.least.width || size.height < Self.least.height
    if isTooSmall { return }
    if size.width < Self.smallest.width || size.height < Self.smallest.height {
      // Show only one pane and the message line.
      let rows = Rect(size).split(.rows, .remainder(), .fixed(1))
      message = rows[1]
      places = [Place(kind: state.focus, area: rows[0])]
      return
    }
    let rows = Rect(size).split(.rows, .fixed(1), .remainder(), .fixed(1), .fixed(1))
    (title, message, footer) = (rows[0], rows[2], rows[3])
    let body = rows[1]
    // The focused pane is always visible, even if the user has hidden it.
    let hidden = state.hidden.subtracting([state.focus])
    guard !state.isZoomed, let arrangement = Arrangement(for: body, focus: state.focus).without(hidden) else {
      places = [Place(kind: state.focus, area: body)]
      return
    }
    place(arrangement, in: body, state)
  }

  func place(of kind: PaneKind) -> Place? { places.first { $0.kind == kind } }

  func place(at point: Point) -> Place? { places.first { $0.area.contains(point) } }

  /// Whether the inspector is visible together with other panes.
  var hasInspectorInView: Bool {
    places.count > 1 && place(of: .inspector) != nil
  }

  /// The divider to move when the user resizes a pane: the innermost divider beside the pane. `isFirst` is true if the
  /// pane is in the left or upper part.
  func boundary(beside kind: PaneKind, _ axis: SplitAxis) -> (boundary: Boundary, isFirst: Bool)? {
    guard let area = place(of: kind)?.area else { return nil }
    // `boundaries` lists outer dividers before inner dividers.
    guard
      let found = boundaries.last(where: {
        $0.axis == axis && ($0.first.contains(area.origin) || $0.second.contains(area.origin))
      })
    else { return nil }
    return (found, found.first.contains(area.origin))
  }

  func boundary(at point: Point) -> Boundary? { boundaries.last { $0.line.contains(point) } }

  // MARK: Dividing

  private mutating func place(_ arrangement: Arrangement, in area: Rect, _ state: LayoutState) {
    switch arrangement {
    case .place(let tabs):
      let shown =
        tabs.contains(state.focus)
        ? state.focus : state.front.last(where: { tabs.contains($0) }) ?? tabs.first ?? state.focus
      places.append(Place(kind: shown, area: area, tabs: tabs.count > 1 ? tabs : []))
    case .split(let divider, let axis, let share, let first, let second):
      let share = state.shares[divider] ?? share
      let length = axis == .rows ? area.height : area.width - 1
      let asked = Int((max(0, min(share, 1)) * Double(length)).rounded())
      let wanted = max(min(first.least(axis), length / 2), min(asked, length - second.least(axis)))
      let parts =
        axis == .rows
        ? area.split(.rows, .fixed(wanted), .fixed(0), .remainder())
        : area.split(.columns, .fixed(wanted), .fixed(1), .remainder())
      let line = axis == .rows ? parts[2].row(0) : parts[1]
      if axis == .columns { separators.append(line) }
      boundaries.append(
        Boundary(divider: divider, axis: axis, line: line, whole: area, first: parts[0], second: parts[2]))
      place(first, in: parts[0], state)
      place(second, in: parts[2], state)
    }
  }
}

extension ScreenLayout.Boundary {
  /// The size of the left or upper part as a fraction, 0…1, if the divider moves right or down by `cells` cells.
  func share(movedBy cells: Int) -> Double {
    let length = axis == .rows ? whole.height : whole.width - 1
    let now = axis == .rows ? first.height : first.width
    return Double(max(0, min(now + cells, length))) / Double(max(1, length))
  }

  /// The size of the left or upper part as a fraction, 0…1, if the divider moves to `point`.
  func share(at point: Point) -> Double {
    share(movedBy: axis == .rows ? point.y - second.y : point.x - line.x)
  }
}
