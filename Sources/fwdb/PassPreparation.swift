import Checkpoints
import DebugEngine
import LineFrontEnd
import ListingRuntime
import Models
import Speech
import Tensors

/// A model with its pass begun: nothing has run yet.
struct PreparedPass {
  var model: LoadedModel
  let vocabulary: Vocabulary?
  /// `dhd_2934z.wav`, `random features 364x80`.
  let inputName: String
  /// What a person should know of how the input came to be, and of the model's files.
  let notes: [String]
  /// Whether it is the model's own pass, not a `--call`.
  let isWholePass: Bool
  let settings: PassSettings

  init(_ modelOptions: ModelOptions, _ input: InputOptions, cancellation: Cancellation? = nil) throws {
    model = try modelOptions.open(cancellation: cancellation)
    model.machine.setSessionFunction("load(path, name=None)") { arguments in
      guard let path = arguments[0] else { throw Failure("the path of a file is needed") }
      return try readTensor(UserFiles.expanded(path), named: arguments[1])
    }
    var notes = [model.listingNote].compactMap { $0 } + model.advice
    let unexpected = model.report.unexpected
    if !unexpected.isEmpty {
      let decoder = unexpected.filter { $0.hasPrefix("decoder.") }.count
      if decoder > 0 { notes.append("the checkpoint's decoder (\(decoder) tensors) is not run") }
      let rest = unexpected.filter { !$0.hasPrefix("decoder.") }
      if !rest.isEmpty {
        notes.append(
          "the checkpoint has \(rest.count) tensors that the model has no place for: "
            + rest.prefix(4).joined(separator: ", ") + (rest.count > 4 ? ", …" : ""))
      }
    }
    notes += model.report.gaps
    let stubs = model.machine.notes.count
    // Those of a bundled listing are known: activations that no released model asks for.
    if stubs > 0, !Listings.bundledNames.contains(model.listing) {
      notes.append("\(stubs) \(stubs == 1 ? "note" : "notes") on what the listing needs: info stubs")
    }
    vocabulary = try Self.vocabulary(of: model)
    if let call = input.call {
      isWholePass = false
      inputName = call
      settings = PassSettings()
      for definition in input.let { try model.define(definition) }
      try model.machine.begin(call, name: "<call>")
    } else {
      isWholePass = true
      let source = try FeatureSource(input, model: model)
      inputName = source.name
      notes += source.notes
      var settings = try PassSettings(input, model: model, batch: source.lengths.count, notes: &notes)
      settings.blankID = model.blankID ?? vocabulary?.tokens.firstIndex(of: "<blank>") ?? 0
      self.settings = settings
      try MemoryCheck(model: model, source: source, settings: settings)()
      try model.beginPass(features: source.features, lengths: source.lengths, settings: settings)
    }
    if let path = model.files.cmvn, model.files.isCMVNChosen, input.audio.isEmpty, model.family.normalizesFeatures,
      model.machine.module(at: "encoder.global_cmvn") == nil
    {
      notes.append("\(path) is not used: the statistics are for features that are computed from a recording")
    }
    self.notes = notes
  }

  private static func vocabulary(of model: LoadedModel) throws -> Vocabulary? {
    guard let path = model.files.vocabulary else { return nil }
    let read = try Vocabulary.read(path)
    return model.unitType.flatMap(TextUnit.init(configName:)).map { Vocabulary(tokens: read.tokens, unit: $0) } ?? read
  }

  /// The text of token ids; numbers where there is no vocabulary.
  @Sendable func text(of ids: [Int]) -> String {
    vocabulary?.text(of: ids) ?? ids.map(String.init).joined(separator: " ")
  }

  /// The tokens that greedy CTC reads out of the best id of each frame, with their times.
  var tokenReader: @Sendable ([Int]) -> [TimedToken] {
    let (vocabulary, blank, seconds) = (vocabulary, settings.blankID, model.secondsPerFrame)
    return { ids in
      greedyCTC(ids: ids, blank: blank, vocabulary: vocabulary ?? Vocabulary(tokens: []), secondsPerFrame: seconds).map
      {
        TimedToken(id: $0.id, text: vocabulary == nil ? String($0.id) : $0.text, frame: $0.frame, seconds: $0.seconds)
      }
    }
  }
}

extension LoadedModel {
  /// From one frame of the encoder to the next.
  var secondsPerFrame: Double { secondsPerFeatureFrame * Double(subsamplingRate) }
}

extension PassSettings {
  /// Checks what is asked for against what the model was trained for.
  init(_ input: InputOptions, model: LoadedModel, batch: Int, notes: inout [String]) throws {
    self.init(chunkSize: input.chunk, leftChunks: input.leftChunks, isStream: input.stream)
    if input.stream, batch > 1 { throw Failure("--stream takes one recording at a time, not a batch of \(batch)") }
    switch model.chunking {
    case .none:
      guard input.chunk == nil, input.leftChunks == nil, !input.stream else {
        throw Failure(
          "the model was not trained with chunks: its config has neither use_dynamic_chunk nor static_chunk_size, which "
            + "--chunk, --left-chunks and --stream need")
      }
    case .fixed(let size):
      if let chunk = input.chunk, chunk != size {
        throw Failure("--chunk \(chunk): the model's chunks are \(size) frames, as its config's static_chunk_size says")
      }
      if input.stream { chunkSize = size }
    case .dynamic:
      if input.stream, input.chunk == nil {
        chunkSize = 16
        notes.append("the stream comes in chunks of 16 encoder frames (--chunk takes another number)")
      }
      if input.leftChunks != nil, chunkSize == nil { throw Failure("--left-chunks goes with --chunk or --stream") }
    }
    if input.stream, model.looksAhead {
      notes.append(
        "the model's convolutions are not causal: chunk by chunk they do not see what follows, and the result is not "
          + "that of the whole recording")
    }
  }
}

extension TextUnit {
  /// As PaddleSpeech's `unit_type` says it.
  init?(configName: String) {
    switch configName {
    case "word": self = .word
    case "char": self = .char
    case "spm": self = .spm
    default: return nil
    }
  }
}

extension LoadedModel {
  /// `x = randn(1, 90, 512)`: evaluates the right side and gives the session the name.
  mutating func define(_ definition: String) throws {
    guard let equals = definition.firstIndex(of: "=") else {
      throw Failure("--let '\(definition)': write it as NAME = EXPRESSION")
    }
    let name = definition[..<equals].filter { $0 != " " }
    guard let first = name.first, first.isLetter || first == "_",
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else {
      throw Failure("--let '\(definition)': '\(name)' is not a name")
    }
    do {
      try machine.begin(String(definition[definition.index(after: equals)...]), name: "<let>")
      while !machine.isFinished { try machine.step() }
    } catch { throw Failure("--let '\(definition)': \(error)") }
    machine.setSessionName(name, to: machine.result)
  }
}
