import ListingRuntime

/// Where a motion started, to decide where it ends.
struct MotionStart {
  /// How many frames were on the stack, up to the motion's own frame.
  let depth: Int
  /// The clock when that frame began.
  let began: Int
  let line: Int
  /// Index of the frame that called it, among those that users see.
  let caller: Int?
  /// The caller's clock just before the call.
  let callClock: Int?
  /// The cursor's clock, for motions that count instructions.
  let clock: Int
  private let lines: [Int]

  /// - Parameter index: of the motion's own frame.
  init(_ machine: Machine, _ index: Int?, _ outline: ListingOutline) {
    clock = machine.clock
    guard let index else {
      // At the end of the pass every frame counts as an inner one.
      (depth, began, line, caller, callClock, lines) = (.max, -1, .max, nil, nil, [])
      return
    }
    let frame = machine.frames[index]
    depth = index + 1
    began = frame.began
    line = frame.line
    caller = machine.frames[..<index].lastIndex { !$0.code.isLibrary }
    // Internal frames of the runtime may be between the caller and the frame.
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
      // The statement is over, or the call has begun.
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

  /// A line without code stands for the next line with code.
  private func isWanted(_ line: Int, _ wanted: Int?, _ direction: Direction) -> Bool {
    guard let wanted else { return direction == .forward ? line > self.line : line < self.line }
    return line == lines.first { $0 >= wanted } ?? wanted
  }
}
