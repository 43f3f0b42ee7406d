import ListingRuntime
import Tensors

/// A tensor and another of the same shape, with their difference: for a user who expects them to be equal.
public struct TensorComparison: Sendable {
  /// First minus second, element by element, in float32. Equal elements differ by 0, infinities too.
  public let difference: TensorElements
  /// The second tensor, expanded to the first one's shape.
  public let other: TensorElements
  /// How far the first is from the second.
  public let figures: Comparison
}

/// Why there is nothing to compare with.
public enum ComparisonProblem: Error, Sendable {
  /// There was no earlier stop, or the frame did not exist then.
  case noStopBefore
  /// The frame does not belong to a layer.
  case notInLayer
  /// Layers are counted from 1.
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
  /// Compares with another tensor. A smaller one is broadcast.
  public func compared(with other: TensorElements) throws(ComparisonProblem) -> TensorComparison {
    do throws(TensorError) {
      let second = other.shape == shape ? other.tensor : try other.tensor.expanded(to: shape)
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
