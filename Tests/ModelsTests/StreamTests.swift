import Checkpoints
import Foundation
import ListingRuntime
import Tensors
import Testing

@testable import Models

/// A stream computes the same tensors as upstream's stream. Its output equals the output of the whole pass with chunk
/// masks of the same size.
struct StreamTests {
  static let cases = ReferenceTests.cases.filter { place in
    let folder = place.name.hasPrefix("/") ? place.name : fixture(place.name)
    let trace = try? Checkpoint.open(folder + "/trace.safetensors")
    return trace?.contains("stream.ys") ?? false
  }

  @Test(arguments: cases) func everyChunkAgrees(_ name: String, with listing: String) throws {
    let folder = name.hasPrefix("/") ? name : fixture(name)
    let arguments = try ReferenceResult.read(folder).args
    let reference = try Checkpoint.open(folder + "/trace.safetensors")
    let settings = PassSettings(
      chunkSize: arguments.stream_chunk, leftChunks: arguments.stream_left < 0 ? nil : arguments.stream_left,
      isStream: true)
    let stream = try run(folder, listing, settings)
    #expect(stream.chunks.count == 6 || name.contains("static5") || name.hasPrefix("/"))
    for (number, chunk) in stream.chunks.enumerated() {
      for (variable, theirs) in [
        ("chunk_xs", "xs"), ("y", "y"), ("att_cache", "att_cache"), ("cnn_cache", "cnn_cache"),
      ] {
        let entry = "stream.\(number).\(theirs)"
        try expectClose(try #require(chunk[variable]), reference.tensor(entry), entry)
      }
    }
    #expect(!reference.contains("stream.\(stream.chunks.count).y"), "there are no more")
    try expectClose(stream.output, reference.tensor("stream.ys"), "stream.ys")

    let whole = try run(folder, listing, settings.whole(listing, folder))
    try expectClose(stream.output, whole.output, "the whole pass")
  }

  /// PaddleSpeech 1.0 caches the outputs of layers. Later versions cache keys and values. Both compute the same stream.
  @Test func theOldVersionGivesTheSameStream() throws {
    let folder = fixture("paddlespeech/chunk4_left2")
    let settings = PassSettings(chunkSize: 4, leftChunks: nil, isStream: true)
    let stream = try run(folder, "paddlespeech@1.0", settings)
    #expect(stream.chunks.map { $0["subsampling_cache"]?.shape[1] } == [4, 8, 12, 16, 20, 21])
    try expectClose(stream.output, run(folder, "paddlespeech@1.0", PassSettings(chunkSize: 4)).output, "the whole pass")
    try expectClose(stream.output, run(folder, "paddlespeech", settings).output, "the later version")
  }

  private struct Run {
    /// For each iteration of the chunk loop, the tensors by variable name.
    var chunks: [[String: Tensor]] = []
    let output: Tensor
  }

  /// Runs the first utterance. `output` of the result is the last value of the variable `encoder_out` in the method
  /// `_forward_encoder`.
  private func run(_ folder: String, _ listing: String, _ settings: PassSettings) throws -> Run {
    var model = try openReference(folder, listing)
    let features = try readArray(folder + "/feats.npy").selected(axis: 0, index: 0)
    try model.beginPass(features: features, lengths: [features.shape[0]], settings: settings)
    var chunks: [[String: Tensor]] = []
    var iterations = 0
    var output: Tensor?
    while !model.machine.isFinished {
      try model.machine.step()
      guard let frame = model.machine.frames.last, frame.isAtStop else { continue }
      let variables = model.machine.inspector.variables(of: frame)
      func tensor(_ name: String) -> Tensor? {
        variables.first { $0.name == name }.flatMap { model.machine.tensor(in: $0.value) }
      }
      if frame.code.qualifiedName == "BaseEncoder.forward_chunk_by_chunk",
        let iteration = model.machine.inspector.loops(of: frame).last?.iteration
      {
        let made = ["chunk_xs", "y", "att_cache", "cnn_cache", "subsampling_cache"].compactMap { name in
          tensor(name).map { (name, $0) }
        }
        // Each stop in an iteration overwrites the iteration's tensors in `chunks`. At the last stop of the iteration
        // all tensors are assigned.
        if iteration > iterations { chunks.append([:]) }
        iterations = max(iterations, iteration)
        chunks[iteration - 1] = Dictionary(uniqueKeysWithValues: made)
      }
      if frame.code.qualifiedName.hasSuffix("._forward_encoder"), let made = tensor("encoder_out") { output = made }
    }
    return Run(chunks: chunks, output: try #require(output))
  }
}

extension PassSettings {
  /// The settings of a whole pass with the same chunks. The chunk size is nil for a model with fixed chunks.
  fileprivate func whole(_ listing: String, _ folder: String) throws -> PassSettings {
    let isDynamic = try openReference(folder, listing).chunking == .dynamic
    return PassSettings(chunkSize: isDynamic ? chunkSize : nil, leftChunks: leftChunks)
  }
}
