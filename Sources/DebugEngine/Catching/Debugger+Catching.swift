import ListingRuntime
import Tensors

extension Debugger {
  /// Sets a catchpoint.
  ///
  /// - Parameter text: `nan`, `inf`, `error` or a statistic such as `absmax > 1e4`. ` in PATH` limits the catchpoint to
  ///   modules.
  public mutating func addCatch(
    _ text: String, isTemporary: Bool = false, condition: String? = nil
  ) throws(BreakpointProblem) -> NewBreakpoint {
    if let condition { try check(condition) }
    let event = try Catch(text)
    let breakpoint = breakpoints.add(
      .catchpoint(event), .everywhere, .everywhere, isTemporary: isTemporary, condition: condition, pass.machine)
    var problem: BreakpointProblem?
    if let pattern = event.within {
      let paths = pass.machine.inspector.allModulePaths
      if !paths.contains(where: { isIn($0, pattern) }) {
        problem = .noModule(pattern, nearest: nearest(pattern, among: paths))
      }
    }
    return NewBreakpoint(breakpoint: breakpoint, problem: problem, movedFrom: nil)
  }

  /// The stop reasons of catchpoints after an instruction. Evaluates conditions, counts hits and deletes temporary
  /// catchpoints.
  mutating func catchesReached() -> [StopReason] {
    var reasons: [StopReason] = []
    var counted = Set<Int>()
    defer { discardTemporary(counted.sorted()) }
    for var report in catchReports() {
      let answer = condition(of: report.id)
      if !answer.stops || !reachesCatch(report.id, &counted) { continue }
      report.conditionError = answer.error
      reasons.append(.caught(report))
    }
    return reasons
  }

  /// Counts a hit and returns whether the catchpoint stops. Several reports about one operation count as one hit.
  /// `counted` contains the IDs of the catchpoints that already stopped at this operation.
  mutating func reachesCatch(_ id: Int, _ counted: inout Set<Int>) -> Bool {
    if counted.contains(id) { return true }
    if !breakpoints.reach(id) { return false }
    counted.insert(id)
    return true
  }

  // MARK: Errors

  /// The stop reason of `catch error` if the instruction at a clock raised an error that the listing caught.
  mutating func errorCaught(at clock: Int) -> StopReason? {
    guard let error = pass.machine.lastCaught else { return nil }
    return reach(errorCatches(at: clock), error)
  }

  /// Counts hits and deletes temporary catchpoints. Returns the stop reason; nil when no catchpoint stops.
  mutating func reach(_ catches: [ErrorCatch], _ error: CaughtError) -> StopReason? {
    let reached = catches.filter { breakpoints.reach($0.id) }
    discardTemporary(reached.map(\.id))
    return reached.isEmpty ? nil : .errorCaught(reached, error)
  }

  /// Deletes the temporary breakpoints among the given IDs.
  mutating func discardTemporary(_ ids: [Int]) {
    for id in ids where breakpoints[id]?.isTemporary == true { discardBreakpoint(id) }
  }

  /// The catchpoints that stop at the error raised at a clock; empty if the listing caught no error at this clock.
  /// Evaluates conditions, but does not count hits.
  func errorCatches(at clock: Int) -> [ErrorCatch] {
    guard let error = pass.machine.lastCaught, error.clock == clock else { return [] }
    return breakpoints.catches.compactMap { breakpoint in
      guard let event = breakpoint.caught, event.event == .error else { return nil }
      if let pattern = event.within, !isIn(error.raised?.modulePath, pattern) { return nil }
      let answer = condition(of: breakpoint.id)
      return answer.stops ? ErrorCatch(id: breakpoint.id, conditionError: answer.error) : nil
    }
  }

  /// The reports of all catchpoints whose event occurred in the last operation. Conditions are not evaluated yet.
  mutating func catchReports() -> [CatchReport] {
    guard !breakpoints.catches.isEmpty, let record = pass.lastOperation, record.clock == pass.machine.clock
    else { return [] }
    let operation = record.operation
    var reports: [CatchReport] = []
    var seen: OperationView?
    for breakpoint in breakpoints.catches {
      guard let event = breakpoint.caught, event.within.map({ isIn(operation.modulePath, $0) }) ?? true else {
        continue
      }
      for cause in causes(event.event, of: record) {
        let view = seen ?? view(of: record)
        seen = view
        reports.append(CatchReport(id: breakpoint.id, caught: event, operation: view, cause: cause))
      }
    }
    return reports
  }

  private mutating func causes(_ event: Catch.Event, of record: OperationRecord) -> [CatchReport.Cause] {
    switch event {
    case .error: return []
    case .statistic(let statistic, let relation, let limit):
      for result in record.operation.results {
        guard let value = statistic.value(of: pass.cache.summary(of: result, on: pass.machine.compute)) else {
          continue
        }
        if relation.holds(value, limit) { return [.statistic(statistic, value)] }
      }
      return []
    case .notANumber: return oddities(.notANumber, of: record)
    case .infinity: return oddities(.infinity, of: record)
    }
  }

  /// Reports NaN (or Inf) in the operation's result in two cases: no operand contains NaN (or Inf), or the operation is
  /// the first to use a weight or an input that contains NaN (or Inf).
  private mutating func oddities(_ oddity: CatchReport.Oddity, of record: OperationRecord) -> [CatchReport.Cause] {
    let operation = record.operation
    guard let result = operation.results.first(where: { count(oddity, in: $0) > 0 }) else { return [] }
    var entered: [CatchReport.Cause] = []
    var isGiven = false
    for operand in operation.operands {
      switch operand.content {
      case .number(let number): if oddity.matches(number) { isGiven = true }
      case .tensor(let tensor):
        let count = count(oddity, in: tensor)
        if count == 0 { continue }
        isGiven = true
        guard let cell = operand.cell, let path = pass.initialTensors.path(of: cell) else { continue }
        let firstUse = FirstUse(cell: ObjectIdentifier(cell), oddity: oddity)
        // The operation may not be the first to use the tensor. An earlier operation has no record if the cursor went
        // back or if the user set the catchpoint later. `firstClock` finds such an operation.
        let first =
          pass.firstUses[firstUse] ?? firstClock(taking: cell, with: oddity, before: record.clock) ?? record.clock
        pass.firstUses[firstUse] = min(first, record.clock)
        if first < record.clock { continue }
        entered.append(.entered(oddity, path: path, count: count, index: firstIndex(of: oddity, in: tensor)))
      }
    }
    if isGiven { return entered }
    let index = firstIndex(of: oddity, in: result)
    return [
      .made(
        oddity, count: count(oddity, in: result), index: index,
        explanation: explanation(of: oddity, at: index, in: result, operation))
    ]
  }

  /// The clock of the pass's first operation that used a tensor and whose result has NaN or Inf; nil when no such
  /// operation ran before `end`. Replays only stretches whose recorded results may have NaN or Inf.
  private func firstClock(taking cell: StorageCell, with oddity: CatchReport.Oddity, before end: Int) -> Int? {
    var copy = pass.scratchCopy
    for (place, snapshot) in pass.history.snapshots.enumerated() where snapshot.clock < end - 1 {
      let next = place + 1 < pass.history.snapshots.count ? pass.history.snapshots[place + 1].clock : end
      let last = min(next, end - 1)
      if !pass.observations.mayBeOdd(in: snapshot.clock + 1...last) { continue }
      copy.machine = snapshot.machine
      while copy.machine.clock < last {
        do throws(ListingError) { try copy.tick() } catch { return nil }
        guard let operation = copy.lastOperation?.operation, operation.operands.contains(where: { $0.cell === cell }),
          operation.results.contains(where: { count(oddity, in: $0) > 0 })
        else { continue }
        return copy.machine.clock
      }
    }
    return nil
  }

  private func count(_ oddity: CatchReport.Oddity, in tensor: Tensor) -> Int {
    if !tensor.dtype.isFloatingPoint, !tensor.dtype.isComplex { return 0 }
    let summary = pass.cache.summary(of: tensor, on: pass.machine.compute)
    return oddity == .notANumber ? summary.nanCount : summary.infinityCount
  }

  private func firstIndex(of oddity: CatchReport.Oddity, in tensor: Tensor) -> [Int] {
    let position = tensor.magnitudes.converted(to: .float64).withElements(of: Double.self) { elements in
      elements.firstIndex(where: oddity.matches)
    }
    return Layout.index(at: position ?? 0, in: tensor.shape)
  }
}

extension CatchReport.Oddity {
  func matches(_ number: Double) -> Bool { self == .notANumber ? number.isNaN : number.isInfinite }

  public var name: String { self == .notANumber ? "NaN" : "Inf" }
}

/// A weight or an input, identified by its storage cell, and the kind of its non-finite elements: NaN or Inf.
struct FirstUse: Sendable, Hashable {
  let cell: ObjectIdentifier
  let oddity: CatchReport.Oddity
}
