import ListingRuntime
import Tensors

/// Two tensors of the same shape and their difference.
public struct TensorComparison: Sendable {
  /// First minus second tensor, element by element, as float32. Equal infinities have the difference 0.
  public let difference: TensorElements
  /// The second tensor, expanded to the shape of the first.
  public let other: TensorElements
  /// Measures of the difference, such as the greatest difference and the cosine.
  public let figures: Comparison
}

/// Why a comparison is not possible.
public enum ComparisonProblem: Error, Sendable {
  /// There was no earlier stop, or the frame did not exist at the earlier stop.
  case noStopBefore
  /// The selected frame is not within a layer.
  case notInLayer
  /// The model has no layer with this number. `count` is the number of layers, if known.
  case noSuchLayer(Int, count: Int?)
  /// The layer never runs the line where the cursor is.
  case notReached(layer: Int)
  case shapes(own: [Int], other: [Int])
  case noTensor(String)
  case failed(ListingError)
  case interrupted
}

extension ComparisonProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noStopBefore: "this call had no earlier stop to compare with"
    case .notInLayer: "the selected frame is in no layer: step into one first"
    case .noSuchLayer(let number, let count):
      "there is no layer \(number)" + (count.map { "; layers are 1 to \($0)" } ?? "")
    case .notReached(let layer): "layer \(layer) never runs this line"
    case .shapes(let own, let other):
      "the shapes differ: \(shapeDescription(own)) and \(shapeDescription(other))"
    case .noTensor(let name): "\(name) is not a tensor"
    case .failed(let error): error.summary
    case .interrupted: "stopped"
    }
  }
}

extension TensorElements {
  /// Compares this tensor with another tensor. The other tensor is broadcast to this tensor's shape.
  public func compared(with other: TensorElements) throws(ComparisonProblem) -> TensorComparison {
    do throws(TensorError) {
      let second = other.shape == shape ? other.tensor : try other.tensor.expanded(to: shape)
      if tensor.dtype.isComplex || second.dtype.isComplex {
        // For complex tensors, the difference contains |a − b|.
        return TensorComparison(
          difference: TensorElements(tensor: try Compute().subtract(tensor, second).magnitudes, cache: cache),
          other: TensorElements(tensor: second, cache: cache), figures: try Tensors.compare(tensor, with: second))
      }
      let (a, b) = (tensor.converted(to: .float32), second.converted(to: .float32))
      let difference = Tensor(
        a.withElements(of: Float.self) { a in
          b.withElements(of: Float.self) { b in
            [Float](unsafeUninitializedCapacity: a.count) { result, count in
              count = a.count
              for index in 0..<a.count { result[index] = a[index] == b[index] ? 0 : a[index] - b[index] }
            }
          }
        }, shape: shape)
      let figures = try Tensors.compare(tensor, with: second)
      return TensorComparison(
        difference: TensorElements(tensor: difference, cache: cache),
        other: TensorElements(tensor: second, cache: cache), figures: figures)
    } catch {
      throw .shapes(own: shape, other: other.shape)
    }
  }
}
