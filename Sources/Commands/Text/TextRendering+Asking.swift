import DebugEngine

/// Results about values, modules and changes as text.
extension TextRendering {
  // MARK: The cursor's position

  static func lines(_ position: PositionReport) -> [String] {
    guard let frame = position.frame else { return ["The pass is over."] + lines(position.timeline).prefix(1) }
    var lines = position.expression.map { ["debugging: \($0)"] } ?? []
    lines.append("at: \(place(frame))")
    if let layer = position.layer { lines.append("layer: \(iteration(layer))") }
    if let path = frame.modulePath, !path.isEmpty { lines.append("module: \(path)") }
    if let operation = position.operation { lines.append("operation: \(operation)") }
    let timeline = position.timeline
    lines.append(
      "stop \(NumberText.count(timeline.stop)) of \(NumberText.count(timeline.knownStops)) known, computed for "
        + NumberText.seconds(position.seconds))
    return lines + position.frames.map { line($0, isSelected: false) }
  }

  // MARK: Values

  static func lines(_ details: TypeDetails) -> [String] {
    if let module = details.module { return lines(module) }
    guard case .tensor(let view) = details.view else {
      var lines = [type(details.view)]
      lines += details.members.prefix(40).map { "  \($0.accessor)  \($0.value.line)" }
      let more = details.memberCount - min(details.members.count, 40)
      if more > 0 { lines.append("  … and \(NumberText.count(more)) more") }
      return lines
    }
    var lines = ["Tensor \(view.dtype.name) \(view.shapeText)"]
    for axis in view.shape.indices {
      let stride = view.elements.map { " stride \(NumberText.count($0.strides[axis]))" } ?? ""
      lines.append(
        "  axis \(axis): " + (view.name(ofAxis: axis).map { $0 + " " } ?? "") + "\(view.shape[axis])" + stride)
    }
    if let elements = view.elements {
      lines.append(
        "  \(NumberText.count(elements.count)) element\(elements.count == 1 ? "" : "s"), "
          + NumberText.bytes(elements.count * view.dtype.size)
          + (elements.isContiguous ? "" : ", a view that is not contiguous"))
    }
    return lines
  }

  static func lines(_ found: FoundElements, _ predicate: String) -> [String] {
    let all = found.shape.reduce(1, *)
    if found.total == 0 { return ["\(predicate) is true for none of \(NumberText.count(all)) elements."] }
    let axes = found.axes.map { " (" + $0.joined(separator: ", ") + ")" } ?? ""
    var lines = [
      "\(predicate) is true for \(NumberText.count(found.total)) of \(NumberText.count(all)) elements\(axes):"
    ]
    let indices = found.elements.map { "[" + $0.index.map(String.init).joined(separator: ", ") + "]" }
    let width = indices.map(\.count).max() ?? 0
    for (index, element) in zip(indices, found.elements) {
      let value = element.value.map { NumberText.exact($0, found.dtype) }
      lines.append(
        "  " + index + (value.map { String(repeating: " ", count: width - index.count + 2) + $0 } ?? ""))
    }
    if found.total > found.elements.count {
      lines.append("  … and \(NumberText.count(found.total - found.elements.count)) more")
    }
    return lines
  }

  static func lines(_ difference: Difference, _ first: String, _ second: String) -> [String] {
    guard let figures = difference.figures else {
      return [
        "The shapes differ: \(first) is \(difference.first.shapeText), \(second) is \(difference.second.shapeText)."
      ]
    }
    let comparison = figures.comparison
    func place(_ index: [Int]?) -> String {
      index.map { " at [" + $0.map(String.init).joined(separator: ", ") + "]" } ?? ""
    }
    if figures.elementwise.unequalCount == 0 { return ["Equal: all \(NumberText.count(comparison.count)) elements."] }
    var lines = [
      "\(NumberText.count(figures.elementwise.unequalCount)) of \(NumberText.count(comparison.count)) elements differ",
      "max abs  \(NumberText.short(comparison.maxDifference))\(place(comparison.maxDifferenceIndex))"
        + (figures.greatest.map {
          ": \(NumberText.exact($0.value, difference.first.dtype)) and \(NumberText.exact($0.reference, difference.second.dtype))"
        } ?? ""),
      "max rel  \(NumberText.short(figures.elementwise.greatestRelative))\(place(figures.elementwise.greatestRelativeIndex))",
      "mean abs \(NumberText.short(figures.elementwise.mean))",
      "cosine   \(comparison.cosine.map { NumberText.short($0, digits: 9) } ?? "none")",
    ]
    if comparison.nanMismatches > 0 {
      lines.append("\(NumberText.count(comparison.nanMismatches)) are NaN in only one of the two")
    }
    if comparison.infinityMismatches > 0 {
      lines.append(
        "\(NumberText.count(comparison.infinityMismatches)) are infinite in one and different in the other")
    }
    return lines
  }

  static func lines(_ values: [PastValue]) -> [String] {
    table(
      values.map { value in
        [value.isCurrent ? ">" : " ", value.line.map { "line \($0)" } ?? "argument", value.value.line]
      })
  }

  static func lines(_ values: [LayerValue], _ expression: String) -> [String] {
    table(
      [["", "layer", expression]]
        + values.map { layer in
          let text: String
          switch layer.value {
          case .success(let view): text = view.line
          case .failure(let error): text = "<\(error.summary)>"
          }
          return [layer.isCurrent ? ">" : "", String(layer.layer), text]
        })
  }

  // MARK: The model

  static func lines(_ weights: [WeightView]) -> [String] {
    if weights.isEmpty { return ["The module has no parameters and no buffers."] }
    return table(weights.map { [$0.path, ($0.isBuffer ? "buffer " : "") + $0.value.line] })
  }

  static func lines(_ details: ModuleDetails) -> [String] {
    let path = details.path.isEmpty ? "the model" : details.path
    var lines = [
      "\(details.className) at \(path), \(NumberText.count(details.parameterCount)) parameters and buffers"
    ]
    lines += details.settings.map { "  \($0.name) = \($0.value.line)" }
    lines += table(details.weights.map { ["  \($0.path)", ($0.isBuffer ? "buffer " : "") + $0.value.line] })
    lines += table(details.children.map { ["  (\($0.name))", $0.className] })
    return lines
  }

  static func lines(_ memory: MemoryUse) -> [String] {
    var rows = [
      ["tensors in the call stack", NumberText.bytes(memory.live)],
      ["parameters and buffers", NumberText.bytes(memory.parameters)],
      ["allocated by the pass so far", NumberText.bytes(memory.allocated)],
      [
        "history",
        "\(NumberText.bytes(memory.timeline.historyBytes)) of \(NumberText.bytes(memory.timeline.historyLimit)), "
          + "\(memory.timeline.snapshots) snapshots",
      ],
    ]
    if let process = memory.process { rows.append(["the whole process", NumberText.bytes(process)]) }
    return table(rows)
  }

  // MARK: Changes

  static func line(_ intervention: Intervention) -> String {
    let uses =
      switch intervention.uses {
      case 0: "no tensors so far"
      case 1: "1 tensor so far"
      default: "\(NumberText.count(intervention.uses)) tensors so far"
      }
    return "Intervention \(intervention.id): zeros in \(intervention.text): \(uses)"
  }

  static func line(_ change: ChangeView) -> String {
    "changed: \(change.text)"
      + (change.clock.map { ", at instruction \(NumberText.count($0))" } ?? ", in the whole pass")
  }

  static func lines(_ report: WhatIfReport, _ width: Int) -> [String] {
    var rows: [[String]] = []
    func add(_ name: String, _ before: String, _ after: String) {
      rows.append([name, before, after, before == after ? "" : "≠"])
    }
    func text(_ outcome: Outcome) -> [String] {
      switch outcome.reason {
      case .finished: outcome.text ?? []
      case .error(let error): ["<\(error.summary)>"]
      default: ["<did not finish>"]
      }
    }
    let texts = (text(report.before), text(report.after))
    for index in 0..<max(texts.0.count, texts.1.count) {
      add(
        "text", texts.0.indices.contains(index) ? texts.0[index] : "",
        texts.1.indices.contains(index) ? texts.1[index] : "")
    }
    if report.before.result != nil || report.after.result != nil {
      add("result", report.before.result?.line ?? "", report.after.result?.line ?? "")
    }
    for (index, figure) in report.figures.enumerated() {
      func line(_ outcome: Outcome) -> String {
        switch outcome.figures[index] {
        case .success(let view): view.line
        case .failure(let error): "<\(error.summary)>"
        }
      }
      add(figure, line(report.before), line(report.after))
    }
    for layer in report.before.layers {
      let other = report.after.layers.first { $0.number == layer.number }
      func figures(_ layer: LayerView?) -> String {
        guard let output = layer?.output, let mean = output.mean, let deviation = output.standardDeviation else {
          return ""
        }
        return "mean \(NumberText.short(mean)) std \(NumberText.short(deviation))"
      }
      let name = layer.number == 0 ? "layers' input" : "layer \(layer.number)"
      if layer.output != nil || other?.output != nil { add(name, figures(layer), figures(other)) }
    }
    let whole = table([["", "before", "after", ""]] + rows)
    if whole.allSatisfy({ $0.count <= width }) { return whole }
    // If the columns do not fit, print the value before the change on one line, and the value after the change on the
    // next line.
    return rows.flatMap { row in
      ["\(row[0])\(row[3].isEmpty ? "" : " ≠")", "  before  \(row[1])", "  after   \(row[2])"]
    }
  }
}
