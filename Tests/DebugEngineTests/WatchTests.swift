import Testing

@testable import DebugEngine

struct WatchTests {
  let listing = """
    import torch

    def double(t):
        t.mul_(2)
        return t

    def main():
        n = 1
        x = torch.ones(2)
        y = x
        n = n
        n = n + 1
        double(y)
        x = x * 1.0
        x[0] = 7.0
        n += 1
        return x
    """

  private func watching(_ expressions: String...) -> (inout Debugger) throws -> Void {
    { debugger in
      _ = debugger.move(.stepOver, count: 3)
      for expression in expressions { _ = try debugger.addWatch(expression) }
    }
  }

  @Test func aWatchpointStopsAfterTheChangeAndBackwardBeforeIt() throws {
    try expectStops(
      listing,
      [
        ("c", "main:13 watch 1 1 -> 2"), ("c", "main:17 watch 1 2 -> 3"), ("c", "<pass>:1 watch 1 ended"), ("c", "end"),
      ], setUp: watching("n"))
    try expectStops(
      listing,
      [
        ("c", "main:13 watch 1 1 -> 2"), ("c", "main:17 watch 1 2 -> 3"), ("rc", "main:16 watch 1 3 -> 2"),
        ("rc", "main:12 watch 1 2 -> 1"), ("rc", "main:8 watch 1 1 -> -"), ("rc", "<pass>:1 begin"),
        ("c", "main:9 watch 1 - -> 1"),
      ], setUp: watching("n"))
  }

  /// A watchpoint on a tensor stops when any bit of an element changes: through another name, in another call, or in
  /// place. A new tensor with equal bits is no change.
  @Test func tensorsAreComparedBitByBit() throws {
    try expectStops(
      listing,
      [
        ("c", "double:5 watch 1 [2] float32 1.0 1.0 -> [2] float32 2.0 2.0"),
        ("c", "main:16 watch 1 [2] float32 2.0 2.0 -> [2] float32 7.0 2.0"),
        ("rc", "main:15 watch 1 [2] float32 7.0 2.0 -> [2] float32 2.0 2.0"),
        ("rc", "double:4 watch 1 [2] float32 2.0 2.0 -> [2] float32 1.0 1.0"),
      ], setUp: watching("x"))
  }

  @Test func aPredicateStopsWhenItBecomesTrue() throws {
    try expectStops(
      listing,
      [
        ("c", "main:13 watch 1 False -> True"), ("c", "<pass>:1 watch 1 ended"),
      ],
      setUp: { debugger in
        _ = debugger.move(.stepOver, count: 3)
        _ = try debugger.addWatch("n > 1", isPredicate: true)
      })
  }

  @Test func aNameWithoutAValueYetCanBeWatched() throws {
    try expectStops(
      listing, [("c", "main:10 watch 1 - -> [2] float32 1.0 1.0")], setUp: { _ = try $0.addWatch("x") })
    var debugger = try debugger(listing)
    #expect(throws: BreakpointProblem.self) { try debugger.addWatch("nowhere + 1") }
    #expect(throws: BreakpointProblem.self) { try debugger.addWatch("n +") }
  }

  /// If the call stack has several calls of a function, the watchpoint watches the variable of one call only.
  @Test func aWatchpointBelongsToOneCall() throws {
    try expectStops(
      """
      def down(n):
          k = n
          if n > 0:
              down(n - 1)
          k += 10
          return k

      def main():
          return down(2)
      """,
      [
        ("s 4", "down:2"), ("c", "down:3 watch 1 - -> 1"), ("c", "down:6 watch 1 1 -> 11"),
        ("c", "down:4 watch 1 ended"),
        ("c", "end"),
      ],
      setUp: { debugger in
        _ = debugger.move(.stepInto, count: 4)
        _ = try debugger.addWatch("k")
        _ = debugger.move(.stepInto, .backward, count: 4)
      })
  }

  @Test func watchpointsHaveConditionsAndIgnoreCountsAndStopSteps() throws {
    var debugger = try debugger(listing)
    _ = debugger.move(.stepOver)
    _ = try debugger.addWatch("n", condition: "n == 3")
    let other = try debugger.addWatch("x.sum()").breakpoint.id
    try debugger.setIgnoreCount(1, breakpoint: other)
    let expected = ["main:10", "main:11", "main:12", "main:13", "double:5 watch 2 2.0 -> 4.0"]
    for place in expected {
      let reason = debugger.move(.stepOver)
      #expect(debugger.place(after: reason).replacing("[] float32 ", with: "") == place)
    }
    var reason = debugger.move(.continue)
    #expect(debugger.place(after: reason).hasPrefix("main:16 watch 2"))
    reason = debugger.move(.continue)
    #expect(debugger.place(after: reason) == "main:17 watch 1 2 -> 3")
    #expect(debugger.breakpoints[other]?.hitCount == 3)
    #expect(debugger.watches.map(\.hitCount) == [1, 3])
  }

  private let counting = """
    import torch

    count = 0
    class Box:
        def __init__(self):
            self.level = 0

    box = Box()

    def bump(n):
        global count
        box.level = n // 2
        count = count + 1
        return count

    def shadow(count):
        count = count * 10
        return count

    def main():
        for i in range(4):
            bump(i)
            shadow(i)
        return count
    """

  /// The user sets a watchpoint on a global name in a call. The watchpoint stays active after the call returns. It
  /// ignores local variables with the same name.
  @Test func aGlobalNameIsWatchedInEveryFunctionOfItsFile() throws {
    try expectStops(
      counting,
      [
        ("c", "bump:14 watch 1 0 -> 1"), ("c", "bump:14 watch 1 1 -> 2"), ("c", "bump:14 watch 1 2 -> 3"),
        ("rc", "bump:13 watch 1 3 -> 2"), ("rc", "bump:13 watch 1 2 -> 1"), ("c", "bump:14 watch 1 1 -> 2"),
      ],
      setUp: { debugger in
        _ = debugger.move(.stepInto, count: 2)
        #expect(debugger.frames.first?.function == "bump")
        let new = try debugger.addWatch("count")
        #expect(new.breakpoint.watch?.scope == nil && new.breakpoint.watch?.file == "main.py")
        #expect(!new.breakpoint.isLasting)
      })
  }

  @Test func anAttributeOfAGlobalObjectIsWatched() throws {
    try expectStops(
      counting, [("c", "bump:13 watch 1 0 -> 1"), ("c", "end"), ("rc", "bump:12 watch 1 1 -> 0")],
      setUp: { _ = try $0.addWatch("box.level") })
  }

  /// A watchpoint without a scope evaluates its condition with the variables of the call where the user set the
  /// condition.
  @Test func aConditionSeesTheCallWhereItWasGiven() throws {
    try expectStops(
      counting, [("c", "bump:14 watch 1 2 -> 3"), ("c", "bump:14 watch 1 3 -> 4"), ("c", "end")],
      setUp: { debugger in
        _ = debugger.move(.stepOver)
        _ = try debugger.addWatch("count", condition: "i >= 2")
        #expect(debugger.breakpoints.all[0].conditionScope?.function == "main")
      })
  }

  @Test func aConditionOfAReturnedCallIsAnError() throws {
    var debugger = try debugger(counting)
    _ = debugger.move(.stepInto, count: 2)
    let id = try debugger.addWatch("count").breakpoint.id
    try debugger.setCondition("n == 7", breakpoint: id)
    guard case .watch(let changes) = debugger.move(.continue), let error = changes[0].conditionError else {
      Issue.record("the second call of bump() has no n of the first")
      return
    }
    #expect(error.summary.contains("a call of bump that is not on the call stack"))
    try debugger.setCondition(nil, breakpoint: id)
    guard case .watch(let next) = debugger.move(.continue) else {
      Issue.record("without a condition it stops")
      return
    }
    #expect(next[0].conditionError == nil)
  }
}
