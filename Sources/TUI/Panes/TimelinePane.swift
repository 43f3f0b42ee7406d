import Commands
import Screen

/// The known part of the pass from left to right: call depth, the beginnings of layers, the cursor, and the selected
/// stop. Enter goes to the selected stop.
struct TimelinePane: Pane {
  /// The selected stop, counted from 1; nil for the stop at the cursor.
  private(set) var selected: Int?
  /// The columns of the track, each with one or more stops.
  private(set) var cells: [TimelineCell] = []
  /// The layers that the pass has begun. `stop` is the stop at the loop's header just before the layer.
  private(set) var entries: [(layer: Int, stop: Int)] = []
  private var made: Basis?

  /// The values that the cells are computed from.
  private struct Basis: Hashable {
    let width: Int
    let timeline: Timeline
    let breakpoints: [Int]
  }

  /// The width for which the cells were computed; nil before the first computation.
  private var width: Int? {
    // If this getter is inlined, the optimizer of Swift 6.3.1 fails on `made`, so the release build fails.
    @inline(never) get { made?.width }
  }

  static let keys = [
    KeyBinding(
      Key(.enter), in: .panes([.timeline]), does: .pane(.open), "go there", "go to the selected stop",
      footer: 6),
    KeyBinding(
      .character("."), in: .panes([.timeline]), does: .pane(.moveStop(1)), "next stop",
      "select the next stop; the arrows move by columns", footer: 7),
    KeyBinding(
      .character(","), in: .panes([.timeline]), does: .pane(.moveStop(-1)), "previous stop", "select the previous stop"),
  ]

  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    switch action {
    case .open: return selected.map { [.run("goto \($0)")] } ?? []
    case .moveStop(let stops):
      guard let last = cells.last else { break }
      selected = max(1, min(shownStop(context) + stops, last.stops.upperBound - 1))
    default: break
    }
    return []
  }

  /// The selected stop, or else the stop at the cursor.
  private func shownStop(_ context: PaneContext) -> Int { selected ?? context.snapshot.timeline.stop }

  /// Selects the first stop of another cell. If all stops fit, each cell has one stop.
  mutating func move(_ movement: Movement, in context: PaneContext) {
    guard let cell = cell(of: shownStop(context)), let last = cells.last else { return }
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

  mutating func scroll(_ rows: Int, in context: PaneContext) { move(rows > 0 ? .right : .left, in: context) }

  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] {
    let column = point.x - context.content.x
    guard cells.indices.contains(column) else { return [] }
    let stop = cells[column].stops.lowerBound
    let isSelected = selected == stop
    selected = stop
    return isAgain && isSelected ? perform(.open, in: context) : []
  }

  func copiedValue(in context: PaneContext) -> String? { "\(shownStop(context))" }

  func copiedCommand(in context: PaneContext) -> String? { "goto \(shownStop(context))" }

  // MARK: Cells

  /// Computes the cells again if the width, the timeline or the breakpoints have changed. While a command runs, only a
  /// new width changes the cells, because the session lacks snapshots during the command.
  mutating func settle(in context: PaneContext) {
    guard let place = context.place else { return }
    let width = Self.trackWidth(in: place.content)
    if !context.isRunning || self.width != width { makeCells(width, context.session.debugger) }
  }

  // Not inlined, for the same reason as `width`: the optimizer fails on `made`.
  @inline(never)
  private mutating func makeCells(_ width: Int, _ debugger: Debugger) {
    let timeline = debugger.timeline
    let basis = Basis(
      width: width, timeline: timeline, breakpoints: debugger.breakpoints.all.flatMap { [$0.id, $0.isEnabled ? 1 : 0] })
    if basis == made { return }
    if made?.timeline != timeline { selected = nil }
    made = basis
    cells = debugger.timelineCells(width)
    entries = debugger.layerEntries
    if let selected { self.selected = max(1, min(selected, timeline.knownStops)) }
  }

  /// The index of the cell that contains a stop; nil if no cell contains the stop.
  fileprivate func cell(of stop: Int) -> Int? { cells.firstIndex { $0.stops.contains(stop) } }

  /// The index of the last cell that begins at or before a clock; nil if there is no such cell.
  fileprivate func cell(ofClock clock: Int) -> Int? { cells.lastIndex { $0.clock <= clock } }

  /// The number of columns of the track. The last two columns of the pane show whether the pass continues.
  private static func trackWidth(in content: Rect) -> Int { max(0, content.width - 2) }

  // MARK: Drawing

  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    let timeline = context.snapshot.timeline
    let note = "\(timeline.knownStops) stops\(timeline.knowsEnd ? "" : " so far")"
    PaneHeader(place, context, note: note).render(into: &buffer)
    if cells.isEmpty || place.content.isEmpty { return }
    TimelineDrawing(pane: self, context: context).render(in: place.content, into: &buffer)
  }
}

/// Draws the lines of the timeline, from top to bottom: layers, the track, the marks, the selected stop in words.
private struct TimelineDrawing {
  let pane: TimelinePane
  let context: PaneContext
  private var appearance: Appearance { context.appearance }
  private var timeline: Timeline { context.snapshot.timeline }

  func render(in area: Rect, into buffer: inout ScreenBuffer) {
    let stop = pane.selected ?? timeline.stop
    put(readOut(stop), on: area.row(area.height - 1), into: &buffer)
    if area.height < 2 { return }
    let hasLayers = area.height >= 3
    let hasMarks = area.height >= 4
    let top = hasLayers ? 1 : 0
    let track = Rect(
      x: area.x, y: area.y + top, width: pane.cells.count, height: area.height - top - (hasMarks ? 2 : 1))
    if hasLayers { renderLayers(in: area.row(0), into: &buffer) }
    ColumnChart(pane.cells.map { Float($0.depth) })
      .draw(in: track, on: &buffer, style: appearance[.histogram], glyphs: appearance.glyphs)
    if !timeline.knowsEnd {
      let text = appearance.glyphs == .unicode ? "··" : ".."
      buffer.put(text, at: Point(x: track.right, y: track.bottom - 1), style: appearance[.pending])
    }
    let here = pane.cell(of: timeline.stop)
    if let here {
      buffer.restyle(track.column(here)) { $0 = appearance[.active] }
    }
    if hasMarks { renderMarks(here, on: area.row(area.height - 2), into: &buffer) }
    if let selected = pane.selected.flatMap(pane.cell(of:)) {
      buffer.restyle(track.column(selected)) { $0 = appearance[.changed] }
    }
  }

  private func put(_ line: StyledText, on row: Rect, into buffer: inout ScreenBuffer) {
    buffer.put(line.truncated(to: row.width, ellipsis: appearance.glyphs.ellipsis), at: row.origin)
  }

  /// Writes each layer's number above the beginning of the layer. Omits numbers that do not fit.
  private func renderLayers(in row: Rect, into buffer: inout ScreenBuffer) {
    var end = row.x
    for (layer, stop) in pane.entries {
      guard let cell = pane.cell(of: stop) else { continue }
      let x = row.x + cell
      let text = end == row.x ? "layer \(layer)" : "\(layer)"
      if x < end || x + text.displayWidth > row.right { continue }
      buffer.put(text, at: Point(x: x, y: row.y), style: appearance[.number])
      end = x + text.displayWidth + 1
    }
  }

  /// Draws the line below the track: snapshots, events that stopped the pass, marks by their first letters, the
  /// selected stop, and the cursor.
  private func renderMarks(_ here: Int?, on row: Rect, into buffer: inout ScreenBuffer) {
    let isUnicode = appearance.glyphs == .unicode
    for (index, cell) in pane.cells.enumerated() where cell.hasSnapshot {
      buffer.put(isUnicode ? "·" : ".", at: Point(x: row.x + index, y: row.y), style: appearance[.faint])
    }
    for event in timeline.events {
      guard let cell = pane.cell(ofClock: event.clock) else { continue }
      let isTrouble = event.kind == .caught || event.kind == .error
      let mark = isTrouble ? "!" : String(appearance.glyphs.mark(.breakpoint))
      buffer.put(mark, at: Point(x: row.x + cell, y: row.y), style: appearance[isTrouble ? .warning : .breakpoint])
    }
    for mark in timeline.marks {
      guard let cell = pane.cell(ofClock: mark.clock) else { continue }
      let letter = mark.name.first.map(String.init) ?? "m"
      buffer.put(letter, at: Point(x: row.x + cell, y: row.y), style: appearance[.changed])
    }
    if let selected = pane.selected.flatMap(pane.cell(of:)) {
      buffer.put("^", at: Point(x: row.x + selected, y: row.y), style: appearance[.changed])
    }
    if let here {
      buffer.put(isUnicode ? "▲" : "A", at: Point(x: row.x + here, y: row.y), style: appearance[.active])
    }
  }

  private func readOut(_ number: Int) -> StyledText {
    var line = StyledText()
    let isHere = number == timeline.stop
    line.append(isHere ? "here: " : "Enter goes to ", isHere ? appearance[.active] : appearance[.key])
    line.append("stop \(number)", appearance[.number])
    if let stop = context.session.debugger.stop(number) {
      line.append("  \(stop.file.name):\(stop.line)", appearance[.faint])
      line.append("  " + stop.function, appearance[.name])
      if let layer = stop.layer { line.append("  layer \(layer)", appearance[.number]) }
      for mark in timeline.marks where mark.clock == stop.clock {
        line.append("  mark \(mark.name)", appearance[.changed])
      }
      let text = stop.file.lines.indices.contains(stop.line - 1) ? stop.file.lines[stop.line - 1] : ""
      line.append("  " + text.drop { $0 == " " }, appearance[.text])
    }
    return line
  }
}

extension Rect {
  fileprivate func column(_ index: Int) -> Rect { Rect(x: x + index, y: y, width: 1, height: height) }
}
