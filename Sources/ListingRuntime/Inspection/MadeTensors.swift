import Tensors

/// What to know before an instruction so as to tell afterwards which tensors it gave.
///
/// Less than `TensorOperation` knows, and much less work: for whoever looks at all tensors of a pass.
public struct InstructionAhead: Sendable {
  fileprivate let depth: Int
  fileprivate let bytesMade: Int
  fileprivate let mayCompute: Bool
  /// What it writes into, when it leaves no value behind.
  fileprivate let target: Value?
}

extension Machine {
  public var instructionAhead: InstructionAhead {
    let mayCompute = mayComputeWithTensorsNext
    return InstructionAhead(
      depth: frames.count, bytesMade: bytesMade, mayCompute: mayCompute, target: mayCompute ? writtenTarget : nil)
  }

  /// The tensors that the instruction has made, now that it has run: none when it entered a call, or only gave another
  /// view of what was there.
  public func tensorsMade(by instruction: InstructionAhead) -> [Tensor] {
    guard instruction.mayCompute, bytesMade != instruction.bytesMade, frames.count == instruction.depth else {
      return []
    }
    return tensors(in: instruction.target ?? top(instruction.depth - 1))
  }

  /// The view that the instruction has given, without having made a tensor.
  public func viewGiven(by instruction: InstructionAhead) -> (cell: StorageCell, tensor: Tensor)? {
    guard instruction.mayCompute, bytesMade == instruction.bytesMade, frames.count == instruction.depth,
      case .tensor(let reference)? = frames[instruction.depth - 1].stack.last, let tensor = try? tensor(reference)
    else { return nil }
    return (reference.cell, tensor)
  }
}
