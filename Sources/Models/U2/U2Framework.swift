import Checkpoints
import RunPlans

/// The differences between U2 models of PaddleSpeech and WeNet. `U2Model` implements the common parts.
struct U2Framework: Sendable {
  let name: String
  let recognises: Recognition
  /// `file` is the listing's file to load. `entry` is the class or function in it that returns the model.
  let file: String
  let entry: String
  /// Names (last part of the path) of buffers that the model computes itself.
  let selfMadeBuffers: Set<String>
  /// Completes or corrects a config: adds the contents of files that the config names, and removes settings that the
  /// listing lacks.
  let completed: @Sendable (Configuration, ModelFolder) -> Configuration
  let details: @Sendable (Configuration) -> U2Details
  /// Returns notes for the user about the checkpoint.
  let notes: @Sendable (Configuration, BindingReport) -> [String]
  /// Returns the statements of a pass. They compute `hyps`, one list of token IDs per utterance, from `speech` and
  /// `speech_lengths`.
  let greedySearch: @Sendable (PassSettings) -> String
  /// Functions in which a session may start. The session starts on the first line of the first of these functions that
  /// exists in the listing.
  let start: [String]
  let layerLoopFunctions: [String]
  /// Expressions to evaluate in the layer loop's frame. `normalized`: the encoder's output, computed from the carried
  /// variable. `lengths`, `chunkLengths`: the number of frames of each utterance, in a whole pass and in a chunk.
  let normalized: String
  let lengths: String
  let chunkLengths: String
  /// Functions that may contain the variable with the most probable token of each frame.
  let tokenFunctions: [String]
  /// Whether the framework normalises features before passing them to the model.
  let normalizesFeatures: Bool

  static let all = [paddleSpeech, weNet]

  var family: ModelFamily {
    ModelFamily(
      name: name, recognises: recognises, source: source,
      plan: { model, request in try U2Model(model, self).plan(request) })
  }
}

/// The settings that fwdb itself reads from a config. The listing does not read these settings.
struct U2Details: Sendable {
  /// The number of values in a feature frame; nil when the config does not set it.
  var featureSize: Int?
  /// How tokens form text: `word`, `char` or `spm`; nil when the config does not say.
  var unitType: String?
  var features: FeatureKind
  /// The token ID of the CTC blank; nil when the config does not set it.
  var blankID: Int?
}

extension U2Framework {
  private static let blockLimit = 1000

  @Sendable private func source(_ contents: ModelContents) throws(ModelError) -> ModelSource {
    let path = contents.configPath
    guard let encoder = contents.config["encoder_conf"], case .map = encoder else {
      throw .badConfig(path: path, reason: "has no encoder_conf: this is not an encoder's config")
    }
    if let blocks = encoder["num_blocks"]?.int, blocks > Self.blockLimit {
      throw .badConfig(path: path, reason: "num_blocks: \(blocks) is more than the limit of \(Self.blockLimit)")
    }
    let config = completed(contents.config, contents.folder)
    let tokens = try tokenCount(config, contents)
    guard let features = details(config).featureSize, features > 0 else {
      throw .badConfig(path: path, reason: "does not set the size of a feature frame (input_dim)")
    }
    let files = contents.files
    return ModelSource(
      file: file, entry: entry,
      arguments: [config.setting("input_dim", to: .int(features)).setting("output_dim", to: .int(tokens))],
      binding: BindingRules(
        selfMade: selfMadeBuffers, unused: ["concat_linear"], running: ["encoder", "ctc"], optional: ["ctc"],
        notRun: ["decoder"],
        statistics: .init(mean: "encoder.global_cmvn.mean", inverseDeviation: "encoder.global_cmvn.istd")),
      notes: { report, machine in
        var notes = self.notes(config, report)
        guard let path = files?.cmvn, files?.isCMVNChosen == true, !self.normalizesFeatures else { return notes }
        let hasStatistics = machine.module(at: "encoder.global_cmvn") != nil
        // The CMVN file is used only if the checkpoint lacks the statistics.
        if hasStatistics, contents.checkpoint?.contains("encoder.global_cmvn.mean") != true { return notes }
        notes.append(
          "\(path) is not used: "
            + (hasStatistics
              ? "the checkpoint has CMVN statistics of its own" : "the model does not normalise its features"))
        return notes
      })
  }

  private func tokenCount(_ config: Configuration, _ contents: ModelContents) throws(ModelError) -> Int {
    let checkpoint = contents.checkpoint
    let hasNoHead = checkpoint.map { !$0.entries.contains { $0.name.hasPrefix("ctc.") } } ?? false
    let tokens =
      contents.tokens ?? config["output_dim"]?.int ?? checkpoint?.entry("ctc.ctc_lo.bias")?.shape.first
      ?? (hasNoHead ? 1 : nil)
    if let tokens, tokens > 0 { return tokens }
    throw .badConfig(
      path: contents.configPath,
      reason: "does not set the number of output tokens (output_dim)"
        + (checkpoint == nil ? "; use --tokens" : ", and the checkpoint has no ctc.ctc_lo.bias"))
  }
}
