import DebugEngine

/// Commands that make the pass another one. What comes before the change stays; only what comes after is computed anew.
enum ChangingCommands {
  static let all: [Command] = [
    Command(
      "set", group: .changing, usage: "set var NAME = EXPRESSION",
      help: """
        Give a variable, an attribute or elements of a tensor another value, as a statement of the listing would.
        set var x = x * 0, set x[0, 3] = 0, set self.scale = 2. All that comes after the cursor is computed anew. A new
        name becomes a variable of the session. 'undo' takes it back.
        """, argument: .expression
    ) { session, arguments in
      var text = arguments.text
      for word in ["variable ", "var "] where text.hasPrefix(word) {
        text = text.dropFirst(word.count).trimmed
        break
      }
      if text.isEmpty { throw arguments.usageError("an assignment is needed") }
      return .assigned(
        try session.debugger.assign(text, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted))
    },
    Command(
      "return", group: .changing, usage: "return [EXPRESSION]",
      help: """
        End the selected call as if it had returned the value of an expression, or None without one.
        The cursor then stands in the caller's statement, as after 'finish'. In the outermost call of an expression that
        is debugged, 'return' alone goes back to the pass.
        """, argument: .expression
    ) { session, arguments in
      if arguments.text.isEmpty, session.debugger.expressionUnderWay != nil,
        session.selectedFrame == session.debugger.frameCount - 1
      {
        return try session.leave()
      }
      let value = try session.debugger.returnNow(
        arguments.text.isEmpty ? nil : arguments.text, frame: session.selectedFrame,
        isInterrupted: arguments.isInterrupted)
      return session.report(session.debugger.isFinished ? .finished : .returned(value))
    },
    Command(
      "omit", group: .changing,
      help: """
        Leave out the statement at the cursor: go on behind it without running it.
        A compound statement is left out with all that is in it. gdb's 'skip' is another thing: functions that 'step'
        passes over.
        """
    ) { session, arguments in
      if !arguments.text.isEmpty { throw arguments.usageError("omit takes no argument") }
      return session.report(try session.debugger.leaveOutStatement(isInterrupted: arguments.isInterrupted))
    },
    Command(
      "ablate", group: .changing, usage: "ablate PATH [AXIS INDEX[,INDEX…]]",
      help: """
        Have a module give zeros, or zeros in some slices of an axis, from now on.
        ablate encoder.encoders.3.self_attn, ablate encoder.encoders.3.self_attn head 2. A name means an axis as the
        shape comments of the module's text have it: those slices of every variable there are zeros. A number means an
        axis of what the module returns; INDEX may be a range, 0:4. What the module touched first and all after it is computed
        anew, up to the cursor. Catches and figures see a module's value as it is then; of an axis that is named, what the
        operation gave, for the zeros are in the variable. 'info interventions' lists them, 'delete intervention NUMBER'
        and 'undo' end them.
        """, argument: .modulePath
    ) { session, arguments in
      let words = arguments.words
      if words.isEmpty { throw arguments.usageError("the path of a module is needed") }
      if words.count == 2 { throw arguments.usageError("an index along '\(words[1])' is needed") }
      let axis = words.count > 1 ? Int(words[1]).map(Intervention.Axis.number) ?? .named(words[1]) : nil
      let indices = try words.dropFirst(2).flatMap { try places(String($0), arguments) }
      let clock = session.debugger.timeline.clock
      let wasFinished = session.debugger.isFinished
      let (made, reason) = try session.debugger.ablate(words[0], axis, indices, isInterrupted: arguments.isInterrupted)
      let told = CommandResult.interventions([made])
      let stays = session.debugger.timeline.clock == clock && !wasFinished
      return session.afterChange(told, reason, stays: stays)
    },
    Command(
      "what-if", "whatif", group: .changing, usage: "what-if CHANGE [show EXPRESSION, …]",
      help: """
        Run the pass to its end twice, as it is and with a change, and show both side by side: text, result, layers.
        CHANGE is another command of this group: what-if ablate encoder.encoders.3.self_attn head 2, what-if set xs =
        xs * 0. Expressions behind 'show' are computed at the end of the selected call. Nothing of the pass changes.
        """, argument: .command
    ) { session, arguments in
      var change = try arguments.expression()
      var figures: [String] = []
      if let show = change.ranges(of: " show ").last {
        figures = session.expressions(in: change[show.upperBound...].trimmed)
        change = change[..<show.lowerBound].trimmed
        for figure in figures {
          if let error = session.debugger.syntaxError(in: figure) { throw CommandError.listing(error) }
        }
      }
      let (command, _) = try CommandTable.parse(change, isInterrupted: arguments.isInterrupted)
      guard changes.contains(command.name) else {
        throw arguments.usageError(
          "'\(command.name)' changes nothing: what-if takes \(changes.joined(separator: ", "))")
      }
      var changed = session
      changed.debugger = session.debugger.aside
      if let failure = changed.execute(change, isInterrupted: arguments.isInterrupted).failure { throw failure }
      return .whatIf(
        WhatIfReport(
          change: change, figures: figures,
          before: session.debugger.outcome(
            figures: figures, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted),
          after: changed.debugger.outcome(
            figures: figures, frame: changed.frame(like: session), isInterrupted: arguments.isInterrupted)))
    },
    Command(
      "undo", group: .changing, usage: "undo [COUNT | all]",
      help: """
        Take the last change back: the pass is as it was, and the cursor stands where the change was made.
        'undo all' leads to the original pass. 'info timeline' lists the changes.
        """
    ) { session, arguments in
      try session.forEachChange(arguments) { debugger throws(ChangeProblem) in try debugger.undo() }
    },
    Command(
      "redo", group: .changing, usage: "redo [COUNT | all]",
      help: "Make the change again that 'undo' took back: that pass is as it was left."
    ) { session, arguments in
      try session.forEachChange(arguments) { debugger throws(ChangeProblem) in try debugger.redo() }
    },
    Command(
      "debug", group: .changing, usage: "debug EXPRESSION",
      help: """
        Step into an expression: it runs in the pass's stead, with all commands, as the selected frame sees it.
        At its end, or by 'leave', the cursor is back in the pass, which has not changed. Breakpoints stay.
        """, argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      let reason = try session.debugger.debugExpression(
        text, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted)
      if case .error(let error) = reason, session.debugger.frameCount == 1 {
        // Nothing has been stepped into: what is wrong is the expression itself.
        _ = session.debugger.leaveExpression()
        throw CommandError.listing(error)
      }
      let report = session.report(reason)
      if case .stopped(let stop) = report, stop.left != nil { return report }
      return .sequence([.text("Debugging \(text): 'leave' goes back to the pass."), report])
    },
    Command(
      "leave", group: .changing, help: "Go back from the expression that 'debug' stepped into to the pass."
    ) { session, arguments in
      if !arguments.text.isEmpty { throw arguments.usageError("leave takes no argument") }
      return try session.leave()
    },
  ]

  /// What `what-if` takes.
  private static let changes = ["set", "ablate", "return", "omit", "delete", "undo", "redo"]

  /// `2`, `0:4`
  private static func places(_ text: String, _ arguments: Arguments) throws(CommandError) -> [Int] {
    var result: [Int] = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      if ends.count == 1, let index = ends[0] {
        result.append(index)
      } else if ends.count == 2, let low = ends[0], let high = ends[1], low >= 0, low < high, high - low <= 100_000 {
        result += Array(low..<high)
      } else {
        throw arguments.usageError("'\(part)' is neither an index nor a range like 0:4")
      }
    }
    if result.isEmpty { throw arguments.usageError("an index is needed") }
    return result
  }
}

extension Session {
  /// Back from an expression to the pass.
  fileprivate mutating func leave() throws(CommandError) -> CommandResult {
    guard let expression = debugger.expressionUnderWay else { throw .noExpression }
    let value = debugger.leaveExpression()
    guard case .stopped(let report) = report(.step) else { return .nothing }
    return .stopped(report.leaving(LeftExpression(expression: expression, value: value)))
  }

  /// What is told after a change of the whole pass.
  mutating func afterChange(_ told: CommandResult, _ reason: StopReason, stays: Bool) -> CommandResult {
    let problems = debugger.takeChangeProblems().map(CommandResult.text)
    if case .step = reason, stays { return problems.isEmpty ? told : .sequence([told] + problems) }
    return .sequence([told] + problems + [report(reason)])
  }

  fileprivate mutating func forEachChange(
    _ arguments: Arguments, _ body: (inout Debugger) throws(ChangeProblem) -> String
  ) throws -> CommandResult {
    let verb = arguments.command.name == "undo" ? "Undone" : "Done again"
    let count = arguments.text == "all" ? Int.max : try arguments.count()
    var done: [CommandResult] = []
    while done.count < count {
      do throws(ChangeProblem) { done.append(.text("\(verb): \(try body(&debugger))")) } catch {
        if done.isEmpty { throw error }
        break
      }
    }
    return .sequence(done + [report(debugger.isFinished ? .finished : .step)])
  }

  /// The number of the call that another session has selected; the innermost one when it is no longer there.
  fileprivate func frame(like other: Session) -> Int {
    guard let wanted = other.debugger.frame(other.selectedFrame) else { return 0 }
    return debugger.frames.first { $0.began == wanted.began && $0.function == wanted.function }?.index ?? 0
  }

  /// Expressions with commas between.
  fileprivate func expressions(in text: String) -> [String] {
    var result: [String] = []
    var pending = ""
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      pending += (pending.isEmpty ? "" : ",") + part
      if debugger.syntaxError(in: pending.trimmed) == nil {
        result.append(pending.trimmed)
        pending = ""
      }
    }
    return pending.trimmed.isEmpty ? result : result + [pending.trimmed]
  }
}

extension StopReport {
  fileprivate func leaving(_ left: LeftExpression) -> StopReport {
    StopReport(
      reason: reason, also: also, frame: frame, isInAnotherCall: true, isWithinStatement: isWithinStatement,
      layer: layer, timeline: timeline, displays: displays, output: output, log: log, result: result, text: text,
      tokens: tokens, left: left)
  }
}
