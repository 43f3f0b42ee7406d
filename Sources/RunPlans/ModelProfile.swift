/// What fwdb knows of a model beyond its listing. The debugger takes it as a plain value and runs any listing without it.
public struct ModelProfile: Sendable {
  /// The model and its input, as the screen shows them.
  public var title: String
  /// `paddlespeech@1.0`, or the path of the user's own listing.
  public var listingName: String
  /// Nil when the model has no layers to list.
  public var layerLoop: LayerLoop?
  /// Nil when the stages of the attention are not known.
  public var attention: AttentionProfile?
  /// False for the call of one module, which may never reach the layer loop.
  public var isWholePass: Bool
  /// The loop over chunks, when the input is streamed.
  public var chunkLoop: ChunkLoop?
  /// The variable with the best token of each frame.
  public var frameTokens: FrameTokens?
  /// Seconds from one frame of the layers' time axis to the next.
  public var secondsPerFrame: Double?
  /// Turns output tokens into text.
  public var text: (@Sendable ([Int]) -> String)?
  /// An expression that applies the output head to the carried variable. It is evaluated in the layer loop's frame and
  /// returns a list of token IDs for each utterance.
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
  /// Functions that may contain the loop, with their class: `ConformerEncoder.forward`.
  public var functions: [String]
  /// The iterable as the listing writes it: `self.encoders`. `enumerate(self.encoders)` matches too.
  public var iterable: String
  /// The variable that each layer takes and returns.
  public var carried: String

  public init(functions: [String], iterable: String, carried: String) {
    self.functions = functions
    self.iterable = iterable
    self.carried = carried
  }
}

/// The `for` loop whose iterations are the chunks of a stream.
public struct ChunkLoop: Sendable, Hashable {
  /// Functions that may contain the loop, with their class: `BaseEncoder.forward_chunk_by_chunk`.
  public var functions: [String]
  /// The loop variable: `cur`.
  public var target: String
  /// Variables to show for each chunk, in order: its input, its output, the caches.
  public var shown: [String]

  public init(functions: [String], target: String, shown: [String]) {
    self.functions = functions
    self.target = target
    self.shown = shown
  }
}

/// The variable with the best token of each frame, and how these become the spoken tokens.
public struct FrameTokens: Sendable {
  /// Functions that may have the variable, with their class: `U2Model.ctc_greedy_search`.
  public var functions: [String]
  /// Its name. It holds token IDs, [batch, time].
  public var variable: String
  /// Returns the spoken tokens of one utterance, given the IDs of its frames.
  public var read: @Sendable ([Int]) -> [TimedToken]

  public init(functions: [String], variable: String, read: @escaping @Sendable ([Int]) -> [TimedToken]) {
    self.functions = functions
    self.variable = variable
    self.read = read
  }
}

/// A token and when it was spoken.
public struct TimedToken: Sendable, Hashable {
  public var id: Int
  public var text: String
  /// The frame of the layers' time axis in which this token is first the best.
  public var frame: Int
  /// Start of that frame, from the start of the recording.
  public var seconds: Double

  public init(id: Int, text: String, frame: Int, seconds: Double) {
    self.id = id
    self.text = text
    self.frame = frame
    self.seconds = seconds
  }

  /// The seconds with two decimals: `1.32`.
  public var time: String {
    let hundredths = Int((seconds * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
