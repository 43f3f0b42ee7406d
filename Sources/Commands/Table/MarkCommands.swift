import DebugEngine

enum MarkCommands {
  static let all: [Command] = [
    Command(
      "mark", group: .running, usage: "mark [NAME]",
      help: "Name the cursor's current position, for 'goto'. Without NAME, show all marks.", examples: ["mark before"],
      seeAlso: ["goto", "unmark", "timeline"]
    ) { session, arguments in
      let words = arguments.words
      if words.isEmpty { return .timeline(session.debugger.timeline) }
      guard words.count == 1, words[0].first?.isLetter == true else {
        throw arguments.usageError("expected one name that starts with a letter")
      }
      if placesByName.contains(words[0]) {
        throw arguments.usageError("'goto \(words[0])' already has another meaning")
      }
      return .mark(session.debugger.mark(words[0]))
    },
    Command(
      "unmark", group: .running, usage: "unmark NAME", help: "Delete a mark.", examples: ["unmark softmax"],
      seeAlso: ["mark"]
    ) { session, arguments in
      if !session.debugger.removeMark(arguments.text) { throw CommandError.noMark(arguments.text) }
      return .nothing
    },
    Command(
      "goto", group: .running, usage: "goto NAME | layer N | STOP | N% | @CLOCK | raise | start | end",
      help: """
        Move the cursor to a position in the pass, backward or forward.
          NAME: a mark
          layer N: the start of layer N
          STOP: a stop by its number; 'timeline' shows the highest number so far
          N%: a percentage of the part of the pass that has run so far
          @CLOCK: the state after CLOCK instructions
          raise: the instruction that raised the last error that the listing caught
          start, end: the start or the end of the pass
        If the cursor moves forward, it stops at breakpoints on the way.
        """, examples: ["goto layer 3", "goto 50%"], seeAlso: ["mark", "timeline", "start", "advance"],
      argument: .words(["layer ", "raise", "start", "end"])
    ) { session, arguments in
      let reason = try session.debugger.go(to: destination(arguments), isInterrupted: arguments.isInterrupted)
      return session.report(reason)
    },
    Command(
      "timeline", group: .running,
      help: "Show the cursor's position in the pass, and the stops, layers and marks reached so far.",
      seeAlso: ["goto", "mark", "where"]
    ) { session, _ in .timeline(session.debugger.timeline) },
    Command(
      "skip", group: .running,
      usage: "skip [NAME | function NAME | file [FILE] | delete [N…] | enable [N…] | disable [N…]]",
      help: """
        Make 'step' step over a function, instead of into it.
        NAME is a function's name; * stands for any characters. Without NAME, skip the function of the selected frame.
        'skip file' skips all functions of a file. 'info skip' lists the skips with their numbers. 'delete', 'enable'
        and 'disable' apply to the skips with the given numbers, or to all skips.
        """, examples: ["skip PositionalEncoding.*", "skip file mask.py"], seeAlso: ["step", "info"],
      argument: .words(["function ", "file ", "delete ", "enable ", "disable "])
    ) { session, arguments in try session.skip(arguments) },
  ]

  /// The words of `goto` that cannot name a mark.
  private static let placesByName: Set = ["start", "beginning", "end", "layer", "stop", "raise"]

  private static func destination(_ arguments: Arguments) throws(CommandError) -> Destination {
    let words = arguments.words
    switch (words.first ?? "", words.count) {
    case ("layer", 2): return .layer(try arguments.number(words[1], "a layer's number"))
    case ("stop", 2): return .stop(try arguments.number(words[1], "a stop's number"))
    case ("start", 1), ("beginning", 1): return .beginning
    case ("end", 1): return .end
    case ("raise", 1): return .raise
    case (let word, 1):
      if let number = Int(word) {
        if number < 0 { throw arguments.usageError("stops are numbered from 1") }
        return .stop(number)
      }
      if word.hasPrefix("@") {
        return .clock(try arguments.number(String(word.dropFirst()), "an instruction's number"))
      }
      if word.hasSuffix("%") {
        guard let percent = Double(word.dropLast()), 0...100 ~= percent else {
          throw arguments.usageError("expected a percentage between 0% and 100%")
        }
        return .fraction(percent / 100)
      }
      if placesByName.contains(word) { throw arguments.usageError("expected a number after '\(word)'") }
      return .mark(word)
    default: throw arguments.usageError("expected a destination")
    }
  }
}

extension Session {
  fileprivate mutating func skip(_ arguments: Arguments) throws -> CommandResult {
    var words = arguments.words
    let first = words.first ?? ""
    switch first {
    case "delete", "enable", "disable":
      var ids: [Int] = []
      for word in words.dropFirst() { ids.append(try arguments.number(word, "a skip's number")) }
      if ids.isEmpty { ids = debugger.skips.all.map(\.id) }
      for id in ids {
        let isKnown = first == "delete" ? debugger.removeSkip(id) : debugger.setEnabled(first == "enable", skip: id)
        if !isKnown { throw CommandError.noSkip(id) }
      }
      return .skips(debugger.skips.all)
    case "file":
      let file = try words.count > 1 ? words[1] : currentFrame().file.name
      return .skips([try debugger.skip(file: file)])
    case "function", "fu": words.removeFirst()
    default: break
    }
    if words.count > 1 { throw arguments.usageError("expected one name") }
    let name = try words.first ?? currentFrame().function
    return .skips([try debugger.skip(function: name)])
  }
}
