import ListingRuntime

/// How several copies of one pass keep to the memory that one may take.
///
/// The pass under way is the one that goes back at once. What is kept beside it, the pass as it was before a change or
/// the one that waits for an expression, keeps the turns of the layer loop, and computes the rest when it is asked for.
extension Debugger {
  /// Enters the machine into the history; where that has to let go of snapshots, the passes kept beside this one do
  /// too, for they may be what holds them still.
  mutating func keep(_ kind: History.Snapshot.Kind, onTheWayTo destination: Int? = nil) {
    if history.keep(machine, kind, onTheWayTo: destination) { changes.evictSavedPasses() }
  }

  /// Lets go of what only makes going back quick, here and in the passes kept beside this one.
  ///
  /// - Parameter part: only when the history holds more than this part of what it may.
  public mutating func evictSnapshots(above part: Double = 0) {
    guard Double(history.bytes) > Double(history.limit) * part else { return }
    history.evictAllButLayers()
    changes.evictSavedPasses()
  }

  /// A copy to look elsewhere with, which takes hardly any snapshots.
  public var scratchCopy: Debugger {
    var copy = self
    copy.history.keepsLayersOnly = true
    return copy
  }
}

extension Changes {
  /// Makes the passes before changes, and the one that waits for an expression, hold as little as they can.
  mutating func evictSavedPasses() {
    past = Self.keepingLayersOnly(past, along: \.past)
    future = Self.keepingLayersOnly(future, along: \.future)
    if let waiting = outer, !waiting.keepsLayersOnly {
      var copy = waiting.debugger
      copy.evictSnapshots()
      outer = Outer(copy, waiting.expression, keepsLayersOnly: true)
    }
  }

  /// A pass and those behind it; without recursion, for there may be thousands.
  private static func keepingLayersOnly(_ first: Past?, along next: WritableKeyPath<Changes, Past?>) -> Past? {
    var chain: [Past] = []
    var rest = first
    while let past = rest, !past.keepsLayersOnly {
      chain.append(past)
      rest = past.debugger.changes[keyPath: next]
    }
    for past in chain.reversed() {
      var copy = past.debugger
      copy.history.evictAllButLayers()
      if next == \.future { copy.changes.past = keepingLayersOnly(copy.changes.past, along: \.past) }
      copy.changes[keyPath: next] = rest
      rest = Past(copy, past.what, keepsLayersOnly: true)
    }
    return rest
  }
}
