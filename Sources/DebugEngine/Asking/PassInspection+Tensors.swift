import ListingRuntime
import Tensors

/// The elements of a tensor for which a predicate is true.
public struct FoundElements: Sendable {
  public struct Element: Sendable {
    public let index: [Int]
    /// The element of the tested tensor at `index`; nil when `subject` is nil.
    public let value: Scalar?
  }

  /// The expression of the tensor that the predicate tests: `x` for `x > 50`. Nil when the predicate does not test a
  /// single tensor, or when this tensor's shape differs from the shape of the predicate's value.
  public let subject: String?
  public let dtype: DType
  public let shape: [Int]
  public let axes: [String]?
  /// The number of elements for which the predicate is true.
  public let total: Int
  /// The first elements for which the predicate is true, in row-major order.
  public let elements: [Element]
}

/// The difference between two tensors.
public struct Difference: Sendable {
  public let first: TensorView
  public let second: TensorView
  /// The element by element comparison; nil when the shapes differ.
  public let figures: Figures?

  public struct Figures: Sendable {
    /// The comparison of the tensors as float32. Only elements that are finite in both tensors are compared.
    public let comparison: Comparison
    /// The pair of elements with the greatest difference.
    public let greatest: ComparedElement?
    public let elementwise: ElementwiseDifferences
  }
}

/// Why an expression cannot be used as a tensor or as a predicate.
public enum TensorProblem: Error, Sendable {
  case listing(ListingError)
  case noTensor(String)
  /// The predicate's value is not a tensor of booleans. `gives` is the type of the value, or `numbers` for a tensor of
  /// numbers.
  case noPredicate(String, gives: String)
}

extension PassInspection {
  /// Evaluates an expression in a frame and returns the resulting tensor. Frame 0 is the innermost.
  public func tensor(
    of text: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(TensorProblem) -> Tensor {
    let (value, machine) = try evaluated(text, frame, isInterrupted)
    guard case .tensor(let reference) = value else { throw .noTensor(text) }
    do throws(ListingError) { return try machine.tensor(reference) } catch { throw .listing(error) }
  }

  private func evaluated(
    _ text: String, _ frame: Int, _ isInterrupted: () -> Bool
  ) throws(TensorProblem) -> (Value, Machine) {
    switch limitedEvaluation(of: text, frame: frame, isInterrupted) {
    case .success(let (value, machine)): return (value, machine)
    case .failure(let error): throw .listing(error)
    }
  }

  /// Finds the elements for which a predicate over a tensor is true: `scores > 50`, `isnan(x)`.
  ///
  /// - Parameter limit: the most elements to return. `total` counts all elements for which the predicate is true.
  public func elements(
    where predicate: String, frame: Int = 0, limit: Int, isInterrupted: () -> Bool = { false }
  ) throws(TensorProblem) -> FoundElements {
    let (value, machine) = try evaluated(predicate, frame, isInterrupted)
    guard case .tensor(let reference) = value, let mask = machine.tensor(in: value), reference.dtype == .bool else {
      let view = view(of: value, in: machine, withSummary: false)
      throw .noPredicate(predicate, gives: view.typeName == "Tensor" ? "numbers" : view.typeName)
    }
    var subjectText = subject(ofPredicate: predicate)
    var values: TensorElements?
    var axes: [String]?
    if let text = subjectText, case .success(let found) = evaluate(text, frame: frame, isInterrupted: isInterrupted),
      case .tensor(let view) = found.view, view.shape == mask.shape
    {
      (values, axes) = (view.elements, view.axes)
    } else {
      subjectText = nil
    }
    var total = 0
    var places: [Int] = []
    mask.contiguous().withElements(of: UInt8.self) { flags in
      for place in flags.indices where flags[place] != 0 {
        total += 1
        if places.count < limit { places.append(place) }
      }
    }
    let elements = places.map { place -> FoundElements.Element in
      let index = Layout.index(at: place, in: mask.shape)
      return FoundElements.Element(index: index, value: values?.element(at: index))
    }
    return FoundElements(
      subject: subjectText, dtype: values?.dtype ?? .bool, shape: mask.shape, axes: axes, total: total,
      elements: elements)
  }

  /// Compares the tensors of two expressions element by element, without broadcasting.
  public func difference(
    of first: String, and second: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(TensorProblem) -> Difference {
    let a = try tensor(of: first, frame: frame, isInterrupted: isInterrupted)
    let b = try tensor(of: second, frame: frame, isInterrupted: isInterrupted)
    let (viewA, viewB) = (TensorView(a, cache), TensorView(b, cache))
    guard let comparison = try? Tensors.compare(a, with: b) else {
      return Difference(first: viewA, second: viewB, figures: nil)
    }
    return Difference(
      first: viewA, second: viewB,
      figures: Difference.Figures(
        comparison: comparison,
        greatest: comparison.maxDifferenceIndex.flatMap { ComparedElement(at: $0, a, reference: b) },
        elementwise: ElementwiseDifferences(a, b)))
  }
}

extension TensorView {
  init(_ tensor: Tensor, _ cache: SummaryCache) {
    let elements = TensorElements(tensor: tensor, cache: cache)
    self.init(shape: tensor.shape, dtype: tensor.dtype, axes: nil, summary: elements.summary, elements: elements)
  }
}
