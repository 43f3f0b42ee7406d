import ListingRuntime
import TestSupport
import Testing

@testable import DebugEngine

/// A debugger that stops at the first statement of the listing's `main()`.
func debugger(
  _ text: String, profile: ModelProfile? = nil, history: HistoryBudget = .asThePassNeeds, observes: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Debugger {
  var debugger = try unstarted(text, profile: profile, history: history)
  debugger.observes = observes
  guard case .step = debugger.start(at: "main") else {
    Issue.record("main() was not reached", sourceLocation: sourceLocation)
    return debugger
  }
  return debugger
}

/// A debugger that stops before the call of `main()`.
func unstarted(_ text: String, profile: ModelProfile? = nil, history: HistoryBudget = .asThePassNeeds) throws
  -> Debugger
{
  Debugger(try machine(text), profile: profile, history: history)
}

/// Moves through the pass and expects a stop after each move. Each row of `table` has a motion and its stop.
///
/// Motions have gdb's names: forward `s n f c`, backward `rs rn rf rc`, and `u` or `u 7`. A motion can have a count, as
/// in `n 3`. A stop is `function:line`, followed by a stop reason if the stop is not a plain step, as in `main:2
/// begin`. The end of the pass is `end`.
func expectStops(
  _ text: String, _ table: [(String, String)], setUp: (inout Debugger) throws -> Void = { _ in },
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var debugger = try debugger(text, sourceLocation: sourceLocation)
  try setUp(&debugger)
  for (number, (command, expected)) in table.enumerated() {
    let reason = try debugger.perform(command)
    #expect(
      debugger.place(after: reason) == expected, "row \(number + 1): \(command)", sourceLocation: sourceLocation)
  }
}

extension Debugger {
  mutating func perform(_ command: String) throws -> StopReason {
    let words = command.split(separator: " ").map(String.init)
    let number = words.count > 1 ? Int(words[1]) : nil
    let isBackward = words[0].hasPrefix("r")
    let motion: Motion =
      switch words[0].drop(while: { $0 == "r" }) {
      case "s": .stepInto
      case "n": .stepOver
      case "f": .stepOut
      case "c": .continue
      case "i": .stepOperation
      default: .until(line: number)
      }
    let count = if case .until = motion { 1 } else { number ?? 1 }
    return move(motion, isBackward ? .backward : .forward, count: count)
  }

  func place(after reason: StopReason) -> String {
    let place = frames.first.map { "\($0.function):\($0.line)" } ?? ""
    switch reason {
    case .step: return place
    case .breakpoint(let ids): return "\(place) breakpoint \(ids.map(String.init).joined(separator: " "))"
    case .conditionFailed(let id, let error): return "\(place) breakpoint \(id) \(error.summary)"
    case .operation(let operation): return "\(place) ran \(operation.name)"
    case .watch(let changes):
      return "\(place) watch "
        + changes.map { "\($0.id) \($0.old?.line ?? "-") -> \($0.new?.line ?? "-")" }.joined(separator: ", ")
    case .watchEnded(let ids, _): return "\(place) watch \(ids.map(String.init).joined(separator: " ")) ended"
    case .errorCaught(let catches, let error):
      return "\(place) caught \(catches.map { String($0.id) }.joined(separator: " ")) \(error.summary)"
    case .caught(let report): return "\(place) caught \(report.id) \(report.operation.name)"
    case .returned(let value):
      if case .text(let text, _) = value { return "\(place) returned \(text)" }
      return "\(place) returned \(value.typeName)"
    case .finished: return "end"
    case .beginning: return "\(place) begin"
    case .error(let error): return "\(place) \(error.summary)"
    case .interrupted: return "\(place) interrupted"
    }
  }
}

extension Debugger {
  /// The value of an expression at the cursor, as one line of text.
  func text(of expression: String, frame: Int = 0) -> String {
    switch evaluate(expression, frame: frame) {
    case .success(let value): value.view.line
    case .failure(let error): error.summary
    }
  }
}

extension ValueView {
  var line: String {
    switch self {
    case .text(let text, _): text
    case .container(_, let count, let preview): "\(count): \(preview)"
    case .module(let name, let path, let count): "\(name) at \(path ?? "-") with \(count)"
    case .tensor(let tensor):
      "\(tensor.shape) \(tensor.dtype.name) \(tensor.elements?.prefix(12).map { "\($0.double)" }.joined(separator: " ") ?? "unfilled")"
    }
  }
}

extension StopReason {
  /// The name of the enum case, without associated values.
  var name: String { String("\(self)".prefix { $0.isLetter }) }
}
