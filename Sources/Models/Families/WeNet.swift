import Checkpoints

extension Family {
  /// WeNet's U2 models (`wenet/models/transformer`): an encoder read out by CTC.
  ///
  /// The encoder normalises the features itself, with statistics that the checkpoint brings along.
  static let weNet = Family(
    name: "WeNet",
    formats: [.torch, .torchLegacy],
    configKeys: ["dataset_conf", "tokenizer_conf", "cmvn_conf", "collate_conf", "is_json_cmvn"],
    layout: FileLayout(
      configs: ["train.yaml", "conf/train*.yaml", "*.yaml"],
      checkpoints: ["final.pt", "avg_*.pt", "avg*.pt", "*.pt"] + FileLayout.generated,
      vocabularies: { config in
        inside(config["tokenizer_conf"]?["symbol_table_path"]?.string) + ["units.txt", "words.txt", "lang_char.txt"]
      },
      statistics: { _, config in
        inside(config["cmvn_conf"]?["cmvn_file"]?.string) + inside(config["cmvn_file"]?.string) + ["global_cmvn"]
      }),
    listings: ["wenet"], entryFile: "init_model.py", entry: "init_speech_model",
    // Checkpoints since the end of 2023 have the table of positions; before, it was none of the module's buffers.
    selfMadeBuffers: ["pe", "num_batches_tracked"], unusedModules: ["concat_linear"],
    // Until 2023 there was a choice; the encoders of today are those that do not concatenate.
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
      return ModelDetails(
        featureSize: config["input_dim"]?.int ?? options?["num_mel_bins"]?.int,
        unitType: config["tokenizer"]?.string.flatMap { ["char": "char", "bpe": "spm"][$0] },
        features: kind == "fbank" ? .filterbank(recipe) : .other(kind),
        blankID: config["ctc_conf"]?["ctc_blank_id"]?.int)
    },
    advice: { config, report in
      let isOld = report.selfMade.contains { $0.hasSuffix(".pe") }
      if !isOld || config["encoder_conf"]?["norm_eps"] != nil { return [] }
      return [
        "the checkpoint is from before December 2023; if it is from before 2022, its layer norms had an epsilon of 1e-12: "
          + "set norm_eps: 1.0e-12 under encoder_conf in its config"
      ]
    },
    pass: { settings in
      let blank = settings.blankID == 0 ? "" : ", blank_id=\(settings.blankID)"
      return """
        results = model.decode(['ctc_greedy_search'], speech, speech_lengths\(settings.arguments)\(blank))
        hyps = [r.tokens for r in results['ctc_greedy_search']]
        hyps
        """
    },
    encoderPass: {
      "encoder_out, encoder_mask = model._forward_encoder(speech, speech_lengths\($0.arguments))\nencoder_out"
    },
    start: ["BaseEncoder.forward"], chunkFunctions: ["BaseEncoder.forward_chunk_by_chunk"],
    layerLoopFunctions: ["BaseEncoder.forward_layers", "BaseEncoder.forward_chunk"],
    layerLoopIterable: "self.encoders", carried: "xs",
    readOut: greedyReadOut(of: normalized, lengths: "mask_pad.squeeze(1).sum(1)"),
    chunkReadOut: greedyReadOut(of: normalized, lengths: "torch.tensor([xs.size(1)])"),
    tokenFunctions: ["ctc_greedy_search"], tokenVariable: "topk_index", normalizesFeatures: false)
}

/// What the encoder makes of the carried variable after the last layer.
private let normalized = "(self.after_norm(xs) if self.normalize_before and self.final_norm else xs)"

/// A file that the config names from where it was trained, and the same beside the config: models travel as one folder.
@Sendable private func inside(_ name: String?) -> [String] {
  guard let name, let last = name.split(separator: "/").last else { return [] }
  return [name, String(last)]
}
