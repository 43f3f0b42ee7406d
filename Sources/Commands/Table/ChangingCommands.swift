import DebugEngine

/// Commands that change the pass. Only the part after the change is computed again.
enum ChangingCommands {
  static let all: [Command] = [
    Command(
      "set", group: .changing, usage: "set [var] TARGET = EXPRESSION",
      help: """
        Assign to a variable, an attribute or elements of a tensor.
        The rest of the pass is computed with the new value. 'var' may be omitted. A new name becomes a variable of the
        session.
        """, examples: ["set var x = x * 0", "set x[0, 3] = 0", "set self.scale = 2"],
      seeAlso: ["undo", "return", "omit", "ablate", "what-if"], argument: .expression
    ) { session, arguments in
      var text = arguments.text
      for word in ["variable ", "var "] where text.hasPrefix(word) {
        text = text.dropFirst(word.count).trimmed
        break
      }
      if text.isEmpty { throw arguments.usageError("expected an assignment") }
      return .assigned(
        try session.debugger.assign(text, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted))
    },
    Command(
      "return", group: .changing, usage: "return [EXPRESSION]",
      help: """
        Make the selected frame return the value of EXPRESSION, or None, without running the rest of the function.
        The cursor is then inside the caller's statement, as after 'finish'. In the outermost frame of an expression
        under 'debug', 'return' without an expression acts like 'leave'.
        """, examples: ["return x * 0"], seeAlso: ["finish", "undo", "leave"], argument: .expression
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
        Omit the statement at the cursor: move past it without running it.
        A compound statement is omitted with its whole body. 'skip' is different: it names functions that 'step' does
        not enter.
        """, seeAlso: ["undo", "set", "return", "skip"]
    ) { session, arguments in
      if !arguments.text.isEmpty { throw arguments.usageError("omit takes no argument") }
      return session.report(try session.debugger.omitStatement(isInterrupted: arguments.isInterrupted))
    },
    Command(
      "ablate", group: .changing, usage: "ablate PATH [AXIS INDEX[,INDEX…]]",
      help: """
        Set a module's return value to zero in the whole pass, or only the elements at some indices of an axis.
        Without AXIS, the whole return value is set to zero.
          a name as AXIS: set the elements at INDEX to zero in each local variable with this axis in its shape comment
          a number as AXIS: set the elements at INDEX of this axis to zero in the module's return value
        INDEX may be a range: 0:4. The pass is computed again from the module's first call to the cursor.
        Catchpoints and summaries see the zeros in a module's return value, but not those in a local variable.
        'info interventions' lists the interventions.
        """, examples: ["ablate encoder.encoders.3.self_attn", "ablate encoder.encoders.3.self_attn head 2"],
      seeAlso: ["what-if", "undo", "delete", "info"], argument: .modulePath
    ) { session, arguments in
      let words = arguments.words
      if words.isEmpty { throw arguments.usageError("expected a module path") }
      if words.count == 2 { throw arguments.usageError("expected an index along '\(words[1])'") }
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
        Run the pass to its end twice, without and with CHANGE, and compare text, result and layers.
        CHANGE is one of the commands \(changes.joined(separator: ", ")). The expressions after 'show' are evaluated at
        the end of the selected frame. The session does not change.
        """, examples: ["what-if ablate encoder.encoders.3.self_attn head 2", "what-if set xs = xs * 0 show ys.std()"],
      seeAlso: ["ablate", "set", "diff"], argument: .command
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
          "'\(command.name)' changes nothing: expected one of \(changes.joined(separator: ", "))")
      }
      var changed = session
      changed.debugger = session.debugger.scratchCopy
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
        Undo the last change, the last COUNT changes, or all.
        This restores the pass and the cursor from before the change. 'info timeline' lists the changes.
        """, examples: ["undo all"], seeAlso: ["redo", "info"]
    ) { session, arguments in
      try session.forEachChange(arguments) { debugger throws(ChangeProblem) in try debugger.undo() }
    },
    Command(
      "redo", group: .changing, usage: "redo [COUNT | all]",
      help: "Redo the last undone change, the last COUNT undone changes, or all.", seeAlso: ["undo"]
    ) { session, arguments in
      try session.forEachChange(arguments) { debugger throws(ChangeProblem) in try debugger.redo() }
    },
    Command(
      "debug", group: .changing, usage: "debug EXPRESSION",
      help: """
        Step into an expression. It can use the variables of the selected frame.
        While it runs, all commands and breakpoints work. At its end, or after 'leave', the cursor is back in the pass.
        The pass has not changed.
        """, examples: ["debug self.self_attn(x, x, x, pos_emb, mask)"], seeAlso: ["leave", "print"],
      argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      let reason = try session.debugger.debugExpression(
        text, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted)
      if case .error(let error) = reason, session.debugger.frameCount == 1 {
        // The expression failed before its first call, so there is nothing to debug.
        _ = session.debugger.leaveExpression()
        throw CommandError.listing(error)
      }
      let report = session.report(reason)
      if case .stopped(let stop) = report, stop.left != nil { return report }
      return .sequence([.text("Debugging \(text). 'leave' returns to the pass."), report])
    },
    Command(
      "leave", group: .changing, help: "Leave the expression that 'debug' entered, and return to the pass.",
      seeAlso: ["debug"]
    ) { session, arguments in
      if !arguments.text.isEmpty { throw arguments.usageError("leave takes no argument") }
      return try session.leave()
    },
  ]

  /// The commands that `what-if` accepts.
  private static let changes = ["set", "ablate", "return", "omit", "delete", "undo", "redo"]

  /// Parses indices and ranges, separated by commas: `2`, `1,3`, `0:4`. A range does not include its end.
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
    if result.isEmpty { throw arguments.usageError("expected an index") }
    return result
  }
}

extension Session {
  /// Ends the debugged expression and returns to the pass.
  fileprivate mutating func leave() throws(CommandError) -> CommandResult {
    guard let expression = debugger.expressionUnderWay else { throw .noExpression }
    let value = debugger.leaveExpression()
    guard case .stopped(let report) = report(.step) else { return .nothing }
    return .stopped(report.leaving(LeftExpression(expression: expression, value: value)))
  }

  /// The result of a command that changes the whole pass: `told`, then messages about edits that failed, then a stop
  /// report. The stop report is omitted if `reason` is `.step` and `stays` is true: the cursor has not moved.
  mutating func afterChange(_ told: CommandResult, _ reason: StopReason, stays: Bool) -> CommandResult {
    let problems = debugger.takeChangeProblems().map(CommandResult.text)
    if case .step = reason, stays { return problems.isEmpty ? told : .sequence([told] + problems) }
    return .sequence([told] + problems + [report(reason)])
  }

  fileprivate mutating func forEachChange(
    _ arguments: Arguments, _ body: (inout Debugger) throws(ChangeProblem) -> String
  ) throws -> CommandResult {
    let verb = arguments.command.name == "undo" ? "Undone" : "Redone"
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

  /// Finds the frame that another session has selected. Returns its index, or 0 if this session has no such frame.
  fileprivate func frame(like other: Session) -> Int {
    guard let wanted = other.debugger.frame(other.selectedFrame) else { return 0 }
    return debugger.frames.first { $0.began == wanted.began && $0.function == wanted.function }?.index ?? 0
  }

  /// Splits a list of expressions at its top-level commas.
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
      reason: reason, otherReasons: otherReasons, frame: frame, isInAnotherCall: true,
      isWithinStatement: isWithinStatement,
      layer: layer, timeline: timeline, displays: displays, output: output, log: log, result: result, text: text,
      tokens: tokens, left: left)
  }
}
