import DebugEngine

enum BreakpointCommands {
  private static let locationHelp = """
    Without LOCATION, stop at the current line of the selected frame. LOCATION is one of these:
      57: a line of the selected frame's file
      attention.py:57: a line of a file
      forward_attention, Class.method: a function
      encoder.encoders.*.self_attn: a module path; * stands for one part of it
      layer 7: the start of a layer
      op softmax, op @ in encoder.encoders.3: a tensor operation, anywhere or in a module
    With 'if', stop only where EXPRESSION is true. If nothing matches LOCATION yet, the breakpoint is pending.
    """

  static let all: [Command] = [
    Command(
      "break", "b", group: .breakpoints, usage: "break [LOCATION] [if EXPRESSION]",
      help: "Set a breakpoint: stop at a location.\n" + locationHelp,
      examples: ["break attention.py:57 if scores.max() > 50", "break encoder.encoders.*.self_attn"],
      seeAlso: ["tbreak", "condition", "delete", "advance"], argument: .place
    ) { session, arguments in .newBreakpoint(try session.addBreakpoint(arguments.text, isTemporary: false)) },
    Command(
      "tbreak", "tb", group: .breakpoints, usage: "tbreak [LOCATION] [if EXPRESSION]",
      help: "Set a temporary breakpoint: stop once at a location, then delete the breakpoint.\n" + locationHelp,
      examples: ["tbreak forward_attention"], seeAlso: ["break", "advance"], argument: .place
    ) { session, arguments in .newBreakpoint(try session.addBreakpoint(arguments.text, isTemporary: true)) },
    Command(
      "delete", "d", group: .breakpoints, usage: "delete [NUMBER…] | delete intervention [NUMBER…]",
      help: """
        Delete breakpoints, watchpoints and catchpoints: the given ones, or all.
        'delete intervention' deletes interventions of 'ablate': the given ones, or all.
        """, examples: ["delete 2 3", "delete intervention 1"], seeAlso: ["disable", "info", "ablate"],
      argument: .breakpoint
    ) { session, arguments in
      if let word = arguments.words.first, word.count > 2, "interventions".hasPrefix(word) {
        return try session.deleteInterventions(arguments)
      }
      return try session.forEachBreakpoint(arguments) { debugger, id in try debugger.removeBreakpoint(id) }
    },
    Command(
      "enable", group: .breakpoints, usage: "enable [NUMBER…]",
      help: "Enable breakpoints, watchpoints and catchpoints: the given ones, or all.", seeAlso: ["disable", "info"],
      argument: .breakpoint
    ) { session, arguments in
      try session.forEachBreakpoint(arguments) { debugger, id in try debugger.setEnabled(true, breakpoint: id) }
    },
    Command(
      "disable", group: .breakpoints, usage: "disable [NUMBER…]",
      help: """
        Disable breakpoints, watchpoints and catchpoints: the given ones, or all.
        A disabled breakpoint stays in the list but does not stop.
        """, seeAlso: ["enable", "delete"], argument: .breakpoint
    ) { session, arguments in
      try session.forEachBreakpoint(arguments) { debugger, id in try debugger.setEnabled(false, breakpoint: id) }
    },
    Command(
      "condition", group: .breakpoints, usage: "condition NUMBER [EXPRESSION]",
      help: """
        Set a breakpoint's condition: the breakpoint stops only where EXPRESSION is true.
        If EXPRESSION raises an error, the breakpoint stops and shows the error.
        Without EXPRESSION, remove the condition.
        """, examples: ["condition 1 i == 11"], seeAlso: ["break", "ignore"], argument: .breakpoint
    ) { session, arguments in
      let word = arguments.text.prefix { $0 != " " }
      let id = try arguments.number(String(word), "a breakpoint's number")
      let condition = arguments.text.dropFirst(word.count).trimmed
      try session.debugger.setCondition(
        condition.isEmpty ? nil : condition, breakpoint: id, frame: session.selectedFrame)
      let name = session.debugger.breakpoints[id].map(TextRendering.name) ?? "Breakpoint \(id)"
      return .text(condition.isEmpty ? "\(name) always stops." : "\(name) stops if \(condition).")
    },
    Command(
      "ignore", group: .breakpoints, usage: "ignore NUMBER COUNT",
      help: "Set the ignore count of a breakpoint: its next COUNT hits do not stop.",
      examples: ["ignore 1 5"], seeAlso: ["condition", "info"], argument: .breakpoint
    ) { session, arguments in
      let words = arguments.words
      if words.count != 2 { throw arguments.usageError("expected a breakpoint's number and a count") }
      let id = try arguments.number(words[0], "a breakpoint's number")
      let count = try arguments.number(words[1], "a count")
      try session.debugger.setIgnoreCount(count, breakpoint: id)
      let name = session.debugger.breakpoints[id].map(TextRendering.name) ?? "Breakpoint \(id)"
      return .text("\(name) ignores its next \(count == 1 ? "hit" : "\(count) hits").")
    },
    Command(
      "commands", group: .breakpoints, usage: "commands [NUMBER]",
      help: """
        Set the commands that run when a breakpoint, watchpoint or catchpoint stops.
        Without NUMBER, set the commands of the breakpoint that was set last. Type the commands on the following lines,
        then 'end'. An empty list removes the commands. 'silent' as the first command suppresses the stop message. If a
        command stops at another breakpoint that has commands, the first breakpoint's remaining commands are skipped.
        """, examples: ["commands 1"], seeAlso: ["break", "logpoint"], argument: .breakpoint
    ) { session, arguments in
      let id: Int
      if let last = session.debugger.breakpoints.all.last, arguments.text.isEmpty {
        id = last.id
      } else if arguments.text.isEmpty {
        throw arguments.usageError("there is no breakpoint yet")
      } else {
        id = try arguments.number(arguments.text, "a breakpoint's number")
      }
      guard session.debugger.breakpoints[id] != nil else { throw BreakpointProblem.noBreakpoint(id) }
      session.beginCollecting(for: id)
      return .nothing
    },
    Command(
      "logpoint", group: .breakpoints, usage: "logpoint LOCATION \"TEMPLATE\" [if EXPRESSION]",
      help: """
        Set a log point: print a message each time the pass reaches a location, and continue.
        TEMPLATE is the text of an f-string: fields in braces are expressions. 'help break' describes LOCATION.
        """, examples: ["logpoint layer 3 \"{i}: {xs.std():.3f}\""], seeAlso: ["dprintf", "break"], argument: .place
    ) { session, arguments in .newBreakpoint(try session.addLogPoint(arguments, formats: false)) },
    Command(
      "dprintf", group: .breakpoints, usage: "dprintf LOCATION,\"FORMAT\"[,EXPRESSION…]",
      help: """
        Set a log point with a printf-style format, as in gdb.
        It prints each time the pass reaches LOCATION, and continues. Without expressions, FORMAT is a template as for
        'logpoint'.
        """, examples: ["dprintf 12,\"std %.3f\",xs.std()"], seeAlso: ["logpoint", "break"], argument: .place
    ) { session, arguments in .newBreakpoint(try session.addLogPoint(arguments, formats: true)) },
    Command(
      "watch", group: .breakpoints, usage: "watch [-p] EXPRESSION [if EXPRESSION]",
      help: """
        Set a watchpoint: stop when the value of an expression changes.
        A tensor has changed if any of its bits has changed. With -p, stop only when the expression becomes true.
        Going backward, the pass stops just before the change. The condition after 'if' may use variables of the
        selected frame.
        A watchpoint that uses local variables belongs to the selected frame: it is deleted when that frame returns. A
        watchpoint that uses global names of a file is checked only while functions of that file run.
        """, examples: ["watch total", "watch -p scores.max() > 50"], seeAlso: ["catch", "display", "info"],
      argument: .expression
    ) { session, arguments in .newBreakpoint(try session.addWatch(arguments)) },
    Command(
      "catch", group: .breakpoints,
      usage: "catch nan | inf | error | STATISTIC RELATION NUMBER [in PATH] [if EXPRESSION]",
      help: "Set a catchpoint: stop at NaN, at Inf, at a statistic beyond a bound, or at an error.\n"
        + catchHelp, examples: catchExamples, seeAlso: ["tcatch", "watch", "find"], argument: .words(catchWords)
    ) { session, arguments in .newBreakpoint(try session.addCatch(arguments, isTemporary: false)) },
    Command(
      "tcatch", group: .breakpoints,
      usage: "tcatch nan | inf | error | STATISTIC RELATION NUMBER [in PATH] [if EXPRESSION]",
      help: "Set a temporary catchpoint: stop once as 'catch' does, then delete the catchpoint.\n" + catchHelp,
      examples: ["tcatch nan"], seeAlso: ["catch"], argument: .words(catchWords)
    ) { session, arguments in .newBreakpoint(try session.addCatch(arguments, isTemporary: true)) },
    Command(
      "save", group: .breakpoints, usage: "save breakpoints FILE",
      help: """
        Save all breakpoints, watchpoints, catchpoints and skips to a file, as commands.
        A watchpoint is not saved if its expression uses local variables or global names of a file, or if its condition
        uses local variables. Disabled skips are not saved.
        """, examples: ["save breakpoints stops.fwdb"], seeAlso: ["load"], argument: .words(["breakpoints "])
    ) { session, arguments in
      let path = try breakpointFile(arguments)
      try writeFile(session.breakpointScript, to: path)
      // The file contains only breakpoints that another session can use, so count only these.
      let count = session.debugger.breakpoints.all.count(where: \.isLasting)
      return .text("\(count) breakpoint\(count == 1 ? "" : "s") saved in \(path).")
    },
    Command(
      "load", group: .breakpoints, usage: "load breakpoints FILE",
      help: """
        Set the breakpoints, watchpoints, catchpoints and skips from a file that 'save breakpoints' wrote.
        Other commands in the file are refused.
        """, examples: ["load breakpoints stops.fwdb"], seeAlso: ["save", "source"], argument: .words(["breakpoints "])
    ) { session, arguments in
      let path = try breakpointFile(arguments)
      guard let text = readFile(path) else { throw CommandError.noFile(path) }
      return .transcript(session.restoreBreakpoints(from: text).results)
    },
  ]

  private static let catchHelp = """
      nan, inf: stop when a result contains NaN or Inf and no operand does
      error: stop at an error: before the raise if nothing catches it, otherwise where it is caught
      STATISTIC RELATION NUMBER: stop when a statistic of a result fulfils the condition
    If a weight or an input contains NaN or Inf, stop at its first use. Infinities written as constants are ignored.
    STATISTIC is one of \(Statistic.allCases.map(\.rawValue).joined(separator: ", ")).
    RELATION is one of >, >=, <, <=, ==, !=. With 'in', stop only in the modules at PATH; * stands for one part of PATH.
    With 'if', stop only where EXPRESSION is true.
    """
  private static let catchExamples = ["catch nan", "catch absmax > 1e4 in encoder.encoders.*"]
  private static let catchWords =
    ["nan", "inf", "error"]
    + Statistic.allCases.map { "\($0.rawValue) > " }.filter {
      !$0.hasPrefix("nan") && !$0.hasPrefix("inf")
    }

  private static func breakpointFile(_ arguments: Arguments) throws(CommandError) -> String {
    let word = arguments.text.prefix { $0 != " " }
    let path = arguments.text.dropFirst(word.count).trimmed
    if word.count < 1 || !"breakpoints".hasPrefix(word) || path.isEmpty {
      throw arguments.usageError("expected 'breakpoints' and a file")
    }
    return path
  }
}

extension Session {
  /// Splits a text at its last ` if ` into the text before it and the condition after it. The condition is nil if the
  /// text has no condition.
  private func split(_ text: String) -> (text: String, condition: String?) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    // `x if a else b` is a conditional expression, not a condition.
    guard let word = words.lastIndex(of: "if"), !words[word...].contains("else") else { return (text, nil) }
    return (words[..<word].joined(separator: " ").trimmed, words[(word + 1)...].joined(separator: " ").trimmed)
  }

  mutating func addBreakpoint(_ text: String, isTemporary: Bool) throws -> Debugger.NewBreakpoint {
    var place = text
    var condition: String?
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    if let word = words.firstIndex(of: "if") {
      place = words[..<word].joined(separator: " ").trimmed
      condition = words[(word + 1)...].joined(separator: " ").trimmed
    }
    return try debugger.addBreakpoint(at: place, isTemporary: isTemporary, condition: condition, frame: selectedFrame)
  }

  fileprivate mutating func deleteInterventions(_ arguments: Arguments) throws -> CommandResult {
    var ids: [Int] = []
    for word in arguments.words.dropFirst() { ids.append(try arguments.number(word, "an intervention's number")) }
    if ids.isEmpty { ids = debugger.interventions.map(\.id) }
    let (clock, wasFinished) = (debugger.timeline.clock, debugger.isFinished)
    var reason = StopReason.step
    for id in ids { reason = try debugger.removeIntervention(id, isInterrupted: arguments.isInterrupted) }
    return afterChange(.nothing, reason, stays: debugger.timeline.clock == clock && !wasFinished)
  }

  fileprivate mutating func addWatch(_ arguments: Arguments) throws -> Debugger.NewBreakpoint {
    var text = try arguments.expression()
    let isPredicate = text.hasPrefix("-p ")
    if isPredicate { text = text.dropFirst(3).trimmed }
    let (expression, condition) = split(text)
    return try debugger.addWatch(expression, isPredicate: isPredicate, condition: condition, frame: selectedFrame)
  }

  fileprivate mutating func addCatch(_ arguments: Arguments, isTemporary: Bool) throws -> Debugger.NewBreakpoint {
    let (event, condition) = split(arguments.text)
    return try debugger.addCatch(event, isTemporary: isTemporary, condition: condition)
  }

  fileprivate mutating func addLogPoint(_ arguments: Arguments, formats: Bool) throws -> Debugger.NewBreakpoint {
    let text = arguments.text
    guard let first = text.firstIndex(of: "\""), let last = closingQuote(of: text, from: first) else {
      throw arguments.usageError("expected a text in \"quotes\"")
    }
    var place = text[..<first].trimmed
    if place.hasSuffix(",") { place = String(place.dropLast()).trimmed }
    var template = String(text[text.index(after: first)..<last])
    var rest = text[text.index(after: last)...].trimmed
    var condition: String?
    if rest.hasPrefix("if ") {
      condition = rest.dropFirst(3).trimmed
      rest = ""
    }
    if rest.hasPrefix(","), formats {
      if template.contains("'") || template.contains("\\") {
        throw arguments.usageError("a format with expressions must not contain ' or \\")
      }
      template = "{'\(template)' % (\(rest.dropFirst().trimmed),)}"
    } else if !rest.isEmpty {
      throw arguments.usageError("unexpected '\(rest)' after the text")
    }
    return try debugger.addBreakpoint(at: place, condition: condition, logging: template, frame: selectedFrame)
  }

  /// The closing quote: the first quote outside the braces of a field; nil if there is none.
  private func closingQuote(of text: String, from first: String.Index) -> String.Index? {
    var depth = 0
    var index = text.index(after: first)
    while index < text.endIndex {
      switch text[index] {
      case "{": depth += 1
      case "}": depth = max(0, depth - 1)
      case "\"" where depth == 0: return index
      default: break
      }
      index = text.index(after: index)
    }
    return nil
  }

  fileprivate mutating func forEachBreakpoint(
    _ arguments: Arguments, _ body: (inout Debugger, Int) throws -> Void
  ) throws -> CommandResult {
    var ids: [Int] = []
    for word in arguments.words { ids.append(try arguments.number(word, "a breakpoint's number")) }
    // Use the reverse order: deleting the last breakpoint first is fast even with thousands of breakpoints.
    if ids.isEmpty { ids = debugger.breakpoints.all.map(\.id).reversed() }
    for id in ids { try body(&debugger, id) }
    return .nothing
  }
}
