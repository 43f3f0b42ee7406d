/// A picture of the screen: a grid of cells to draw into, and what is compared in tests and sent to a terminal.
///
/// Drawing never leaves `clip`, and never leaves half of a wide character behind: the other half becomes a space.
public struct ScreenBuffer: Hashable, Sendable {
  public let size: Size
  /// Where drawing has an effect; see `clipped(to:_:)`.
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

  /// The whole area.
  public var bounds: Rect { Rect(size) }

  /// The cell of a column and row, which must be inside.
  public subscript(x: Int, y: Int) -> Cell {
    precondition(bounds.contains(Point(x: x, y: y)), "a cell inside the buffer")
    return cells[y * size.width + x]
  }

  public subscript(point: Point) -> Cell { self[point.x, point.y] }

  /// Draws with everything outside of `area` (and of the clip so far) protected; coordinates stay those of the buffer.
  @discardableResult
  public mutating func clipped<Result>(to area: Rect, _ draw: (inout ScreenBuffer) -> Result) -> Result {
    let outer = clip
    clip = outer.intersection(area)
    let result = draw(&self)
    clip = outer
    return result
  }

  /// Puts one cell; what the clip does not show of a wide one is left out, and the shown half is a space.
  /// Gives the columns that the cell takes.
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

  /// Changes how the cells of an area are drawn, and leaves their characters.
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

  /// One cell of width 1, clipped; a wide character that it covers half of loses the other half to a space.
  private mutating func set(_ cell: Cell, _ x: Int, _ y: Int) {
    guard clip.contains(Point(x: x, y: y)) else { return }
    freeHalf(x, y)
    cells[y * size.width + x] = cell
  }

  /// Makes the other half of whatever stands at a cell a space.
  private mutating func freeHalf(_ x: Int, _ y: Int) {
    let index = y * size.width + x
    if cells[index].isContinuation, x > 0 {
      cells[index - 1] = Cell(" ", style: cells[index - 1].style)
    } else if cells[index].isWide, x + 1 < size.width {
      cells[index + 1] = Cell(" ", style: cells[index + 1].style)
    }
  }
}
