import Foundation
import ListingRuntime
import Testing

@testable import DebugEngine

/// After any moves, the state equals the state of a new machine that ran forward to the same clock.
struct RandomWalkTests {
  /// With `FWDB_MOVES=10000` in the environment, the test makes 10,000 moves and prints how often each kind occurred.
  private static let wanted = ProcessInfo.processInfo.environment["FWDB_MOVES"].flatMap { Int($0) }
  private static let moves = wanted ?? 600

  @Test func everyStateOfARandomWalkEqualsThatOfAForwardRun() throws {
    var (left, seed) = (Self.moves, UInt64(1))
    var kinds: [String: Int] = [:]
    while left > 0 {
      var walk = try Walk(seed: seed)
      left -= try walk.take(min(left, 120), &kinds)
      seed += 1
    }
    if Self.wanted != nil { print("\(seed - 1) listings: \(kinds.sorted { $0.value > $1.value })") }
    // Expect that the walk made every kind of move at least once.
    let wanted = [
      "stepInto", "stepOver", "stepOut", "continue", "until", "advance", "stepOperation", "stepInstruction",
      "stepIntoCall", "goto", "set", "break", "watch", "delete", "stopped by breakpoint", "stopped by watch",
    ]
    for kind in wanted where kinds[kind, default: 0] == 0 { Issue.record("no \(kind) in the walk: \(kinds)") }
  }
}

/// A debugger that runs a random listing, and the expected states from a machine that only runs forward.
private struct Walk {
  private let text: String
  private let seed: UInt64
  private var debugger: Debugger
  /// The expected state at each clock: `states[i]` is the machine at `states[0].clock + i`. A change of the pass
  /// replaces the states after the change.
  private var states: [Machine]
  private var known: [Int: String] = [:]
  private var steps: Steps
  private let lines: [Int]

  init(seed: UInt64) throws {
    text = RandomListing.text(seed: seed)
    self.seed = seed
    steps = Steps(state: seed)
    let budgets: [HistoryBudget] = [.asThePassNeeds, .bytes(40_000), .bytes(120_000), .bytes(400_000)]
    debugger = try unstarted(text, history: budgets[Int(seed % 4)])
    states = [try unstarted(text).machine]
    lines = Array(3...text.split(separator: "\n", omittingEmptySubsequences: false).count)
    try runOn()
  }

  private mutating func runOn() throws {
    var machine = states[states.count - 1]
    while !machine.isFinished {
      try machine.step()
      states.append(machine)
    }
  }

  private mutating func expected(at clock: Int) -> String? {
    let index = clock - states[0].clock
    guard states.indices.contains(index) else { return nil }
    if let text = known[clock] { return text }
    let text = fingerprint(states[index])
    known[clock] = text
    return text
  }

  /// Makes random moves and compares the states after each move. Ends at the first difference. `kinds` counts the moves
  /// of each kind.
  ///
  /// - Returns: `moves`, even if the walk ended early.
  mutating func take(_ moves: Int, _ kinds: inout [String: Int]) throws -> Int {
    for iteration in 0..<moves {
      let (kind, reason) = try move()
      kinds[kind, default: 0] += 1
      if let reason { kinds["stopped by \(reason.name)", default: 0] += 1 }
      let clock = debugger.machine.clock
      let state = fingerprint(debugger.machine)
      let wanted = expected(at: clock)
      if state != wanted {
        Issue.record(
          """
          listing \(seed), move \(iteration), \(kind): another state at \(clock)
          \(state)
          --- instead of
          \(wanted ?? "a clock that the pass does not reach")
          --- in
          \(text)
          """)
        return moves
      }
    }
    return moves
  }

  private mutating func move() throws -> (String, StopReason?) {
    let direction: Direction = steps.next(below: 2) == 0 ? .forward : .backward
    let count = 1 + steps.next(below: 3)
    switch steps.next(below: 24) {
    case 0...3: return ("stepInto", debugger.move(.stepInto, direction, count: count))
    case 4...6: return ("stepOver", debugger.move(.stepOver, direction, count: count))
    case 7, 8: return ("stepOperation", debugger.move(.stepOperation, direction, count: count))
    case 9, 10: return ("stepInstruction", debugger.move(.stepInstruction, direction, count: count * 5))
    case 11: return ("stepOut", debugger.move(.stepOut, direction, frame: steps.next(below: 2)))
    case 12: return ("until", debugger.move(.until(line: steps.next(below: 2) == 0 ? nil : line()), direction))
    case 13:
      guard let place = try? debugger.place(String(line())) else { return ("nothing", nil) }
      return ("advance", debugger.move(.advance(place), direction))
    case 14:
      let calls = debugger.callsOfStatement(direction)
      if calls.isEmpty { return ("nothing", nil) }
      return ("stepIntoCall", debugger.move(.stepIntoCall(calls[steps.next(below: calls.count)].id), direction))
    case 15: return ("continue", debugger.move(.continue, direction))
    case 16, 17:
      let known = debugger.timeline
      if steps.next(below: 2) == 0 {
        return ("goto", debugger.go(toStop: 1 + steps.next(below: max(1, known.knownStops))))
      }
      let span = states.count
      return ("goto", try debugger.go(to: .clock(states[0].clock + steps.next(below: span))))
    case 18, 19: return try set()
    case 20: return breakpoint()
    case 21: return watch()
    default:
      if let last = debugger.breakpoints.all.randomly(&steps) { try debugger.removeBreakpoint(last.id) }
      return ("delete", nil)
    }
  }

  private mutating func line() -> Int { lines[steps.next(below: lines.count)] }

  private mutating func set() throws -> (String, StopReason?) {
    let clock = debugger.machine.clock
    let change = [
      "a = \(steps.next(below: 20))", "x = y * 2", "x[0] = \(steps.next(below: 5))", "b = a", "y[1] = x[0]",
    ]
    .randomly(&steps)!
    guard !debugger.isFinished, (try? debugger.assign(change)) != nil else { return ("refused set", nil) }
    // The machine that only runs forward needs the same change.
    var fresh = Debugger(states[clock - states[0].clock])
    _ = try fresh.assign(change)
    states = Array(states[..<(clock - states[0].clock)]) + [fresh.machine]
    known = known.filter { $0.key < clock }
    do { try runOn() } catch {
      // The changed pass raises an error before its end. `states` ends before the instruction that fails.
    }
    return ("set", nil)
  }

  private mutating func breakpoint() -> (String, StopReason?) {
    let condition: String? = steps.next(below: 2) == 0 ? nil : "a % 2 == 0"
    let place = ["\(line())", "f\(steps.next(below: 3))", "op *", "deep"].randomly(&steps)!
    let new = try? debugger.addBreakpoint(at: place, isTemporary: steps.next(below: 3) == 0, condition: condition)
    return (new == nil ? "refused break" : "break", nil)
  }

  private mutating func watch() -> (String, StopReason?) {
    let new = try? debugger.addWatch(["a", "x", "x.sum()", "len(items)"].randomly(&steps)!)
    return (new == nil ? "refused watch" : "watch", nil)
  }
}

extension Array {
  fileprivate func randomly(_ steps: inout Steps) -> Element? { isEmpty ? nil : self[steps.next(below: count)] }
}
