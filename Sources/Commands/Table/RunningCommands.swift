import DebugEngine

enum RunningCommands {
  static let all: [Command] = [
    steppingInto("step", ["s"], .running, .forward, help: "Run to the next statement, entering calls."),
    countedMotion(
      "next", ["n"], .running, .stepOver, .forward,
      help: "Run to the next statement of this call, or of its caller when it returns."),
    countedMotion(
      "finish", ["fin"], .running, .stepOut, .forward,
      help: """
        Run until the selected call has returned, and show what it returned.
        The cursor then stands in the caller's statement, which is still under way. With a count, so many calls.
        """),
    until("until", "u", .running, .forward),
    advance("advance", nil, .running, .forward),
    countedMotion(
      "continue", ["c"], .running, .continue, .forward,
      help: "Run to the next breakpoint, watch or catch. With a count, to so many."),
    countedMotion(
      "stepi", ["si"], .running, .stepOperation, .forward,
      help: "Run one tensor operation, and show what it took and what it gave."),
    Command(
      "start", group: .running, help: "Go back to the first stop of the pass."
    ) { session, arguments in
      session.report(session.debugger.restart(isInterrupted: arguments.isInterrupted))
    },
    Command(
      "restart", group: .running, help: "Go back to the first stop of the pass, as 'start' does."
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
    steppingInto(
      "reverse-step", ["rs"], .reverse, .backward,
      help: "Go back to the statement run before this one, in whatever call."
    ),
    countedMotion(
      "reverse-next", ["rn"], .reverse, .stepOver, .backward,
      help: "Go back to the statement before in this call, or to the one that made this call."),
    countedMotion(
      "reverse-finish", ["rf"], .reverse, .stepOut, .backward, help: "Go back to where the selected call was made."),
    countedMotion(
      "reverse-continue", ["rc"], .reverse, .continue, .backward,
      help: """
        Go back to the breakpoint, watch or catch reached before, or else to the beginning.
        A watch stops before what changed the value.
        """),
    until("reverse-until", "ru", .reverse, .backward),
    advance("reverse-advance", "ra", .reverse, .backward),
    countedMotion(
      "reverse-stepi", ["rstepi", "rsi"], .reverse, .stepOperation, .backward,
      help: "Go back to just behind the tensor operation before, and show it."),
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

private func steppingInto(
  _ name: String, _ aliases: [String], _ group: CommandGroup, _ direction: Direction, help: String
) -> Command {
  Command(
    name, aliases: aliases, group: group, usage: "\(name) [COUNT] | \(name) into CALL",
    help: help + """

      \(name) into feed_forward enters that one of the calls of the statement; 'info calls' lists them, and a call's number
      there means it too. What 'skip' names is not entered.
      """, isRepeatable: true
  ) { session, arguments in
    let words = arguments.words
    guard words.first == "into" else {
      return try session.move(.stepInto, direction, count: arguments.count(), isInterrupted: arguments.isInterrupted)
    }
    if words.count != 2 { throw arguments.usageError("the name of a call is needed") }
    guard let call = session.debugger.call(named: words[1], direction) else {
      let known = session.debugger.callsOfStatement(direction).filter { $0.canBeEntered != false }.map(\.callee)
      throw CommandError.noCall(words[1], known: known)
    }
    return session.move(.stepIntoCall(call.id), direction, isInterrupted: arguments.isInterrupted)
  }
}

private func until(_ name: String, _ alias: String, _ group: CommandGroup, _ direction: Direction) -> Command {
  Command(
    name, alias, group: group, usage: "\(name) [LINE | PLACE]",
    help: direction == .forward
      ? """
      Run to a line below this one: what leaves a loop. With a line of this call, run to that one; with another place, there.
      Stops at the latest when the selected call has returned.
      """
      : """
      Go back to a line above this one, or to the given line or place.
      Stops at the latest where the selected call was made.
      """, argument: .place, isRepeatable: true
  ) { session, arguments in
    if arguments.text.isEmpty || Int(arguments.text) != nil {
      let line = arguments.text.isEmpty ? nil : try arguments.number(arguments.text, "a line")
      return session.move(.until(line: line), direction, isInterrupted: arguments.isInterrupted)
    }
    let place = try session.debugger.place(arguments.text, frame: session.selectedFrame)
    return session.move(.advance(place), direction, isInterrupted: arguments.isInterrupted)
  }
}

private func advance(_ name: String, _ alias: String?, _ group: CommandGroup, _ direction: Direction) -> Command {
  Command(
    name, aliases: alias.map { [$0] } ?? [], group: group, usage: "\(name) PLACE",
    help: direction == .forward
      ? "Run to a line, function, module path, layer or operation, or until the selected call has returned."
      : "Go back to a line, function, module path, layer or operation, or to where the selected call was made.",
    argument: .place
  ) { session, arguments in
    if arguments.text.isEmpty { throw arguments.usageError("a place is needed") }
    let place = try session.debugger.place(arguments.text, frame: session.selectedFrame)
    return session.move(.advance(place), direction, isInterrupted: arguments.isInterrupted)
  }
}
