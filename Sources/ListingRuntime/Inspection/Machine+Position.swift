import ListingSyntax
import Tensors

extension Frame {
  /// Whether it is at the entry of its call, before the first statement. A later iteration of a loop does not count.
  ///
  /// - Parameter clock: the machine's.
  public func isAtEntry(clock: Int) -> Bool {
    guard isAtStop, code.stops.firstIndex(of: true) == next else { return false }
    // At most one instruction entered the call, and those before the first statement ran once each.
    return clock - began - next <= 1
  }

  /// Whether it is before the first statement of a loop's body.
  public func isAtBeginning(of loop: ForLoop) -> Bool {
    guard isAtStop, loop.body.contains(next) else { return false }
    return code.stops[(loop.body.lowerBound + 1)...].firstIndex(of: true) == next
  }

  /// Whether the next statement is the first one on its line, or the next iteration of a loop begins.
  public var beginsLine: Bool {
    guard isAtStop else { return false }
    if case .stopPoint = code.instructions[next] { return true }
    return !code.stops.indices.prefix(next).contains { code.stops[$0] && code.lines[$0] == code.lines[next] }
  }
}

extension Frame {
  /// The range of the call under way in this frame, if there is a frame above it.
  public var rangeOfCall: SourceRange { code.ranges[max(0, min(next, code.ranges.count) - 1)] }

  public var lineOfCall: Int { Int(code.lines[max(0, min(next, code.lines.count) - 1)]) }
}

extension Machine {
  /// The index of the innermost frame of the listing's own code; nil if there is none.
  public var visibleFrame: Int? { frames.lastIndex { !$0.code.isLibrary } }

  /// Whether the innermost frame is at a stop in the listing's own code.
  public var isAtVisibleStop: Bool {
    // Called after every instruction, so it does not copy the frame.
    let index = frames.count - 1
    if index < 0 { return false }
    let code = frames[index].code
    return frames[index].next < code.stops.count && code.stops[frames[index].next] && !code.isLibrary
  }

  /// The last operand of the innermost frame. Just after a call it is the return value.
  public var lastOperand: Value? { frames.last?.stack.last }

  /// Whether a call made by an instruction of a frame is under way.
  public func isInside(_ instruction: Int, ofFrame index: Int) -> Bool {
    frames.indices.contains(index) && index < frames.count - 1 && frames[index].next == instruction + 1
  }

  public func isModule(_ handle: Handle) -> Bool { heap.type(of: handle).isModule }

  /// Whether calling the module runs no code of a listing.
  public func isBuiltinModule(_ handle: Handle) -> Bool {
    let type = heap.type(of: handle)
    guard type.isModule, case .builtin? = member("__call__", of: type) ?? member("forward", of: type) else {
      return false
    }
    return true
  }

  /// A variable of a frame by name; nil while it has no value.
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
