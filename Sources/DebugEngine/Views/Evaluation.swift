import ListingRuntime

/// The value of an expression.
public struct EvaluatedValue: Sendable {
  public let view: ValueView
  /// A module's tree as the frameworks print it; nil for other values.
  public let moduleText: String?
  /// What the expression printed.
  public let output: String
}

extension PassInspection {
  /// Evaluates an expression in a frame, on a copy of the machine.
  ///
  /// It sees the frame's variables, the file's globals, Python's builtins, the session's names, and the functions of
  /// the framework that the file uses.
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

  /// How many instructions an expression may run: more than any model needs, and short for an endless loop.
  private static var evaluationLimit: Int { 5_000_000 }

  /// The same with the machine that evaluated it. Stops an endless expression.
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

  /// The syntax error in an expression, if there is one.
  public func syntaxError(in text: String) -> ListingError? { Machine.syntaxError(in: text) }

  /// Completions of an unfinished expression: after a dot the object's attributes, else the names that the frame sees.
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
