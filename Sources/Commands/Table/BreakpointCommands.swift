import DebugEngine

enum BreakpointCommands {
  private static let placeHelp = """
    PLACE is a line (57), a line of a file (attention.py:57), a function (forward_attention or Class.method), the path of
    modules (encoder.encoders.*.self_attn, where * stands for one part), the beginning of a layer (layer 7), or a tensor
    operation (op softmax, op @ in encoder.encoders.3). Without one it is the line of the selected frame. With 'if', it
    stops only where the expression is true. A place that is not there yet is waited for.
    """

  static let all: [Command] = [
    Command(
      "break", "b", group: .breakpoints, usage: "break [PLACE] [if EXPRESSION]", help: "Stop at a place.\n" + placeHelp,
      argument: .place
    ) { session, arguments in .newBreakpoint(try session.addBreakpoint(arguments.text, isTemporary: false)) },
    Command(
      "tbreak", "tb", group: .breakpoints, usage: "tbreak [PLACE] [if EXPRESSION]",
      help: "Stop at a place once.\n" + placeHelp, argument: .place
    ) { session, arguments in .newBreakpoint(try session.addBreakpoint(arguments.text, isTemporary: true)) },
    Command(
      "delete", "d", group: .breakpoints, usage: "delete [NUMBER…] | delete intervention [NUMBER…]",
      help: "Take breakpoints, watches and catches away: these, or all. Likewise interventions, which 'ablate' makes.",
      argument: .breakpoint
    ) { session, arguments in
      if let word = arguments.words.first, word.count > 2, "interventions".hasPrefix(word) {
        return try session.deleteInterventions(arguments)
      }
      return try session.forEachBreakpoint(arguments) { debugger, id in try debugger.removeBreakpoint(id) }
    },
    Command(
      "enable", group: .breakpoints, usage: "enable [NUMBER…]", help: "Let breakpoints stop again: these, or all.",
      argument: .breakpoint
    ) { session, arguments in
      try session.forEachBreakpoint(arguments) { debugger, id in try debugger.setEnabled(true, breakpoint: id) }
    },
    Command(
      "disable", group: .breakpoints, usage: "disable [NUMBER…]",
      help: "Keep breakpoints without stopping there: these, or all.",
      argument: .breakpoint
    ) { session, arguments in
      try session.forEachBreakpoint(arguments) { debugger, id in try debugger.setEnabled(false, breakpoint: id) }
    },
    Command(
      "condition", group: .breakpoints, usage: "condition NUMBER [EXPRESSION]",
      help: "Stop at a breakpoint only where an expression is true. Without one, always.", argument: .breakpoint
    ) { session, arguments in
      let word = arguments.text.prefix { $0 != " " }
      let id = try arguments.number(String(word), "a breakpoint's number")
      let condition = arguments.text.dropFirst(word.count).trimmed
      try session.debugger.setCondition(
        condition.isEmpty ? nil : condition, breakpoint: id, frame: session.selectedFrame)
      return .text(condition.isEmpty ? "Breakpoint \(id) stops always." : "Breakpoint \(id) stops if \(condition).")
    },
    Command(
      "ignore", group: .breakpoints, usage: "ignore NUMBER COUNT",
      help: "Pass a breakpoint so many times before it stops again.",
      argument: .breakpoint
    ) { session, arguments in
      let words = arguments.words
      if words.count != 2 { throw arguments.usageError("a breakpoint's number and a count are needed") }
      let id = try arguments.number(words[0], "a breakpoint's number")
      let count = try arguments.number(words[1], "a count")
      try session.debugger.setIgnoreCount(count, breakpoint: id)
      return .text("Breakpoint \(id) is passed \(count == 1 ? "once" : "\(count) times").")
    },
    Command(
      "commands", group: .breakpoints, usage: "commands [NUMBER]",
      help: """
        Give a breakpoint, watch or catch commands that are carried out where it stops; without a number the last one.
        They stand on the lines that follow, up to 'end'; none takes them away. 'silent' as the first shows no stop; what
        stands behind a command that moves the cursor is not carried out when that stops at a breakpoint with commands.
        """, argument: .breakpoint
    ) { session, arguments in
      let id: Int
      if let last = session.debugger.breakpoints.all.last, arguments.text.isEmpty {
        id = last.id
      } else if arguments.text.isEmpty {
        throw arguments.usageError("there is no breakpoint yet that could be given commands")
      } else {
        id = try arguments.number(arguments.text, "a breakpoint's number")
      }
      guard session.debugger.breakpoints[id] != nil else { throw BreakpointProblem.noBreakpoint(id) }
      session.beginCollecting(for: id)
      return .nothing
    },
    Command(
      "logpoint", group: .breakpoints, usage: "logpoint PLACE \"TEMPLATE\" [if EXPRESSION]",
      help: """
        Say something each time that the pass comes to a place, and go on.
        The template is written as an f-string: logpoint layer 3 "{i}: {xs.std():.3f}".
        """, argument: .place
    ) { session, arguments in .newBreakpoint(try session.addLogPoint(arguments, formats: false)) },
    Command(
      "dprintf", group: .breakpoints, usage: "dprintf PLACE,\"FORMAT\"[,EXPRESSION…]",
      help: """
        Say something each time that the pass comes to a place, as gdb has it: dprintf 12,"std %.3f",xs.std().
        Without expressions the text is a template as of 'logpoint'.
        """, argument: .place
    ) { session, arguments in .newBreakpoint(try session.addLogPoint(arguments, formats: true)) },
    Command(
      "watch", group: .breakpoints, usage: "watch [-p] EXPRESSION [if EXPRESSION]",
      help: """
        Stop after whatever gives an expression another value; of tensors every bit counts.
        It belongs to the selected call if it uses a variable of it, and ends when that returns; names of a file are
        looked at while a function of that file runs. A condition uses the variables of the selected call too. With -p,
        stop only where the expression becomes true. On the way back it stops before what changes the value.
        """, argument: .expression
    ) { session, arguments in .newBreakpoint(try session.addWatch(arguments)) },
    Command(
      "catch", group: .breakpoints,
      usage: "catch nan | inf | error | STATISTIC RELATION NUMBER [in PATH] [if EXPRESSION]",
      help: "Stop at the tensor operation that makes something.\n" + catchHelp, argument: .words(catchWords)
    ) { session, arguments in .newBreakpoint(try session.addCatch(arguments, isTemporary: false)) },
    Command(
      "tcatch", group: .breakpoints,
      usage: "tcatch nan | inf | error | STATISTIC RELATION NUMBER [in PATH] [if EXPRESSION]",
      help: "Stop once at the tensor operation that makes something.\n" + catchHelp, argument: .words(catchWords)
    ) { session, arguments in .newBreakpoint(try session.addCatch(arguments, isTemporary: true)) },
    Command(
      "save", group: .breakpoints, usage: "save breakpoints FILE",
      help: "Write all breakpoints, watches, catches and skips into a file, as commands.",
      argument: .words(["breakpoints "])
    ) { session, arguments in
      let path = try breakpointFile(arguments)
      try writeFile(session.breakpointScript, to: path)
      // One that belongs to a call has none to belong to in another session.
      let count = session.debugger.breakpoints.all.count(where: \.isLasting)
      return .text("\(count) breakpoint\(count == 1 ? "" : "s") saved in \(path).")
    },
    Command(
      "load", group: .breakpoints, usage: "load breakpoints FILE",
      help: "Set the breakpoints, watches, catches and skips that a file saved by 'save breakpoints' has.",
      argument: .words(["breakpoints "])
    ) { session, arguments in
      let path = try breakpointFile(arguments)
      guard let text = readFile(path) else { throw CommandError.noFile(path) }
      return .transcript(session.restoreBreakpoints(from: text).results)
    },
  ]

  private static let catchHelp = """
    nan and inf: what it gives has one and nothing that it took had; one that a weight or an input brings along is
    reported at the first operation that takes it. An infinity written as a constant is none. error: an error of the
    listing. A statistic is one of what any operation gives: catch absmax > 1e4 in encoder.encoders.*.
    """
  private static let catchWords =
    ["nan", "inf", "error"]
    + Statistic.allCases.map { "\($0.rawValue) > " }.filter {
      !$0.hasPrefix("nan") && !$0.hasPrefix("inf")
    }

  private static func breakpointFile(_ arguments: Arguments) throws(CommandError) -> String {
    let word = arguments.text.prefix { $0 != " " }
    let path = arguments.text.dropFirst(word.count).trimmed
    if word.count < 1 || !"breakpoints".hasPrefix(word) || path.isEmpty {
      throw arguments.usageError("'breakpoints' and a file are needed")
    }
    return path
  }
}

extension Session {
  /// What stands before and behind ` if `.
  private func split(_ text: String) -> (text: String, condition: String?) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    // `x if a else b` is an expression.
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
      throw arguments.usageError("a text in \"quotes\" is needed")
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
        throw arguments.usageError("a format with expressions can hold no ' and no \\")
      }
      template = "{'\(template)' % (\(rest.dropFirst().trimmed),)}"
    } else if !rest.isEmpty {
      throw arguments.usageError("'\(rest)' is too much")
    }
    return try debugger.addBreakpoint(at: place, condition: condition, logging: template, frame: selectedFrame)
  }

  /// The quote that ends a text: the last one that is not within a field.
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
    // The last first: of thousands, each is taken from the end.
    if ids.isEmpty { ids = debugger.breakpoints.all.map(\.id).reversed() }
    for id in ids { try body(&debugger, id) }
    return .nothing
  }
}
