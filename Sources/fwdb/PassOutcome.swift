import DebugEngine
import Foundation
import JSON
import Launch
import ListingRuntime
import Tensors
import Traces

/// The result of `fwdb run`, as text and as JSON.
struct PassOutcome {
  let pass: PreparedPass
  let debugger: Debugger
  let seconds: Double
  let comparison: ComparisonReport?

  // MARK: As text

  var text: String {
    if let comparison { return comparison.text + debugger.spokenText }
    var text = ""
    if pass.plan.profile.isWholePass {
      text += debugger.chunkText + layerTable + debugger.spokenText
      let threads = pass.machine.compute.threads
      text += "time: \(milliseconds(seconds)) on \(threads) thread\(threads == 1 ? "" : "s")\n"
    } else if let tensor = debugger.machine.tensor(in: debugger.machine.result) {
      // The statistics of a complex tensor describe the magnitudes of its elements.
      let name = tensor.dtype.isComplex ? "result |x|" : "result"
      text += table([["", "shape", "mean", "std", "min", "max", ""], row(name, tensor.shape, tensor.summary(), nil)])
    } else {
      text += debugger.machine.representation(of: debugger.machine.result) + "\n"
    }
    return text
  }

  private var layerTable: String {
    if debugger.layerViews.isEmpty { return "" }
    let rows = debugger.layerViews.map { layer in
      row(layer.number == 0 ? "in" : String(layer.number), layer.shape ?? [], layer.output, layer.seconds)
    }
    return table([["layer", "shape", "mean", "std", "min", "max", "time"]] + rows)
  }

  private func row(_ name: String, _ shape: [Int], _ summary: TensorSummary?, _ seconds: Double?) -> [String] {
    func number(_ value: Double?) -> String { value.map { String(format: "%.4f", $0) } ?? "–" }
    var cells = [name, shapeDescription(shape), number(summary?.mean), number(summary?.standardDeviation)]
    cells += [number(summary?.min), number(summary?.max), seconds.map(milliseconds) ?? ""]
    if let summary, summary.nanCount + summary.infinityCount > 0 {
      cells[6] += "  \(summary.nanCount) NaN, \(summary.infinityCount) Inf"
    }
    return cells
  }

  private func milliseconds(_ seconds: Double) -> String { String(format: "%.1f ms", seconds * 1000) }

  private func table(_ rows: [[String]]) -> String {
    let widths = (0..<7).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let padding = String(repeating: " ", count: widths[column] - text.count)
        return column < 2 ? text + padding : padding + text
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }

  // MARK: As JSON

  /// Metadata to store in a trace file.
  var notes: [(String, String)] {
    [
      ("format", "fwdb-trace"), ("model", pass.plan.modelName), ("listing", pass.plan.profile.listingName),
      ("input", pass.plan.inputName), ("threads", String(pass.machine.compute.threads)),
    ]
  }

  var json: JSONValue {
    var members: [(String, JSONValue?)] = [
      ("model", .string(pass.plan.modelPath)), ("listing", .string(pass.plan.profile.listingName)),
      ("input", .string(pass.plan.inputName)), ("threads", .int(pass.machine.compute.threads)),
      ("seconds", .number(seconds)),
    ]
    if pass.plan.profile.isWholePass {
      members.append(("text", .strings(debugger.text ?? [])))
      members.append(("layers", .array(debugger.layerViews.map(json(of:)))))
    } else if let tensor = debugger.machine.tensor(in: debugger.machine.result) {
      let facts = TensorFacts(shape: tensor.shape, type: tensor.dtype.name, summary: tensor.summary())
      members.append(("result", .object(facts.members)))
    } else {
      members.append(("result", .string(debugger.machine.representation(of: debugger.machine.result))))
    }
    if let comparison { members.append(("comparison", comparison.json)) }
    return .object(members)
  }

  private func json(of layer: LayerView) -> JSONValue {
    let facts = TensorFacts(shape: layer.shape ?? [], type: "float32", summary: layer.output)
    return .object([("layer", .int(layer.number))] + facts.members + [("seconds", .nullable(layer.seconds))])
  }
}
