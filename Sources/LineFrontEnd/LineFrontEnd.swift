import Commands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The debugger at a prompt: reads a line, runs it, prints the result.
public enum LineFrontEnd {
  /// Reads commands until a command quits or the input ends.
  ///
  /// - Parameter afterEach: called with the session after each command; its return value is printed.
  @MainActor public static func run(_ session: inout Session, afterEach: (Session) -> String? = { _ in nil }) {
    let interrupts = Interrupts(session.debugger.cancellation)
    defer { interrupts.end() }
    let current = SessionBox(session)
    let editor = LineEditor { line in
      let completions = current.session.completions(of: line)
      return (completions.typed, completions.words)
    }
    while true {
      guard let line = editor.read(prompt: current.session.prompt) else {
        // Ctrl-D ends a breakpoint's commands, as in gdb.
        guard current.session.isCollecting else { break }
        print("end")
        _ = current.session.execute("end")
        continue
      }
      interrupts.reset()
      let result = ProgressLine.during(current.session.debugger.progress) {
        current.session.execute(line) { interrupts.isInterrupted }
      }
      let text = result.text
      if !text.isEmpty { print(text) }
      if let note = afterEach(current.session) { print(note.printable) }
      fflush(nil)
      if result.isQuit { break }
    }
    session = current.session
  }
}

/// A reference to the session, because completion reads the session while the user types a line.
@MainActor private final class SessionBox {
  var session: Session
  init(_ session: Session) { self.session = session }
}
