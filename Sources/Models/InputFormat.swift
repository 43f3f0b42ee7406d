import Tensors

/// The input that a model takes, so that the caller can make it.
public struct InputFormat: Sendable {
  /// Values of a feature frame. For token IDs, how many IDs there are.
  public var featureSize: Int
  /// The model takes token IDs, [batch, time], and no features.
  public var takesTokenIDs = false
  public var features: FeatureKind
  /// The fewest frames that the model can take.
  public var minimumFrames = 1
  /// Feature frames for each frame of the layers.
  public var subsamplingRate = 1
  /// Whether features must be normalised before the model sees them.
  public var needsNormalization = false
  /// A file of CMVN statistics for that.
  public var statistics: String?
  /// Whether the model normalises features itself.
  public var hasOwnStatistics = false
  /// Whether the model can run chunk by chunk.
  public var canStream = false

  public init(featureSize: Int, features: FeatureKind) {
    self.featureSize = featureSize
    self.features = features
  }

  /// Seconds from one feature frame to the next.
  public var secondsPerFeatureFrame: Double {
    if case .filterbank(let recipe) = features { recipe.frameShiftMs / 1000 } else { 0.01 }
  }
}

/// An input, and how it was made.
public struct ModelInput: Sendable {
  /// [time, features] or [batch, time, features]. Token IDs have no last axis.
  public var features: Tensor
  /// For each utterance, how many frames are not padding.
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

/// How a recording becomes features.
public enum FeatureKind: Sendable, Equatable {
  case filterbank(FeatureRecipe)
  /// Features that fwdb does not compute, by the config's name for them.
  case other(String)
}

/// Settings of log-mel features that differ between frameworks and configs.
public struct FeatureRecipe: Sendable, Equatable {
  /// The least energy whose logarithm is taken.
  public enum Floor: Sendable, Equatable { case paddleSpeech, kaldi }

  public var floor: Floor
  /// Hz.
  public var sampleRate = 16_000
  public var frameLengthMs = 25.0
  public var frameShiftMs = 10.0
  /// `povey`, `hann`, …; nil when the config does not name it.
  public var window: String?
}

/// Options of a pass.
public struct PassSettings: Sendable, Equatable {
  /// Encoder frames in a chunk; nil for all at once.
  public var chunkSize: Int?
  /// The number of earlier chunks that a frame attends to; nil for all.
  public var leftChunks: Int?
  /// Whether to run chunk by chunk with caches, as a stream arrives.
  public var isStream = false
  /// The CTC blank.
  public var blankID = 0

  public init(chunkSize: Int? = nil, leftChunks: Int? = nil, isStream: Bool = false, blankID: Int = 0) {
    self.chunkSize = chunkSize
    self.leftChunks = leftChunks
    self.isStream = isStream
    self.blankID = blankID
  }
}
