import ListingSyntax
import Tensors

/// A value that a pass computed, with its name in a trace.
///
/// Examples of names: `encoder.encoders.3.self_attn:forward_attention.scores#2` is the second value of the variable
/// `scores` in one call of the module. `encoder.encoders.3.norm_mha` is the module's return value.
/// `encoder.encoders.3@2` is the return value of the module's second call.
public struct TraceEvent: Sendable {
  public enum Subject: Sendable, Hashable {
    case variable(module: String, function: String, name: String)
    case result(module: String)
  }
  public let subject: Subject
  public let value: Value
  /// The number of the module's call, counted from 1 for each function separately. Example: if `forward` runs once and
  /// `forward_chunk` three times, the call of `forward` has the number 1, and the calls of `forward_chunk` have the
  /// numbers 1 to 3.
  public let call: Int
  /// The number of the variable's assignment within the call, counted from 1; 0 for a return value.
  public let assignment: Int
  public let place: Place

  /// The file, the function and the line that computed the value.
  public struct Place: Sendable, Hashable {
    /// The file's path in the listing: `attention.py`.
    public let file: String
    public let line: Int
    /// The function's qualified name: `MultiHeadedAttention.forward_attention`.
    public let function: String

    public init(file: String, line: Int, function: String) {
      self.file = file
      self.line = line
      self.function = function
    }
  }

  /// The name without the assignment number. From the module's second call on, the name contains the call number.
  public var name: String {
    let count = call > 1 ? "@\(call)" : ""
    switch subject {
    case .variable(let module, let function, let name): return "\(module)\(count):\(function).\(name)"
    case .result(let module): return (module.isEmpty ? "model" : module) + count
    }
  }

  /// A name that no other value has: for a variable, `name` with `#` and the assignment number.
  public var exactName: String { assignment > 0 ? "\(name)#\(assignment)" : name }
}

/// Runs a machine and reports the values that a module computes: each value that a module's method assigns to a local
/// variable, and the return value of each module. The values in functions that such a method calls are reported too.
public struct Tracer: Sendable {
  /// A running call of a module. While the module calls its own methods or functions outside modules, the same
  /// `ModuleCall` applies.
  private struct ModuleCall {
    let path: String
    let function: String
    let number: Int
    /// The index, in the call stack, of the call's first frame.
    let frame: Int
    /// Whether the first frame runs `forward`, so that its return value is the return value of the module.
    let isOfModule: Bool
    var assignments: [String: Int] = [:]
  }

  private var calls: [ModuleCall] = []
  /// For each frame of the machine: the clock when the frame began, and the index in `calls` of the module call that
  /// contains the frame; nil outside modules.
  private var frames: [(began: Int, call: Int?)] = []
  private var numbers: [String: Int] = [:]
  /// The slots of comprehension targets, for each code object. Assignments to these slots are not reported.
  private var hiddenSlots: [ObjectIdentifier: Set<Int>] = [:]

  public init() {}

  /// Runs the next instruction. Returns the value to report; nil for most instructions.
  public mutating func step(_ machine: inout Machine) throws(ListingError) -> TraceEvent? {
    if frames.count != machine.frames.count || frames.last?.began != machine.frames.last?.began { follow(machine) }
    let f = machine.frames.count - 1
    let frame = machine.frames[f]
    var event: TraceEvent?
    var called: (path: String, depth: Int)?
    switch frame.code.instructions[frame.next] {
    case .storeLocal(let slot):
      if !hidden(in: frame.code).contains(slot) { event = assignment(of: frame.code.locals[slot], machine) }
    case .storeCell(let cell): event = assignment(of: frame.code.cells[cell], machine)
    case .returnValue:
      if let index = frames[f].call, calls[index].frame == f, calls[index].isOfModule {
        let call = calls[index]
        event = TraceEvent(
          subject: .result(module: call.path), value: machine.top(f), call: call.number, assignment: 0,
          place: place(machine))
      }
    case let instruction: if let depth = instruction.calleeDepth { called = builtin(depth, machine) }
    }
    let place = called == nil ? nil : self.place(machine)
    try machine.step()
    // The call of a builtin module has already returned: report its result.
    if let called, let place, machine.frames.count == called.depth {
      event = TraceEvent(
        subject: .result(module: called.path), value: machine.top(f), call: count("\(called.path):forward"),
        assignment: 0, place: place)
    }
    return event
  }

  // MARK: Calls

  private mutating func follow(_ machine: Machine) {
    while frames.count > machine.frames.count
      || frames.last.map({ $0.began != machine.frames[frames.count - 1].began }) ?? false
    {
      frames.removeLast()
      if calls.last?.frame == frames.count { calls.removeLast() }
    }
    while frames.count < machine.frames.count {
      let index = frames.count
      let frame = machine.frames[index]
      let outer = index > 0 ? frames[index - 1].call : nil
      frames.append((frame.began, outer))
      guard case .instance(let handle)? = frame.receiver, machine.isModule(handle),
        let path = machine.path(of: handle, reachedFrom: index > 0 ? machine.frames[index - 1] : nil)
      else { continue }
      if let outer, calls[outer].path == path { continue }
      let function = frame.code.isLibrary ? "forward" : frame.code.name
      calls.append(
        ModuleCall(
          path: path, function: function, number: count("\(path):\(function)"), frame: index,
          isOfModule: function == "forward"))
      frames[index].call = calls.count - 1
    }
  }

  private mutating func count(_ key: String) -> Int {
    numbers[key, default: 0] += 1
    return numbers[key]!
  }

  /// The path of the builtin module that the next instruction calls, and the current number of frames. Nil if the
  /// callee is not a builtin module. The callee is `depth` positions below the top of the operand stack.
  private func builtin(_ depth: Int, _ machine: Machine) -> (path: String, depth: Int)? {
    let frame = machine.frames[machine.frames.count - 1]
    guard depth < frame.stack.count, case .instance(let handle) = frame.peek(depth), machine.isModule(handle),
      let path = machine.path(of: handle, reachedFrom: frame)
    else { return nil }
    return (path, machine.frames.count)
  }

  // MARK: Variables

  private mutating func assignment(of name: String, _ machine: Machine) -> TraceEvent? {
    let frame = machine.frames[machine.frames.count - 1]
    guard !frame.code.isLibrary, let index = frames[machine.frames.count - 1].call else { return nil }
    let function = frame.code.name
    calls[index].assignments["\(function).\(name)", default: 0] += 1
    let call = calls[index]
    return TraceEvent(
      subject: .variable(module: call.path, function: function, name: name),
      value: machine.top(machine.frames.count - 1),
      call: call.number, assignment: call.assignments["\(function).\(name)"]!, place: place(machine))
  }

  /// The innermost position in the listing's own code, outside fwdb's prelude.
  private func place(_ machine: Machine) -> TraceEvent.Place {
    let index = machine.visibleFrame ?? machine.frames.count - 1
    let frame = machine.frames[index]
    let line = index == machine.frames.count - 1 ? frame.line : frame.lineOfCall
    return TraceEvent.Place(file: frame.code.file.name, line: line, function: frame.code.qualifiedName)
  }

  private mutating func hidden(in code: Code) -> Set<Int> {
    if let known = hiddenSlots[ObjectIdentifier(code)] { return known }
    let slots = code.comprehensionSlots(outside: -1)
    hiddenSlots[ObjectIdentifier(code)] = slots
    return slots
  }
}

extension Machine {
  /// The path of a module. A module has several paths if, for instance, all layers share an activation. If the module
  /// is an attribute of the caller's `self`, returns the path through `self`.
  fileprivate func path(of handle: Handle, reachedFrom caller: Frame?) -> String? {
    if case .instance(let owner)? = caller?.receiver, let prefix = modulePaths[owner] {
      for child in submodules(of: owner) where child.handle == handle {
        return prefix.isEmpty ? child.name : "\(prefix).\(child.name)"
      }
    }
    return modulePaths[handle]
  }

  /// The tensor in a value; nil if the value is not a tensor.
  public func tensor(in value: Value) -> Tensor? {
    if case .tensor(let reference) = value { return try? tensor(reference) }
    return nil
  }
}
