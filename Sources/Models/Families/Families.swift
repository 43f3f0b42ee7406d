import Checkpoints

/// Everything in which one framework's models differ from another's. Who opens or runs a model reads this table and
/// knows no family by name.
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
  /// Modules, by their own name, that versions of the framework made and saved whether a config used them or not: what
  /// a checkpoint has of them may be left over.
  let unusedModules: Set<String>
  /// The config with what it names in other files put in its place.
  let completed: @Sendable (Configuration, ModelFolder) -> Configuration
  /// What the config says of what the model takes and gives.
  let details: @Sendable (Configuration) -> ModelDetails
  /// What a person should know of a model that was filled from such a checkpoint.
  let advice: @Sendable (Configuration, BindingReport) -> [String]

  // MARK: Running

  /// The statements that take `speech` and `speech_lengths` to token ids, a list an utterance.
  let pass: @Sendable (PassSettings) -> String
  /// The same to the encoder's output, for a model without a head.
  let encoderPass: @Sendable (PassSettings) -> String
  /// Functions on whose first line a session begins, by qualified name; the first that the listing has.
  let start: [String]
  /// The same for a stream: the functions that go through its chunks. Both families call the chunk's start `cur`, and
  /// a turn's tensors alike.
  public let chunkFunctions: [String]
  public let chunkVariable = "cur"
  public let chunkTensors = ["chunk_xs", "y", "att_cache", "cnn_cache", "subsampling_cache"]
  /// The `for` loop over the encoder's layers: in which functions, over what, and which variable it carries.
  public let layerLoopFunctions: [String]
  public let layerLoopIterable: String
  public let carried: String
  /// What the head makes of the carried variable in the middle of the layers: an expression that the loop's call sees,
  /// of the most likely token of each frame, without repeats and blanks; a list an utterance.
  public let readOut: String
  /// The same in the middle of a chunk of a stream.
  public let chunkReadOut: String
  /// Where greedy CTC has the best token of every frame: in which functions, and in which variable.
  public let tokenFunctions: [String]
  public let tokenVariable: String
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

/// How a pass is run.
public struct PassSettings: Sendable, Equatable {
  /// Encoder frames in a chunk; nil for all at once.
  public var chunkSize: Int?
  /// Chunks before its own that a frame sees; nil for all of them.
  public var leftChunks: Int?
  /// Whether the chunks go through one after the other, with caches, as they would arrive.
  public var isStream = false
  /// The token that means nothing new.
  public var blankID = 0

  public init(chunkSize: Int? = nil, leftChunks: Int? = nil, isStream: Bool = false, blankID: Int = 0) {
    self.chunkSize = chunkSize
    self.leftChunks = leftChunks
    self.isStream = isStream
    self.blankID = blankID
  }

  /// As both families' methods call them; empty where nothing is asked for.
  var arguments: String {
    var text = ""
    if let chunkSize { text += ", decoding_chunk_size=\(chunkSize)" }
    if let leftChunks { text += ", num_decoding_left_chunks=\(leftChunks)" }
    if isStream { text += ", simulate_streaming=True" }
    return text
  }
}

/// In which chunks a model was trained to see its input.
public enum Chunking: Sendable, Equatable {
  case none
  /// Of one size, in encoder frames.
  case fixed(Int)
  /// Of any size.
  case dynamic
}

/// What a config says beyond what its listing reads.
struct ModelDetails: Sendable {
  /// Values of a feature frame.
  var featureSize: Int?
  /// `word`, `char`, `spm`.
  var unitType: String?
  var features: FeatureKind
  /// The token that means nothing new, where the config says it.
  var blankID: Int?
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
  /// `povey`, `hann`, …, where the config says it.
  public var window: String?
}

extension Family {
  /// The most likely tokens of `carried`, given how the loop's call writes its normalisation, its head and the numbers
  /// of frames that are not padding.
  static func greedyReadOut(of normalized: String, lengths: String) -> String {
    """
    [[t for i, t in enumerate(ids[:n]) if t != 0 and (i == 0 or t != ids[i - 1])] \
    for ids, n in zip(model.ctc.ctc_lo(\(normalized)).argmax(2).tolist(), \(lengths).tolist())]
    """
  }
}
