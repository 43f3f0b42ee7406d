import ListingRuntime

/// How several copies of one pass keep to the memory that one may take.
///
/// The pass under way is the one that goes back at once. What is kept beside it, the pass as it was before a change or
/// the one that waits for an expression, keeps the turns of the layer loop, and computes the rest when it is asked for.
extension Debugger {
  /// Enters the machine into the history; where that has to let go of snapshots, the passes kept beside this one do
  /// too, for they may be what holds them still.
  mutating func keep(_ kind: History.Snapshot.Kind, onTheWayTo destination: Int? = nil) {
    if history.keep(machine, kind, onTheWayTo: destination) { changes.spareOthers() }
  }

  /// Lets go of what only makes going back quick, here and in the passes kept beside this one.
  ///
  /// - Parameter part: only when the history holds more than this part of what it may.
  public mutating func spareHistory(above part: Double = 0) {
    guard Double(history.bytes) > Double(history.limit) * part else { return }
    history.spare()
    changes.spareOthers()
  }

  /// A copy to look elsewhere with, which takes hardly any snapshots.
  public var aside: Debugger {
    var copy = self
    copy.history.takesLayersOnly = true
    return copy
  }
}

extension Changes {
  /// Makes the passes before changes, and the one that waits for an expression, hold as little as they can.
  mutating func spareOthers() {
    past = Self.spared(past, along: \.past)
    future = Self.spared(future, along: \.future)
    if let waiting = outer, !waiting.isSpared {
      var copy = waiting.debugger
      copy.spareHistory()
      outer = Outer(copy, waiting.expression, isSpared: true)
    }
  }

  /// A pass and those behind it; without recursion, for there may be thousands.
  private static func spared(_ first: Past?, along next: WritableKeyPath<Changes, Past?>) -> Past? {
    var chain: [Past] = []
    var rest = first
    while let past = rest, !past.isSpared {
      chain.append(past)
      rest = past.debugger.changes[keyPath: next]
    }
    for past in chain.reversed() {
      var copy = past.debugger
      copy.history.spare()
      if next == \.future { copy.changes.past = spared(copy.changes.past, along: \.past) }
      copy.changes[keyPath: next] = rest
      rest = Past(copy, past.what, isSpared: true)
    }
    return rest
  }
}
