import Commands
import Screen

/// Neighbouring slices side by side with one colour scale, for example all heads of an attention.
struct GalleryPicture {
  let pane: InspectorPane
  let frame: InspectorFrame
  let appearance: Appearance

  func render(into buffer: inout ScreenBuffer) -> StyledText {
    guard let axis = pane.sliceAxis, let elements = pane.shown else { return StyledText() }
    let panels = Self.panels(pane, in: frame.picture)
    let planes = panels.compactMap { panel -> InspectorPlane? in
      var place = pane.index
      place[axis] = panel.number
      return InspectorPlane(
        elements, rowAxis: pane.rowAxis, columnAxis: pane.columnAxis, at: place, in: panel.picture, appearance,
        by: pane.pooling)
    }
    guard let first = planes.first, planes.count == panels.count else {
      return StyledText("the pane is too small for all slices", appearance[.faint])
    }
    let numbers = pane.numberScale(for: planes.flatMap(\.grid.values))
    for (panel, plane) in zip(panels, planes) {
      let isChosen = panel.number == pane.index[axis]
      let mark = isChosen ? String(appearance.glyphs.mark(.currentLine)) : " "
      buffer.put(
        "\(mark)\(pane.placeName(ofAxis: axis)) \(panel.number)"
          .truncated(to: panel.label.width, ellipsis: appearance.glyphs.ellipsis),
        at: panel.label.origin, style: appearance[isChosen ? .active : .lineNumber])
      plane.map(numbers).draw(in: panel.picture, on: &buffer, appearance)
    }
    var words = StyledText()
    let (rows, columns) = first.pooling
    if first.isPooled {
      words.append("  \(pane.pooling.words) of \(rows)\(appearance.glyphs.times)\(columns)", appearance[.active])
    }
    if panels.count < pane.shape[axis] {
      words.append("  \(panels.count) of \(pane.shape[axis])", appearance[.title])
    }
    let (lower, upper) = (numberText(Double(numbers.range.lower)), numberText(Double(numbers.range.upper)))
    return first.map(numbers).legend(
      lower: lower, upper: upper, width: frame.content.width - words.displayWidth, appearance) + words
  }

  static func panels(_ pane: InspectorPane, in area: Rect) -> [PanelGrid.Panel] {
    guard let axis = pane.sliceAxis else { return [] }
    return PanelGrid.arrange(pane.shape[axis], around: pane.index[axis], in: area)
  }
}

/// Divides an area into equal panels, each with a label above.
enum PanelGrid {
  struct Panel {
    let number: Int
    let label: Rect
    let picture: Rect
    var area: Rect { Rect(x: label.x, y: label.y, width: label.width, height: picture.height + 1) }
  }

  /// Arranges as many panels as fit, each as square as possible. If not all panels fit, returns the panels of the page
  /// that contains `index`.
  ///
  /// - Parameter footer: the number of free lines below each picture.
  static func arrange(_ count: Int, around index: Int = 0, in area: Rect, footer: Int = 0) -> [Panel] {
    let most = min(count, max(1, area.width / 9) * max(1, area.height / (4 + footer)))
    guard most > 0, area.width >= 4, area.height >= 2 + footer else { return [] }
    func side(_ columns: Int) -> Int {
      min(area.width / columns - 1, 2 * (area.height / ((most + columns - 1) / columns) - 1 - footer))
    }
    let columns = (1...most).max { side($0) < side($1) } ?? 1
    let rows = (most + columns - 1) / columns
    let (width, height) = (area.width / columns, area.height / rows)
    guard width >= 2, height >= 2 + footer else { return [] }
    let first = index / most * most
    return (first..<min(first + most, count)).map { number in
      let (row, column) = ((number - first) / columns, (number - first) % columns)
      let panel = Rect(x: area.x + column * width, y: area.y + row * height, width: width - 1, height: height)
      return Panel(number: number, label: panel.row(0), picture: panel.inset(top: 1, bottom: footer))
    }
  }
}
