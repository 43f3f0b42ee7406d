import Commands

/// An expression that is shown at every stop: one of `display`, or a watch that also stops when it changes.
struct WatchedExpression: Sendable {
  let id: Int
  /// Whether a change of it stops the pass.
  var isStopping = false
  let expression: String
  /// What it is here, or why it is nothing here.
  let value: Result<ValueView, ListingError>
  /// Whether it is something else than where the cursor stood before.
  var hasChanged = false

  var tensor: TensorView? {
    if case .success(.tensor(let tensor)) = value { tensor } else { nil }
  }

  /// In one line.
  var text: String {
    switch value {
    case .success(let value): value.line
    case .failure(let error): error.summary
    }
  }

  /// Whether both are the same, as far as a look over all elements tells.
  func isSame(as other: WatchedExpression) -> Bool {
    if let tensor, let other = other.tensor {
      return tensor.shape == other.shape && tensor.dtype == other.dtype && tensor.summary == other.summary
        && tensor.elements?.prefix(64) == other.elements?.prefix(64)
    }
    return text == other.text
  }
}

extension Session {
  /// What is shown at every stop.
  var watches: [WatchedExpression] {
    debugger.watches.map { watch in
      WatchedExpression(
        id: watch.id, isStopping: true, expression: watch.watch.expression,
        value: watch.value ?? .success(.text("its call is not under way", type: "")))
    }
      + displays.map { display in
        WatchedExpression(
          id: display.id, expression: display.expression,
          value: debugger.evaluate(display.expression, frame: selectedFrame).map(\.view))
      }
  }

  /// What an expression is in the selected frame, if it is a tensor.
  func tensor(of expression: String) -> TensorView? {
    guard case .success(let value) = debugger.evaluate(expression, frame: selectedFrame),
      case .tensor(let tensor) = value.view
    else { return nil }
    return tensor
  }
}
