import Checkpoints
import ListingRuntime
import Models
import Speech
import Tensors

/// What the model is given, and how it came to be.
struct FeatureSource {
  /// (time, features) or (batch, time, features); of a model that takes token ids, those, without the last axis.
  let features: Tensor
  /// How much of each is real.
  let lengths: [Int]
  let name: String
  let notes: [String]

  init(_ input: InputOptions, model: LoadedModel) throws {
    if !input.audio.isEmpty {
      self = try Self(recordings: input.audio, dither: input.dither ?? 0, model: model)
    } else if let path = input.features {
      self = try Self(file: path, lengths: input.lengths, model: model)
    } else {
      self = try Self(random: input.random, model: model)
    }
    let time = features.shape[model.takesIDs ? features.rank - 1 : features.rank - 2]
    if time < model.minimumFrames {
      throw Failure(
        "\(name): \(time) feature frames are too few: the model's subsampling needs at least \(model.minimumFrames)")
    }
  }

  private init(features: Tensor, lengths: [Int], name: String, notes: [String] = []) {
    (self.features, self.lengths, self.name, self.notes) = (features, lengths, name, notes)
  }

  // MARK: From recordings

  private init(recordings paths: [String], dither: Float, model: LoadedModel) throws {
    if model.takesIDs { throw Failure("the model takes token ids, not sound: give it some with --features ids.npy") }
    var options = try FilterbankOptions(model)
    options.dither = dither
    options.ditherSeed = model.machine.seed
    var notes: [String] = []
    var all: [Tensor] = []
    for path in paths {
      let recording = try readRecording(path, sampleRate: options.sampleRate)
      notes += recording.notes.map { paths.count == 1 ? $0 : "\(baseName(path)): \($0)" }
      do { all.append(try filterbank(recording.samples, options)) } catch { throw Failure("\(path): \(error)") }
      options.ditherSeed &+= 1
    }
    if model.family.normalizesFeatures {
      if let path = model.files.cmvn {
        let statistics = try CMVN.read(anyOf: path)
        all = try all.map(statistics.apply)
      } else if model.machine.module(at: "encoder.global_cmvn") == nil {
        notes.append("no CMVN statistics found: the features are not normalised")
      }
    }
    let names = paths.map(baseName)
    let name =
      names.count > 3 ? names.prefix(2).joined(separator: ", ") + ", … (\(names.count))" : names.joined(separator: ", ")
    self.init(features: Self.padded(all), lengths: all.map { $0.shape[0] }, name: name, notes: notes)
  }

  /// (batch, time, features) of several (time, features), with zeros after the shorter ones; one stays as it is.
  private static func padded(_ all: [Tensor]) -> Tensor {
    if all.count == 1 { return all[0] }
    let (time, width) = (all.map { $0.shape[0] }.max() ?? 0, all[0].shape[1])
    return Tensor(shape: [all.count, time, width], dtype: .float32, of: Float.self) { output in
      output.initialize(repeating: 0)
      for (index, features) in all.enumerated() {
        features.withElements(of: Float.self) { values in
          for (place, value) in values.enumerated() { output[index * time * width + place] = value }
        }
      }
    }
  }

  // MARK: From a file

  private init(file path: String, lengths: String?, model: LoadedModel) throws {
    let array = try readArray(path)
    let width = model.featureSize
    let batch: Int
    let time: Int
    let features: Tensor
    if model.takesIDs {
      guard array.rank == 1 || array.rank == 2, array.dtype == .int64 || array.dtype == .int32 else {
        throw Failure(
          "\(path): the model takes token ids, (time) or (batch, time) in integers; this is "
            + "\(shapeDescription(array.shape)) of \(array.dtype.name)")
      }
      features = array.converted(to: .int64)
      if let bad = features.withElements(of: Int64.self, { $0.first { !(0..<Int64(width)).contains($0) } }) {
        throw Failure("\(path): \(bad) is no token id: the model knows 0 to \(width - 1)")
      }
      (batch, time) = array.rank == 1 ? (1, array.shape[0]) : (array.shape[0], array.shape[1])
    } else {
      guard array.rank == 2 || array.rank == 3, array.shape.last == width, array.dtype.isFloatingPoint else {
        throw Failure(
          "\(path): the model takes features of shape (time, \(width)) or (batch, time, \(width)) in floating point, "
            + "this is \(shapeDescription(array.shape)) of \(array.dtype.name)")
      }
      features = array.converted(to: .float32)
      (batch, time) = array.rank == 2 ? (1, array.shape[0]) : (array.shape[0], array.shape[1])
    }
    if batch == 0 { throw Failure("\(path): there is nothing in it: \(shapeDescription(array.shape))") }
    let numbers =
      try lengths.map { try Self.lengths($0, batch: batch, time: time) } ?? [Int](repeating: time, count: batch)
    self.init(features: features, lengths: numbers, name: baseName(path))
  }

  /// `87,60`, or a file that has them.
  private static func lengths(_ text: String, batch: Int, time: Int) throws -> [Int] {
    let numbers: [Int?]
    if text.hasSuffix(".npy") {
      let array = try readArray(text)
      guard array.rank <= 1, array.dtype == .int64 || array.dtype == .int32 else {
        throw Failure(
          "--lengths \(text): needs \(batch) integers, this is \(shapeDescription(array.shape)) of \(array.dtype.name)")
      }
      numbers = array.converted(to: .int64).withElements(of: Int64.self) { $0.map { Int($0) } }
    } else {
      numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    }
    guard numbers.count == batch, numbers.allSatisfy({ $0.map { (1...max(1, time)).contains($0) } ?? false }) else {
      throw Failure("--lengths \(text): needs \(batch) numbers between 1 and \(time), separated by commas")
    }
    return numbers.compactMap { $0 }
  }

  // MARK: Made up

  private init(random: String?, model: LoadedModel) throws {
    let width = model.featureSize
    let (time, size) = try random.map(Self.size) ?? (360, width)
    guard size == width else {
      throw Failure("--random \(random ?? ""): the model takes \(width) features a frame")
    }
    let notes = random == nil ? ["no recording given: the features are random (--audio gives it one)"] : []
    var generator = RandomGenerator(seed: model.machine.seed)
    let features =
      model.takesIDs
      ? try Compute().randomIntegers([1, time], high: width, using: &generator)
      : try Compute().randomNormal([time, width], using: &generator)
    let kind = model.takesIDs ? "token ids \(time)" : "features \(time)x\(width)"
    self.init(features: features, lengths: [time], name: "random \(kind)", notes: notes)
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
}

extension FilterbankOptions {
  /// The features that the model was trained on.
  init(_ model: LoadedModel) throws {
    switch model.features {
    case .other(let kind):
      throw Failure("the model takes \(kind) features, which fwdb does not compute: give it some with --features")
    case .filterbank(let recipe):
      switch recipe.floor {
      case .paddleSpeech: self = .paddleSpeech
      case .kaldi: self = .torchaudio
      }
      melBins = model.featureSize
      (sampleRate, frameLengthMs, frameShiftMs) = (recipe.sampleRate, recipe.frameLengthMs, recipe.frameShiftMs)
      if let name = recipe.window {
        guard let known = Window(rawValue: name) else {
          throw Failure("the model's features have a \(name) window, which fwdb has not: give it some with --features")
        }
        window = known
      }
    }
  }
}

extension CMVN {
  /// Reads statistics in any of the forms that the frameworks leave: sums as JSON or as Kaldi's text, or an `.npz` that
  /// has `mean` and `std`.
  static func read(anyOf path: String) throws -> CMVN {
    guard path.lowercased().hasSuffix(".npz") else { return try read(path) }
    let archive = try Checkpoint.open(path)
    return try CMVN(
      mean: archive.tensor("mean").floats, standardDeviation: archive.tensor("std").floats, path: path)
  }
}

/// The last part of a path.
func baseName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
