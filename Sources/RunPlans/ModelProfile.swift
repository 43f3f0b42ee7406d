/// What fwdb knows of a model beyond its listing: the layer loop, the attention stages, the text of the output tokens.
/// Without a profile, the debugger can run the listing but shows no layers, attention stages or text.
public struct ModelProfile: Sendable {
  /// The title of the pass for the user: the model and its input.
  public var title: String
  /// The name of a bundled listing, such as `paddlespeech@1.0`, or the path of the user's own listing.
  public var listingName: String
  /// The loop over the layers; nil when the model has none.
  public var layerLoop: LayerLoop?
  /// The variables that contain the stages of an attention; nil when they are unknown.
  public var attention: AttentionProfile?
  /// Whether the pass runs the whole model. False when the pass is a single call, which may never reach the layer loop.
  public var isWholePass: Bool
  /// The loop over chunks; nil when the input is not a stream.
  public var chunkLoop: ChunkLoop?
  /// The variable that contains the most probable token of each frame; nil when the model computes none.
  public var frameTokens: FrameTokens?
  /// The time between two neighbouring frames of the layers, in seconds.
  public var secondsPerFrame: Double?
  /// Converts output token IDs to text.
  public var text: (@Sendable ([Int]) -> String)?
  /// An expression that applies the output head to the carried variable and returns one list of token IDs per
  /// utterance. It is evaluated in the frame of the layer loop.
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

/// The `for` loop whose iterations are the layers of a model.
public struct LayerLoop: Sendable, Hashable {
  /// Qualified names of functions that may contain the loop: `ConformerEncoder.forward`.
  public var functions: [String]
  /// The loop's iterable in the listing: `self.encoders`. A loop over `enumerate(self.encoders)` matches too.
  public var iterable: String
  /// The variable that each layer receives and returns: `x` in `x = layer(x)`.
  public var carried: String

  public init(functions: [String], iterable: String, carried: String) {
    self.functions = functions
    self.iterable = iterable
    self.carried = carried
  }
}

/// The `for` loop whose iterations are the chunks of a stream.
public struct ChunkLoop: Sendable, Hashable {
  /// Qualified names of functions that may contain the loop: `BaseEncoder.forward_chunk_by_chunk`.
  public var functions: [String]
  /// The loop variable: `cur`.
  public var target: String
  /// The variables whose shapes are shown for each chunk: the input, the output and the caches, in this order.
  public var shown: [String]

  public init(functions: [String], target: String, shown: [String]) {
    self.functions = functions
    self.target = target
    self.shown = shown
  }
}

/// The variable that contains the most probable token ID of each frame, and a function that extracts the recognized
/// tokens from these IDs.
public struct FrameTokens: Sendable {
  /// Qualified names of the functions that may contain the variable: `U2Model.ctc_greedy_search`.
  public var functions: [String]
  /// The name of the variable. It contains token IDs of shape (batch, time).
  public var variable: String
  /// Returns the recognized tokens of one utterance. The argument has one token ID per frame.
  public var read: @Sendable ([Int]) -> [TimedToken]

  public init(functions: [String], variable: String, read: @escaping @Sendable ([Int]) -> [TimedToken]) {
    self.functions = functions
    self.variable = variable
    self.read = read
  }
}

/// A recognized token with its time.
public struct TimedToken: Sendable, Hashable {
  public var id: Int
  public var text: String
  /// The first frame in which this token is the most probable. Frames are counted along the layers' time axis.
  public var frame: Int
  /// The start of frame `frame`, in seconds from the start of the recording.
  public var seconds: Double

  public init(id: Int, text: String, frame: Int, seconds: Double) {
    self.id = id
    self.text = text
    self.frame = frame
    self.seconds = seconds
  }

  /// The time in seconds with two decimals: `1.32`.
  public var time: String {
    let hundredths = Int((seconds * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
