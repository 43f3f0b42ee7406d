import Tensors

/// A record made before an instruction runs. After the instruction has run, the record shows which tensors the
/// instruction computed.
///
/// The record has less information than `TensorOperation` and is much faster to make. Code that visits every tensor of
/// a pass uses this record.
public struct InstructionAhead: Sendable {
  fileprivate let depth: Int
  fileprivate let bytesMade: Int
  fileprivate let mayCompute: Bool
  /// The tensor that an assignment such as `x[i] = y` writes into; nil for an instruction that pushes its result.
  fileprivate let target: Value?
}

extension Machine {
  public var instructionAhead: InstructionAhead {
    let mayCompute = mayMakeTensorsNext
    return InstructionAhead(
      depth: frames.count, bytesMade: bytesMade, mayCompute: mayCompute, target: mayCompute ? writtenTarget : nil)
  }

  /// The tensors that the instruction made. Call this method after the instruction has run. The result is empty if the
  /// instruction entered a call or made only views.
  public func tensorsMade(by instruction: InstructionAhead) -> [Tensor] {
    guard instruction.mayCompute, bytesMade != instruction.bytesMade, frames.count == instruction.depth,
      let value = instruction.target ?? frames[instruction.depth - 1].stack.last
    else { return [] }
    return tensors(in: value)
  }

  /// The views that the instruction returned, with their storage cells. The result is empty if the instruction entered
  /// a call or made tensor bytes.
  public func viewsGiven(by instruction: InstructionAhead) -> [(cell: StorageCell, tensor: Tensor)] {
    guard instruction.mayCompute, bytesMade == instruction.bytesMade, frames.count == instruction.depth,
      let value = frames[instruction.depth - 1].stack.last
    else { return [] }
    return tensorReferences(in: value).compactMap { reference in
      (try? tensor(reference)).map { (reference.cell, $0) }
    }
  }

  /// Whether the next instruction can be a tensor operation. Reading a tensor from an attribute or a list is not a
  /// tensor operation.
  private var mayMakeTensorsNext: Bool {
    guard mayComputeWithTensorsNext, let frame = frames.last else { return false }
    switch frame.code.instructions[frame.next] {
    case .loadAttribute(let index): return ["T", "mT"].contains(frame.code.names[index])
    case .loadSubscript:
      if case .tensor = frame.peek(1) { return true }
      return false
    default: return true
    }
  }
}
