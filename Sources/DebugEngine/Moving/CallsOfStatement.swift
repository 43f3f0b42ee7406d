import ListingRuntime
import ListingSyntax

/// A call that a statement makes: one that can be chosen to be stepped into.
public struct CallView: Sendable, Identifiable {
  public struct ID: Sendable, Hashable {
    /// Index of the instruction, in the code of the call that the statement belongs to.
    let instruction: Int
  }

  public let id: ID
  /// What is called, as written: `self.feed_forward`.
  public let callee: String
  public let range: SourceRange
  /// What would run: `PositionwiseFeedForward.forward`; nil when that cannot be told before it does.
  public let function: String?
  /// Whether it has text to step through; nil when that cannot be told before it runs.
  public let canBeEntered: Bool?
  /// Whether it has been made already: the cursor is within the statement.
  public let isDone: Bool
}

extension PassInspection {
  /// The calls of the statement at the cursor, in the order in which they are made.
  public var callsOfStatement: [CallView] { callsOfStatement(.forward) }

  /// The calls of the statement that a step would run: going back, of the statement before.
  public func callsOfStatement(_ direction: Direction) -> [CallView] {
    if direction == .backward { return statementBefore?.callsOfStatement ?? [] }
    guard let index = machine.visibleFrame else { return [] }
    return machine.inspector.callSites(ofFrame: index).map { site in
      let answer = machine.evaluating(site.callee, frame: index)
      var function: String?
      var canBeEntered: Bool?
      if site.isPlain, case .success(let (value, other)) = answer {
        let code = other.inspector.codeCalled(by: value)
        function = code?.qualifiedName
        canBeEntered = code != nil || other.inspector.callsThroughLibrary(value)
      }
      return CallView(
        id: CallView.ID(instruction: site.instruction), callee: site.callee, range: site.range, function: function,
        canBeEntered: canBeEntered, isDone: site.isDone)
    }
  }

  /// The call that a person means: by its number, what is called or the last part of that, or the function that runs.
  public func call(named name: String, _ direction: Direction = .forward) -> CallView? {
    let calls = callsOfStatement(direction).filter { $0.canBeEntered != false }
    if let number = Int(name) { return calls.indices.contains(number - 1) ? calls[number - 1] : nil }
    func last(_ text: String) -> Substring { text.split(separator: ".").last ?? "" }
    return calls.first { $0.callee == name || $0.function == name }
      ?? calls.first { last($0.callee) == name } ?? calls.first { $0.function.map { last($0) == name } ?? false }
      ?? calls.first { $0.function?.split(separator: ".").first.map { $0 == name } ?? false }
  }

  /// A pass at the statement of this call that was run before, or that is under way.
  private var statementBefore: Pass? {
    guard let index = machine.visibleFrame else { return nil }
    let frame = machine.frames[index]
    let stop = history.lastStop(before: machine.clock) { $0.depth == index + 1 && $0.began == frame.began }
    guard let stop else { return nil }
    var other = pass.scratchCopy
    return other.travel(to: stop.clock, { false }) ? other : nil
  }
}
