import Glibc
import Models
import Speech
import Tensors
import Traces

/// Recordings, and the files beside a checkpoint.
let inputTargets = [
  FuzzTarget("recording", about: "WAV and FLAC", shortCount: 60) { random in
    var bytes = random.mutation(of: sounds.randomElement(using: &random) ?? [], pieces: soundWords)
    // Often changes the header's first 44 bytes, because most faults are there.
    if bytes.count > 44, Bool.random(using: &random) {
      bytes[Int.random(in: 0..<44, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    return bytes
  } check: {
    try asFile($0) { _ = try readRecording($0, sampleRate: 16000) }
  },
  FuzzTarget("cmvn", about: "statistics of features", shortCount: 300) { random in
    random.mutation(of: statistics.randomElement(using: &random) ?? [], pieces: numbersAsText)
  } check: {
    try asFile($0) { _ = try CMVN.read($0) }
  },
  FuzzTarget("vocabulary", about: "lists of tokens", shortCount: 300) { random in
    random.mutation(of: vocabularies.randomElement(using: &random) ?? [], pieces: numbersAsText)
  } check: {
    try asFile($0) { _ = try Vocabulary.read($0) }
  },
  FuzzTarget("config", about: "models' YAML", shortCount: 60) { random in
    random.mutation(of: configs.randomElement(using: &random) ?? [], pieces: yamlWords)
  } check: {
    try asFile($0) { _ = try Configuration.read($0) }
  },
  FuzzTarget("model", about: "whole models: configs with other settings than the checkpoint's", shortCount: 8) {
    random in
    // The first byte of the input is the model's index.
    let model = Int.random(in: 0..<openable.count, using: &random)
    return [UInt8(model)] + random.settings(of: openable[model].config)
  } check: { bytes in
    let model = openable[Int(bytes.first ?? 0) % openable.count]
    try asFile(Array(bytes.dropFirst())) { config in
      let files = try ModelFiles.find(in: model.folder, choices: ModelFiles.Choices(config: config))
      // Refuses sizes that need more than 64 MB. Otherwise a single input could take minutes.
      var compute = Compute(threads: 1)
      compute.byteLimit = 1 << 26
      _ = try Model.open(files, compute: compute, isLenient: true)
    }
  },
  FuzzTarget("name-map", about: "what another program's trace calls our tensors", shortCount: 300) { random in
    random.mutation(of: maps.randomElement(using: &random) ?? [], pieces: numbersAsText + mapWords)
  } check: {
    let text = String(decoding: $0, as: UTF8.self)
    do {
      let map = try NameMap(text: text)
      for line in text.split(separator: "\n").prefix(20) { _ = map.target(of: String(line)) }
    } catch { if "\(error)".isEmpty { throw FuzzFailure("an error without words") } }
  },
]

/// Writes the bytes to a file and reads the file. The reader may throw an error that has a description.
private func asFile(_ bytes: [UInt8], _ read: (_ path: String) throws -> Void) throws {
  let path = "/tmp/fwdb-fuzz-\(getpid())-\(UInt(pthread_self()))"
  guard let file = fopen(path, "w") else { throw FuzzFailure("\(path) cannot be written") }
  defer { unlink(path) }
  let count = fwrite(bytes, 1, bytes.count, file)
  fclose(file)
  if count != bytes.count { throw FuzzFailure("\(path) cannot be written") }
  do { try read(path) } catch {
    if "\(error)".isEmpty { throw FuzzFailure("an error without words") }
  }
}

private func files(_ paths: [String]) -> [[UInt8]] { paths.compactMap { readFile("\(packageFolder)/\($0)") } }

private let models = ["Tests/Fixtures/paddlespeech/base_b1", "Tests/Fixtures/wenet/base_b1", "examples/spoken-digits"]

/// Small models, whose weights load quickly.
private let openable: [(folder: String, config: [UInt8])] = [
  ("Tests/Fixtures/paddlespeech/base_b1", "conf/conformer.yaml"), ("Tests/Fixtures/wenet/base_b1", "train.yaml"),
].map { ("\(packageFolder)/\($0)", files(["\($0)/\($1)"]).first ?? []) }

private let maps = files(
  ["examples/name-maps/paddlespeech-hooks.txt", "examples/name-maps/wenet-hooks.txt"])

private let mapWords: [[UInt8]] = [
  "*", "**", "?", "#", " T", "'", ".T", "->", "=", "encoder.*", "@2", ":forward.x#1",
].map { Array($0.utf8) }

extension FuzzRandom {
  /// The config with one or two changed settings. With more changes, most models could not be built.
  fileprivate mutating func settings(of config: [UInt8]) -> [UInt8] {
    var lines = config.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    for _ in 0..<Int.random(in: 1...2, using: &self) {
      let place = Int.random(in: 0..<max(1, lines.count), using: &self)
      guard place < lines.count, let colon = lines[place].firstIndex(of: UInt8(ascii: ":")) else { continue }
      switch Int.random(in: 0..<8, using: &self) {
      case 0: lines[place] = mutation(of: lines[place], pieces: yamlWords)
      case 1: lines.swapAt(place, Int.random(in: 0..<lines.count, using: &self))
      default:
        lines[place] = lines[place][...colon] + [0x20] + (settingValues.randomElement(using: &self) ?? [])
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }
}

private let settingValues: [[UInt8]] = [
  "0", "1", "2", "3", "-1", "5", "7", "64", "1000", "100000", "2147483648", "1000000000000", "9223372036854775807",
  "9223372036854775808", "1.5", "-0.0", "1e300", ".nan", ".inf", "true", "false", "null", "''", "'x'", "[1, 2]",
  "{a: 1}", "[]", "rel_pos", "abs_pos", "no_pos", "rel_selfattn", "selfattn", "conv2d", "conv2d6", "conv2d8", "linear",
  "embed", "relu", "swish", "gelu", "hardtanh", "batch_norm", "layer_norm", "transformer", "conformer", "nothing",
].map { Array($0.utf8) }

private let configs = files(models.flatMap { ["\($0)/conf/conformer.yaml", "\($0)/train.yaml", "\($0)/fwdb.yaml"] })

private let statistics = files(models.flatMap { ["\($0)/data/mean_std.json", "\($0)/global_cmvn"] })

private let vocabularies = files(
  models.flatMap { ["\($0)/data/lang_char/vocab.txt", "\($0)/data/vocab.txt", "\($0)/units.txt"] })

/// Short recordings in all common encodings.
private let sounds: [[UInt8]] = {
  func bytes(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  func wave(format: Int, bits: Int, channels: Int, rate: Int) -> [UInt8] {
    let data = (0..<(bits / 8 * channels * 40)).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let frame = bits / 8 * channels
    return Array("RIFF".utf8) + bytes(36 + data.count, 4) + Array("WAVEfmt ".utf8) + bytes(16, 4) + bytes(format, 2)
      + bytes(channels, 2) + bytes(rate, 4) + bytes(rate * frame, 4) + bytes(frame, 2) + bytes(bits, 2)
      + Array("data".utf8) + bytes(data.count, 4) + data
  }
  let waves = [
    wave(format: 1, bits: 16, channels: 1, rate: 16000), wave(format: 1, bits: 8, channels: 2, rate: 8000),
    wave(format: 1, bits: 24, channels: 1, rate: 44100), wave(format: 3, bits: 32, channels: 1, rate: 16000),
    wave(format: 3, bits: 64, channels: 1, rate: 16000), wave(format: 2, bits: 16, channels: 1, rate: 16000),
  ]
  let folder = "Tests/SpeechTests/Fixtures"
  return waves + files(["\(folder)/tone.flac"])
}()

private let soundWords: [[UInt8]] =
  ["RIFF", "WAVE", "fmt ", "data", "LIST", "fact", "fLaC", "OggS", "FORM", "AIFF", "RF64", "ds64"].map {
    Array($0.utf8)
  }
  + [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0xFE, 0xFF], [0, 0, 0, 0x80], [0xFF, 0xFF, 0xFF, 0x7F]]

private let numbersAsText: [[UInt8]] = [
  "{", "}", "[", "]", ",", ":", "\"", "0", "-1", "1e999", "1e-999", "9223372036854775808", "NaN", "null", "true", " ",
  "\n", "\t", "\r\n", "\u{FEFF}", "<blank>", "<unk>", "▁", "层", "\u{0}", "\"mean_stat\"", "\"var_stat\"",
  "\"frame_num\"",
].map { Array($0.utf8) }

private let yamlWords: [[UInt8]] = [
  "- ", ": ", "? ", "&a ", "*a", "<<: *a", "!!python/object:os.system ", "!!binary ", "|\n", ">-\n", "---\n", "...\n",
  "%YAML 9.9\n", "{", "}", "[", "]", "'", "\"", "#", "\t", "null", "~", "1e999", "0x7fffffffffffffff", ".nan", ".inf",
  "encoder_conf", "\u{FEFF}", "\u{85}",
].map { Array($0.utf8) }
