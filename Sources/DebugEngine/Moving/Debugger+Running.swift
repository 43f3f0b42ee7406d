import ListingRuntime

extension Debugger {
  /// Runs one instruction of the pass. Before that, records whether the instruction may change a watched value.
  mutating func tick() throws(ListingError) {
    if !breakpoints.watches.isEmpty { mayHaveChanged = pass.machine.mayChangeStateNext }
    try pass.tick()
  }

  /// Runs until `isThere` returns a reason, the pass ends, an instruction fails, or the user interrupts. Breakpoints
  /// are also checked after the pass's last instruction.
  mutating func forward(_ isInterrupted: () -> Bool, until isThere: (inout Debugger) -> StopReason?) -> StopReason {
    let (began, known) = (ContinuousClock.now, pass.history.frontier)
    defer { pass.addTime(since: began, beyond: known) }
    while !pass.machine.isFinished {
      if isInterrupted() { return .interrupted }
      do throws(ListingError) { try tick() } catch {
        if error.isInterruption { return .interrupted }
        for breakpoint in breakpoints.catches where breakpoint.caught?.event == .error {
          _ = breakpoints.reach(breakpoint.id)
        }
        return .error(error)
      }
      if pass.machine.isFinished { return stopReached() ?? .finished }
      if let reason = isThere(&self) { return reason }
    }
    return .finished
  }
}
