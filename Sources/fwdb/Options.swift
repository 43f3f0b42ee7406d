import ArgumentParser
import DebugEngine
import Foundation
import Models
import Speech
import Tensors

/// Which model, and how it is read.
struct ModelOptions: ParsableArguments {
  @Argument(help: "A model's folder, as PaddleSpeech or WeNet leaves one.", completion: .directory)
  var model: String

  @Option(help: "The listing to run: a bundled one by name, or a folder of .py files.")
  var listing: String?

  @Option(help: "The model's YAML config, when it is not where it usually lies.", completion: .file())
  var config: String?

  @Option(help: "The checkpoint, likewise.", completion: .file())
  var checkpoint: String?

  @Option(help: "The CMVN statistics, likewise.", completion: .file())
  var cmvn: String?

  @Option(help: "The vocabulary, likewise.", completion: .file())
  var vocab: String?

  @Option(help: "Threads for tensor arithmetic. Fixed for a session, because another number gives other last bits.")
  var threads: Int = max(1, ProcessInfo.processInfo.activeProcessorCount)

  @Option(help: "Seed of everything random: --random, --dither, randn at the prompt.")
  var seed: UInt64 = 0

  @Flag(
    help:
      "Go on when the checkpoint lacks parameters, has them in other shapes, or has more: using a missing one is the error."
  )
  var lenient = false

  func validate() throws {
    guard (1...256).contains(threads) else { throw ValidationError("--threads must be between 1 and 256") }
  }

  func open(cancellation: Cancellation? = nil) throws -> LoadedModel {
    if let problem = BLAS.problem() { throw Failure(problem) }
    let choices = ModelFiles.Choices(
      config: config, checkpoint: checkpoint, cmvn: cmvn, vocabulary: vocab, listing: listing)
    let files = try ModelFiles.find(in: model, choices: choices)
    return try LoadedModel.open(
      files, compute: Compute(threads: threads, cancellation: cancellation), seed: seed, isLenient: lenient
    ) { path in
      let statistics = try CMVN.read(anyOf: path)
      return (statistics.mean, statistics.inverseStandardDeviation)
    }
  }
}

/// What the pass is given, and how it is run.
struct InputOptions: ParsableArguments {
  @Option(
    help: "A recording: WAV, FLAC, … of any rate and number of channels. Several are one padded batch.",
    completion: .file())
  var audio: [String] = []

  @Option(
    help: "Features from a .npy file, (time, features) or (batch, time, features), instead of a recording.",
    completion: .file())
  var features: String?

  @Option(help: "How many frames of each are real, in a batch of features: 87,60, or a .npy file of them.")
  var lengths: String?

  @Option(help: ArgumentHelp("Random features of that size instead of a recording.", valueName: "time x features"))
  var random: String?

  @Option(help: "Noise to add to the recording's samples before the features are made, as in training. (default: none)")
  var dither: Float?

  @Option(help: "Cut the time into chunks of that many encoder frames, for models that were trained with chunks.")
  var chunk: Int?

  @Option(help: "How many chunks before its own a frame sees. (default: all)")
  var leftChunks: Int?

  @Flag(help: "Run chunk by chunk with caches, as a stream would arrive.")
  var stream = false

  @Option(
    help:
      "Run this instead of the whole pass: an expression over the model, e.g. 'encoder.encoders[5].self_attn(x, x, x, x, None)'."
  )
  var call: String?

  @Option(help: "A name for --call: 'x = randn(1, 90, 64)'. May be given several times.")
  var `let`: [String] = []

  func validate() throws {
    let given = [("--audio", !audio.isEmpty), ("--features", features != nil), ("--random", random != nil)]
      .filter(\.1).map(\.0)
    if given.count > 1 { throw ValidationError("\(given.joined(separator: " and ")) exclude each other") }
    if lengths != nil, features == nil { throw ValidationError("--lengths goes with --features") }
    if dither != nil, audio.isEmpty { throw ValidationError("--dither goes with --audio") }
    if let dither, !(dither >= 0 && dither <= 1e6) { throw ValidationError("--dither must be a number from 0 up") }
    if let chunk, !(1...1 << 20).contains(chunk) { throw ValidationError("--chunk must be 1 or more") }
    if let leftChunks, !(0...1 << 20).contains(leftChunks) { throw ValidationError("--left-chunks must be 0 or more") }
    if call == nil, !`let`.isEmpty { throw ValidationError("--let goes with --call") }
    if call != nil, stream || chunk != nil || leftChunks != nil {
      throw ValidationError("--call runs what it says: --stream, --chunk and --left-chunks do not go with it")
    }
  }
}

/// What the debugger may take, and what it looks at.
struct HistoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Memory for going back, in MB; without it a quarter more than the pass holds at once, at least 128 and at most a \
      quarter of the computer's.
      """, valueName: "MB"))
  var history: Int?

  func validate() throws {
    if let history, !(0...1 << 24).contains(history) {
      throw ValidationError("--history must be a number of megabytes")
    }
  }

  var budget: HistoryBudget { history.map { .bytes($0 * 1_000_000) } ?? .asThePassNeeds }
}

/// A failure in a person's words, which ends the program with status 1.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
