import DebugEngine

enum StackCommands {
  static let all: [Command] = [
    Command(
      "backtrace", "bt", group: .stack, usage: "backtrace [COUNT]",
      help: "Show the call stack, innermost frame first. With COUNT, only the innermost COUNT frames.",
      examples: ["backtrace 3"], seeAlso: ["where", "frame", "up", "down"]
    ) { session, arguments in
      let frames = session.debugger.frames
      if frames.isEmpty { throw CommandError.noFrame }
      let count = arguments.text.isEmpty ? frames.count : try arguments.count()
      return .frames(Array(frames.prefix(count)), selected: session.selectedFrame)
    },
    Command(
      "where", group: .stack,
      help: """
        Show the cursor's position: the layer, the module, the next operation, the stop number, and the call stack.
        It also shows the computing time of the pass so far, without replays.
        """, seeAlso: ["backtrace", "timeline", "info"]
    ) { session, arguments in
      if !arguments.text.isEmpty { throw arguments.usageError("where takes no argument") }
      let debugger = session.debugger
      return .position(
        PositionReport(
          frame: debugger.frame(0), layer: debugger.layerPosition, operation: debugger.operation(ofFrame: 0),
          timeline: debugger.timeline, seconds: debugger.seconds, expression: debugger.expressionUnderWay,
          frames: debugger.frames))
    },
    Command(
      "up", group: .stack, usage: "up [COUNT]", help: "Select the caller's frame. With COUNT, go up that many frames.",
      examples: ["up 2"], seeAlso: ["down", "frame", "backtrace"], isRepeatable: true
    ) { session, arguments in
      let wanted = session.selectedFrame + (try arguments.count())
      let last = session.debugger.frameCount - 1
      if session.selectedFrame == last { return .text("This is the outermost frame.") }
      return .frame(try session.select(frame: min(wanted, last)))
    },
    Command(
      "down", group: .stack, usage: "down [COUNT]",
      help: "Select the callee's frame. With COUNT, go down that many frames.",
      examples: ["down 2"], seeAlso: ["up", "frame", "backtrace"], isRepeatable: true
    ) { session, arguments in
      let wanted = session.selectedFrame - (try arguments.count())
      if session.selectedFrame == 0 { return .text("This is the innermost frame.") }
      return .frame(try session.select(frame: max(wanted, 0)))
    },
    Command(
      "frame", "f", group: .stack, usage: "frame [NUMBER]",
      help: "Select a frame by its number, or show the selected frame. Frame 0 is the innermost.",
      examples: ["frame 2"], seeAlso: ["backtrace", "up", "down", "info"]
    ) { session, arguments in
      let number =
        arguments.text.isEmpty ? session.selectedFrame : try arguments.number(arguments.text, "a frame's number")
      return .frame(try session.select(frame: number))
    },
    Command(
      "list", "l", group: .stack, usage: "list [LINE | FIRST,LAST | FUNCTION | FILE:LINE]",
      help: """
        Show source lines around the selected frame's line, another line or a function, or from FIRST to LAST.
        A repeated 'list' shows the lines that follow. 'list -' shows the lines before.
        """, examples: ["list forward_qkv", "list attention.py:57", "list 30,40"], seeAlso: ["frame", "where"],
      argument: .place, isRepeatable: true
    ) { session, arguments in .source(try session.excerpt(arguments)) },
  ]
}

extension Session {
  /// How many lines `list` shows.
  private static let length = 10

  fileprivate mutating func excerpt(_ arguments: Arguments) throws(CommandError) -> SourceExcerpt {
    let text = arguments.text
    let named = text.lastIndex(of: ":").map { String(text[..<$0]) } ?? text
    if named.contains(".") { debugger.readFile(named: named) }
    let files = debugger.breakpoints.outline.files
    let frame = debugger.frame(selectedFrame)
    var file = listing.flatMap { files[$0.file] } ?? frame?.file
    var first: Int
    var last: Int?
    if text.isEmpty {
      if let listing {
        first = listing.next
      } else {
        guard let frame else { throw CommandError.noFrame }
        file = frame.file
        first = frame.line - Self.length / 2
      }
    } else if text == "-" {
      first = (listing?.last.lowerBound ?? frame?.line ?? 1) - Self.length
      last = (listing?.last.lowerBound ?? frame?.line ?? 1) - 1
    } else if let line = Int(text) {
      first = line - Self.length / 2
    } else if let comma = text.firstIndex(of: ",") {
      first = try arguments.number(text[..<comma].trimmed, "a line")
      last = try arguments.number(text[text.index(after: comma)...].trimmed, "a line")
    } else if let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]) {
      let name = String(text[..<colon])
      guard let path = debugger.breakpoints.file(named: name) else {
        throw CommandError.noSource(name, nearest: nearest(name, among: Array(files.keys)))
      }
      file = files[path]
      first = line - Self.length / 2
    } else if let place = debugger.breakpoints.functions(named: text).first {
      file = files[place.file]
      first = place.line - 1
    } else if let path = debugger.breakpoints.file(named: text) {
      file = files[path]
      first = 1
    } else {
      let names = debugger.breakpoints.outline.functions.flatMap { [$0.qualifiedName, $0.name] }
      throw CommandError.noSource(text, nearest: nearest(text, among: names))
    }
    guard let file else { throw CommandError.noFrame }
    first = max(1, first)
    if first > file.lines.count {
      throw CommandError.usage("\(file.name) has \(file.lines.count) lines", usage: arguments.command.usage)
    }
    let lines = first...min(max(first, last ?? first + Self.length - 1), file.lines.count)
    listing = (file.name, lines.upperBound + 1, lines)
    let breakpointLines = debugger.breakpoints.all.compactMap { breakpoint -> Int? in
      guard case .line(file.name, let line) = breakpoint.resolution else { return nil }
      return line
    }
    return SourceExcerpt(
      file: file, lines: lines, currentLine: frame?.file.name == file.name ? frame?.line : nil,
      breakpointLines: Set(breakpointLines))
  }
}
