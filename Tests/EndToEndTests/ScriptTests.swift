import Foundation
import Testing

/// Commands that fwdb reads from files, pipes and programs.
struct ScriptTests {
  private let model = ["debug", Example.model, "--random", "60x80"]

  @Test func theUsersStartupCommandsRunFirst() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/fwdb", withIntermediateDirectories: true)
      try "# mine\necho from init\nset var probe = 7\n".write(
        toFile: folder + "/fwdb/init", atomically: true, encoding: .utf8)
      let environment = ["XDG_CONFIG_HOME": folder]
      let program = try Program.run(model + ["-ex", "print probe"], environment: environment)
      #expect(program.output.contains("from init\n"))
      #expect(program.output.hasSuffix("(fwdb) print probe\n7\n"))
      let without = try Program.run(model + ["--no-init", "-ex", "print probe"], environment: environment)
      #expect(!without.output.contains("from init"))
      #expect(without.output.contains("NameError"))
      try "nonsense\n".write(toFile: folder + "/fwdb/init", atomically: true, encoding: .utf8)
      #expect(try Program.run(model + ["--batch", "-ex", "echo x"], environment: environment).status == 1)
    }
  }

  @Test func aScriptCanRunAnotherScript() throws {
    try withTemporaryFolder { folder in
      try "echo inner\nnext\nnope\necho never\n".write(
        toFile: folder + "/inner", atomically: true, encoding: .utf8)
      try "source \(folder)/inner\necho after\n".write(
        toFile: folder + "/outer", atomically: true, encoding: .utf8)
      let program = try Program.run(model + ["-x", folder + "/outer"])
      #expect(program.output.contains("inner\n"))
      #expect(program.output.contains("\(folder)/inner:3: There is no command 'nope'"))
      #expect(!program.output.contains("never"))
      #expect(program.output.hasSuffix("after\n"))
    }
  }

  @Test func quittingEndsAllScripts() throws {
    let program = try Program.run(model + ["-ex", "quit", "-x", "-"], input: "echo too late\n")
    #expect(program.status == 0)
    #expect(!program.output.contains("too late"))
  }

  @Test func withJSONEachCommandHasOneLine() throws {
    let commands = "echo a\n\n# nothing\nprint 1 / 0\nnext\nprint float('nan')\nhelp step\ninfo breakpoints\nnope\n"
    let program = try Program.run(model + ["--json"], input: commands)
    let lines = program.output.split(separator: "\n")
    #expect(lines.count == 2 + 7)
    let kinds = try lines.map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["result"] as? String
    }
    #expect(kinds == ["hello", "stop", "text", "error", "stop", "value", "text", "breakpoints", "error"])
    #expect(lines[3].contains("\"kind\":\"ZeroDivisionError\""))
    #expect(program.status == 0)
    #expect(try Program.run(model + ["--json", "--batch"], input: commands).status == 1)
  }

  @Test func commandsAreReadOneByOne() throws {
    try withTemporaryFolder { folder in
      // Half a megabyte of short lines, then a line that is longer than the limit for a command.
      let text =
        String(repeating: "# a comment that says nothing\n", count: 16_000)
        + "echo " + String(repeating: "x", count: 2 << 20) + "\necho end"
      try text.write(toFile: folder + "/long", atomically: true, encoding: .utf8)
      let program = try Program.run(model + ["-x", folder + "/long"])
      #expect(program.output.contains("Line 16001 is longer than a command can be"))
      #expect(program.output.hasSuffix("(fwdb) echo end\nend\n"))
    }
  }

  @Test func anyExpressionCanLoadAnArrayFromAFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/x.npy"
      let save = try Program.run(model + ["--batch", "-ex", "export ones(1, 7, 64) * 0.5 \(path)"])
      #expect(save.status == 0, "\(save.output)")
      let program = try Program.run([
        "debug", Example.model, "--call", "encoder.encoders[0].feed_forward(x)", "--let", "x = load('\(path)')",
        "-ex", "print xs.mean().item()", "-ex", "print load('\(path)', 'nope')", "-ex", "print load('/')",
      ])
      #expect(program.output.contains("\n0.5\n"), "\(program.output)")
      #expect(program.output.contains("has no tensor nope"))
      #expect(program.output.contains("OSError: /"))
    }
  }
}
