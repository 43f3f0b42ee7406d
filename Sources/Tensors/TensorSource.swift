/// Tensors by name, each read on request: a file of weights, a trace, or another pass.
public protocol TensorSource: Sendable {
  /// The source's name for the user: the path of a file.
  var name: String { get }
  /// The names of all tensors, in the source's own order.
  var tensorNames: [String] { get }
  /// The shape of a tensor, without reading its elements; nil when there is none of that name.
  func shape(ofTensor name: String) -> [Int]?
  /// - Throws: when there is no tensor of that name, or its bytes cannot be read.
  func tensor(named name: String) throws -> Tensor
}
