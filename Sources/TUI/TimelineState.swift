import Commands

/// Where a person looks in the pass.
struct TimelineState {
  /// The stop that is looked at, counted from 1; nil while it is the one that the cursor is at.
  var selected: Int?
  /// The whole pass as the pane shows it.
  private(set) var cells: [TimelineCell] = []
  /// Layers with the stops at which they begin.
  private(set) var entries: [(layer: Int, stop: Int)] = []
  private var made: Key?

  /// What the cells depend on.
  private struct Key: Hashable {
    let width: Int
    let timeline: Timeline
    let breakpoints: [Int]
  }

  /// What the cells were made for.
  var width: Int? {
    // Where this is inlined, the optimizer of Swift 6.3.1 loses track of `made` and gives up the release build.
    @inline(never) get { made?.width }
  }

  /// Makes the cells for a width, when something has changed.
  // As with `width`.
  @inline(never)
  mutating func settle(width: Int, _ debugger: Debugger) {
    let timeline = debugger.timeline
    let key = Key(
      width: width, timeline: timeline, breakpoints: debugger.breakpoints.all.flatMap { [$0.id, $0.isEnabled ? 1 : 0] })
    if key == made { return }
    if made?.timeline != timeline { selected = nil }
    made = key
    cells = debugger.timelineCells(width)
    entries = debugger.layerEntries
    if let selected { self.selected = max(1, min(selected, timeline.knownStops)) }
  }

  /// The cell that a stop lies in.
  func cell(of stop: Int) -> Int? { cells.firstIndex { $0.stops.contains(stop) } }

  /// The cell that an instruction lies in.
  func cell(ofClock clock: Int) -> Int? { cells.lastIndex { $0.clock <= clock } }

  /// The stop at the beginning of a cell so many cells on, or so many stops where a cell is one.
  mutating func move(_ movement: Movement, from stop: Int) {
    guard let cell = cell(of: selected ?? stop), let last = cells.last else { return }
    let page = max(1, cells.count / 10)
    let wanted: Int
    switch movement {
    case .left, .up: wanted = cell - 1
    case .right, .down: wanted = cell + 1
    case .pageUp: wanted = cell - page
    case .pageDown: wanted = cell + page
    case .home:
      selected = 1
      return
    case .end:
      selected = last.stops.upperBound - 1
      return
    }
    selected = cells[max(0, min(wanted, cells.count - 1))].stops.lowerBound
  }

  mutating func move(stops: Int, from stop: Int) {
    guard let last = cells.last else { return }
    selected = max(1, min((selected ?? stop) + stops, last.stops.upperBound - 1))
  }
}
