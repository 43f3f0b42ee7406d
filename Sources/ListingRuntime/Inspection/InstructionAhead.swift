import Tensors

/// Data recorded before an instruction, from which the tensors that it made are found after it.
///
/// It contains less than `TensorOperation` and is much faster, for code that looks at every tensor of a pass.
public struct InstructionAhead: Sendable {
  fileprivate let depth: Int
  fileprivate let bytesMade: Int
  fileprivate let mayCompute: Bool
  /// The tensor written into, if the instruction pushes no result.
  fileprivate let target: Value?
}

extension Machine {
  public var instructionAhead: InstructionAhead {
    let mayCompute = mayMakeTensorsNext
    return InstructionAhead(
      depth: frames.count, bytesMade: bytesMade, mayCompute: mayCompute, target: mayCompute ? writtenTarget : nil)
  }

  /// The tensors that the instruction made, after it has run. None if it entered a call or only made views.
  public func tensorsMade(by instruction: InstructionAhead) -> [Tensor] {
    guard instruction.mayCompute, bytesMade != instruction.bytesMade, frames.count == instruction.depth,
      let value = instruction.target ?? frames[instruction.depth - 1].stack.last
    else { return [] }
    return tensors(in: value)
  }

  /// The views that the instruction returned, if it made no new bytes.
  public func viewsGiven(by instruction: InstructionAhead) -> [(cell: StorageCell, tensor: Tensor)] {
    guard instruction.mayCompute, bytesMade == instruction.bytesMade, frames.count == instruction.depth,
      let value = frames[instruction.depth - 1].stack.last
    else { return [] }
    return tensorReferences(in: value).compactMap { reference in
      (try? tensor(reference)).map { (reference.cell, $0) }
    }
  }

  /// Whether the next instruction can be a tensor operation. Fetching a tensor from an attribute or a list does not
  /// count.
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
