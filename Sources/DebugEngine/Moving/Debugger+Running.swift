import ListingRuntime

/// The two ways of getting anywhere: running forward, and going back to a snapshot and forward from there.
extension Debugger {
  /// Runs one instruction and enters what it passes into the history.
  ///
  /// Throws what the machine throws; the machine then stands before the instruction.
  mutating func tick() throws(ListingError) {
    let depth = machine.frames.count
    progress.note(machine)
    if !breakpoints.watches.isEmpty { changedState = machine.mayChangeStateNext }
    let isNew = machine.clock >= history.frontier
    do throws(ListingError) { try stepRecording() } catch {
      if !error.isInterruption, machine.clock >= history.frontier { history.end = .failed(error, clock: machine.clock) }
      throw error
    }
    let clock = machine.clock
    if !isNew {
      if let edited = history.edited(at: clock) { machine = edited }
      return
    }
    history.frontier = clock
    if machine.isFinished {
      history.end = .finished(clock: clock)
      return
    }
    if machine.frames.count > depth, machine.frames.last?.code.isLibrary == false {
      keepAnchor(instructions: 200, bytes: 1 << 20)
    }
    if machine.isAtVisibleStop {
      history.note(machine)
      keepAnchor(instructions: 20_000, bytes: 64 << 20)
      if let profile { log.note(machine, profile) }
      if let loop = profile?.layerLoop, layers.note(machine, loop, cache) {
        keep(.layer)
        progress.note(layer: loop.turnAhead(of: machine))
      }
    }
  }

  /// Runs one instruction, and looks at the tensor operation that it is when someone wants to know, and at the tensors
  /// that it makes.
  private mutating func stepRecording() throws(ListingError) {
    lastOperation = nil
    let operation = recordsOperations || !breakpoints.catches.isEmpty ? operationAhead() : nil
    if observes || !breakpoints.catches.isEmpty {
      let instruction = instructionAhead()
      try stepWithChanges()
      observe(instruction)
    } else {
      if machine.clock >= history.frontier { observations.missed() }
      try stepWithChanges()
    }
    if let operation, let completed = machine.completed(operation) {
      lastOperation = OperationRecord(operation: completed, clock: machine.clock)
    }
  }

  // Methods of their own, because within one that changes the debugger the machine would be copied for them.

  @inline(never)
  private func operationAhead() -> TensorOperation? { machine.operationAhead() }

  @inline(never)
  private func instructionAhead() -> InstructionAhead { machine.instructionAhead }

  /// Takes a snapshot when the one before is so far away: in instructions, or in bytes of tensors made since.
  private mutating func keepAnchor(instructions: Int, bytes: Int) {
    let distance = history.distance(of: machine)
    if distance.instructions >= instructions || distance.bytes >= bytes { keep(.anchor) }
  }

  /// Runs until `isThere` gives a reason, the pass ends, or someone asks to stop.
  mutating func forward(_ isInterrupted: () -> Bool, until isThere: (inout Debugger) -> StopReason?) -> StopReason {
    let (began, known) = (ContinuousClock.now, history.frontier)
    defer { if history.frontier > known { seconds += began.duration(to: .now).seconds } }
    while !machine.isFinished {
      if isInterrupted() { return .interrupted }
      do throws(ListingError) { try tick() } catch {
        if error.isInterruption { return .interrupted }
        for breakpoint in breakpoints.catches where breakpoint.caught?.event == .error {
          _ = breakpoints.reach(breakpoint.id)
        }
        return .error(error)
      }
      // What the last instruction did may be worth a stop too.
      if machine.isFinished { return stopReached() ?? .finished }
      if let reason = isThere(&self) { return reason }
    }
    return .finished
  }

  /// Moves the cursor to a clock that is known. False when it was interrupted, or when the pass as it was changed does
  /// not get there: the cursor is then where it was.
  mutating func travel(to clock: Int, _ isInterrupted: () -> Bool) -> Bool {
    if clock == machine.clock { return true }
    let origin = machine
    lastOperation = nil
    let snapshot = history.snapshot(atOrBefore: clock)
    if clock < machine.clock || snapshot.clock > machine.clock { machine = snapshot.machine }
    var (keptBytes, keptClock) = (machine.bytesMade, machine.clock)
    if machine.clock < clock { progress.note(journey: machine.clock..<clock) }
    defer { progress.note(journey: nil) }
    while machine.clock < clock {
      let isStopped = isInterrupted() || machine.isFinished
      var failed = false
      if !isStopped { do throws(ListingError) { try tick() } catch { failed = true } }
      if isStopped || failed {
        machine = origin
        return false
      }
      // What took long to compute again is not computed a third time.
      let isFar = machine.bytesMade - keptBytes >= 4 << 20 || machine.clock - keptClock >= 10_000
      if isFar, machine.isAtVisibleStop {
        keep(.visited, onTheWayTo: clock)
        (keptBytes, keptClock) = (machine.bytesMade, machine.clock)
      }
    }
    arrived(from: origin)
    return true
  }
}
