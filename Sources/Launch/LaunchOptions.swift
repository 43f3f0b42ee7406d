import DebugEngine
import Models

/// What the user asked to debug: the options of a command line, or of an editor's launch request.
public struct LaunchOptions: Sendable {
  public var model: ModelChoice
  /// Threads for tensor arithmetic.
  public var threads: Int
  public var seed: UInt64 = 0
  /// Accept a checkpoint that does not fit the model.
  public var isLenient = false
  public var input = InputChoice()
  public var history: HistoryBudget = .asThePassNeeds

  public enum ModelChoice: Sendable {
    /// A folder in the layout of a framework.
    case folder(String, ModelFiles.Choices)
    /// An expression over the user's own code: `net.Encoder(16)`.
    case made(by: String, roots: [String], weights: String?)
  }

  public init(model: ModelChoice, threads: Int) {
    self.model = model
    self.threads = threads
  }
}

/// The input of a pass, and how the pass is run. At most one of recordings, features and random features is given.
public struct InputChoice: Sendable {
  /// Recordings. Several are one padded batch.
  public var audio: [String] = []
  /// A `.npy` file.
  public var features: String?
  /// `87,60`, or a `.npy` file: for each utterance of `features`, how many frames are not padding.
  public var lengths: String?
  /// `364x80`.
  public var random: String?
  /// Noise added to a recording's samples.
  public var dither: Float?
  public var settings = PassSettings()
  /// An expression to run instead of the whole pass.
  public var call: String?
  /// `x = randn(1, 90, 64)`: names for the call.
  public var definitions: [String] = []

  public init() {}
}

/// An error message for the user. The program ends with status 1.
public struct Failure: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
