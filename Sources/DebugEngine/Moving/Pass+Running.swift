import ListingRuntime

/// Reaches a clock: runs forward, or restores a snapshot and runs forward from the snapshot.
extension Pass {
  /// Runs one instruction. If the clock is new, records the new state in the history.
  ///
  /// If the instruction fails, throws the machine's error. The cursor then remains before this instruction.
  mutating func tick() throws(ListingError) {
    let depth = machine.frames.count
    progress.note(machine)
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
    if machine.lastCaught?.clock == clock - 1 { caughtErrors.append(clock) }
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
        progress.note(layer: loop.iterationAhead(of: machine))
      }
    }
  }

  /// Runs one instruction. If `recordsOperations` or `isCatching` is true, stores the tensor operation in
  /// `lastOperation`. If `observes` or `isCatching` is true, summarizes the results.
  private mutating func stepRecording() throws(ListingError) {
    lastOperation = nil
    let operation = recordsOperations || isCatching ? operationAhead() : nil
    if observes || isCatching {
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

  // `operationAhead` and `instructionAhead` are separate methods, because calling `machine.operationAhead()` directly
  // in a mutating method would copy the machine.

  @inline(never)
  private func operationAhead() -> TensorOperation? { machine.operationAhead() }

  @inline(never)
  private func instructionAhead() -> InstructionAhead { machine.instructionAhead }

  /// Takes an anchor snapshot if, since the last snapshot, the pass has run at least `instructions` instructions or
  /// computed results of at least `bytes` bytes.
  private mutating func keepAnchor(instructions: Int, bytes: Int) {
    let distance = history.distance(of: machine)
    if distance.instructions >= instructions || distance.bytes >= bytes { keep(.anchor) }
  }

  /// Runs until `isThere` returns a reason, the pass ends, an instruction fails, or the user interrupts. Breakpoints do
  /// not stop the pass.
  mutating func forward(_ isInterrupted: () -> Bool, until isThere: (inout Pass) -> StopReason?) -> StopReason {
    let (began, known) = (ContinuousClock.now, history.frontier)
    defer { addTime(since: began, beyond: known) }
    while !machine.isFinished {
      if isInterrupted() { return .interrupted }
      do throws(ListingError) { try tick() } catch { return error.isInterruption ? .interrupted : .error(error) }
      if !machine.isFinished, let reason = isThere(&self) { return reason }
    }
    return .finished
  }

  /// Adds the time since `began` to `seconds`, if the pass has gone beyond the clock `known`. A replay that does not go
  /// beyond `known` is not counted.
  mutating func addTime(since began: ContinuousClock.Instant, beyond known: Int) {
    if history.frontier > known { seconds += began.duration(to: .now).seconds }
  }

  /// Moves the cursor to a clock that the pass has already reached once.
  ///
  /// - Returns: false if the user interrupted. Also false if an intervention or edit makes the pass end or fail before
  ///   the clock. In both cases the cursor does not move.
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
      // Take snapshots on the way, so that a later move to a clock nearby needs only a short replay.
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
