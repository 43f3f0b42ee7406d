import ListingRuntime

extension Debugger {
  /// Moves the cursor `count` times. A breakpoint, an error, or the end of the pass stops the cursor earlier.
  ///
  /// - Parameters:
  ///   - frame: the frame that `stepOut`, `until` and `advance` refer to; 0 is the innermost. Other motions always use
  ///     0.
  ///   - isInterrupted: called before each instruction. A running tensor operation checks `Compute.cancellation`
  ///     instead.
  public mutating func move(
    _ motion: Motion, _ direction: Direction = .forward, count: Int = 1, frame: Int = 0,
    isInterrupted: () -> Bool = { false }
  ) -> StopReason {
    let origin = pass.machine
    var reason = StopReason.step
    let table = breakpoints
    armWatches()
    for repetition in 0..<max(count, 1) {
      otherReasons = []
      reason =
        switch direction {
        case .forward: forward(motion, frame, isInterrupted)
        case .backward: backward(motion, frame, isInterrupted)
        }
      let goesOn = ([reason] + otherReasons).allSatisfy { reason in
        switch reason {
        case .step, .returned, .operation: true
        // `continue 3` passes two breakpoints and stops at the third. Other motions end at the first breakpoint.
        case .breakpoint, .watch, .caught, .errorCaught: motion == .continue
        default: false
        }
      }
      if !goesOn || repetition == count - 1 { break }
    }
    pass.arrived(from: pass.machine.clock == origin.clock ? pass.previous : origin)
    ended(by: reason, table)
    takeUpNewFiles()
    return reason
  }

  /// Records the stop reasons of a motion in the timeline and in `stoppedBy`.
  ///
  /// - Parameter table: the breakpoints before the motion. This table still contains temporary breakpoints that the
  ///   motion deleted.
  mutating func ended(by reason: StopReason, _ table: BreakpointTable) {
    for reason in [reason] + otherReasons { note(reason) }
    stoppedBy = ([reason] + otherReasons).flatMap(\.numbers).compactMap { breakpoints[$0] ?? table[$0] }
  }

  private func origin(of motion: Motion, _ frame: Int) -> MotionStart {
    let index =
      switch motion {
      case .stepOut, .until, .advance: machineFrame(frame) ?? pass.machine.visibleFrame
      case .stepInto, .stepOver, .continue, .stepOperation, .stepInstruction, .stepIntoCall: pass.machine.visibleFrame
      }
    return MotionStart(machine, index, breakpoints.outline)
  }

  // MARK: Forward

  private mutating func forward(_ motion: Motion, _ frame: Int, _ isInterrupted: () -> Bool) -> StopReason {
    let origin = origin(of: motion, frame)
    pass.recordsOperations = motion == .stepOperation
    defer { pass.recordsOperations = false }
    return forward(isInterrupted) { debugger in
      // Call `stopReached` before the motion's own test: a catchpoint counts its hit also when the motion ends here.
      let stop = debugger.stopReached()
      switch motion {
      case .stepOut: if stop == nil, let value = debugger.valueReturned(since: origin) { return .returned(value) }
      case .stepOperation:
        if stop == nil, let record = debugger.pass.lastOperation, record.clock == debugger.pass.machine.clock {
          return .operation(debugger.view(of: record))
        }
      case .advance(let place):
        if stop == nil, debugger.breakpoints.isReached(place, debugger.pass.machine) { return .step }
      default: break
      }
      if let stop { return stop }
      return origin.ends(motion, at: debugger.pass.machine, debugger.skips) ? .step : nil
    }
  }

  /// The value that the motion's frame returned; nil until the frame's caller in the listing continues.
  private func valueReturned(since origin: MotionStart) -> ValueView? {
    guard pass.machine.frames.count < origin.depth, let frame = pass.machine.frames.last, !frame.code.isLibrary,
      pass.machine.visibleFrame == origin.caller
    else { return nil }
    return pass.machine.lastOperand.map { view(of: $0, in: pass.machine) } ?? .text("None", type: "NoneType")
  }

  // MARK: Backward

  /// The end of a motion backward, if no breakpoint stops the motion earlier.
  private enum Target {
    case clock(Int)
    case beginning
    case interrupted
  }

  private mutating func backward(_ motion: Motion, _ frame: Int, _ isInterrupted: () -> Bool) -> StopReason {
    let here = pass.machine.clock
    let target: Int?
    switch backwardTarget(of: motion, origin(of: motion, frame), isInterrupted) {
    case .clock(let clock): target = clock
    case .beginning: target = nil
    case .interrupted: return .interrupted
    }
    switch lastStop(in: (target ?? pass.history.beginning - 1) + 1..<here, isInterrupted) {
    case .reached(let clock, let reason): return pass.travel(to: clock, isInterrupted) ? reason : .interrupted
    case .none: break
    case .interrupted: return .interrupted
    }
    guard let target else {
      let first = min(pass.history.stops.first?.clock ?? here, here)
      return pass.travel(to: first, isInterrupted) ? .beginning : .interrupted
    }
    return arrive(at: target, by: motion, isInterrupted)
  }

  private mutating func arrive(at target: Int, by motion: Motion, _ isInterrupted: () -> Bool) -> StopReason {
    guard motion == .stepOperation, target > pass.history.beginning else {
      if !pass.travel(to: target, isInterrupted) { return .interrupted }
      while motion == .stepInstruction, pass.machine.frames.last?.code.isLibrary == true,
        pass.machine.clock > pass.history.beginning
      {
        if !pass.travel(to: pass.machine.clock - 1, isInterrupted) { return .interrupted }
      }
      return .step
    }
    // Restore the state before the operation and run the operation again, to record its operands and result.
    let origin = pass.machine
    guard pass.travel(to: target - 1, isInterrupted) else { return .interrupted }
    pass.recordsOperations = true
    defer { pass.recordsOperations = false }
    do throws(ListingError) { try tick() } catch {
      pass.machine = origin
      return .interrupted
    }
    pass.arrived(from: origin)
    return pass.lastOperation.map { .operation(view(of: $0)) } ?? .step
  }

  private mutating func backwardTarget(
    of motion: Motion, _ origin: MotionStart, _ isInterrupted: () -> Bool
  ) -> Target {
    let here = pass.machine.clock
    func known(_ clock: Int?) -> Target { clock.map(Target.clock) ?? .beginning }
    switch motion {
    case .continue: return .beginning
    case .stepInto: return known(lastStopNotSkipped(before: here, depth: origin.depth)?.clock)
    case .stepOver, .until: return known(pass.history.lastStop(before: here) { origin.ends(motion, backAt: $0) }?.clock)
    case .stepOut: return known(origin.callClock)
    case .stepInstruction: return known(here > pass.history.beginning ? here - 1 : nil)
    case .stepOperation: return lastClock(before: here, isInterrupted) { $0.hasJustRunOperation }
    case .advance(let place):
      let first = (origin.callClock ?? pass.history.beginning - 1) + 1
      switch lastClock(from: first, before: here, isInterrupted, where: { $0.breakpoints.isReached(place, $0.machine) })
      {
      case .beginning: return known(origin.callClock)
      case let other: return other
      }
    case .stepIntoCall(let call):
      let start = pass.history.lastStop(before: here) { origin.ends(.stepOver, backAt: $0) }?.clock
      let index = origin.depth - 1
      let inside = lastClock(from: start ?? pass.history.beginning, before: here, isInterrupted) {
        $0.machine.isAtVisibleStop && $0.machine.isInside(call.instruction, ofFrame: index)
      }
      if case .beginning = inside { return known(start) }
      return inside
    }
  }

  private var hasJustRunOperation: Bool { pass.lastOperation.map { $0.clock == pass.machine.clock } ?? false }

  /// The last clock in `first..<end` at which `holds` is true. Replays the pass between the two clocks.
  private mutating func lastClock(
    from first: Int? = nil, before end: Int, _ isInterrupted: () -> Bool, where holds: @escaping (Debugger) -> Bool
  ) -> Target {
    let first = first ?? pass.history.beginning
    if end <= first { return .beginning }
    var found: Int?
    pass.recordsOperations = true
    defer { pass.recordsOperations = false }
    let isComplete = search(
      first..<end, isInterrupted, mayHold: { _, _ in true }, begin: { _ in },
      look: { debugger, clocks, _, _ in
        if debugger.pass.machine.clock < end, holds(debugger) { clocks.append(debugger.pass.machine.clock) }
      },
      choose: { _, clocks, _ in
        found = clocks.max()
        return found != nil
      })
    return isComplete ? found.map(Target.clock) ?? .beginning : .interrupted
  }
}
