import ListingRuntime

extension Debugger {
  /// Sets a mark at the cursor's clock. An older mark with the same name is replaced.
  @discardableResult public mutating func mark(_ name: String) -> Mark {
    let frame = frame(0)
    let mark = Mark(
      name: name, clock: pass.machine.clock, function: frame?.function, file: frame?.file.name, line: frame?.line,
      layer: layerPosition?.iteration)
    pass.marks[name] = mark
    pass.keep(.visited)
    return mark
  }

  /// Deletes a mark. Returns false when no mark has this name.
  public mutating func removeMark(_ name: String) -> Bool { pass.marks.removeValue(forKey: name) != nil }

  /// Moves the cursor to a destination. If the destination is after the known part of the pass, the pass runs forward,
  /// and breakpoints can stop it.
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
      guard let mark = pass.marks[name] else {
        throw .noMark(name, nearest: nearest(name, among: Array(pass.marks.keys)))
      }
      return reach(clock: mark.clock, isInterrupted)
    case .clock(let clock): return reach(clock: max(clock, pass.history.beginning), isInterrupted)
    case .fraction(let fraction):
      let span = Double(pass.history.frontier - pass.history.beginning)
      return reach(clock: pass.history.beginning + Int(span * max(0, min(1, fraction))), isInterrupted)
    case .raise:
      guard let error = pass.machine.lastCaught else { throw .nothingCaught }
      return reach(clock: error.clock, isInterrupted)
    case .beginning: return restart(isInterrupted: isInterrupted)
    case .end: return reach(clock: .max, isInterrupted)
    case .stop(let number):
      if number > pass.history.stops.count {
        let origin = pass.machine
        guard pass.travel(to: pass.history.frontier, isInterrupted) else { return .interrupted }
        let reason = run(isInterrupted) { $0.history.stops.count >= number }
        if case .finished = reason, pass.travel(to: origin.clock, isInterrupted) {
          throw .beyondEnd(stops: pass.history.stops.count)
        }
        pass.arrived(from: origin)
        return reason
      }
      return go(toStop: number, isInterrupted: isInterrupted)
    case .layer(let number):
      if pass.profile?.layerLoop == nil { throw .noLayerLoop }
      if let reason = go(toLayer: number, isInterrupted: isInterrupted) { return reason }
      throw .noLayer(number, count: layerViews.last?.number ?? pass.layers.records.map(\.iteration).max())
    }
  }

  private mutating func reach(clock: Int, _ isInterrupted: () -> Bool) -> StopReason {
    let origin = pass.machine
    let known = min(clock, pass.history.frontier)
    if !pass.travel(to: known, isInterrupted) { return .interrupted }
    if pass.machine.clock >= clock { return pass.machine.isFinished ? .finished : .step }
    let reason = run(isInterrupted) { $0.machine.clock >= clock }
    pass.arrived(from: origin)
    return reason
  }

  /// Runs forward until `holds` is true, a breakpoint stops the pass, or the pass ends.
  private mutating func run(_ isInterrupted: () -> Bool, until holds: (Debugger) -> Bool) -> StopReason {
    if holds(self) { return .step }
    armWatches()
    return forward(isInterrupted) { debugger in debugger.stopReached() ?? (holds(debugger) ? .step : nil) }
  }

  /// If a breakpoint, watchpoint, catchpoint or error stopped the cursor, adds this stop to the timeline's events.
  mutating func note(_ reason: StopReason) {
    let event: TimelineEvent
    switch reason {
    case .breakpoint(let numbers): event = TimelineEvent(clock: pass.machine.clock, kind: .breakpoint, numbers: numbers)
    case .watch(let changes): event = TimelineEvent(clock: pass.machine.clock, kind: .watch, numbers: changes.map(\.id))
    case .caught(let report): event = TimelineEvent(clock: pass.machine.clock, kind: .caught, numbers: [report.id])
    case .errorCaught(let catches, _):
      event = TimelineEvent(clock: pass.machine.clock, kind: .caught, numbers: catches.map(\.id))
    case .error: event = TimelineEvent(clock: pass.machine.clock, kind: .error, numbers: [])
    default: return
    }
    if pass.events.contains(event) { return }
    pass.events.append(event)
    if pass.events.count > 1000 { pass.events.removeFirst() }
  }
}
