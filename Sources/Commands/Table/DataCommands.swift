import DebugEngine

enum DataCommands {
  static let all: [Command] = [
    Command(
      "print", "p", "inspect", group: .data, usage: "print[/values | /stats | /heat] EXPRESSION [ROWSxCOLUMNS]",
      help: """
        Show what an expression of the listing language is, as the selected frame sees it.
        Of a tensor: shape, statistics, histogram, and the elements of a small one. /values shows the elements, /stats
        the statistics alone, /heat a picture in characters, in at most so many rows and columns.
        """, argument: .expression
    ) { session, arguments in
      var text = try arguments.expression()
      let style = try style(of: arguments, &text)
      let value = try session.evaluate(text, arguments.isInterrupted)
      if style != .overview, style != .values {
        guard case .tensor = value.view else { throw CommandError.noTensor(text) }
      }
      return .value(PrintedValue(expression: text, value: value, style: style))
    },
    Command(
      "whatis", group: .data, usage: "whatis EXPRESSION",
      help: "Show of what type an expression is; of a tensor its shape.",
      argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      return .type(try session.evaluate(text, arguments.isInterrupted).view, of: text)
    },
    Command(
      "set", group: .data, usage: "set var NAME = EXPRESSION",
      help: """
        Give a variable, an attribute or elements of a tensor another value, as a statement of the listing would.
        All that comes after the cursor is computed anew. A new name becomes a variable of the session.
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
      "display", group: .data, usage: "display [EXPRESSION]",
      help: "Show an expression now and at every stop. Without one, show all that are.", argument: .expression
    ) { session, arguments in
      if arguments.text.isEmpty { return .displayed(session.displayedValues()) }
      if let error = session.debugger.syntaxError(in: arguments.text) { throw CommandError.listing(error) }
      session.displays.append(Display(id: session.nextDisplay, expression: arguments.text))
      session.nextDisplay += 1
      return .displayed(session.displayedValues().suffix(1))
    },
    Command(
      "undisplay", group: .data, usage: "undisplay [NUMBER…]",
      help: "Show expressions at every stop no longer: these, or all."
    ) {
      session, arguments in
      if arguments.text.isEmpty { session.displays = [] }
      for word in arguments.words {
        let id = try arguments.number(word, "a display's number")
        guard let index = session.displays.firstIndex(where: { $0.id == id }) else { throw CommandError.noDisplay(id) }
        session.displays.remove(at: index)
      }
      return .nothing
    },
    Command(
      "info", "i", group: .data, usage: "info WHAT", help: "Show " + infos.map(\.name).joined(separator: ", ") + ".",
      argument: .words(infos.map(\.name))
    ) { session, arguments in
      let word = arguments.text
      let found = infos.filter { $0.name.hasPrefix(word) && !word.isEmpty }
      guard let info = found.first(where: { $0.name == word }) ?? found.first else {
        throw arguments.usageError("there is info " + infos.map(\.name).joined(separator: ", "))
      }
      return try info.show(session)
    },
  ]

  private struct Info: Sendable {
    let name: String
    let show: @Sendable (Session) throws -> CommandResult
  }

  private static let infos: [Info] = [
    Info(name: "breakpoints") { session in .breakpoints(session.debugger.breakpoints.all) },
    Info(name: "locals") { session in
      _ = try session.currentFrame()
      let all = session.debugger.variables(ofFrame: session.selectedFrame)
      return .variables(all.filter { $0.kind == .local }, what: "locals")
    },
    Info(name: "args") { session in
      _ = try session.currentFrame()
      let all = session.debugger.variables(ofFrame: session.selectedFrame)
      return .variables(all.filter { $0.kind != .local }, what: "arguments")
    },
    Info(name: "frame") { session in
      let frame = try session.currentFrame()
      return .frameDetails(
        FrameDetails(
          frame: frame, caller: session.debugger.frame(session.selectedFrame + 1), layer: session.debugger.layerPosition
        ))
    },
    Info(name: "loop") { session in
      let frame = try session.currentFrame()
      return .loops(frame.loops, function: frame.function)
    },
    Info(name: "display") { session in .displays(session.displays) },
    Info(name: "timeline") { session in .timeline(session.debugger.timeline) },
  ]

  private static func style(of arguments: Arguments, _ text: inout String) throws(CommandError) -> PrintedValue.Style {
    guard let style = arguments.style else { return .overview }
    let names = ["values", "stats", "heat"]
    guard !style.isEmpty, let name = names.first(where: { $0.hasPrefix(style) }) else {
      throw arguments.usageError("there is no style /\(style)")
    }
    switch name {
    case "values": return .values
    case "stats": return .statistics
    default:
      guard let word = text.split(separator: " ").last, word.count < text.count, let size = size(word) else {
        return .heat(rows: 16, columns: 64)
      }
      text = text.dropLast(word.count).trimmed
      return .heat(rows: size.rows, columns: size.columns)
    }
  }

  /// `10x40`
  private static func size(_ text: Substring) -> (rows: Int, columns: Int)? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let rows = Int(parts[0]), let columns = Int(parts[1]), 1...200 ~= rows, 1...400 ~= columns
    else {
      return nil
    }
    return (rows, columns)
  }
}
