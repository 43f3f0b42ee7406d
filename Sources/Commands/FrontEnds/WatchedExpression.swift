import DebugEngine

/// An expression that is shown at every stop: a display, or a watchpoint, which also stops the pass when it changes.
public struct WatchedExpression: Sendable {
  public let id: Int
  /// Whether a change of it stops the pass.
  public let isStopping: Bool
  public let expression: String
  /// Its value, or why it has none here.
  public let value: Result<ValueView, ListingError>
  /// Whether its value differs from the stop before.
  public internal(set) var hasChanged = false

  public var tensor: TensorView? {
    if case .success(.tensor(let tensor)) = value { tensor } else { nil }
  }

  /// Its value in one line.
  public var text: String {
    switch value {
    case .success(let value): value.line
    case .failure(let error): error.summary
    }
  }

  /// Whether both have the same value. Tensors are compared by their summaries and first elements.
  func isSame(as other: WatchedExpression) -> Bool {
    if let tensor, let other = other.tensor {
      return tensor.shape == other.shape && tensor.dtype == other.dtype && tensor.summary == other.summary
        && tensor.elements?.prefix(64) == other.elements?.prefix(64)
    }
    return text == other.text
  }
}

extension Session {
  /// Watchpoints, then displays, each with its value now.
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
