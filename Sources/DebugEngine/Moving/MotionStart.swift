import ListingRuntime

/// The position where a motion started. It determines where the motion ends.
struct MotionStart {
  /// The number of frames from the outermost frame to the motion's own frame, both included.
  let depth: Int
  /// The clock when the motion's frame began.
  let began: Int
  let line: Int
  /// Index of the calling frame. Frames of the runtime are skipped, because users do not see them.
  let caller: Int?
  /// The clock just before the call that began the motion's frame.
  let callClock: Int?
  /// The cursor's clock at the start.
  let clock: Int
  private let lines: [Int]

  /// - Parameter index: index of the motion's frame in the machine; nil at the end of the pass.
  init(_ machine: Machine, _ index: Int?, _ outline: ListingOutline) {
    clock = machine.clock
    guard let index else {
      // At the end of the pass there is no frame. `depth` is `Int.max`, so a motion backward can end at a stop of any
      // depth.
      (depth, began, line, caller, callClock, lines) = (.max, -1, .max, nil, nil, [])
      return
    }
    let frame = machine.frames[index]
    depth = index + 1
    began = frame.began
    line = frame.line
    caller = machine.frames[..<index].lastIndex { !$0.code.isLibrary }
    // Use the first frame above the caller, because a frame of the runtime may be between the caller and this frame.
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
      // Stop when the statement is over or when the chosen call has begun.
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

  /// Whether `line` is the wanted line. If the wanted line has no code, the next line with code counts. If `wanted` is
  /// nil, accepts any later line in a motion forward, and any earlier line in a motion backward.
  private func isWanted(_ line: Int, _ wanted: Int?, _ direction: Direction) -> Bool {
    guard let wanted else { return direction == .forward ? line > self.line : line < self.line }
    return line == lines.first { $0 >= wanted } ?? wanted
  }
}
