import Commands
import Screen

/// A plane of a tensor, pooled to fit an area.
struct InspectorPlane {
  let grid: PooledGrid
  /// The number of screen columns for each value.
  let zoom: Int
  /// The greatest number of element rows, and of element columns, in one cell.
  var pooling: (rows: Int, columns: Int) {
    (grid.rowRanges.map(\.count).max() ?? 1, grid.columnRanges.map(\.count).max() ?? 1)
  }
  var isPooled: Bool { pooling != (1, 1) }

  /// Nil if the tensor has no elements or the area is too small.
  init?(_ pane: InspectorPane, in area: Rect, _ appearance: Appearance) {
    guard let elements = pane.shown else { return nil }
    let rank = pane.rank
    let room = HeatMap.capacity(of: area, appearance)
    func window(_ count: Int, _ place: Int, _ room: Int) -> Range<Int>? {
      guard pane.isWindowed, count > room else { return nil }
      let start = max(0, min(place - room / 2, count - room))
      return start..<start + room
    }
    let place = pane.index
    self.init(
      elements, rowAxis: pane.rowAxis, columnAxis: pane.columnAxis, at: place, in: area, appearance,
      rows: rank >= 2 ? window(pane.shape[pane.rowAxis], place[pane.rowAxis], room.rows) : nil,
      columns: rank >= 1 ? window(pane.shape[pane.columnAxis], place[pane.columnAxis], room.columns) : nil,
      by: pane.pooling)
  }

  /// A plane of two axes, pooled if it is larger than the area.
  init?(
    _ elements: TensorElements, rowAxis: Int, columnAxis: Int, at place: [Int], in area: Rect, _ appearance: Appearance,
    rows: Range<Int>? = nil, columns: Range<Int>? = nil, by pooling: PooledGrid.Pooling
  ) {
    guard elements.count > 0, !area.isEmpty else { return nil }
    let rank = elements.rank
    let rowCount = rank >= 2 ? elements.shape[rowAxis] : 1
    let columnCount = rank >= 1 ? elements.shape[columnAxis] : 1
    let room = HeatMap.capacity(of: area, appearance)
    guard room.rows > 0, room.columns > 0 else { return nil }
    let fitting = (1...8).last { zoom in
      let room = HeatMap.capacity(of: area, zoom: zoom, appearance)
      return rowCount <= room.rows && columnCount <= room.columns
    }
    zoom = fitting ?? 1
    let found = elements.grid(
      rowAxis: rowAxis, columnAxis: columnAxis, at: rank >= 2 ? place : [], rows: rows, columns: columns,
      maxRows: room.rows, maxColumns: room.columns, by: pooling)
    guard let found else { return nil }
    grid = found
  }

  /// The row and column of the first element in the cell at a point; nil outside the picture.
  func cell(at point: Point, in area: Rect, _ appearance: Appearance) -> (row: Int, column: Int)? {
    let map = map(NumberScale(.sequential, range: ValueRange(0, 1)))
    let column = (point.x - area.x) / zoom
    let row = grid.rowRanges.indices.last {
      map.position(row: $0, column: 0, from: area.origin, appearance).y <= point.y
    }
    guard let row, point.x >= area.x, grid.columnRanges.indices.contains(column) else { return nil }
    return (grid.rowRanges[row].lowerBound, grid.columnRanges[column].lowerBound)
  }

  func map(_ numbers: NumberScale) -> HeatMap {
    HeatMap(rows: grid.rowRanges.count, columns: grid.columnRanges.count, numbers: numbers, zoom: zoom) { grid[$0, $1] }
  }
}

extension InspectorPane {
  /// The colour scale for all values of a picture.
  func numberScale(for values: some Sequence<Float>) -> NumberScale {
    var range: ValueRange?
    if spansTensor, let summary = shownSummary, let low = summary.min, let high = summary.max {
      range = ValueRange(Float(low), Float(high))
    }
    return NumberScale(scale, of: values, range: range)
  }
}
