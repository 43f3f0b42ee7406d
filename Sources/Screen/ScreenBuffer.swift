/// A picture of the screen: a grid of cells. Panes draw into it, tests compare it, and a terminal shows it.
///
/// Drawing stays within `clip`. If a drawn cell covers half of a wide character, the other half becomes a space.
public struct ScreenBuffer: Hashable, Sendable {
  public let size: Size
  /// The area in which drawing has an effect; see `clipped(to:_:)`.
  public private(set) var clip: Rect
  private var cells: [Cell]

  public init(size: Size) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    clip = Rect(self.size)
    cells = [Cell](repeating: .blank, count: self.size.width * self.size.height)
  }

  public init(width: Int, height: Int) {
    self.init(size: Size(width: width, height: height))
  }

  /// The area of the whole buffer.
  public var bounds: Rect { Rect(size) }

  /// The cell at a column and row, which must be inside the buffer.
  public subscript(x: Int, y: Int) -> Cell {
    precondition(bounds.contains(Point(x: x, y: y)), "a cell inside the buffer")
    return cells[y * size.width + x]
  }

  public subscript(point: Point) -> Cell { self[point.x, point.y] }

  /// Runs `draw` with the clip reduced to `area`. In `draw`, coordinates still count from the top left corner of the
  /// buffer.
  @discardableResult
  public mutating func clipped<Result>(to area: Rect, _ draw: (inout ScreenBuffer) -> Result) -> Result {
    let outer = clip
    clip = outer.intersection(area)
    let result = draw(&self)
    clip = outer
    return result
  }

  /// Puts one cell and returns its width. If the clip shows only half of a wide character, that half is a space.
  @discardableResult
  public mutating func put(_ cell: Cell, at point: Point) -> Int {
    if cell.isContinuation { return 0 }
    guard cell.isWide else {
      set(cell, point.x, point.y)
      return 1
    }
    let right = Point(x: point.x + 1, y: point.y)
    if clip.contains(point), clip.contains(right) {
      set(cell, point.x, point.y)
      freeHalf(right.x, right.y)
      cells[right.y * size.width + right.x] = .continuation(cell.style)
    } else {
      set(Cell(" ", style: cell.style), point.x, point.y)
      set(Cell(" ", style: cell.style), right.x, right.y)
    }
    return 2
  }

  /// Changes the styles of an area's cells and keeps their characters.
  public mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
    let shown = area.intersection(clip)
    for y in shown.rows {
      for x in shown.columns { change(&cells[y * size.width + x].style) }
    }
  }

  /// Draws another picture with its top left corner at a point.
  public mutating func put(_ picture: ScreenBuffer, at point: Point) {
    for y in 0..<picture.size.height {
      for x in 0..<picture.size.width { put(picture[x, y], at: Point(x: point.x + x, y: point.y + y)) }
    }
  }

  /// Puts one cell of width 1 within the clip. If the cell covers half of a wide character, the other half becomes a
  /// space.
  private mutating func set(_ cell: Cell, _ x: Int, _ y: Int) {
    guard clip.contains(Point(x: x, y: y)) else { return }
    freeHalf(x, y)
    cells[y * size.width + x] = cell
  }

  /// If the cell at (x, y) is one half of a wide character, replaces the other half by a space.
  private mutating func freeHalf(_ x: Int, _ y: Int) {
    let index = y * size.width + x
    if cells[index].isContinuation, x > 0 {
      cells[index - 1] = Cell(" ", style: cells[index - 1].style)
    } else if cells[index].isWide, x + 1 < size.width {
      cells[index + 1] = Cell(" ", style: cells[index + 1].style)
    }
  }
}
