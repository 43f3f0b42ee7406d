import ListingRuntime

extension Debugger {
  /// A breakpoint that was set, with what is to be said of it.
  public struct NewBreakpoint: Sendable {
    public let breakpoint: Breakpoint
    /// That nothing matches yet, so it waits.
    public let problem: BreakpointProblem?
    /// The line asked for, when another was taken because it has no code.
    public let movedFrom: Int?
  }

  /// Sets a breakpoint at a place written as a person does: `57`, `attention.py:57`, `forward_attention`,
  /// `ConformerEncoder.forward`, `encoder.encoders.*.self_attn`; empty for the line of the frame.
  ///
  /// - Parameter frame: the call whose file a bare line means.
  public mutating func addBreakpoint(
    at text: String, isTemporary: Bool = false, condition: String? = nil, frame: Int = 0
  ) throws(BreakpointProblem) -> NewBreakpoint {
    if let condition { try check(condition) }
    let place = try resolve(text, frame: frame)
    let breakpoint = breakpoints.add(
      place.location, place.resolution, isTemporary: isTemporary, condition: condition, machine)
    return NewBreakpoint(breakpoint: breakpoint, problem: place.problem, movedFrom: place.movedFrom)
  }

  public mutating func removeBreakpoint(_ id: Int) throws(BreakpointProblem) {
    guard breakpoints[id] != nil else { throw .noBreakpoint(id) }
    breakpoints.remove(id, machine)
  }

  /// Takes a breakpoint away if it is still there.
  public mutating func discardBreakpoint(_ id: Int) { breakpoints.remove(id, machine) }

  public mutating func setEnabled(_ isEnabled: Bool, breakpoint id: Int) throws(BreakpointProblem) {
    if !breakpoints.change(id, machine, { $0.isEnabled = isEnabled }) { throw .noBreakpoint(id) }
  }

  /// - Parameter condition: nil takes the condition away.
  public mutating func setCondition(_ condition: String?, breakpoint id: Int) throws(BreakpointProblem) {
    if let condition { try check(condition) }
    if !breakpoints.change(id, machine, { $0.condition = condition }) { throw .noBreakpoint(id) }
  }

  public mutating func setIgnoreCount(_ count: Int, breakpoint id: Int) throws(BreakpointProblem) {
    if !breakpoints.change(id, machine, { $0.ignoreCount = max(0, count) }) { throw .noBreakpoint(id) }
  }

  /// Sets a breakpoint on a line or takes away those that are there: what a click beside the line does.
  public mutating func toggleBreakpoint(file: String, line: Int) throws(BreakpointProblem) -> NewBreakpoint? {
    let here = breakpoints.all.filter { $0.resolution == .line(file: file, line: line) }
    for breakpoint in here { breakpoints.remove(breakpoint.id, machine) }
    return here.isEmpty ? try addBreakpoint(at: "\(file):\(line)") : nil
  }

  private func check(_ condition: String) throws(BreakpointProblem) {
    if let error = Machine.syntaxError(in: condition) { throw .badCondition(error.summary) }
  }

  // MARK: Places

  private struct Place {
    let location: Breakpoint.Location
    let resolution: Breakpoint.Resolution
    var problem: BreakpointProblem?
    var movedFrom: Int?
  }

  private func resolve(_ text: String, frame: Int) throws(BreakpointProblem) -> Place {
    let current = machineFrame(frame).map { machine.frames[$0] }
    if text.isEmpty {
      guard let current else { throw .badLocation(text) }
      return try resolve(file: current.code.file.name, line: current.line)
    }
    if let line = Int(text) {
      guard let current else { throw .badLocation(text) }
      return try resolve(file: current.code.file.name, line: line)
    }
    if let colon = text.lastIndex(of: ":") {
      guard let line = Int(text[text.index(after: colon)...]) else { throw .badLocation(text) }
      return try resolve(file: String(text[..<colon]), line: line)
    }
    let isPath = text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      part == "*"
        || !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "<" || $0 == ">" }
    }
    if !isPath { throw .badLocation(text) }
    let functions = breakpoints.functions(named: text)
    if !functions.isEmpty { return Place(location: .function(text), resolution: .functions(functions)) }
    let paths = machine.allModulePaths
    let count = paths.count { matches($0, text) }
    if count > 0 { return Place(location: .modules(text), resolution: .modules(pattern: text, count: count)) }
    if text.contains("*") || paths.contains(where: { $0.hasPrefix(text.prefix { $0 != "." } + ".") }) {
      return Place(
        location: .modules(text), resolution: .pending, problem: .noModule(text, nearest: nearest(text, among: paths)))
    }
    let names = breakpoints.outline.functions.flatMap { [$0.qualifiedName, $0.name] }
    return Place(
      location: .function(text), resolution: .pending,
      problem: .unknownFunction(text, nearest: nearest(text, among: names)))
  }

  private func resolve(file name: String, line: Int) throws(BreakpointProblem) -> Place {
    let location = Breakpoint.Location.line(file: name, line: line)
    guard let file = breakpoints.file(named: name) else {
      return Place(
        location: location, resolution: .pending,
        problem: .unknownFile(name, nearest: nearest(name, among: Array(breakpoints.outline.files.keys))))
    }
    let lines = breakpoints.outline.lines[file] ?? []
    guard line > 0, let found = lines.first(where: { $0 >= line }) else {
      throw .noCode(file: file, line: line, lastLine: lines.last ?? 0)
    }
    return Place(
      location: location, resolution: .line(file: file, line: found), movedFrom: found == line ? nil : line)
  }

  // MARK: Being reached

  /// What the breakpoints where the machine stands have to say.
  private enum Verdict {
    /// Those whose conditions hold.
    case hold([Int])
    case conditionFails(Int, ListingError)
  }

  private func verdict() -> Verdict? {
    if breakpoints.isIdle { return nil }
    var holding: [Int] = []
    for id in breakpoints.candidates(at: machine) {
      if let condition = breakpoints[id]?.condition {
        switch machine.isTrue(condition, frame: machine.visibleFrame) {
        case .failure(let error): return .conditionFails(id, error)
        case .success(false): continue
        case .success(true): break
        }
      }
      holding.append(id)
    }
    return holding.isEmpty ? nil : .hold(holding)
  }

  /// The reason to stop, if breakpoints give one. They are counted; temporary ones are gone afterwards.
  private mutating func reach(_ verdict: Verdict?) -> StopReason? {
    switch verdict {
    case nil: return nil
    case .conditionFails(let id, let error)?: return .conditionFailed(id, error)
    case .hold(let ids)?:
      let reached = ids.filter { breakpoints.reach($0) }
      for id in reached where breakpoints[id]?.isTemporary == true { breakpoints.remove(id, machine) }
      return reached.isEmpty ? nil : .breakpoint(reached)
    }
  }

  /// The reason to stop where the machine stands, if breakpoints give one.
  mutating func breakpointReached() -> StopReason? { reach(verdict()) }

  enum LastBreakpoint {
    case reached(clock: Int, StopReason)
    case none
    case interrupted
  }

  /// The last place between two clocks where a breakpoint stops.
  ///
  /// Conditions look at the state as it was, so each stretch between snapshots is run again, the last one first.
  mutating func lastBreakpoint(in range: Range<Int>, _ isInterrupted: () -> Bool) -> LastBreakpoint {
    if breakpoints.isIdle || range.isEmpty { return .none }
    let origin = machine
    defer { machine = origin }
    var upper = range.upperBound
    while upper > range.lowerBound {
      let snapshot = history.snapshot(atOrBefore: upper - 1)
      let lower = max(range.lowerBound, snapshot.clock)
      if mayStop(in: lower..<upper) {
        var verdicts: [(clock: Int, verdict: Verdict)] = []
        machine = snapshot.machine
        while true {
          if machine.clock >= lower, let verdict = verdict() { verdicts.append((machine.clock, verdict)) }
          if machine.clock == upper - 1 { break }
          if isInterrupted() { return .interrupted }
          do throws(ListingError) { try tick() } catch { return .interrupted }
        }
        while let last = verdicts.popLast() {
          if let reason = reach(last.verdict) { return .reached(clock: last.clock, reason) }
        }
      }
      upper = lower
    }
    return .none
  }

  /// Whether the log has a stop in the range that a breakpoint may stand at.
  private func mayStop(in range: Range<Int>) -> Bool {
    if breakpoints.watchesBuiltinModules { return true }
    let stops = history.stops[history.stopCount(before: range.lowerBound)..<history.stopCount(before: range.upperBound)]
    return stops.contains { breakpoints.concerns($0, history.codes[Int($0.code)]) }
  }
}
