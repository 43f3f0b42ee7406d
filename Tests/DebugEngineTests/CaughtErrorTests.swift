import Testing

@testable import DebugEngine

/// `catch error` stops at errors that the listing catches, in both directions. From the stop the user can go back to
/// the instruction that raised the error.
struct CaughtErrorTests {
  private let listing = """
    class Quiet:
        def __enter__(self):
            return self

        def __exit__(self, kind, error, trace):
            return kind is KeyError

    def fail(n):
        return {}[n]

    def items():
        try:
            yield 1
        except ValueError:
            yield 2

    def main():
        total = 0
        try:
            fail(1)
        except KeyError as error:
            total += 1
        with Quiet():
            fail(2)
        total += 1
        try:
            try:
                fail(3)
            finally:
                total += 1
        except KeyError:
            total += 1
        generator = items()
        next(generator)
        total += generator.throw(ValueError('a'))
        return total
    """

  private func place(_ debugger: Debugger) -> Int { debugger.frame(0)?.line ?? 0 }

  @Test func theErrorStopsWhereItIsCaughtAndTheCursorGoesBackToTheRaise() throws {
    var debugger = try debugger(listing)
    _ = try debugger.addCatch("error")
    var found: [String] = []
    var clocks: [Int] = []
    while case .errorCaught(let catches, let error) = debugger.move(.continue) {
      #expect(catches.map(\.id) == [1] && catches[0].conditionError == nil)
      found.append("\(error.summary) \(error.raised?.line ?? 0)")
      clocks.append(debugger.machine.clock)
      var back = debugger
      #expect(try back.go(to: .raise).name == "step")
      #expect(back.machine.clock == error.clock)
      // The same instruction raises the same error again.
      guard case .errorCaught(_, let again) = back.move(.continue) else {
        Issue.record("the error is not caught again")
        continue
      }
      #expect(again.clock == error.clock)
    }
    #expect(found == ["KeyError: 1 9", "KeyError: 2 9", "KeyError: 3 9", "ValueError: a 13"])
    for clock in clocks.reversed() {
      guard case .errorCaught(_, _) = debugger.move(.continue, .backward) else {
        Issue.record("no error is found on the way back")
        continue
      }
      #expect(debugger.machine.clock == clock)
    }
    #expect(debugger.move(.continue, .backward).name == "beginning")
  }

  @Test func aConditionAndTheEndLimitTheCatchpoint() throws {
    var debugger = try debugger(listing)
    _ = try debugger.addCatch("error", isTemporary: true, condition: "total == 1")
    guard case .errorCaught(_, let error) = debugger.move(.continue) else {
      Issue.record("no error is caught")
      return
    }
    #expect(error.summary == "KeyError: 2")
    #expect(debugger.move(.continue).name == "finished")
    #expect(throws: DestinationProblem.nothingCaught) {
      var first = debugger
      _ = first.move(.continue, .backward)
      _ = try first.go(to: .raise)
    }
  }

  /// If the condition of a catchpoint cannot be evaluated, the pass stops. The stop reason contains the condition's
  /// error.
  @Test func aFailingConditionStopsWithItsError() throws {
    var debugger = try debugger(listing)
    _ = try debugger.addCatch("error", condition: "nope > 1")
    for direction in [Direction.forward, .backward] {
      if direction == .backward { _ = debugger.move(.continue) }
      guard case .errorCaught(let catches, _) = debugger.move(.continue, direction) else {
        Issue.record("no error is caught \(direction)")
        return
      }
      #expect(catches.map(\.conditionError?.summary) == ["NameError: name 'nope' is not defined"])
    }
  }

  /// A temporary catchpoint is deleted after its stop in either direction.
  @Test(arguments: ["error", "absmax > 2"]) func aTemporaryCatchpointStopsOnceGoingBack(_ text: String) throws {
    var debugger = try debugger(
      """
      import torch

      def main():
          x = torch.ones(2)
          for i in range(3):
              x = x * 3.0
              try:
                  {}[i]
              except KeyError:
                  pass
          return x
      """, observes: true)
    #expect(debugger.move(.continue).name == "finished")
    _ = try debugger.addCatch(text, isTemporary: true)
    #expect(debugger.move(.continue, .backward).numbers == [1])
    #expect(debugger.breakpoints.all.isEmpty)
    #expect(debugger.move(.continue, .backward).name == "beginning")
  }

  /// Stepping over and into the lines around errors visits the same stops in both directions.
  @Test(arguments: [Motion.stepInto, .stepOver]) func stepsGoBackTheWayTheyCame(_ motion: Motion) throws {
    var debugger = try debugger(listing)
    var visited = [debugger.machine.clock]
    var lines = [place(debugger)]
    while case .step = debugger.move(motion) {
      visited.append(debugger.machine.clock)
      lines.append(place(debugger))
    }
    // The steps stop in both `except` handlers, in the `finally` block, and at the last error.
    #expect(lines.contains(22) && lines.contains(30) && lines.contains(32) && lines.contains(35))
    for clock in visited.reversed() {
      _ = debugger.move(motion, .backward)
      #expect(debugger.machine.clock == clock)
    }
  }
}
