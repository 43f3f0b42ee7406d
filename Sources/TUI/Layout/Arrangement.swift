import Screen

/// Divides the area between the header and the footer among the panes. This is the division before the user hides or
/// resizes panes.
indirect enum Arrangement {
  /// An area that several panes share: one pane is visible, the other panes are tabs.
  case place([PaneKind])
  case split(Divider, SplitAxis, share: Double, Arrangement, Arrangement)

  /// Identifies a movable divider between two parts of the screen. The user moves the dividers of each screen class
  /// separately.
  struct Divider: Hashable {
    let screen: ScreenClass
    let number: Int
  }

  /// A class of screen sizes. Screens of the same class are divided in the same way.
  enum ScreenClass: Hashable {
    /// Two panes, one above the other.
    case stack
    /// Three panes, one above the other.
    case tallStack
    /// The source pane above all other panes, and the inspector beside the variables.
    case middle
    /// Two columns.
    case wide
    /// Two columns with the timeline below.
    case widest
  }

  init(for area: Rect, focus: PaneKind) {
    let screen = ScreenClass(area)
    func split(
      _ number: Int, _ axis: SplitAxis, _ share: Double, _ first: Arrangement, _ second: Arrangement
    ) -> Arrangement {
      .split(Divider(screen: screen, number: number), axis, share: share, first, second)
    }
    // Tables in the output are wide. Therefore the output pane is in the widest area, apart from the area of the source
    // pane.
    let values = Arrangement.place([.variables, .watches, .output])
    switch screen {
    case .stack where focus == .inspector: self = .place([.inspector])
    case .tallStack where focus == .inspector: self = .place([.inspector])
    case .stack:
      self = split(
        0, .rows, 12.0 / 21, .place([.source]),
        .place([.variables, .watches, .frames, .layers, .breakpoints, .modules, .timeline, .output]))
    case .tallStack:
      self = split(
        0, .rows, 0.47, .place([.source]),
        split(1, .rows, 0.53, values, .place([.frames, .layers, .breakpoints, .modules, .timeline])))
    case .middle:
      // Lines of code are wider than half of this screen, so the source pane has the full width.
      let lower = split(
        2, .rows, 0.6, values,
        split(3, .columns, 0.5, .place([.frames, .breakpoints, .modules]), .place([.layers, .timeline])))
      self = split(0, .rows, 0.44, .place([.source]), split(1, .columns, 0.57, lower, .place([.inspector])))
    case .wide, .widest:
      let below = split(
        2, .columns, 0.5, .place([.frames, .breakpoints, .modules]),
        .place(screen == .wide ? [.layers, .timeline] : [.layers]))
      let columns = split(
        0, .columns, 0.51, split(1, .rows, 0.7, .place([.source]), below),
        split(3, .rows, 0.45, values, .place([.inspector])))
      self =
        screen == .wide
        ? columns : split(4, .rows, 1 - 5 / Double(max(6, area.height)), columns, .place([.timeline]))
    }
  }

  /// The arrangement without hidden panes; nil if all panes are hidden.
  func without(_ hidden: Set<PaneKind>) -> Arrangement? {
    switch self {
    case .place(let panes):
      let left = panes.filter { !hidden.contains($0) }
      return left.isEmpty ? nil : .place(left)
    case .split(let divider, let axis, let share, let first, let second):
      guard let first = first.without(hidden) else { return second.without(hidden) }
      guard let second = second.without(hidden) else { return first }
      return .split(divider, axis, share: share, first, second)
    }
  }

  /// The least width or height, in cells, at which every pane keeps its header and a few lines.
  func least(_ axis: SplitAxis) -> Int {
    switch self {
    case .place: return axis == .rows ? 3 : 16
    case .split(_, let itsAxis, _, let first, let second):
      if itsAxis != axis { return max(first.least(axis), second.least(axis)) }
      return first.least(axis) + second.least(axis) + (axis == .columns ? 1 : 0)
    }
  }

  var panes: [PaneKind] {
    switch self {
    case .place(let panes): panes
    case .split(_, _, _, let first, let second): first.panes + second.panes
    }
  }
}

extension Arrangement.ScreenClass {
  /// - Parameter area: the area for all panes.
  init(_ area: Rect) {
    let isWide = area.width >= 110 && area.height >= 17
    self =
      isWide && area.width >= 160
      ? (area.width >= 200 && area.height >= 37 ? .widest : .wide)
      : isWide ? .middle : area.height >= 34 ? .tallStack : .stack
  }
}
