import Checkpoints
import RunPlans

/// Models that one bundled description opens.
public struct ModelFamily: Sendable {
  /// `PaddleSpeech`, `WeNet`.
  public let name: String
  let recognises: Recognition
  /// Says how the listing builds the model and how the checkpoint fills it.
  let source: @Sendable (ModelContents) throws(ModelError) -> ModelSource
  let plan: @Sendable (Model, PlanRequest) throws -> RunPlan

  /// Plans a pass of a model of this family.
  public func makePlan(_ model: Model, _ request: PlanRequest) throws -> RunPlan { try plan(model, request) }

  /// Tried in this order.
  static let all: [ModelFamily] = U2Framework.all.map(\.family)

  /// The family of a model. The checkpoint's format decides; a format that several programs write leaves it to the
  /// config's keys.
  static func of(_ config: Configuration, _ checkpoint: Checkpoint? = nil) -> ModelFamily? {
    let byFormat = checkpoint.flatMap { checkpoint in
      all.first { $0.recognises.formats.contains(checkpoint.format) }
    }
    return byFormat ?? all.first { $0.recognises.owns(config) }
  }
}

/// The files of a model as `ModelFamily.source` sees them.
struct ModelContents {
  let config: Configuration
  let configPath: String
  let folder: ModelFolder
  /// Nil when weights are to be generated.
  let checkpoint: Checkpoint?
  /// The number of output tokens, if the user sets it.
  let tokens: Int?
  /// Nil when weights are to be generated.
  let files: ModelFiles?
}

/// What the user wants to run, and the parts of it that the room Models cannot make.
public struct PlanRequest {
  /// Run instead of the whole pass.
  public var call: String?
  /// Names for the call.
  public var definitions: [RunPlan.Input]
  public var settings: PassSettings
  /// Whether the input is a recording, and not features from a file.
  public var isRecording: Bool
  /// Makes the input in the format that the model takes. Not called when `call` is set.
  public var input: (InputFormat) throws -> ModelInput
  /// Makes the reader of output tokens, given how tokens form text: `word`, `char`, `spm`, or nil when not known.
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

/// Reads output tokens with the model's vocabulary.
public struct TokenReader: Sendable {
  public var text: @Sendable ([Int]) -> String
  /// Greedy CTC: the spoken tokens of one utterance, given the best token of each frame.
  public var greedyCTC: @Sendable (_ ids: [Int], _ blankID: Int, _ secondsPerFrame: Double) -> [TimedToken]
  /// The blank, when the vocabulary names it.
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
