import ArgumentParser
import Checkpoints
import Foundation
import Launch
import Searching
import Tensors
import Traces

/// Options for writing the tensors of a pass to a file and for comparing them with the tensors in a file.
struct TraceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write each module's output and each value of each local tensor variable to this file: .safetensors, .npz, or .json "
        + "for statistics.", valueName: "file"), completion: .file())
  var trace: String?

  @Option(
    help: ArgumentHelp(
      "Only tensors whose name matches; * and ? are wildcards. May be given several times.", valueName: "pattern"))
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "Compare with this file's tensors while running. Status 1 means that one is outside the bound.", valueName: "file"
    ),
    completion: .file())
  var against: String?

  @Option(
    help: ArgumentHelp("A map of names: each line has a name in that file, then fwdb's name.", valueName: "file"),
    completion: .file())
  var map: String?

  @Option(help: "Allowed difference, relative to the greatest element of the file's tensor. (default: 5e-6)")
  var rtol: Double?

  @Option(help: "Allowed absolute difference, added to the relative one. (default: 0)")
  var atol: Double?

  func validate() throws {
    if !only.isEmpty, trace == nil, against == nil { throw ValidationError("--only needs --trace or --against") }
    for (option, isGiven) in [("--map", map != nil), ("--rtol", rtol != nil), ("--atol", atol != nil)]
    where isGiven && against == nil {
      throw ValidationError("\(option) needs --against")
    }
    for (option, value) in [("--rtol", rtol), ("--atol", atol)] {
      if let value, !(value >= 0 && value.isFinite) { throw ValidationError("\(option) must be a number from 0 up") }
    }
    if let trace, TraceFormat(path: trace) == nil {
      let known = TraceFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw ValidationError("--trace \(trace): the name must end in one of \(known)")
    }
  }

  var patterns: [NamePattern] { only.map { NamePattern($0) } }

  /// The observer for the pass; nil if neither --trace nor --against is given.
  func tracer(_ compute: Compute) throws -> PassTracer? {
    if trace == nil, against == nil { return nil }
    let recorder = try trace.map { path in
      try TraceRecorder(to: path, as: TraceFormat(path: path) ?? .json, only: patterns, compute: compute)
    }
    return PassTracer(recorder: recorder, comparer: try comparer())
  }

  private func comparer() throws -> TraceComparer? {
    guard let against else { return nil }
    var names = NameMap()
    if let map {
      guard let data = FileManager.default.contents(atPath: map), let text = String(data: data, encoding: .utf8) else {
        throw Failure("\(map): cannot be read as a map of names")
      }
      do { names = try NameMap(text: text) } catch { throw Failure("\(map): \(error)") }
    }
    let bound = ComparisonBound(relative: rtol ?? ComparisonBound().relative, absolute: atol ?? 0)
    return TraceComparer(with: try Checkpoint.open(against), map: names, only: patterns) { _ in bound }
  }
}
