import Screen

extension App {
  /// A click focuses and selects, beside a line number it sets a breakpoint; the wheel scrolls what is under it.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    state.isAboutToQuit = false
    if state.showsHelp {
      if case .press = event.action { state.showsHelp = false }
      return []
    }
    if let divider = state.dragged {
      if case .drag(.left) = event.action {
        // The line is looked up anew: it has moved.
        if let boundary = state.layout.boundaries.first(where: { $0.divider == divider }) {
          state.shares[divider] = boundary.share(at: event.position)
        }
        return []
      }
      state.dragged = nil
    }
    if case .press(.left) = event.action { state.dragged = state.layout.boundary(at: event.position)?.divider }
    guard let place = state.layout.place(at: event.position) else { return [] }
    switch event.action {
    case .press(.left): return click(place, event.position)
    case .drag(.left) where place.kind == .inspector: moveInspectorCursor(place, to: event.position)
    case .wheelUp: scroll(-3, place)
    case .wheelDown: scroll(3, place)
    case .wheelLeft where place.kind == .source: state.source.left = max(0, state.source.left - 8)
    case .wheelRight where place.kind == .source: state.source.left += 8
    default: break
    }
    return []
  }

  private mutating func scroll(_ rows: Int, _ place: ScreenLayout.Place) {
    if place.kind == .inspector {
      state.inspector.moveSlice(rows.signum())
    } else {
      moveRows(rows, in: place.kind)
    }
  }

  private mutating func click(_ place: ScreenLayout.Place, _ point: Point) -> [Effect] {
    if place.header.contains(point) {
      focus(PaneHeader.tab(at: point.x, in: place) ?? place.kind)
      return []
    }
    let wasFocused = state.focus == place.kind
    let row = point.y - place.content.y
    focus(place.kind)
    switch place.kind {
    case .source:
      guard let file = state.source.file, state.source.top + row < file.lines.count else { return [] }
      state.source.cursor = state.source.top + row + 1
      let gutter = SourcePane.gutterWidth(of: file)
      if point.x < place.content.x + gutter - 2 { return toggleBreakpoint(line: state.source.cursor) }
      return clickSource(column: point.x - place.content.x - gutter + state.source.left, again: wasFocused)
    case .variables:
      let index = state.variables.list.top + row
      guard index < rows.count else { return [] }
      let isSelected = state.variables.list.selected == index
      state.variables.list.selected = index
      if wasFocused, isSelected { return open() }
    case .frames:
      guard state.frames.top + row < state.snapshot.frames.count else { return [] }
      state.frames.selected = state.frames.top + row
      return open()
    case .layers:
      let index = state.layers.list.top + row - min(state.snapshot.otherLoops.count, max(0, place.content.height - 1))
      guard row >= 0, state.snapshot.layers.indices.contains(index) else { return [] }
      let isSelected = state.layers.list.selected == index
      state.layers.list.selected = index
      if wasFocused, isSelected { return open() }
    case .watches:
      guard choose(&state.watches, row, of: state.snapshot.watches.count) else { return [] }
      if wasFocused { return open() }
    case .breakpoints:
      guard choose(&state.breakpoints, row, of: state.snapshot.breakpoints.count) else { return [] }
      // Its mark is its switch.
      if point.x < place.content.x + 2 { return toggleEnabled() }
      return open()
    case .modules:
      guard choose(&state.modules.list, row, of: state.modules.rows.count) else { return [] }
      return open()
    case .timeline:
      let column = point.x - place.content.x
      guard state.timeline.cells.indices.contains(column) else { return [] }
      let stop = state.timeline.cells[column].stops.lowerBound
      let isSelected = state.timeline.selected == stop
      state.timeline.selected = stop
      if wasFocused, isSelected { return open() }
    case .output: break
    case .inspector: moveInspectorCursor(place, to: point)
    }
    return []
  }

  /// Selects the item on a row of a list; false when there is none.
  private func choose(_ list: inout ListState, _ row: Int, of count: Int) -> Bool {
    guard row >= 0, list.top + row < count else { return false }
    list.selected = list.top + row
    return true
  }

  private mutating func moveInspectorCursor(_ place: ScreenLayout.Place, to point: Point) {
    let frame = InspectorFrame(state.inspector, in: place.content)
    let area = frame.picture
    guard area.contains(point) else { return }
    switch state.inspector.picture {
    case .heatMap:
      let plane = InspectorPlane(state.inspector, in: area, state.appearance)
      guard let (row, column) = plane?.cell(at: point, in: area, state.appearance) else { return }
      state.inspector.moveCursor(row: row, column: column)
    case .values:
      guard let (row, column) = ValuesPicture.Grid(state.inspector, in: area)?.cell(at: point, in: area) else { return }
      state.inspector.moveCursor(row: row, column: column)
    case .gallery:
      let panel = GalleryPicture.panels(state.inspector, in: area).first { $0.area.contains(point) }
      if let panel { state.inspector.moveCursor(slice: panel.number) }
    case .lines:
      guard state.inspector.rank > 0, area.width > 1 else { return }
      let count = state.inspector.shape[state.inspector.columnAxis]
      state.inspector.moveCursor(column: (point.x - area.x) * (count - 1) / (area.width - 1))
    case .attention, .histogram, .statistics: break
    }
  }
}
