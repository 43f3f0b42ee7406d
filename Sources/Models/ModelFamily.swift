import Checkpoints
import RunPlans

/// A kind of model that fwdb can open from a folder.
public struct ModelFamily: Sendable {
  /// The family's name: `PaddleSpeech` or `WeNet`.
  public let name: String
  let recognises: Recognition
  /// Describes how the listing builds the model and how the checkpoint fills its parameters.
  let source: @Sendable (ModelContents) throws(ModelError) -> ModelSource
  let plan: @Sendable (Model, PlanRequest) throws -> RunPlan

  /// Makes the run plan of a pass for a model of this family.
  public func makePlan(_ model: Model, _ request: PlanRequest) throws -> RunPlan { try plan(model, request) }

  /// All families, in the order in which they are tried.
  static let all: [ModelFamily] = U2Framework.all.map(\.family)

  /// The family of a model; nil when it is unknown. The checkpoint's format determines the family. If several programs
  /// write this format, the config's keys determine the family.
  static func of(_ config: Configuration, _ checkpoint: Checkpoint? = nil) -> ModelFamily? {
    let byFormat = checkpoint.flatMap { checkpoint in
      all.first { $0.recognises.formats.contains(checkpoint.format) }
    }
    return byFormat ?? all.first { $0.recognises.owns(config) }
  }
}

/// The files of a model, for `ModelFamily.source`.
struct ModelContents {
  let config: Configuration
  let configPath: String
  let folder: ModelFolder
  /// Nil when weights will be generated.
  let checkpoint: Checkpoint?
  /// The number of output tokens that the user set; nil when not set.
  let tokens: Int?
  /// Nil when weights will be generated.
  let files: ModelFiles?
}

/// The user's choices for a pass, and two functions that the caller provides because the build target `Models` cannot
/// read recordings or vocabularies.
public struct PlanRequest {
  /// An expression to run instead of the whole pass; nil runs the whole pass.
  public var call: String?
  /// Names that `call` uses, with their values.
  public var definitions: [RunPlan.Input]
  public var settings: PassSettings
  /// Whether the input is a recording. False for features from a file.
  public var isRecording: Bool
  /// Creates the input in the format that the model takes. Not called when `call` is set.
  public var input: (InputFormat) throws -> ModelInput
  /// Creates the reader of output tokens. `unit` says how tokens form text: `word`, `char` or `spm`; nil when unknown.
  public var tokenReader: (_ unit: String?) -> TokenReader

  public init(
    call: String? = nil, definitions: [RunPlan.Input] = [], settings: PassSettings = PassSettings(),
    isRecording: Bool = false, input: @escaping (InputFormat) throws -> ModelInput,
    tokenReader: @escaping (_ unit: String?) -> TokenReader
  ) {
    self.call = call
    self.definitions = definitions
    self.settings = settings
    self.isRecording = isRecording
    self.input = input
    self.tokenReader = tokenReader
  }
}

/// Converts output tokens to text with the model's vocabulary.
public struct TokenReader: Sendable {
  public var text: @Sendable ([Int]) -> String
  /// Greedy CTC decoding of one utterance: converts the most probable token ID of each frame to recognized tokens.
  public var greedyCTC: @Sendable (_ ids: [Int], _ blankID: Int, _ secondsPerFrame: Double) -> [TimedToken]
  /// The token ID of the blank; nil when the vocabulary has no blank.
  public var blankID: Int?

  public init(
    text: @escaping @Sendable ([Int]) -> String,
    greedyCTC: @escaping @Sendable (_ ids: [Int], _ blankID: Int, _ secondsPerFrame: Double) -> [TimedToken],
    blankID: Int?
  ) {
    self.text = text
    self.greedyCTC = greedyCTC
    self.blankID = blankID
  }
}
