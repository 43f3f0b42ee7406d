import Foundation
import Testing

@Suite struct RunScriptTests {
  private func run(
    _ files: [String: String], _ arguments: [String] = [], script: String = "main.py"
  ) throws -> Program {
    try withTemporaryFolder { folder in
      for (name, text) in files { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
      return try Program.run(["run", folder + "/" + script] + arguments)
    }
  }

  @Test func aScriptPrintsAndHasItsArguments() throws {
    let program = try run(
      [
        "main.py": """
        import sys
        import net
        print(__name__, sys.argv[1:], net.double(4))
        print('aside', file=sys.stderr)
        """, "net.py": "def double(x):\n    return 2 * x\n", "broken.py": "not imported = = 1",
      ], ["--layers", "3", "-h"])
    #expect(program.output == "__main__ ['--layers', '3', '-h'] 8\n")
    #expect(program.errors == "aside\n")
    #expect(program.status == 0)
  }

  /// If the output is a pipe, fwdb writes the script's control characters unchanged, as Python does.
  @Test func aPipeReceivesTheScriptsCharacters() throws {
    let codes: [UInt32] = [0, 7, 8, 27, 127, 128, 159, 0x202E, 0x2066, 13]
    let program = try run([
      "main.py": """
      import sys
      text = ''.join(chr(c) for c in \(codes))
      print(text)
      sys.stderr.write(text)
      """
    ])
    let expected = String(String.UnicodeScalarView(codes.compactMap(Unicode.Scalar.init)))
    #expect(program.output == expected + "\n")
    #expect(program.errors == expected)
  }

  @Test func anErrorHasATracebackAndStatus1() throws {
    let program = try run(["main.py": "print(1)\ndef f():\n    raise ValueError('no')\nf()\n"])
    #expect(program.output == "1\n")
    #expect(
      program.errors == """
        Traceback (most recent call last):
          File "main.py", line 4, in <module>
            f()
          File "main.py", line 3, in f
            raise ValueError('no')
        ValueError: no

        """)
    #expect(program.status == 1)
  }

  @Test(arguments: [("", 0, ""), ("0", 0, ""), ("3", 3, ""), ("'stopped here'", 1, "stopped here\n")])
  func aScriptChoosesItsStatus(_ argument: String, _ status: Int, _ errors: String) throws {
    let program = try run(["main.py": "import sys\nsys.exit(\(argument))\nprint('not reached')\n"])
    #expect(program.output == "")
    #expect(program.errors == errors)
    #expect(Int(program.status) == status)
  }

  @Test func whatIsNoScriptIsRefused() throws {
    let missing = try Program.run(["run", "nowhere.py"])
    #expect(missing.errors.contains("nowhere.py: there is no such file"))
    #expect(missing.status == 1)
    let broken = try run(["main.py": "x = = 1\n"])
    #expect(broken.errors.contains("main.py:1:5: error"))
    #expect(broken.status == 1)
    try withTemporaryFolder { folder in
      let path = folder + "/binary.py"
      try Data([0x7F, 0x45, 0xFF, 0xFE]).write(to: URL(filePath: path))
      let binary = try Program.run(["run", path])
      #expect(binary.errors.contains("is not Python code"))
      #expect(binary.status == 1)
      try FileManager.default.createDirectory(atPath: folder + "/package.py", withIntermediateDirectories: true)
      let directory = try Program.run(["run", folder + "/package.py"])
      #expect(directory.errors.contains("is a folder"))
      #expect(directory.status == 1)
    }
  }
}
