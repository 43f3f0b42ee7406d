import ListingRuntime

/// Lets a pass and its saved copies share one budget.
///
/// The active pass keeps as many snapshots as the budget allows. Saved passes (for undo, for redo, or while an
/// expression is debugged) keep only fixed and layer snapshots. If such a pass is used again, replays compute its other
/// states.
extension Pass {
  /// The fraction of the budget that a saved pass may hold. A saved pass that holds more evicts snapshots.
  public static let sharedBudgetPart = 0.25

  /// Takes a snapshot of the machine. If other snapshots were evicted, the saved passes evict too: they may share the
  /// evicted snapshots, whose memory is freed only when no pass holds them.
  mutating func keep(_ kind: History.Snapshot.Kind, onTheWayTo destination: Int? = nil) {
    if history.keep(machine, kind, onTheWayTo: destination) { changes.evictSavedPasses() }
  }

  /// Evicts all snapshots except fixed and layer snapshots, in this pass and in its saved passes.
  ///
  /// - Parameter part: a fraction of the budget. If the snapshots hold no more than this fraction, no snapshot is
  ///   evicted.
  mutating func evictSnapshots(above part: Double = 0) {
    guard Double(history.bytes) > Double(history.limit) * part else { return }
    history.evictAllButLayers()
    changes.evictSavedPasses()
  }

  /// A copy used to answer a question. It takes layer snapshots only, to save memory.
  var scratchCopy: Pass {
    var copy = self
    copy.history.takesLayersOnly = true
    return copy
  }
}

extension Debugger {
  /// Evicts all snapshots except fixed and layer snapshots, if the snapshots hold more than `part` (0 to 1) of the
  /// budget.
  public mutating func evictSnapshots(above part: Double = 0) { pass.evictSnapshots(above: part) }

  /// A copy used to answer a question. Its pass takes layer snapshots only, to save memory.
  public var scratchCopy: Debugger {
    var copy = self
    copy.pass = pass.scratchCopy
    return copy
  }
}

extension Changes {
  /// Evicts all snapshots except fixed and layer snapshots from the passes saved for undo, redo and a debugged
  /// expression.
  mutating func evictSavedPasses() {
    undoState = Self.evicted(undoState, along: \.undoState)
    redoState = Self.evicted(redoState, along: \.redoState)
    if let saved = waiting, !saved.isEvicted {
      var copy = saved.pass
      copy.evictSnapshots()
      waiting = Saved(copy, saved.what, isEvicted: true)
    }
  }

  /// Evicts snapshots from a saved pass and from all passes saved in it (undo of undo, …). Loops instead of recursing:
  /// the chain may have thousands of passes.
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
