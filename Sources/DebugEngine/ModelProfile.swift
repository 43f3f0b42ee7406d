/// What is known of a model beyond its listing. The program that opens the model fills it in; the debugger works with
/// any listing.
public struct ModelProfile: Sendable {
  /// The model's name for the user: its folder or file.
  public var title: String
  /// The listing that runs: `paddlespeech@1.0`.
  public var listingName: String
  /// The loop over the layers; nil when the model declares none.
  public var layerLoop: LayerLoop?
  /// The variables that hold the stages of an attention; nil when they are not known.
  public var attention: AttentionProfile?
  /// Whether the pass is the model's whole forward pass. A call of one module may not reach the layers.
  public var isWholePass: Bool
  /// The loop over the chunks of a stream, when the input is streamed.
  public var chunkLoop: ChunkLoop?
  /// Where the pass has the best token of every frame.
  public var frameTokens: FrameTokens?
  /// The duration of one frame of the layers' time axis, in seconds.
  public var secondsPerFrame: Double?
  /// Converts a sequence of output token IDs to text.
  public var text: (@Sendable ([Int]) -> String)?
  /// The output head applied to the carried variable: an expression for the layer loop's frame. It returns lists of
  /// token IDs, one per utterance.
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
  /// Functions that may contain it, with their class: `ConformerEncoder.forward`.
  public var functions: [String]
  /// What it iterates over, as the listing writes it: `self.encoders`. Matches `enumerate(self.encoders)` too.
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
  /// Functions that may contain it, with their class: `BaseEncoder.forward_chunk_by_chunk`.
  public var functions: [String]
  /// Its loop variable, as the listing writes it: `cur`.
  public var target: String
  /// Variables to show for a chunk, in order: input, output, caches.
  public var shown: [String]

  public init(functions: [String], target: String, shown: [String]) {
    self.functions = functions
    self.target = target
    self.shown = shown
  }
}

/// Where a pass has the best token of every frame, and how these become the recognized tokens.
public struct FrameTokens: Sendable {
  /// Functions that have them, with their class: `U2Model.ctc_greedy_search`.
  public var functions: [String]
  /// The variable there: token IDs, (batch, time).
  public var variable: String
  /// Returns the tokens of one utterance for the IDs of its frames.
  public var read: @Sendable ([Int]) -> [TimedToken]

  public init(functions: [String], variable: String, read: @escaping @Sendable ([Int]) -> [TimedToken]) {
    self.functions = functions
    self.variable = variable
    self.read = read
  }
}

/// A recognized token and its time.
public struct TimedToken: Sendable, Hashable {
  public var id: Int
  public var text: String
  /// The first frame, on the layers' time axis, where it is the best token.
  public var frame: Int
  /// When that frame begins, in seconds from the start of the recording.
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
