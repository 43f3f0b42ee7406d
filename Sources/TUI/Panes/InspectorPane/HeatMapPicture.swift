import Commands
import Screen

/// A heat map of a plane with numbered axes and the cursor.
struct HeatMapPicture {
  let pane: InspectorPane
  let frame: InspectorFrame
  let appearance: Appearance

  func render(into buffer: inout ScreenBuffer) -> StyledText {
    let area = frame.picture
    guard let plane = InspectorPlane(pane, in: area, appearance) else { return StyledText() }
    let numbers = pane.numberScale(for: plane.grid.values)
    let map = plane.map(numbers)
    map.draw(in: area, on: &buffer, appearance)
    AxisLabels(pane: pane, frame: frame, appearance: appearance).render(plane, map, into: &buffer)
    drawCursor(plane, map, into: &buffer)
    return legend(plane, map)
  }

  /// The colour scale, the pooling and the range shown:
  /// `-6.1 ▒▒▒▒ 6.1  log |x|  means of 11×4  rows 0..27, columns 12..40`
  private func legend(_ plane: InspectorPlane, _ map: HeatMap) -> StyledText {
    let (lower, upper) = (numberText(Double(map.range.lower)), numberText(Double(map.range.upper)))
    var words = StyledText()
    if plane.isPooled {
      let (rows, columns) = plane.pooling
      words.append("  \(pane.pooling.words) of \(rows)\(appearance.glyphs.times)\(columns)", appearance[.active])
    }
    if pane.spansTensor { words.append("  scale of all slices", appearance[.title]) }
    if pane.isWindowed, let rows = plane.grid.rowRanges.last, let columns = plane.grid.columnRanges.last {
      words.append("  rows \(plane.grid.rowRanges[0].lowerBound)..\(rows.lowerBound)", appearance[.faint])
      words.append(", columns \(plane.grid.columnRanges[0].lowerBound)..\(columns.lowerBound)", appearance[.faint])
    }
    let room = max(frame.content.width - words.displayWidth, lower.displayWidth + upper.displayWidth + 8)
    return map.legend(lower: lower, upper: upper, width: room, appearance) + words
  }

  private func drawCursor(_ plane: InspectorPlane, _ map: HeatMap, into buffer: inout ScreenBuffer) {
    let rows = plane.grid.rowRanges
    let columns = plane.grid.columnRanges
    let row = pane.rank >= 2 ? rows.firstIndex { $0.contains(pane.index[pane.rowAxis]) } ?? 0 : 0
    let column = pane.rank == 0 ? 0 : columns.firstIndex { $0.contains(pane.index[pane.columnAxis]) } ?? 0
    let cursor = map.position(row: row, column: column, from: frame.picture.origin, appearance)
    guard frame.picture.contains(cursor) else { return }
    if appearance.colors < .indexed256 {
      buffer.restyle(Rect(x: cursor.x, y: cursor.y, width: 1, height: 1)) { $0 = $0.reverse }
    } else {
      let background = HeatMap.color(of: plane.grid[row, column], on: map.numbers, appearance.theme)
      buffer.put("+", at: cursor, style: Style(background.contrast, on: background, .bold))
    }
  }
}

/// The row and column numbers beside a plane. The numbers at the cursor are highlighted.
struct AxisLabels {
  let pane: InspectorPane
  let frame: InspectorFrame
  let appearance: Appearance

  func render(_ plane: InspectorPlane, _ map: HeatMap, into buffer: inout ScreenBuffer) {
    let area = frame.picture
    let rows = plane.grid.rowRanges
    let columns = plane.grid.columnRanges
    if pane.rank >= 2, frame.gutter > 0 {
      let cells = rows.indices.map { map.position(row: $0, column: 0, from: area.origin, appearance).y - area.y }
      let ruler = Ruler(starts: rows.map(\.lowerBound), cells: cells, gap: rows.count > 8 ? 4 : 1)
      for tick in ruler.ticks { put(row: tick.index, at: area.y + tick.cell, .lineNumber, into: &buffer) }
      let place = pane.index[pane.rowAxis]
      if let row = rows.firstIndex(where: { $0.contains(place) }) {
        put(row: place, at: area.y + cells[row], .active, into: &buffer)
      }
    }
    if pane.rank > 0 {
      let y = min(area.y + map.size(appearance).height, frame.ruler.y)
      let cells = columns.indices.map { $0 * plane.zoom }
      let ruler = Ruler(starts: columns.map(\.lowerBound), cells: cells)
      let place = pane.index[pane.columnAxis]
      let cursor = columns.firstIndex { $0.contains(place) }.map { area.x + cells[$0] }
      putColumns(ruler, cursor: cursor, place: place, y: y, into: &buffer)
    }
  }

  func put(row: Int, at y: Int, _ role: Theme.Role, into buffer: inout ScreenBuffer) {
    let text = String(row).padded(to: frame.gutter - 1, .right)
    buffer.put(text, at: Point(x: frame.picture.x - frame.gutter, y: y), style: appearance[role])
  }

  /// Writes the column numbers. Omits numbers that the cursor's number would touch.
  func putColumns(_ ruler: Ruler, cursor: Int?, place: Int, y: Int, into buffer: inout ScreenBuffer) {
    let area = frame.picture
    let text = String(place)
    let x = cursor.map { max(area.x, min($0, frame.content.right - text.displayWidth)) }
    for tick in ruler.ticks {
      let label = String(tick.index)
      let from = min(area.x + tick.cell, frame.content.right - label.displayWidth)
      if let x, from < x + text.displayWidth + 1, x < from + label.displayWidth + 1 { continue }
      buffer.put(label, at: Point(x: from, y: y), style: appearance[.lineNumber])
    }
    if let x { buffer.put(text, at: Point(x: x, y: y), style: appearance[.active]) }
  }
}

extension Color {
  /// Black or white, whichever is easier to read on this colour.
  var contrast: Color {
    guard case .rgb(let red, let green, let blue) = self else { return .default }
    let light = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
    return Color(light > 130_000 ? 0x000000 : 0xFFFFFF)
  }
}
