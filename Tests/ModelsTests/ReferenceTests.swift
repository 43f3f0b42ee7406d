import Checkpoints
import Foundation
import ListingRuntime
import Speech
import Tensors
import Testing
import Traces

@testable import Models

/// With the frameworks' own weights, the bundled listings compute the same tensors as the frameworks.
struct ReferenceTests {
  /// The cases in the repository, and the cases in the folder FWDB_REFERENCES, which has the same layout.
  static let cases: [(name: String, listing: String)] = {
    var cases = [
      ("paddlespeech/base_b1", "paddlespeech@1.0"), ("paddlespeech/base_b1", "paddlespeech"),
      ("paddlespeech/pad_b2", "paddlespeech"), ("paddlespeech/chunk4_left2", "paddlespeech"),
      ("paddlespeech/static5", "paddlespeech"), ("wenet/base_b1", "wenet"), ("wenet/pad_b2", "wenet"),
      ("wenet/chunk4_all", "wenet"), ("wenet/linear", "wenet"),
    ]
    if let more = ProcessInfo.processInfo.environment["FWDB_REFERENCES"] {
      for family in ["paddlespeech", "wenet"] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(more)/\(family)")) ?? []
        cases += names.sorted().map { ("\(more)/\(family)/\($0)", family) }
      }
    }
    return cases
  }()

  @Test(arguments: cases) func everyTensorOfThePassAgrees(_ name: String, with listing: String) throws {
    let folder = name.hasPrefix("/") ? name : fixture(name)
    var model = try openReference(folder, listing)
    let result = try ReferenceResult.read(folder)
    try model.beginPass(
      features: readArray(folder + "/feats.npy"), lengths: result.in_lens, settings: result.settings(of: model))

    let reference = try Checkpoint.open(folder + "/trace.safetensors")
    let names = ReferenceNames(listing: listing, config: try Configuration.read(#require(model.model.files).config))
    let comparer = TraceComparer(with: reference, map: try names.map(of: reference.entries.map(\.name))) { name in
      // Libraries compute sines of large arguments with different errors, so the bound for pos_emb is larger.
      ComparisonBound(relative: name.hasSuffix("pos_emb") ? 3e-5 : 5e-6)
    }
    try run(&model.machine, comparedBy: comparer, reference)
    let others = reference.entries.filter { $0.name.hasPrefix("stream.") || $0.name.hasPrefix("input.") }
    expectAgreement(comparer.report(), leavingOut: others.count)  // not compared: the inputs and the stream's tensors

    let ids = try #require(model.machine.items(of: model.machine.result)).map { model.machine.items(of: $0) ?? [] }
    #expect(ids.map { $0.map { if case .int(let id) = $0 { id } else { -1 } } } == result.greedy_ids)
  }

  /// Runs the machine to its end and compares its tensors. At the ends of statements, no variable of the pass holds
  /// two tensors of the reference: the input of pointwise_conv1, and the most probable tokens. This method computes them
  /// from tensors of the pass.
  func run(_ machine: inout Machine, comparedBy comparer: TraceComparer, _ reference: Checkpoint) throws {
    var tracer = TensorTracer()
    while !machine.isFinished {
      for made in try tracer.step(&machine) {
        try comparer.take(made)
        func takeDerived(_ name: String, _ tensor: Tensor) throws {
          try comparer.take(TracedTensor(exactName: name, tensor: tensor, place: made.place, order: made.order))
        }
        if made.exactName.hasSuffix(".pointwise_conv1"),
          var x = machine.frames.last.flatMap({ variable("x", of: $0, in: machine) })
        {
          let path = made.exactName.dropLast(".pointwise_conv1".count)
          // Upstream fills x in place, then pads it for a causal convolution. The reference has the filled x without
          // padding.
          if let width = reference.entry("\(path).masked_in")?.shape.last, x.rank == 3, x.shape[2] > width {
            x = try x.sliced(axis: 2, start: x.shape[2] - width)
          }
          try takeDerived("\(path):before_pointwise_conv1.x", x)
        }
        if made.lastName == ":decode.ctc_probs" {
          try takeDerived(":decode.greatest_of_ctc_probs", greatest(made.tensor))
        }
      }
    }
  }

  private func variable(_ name: String, of frame: Frame, in machine: Machine) -> Tensor? {
    machine.inspector.variables(of: frame).first { $0.name == name }.flatMap { machine.tensor(in: $0.value) }
  }

  /// For each row, the index of the greatest element.
  private func greatest(_ tensor: Tensor) -> Tensor {
    let (width, numbers) = (tensor.shape[tensor.rank - 1], tensor.floats)
    let rows = stride(from: 0, to: numbers.count, by: width).map { row in
      (0..<width).max { numbers[row + $0] < numbers[row + $1] }!
    }
    return Tensor(rows, shape: tensor.shape.dropLast())
  }
}

/// The contents of `result.json` in a reference's folder.
struct ReferenceResult: Decodable {
  let greedy_ids: [[Int]]
  let in_lens: [Int]
  let args: Arguments

  struct Arguments: Decodable {
    let decoding_chunk_size: Int
    let num_left_chunks: Int
    let stream_chunk: Int
    let stream_left: Int
  }

  static func read(_ folder: String) throws -> ReferenceResult {
    try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: folder + "/result.json")))
  }

  /// The settings of the whole pass. For a model with fixed chunks the chunk size is nil, because such a model refuses
  /// this setting.
  func settings(of model: U2Model) -> PassSettings {
    PassSettings(
      chunkSize: model.chunking == .dynamic && args.decoding_chunk_size > 0 ? args.decoding_chunk_size : nil,
      leftChunks: model.chunking != .none && args.num_left_chunks >= 0 ? args.num_left_chunks : nil)
  }
}

/// Opens the model of a reference. If the folder has `small.safetensors`, this file is the checkpoint. It is a smaller
/// copy of the original checkpoint for the repository.
func openReference(_ folder: String, _ listing: String) throws -> U2Model {
  let small = folder + "/small.safetensors"
  let choices = ModelFiles.Choices(
    checkpoint: FileManager.default.fileExists(atPath: small) ? small : nil, listing: listing)
  return try U2Model.open(.find(in: folder, choices: choices), compute: Compute(threads: 1)) { path in
    let statistics = try CMVN.read(path)
    return (statistics.mean, statistics.inverseStandardDeviation)
  }
}

func fixture(_ name: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path() + "/Fixtures/" + name
}

/// Expects that the name map excludes exactly `count` tensors of the reference, and that the pass computed each other
/// tensor of the reference within the tensor's bound.
func expectAgreement(
  _ report: ComparisonReport, leavingOut count: Int, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(report.rows.count > 10, sourceLocation: sourceLocation)
  #expect(report.unmet.isEmpty, "the pass makes none of these", sourceLocation: sourceLocation)
  #expect(report.ignored.count == count, "\(report.ignored)", sourceLocation: sourceLocation)
  if report.first != nil {
    Issue.record("\(report.text(number: { n, _ in "\(n)" }, exact: { "\($0)" }))", sourceLocation: sourceLocation)
  }
}

/// Expects that each element differs by at most `bound` times the greatest magnitude in the reference. By default,
/// `bound` is a few millionths, the usual difference between two frameworks.
func expectClose(
  _ tensor: Tensor, _ reference: Tensor, _ name: String, within bound: Double = ComparisonBound().relative,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(tensor.shape == reference.shape, "\(name)", sourceLocation: sourceLocation)
  guard tensor.shape == reference.shape else { return }
  let comparison = try compare(tensor, with: reference)
  #expect(comparison.nonFiniteAgree, "\(name)", sourceLocation: sourceLocation)
  #expect(
    comparison.maxDifference <= bound * comparison.referenceMaximum, "\(name): \(comparison)",
    sourceLocation: sourceLocation)
}
