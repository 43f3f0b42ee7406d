import Screen

extension App {
  /// A click focuses and selects, beside a line number it sets a breakpoint; the wheel scrolls what is under it.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    state.isAboutToQuit = false
    if state.showsHelp {
      if case .press = event.action { state.showsHelp = false }
      return []
    }
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
      guard state.frames.top + row < state.situation.frames.count else { return [] }
      state.frames.selected = state.frames.top + row
      return open()
    case .layers, .output: break
    case .inspector: moveInspectorCursor(place, to: point)
    }
    return []
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
