import Commands
import Screen

/// Neighbouring slices of a tensor side by side, as all heads of an attention, in one scale of colours.
struct SmallMultiples {
  /// One slice: where its label and its picture are.
  struct Panel {
    let index: Int
    let label: Rect
    let picture: Rect
  }

  let state: InspectorState
  let panels: [Panel]
  private let grids: [PooledGrid]
  private let appearance: Appearance

  /// Nil where there is nothing to compare, or no room for it.
  init?(_ state: InspectorState, in area: Rect, _ appearance: Appearance) {
    guard let axis = state.sliceAxis, let elements = state.tensor?.elements, elements.count > 0 else { return nil }
    panels = Self.arrange(state.shape[axis], around: state.index[axis], in: area)
    guard let size = panels.first?.picture else { return nil }
    let room = HeatMap.capacity(of: size, appearance)
    grids = panels.compactMap { panel in
      var place = state.index
      place[axis] = panel.index
      return elements.grid(
        rowAxis: state.rowAxis, columnAxis: state.columnAxis, at: place, maxRows: room.rows,
        maxColumns: room.columns, by: state.pooling)
    }
    if grids.count != panels.count { return nil }
    self.state = state
    self.appearance = appearance
  }

  /// As many panels as there is room for, as square as they come; pages of them when there are more slices.
  private static func arrange(_ count: Int, around index: Int, in area: Rect) -> [Panel] {
    let most = min(count, max(1, area.width / 9) * max(1, area.height / 4))
    guard most > 0, area.width >= 4, area.height >= 2 else { return [] }
    func side(_ columns: Int) -> Int {
      min(area.width / columns - 1, 2 * (area.height / ((most + columns - 1) / columns) - 1))
    }
    let columns = (1...most).max { side($0) < side($1) } ?? 1
    let rows = (most + columns - 1) / columns
    let (width, height) = (area.width / columns, area.height / rows)
    guard width >= 2, height >= 2 else { return [] }
    let first = index / most * most
    return (first..<min(first + most, count)).map { slice in
      let (row, column) = ((slice - first) / columns, (slice - first) % columns)
      let panel = Rect(x: area.x + column * width, y: area.y + row * height, width: width - 1, height: height)
      return Panel(index: slice, label: panel.row(0), picture: panel.inset(top: 1))
    }
  }

  /// The heat map of one panel; the scale is that of all.
  func map(_ panel: Int) -> HeatMap {
    let grid = grids[panel]
    var range = ValueRange(of: grids.lazy.flatMap(\.values))
    if state.spansTensor, let summary = state.tensor?.summary, let low = summary.min, let high = summary.max {
      range = ValueRange(Float(low), Float(high))
    }
    let changesSign = range.map { $0.lower < 0 && $0.upper > 0 } ?? false
    let (rows, columns) = (grid.rowRanges.count, grid.columnRanges.count)
    let area = panels[panel].picture
    let zoom = (1...8).last { zoom in
      let room = HeatMap.capacity(of: area, zoom: zoom, appearance)
      return rows <= room.rows && columns <= room.columns
    }
    return HeatMap(
      rows: rows, columns: columns, scale: changesSign ? .diverging : .sequential, range: range, zoom: zoom ?? 1
    ) { grid[$0, $1] }
  }

  /// How many elements lie under a cell, at most.
  var pooling: (rows: Int, columns: Int) {
    (grids.first?.rowRanges.map(\.count).max() ?? 1, grids.first?.columnRanges.map(\.count).max() ?? 1)
  }

  func render(into buffer: inout ScreenBuffer, axisName: String) {
    guard let axis = state.sliceAxis else { return }
    for (number, panel) in panels.enumerated() {
      let isChosen = panel.index == state.index[axis]
      let mark = isChosen ? String(appearance.glyphs.mark(.currentLine)) : " "
      buffer.put(
        "\(mark)\(axisName) \(panel.index)".truncated(to: panel.label.width, ellipsis: appearance.glyphs.ellipsis),
        at: panel.label.origin, style: appearance[isChosen ? .active : .lineNumber])
      map(number).draw(in: panel.picture, on: &buffer, appearance)
    }
  }
}
