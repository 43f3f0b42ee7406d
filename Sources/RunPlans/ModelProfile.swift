/// What fwdb knows of a model beyond its listing. The debugger can run a listing without a profile, but then has no
/// layers, attention stages or text.
public struct ModelProfile: Sendable {
  /// The title of the pass for the user: the model and its input.
  public var title: String
  /// The name of a bundled listing, such as `paddlespeech@1.0`, or the path of the user's own listing.
  public var listingName: String
  /// The layer loop; nil when the model has none.
  public var layerLoop: LayerLoop?
  /// The variables that hold the stages of an attention; nil when they are not known.
  public var attention: AttentionProfile?
  /// Whether the pass runs the whole model. False when it runs a single call, which may never reach the layer loop.
  public var isWholePass: Bool
  /// The loop over chunks; nil when the input is not streamed.
  public var chunkLoop: ChunkLoop?
  /// The variable with the most probable token of each frame; nil when the model computes none.
  public var frameTokens: FrameTokens?
  /// The distance between two positions on the layers' time axis, in seconds.
  public var secondsPerFrame: Double?
  /// Converts output token IDs to text.
  public var text: (@Sendable ([Int]) -> String)?
  /// An expression that applies the output head to the carried variable. It is evaluated in the layer loop's frame and
  /// returns one list of token IDs per utterance.
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
  /// The loop's iterable as the listing writes it: `self.encoders`. `enumerate(self.encoders)` matches too.
  public var iterable: String
  /// The variable that each layer takes and returns: `x` in `x = layer(x)`.
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
  /// Variables whose shapes are shown for each chunk, in this order: the input, the output, the caches.
  public var shown: [String]

  public init(functions: [String], target: String, shown: [String]) {
    self.functions = functions
    self.target = target
    self.shown = shown
  }
}

/// The variable with the most probable token ID of each frame, and a function that reads the recognized tokens from
/// these IDs.
public struct FrameTokens: Sendable {
  /// Qualified names of functions that may have the variable: `U2Model.ctc_greedy_search`.
  public var functions: [String]
  /// The variable's name. The variable holds token IDs, shape (batch, time).
  public var variable: String
  /// Returns the recognized tokens of one utterance. The argument is the token ID of each frame.
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
  /// The first frame, on the layers' time axis, in which this token is the most probable.
  public var frame: Int
  /// The start of this frame, in seconds from the start of the recording.
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
