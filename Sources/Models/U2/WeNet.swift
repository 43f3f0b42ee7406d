import Checkpoints

extension U2Framework {
  /// The models of `wenet/models/transformer`. Their encoder normalises the features with statistics from the
  /// checkpoint.
  static let weNet = U2Framework(
    name: "WeNet",
    recognises: Recognition(
      formats: [.torch, .torchLegacy],
      configKeys: ["dataset_conf", "tokenizer_conf", "cmvn_conf", "collate_conf", "is_json_cmvn"],
      listings: ["wenet"], section: "encoder_conf", configs: ["train.yaml", "conf/train*.yaml", "*.yaml"],
      checkpoints: ["final.pt", "avg_*.pt", "avg*.pt", "*.pt"] + Recognition.generated,
      vocabularies: { config in
        inside(config["tokenizer_conf"]?["symbol_table_path"]?.string) + ["units.txt", "words.txt", "lang_char.txt"]
      },
      statistics: { _, config in
        inside(config["cmvn_conf"]?["cmvn_file"]?.string) + inside(config["cmvn_file"]?.string) + ["global_cmvn"]
      }),
    file: "init_model.py", entry: "init_speech_model",
    // `pe` is the table of positions. Checkpoints have contained this table since the end of 2023; before then, it was
    // not a buffer.
    selfMadeBuffers: ["pe", "num_batches_tracked"],
    // `concat_after` was a setting until 2023. Current encoders never concatenate and do not accept the setting.
    completed: { config, _ in
      guard let encoder = config["encoder_conf"], encoder["concat_after"] == .bool(false) else { return config }
      return config.setting("encoder_conf", to: encoder.removing("concat_after"))
    },
    details: { config in
      let data = config["dataset_conf"]
      let kind = data?["feats_type"]?.string ?? "fbank"
      let options = data?["fbank_conf"]
      var recipe = FeatureRecipe(floor: .kaldi)
      recipe.frameLengthMs = options?["frame_length"]?.number ?? recipe.frameLengthMs
      recipe.frameShiftMs = options?["frame_shift"]?.number ?? recipe.frameShiftMs
      recipe.window = options?["window_type"]?.string
      recipe.sampleRate = data?["resample_conf"]?["resample_rate"]?.int ?? recipe.sampleRate
      return U2Details(
        featureSize: config["input_dim"]?.int ?? options?["num_mel_bins"]?.int,
        unitType: config["tokenizer"]?.string.flatMap { ["char": "char", "bpe": "spm"][$0] },
        features: kind == "fbank" ? .filterbank(recipe) : .other(kind),
        blankID: config["ctc_conf"]?["ctc_blank_id"]?.int)
    },
    notes: { config, report in
      let isOld = report.selfMade.contains { $0.hasSuffix(".pe") }
      if !isOld || config["encoder_conf"]?["norm_eps"] != nil { return [] }
      return [
        "the checkpoint is from before December 2023; if it is from before 2022, its layer norms had an epsilon of 1e-12: "
          + "set norm_eps: 1.0e-12 under encoder_conf in its config"
      ]
    },
    greedySearch: { settings in
      let blank = settings.blankID == 0 ? "" : ", blank_id=\(settings.blankID)"
      return """
        results = model.decode(['ctc_greedy_search'], speech, speech_lengths\(settings.arguments)\(blank))
        hyps = [r.tokens for r in results['ctc_greedy_search']]
        hyps
        """
    },
    start: ["BaseEncoder.forward"], layerLoopFunctions: ["BaseEncoder.forward_layers", "BaseEncoder.forward_chunk"],
    normalized: "(self.after_norm(xs) if self.normalize_before and self.final_norm else xs)",
    lengths: "mask_pad.squeeze(1).sum(1)", chunkLengths: "torch.tensor([xs.size(1)])",
    tokenFunctions: ["ctc_greedy_search"], normalizesFeatures: false)
}

/// Returns two names to search for: the path in the config, then only the last part of the path. The path in the config
/// is valid on the computer that trained the model. In a copied model, the file is in the model's folder.
@Sendable private func inside(_ name: String?) -> [String] {
  guard let name, let last = name.split(separator: "/").last else { return [] }
  return [name, String(last)]
}
