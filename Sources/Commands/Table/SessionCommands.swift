import DebugEngine

enum SessionCommands {
  static let all: [Command] = [
    Command(
      "echo", group: .session, usage: "echo TEXT", help: "Print TEXT, for example in a script.",
      examples: ["echo after the encoder"], seeAlso: ["source", "commands"]
    ) { _, arguments in .text(arguments.text) },
    Command(
      "source", group: .session, usage: "source FILE",
      help: "Run the commands in a file. Stop at the first command that fails.", examples: ["source check.fwdb"],
      seeAlso: ["load", "echo"], argument: .file
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
        Read the edited listing again, and run the pass to the cursor's position.
        Breakpoints move with their lines. Interventions stay; other changes are lost. If the new pass imports a file with syntax
        errors before it reaches the cursor's position, fwdb shows the errors and keeps the old listing. A pass reads
        other files when it imports them.
        """, seeAlso: ["info", "list", "undo"]
    ) { session, arguments in
      if !arguments.text.isEmpty { throw arguments.usageError("reload takes no argument") }
      guard let reload = session.host.reload else { throw CommandError.unavailable("read the listing") }
      let new: SessionHost.Reloaded
      do { new = try reload() } catch { throw CommandError.outside("\(error)\nThe old listing stays.") }
      while session.debugger.expressionUnderWay != nil { _ = session.debugger.leaveExpression() }
      let outcome = session.debugger.reload(
        new.machine, startingAt: new.start, isInterrupted: arguments.isInterrupted)
      let (note, reason): (String, StopReason) =
        switch outcome {
        case .samePlace: ("The listing was reloaded.", session.debugger.isFinished ? .finished : .step)
        case .notReached: ("The listing was reloaded. The new pass does not reach the old position.", .step)
        case .interrupted: ("The listing was reloaded.", .interrupted)
        case .broken(let error): throw CommandError.outside("\(error.message)\nThe old listing stays.")
        case .error(let error): ("The listing was reloaded.", .error(error))
        }
      return .sequence([.text(note), session.report(reason)])
    },
    Command(
      "help", "h", "?", group: .session, usage: "help [COMMAND]", help: "List all commands, or show help for one.",
      examples: ["help break"], seeAlso: ["info"], argument: .command
    ) { _, arguments in
      arguments.text.isEmpty ? .commands(CommandTable.all) : .help(try CommandTable.find(arguments.text))
    },
    Command("quit", "q", "exit", group: .session, help: "Quit the debugger.") { _, _ in .quit },
  ]
}
