extension ScreenBuffer {
  /// Writes text on one line and returns the columns used.
  ///
  /// The text ends at `maxWidth` columns, or one column earlier if a wide character would exceed `maxWidth`. Columns
  /// outside the clip are counted too. Control characters are drawn as symbols, so no text can control the terminal.
  @discardableResult
  public mutating func put(_ text: String, at point: Point, style: Style = .plain, maxWidth: Int = .max) -> Int {
    var used = 0
    guard clip.rows.contains(point.y) else { return min(text.displayWidth, maxWidth) }
    for character in text {
      let width = character.displayWidth
      if width == 0 { continue }
      if width > maxWidth - used { break }
      put(Cell(character, style: style), at: Point(x: point.x + used, y: point.y))
      used += width
    }
    return used
  }

  /// Writes pieces of different styles one after the other.
  @discardableResult
  public mutating func put(_ text: StyledText, at point: Point, maxWidth: Int = .max) -> Int {
    var used = 0
    for run in text.runs {
      let width = put(run.text, at: Point(x: point.x + used, y: point.y), style: run.style, maxWidth: maxWidth - used)
      used += width
      // A wide character that does not fit ends the line, even if a narrower character follows.
      if width < run.text.displayWidth { break }
    }
    return used
  }

  public mutating func fill(_ area: Rect, _ character: Character = " ", style: Style = .plain) {
    let cell = Cell(character, style: style)
    let shown = area.intersection(clip)
    clipped(to: area) { buffer in
      for y in shown.rows {
        for x in stride(from: area.x, to: shown.right, by: Int(cell.width)) {
          buffer.put(cell, at: Point(x: x, y: y))
        }
      }
    }
  }

  public mutating func horizontalLine(
    at point: Point, length: Int, _ character: Character = "─", style: Style = .plain
  ) {
    fill(Rect(x: point.x, y: point.y, width: length, height: 1), character, style: style)
  }

  public mutating func verticalLine(
    at point: Point, length: Int, _ character: Character = "│", style: Style = .plain
  ) {
    fill(Rect(x: point.x, y: point.y, width: 1, height: length), character, style: style)
  }

  /// Draws a border along the edge of an area, with a title in its top line, and returns the area inside.
  @discardableResult
  public mutating func border(
    _ area: Rect, title: StyledText = "", _ box: BoxGlyphs = Glyphs.unicode.box, style: Style = .plain
  ) -> Rect {
    if area.isEmpty { return area }
    clipped(to: area) { buffer in
      let (right, bottom) = (area.right - 1, area.bottom - 1)
      for y in [area.y, bottom] {
        buffer.horizontalLine(at: Point(x: area.x, y: y), length: area.width, box.horizontal, style: style)
      }
      for x in [area.x, right] {
        buffer.verticalLine(at: Point(x: x, y: area.y), length: area.height, box.vertical, style: style)
      }
      buffer.put(Cell(box.topLeft, style: style), at: area.origin)
      buffer.put(Cell(box.topRight, style: style), at: Point(x: right, y: area.y))
      buffer.put(Cell(box.bottomLeft, style: style), at: Point(x: area.x, y: bottom))
      buffer.put(Cell(box.bottomRight, style: style), at: Point(x: right, y: bottom))
      buffer.putTitle(title, in: area, style: style)
    }
    return area.inset(by: 1)
  }

  /// Draws ` title ` in the area's top row, from the third column on. Cuts a long title before the right corner.
  private mutating func putTitle(_ title: StyledText, in area: Rect, style: Style) {
    let room = area.width - 6
    if title.isEmpty || room < 1 { return }
    let shown = title.truncated(to: room)
    var x = area.x + 2
    x += put(" ", at: Point(x: x, y: area.y), style: style)
    x += put(shown, at: Point(x: x, y: area.y))
    put(" ", at: Point(x: x, y: area.y), style: style)
  }
}
