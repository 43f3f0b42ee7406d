import Foundation
import Testing

/// `fwdb run --trace` and `--against`, called as a user or a script calls them.
struct TraceTests {
  private static let model = "Tests/Fixtures/paddlespeech/base_b1"
  private static let pass = [
    "run", model, "--features", model + "/feats.npy", "--listing", "paddlespeech", "--threads", "1",
  ]

  // MARK: Comparing with the frameworks

  @Test(arguments: ["paddlespeech", "wenet"])
  func aDumpOfTheFrameworkAgreesUnderTheBundledMap(_ family: String) throws {
    let folder = "Tests/Fixtures/\(family)/base_b1"
    let program = try Program.run([
      "run", folder, "--features", folder + "/feats.npy", "--against", folder + "/trace.safetensors", "--map",
      "examples/name-maps/\(family)-hooks.txt",
    ])
    #expect(program.status == 0, "\(program.output)\(program.errors)")
    #expect(program.output.contains("all within the bound\n"))
    #expect(!program.output.contains("never met"), "the map has a place for every tensor: \(program.output)")
    #expect(program.output.contains("scores#1  ← encoder.encoders.1.self_attn.scores\n"))
  }

  @Test func theLineOfADivergenceIsNamed() throws {
    try withTemporaryFolder { folder in
      // This copy of the listing multiplies the output of the attention's layer norm by 1.001.
      let listing = folder + "/listing"
      try FileManager.default.copyItem(
        atPath: Program.root + "/Sources/Models/Listings/paddlespeech", toPath: listing)
      let path = listing + "/encoder_layer.py"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let changed = text.replacingOccurrences(of: "x = self.norm_mha(x)", with: "x = self.norm_mha(x) * 1.001")
      try #require(changed != text)
      try changed.write(toFile: path, atomically: true, encoding: .utf8)

      let trace = folder + "/trace.npz"
      #expect(try Program.run(Self.pass + ["--trace", trace]).status == 0)
      var arguments = Self.pass
      arguments[5] = listing
      let program = try Program.run(arguments + ["--against", trace])
      #expect(program.status == 1, "\(program.errors)")
      let lines = program.output.split(separator: "\n").map(String.init)
      let first = try #require(lines.firstIndex { $0.hasPrefix("first: ") })
      #expect(lines[first] == "first: encoder.encoders.0:forward.x#3")
      #expect(lines[first + 1].hasPrefix("  encoder_layer.py:"))
      #expect(lines[first + 1].hasSuffix("variable x of ConformerEncoderLayer.forward, module encoder.encoders.0"))
      #expect(lines[first + 2].contains("the bound is"))
      #expect(lines[first + 3].hasPrefix("  at [0, "))

      let wide = try Program.run(arguments + ["--against", trace, "--rtol", "0.5"])
      #expect(wide.status == 0)

      let json = try Program.run(
        arguments + ["--against", trace, "--json", "--only", "encoder.encoders.0:forward.x#?"])
      #expect(json.status == 1)
      let outcome = try JSONDecoder().decode(Outcome.self, from: Data(json.output.utf8))
      #expect(outcome.comparison.first?.tensor == "encoder.encoders.0:forward.x#3")
      #expect(outcome.comparison.rows.map(\.tensor).allSatisfy { $0.hasPrefix("encoder.encoders.0:forward.x#") })
      #expect(outcome.comparison.rows.map(\.verdict).prefix(3) == ["ok", "ok", "off"])
    }
  }

  private struct Outcome: Decodable {
    struct Row: Decodable { let tensor: String, verdict: String }
    struct Comparison: Decodable { let first: Row?, rows: [Row] }
    let comparison: Comparison
  }

  // MARK: Writing

  @Test(arguments: ["trace.safetensors", "trace.npz"])
  func aPassAgreesWithItsOwnTrace(_ name: String) throws {
    try withTemporaryFolder { folder in
      let trace = folder + "/" + name
      let writing = try Program.run(Self.pass + ["--trace", trace])
      #expect(writing.status == 0, "\(writing.errors)")
      #expect(writing.errors.contains(" tensors under "))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])

      let list = try Program.run(["weights", trace, "encoder.encoders.0.self_attn:*"])
      #expect(list.output.contains("encoder.encoders.0.self_attn:forward_attention.scores#1 "))
      #expect(list.output.contains("encoder.encoders.0.self_attn:forward_attention.scores "))

      let program = try Program.run(Self.pass + ["--against", trace, "--rtol", "0"])
      #expect(program.status == 0, "\(program.output)")
      #expect(!program.output.contains("never met"))
      #expect(!program.output.contains("no counterpart"))
    }
  }

  @Test func statisticsOfASingleCallAreWritten() throws {
    try withTemporaryFolder { folder in
      let trace = folder + "/trace.json"
      let program = try Program.run([
        "run", Example.model, "--call", "encoder.encoders[5].self_attn(x, x, x, x, randn(1, 1, 90))", "--let",
        "x = randn(1, 90, 64)", "--trace", trace, "--only", "*.self_attn:forward_attention.attn*",
      ])
      #expect(program.status == 0, "\(program.errors)")
      let data = try Data(contentsOf: URL(filePath: trace))
      let written = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let tensors = try #require(written["tensors"] as? [String: [String: Any]])
      let path = "encoder.encoders.5.self_attn:forward_attention.attn"
      #expect(tensors.keys.sorted() == [path, path + "#1", path + "#2"])
      #expect(tensors[path]?["shape"] as? [Int] == [1, 4, 90, 90])
      #expect(tensors[path]?["at"] as? String == tensors[path + "#2"]?["at"] as? String)
    }
  }

  @Test func ctrlCLeavesNoFile() throws {
    try withTemporaryFolder { folder in
      // This pass would take hours, so only the signal can end it.
      let said = try output(
        of: "/bin/sh",
        [
          "-c",
          "cd '\(Program.root)' && timeout -s INT 3 '\(Program.executable)' run \(Example.model) --call "
            + "'[i for i in range(10 ** 10) if i < 0]' --trace '\(folder)/trace.npz' 2>&1; echo status $?; ls -a '\(folder)'",
        ])
      #expect(said.contains("status 124"), "timeout ended it: \(said)")
      #expect(said.hasSuffix("status 124\n.\n..\n"), "\(said)")
    }
  }

  @Test func aFullDiskLeavesTheOldFile() throws {
    try withTemporaryFolder { folder in
      let trace = folder + "/trace.safetensors"
      try "before".write(toFile: trace, atomically: true, encoding: .utf8)
      let said = try output(
        of: "/bin/sh",
        [
          "-c",
          "cd '\(Program.root)' && trap '' XFSZ && ulimit -f 1024 && "
            + "'\(Program.executable)' run \(Example.model) --trace '\(trace)' 2>&1; echo status $?",
        ])
      #expect(said.contains("trace.safetensors: cannot be written: File too large"), "\(said)")
      #expect(said.contains("status 1"))
      #expect(try String(contentsOfFile: trace, encoding: .utf8) == "before")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["trace.safetensors"])
    }
  }

  // MARK: Bad use

  @Test(arguments: [
    (["--trace", "out.txt"], 2, "the name must end in one of .safetensors, .npz, .json"),
    (["--trace", "/nowhere/at/all.npz"], 1, "/nowhere/at/all.npz: cannot be written: No such file or directory"),
    (["--only", "*"], 2, "--only needs --trace or --against"),
    (["--rtol", "1"], 2, "--rtol needs --against"),
    (["--against", "x.npz", "--rtol=-1"], 2, "--rtol must be a number from 0 up"),
    (["--against", "/nowhere.npz"], 2, "/nowhere.npz: cannot be read: No such file or directory"),
    (["--against", "README.md"], 2, "README.md: is not in a checkpoint format"),
    (["--against", model + "/lens.npy"], 2, "nothing was compared"),
    (["--against", model + "/trace.safetensors", "--map", "/nowhere.txt"], 2, "/nowhere.txt: cannot be read as a map"),
    (["--against", model + "/trace.safetensors", "--map", "LICENSE"], 2, "LICENSE: line "),
    (
      ["--trace", "/tmp/never-made.json", "--only", "nothing.at.all"], 1,
      "the pass made no tensor called nothing.at.all"
    ),
    (["--threads", "0"], 2, "--threads must be between 1 and 256"),
  ])
  func badUseIsExplained(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let program = try Program.run(["run", Self.model, "--features", Self.model + "/feats.npy"] + arguments)
    #expect(program.status == status, "\(program.errors)")
    #expect(program.errors.contains(words), "\(program.errors)")
    #expect(!FileManager.default.fileExists(atPath: "/tmp/never-made.json"))
  }
}
