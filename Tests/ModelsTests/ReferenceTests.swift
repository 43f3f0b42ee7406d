import Checkpoints
import Foundation
import ListingRuntime
import Speech
import Tensors
import Testing

@testable import Models

/// The figures are the frameworks': what our listings make of their weights agrees with what they made.
struct ReferenceTests {
  /// The cases in the repository; FWDB_REFERENCES names a folder of more, laid out alike.
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
    let made = try trace(&model.machine)

    let reference = try Checkpoint.open(folder + "/trace.safetensors")
    let names = ReferenceNames(listing: listing, config: try Configuration.read(model.files.config))
    var compared = 0
    for entry in reference.entries {
      guard let place = names.place(of: entry.name) else { continue }
      var tensor = try #require(made[place], "the pass makes no \(place) (\(entry.name) in the reference)")
      let theirs = try reference.tensor(entry.name)
      // Before a causal convolution upstream fills in place, then pads: only the filled one is noted.
      if place.hasSuffix("x before pointwise_conv1"), tensor.rank == 3, tensor.shape[2] > theirs.shape[2] {
        tensor = try tensor.sliced(axis: 2, start: tensor.shape[2] - theirs.shape[2])
      }
      // Sines of large arguments differ between libraries.
      let bound = entry.name.hasSuffix("pos_emb") ? 3e-5 : 5e-6
      try expectClose(tensor, theirs, entry.name, within: bound)
      compared += 1
    }
    let others = reference.entries.filter { $0.name.hasPrefix("stream.") || $0.name.hasPrefix("input.") }
    #expect(compared == reference.entries.count - others.count, "all but the inputs and the stream")

    let ids = try #require(model.machine.items(of: model.machine.result)).map { model.machine.items(of: $0) ?? [] }
    #expect(ids.map { $0.map { if case .int(let id) = $0 { id } else { -1 } } } == result.greedy_ids)
  }

  /// Runs the machine to its end and keeps the last tensor under each name, and every one with its count.
  func trace(_ machine: inout Machine) throws -> [String: Tensor] {
    var made: [String: Tensor] = [:]
    var counts: [String: Int] = [:]
    while !machine.isFinished {
      guard let event = try machine.stepTracing(), let tensor = machine.tensor(in: event.value) else { continue }
      counts[event.name, default: 0] += 1
      made["\(event.name)#\(counts[event.name]!)"] = tensor
      made[event.name] = tensor
      // Derived forms, for what no variable holds at the end of a statement: see ReferenceNames.
      if event.name.hasSuffix(".pointwise_conv1"),
        let x = machine.frames.last.flatMap({ variable("x", of: $0, in: machine) })
      {
        made["\(event.name.dropLast(".pointwise_conv1".count)):x before pointwise_conv1"] = x
      }
      if event.name.hasSuffix(".ctc_probs") { made["argmax of \(event.name)"] = greatest(tensor) }
      if tensor.rank == 3 { made["\(event.name)#\(counts[event.name]!)ᵀ"] = try tensor.transposed(1, 2) }
    }
    return made
  }

  private func variable(_ name: String, of frame: Frame, in machine: Machine) -> Tensor? {
    machine.variables(of: frame).first { $0.name == name }.flatMap { machine.tensor(in: $0.value) }
  }

  /// Where the greatest element of each row is.
  private func greatest(_ tensor: Tensor) -> Tensor {
    let (width, numbers) = (tensor.shape[tensor.rank - 1], tensor.floats)
    let rows = stride(from: 0, to: numbers.count, by: width).map { row in
      (0..<width).max { numbers[row + $0] < numbers[row + $1] }!
    }
    return Tensor(rows, shape: tensor.shape.dropLast())
  }
}

/// What a reference says of itself beside its tensors.
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

  /// Of the whole pass. A model with fixed chunks is not asked for a size.
  func settings(of model: LoadedModel) -> PassSettings {
    PassSettings(
      chunkSize: model.chunking == .dynamic && args.decoding_chunk_size > 0 ? args.decoding_chunk_size : nil,
      leftChunks: model.chunking != .none && args.num_left_chunks >= 0 ? args.num_left_chunks : nil)
  }
}

/// The model of a reference. Where the checkpoint was made smaller for the repository, it has this name.
func openReference(_ folder: String, _ listing: String) throws -> LoadedModel {
  let small = folder + "/small.safetensors"
  let choices = ModelFiles.Choices(
    checkpoint: FileManager.default.fileExists(atPath: small) ? small : nil, listing: listing)
  return try LoadedModel.open(.find(in: folder, choices: choices), compute: Compute(threads: 1)) { path in
    let statistics = try CMVN.read(path)
    return (statistics.mean, statistics.inverseStandardDeviation)
  }
}

func fixture(_ name: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path() + "/Fixtures/" + name
}

/// Two frameworks agree to a few millionths of a tensor's greatest element.
func expectClose(
  _ tensor: Tensor, _ reference: Tensor, _ name: String, within bound: Double = 5e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(tensor.shape == reference.shape, "\(name)", sourceLocation: sourceLocation)
  guard tensor.shape == reference.shape else { return }
  let (a, b) = (tensor.floats, reference.floats)
  let greatest = b.filter(\.isFinite).map { abs($0) }.max() ?? 0
  let worst = zip(a, b).map { $0 == $1 || $0.isNaN && $1.isNaN ? 0 : abs(Double($0) - Double($1)) }.max() ?? 0
  #expect(worst <= bound * Double(greatest), "\(name): \(worst) of \(greatest)", sourceLocation: sourceLocation)
}
