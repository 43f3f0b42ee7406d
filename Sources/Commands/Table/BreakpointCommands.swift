import DebugEngine

enum BreakpointCommands {
  private static let placeHelp = """
    PLACE is a line (57), a line of a file (attention.py:57), a function (forward_attention or Class.method), or the
    path of modules (encoder.encoders.*.self_attn, where * stands for one part). Without one it is the line of the
    selected frame. With 'if', it stops only where the expression is true.
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
      help: "Take breakpoints away: these, or all. Likewise interventions, which 'ablate' makes.",
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
      try session.debugger.setCondition(condition.isEmpty ? nil : condition, breakpoint: id)
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
  ]
}

extension Session {
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

  fileprivate mutating func forEachBreakpoint(
    _ arguments: Arguments, _ body: (inout Debugger, Int) throws -> Void
  ) throws -> CommandResult {
    var ids: [Int] = []
    for word in arguments.words { ids.append(try arguments.number(word, "a breakpoint's number")) }
    if ids.isEmpty { ids = debugger.breakpoints.all.map(\.id) }
    for id in ids { try body(&debugger, id) }
    return .nothing
  }
}
