import ArgumentParser
import Commands
import DebugEngine
import Foundation
import ListingRuntime
import Tensors

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs the pass without the debugger: the text, and a line a layer.")

  @OptionGroup var model: ModelOptions
  @OptionGroup var input: InputOptions

  func run() throws {
    let pass = try PreparedPass(model, input)
    for note in pass.notes { FileHandle.standardError.write(Data("note: \(note)\n".utf8)) }
    let began = ContinuousClock.now
    // No way back is needed here, so no snapshots are kept.
    var debugger = Debugger(pass.model.machine, notes: pass.modelNotes, historyBytes: 0)
    let reason = debugger.move(.continue)
    let output = debugger.takeOutput()
    if !output.isEmpty { print(output, terminator: "") }
    if case .error(let error) = reason { throw Failure("\(error)") }

    if pass.isWholePass {
      print(debugger.chunkText, terminator: "")
      printLayers(debugger.layerViews)
      print(debugger.spokenText, terminator: "")
      print(
        "time: \(milliseconds(seconds(began.duration(to: .now)))) on \(model.threads) thread\(model.threads == 1 ? "" : "s")"
      )
    } else if let tensor = debugger.machine.tensor(in: debugger.machine.result) {
      printTable([["", "shape", "mean", "std", "min", "max", ""], row("result", tensor.shape, tensor.summary(), nil)])
    } else {
      print(debugger.machine.representation(of: debugger.machine.result))
    }
  }

  private func printLayers(_ layers: [LayerView]) {
    if layers.isEmpty { return }
    let rows = layers.map { layer in
      row(layer.number == 0 ? "in" : String(layer.number), layer.shape ?? [], layer.output, layer.seconds)
    }
    printTable([["layer", "shape", "mean", "std", "min", "max", "time"]] + rows)
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

  private func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  private func printTable(_ rows: [[String]]) {
    let widths = (0..<7).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = row.enumerated().map { column, text in
        let padding = String(repeating: " ", count: widths[column] - text.count)
        return column < 2 ? text + padding : padding + text
      }
      print(cells.joined(separator: "  "))
    }
  }
}
