extension MachineInspector {
  /// The operands that a frame has computed but not used yet, in the order of the operand stack. Each operand has its
  /// role in the next instruction. Loop iterators and callees are omitted.
  public func operands(of frame: Frame) -> [(role: String, value: Value)] {
    guard frame.next < frame.code.instructions.count else { return [] }
    let roles = roles(in: frame)
    var result: [(String, Value)] = []
    for (place, value) in frame.stack.enumerated() {
      let fromTop = frame.stack.count - 1 - place
      let role = fromTop < roles.count ? roles[fromTop] : "waiting"
      guard let role else { continue }
      switch value {
      case .tensor, .int, .float, .bool, .string, .list, .tuple, .dictionary, .set, .frozenSet, .none:
        result.append((role, value))
      case .instance(let handle): if !machine.isModule(handle) { result.append((role, value)) }
      default: continue
      }
    }
    return result
  }

  /// The role of each operand in the next instruction, from the top of the operand stack down; nil for the callee and
  /// for the tuple of keywords.
  private func roles(in frame: Frame) -> [String?] {
    switch frame.code.instructions[frame.next] {
    case .binary, .augmented, .compare: return ["right", "left"]
    case .unary, .not: return ["operand"]
    case .returnValue: return ["returned"]
    case .storeLocal(let slot): return [frame.code.locals[slot] + " ="]
    case .loadAttribute(let name): return ["." + frame.code.names[name]]
    case .loadSubscript: return ["index", "subscripted"]
    case .call(let positional, let keywords):
      var names: [String?] = []
      if keywords > 0, case .tuple(let items)? = frame.stack.last {
        names.append(nil)
        for item in items.reversed() {
          if case .string(let name) = item { names.append(name + "=") } else { names.append("keyword") }
        }
      }
      names += (0..<positional).reversed().map { "argument \($0 + 1)" }
      return names + [nil]
    default: return []
    }
  }

  /// The parameters and buffers of a module and of its submodules, at most `limit`. Appending the accessor to an
  /// expression for the module makes an expression for the parameter: `.norm.weight`.
  public func parameterReferences(of handle: Handle, limit: Int) -> [(accessor: String, value: Value)] {
    machine.parameterTree(handle).prefix(limit).map { node in
      let accessor = node.path.split(separator: ".").map { part in
        part.allSatisfy(\.isNumber) ? "[\(part)]" : ".\(part)"
      }
      return (accessor.joined(), .tensor(node.value))
    }
  }
}
