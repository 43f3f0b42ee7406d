import DebugEngine

/// Commands that look at values. None of them changes anything of the pass.
enum DataCommands {
  static let all: [Command] = [
    Command(
      "print", "p", "inspect", group: .data,
      usage: "print[/values | /stats | /heat | /hist | /bits] EXPRESSION [ROWSxCOLUMNS | BINS]",
      help: """
        Show what an expression of the listing language is, as the selected frame sees it.
        Of a tensor: shape, statistics, histogram, and the elements of a small one. /values shows the elements, /stats
        the statistics alone, /heat a picture in characters, in at most so many rows and columns, /hist the
        distribution in so many bars, /bits a number that is another one as soon as a bit of the tensor is. It may call
        the model's modules: print self.linear_q(x).
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
      "whatis", "wha", group: .data, usage: "whatis EXPRESSION",
      help: "Show of what type an expression is; of a tensor its shape.",
      argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      return .type(try session.evaluate(text, arguments.isInterrupted).view, of: text)
    },
    Command(
      "ptype", "pt", group: .data, usage: "ptype EXPRESSION",
      help: """
        Show what a value is made of.
        Of a tensor its axes, strides and memory; of a module its parameters, submodules and settings; of a list, dict
        or object what is in it.
        """, argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      let view = try session.evaluate(text, arguments.isInterrupted).view
      var module: ModuleDetails?
      if case .module(_, let path?, _) = view { module = session.debugger.moduleDetails(at: path) }
      var (members, count) = ([ChildView](), 0)
      if view.hasChildren, case .success(let found) = session.debugger.children(of: text, frame: session.selectedFrame)
      {
        members = found
        if case .container(_, let all, _) = view { count = all } else { count = found.count }
      }
      return .typeDetails(TypeDetails(view: view, members: members, memberCount: count, module: module))
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
      "find", group: .data, usage: "find[/COUNT] PREDICATE",
      help: """
        Show the elements of a tensor for which a predicate holds: their indices and values.
        find scores > 50, find isnan(x), find (x > 1) & (x < 2). All are counted, 20 shown, or so many as /COUNT says.
        """, argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      var limit = 20
      if let style = arguments.style {
        guard let count = Int(style), 1...100_000 ~= count else { throw arguments.usageError("/\(style) is no count") }
        limit = count
      }
      return .found(
        try session.debugger.elements(
          where: text, frame: session.selectedFrame, limit: limit, isInterrupted: arguments.isInterrupted),
        predicate: text)
    },
    Command(
      "diff", group: .data, usage: "diff A, B",
      help: """
        Compare two tensors of one shape: greatest absolute and relative difference, where they are, and the cosine.
        diff x, load("x.npy") compares with a file. A is compared with B as float32, relative differences in float64.
        """, argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      guard let (first, second) = twoExpressions(text, session.debugger) else {
        throw arguments.usageError("two expressions are needed, with a comma between")
      }
      return .difference(
        try session.debugger.difference(
          of: first, and: second, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted),
        of: first, and: second)
    },
    Command(
      "history", group: .data, usage: "history NAME",
      help: """
        Show the values that a variable of the selected call has had since the call began, and the lines that gave them.
        For the same variable in every layer there is 'layers EXPRESSION'.
        """, argument: .expression
    ) { session, arguments in
      let name = try arguments.expression()
      _ = try session.currentFrame()
      guard
        let values = session.debugger.pastValues(
          of: name, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted)
      else {
        let names = session.debugger.variables(ofFrame: session.selectedFrame, withSummaries: false).map(\.name)
        throw CommandError.noVariable(name, nearest: nearest(name, among: names))
      }
      return .pastValues(values, of: name)
    },
    Command(
      "export", group: .data, usage: "export EXPRESSION FILE",
      help: """
        Write a tensor to a file of the kind that its name's ending says.
        .npy, .npz and .safetensors hold it as it is, .csv and .json as text, .png as a heat map (of its last two axes;
        the others stand at 0). The file appears, or is replaced, only when it is complete.
        """, argument: .expressionAndFile
    ) { session, arguments in
      let text = try arguments.expression()
      guard let blank = text.lastIndex(where: \.isWhitespace) else {
        throw arguments.usageError("an expression and a file are needed")
      }
      let (expression, path) = (text[..<blank].trimmed, text[blank...].trimmed)
      guard let write = session.host.export else { throw CommandError.unavailable("write files") }
      let tensor = try session.debugger.tensor(
        of: expression, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted)
      do { return .exported(try write(tensor, expression, path), to: path) } catch {
        throw CommandError.outside("\(error)")
      }
    },
  ]

  // MARK: Arguments

  private static func style(of arguments: Arguments, _ text: inout String) throws(CommandError) -> PrintedValue.Style {
    guard let style = arguments.style else { return .overview }
    let names = ["values", "stats", "heat", "hist", "bits"]
    guard !style.isEmpty, let name = names.first(where: { $0.hasPrefix(style) }) else {
      throw arguments.usageError("there is no style /\(style)")
    }
    let words: [Substring] = text.split(separator: " ")
    let last = words.count > 1 ? words.last : nil
    switch name {
    case "values": return .values
    case "stats": return .statistics
    case "bits": return .bits
    case "heat":
      guard let last, let size = size(last) else { return .heat(rows: 16, columns: 64) }
      text = text.dropLast(last.count).trimmed
      return .heat(rows: size.rows, columns: size.columns)
    default:
      // `x 20`, but not `x - 20`.
      guard let last, let bins = Int(last), 1...200 ~= bins,
        let before = text.dropLast(last.count).trimmed.last,
        before.isLetter || before.isNumber || "_)]".contains(before)
      else { return .histogram(bins: 12) }
      text = text.dropLast(last.count).trimmed
      return .histogram(bins: bins)
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

  /// Two expressions with a comma between, or, where the text can be read so, a blank.
  static func twoExpressions(_ text: String, _ debugger: Debugger) -> (String, String)? {
    for separators in [",", " "] {
      for index in text.indices where separators.contains(text[index]) {
        let (first, second) = (text[..<index].trimmed, text[text.index(after: index)...].trimmed)
        if !first.isEmpty, !second.isEmpty, debugger.syntaxError(in: first) == nil,
          debugger.syntaxError(in: second) == nil
        {
          return (first, second)
        }
      }
    }
    return nil
  }
}
