import ArgumentParser
import Checkpoints
import Commands
import Foundation
import JSON
import Launch
import ListingRuntime
import Models
import Screen
import Searching
import Tensors
import Traces

struct WeightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights",
    abstract: "Lists the tensors of a checkpoint: names, shapes, types and statistics.",
    discussion: """
      Reads .pdparams, torch's .pt, .safetensors, .npz and .npy, and the checkpoint of a model's folder. The columns \
      after the type are the least element, a histogram from there to the greatest, the greatest element, mean and \
      standard deviation.

        fwdb weights MODEL 'encoder.encoders.0.*'
      """)

  @Argument(help: "A checkpoint, or a model's folder.", completion: .file())
  var file: String

  @Argument(
    help: "Only tensors whose name matches; * and ? are wildcards. Without wildcards, names that contain this text.")
  var pattern: String?

  @Flag(help: "Print the list as JSON.")
  var json = false

  @Flag(
    inversion: .prefixedNo,
    help: "Compute statistics of the elements. Without them only names, shapes and types are read.")
  var statistics = true

  func run() throws {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
    let path = isFolder.boolValue ? try ModelFiles.find(in: file).checkpoint : file
    let checkpoint = try Checkpoint.open(path, uint16: .bfloat16InPaddle)
    let pattern = pattern.map { NamePattern($0.contains { "*?".contains($0) } ? $0 : "*\($0)*") }
    let entries = checkpoint.entries.filter { pattern?.matches($0.name) ?? true }
    if let pattern, entries.isEmpty, !checkpoint.entries.isEmpty {
      throw Failure("\(path): none of its \(checkpoint.entries.count) tensors is called \(pattern.text)")
    }
    let list = WeightList(checkpoint: checkpoint, entries: entries, hasStatistics: statistics)
    if json { try list.printJSON() } else { try list.printTable() }
  }
}

/// Lists tensors of a checkpoint with statistics. Reads each tensor only when its line is printed.
struct WeightList {
  let checkpoint: Checkpoint
  let entries: [Checkpoint.Entry]
  let hasStatistics: Bool

  private static let compute = Compute(threads: ProcessInfo.processInfo.activeProcessorCount)

  private func facts(_ entry: Checkpoint.Entry) throws -> TensorFacts {
    let type = entry.stored.rawValue
    if !hasStatistics { return TensorFacts(shape: entry.shape, type: type) }
    let facts = try TensorFacts(checkpoint.tensor(entry.name), bins: 16, by: Self.compute)
    return TensorFacts(shape: entry.shape, type: type, summary: facts.summary, histogram: facts.histogram)
  }

  // MARK: As text

  func printTable() throws {
    let nameWidth = entries.map { printableName($0.name).count }.max() ?? 0
    let shapes = entries.map { shapeDescription($0.shape) }
    let shapeWidth = shapes.map(\.count).max() ?? 0
    let typeWidth = entries.map(\.stored.rawValue.count).max() ?? 0
    for (entry, shape) in zip(entries, shapes) {
      let facts = try facts(entry)
      var line = "\(padded(printableName(entry.name), nameWidth))  \(padded(shape, shapeWidth))  "
      line += facts.summary == nil ? facts.type : "\(padded(facts.type, typeWidth))  \(statistics(facts))"
      print(line)
    }
    for line in totals { print(line) }
  }

  private func statistics(_ facts: TensorFacts) -> String {
    guard let summary = facts.summary else { return "" }
    var text = "no finite element"
    if let low = summary.min, let high = summary.max, let mean = summary.mean, let deviation = summary.standardDeviation
    {
      let bars = Sparkline((facts.histogram?.counts ?? []).map(Float.init)).text(width: 16)
      let numbers = [low, high, mean, deviation].map { left(NumberText.short($0, digits: 3), 9) }
      text = "\(numbers[0]) \(bars) \(numbers[1].drop { $0 == " " })".padding(to: 37)
      text += "μ \(numbers[2])  σ \(numbers[3])"
    }
    if summary.count == 0 { text = "empty" }
    for (count, what) in [
      (summary.nanCount, "NaN"), (summary.infinityCount, "Inf"),
      (summary.zeroCount, summary.zeroCount == 1 ? "zero" : "zeros"),
    ] where count > 0 {
      text += "  \(NumberText.count(count)) \(what)"
    }
    // The statistics of a complex tensor describe the magnitudes of its elements.
    if facts.type.hasPrefix("complex"), summary.count > 0 { text += "  of |x|" }
    return text
  }

  private var totals: [String] {
    let count = entries.reduce(0) { $0 + $1.count }
    let bytes = entries.reduce(0) { $0 + $1.count * $1.stored.size }
    var kinds: [String: Int] = [:]
    for entry in entries { kinds[entry.stored.rawValue, default: 0] += 1 }
    let types = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    let some = entries.count == checkpoint.entries.count ? "" : " of \(NumberText.count(checkpoint.entries.count))"
    var lines = [
      "\(NumberText.count(entries.count))\(some) tensor\(checkpoint.entries.count == 1 ? "" : "s"), "
        + "\(NumberText.count(count)) element\(count == 1 ? "" : "s"), "
        + "\(NumberText.bytes(bytes))" + (types.isEmpty ? "" : " (\(types.joined(separator: ", ")))")
        + ", \(checkpoint.format.name)"
    ]
    if let wrapper = checkpoint.wrapper {
      lines.append("names are shown without the '\(printableName(wrapper)).' before them")
    }
    if !checkpoint.metadata.isEmpty {
      lines.append("metadata: \(checkpoint.metadata.count) \(checkpoint.metadata.count == 1 ? "entry" : "entries"):")
      for (key, value) in checkpoint.metadata.sorted(by: { $0.key < $1.key }).prefix(20) {
        lines.append("  \(printableName(key)): \(printableName(value))")
      }
      if checkpoint.metadata.count > 20 { lines.append("  … and \(checkpoint.metadata.count - 20) more") }
    }
    return lines
  }

  private func padded(_ text: String, _ width: Int) -> String { text.padding(to: width) }

  private func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  // MARK: As JSON

  func printJSON() throws {
    let tensors = try entries.map { entry -> JSONValue in
      var members: [(String, JSONValue?)] = [("name", .string(entry.name))]
      if let alias = entry.alias { members.append(("alias", .string(alias))) }
      return .object(members + (try facts(entry)).members)
    }
    let count = entries.reduce(0) { $0 + $1.count }
    let object = JSONValue.object([
      ("path", .string(checkpoint.path)), ("format", .string(checkpoint.format.name)),
      ("wrapper", checkpoint.wrapper.map { .string($0) } ?? .null), ("tensors", .array(tensors)),
      ("elements", .int(count)), ("bytes", .int(entries.reduce(0) { $0 + $1.count * $1.stored.size })),
      ("metadata", .object(checkpoint.metadata.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
    ])
    print(object.lines, terminator: "")
  }
}

/// The name with control characters written as escapes: `\u{1b}`.
private func printableName(_ name: String) -> String {
  var text = ""
  for scalar in name.unicodeScalars {
    if scalar.value < 32 || (127..<160).contains(scalar.value) {
      text += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
  return text
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
