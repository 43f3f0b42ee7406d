/// What is known of a model beyond its listing: handed over where things are wired, because the debugger itself
/// debugs any listing.
public struct ModelProfile: Sendable {
  /// What a person calls it: the folder or file it came from.
  public var title: String
  /// The listing that runs: `paddlespeech@1.0`.
  public var listingName: String
  /// The loop over the layers; without it there are no layers to list.
  public var layerLoop: LayerLoop?
  /// The variables that are the stages of an attention; without them its stages cannot be shown side by side.
  public var attention: AttentionProfile?
  /// Whether the pass is the model's own, and so comes to the layers; a call of one module alone may not.
  public var isWholePass: Bool
  /// The loop over the chunks of a stream, when the pass is one.
  public var chunkLoop: ChunkLoop?
  /// Where the best token of every frame is to be seen.
  public var frameTokens: FrameTokens?
  /// How long one frame of the layers' time axis lasts, in seconds.
  public var secondsPerFrame: Double?
  /// What a sequence of output tokens says, in a person's words.
  public var text: (@Sendable ([Int]) -> String)?
  /// What the model's head makes of the carried variable: an expression that the layer loop's call sees, of lists of
  /// tokens, a list an utterance.
  public var readOut: String?

  public init(
    title: String, listingName: String = "", layerLoop: LayerLoop? = nil, attention: AttentionProfile? = nil,
    isWholePass: Bool = true, chunkLoop: ChunkLoop? = nil, frameTokens: FrameTokens? = nil,
    secondsPerFrame: Double? = nil, text: (@Sendable ([Int]) -> String)? = nil, readOut: String? = nil
  ) {
    self.title = title
    self.listingName = listingName
    self.layerLoop = layerLoop
    self.attention = attention
    self.isWholePass = isWholePass
    self.chunkLoop = chunkLoop
    self.frameTokens = frameTokens
    self.secondsPerFrame = secondsPerFrame
    self.text = text
    self.readOut = readOut
  }
}

/// The `for` loop whose turns are the layers of a model.
public struct LayerLoop: Sendable, Hashable {
  /// Functions that it may stand in, with their class: `ConformerEncoder.forward`.
  public var functions: [String]
  /// What it goes through, as the listing writes it: `self.encoders`. `enumerate(self.encoders)` is meant too.
  public var iterable: String
  /// The variable that each layer takes and gives.
  public var carried: String

  public init(functions: [String], iterable: String, carried: String) {
    self.functions = functions
    self.iterable = iterable
    self.carried = carried
  }
}

/// The `for` loop whose turns are the chunks of a stream.
public struct ChunkLoop: Sendable, Hashable {
  /// Functions that it may stand in, with their class: `BaseEncoder.forward_chunk_by_chunk`.
  public var functions: [String]
  /// Its loop variable, as the listing writes it: `cur`.
  public var target: String
  /// Variables that tell a turn's story, in order: what went in, what came out, the caches.
  public var shown: [String]

  public init(functions: [String], target: String, shown: [String]) {
    self.functions = functions
    self.target = target
    self.shown = shown
  }
}

/// Where a pass has the best token of every frame, and how it becomes the tokens that were said.
public struct FrameTokens: Sendable {
  /// Functions that have them, with their class: `U2Model.ctc_greedy_search`.
  public var functions: [String]
  /// The variable there: ids, (batch, time).
  public var variable: String
  /// The tokens of one utterance, from the ids of its frames.
  public var read: @Sendable ([Int]) -> [TimedToken]

  public init(functions: [String], variable: String, read: @escaping @Sendable ([Int]) -> [TimedToken]) {
    self.functions = functions
    self.variable = variable
    self.read = read
  }
}

/// A token and when it was said.
public struct TimedToken: Sendable, Hashable {
  public var id: Int
  public var text: String
  /// The frame, of the layers' time axis, in which it first is the best.
  public var frame: Int
  /// When that frame begins, from the start of the recording.
  public var seconds: Double

  public init(id: Int, text: String, frame: Int, seconds: Double) {
    self.id = id
    self.text = text
    self.frame = frame
    self.seconds = seconds
  }

  /// The seconds, to a hundredth: `1.32`.
  public var time: String {
    let hundredths = Int((seconds * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
