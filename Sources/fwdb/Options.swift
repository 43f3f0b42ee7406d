import ArgumentParser
import DebugEngine
import Foundation
import Launch
import Models

/// Options that select the model and how to open it.
struct ModelOptions: ParsableArguments {
  @Argument(help: "A model's folder in the layout of PaddleSpeech or WeNet. Not with --make.", completion: .directory)
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Make the model from this expression over your own code, e.g. 'net.Encoder(16, layers=2)', instead of opening a "
        + "folder. Modules that it names are imported from --path.", valueName: "expression"))
  var make: String?

  @Option(
    help: "A folder of Python files for --make. May be given several times; the first folder that has a file is used.",
    completion: .directory)
  var path: [String] = []

  @Option(
    help: ArgumentHelp(
      "The checkpoint for --make: .pt, .pdparams, .safetensors or .npz. Each parameter needs a tensor of its path and "
        + "shape, and each tensor a parameter.", valueName: "file"), completion: .file())
  var weights: String?

  @Option(help: "The listing to run: a bundled one by name, or a folder of .py files.")
  var listing: String?

  @Option(help: "The model's YAML config, when it is not in its usual place.", completion: .file())
  var config: String?

  @Option(help: "The checkpoint, when it is not in its usual place.", completion: .file())
  var checkpoint: String?

  @Option(help: "The CMVN statistics, when they are not in their usual place.", completion: .file())
  var cmvn: String?

  @Option(help: "The vocabulary, when it is not in its usual place.", completion: .file())
  var vocab: String?

  @Option(
    help: "Threads for tensor arithmetic. The results are the same for every number of threads.")
  var threads: Int = max(1, ProcessInfo.processInfo.activeProcessorCount)

  @Option(help: "Seed of all random numbers: --random, --dither, randn at the prompt.")
  var seed: UInt64 = 0

  @Flag(
    help:
      "Accept a checkpoint with missing parameters, other shapes or more tensors. Using a missing parameter is an error."
  )
  var lenient = false

  func validate() throws {
    guard (1...256).contains(threads) else { throw ValidationError("--threads must be between 1 and 256") }
    if make == nil, model == nil {
      throw ValidationError("Missing expected argument '<model>' (a model's folder), or --make with --path")
    }
    if make != nil {
      if let model { throw ValidationError("--make makes the model: the folder '\(model)' cannot be given with it") }
      if path.isEmpty { throw ValidationError("--make needs --path: the folder of the code that it names") }
      for (option, value) in [
        ("--listing", listing), ("--config", config), ("--checkpoint", checkpoint), ("--cmvn", cmvn),
        ("--vocab", vocab),
      ] where value != nil {
        throw ValidationError("\(option) needs a model's folder, not --make")
      }
    } else if weights != nil {
      throw ValidationError("--weights needs --make; for a model's folder, use --checkpoint")
    }
  }

  /// Checks that `--path` is used together with `--make`. `fwdb tree` skips this check, because there `--path` may also
  /// name a module.
  func validatePath() throws {
    if make == nil, !path.isEmpty { throw ValidationError("--path needs --make") }
  }

  var launch: LaunchOptions {
    let choice: LaunchOptions.ModelChoice
    if let make {
      choice = .made(by: make, roots: path, weights: weights)
    } else {
      choice = .folder(
        model ?? "",
        ModelFiles.Choices(config: config, checkpoint: checkpoint, cmvn: cmvn, vocabulary: vocab, listing: listing))
    }
    var options = LaunchOptions(model: choice, threads: threads)
    options.seed = seed
    options.isLenient = lenient
    return options
  }
}

/// Options for the input of the pass and for how the pass runs.
struct InputOptions: ParsableArguments {
  @Option(
    help: "A recording: WAV, FLAC, … of any rate and number of channels. Several are one padded batch.",
    completion: .file())
  var audio: [String] = []

  @Option(
    help: "Features from a .npy file, (time, features) or (batch, time, features), instead of a recording.",
    completion: .file())
  var features: String?

  @Option(
    help: "For a batch of features, the number of valid frames of each utterance: 87,60, or a .npy file.")
  var lengths: String?

  @Option(help: ArgumentHelp("Random features of this size instead of a recording.", valueName: "time x features"))
  var random: String?

  @Option(help: "Noise to add to the recording's samples before features are computed, as in training. (default: none)")
  var dither: Float?

  @Option(help: "The chunk size in encoder frames, for models that were trained with chunks.")
  var chunk: Int?

  @Option(help: "The number of earlier chunks that a frame attends to. (default: all)")
  var leftChunks: Int?

  @Flag(help: "Run chunk by chunk with caches, as a stream arrives.")
  var stream = false

  @Option(
    help:
      "Run this expression over the model instead of the whole pass, e.g. 'encoder.encoders[5].self_attn(x, x, x, x, None)'."
  )
  var call: String?

  @Option(help: "An input of --call: 'x = randn(1, 90, 64)'. May be given several times.")
  var `let`: [String] = []

  func validate() throws {
    let given = [("--audio", !audio.isEmpty), ("--features", features != nil), ("--random", random != nil)]
      .filter(\.1).map(\.0)
    if given.count > 1 { throw ValidationError("\(given.joined(separator: " and ")) exclude each other") }
    if lengths != nil, features == nil { throw ValidationError("--lengths needs --features") }
    if dither != nil, audio.isEmpty { throw ValidationError("--dither needs --audio") }
    if let dither, !(dither >= 0 && dither <= 1e6) { throw ValidationError("--dither must be a number from 0 up") }
    if let chunk, !(1...1 << 20).contains(chunk) { throw ValidationError("--chunk must be 1 or more") }
    if let leftChunks, !(0...1 << 20).contains(leftChunks) { throw ValidationError("--left-chunks must be 0 or more") }
    if call == nil, !`let`.isEmpty { throw ValidationError("--let needs --call") }
    if call != nil, stream || chunk != nil || leftChunks != nil {
      throw ValidationError("--call runs only its expression, so it excludes --stream, --chunk and --left-chunks")
    }
  }

  var choice: InputChoice {
    var choice = InputChoice()
    (choice.audio, choice.features, choice.lengths, choice.random) = (audio, features, lengths, random)
    (choice.dither, choice.call, choice.definitions) = (dither, call, `let`)
    choice.settings = PassSettings(chunkSize: chunk, leftChunks: leftChunks, isStream: stream)
    return choice
  }
}

/// Options for the memory that snapshots may use.
struct HistoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Memory for going back, in MB. By default a quarter more than the pass holds at once, at least 128 and at most a \
      quarter of the computer's memory.
      """, valueName: "MB"))
  var history: Int?

  func validate() throws {
    if let history, !(0...1 << 24).contains(history) {
      throw ValidationError("--history must be a number of megabytes")
    }
  }

  var budget: HistoryBudget { history.map { .bytes($0 * 1_000_000) } ?? .asThePassNeeds }
}

extension LaunchOptions {
  /// Combines the options of a command that runs a pass. Throws when --path is given without --make.
  init(_ model: ModelOptions, _ input: InputOptions, _ history: HistoryOptions? = nil) throws {
    try model.validatePath()
    self = model.launch
    self.input = input.choice
    if let history { self.history = history.budget }
  }
}
