import ListingRuntime
import TestSupport
import Testing

@testable import Commands

/// The command `reload` after the user edited a listing.
struct ReloadTests {
  private static let before = """
    def square(n):
        return n * n

    def main():
        total = 0
        for i in range(3):
            total += square(i)
        return total
    """

  @Test func theCursorAndBreakpointsMoveWithTheirLines() throws {
    let after = """
      # A comment more.
      def square(n):
          m = n
          return m * m * 10

      def main():
          total = 0
          for i in range(3):
              total += square(i)
          return total
      """
    var session = try reloading { after }
    #expect(session.execute("break 7 if i == 2").text == "Breakpoint 1 at main.py:7")
    #expect(session.execute("break square").text == "Breakpoint 2 at square (main.py:2)")
    _ = session.execute("continue 2")
    #expect(session.debugger.frame(0)?.line == 2)
    #expect(
      session.execute("reload").text == """
        The listing was reloaded.
        square at main.py:3
             3      m = n
        """)
    #expect(
      session.execute("info breakpoints").text == """
        1  main.py:9
           if i == 2
        2  square (main.py:3)  [2 hits]
        """)
    #expect(session.execute("print n").text == "1")
    #expect(session.execute("delete").text == "")
    #expect(session.execute("continue").text == "The pass is over. It returned 50")
    // The pass was over before `reload`, so the pass of the new listing is over too.
    #expect(session.execute("reload").text == "The listing was reloaded.\nThe pass is over. It returned 50")
  }

  @Test func aListingWithErrorsIsNotLoaded() throws {
    struct Bad: Error, CustomStringConvertible { let description = "main.py:3:5: expected a value" }
    var session = try reloading { throw Bad() }
    _ = session.execute("next 2")
    let result = session.execute("reload")
    #expect(result.text == "main.py:3:5: expected a value\nThe old listing stays.")
    #expect(result.failure != nil)
    #expect(session.debugger.frame(0)?.line == 7)
  }

  @Test func aRemovedPlaceLeadsToTheStart() throws {
    var session = try reloading { "def main():\n    return 3" }
    _ = session.execute("tbreak square")
    _ = session.execute("continue")
    #expect(
      session.execute("reload").text == """
        The listing was reloaded. The new pass does not reach the old position.
        main at main.py:2
             2      return 3
        """)
    #expect(session.execute("reverse-continue").text.hasPrefix("This is the start of the pass."))
    #expect(session.execute("continue").text == "The pass is over. It returned 3")
  }

  /// `reload` runs the new pass to its end to find the stop where the cursor was. This run also records which results
  /// contain NaN.
  @Test func aNaNMetDuringReloadIsFoundGoingBack() throws {
    var session = try reloading {
      """
      import torch

      def fill(n):
          return torch.zeros(n)

      def main():
          x = fill(2)
          y = torch.log(x - 1)
          for _ in range(300):
              x = fill(2)
          return 3
      """
    }
    session.debugger.observes = true
    _ = session.execute("tbreak square")
    _ = session.execute("continue")
    #expect(session.execute("reload").text.contains("does not reach the old position"))
    _ = session.execute("goto end")
    _ = session.execute("catch nan")
    #expect(session.execute("reverse-continue").text.hasPrefix("Catchpoint 2: log produced 2 NaN"))
  }

  @Test func anErrorDuringReloadIsShown() throws {
    var session = try reloading { Self.before.replacing("total += square(i)", with: "total += square(j)") }
    _ = session.execute("until 8")
    #expect(session.execute("reload").text.contains("NameError: name 'j' is not defined"))
    #expect(session.debugger.frame(0)?.line == 7)
  }

  /// `reload` reads a file only when the new pass imports it. A breakpoint moves with its line of the edited file. If
  /// an imported file has a syntax error, the session keeps the old listing.
  @Test func filesThatAreImportedOnTheWayAreReloaded() throws {
    let files = Files([
      "main.py": "def main():\n    import part\n    n = 1\n    return part.shift(n)\n",
      "part.py": "def shift(n):\n    return n + 1\n", "other.py": "def (",
    ])
    var session = try files.session()
    #expect(
      session.execute("info files").text == """
        main.py   read
        other.py  not read: nothing has imported it
        part.py   not read: nothing has imported it
        """)
    _ = session.execute("next 2")
    #expect(session.execute("info files").text.contains("part.py   read"))
    #expect(session.execute("break part.py:2").text == "Breakpoint 1 at part.py:2")
    _ = session.execute("continue")
    files.set("part.py", to: "# A line more.\ndef shift(n):\n    return n + 10\n")
    #expect(
      session.execute("reload").text == """
        The listing was reloaded.
             3      return n + 10
        """)
    #expect(session.execute("info breakpoints").text == "1  part.py:3  [1 hit]")
    files.set("part.py", to: "def shift(n):\n    return n +\n")
    let result = session.execute("reload")
    #expect(result.text.hasPrefix("part.py:2:15: error: "))
    #expect(result.text.hasSuffix("\nThe old listing stays."))
    #expect(session.debugger.frame(0)?.line == 3)
    files.set("main.py", to: "def main():\n    import other\n    return 2\n")
    _ = session.execute("delete")
    #expect(session.execute("reload").text.hasPrefix("other.py:1:5: error: "))
    files.set("main.py", to: "def main():\n    return 2\n")
    #expect(session.execute("reload").text.hasPrefix("The listing was reloaded. The new pass does not reach"))
    #expect(session.execute("continue").text == "The pass is over. It returned 2")
    // The user can list a file that has syntax errors. A breakpoint in this file is pending until the errors are
    // corrected.
    #expect(
      session.execute("break part.py:2").text
        == "Breakpoint 2 is pending: part.py has syntax errors, which 'info files' shows.")
    #expect(session.execute("list part.py:2").text.contains("return n +"))
    let states = session.execute("info files").text
    #expect(states.contains("other.py  not read") && states.contains("part.py   error\npart.py:2:15: error: "))
  }

  /// Files that a test edits.
  private final class Files: SourceReader, @unchecked Sendable {
    private var texts: [String: String]

    init(_ texts: [String: String]) { self.texts = texts }

    func set(_ path: String, to text: String) { texts[path] = text }
    func text(of path: String) -> String? { texts[path] }
    func isFolder(_ path: String) -> Bool { false }
    var paths: [String] { Array(texts.keys) }

    func machine() throws -> Machine {
      var machine = Machine(sources: ListingSources(name: "test", reader: self))
      let names = try machine.load("main.py")
      machine.setSessionName("main", to: try #require(machine.value(named: "main", in: names)))
      try machine.begin("main()", name: "<pass>")
      return machine
    }

    func session() throws -> Session {
      var debugger = Debugger(try machine())
      _ = debugger.start(at: "main")
      return Session(
        debugger, host: SessionHost(reload: { SessionHost.Reloaded(machine: try self.machine(), start: "main") }))
    }
  }

  /// A session whose command `reload` reads the listing's new text from a closure.
  private func reloading(_ text: @escaping @Sendable () throws -> String) throws -> Session {
    var made = try session(Self.before)
    made.host.reload = {
      SessionHost.Reloaded(machine: try machine(try text()), start: "main")
    }
    return made
  }
}
