import ListingRuntime

extension Debugger {
  public var timeline: Timeline {
    let beginnings = layers.records.filter { !$0.isLast }.map {
      Timeline.LayerBeginning(number: $0.turn + 1, clock: $0.clock)
    }
    return Timeline(
      clock: machine.clock, stop: history.stopCount(before: machine.clock + 1), knownStops: history.stops.count,
      firstClock: history.beginning, knownClock: history.frontier, knowsEnd: history.end != nil,
      historyBytes: history.bytes, historyLimit: history.limit, snapshots: history.snapshots.count,
      marks: marksByName.values.sorted { ($0.clock, $0.name) < ($1.clock, $1.name) },
      layers: Array(beginnings.prefix(1000)), events: events.sorted { $0.clock < $1.clock })
  }

  /// Gives the place of the cursor a name; a mark of that name goes here.
  @discardableResult public mutating func mark(_ name: String) -> Mark {
    let frame = frame(0)
    let mark = Mark(
      name: name, clock: machine.clock, function: frame?.function, file: frame?.file.name, line: frame?.line,
      layer: layerPosition?.turn)
    marksByName[name] = mark
    keep(.visited)
    return mark
  }

  /// False when there is none of that name.
  public mutating func removeMark(_ name: String) -> Bool { marksByName.removeValue(forKey: name) != nil }

  /// Goes to a place of the pass: back to what it has passed already, or on, where breakpoints stop as ever.
  public mutating func go(
    to destination: Destination, isInterrupted: () -> Bool = { false }
  ) throws(DestinationProblem) -> StopReason {
    let table = breakpoints
    otherReasons = []
    let reason = try going(to: destination, isInterrupted)
    ended(by: reason, table)
    return reason
  }

  private mutating func going(
    to destination: Destination, _ isInterrupted: () -> Bool
  ) throws(DestinationProblem) -> StopReason {
    switch destination {
    case .mark(let name):
      guard let mark = marksByName[name] else {
        throw .noMark(name, nearest: nearest(name, among: Array(marksByName.keys)))
      }
      return reach(clock: mark.clock, isInterrupted)
    case .clock(let clock): return reach(clock: max(clock, history.beginning), isInterrupted)
    case .fraction(let fraction):
      let span = Double(history.frontier - history.beginning)
      return reach(clock: history.beginning + Int(span * max(0, min(1, fraction))), isInterrupted)
    case .beginning: return restart(isInterrupted: isInterrupted)
    case .end: return reach(clock: .max, isInterrupted)
    case .stop(let number):
      if number > history.stops.count {
        let origin = machine
        guard travel(to: history.frontier, isInterrupted) else { return .interrupted }
        let reason = run(isInterrupted) { $0.history.stops.count >= number }
        if case .finished = reason, travel(to: origin.clock, isInterrupted) {
          throw .beyondEnd(stops: history.stops.count)
        }
        arrived(from: origin)
        return reason
      }
      return go(toStop: number, isInterrupted: isInterrupted)
    case .layer(let number):
      if profile?.layerLoop == nil { throw .noLayerLoop }
      if let reason = go(toLayer: number, isInterrupted: isInterrupted) { return reason }
      throw .noLayer(number, count: layerViews.last?.number ?? layers.records.map(\.turn).max())
    }
  }

  private mutating func reach(clock: Int, _ isInterrupted: () -> Bool) -> StopReason {
    let origin = machine
    let known = min(clock, history.frontier)
    if !travel(to: known, isInterrupted) { return .interrupted }
    if machine.clock >= clock { return machine.isFinished ? .finished : .step }
    let reason = run(isInterrupted) { $0.machine.clock >= clock }
    arrived(from: origin)
    return reason
  }

  /// Runs forward until something holds or something else stops it.
  private mutating func run(_ isInterrupted: () -> Bool, until holds: (Debugger) -> Bool) -> StopReason {
    if holds(self) { return .step }
    armWatches()
    return forward(isInterrupted) { debugger in debugger.stopReached() ?? (holds(debugger) ? .step : nil) }
  }

  /// Drops what was noted of a future that is none any more.
  mutating func forgetNotes(after clock: Int) {
    observations.forget(after: clock)
    lastOperation = nil
    firstUses = firstUses.filter { $0.value <= clock }
    marksByName = marksByName.filter { $0.value.clock <= clock }
    events.removeAll { $0.clock > clock }
  }

  /// Enters a stop of the cursor into the timeline.
  mutating func note(_ reason: StopReason) {
    let event: TimelineEvent
    switch reason {
    case .breakpoint(let numbers): event = TimelineEvent(clock: machine.clock, kind: .breakpoint, numbers: numbers)
    case .watch(let changes): event = TimelineEvent(clock: machine.clock, kind: .watch, numbers: changes.map(\.id))
    case .caught(let report): event = TimelineEvent(clock: machine.clock, kind: .caught, numbers: [report.id])
    case .error: event = TimelineEvent(clock: machine.clock, kind: .error, numbers: [])
    default: return
    }
    if events.contains(event) { return }
    events.append(event)
    if events.count > 1000 { events.removeFirst() }
  }
}
