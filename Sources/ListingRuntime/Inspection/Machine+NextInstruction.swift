import ListingSyntax
import Tensors

extension Machine {
  /// What the next instruction does. `other` means that interventions do not apply to the instruction.
  public enum NextEffect: Sendable {
    /// The instruction assigns to a local variable of the innermost frame.
    case stores(slot: Int)
    /// The instruction returns from the innermost frame.
    case returns
    /// The instruction calls a module.
    case calls(Handle)
    case other
  }

  public var nextEffect: NextEffect {
    let f = frames.count - 1
    guard f >= 0, frames[f].next < frames[f].code.instructions.count else { return .other }
    switch frames[f].code.instructions[frames[f].next] {
    case .storeLocal(let slot): return .stores(slot: slot)
    case .returnValue: return .returns
    case let instruction:
      guard let depth = instruction.calleeDepth, depth < frames[f].stack.count,
        case .instance(let handle) = frames[f].peek(depth), isModule(handle)
      else { return .other }
      return .calls(handle)
    }
  }

  /// Whether the innermost frame runs the complete call of its module: `forward`, but not a `super().forward(…)` that
  /// `forward` calls.
  public var isWholeModuleCall: Bool {
    guard let frame = frames.last, frame.code.name == "forward" || frame.code.name == "__call__",
      case .instance(let handle)? = frame.receiver
    else { return false }
    guard let caller = frames.dropLast().last(where: { !$0.code.isLibrary }), caller.code.name == frame.code.name,
      case .instance(handle)? = caller.receiver
    else { return true }
    return false
  }

  /// Whether the next instruction can change a variable, an attribute, an item or a tensor.
  public var mayChangeStateNext: Bool {
    guard let frame = frames.last, frame.next < frame.code.instructions.count else { return false }
    switch frame.code.instructions[frame.next] {
    case .storeLocal, .deleteLocal, .storeCell, .deleteCell, .storeGlobal, .deleteGlobal, .storeName, .deleteName,
      .storeAttribute, .deleteAttribute, .storeSubscript, .deleteSubscript, .augmented, .call, .callSpread,
      .returnValue:
      return true
    default: return false
    }
  }

  /// The builtin layer that the next instruction calls; nil for other instructions. A builtin layer has no `forward` in
  /// the listing, so a breakpoint at the layer stops before this instruction.
  public var builtinModuleCalledNext: Handle? {
    guard let frame = frames.last, frame.next < frame.code.instructions.count else { return nil }
    guard let depth = frame.code.instructions[frame.next].calleeDepth, depth < frame.stack.count,
      case .instance(let handle) = frame.peek(depth), isBuiltinModule(handle)
    else { return nil }
    return handle
  }
}
