import Commands
import Screen

/// Which tensor is looked into, where, and how. Keys, comparisons, attention and drawing are in the files beside this
/// one.
struct InspectorPane {
  enum Picture: Hashable, CaseIterable {
    case heatMap, gallery, attention, values, histogram, lines, statistics
  }

  /// What to type to get it.
  private(set) var expression: String?
  /// As it was when it was last in sight.
  private(set) var tensor: TensorView?
  /// Whether a person chose it, so that it stays while they step.
  var isPinned = false
  /// Whether the expression means nothing at the present stop: what is shown is older.
  var isGone = false
  var picture = Picture.heatMap
  /// Axes of the plane shown; equal for tensors of fewer than two axes.
  private(set) var rowAxis = 0
  private(set) var columnAxis = 0
  /// The cursor's place on every axis.
  private(set) var index: [Int] = []
  /// The axis that slices are changed along; nil when the plane is all there is.
  private(set) var sliceAxis: Int?
  /// Whether each cell is one element, of those around the cursor.
  var isWindowed = false
  /// Whether colours and statistics are of the whole tensor, not only of the slice.
  var spansTensor = false
  /// How the elements under one cell become one number.
  private(set) var pooling = PooledGrid.Pooling.mean
  private(set) var scale = NumberScale.Kind.linear
  var format = NumberFormat()
  /// Rows that stay in the line plot, besides the cursor's own, as places of the cursor.
  private(set) var keptLines: [[Int]] = []
  /// What it is compared with.
  var comparison: InspectorComparison?
  /// The stages of the attention at the cursor, or of one that is over.
  var attention: [AttentionStageView] = []
  /// The module that attends.
  var attentionPath: String?
  /// Whether its call has returned, so that it is no longer the cursor's.
  var isAttentionOver = false
  var search = AttentionSearch()
  /// Seconds from one place to the next on axes of time; nil where that is not known.
  var secondsPerFrame: Double?

  static let mostKeptLines = 3

  var shape: [Int] { tensor?.shape ?? [] }
  var rank: Int { shape.count }

  /// The elements that are shown: the tensor's own, or of what it is compared with.
  var shown: TensorElements? { comparison?.shown ?? tensor?.elements }
  /// Their summary.
  var shownSummary: TensorSummary? {
    comparison?.shown == nil ? tensor?.summary ?? tensor?.elements?.summary : shown?.summary
  }

  /// Looks into a tensor; the same one as before keeps its slice and cursor.
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

  /// Shows a tensor that the user chose. It stays while they step.
  mutating func pin(_ tensor: TensorView, as expression: String) {
    show(tensor, as: expression)
    isPinned = true
  }

  /// The pictures that make sense of this tensor.
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

  /// The elements that the slice shown is made of, as axes that stand at an index.
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

  /// The next pair of axes as rows and columns; each pair comes both ways round.
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

  /// Keeps the cursor's row in the plot, or lets it go.
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

  /// Puts the cursor on an element; negative indices count from the end. False when there is none.
  mutating func jump(to place: [Int]) -> Bool {
    guard place.count == rank, rank > 0 else { return false }
    let wanted = zip(place, shape).map { $0 < 0 ? $0 + $1 : $0 }
    guard zip(wanted, shape).allSatisfy({ (0..<$1).contains($0) }) else { return false }
    index = wanted
    return true
  }

  /// Moves the cursor by whole cells of the picture in `area`.
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
      // The beginning of the cell that the step leads into.
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

  /// Axes that stand at one index.
  var otherAxes: [Int] { shape.indices.filter { $0 != rowAxis && $0 != columnAxis } }

  private mutating func chooseSliceAxis() {
    sliceAxis = otherAxes.last { shape[$0] > 1 } ?? otherAxes.last
  }
}

// MARK: Words

extension InspectorPane {
  /// What a place on an axis is written behind: `head`, `axis 0 =`.
  func placeName(ofAxis axis: Int) -> String { tensor?.name(ofAxis: axis) ?? "axis \(axis) =" }

  func name(ofAxis axis: Int) -> String { tensor?.name(ofAxis: axis) ?? "axis \(axis)" }

  /// How long the audio has run at a place of an axis of time; nil for other axes.
  func seconds(at place: Int, onAxis axis: Int) -> Double? {
    guard let secondsPerFrame, let name = tensor?.name(ofAxis: axis), name.hasPrefix("time") else { return nil }
    return Double(place) * secondsPerFrame
  }

  /// `scores[0, 2, :, :]`
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
