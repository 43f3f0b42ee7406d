/// A width in columns and a height in rows of cells.
public struct Size: Hashable, Sendable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A cell's position: column `x` from the left and row `y` from the top, both counted from 0.
public struct Point: Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells. Its top left cell is (`x`, `y`). `width` counts columns, `height` counts rows, and both are
/// never negative.
public struct Rect: Hashable, Sendable {
  public var x: Int
  public var y: Int
  public private(set) var width: Int
  public private(set) var height: Int

  /// A negative width or height becomes 0. Therefore `inset` returns an empty rectangle if the margins are wider than
  /// the rectangle.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  public static let empty = Rect(x: 0, y: 0, width: 0, height: 0)

  public var origin: Point { Point(x: x, y: y) }
  public var size: Size { Size(width: width, height: height) }
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// The first column to the right of the rectangle.
  public var right: Int { x + width }
  /// The first row below the rectangle.
  public var bottom: Int { y + height }

  public var columns: Range<Int> { x..<right }
  public var rows: Range<Int> { y..<bottom }

  public func contains(_ point: Point) -> Bool {
    columns.contains(point.x) && rows.contains(point.y)
  }

  /// The cells that both rectangles contain; an empty rectangle if there is no such cell.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    let result = Rect(
      x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
    return result.isEmpty ? Rect(x: left, y: top, width: 0, height: 0) : result
  }

  /// The rectangle without a margin of `cells` on each side. For example, `inset(by: 1)` is the area inside a border.
  public func inset(by cells: Int) -> Rect {
    inset(left: cells, top: cells, right: cells, bottom: cells)
  }

  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    Rect(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
  }

  /// One row, counted from the top; empty if there is no such row.
  public func row(_ index: Int) -> Rect {
    Rect(x: x, y: y + index, width: width, height: (0..<height).contains(index) ? 1 : 0)
  }
}
