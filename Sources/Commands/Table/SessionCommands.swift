import DebugEngine

enum SessionCommands {
  static let all: [Command] = [
    Command("echo", group: .session, usage: "echo TEXT", help: "Print a text.") { _, arguments in .text(arguments.text)
    },
    Command(
      "source", group: .session, usage: "source FILE",
      help: "Carry out the commands in a file. It ends at the first that fails.",
      argument: .file
    ) { session, arguments in
      let path = try arguments.expression()
      if session.openFiles.contains(path) || session.openFiles.count > 20 { throw CommandError.nested(path) }
      guard let text = readFile(path) else { throw CommandError.noFile(path) }
      session.openFiles.append(path)
      defer { session.openFiles.removeLast() }
      var results: [(line: String, result: CommandResult)] = []
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (number, line) in zip(1..., lines) {
        let line = line.trimmed
        if line.isEmpty || line.hasPrefix("#") { continue }
        let result = session.execute(line, isInterrupted: arguments.isInterrupted)
        if case .failure(let error) = result {
          results.append((line, .failure(.inFile(path, line: number, error))))
          break
        }
        results.append((line, result))
        if result.failure != nil || result.isQuit { break }
      }
      return .transcript(results)
    },
    Command(
      "reload", group: .session,
      help: """
        Read the listing again after it was edited, and run the pass anew to the place where the cursor is.
        Breakpoints move with their lines, interventions hold, other changes are gone. When the new text has errors they
        are shown and the old one stays.
        """
    ) { session, arguments in
      if !arguments.text.isEmpty { throw arguments.usageError("reload takes no argument") }
      guard let reload = session.host.reload else { throw CommandError.unavailable("read the listing") }
      let new: SessionHost.Reloaded
      do { new = try reload() } catch { throw CommandError.outside("\(error)\nThe old text stays.") }
      while session.debugger.expressionUnderWay != nil { _ = session.debugger.leaveExpression() }
      let outcome = session.debugger.reload(
        new.machine, startingAt: new.start, isInterrupted: arguments.isInterrupted)
      let (note, reason): (String, StopReason) =
        switch outcome {
        case .samePlace: ("The listing has been read again.", session.debugger.isFinished ? .finished : .step)
        case .notReached: ("The listing has been read again. The new pass does not come by the old place.", .step)
        case .interrupted: ("The listing has been read again.", .interrupted)
        case .error(let error): ("The listing has been read again.", .error(error))
        }
      return .sequence([.text(note), session.report(reason)])
    },
    Command(
      "help", "h", "?", group: .session, usage: "help [COMMAND]", help: "Show all commands, or how one is used.",
      argument: .command
    ) {
      _, arguments in
      arguments.text.isEmpty ? .commands(CommandTable.all) : .help(try CommandTable.find(arguments.text))
    },
    Command("quit", "q", "exit", group: .session, help: "Leave the debugger.") { _, _ in .quit },
  ]
}
