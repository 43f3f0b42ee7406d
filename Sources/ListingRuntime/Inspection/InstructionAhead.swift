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
    let mayCompute = givesTensorsOfItsOwnNext
    return InstructionAhead(
      depth: frames.count, bytesMade: bytesMade, mayCompute: mayCompute, target: mayCompute ? writtenTarget : nil)
  }

  /// The tensors that the instruction has made, now that it has run: none when it entered a call, or only gave other
  /// views of what was there.
  public func tensorsMade(by instruction: InstructionAhead) -> [Tensor] {
    guard instruction.mayCompute, bytesMade != instruction.bytesMade, frames.count == instruction.depth,
      let value = instruction.target ?? frames[instruction.depth - 1].stack.last
    else { return [] }
    return tensors(in: value)
  }

  /// The views that the instruction has given, without having made a tensor.
  public func viewsGiven(by instruction: InstructionAhead) -> [(cell: StorageCell, tensor: Tensor)] {
    guard instruction.mayCompute, bytesMade == instruction.bytesMade, frames.count == instruction.depth,
      let value = frames[instruction.depth - 1].stack.last
    else { return [] }
    return tensorReferences(in: value).compactMap { reference in
      (try? tensor(reference)).map { (reference.cell, $0) }
    }
  }

  /// Whether the next instruction can be an operation on tensors: not one that only fetches a tensor from where it is.
  private var givesTensorsOfItsOwnNext: Bool {
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
