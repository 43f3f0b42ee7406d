import DebugEngine

enum RunningCommands {
  static let all: [Command] = [
    countedMotion("step", ["s"], .running, .stepInto, .forward, help: "Run to the next statement, entering calls."),
    countedMotion(
      "next", ["n"], .running, .stepOver, .forward,
      help: "Run to the next statement of this call, or of its caller when it returns."),
    Command(
      "finish", "fin", group: .running,
      help: """
        Run until the selected call has returned, and show what it returned.
        The cursor then stands in the caller's statement, which is still under way.
        """, isRepeatable: true
    ) { session, arguments in
      if !arguments.text.isEmpty { throw arguments.usageError("finish takes no argument") }
      return session.move(.stepOut, isInterrupted: arguments.isInterrupted)
    },
    Command(
      "until", "u", group: .running, usage: "until [LINE]",
      help: """
        Run to a line below this one: what leaves a loop. With a line, run to that one.
        Stops at the latest when the selected call has returned.
        """, isRepeatable: true
    ) { session, arguments in
      let line = arguments.text.isEmpty ? nil : try arguments.number(arguments.text, "a line")
      return session.move(.until(line: line), isInterrupted: arguments.isInterrupted)
    },
    Command(
      "advance", group: .running, usage: "advance PLACE",
      help: "Run to a line, function or module path, or until the selected call has returned.", argument: .place
    ) { session, arguments in
      if arguments.text.isEmpty { throw arguments.usageError("a place is needed") }
      let new = try session.addBreakpoint(arguments.text, isTemporary: true)
      if let problem = new.problem {
        session.debugger.discardBreakpoint(new.breakpoint.id)
        throw CommandError.breakpoint(problem)
      }
      let result = session.move(.stepOut, isInterrupted: arguments.isInterrupted)
      session.debugger.discardBreakpoint(new.breakpoint.id)
      return result
    },
    countedMotion(
      "continue", ["c"], .running, .continue, .forward, help: "Run to the next breakpoint. With a count, to so many."),
    countedMotion(
      "stepi", ["si"], .running, .stepInstruction, .forward,
      help: "Run one instruction: from one operation of a statement to the next."),
    Command(
      "goto", group: .running, usage: "goto layer NUMBER | goto stop NUMBER",
      help: """
        Go to the first line of a layer, or to a stop of the pass by its number, wherever the cursor is.
        Back to what the pass has passed already. To a layer that is still to come it runs, and breakpoints stop it.
        """, argument: .words(["layer", "stop"])
    ) { session, arguments in
      let words = arguments.words
      guard words.count == 2 else { throw arguments.usageError("a kind of place and a number are needed") }
      let number = try arguments.number(words[1], "a number")
      switch words[0] {
      case "stop": return session.report(session.debugger.go(toStop: number, isInterrupted: arguments.isInterrupted))
      case "layer":
        guard let reason = session.debugger.go(toLayer: number, isInterrupted: arguments.isInterrupted) else {
          throw CommandError.noLayer(number)
        }
        return session.report(reason)
      default: throw arguments.usageError("'\(words[0])' is not a kind of place")
      }
    },
    Command(
      "start", group: .running, help: "Go back to the first stop of the pass."
    ) { session, arguments in
      session.report(session.debugger.restart(isInterrupted: arguments.isInterrupted))
    },
    Command(
      "run", "r", group: .running, help: "Go back to the first stop of the pass and run to the first breakpoint."
    ) { session, arguments in
      if case .interrupted = session.debugger.restart(isInterrupted: arguments.isInterrupted) {
        return session.report(.interrupted)
      }
      return session.move(.continue, isInterrupted: arguments.isInterrupted)
    },
  ]
}

enum ReverseCommands {
  static let all: [Command] = [
    countedMotion(
      "reverse-step", ["rs"], .reverse, .stepInto, .backward,
      help: "Go back to the statement run before this one, in whatever call."),
    countedMotion(
      "reverse-next", ["rn"], .reverse, .stepOver, .backward,
      help: "Go back to the statement before in this call, or to the one that made this call."),
    Command(
      "reverse-finish", "rf", group: .reverse, help: "Go back to where the selected call was made.", isRepeatable: true
    ) { session, arguments in
      session.move(.stepOut, .backward, isInterrupted: arguments.isInterrupted)
    },
    countedMotion(
      "reverse-continue", ["rc"], .reverse, .continue, .backward,
      help: "Go back to the breakpoint reached before, or else to the beginning."),
    Command(
      "reverse-until", "ru", group: .reverse, usage: "reverse-until [LINE]",
      help: "Go back to a line above this one, or to the given line, or to where this call was made.",
      isRepeatable: true
    ) { session, arguments in
      let line = arguments.text.isEmpty ? nil : try arguments.number(arguments.text, "a line")
      return session.move(.until(line: line), .backward, isInterrupted: arguments.isInterrupted)
    },
    countedMotion(
      "reverse-stepi", ["rsi"], .reverse, .stepInstruction, .backward, help: "Go back by one instruction."),
  ]
}

private func countedMotion(
  _ name: String, _ aliases: [String], _ group: CommandGroup, _ motion: Motion, _ direction: Direction, help: String
) -> Command {
  Command(name, aliases: aliases, group: group, usage: "\(name) [COUNT]", help: help, isRepeatable: true) {
    session, arguments in
    try session.move(motion, direction, count: arguments.count(), isInterrupted: arguments.isInterrupted)
  }
}
