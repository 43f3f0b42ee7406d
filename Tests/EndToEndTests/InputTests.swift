import Checkpoints
import Foundation
import Tensors
import Testing

/// Inputs of a pass and ways to run a pass: streams, chunks, batches, incomplete checkpoints.
struct InputTests {
  private let chunked = "Tests/Fixtures/paddlespeech/chunk4_left2"

  // MARK: Streams and chunks

  @Test func aStreamGivesTheTextOfTheWholePass() throws {
    let arguments = [
      "run", chunked, "--listing", "paddlespeech", "--random", "87x20", "--chunk", "4", "--left-chunks", "2",
    ]
    let whole = try Program.run(arguments)
    let stream = try Program.run(arguments + ["--stream"])
    #expect(stream.status == 0, "\(stream.errors)")
    #expect(line("ids", of: stream) != nil && line("ids", of: stream) == line("ids", of: whole))
    #expect(line("times", of: stream) == line("times", of: whole))
    // The caches grow to the size of two chunks and do not grow further. The last chunk has one frame.
    let chunks = stream.output.split(separator: "\n").prefix { !$0.hasPrefix("layer") }.map(String.init)
    #expect(
      chunks == [
        "chunk  chunk_xs     y           att_cache      cnn_cache",
        "1      (1, 19, 20)  (1, 4, 16)  (2, 2, 4, 16)  (2, 1, 16, 6)",
        "2      (1, 19, 20)  (1, 4, 16)  (2, 2, 8, 16)  (2, 1, 16, 6)",
        "3      (1, 19, 20)  (1, 4, 16)  (2, 2, 8, 16)  (2, 1, 16, 6)",
        "4      (1, 19, 20)  (1, 4, 16)  (2, 2, 8, 16)  (2, 1, 16, 6)",
        "5      (1, 19, 20)  (1, 4, 16)  (2, 2, 8, 16)  (2, 1, 16, 6)",
        "6      (1, 7, 20)   (1, 1, 16)  (2, 2, 8, 16)  (2, 1, 16, 6)",
      ])
  }

  @Test func aStreamIsSteppedThroughChunkByChunk() throws {
    let program = try Program.run(
      [
        "debug", chunked, "--listing", "paddlespeech", "--random", "87x20", "--chunk", "4", "--stream", "-ex",
        "break forward_chunk", "-ex", "continue", "-ex", "continue", "-ex", "print att_cache.shape", "-ex",
        "reverse-continue", "-ex", "print att_cache.shape", "-ex", "where",
      ])
    #expect(program.status == 0, "\(program.errors)")
    #expect(program.output.contains("BaseEncoder.forward_chunk_by_chunk (encoder) at encoder.py:"))
    #expect(program.output.contains("[2, 2, 4, 16]") && program.output.contains("[0, 0, 0, 0]"))
    #expect(program.output.contains("[cur: 1 of 6]"))
  }

  @Test(arguments: [
    (["Tests/Fixtures/paddlespeech/base_b1", "--chunk", "4"], "neither use_dynamic_chunk nor static_chunk_size"),
    (["Tests/Fixtures/paddlespeech/static5", "--chunk", "4"], "--chunk 4: the model's chunks are 5 frames"),
    (
      ["Tests/Fixtures/paddlespeech/chunk4_left2", "--left-chunks", "1"], "--left-chunks needs --chunk or --stream"
    ),
    (
      [
        "Tests/Fixtures/paddlespeech/chunk4_left2", "--features", "Tests/Fixtures/paddlespeech/chunk4_left2/feats.npy",
        "--stream",
      ],
      "--stream takes one recording at a time, not a batch of 2"
    ),
    (["Tests/Fixtures/paddlespeech/chunk4_left2", "--chunk", "0"], "--chunk must be 1 or more"),
  ])
  func impossibleChunkSettingsAreErrors(_ arguments: [String], _ message: String) throws {
    let program = try Program.run(["run"] + arguments)
    #expect(program.status != 0)
    #expect(program.errors.contains(message), "\(program.errors)")
  }

  // MARK: Batches

  @Test func severalRecordingsAreOnePaddedBatch() throws {
    try withTemporaryFolder { folder in
      let silence = folder + "/silence.wav"
      try wave([Int16](repeating: 0, count: 32000), rate: 16000, channels: 1).write(to: URL(filePath: silence))
      let program = try Program.run(["run", Example.model, "--audio", Example.recording, "--audio", silence])
      #expect(program.status == 0, "\(program.errors)")
      #expect(program.output.contains("(2, 58, 64)"))
      #expect(line("text 1", of: program) == "two nine three four zero")
      #expect(line("times 1", of: program) == "0.36 two 0.48 nine 0.76 three 1.00 four 1.28 zero")
      #expect(line("ids 1", of: program) == "4 11 5 6 2")
      #expect(line("text 2", of: program) != nil)
    }
  }

  @Test func lengthsMayBeAFile() throws {
    let folder = "Tests/Fixtures/wenet/pad_b2"
    let arguments = ["run", folder, "--features", folder + "/feats.npy", "--lengths"]
    let program = try Program.run(arguments + [folder + "/lens.npy"])
    #expect(program.status == 0, "\(program.errors)")
    #expect(try line("ids 2", of: program) == line("ids 2", of: Program.run(arguments + ["87,60"])))
    #expect(try Program.run(arguments + ["87"]).errors.contains("needs 2 numbers between 1 and 87"))
  }

  @Test func ditherIsAddedOnlyWithItsOption() throws {
    func loudest(_ more: [String]) throws -> String {
      let ask = ["debug", Example.model, "--audio", Example.recording, "-ex", "print speech.std().item()"]
      return try Program.run(ask + more).output
    }
    #expect(try loudest([]) == loudest(["--seed", "5"]))
    #expect(try loudest(["--dither", "1"]) == loudest(["--dither", "1"]))
    #expect(try loudest(["--dither", "1"]) != loudest([]))
    #expect(try loudest(["--dither", "1", "--seed", "5"]) != loudest(["--dither", "1"]))
  }

  /// The option `--cmvn` also accepts an archive of means and deviations. The archive has the same effect as the
  /// model's file of sums.
  @Test func statisticsMayBeAnArchive() throws {
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(filePath: Example.model + "/data/mean_std.json")))
    let sums = try #require(json as? [String: Any])
    let (values, squares) = (sums["mean_stat"] as? [Double] ?? [], sums["var_stat"] as? [Double] ?? [])
    let count = try #require(sums["frame_num"] as? Double)
    let means = values.map { $0 / count }
    let deviations = zip(means, squares).map { mean, square in (square / count - mean * mean).squareRoot() }
    let path = NSTemporaryDirectory() + "fwdb-\(UUID().uuidString).npz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func loudest(_ more: [String]) throws -> Double {
      let ask = ["debug", Example.model, "--audio", Example.recording, "-ex", "print speech.max().item()"]
      let program = try Program.run(ask + more)
      #expect(program.status == 0, "\(program.errors)")
      return try #require(program.output.split(separator: "\n").last.flatMap { Double($0) }, "\(program.output)")
    }
    func write(_ means: [Double], _ deviations: [Double]) throws {
      let named = [("mean", means), ("std", deviations)].map { name, numbers in
        (name: name, tensor: Tensor(numbers.map { Float($0) }, shape: [numbers.count]))
      }
      try writeNpz(named, to: path)
    }
    try write(means, deviations)
    #expect(abs(try loudest(["--cmvn", path]) - loudest([])) < 1e-3)
    try write(means, deviations.map { $0 * 2 })
    #expect(abs(try 2 * loudest(["--cmvn", path]) - loudest([])) < 2e-3)
    try write(means, [1])
    let refused = try Program.run(["run", Example.model, "--audio", Example.recording, "--cmvn", path])
    #expect(refused.status == 1 && refused.errors.contains("mean has 80 values and std has 1"), "\(refused.errors)")
  }

  /// fwdb always reads the statistics that the user names. If the model does not use these statistics, fwdb shows a
  /// note.
  @Test func namedStatisticsAreReadAndANoteSaysWhenTheyAreNotUsed() throws {
    let model = "Tests/Fixtures/wenet/base_b1"
    func run(_ model: String, _ more: String...) throws -> Program {
      try Program.run(["run", model, "--random", "60x20"] + more)
    }
    for cmvn in ["nowhere", "Tests"] {
      let refused = try run(model, "--cmvn", cmvn)
      #expect(refused.status == 1 && refused.errors.contains("Error: cannot read \(cmvn): "), "\(refused.errors)")
    }
    let useless = try run(model, "--cmvn", model + "/global_cmvn")
    #expect(useless.status == 0, "\(useless.errors)")
    #expect(
      useless.errors.contains("note: \(model)/global_cmvn is not used: the model does not normalise its features\n"),
      "\(useless.errors)")

    let forSound = try Program.run(
      ["run", Example.model, "--random", "60x80", "--cmvn", Example.model + "/data/mean_std.json"])
    #expect(
      forSound.errors.contains("is not used: the statistics are for features that are computed from a recording\n"),
      "\(forSound.errors)")

    try withTemporaryFolder { folder in
      let own = folder + "/model"
      try FileManager.default.copyItem(atPath: Program.root + "/" + model, toPath: own)
      let config = try String(contentsOfFile: own + "/train.yaml", encoding: .utf8)
      try config.replacing("cmvn: null\n", with: "cmvn: global_cmvn\n").write(
        toFile: own + "/train.yaml", atomically: true, encoding: .utf8)
      #expect(try run(own).status == 0)
      let made = try Program.run(["new-checkpoint", own, "--tokens", "12", "-o", folder + "/w.safetensors"])
      #expect(made.status == 0, "\(made.errors)")
      let twice = try run(own, "--checkpoint", folder + "/w.safetensors", "--cmvn", own + "/global_cmvn")
      #expect(twice.status == 0, "\(twice.errors)")
      #expect(
        twice.errors.contains("global_cmvn is not used: the checkpoint has CMVN statistics of its own\n"),
        "\(twice.errors)")
    }
  }

  // MARK: Incomplete and synthetic checkpoints

  @Test func lenientRunsAnIncompleteCheckpoint() throws {
    try withTemporaryFolder { folder in
      let model = folder + "/model"
      try FileManager.default.copyItem(atPath: Program.root + "Tests/Fixtures/paddlespeech/base_b1", toPath: model)
      let config = model + "/conf/conformer.yaml"
      let text = try String(contentsOfFile: config, encoding: .utf8).replacing("num_blocks: 2", with: "num_blocks: 3")
      try text.write(toFile: config, atomically: true, encoding: .utf8)
      let strict = try Program.run(["run", model])
      #expect(strict.status != 0 && strict.errors.contains("  encoder.encoders.2."))
      #expect(strict.errors.contains("--lenient"))
      let lenient = try Program.run(["run", model, "--lenient"])
      #expect(lenient.errors.contains("of the model's parameters are not in the checkpoint"))
      #expect(lenient.errors.contains("the parameter encoder.encoders.2."), "\(lenient.errors)")
      let first = try Program.run(["run", model, "--lenient", "--call", "encoder.encoders[1].norm_ff(randn(1, 2, 16))"])
      #expect(first.status == 0 && first.output.contains("(1, 2, 16)"), "\(first.errors)")
    }
  }

  @Test func generatedWeightsAreWrittenAndRun() throws {
    try withTemporaryFolder { folder in
      let model = folder + "/model"
      try FileManager.default.createDirectory(atPath: model + "/conf", withIntermediateDirectories: true)
      try """
      encoder: conformer
      encoder_conf: {output_size: 16, attention_heads: 2, linear_units: 24, num_blocks: 2}
      feat_dim: 20
      output_dim: 9
      """.write(toFile: model + "/conf/conformer.yaml", atomically: true, encoding: .utf8)
      let made = try Program.run(["new-checkpoint", model, "--seed", "7"])
      #expect(made.status == 0, "\(made.errors)")
      #expect(made.output.hasPrefix(model + "/generated.safetensors: "))
      let again = try Program.run(["new-checkpoint", model, "--seed", "7"])
      #expect(again.status != 0 && again.errors.contains("exists already; --force replaces it"))
      let program = try Program.run(["run", model, "--random", "64x20"])
      #expect(program.status == 0 && program.output.contains("(1, 15, 16)"), "\(program.errors)")
      let named = try Program.run(["new-checkpoint", model, "-o", folder + "/weights.bin"])
      #expect(named.errors.contains("must end in .safetensors or .npz"))
    }
  }

  private func line(_ name: String, of program: Program) -> String? {
    program.output.split(separator: "\n").first { $0.hasPrefix(name + ": ") }.map {
      String($0.dropFirst(name.count + 2))
    }
  }
}
