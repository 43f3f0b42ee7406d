/// What is known of a model beyond its listing: handed over where things are wired, because the debugger itself
/// debugs any listing.
public struct ModelNotes: Sendable {
  /// What a person calls it: the folder or file it came from.
  public var title: String
  /// The listing that runs: `paddlespeech@1.0`.
  public var listingName: String
  /// The loop over the layers; without it there are no layers to list.
  public var layerLoop: LayerLoop?
  /// The variables that are the stages of an attention; without them its stages cannot be shown side by side.
  public var attention: AttentionNotes?
  /// How long one frame of the layers' time axis lasts, in seconds.
  public var secondsPerFrame: Double?
  /// What a sequence of output tokens says, in a person's words.
  public var text: (@Sendable ([Int]) -> String)?
  /// What the model's head makes of the carried variable: an expression that the layer loop's call sees, of lists of
  /// tokens, a list an utterance.
  public var readOut: String?

  public init(
    title: String, listingName: String = "", layerLoop: LayerLoop? = nil, attention: AttentionNotes? = nil,
    secondsPerFrame: Double? = nil, text: (@Sendable ([Int]) -> String)? = nil, readOut: String? = nil
  ) {
    self.title = title
    self.listingName = listingName
    self.layerLoop = layerLoop
    self.attention = attention
    self.secondsPerFrame = secondsPerFrame
    self.text = text
    self.readOut = readOut
  }
}

/// The `for` loop whose turns are the layers of a model.
public struct LayerLoop: Sendable, Hashable {
  /// Functions that it may stand in, with their class: `ConformerEncoder.forward`.
  public var functions: [String]
  /// What it goes through, as the listing writes it: `self.encoders`.
  public var iterable: String
  /// The variable that each layer takes and gives.
  public var carried: String

  public init(functions: [String], iterable: String, carried: String) {
    self.functions = functions
    self.iterable = iterable
    self.carried = carried
  }
}
