import Checkpoints
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

  init(_ modelOptions: ModelOptions, _ input: InputOptions, cancellation: Cancellation? = nil) throws {
    model = try modelOptions.open(cancellation: cancellation)
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
    vocabulary = try Self.vocabulary(of: model)

    if let call = input.call {
      isWholePass = false
      inputName = call
      for definition in input.let { try model.define(definition) }
      try model.machine.begin(call, name: "<call>")
    } else {
      isWholePass = true
      let source = try FeatureSource(input, model: model)
      inputName = source.name
      notes += source.notes
      try model.beginPass(features: source.features, lengths: source.lengths)
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

extension FilterbankOptions {
  /// The features that the model was trained on.
  init(_ model: LoadedModel) throws {
    switch model.features {
    case .other(let kind):
      throw Failure("the model takes \(kind) features, which fwdb does not compute: give it some with --features")
    case .filterbank(let recipe):
      self.init()
      melBins = model.featureSize
      (sampleRate, frameLengthMs, frameShiftMs) = (recipe.sampleRate, recipe.frameLengthMs, recipe.frameShiftMs)
      energyFloor =
        switch recipe.floor {
        case .paddleSpeech: .paddleSpeech
        case .kaldi: .kaldi
        }
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

/// Features and how they came to be.
struct FeatureSource {
  let features: Tensor
  let lengths: [Int]
  let name: String
  let notes: [String]

  init(_ input: InputOptions, model: LoadedModel) throws {
    let width = model.featureSize
    if let path = input.audio {
      let options = try FilterbankOptions(model)
      let recording = try readRecording(path, sampleRate: options.sampleRate)
      var features: Tensor
      do { features = try filterbank(recording.samples, options) } catch { throw Failure("\(path): \(error)") }
      var notes = recording.notes
      if model.family.normalizesFeatures {
        if let cmvn = model.files.cmvn {
          features = try CMVN.read(json: cmvn).apply(to: features)
        } else if model.machine.module(at: "encoder.global_cmvn") == nil {
          notes.append("no CMVN statistics found: the features are not normalised")
        }
      }
      (self.features, lengths, name, self.notes) = (features, [features.shape[0]], baseName(path), notes)
    } else if let path = input.features {
      let array = try readArray(path)
      guard array.rank == 2 || array.rank == 3, array.shape.last == width, array.dtype.isFloatingPoint else {
        throw Failure(
          "\(path): the model takes features of shape (time, \(width)) or (batch, time, \(width)) in floating point, "
            + "this is \(shapeDescription(array.shape)) of \(array.dtype.name)")
      }
      features = array.converted(to: .float32)
      let (batch, time) = array.rank == 2 ? (1, array.shape[0]) : (array.shape[0], array.shape[1])
      lengths =
        try input.lengths.map { try Self.lengths($0, batch: batch, time: time) } ?? [Int](repeating: time, count: batch)
      (name, notes) = (baseName(path), [])
    } else {
      let (time, size) = try input.random.map(Self.size) ?? (360, width)
      guard size == width else {
        throw Failure("--random \(input.random ?? ""): the model takes \(width) features a frame")
      }
      var generator = RandomGenerator(seed: model.machine.seed)
      features = try Compute().randomNormal([time, width], using: &generator)
      lengths = [time]
      name = "random features \(time)x\(width)"
      notes = input.random == nil ? ["no recording given: the features are random (--audio gives it one)"] : []
    }
    let time = features.shape[features.rank - 2]
    if time < model.minimumFrames {
      throw Failure(
        "\(name): \(time) feature frames are too few: the model's subsampling needs at least \(model.minimumFrames)")
    }
  }

  private static func size(_ text: String) throws -> (Int, Int) {
    let parts = text.split(separator: "x").map { Int($0) }
    guard parts.count == 2, let time = parts[0], let size = parts[1], time > 0, size > 0, time <= 1 << 24,
      size <= 1 << 16
    else {
      throw Failure("--random \(text): write it as TIMExFEATURES, e.g. 364x80")
    }
    return (time, size)
  }

  private static func lengths(_ text: String, batch: Int, time: Int) throws -> [Int] {
    let numbers = text.split(separator: ",").map { Int($0) }
    guard numbers.count == batch, numbers.allSatisfy({ $0.map { (1...time).contains($0) } ?? false }) else {
      throw Failure("--lengths \(text): needs \(batch) numbers between 1 and \(time), separated by commas")
    }
    return numbers.map { $0! }
  }
}

/// The last part of a path.
func baseName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
