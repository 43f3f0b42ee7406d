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

  /// `reload` runs the new pass to its end to find the cursor's old place. This run also records which results contain
  /// NaN.
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

  /// A session whose `reload` receives the new text from a closure.
  private func reloading(_ text: @escaping @Sendable () throws -> String) throws -> Session {
    var made = try session(Self.before)
    made.host.reload = {
      SessionHost.Reloaded(machine: try machine(try text()), start: "main")
    }
    return made
  }
}
