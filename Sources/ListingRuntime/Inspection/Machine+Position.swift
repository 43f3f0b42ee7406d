import ListingSyntax
import Tensors

extension Frame {
  /// Whether it stands before the first statement of its call: at the entry, not at a later turn of a loop there.
  ///
  /// - Parameter clock: the machine's.
  public func isAtEntry(clock: Int) -> Bool {
    guard isAtStop, code.stops.firstIndex(of: true) == next else { return false }
    // One instruction at most entered the call, and those before the first statement ran once each.
    return clock - began - next <= 1
  }

  /// Whether it stands before the first statement of a loop's body.
  public func isAtBeginning(of loop: ForLoop) -> Bool {
    guard isAtStop, loop.body.contains(next) else { return false }
    return code.stops[(loop.body.lowerBound + 1)...].firstIndex(of: true) == next
  }

  /// Whether the statement that runs next is the first one on its line, or the line is a loop's and begins a turn.
  public var beginsLine: Bool {
    guard isAtStop else { return false }
    if case .turn = code.instructions[next] { return true }
    return !code.stops.indices.prefix(next).contains { code.stops[$0] && code.lines[$0] == code.lines[next] }
  }
}

extension Frame {
  /// Of the call that is under way in this frame, when another runs above it.
  public var rangeOfCall: SourceRange { code.ranges[max(0, min(next, code.ranges.count) - 1)] }

  public var lineOfCall: Int { Int(code.lines[max(0, min(next, code.lines.count) - 1)]) }
}

extension Machine {
  /// Index of the innermost call that a person wants to see; nil when there is none.
  public var visibleFrame: Int? { frames.lastIndex { !$0.code.isLibrary } }

  /// Whether it stands where stepping by lines may stop.
  public var isAtVisibleStop: Bool {
    // Asked after every instruction: the frame itself is not copied.
    let index = frames.count - 1
    if index < 0 { return false }
    let code = frames[index].code
    return frames[index].next < code.stops.count && code.stops[frames[index].next] && !code.isLibrary
  }

  /// The operand that was made last in the innermost call: just after a call, what it returned.
  public var lastOperand: Value? { frames.last?.stack.last }

  /// Whether a call that an instruction of a frame has made is under way.
  public func isInside(_ instruction: Int, ofFrame index: Int) -> Bool {
    frames.indices.contains(index) && index < frames.count - 1 && frames[index].next == instruction + 1
  }

  public func isModule(_ handle: Handle) -> Bool { heap.type(of: handle).isModule }

  /// Whether calling the module runs no text of a listing.
  public func isBuiltinModule(_ handle: Handle) -> Bool {
    let type = heap.type(of: handle)
    guard type.isModule, case .builtin? = member("__call__", of: type) ?? member("forward", of: type) else {
      return false
    }
    return true
  }

  /// A variable of a call by its name; nil while it has no value.
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
