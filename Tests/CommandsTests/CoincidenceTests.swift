import Testing

@testable import Commands

/// Several breakpoints or catchpoints cause the same stop. In both directions, the stop reports each of them, increases
/// its hit count and runs its commands.
struct CoincidenceTests {
  private static let listing = """
    import torch

    def double(x):
        return x * 2

    def main():
        x = torch.ones(2)
        for i in range(4):
            y = -(x + 30)
            x = double(x)
        x.add_(5.0)
        total = x.sum() + x.add_(7.0).max()
        return total
    """

  private func hits(_ session: Session) -> [Int] { session.debugger.breakpoints.all.map(\.hitCount) }

  @Test func aCatchpointAndABreakpointOnTheNextOperation() throws {
    var session = try session(Self.listing)
    _ = session.execute("break op - if i == 0")
    _ = session.execute("catch max > 30 if i == 0")
    let there = session.execute("continue").text
    #expect(there.hasPrefix("Catchpoint 2: max is 31 after +\nBreakpoint 1\nmain at main.py:9\n"))
    #expect(hits(session) == [1, 1])
    _ = session.execute("delete 2")
    _ = session.execute("continue")
    _ = session.execute("catch max > 30 if i == 0")
    let back = session.execute("reverse-continue").text
    #expect(back.hasPrefix("Catchpoint 3: max is 31 after +\nBreakpoint 1\nmain at main.py:9\n"))
    #expect(hits(session) == [2, 1])
  }

  @Test func aLogPointPrintsWhereACatchpointStops() throws {
    var session = try session(Self.listing)
    _ = session.execute("logpoint op - \"negated {i}\"")
    _ = session.execute("catch max > 30")
    #expect(session.execute("continue").text.contains("negated 0"))
  }

  @Test func twoCatchpointsOnOneOperation() throws {
    var session = try session(Self.listing)
    _ = session.execute("catch absmax > 30")
    _ = session.execute("catch max > 30")
    let there = session.execute("continue").text
    #expect(there.hasPrefix("Catchpoint 1: absmax is 31 after +\nCatchpoint 2: max is 31 after +\n"))
    #expect(hits(session) == [1, 1])
    _ = session.execute("next")
    _ = session.execute("next")
    _ = session.execute("reverse-continue")
    let back = session.execute("reverse-continue").text
    #expect(back.hasPrefix("Catchpoint 1: absmax is 31 after +\nCatchpoint 2: max is 31 after +\n"))
  }

  /// Two operands of one operation contain NaN: the report names both operands, and the catchpoint counts one hit.
  @Test func aCatchpointWithTwoReportsHasOneHit() throws {
    var session = try session(
      """
      import torch
      from torch import nn

      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.a = nn.Parameter(torch.tensor([1.0, float("nan")]))
              self.b = nn.Parameter(torch.tensor([float("nan"), 2.0]))

          def forward(self):
              return self.a + self.b

      model = Net()

      def main():
          return model()
      """)
    _ = session.execute("catch nan")
    let text = session.execute("continue").text
    #expect(text.contains("Catchpoint 1: NaN enters from a[1]") && text.contains("Catchpoint 1: NaN enters from b[0]"))
    #expect(hits(session) == [1])
  }

  @Test func aWatchpointAndABreakpointWithCommands() throws {
    var session = try session(Self.listing)
    for line in ["break 9", "commands 1", "echo HELLO", "end", "continue"] { _ = session.execute(line) }
    _ = session.execute("watch i")
    let text = session.execute("continue").text
    #expect(text.contains("Watchpoint 2: i\n  old: 0\n  new: 1"))
    #expect(text.contains("Breakpoint 1"))
    #expect(text.contains("HELLO"))
  }

  @Test func aChangeInAStatementWhereACatchpointStops() throws {
    var session = try session(Self.listing)
    _ = session.execute("tbreak 12")
    _ = session.execute("continue")
    _ = session.execute("watch x.sum().item()")
    _ = session.execute("catch absmax > 27")
    var changes = 0
    for _ in 0..<3 where session.execute("continue").text.contains("Watchpoint 2: ") { changes += 1 }
    #expect(changes == 1)
  }

  @Test func gotoStopsAsContinueDoes() throws {
    var session = try session(Self.listing)
    for line in ["break 10 if i == 2", "commands 1", "echo HELLO", "end"] { _ = session.execute(line) }
    let text = session.execute("goto end").text
    #expect(text.contains("Breakpoint 1"))
    #expect(text.contains("HELLO"))
    // After a step back, the watchpoint compares with the value at the cursor's new position.
    _ = session.execute("delete")
    _ = session.execute("watch i")
    _ = session.execute("goto 4")
    #expect(session.execute("print i").text == "0")
    #expect(session.execute("goto 1000").text.contains("Watchpoint 2: i\n  old: 2\n  new: 3"))
  }

  @Test(arguments: [
    ("goto 101%", "Expected a percentage between 0% and 100%"), ("goto layer", "Expected a number after 'layer'"),
    ("goto -1", "Stops are numbered from 1"), ("mark end", "'goto end' already has another meaning"),
    ("catch absmax > nan", "'absmax > nan' cannot be caught"),
  ]) func invalidPlacesAreErrors(_ line: String, _ words: String) throws {
    var session = try session(Self.listing)
    let result = session.execute(line)
    #expect(result.failure != nil)
    #expect(result.text.contains(words))
  }
}
