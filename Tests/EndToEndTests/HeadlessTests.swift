import Foundation
import Testing

/// `fwdb run` and `fwdb tree`, called as a user or a script calls them.
struct HeadlessTests {
  @Test func theRecordingIsTranscribed() throws {
    let program = try Program.run(["run", Example.model, "--audio", Example.recording])
    #expect(program.status == 0, "\(program.errors)")
    #expect(program.output.contains("text: two nine three four zero\n"))
    // The table has a header, a row for the input, and six rows for the layers.
    let table = program.output.split(separator: "\n").prefix { !$0.hasPrefix("text") }
    #expect(table.count == 8)
    #expect(table.last?.hasPrefix("6 ") == true)
    #expect(table.dropFirst().allSatisfy { $0.contains("(1, 58, 64)") })
  }

  @Test func theNetworkIsPrintedAsPaddlePrintsIt() throws {
    let program = try Program.run(["tree", Example.model])
    #expect(program.status == 0)
    #expect(program.output.hasPrefix("U2Model(\n  (encoder): ConformerEncoder(\n    (embed): Conv2dSubsampling4(\n"))
    #expect(program.output.contains("          (linear_q): Linear(in_features=64, out_features=64, dtype=float32)\n"))
    #expect(program.output.contains("725,134 parameters and buffers"))
  }

  @Test func aModelOfWeNetRunsOnARecording() throws {
    let model = "Tests/Fixtures/wenet/base_b1"
    let program = try Program.run(["run", model, "--audio", Example.recording])
    #expect(program.status == 0, "\(program.errors)")
    #expect(!program.errors.contains("listing"), "there was nothing to choose")
    #expect(!program.errors.contains("CMVN"), "its config asks for none")
    #expect(program.output.contains("\n2 ") && program.output.contains("\ntext: "))

    let features = try Program.run(["run", model, "--features", model + "/feats.npy"])
    #expect(features.output.contains("text: 下上为下上下为上下为下为上\n"))
  }

  @Test func oneModuleOfTheNetworkCanBePrinted() throws {
    let program = try Program.run(["tree", Example.model, "--path", "encoder.encoders.5.conv_module.norm"])
    #expect(program.output.hasPrefix("BatchNorm1D(num_features=64, momentum=0.9, epsilon=1e-05)\n"))
  }

  @Test func oneModuleRunsAloneOnRandomInput() throws {
    let program = try Program.run([
      "run", Example.model, "--call", "encoder.encoders[5].self_attn(x, x, x, x, randn(1, 1, 90))", "--let",
      "x = randn(1, 90, 64)",
    ])
    #expect(program.status == 0, "\(program.errors)")
    #expect(program.output.contains("(1, 90, 64)"))
  }

  #if os(Linux)
    /// 60,000 frames are 15,000 encoder frames: the attention matrix of four heads takes 3.6 GB. If the test cannot
    /// limit the address space, it uses 600,000 frames, which no computer can hold.
    @Test func aPassThatCannotFitIsRefusedBeforeItBegins() throws {
      func run(_ frames: Int) throws -> String {
        try withTemporaryFolder { folder in
          try Program.shell("limit_memory 6000; fwdb run $MODEL --random \(frames)x80 --threads 1", in: folder)
        }
      }
      let refusal = try run(Program.hasShadowMemory ? 600_000 : 60_000)
      #expect(refusal.contains("the pass needs about"), "\(refusal)")
      #expect(refusal.contains("it was not started.\nThis would help: an input of at most "), "\(refusal)")
      #expect(!refusal.contains("layer "))
      // With a short input, the pass runs.
      #expect(try run(400).contains("\n6 "))
    }
  #endif

  @Test func aNoteSaysThatFeaturesAreRandom() throws {
    let program = try Program.run(["run", Example.model])
    #expect(program.status == 0)
    #expect(program.errors.contains("the features are random"))
  }

  @Test func theSameSeedGivesTheSameNumbers() throws {
    func figures(_ seed: String) throws -> [[Substring]] {
      let program = try Program.run(["run", Example.model, "--random", "100x80", "--seed", seed])
      // The last column has times, which differ from run to run.
      return program.output.split(separator: "\n").filter { !$0.hasPrefix("time") && !$0.hasPrefix("layer") }.map {
        line in
        let words = line.split(separator: " ")
        return words.last == "ms" ? words.dropLast(2) : words
      }
    }
    #expect(try figures("3") == figures("3"))
    #expect(try figures("3") != figures("4"))
  }

  // MARK: Recordings

  @Test func silenceGivesKaldisFloorForWeNet() throws {
    try withTemporaryFolder { folder in
      try wave([Int16](repeating: 0, count: 8000), rate: 16000, channels: 1).write(to: URL(filePath: folder + "/a.wav"))
      let program = try Program.run([
        "debug", "Tests/Fixtures/wenet/base_b1", "--audio", folder + "/a.wav", "-ex", "print speech.max().item()",
      ])
      // WeNet's floor is the logarithm of the distance from 1 to the next Float. PaddleSpeech's floor would be −16.1.
      #expect(program.output.contains("-15.94238"), "\(program.output)")
    }
  }

  @Test func aStereoRecordingOfEightKilohertzIsMixedAndResampled() throws {
    try withTemporaryFolder { folder in
      let tone = (0..<8000).map { Int16(8000 * sin(Double($0) * 0.3)) }
      try wave(tone.flatMap { [$0, $0 / 2] }, rate: 8000, channels: 2).write(to: URL(filePath: folder + "/a.wav"))
      let program = try Program.run(["run", Example.model, "--audio", folder + "/a.wav"])
      #expect(program.status == 0, "\(program.errors)")
      #expect(program.errors.contains("2 channels averaged"))
      #expect(program.errors.contains("resampled from 8000 Hz"))
    }
  }

  @Test(arguments: [
    ("empty.wav", wave([], rate: 16000, channels: 1), "empty.wav"),
    ("short.wav", wave([Int16](repeating: 1, count: 160), rate: 16000, channels: 1), "short.wav"),
    ("text.wav", Data("this is not sound".utf8), "text.wav"),
    ("few.wav", wave([Int16](repeating: 1, count: 800), rate: 16000, channels: 1), "at least 7"),
  ])
  func aUselessRecordingIsRefusedByName(_ name: String, _ contents: Data, _ fragment: String) throws {
    try withTemporaryFolder { folder in
      try contents.write(to: URL(filePath: folder + "/" + name))
      let program = try Program.run(["run", Example.model, "--audio", folder + "/" + name])
      #expect(program.status != 0)
      #expect(program.errors.contains(fragment), "\(program.errors)")
      #expect(!program.errors.contains("Fatal"))
    }
  }

  // MARK: Bad input

  @Test(arguments: [
    (["run", "/nowhere"], "/nowhere: there is no such folder"),
    (["run", "Sources"], "Sources: no model config found"),
    (["run", Example.model, "--audio", "/nowhere.wav"], "/nowhere.wav"),
    (["run", Example.model, "--features", "README.md"], "README.md"),
    (["run", Example.model, "--random", "100x81"], "the model takes 80 features a frame"),
    (["run", Example.model, "--random", "much"], "TIMExFEATURES"),
    (["run", Example.model, "--random", "3x80"], "at least 7"),
    (["run", Example.model, "--audio", "a.wav", "--random", "100x80"], "exclude each other"),
    (["run", Example.model, "--listing", "wenet9"], "there is no listing 'wenet9'"),
    (["run", Example.model, "--call", "encoder.encoders[9]"], "index 9 is out of range"),
    (["run", Example.model, "--call", "encoder.encodrs"], "Did you mean 'encoders'?"),
    (["run", Example.model, "--call", "encoder("], "<call>:1:"),
    (["run", Example.model, "--threads", "0"], "--threads must be between 1 and 256"),
    (["tree", Example.model, "--path", "encoder.decoders"], "the model has no module 'encoder.decoders'"),
  ])
  func badInputIsExplainedAndFails(_ arguments: [String], _ fragment: String) throws {
    let program = try Program.run(arguments)
    #expect(program.status != 0)
    #expect(program.errors.contains(fragment), "\(program.errors)")
  }

  @Test func aTruncatedCheckpointSaysWhereItEnds() throws {
    try withTemporaryFolder { folder in
      let model = folder + "/model"
      try FileManager.default.copyItem(atPath: Program.root + "/" + Example.model, toPath: model)
      let path = model + "/checkpoints/avg_1.pdparams"
      let bytes = try Data(contentsOf: URL(filePath: path))
      try bytes.prefix(1_000_000).write(to: URL(filePath: path))
      let program = try Program.run(["run", model, "--random", "100x80"])
      #expect(program.status != 0)
      #expect(program.errors.contains("avg_1.pdparams"))
      #expect(program.errors.contains("truncated at byte"), "\(program.errors)")
    }
  }
}
