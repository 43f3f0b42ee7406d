import Testing

@testable import ListingRuntime

/// Python programs, compared with the output of CPython and the framework.
///
/// The file `Tests/Programs/NAME.out` contains the output of `NAME.py`. A program of several files is a folder with
/// `main.py` and `main.out`. The folder `helpers` contains modules that several programs import.
@Suite struct ProgramTests {
  /// Programs that fwdb cannot run yet. If such a program prints the expected output, the test fails. Then remove the
  /// program's name from this list.
  private static let notYet: Set<String> = []

  @Test(arguments: Program.all) func aProgramPrintsWhatPythonPrints(_ program: Program) throws {
    let outcome = program.run()
    let difference =
      outcome.error.map { "it fails: \($0.summary)" } ?? Self.difference(outcome.machine.output, from: program.expected)
    if Self.notYet.contains(program.name) {
      #expect(difference != nil, "\(program.name) prints what it should: take it off the list notYet")
    } else {
      #expect(difference == nil, "\(difference ?? "")")
    }
  }

  @Test(arguments: ["nowhere.run(3)", "x = nowhere.make(3)\nx.run()", "def f(): return nowhere.x + 1\nf()"])
  func aScriptThatUsesAnAbsentModuleStops(_ text: String) {
    let outcome = Self.outcome(ofScript: "import nowhere\nprint('begin')\n\(text)\nprint('end')\n")
    #expect(outcome.error?.kind == "NotImplementedError")
    #expect(outcome.machine.output == "begin\n")
  }

  @Test(arguments: [
    "print([[[[[[[[[[[nowhere.x]]]]]]]]]]])", "l = []\nl.extend([l] * 20 + [nowhere.x])\nprint(l)",
    "print(str([nowhere.x]))", "print(repr((1, nowhere.x)))", "y = f'{[nowhere.x]}'", "y = '%s' % ([nowhere.x],)",
    "y = '{}'.format([nowhere.x])", "import json\njson.dumps([nowhere.x], default=str)",
    "import logging\nlogging.warning('%s', [nowhere.x])", "def f(): return str({1: nowhere.x})\nf()",
    "def f(): return str(ValueError('a', nowhere.x))\nf()",
    "try: print(ascii([nowhere.x]))\nexcept Exception: print('caught')",
  ])
  func noTextShowsAStub(_ text: String) {
    let outcome = Self.outcome(ofScript: "import nowhere\nprint('begin')\n\(text)\nprint('end')\n")
    #expect(outcome.error?.message.contains("nowhere.x") == true)
    #expect(outcome.machine.output == "begin\n")
  }

  @Test(arguments: [
    // A cycle of references lives until Python's collector runs.
    "class A: pass\na = A()\na.me = a\nr = weakref.ref(a)\ndel a\nr()",
    "class A: pass\na, b = A(), A()\na.b, b.b = b, b\nr = weakref.ref(b)\ndel a, b\nr()",
    "weakref.ref(print, lambda r: None)", "class A: pass\na = A()\nweakref.finalize(a, print, 1)",
    "class A: pass\na = A()\nweakref.proxy(a)",
    // The traceback of a caught exception refers to the variables of the function that raised it.
    "class A: pass\nrs = []\ndef f():\n  a = A(); rs.append(weakref.ref(a)); raise ValueError\n"
      + "try: f()\nexcept ValueError as e: keep = e\nrs[0]()",
  ])
  func aWeakReferenceWhoseReferentMayBeFreeStops(_ text: String) {
    let outcome = Self.outcome(
      ofScript:
        "import weakref\nprint('begin')\ntry:\n  \(text.replacing("\n", with: "\n  "))\nexcept Exception: print('x')\n")
    #expect(outcome.error?.kind == "NotImplementedError")
    #expect(outcome.machine.output == "begin\n")
  }

  @Test(arguments: [
    "[1 / 0 for x in range(1)]", "torch.nn.Linear(2, 2)(torch.ones(3))", "sorted([1, 2], key=lambda x: x / 0)",
    "with absent(): pass", "x = 'é' + 1",
  ])
  func aTracebackThatPythonWritesDifferentlyStops(_ text: String) {
    let outcome = Self.outcome(
      ofScript:
        "import traceback, torch\nprint('begin')\ntry:\n  \(text)\nexcept Exception: s = traceback.format_exc()\n"
        + "print('end')\n")
    #expect(outcome.error?.kind == "NotImplementedError")
    #expect(outcome.machine.output == "begin\n")
  }

  @Test func aTracebackForStderrShowsTheFramesOfTheListing() {
    let outcome = Self.outcome(
      ofScript:
        "import traceback, torch\ntry: torch.nn.Linear(2, 2)(torch.ones(3))\nexcept Exception: traceback.print_exc()\n"
        + "print('end')\n")
    #expect(outcome.machine.errorOutput.hasPrefix("Traceback (most recent call last):\n  File"))
    #expect(outcome.machine.output == "end\n")
  }

  @Test(arguments: ["print(D.__doc__)", "class Q(typing.NamedTuple):\n  a: int = 3\nprint(Q.a)"])
  func whatPythonMakesOfAnnotationsAndFieldsIsNoGuess(_ text: String) {
    let head = "import typing, dataclasses\n@dataclasses.dataclass\nclass D:\n  a: typing.Optional[int] = None\n"
    let outcome = Self.outcome(ofScript: "\(head)print('begin')\n\(text)\n")
    #expect(outcome.error?.kind == "NotImplementedError")
    #expect(outcome.machine.output == "begin\n")
  }

  @Test(arguments: [
    "import datetime\nx = datetime.date(2024, 1, 1)\ntry: x.absent()\nexcept AttributeError: print('x')",
    "import sys\ntry: sys.modules['a'] = 1\nexcept TypeError: print('x')",
    "try: (1).absent\nexcept AttributeError as e: print(e.name)",
  ])
  func whatTheStandardLibraryOfFwdbLacksIsNoError(_ text: String) {
    let outcome = Self.outcome(ofScript: "print('begin')\n\(text)\n")
    #expect(outcome.error != nil)
    #expect(outcome.machine.output == "begin\n")
  }

  @Test func aScriptMayKeepWhatAnAbsentModuleReturns() {
    let outcome = Self.outcome(ofScript: "import nowhere\nx = nowhere.run(3)\nlogger = nowhere.log()\nprint('end')\n")
    #expect(outcome.error == nil)
    #expect(outcome.machine.output == "end\n")
  }

  @Test func aFrameworkStaysFwdbsOwnWithANote() {
    let outcome = Self.outcome(
      ofScript: "import torch\nprint(torch.ones(2).sum())\n", others: ["torch.py": "ones = 3\n"])
    #expect(outcome.machine.output == "tensor(2.)\n")
    #expect(outcome.machine.notes.contains { $0.contains("torch.py") })
  }

  fileprivate static func run(_ sources: ListingSources, _ main: String) -> Outcome {
    var machine = Machine(sources: sources)
    do throws(ListingError) {
      try machine.beginScript(main, arguments: [main])
      while !machine.isFinished { try machine.step() }
      return Outcome(machine: machine)
    } catch { return Outcome(machine: machine, error: error) }
  }

  static func outcome(ofScript text: String, others: [String: String] = [:]) -> Outcome {
    let files = others.merging(["main.py": text]) { $1 }
    return run(ListingSources(name: "test", script: "main.py", reading: { files[$0] }), "main.py")
  }

  @Test func theListNamesPrograms() {
    #expect(Program.all.count > 80)
    #expect(Self.notYet.subtracting(Program.all.map(\.name)) == [])
  }

  @Test func numbersMayDifferInTheirLastDigitsAndTextMayNot() {
    #expect(Self.difference("a [1.000001]", from: "a [1.0]") == nil)
    #expect(Self.difference("a [1.0001]", from: "a [1.0]") != nil)
    #expect(Self.difference("a 1000001", from: "a 1000000") != nil)
    #expect(Self.difference("a 1000000", from: "a 1000000.0") != nil)
    #expect(Self.difference("a [1.0]", from: "b [1.0]") != nil)
    #expect(Self.difference("1 2", from: "1") != nil)
    #expect(Self.difference("", from: "1") != nil)
  }

  // MARK: Comparing

  /// The first line that differs; nil if all lines agree. Text must be equal. Floats may differ by 1e-5 relative to
  /// their size.
  static func difference(_ found: String, from expected: String) -> String? {
    let found = lines(found), expected = lines(expected)
    for index in 0..<max(found.count, expected.count) {
      let line = index < found.count ? found[index] : "(nothing)"
      let wanted = index < expected.count ? expected[index] : "(nothing)"
      if !isSame(line, wanted) { return "line \(index + 1)\n  expected \(wanted)\n  found    \(line)" }
    }
    return nil
  }

  private static func lines(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func isSame(_ found: some StringProtocol, _ expected: some StringProtocol) -> Bool {
    let found = parts(found), expected = parts(expected)
    return found.count == expected.count
      && zip(found, expected).allSatisfy { left, right in
        if left == right { return true }
        // Integers must be equal. Two numbers may differ only if both are floats.
        guard Int(left) == nil, Int(right) == nil, let left = Double(left), let right = Double(right) else {
          return false
        }
        return abs(left - right) <= 1e-5 * max(abs(left), abs(right))
      }
  }

  /// Splits a line into numbers and the texts between them.
  private static func parts(_ line: some StringProtocol) -> [String] {
    var parts: [String] = []
    var isNumber = false
    for scalar in line.unicodeScalars {
      let continues =
        ("0"..."9").contains(scalar)
        || isNumber
          && (scalar == "." || scalar == "e" || "+-".unicodeScalars.contains(scalar) && parts.last?.last == "e")
      if continues != isNumber || parts.isEmpty { parts.append("") }
      isNumber = continues
      parts[parts.count - 1].unicodeScalars.append(scalar)
    }
    return parts
  }
}

/// A program of Tests/Programs with its expected output.
struct Program: Sendable, CustomTestStringConvertible {
  let name: String
  private let folder: String
  private let main: String
  let expected: String

  var testDescription: String { name }

  func run() -> Outcome {
    let folder = folder
    let sources = ListingSources(
      name: name, script: main, reading: { contents(of: folder + "/" + $0) }, isFolder: { isFolder(folder + "/" + $0) })
    return ProgramTests.run(sources, main)
  }

  static let all: [Program] = {
    let root = packageFolder + "/Tests/Programs"
    return folderEntries(root).compactMap { entry in
      if entry.hasSuffix(".py") {
        let name = String(entry.dropLast(3))
        return Program(
          name: name, folder: root, main: entry, expected: contents(of: "\(root)/\(name).out") ?? "(no \(name).out)")
      }
      if entry.contains(".") || entry == "helpers" { return nil }
      let folder = "\(root)/\(entry)"
      return Program(
        name: entry, folder: folder, main: "main.py", expected: contents(of: folder + "/main.out") ?? "(no main.out)")
    }
  }()
}
