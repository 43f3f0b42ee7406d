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

  /// Gives the machine its pass: the model's own way from features to token ids.
  ///
  /// - Parameters:
  ///   - features: [batch, time, `featureSize`] or [time, `featureSize`]
  ///   - lengths: frames of each that are real
  public mutating func beginPass(features: Tensor, lengths: [Int]) throws(ListingError) {
    let batch =
      features.rank == 2
      ? features.view(
        Layout(
          shape: [1] + features.shape, strides: [0] + features.strides, offset: features.layout.offset)) : features
    let speech = machine.makeTensor(batch)
    machine.setSessionName("speech", to: speech)
    let speechLengths = machine.makeTensor(Tensor(lengths, shape: [lengths.count]))
    machine.setSessionName("speech_lengths", to: speechLengths)
    try machine.begin(family.pass, name: "<pass>")
  }
}
