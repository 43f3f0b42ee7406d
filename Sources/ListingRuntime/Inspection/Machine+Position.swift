import ListingSyntax
import Tensors

extension Frame {
  /// Whether the frame is at its first statement for the first time. False in a later iteration of a loop that begins
  /// with this statement.
  ///
  /// - Parameter clock: the machine's current clock.
  public func isAtEntry(clock: Int) -> Bool {
    guard isAtStop, code.stops.firstIndex(of: true) == next else { return false }
    // Count the instructions since the call began. One instruction may have entered the call. On the first visit, each
    // instruction before the first statement has run once. A larger count means a later iteration.
    return clock - began - next <= 1
  }

  /// Whether the frame is before the first statement of the loop's body.
  public func isAtBeginning(of loop: ForLoop) -> Bool {
    guard isAtStop, loop.body.contains(next) else { return false }
    return code.stops[(loop.body.lowerBound + 1)...].firstIndex(of: true) == next
  }

  /// Whether the frame is before the first statement on a line, or before the next iteration of a loop.
  public var beginsLine: Bool {
    guard isAtStop else { return false }
    if case .stopPoint = code.instructions[next] { return true }
    return !code.stops.indices.prefix(next).contains { code.stops[$0] && code.lines[$0] == code.lines[next] }
  }
}

extension Frame {
  /// The source range of the running call that this frame made. While the call runs, `next` is the instruction after
  /// the call. Use this property only if the frame has a callee.
  public var rangeOfCall: SourceRange { code.ranges[max(0, min(next, code.ranges.count) - 1)] }

  public var lineOfCall: Int { Int(code.lines[max(0, min(next, code.lines.count) - 1)]) }
}

extension Machine {
  /// The index of the innermost frame of the listing's own code; nil if there is none.
  public var visibleFrame: Int? { frames.lastIndex { !$0.code.isLibrary } }

  /// Whether the innermost frame is at a stop in the listing's own code.
  public var isAtVisibleStop: Bool {
    // Copying the frame would be too slow: this runs after every instruction.
    let index = frames.count - 1
    if index < 0 { return false }
    let code = frames[index].code
    return frames[index].next < code.stops.count && code.stops[frames[index].next] && !code.isLibrary
  }

  /// The top of the innermost frame's operand stack. Just after a call, the top is the return value.
  public var lastOperand: Value? { frames.last?.stack.last }

  /// Whether a call made by the instruction at index `instruction` is still running in the frame at `index`. While the
  /// call runs, the frame's `next` is `instruction + 1`.
  public func isInside(_ instruction: Int, ofFrame index: Int) -> Bool {
    frames.indices.contains(index) && index < frames.count - 1 && frames[index].next == instruction + 1
  }

  public func isModule(_ handle: Handle) -> Bool { heap.type(of: handle).isModule }

  /// Whether fwdb itself implements the module's call, as for `Linear`. True also for a `Sequential`, although its
  /// submodules may be modules of the listing.
  public func isBuiltinModule(_ handle: Handle) -> Bool {
    let type = heap.type(of: handle)
    guard type.isModule, case .builtin? = calledMember(of: type) else {
      return false
    }
    return true
  }

  /// The value of a frame's variable, by name. Nil if the variable is unassigned, or if the frame has no such variable.
  public func variable(_ name: String, of index: Int) -> Value? {
    let frame = frames[index]
    let code = frame.code
    if !code.cells.contains(name), let slot = code.locals.firstIndex(of: name), code.locals.lastIndex(of: name) == slot
    {
      return frame.locals[slot].value
    }
    return inspector.variables(of: frame).first { $0.name == name }?.value
  }
}
