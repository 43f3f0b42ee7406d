import Commands
import Screen

/// Which tensor is looked into, where, and how.
struct InspectorState {
  enum Picture: CaseIterable {
    case heatMap, multiples, values, histogram
  }

  /// What to type to get it.
  private(set) var expression: String?
  /// As it was when it was last in sight.
  private(set) var tensor: TensorView?
  /// Whether a person chose it, so that it stays while they step.
  var isPinned = false
  /// Whether the expression means nothing at the present stop: what is shown is older.
  var isGone = false
  private(set) var picture = Picture.heatMap
  /// Axes of the plane shown; equal for tensors of fewer than two axes.
  private(set) var rowAxis = 0
  private(set) var columnAxis = 0
  /// The cursor's place on every axis.
  private(set) var index: [Int] = []
  /// The axis that slices are changed along; nil when the plane is all there is.
  private(set) var sliceAxis: Int?
  /// Whether each cell is one element, of those around the cursor.
  private(set) var isWindowed = false
  /// Whether colours span the values of the whole tensor, not only those shown.
  private(set) var spansTensor = false

  /// How the elements under one cell become one number.
  private(set) var pooling = PooledGrid.Pooling.mean

  var shape: [Int] { tensor?.shape ?? [] }

  /// Looks into a tensor; the same one as before keeps its slice and cursor.
  mutating func show(_ tensor: TensorView, as expression: String) {
    let isSame = self.expression == expression && shape.count == tensor.shape.count
    self.expression = expression
    self.tensor = tensor
    isGone = false
    let rank = tensor.shape.count
    if isSame {
      index = zip(index, tensor.shape).map { max(0, min($0, $1 - 1)) }
      return
    }
    index = [Int](repeating: 0, count: rank)
    (rowAxis, columnAxis) = rank >= 2 ? (rank - 2, rank - 1) : (0, 0)
    isWindowed = false
    chooseSliceAxis()
    if picture == .multiples, !hasSlices { picture = .heatMap }
  }

  // MARK: Keys

  mutating func moveSlice(_ steps: Int) {
    guard let axis = sliceAxis else { return }
    index[axis] = max(0, min(index[axis] + steps, shape[axis] - 1))
  }

  mutating func nextSliceAxis() {
    let others = otherAxes
    guard let axis = sliceAxis, let place = others.firstIndex(of: axis) else { return }
    sliceAxis = others[(place + 1) % others.count]
  }

  /// The next pair of axes as rows and columns; each pair comes both ways round.
  mutating func nextPlane() {
    let rank = shape.count
    guard rank >= 2 else { return }
    var pairs: [(Int, Int)] = []
    for second in (1..<rank).reversed() {
      for first in (0..<second).reversed() { pairs += [(first, second), (second, first)] }
    }
    let place = pairs.firstIndex { $0 == (rowAxis, columnAxis) } ?? -1
    (rowAxis, columnAxis) = pairs[(place + 1) % pairs.count]
    chooseSliceAxis()
  }

  mutating func nextPicture() {
    // Slices are compared where there are several.
    let all = Picture.allCases.filter { $0 != .multiples || hasSlices }
    picture = all[((all.firstIndex(of: picture) ?? 0) + 1) % all.count]
  }

  mutating func nextPooling() {
    let all = PooledGrid.Pooling.allCases
    pooling = all[((all.firstIndex(of: pooling) ?? 0) + 1) % all.count]
  }

  mutating func toggleWindow() { isWindowed.toggle() }

  mutating func toggleRange() { spansTensor.toggle() }

  /// Moves the cursor by whole cells of the picture in `area`.
  mutating func move(_ movement: Movement, in area: Rect, _ appearance: Appearance) {
    guard !shape.isEmpty, !shape.contains(0) else { return }
    if picture == .multiples {
      moveSlice(movement == .left || movement == .up ? -1 : movement == .right || movement == .down ? 1 : 0)
      return
    }
    let axis = movement == .left || movement == .right || movement == .home || movement == .end ? columnAxis : rowAxis
    let last = shape[axis] - 1
    let cells = picture == .heatMap ? InspectorPlane(self, in: area, appearance) : nil
    let ranges = axis == columnAxis ? cells?.grid.columnRanges : cells?.grid.rowRanges
    let isBackward = movement == .up || movement == .left || movement == .pageUp || movement == .home
    switch movement {
    case .home: index[axis] = 0
    case .end: index[axis] = last
    case .pageUp, .pageDown:
      let step = max(1, (cells?.grid.rowRanges.count ?? area.height) / 2 * (ranges?.first?.count ?? 1))
      index[axis] = max(0, min(index[axis] + (isBackward ? -step : step), last))
    default:
      if shape.count < 2, movement == .up || movement == .down { return }
      let cell = ranges?.first { $0.contains(index[axis]) }
      let next = isBackward ? (cell?.lowerBound ?? index[axis]) - 1 : cell?.upperBound ?? index[axis] + 1
      // The beginning of the cell that the step leads into.
      let start = ranges?.first { $0.contains(next) }?.lowerBound ?? next
      index[axis] = max(0, min(start, last))
    }
  }

  mutating func moveCursor(row: Int, column: Int) {
    guard !shape.isEmpty else { return }
    if shape.count > 1 { index[rowAxis] = max(0, min(row, shape[rowAxis] - 1)) }
    index[columnAxis] = max(0, min(column, shape[columnAxis] - 1))
  }

  private var hasSlices: Bool { sliceAxis.map { shape[$0] > 1 } ?? false }

  /// Axes that stand at one index.
  var otherAxes: [Int] { shape.indices.filter { $0 != rowAxis && $0 != columnAxis } }

  private mutating func chooseSliceAxis() {
    sliceAxis = otherAxes.last { shape[$0] > 1 } ?? otherAxes.last
  }
}

/// The plane of an inspector as a picture of some area shows it: its numbers, and how large a cell is.
struct InspectorPlane {
  let grid: PooledGrid
  /// Columns that a value takes on screen.
  let zoom: Int
  /// How many elements lie under a cell, at most.
  var pooling: (rows: Int, columns: Int) {
    (grid.rowRanges.map(\.count).max() ?? 1, grid.columnRanges.map(\.count).max() ?? 1)
  }
  var isPooled: Bool { pooling != (1, 1) }

  /// Nil for tensors without elements, or an area without room.
  init?(_ state: InspectorState, in area: Rect, _ appearance: Appearance) {
    guard let elements = state.tensor?.elements, elements.count > 0, !area.isEmpty else { return nil }
    let rank = state.shape.count
    let rows = rank >= 2 ? state.shape[state.rowAxis] : 1
    let columns = rank >= 1 ? state.shape[state.columnAxis] : 1
    let room = HeatMap.capacity(of: area, appearance)
    guard room.rows > 0, room.columns > 0 else { return nil }
    let fitting = (1...8).last { zoom in
      let room = HeatMap.capacity(of: area, zoom: zoom, appearance)
      return rows <= room.rows && columns <= room.columns
    }
    zoom = fitting ?? 1
    func window(_ count: Int, _ place: Int, _ room: Int) -> Range<Int>? {
      guard state.isWindowed, count > room else { return nil }
      let start = max(0, min(place - room / 2, count - room))
      return start..<start + room
    }
    let place = state.index
    let found = elements.grid(
      rowAxis: state.rowAxis, columnAxis: state.columnAxis, at: rank >= 2 ? place : [],
      rows: rank >= 2 ? window(rows, place[state.rowAxis], room.rows) : nil,
      columns: rank >= 1 ? window(columns, place[state.columnAxis], room.columns) : nil, maxRows: room.rows,
      maxColumns: room.columns, by: state.pooling)
    guard let found else { return nil }
    grid = found
  }
}

extension InspectorPlane {
  /// The first element under a point of the picture; nil beside it.
  func cell(at point: Point, in area: Rect, _ appearance: Appearance) -> (row: Int, column: Int)? {
    let map = HeatMap(rows: grid.rowRanges.count, columns: grid.columnRanges.count, zoom: zoom) { _, _ in nil }
    let column = (point.x - area.x) / zoom
    let row = grid.rowRanges.indices.last {
      map.position(row: $0, column: 0, from: area.origin, appearance).y <= point.y
    }
    guard let row, grid.columnRanges.indices.contains(column) else { return nil }
    return (grid.rowRanges[row].lowerBound, grid.columnRanges[column].lowerBound)
  }
}
