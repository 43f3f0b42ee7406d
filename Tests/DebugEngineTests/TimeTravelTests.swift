import ListingRuntime
import Testing

@testable import DebugEngine

struct TimeTravelTests {
  /// The debugger restores suspended generators on the way back: over `yield`, into the generator, and after the
  /// generator's end.
  @Test func stepsGoBackThroughSuspendedGenerators() throws {
    let listing = """
      def numbers(n):
          total = 0
          for i in range(n):
              total += i
              yield total
          return

      def main():
          g = numbers(3)
          a = next(g)
          b = next(g)
          return a, b, list(g)
      """
    try expectStops(
      listing,
      [
        ("s", "main:10"), ("s", "numbers:2"), ("s", "numbers:3"), ("s 2", "numbers:5"), ("s", "main:11"),
        ("s", "numbers:3"), ("s", "numbers:4"), ("rs 2", "main:11"), ("rs", "numbers:5"), ("rn", "numbers:4"),
        ("s", "numbers:5"), ("s", "main:11"), ("n", "main:12"), ("rn", "main:11"), ("rs", "numbers:5"),
        ("rs 3", "numbers:2"), ("rs", "main:10"), ("n 3", "end"), ("rs", "numbers:6"),
      ])
    var debugger = try debugger(listing)
    _ = try debugger.perform("n 3")
    let there = fingerprint(debugger.machine)
    let clock = debugger.machine.clock
    for motion in ["rs", "rs 3", "rs 5", "rn 2"] {
      _ = try debugger.perform(motion)
      #expect(debugger.machine.clock < clock)
      while debugger.machine.clock < clock { _ = try debugger.perform("s") }
      #expect(fingerprint(debugger.machine) == there, "\(motion)")
    }
  }

  /// The listing has loops, calls, shared lists, in-place writes, random numbers and printing.
  static let listing = """
    import torch

    class Layer(torch.nn.Module):
        def __init__(self, scale):
            super().__init__()
            self.scale = scale
            self.calls = 0

        def mix(self, x, history):
            history.append(x)
            x[0] = x[0] * self.scale  # in place: everyone who holds x sees it
            return x + sum([h.sum() for h in history]) * 0.001

        def forward(self, x, history):
            self.calls += 1
            y = self.mix(x, history)
            if self.calls % 2 == 0:
                y = y + torch.randn(2, 3)
            return y

    def collatz(n):
        steps = 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        return steps

    def main():
        layers = [Layer(0.5), Layer(2.0), Layer(-1.0)]
        x = torch.ones(2, 3)
        alias = x
        history = []
        counts = {}
        for i, layer in enumerate(layers):
            x = layer(x, history)
            counts[i] = collatz(i + 3)
            print("layer", i, counts[i])
        add = lambda n: n + len(history)
        return x * add(len(counts)), alias
    """

  /// After each of thousands of random moves, the state equals the state of a new machine that ran forward to the same
  /// clock.
  @Test(arguments: [nil, 60_000, 0] as [Int?])
  func randomWalksAlwaysSeeTheStateOfAFreshRun(historyBytes: Int?) throws {
    var fresh = try unstarted(Self.listing).machine
    var expected: [String] = [fingerprint(fresh)]
    let first = fresh.clock
    while !fresh.isFinished {
      try fresh.step()
      expected.append(fingerprint(fresh))
    }
    var walker = try unstarted(Self.listing, history: historyBytes.map { .bytes($0) } ?? .asThePassNeeds)
    var generator = Steps(state: 42)
    let motions: [Motion] = [
      .stepInto, .stepInto, .stepOver, .stepOver, .stepOperation, .stepInstruction, .stepInstruction,
      .until(line: nil),
      .until(line: 16),
      .stepOut, .continue,
    ]
    var visited = Set<Int>()
    var direction = Direction.forward
    for iteration in 0..<2500 {
      // Long moves are rare. Otherwise the walk would stay near the beginning and the end of the pass.
      let motion = motions[generator.next(below: iteration % 50 == 0 ? 10 : 8)]
      if generator.next(below: 12) == 0 { direction = direction == .forward ? .backward : .forward }
      _ = walker.move(motion, direction, count: 1 + generator.next(below: 3))
      let clock = walker.machine.clock
      visited.insert(clock)
      let state = fingerprint(walker.machine)
      if state != expected[clock - first] {
        Issue.record(
          "move \(iteration): \(motion) \(direction) came to another state at \(clock):\n\(state)\n\(expected[clock - first])"
        )
        return
      }
    }
    #expect(visited.count > expected.count / 5)
    if let historyBytes { #expect(walker.history.bytes <= max(historyBytes, 3 * 8192)) }
  }

  /// Backward, the debugger reaches the same stops as forward, in the opposite order.
  @Test func everyStopIsReachedAgainGoingBack() throws {
    var walker = try unstarted(Self.listing)
    var states: [String] = []
    while case .step = walker.move(.stepInto) { states.append(fingerprint(walker.machine)) }
    #expect(walker.isFinished)
    for state in states.reversed() {
      _ = walker.move(.stepInto, .backward)
      #expect(fingerprint(walker.machine) == state)
    }
  }

  @Test func anAssignmentInThePastChangesThePassAfterIt() throws {
    var walker = try debugger(
      """
      def main():
          a = 1
          b = a + 1
          c = b * 10
          return c
      """)
    _ = walker.move(.continue)
    #expect(walker.result?.line == "20")
    _ = walker.move(.stepInto, .backward, count: 3)
    #expect(walker.frames[0].line == 3)
    #expect(try walker.assign("a = 5") == [.variable("a")])
    #expect(!walker.timeline.knowsEnd)
    #expect(walker.timeline.knownClock == walker.timeline.clock)
    // Step back over the assignment, then forward again. The second step repeats the assignment.
    _ = walker.move(.stepInto, .backward)
    #expect(walker.text(of: "a") == "NameError: name 'a' is not defined")
    _ = walker.move(.stepInto)
    #expect(walker.text(of: "a") == "5")
    _ = walker.move(.continue)
    #expect(walker.result?.line == "60")
  }

  /// An assignment begins a new pass. The debugger shows the output of the new pass, even if the first pass printed as
  /// much text or more.
  @Test func outputAfterAnAssignmentIsShown() throws {
    var walker = try debugger("def main():\n    a = 1\n    print(a)\n    return a")
    _ = walker.move(.stepOver, count: 2)
    #expect(walker.takeOutput() == "1\n")
    _ = walker.move(.stepOver, .backward)
    _ = try walker.assign("a = 2")
    _ = walker.move(.stepOver)
    #expect(walker.takeOutput() == "2\n")
  }

  @Test func invalidAssignmentsChangeNothing() throws {
    var walker = try debugger("def main():\n    a = [1, 2]\n    return a")
    _ = walker.move(.stepOver)
    let before = fingerprint(walker.machine)
    for text in ["a[5] = 1", "a = ", "a.x = 1", "print(a)", "a = nope"] {
      #expect(throws: ListingError.self) { try walker.assign(text) }
    }
    #expect(fingerprint(walker.machine) == before)
  }

  @Test func snapshotsStayWithinTheBudget() throws {
    var walker = try unstarted(
      """
      import torch

      def work(x):
          return x + 1

      def main():
          kept = []
          x = torch.zeros(1000)
          for i in range(200):
              x = work(x)
          return x
      """, history: .bytes(200_000))
    while case .step = walker.move(.stepInto) {}
    #expect(walker.timeline.historyBytes <= 200_000)
    #expect(walker.timeline.snapshots > 1)
    _ = walker.move(.continue, .backward)
    #expect(walker.timeline.stop == 1)
  }

  @Test func aMotionCanBeInterruptedBothWays() throws {
    var walker = try debugger("def main():\n    n = 0\n    while True:\n        n += 1\n    return n")
    var left = 5000
    let reason = walker.move(.continue) {
      left -= 1
      return left < 0
    }
    #expect(reason.name == "interrupted")
    let clock = walker.timeline.clock
    #expect(walker.move(.stepOver, .backward, isInterrupted: { true }).name == "interrupted")
    #expect(walker.timeline.clock == clock)
    #expect(walker.timeline.knownStops > 1000)
  }

  @Test func printedTextIsShownOnce() throws {
    var walker = try debugger("def main():\n    print('one')\n    print('two')\n    return 0")
    _ = walker.move(.stepOver)
    #expect(walker.takeOutput() == "one\n")
    _ = walker.move(.stepOver, .backward)
    _ = walker.move(.stepOver, count: 2)
    #expect(walker.takeOutput() == "two\n")
    #expect(walker.takeOutput().isEmpty)
  }
}
