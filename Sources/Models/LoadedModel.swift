import Checkpoints
import ListingRuntime
import Tensors

/// A model built from its listing and filled from its checkpoint, ready to be run.
public struct LoadedModel: Sendable {
  /// The machine that holds it; its session knows it as `model`.
  public var machine: Machine
  public let files: ModelFiles
  /// `paddlespeech@1.0`.
  public let listing: String
  /// Set when nobody chose the listing.
  public let listingNote: String?
  public let report: BindingReport
  /// Values of a feature frame: what the encoder takes.
  public let featureSize: Int
  /// `word`, `char`, `spm`, as the config says it.
  public let unitType: String?
  /// How a recording becomes features.
  public let features: FeatureKind
  /// What the debugger must know of models of this kind.
  public let family: Family
  /// What a person should know of the model's files.
  public let advice: [String]
  /// Feature frames that one encoder frame stands for.
  public let subsamplingRate: Int
  /// Feature frames that one encoder frame needs to be made at all.
  public let minimumFrames: Int
  /// Parameters and persistent buffers, in numbers.
  public let parameterCount: Int

  /// In which chunks it was trained to see its input.
  public let chunking: Chunking
  /// Whether its convolutions look ahead, so that a stream cannot give what the whole recording gives.
  public let looksAhead: Bool
  /// The token that means nothing new, where the config says it.
  public let blankID: Int?

  /// Whether it takes token ids, (batch, time), in the place of features; `featureSize` is then how many there are.
  public let takesIDs: Bool
  /// Whether the checkpoint has a CTC head. Without one the pass ends with the encoder's output.
  public let hasHead: Bool

  /// Gives the machine its pass: the model's own way from features to token ids.
  ///
  /// - Parameters:
  ///   - features: [batch, time, `featureSize`] or [time, `featureSize`]; ids without the last axis
  ///   - lengths: frames of each that are real
  public mutating func beginPass(
    features: Tensor, lengths: [Int], settings: PassSettings = PassSettings()
  ) throws(ListingError) {
    let batch =
      features.rank == (takesIDs ? 1 : 2)
      ? features.view(
        Layout(
          shape: [1] + features.shape, strides: [0] + features.strides, offset: features.layout.offset)) : features
    let speech = machine.makeTensor(batch)
    machine.setSessionName("speech", to: speech)
    let speechLengths = machine.makeTensor(Tensor(lengths, shape: [lengths.count]))
    machine.setSessionName("speech_lengths", to: speechLengths)
    try machine.begin(hasHead ? family.pass(settings) : family.encoderPass(settings), name: "<pass>")
  }

  /// The function on whose first line a session with such a pass begins.
  public func start(_ settings: PassSettings) -> String? {
    let known = Set(machine.inspector.outline.functions.map(\.qualifiedName))
    return (settings.isStream ? family.chunkFunctions : family.start).first { known.contains($0) }
  }
}
