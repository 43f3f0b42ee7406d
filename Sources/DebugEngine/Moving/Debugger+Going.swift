import ListingRuntime

/// Moves the cursor to a stop or a layer by its number.
extension Debugger {
  /// Goes to a known stop. Stops are counted from 1, as in `Timeline`. If the number is too large, goes to the last
  /// known stop.
  public mutating func go(toStop number: Int, isInterrupted: () -> Bool = { false }) -> StopReason {
    guard
      let stop = pass.history.stops.indices.contains(number - 1)
        ? pass.history.stops[number - 1] : pass.history.stops.last
    else {
      return .beginning
    }
    return pass.travel(to: number < 1 ? pass.history.stops[0].clock : stop.clock, isInterrupted) ? .step : .interrupted
  }

  /// Goes to the first line of a layer, counted from 1. If the pass runs forward to the layer, breakpoints can stop it.
  ///
  /// - Returns: nil when the model declares no layer loop or the loop has no such layer. In these cases the cursor does
  ///   not move.
  public mutating func go(toLayer number: Int, isInterrupted: () -> Bool = { false }) -> StopReason? {
    guard let loop = pass.profile?.layerLoop, number > 0 else { return nil }
    if let entry = layerEntry(number) { return pass.travel(to: entry, isInterrupted) ? .step : .interrupted }
    let records = currentLayerRecords
    let position = layerPosition
    // Return nil if the loop has fewer layers or has already ended.
    if let count = position?.count, number > count { return nil }
    if !records.isEmpty, position == nil, records.last?.iteration ?? 0 > 0 { return nil }
    let origin = pass.machine
    armWatches()
    let reason = forward(isInterrupted) { debugger in
      if let reason = debugger.stopReached() { return reason }
      guard debugger.pass.machine.isAtVisibleStop, let frame = debugger.pass.machine.frames.last,
        let position = loop.position(in: frame, debugger.pass.machine)
      else { return nil }
      return position.iteration >= number ? .step : nil
    }
    if case .finished = reason, pass.travel(to: origin.clock, isInterrupted) { return nil }
    pass.arrived(from: pass.machine.clock == origin.clock ? pass.previous : origin)
    return reason
  }
}

extension PassInspection {
  /// The clock of a layer's first stop; nil when the pass has not reached this stop.
  func layerEntry(_ number: Int) -> Int? {
    guard let record = currentLayerRecords.first(where: { $0.iteration == number - 1 }) else { return nil }
    // After the loop ended, the next stop is in the code after the loop, not in a layer.
    let hasEnded = currentLayerRecords.contains { $0.iteration == number }
    if !hasEnded, layerPosition?.iteration != number { return nil }
    let next = history.stopCount(before: record.clock + 1)
    return history.stops[next...].first { $0.began == record.began }?.clock
  }

  /// The records of the layer loop in the innermost frame whose function has a layer loop. If no frame has a layer
  /// loop, the records of the last layer loop that began before the cursor.
  var currentLayerRecords: [LayerLog.Record] {
    guard let loop = profile?.layerLoop else { return [] }
    let frame = machine.frames.last { loop.note(in: $0) != nil }
    let began = frame?.began ?? layers.records.last { $0.clock <= machine.clock }?.began
    return layers.records.filter { $0.began == began }
  }
}
