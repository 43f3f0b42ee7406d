import ListingRuntime

/// The value of an expression that the user evaluated.
public struct EvaluatedValue: Sendable {
  public let view: ValueView
  /// The module tree as the frameworks print it. Nil when the value is not a module.
  public let moduleText: String?
  /// The text that the expression printed.
  public let output: String
}

extension PassInspection {
  /// Evaluates an expression in a frame, on a copy of the machine.
  ///
  /// The expression can use the frame's variables, the file's globals, Python's builtins, the names that the user or
  /// the host defined in the session (such as `model`), the model's submodules, and the framework's functions.
  public func evaluate(
    _ text: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) -> Result<EvaluatedValue, ListingError> {
    let index = machineFrame(frame)
    return limitedEvaluation(of: text, frame: frame, isInterrupted).map { value, machine in
      var axes: [String]?
      if let index, case .tensor(let reference) = value {
        let variable = self.machine.inspector.variables(of: self.machine.frames[index]).first { $0.name == text }
        if let names = variable?.axes, names.count == reference.shape.count { axes = names }
      }
      var moduleText: String?
      if case .instance(let handle) = value, machine.isModule(handle) { moduleText = machine.moduleText(handle) }
      return EvaluatedValue(
        view: view(of: value, in: machine, axes: axes), moduleText: moduleText,
        output: String(decoding: machine.output.utf8.dropFirst(self.machine.output.utf8.count), as: UTF8.self))
    }
  }

  /// The most instructions that an expression may run. An expression that runs more is assumed to be in an endless loop
  /// and is stopped. A forward pass runs far fewer instructions.
  private static var evaluationLimit: Int { 5_000_000 }

  /// Evaluates an expression and also returns the machine that holds the value. An expression that exceeds
  /// `evaluationLimit` fails with a `TimeoutError`.
  func limitedEvaluation(
    of text: String, frame: Int, _ isInterrupted: () -> Bool
  ) -> Result<(value: Value, machine: Machine), ListingError> {
    var count = 0
    let result = machine.evaluating(text, frame: machineFrame(frame)) {
      count += 1
      return count > Self.evaluationLimit || isInterrupted()
    }
    if case .failure(let error) = result, error.isInterruption, count > Self.evaluationLimit {
      return .failure(
        ListingError(
          kind: "TimeoutError",
          message: "stopped after \(Self.evaluationLimit) instructions: the expression may never end"))
    }
    return result
  }

  /// The syntax error in an expression; nil when there is none.
  public func syntaxError(in text: String) -> ListingError? { Machine.syntaxError(in: text) }

  /// Completes the last word of an unfinished expression. After a dot: attributes of the object. Otherwise: names
  /// visible in the frame. Returns whole words, sorted.
  public func completions(of text: String, frame: Int = 0) -> [String] {
    let index = machineFrame(frame)
    let wordStart =
      text.lastIndex { !($0.isLetter || $0.isNumber || $0 == "_") }.map { text.index(after: $0) } ?? text.startIndex
    let word = text[wordStart...]
    let names: [String]
    if wordStart > text.startIndex, text[text.index(before: wordStart)] == "." {
      let head = text[..<text.index(before: wordStart)]
      let start =
        head.lastIndex { !($0.isLetter || $0.isNumber || "_.[]".contains($0)) }.map { head.index(after: $0) }
        ?? head.startIndex
      guard case .success(let (value, machine)) = machine.evaluating(String(head[start...]), frame: index) else {
        return []
      }
      names = machine.attributeNames(of: value)
    } else {
      names = machine.inspector.namesSeen(fromFrame: index)
    }
    return Set(names.filter { $0.hasPrefix(word) }).sorted()
  }
}
