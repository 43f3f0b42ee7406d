import DebugEngine

/// Why the cursor stopped, and what can stop it.
extension TextRendering {
  /// What is said of the reason, and whether the place is to be named whatever call it is in.
  static func reasonLines(_ report: StopReport) -> (lines: [String], isNamed: Bool) {
    let all = ([report.reason] + report.also).map { reasonLines($0, report) }
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
        "Watch \($0) of \($1) is gone: the call that it belongs to has returned."
      }
      return (lines, true)
    case .caught(let caught): return (lines(caught), true)
    case .finished:
      let given = report.result.map { " It gave \($0.line)" } ?? ""
      return (["The pass is over." + given] + (report.text?.map { "text: \($0)" } ?? []), false)
    case .beginning: return (["This is the beginning of the pass."], false)
    case .error(let error): return ([error.summary], true)
    case .interrupted: return (["Interrupted."], false)
    }
  }

  /// What a stop that has more to say than its place says, for a screen that shows the place itself.
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
      "Watch \(change.id): \(change.expression)", "  old: \(change.old?.line ?? "no value")",
      "  new: \(change.new?.line ?? "no value")",
    ] + lines(conditionError: change.conditionError)
  }

  private static func lines(conditionError error: ListingError?) -> [String] {
    error.map { ["  Its condition failed: \($0.summary)"] } ?? []
  }

  /// What a catch has caught: what, where, why.
  static func lines(_ report: CatchReport) -> [String] {
    whatWasCaught(report) + lines(conditionError: report.conditionError)
  }

  private static func whatWasCaught(_ report: CatchReport) -> [String] {
    let operation = report.operation
    let path = operation.modulePath.map { $0.isEmpty ? "" : " in \($0)" } ?? ""
    let head = "Catch \(report.id): "
    func index(_ index: [Int]) -> String { "[\(index.map(String.init).joined(separator: ", "))]" }
    switch report.cause {
    case .made(let oddity, let count, let place, let explanation):
      return [
        "\(head)\(operation.name)\(path) made \(NumberText.count(count)) \(oddity.name)"
          + (place.isEmpty ? "" : ", the first at \(index(place))")
      ] + (explanation.map { ["  \($0)"] } ?? [])
    case .entered(let oddity, let origin, let count, let place):
      let more = count > 1 ? ", the first of \(NumberText.count(count))" : ""
      return [
        "\(head)\(oddity.name) enters by \(origin)\(place.isEmpty ? "" : index(place))\(more)",
        "  \(operation.name)\(path) is the first operation that takes it.",
      ]
    case .statistic(let statistic, let value):
      return ["\(head)\(statistic.rawValue) is \(NumberText.short(value)) after \(operation.name)\(path)"]
    }
  }

  static func lines(_ operation: OperationView) -> [String] {
    let text = operation.file.text(in: operation.range)
    let isShort = !text.contains("\n") && text.count <= 80
    let rows =
      operation.operands.map { ["  takes", $0.text.contains("\n") ? "" : $0.text, $0.value.line] }
      + operation.results.map { ["  gives", "", $0.line] }
    let names = rows.map { $0[1].count }.max() ?? 0
    return [isShort && text != operation.name ? "\(operation.name): \(text)" : operation.name]
      + rows.map { row in
        row[0] + (names == 0 ? "" : " " + row[1] + String(repeating: " ", count: names - row[1].count)) + "  " + row[2]
      }
  }

  static func lines(_ calls: [CallView]) -> [String] {
    let enterable = calls.filter { $0.canBeEntered != false }
    if enterable.isEmpty { return ["This statement makes no call that could be stepped into."] }
    return table(
      enterable.enumerated().map { number, call in
        ["\(number + 1)", call.callee, call.function ?? "", call.isDone ? "made already" : ""]
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
        + (timeline.knowsEnd ? ", the end among them" : ""),
      "instruction \(NumberText.count(timeline.clock))",
      "\(timeline.snapshots) snapshots, \(NumberText.bytes(timeline.historyBytes)) of "
        + NumberText.bytes(timeline.historyLimit),
    ]
    if let first = timeline.layers.first, let last = timeline.layers.last {
      lines.append(
        "layers \(first.number) to \(last.number) begin at instructions \(NumberText.count(first.clock)) to "
          + NumberText.count(last.clock))
    }
    lines += timeline.marks.map { "mark \(line($0))" }
    lines += timeline.events.suffix(20).map { event in
      let what =
        switch event.kind {
        case .breakpoint: "breakpoint"
        case .watch: "watch"
        case .caught: "catch"
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
    let name = noun(breakpoint)
    if let problem = new.problem {
      return ["\(name) \(breakpoint.id) waits: \(problem)" + (problem.description.last == "?" ? "" : ".")]
    }
    let moved = new.movedFrom.map { " (line \($0) has no code)" } ?? ""
    switch breakpoint.kind {
    case .stop, .log: return ["\(name) \(breakpoint.id) at \(place(breakpoint))\(moved)"]
    case .watch(let watch):
      let scope = (watch.scope?.function ?? watch.file).map { " in \($0)" } ?? ""
      return ["\(name) \(breakpoint.id): \(watch.expression)\(scope), now \(new.watched?.line ?? "without a value")"]
    case .catchpoint(let event): return ["\(name) \(breakpoint.id): \(event.text)"]
    }
  }

  private static func noun(_ breakpoint: Breakpoint) -> String {
    let noun =
      switch breakpoint.kind {
      case .stop: "breakpoint"
      case .log: "log point"
      case .watch: "watch"
      case .catchpoint: "catch"
      }
    return breakpoint.isTemporary ? "Temporary \(noun)" : noun.prefix(1).uppercased() + noun.dropFirst()
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
      case .line(let file, let line): return "\(file ?? ""):\(line), which is not there"
      case .function(let name): return "\(name), which is not there"
      case .modules(let pattern): return "\(pattern), which is not there"
      case .layer(let number): return "layer \(number), which is not there"
      case .operation(let name, _): return "operation \(name)"
      case .everywhere: return ""
      }
    }
  }

  static func lines(_ breakpoints: [Breakpoint]) -> [String] {
    if breakpoints.isEmpty { return ["There are no breakpoints."] }
    return breakpoints.flatMap { breakpoint in
      var notes: [String] = []
      if breakpoint.isTemporary { notes.append("once") }
      if !breakpoint.isEnabled { notes.append("disabled") }
      if breakpoint.hitCount > 0 {
        notes.append("reached \(breakpoint.hitCount == 1 ? "once" : "\(breakpoint.hitCount) times")")
      }
      if breakpoint.ignoreCount > 0 { notes.append("\(breakpoint.ignoreCount) more to pass") }
      let what =
        switch breakpoint.kind {
        case .stop: place(breakpoint)
        case .log(let template): "\(place(breakpoint)) says \"\(template)\""
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
      case nil: "<\(watch.watch.scope?.function ?? watch.watch.file ?? "its call") is not under way>"
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
