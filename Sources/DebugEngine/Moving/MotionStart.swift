import ListingRuntime

/// Where a motion began, and what it has to compare with.
struct MotionStart {
  /// How many calls were under way, down to the one that the motion is about.
  let depth: Int
  /// When that call began.
  let began: Int
  let line: Int
  /// Index of the call that made it, among those a person sees.
  let caller: Int?
  /// The clock at which that call stood before making it.
  let callClock: Int?
  /// Where the cursor stood, for a motion that is about an instruction of the call.
  let clock: Int
  private let lines: [Int]

  /// - Parameter index: of the call that the motion is about.
  init(_ machine: Machine, _ index: Int?, _ outline: ListingOutline) {
    clock = machine.clock
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

  func ends(_ motion: Motion, at machine: Machine, _ skips: SkipTable) -> Bool {
    guard let frame = machine.frames.last else { return true }
    if motion == .stepInstruction { return !frame.code.isLibrary }
    guard machine.isAtVisibleStop else { return false }
    let isSameCall = machine.frames.count == depth && frame.began == began
    let hasReturned = machine.frames.count < depth
    switch motion {
    case .stepInto: return !skips.skips(machine, above: depth)
    case .stepOver: return isSameCall || hasReturned
    case .until(let line): return isSameCall && isWanted(frame.line, line, .forward) || hasReturned
    case .advance: return hasReturned
    case .stepIntoCall(let call):
      // The statement is over, or the call has been entered.
      return isSameCall || hasReturned || machine.isInside(call.instruction, ofFrame: depth - 1)
    case .stepOut, .continue, .stepOperation, .stepInstruction: return false
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
