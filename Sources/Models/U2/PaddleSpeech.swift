import Checkpoints

extension U2Framework {
  /// The models of `paddlespeech/s2t/models/u2`.
  static let paddleSpeech = U2Framework(
    name: "PaddleSpeech",
    recognises: Recognition(
      formats: [.pdparams], configKeys: ["preprocess_config", "vocab_filepath", "feat_dim", "cmvn_file_type"],
      listings: ["paddlespeech@1.0", "paddlespeech"], section: "encoder_conf",
      configs: ["conf/conformer.yaml", "conf/transformer.yaml", "model.yaml", "conf/*.yaml", "*.yaml"],
      checkpoints: ["checkpoints/avg_*.pdparams", "checkpoints/*.pdparams", "*.pdparams"] + Recognition.generated,
      vocabularies: { [$0["vocab_filepath"]?.string, "data/lang_char/vocab.txt"].compactMap { $0 } },
      statistics: paddleStatistics),
    file: "u2.py", entry: "U2Model", selfMadeBuffers: [],
    completed: { config, folder in
      guard let name = config["preprocess_config"]?.string, folder.isFile(name),
        let process = try? Configuration.read(folder.path(name))
      else { return config }
      return config.setting("preprocess_config", to: process)
    },
    details: { config in
      let (kind, recipe) = features(config)
      return U2Details(
        featureSize: config["input_dim"]?.int ?? config["feat_dim"]?.int, unitType: config["unit_type"]?.string,
        features: kind.map(FeatureKind.other) ?? .filterbank(recipe))
    },
    notes: { _, _ in [] },
    greedySearch: { "hyps = model.ctc_greedy_search(speech, speech_lengths\($0.arguments))\nhyps" },
    start: ["BaseEncoder.forward", "ConformerEncoder.forward"],
    layerLoopFunctions: ["BaseEncoder.forward", "BaseEncoder.forward_chunk", "ConformerEncoder.forward"],
    normalized: "(self.after_norm(xs) if self.normalize_before else xs)",
    lengths: "masks.squeeze(1).astype(paddle.int32).sum(1)", chunkLengths: "paddle.to_tensor([xs.shape[1]])",
    tokenFunctions: ["U2Model.ctc_greedy_search"], normalizesFeatures: true)
}

/// The features in the config's preprocessing. `otherKind` is nil for Kaldi's filterbank. For other features,
/// `otherKind` is the name of the features.
///
/// In the preprocessing, frame sizes are in samples; in the config itself, they are in milliseconds.
private func features(_ config: Configuration) -> (otherKind: String?, FeatureRecipe) {
  var recipe = FeatureRecipe(
    floor: .paddleSpeech, frameLengthMs: config["window_ms"]?.number ?? 25,
    frameShiftMs: config["stride_ms"]?.number ?? 10)
  let steps = config["preprocess_config"]?["process"]?.list ?? []
  guard let step = steps.first, let kind = step["type"]?.string else { return (nil, recipe) }
  if kind != "fbank_kaldi" { return (kind, recipe) }
  recipe.sampleRate = step["fs"]?.int ?? recipe.sampleRate
  let samples = 1000 / Double(max(1, recipe.sampleRate))
  if let length = step["win_length"]?.number { recipe.frameLengthMs = length * samples }
  if let shift = step["n_shift"]?.number { recipe.frameShiftMs = shift * samples }
  return (nil, recipe)
}

/// Possible CMVN files: the files that the preprocessing names, or else `data/mean_std.json`. Empty when the encoder
/// has its own statistics.
@Sendable private func paddleStatistics(_ folder: ModelFolder, _ config: Configuration) -> [String] {
  var process = config["preprocess_config"]?["process"]
  if process == nil, let name = config["preprocess_config"]?.string, folder.exists(name) {
    process = (try? Configuration.read(folder.path(name)))?["process"]
  }
  let named = process?.list?.compactMap { $0["cmvn_path"]?.string } ?? []
  let isInEncoder = config["cmvn_file"]?.string.map { !$0.isEmpty } ?? false
  return named + (named.isEmpty && isInEncoder ? [] : ["data/mean_std.json"])
}
