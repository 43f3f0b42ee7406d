import Testing

@testable import Commands
@testable import DebugEngine
@testable import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct TableTests {
  @Test func everyNameMeansOneCommand() throws {
    let names = CommandTable.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
    for command in CommandTable.all {
      #expect(command.usage.hasPrefix(command.name))
      #expect(command.summary.hasSuffix("."))
      #expect(try CommandTable.find(command.name).name == command.name)
    }
  }

  @Test(arguments: [
    ("s", "step"), ("n", "next"), ("c", "continue"), ("b", "break"), ("tb", "tbreak"), ("p", "print"),
    ("bt", "backtrace"),
    ("fin", "finish"), ("u", "until"), ("rs", "reverse-step"), ("rn", "reverse-next"), ("rc", "reverse-continue"),
    ("rf", "reverse-finish"), ("where", "where"), ("l", "list"), ("i", "info"), ("q", "quit"), ("h", "help"),
    ("adv", "advance"),
    ("wha", "whatis"), ("r", "run"), ("cond", "condition"), ("d", "delete"), ("f", "frame"), ("undi", "undisplay"),
  ])
  func gdbsShortNamesWork(short: String, name: String) throws {
    #expect(try CommandTable.find(short).name == name)
  }

  @Test func thePageOfCommandsIsUpToDate() throws {
    let path =
      String(#filePath.prefix(#filePath.count - "Tests/CommandsTests/TableTests.swift".count)) + "docs/commands.md"
    let recorded = contents(of: path)
    let page = CommandsPage.markdown
    if getenv("RECORD") != nil, recorded != page {
      let file = try #require(fopen(path, "w"))
      fputs(page, file)
      fclose(file)
      Issue.record("docs/commands.md has been written: look at it, then run again")
    } else {
      #expect(recorded == page, "run with RECORD=1 to write docs/commands.md")
    }
  }

  private func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var text: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { text.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: text, as: UTF8.self)
  }

  @Test func helpNamesEveryCommand() throws {
    var session = try session("def main():\n    return 1")
    let text = session.execute("help").text
    for command in CommandTable.all { #expect(text.contains(command.name)) }
    #expect(
      session.execute("help fini").text == """
        finish [COUNT]
        Also: fin
        Run until the selected frame returns, and show its return value.
        The cursor is then inside the caller's statement. With COUNT, run until COUNT frames have returned.
        Example: finish 2
        See also: next, return, reverse-finish
        """)
  }

  @Test(arguments: CommandTable.all.map(\.name))
  func helpNamesOnlyExistingCommands(name: String) throws {
    let command = try CommandTable.find(name)
    #expect(Set(command.seeAlso).count == command.seeAlso.count && !command.seeAlso.contains(name))
    for other in command.seeAlso { #expect(try CommandTable.find(other).name == other) }
    for example in command.examples { #expect(try CommandTable.parse(example) { false }.0.name == name) }
    // The help of a command with arguments has an example. There are two exceptions: commands that accept only numbers,
    // and `redo`, because its help refers to `undo`.
    if command.usage != name, command.usage != "\(name) [NUMBER…]", command.seeAlso != ["undo"] {
      #expect(!command.examples.isEmpty, "\(command.usage)")
    }
  }

  @Test(arguments: [
    ("st", 2, ["start", "step", "stepi"]), ("break Encoder.", 8, ["Encoder.__init__", "Encoder.forward"]),
    ("info lo", 2, ["locals", "loop"]), ("p model", 5, ["model"]), ("p torch.nn.functional.softma", 6, ["softmax"]),
    ("help whati", 5, ["whatis"]), ("tree encoders.", 9, ["encoders.0", "encoders.1", "encoders.2"]), ("nope x", 0, []),
  ])
  func completion(line: String, typed: Int, words: [String]) throws {
    let session = try session(TranscriptTests.encoder)
    #expect(session.completions(of: line) == Session.Completions(typed: typed, words: words))
  }

  @Test func layersAreATable() {
    var summary = TensorSummary()
    (summary.count, summary.min, summary.max, summary.mean, summary.standardDeviation) = (8, -3, 2, 0.25, 1.5)
    var odd = summary
    odd.nanCount = 2
    let layers = [
      LayerView(number: 0, state: .done, output: summary, shape: [1, 8], seconds: nil),
      LayerView(number: 1, state: .done, output: odd, shape: [1, 8], seconds: 0.0125),
      LayerView(number: 2, state: .current, output: nil, shape: nil, seconds: nil),
    ]
    #expect(
      CommandResult.layers(layers).text == """
           layer  shape   mean  std  absmax          time
           input  (1, 8)  0.25  1.5  3
           1      (1, 8)  0.25  1.5  3 2 not finite  12.5 ms
        >  2
        """)
  }

  @Test func anEmptyLineRepeatsAMotion() throws {
    var session = try session("def main():\n    a = 1\n    b = 2\n    c = 3\n    return a")
    #expect(session.execute("next").text == "     3      b = 2")
    #expect(session.execute("").text == "     4      c = 3")
    #expect(session.execute("p b").text == "2")
    #expect(session.execute("").text == "")
    #expect(session.execute("# a comment").text == "")
  }

  @Test func sourceRunsAFileUpToTheFirstFailure() throws {
    let path = "/tmp/fwdb-commands-\(getpid())"
    let file = try #require(fopen(path, "w"))
    fputs("next\n\n# comment\np a\np nope\nnext\n", file)
    fclose(file)
    defer { unlink(path) }
    var session = try session("def main():\n    a = 1\n    b = 2\n    return a")
    let result = session.execute("source \(path)")
    #expect(result.text == "     3      b = 2\n1\n\(path):5: NameError: name 'nope' is not defined")
    #expect(result.failure != nil)
    #expect(session.debugger.frame(0)?.line == 3)
  }
}
