import DebugEngine

/// A display or a watchpoint, with its value at one stop.
public struct WatchedExpression: Sendable {
  public let id: Int
  /// True for a watchpoint, which stops the pass when its value changes; false for a display.
  public let isStopping: Bool
  public let expression: String
  /// The expression's value at this stop, or the error of its evaluation.
  public let value: Result<ValueView, ListingError>
  /// Whether the value differs from the value at the previous stop.
  public internal(set) var hasChanged = false

  public var tensor: TensorView? {
    if case .success(.tensor(let tensor)) = value { tensor } else { nil }
  }

  /// The value, or the error, in one line.
  public var text: String {
    switch value {
    case .success(let value): value.line
    case .failure(let error): error.summary
    }
  }

  /// Whether two expressions have the same value. Compares tensors by summary and by their first 64 elements.
  func isSame(as other: WatchedExpression) -> Bool {
    if let tensor, let other = other.tensor {
      return tensor.shape == other.shape && tensor.dtype == other.dtype && tensor.summary == other.summary
        && tensor.elements?.prefix(64) == other.elements?.prefix(64)
    }
    return text == other.text
  }
}

extension Session {
  /// All watchpoints, then all displays, with their values at the cursor.
  var watchedExpressions: [WatchedExpression] {
    debugger.watches.map { watch in
      WatchedExpression(
        id: watch.id, isStopping: true, expression: watch.watch.expression,
        value: watch.value ?? .success(.text("its call is not under way", type: "")))
    }
      + displays.map { display in
        WatchedExpression(
          id: display.id, isStopping: false, expression: display.expression,
          value: debugger.evaluate(display.expression, frame: selectedFrame).map(\.view))
      }
  }
}
