import Foundation
import Testing

/// `fwdb weights`, and checkpoint files that another program changes while fwdb uses them.
struct WeightsTests {
  private static let fixtures = "Tests/CheckpointsTests/Fixtures"

  @Test(arguments: [
    ("torch_zip.pt", "torch"), ("torch_legacy.pt", "torch-legacy"), ("np2_paddle3.1.1_p4.pdparams", "pdparams"),
    ("arrays_z.npz", "npz"), ("c_order.npy", "npy"), ("torch.expected.safetensors", "safetensors"),
  ])
  func everyContainerIsListed(_ name: String, _ format: String) throws {
    let program = try Program.run(["weights", "\(Self.fixtures)/\(name)"])
    #expect(program.status == 0, "\(program.errors)")
    #expect(program.output.contains(", \(format)\n"))
    let json = try Program.run(["weights", "\(Self.fixtures)/\(name)", "--json"])
    let list = try JSONDecoder().decode(List.self, from: Data(json.output.utf8))
    #expect(list.format == format && !list.tensors.isEmpty)
    #expect(list.tensors.allSatisfy { $0.histogram?.count ?? 16 == 16 })
    #expect(list.elements == list.tensors.reduce(0) { $0 + $1.shape.reduce(1, *) })
  }

  private struct List: Decodable {
    struct Tensor: Decodable {
      let name: String, dtype: String
      let shape: [Int]
      let min: Double?, max: Double?, mean: Double?, std: Double?
      let nan: Int?, zeros: Int?
      let histogram: [Int]?
    }
    let format: String
    let wrapper: String?
    let elements: Int
    let tensors: [Tensor]
  }

  @Test func namesShapesTypesAndStatisticsAreColumns() throws {
    let program = try Program.run(["weights", "\(Self.fixtures)/made/types.safetensors"])
    let lines = program.output.split(separator: "\n").map(String.init)
    #expect(lines.first { $0.hasPrefix("i1 ") }?.contains("(4,)    int8     ") == true, "\(program.output)")
    #expect(lines.first { $0.hasPrefix("f4 ") }?.hasSuffix("1 NaN  1 Inf  1 zero") == true, "\(program.output)")
    #expect(lines.first { $0.hasPrefix("empty ") }?.hasSuffix("empty") == true)
    #expect(lines.contains { $0.hasPrefix("14 tensors, ") })
    #expect(lines.last == "  note: quotes \" and \\ and é and 𝄞")
  }

  @Test func aPatternSelectsTensorsOfAModelsFolder() throws {
    let program = try Program.run(["weights", Example.model, "encoders.0.norm_mha"])
    let names = program.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(
      names.prefix(2).map(String.init) == ["encoder.encoders.0.norm_mha.weight", "encoder.encoders.0.norm_mha.bias"])
    #expect(program.output.contains("2 of "))
    let exact = try Program.run(["weights", Example.model, "*.norm_mha.bias", "--no-statistics"])
    #expect(exact.output.split(separator: "\n").filter { $0.contains(".norm_mha.bias") }.count == 6)
    #expect(!exact.output.contains("μ"))
  }

  @Test func paddlesUInt16IsBfloat16() throws {
    let program = try Program.run(["weights", "\(Self.fixtures)/np1_paddle2.6.2_p4.pdparams", "bf16", "--json"])
    let list = try JSONDecoder().decode(List.self, from: Data(program.output.utf8))
    #expect(list.tensors.map(\.dtype) == ["bfloat16"])
    #expect(list.tensors.first?.max == 1.5 && list.tensors.first?.min == -2.25)
  }

  @Test(arguments: [
    (["weights"], 2, "Missing expected argument '<file>'"),
    (["weights", "/nowhere.pt"], 1, "/nowhere.pt: cannot be read"),
    (["weights", "README.md"], 1, "is not in a checkpoint format"),
    (["weights", "\(fixtures)/c_order.npy", "absent"], 1, "none of its 1 tensors is called *absent*"),
    (["weights", "Sources"], 1, "Sources: no "),
  ])
  func badUseIsExplained(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let program = try Program.run(arguments)
    #expect(program.status == status)
    #expect(program.errors.contains(words), "\(program.errors)")
  }

  @Test func aCheckpointTruncatedDuringThePassEndsTheProgramWithAnError() throws {
    try withTemporaryFolder { folder in
      let model = folder + "/model"
      try FileManager.default.copyItem(atPath: Program.root + "/" + Example.model, toPath: model)
      let path = model + "/checkpoints/avg_1.pdparams"
      // The test truncates the checkpoint between two commands of one session. First it waits for the answer to `help`,
      // because after this answer the model is open.
      let said = try output(
        of: "/bin/sh",
        [
          "-c",
          """
          cd '\(folder)'; mkfifo in out; export SWIFT_BACKTRACE=enable=no
          '\(Program.executable)' debug '\(model)' --random 100x80 -x - < in > out 2>&1 &
          pid=$!; exec 3> in 4< out; echo help >&3
          while read -r line <&4; do case "$line" in *help*) break;; esac; done
          : > '\(path)'; echo continue >&3; exec 3>&-
          cat <&4; wait $pid; echo status $?
          """,
        ])
      #expect(said.contains("\(path): another program truncated it while it was in use\n"), "\(said)")
      #expect(said.hasSuffix("status 1\n"), "\(said)")
    }
  }

  @Test(.enabled(if: Terminal.isAvailable)) func theTerminalIsRestoredBeforeThatError() throws {
    try withTemporaryFolder { folder in
      let model = folder + "/model"
      try FileManager.default.copyItem(atPath: Program.root + "/" + Example.model, toPath: model)
      let terminal = try Terminal(columns: 100, rows: 30)
      try terminal.type("clear; stty -a | cksum > \(folder)/before; echo mark'-'1")
      try terminal.wait(for: "mark-1")
      try terminal.type("'\(Program.executable)' '\(model)' --random 100x80; echo status'='$?")
      try terminal.wait(for: "make_non_pad_mask(xs_lens)")
      try Data().write(to: URL(filePath: model + "/checkpoints/avg_1.pdparams").resolvingSymlinksInPath(), options: [])
      try terminal.press("c")
      let screen = try terminal.wait(for: "status=1")
      #expect(screen.contains("mark-1"), "what stood there before stands there again")
      #expect(screen.contains("truncated it while it was in use"))
      try terminal.type("stty -a | cksum | cmp - \(folder)/before && echo same'-'1")
      try terminal.wait(for: "same-1")
    }
  }
}
