import DebugEngine

/// Stop reasons, breakpoints and the timeline as text.
extension TextRendering {
  /// The lines about the stop reasons, and whether to print the position even if the frame has not changed.
  static func reasonLines(_ report: StopReport) -> (lines: [String], isNamed: Bool) {
    let all = ([report.reason] + report.otherReasons).map { reasonLines($0, report) }
    return (all.flatMap(\.lines), all.contains { $0.isNamed })
  }

  private static func reasonLines(_ reason: StopReason, _ report: StopReport) -> (lines: [String], isNamed: Bool) {
    switch reason {
    case .step, .returned, .operation: return ([], false)
    case .breakpoint(let ids): return (["Breakpoint \(ids.map(String.init).joined(separator: ", "))"], true)
    case .conditionFailed(let id, let error):
      return (["Breakpoint \(id): its condition failed: \(error.summary)"], true)
    case .watch(let changes): return (changes.flatMap(lines), true)
    case .watchEnded(let ids, let expressions):
      let lines = zip(ids, expressions).map {
        "Watchpoint \($0) (\($1)) is deleted: its function returned."
      }
      return (lines, true)
    case .caught(let caught): return (lines(caught), true)
    case .errorCaught(let catches, let error): return (lines(catches, error), true)
    case .finished:
      let returned = report.result.map { " It returned \($0.line)" } ?? ""
      return (["The pass is over." + returned] + (report.text?.map { "text: \($0)" } ?? []), false)
    case .beginning: return (["This is the start of the pass."], false)
    case .error(let error): return ([error.summary], true)
    case .interrupted: return (["Interrupted."], false)
    }
  }

  /// The text of a stop, without the cursor's position. The screen uses this text, because a pane already shows the
  /// position.
  public static func told(_ report: StopReport) -> String {
    let operation: [String] =
      switch report.reason {
      case .operation(let operation): lines(operation)
      case .caught(let caught): lines(caught.operation)
      default: []
      }
    return (reasonLines(report).lines + operation).joined(separator: "\n")
  }

  private static func lines(_ change: WatchChange) -> [String] {
    [
      "Watchpoint \(change.id): \(change.expression)", "  old: \(change.old?.line ?? "no value")",
      "  new: \(change.new?.line ?? "no value")",
    ] + lines(conditionError: change.conditionError)
  }

  private static func lines(conditionError error: ListingError?) -> [String] {
    error.map { ["  Its condition failed: \($0.summary)"] } ?? []
  }

  /// The lines about an error that the listing caught, and the errors of the catchpoints' conditions.
  private static func lines(_ catches: [ErrorCatch], _ error: CaughtError) -> [String] {
    let ids = catches.map { String($0.id) }.joined(separator: ", ")
    let place = error.raised.map { ", raised at \($0.file.name):\($0.line) in \($0.function)" } ?? ""
    let failures = catches.flatMap { item in
      if catches.count == 1 { return lines(conditionError: item.conditionError) }
      return item.conditionError.map { ["  The condition of catchpoint \(item.id) failed: \($0.summary)"] } ?? []
    }
    return ["Catchpoint \(ids): \(error.summary)\(place), is caught here."] + failures
      + ["  'goto raise' goes back to the raise."]
  }

  /// The lines of a catchpoint's report, and the error of its condition if there is one.
  static func lines(_ report: CatchReport) -> [String] {
    cause(report) + lines(conditionError: report.conditionError)
  }

  private static func cause(_ report: CatchReport) -> [String] {
    let operation = report.operation
    let path = operation.modulePath.map { $0.isEmpty ? "" : " in \($0)" } ?? ""
    let head = "Catchpoint \(report.id): "
    func index(_ index: [Int]) -> String { "[\(index.map(String.init).joined(separator: ", "))]" }
    switch report.cause {
    case .made(let oddity, let count, let place, let explanation):
      return [
        "\(head)\(operation.name)\(path) produced \(NumberText.count(count)) \(oddity.name)"
          + (place.isEmpty ? "" : ", the first at \(index(place))")
      ] + (explanation.map { ["  \($0)"] } ?? [])
    case .entered(let oddity, let origin, let count, let place):
      let more = count > 1 ? ", the first of \(NumberText.count(count))" : ""
      return [
        "\(head)\(oddity.name) enters from \(origin)\(place.isEmpty ? "" : index(place))\(more)",
        "  \(operation.name)\(path) is the first operation that uses it.",
      ]
    case .statistic(let statistic, let value):
      return ["\(head)\(statistic.rawValue) is \(NumberText.short(value)) after \(operation.name)\(path)"]
    }
  }

  static func lines(_ operation: OperationView) -> [String] {
    let text = operation.file.text(in: operation.range)
    let isShort = !text.contains("\n") && text.count <= 80
    let rows =
      operation.operands.map { ["  operand", $0.text.contains("\n") ? "" : $0.text, $0.value.line] }
      + operation.results.map { ["  result ", "", $0.line] }
    let names = rows.map { $0[1].count }.max() ?? 0
    return [isShort && text != operation.name ? "\(operation.name): \(text)" : operation.name]
      + rows.map { row in
        row[0] + (names == 0 ? "" : " " + row[1] + String(repeating: " ", count: names - row[1].count)) + "  " + row[2]
      }
  }

  static func lines(_ calls: [CallView]) -> [String] {
    let enterable = calls.filter { $0.canBeEntered != false }
    if enterable.isEmpty { return ["This statement has no call to step into."] }
    return table(
      enterable.enumerated().map { number, call in
        ["\(number + 1)", call.callee, call.function ?? "", call.isDone ? "done" : ""]
      })
  }

  // MARK: The timeline

  static func line(_ mark: Mark) -> String {
    var text = "\(mark.name): instruction \(NumberText.count(mark.clock))"
    if let function = mark.function, let file = mark.file, let line = mark.line {
      text += ", \(function) at \(file):\(line)"
    } else {
      text += ", the end of the pass"
    }
    return text + (mark.layer.map { ", layer \($0)" } ?? "")
  }

  static func lines(_ timeline: Timeline) -> [String] {
    var lines = [
      "stop \(NumberText.count(timeline.stop)) of \(NumberText.count(timeline.knownStops)) known"
        + (timeline.knowsEnd ? ", the end included" : ""),
      "instruction \(NumberText.count(timeline.clock))",
      "\(timeline.snapshots) snapshots, \(NumberText.bytes(timeline.historyBytes)) of "
        + NumberText.bytes(timeline.historyLimit),
    ]
    if let first = timeline.layers.first, let last = timeline.layers.last {
      lines.append(
        "layers \(first.number) to \(last.number) start at instructions \(NumberText.count(first.clock)) to "
          + NumberText.count(last.clock))
    }
    lines += timeline.marks.map { "mark \(line($0))" }
    lines += timeline.events.suffix(20).map { event in
      let what =
        switch event.kind {
        case .breakpoint: "breakpoint"
        case .watch: "watchpoint"
        case .caught: "catchpoint"
        case .error: "error"
        }
      let numbers = event.numbers.map { " \($0)" }.joined()
      return "\(what)\(numbers) at instruction \(NumberText.count(event.clock))"
    }
    return lines
  }

  // MARK: Breakpoints

  static func lines(_ new: Debugger.NewBreakpoint) -> [String] {
    let breakpoint = new.breakpoint
    let head = (breakpoint.isTemporary ? "Temporary " : "") + name(breakpoint, capitalized: !breakpoint.isTemporary)
    if let problem = new.problem {
      return ["\(head) is pending: \(problem)" + (problem.description.last == "?" ? "" : ".")]
    }
    let moved = new.movedFrom.map { " (line \($0) has no code)" } ?? ""
    switch breakpoint.kind {
    case .stop, .log: return ["\(head) at \(place(breakpoint))\(moved)"]
    case .watch(let watch):
      let scope = (watch.scope?.function ?? watch.file).map { " in \($0)" } ?? ""
      return ["\(head): \(watch.expression)\(scope), now \(new.watched?.line ?? "without a value")"]
    case .catchpoint(let event): return ["\(head): \(event.text)"]
    }
  }

  /// The breakpoint's kind and number: `Breakpoint 3`, `Watchpoint 4`.
  static func name(_ breakpoint: Breakpoint) -> String { name(breakpoint, capitalized: true) }

  private static func name(_ breakpoint: Breakpoint, capitalized: Bool) -> String {
    let noun =
      switch breakpoint.kind {
      case .stop: "breakpoint"
      case .log: "log point"
      case .watch: "watchpoint"
      case .catchpoint: "catchpoint"
      }
    return (capitalized ? noun.prefix(1).uppercased() + noun.dropFirst() : noun) + " \(breakpoint.id)"
  }

  static func place(_ breakpoint: Breakpoint) -> String {
    switch breakpoint.resolution {
    case .line(let file, let line): return "\(file):\(line)"
    case .functions(let places): return places.map { "\($0.name) (\($0.file):\($0.firstLine))" }.joined(separator: ", ")
    case .modules(let pattern, let count): return "the call of \(pattern), \(count) module\(count == 1 ? "" : "s")"
    case .layer(let number): return "layer \(number)"
    case .operation(let name, let within): return "operation \(name)" + (within.map { " in \($0)" } ?? "")
    case .everywhere: return ""
    case .pending:
      switch breakpoint.location {
      case .line(let file, let line): return "\(file):\(line) (pending)"
      case .function(let name): return "\(name) (pending)"
      case .modules(let pattern): return "\(pattern) (pending)"
      case .layer(let number): return "layer \(number) (pending)"
      case .operation(let name, _): return "operation \(name)"
      case .everywhere: return ""
      }
    }
  }

  static func lines(_ breakpoints: [Breakpoint]) -> [String] {
    if breakpoints.isEmpty { return ["There are no breakpoints."] }
    return breakpoints.flatMap { breakpoint in
      var notes: [String] = []
      if breakpoint.isTemporary { notes.append("temporary") }
      if !breakpoint.isEnabled { notes.append("disabled") }
      if breakpoint.hitCount > 0 {
        notes.append("\(breakpoint.hitCount) hit\(breakpoint.hitCount == 1 ? "" : "s")")
      }
      if breakpoint.ignoreCount > 0 { notes.append("ignores the next \(breakpoint.ignoreCount)") }
      let what =
        switch breakpoint.kind {
        case .stop: place(breakpoint)
        case .log(let template): "\(place(breakpoint)) prints \"\(template)\""
        case .watch(let watch):
          "watch \(watch.isPredicate ? "-p " : "")\(watch.expression)"
            + ((watch.scope?.function ?? watch.file).map { " in \($0)" } ?? "")
        case .catchpoint(let event): "catch \(event.text)"
        }
      let head = "\(breakpoint.id)  \(what)" + (notes.isEmpty ? "" : "  [" + notes.joined(separator: ", ") + "]")
      return [head] + (breakpoint.condition.map { ["   if \($0)"] } ?? []) + breakpoint.commands.map { "   > \($0)" }
    }
  }

  static func line(_ watch: WatchView) -> String {
    let value =
      switch watch.value {
      case .success(let value)?: value.line
      case .failure(let error)?: "<\(error.summary)>"
      case nil: "<\(watch.watch.scope?.function ?? watch.watch.file ?? "its function") is not running>"
      }
    let flags = (watch.isEnabled ? "" : "  [disabled]") + (watch.condition.map { "  if \($0)" } ?? "")
    return "\(watch.id)  \(watch.watch.isPredicate ? "-p " : "")\(watch.watch.expression) = \(value)\(flags)"
  }

  static func line(_ skip: Skip) -> String {
    let what =
      switch skip.pattern {
      case .function(let name): "function \(name)"
      case .file(let name): "file \(name)"
      }
    return "\(skip.id)  \(what)" + (skip.isEnabled ? "" : "  [disabled]")
  }
}
