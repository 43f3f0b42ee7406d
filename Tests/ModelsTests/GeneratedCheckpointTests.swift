import Checkpoints
import Foundation
import ListingRuntime
import Tensors
import Testing

@testable import Models

/// A generated checkpoint has a value for each parameter of the model that the config describes. The model runs with
/// these weights.
struct GeneratedCheckpointTests {
  @Test(arguments: ["paddlespeech/base_b1", "wenet/base_b1"], ["generated.safetensors", "generated.npz"])
  func aModelRunsOnThem(_ folder: String, _ name: String) throws {
    try inCopy(of: fixture(folder)) { folder in
      for trained in ["model.pdparams", "final.pt"] {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(trained)")
      }
      let checkpoint = try GeneratedCheckpoint(for: folder, tokens: 12, seed: 1, compute: Compute())
      try checkpoint.write(to: "\(folder)/\(name)")
      var model = try U2Model.open(.find(in: folder), compute: Compute())
      #expect(model.model.files?.checkpoint == "\(folder)/\(name)")
      #expect(model.model.parameterCount == checkpoint.count)
      try model.beginPass(features: readArray(fixture("wenet/base_b1/feats.npy")), lengths: [87])
      while !model.machine.isFinished { try model.machine.step() }
      #expect(model.machine.representation(of: model.machine.result).hasPrefix("[["))
    }
  }

  @Test func theSameSeedGivesTheSameWeights() throws {
    func floats(_ seed: UInt64) throws -> [[Float]] {
      let made = try GeneratedCheckpoint(for: fixture("wenet/base_b1"), seed: seed, compute: Compute())
      return made.tensors.map(\.tensor.floats)
    }
    let first = try floats(1)
    #expect(try floats(1) == first)
    #expect(try floats(2) != first)
  }

  @Test func aLayersWeightsDoNotDependOnHowManyThereAre() throws {
    func weight(_ folder: String) throws -> [Float] {
      let made = try GeneratedCheckpoint(for: folder + "/train.yaml", seed: 3, compute: Compute())
      return try #require(made.tensors.first { $0.name == "encoder.encoders.1.feed_forward.w_1.weight" }).tensor.floats
    }
    try inCopy(of: fixture("wenet/base_b1")) { folder in
      let before = try weight(folder)
      let path = folder + "/train.yaml"
      let text = try String(contentsOfFile: path, encoding: .utf8).replacing("num_blocks: 2", with: "num_blocks: 4")
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try weight(folder) == before)
    }
  }

  @Test func noWeightIsTrivial() throws {
    let folder = fixture("paddlespeech/base_b1")
    let made = try GeneratedCheckpoint(for: folder, tokens: 12, seed: 1, compute: Compute())
    for (name, tensor) in made.tensors {
      let values = tensor.floats
      #expect(Set(values).count > values.count / 2, "\(name) varies")
      #expect(!values.contains(0) && values.allSatisfy(\.isFinite), "\(name) is nowhere zero")
      if name.hasSuffix("_variance") { #expect(values.allSatisfy { $0 > 0 }, "\(name)") }
    }
    let bias = try #require(made.tensors.first { $0.name == "encoder.encoders.0.self_attn.pos_bias_u" })
    #expect(bias.tensor.shape == [2, 8])
  }

  @Test func aConfigWithoutOutputDimNeedsATokenCount() {
    expectError("conf/conformer.yaml: does not set the number of output tokens (output_dim); use --tokens") {
      try GeneratedCheckpoint(for: fixture("paddlespeech/base_b1/conf/conformer.yaml"), seed: 1, compute: Compute())
    }
  }

  @Test func aConfigOfAnUnknownFamilyNeedsAListing() throws {
    try inCopy(of: fixture("wenet/base_b1")) { folder in
      let path = folder + "/mine.yaml"
      try "encoder_conf: {output_size: 8}\ninput_dim: 20\noutput_dim: 5\n".write(
        toFile: path, atomically: true, encoding: .utf8)
      expectError("mine.yaml is not recognised as a config of PaddleSpeech or WeNet; --listing selects the listing") {
        try GeneratedCheckpoint(for: path, seed: 1, compute: Compute())
      }
      let made = try GeneratedCheckpoint(for: path, listing: "wenet", seed: 1, compute: Compute())
      #expect(made.tensors.contains { $0.name == "encoder.encoders.5.self_attn.linear_q.weight" })
    }
  }
}
