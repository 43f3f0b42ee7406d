import Checkpoints
import ListingRuntime
import Models
import Speech
import Tensors

extension ModelInput {
  /// Creates the input that the user chose, in the format that the model expects.
  init(_ choice: InputChoice, _ format: InputFormat, seed: UInt64) throws {
    if !choice.audio.isEmpty {
      self = try Self(recordings: choice.audio, dither: choice.dither ?? 0, format, seed: seed)
    } else if let path = choice.features {
      self = try Self(file: path, lengths: choice.lengths, format)
    } else {
      self = try Self(random: choice.random, format, seed: seed)
    }
    let time = features.shape[format.timeAxis(of: features)]
    if time < format.minimumFrames {
      throw Failure(
        "\(name): \(time) feature frames are too few: the model's subsampling needs at least \(format.minimumFrames)")
    }
  }

  // MARK: From recordings

  private init(recordings paths: [String], dither: Float, _ format: InputFormat, seed: UInt64) throws {
    if format.takesTokenIDs {
      throw Failure("the model takes token IDs, not recordings: give them with --features ids.npy")
    }
    var options = try FilterbankOptions(format)
    options.dither = dither
    options.ditherSeed = seed
    var notes: [String] = []
    var all: [Tensor] = []
    for path in paths {
      let recording = try readRecording(path, sampleRate: options.sampleRate)
      notes += recording.notes.map { paths.count == 1 ? $0 : "\(baseName(path)): \($0)" }
      do { all.append(try filterbank(recording.samples, options)) } catch { throw Failure("\(path): \(error)") }
      options.ditherSeed &+= 1
    }
    if format.needsNormalization {
      if let path = format.statistics {
        let statistics = try CMVN.read(anyOf: path)
        all = try all.map(statistics.apply)
      } else if !format.hasOwnStatistics {
        notes.append("no CMVN statistics found: the features are not normalised")
      }
    }
    let names = paths.map(baseName)
    let name =
      names.count > 3 ? names.prefix(2).joined(separator: ", ") + ", … (\(names.count))" : names.joined(separator: ", ")
    self.init(features: Self.padded(all), lengths: all.map { $0.shape[0] }, name: name, notes: notes)
  }

  /// Joins several tensors of shape (time, features) into one tensor of shape (batch, time, features). Shorter tensors
  /// are padded with zeros. A single tensor is returned unchanged.
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

  private init(file path: String, lengths: String?, _ format: InputFormat) throws {
    let array = try readArray(path)
    let width = format.featureSize
    let batch: Int
    let time: Int
    let features: Tensor
    if format.takesTokenIDs {
      guard array.rank == 1 || array.rank == 2, array.dtype == .int64 || array.dtype == .int32 else {
        throw Failure(
          "\(path): the model takes token IDs, (time) or (batch, time) in integers; this is "
            + "\(shapeDescription(array.shape)) of \(array.dtype.name)")
      }
      features = array.converted(to: .int64)
      if let bad = features.withElements(of: Int64.self, { $0.first { !(0..<Int64(width)).contains($0) } }) {
        throw Failure("\(path): \(bad) is not a token ID: the model has 0 to \(width - 1)")
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
    if batch == 0 { throw Failure("\(path): is empty: \(shapeDescription(array.shape))") }
    let numbers =
      try lengths.map { try Self.lengths($0, batch: batch, time: time) } ?? [Int](repeating: time, count: batch)
    self.init(features: features, lengths: numbers, name: baseName(path))
  }

  /// Parses the frame counts of a batch: `87,60`, or the path of a `.npy` file.
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

  // MARK: Random

  private init(random: String?, _ format: InputFormat, seed: UInt64) throws {
    let width = format.featureSize
    let (time, size) = try random.map(Self.size) ?? (360, width)
    guard size == width else {
      throw Failure("--random \(random ?? ""): the model takes \(width) features a frame")
    }
    let notes = random == nil ? ["no recording given: the features are random (--audio names a recording)"] : []
    var generator = RandomGenerator(seed: seed)
    let features =
      format.takesTokenIDs
      ? try Compute().randomIntegers([1, time], high: width, using: &generator)
      : try Compute().randomNormal([time, width], using: &generator)
    let kind = format.takesTokenIDs ? "token ids \(time)" : "features \(time)x\(width)"
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

extension InputFormat {
  /// The index of the time axis. Features have a feature axis after the time axis; token IDs have no feature axis.
  func timeAxis(of input: Tensor) -> Int { input.rank - (takesTokenIDs ? 1 : 2) }
}

extension FilterbankOptions {
  /// The filterbank settings of the model. Throws when fwdb cannot compute these features.
  fileprivate init(_ format: InputFormat) throws {
    switch format.features {
    case .other(let kind):
      throw Failure("the model takes \(kind) features, which fwdb does not compute: give them with --features")
    case .filterbank(let recipe):
      switch recipe.floor {
      case .paddleSpeech: self = .paddleSpeech
      case .kaldi: self = .torchaudio
      }
      melBins = format.featureSize
      (sampleRate, frameLengthMs, frameShiftMs) = (recipe.sampleRate, recipe.frameLengthMs, recipe.frameShiftMs)
      if let name = recipe.window {
        guard let known = Window(rawValue: name) else {
          throw Failure("the model's features have a \(name) window, which fwdb lacks: give features with --features")
        }
        window = known
      }
    }
  }
}

extension CMVN {
  /// Reads CMVN statistics in a format of any framework: sums as JSON, sums as Kaldi's text, or an `.npz` file with
  /// `mean` and `std`.
  static func read(anyOf path: String) throws -> CMVN {
    guard path.lowercased().hasSuffix(".npz") else { return try read(path) }
    let archive = try Checkpoint.open(path)
    return try CMVN(
      mean: archive.tensor("mean").floats, standardDeviation: archive.tensor("std").floats, path: path)
  }
}

/// The last part of a path.
func baseName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
