import Testing

@testable import Commands

/// Commands for breakpoints, watchpoints and catchpoints.
struct StoppingTranscriptTests {
  private static let listing = """
    def scale(x, k):
        y = x * k
        return y

    def main():
        total = 0
        for i in range(4):
            total = total + scale(i, 2)
        print(")", scale(total, 1))
        return total
    """

  @Test func aBreakpointsCommandsRunWhereItStops() throws {
    try expectTranscript(
      Self.listing,
      """
      (fwdb) break scale if x == 2
      Breakpoint 1 at scale (main.py:2)
      (fwdb) commands
      (fwdb) print x * 10
      (fwdb) up
      (fwdb) print total
      (fwdb) end
      (fwdb) info breakpoints
      1  scale (main.py:2)
         if x == 2
         > print x * 10
         > up
         > print total
      (fwdb) continue
      Breakpoint 1
      scale at main.py:2
           2      y = x * k
      20
      #1  main at main.py:8  [i: 3 of 4]
           8          total = total + scale(i, 2)
      2
      (fwdb) commands 1
      (fwdb) silent
      (fwdb) print k
      (fwdb) continue
      (fwdb) end
      (fwdb) condition 1
      Breakpoint 1 always stops.
      (fwdb) continue
      2
      1
      )
       12
      The pass is over. It returned 12
      (fwdb) commands 7
      There is no breakpoint 7.
      """.replacing(")\n 12", with: ") 12"))
  }

  /// `silent` suppresses the stop message only if it is a breakpoint's first command. The output of the other commands
  /// is always shown.
  @Test func silentSuppressesOnlyTheStopMessage() throws {
    try expectTranscript(
      Self.listing,
      """
      (fwdb) commands
      There is no breakpoint yet. Usage: commands [NUMBER]
      (fwdb) break scale if x == 2
      Breakpoint 1 at scale (main.py:2)
      (fwdb) commands
      (fwdb) print x * 10
      (fwdb) silent
      (fwdb) end
      (fwdb) continue
      Breakpoint 1
      scale at main.py:2
           2      y = x * k
      20
      """)
  }

  @Test func logPointsPrintAndContinue() throws {
    try expectTranscript(
      Self.listing,
      """
      (fwdb) logpoint 8 "{i}: {total:3d}" if i > 1
      Log point 1 at main.py:8
      (fwdb) dprintf scale,"x %d, k %d",x,k
      Log point 2 at scale (main.py:2)
      (fwdb) logpoint 3 "{nope}"
      Log point 3 at main.py:3
      (fwdb) tbreak 9
      Temporary breakpoint 4 at main.py:9
      (fwdb) disable 3
      (fwdb) continue
      x 0, k 2
      x 1, k 2
      2:   2
      x 2, k 2
      3:   6
      x 3, k 2
      Breakpoint 4
      main at main.py:9
           9      print(")", scale(total, 1))
      (fwdb) info breakpoints
      1  main.py:8 prints "{i}: {total:3d}"  [2 hits]
         if i > 1
      2  scale (main.py:2) prints "x %d, k %d"  [4 hits]
      3  main.py:3 prints "{nope}"  [disabled]
      """.replacing(#"prints "x %d, k %d""#, with: #"prints "{'x %d, k %d' % (x,k,)}""#))
  }

  @Test func watchesAndCatchesNameTheConditionThatFails() throws {
    try expectTranscript(
      Self.listing,
      """
      (fwdb) next
           7      for i in range(4):
      (fwdb) watch total if nope
      Watchpoint 1: total in main, now 0
      (fwdb) continue
      Watchpoint 1: total
        old: 0
        new: 2
        Its condition failed: NameError: name 'nope' is not defined
      main at main.py:7
           7      for i in range(4):
      (fwdb) condition 1 total > 6
      Watchpoint 1 stops if total > 6.
      (fwdb) continue
      Watchpoint 1: total
        old: 6
        new: 12
      main at main.py:7
           7      for i in range(4):
      (fwdb) reverse-continue
      Watchpoint 1: total
        old: 12
        new: 6
      main at main.py:8
           8          total = total + scale(i, 2)
                      ^^^^^
      """)
  }

  @Test func stepIntoTakesACallOfTheStatement() throws {
    try expectTranscript(
      Self.listing,
      """
      (fwdb) advance 9
           9      print(")", scale(total, 1))
      (fwdb) info calls
      1  scale  scale
      (fwdb) step into scale
      scale at main.py:2
           2      y = x * k
      (fwdb) print k
      1
      """)
  }

  // MARK: Saved breakpoints

  /// Sets breakpoints with `commands` in one session, saves them, and restores them in a session of another listing.
  private func restored(
    _ commands: String..., in other: String = Self.listing
  ) throws -> (session: Session, results: [String], unset: String) {
    var before = try session(Self.listing)
    for command in commands { #expect(before.execute(command).failure == nil, "\(command)") }
    var after = try session(other)
    let (results, unset) = after.restoreBreakpoints(from: before.breakpointScript)
    return (after, results.map { "\($0.line): \($0.result.text)" }, unset)
  }

  @Test func savedBreakpointsAreRestored() throws {
    let commands = [
      "break 8 if i == 2", "tbreak scale", "ignore 2 3", "logpoint 3 \"{y} {x}\"", "disable 3", "catch nan",
      "tcatch absmax > 3", "break nowhere", "break other.py:7", "skip scale", "break 7", "commands 8", "print total",
      "up", "end",
    ]
    var before = try session(Self.listing)
    for command in commands { _ = before.execute(command) }
    var after = try session(Self.listing)
    let (results, unset) = after.restoreBreakpoints(from: before.breakpointScript)
    #expect(unset == "")
    #expect(results.allSatisfy { $0.result.failure == nil })
    #expect(after.breakpointScript == before.breakpointScript)
    #expect(after.execute("info breakpoints").text == before.execute("info breakpoints").text)
    #expect(after.execute("info skip").text == "1  function scale")
    // After a second restore, the breakpoints have new numbers. Everything else is the same.
    _ = after.execute("delete")
    _ = after.execute("skip delete")
    _ = after.restoreBreakpoints(from: before.breakpointScript)
    #expect(after.breakpointScript == before.breakpointScript)
    #expect(after.debugger.breakpoints.all.first?.id == 9)
  }

  @Test func aWatchpointOfOneCallIsNotSaved() throws {
    let (session, _, _) = try restored("next", "watch total", "watch 1 + 1")
    #expect(session.breakpointScript == "watch 1 + 1\n")
  }

  /// If the location of a saved breakpoint does not exist, `restoreBreakpoints` returns the lines of the file that set
  /// this breakpoint, its commands and its settings. No other breakpoint receives these commands and settings.
  @Test func breakpointsThatCannotBeSetAreReturned() throws {
    let (session, results, unset) = try restored(
      "break scale", "break 10", "ignore 2 1", "commands 2", "print total", "end", "disable 2", "break 7",
      in: "def scale(x, k):\n    return x\n\ndef main():\n    a = 1\n    b = 2\n    return scale(a, b)")
    #expect(session.breakpointScript == "break scale\nbreak main.py:7\n")
    #expect(
      results == [
        "break scale: Breakpoint 1 at scale (main.py:2)",
        "break main.py:10: main.py has no code on line 10 or below it; its last line with code is 7.",
        "break main.py:7: Breakpoint 2 at main.py:7",
      ])
    #expect(unset == "break main.py:10\nignore $ 1\ncommands\n  print total\nend\ndisable $\n")
  }

  @Test func aSavedFileRunsNoOtherCommand() throws {
    var session = try session(Self.listing)
    let (results, unset) = session.restoreBreakpoints(
      from: "# a comment\nset total = 3\nquit\nbreak 7\n\u{0}\u{1}\ncommands\nprint 1\n")
    #expect(results.map { $0.result.failure != nil } == [true, true, false, true])
    #expect(session.breakpointScript == "break main.py:7\n")
    #expect(unset == "set total = 3\nquit\n\u{0}\u{1}\ncommands\nprint 1\n")
    #expect(!session.isCollecting)
  }
}
