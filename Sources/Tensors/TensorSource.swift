/// Named tensors that are read on request: from a checkpoint, a trace, or another pass.
public protocol TensorSource: Sendable {
  /// The name of the source for the user: for a file, its path.
  var name: String { get }
  /// The names of all tensors, in the order of the source.
  var tensorNames: [String] { get }
  /// The shape of the tensor, without reading its elements. Nil when there is no tensor of this name.
  func shape(ofTensor name: String) -> [Int]?
  /// - Throws: when there is no tensor of this name, or when its bytes cannot be read.
  func tensor(named name: String) throws -> Tensor
}
