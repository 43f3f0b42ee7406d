import Checkpoints

extension Family {
  /// PaddleSpeech's U2 models (`paddlespeech/s2t/models/u2`): an encoder read out by CTC.
  static let paddleSpeech = Family(
    name: "PaddleSpeech",
    formats: [.pdparams], configKeys: ["preprocess_config", "vocab_filepath", "feat_dim", "cmvn_file_type"],
    layout: FileLayout(
      configs: ["conf/conformer.yaml", "conf/transformer.yaml", "model.yaml", "conf/*.yaml", "*.yaml"],
      checkpoints: ["checkpoints/avg_*.pdparams", "checkpoints/*.pdparams", "*.pdparams"] + FileLayout.generated,
      vocabularies: { [$0["vocab_filepath"]?.string, "data/lang_char/vocab.txt"].compactMap { $0 } },
      statistics: paddleStatistics),
    listings: ["paddlespeech@1.0", "paddlespeech"], entryFile: "u2.py", entry: "U2Model", selfMadeBuffers: [],
    details: { config in
      ModelDetails(
        featureSize: config["input_dim"]?.int ?? config["feat_dim"]?.int, unitType: config["unit_type"]?.string,
        features: .filterbank(
          FeatureRecipe(
            floor: .paddleSpeech, frameLengthMs: config["window_ms"]?.number ?? 25,
            frameShiftMs: config["stride_ms"]?.number ?? 10)))
    },
    advice: { _, _ in [] },
    pass: "hyps = model.ctc_greedy_search(speech, speech_lengths)\nhyps",
    start: ["BaseEncoder.forward", "ConformerEncoder.forward"],
    layerLoopFunctions: ["BaseEncoder.forward", "ConformerEncoder.forward"], layerLoopIterable: "self.encoders",
    carried: "xs",
    readOut: greedyReadOut(
      of: "(self.after_norm(xs) if self.normalize_before else xs)",
      lengths: "masks.squeeze(1).astype(paddle.int32).sum(1)"), normalizesFeatures: true)
}

/// The statistics that the config's preprocessing names. Where it names none they are still taken, unless the encoder
/// has its own.
@Sendable private func paddleStatistics(_ folder: ModelFolder, _ config: Configuration) -> [String] {
  var process = config["preprocess_config"]?["process"]
  if process == nil, let name = config["preprocess_config"]?.string, folder.exists(name) {
    process = (try? Configuration.read(folder.path(name)))?["process"]
  }
  let named = process?.list?.compactMap { $0["cmvn_path"]?.string } ?? []
  let isInEncoder = config["cmvn_file"]?.string.map { !$0.isEmpty } ?? false
  return named + (named.isEmpty && isInEncoder ? [] : ["data/mean_std.json"])
}
