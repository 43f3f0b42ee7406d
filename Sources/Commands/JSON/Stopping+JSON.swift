import DebugEngine
import JSON

extension Breakpoint {
  var json: JSONValue {
    let what =
      switch self.kind {
      case .stop, .log: TextRendering.place(self)
      case .watch(let watch): watch.expression
      case .catchpoint(let event): event.text
      }
    return .object([
      ("id", .int(id)), ("kind", .string(kind.word)), ("what", .string(what)), ("enabled", .bool(isEnabled)),
      ("hits", .int(hitCount)), ("ignore", ignoreCount > 0 ? .int(ignoreCount) : nil),
      ("temporary", isTemporary ? .bool(true) : nil), ("condition", condition.map(JSONValue.string)),
      ("commands", commands.isEmpty ? nil : .strings(commands)),
    ])
  }
}

extension WatchView {
  var json: JSONValue {
    var found: (JSONValue?, JSONValue?) = (nil, nil)
    switch value {
    case .success(let value)?: found.0 = value.json
    case .failure(let error)?: found.1 = .string(error.summary)
    case nil: break
    }
    return .object([
      ("id", .int(id)), ("expression", .string(watch.expression)), ("value", found.0), ("message", found.1),
      ("enabled", .bool(isEnabled)), ("hits", .int(hitCount)),
    ])
  }
}

extension WatchChange {
  var json: JSONValue {
    .object([
      ("id", .int(id)), ("expression", .string(expression)), ("old", old?.json), ("new", new?.json),
      ("conditionFailed", conditionError.map { .string($0.summary) }),
    ])
  }
}

extension CallView {
  var json: JSONValue {
    .object([
      ("callee", .string(callee)), ("function", function.map(JSONValue.string)),
      ("canBeEntered", canBeEntered.map(JSONValue.bool)), ("isDone", .bool(isDone)),
    ])
  }
}

extension OperationView {
  var json: JSONValue {
    .object([
      ("name", .string(name)), ("text", .string(file.text(in: range))), ("file", .string(file.name)),
      ("line", .int(line)),
      ("module", modulePath.map(JSONValue.string)), ("clock", .int(clock)),
      ("operands", .array(operands.map { .object([("text", .string($0.text)), ("value", $0.value.json)]) })),
      ("results", .array(results.map(\.json))),
    ])
  }
}

extension CatchReport.Cause {
  var json: JSONValue {
    switch self {
    case .made(let oddity, let count, let index, let explanation):
      .object([
        ("made", .string(oddity.name)), ("count", .int(count)), ("index", .ints(index)),
        ("explanation", explanation.map(JSONValue.string)),
      ])
    case .entered(let oddity, let path, let count, let index):
      .object([
        ("entered", .string(oddity.name)), ("by", .string(path)), ("count", .int(count)), ("index", .ints(index)),
      ])
    case .statistic(let statistic, let value):
      .object([("statistic", .string(statistic.rawValue)), ("value", .number(value))])
    }
  }
}
