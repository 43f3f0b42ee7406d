import DebugEngine
import JSON

/// Results as JSON. `docs/machine-interface.md` describes the format. A test compares the description with this code.
///
/// Every object has a member `result`: the kind of the result. New versions may add members but never rename them.
extension CommandResult {
  public var json: JSONValue {
    func result(_ kind: String, _ members: (String, JSONValue?)...) -> JSONValue {
      .object([("result", .string(kind))] + members)
    }
    switch self {
    case .nothing: return result("nothing")
    case .quit: return result("quit")
    case .text(let text): return result("text", ("text", .string(text)))
    case .failure(let error): return result("error", ("message", .string(error.description)), ("kind", error.json))
    case .stopped(let report): return .object([("result", .string("stop"))] + report.members)
    case .frames(let frames, let selected):
      return result("frames", ("frames", .array(frames.map(\.json))), ("selected", .int(selected)))
    case .frame(let frame): return result("frame", ("frame", frame.json))
    case .frameDetails(let details):
      return result(
        "frame", ("frame", details.frame.json), ("caller", details.caller?.json), ("layer", details.layer?.json))
    case .variables(let variables, let what):
      return result("variables", ("what", .string(what)), ("variables", .array(variables.map(\.json))))
    case .value(let printed):
      return result(
        "value", ("expression", .string(printed.expression)), ("value", printed.json),
        ("output", printed.value.output.isEmpty ? nil : .string(printed.value.output)))
    case .type(let view, let expression):
      return result("type", ("expression", .string(expression)), ("type", .string(TextRendering.type(view))))
    case .typeDetails(let details):
      return result(
        "type", ("type", .string(TextRendering.type(details.view))), ("module", details.module?.json),
        (
          "members",
          .array(details.members.map { .object([("name", .string($0.accessor)), ("value", $0.value.json)]) })
        ))
    case .found(let found, let predicate):
      return result(
        "found", ("predicate", .string(predicate)), ("total", .int(found.total)), ("shape", .ints(found.shape)),
        (
          "elements",
          .array(found.elements.map { .object([("index", .ints($0.index)), ("value", $0.value?.json)]) })
        ))
    case .difference(let difference, let first, let second):
      return result("difference", ("of", .string(first)), ("and", .string(second)), ("figures", difference.json))
    case .pastValues(let values, let name):
      return result("history", ("name", .string(name)), ("values", .array(values.map(\.json))))
    case .layerValues(let values, let expression):
      return result("layerValues", ("expression", .string(expression)), ("layers", .array(values.map(\.json))))
    case .exported(let what, let path): return result("exported", ("file", .string(path)), ("what", .string(what)))
    case .weights(let weights): return result("weights", ("weights", .array(weights.map(\.json))))
    case .module(let details): return result("module", ("module", details.json))
    case .memory(let memory): return result("memory", ("memory", memory.json))
    case .position(let position): return result("position", ("position", position.json))
    case .assigned(let assignments):
      return result("assigned", ("notes", .strings(assignments.compactMap(TextRendering.line))))
    case .interventions(let interventions):
      return result("interventions", ("interventions", .array(interventions.map(\.json))))
    case .changes(let changes):
      return result(
        "changes",
        (
          "changes",
          .array(changes.map { .object([("change", .string($0.text)), ("clock", $0.clock.map(JSONValue.int))]) })
        ))
    case .whatIf(let report): return result("whatIf", ("whatIf", report.json))
    case .source(let excerpt):
      return result(
        "source", ("file", .string(excerpt.file.name)), ("first", .int(excerpt.lines.lowerBound)),
        ("lines", .strings(excerpt.lines.map { excerpt.file.lines[$0 - 1] })),
        ("current", excerpt.currentLine.map(JSONValue.int)))
    case .layers(let layers): return result("layers", ("layers", .array(layers.map(\.json))))
    case .loops(let loops, _): return result("loops", ("loops", .array(loops.map(\.json))))
    case .tree(let text): return result("tree", ("text", .string(text)))
    case .timeline(let timeline): return result("timeline", ("timeline", timeline.json))
    case .displays(let displays):
      return result(
        "displays",
        (
          "displays",
          .array(displays.map { .object([("id", .int($0.id)), ("expression", .string($0.expression))]) })
        ))
    case .displayed(let values): return result("displayed", ("displays", .array(values.map(\.json))))
    case .sequence(let results): return result("sequence", ("results", .array(results.map(\.json))))
    case .transcript(let results):
      return result(
        "transcript",
        (
          "results",
          .array(results.map { .object([("command", .string($0.line)), ("answer", $0.result.json)]) })
        ))
    case .newBreakpoint(let new):
      return result(
        "breakpoint", ("breakpoint", new.breakpoint.json), ("waitsFor", new.problem.map { .string($0.description) }),
        ("value", new.watched?.json))
    case .breakpoints(let breakpoints): return result("breakpoints", ("breakpoints", .array(breakpoints.map(\.json))))
    case .watches(let watches): return result("watches", ("watches", .array(watches.map(\.json))))
    case .calls(let calls): return result("calls", ("calls", .array(calls.map(\.json))))
    case .operation(let operation): return result("operation", ("operation", operation.json))
    case .mark(let mark): return result("mark", ("name", .string(mark.name)), ("clock", .int(mark.clock)))
    case .commands, .help, .skips:
      return result("text", ("text", .string(text)))
    }
  }
}

extension CommandError {
  /// The machine interface's `kind` of the error.
  var json: JSONValue {
    switch self {
    case .listing(let error): .string(error.kind)
    case .inFile(_, _, let error): error.json
    case .unknownCommand, .ambiguousCommand, .usage: .string("usage")
    case .noFrame: .string("over")
    case .outside: .string("outside")
    default: .string("command")
    }
  }
}

extension StopReport {
  var members: [(String, JSONValue?)] {
    var members = reason.members
    if !otherReasons.isEmpty { members.append(("also", .array(otherReasons.map { .object($0.members) }))) }
    members.append(("frame", frame?.json))
    members.append(("withinStatement", isWithinStatement ? .bool(true) : nil))
    members.append(("layer", layer?.json))
    members.append(("timeline", timeline.json))
    if !displays.isEmpty { members.append(("displays", .array(displays.map(\.json)))) }
    if !output.isEmpty { members.append(("output", .string(output))) }
    if !log.isEmpty { members.append(("log", .strings(log))) }
    if case .finished = reason {
      members.append(("value", result?.json))
      members.append(("text", text.map { .strings($0) }))
    }
    members.append(
      (
        "left",
        left.map { .object([("expression", .string($0.expression)), ("value", $0.value?.json)]) }
      ))
    return members
  }
}

extension StopReason {
  fileprivate var members: [(String, JSONValue?)] {
    var members: [(String, JSONValue?)] = [("reason", .string(word))]
    switch self {
    case .breakpoint(let ids): members.append(("breakpoints", .ints(ids)))
    case .conditionFailed(let id, let error):
      members += [("breakpoints", .ints([id])), ("message", .string(error.summary))]
    case .error(let error): members += [("message", .string(error.summary)), ("kind", .string(error.kind))]
    case .errorCaught(let catches, let error):
      members += [
        ("breakpoints", .ints(catches.map(\.id))), ("message", .string(error.summary)), ("raisedAt", .int(error.clock)),
        ("raisedIn", error.raised.map { .string($0.function) }),
        ("raisedFile", error.raised.map { .string($0.file.name) }),
        ("raisedLine", error.raised.map { .int($0.line) }),
        ("conditionFailed", catches.lazy.compactMap(\.conditionError).first.map { .string($0.summary) }),
      ]
    case .returned(let value): members.append(("value", value.json))
    case .operation(let operation): members.append(("operation", operation.json))
    case .watch(let changes): members.append(("changes", .array(changes.map(\.json))))
    case .watchEnded(let ids, _): members.append(("breakpoints", .ints(ids)))
    case .caught(let report):
      members += [
        ("breakpoints", .ints([report.id])), ("operation", report.operation.json), ("cause", report.cause.json),
        ("conditionFailed", report.conditionError.map { .string($0.summary) }),
      ]
    default: break
    }
    return members
  }

  /// This case's name in the machine interface. Names never change.
  var word: String {
    switch self {
    case .step: "step"
    case .operation: "operation"
    case .breakpoint: "breakpoint"
    case .conditionFailed: "conditionFailed"
    case .watch: "watch"
    case .watchEnded: "watchEnded"
    case .caught: "caught"
    case .errorCaught: "errorCaught"
    case .returned: "returned"
    case .finished: "finished"
    case .beginning: "beginning"
    case .error: "error"
    case .interrupted: "interrupted"
    }
  }
}

extension FrameView {
  var json: JSONValue {
    .object([
      ("index", .int(index)), ("function", .string(function)), ("file", .string(file.name)), ("line", .int(line)),
      ("text", .string(file.lines.indices.contains(line - 1) ? file.lines[line - 1].trimmed : "")),
      ("module", modulePath.map(JSONValue.string)),
      ("loops", loops.isEmpty ? nil : .array(loops.map(\.json))),
    ])
  }
}

extension LoopPosition {
  var json: JSONValue {
    .object([
      ("target", .string(target)), ("iterable", .string(iterable)), ("line", .int(line)),
      ("iteration", .int(iteration)),
      ("count", count.map(JSONValue.int)),
    ])
  }
}

extension Timeline {
  var json: JSONValue {
    .object([
      ("clock", .int(clock)), ("stop", .int(stop)), ("knownStops", .int(knownStops)), ("knowsEnd", .bool(knowsEnd)),
    ])
  }
}
