import ListingRuntime

/// A stop that the pass has reached at least once, as a front end shows it.
public struct StopView: Sendable {
  /// The stop's number, counted from 1 as in `Timeline.stop`.
  public let number: Int
  public let clock: Int
  public let function: String
  public let file: SourceFile
  public let line: Int
  /// The number of frames on the call stack.
  public let depth: Int
  /// The layer that contains the stop, counted from 1; nil outside the layer loop.
  public let layer: Int?
}

/// Consecutive stops that share one cell of the timeline.
public struct TimelineCell: Sendable, Hashable {
  /// Numbers of the stops in the cell, counted from 1.
  public let stops: Range<Int>
  /// The clock of the cell's first stop.
  public let clock: Int
  /// The greatest depth of the call stack at the cell's stops. In a cell with very many stops, only a sample of the
  /// stops is read.
  public let depth: Int
  /// Whether the cell contains a snapshot. If so, going to the cell's stops needs only a short replay.
  public let hasSnapshot: Bool
}

extension PassInspection {
  public var timeline: Timeline {
    let beginnings = layers.records.filter { !$0.isLast }.map {
      Timeline.LayerBeginning(number: $0.iteration + 1, clock: $0.clock)
    }
    return Timeline(
      clock: machine.clock, stop: history.stopCount(before: machine.clock + 1), knownStops: history.stops.count,
      firstClock: history.beginning, knownClock: history.frontier, knowsEnd: history.end != nil,
      historyBytes: history.bytes, historyLimit: history.limit, snapshots: history.snapshots.count,
      marks: pass.marks.values.sorted { ($0.clock, $0.name) < ($1.clock, $1.name) },
      layers: Array(beginnings.prefix(1000)), events: pass.events.sorted { $0.clock < $1.clock })
  }

  /// A stop by its number, counted from 1; nil when the pass has not reached a stop with this number.
  public func stop(_ number: Int) -> StopView? {
    guard history.stops.indices.contains(number - 1) else { return nil }
    let record = history.stops[number - 1]
    let code = history.code(of: record)
    // The stop at the loop's header belongs to the previous layer, hence `<` and not `<=`.
    let layer = number > lastLayerStop ? nil : layerEntries.last { $0.stop < number }?.layer
    return StopView(
      number: number, clock: record.clock, function: code.qualifiedName, file: code.file, line: Int(record.line),
      depth: Int(record.depth), layer: layer)
  }

  /// Divides the stops that the pass has reached into at most `count` cells of about equal length.
  public func timelineCells(_ count: Int) -> [TimelineCell] {
    let stops = history.stops
    let count = min(count, stops.count)
    if count <= 0 { return [] }
    var snapshots = history.snapshots[...]
    return (0..<count).map { cell in
      let range = cell * stops.count / count..<(cell + 1) * stops.count / count
      // Read at most about 64 stops per cell, to stay fast in a long pass.
      let step = max(1, range.count / 64)
      let depth = stride(from: range.lowerBound, to: range.upperBound, by: step).map { stops[$0].depth }.max() ?? 0
      let end = range.upperBound < stops.count ? stops[range.upperBound].clock : Int.max
      snapshots = snapshots.drop { $0.clock < stops[range.lowerBound].clock }
      return TimelineCell(
        stops: range.lowerBound + 1..<range.upperBound + 1, clock: stops[range.lowerBound].clock, depth: Int(depth),
        hasSnapshot: snapshots.first.map { $0.clock < end } ?? false)
    }
  }

  /// The layers that the pass has begun. `stop` is the number of the stop at the loop's header just before the layer
  /// begins.
  public var layerEntries: [(layer: Int, stop: Int)] {
    let records = currentLayerRecords
    return records.filter { $0.iteration < layerCount(records) }.map {
      ($0.iteration + 1, history.stopCount(before: $0.clock + 1))
    }.sorted { $0.1 < $1.1 }
  }

  /// The number of layers in the loop; `Int.max` while the number is unknown. Outside the loop, the number of recorded
  /// layers.
  private func layerCount(_ records: [LayerLog.Record]) -> Int {
    guard let position = layerPosition else { return records.map(\.iteration).max() ?? 0 }
    return position.count ?? .max
  }

  /// The number of the layer loop's last stop. While the loop runs, the number of the last stop of the pass.
  private var lastLayerStop: Int {
    let records = currentLayerRecords
    let count = layerCount(records)
    guard count > 0, let last = records.first(where: { $0.iteration == count }) else { return history.stops.count }
    return history.stopCount(before: last.clock + 1)
  }
}
