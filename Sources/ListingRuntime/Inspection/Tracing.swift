import Tensors

/// A value that came to be while the machine ran, under the name that traces give it.
///
/// `encoder.encoders.3.self_attn:forward_attention.scores` is a local variable of a call on that module;
/// `encoder.encoders.3.norm_mha` is what that module returned.
public struct TraceEvent: Sendable {
  public enum Subject: Sendable, Hashable {
    case variable(module: String, function: String, name: String)
    case result(module: String)
  }
  public let subject: Subject
  public let value: Value

  /// The name without a count of assignments or calls.
  public var name: String {
    switch subject {
    case .variable(let module, let function, let name): "\(module):\(function).\(name)"
    case .result(let module): module
    }
  }
}

extension Machine {
  /// Runs the next instruction and tells what came to be: a local variable of a module's method, or the result of a module.
  public mutating func stepTracing() throws(ListingError) -> TraceEvent? {
    let f = frames.count - 1
    var event: TraceEvent?
    var called: (path: String, depth: Int)?
    switch frames[f].code.instructions[frames[f].next] {
    case .storeLocal(let slot):
      if let path = modulePath(of: frames[f]) {
        event = TraceEvent(
          subject: .variable(module: path, function: frames[f].code.name, name: frames[f].code.locals[slot]),
          value: top(f))
      }
    case .returnValue:
      // What `forward` returns is what the module returned, as far as anyone outside can see.
      if frames[f].code.name == "forward" || frames[f].code.isLibrary, let path = resultPath(of: frames[f]) {
        event = TraceEvent(subject: .result(module: path), value: top(f))
      }
    case .call(let positional, let keywords):
      let base = frames[f].stack.count - positional - keywords - (keywords > 0 ? 1 : 0) - 1
      if case .instance(let handle) = frames[f].stack[base], let path = path(of: handle, reachedFrom: frames[f]) {
        called = (path, frames.count)
      }
    default: break
    }
    try step()
    // A built-in module has answered at once.
    if let called, frames.count == called.depth {
      event = TraceEvent(subject: .result(module: called.path), value: top(f))
    }
    return event
  }

  private func resultPath(of frame: Frame) -> String? {
    guard case .instance(let handle)? = frame.receiver else { return nil }
    return frames.count > 1 ? path(of: handle, reachedFrom: frames[frames.count - 2]) : modulePaths[handle]
  }

  /// One module may hang in several places (an activation that all layers share): the place meant is the one it is called
  /// through, when the caller's `self` has it as an attribute.
  private func path(of handle: Handle, reachedFrom caller: Frame) -> String? {
    if case .instance(let owner)? = caller.receiver, let prefix = modulePaths[owner] {
      for child in submodules(of: owner) where child.handle == handle {
        return prefix.isEmpty ? child.name : "\(prefix).\(child.name)"
      }
    }
    return modulePaths[handle]
  }

  /// The tensor behind a value, when it is one.
  public func tensor(in value: Value) -> Tensor? {
    if case .tensor(let reference) = value { return try? tensor(reference) }
    return nil
  }
}
