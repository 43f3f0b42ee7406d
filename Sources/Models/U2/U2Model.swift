import ListingRuntime
import RunPlans
import Tensors

/// A U2 model of PaddleSpeech or WeNet: an encoder of Conformer or Transformer layers with a CTC head.
public struct U2Model: Sendable {
  public var model: Model
  let framework: U2Framework
  public let input: InputFormat
  /// How tokens form text: `word`, `char` or `spm`; nil when the config does not say.
  public let unitType: String?
  /// The kind of chunks that the model was trained with.
  public let chunking: Chunking
  /// Whether the model's convolutions use later frames. The result of a stream then differs from the result of the
  /// whole recording.
  public let looksAhead: Bool
  /// The token ID of the CTC blank; nil when the config does not set it.
  public let blankID: Int?
  /// Whether the checkpoint has a CTC head. Without a head, a pass returns the encoder's output.
  public let hasHead: Bool

  public enum Chunking: Sendable, Equatable {
    case none
    /// All chunks have this size, in encoder frames.
    case fixed(Int)
    /// Chunks of any size.
    case dynamic
  }

  /// Nil when the model belongs to another family.
  public init?(_ model: Model) {
    guard let framework = U2Framework.all.first(where: { $0.name == model.family?.name }) else { return nil }
    self.init(model, framework)
  }

  init(_ model: Model, _ framework: U2Framework) {
    let machine = model.machine
    let config = framework.completed(model.config, ModelFolder(root: model.files?.folder ?? ""))
    let details = framework.details(config)
    self.model = model
    self.framework = framework
    unitType = details.unitType
    blankID = details.blankID
    hasHead = !model.report.absentParts.contains("ctc")
    if machine.flag(at: "model.encoder.use_dynamic_chunk") == true {
      chunking = .dynamic
    } else if let size = machine.integer(at: "model.encoder.static_chunk_size"), size > 0 {
      chunking = .fixed(size)
    } else {
      chunking = .none
    }
    // `lorder` is the number of earlier frames that a causal convolution uses. `lorder` is 0 for a centred convolution,
    // which uses earlier and later frames.
    let convolution = machine.module(at: "encoder.encoders.0.conv_module")
    looksAhead = convolution.map { machine.integer("lorder", of: $0) == 0 } ?? false

    var input = InputFormat(featureSize: details.featureSize ?? 0, features: details.features)
    input.takesTokenIDs = machine.module(at: "encoder.embed.embed").map(machine.className(of:)) == "Embedding"
    input.minimumFrames = (machine.integer(at: "model.encoder.embed.right_context") ?? 0) + 1
    input.subsamplingRate = machine.integer(at: "model.encoder.embed.subsampling_rate") ?? 1
    input.needsNormalization = framework.normalizesFeatures
    input.statistics = model.files?.cmvn
    input.hasOwnStatistics = machine.module(at: "encoder.global_cmvn") != nil
    input.canStream = chunking != .none
    self.input = input
  }

  /// The distance between two encoder frames, in seconds.
  public var secondsPerFrame: Double { input.secondsPerFeatureFrame * Double(input.subsamplingRate) }

  /// The stages of the published Conformer attention, with the function and the variable that contain each stage.
  public static let attention = AttentionProfile(stages: [
    .init("content", in: "forward", "matrix_ac"), .init("position", in: "forward", "matrix_bd"),
    .init("sum", in: "forward", "scores"), .init("masked", in: "forward_attention", "scores", isAssignedHere: true),
    .init("softmax", in: "forward_attention", "attn"),
  ])
}

// MARK: - The pass

extension U2Model {
  /// The inputs and the statements of a pass.
  ///
  /// - Parameters:
  ///   - features: shape (time, features) or (batch, time, features). Token IDs: shape (time) or (batch, time).
  ///   - lengths: for each utterance, the number of frames that are not padding.
  public func call(
    features: Tensor, lengths: [Int], settings: PassSettings = PassSettings()
  ) -> (inputs: [RunPlan.Input], text: String) {
    let hasBatch = features.rank > (input.takesTokenIDs ? 1 : 2)
    let batch =
      hasBatch
      ? features
      : features.view(
        Layout(shape: [1] + features.shape, strides: [0] + features.strides, offset: features.layout.offset))
    return (
      [
        .init("speech", .tensor(batch)),
        .init("speech_lengths", .tensor(Tensor(lengths, shape: [lengths.count]))),
      ], hasHead ? framework.greedySearch(settings) : Self.encoderPass(settings)
    )
  }

  /// Begins a pass on the model's own machine.
  public mutating func beginPass(
    features: Tensor, lengths: [Int], settings: PassSettings = PassSettings()
  ) throws {
    let (inputs, text) = call(features: features, lengths: lengths, settings: settings)
    try model.machine.begin(text, name: "<pass>", inputs: inputs)
  }

  private static func encoderPass(_ settings: PassSettings) -> String {
    "encoder_out, encoder_mask = model._forward_encoder(speech, speech_lengths\(settings.arguments))\nencoder_out"
  }

  private static let chunkFunctions = ["BaseEncoder.forward_chunk_by_chunk"]

  func plan(_ request: PlanRequest) throws -> RunPlan {
    let machine = model.machine
    let reader = request.tokenReader(unitType)
    var settings = PassSettings()
    var notes = model.notes
    var plan: RunPlan
    let path = model.files?.folder ?? "", name = lastPathPart(path)
    if let call = request.call {
      plan = RunPlan(
        machine: machine, call: call, callName: "<call>", inputs: request.definitions, start: .callee,
        profile: profile(isWholePass: false, settings, reader), modelPath: path, modelName: name, inputName: call)
    } else {
      let made = try request.input(input)
      notes += made.notes
      settings = try checked(request.settings, batch: made.lengths.count, notes: &notes)
      settings.blankID = blankID ?? reader.blankID ?? 0
      let call = call(features: made.features, lengths: made.lengths, settings: settings)
      let known = Set(machine.inspector.outline.functions.map(\.qualifiedName))
      let starts = settings.isStream ? Self.chunkFunctions : framework.start
      plan = RunPlan(
        machine: machine, call: call.text, inputs: call.inputs,
        start: .function(starts.first { known.contains($0) }),
        profile: profile(isWholePass: true, settings, reader), modelPath: path, modelName: name, inputName: made.name)
    }
    plan.profile.title = "\(name) · \(plan.inputName)"
    if let path = model.files?.cmvn, model.files?.isCMVNChosen == true, !request.isRecording,
      input.needsNormalization, !input.hasOwnStatistics
    {
      notes.append("\(path) is not used: the statistics are for features that are computed from a recording")
    }
    plan.notes = notes
    return plan
  }

  private func profile(isWholePass: Bool, _ settings: PassSettings, _ reader: TokenReader) -> ModelProfile {
    let (blank, seconds) = (settings.blankID, secondsPerFrame)
    var profile = ModelProfile(
      title: "", listingName: model.listing,
      layerLoop: LayerLoop(functions: framework.layerLoopFunctions, iterable: "self.encoders", carried: "xs"),
      attention: Self.attention, isWholePass: isWholePass, secondsPerFrame: seconds,
      readOut: greedyReadOut(settings.isStream ? framework.chunkLengths : framework.lengths))
    if settings.isStream {
      profile.chunkLoop = ChunkLoop(
        functions: Self.chunkFunctions, target: "cur",
        shown: ["chunk_xs", "y", "att_cache", "cnn_cache", "subsampling_cache"])
    }
    if isWholePass {
      profile.frameTokens = FrameTokens(functions: framework.tokenFunctions, variable: "topk_index") { ids in
        reader.greedyCTC(ids, blank, seconds)
      }
      profile.text = reader.text
    }
    return profile
  }

  /// Returns an expression for greedy CTC decoding of the carried variable. `lengths` is an expression for the number
  /// of frames of each utterance.
  private func greedyReadOut(_ lengths: String) -> String {
    """
    [[t for i, t in enumerate(ids[:n]) if t != 0 and (i == 0 or t != ids[i - 1])] \
    for ids, n in zip(model.ctc.ctc_lo(\(framework.normalized)).argmax(2).tolist(), \(lengths).tolist())]
    """
  }

  /// Checks the chunk options against the chunks that the model was trained with. Adds defaults for a stream.
  private func checked(
    _ options: PassSettings, batch: Int, notes: inout [String]
  ) throws(SettingsError) -> PassSettings {
    var settings = options
    if options.isStream, batch > 1 { throw .streamOfBatch(batch) }
    switch chunking {
    case .none:
      guard options.chunkSize == nil, options.leftChunks == nil, !options.isStream else { throw .noChunks }
    case .fixed(let size):
      if let chunk = options.chunkSize, chunk != size { throw .otherChunkSize(chunk, trained: size) }
      if options.isStream { settings.chunkSize = size }
    case .dynamic:
      if options.isStream, options.chunkSize == nil {
        settings.chunkSize = 16
        notes.append("the stream comes in chunks of 16 encoder frames (--chunk takes another number)")
      }
      if options.leftChunks != nil, settings.chunkSize == nil { throw .leftChunksAlone }
    }
    if options.isStream, looksAhead {
      notes.append(
        "the model's convolutions see later frames, which a chunk does not have: the result is not that of the whole "
          + "recording")
    }
    return settings
  }
}

/// Reasons why a model does not allow the chunk options.
public enum SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
  case streamOfBatch(Int)
  case noChunks
  case otherChunkSize(Int, trained: Int)
  case leftChunksAlone

  public var description: String {
    switch self {
    case .streamOfBatch(let count): "--stream takes one recording at a time, not a batch of \(count)"
    case .noChunks:
      "the model was not trained with chunks: its config has neither use_dynamic_chunk nor static_chunk_size, which "
        + "--chunk, --left-chunks and --stream need"
    case .otherChunkSize(let chunk, let size):
      "--chunk \(chunk): the model's chunks are \(size) frames, as its config's static_chunk_size says"
    case .leftChunksAlone: "--left-chunks needs --chunk or --stream"
    }
  }
}

extension PassSettings {
  /// The options as keyword arguments for methods of the listings. Both frameworks use the same argument names.
  var arguments: String {
    var text = ""
    if let chunkSize { text += ", decoding_chunk_size=\(chunkSize)" }
    if let leftChunks { text += ", num_decoding_left_chunks=\(leftChunks)" }
    if isStream { text += ", simulate_streaming=True" }
    return text
  }
}

/// The last part of a path: `c` in `a/b/c`.
func lastPathPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
