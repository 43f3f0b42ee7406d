import DebugEngine
import Synchronization
import Testing

@testable import Commands

/// Commands and background queries run on separate threads while an event loop continues. These tests need no front
/// end.
@Suite struct SessionRunnerTests {
  private static let listing = """
    def main():
        total = 0
        for i in range(100_000_000):
            total += i
        return total
    """

  /// An event loop that collects outputs, like the event loop of a front end.
  private struct Loop {
    var session: Session
    var runner: SessionRunner<String>
    private let wakes = Wakes()

    init(threads: Bool = true) throws {
      session = try CommandsTests.session(listing)
      let wake: @Sendable () -> Void = { [wakes] in wakes.add() }
      runner =
        threads
        ? SessionRunner(for: session, wake: wake) : SessionRunner(for: session, wake: wake) { _ in nil }
    }

    mutating func run(_ line: String) {
      runner.run(session.copyForCommand()) { session, isInterrupted in
        session.execute(line, isInterrupted: isInterrupted).text
      }
    }

    /// Starts a background query that runs until it is interrupted. Its answer is `name`.
    mutating func waitInBackground(_ name: String) {
      runner.runInBackground(session) { _, isInterrupted in
        while !isInterrupted() {}
        return name
      }
    }

    /// Waits until the loop was woken `count` times, then returns all outputs.
    mutating func outputs(after count: Int) -> [String] {
      wakes.wait(for: count)
      return runner.takeOutputs()
    }
  }

  /// Counts how often the event loop was woken.
  private final class Wakes: Sendable {
    private let count = Atomic<Int>(0)

    func add() { count.add(1, ordering: .sequentiallyConsistent) }

    func wait(for wanted: Int) { while count.load(ordering: .sequentiallyConsistent) < wanted {} }
  }

  @Test(arguments: [true, false]) func aCommandReturnsItsOutputOnce(threads: Bool) throws {
    var loop = try Loop(threads: threads)
    #expect(!loop.runner.isRunning && loop.runner.takeOutputs().isEmpty)
    loop.run("print 2 + 3")
    #expect(loop.runner.isRunning)
    #expect(loop.outputs(after: 1) == ["5"])
    #expect(!loop.runner.isRunning && loop.runner.takeOutputs().isEmpty)
    // After the error, the runner accepts the next command.
    loop.run("print 7")
    #expect(loop.outputs(after: 2) == ["7"])
  }

  @Test func theLoopsSessionDoesNotChange() throws {
    var loop = try Loop()
    let line = loop.session.debugger.frame(0)?.line
    loop.run("next")
    _ = loop.outputs(after: 1)
    #expect(loop.session.debugger.frame(0)?.line == line)
  }

  @Test func anInterruptedCommandEndsEarly() throws {
    var loop = try Loop()
    loop.run("continue")
    #expect(loop.runner.takeOutputs().isEmpty)
    loop.runner.interrupt()
    let output = try #require(loop.outputs(after: 1).first)
    #expect(output.contains("Interrupted"), "\(output)")
    // The interruption ended only the first command: the next command runs.
    loop.run("print 1")
    #expect(loop.outputs(after: 2) == ["1"])
  }

  @Test func progressIsKnownWhileACommandRuns() throws {
    var loop = try Loop()
    #expect(loop.runner.currentProgress() == nil)
    loop.run("continue")
    var progress = loop.runner.currentProgress()
    while progress?.report.function != "main" { progress = loop.runner.currentProgress() }
    #expect(try #require(progress).seconds > 0)
    loop.runner.stop()
    #expect(loop.runner.currentProgress() == nil)
  }

  /// A new command interrupts the background query. The interrupted query returns a partial answer.
  @Test func aCommandEndsTheBackgroundQuery() throws {
    var loop = try Loop()
    loop.waitInBackground("question")
    #expect(!loop.runner.isRunning && loop.runner.takeOutputs().isEmpty)
    loop.run("print 4")
    #expect(loop.outputs(after: 2) == ["4", "question"])
  }

  @Test func stoppingEndsAllWorkWithoutOutput() throws {
    var loop = try Loop()
    loop.run("continue")
    loop.waitInBackground("question")
    loop.runner.stop()
    #expect(!loop.runner.isRunning && loop.runner.takeOutputs().isEmpty)
  }
}

/// The data that a front end shows when the pass stops.
@Suite struct StopSnapshotTests {
  private func session() throws -> Session {
    try CommandsTests.session(
      """
      import torch

      def scale(x, factor):
          doubled = x * factor
          return doubled

      def main():
          x = torch.arange(3)
          for i in range(2):
              x = scale(x, 2)
          return x
      """)
  }

  @Test func aStopSnapshotDescribesTheStop() throws {
    var session = try session()
    _ = session.execute("break scale")
    _ = session.execute("continue")
    _ = session.execute("next")
    let snapshot = StopSnapshot(session, evaluating: ["factor + 1", "nothing"])
    #expect(snapshot.frames.map(\.function) == ["scale", "main", "<pass>"])
    #expect(snapshot.frame?.line == 5)
    #expect(snapshot.variables.map(\.name) == ["x", "factor", "doubled"])
    #expect(snapshot.variables.first { $0.name == "doubled" }?.hasChanged == true)
    #expect(snapshot.linesRun == [4])
    #expect(snapshot.loopPosition == "i: iteration 1 of 2")
    #expect(snapshot.otherLoops.map(\.target) == ["i"])
    #expect(snapshot.breakpoints(file: "main.py", line: 3).isEmpty)
    #expect(snapshot.breakpoints(file: "main.py", line: 4).map(\.id) == [1])
    #expect(snapshot.file(named: "main.py")?.lines.count == 11)
    #expect(try snapshot.values["factor + 1"]?.get().line == "3")
    guard case .failure? = snapshot.values["nothing"] else {
      Issue.record("an unknown name has no value")
      return
    }
  }

  @Test func theSelectedFrameDecidesWhatIsShown() throws {
    var session = try session()
    _ = session.execute("break scale")
    _ = session.execute("continue")
    _ = session.execute("up")
    let snapshot = StopSnapshot(session, evaluating: ["i"])
    #expect(snapshot.frame?.function == "main")
    #expect(snapshot.variables.map(\.name) == ["x", "i"])
    #expect(try snapshot.values["i"]?.get().line == "0")
  }

  @Test func changedDisplaysAreMarkedUntilTheCursorMoves() throws {
    var session = try session()
    _ = session.execute("next")
    _ = session.execute("display x")
    _ = session.execute("display 1 + 1")
    func marks(_ line: String, since before: StopSnapshot) -> (marks: [Bool], snapshot: StopSnapshot) {
      _ = session.execute(line)
      var snapshot = StopSnapshot(session)
      snapshot.markChanges(since: before)
      return (snapshot.watches.map(\.hasChanged), snapshot)
    }
    var found = marks("next", since: StopSnapshot(session))
    #expect(found.marks == [false, false])
    found = marks("next", since: found.snapshot)
    #expect(found.marks == [true, false])
    found = marks("print x", since: found.snapshot)
    #expect(found.marks == [true, false])
  }
}
