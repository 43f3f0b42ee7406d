import ListingRuntime

/// Decides whether breakpoints, watchpoints and catchpoints stop at the machine's position.
extension Debugger {
  /// The result of evaluating the breakpoints at the machine's position.
  enum Verdict {
    /// Breakpoints at this position that have no condition or a true condition. `text` is the text that a log point
    /// prints; nil for other breakpoints.
    case hold([(id: Int, text: String?)])
    case conditionFails(Int, ListingError)
  }

  func verdict() -> Verdict? {
    if breakpoints.hasNoPlaces { return nil }
    var holding: [(id: Int, text: String?)] = []
    for id in breakpoints.candidates(at: pass.machine) {
      if let condition = breakpoints[id]?.condition {
        switch pass.machine.isTrue(condition, frame: pass.machine.visibleFrame) {
        case .failure(let error): return .conditionFails(id, error)
        case .success(false): continue
        case .success(true): break
        }
      }
      var text: String?
      if case .log(let template)? = breakpoints[id]?.kind { text = self.text(of: template, id) }
      holding.append((id, text))
    }
    return holding.isEmpty ? nil : .hold(holding)
  }

  /// Counts hits, adds log points' texts to the log and deletes temporary breakpoints. Returns the stop reason; nil
  /// when no breakpoint stops.
  mutating func reach(_ verdict: Verdict?) -> StopReason? {
    switch verdict {
    case nil: return nil
    case .conditionFails(let id, let error)?: return .conditionFailed(id, error)
    case .hold(let holding)?:
      let reached = holding.filter { breakpoints.reach($0.id) }
      var stopping: [Int] = []
      for (id, text) in reached {
        if let text { logPointOutput.add(text) } else { stopping.append(id) }
        if breakpoints[id]?.isTemporary == true { breakpoints.remove(id, pass.machine) }
      }
      return stopping.isEmpty ? nil : .breakpoint(stopping)
    }
  }

  /// The reason to stop after an instruction that ran forward; nil to continue. Further reasons are stored in
  /// `otherReasons`.
  mutating func stopReached() -> StopReason? {
    if breakpoints.hasPending { takeUpNewFiles() }
    if breakpoints.isIdle { return nil }
    var caught = catchesReached()
    if !breakpoints.catches.isEmpty, let reason = errorCaught(at: pass.machine.clock - 1) { caught.append(reason) }
    let reached = pass.machine.isFinished ? nil : reach(verdict())
    let watched = watchReached(stopsAnyway: !caught.isEmpty || reached != nil)
    // This function runs after every instruction and usually finds no reason to stop. Return early without allocating
    // an array.
    if caught.isEmpty, watched == nil, reached == nil { return nil }
    return stop(for: caught + [watched, reached].compactMap(\.self))
  }

  /// Returns the first reason and stores the other reasons in `otherReasons`.
  private mutating func stop(for reasons: [StopReason]) -> StopReason? {
    guard let first = reasons.first else { return nil }
    otherReasons = Array(reasons.dropFirst())
    return first
  }

  // MARK: Log points

  /// Evaluates a log point's template at the machine's position. If the template raises an error, returns the error as
  /// text.
  private func text(of template: String, _ id: Int) -> String {
    switch pass.machine.evaluating(Self.expression(ofTemplate: template), frame: pass.machine.visibleFrame) {
    case .success(let (value, machine)):
      if case .string(let written) = value { return written }
      return machine.inspector.preview(of: value, limit: 400)
    case .failure(let error): return "log point \(id): \(error.summary)"
    }
  }

  /// Returns and clears the stored lines of log points, oldest first.
  public mutating func takeLog() -> [String] {
    defer { logPointOutput = LogPointOutput() }
    return logPointOutput.lines
  }

  // MARK: Backward

  enum LastStop {
    case reached(clock: Int, StopReason)
    case none
    case interrupted
  }

  /// A possible stop found by a search backward, with its clock.
  private enum Found {
    case places(Verdict, clock: Int)
    case change([WatchChange], clock: Int)
    case caught(CatchReport, clock: Int)
    case error([ErrorCatch], CaughtError, clock: Int)

    var clock: Int {
      switch self {
      case .places(_, let clock), .change(_, let clock), .caught(_, let clock), .error(_, _, let clock): clock
      }
    }
  }

  /// Finds the last clock in a range at which a breakpoint, watchpoint or catchpoint stops when the pass moves
  /// backward.
  ///
  /// A watchpoint stops before the instruction that changes the value. The reported old and new values are exchanged,
  /// because the pass moves backward.
  mutating func lastStop(in range: Range<Int>, _ isInterrupted: () -> Bool) -> LastStop {
    if breakpoints.isIdle || range.isEmpty { return .none }
    let before = watchedValues
    let usesBefore = pass.firstUses
    defer {
      watchedValues = before
      pass.firstUses = usesBefore
    }
    var result = LastStop.none
    // Possible stops at the first clock of the stretch that was replayed last. The next replay runs the stretch before
    // this clock and may find a catchpoint that stops at the same clock. So these stops are evaluated after the next
    // replay.
    var carried: [Found] = []
    let isComplete = search(
      range, isInterrupted, mayHold: { !carried.isEmpty || $0.mayStop(in: $1) }, begin: { $0.armWatches() },
      look: { debugger, found, isState, isPassed in
        let clock = debugger.pass.machine.clock
        if isPassed {
          let holding = debugger.changesOfWatches().compactMap { change -> WatchChange? in
            let answer = debugger.condition(of: change.id)
            return answer.stops
              ? WatchChange(
                id: change.id, expression: change.expression, old: change.new, new: change.old,
                conditionError: answer.error) : nil
          }
          if !holding.isEmpty, clock - 1 >= range.lowerBound { found.append(Found.change(holding, clock: clock - 1)) }
          if clock < range.upperBound {
            let catches = debugger.breakpoints.catches.isEmpty ? [] : debugger.errorCatches(at: clock - 1)
            if let error = debugger.pass.machine.lastCaught, !catches.isEmpty {
              found.append(.error(catches, error, clock: clock))
            }
            for var report in debugger.catchReports() {
              let answer = debugger.condition(of: report.id)
              if !answer.stops { continue }
              report.conditionError = answer.error
              found.append(.caught(report, clock: clock))
            }
          }
        }
        if isState, let verdict = debugger.verdict() { found.append(.places(verdict, clock: clock)) }
      },
      choose: { debugger, found, start in
        let all = found + carried
        carried = []
        for (clock, found) in Dictionary(grouping: all, by: \.clock).sorted(by: { $0.key > $1.key }) {
          if clock == start, clock > range.lowerBound, debugger.mayCatch(in: clock...clock) {
            carried = found
            return false
          }
          if let reason = debugger.stop(for: debugger.reach(found)) {
            result = .reached(clock: clock, reason)
            return true
          }
        }
        return false
      })
    return isComplete ? result : .interrupted
  }

  /// Counts hits at one clock and deletes temporary breakpoints. Returns the reasons to stop, in the same order as when
  /// the pass runs forward.
  private mutating func reach(_ found: [Found]) -> [StopReason] {
    var caught: [StopReason] = []
    var counted = Set<Int>()
    var watched: StopReason?
    var reached: StopReason?
    for item in found {
      switch item {
      case .places(let verdict, _): reached = reach(verdict)
      case .change(let changes, _):
        let reached = changes.filter { breakpoints.reach($0.id) }
        if !reached.isEmpty { watched = .watch(reached) }
      case .error(let catches, let error, _): if let reason = reach(catches, error) { caught.append(reason) }
      case .caught(let report, _): if reachesCatch(report.id, &counted) { caught.append(.caught(report)) }
      }
    }
    discardTemporary(counted.sorted())
    return caught + [watched, reached].compactMap(\.self)
  }

  /// Whether a breakpoint, watchpoint or catchpoint may stop in the range. Uses recorded stops only, without a replay.
  private func mayStop(in range: Range<Int>) -> Bool {
    if breakpoints.stopsWithinStatements { return true }
    let isWatched = breakpoints.watches.contains { ($0.watch?.scope?.began ?? -1) < range.upperBound }
    if isWatched { return true }
    if mayCatch(in: range.lowerBound...range.upperBound) { return true }
    let stops = pass.history.stops[
      pass.history.stopCount(before: range.lowerBound)..<pass.history.stopCount(before: range.upperBound)]
    return stops.contains { breakpoints.concerns($0, pass.history.code(of: $0)) }
  }

  /// Whether a catchpoint may stop at one of the clocks.
  private func mayCatch(in range: ClosedRange<Int>) -> Bool {
    if breakpoints.catches.isEmpty { return false }
    if breakpoints.catches.contains(where: { $0.caught?.event == .error }),
      pass.caughtErrors.contains(where: range.contains)
    {
      return true
    }
    let asksForFigures = breakpoints.catches.contains {
      if case .statistic? = $0.caught?.event { true } else { false }
    }
    return asksForFigures || pass.observations.mayBeOdd(in: range)
  }

  /// Searches a range backward: replays the stretches between snapshots, the last stretch first.
  ///
  /// - Parameters:
  ///   - mayHold: returns whether a stretch must be replayed. Stretches that need no replay are skipped.
  ///   - begin: called when a replay starts. If the replay starts before the stretch, also called at each clock before
  ///     the stretch.
  ///   - look: called at each clock of the stretch, and at the clock just after the stretch. `isState` is false only at
  ///     the clock just after the stretch. `isPassed` is true if the replay has run the instruction that leads to the
  ///     clock.
  ///   - choose: receives the items that `look` found in a stretch, and the stretch's first clock. Returns true to end
  ///     the search.
  /// - Returns: false when the user interrupted or an instruction failed. The cursor does not move in any case.
  mutating func search<Item>(
    _ range: Range<Int>, _ isInterrupted: () -> Bool, mayHold: (Debugger, Range<Int>) -> Bool,
    begin: (inout Debugger) -> Void, look: (inout Debugger, inout [Item], _ isState: Bool, _ isPassed: Bool) -> Void,
    choose: (inout Debugger, [Item], _ start: Int) -> Bool
  ) -> Bool {
    let origin = pass.machine
    let operationBefore = pass.lastOperation
    defer {
      pass.machine = origin
      pass.lastOperation = operationBefore
    }
    defer { pass.progress.note(searched: nil) }
    var upper = range.upperBound
    while upper > range.lowerBound {
      var snapshot = pass.history.snapshot(atOrBefore: upper - 1)
      // To see the instruction that leads to the first clock, the replay must start at an earlier snapshot.
      if snapshot.clock == range.lowerBound, snapshot.clock > pass.history.beginning {
        snapshot = pass.history.snapshot(atOrBefore: snapshot.clock - 1)
      }
      let lower = max(range.lowerBound, snapshot.clock)
      if mayHold(self, lower..<upper) {
        var found: [Item] = []
        pass.machine = snapshot.machine
        pass.lastOperation = nil
        begin(&self)
        if pass.machine.clock >= lower { look(&self, &found, true, false) }
        while pass.machine.clock < upper {
          if isInterrupted() { return false }
          do throws(ListingError) { try tick() } catch { return false }
          if pass.machine.clock < lower { begin(&self) } else { look(&self, &found, pass.machine.clock < upper, true) }
          pass.progress.note(
            searched: Double(range.upperBound - upper + pass.machine.clock - lower) / Double(range.count))
        }
        if choose(&self, found, lower) { return true }
      }
      upper = lower
    }
    return true
  }
}

extension Debugger {
  /// Lines that log points printed. Keeps at least the last 10,000 lines and counts the dropped lines.
  struct LogPointOutput: Sendable {
    private var recent: [String] = []
    private var omitted = 0
    private static let limit = 10_000

    mutating func add(_ line: String) {
      recent.append(line)
      if recent.count >= 2 * Self.limit {
        recent.removeFirst(Self.limit)
        omitted += Self.limit
      }
    }

    var lines: [String] {
      (omitted > 0 ? ["… \(omitted) lines of log points are left out"] : []) + recent
    }
  }
}
