import Screen

/// Where everything stands on a screen of some size.
struct ScreenLayout {
  /// A pane with its header line; `tabs` are the panes that share the place, and their names the header.
  struct Place {
    let kind: PaneKind
    let area: Rect
    var tabs: [PaneKind] = []

    var header: Rect { area.row(0) }
    var content: Rect { area.inset(top: 1) }
  }

  /// What of the program's state decides the layout.
  struct Wishes {
    var focus = PaneKind.source
    var isZoomed = false
    /// The pane that was last chosen among those that share the lower place.
    var lower = PaneKind.variables
    /// The same for wide screens, where the place is shared by fewer.
    var showsOutput = false
  }

  static let smallest = Size(width: 40, height: 10)

  private(set) var title = Rect.empty
  private(set) var message = Rect.empty
  private(set) var footer = Rect.empty
  private(set) var places: [Place] = []
  /// Vertical lines between panes.
  private(set) var separators: [Rect] = []
  let isTooSmall: Bool
  /// Whether the inspector stands beside the variables, and so shows what is selected there.
  let hasInspectorInView: Bool

  init(_ size: Size, _ wishes: Wishes) {
    isTooSmall = size.width < Self.smallest.width || size.height < Self.smallest.height
    let isWide = size.width >= 110 && size.height >= 20
    hasInspectorInView = isWide && !wishes.isZoomed
    if isTooSmall { return }
    let rows = Rect(size).split(.rows, .fixed(1), .remainder(), .fixed(1), .fixed(1))
    (title, message, footer) = (rows[0], rows[2], rows[3])
    if wishes.isZoomed {
      places = [Place(kind: wishes.focus, area: rows[1])]
    } else if isWide, size.width >= 160 {
      arrangeColumns(rows[1], wishes)
    } else if isWide {
      arrangeBelow(rows[1], wishes)
    } else {
      stack(rows[1], wishes)
    }
  }

  func place(of kind: PaneKind) -> Place? { places.first { $0.kind == kind } }

  func place(at point: Point) -> Place? { places.first { $0.area.contains(point) } }

  /// Source over all else, for lines of code are longer than half of such a screen; below it on the left the variables
  /// over frames and layers, on the right the inspector.
  private mutating func arrangeBelow(_ area: Rect, _ wishes: Wishes) {
    let rows = area.split(.rows, .fraction(0.44), .remainder())
    places.append(Place(kind: .source, area: rows[0]))
    let columns = rows[1].split(.columns, .fraction(0.57), .fixed(1), .remainder())
    separators.append(columns[1].inset(top: 1))
    let left = columns[0].split(.rows, .remainder(), .fixed(max(4, rows[1].height * 2 / 5)))
    places.append(Place(kind: .variables, area: left[0]))
    arrangeStack(left[1], wishes)
    places.append(Place(kind: .inspector, area: columns[2]))
  }

  /// Frames beside layers, or what was printed.
  private mutating func arrangeStack(_ area: Rect, _ wishes: Wishes) {
    if wishes.showsOutput {
      places.append(Place(kind: .output, area: area, tabs: [.frames, .layers, .output]))
      return
    }
    let columns = area.split(.columns, .remainder(), .fixed(1), .remainder())
    separators.append(columns[1].inset(top: 1))
    places.append(Place(kind: .frames, area: columns[0]))
    places.append(Place(kind: .layers, area: columns[2]))
  }

  /// Source over frames and layers; variables over the inspector.
  private mutating func arrangeColumns(_ area: Rect, _ wishes: Wishes) {
    let columns = area.split(.columns, .fraction(0.51), .fixed(1), .remainder())
    separators.append(columns[1])
    let left = columns[0].split(.rows, .remainder(), .fixed(min(16, max(6, area.height * 3 / 10))))
    places.append(Place(kind: .source, area: left[0]))
    arrangeStack(left[1], wishes)
    let right = columns[2].split(.rows, .fraction(0.45), .remainder())
    places.append(Place(kind: .variables, area: right[0]))
    places.append(Place(kind: .inspector, area: right[1]))
  }

  /// Source over one of the others; the inspector alone.
  private mutating func stack(_ area: Rect, _ wishes: Wishes) {
    if wishes.focus == .inspector {
      places = [Place(kind: .inspector, area: area)]
      return
    }
    if area.height >= 34 {
      let parts = area.split(.rows, .remainder(), .fraction(0.28), .fraction(0.25))
      let tabs: [PaneKind] = [.frames, .layers, .output]
      places = [
        Place(kind: .source, area: parts[0]),
        Place(kind: .variables, area: parts[1]),
        Place(kind: tabs.contains(wishes.lower) ? wishes.lower : .layers, area: parts[2], tabs: tabs),
      ]
      return
    }
    let parts = area.split(.rows, .remainder(), .fixed(max(3, area.height * 9 / 21)))
    places = [
      Place(kind: .source, area: parts[0]),
      Place(kind: wishes.lower, area: parts[1], tabs: [.variables, .frames, .layers, .output]),
    ]
  }
}
