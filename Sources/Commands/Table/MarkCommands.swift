import DebugEngine

enum MarkCommands {
  static let all: [Command] = [
    Command(
      "mark", group: .running, usage: "mark [NAME]",
      help: "Give the place of the cursor in the pass a name, for 'goto'. Without one, show all marks."
    ) { session, arguments in
      let words = arguments.words
      if words.isEmpty { return .timeline(session.debugger.timeline) }
      guard words.count == 1, words[0].first?.isLetter == true else {
        throw arguments.usageError("a name that begins with a letter is needed")
      }
      if placesByName.contains(words[0]) {
        throw arguments.usageError("'goto \(words[0])' goes to another place already")
      }
      return .mark(session.debugger.mark(words[0]))
    },
    Command("unmark", group: .running, usage: "unmark NAME", help: "Take a mark away.") { session, arguments in
      if !session.debugger.removeMark(arguments.text) { throw CommandError.noMark(arguments.text) }
      return .nothing
    },
    Command(
      "goto", group: .running, usage: "goto NAME | layer N | STOP | N% | @CLOCK | start | end",
      help: """
        Go to a place of the pass: back to what it has passed already, or on, where breakpoints stop it.
        A mark by its name; the beginning of a layer; a stop by its number as 'timeline' counts them; a part of what is known
        of the pass; an instruction by its number; the pass's beginning or end.
        """, argument: .words(["layer ", "start", "end"])
    ) { session, arguments in
      let reason = try session.debugger.go(to: destination(arguments), isInterrupted: arguments.isInterrupted)
      return session.report(reason)
    },
    Command(
      "timeline", group: .running,
      help: "Show where the cursor is in the pass, and the marks, layers and stops that are known."
    ) { session, _ in .timeline(session.debugger.timeline) },
    Command(
      "skip", group: .running,
      usage: "skip [NAME | function NAME | file [FILE] | delete [N…] | enable [N…] | disable [N…]]",
      help: """
        Let 'step' go over a function instead of into it: over one function, all of a class, or all of a file.
        In NAME * stands for any letters: skip PositionalEncoding.*, skip *.extra_repr. Alone, the function of the selected
        frame. 'info skip' lists them.
        """, argument: .words(["function ", "file ", "delete ", "enable ", "disable "])
    ) { session, arguments in try session.skip(arguments) },
  ]

  /// What `goto` takes for a place of its own.
  private static let placesByName: Set = ["start", "beginning", "end", "layer", "stop"]

  private static func destination(_ arguments: Arguments) throws(CommandError) -> Destination {
    let words = arguments.words
    switch (words.first ?? "", words.count) {
    case ("layer", 2): return .layer(try arguments.number(words[1], "a layer's number"))
    case ("stop", 2): return .stop(try arguments.number(words[1], "a stop's number"))
    case ("start", 1), ("beginning", 1): return .beginning
    case ("end", 1): return .end
    case (let word, 1):
      if let number = Int(word) {
        if number < 0 { throw arguments.usageError("stops are counted from 1") }
        return .stop(number)
      }
      if word.hasPrefix("@") {
        return .clock(try arguments.number(String(word.dropFirst()), "an instruction's number"))
      }
      if word.hasSuffix("%") {
        guard let percent = Double(word.dropLast()), 0...100 ~= percent else {
          throw arguments.usageError("a part of the pass is between 0% and 100%")
        }
        return .fraction(percent / 100)
      }
      if placesByName.contains(word) { throw arguments.usageError("\(word) goes with a number") }
      return .mark(word)
    default: throw arguments.usageError("a destination is needed")
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
    if words.count > 1 { throw arguments.usageError("one name is needed") }
    let name = try words.first ?? currentFrame().function
    return .skips([try debugger.skip(function: name)])
  }
}
