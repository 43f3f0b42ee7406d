import ListingSyntax

/// A call in the statement that a frame is running.
public struct CallSite: Sendable {
  public let instruction: Int
  /// The callee's text in the listing.
  public let callee: String
  public let range: SourceRange
  /// Whether the callee's text has only names, dots and subscripts. Evaluating such a callee has no effect.
  public let isPlain: Bool
  /// Whether the call has returned.
  public let isDone: Bool
}

extension MachineInspector {
  /// The calls of the statement that the frame is running, in the order of the instructions.
  public func callSites(ofFrame index: Int) -> [CallSite] {
    let frame = machine.frames[index]
    let code = frame.code
    let last = code.instructions.count - 1
    if last < 0 { return [] }
    let next = min(frame.next, last)
    let isCalling = index < machine.frames.count - 1
    // While a call runs, `next` is the instruction after the call.
    let current = isCalling ? max(0, next - 1) : next
    let first = code.stops[...current].lastIndex(of: true) ?? 0
    let end = code.stops[(first + 1)...].firstIndex(of: true) ?? code.instructions.count
    return (first..<end).compactMap { position in
      switch code.instructions[position] {
      case .call, .callSpread: break
      default: return nil
      }
      let range = code.ranges[position]
      guard let callee = calleeText(ofCall: code.file.text(in: range)) else { return nil }
      let isPlain = callee.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "[" || $0 == "]" }
      return CallSite(
        instruction: position, callee: callee, range: range, isPlain: isPlain,
        isDone: position < next && !(isCalling && position == next - 1))
    }
  }

  /// The code of the listing that a call of the value would run; nil if the callee is builtin.
  public func codeCalled(by value: Value) -> Code? {
    switch value {
    case .function(let function): return function.code
    case .method(let method): return codeCalled(by: method.callee)
    case .instance(let handle):
      let type = machine.heap.type(of: handle)
      guard
        let method = machine.calledMember(of: type)
      else {
        return nil
      }
      if case .instance = method { return nil }
      return codeCalled(by: method)
    case .type(let type):
      guard let initializer = machine.member("__init__", of: type) else { return nil }
      return codeCalled(by: initializer)
    default: return nil
    }
  }

  /// Whether a call of the value would run fwdb's prelude, which may call code of the listing. True for a `Sequential`.
  public func callsThroughLibrary(_ value: Value) -> Bool {
    switch value {
    case .builtin(let function): if case .prelude = function.body { true } else { false }
    case .method(let method): callsThroughLibrary(method.callee)
    case .instance(let handle):
      (machine.member("__call__", of: machine.heap.type(of: handle))
        ?? machine.member("forward", of: machine.heap.type(of: handle))).map {
          if case .instance = $0 { false } else { callsThroughLibrary($0) }
        } ?? false
    default: false
    }
  }
}
