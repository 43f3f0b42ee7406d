import ListingRuntime

extension Debugger {
  /// Moves the cursor `count` times, or until something else stops it: a breakpoint, an error, the end.
  ///
  /// - Parameters:
  ///   - frame: for `stepOut` and `until` the call that is meant, 0 being the innermost; the others mean that one.
  ///   - isInterrupted: asked before each instruction. The tensor operation under way looks at the machine's own
  ///     `Compute.cancellation`.
  public mutating func move(
    _ motion: Motion, _ direction: Direction = .forward, count: Int = 1, frame: Int = 0,
    isInterrupted: () -> Bool = { false }
  ) -> StopReason {
    let origin = machine
    var reason = StopReason.step
    for turn in 0..<max(count, 1) {
      reason =
        switch direction {
        case .forward: forward(motion, frame, isInterrupted)
        case .backward: backward(motion, frame, isInterrupted)
        }
      let goesOn =
        switch reason {
        case .step, .returned: true
        // A count with `continue` counts breakpoints.
        case .breakpoint: motion == .continue
        default: false
        }
      if !goesOn || turn == count - 1 { break }
    }
    arrived(from: machine.clock == origin.clock ? previous : origin)
    return reason
  }

  private func origin(of motion: Motion, _ frame: Int) -> Origin {
    let index =
      switch motion {
      case .stepOut, .until: machineFrame(frame) ?? machine.visibleFrame
      case .stepInto, .stepOver, .continue, .stepInstruction: machine.visibleFrame
      }
    return Origin(machine, index, breakpoints.outline)
  }

  // MARK: Forward

  private mutating func forward(_ motion: Motion, _ frame: Int, _ isInterrupted: () -> Bool) -> StopReason {
    let origin = origin(of: motion, frame)
    return forward(isInterrupted) { debugger in
      if motion == .stepOut, let value = debugger.valueReturned(since: origin) { return .returned(value) }
      if let reason = debugger.breakpointReached() { return reason }
      return origin.ends(motion, at: debugger.machine) ? .step : nil
    }
  }

  /// What the call at the origin gave, as soon as a call that a person sees goes on after it.
  private func valueReturned(since origin: Origin) -> ValueView? {
    guard machine.frames.count < origin.depth, let frame = machine.frames.last, !frame.code.isLibrary,
      machine.visibleFrame == origin.caller
    else { return nil }
    return machine.lastOperand.map { view(of: $0, in: machine) } ?? .text("None", type: "NoneType")
  }

  // MARK: Backward

  private mutating func backward(_ motion: Motion, _ frame: Int, _ isInterrupted: () -> Bool) -> StopReason {
    let here = machine.clock
    let origin = origin(of: motion, frame)
    let target: Int?
    switch motion {
    case .continue: target = nil
    case .stepInto: target = history.lastStop(before: here) { _ in true }?.clock
    case .stepOver, .until: target = history.lastStop(before: here) { origin.ends(motion, backAt: $0) }?.clock
    case .stepOut: target = origin.callClock
    case .stepInstruction: target = here > history.beginning ? here - 1 : nil
    }
    if motion != .stepInstruction, motion != .stepInto {
      switch lastBreakpoint(in: (target ?? history.beginning - 1) + 1..<here, isInterrupted) {
      case .reached(let clock, let reason): return travel(to: clock, isInterrupted) ? reason : .interrupted
      case .none: break
      case .interrupted: return .interrupted
      }
    }
    if let target {
      if !travel(to: target, isInterrupted) { return .interrupted }
      while motion == .stepInstruction, machine.frames.last?.code.isLibrary == true, machine.clock > history.beginning {
        if !travel(to: machine.clock - 1, isInterrupted) { return .interrupted }
      }
      return .step
    }
    let first = min(history.stops.first?.clock ?? here, here)
    return travel(to: first, isInterrupted) ? .beginning : .interrupted
  }
}

/// Where a motion began, and what it has to compare with.
private struct Origin {
  /// How many calls were under way, down to the one that the motion is about.
  let depth: Int
  /// When that call began.
  let began: Int
  let line: Int
  /// Index of the call that made it, among those a person sees.
  let caller: Int?
  /// The clock at which that call stood before making it.
  let callClock: Int?
  private let lines: [Int]

  /// - Parameter index: of the call that the motion is about.
  init(_ machine: Machine, _ index: Int?, _ outline: ListingOutline) {
    guard let index else {
      // Past the end every call is further in.
      (depth, began, line, caller, callClock, lines) = (.max, -1, .max, nil, nil, [])
      return
    }
    let frame = machine.frames[index]
    depth = index + 1
    began = frame.began
    line = frame.line
    caller = machine.frames[..<index].lastIndex { !$0.code.isLibrary }
    // Through the runtime's own calls in between.
    callClock = caller.map { machine.frames[$0 + 1].began }
    lines = outline.lines[frame.code.file.name] ?? []
  }

  func ends(_ motion: Motion, at machine: Machine) -> Bool {
    guard let frame = machine.frames.last else { return true }
    if motion == .stepInstruction { return !frame.code.isLibrary }
    guard machine.isAtVisibleStop else { return false }
    let isSameCall = machine.frames.count == depth && frame.began == began
    let hasReturned = machine.frames.count < depth
    switch motion {
    case .stepInto: return true
    case .stepOver: return isSameCall || hasReturned
    case .until(let line): return isSameCall && isWanted(frame.line, line, .forward) || hasReturned
    case .stepOut, .continue, .stepInstruction: return false
    }
  }

  func ends(_ motion: Motion, backAt stop: StopRecord) -> Bool {
    let isSameCall = stop.depth == depth && stop.began == began
    if case .until(let line) = motion {
      return isSameCall && isWanted(Int(stop.line), line, .backward) || stop.depth < depth
    }
    return isSameCall || stop.depth < depth
  }

  /// A line without code stands for the next one with some.
  private func isWanted(_ line: Int, _ wanted: Int?, _ direction: Direction) -> Bool {
    guard let wanted else { return direction == .forward ? line > self.line : line < self.line }
    return line == lines.first { $0 >= wanted } ?? wanted
  }
}
