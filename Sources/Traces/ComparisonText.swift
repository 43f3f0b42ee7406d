import JSON
import Tensors

extension ComparisonReport {
  /// The report as text: a table with one row per tensor, then a summary.
  ///
  /// - Parameters:
  ///   - number: formats a measured number with the given count of significant digits.
  ///   - exact: formats an element of a tensor with all its digits.
  public func text(number: (Double, Int) -> String, exact: (Scalar) -> String) -> String {
    var cells = [["", "max abs", "max rel", "cosine", "shape", "at", "tensor"]]
    for row in rows {
      let theirs = canonicalName(row.theirName) == canonicalName(row.name) ? "" : "  ← \(row.theirName)"
      let shape = shapeText(row.shape) + (row.shape == row.theirShape ? "" : " ≠ \(shapeText(row.theirShape))")
      cells.append([
        row.verdict.rawValue, row.comparison.map { number($0.maxDifference, 3) } ?? "–",
        row.comparison.map { number($0.relativeDifference, 3) } ?? "–",
        row.comparison?.cosine.map { number($0, 9) } ?? "–", shape, "\(row.place.file):\(row.place.line)",
        row.exactName + theirs,
      ])
    }
    var lines = rows.isEmpty ? [] : columns(cells)
    lines += summary(number: number, exact: exact)
    return lines.map { $0 + "\n" }.joined()
  }

  private func summary(number: (Double, Int) -> String, exact: (Scalar) -> String) -> [String] {
    let failures = failures
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let total = rows.reduce(0) { $0 + 1 + $1.alsoKnownAs.count }
    var lines = [
      "\(rows.count) \(rows.count == 1 ? "tensor" : "tensors") compared with \(file)"
        + (total > rows.count ? " (under \(total) names)" : "") + ": "
        + (failures.isEmpty ? "all within the bound" : "\(failures.count) not within the bound")
    ]
    if let worst = rows.filter({ $0.verdict == .within }).max(by: { $0.relative < $1.relative }), failures.isEmpty {
      lines.append("greatest relative difference: \(number(worst.relative, 3)) in \(worst.exactName)")
    }
    if let first { lines += explanation(of: first, number: number, exact: exact) }
    if !unmet.isEmpty {
      lines.append("\(unmet.count) of \(file) not computed in this pass:")
      lines += unmet.prefix(Self.listed).map { "  \($0)" }
      if unmet.count > Self.listed { lines.append("  … and \(unmet.count - Self.listed) more") }
    }
    if !ignored.isEmpty { lines.append("\(ignored.count) of \(file) excluded by the map") }
    if withoutCounterpart > 0 {
      lines.append("\(withoutCounterpart) of the pass's \(computed) tensors have no counterpart in \(file)")
    }
    return lines
  }

  /// The greatest number of names to list for tensors that the pass did not compute. Further names are only counted.
  private static let listed = 40

  private func explanation(
    of row: ComparisonRow, number: (Double, Int) -> String, exact: (Scalar) -> String
  ) -> [String] {
    let module = row.module.isEmpty ? "the model" : row.module
    let what = row.variable.map { "variable \($0) of \(row.place.function)" } ?? "return value of \(module)"
    var lines = [
      "first: \(row.exactName)",
      "  \(row.place.file):\(row.place.line), \(what), module \(module)",
    ]
    if let comparison = row.comparison {
      if comparison.nonFiniteAgree {
        lines.append(
          "  differs by \(number(comparison.maxDifference, 3)), \(number(comparison.relativeDifference, 3)) of the "
            + "greatest element; the bound is \(number(comparison.limit(row.bound), 3))")
      } else {
        lines.append(
          "  \(comparison.nanMismatches) elements are NaN and \(comparison.infinityMismatches) infinite in only one of "
            + "the two"
        )
      }
    } else {
      lines.append("  shape \(shapeText(row.shape)) here, \(shapeText(row.theirShape)) there")
    }
    if let worst = row.worst {
      let index = worst.index.map(String.init).joined(separator: ", ")
      lines.append("  at [\(index)]: \(exact(worst.value)) here, \(exact(worst.reference)) there")
    }
    return lines
  }

  private func columns(_ cells: [[String]]) -> [String] {
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - text.count)
        line += (column > 0 ? "  " : "") + ((1...3).contains(column) ? padding + text : text + padding)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

extension ComparisonRow {
  fileprivate var relative: Double { comparison?.relativeDifference ?? 0 }
}

private func shapeText(_ shape: [Int]) -> String {
  "(" + shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? ",)" : ")")
}

// MARK: - As JSON

extension ComparisonReport {
  /// The report as JSON for programs: all rows, with numbers in full precision.
  public var json: JSONValue {
    .object([
      ("against", .string(path)), ("compared", .int(rows.count)), ("failed", .int(failures.count)),
      ("first", first.map(\.json) ?? .null), ("unmet", .strings(unmet)),
      ("left_out", .strings(ignored)), ("made", .int(computed)),
      ("without_counterpart", .int(withoutCounterpart)), ("rows", .array(rows.map(\.json))),
    ])
  }
}

extension ComparisonRow {
  var json: JSONValue {
    var members: [(String, JSONValue?)] = [
      ("tensor", .string(exactName)), ("theirs", .strings([theirName] + alsoKnownAs)),
      ("verdict", .string(verdict.rawValue)), ("shape", .ints(shape)), ("their_shape", .ints(theirShape)),
      ("file", .string(place.file)), ("line", .int(place.line)), ("function", .string(place.function)),
      ("module", .string(module)), ("variable", variable.map { .string($0) } ?? .null),
    ]
    if let comparison {
      members += [
        ("max_abs", .number(comparison.maxDifference)), ("max_rel", .number(comparison.relativeDifference)),
        ("cosine", .nullable(comparison.cosine)), ("their_max", .number(comparison.referenceMaximum)),
        ("nan_mismatches", .int(comparison.nanMismatches)),
        ("inf_mismatches", .int(comparison.infinityMismatches)),
      ]
    }
    if let worst {
      members += [
        ("worst_index", .ints(worst.index)), ("ours", worst.value.json), ("theirs_at_worst", worst.reference.json),
      ]
    }
    return .object(members)
  }
}

extension Scalar {
  fileprivate var json: JSONValue {
    switch self {
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .float(let number): .number(number)
    case .complex(let real, let imaginary): .array([.number(real), .number(imaginary)])
    }
  }
}
