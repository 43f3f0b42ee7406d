import ListingRuntime

/// One known stop of the pass.
public struct StopView: Sendable {
  /// Counted from 1, like in `Timeline`.
  public let number: Int
  public let clock: Int
  public let function: String
  public let file: SourceFile
  public let line: Int
  /// How many frames were on the stack.
  public let depth: Int
  /// The layer that it belongs to, counted from 1.
  public let layer: Int?
}

/// Neighbouring stops that share one cell of a track of the whole pass.
public struct TimelineCell: Sendable, Hashable {
  /// Numbers of stops, counted from 1.
  public let stops: Range<Int>
  /// The clock of the first stop.
  public let clock: Int
  /// The greatest depth of the call stack among them.
  public let depth: Int
  /// Whether a snapshot lies in the cell, so that going to its stops replays almost nothing.
  public let hasSnapshot: Bool
}

extension PassInspection {
  public var timeline: Timeline {
    let beginnings = layers.records.filter { !$0.isLast }.map {
      Timeline.LayerBeginning(number: $0.turn + 1, clock: $0.clock)
    }
    return Timeline(
      clock: machine.clock, stop: history.stopCount(before: machine.clock + 1), knownStops: history.stops.count,
      firstClock: history.beginning, knownClock: history.frontier, knowsEnd: history.end != nil,
      historyBytes: history.bytes, historyLimit: history.limit, snapshots: history.snapshots.count,
      marks: pass.marks.values.sorted { ($0.clock, $0.name) < ($1.clock, $1.name) },
      layers: Array(beginnings.prefix(1000)), events: pass.events.sorted { $0.clock < $1.clock })
  }

  /// A stop by its number; nil when it is not known.
  public func stop(_ number: Int) -> StopView? {
    guard history.stops.indices.contains(number - 1) else { return nil }
    let record = history.stops[number - 1]
    let code = history.code(of: record)
    // The header of an iteration still belongs to the layer before.
    let layer = number > lastLayerStop ? nil : layerEntries.last { $0.stop < number }?.layer
    return StopView(
      number: number, clock: record.clock, function: code.qualifiedName, file: code.file, line: Int(record.line),
      depth: Int(record.depth), layer: layer)
  }

  /// The known pass in at most `count` cells of equal length.
  public func timelineCells(_ count: Int) -> [TimelineCell] {
    let stops = history.stops
    let count = min(count, stops.count)
    if count <= 0 { return [] }
    var snapshots = history.snapshots[...]
    return (0..<count).map { cell in
      let range = cell * stops.count / count..<(cell + 1) * stops.count / count
      // Of very many stops a sample is enough.
      let step = max(1, range.count / 64)
      let depth = stride(from: range.lowerBound, to: range.upperBound, by: step).map { stops[$0].depth }.max() ?? 0
      let end = range.upperBound < stops.count ? stops[range.upperBound].clock : Int.max
      snapshots = snapshots.drop { $0.clock < stops[range.lowerBound].clock }
      return TimelineCell(
        stops: range.lowerBound + 1..<range.upperBound + 1, clock: stops[range.lowerBound].clock, depth: Int(depth),
        hasSnapshot: snapshots.first.map { $0.clock < end } ?? false)
    }
  }

  /// The layers that the pass has begun, each with the number of the stop where it began.
  public var layerEntries: [(layer: Int, stop: Int)] {
    let records = currentLayerRecords
    return records.filter { $0.turn < layerCount(records) }.map {
      ($0.turn + 1, history.stopCount(before: $0.clock + 1))
    }.sorted { $0.1 < $1.1 }
  }

  /// How many layers the loop has; `Int.max` while it is not known.
  private func layerCount(_ records: [LayerLog.Record]) -> Int {
    guard let position = layerPosition else { return records.map(\.turn).max() ?? 0 }
    return position.count ?? .max
  }

  /// The stop where the layer loop ended; the last known stop when it has not.
  private var lastLayerStop: Int {
    let records = currentLayerRecords
    let count = layerCount(records)
    guard count > 0, let last = records.first(where: { $0.turn == count }) else { return history.stops.count }
    return history.stopCount(before: last.clock + 1)
  }
}
