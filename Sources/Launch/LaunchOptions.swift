import DebugEngine
import Models

/// The model and the input to debug, and how to run the pass: the options of the command line, or of an editor's launch
/// request.
public struct LaunchOptions: Sendable {
  public var model: ModelChoice
  /// The number of threads for tensor arithmetic.
  public var threads: Int
  public var seed: UInt64 = 0
  /// Whether to accept a checkpoint that does not fit the model.
  public var isLenient = false
  public var input = InputChoice()
  public var history: HistoryBudget = .asThePassNeeds

  public enum ModelChoice: Sendable {
    /// A model's folder in the layout of a framework, with the files that the user named.
    case folder(String, ModelFiles.Choices)
    /// An expression that creates the model from the user's own code, for example `net.Encoder(16)`. `roots` are
    /// folders with the code; `weights` is the path of a checkpoint.
    case made(by: String, roots: [String], weights: String?)
  }

  public init(model: ModelChoice, threads: Int) {
    self.model = model
    self.threads = threads
  }
}

/// The input of a pass and the way the pass runs. The user sets at most one of `audio`, `features` and `random`.
public struct InputChoice: Sendable {
  /// Paths of recordings. Several recordings form one padded batch.
  public var audio: [String] = []
  /// The path of a `.npy` file with features or token IDs.
  public var features: String?
  /// The number of frames that are not padding, for each utterance in `features`: `87,60`, or the path of a `.npy`
  /// file.
  public var lengths: String?
  /// The size of random features, time × features: `364x80`.
  public var random: String?
  /// Dither: the standard deviation of the noise that is added to a recording's samples. Nil adds no noise.
  public var dither: Float?
  public var settings = PassSettings()
  /// An expression to run instead of the whole pass.
  public var call: String?
  /// Definitions of names for `call`: `x = randn(1, 90, 64)`.
  public var definitions: [String] = []

  public init() {}
}

/// An error with a message for the user. The program ends with status 1.
public struct Failure: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
