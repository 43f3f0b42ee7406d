import DebugEngine

/// Commands that show values. These commands do not change the pass.
enum DataCommands {
  static let all: [Command] = [
    Command(
      "print", "p", "inspect", group: .data,
      usage: "print[/values | /stats | /heat | /hist | /bits] EXPRESSION [ROWSxCOLUMNS | BINS]",
      help: """
        Evaluate an expression in the selected frame and show its value.
        For a tensor: shape, statistics, histogram, and the elements if there are few. An expression may call modules.
          /values: only the elements
          /stats: only the shape, statistics and histogram
          /heat: a heat map in characters, of at most ROWSxCOLUMNS
          /hist: a histogram with BINS bins
          /bits: a hash of the tensor's bits
        Statistics, histogram and heat map of a complex tensor are those of its magnitudes.
        """, examples: ["print self.linear_q(x)", "print/heat attn[0, 1] 8x40", "print/hist scores 20"],
      seeAlso: ["whatis", "ptype", "display", "find", "export"], argument: .expression
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
      help: "Show the type of an expression, and the dtype and shape of a tensor.", examples: ["whatis attn"],
      seeAlso: ["ptype", "print"], argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      return .type(try session.evaluate(text, arguments.isInterrupted).view, of: text)
    },
    Command(
      "ptype", "pt", group: .data, usage: "ptype EXPRESSION",
      help: """
        Show the structure of a value.
        For a tensor: axes, strides and memory. For a module: weights, submodules and settings. For a list, dict or
        object: its members.
        """, examples: ["ptype self.linear_q"], seeAlso: ["whatis", "print", "info"], argument: .expression
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
      help: "Show an expression now and at every stop. Without EXPRESSION, show all displays.",
      examples: ["display scores.max()"], seeAlso: ["undisplay", "print", "watch"], argument: .expression
    ) { session, arguments in
      if arguments.text.isEmpty { return .displayed(session.displayedValues()) }
      if let error = session.debugger.syntaxError(in: arguments.text) { throw CommandError.listing(error) }
      session.displays.append(Display(id: session.nextDisplay, expression: arguments.text))
      session.nextDisplay += 1
      return .displayed(session.displayedValues().suffix(1))
    },
    Command(
      "undisplay", group: .data, usage: "undisplay [NUMBER…]",
      help: "Stop displaying expressions: the given ones, or all.", examples: ["undisplay 2"],
      seeAlso: ["display", "info"]
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
        Show the indices where PREDICATE is true. If PREDICATE compares one tensor, show its elements there too.
        PREDICATE is an expression whose value is a tensor of booleans. All matches are counted; the first 20, or the
        first COUNT, are shown.
        """, examples: ["find scores > 50", "find/100 isnan(x)", "find (x > 1) & (x < 2)"],
      seeAlso: ["print", "catch"], argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      var limit = 20
      if let style = arguments.style {
        guard let count = Int(style), 1...100_000 ~= count else {
          throw arguments.usageError("/\(style) is not a count")
        }
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
        Compare two tensors of the same shape.
        Shows how many elements differ, the greatest absolute and relative difference with its index, the mean absolute
        difference, and the cosine similarity. Elements are compared as float64 if both tensors are float64, int64 or
        int32, otherwise as float32. Relative differences are computed in float64.
        """, examples: ["diff x, residual", "diff x, load(\"x.npy\")"], seeAlso: ["find", "what-if", "export"],
      argument: .expression
    ) { session, arguments in
      let text = try arguments.expression()
      guard let (first, second) = twoExpressions(text, session.debugger) else {
        throw arguments.usageError("expected two expressions separated by a comma")
      }
      return .difference(
        try session.debugger.difference(
          of: first, and: second, frame: session.selectedFrame, isInterrupted: arguments.isInterrupted),
        of: first, and: second)
    },
    Command(
      "history", group: .data, usage: "history NAME",
      help: """
        Show the values that a variable has had in the selected frame's call, with the lines that assigned them.
        At most the last 1000 values are shown.
        To see a variable in every layer, use 'layers EXPRESSION'.
        """, examples: ["history x"], seeAlso: ["layers", "watch"], argument: .expression
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
        Write a tensor to a file. The file name's extension selects the format.
          .npy, .npz, .safetensors: exact elements
          .csv, .json: text
          .png: a heat map of the last two axes, at index 0 of the others
        An existing file is replaced only when the new one is complete.
        """, examples: ["export attn attn.npy"], seeAlso: ["print", "diff"], argument: .expressionAndFile
    ) { session, arguments in
      let text = try arguments.expression()
      guard let blank = text.lastIndex(where: \.isWhitespace) else {
        throw arguments.usageError("expected an expression and a file")
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
      throw arguments.usageError("there is no format /\(style)")
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
      // A number at the end is a bin count in `x 20`, but an operand in `x - 20`.
      guard let last, let bins = Int(last), 1...200 ~= bins,
        let before = text.dropLast(last.count).trimmed.last,
        before.isLetter || before.isNumber || "_)]".contains(before)
      else { return .histogram(bins: 12) }
      text = text.dropLast(last.count).trimmed
      return .histogram(bins: bins)
    }
  }

  /// Parses `10x40` as rows and columns; nil if the text has another form or a size is out of bounds.
  private static func size(_ text: Substring) -> (rows: Int, columns: Int)? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let rows = Int(parts[0]), let columns = Int(parts[1]), 1...200 ~= rows, 1...400 ~= columns
    else {
      return nil
    }
    return (rows, columns)
  }

  /// Splits a text into two expressions, at a comma, or at a blank if no comma separates them. Nil if the text is not
  /// two expressions.
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
