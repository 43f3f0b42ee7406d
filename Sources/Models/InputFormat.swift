import Tensors

/// The format of the input that a model takes. `ModelInput` holds an input in this format.
public struct InputFormat: Sendable {
  /// The number of values in a feature frame. For a model that takes token IDs: the number of different IDs.
  public var featureSize: Int
  /// Whether the model takes token IDs, shape (batch, time), instead of features.
  public var takesTokenIDs = false
  public var features: FeatureKind
  /// The smallest number of frames that the model accepts.
  public var minimumFrames = 1
  /// The number of feature frames that become one encoder frame.
  public var subsamplingRate = 1
  /// Whether the caller must normalise features before passing them to the model.
  public var needsNormalization = false
  /// The path of the file with CMVN statistics for normalising; nil when no such file exists.
  public var statistics: String?
  /// Whether the model itself normalises features.
  public var hasOwnStatistics = false
  /// Whether the model can process an input chunk by chunk.
  public var canStream = false

  public init(featureSize: Int, features: FeatureKind) {
    self.featureSize = featureSize
    self.features = features
  }

  /// The distance between two feature frames, in seconds.
  public var secondsPerFeatureFrame: Double {
    if case .filterbank(let recipe) = features { recipe.frameShiftMs / 1000 } else { 0.01 }
  }
}

/// An input for a pass, with its name and notes for the user.
public struct ModelInput: Sendable {
  /// Features, shape (time, features) or (batch, time, features). Token IDs: shape (time) or (batch, time).
  public var features: Tensor
  /// For each utterance, the number of frames that are not padding.
  public var lengths: [Int]
  public var name: String
  public var notes: [String]

  public init(features: Tensor, lengths: [Int], name: String, notes: [String] = []) {
    self.features = features
    self.lengths = lengths
    self.name = name
    self.notes = notes
  }
}

/// The kind of features that the model takes.
public enum FeatureKind: Sendable, Equatable {
  case filterbank(FeatureRecipe)
  /// Features that fwdb cannot compute, by their name in the config.
  case other(String)
}

/// Settings of log-mel features that differ between frameworks and configs.
public struct FeatureRecipe: Sendable, Equatable {
  /// The smallest energy whose logarithm is computed. This energy replaces smaller energies. The frameworks use
  /// different values.
  public enum Floor: Sendable, Equatable { case paddleSpeech, kaldi }

  public var floor: Floor
  /// The sample rate in Hz.
  public var sampleRate = 16_000
  public var frameLengthMs = 25.0
  public var frameShiftMs = 10.0
  /// The window function, such as `povey` or `hann`; nil when the config does not name one.
  public var window: String?
}

/// Options of a pass: how to divide the input into chunks, and the CTC blank.
public struct PassSettings: Sendable, Equatable {
  /// The number of encoder frames in a chunk; nil computes the whole input at once.
  public var chunkSize: Int?
  /// The number of earlier chunks that a frame attends to; nil attends to all.
  public var leftChunks: Int?
  /// Whether to run chunk by chunk with caches, as for a live stream.
  public var isStream = false
  /// The token ID of the CTC blank.
  public var blankID = 0

  public init(chunkSize: Int? = nil, leftChunks: Int? = nil, isStream: Bool = false, blankID: Int = 0) {
    self.chunkSize = chunkSize
    self.leftChunks = leftChunks
    self.isStream = isStream
    self.blankID = blankID
  }
}
