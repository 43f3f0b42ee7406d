import Tensors
import Testing

@testable import Models

/// Each setting in a config is one of three kinds. fwdb obeys the setting, or fwdb refuses the config with an error
/// that names the setting, or the setting has no effect on a forward pass.
struct SettingsTests {
  /// A changed setting: a key in the base config of a family, and the key's new value.
  struct Setting: Sendable, CustomTestStringConvertible {
    let key: String
    let value: Configuration
    /// Text that the expected error contains.
    let words: String

    init(_ key: String, _ value: Configuration, _ words: String = "") {
      (self.key, self.value, self.words) = (key, value, words)
    }

    var testDescription: String { "\(key): \(value)" }
  }

  // MARK: Refused settings

  static let refusedByWeNet = [
    Setting("encoder_conf.pos_enc_layer_type", .string("rope_pos"), "pos_enc_layer_type: rope_pos is not one of"),
    Setting("encoder_conf.pos_enc_layer_type", .string("abs_pos_whisper"), "abs_pos_whisper is not one of"),
    Setting("encoder_conf.pos_enc_layer_type", .string("embed_learnable_pe"), "embed_learnable_pe is not one of"),
    Setting("encoder_conf.pos_enc_layer_type", .string("abs_pos_paraformer"), "abs_pos_paraformer is not one of"),
    Setting("encoder_conf.selfattention_layer_type", .string("rope_abs_selfattn"), "rope_abs_selfattn is not one of"),
    Setting("encoder_conf.selfattention_layer_type", .string("grouped_rel_selfattn"), "grouped_rel_selfattn is not"),
    Setting("encoder_conf.n_kv_head", .int(1), "n_kv_head: 1 asks for"),
    Setting("encoder_conf.layer_norm_type", .string("rms_norm"), "layer_norm_type: rms_norm is not layer_norm"),
    Setting("encoder_conf.cnn_module_norm", .string("rms_norm"), "cnn_module_norm: rms_norm is not one of"),
    Setting("encoder_conf.mlp_type", .string("gated"), "mlp_type: gated is not one of position_wise_feed_forward"),
    Setting("encoder_conf.mlp_type", .string("moe"), "mlp_type: moe is not one of"),
    Setting("encoder_conf.input_layer", .string("dwconv2d4"), "input_layer: dwconv2d4 is not one of"),
    Setting("encoder_conf.activation_type", .string("relu6"), "activation_type: relu6 is not one of"),
    Setting("encoder_conf.rope_theta", .float(10_000), "rope_theta is not a setting of ConformerEncoder"),
    Setting("encoder_conf.rope_style", .string("google"), "rope_style is not a setting of"),
    Setting("encoder_conf.concat_after", .bool(true), "concat_after is not a setting of"),
    Setting("encoder_conf.efficient_conf", .map([("stride", .list([.int(2)]))]), "efficient_conf is not a setting of"),
    Setting("encoder_conf.stride_layer_idx", .int(3), "stride_layer_idx is not a setting of"),
    Setting("encoder_conf.reduce_idx", .int(1), "reduce_idx is not a setting of"),
    Setting("encoder_conf.positionwise_layer_type", .string("conv1d"), "positionwise_layer_type is not a setting of"),
    Setting("encoder_conf.sliding_window", .int(3), "sliding_window is not a setting of"),
    Setting("encoder_conf.num_blocks", .int(1_000_000_000), "num_blocks: 1000000000 is more than the limit of 1000"),
    Setting("encoder", .string("squeezeformer"), "encoder: squeezeformer is not one of"),
    Setting("encoder", .string("branchformer"), "encoder: branchformer is not one of"),
    Setting("encoder", .string("e_branchformer"), "encoder: e_branchformer is not one of"),
    Setting("encoder", .string("efficientConformer"), "encoder: efficientConformer is not one of"),
    Setting("encoder", .string("dual_conformer"), "encoder: dual_conformer is not one of"),
    Setting("encoder", .string("sanm_encoder"), "encoder: sanm_encoder is not one of"),
    Setting("model", .string("transducer"), "model: transducer is not one of asr_model"),
    Setting("model", .string("k2_model"), "model: k2_model is not one of asr_model"),
    Setting("model", .string("paraformer"), "model: paraformer is not one of asr_model"),
    Setting("model", .string("whisper"), "model: whisper is not one of asr_model"),
  ]

  @Test(arguments: refusedByWeNet) func aSettingOfWeNetThatFwdbLacksIsNamed(_ setting: Setting) throws {
    try inCopy(of: weNet) { folder in
      try set(setting, in: folder + "/train.yaml")
      expectError("\(folder)/train.yaml: ", setting.words) { try build(folder) }
    }
  }

  static let refusedByPaddleSpeech = [
    Setting("encoder_conf.pos_enc_layer_type", .string("rope_pos"), "pos_enc_layer_type: rope_pos is not one of"),
    Setting("encoder_conf.pos_enc_layer_type", .string("no_pos"), "a conformer cannot have no_pos"),
    Setting("encoder_conf.input_layer", .string("embed"), "input_layer: embed is not one of"),
    Setting("encoder_conf.activation_type", .string("mish"), "activation_type: mish is not one of"),
    Setting("encoder_conf.cnn_module_norm", .string("rms_norm"), "cnn_module_norm: rms_norm is not one of"),
    Setting("encoder_conf.n_kv_head", .int(1), "n_kv_head is not a setting of ConformerEncoder"),
    Setting("encoder_conf.use_sdpa", .bool(true), "use_sdpa is not a setting of"),
    Setting("encoder_conf.norm_eps", .float(1e-6), "norm_eps is not a setting of"),
    Setting("encoder_conf.query_bias", .bool(false), "query_bias is not a setting of"),
    Setting("encoder_conf.positionwise_layer_type", .string("conv1d"), "positionwise_layer_type is not a setting of"),
    Setting("encoder_conf.time_reduction_layer_idx", .int(1), "time_reduction_layer_idx is not a setting of"),
    Setting("encoder_conf.num_blocks", .int(1001), "num_blocks: 1001 is more than the limit of 1000"),
    Setting("encoder", .string("squeezeformer"), "encoder: squeezeformer is not one of"),
    Setting("encoder", .string("branchformer"), "encoder: branchformer is not one of"),
    Setting("encoder", .string("wav2vec2"), "encoder: wav2vec2 is not one of"),
  ]

  @Test(arguments: refusedByPaddleSpeech, ["paddlespeech@1.0", "paddlespeech"])
  func aSettingOfPaddleSpeechThatFwdbLacksIsNamed(_ setting: Setting, _ listing: String) throws {
    try inCopy(of: paddleSpeech) { folder in
      try set(setting, in: folder + "/conf/conformer.yaml")
      expectError("\(folder)/conf/conformer.yaml: ", setting.words) { try build(folder, listing) }
    }
  }

  // MARK: Supported settings

  /// A setting and a parameter that the setting changes. `shape` is the parameter's new shape; nil if the model no
  /// longer has the parameter.
  static let kept: [(Setting, path: String, shape: [Int]?)] = [
    (Setting("encoder_conf.query_bias", .bool(false)), "encoder.encoders.0.self_attn.linear_q.bias", nil),
    (Setting("encoder_conf.key_bias", .bool(false)), "encoder.encoders.0.self_attn.linear_k.bias", nil),
    (Setting("encoder_conf.value_bias", .bool(false)), "encoder.encoders.0.self_attn.linear_v.bias", nil),
    (Setting("encoder_conf.mlp_bias", .bool(false)), "encoder.encoders.0.feed_forward.w_1.bias", nil),
    (Setting("encoder_conf.conv_bias", .bool(false)), "encoder.encoders.0.conv_module.pointwise_conv1.bias", nil),
    (Setting("encoder_conf.head_dim", .int(12)), "encoder.encoders.0.self_attn.linear_q.weight", [24, 16]),
    (Setting("encoder_conf.macaron_style", .bool(false)), "encoder.encoders.0.feed_forward_macaron.w_1.bias", nil),
    (Setting("encoder_conf.use_cnn_module", .bool(false)), "encoder.encoders.0.conv_module.pointwise_conv1.bias", nil),
    (Setting("encoder_conf.linear_units", .int(6)), "encoder.encoders.0.feed_forward.w_1.bias", [6]),
    (
      Setting("encoder_conf.cnn_module_norm", .string("layer_norm")),
      "encoder.encoders.0.conv_module.norm.running_var", nil
    ),
    (Setting("encoder_conf.num_blocks", .int(1)), "encoder.encoders.1.norm_ff.bias", nil),
    (Setting("encoder_conf.input_layer", .string("linear")), "encoder.embed.out.0.weight", [16, 20]),
  ]

  @Test(arguments: kept.indices) func aSupportedSettingChangesItsParameter(_ index: Int) throws {
    let (setting, path, shape) = Self.kept[index]
    try inCopy(of: weNet) { folder in
      let before = try build(folder).tensors.first { $0.name == path }?.tensor.shape
      try set(setting, in: folder + "/train.yaml")
      let after = try build(folder).tensors.first { $0.name == path }?.tensor.shape
      #expect(after == shape, "\(setting.testDescription)")
      #expect(before != after, "\(setting.testDescription)")
    }
  }

  // MARK: Settings without effect

  static let harmless = [
    Setting("encoder_conf.gradient_checkpointing", .bool(true)), Setting("encoder_conf.dropout_rate", .float(0.3)),
    Setting("encoder_conf.concat_after", .bool(false)), Setting("encoder_conf.use_dynamic_left_chunk", .bool(true)),
    Setting("encoder_conf.use_sdpa", .bool(true)), Setting("encoder_conf.positionwise_conv_kernel_size", .int(3)),
    Setting("model_conf.ctc_weight", .float(0.5)), Setting("model_conf.apply_non_blank_embedding", .bool(true)),
    Setting("decoder", .string("bitransformer")), Setting("accum_grad", .int(4)), Setting("optim", .string("adamw")),
    Setting("optim_conf", .map([("lr", .float(1e-3))])), Setting("scheduler", .string("warmuplr")),
    Setting("dtype", .string("bf16")), Setting("lora_conf", .map([("lora_rank", .int(8))])),
    Setting("a_key_of_next_year", .list([.int(1), .none])),
  ]

  @Test(arguments: harmless) func aSettingForTrainingChangesNoParameter(_ setting: Setting) throws {
    try inCopy(of: weNet) { folder in
      func parameters() throws -> [String] { try build(folder).tensors.map { "\($0.name) \($0.tensor.shape)" } }
      let before = try parameters()
      try set(setting, in: folder + "/train.yaml")
      #expect(try parameters() == before)
    }
  }

  // MARK: Checkpoints with more tensors than the model

  @Test func aLeftOverTensorOfTheEncoderIsAnError() throws {
    try inCopy(of: weNet) { folder in
      try set(Setting("encoder_conf.num_blocks", .int(1)), in: folder + "/train.yaml")
      expectError("have no place in the model", "encoder.encoders.1.", "--lenient") {
        try U2Model.open(.find(in: folder), compute: Compute(threads: 1))
      }
      let model = try U2Model.open(.find(in: folder), compute: Compute(threads: 1), isLenient: true)
      #expect(model.model.report.missing.isEmpty && !model.model.report.strays.isEmpty)
      #expect(model.model.report.unexpected.contains { $0.hasPrefix("decoder.") })
      #expect(!model.model.report.strays.contains { $0.hasPrefix("decoder.") })
    }
  }

  // MARK: Old configs

  @Test func sectionsOfOldConfigsAreRead() throws {
    try inCopy(of: paddleSpeech) { folder in
      let path = folder + "/conf/conformer.yaml"
      let flat = try build(folder).tensors.map(\.name)
      try edit(path) { text in
        let (indented, rest) = text.split(separator: "\n", omittingEmptySubsequences: false).reduce(
          into: ("", "")
        ) { parts, line in
          // Old configs have the settings of features and of the vocabulary in the section `collator`.
          let key = line.prefix { $0 != ":" }
          if key == "batch_size" { return }
          if ["vocab_filepath", "unit_type", "feat_dim", "preprocess_config", "stride_ms"].contains(String(key)) {
            parts.1 += "  \(line)\n"
          } else {
            parts.0 += "  \(line)\n"
          }
        }
        return
          "data:\n  manifest_prefix: data\ncollator:\n  batch_size: 4\n\(rest)model:\n\(indented)training:\n  n_epoch: 1\n"
      }
      let config = try Configuration.read(path)
      #expect(config["encoder_conf"]?["output_size"] != nil && config["batch_size"] == .int(4))
      #expect(config["training"]?["n_epoch"] == .int(1))
      #expect(try build(folder).tensors.map(\.name) == flat)
      _ = try U2Model.open(.find(in: folder), compute: Compute(threads: 1))
    }
  }

  // MARK: Helpers

  private var weNet: String { fixture("wenet/base_b1") }
  private var paddleSpeech: String { fixture("paddlespeech/base_b1") }

  private func build(_ folder: String, _ listing: String? = nil) throws -> GeneratedCheckpoint {
    try GeneratedCheckpoint(for: folder, listing: listing, tokens: 12, seed: 1, compute: Compute(threads: 1))
  }

  private func set(_ setting: Setting, in path: String) throws {
    var config = try Configuration.read(path)
    let keys = setting.key.split(separator: ".").map(String.init)
    if keys.count == 1 {
      config = config.setting(keys[0], to: setting.value)
    } else {
      config = config.setting(keys[0], to: (config[keys[0]] ?? .map([])).setting(keys[1], to: setting.value))
    }
    try config.yaml.write(toFile: path, atomically: true, encoding: .utf8)
  }
}

extension Configuration {
  /// The config as text in YAML's flow style.
  fileprivate var yaml: String {
    switch self {
    case .none: "null"
    case .bool(let flag): "\(flag)"
    case .int(let number): "\(number)"
    case .float(let number): "\(number)"
    case .string(let text): "'\(text)'"
    case .list(let items): "[\(items.map(\.yaml).joined(separator: ", "))]"
    case .map(let items): "{\(items.map { "'\($0.key)': \($0.value.yaml)" }.joined(separator: ", "))}"
    }
  }
}
