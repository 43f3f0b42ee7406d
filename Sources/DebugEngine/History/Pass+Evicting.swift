import ListingRuntime

/// How several copies of one pass share the budget of one.
///
/// The active pass keeps all snapshots that the budget allows. Saved passes (before a change, or waiting for an
/// expression) keep only their layer snapshots, and compute the rest again when it is needed.
extension Pass {
  /// A saved pass evicts snapshots when it holds more than this part of its budget.
  public static let sharedBudgetPart = 0.25

  /// Takes a snapshot of the machine. When that evicts others, the saved passes evict too, because they may still hold
  /// the same snapshots.
  mutating func keep(_ kind: History.Snapshot.Kind, onTheWayTo destination: Int? = nil) {
    if history.keep(machine, kind, onTheWayTo: destination) { changes.evictSavedPasses() }
  }

  /// Evicts the snapshots that only make going back quick, here and in the saved passes.
  ///
  /// - Parameter part: of the budget; a history that holds less evicts nothing.
  mutating func evictSnapshots(above part: Double = 0) {
    guard Double(history.bytes) > Double(history.limit) * part else { return }
    history.evictAllButLayers()
    changes.evictSavedPasses()
  }

  /// A copy to answer a question with. It takes layer snapshots only.
  var scratchCopy: Pass {
    var copy = self
    copy.history.takesLayersOnly = true
    return copy
  }
}

extension Debugger {
  /// Evicts the snapshots that only make going back quick, when they hold more than a part of the budget.
  public mutating func evictSnapshots(above part: Double = 0) { pass.evictSnapshots(above: part) }

  /// A copy to answer a question with: its pass takes layer snapshots only.
  public var scratchCopy: Debugger {
    var copy = self
    copy.pass = pass.scratchCopy
    return copy
  }
}

extension Changes {
  /// In the passes for undo and redo and in the waiting pass, evicts all snapshots except the layers'.
  mutating func evictSavedPasses() {
    undoState = Self.evicted(undoState, along: \.undoState)
    redoState = Self.evicted(redoState, along: \.redoState)
    if let saved = waiting, !saved.isEvicted {
      var copy = saved.pass
      copy.evictSnapshots()
      waiting = Saved(copy, saved.what, isEvicted: true)
    }
  }

  /// The same for a saved pass and those that it leads to; without recursion, because there may be thousands.
  private static func evicted(_ first: Saved?, along next: WritableKeyPath<Changes, Saved?>) -> Saved? {
    var chain: [Saved] = []
    var rest = first
    while let saved = rest, !saved.isEvicted {
      chain.append(saved)
      rest = saved.pass.changes[keyPath: next]
    }
    for saved in chain.reversed() {
      var copy = saved.pass
      copy.history.evictAllButLayers()
      if next == \.redoState { copy.changes.undoState = evicted(copy.changes.undoState, along: \.undoState) }
      copy.changes[keyPath: next] = rest
      rest = Saved(copy, saved.what, isEvicted: true)
    }
    return rest
  }
}
