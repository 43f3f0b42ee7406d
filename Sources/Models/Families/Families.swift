import Checkpoints

/// Everything in which one framework's models differ from another's. Who opens or runs a model reads this table and knows
/// no family by name.
public struct Family: Sendable {
  /// `PaddleSpeech`, `WeNet`.
  public let name: String

  // MARK: Recognising and finding

  /// Formats in which this framework alone writes checkpoints.
  let formats: [CheckpointFormat]
  /// Keys that only this framework's configs have, for a checkpoint in a format of nobody's.
  let configKeys: [String]
  let layout: FileLayout

  // MARK: Building

  /// Bundled listings of the family. The first one runs when nobody chooses.
  let listings: [String]
  /// The file of the listing, and the class or function in it, that makes the model of its config.
  let entryFile: String
  let entry: String
  /// Buffers, by their last name, that the model computes when it is made: a checkpoint may have them or not.
  let selfMadeBuffers: Set<String>
  /// What the config says of what the model takes and gives.
  let details: @Sendable (Configuration) -> ModelDetails
  /// What a person should know of a model that was filled from such a checkpoint.
  let advice: @Sendable (Configuration, BindingReport) -> [String]

  // MARK: Running

  /// The statements that take `speech` and `speech_lengths` to token ids, a list an utterance.
  public let pass: String
  /// Functions on whose first line a session begins, by qualified name; the first that the listing has.
  public let start: [String]
  /// The `for` loop over the encoder's layers: in which functions, over what, and which variable it carries.
  public let layerLoopFunctions: [String]
  public let layerLoopIterable: String
  public let carried: String
  /// What the head makes of the carried variable in the middle of the layers: an expression that the loop's call sees,
  /// of the most likely token of each frame, without repeats and blanks; a list an utterance.
  public let readOut: String
  /// Whether the framework normalises features before the model sees them. Otherwise normalising is the model's own.
  public let normalizesFeatures: Bool
}

extension Family {
  /// In the order in which they are tried.
  static let all: [Family] = [.paddleSpeech, .weNet]

  /// Whose model it is: the checkpoint's format says so, or else the config's keys.
  static func of(_ config: Configuration, _ checkpoint: Checkpoint) -> Family? {
    all.first { $0.formats.contains(checkpoint.format) }
      ?? of(config)
  }

  /// Whose config it is.
  static func of(_ config: Configuration) -> Family? { all.first { $0.owns(config) } }

  /// Whether it is a config that only this framework writes.
  func owns(_ config: Configuration) -> Bool { configKeys.contains { config[$0] != nil } }
}

/// What a config says beyond what its listing reads.
struct ModelDetails: Sendable {
  /// Values of a feature frame.
  var featureSize: Int?
  /// `word`, `char`, `spm`.
  var unitType: String?
  var features: FeatureKind
}

/// How a recording becomes what the model takes.
public enum FeatureKind: Sendable, Equatable {
  case filterbank(FeatureRecipe)
  /// Some other features, by the config's name for them.
  case other(String)
}

/// Log-mel features, as far as the families and their configs differ in them.
public struct FeatureRecipe: Sendable, Equatable {
  /// The least energy that a logarithm is taken of.
  public enum Floor: Sendable, Equatable { case paddleSpeech, kaldi }

  public var floor: Floor
  /// Hz.
  public var sampleRate = 16_000
  public var frameLengthMs = 25.0
  public var frameShiftMs = 10.0
}

extension Family {
  /// The most likely tokens of `carried`, given how the loop's call writes its normalisation, its head and the numbers of
  /// frames that are not padding.
  static func greedyReadOut(of normalized: String, lengths: String) -> String {
    """
    [[t for i, t in enumerate(ids[:n]) if t != 0 and (i == 0 or t != ids[i - 1])] \
    for ids, n in zip(model.ctc.ctc_lo(\(normalized)).argmax(2).tolist(), \(lengths).tolist())]
    """
  }
}
