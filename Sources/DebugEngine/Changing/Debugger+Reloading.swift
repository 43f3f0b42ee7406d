import ListingRuntime

/// Continues the pass with an edited listing.
extension Debugger {
  /// The cursor's position after the listing was reloaded.
  public enum ReloadOutcome: Sendable {
    /// The cursor is at the same line of the same function as before, and the new pass has reached this line as often
    /// as the old pass. If the old pass was at its end, the new pass is at its end.
    case samePlace
    /// The new pass never reaches the old position. The cursor is at the start.
    case notReached
    case interrupted
    /// The new pass imports a file with syntax errors. The old listing and the cursor do not change.
    case broken(ListingError)
    /// The new listing raises an error before the pass reaches the old position. The cursor is at the error.
    case error(ListingError)
  }

  /// Replaces the pass with a pass of the edited listing. Breakpoints move with their lines, interventions stay, and
  /// edits at one clock are dropped.
  ///
  /// - Parameters:
  ///   - machine: the new machine, at the beginning of the pass.
  ///   - function: the function in which a pass of this model first stops; nil for the first statement.
  public mutating func reload(
    _ machine: Machine, startingAt function: String?, isInterrupted: () -> Bool = { false }
  ) -> ReloadOutcome {
    var before = self
    before.evictSnapshots()
    self = Debugger(machine, profile: before.pass.profile, history: before.pass.history.budget)
    // Read the files that the old pass imported while it ran, so that breakpoints in them move with their lines.
    for name in before.breakpoints.outline.files.keys.sorted() { readFile(at: name) }
    let lines = LineMoves(from: before.breakpoints.outline, to: breakpoints.outline)
    breakpoints = before.breakpoints.moved(to: breakpoints.outline, machine) { lines[$0, $1] }
    (observes, skips) = (before.observes, before.skips)
    pass.changes.interventions = before.pass.changes.interventions
    pass.changes.nextIntervention = before.pass.changes.nextIntervention
    func outcome(_ error: ListingError) -> ReloadOutcome {
      if error.kind != "SyntaxError" || machine.inspector.errors().isEmpty { return .error(error) }
      self = before
      return .broken(error)
    }
    switch start(at: function, isInterrupted: isInterrupted) {
    case .interrupted: return .interrupted
    case .error(let error): return outcome(error)
    default: break
    }
    if before.pass.machine.isFinished {
      switch forward(isInterrupted, until: { _ in nil }) {
      case .interrupted: return .interrupted
      case .error(let error): return outcome(error)
      default: return .samePlace
      }
    }
    let known = before.pass.history.stops[..<before.pass.history.stopCount(before: before.pass.machine.clock + 1)]
    guard let place = known.last else { return .samePlace }
    let code = before.pass.history.code(of: place)
    let visits = known.count { $0.code == place.code && $0.line == place.line }
    let line = lines[code.file.name, Int(place.line)]
    func isThere(_ debugger: Debugger) -> Bool {
      guard debugger.pass.machine.isAtVisibleStop, let frame = debugger.pass.machine.frames.last else { return false }
      return frame.line == line && frame.code.qualifiedName == code.qualifiedName
        && frame.code.file.name == code.file.name
    }
    // Count the visits to the line up to the new pass's first stop.
    let started = pass.machine.clock
    var passed = pass.history.stops.count { stop in
      let other = pass.history.code(of: stop)
      return Int(stop.line) == line && other.qualifiedName == code.qualifiedName && other.file.name == code.file.name
    }
    if passed >= visits { return .samePlace }
    let reason = forward(isInterrupted) { debugger in
      if isThere(debugger) { passed += 1 }
      return passed == visits ? .step : nil
    }
    switch reason {
    case .step:
      pass.arrived(from: nil)
      return .samePlace
    case .interrupted: return .interrupted
    case .error(let error):
      pass.arrived(from: nil)
      return outcome(error)
    default:
      _ = pass.travel(to: started) { false }
      pass.previous = nil
      return .notReached
    }
  }
}

/// How an edit moved the lines of each file in a listing.
struct LineMoves {
  private var moves: [String: [Int: Int]] = [:]

  init(from old: ListingOutline, to new: ListingOutline) {
    for (name, file) in old.files {
      guard let other = new.files[name], other.text != file.text else { continue }
      moves[name] = Self.moves(from: file.lines, to: other.lines)
    }
  }

  /// The new number of a line. A replaced line maps to its replacement, and a deleted line to the next line that still
  /// exists.
  subscript(file: String, line: Int) -> Int { moves[file]?[line] ?? line }

  private static func moves(from old: [String], to new: [String]) -> [Int: Int] {
    let same = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old.dropFirst(same).reversed(), new.dropFirst(same).reversed()).prefix { $0 == $1 }.count
    let (oldMiddle, newMiddle) = (Array(old[same..<old.count - tail]), Array(new[same..<new.count - tail]))
    var result: [Int: Int] = [:]
    // Skip the comparison of long texts: it takes quadratic time when the texts have little in common.
    if oldMiddle.count + newMiddle.count <= 4000 {
      var removed = Set<Int>(), inserted = Set<Int>()
      for change in newMiddle.difference(from: oldMiddle) {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
      }
      let kept = newMiddle.indices.filter { !inserted.contains($0) }
      // Map a replaced line to its replacement, and a deleted line to the next line that still exists.
      var (next, replacement) = (0, 0)
      for index in oldMiddle.indices {
        let left = next < kept.count ? kept[next] : newMiddle.count
        let isLeft = !removed.contains(index)
        result[same + index + 1] = same + (isLeft ? left : min(replacement, left)) + 1
        replacement = isLeft ? left + 1 : min(replacement + 1, left)
        if isLeft { next += 1 }
      }
    }
    for index in (old.count - tail)..<old.count { result[index + 1] = index + 1 + new.count - old.count }
    return result
  }
}
