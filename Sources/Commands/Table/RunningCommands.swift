import DebugEngine

enum RunningCommands {
  static let all: [Command] = [
    steppingInto(
      "step", ["s"], .running, .forward, help: "Run to the next statement, entering calls.",
      seeAlso: ["next", "skip", "info", "reverse-step"]),
    countedMotion(
      "next", ["n"], .running, .stepOver, .forward,
      help: """
        Run to the next statement, stepping over calls. If the function returns, stop in its caller.
        With COUNT, step COUNT times.
        """, examples: ["next 3"], seeAlso: ["step", "until", "reverse-next"]),
    countedMotion(
      "finish", ["fin"], .running, .stepOut, .forward,
      help: """
        Run until the selected frame returns, and show its return value.
        The cursor is then inside the caller's statement. With COUNT, run until COUNT frames have returned.
        """, examples: ["finish 2"], seeAlso: ["next", "return", "reverse-finish"]),
    until("until", "u", .running, .forward),
    advance("advance", nil, .running, .forward),
    countedMotion(
      "continue", ["c"], .running, .continue, .forward,
      help: """
        Run to the next breakpoint, watchpoint or catchpoint, or to the end of the pass.
        With COUNT, continue COUNT times.
        """,
      examples: ["continue 3"], seeAlso: ["break", "watch", "catch", "reverse-continue"]),
    countedMotion(
      "stepi", ["si"], .running, .stepOperation, .forward,
      help: "Run one tensor operation, and show its operands and results. With COUNT, run COUNT operations.",
      examples: ["stepi 5"], seeAlso: ["step", "info", "reverse-stepi"]),
    Command(
      "start", group: .running, help: "Go back to the first stop of the pass.", seeAlso: ["run", "goto"]
    ) { session, arguments in
      session.report(session.debugger.restart(isInterrupted: arguments.isInterrupted))
    },
    Command(
      "restart", group: .running, help: "Go back to the first stop of the pass. Same as 'start'.",
      seeAlso: ["start", "run"]
    ) { session, arguments in
      session.report(session.debugger.restart(isInterrupted: arguments.isInterrupted))
    },
    Command(
      "run", "r", group: .running,
      help: "Go back to the first stop of the pass, and run to the first breakpoint, watchpoint or catchpoint.",
      seeAlso: ["start", "continue"]
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
      help: "Go back to the previous statement, entering calls at their last statement.",
      seeAlso: ["step", "reverse-next", "skip"]
    ),
    countedMotion(
      "reverse-next", ["rn"], .reverse, .stepOver, .backward,
      help: """
        Go back to the previous statement, stepping over calls.
        From the first statement of a function, go back to its call. With COUNT, go back COUNT times.
        """, examples: ["reverse-next 3"], seeAlso: ["next", "reverse-step"]),
    countedMotion(
      "reverse-finish", ["rf"], .reverse, .stepOut, .backward,
      help: "Go back to the call of the selected frame. With COUNT, go back out of COUNT frames.",
      examples: ["reverse-finish 2"], seeAlso: ["finish", "reverse-next"]),
    countedMotion(
      "reverse-continue", ["rc"], .reverse, .continue, .backward,
      help: """
        Go back to the previous breakpoint, watchpoint or catchpoint, or to the start of the pass.
        A watchpoint stops before the change of its value. With COUNT, go back COUNT times.
        """, examples: ["reverse-continue 2"], seeAlso: ["continue", "break", "watch", "catch"]),
    until("reverse-until", "ru", .reverse, .backward),
    advance("reverse-advance", "ra", .reverse, .backward),
    countedMotion(
      "reverse-stepi", ["rstepi", "rsi"], .reverse, .stepOperation, .backward,
      help: """
        Go back to the end of the previous tensor operation, and show its operands and results.
        With COUNT, go back COUNT operations.
        """,
      examples: ["reverse-stepi 5"], seeAlso: ["stepi", "info"]),
  ]
}

private func countedMotion(
  _ name: String, _ aliases: [String], _ group: CommandGroup, _ motion: Motion, _ direction: Direction, help: String,
  examples: [String], seeAlso: [String]
) -> Command {
  Command(
    name, aliases: aliases, group: group, usage: "\(name) [COUNT]", help: help, examples: examples, seeAlso: seeAlso,
    isRepeatable: true
  ) { session, arguments in
    try session.move(motion, direction, count: arguments.count(), isInterrupted: arguments.isInterrupted)
  }
}

private func steppingInto(
  _ name: String, _ aliases: [String], _ group: CommandGroup, _ direction: Direction, help: String, seeAlso: [String]
) -> Command {
  Command(
    name, aliases: aliases, group: group, usage: "\(name) [COUNT] | \(name) into CALL",
    help: help + """

      With COUNT, \(direction == .forward ? "step" : "go back") COUNT times.
      Functions with an enabled skip are not entered; 'info skip' lists the skips.
      '\(name) into CALL' enters one call of the statement. CALL is a name or a number that 'info calls' lists.
      """, examples: ["\(name) 2", "\(name) into feed_forward"], seeAlso: seeAlso, isRepeatable: true
  ) { session, arguments in
    let words = arguments.words
    guard words.first == "into" else {
      return try session.move(.stepInto, direction, count: arguments.count(), isInterrupted: arguments.isInterrupted)
    }
    if words.count != 2 { throw arguments.usageError("expected the name of a call") }
    guard let call = session.debugger.call(named: words[1], direction) else {
      let known = session.debugger.callsOfStatement(direction).filter { $0.canBeEntered != false }.map(\.callee)
      throw CommandError.noCall(words[1], known: known)
    }
    return session.move(.stepIntoCall(call.id), direction, isInterrupted: arguments.isInterrupted)
  }
}

private func until(_ name: String, _ alias: String, _ group: CommandGroup, _ direction: Direction) -> Command {
  Command(
    name, alias, group: group, usage: "\(name) [LINE | LOCATION]",
    help: direction == .forward
      ? """
      Run until the selected frame reaches a line below the current line. At the end of a loop's body, leave the loop.
      With LINE, run until the selected frame reaches LINE. With LOCATION, run until the pass reaches LOCATION.
      If the selected frame returns first, stop in its caller. 'help break' describes LOCATION.
      """
      : """
      Go back until the selected frame reaches a line above the current line.
      With LINE, go back until the selected frame reaches LINE. With LOCATION, go back until the pass reaches LOCATION.
      If the pass reaches the call of the selected frame first, stop at that call. 'help break' describes LOCATION.
      """, examples: ["\(name) 84"], seeAlso: ["advance", direction == .forward ? "reverse-until" : "until"],
    argument: .place, isRepeatable: true
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
    name, aliases: alias.map { [$0] } ?? [], group: group, usage: "\(name) LOCATION",
    help: direction == .forward
      ? """
      Run to a location: a line, function, module path, layer or operation.
      If the selected frame returns first, stop in its caller. 'help break' describes LOCATION.
      """
      : """
      Go back to a location: a line, function, module path, layer or operation.
      If the pass reaches the call of the selected frame first, stop at that call. 'help break' describes LOCATION.
      """, examples: ["\(name) encoder.encoders.1.self_attn"],
    seeAlso: ["until", "tbreak", direction == .forward ? "reverse-advance" : "advance"], argument: .place
  ) { session, arguments in
    if arguments.text.isEmpty { throw arguments.usageError("expected a location") }
    let place = try session.debugger.place(arguments.text, frame: session.selectedFrame)
    return session.move(.advance(place), direction, isInterrupted: arguments.isInterrupted)
  }
}
