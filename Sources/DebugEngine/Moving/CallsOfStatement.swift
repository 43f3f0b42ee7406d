import ListingRuntime
import ListingSyntax

/// A call within a statement. The user can step into the call unless `canBeEntered` is false.
public struct CallView: Sendable, Identifiable {
  public struct ID: Sendable, Hashable {
    /// Index of the call instruction in the frame's code.
    let instruction: Int
  }

  public let id: ID
  /// The called expression as written in the listing: `self.feed_forward`.
  public let callee: String
  public let range: SourceRange
  /// The function that will run, such as `PositionwiseFeedForward.forward`; nil when this is known only after the call
  /// begins.
  public let function: String?
  /// Whether the call runs code of the listing; nil when this is known only after the call begins.
  public let canBeEntered: Bool?
  /// Whether the call has already returned. If so, the cursor is within the statement, after the call.
  public let isDone: Bool
}

extension PassInspection {
  /// The calls of the statement at the cursor, in the order in which they run.
  public var callsOfStatement: [CallView] { callsOfStatement(.forward) }

  /// Forward: the calls of the statement at the cursor. Backward: the calls of the frame's previous statement, in the
  /// order in which they run.
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

  /// Finds a call by its number (counted from 1), by the called expression, or by the function that runs. The last part
  /// of a dotted name is enough: `forward` or `feed_forward`. The class of a method is enough too.
  public func call(named name: String, _ direction: Direction = .forward) -> CallView? {
    let calls = callsOfStatement(direction).filter { $0.canBeEntered != false }
    if let number = Int(name) { return calls.indices.contains(number - 1) ? calls[number - 1] : nil }
    func last(_ text: String) -> Substring { text.split(separator: ".").last ?? "" }
    return calls.first { $0.callee == name || $0.function == name }
      ?? calls.first { last($0.callee) == name } ?? calls.first { $0.function.map { last($0) == name } ?? false }
      ?? calls.first { $0.function?.split(separator: ".").first.map { $0 == name } ?? false }
  }

  /// A copy of the pass at the frame's previous stop. If the cursor is within a statement, this is the beginning of the
  /// same statement. Nil when there is no such stop.
  private var statementBefore: Pass? {
    guard let index = machine.visibleFrame else { return nil }
    let frame = machine.frames[index]
    let stop = history.lastStop(before: machine.clock) { $0.depth == index + 1 && $0.began == frame.began }
    guard let stop else { return nil }
    var other = pass.scratchCopy
    return other.travel(to: stop.clock, { false }) ? other : nil
  }
}
