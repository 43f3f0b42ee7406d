import ListingSyntax
import Tensors

/// A value that the pass computed, under its name in a trace.
///
/// `encoder.encoders.3.self_attn:forward_attention.scores#2` is the second value assigned to a local variable in a call
/// on that module; `encoder.encoders.3.norm_mha` is that module's return value; `encoder.encoders.3@2` is the return
/// value of its second call.
public struct TraceEvent: Sendable {
  public enum Subject: Sendable, Hashable {
    case variable(module: String, function: String, name: String)
    case result(module: String)
  }
  public let subject: Subject
  public let value: Value
  /// The number of the module's call, from 1. Each function is counted separately: a module whose `forward` runs once
  /// and whose `forward_chunk` runs three times has one call of the first and three of the second.
  public let call: Int
  /// The number of the variable's assignment within that call, from 1; 0 for a return value.
  public let assignment: Int
  public let place: Place

  /// Where in the listing the value was computed.
  public struct Place: Sendable, Hashable {
    /// `attention.py`
    public let file: String
    public let line: Int
    /// `MultiHeadedAttention.forward_attention`
    public let function: String

    public init(file: String, line: Int, function: String) {
      self.file = file
      self.line = line
      self.function = function
    }
  }

  /// The name without the assignment number. The call number is included from the second call on.
  public var name: String {
    let count = call > 1 ? "@\(call)" : ""
    switch subject {
    case .variable(let module, let function, let name): return "\(module)\(count):\(function).\(name)"
    case .result(let module): return (module.isEmpty ? "model" : module) + count
    }
  }

  /// The name of this value alone, with `#n` for a variable.
  public var exactName: String { assignment > 0 ? "\(name)#\(assignment)" : name }
}

/// Runs a machine and reports each assignment to a local variable in a module's method, or in a function called from
/// one, and the return value of each module.
public struct Tracer: Sendable {
  /// A call of a module, including its calls of its own methods and of functions outside modules.
  private struct ModuleCall {
    let path: String
    let function: String
    let number: Int
    /// The index of the frame in which it began.
    let frame: Int
    /// Whether the frame's return value is the module's return value.
    let isOfModule: Bool
    var assignments: [String: Int] = [:]
  }

  private var calls: [ModuleCall] = []
  /// For each frame of the machine, the clock at which it began, and its module call if any.
  private var frames: [(began: Int, call: Int?)] = []
  private var numbers: [String: Int] = [:]
  /// Slots of comprehension targets, which are not reported.
  private var hiddenSlots: [ObjectIdentifier: Set<Int>] = [:]

  public init() {}

  /// Runs the next instruction. Returns the reported value, nil for most instructions.
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
    // A builtin module has already returned.
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

  /// The builtin module `depth` places below the top of the stack, if its call runs no code of a listing.
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

  /// The position in the listing's own code, outside fwdb's prelude.
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
  /// The path of a module. A module can have several paths (an activation that all layers share). If it is an attribute
  /// of the caller's `self`, that path is returned.
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
