import ListingRuntime

/// The two ways of getting anywhere: running forward, and going back to a snapshot and forward from there.
extension Debugger {
  /// Runs one instruction and enters what it passes into the history.
  ///
  /// Throws what the machine throws; the machine then stands before the instruction.
  mutating func tick() throws(ListingError) {
    let depth = machine.frames.count
    progress.note(machine)
    do throws(ListingError) { try stepWithChanges() } catch {
      if !error.isInterruption, machine.clock >= history.frontier { history.end = .failed(error, clock: machine.clock) }
      throw error
    }
    let clock = machine.clock
    if clock <= history.frontier {
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
      if let notes { log.note(machine, notes) }
      if let loop = notes?.layerLoop, layers.note(machine, loop, cache) {
        history.keep(machine, .anchor)
        progress.note(layer: loop.turnAhead(of: machine))
      }
    }
  }

  /// Takes a snapshot when the one before is so far away: in instructions, or in bytes of tensors made since.
  private mutating func keepAnchor(instructions: Int, bytes: Int) {
    let distance = history.distance(of: machine)
    if distance.instructions >= instructions || distance.bytes >= bytes { history.keep(machine, .anchor) }
  }

  /// Runs until `isThere` gives a reason, the pass ends, or someone asks to stop.
  mutating func forward(_ isInterrupted: () -> Bool, until isThere: (inout Debugger) -> StopReason?) -> StopReason {
    let (began, known) = (ContinuousClock.now, history.frontier)
    defer { if history.frontier > known { seconds += began.duration(to: .now).seconds } }
    while !machine.isFinished {
      if isInterrupted() { return .interrupted }
      do throws(ListingError) { try tick() } catch { return error.isInterruption ? .interrupted : .error(error) }
      if machine.isFinished { break }
      if let reason = isThere(&self) { return reason }
    }
    return .finished
  }

  /// Moves the cursor to a clock that is known. False when it was interrupted: the cursor is then where it was.
  mutating func travel(to clock: Int, _ isInterrupted: () -> Bool) -> Bool {
    if clock == machine.clock { return true }
    let origin = machine
    let snapshot = history.snapshot(atOrBefore: clock)
    if clock < machine.clock || snapshot.clock > machine.clock { machine = snapshot.machine }
    var kept = machine.bytesMade
    if machine.clock < clock { progress.note(journey: machine.clock..<clock) }
    defer { progress.note(journey: nil) }
    while machine.clock < clock {
      let isStopped = isInterrupted()
      var failed = false
      if !isStopped { do throws(ListingError) { try tick() } catch { failed = true } }
      if isStopped || failed {
        machine = origin
        return false
      }
      // What took long to compute again is not computed a third time.
      if machine.bytesMade - kept >= 4 << 20, machine.isAtVisibleStop {
        history.keep(machine, .visited)
        kept = machine.bytesMade
      }
    }
    arrived(from: origin)
    return true
  }
}
