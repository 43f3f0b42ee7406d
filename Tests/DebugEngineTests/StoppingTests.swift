import Testing

@testable import DebugEngine

/// Stops at layers and operations, conditions that fail, stepping into one of several calls on a line, skips and marks.
/// Most tests move forward and backward.
struct StoppingTests {
  private let encoder = """
    import torch
    from torch import nn

    class Block(nn.Module):
        def forward(self, x):
            y = torch.relu(x)
            return torch.softmax(y, dim=-1)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.blocks = nn.ModuleList([Block(), Block(), Block()])

        def forward(self, x):
            for i, block in enumerate(self.blocks):
                x = block(x)
            return torch.softmax(x, dim=-1)

    model = Net()

    def main():
        return model(torch.ones(1, 2))
    """
  private let profile = ModelProfile(
    title: "toy",
    layerLoop: LayerLoop(functions: ["Net.forward"], iterable: "enumerate(self.blocks)", carried: "x"))

  private func expect(
    _ debugger: inout Debugger, _ table: [(String, String)], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (number, (command, expected)) in table.enumerated() {
      let reason = try debugger.perform(command)
      #expect(
        debugger.place(after: reason) == expected, "row \(number + 1): \(command)", sourceLocation: sourceLocation)
    }
  }

  // MARK: Layers and operations

  @Test func layerBreakpointsStopAtTheBeginningOfALayer() throws {
    var debugger = try debugger(encoder, profile: profile)
    _ = try debugger.addBreakpoint(at: "layer 2")
    try expect(
      &debugger,
      [
        ("c", "Net.forward:16 breakpoint 1"), ("s", "Block.forward:6"), ("c", "end"),
        ("rc", "Net.forward:16 breakpoint 1"),
        ("rc", "<pass>:1 begin"),
      ])
    #expect(debugger.breakpoints.all.first?.hitCount == 2)
  }

  /// Backward, a log point prints the same values as forward: the values at its location.
  @Test func logPointsPrintTheSameBackward() throws {
    var debugger = try debugger(encoder, profile: profile)
    _ = try debugger.addBreakpoint(at: "16", logging: "layer {i}: {x.sum():.1f}")
    #expect(debugger.move(.continue).name == "finished")
    let said = debugger.takeLog()
    #expect(said == ["layer 0: 2.0", "layer 1: 1.0", "layer 2: 1.0"])
    #expect(debugger.move(.continue, .backward).name == "beginning")
    #expect(debugger.takeLog() == said.reversed())
  }

  @Test func layerBreakpointsWaitWhenNoLayerLoopIsDeclared() throws {
    var debugger = try debugger(encoder)
    let new = try debugger.addBreakpoint(at: "layer 2")
    #expect(new.problem == .noLayerLoop)
    let reason = debugger.move(.continue)
    #expect(reason.name == "finished")
  }

  @Test func operationBreakpointsStopBeforeTheOperation() throws {
    var debugger = try debugger(encoder)
    _ = try debugger.addBreakpoint(at: "op softmax in blocks.1")
    _ = try debugger.addBreakpoint(at: "op softmax", condition: "i == 2")
    let reason = debugger.move(.continue)
    #expect(debugger.place(after: reason).hasPrefix("Block.forward:7 breakpoint"))
    try debugger.removeBreakpoint(2)
    _ = debugger.move(.continue, .backward)
    try expect(
      &debugger,
      [
        ("c", "Block.forward:7 breakpoint 1"), ("i", "Block.forward:7 ran softmax"), ("c", "end"),
        ("rc", "Block.forward:7 breakpoint 1"), ("rc", "<pass>:1 begin"),
      ])
  }

  // MARK: Conditions

  @Test func aWatchpointWithAFailingConditionStopsWithTheError() throws {
    var debugger = try debugger(
      """
      def main():
          n = 1
          n = n + 1
          return n
      """)
    _ = debugger.move(.stepOver)
    _ = try debugger.addWatch("n", condition: "nope > 1")
    guard case .watch(let changes) = debugger.move(.continue) else {
      Issue.record("the watch did not stop")
      return
    }
    #expect(changes.map(\.conditionError?.summary) == ["NameError: name 'nope' is not defined"])
    guard case .watch(let back) = debugger.move(.continue, .backward) else {
      Issue.record("the watch did not stop on the way back")
      return
    }
    #expect(back.first?.conditionError != nil)
  }

  @Test func aCatchpointWithAFailingConditionStopsWithTheError() throws {
    var debugger = try debugger(encoder)
    _ = try debugger.addCatch("max > 0.4", condition: "nope")
    for direction in [Direction.forward, .backward] {
      if direction == .backward { _ = debugger.move(.continue) }
      guard case .caught(let report) = debugger.move(.continue, direction) else {
        Issue.record("nothing was caught \(direction)")
        return
      }
      #expect(report.conditionError?.summary == "NameError: name 'nope' is not defined")
    }
    try debugger.setCondition("i == 1", breakpoint: 1)
    _ = debugger.move(.continue, .backward, count: 20)
    guard case .caught(let report) = debugger.move(.continue) else {
      // Block.forward has no variable i, so the condition raises an error there.
      Issue.record("nothing was caught")
      return
    }
    #expect(report.conditionError != nil)
  }

  @Test func aConditionThatSometimesFailsStopsThereBothWays() throws {
    try expectStops(
      """
      def half(n):
          return n // 2

      def main():
          total = 0
          for i in range(4):
              total += half(6 - i)
          return total
      """,
      [
        ("c", "half:2 breakpoint 1"), ("c", "half:2 breakpoint 1"),
        ("c", "half:2 breakpoint 1 ZeroDivisionError: integer division or modulo by zero"),
        ("c", "end"),
        ("rc", "half:2 breakpoint 1 ZeroDivisionError: integer division or modulo by zero"),
        ("rc", "half:2 breakpoint 1"),
      ], setUp: { _ = try $0.addBreakpoint(at: "half", condition: "6 // (n - 4) > 2 or n == 6") })
  }

  // MARK: Two calls on a line

  private let twoCalls = """
    def left(x):
        return x + 1

    def right(x):
        return x * 2

    def name(x):
        return x

    def main():
        a = left(1) + right(2)
        b = right(left(name(")")[0] == ")"))
        return a + b
    """

  @Test func twoCallsOnOneLineWithABreakpointEach() throws {
    try expectStops(
      twoCalls,
      [
        ("c", "left:2 breakpoint 1"), ("c", "right:5 breakpoint 2"), ("c", "left:2 breakpoint 1"),
        ("c", "right:5 breakpoint 2"), ("c", "end"),
        ("rc", "right:5 breakpoint 2"), ("rc", "left:2 breakpoint 1"), ("rc", "right:5 breakpoint 2"),
        ("rn", "left:2 breakpoint 1"),
        ("n", "right:5 breakpoint 2"), ("f", "main:11 returned 4"), ("n", "main:12"), ("n", "left:2 breakpoint 1"),
      ],
      setUp: {
        _ = try $0.addBreakpoint(at: "left")
        _ = try $0.addBreakpoint(at: "right")
      })
  }

  @Test func stepEntersTheChosenCallOfALine() throws {
    var debugger = try debugger(twoCalls)
    #expect(debugger.callsOfStatement.map(\.callee) == ["left", "right"])
    #expect(debugger.callsOfStatement.map(\.function) == ["left", "right"])
    let right = try #require(debugger.call(named: "right"))
    let stop1 = debugger.move(.stepIntoCall(right.id))
    #expect(debugger.place(after: stop1) == "right:5")
    #expect(debugger.text(of: "x") == "2")
    // A parenthesis in a string does not begin a call.
    _ = debugger.move(.stepOver)
    #expect(debugger.callsOfStatement.map(\.callee) == ["name", "left", "right"])
    let left = try #require(debugger.call(named: "2"))
    let stop2 = debugger.move(.stepIntoCall(left.id))
    #expect(debugger.place(after: stop2) == "left:2")
    // Step backward into the call that the cursor left.
    _ = debugger.move(.stepOut)
    _ = debugger.move(.stepOver)
    let last = try #require(debugger.call(named: "name", .backward))
    let stop3 = debugger.move(.stepIntoCall(last.id), .backward)
    #expect(debugger.place(after: stop3).hasPrefix("name:8"))
    #expect(debugger.call(named: "absent") == nil)
  }

  // MARK: Skips

  @Test func skippedFunctionsAreSteppedOverBothWays() throws {
    var debugger = try debugger(twoCalls)
    let skip = try debugger.skip(function: "left")
    _ = try debugger.skip(function: "na*")
    try expect(
      &debugger,
      [
        ("s", "right:5"), ("s", "main:12"), ("s", "right:5"), ("s", "main:13"),
        ("rs", "right:5"), ("rs", "main:12"), ("rs", "right:5"), ("rs", "main:11"),
      ])
    let isKnown = debugger.setEnabled(false, skip: skip.id)
    #expect(isKnown)
    try expect(&debugger, [("s", "left:2")])
    let removed = [debugger.removeSkip(skip.id), debugger.removeSkip(99)]
    #expect(removed == [true, false])
    // A breakpoint stops in a skipped function too.
    _ = try debugger.addBreakpoint(at: "name")
    try expect(&debugger, [("s 3", "name:8 breakpoint 1"), ("s", "left:2")])
  }

  // MARK: Marks

  @Test func gotoMarkWorksInBothDirections() throws {
    var debugger = try debugger(twoCalls)
    _ = try debugger.perform("s")
    let mark = debugger.mark("here")
    #expect((mark.function, mark.line) == ("left", 2))
    _ = try debugger.perform("c")
    let stop4 = try debugger.go(to: .mark("here"))
    #expect(debugger.place(after: stop4) == "left:2")
    _ = try debugger.perform("rc")
    let stop5 = try debugger.go(to: .mark("here"))
    #expect(debugger.place(after: stop5) == "left:2")
    #expect(debugger.timeline.marks.map(\.name) == ["here"])
    let removed = [debugger.removeMark("here"), debugger.removeMark("here")]
    #expect(removed == [true, false])
    #expect(throws: DestinationProblem.self) { try debugger.go(to: .mark("here")) }
    let stop6 = try debugger.go(to: .end)
    #expect(debugger.place(after: stop6) == "end")
    let stop7 = try debugger.go(to: .beginning)
    #expect(debugger.place(after: stop7) == "main:11")
  }

  // MARK: Advance

  @Test func advanceGoesToALocationAndEndsAtTheReturn() throws {
    var debugger = try debugger(twoCalls)
    func place(_ text: String) throws -> Motion { .advance(try debugger.place(text, frame: 0)) }
    let right = try place("right"), left = try place("left"), line = try place("12")
    let stop8 = debugger.move(right)
    #expect(debugger.place(after: stop8) == "right:5")
    // The call has returned, so the motion stops at the end of the line.
    let stop9 = debugger.move(left)
    #expect(debugger.place(after: stop9) == "main:12")
    let stop10 = debugger.move(left)
    #expect(debugger.place(after: stop10) == "left:2")
    let stop11 = debugger.move(line, .backward)
    #expect(debugger.place(after: stop11) == "main:12")
  }

  // MARK: Loops, comprehensions, exceptions with breakpoints

  @Test func breakpointsInComprehensionsAndLoops() throws {
    try expectStops(
      """
      def double(x):
          return x * 2

      def main():
          a = [double(i) for i in range(3)]
          for i in range(2):
              a = [double(k) for k in a if k > 0]
          return a
      """,
      [
        ("c", "double:2 breakpoint 1"), ("c", "main:7 breakpoint 2"), ("c", "double:2 breakpoint 1"),
        ("c", "main:7 breakpoint 2"), ("c", "double:2 breakpoint 1"), ("c", "end"),
        ("rc", "double:2 breakpoint 1"), ("rc", "main:7 breakpoint 2"), ("rc", "double:2 breakpoint 1"),
        ("rc", "main:7 breakpoint 2"), ("rc", "double:2 breakpoint 1"), ("rc", "<pass>:1 begin"),
      ],
      setUp: {
        _ = try $0.addBreakpoint(at: "double", condition: "x == 2 or x == 8")
        _ = try $0.addBreakpoint(at: "7")
      })
  }

  @Test func breakpointsStopInEachRecursiveCall() throws {
    try expectStops(
      """
      def fact(n):
          if n < 2:
              return 1
          return n * fact(n - 1)

      def main():
          return fact(3)
      """,
      [
        ("c", "fact:2 breakpoint 1"), ("c", "fact:2 breakpoint 1"), ("f", "fact:2 breakpoint 1"),
        ("f", "fact:4 returned 1"), ("f", "fact:4 returned 2"), ("f", "main:7 returned 6"),
        ("rc", "fact:2 breakpoint 1"), ("rf", "fact:4"), ("rf", "fact:2 breakpoint 1"),
      ], setUp: { _ = try $0.addBreakpoint(at: "fact") })
  }

  @Test func anErrorStopsWhereItIsRaisedAndSteppingBackWorks() throws {
    try expectStops(
      """
      class Base:
          def run(self, n):
              return 1 // n

      class Derived(Base):
          def run(self, n):
              k = n - 1
              return super().run(k)

      def main():
          d = Derived()
          return [d.run(n) for n in (3, 2, 1)]
      """,
      [
        ("c", "Base.run:3 breakpoint 1"),
        ("c", "Base.run:3 breakpoint 1"), ("c", "Base.run:3 breakpoint 1"),
        ("c", "Base.run:3 ZeroDivisionError: integer division or modulo by zero"),
        ("rc", "Base.run:3 breakpoint 1"), ("rn", "Derived.run:8"), ("rn", "Derived.run:7"),
        ("rc 2", "Base.run:3 breakpoint 1"), ("rc", "<pass>:1 begin"),
      ], setUp: { _ = try $0.addBreakpoint(at: "Base.run") })
  }
}
