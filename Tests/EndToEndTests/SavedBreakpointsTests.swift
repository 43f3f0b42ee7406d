import Foundation
import Testing

/// fwdb saves breakpoints for each model and restores them in the next session.
struct SavedBreakpointsTests {
  @Test func savedBreakpointsAreRestored() throws {
    try withTemporaryFolder { folder in
      let first = try debug(folder, ["--saved-breakpoints"], "break encoder.encoders.2\ncatch nan\nignore 1 4")
      #expect(first.errors == "")
      let second = try debug(folder, ["--saved-breakpoints"], "info breakpoints\ndelete 2")
      #expect(
        second.output.contains(
          """
          note: 2 breakpoints restored: 'info breakpoints' lists them, 'delete' removes them
          (fwdb) info breakpoints
          1  the call of encoder.encoders.2, 1 module  [ignores the next 4]
          2  catch nan
          """))
      let third = try debug(folder, ["--saved-breakpoints"], "info breakpoints\ndelete")
      #expect(third.output.contains("note: 1 breakpoint restored"))
      // When the user deletes the last breakpoint, the file is deleted.
      #expect(try files(folder) == [])
    }
  }

  @Test func aScriptIgnoresSavedBreakpoints() throws {
    try withTemporaryFolder { folder in
      _ = try debug(folder, ["--saved-breakpoints"], "break forward_attention")
      let before = try text(folder)
      let script = try debug(folder, [], "info breakpoints\nbreak encoder.encoders.1")
      #expect(script.output.contains("There are no breakpoints."))
      let json = try debug(folder, ["--json", "--saved-breakpoints"], "info breakpoints")
      #expect(json.output.contains(#""result":"breakpoints""#) && !json.output.contains("note:"))
      #expect(json.errors.contains("note: 1 breakpoint restored"))
      #expect(try text(folder) == before)
    }
  }

  @Test func eachModelAndListingHasItsOwnBreakpoints() throws {
    try withTemporaryFolder { folder in
      _ = try debug(folder, ["--saved-breakpoints"], "break forward_attention")
      let other = try debug(
        folder, ["--saved-breakpoints", "--listing", "paddlespeech"], "info breakpoints\ncatch nan")
      #expect(other.output.contains("There are no breakpoints."), "\(other.errors)")
      #expect(try files(folder).count == 2)
    }
  }

  @Test func invalidLinesAreReportedAndKept() throws {
    try withTemporaryFolder { folder in
      _ = try debug(folder, ["--saved-breakpoints"], "break forward_attention")
      let path = folder + "/fwdb/breakpoints/" + (try #require(files(folder).first))
      var contents = try String(contentsOfFile: path, encoding: .utf8)
      contents += "break attention.py:99999\nquit\n"
      try contents.write(toFile: path, atomically: true, encoding: .utf8)
      let second = try debug(folder, ["--saved-breakpoints"], "break encoder.encoders.1\ninfo breakpoints")
      #expect(
        second.output.contains("2 lines could not be restored and stay in the file: 'break attention.py:99999': "))
      #expect(second.output.contains("2  the call of encoder.encoders.1, 1 module"))
      let kept = try text(folder)
      #expect(kept.hasSuffix("break encoder.encoders.1\nbreak attention.py:99999\nquit\n"))
    }
  }

  @Test func anUnreadableFileIsNotChanged() throws {
    try withTemporaryFolder { folder in
      _ = try debug(folder, ["--saved-breakpoints"], "break forward_attention")
      let path = folder + "/fwdb/breakpoints/" + (try #require(files(folder).first))
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      let program = try debug(folder, ["--saved-breakpoints"], "break encoder.encoders.1\ninfo breakpoints")
      #expect(program.status == 0)
      #expect(
        program.output.contains("cannot be read: its breakpoints are not restored, and those of this session are not"))
      #expect(program.output.contains("1  the call of encoder.encoders.1, 1 module"))
      var isFolder: ObjCBool = false
      #expect(FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue)
    }
  }

  @Test func withoutAStateFolderThereIsOneNote() throws {
    let program = try Program.run(
      ["debug", Example.model, "--random", "60x80", "--saved-breakpoints"], input: "break 72\ncatch nan\ndelete 2\n",
      environment: ["HOME": "", "XDG_STATE_HOME": ""])
    #expect(program.status == 0)
    let note = "note: breakpoints are not saved for the next session: neither XDG_STATE_HOME nor HOME is set\n"
    #expect(program.errors == note)
  }

  /// At a terminal, fwdb saves breakpoints without an option. The user types the commands of a breakpoint at a separate
  /// prompt.
  @Test(.enabled(if: Terminal.isAvailable)) func theLineFrontEndAndTheScreenShareSavedBreakpoints() throws {
    try withTemporaryFolder { folder in
      let terminal = try Terminal(columns: 100, rows: 30)
      try terminal.type("export XDG_STATE_HOME=\(folder) XDG_CONFIG_HOME=/dev/null/config; clear")
      try terminal.type("\(Program.executable) debug \(Example.model) --random 60x80")
      try terminal.wait(for: "(fwdb)")
      try terminal.type("break 73")
      try terminal.wait(for: "Breakpoint 1 at")
      try terminal.type("commands")
      try terminal.wait(for: "\n>")
      try terminal.type("print 6 * 7")
      try terminal.type("end")
      try terminal.type("info breakpoints")
      try terminal.wait(for: "   > print 6 * 7")
      #expect(try text(folder).hasSuffix("break encoder.py:73\ncommands\n  print 6 * 7\nend\n"))
      try terminal.type("quit")
      try terminal.wait(for: "ready>")
      try terminal.type("clear; \(Program.executable) \(Example.model) --random 60x80")
      try terminal.wait(for: "1 breakpoint restored")
      try terminal.wait(for: "● 73")
      try terminal.type(":delete")
      try terminal.wait(for: "● 73", gone: true)
      try terminal.press("q")
      try terminal.wait(for: "ready>")
      #expect(try files(folder) == [])
    }
  }

  private func debug(_ folder: String, _ options: [String], _ commands: String) throws -> Program {
    try Program.run(
      ["debug", Example.model, "--random", "60x80"] + options, input: commands + "\n",
      environment: ["XDG_STATE_HOME": folder])
  }

  private func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder + "/fwdb/breakpoints").sorted()
  }

  private func text(_ folder: String) throws -> String {
    let file = try #require(files(folder).first)
    return try String(contentsOfFile: folder + "/fwdb/breakpoints/" + file, encoding: .utf8)
  }
}
