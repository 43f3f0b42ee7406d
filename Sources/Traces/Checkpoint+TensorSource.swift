import Checkpoints
import Tensors

/// A file of tensors can be the other side of a comparison: a trace of another pass, or tensors saved by a framework.
extension Checkpoint: TensorSource {
  public var name: String { path }
  public var tensorNames: [String] { entries.map(\.name) }
  public func shape(ofTensor name: String) -> [Int]? { entry(name)?.shape }
  public func tensor(named name: String) throws -> Tensor { try tensor(name) }
}
