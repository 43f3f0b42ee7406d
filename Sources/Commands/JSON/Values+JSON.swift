import DebugEngine
import JSON
import Tensors

extension ValueView {
  var json: JSONValue {
    switch self {
    case .tensor(let view): view.json
    case .module(let name, let path, _):
      .object([("type", .string(name)), ("module", path.map(JSONValue.string))])
    case .container(let type, let count, let preview):
      .object([("type", .string(type)), ("count", .int(count)), ("text", .string(preview))])
    case .text(let text, let type): .object([("type", .string(type)), ("text", .string(text))])
    }
  }
}

extension TensorView {
  var json: JSONValue {
    var members: [(String, JSONValue?)] = [
      ("type", .string("Tensor")), ("dtype", .string(dtype.name)), ("shape", .ints(shape)),
      ("axes", axes.map { .strings($0) }), ("statistics", (summary ?? elements?.summary)?.json),
    ]
    if let elements, elements.count <= 6 {
      members.append(("elements", .array(elements.prefix(6).map(\.json))))
    }
    return .object(members)
  }
}

extension TensorSummary {
  /// The statistics of the finite elements. The counts of NaN and Inf are included if they are not 0.
  var json: JSONValue {
    .object([
      ("min", min.map(JSONValue.number)), ("max", max.map(JSONValue.number)), ("mean", mean.map(JSONValue.number)),
      ("std", standardDeviation.map(JSONValue.number)), ("nan", nanCount > 0 ? .int(nanCount) : nil),
      ("inf", positiveInfinityCount > 0 ? .int(positiveInfinityCount) : nil),
      ("negativeInf", negativeInfinityCount > 0 ? .int(negativeInfinityCount) : nil),
    ])
  }
}

extension Scalar {
  var json: JSONValue {
    switch self {
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .float(let number): .number(number)
    case .complex(let real, let imaginary): .array([.number(real), .number(imaginary)])
    }
  }
}

extension PrintedValue {
  /// The value, and the data that the style of `print` selects: elements, the cells of a heat map, the bars of a
  /// histogram, or a hash of the bits.
  var json: JSONValue {
    guard case .tensor(let view) = value.view, let elements = view.elements,
      case .object(var members) = view.json
    else { return value.view.json }
    switch style {
    case .overview, .statistics: break
    case .values:
      members.removeAll { $0.0 == "elements" }
      members.append(("elements", .array(elements.prefix(10_000).map(\.json))))
      if elements.count > 10_000 { members.append(("elementsLeftOut", .int(elements.count - 10_000))) }
    case .heat(let rows, let columns):
      let rank = elements.rank
      let grid = elements.grid(
        rowAxis: max(rank - 2, 0), columnAxis: max(rank - 1, 1), maxRows: rows, maxColumns: columns)
      if let grid {
        let width = grid.columnRanges.count
        members.append(
          (
            "heat",
            .array(
              grid.rowRanges.indices.map { row in
                .array((0..<width).map { .number(Double(grid[row, $0])) })
              })
          ))
      }
    case .bits: members.append(("bits", .string(NumberText.hexadecimal(elements.bitHash))))
    case .histogram(let bins):
      if let histogram = elements.histogram(bins: bins) {
        members.append(
          (
            "histogram",
            .object([
              ("low", .number(histogram.low)), ("high", .number(histogram.high)), ("counts", .ints(histogram.counts)),
            ])
          ))
      }
    }
    return .object(members)
  }
}

extension VariableView {
  var json: JSONValue {
    .object([
      ("name", .string(name)), ("value", value.json), ("changed", hasChanged ? .bool(true) : nil),
      ("line", assignedOnLine.map(JSONValue.int)), ("warning", warning.map(JSONValue.string)),
    ])
  }
}

extension DisplayedValue {
  var json: JSONValue {
    .object([
      ("id", .int(display.id)), ("expression", .string(display.expression)), ("value", value.json),
      ("error", value.error),
    ])
  }
}

extension Result<EvaluatedValue, ListingError> {
  fileprivate var json: JSONValue? { if case .success(let value) = self { value.view.json } else { nil } }
  fileprivate var error: JSONValue? { if case .failure(let error) = self { .string(error.summary) } else { nil } }
}

extension Result<ValueView, ListingError> {
  fileprivate var json: JSONValue? { if case .success(let value) = self { value.json } else { nil } }
  fileprivate var error: JSONValue? { if case .failure(let error) = self { .string(error.summary) } else { nil } }
}

extension Difference {
  var json: JSONValue {
    guard let figures else {
      return .object([("shapesDiffer", .array([.ints(first.shape), .ints(second.shape)]))])
    }
    let comparison = figures.comparison
    return .object([
      ("unequal", .int(figures.elementwise.unequalCount)), ("maxAbs", .number(comparison.maxDifference)),
      ("maxAbsIndex", comparison.maxDifferenceIndex.map { .ints($0) }),
      ("maxRel", .number(figures.elementwise.greatestRelative)),
      ("maxRelIndex", figures.elementwise.greatestRelativeIndex.map { .ints($0) }),
      ("meanAbs", .number(figures.elementwise.mean)),
      ("cosine", comparison.cosine.map(JSONValue.number)), ("nanMismatches", .int(comparison.nanMismatches)),
      ("infMismatches", .int(comparison.infinityMismatches)),
    ])
  }
}

extension PastValue {
  var json: JSONValue {
    .object([("line", line.map(JSONValue.int)), ("clock", .int(clock)), ("value", value.json)])
  }
}

extension LayerValue {
  var json: JSONValue {
    .object([
      ("layer", .int(layer)), ("current", isCurrent ? .bool(true) : nil), ("value", value.json), ("error", value.error),
    ])
  }
}

extension LayerView.State {
  /// This case's name in the machine interface.
  var word: String {
    switch self {
    case .done: "done"
    case .current: "current"
    case .coming: "coming"
    }
  }
}

extension Breakpoint.Kind {
  /// This case's name in the machine interface.
  var word: String {
    switch self {
    case .stop: "breakpoint"
    case .log: "logpoint"
    case .watch: "watch"
    case .catchpoint: "catch"
    }
  }
}

extension LayerView {
  var json: JSONValue {
    .object([
      ("layer", .int(number)), ("state", .string(state.word)), ("shape", shape.map { .ints($0) }),
      ("statistics", output?.json), ("seconds", seconds.map(JSONValue.number)),
    ])
  }
}

extension WeightView {
  var json: JSONValue {
    .object([("path", .string(path)), ("buffer", isBuffer ? .bool(true) : nil), ("value", value.json)])
  }
}

extension ModuleDetails {
  var json: JSONValue {
    .object([
      ("path", .string(path)), ("class", .string(className)), ("parameters", .int(parameterCount)),
      ("weights", .array(weights.map(\.json))),
      ("children", .array(children.map { .object([("name", .string($0.name)), ("class", .string($0.className))]) })),
    ])
  }
}

extension MemoryUse {
  var json: JSONValue {
    .object([
      ("live", .int(live)), ("parameters", .int(parameters)), ("made", .int(allocated)),
      ("history", .int(timeline.historyBytes)), ("historyLimit", .int(timeline.historyLimit)),
      ("process", process.map(JSONValue.int)),
    ])
  }
}

extension PositionReport {
  var json: JSONValue {
    .object([
      ("frame", frame?.json), ("layer", layer?.json), ("operation", operation.map(JSONValue.string)),
      ("timeline", timeline.json), ("seconds", .number(seconds)),
      ("debugging", expression.map(JSONValue.string)), ("frames", .array(frames.map(\.json))),
    ])
  }
}

extension Intervention {
  var json: JSONValue {
    .object([
      ("id", .int(id)), ("path", .string(path)),
      (
        "axis",
        axis.map { axis in
          switch axis {
          case .named(let name): .string(name)
          case .number(let number): .int(number)
          }
        }
      ), ("indices", .ints(indices)), ("uses", .int(uses)),
    ])
  }
}

extension WhatIfReport {
  var json: JSONValue {
    func side(_ outcome: Outcome) -> JSONValue {
      .object([
        ("reason", .string(outcome.reason.word)), ("text", outcome.text.map { .strings($0) }),
        ("value", outcome.result?.json), ("layers", .array(outcome.layers.map(\.json))),
        (
          "figures",
          .array(
            zip(figures, outcome.figures).map { figure, value in
              .object([("expression", .string(figure)), ("value", value.json), ("error", value.error)])
            })
        ),
      ])
    }
    return .object([("change", .string(change)), ("before", side(before)), ("after", side(after))])
  }
}
