import ListingRuntime
import Tensors

/// A tensor beside another of the same shape: what a person looks at when two things should be equal.
public struct TensorComparison: Sendable {
  /// The first less the second, element by element, in float32. Elements that are equal differ by 0, infinities too.
  public let difference: TensorElements
  /// The second, of the first's shape.
  public let other: TensorElements
  /// How far the first is from the second.
  public let figures: Comparison
}

/// Why there is nothing to compare with.
public enum ComparisonProblem: Error, Sendable {
  /// The cursor has not stood anywhere before, or not in this call.
  case noStopBefore
  /// The call does not belong to a layer.
  case notInLayer
  /// The layers are counted from 1.
  case noSuchLayer(Int, count: Int?)
  /// The layer's pass never comes by the place where the cursor stands.
  case notReached(layer: Int)
  case shapes(own: [Int], other: [Int])
  case noTensor(String)
  case failed(ListingError)
  case interrupted
}

extension ComparisonProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noStopBefore: "this call had no stop before: there is nothing to compare with"
    case .notInLayer: "the selected frame is in no layer: step into one first"
    case .noSuchLayer(let number, let count):
      "there is no layer \(number)" + (count.map { "; layers are 1 to \($0)" } ?? "")
    case .notReached(let layer): "layer \(layer) does not come by this place"
    case .shapes(let own, let other):
      "the shapes differ: \(shapeDescription(own)) and \(shapeDescription(other))"
    case .noTensor(let name): "\(name) is no tensor"
    case .failed(let error): error.summary
    case .interrupted: "stopped"
    }
  }
}

extension TensorElements {
  /// Compares with another tensor; one of fewer elements is repeated as arithmetic repeats it.
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
