import Commands

/// An expression to evaluate on another thread, at this stop or in another layer, and the purpose of the value.
public struct Look: Hashable, Sendable {
  public enum Purpose: Hashable, Sendable {
    /// Show the value.
    case inspection
    /// Compare the value with the tensor shown.
    case comparison
    /// Compare with the value at the same line of another layer, counted from 1.
    case layer(Int)
  }

  public let expression: String
  public let frame: Int
  public let purpose: Purpose
}

extension ValueView {
  var tensor: TensorView? { if case .tensor(let tensor) = self { tensor } else { nil } }
}

extension Session {
  /// The value of an expression in the selected frame, if it is a tensor.
  func tensor(of expression: String) -> TensorView? {
    (try? debugger.evaluate(expression, frame: selectedFrame).get())?.view.tensor
  }
}

extension Debugger {
  func value(
    for look: Look, isInterrupted: () -> Bool = { false }
  ) -> Result<ValueView, ComparisonProblem> {
    if case .layer(let number) = look.purpose {
      return Result { () throws(ComparisonProblem) in
        .tensor(try value(of: look.expression, frame: look.frame, inLayer: number, isInterrupted: isInterrupted))
      }
    }
    return evaluate(look.expression, frame: look.frame, isInterrupted: isInterrupted).map(\.view)
      .mapError { .failed($0) }
  }
}

extension Result<ValueView, ComparisonProblem> {
  /// The value as a tensor; a failure if the value is not a tensor.
  func tensor(of expression: String) -> Result<TensorView, ComparisonProblem> {
    flatMap { value in value.tensor.map { .success($0) } ?? .failure(.noTensor(expression)) }
  }
}
