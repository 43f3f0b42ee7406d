import Commands
import Screen

/// The view state of the inspected tensor: the slice, the cursor and the kind of picture. Other files of this folder
/// contain the keys, the comparisons, the attention and the drawing.
struct InspectorPane {
  enum Picture: Hashable, CaseIterable {
    case heatMap, gallery, attention, values, histogram, lines, statistics
  }

  /// The inspected expression; nil before the inspector has shown a tensor.
  private(set) var expression: String?
  /// The tensor at the last stop where the expression had a value.
  private(set) var tensor: TensorView?
  /// Whether the user chose the tensor. A chosen tensor stays shown while the user steps.
  var isPinned = false
  /// Whether the expression has no value at this stop. If so, the tensor shown is from an earlier stop.
  var isGone = false
  var picture = Picture.heatMap
  /// The two axes that are shown as rows and columns; equal for tensors of fewer than two axes.
  private(set) var rowAxis = 0
  private(set) var columnAxis = 0
  /// The cursor's index on every axis.
  private(set) var index: [Int] = []
  /// The axis that the keys `,` and `.` move along; nil if the plane is the whole tensor.
  private(set) var sliceAxis: Int?
  /// Whether each cell shows one element, in a window around the cursor. Otherwise the whole plane is pooled to fit.
  var isWindowed = false
  /// Whether colours and statistics refer to the whole tensor, not to the slice.
  var spansTensor = false
  /// The method by which a cell combines several elements.
  private(set) var pooling = PooledGrid.Pooling.mean
  private(set) var scale = NumberScale.Kind.linear
  var format = NumberFormat()
  /// Rows that the line plot shows in addition to the cursor's row. Each entry is the cursor's index on every axis at
  /// the time when the user kept the row.
  private(set) var keptLines: [[Int]] = []
  /// The current comparison.
  var comparison: InspectorComparison?
  /// The stages of the selected frame's attention, or of the last attention whose frame has returned.
  var attention: [AttentionStageView] = []
  /// The attention's module path.
  var attentionPath: String?
  /// Whether the attention's frame has returned.
  var isAttentionOver = false
  var search = AttentionSearch()
  /// Seconds from one index to the next on time axes; nil if unknown.
  var secondsPerFrame: Double?

  static let mostKeptLines = 3

  var shape: [Int] { tensor?.shape ?? [] }
  var rank: Int { shape.count }

  /// The elements to show: the comparison's `shown` elements, or else the inspected tensor's own elements.
  var shown: TensorElements? { comparison?.shown ?? tensor?.elements }
  /// The summary of `shown`.
  var shownSummary: TensorSummary? {
    comparison?.shown == nil ? tensor?.summary ?? tensor?.elements?.summary : shown?.summary
  }

  /// Shows a tensor. If expression and rank are the same as before, slice and cursor stay.
  mutating func show(_ tensor: TensorView, as expression: String) {
    let isSame = self.expression == expression && shape.count == tensor.shape.count
    self.expression = expression
    self.tensor = tensor
    isGone = false
    if !isSame { comparison = nil }
    if isSame {
      index = zip(index, tensor.shape).map { max(0, min($0, $1 - 1)) }
      keptLines = keptLines.filter { zip($0, tensor.shape).allSatisfy { $0 < $1 } }
      return
    }
    index = [Int](repeating: 0, count: tensor.shape.count)
    (rowAxis, columnAxis) = rank >= 2 ? (rank - 2, rank - 1) : (0, 0)
    isWindowed = false
    keptLines = []
    chooseSliceAxis()
    if !pictures.contains(picture) { picture = .heatMap }
  }

  /// Shows a tensor that the user chose. The tensor stays shown while the user steps.
  mutating func pin(_ tensor: TensorView, as expression: String) {
    show(tensor, as: expression)
    isPinned = true
  }

  /// The kinds of pictures that can show this tensor.
  var pictures: [Picture] {
    Picture.allCases.filter { picture in
      switch picture {
      case .heatMap, .values, .histogram: true
      case .gallery: hasSlices
      case .attention: attention.contains { $0.tensor?.shape == shape }
      case .lines: rank >= 1
      case .statistics: rank >= 2
      }
    }
  }

  /// For each axis outside the plane: the cursor's index along that axis. The key is the axis's number.
  var sliceIndex: [Int: Int] { Dictionary(uniqueKeysWithValues: otherAxes.map { ($0, index[$0]) }) }

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

  /// Chooses the next pair of axes as rows and columns. Both orders of each pair are offered.
  mutating func nextPlane() {
    guard rank >= 2 else { return }
    var pairs: [(Int, Int)] = []
    for second in (1..<rank).reversed() {
      for first in (0..<second).reversed() { pairs += [(first, second), (second, first)] }
    }
    let place = pairs.firstIndex { $0 == (rowAxis, columnAxis) } ?? -1
    (rowAxis, columnAxis) = pairs[(place + 1) % pairs.count]
    keptLines = []
    chooseSliceAxis()
  }

  mutating func nextPicture(_ steps: Int = 1) {
    let all = pictures
    picture = all[((all.firstIndex(of: picture) ?? 0) + steps + all.count) % all.count]
  }

  mutating func nextPooling() { pooling = pooling.next }

  mutating func nextScale() { scale = scale.next }

  /// Keeps the cursor's row in the plot, or removes the row if it is kept already.
  mutating func toggleLine() {
    guard rank >= 2 else { return }
    var place = index
    place[columnAxis] = 0
    if let kept = keptLines.firstIndex(of: place) {
      keptLines.remove(at: kept)
    } else {
      keptLines = Array((keptLines + [place]).suffix(Self.mostKeptLines))
    }
  }

  // MARK: Moving

  /// Moves the cursor to an element. Negative indices count from the end. Returns false if there is no such element.
  mutating func jump(to place: [Int]) -> Bool {
    guard place.count == rank, rank > 0 else { return false }
    let wanted = zip(place, shape).map { $0 < 0 ? $0 + $1 : $0 }
    guard zip(wanted, shape).allSatisfy({ (0..<$1).contains($0) }) else { return false }
    index = wanted
    return true
  }

  /// Moves the cursor. In a heat map, a cell may show several elements: the arrow keys move to the next cell. `area` is
  /// the area of the picture.
  mutating func move(_ movement: Movement, in area: Rect, _ appearance: Appearance) {
    guard !shape.isEmpty, !shape.contains(0) else { return }
    if picture == .gallery {
      moveSlice(movement == .left || movement == .up ? -1 : movement == .right || movement == .down ? 1 : 0)
      return
    }
    let isSideways = movement == .left || movement == .right || movement == .home || movement == .end
    let axis = isSideways ? columnAxis : rowAxis
    let last = shape[axis] - 1
    let cells = picture == .heatMap ? InspectorPlane(self, in: area, appearance) : nil
    let ranges = axis == columnAxis ? cells?.grid.columnRanges : cells?.grid.rowRanges
    let isBackward = movement == .up || movement == .left || movement == .pageUp || movement == .home
    switch movement {
    case .home: index[axis] = 0
    case .end: index[axis] = last
    case .pageUp, .pageDown:
      if rank < 2 { return }
      let step = max(1, (cells?.grid.rowRanges.count ?? area.height) / 2 * (ranges?.first?.count ?? 1))
      index[axis] = max(0, min(index[axis] + (isBackward ? -step : step), last))
    default:
      if rank < 2, movement == .up || movement == .down { return }
      let cell = ranges?.first { $0.contains(index[axis]) }
      let next = isBackward ? (cell?.lowerBound ?? index[axis]) - 1 : cell?.upperBound ?? index[axis] + 1
      // Move to the first element of the new cell.
      let start = ranges?.first { $0.contains(next) }?.lowerBound ?? next
      index[axis] = max(0, min(start, last))
    }
  }

  mutating func moveCursor(row: Int? = nil, column: Int? = nil, slice: Int? = nil) {
    guard !shape.isEmpty, !shape.contains(0) else { return }
    if let row, rank > 1 { index[rowAxis] = max(0, min(row, shape[rowAxis] - 1)) }
    if let column { index[columnAxis] = max(0, min(column, shape[columnAxis] - 1)) }
    if let slice, let axis = sliceAxis { index[axis] = max(0, min(slice, shape[axis] - 1)) }
  }

  private var hasSlices: Bool { sliceAxis.map { shape[$0] > 1 } ?? false }

  /// Axes outside the plane.
  var otherAxes: [Int] { shape.indices.filter { $0 != rowAxis && $0 != columnAxis } }

  private mutating func chooseSliceAxis() {
    sliceAxis = otherAxes.last { shape[$0] > 1 } ?? otherAxes.last
  }
}

// MARK: Texts

extension InspectorPane {
  /// The label to print before an index: the axis's name, for example `head`, or `axis 0 =` if the axis has no name.
  func placeName(ofAxis axis: Int) -> String { tensor?.name(ofAxis: axis) ?? "axis \(axis) =" }

  func name(ofAxis axis: Int) -> String { tensor?.name(ofAxis: axis) ?? "axis \(axis)" }

  /// The time in the recording at an index of a time axis; nil for other axes.
  func seconds(at place: Int, onAxis axis: Int) -> Double? {
    guard let secondsPerFrame, let name = tensor?.name(ofAxis: axis), name.hasPrefix("time") else { return nil }
    return Double(place) * secondsPerFrame
  }

  /// An expression for the slice shown: `scores[0, 2, :, :]`.
  var sliceExpression: String {
    let name = (expression ?? "x").needsParentheses ? "(\(expression ?? "x"))" : expression ?? "x"
    if otherAxes.isEmpty || rank < 2 { return name }
    let places = shape.indices.map { $0 == rowAxis || $0 == columnAxis ? ":" : String(index[$0]) }
    return name + "[" + places.joined(separator: ", ") + "]"
  }
}

extension String {
  fileprivate var needsParentheses: Bool { contains { !($0.isLetter || $0.isNumber || "_.[]'\"".contains($0)) } }
}
