import Checkpoints
import Foundation
import ListingRuntime
import Speech
import Tensors
import Testing

@testable import Models

/// fwdb recognises the family of a model from its folder, and opens the model.
struct FamilyTests {
  @Test func filesOfWeNetAreFoundInItsLayout() throws {
    let files = try ModelFiles.find(in: weNet)
    #expect(files.config.hasSuffix("base_b1/train.yaml"))
    #expect(files.checkpoint.hasSuffix("base_b1/final.pt"))
    #expect(files.vocabulary?.hasSuffix("base_b1/units.txt") == true)
    #expect(files.cmvn?.hasSuffix("base_b1/global_cmvn") == true)
    #expect(files.listing == nil)
  }

  @Test func familyAndListingAreChosenWhenTheUserDoesNot() throws {
    let model = try open(weNet)
    #expect(model.model.family?.name == "WeNet")
    #expect(model.model.listing == "wenet")
    #expect(!model.model.notes.contains { $0.contains("no listing chosen") }, "there is no other")
    #expect(!model.input.needsNormalization)
    #expect(model.input.features == .filterbank(FeatureRecipe(floor: .kaldi)))
    #expect(try open(fixture("paddlespeech/base_b1")).model.notes.first?.contains("paddlespeech@1.0 is used") == true)
  }

  @Test func theNetworkPrintsAsTorchPrintsIt() throws {
    let model = try open(weNet)
    let theirs = try String(contentsOfFile: weNet + "/structure.txt", encoding: .utf8)
    let encoder = try #require(model.machine.module(at: "encoder"))
    let ours = model.machine.moduleText(encoder).split(separator: "\n")
    // In upstream's text, the encoder's lines are indented by one more level and follow the encoder's name.
    let there = theirs.split(separator: "\n").dropFirst().prefix(ours.count).map { $0.dropFirst(2) }
    #expect(ours.dropFirst() == there.dropFirst())
    #expect(there.first == "(encoder): ConformerEncoder(")
  }

  @Test func theConfigTellsTheFamilyOfAConvertedCheckpoint() throws {
    try inCopy(of: weNet) { folder in
      try rewriteCheckpoint(of: folder) { _ in true }
      let model = try open(folder, checkpoint: folder + "/final.safetensors")
      #expect(model.model.family?.name == "WeNet")
      #expect(model.model.notes.allSatisfy { $0.contains("is not run") }, "\(model.model.notes)")
    }
  }

  @Test func theCheckpointMayLackTheTableOfPositions() throws {
    try inCopy(of: weNet) { folder in
      try rewriteCheckpoint(of: folder) { !$0.hasSuffix(".pe") && !$0.hasSuffix("num_batches_tracked") }
      var model = try open(folder, checkpoint: folder + "/final.safetensors")
      #expect(model.model.notes.first?.contains("norm_eps: 1.0e-12") == true)
      try model.beginPass(features: readArray(folder + "/feats.npy"), lengths: [87])
      while !model.machine.isFinished { try model.machine.step() }
      #expect(model.machine.representation(of: model.machine.result) == "[[5, 4, 9, 5, 4, 5, 9, 4, 5, 9, 5, 9, 4]]")
    }
  }

  @Test func anotherMissingBufferIsAnError() throws {
    try inCopy(of: weNet) { folder in
      try rewriteCheckpoint(of: folder) { !$0.hasSuffix("running_var") }
      expectError("encoder.encoders.0.conv_module.norm.running_var (16,)") {
        try open(folder, checkpoint: folder + "/final.safetensors")
      }
    }
  }

  // MARK: Statistics

  /// Until December 2023, WeNet's configs name the statistics with the key `cmvn_file`. Later configs have the keys
  /// `cmvn` and `cmvn_conf`.
  @Test(arguments: [
    "cmvn: global_cmvn\ncmvn_conf:\n  cmvn_file: data/train/global_cmvn\n", "cmvn_file: data/train/global_cmvn\n",
  ])
  func statisticsMissingFromTheCheckpointAreReadFromTheirFile(_ lines: String) throws {
    try inCopy(of: weNet) { folder in
      try edit(folder + "/train.yaml") { $0.replacing("cmvn: null\n", with: lines) }
      let model = try open(folder)
      let statistics = try CMVN.read(json: folder + "/global_cmvn")
      #expect(try numbers("encoder.global_cmvn.mean", of: model) == statistics.mean)
      #expect(try numbers("encoder.global_cmvn.istd", of: model) == statistics.inverseStandardDeviation)
    }
  }

  @Test func statisticsOfAnotherWidthAreAnError() throws {
    try inCopy(of: weNet) { folder in
      try edit(folder + "/train.yaml") { $0.replacing("cmvn: null\n", with: "cmvn: global_cmvn\n") }
      try edit(folder + "/global_cmvn") { _ in #"{"mean_stat": [1, 2], "var_stat": [2, 5], "frame_num": 1}"# }
      expectError("/global_cmvn: has statistics of 2 features; the model takes 20") { try open(folder) }
    }
  }

  @Test func missingStatisticsAreAnError() throws {
    try inCopy(of: weNet) { folder in
      try edit(folder + "/train.yaml") { $0.replacing("cmvn: null\n", with: "cmvn: global_cmvn\n") }
      try FileManager.default.removeItem(atPath: folder + "/global_cmvn")
      expectError("2 of the model's parameters are not in the checkpoint", "encoder.global_cmvn.istd (20,)") {
        try open(folder)
      }
    }
  }

  @Test func aCheckpointWithoutAHeadEndsWithTheEncoder() throws {
    try inCopy(of: weNet) { folder in
      try rewriteCheckpoint(of: folder) { $0.hasPrefix("encoder.") }
      var model = try open(folder, checkpoint: folder + "/final.safetensors")
      #expect(!model.hasHead)
      try model.beginPass(features: readArray(folder + "/feats.npy"), lengths: [87])
      while !model.machine.isFinished { try model.machine.step() }
      #expect(model.machine.tensor(in: model.machine.result)?.shape == [1, 21, 16])
    }
  }

  @Test func lenientLeavesAMissingParameterWithoutAValue() throws {
    try inCopy(of: weNet) { folder in
      try rewriteCheckpoint(of: folder) { !$0.hasSuffix("encoders.1.norm_mha.weight") }
      let path = folder + "/final.safetensors"
      expectError(
        "encoder.encoders.1.norm_mha.weight (16,)  (the checkpoint has encoder.encoders.0.norm_mha.weight)",
        "--lenient accepts this"
      ) { try open(folder, checkpoint: path) }
      let files = try ModelFiles.find(in: folder, choices: .init(checkpoint: path))
      var model = try U2Model.open(files, compute: Compute(threads: 1), isLenient: true)
      #expect(model.model.report.missing.map(\.path) == ["encoder.encoders.1.norm_mha.weight"])
      try model.beginPass(features: readArray(folder + "/feats.npy"), lengths: [87])
      expectError("the parameter encoder.encoders.1.norm_mha.weight has no value") {
        while !model.machine.isFinished { try model.machine.step() }
      }
    }
  }

  /// A fuzzer found this case. In a model of a thousand layers, fwdb compared each missing parameter with all names in
  /// the checkpoint. This took very long.
  @Test func theFirstOfManyMissingParametersAreListed() throws {
    try inCopy(of: weNet) { folder in
      try edit(folder + "/train.yaml") { $0.replacing("num_blocks: 2", with: "num_blocks: 300") }
      expectError(
        "of the model's parameters are not in the checkpoint:\n  encoder.encoders.2.self_attn.",
        "(the checkpoint has encoder.encoders.0.self_attn.", "  … and "
      ) { try open(folder) }
    }
  }

  @Test func aModelWithAnEmbeddingTakesTokenIDs() throws {
    try inCopy(of: weNet) { folder in
      try FileManager.default.removeItem(atPath: folder + "/final.pt")
      try edit(folder + "/train.yaml") { $0.replacing("input_layer: conv2d", with: "input_layer: embed") }
      try GeneratedCheckpoint(for: folder, seed: 1, compute: Compute()).write(to: folder + "/generated.npz")
      var model = try open(folder)
      #expect(model.input.takesTokenIDs && model.input.featureSize == 20)
      try model.beginPass(features: Tensor([3, 1, 19, 0] as [Int], shape: [4]), lengths: [4])
      while !model.machine.isFinished { try model.machine.step() }
    }
  }

  // MARK: Settings

  @Test func theConfigSetsTheEpsilonOfLayerNorms() throws {
    try inCopy(of: weNet) { folder in
      try edit(folder + "/train.yaml") { $0.replacing("encoder_conf:\n", with: "encoder_conf:\n  norm_eps: 1.0e-12\n") }
      let model = try open(folder)
      let norm = try #require(model.machine.module(at: "encoder.encoders.1.norm_mha"))
      #expect(model.machine.moduleText(norm) == "LayerNorm((16,), eps=1e-12, elementwise_affine=True, bias=True)")
    }
  }

  @Test(arguments: [
    ("encoder: conformer", "encoder: squeezeformer", "encoder: squeezeformer is not one of transformer, conformer"),
    ("activation_type: swish", "activation_type: mish", "activation_type: mish is not one of"),
    ("input_layer: conv2d", "input_layer: paraformer_dummy", "input_layer: paraformer_dummy is not one of"),
    ("encoder_conf:", "encoder_conf:\n  layer_norm_type: rms_norm", "layer_norm_type: rms_norm is not layer_norm"),
    ("encoder_conf:", "encoder_conf:\n  n_kv_head: 1", "n_kv_head: 1 asks for keys and values that heads share"),
  ])
  func aSettingThatWeNetsListingRefusesIsNamed(_ line: String, _ other: String, _ message: String) throws {
    try inCopy(of: weNet) { folder in
      try edit(folder + "/train.yaml") { $0.replacing(line, with: other, maxReplacements: 1) }
      expectError("\(folder)/train.yaml: \(message)", "of the listing wenet refuses it") { try open(folder) }
    }
  }

  @Test(
    arguments: [
      ("encoder: conformer", "encoder: squeezeformer", "encoder: squeezeformer is not one of transformer, conformer"),
      ("activation_type: swish", "activation_type: mish", "activation_type: mish is not one of"),
      (
        "input_layer: conv2d", "input_layer: conv2d9",
        "input_layer: conv2d9 is not one of linear, conv2d, conv2d6, conv2d8"
      ),
      ("pos_enc_layer_type: rel_pos", "pos_enc_layer_type: no_pos", "a conformer cannot have no_pos"),
      (
        "use_cnn_module: true", "use_cnn_module: true\n  cnn_module_norm: group_norm",
        "cnn_module_norm: group_norm is not"
      ),
    ], ["paddlespeech@1.0", "paddlespeech"])
  func aSettingThatPaddleSpeechsListingRefusesIsNamed(_ change: (String, String, String), _ listing: String) throws {
    try inCopy(of: fixture("paddlespeech/base_b1")) { folder in
      try edit(folder + "/conf/conformer.yaml") {
        $0.replacing(change.0 + "\n", with: change.1 + "\n", maxReplacements: 1)
      }
      expectError("conf/conformer.yaml: ", change.2, "of the listing \(listing) refuses it") {
        try U2Model.open(.find(in: folder, choices: .init(listing: listing)), compute: Compute(threads: 1))
      }
    }
  }

  @Test func aListingOfAnotherFamilyIsAnError() {
    expectError("the listing paddlespeech cannot run", "there is no init_model.py, which builds a model of WeNet") {
      try U2Model.open(.find(in: weNet, choices: .init(listing: "paddlespeech")), compute: Compute(threads: 1))
    }
  }

  @Test func featuresThatAreNotFilterbanksAreNamed() throws {
    try inCopy(of: weNet) { folder in
      try edit(folder + "/train.yaml") { $0.replacing("dataset_conf:\n", with: "dataset_conf:\n  feats_type: mfcc\n") }
      #expect(try open(folder).input.features == .other("mfcc"))
    }
  }

  @Test func anUnknownFamilyIsAnError() throws {
    try inCopy(of: weNet) { folder in
      try rewriteCheckpoint(of: folder) { _ in true }
      try edit(folder + "/train.yaml") { _ in "encoder_conf: {}\n" }
      expectError("are not recognised as a model of PaddleSpeech or WeNet") {
        try open(folder, checkpoint: folder + "/final.safetensors")
      }
    }
  }

  // MARK: Helpers

  private var weNet: String { fixture("wenet/base_b1") }

  private func open(_ folder: String, checkpoint: String? = nil) throws -> U2Model {
    try U2Model.open(.find(in: folder, choices: .init(checkpoint: checkpoint)), compute: Compute(threads: 1)) {
      path in
      let statistics = try CMVN.read(path)
      return (statistics.mean, statistics.inverseStandardDeviation)
    }
  }

  private func numbers(_ path: String, of model: U2Model) throws -> [Float] {
    let (value, machine) = try model.machine.evaluating("model.\(path)", frame: nil).get()
    return try #require(machine.tensor(in: value)).floats
  }

  /// Writes the tensors of `final.pt` for which `keeps` returns true to `final.safetensors`.
  private func rewriteCheckpoint(of folder: String, keeps: (String) -> Bool) throws {
    let checkpoint = try Checkpoint.open(folder + "/final.pt")
    let kept = try checkpoint.entries.map(\.name).filter(keeps).map { (name: $0, tensor: try checkpoint.tensor($0)) }
    try writeSafetensors(kept, to: folder + "/final.safetensors")
  }
}
