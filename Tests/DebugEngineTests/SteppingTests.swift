import Testing

@testable import DebugEngine

struct SteppingTests {
  let calls = """
    def inner(x):
        y = x + 1
        return y

    def outer(x):
        a = inner(x)
        b = inner(a) + inner(a)
        return b

    def main():
        r = outer(1)
        s = r + 1
        return s
    """

  @Test func stepsGoIntoCallsAndBackOut() throws {
    try expectStops(
      calls,
      [
        ("s", "outer:6"), ("s", "inner:2"), ("s", "inner:3"), ("s", "outer:7"), ("s 4", "inner:3"), ("s", "outer:8"),
        ("s", "main:12"), ("s", "main:13"), ("s", "end"), ("s", "end"),
        ("rs", "main:13"), ("rs", "main:12"), ("rs", "outer:8"), ("rs", "inner:3"), ("rs", "inner:2"),
        ("rs 3", "outer:7"),
        ("rs", "inner:3"), ("rs 10", "<pass>:1 begin"), ("s", "main:11"),
      ])
  }

  @Test func nextStaysInTheFrameUntilItReturns() throws {
    try expectStops(
      calls,
      [
        ("n", "main:12"), ("rn", "main:11"), ("s", "outer:6"), ("n", "outer:7"), ("n", "outer:8"), ("n", "main:12"),
        ("rn", "main:11"), ("n", "main:12"), ("rs", "outer:8"), ("rn", "outer:7"), ("rn", "outer:6"), ("rn", "main:11"),
        ("rn", "<pass>:1"), ("rn", "<pass>:1 begin"), ("n", "end"), ("rn", "main:13"),
      ])
  }

  /// At the last line of a call, `next` returns to the caller. `next` does not stop in another call of the same
  /// statement.
  @Test func nextAtTheEndOfACallGoesToTheCaller() throws {
    try expectStops(
      calls,
      [
        ("s 4", "outer:7"), ("s", "inner:2"), ("n", "inner:3"), ("n", "outer:8"),
        ("rs", "inner:3"), ("rn", "inner:2"), ("rn", "outer:7"),
      ])
  }

  @Test func finishStopsInTheCallersStatementWithTheReturnValue() throws {
    try expectStops(
      calls,
      [
        ("s 2", "inner:2"), ("f", "outer:6 returned 2"), ("n", "outer:7"), ("s", "inner:2"),
        ("f", "outer:7 returned 3"),
        ("s", "inner:2"), ("f", "outer:7 returned 3"), ("f", "main:11 returned 6"), ("rs", "outer:8"),
        ("rf", "main:11"),
        ("s", "outer:6"), ("rf", "main:11"), ("f", "<pass>:1 returned 7"), ("f", "end"),
      ])
  }

  @Test func reverseFinishStopsBeforeTheCall() throws {
    var debugger = try debugger(calls)
    _ = try debugger.perform("s 5")
    _ = try debugger.perform("f")
    _ = try debugger.perform("s")
    let reason = try debugger.perform("rf")
    #expect(debugger.place(after: reason) == "outer:7")
    let frame = try #require(debugger.frames.first)
    #expect(frame.file.text(in: frame.range) == "inner(a)")
  }

  let loops = """
    def main():
        total = 0
        for i in range(3):
            total = total + i
        else:
            total = total * 10
        while total > 10:
            total = total - 15
        return total
    """

  @Test func loopsStopAtTheirHeaderBeforeEachIteration() throws {
    try expectStops(
      loops,
      [
        ("n", "main:3"), ("n", "main:4"), ("n", "main:3"), ("n", "main:4"), ("n", "main:3"), ("n", "main:4"),
        ("n", "main:3"),
        ("n", "main:6"), ("n", "main:7"), ("n", "main:8"), ("n", "main:7"), ("n", "main:8"), ("n", "main:7"),
        ("n", "main:9"),
        ("rn", "main:7"), ("rn", "main:8"), ("rn 3", "main:7"), ("rn", "main:6"), ("rn", "main:3"), ("rn", "main:4"),
      ])
  }

  @Test func untilLeavesALoop() throws {
    try expectStops(
      loops,
      [
        ("n 2", "main:4"), ("u", "main:6"), ("n", "main:7"), ("u 9", "main:9"), ("ru 2", "main:2"), ("u 5", "main:6"),
        ("ru", "main:3"), ("ru", "main:2"),
      ])
  }

  @Test func recursiveCallsAreDistinguished() throws {
    try expectStops(
      """
      def fact(n):
          if n < 2:
              return 1
          return n * fact(n - 1)

      def main():
          return fact(4)
      """,
      [
        ("s", "fact:2"), ("n", "fact:4"), ("s", "fact:2"), ("n", "fact:4"), ("s", "fact:2"), ("f", "fact:4 returned 2"),
        ("f", "fact:4 returned 6"), ("rf", "main:7"), ("n", "end"),
      ])
  }

  @Test func nextOverARecursiveCallReturnsToTheSameDepth() throws {
    try expectStops(
      """
      def walk(n):
          if n == 0:
              return 0
          a = walk(n - 1)
          b = a + 1
          return b

      def main():
          return walk(3)
      """,
      [
        ("s", "walk:2"), ("n", "walk:4"), ("n", "walk:5"), ("rn", "walk:4"), ("s", "walk:2"), ("n", "walk:4"),
        ("n", "walk:5"),
        ("n", "walk:6"), ("n", "walk:5"), ("rs", "walk:6"), ("rn 3", "walk:2"), ("rn", "walk:4"), ("rf", "main:9"),
      ])
  }

  @Test func inheritedAndSuperMethodsAreEntered() throws {
    try expectStops(
      """
      class Base:
          def __init__(self, k):
              self.k = k

          def forward(self, x):
              return x * self.k

      class Derived(Base):
          def __init__(self):
              super().__init__(3)

          def forward(self, x):
              y = super().forward(x)
              return y + 1

      def main():
          d = Derived()
          return d.forward(2)
      """,
      [
        ("s", "Derived.__init__:10"), ("s", "Base.__init__:3"), ("f", "Derived.__init__:10 returned None"),
        ("f", "main:17 returned Derived"), ("n", "main:18"), ("s", "Derived.forward:13"), ("s", "Base.forward:6"),
        ("n", "Derived.forward:14"), ("rn", "Derived.forward:13"), ("rn", "main:18"), ("rs", "Base.__init__:3"),
      ])
  }

  @Test func stepEntersCallsInAComprehension() throws {
    try expectStops(
      """
      def double(x):
          return x * 2

      def main():
          a = [double(i) for i in range(3)]
          b = [i for i in a]
          return sorted(b, key=lambda x: -x)
      """,
      [
        ("s", "double:2"), ("s", "double:2"), ("s", "double:2"), ("s", "main:6"), ("s", "main:7"),
        ("s", "main.<lambda>:7"),
        ("rs", "main:7"), ("rs", "main:6"), ("rs", "double:2"), ("rn", "main:5"), ("n", "main:6"),
      ])
  }

  @Test func eachStatementOnALineIsAStop() throws {
    try expectStops(
      """
      def main():
          a = 1; b = 2
          return a + b
      """, [("n", "main:2"), ("n", "main:3"), ("rn", "main:2"), ("rn", "main:2"), ("rn", "<pass>:1")])
  }

  @Test func anErrorLeavesTheCursorAtTheOperationThatRaisedIt() throws {
    try expectStops(
      """
      def divide(a, b):
          c = a + 1
          return c // b

      def main():
          x = divide(1, 1)
          return divide(x, 0)
      """,
      [
        ("c", "divide:3 ZeroDivisionError: integer division or modulo by zero"),
        ("n", "divide:3 ZeroDivisionError: integer division or modulo by zero"),
        ("rn", "divide:3"), ("rn", "divide:2"), ("rn", "main:7"),
        ("n", "divide:3 ZeroDivisionError: integer division or modulo by zero"),
      ])
  }

  @Test func stepOperationStopsWithinALine() throws {
    var debugger = try debugger(
      """
      import torch

      def main():
          a = torch.ones(2, 3)
          b = a.transpose(0, 1) @ a + len([1, 2]) * 3
          b[0] = 5.0
          return b.sum()
      """)
    let expected = [
      ("ones", "torch.ones(2, 3)", "2; 3"), ("transpose", "a.transpose(0, 1)", "a; 0; 1"),
      ("@", "a.transpose(0, 1) @ a", "a.transpose(0, 1); a"),
      ("+", "a.transpose(0, 1) @ a + len([1, 2]) * 3", "a.transpose(0, 1) @ a; len([1, 2]) * 3"),
      ("[]=", "b[0]", "; b; 0"), ("sum", "b.sum()", "b"),
    ]
    func check(_ reason: StopReason, _ expected: (name: String, text: String, operands: String)) {
      guard case .operation(let operation) = reason else {
        Issue.record("\(reason)")
        return
      }
      #expect(operation.name == expected.name)
      #expect(operation.file.text(in: operation.range) == expected.text)
      #expect(operation.operands.map(\.text).joined(separator: "; ") == expected.operands)
    }
    for row in expected { check(debugger.move(.stepOperation), row) }
    #expect(debugger.operation?.results.map(\.line) == ["[] float32 63.0"])
    #expect(debugger.move(.stepOperation).name == "finished")
    for row in expected.reversed() { check(debugger.move(.stepOperation, .backward), row) }
    #expect(debugger.move(.stepOperation, .backward).name == "beginning")
    check(debugger.move(.stepOperation, count: 3), expected[2])
  }
}
