import ListingSyntax
import Tensors
import Testing

@testable import ListingRuntime

/// Steps through `forward()` and expects a stop at each of `lines`.
func expectTrace(of text: String, lines: [Int], sourceLocation: SourceLocation = #_sourceLocation) throws {
  let outcome = run(text)
  #expect(outcome.error == nil, "\(outcome.error!)", sourceLocation: sourceLocation)
  var machine = outcome.machine
  for name in outcome.names.map({ machine.heap.namespace($0).names }) ?? [] {
    machine.setSessionName(name, to: outcome[name]!)
  }
  try machine.begin("forward()", name: "<call>")
  var visited: [Int] = []
  while let frame = machine.frames.last {
    if frame.isAtStop, frame.code.file.name == "main.py" { visited.append(frame.line) }
    try machine.step()
  }
  #expect(visited == lines, sourceLocation: sourceLocation)
}

@Suite struct SteppingTests {
  @Test func aLoopVisitsItsBodyOncePerIteration() throws {
    try expectTrace(
      of: """
        def forward():
            for layer in [1, 2]:
                x = layer
            return x
        """, lines: [2, 3, 2, 3, 2, 4])
  }

  @Test func branchesAndCalls() throws {
    try expectTrace(
      of: """
        def helper(n):
            if n > 1:
                return "many"
            elif n == 1:
                return "one"
            return "none"

        def forward():
            a = helper(2)
            b = [helper(0),
                 helper(1)]
            while a:
                a = a[1:]
                if len(a) < 3: break
                continue
            pass
            with_lambda = (lambda: 5)()
            return a
        """, lines: [9, 2, 3, 10, 2, 4, 6, 2, 4, 5, 12, 13, 14, 15, 12, 13, 14, 14, 16, 17, 17, 18])
  }

  @Test func breakAndElse() throws {
    try expectTrace(
      of: """
        def forward():
            for i in range(3):
                if i == 1:
                    break
            else:
                i = 9
            for i in []:
                pass
            else:
                i = 10
            return i
        """, lines: [2, 3, 2, 3, 4, 7, 10, 11])
  }
}

@Suite struct SnapshotTests {
  private static let program = """
    import torch
    class Box:
        pass
    def forward():
        items = [1]
        table = {"a": items}
        seen = {0}
        box = Box()
        box.value = 0
        x = torch.zeros(3)
        view = x[1:]
        it = iter(range(100))
        def bump():
            nonlocal total
            total += 1
        total = 0
        noise = []
        for i in range(6):
            items.append(i * 2)
            table[i] = len(items)
            seen.add(i)
            seen.discard(i - 2)
            box.value += i
            x[i % 3] += i
            next(it)
            bump()
            noise.append(torch.randn(2).tolist())
        return items, table, seen, frozenset(seen), box.value, x.tolist(), view.tolist(), next(it), total, noise
    """

  private func started() throws -> Machine {
    let outcome = run(Self.program)
    var machine = outcome.machine
    machine.setSessionName("forward", to: try #require(outcome["forward"]))
    try machine.begin("forward()", name: "<call>")
    return machine
  }

  private func finish(_ machine: inout Machine) throws -> String {
    while !machine.isFinished { try machine.step() }
    return machine.representation(of: machine.result)
  }

  @Test func aCopyFromAnyInstructionEndsLikeTheOriginal() throws {
    var machine = try started()
    var whole = machine
    let expected = try finish(&whole)
    #expect(expected.contains("[1, 0, 2, 4, 6, 8, 10]"))
    var copies: [Machine] = []
    while !machine.isFinished {
      if machine.clock % 7 == 0 { copies.append(machine) }
      try machine.step()
    }
    // Each copy was taken before the original wrote into shared lists, cells and tensors. The copies must not see these
    // writes.
    for var copy in copies { #expect(try finish(&copy) == expected) }
  }

  @Test func aCopyDoesNotSeeLaterWritesOfTheOriginal() throws {
    var machine = try started()
    while machine.frames.last?.line != 18 { try machine.step() }
    let copy = machine
    let before = machine.frames[1].locals.map { $0.value.map(copy.representation) ?? "" }
    _ = try finish(&machine)
    #expect(copy.frames[1].locals.map { $0.value.map(copy.representation) ?? "" } == before)
  }

  @Test func aTensorMadeInACopyKeepsItsBytesInTheOriginal() throws {
    var machine = run("import torch\nx = torch.zeros(1)").machine
    var copy = machine
    try copy.begin("torch.ones(1) * 3", name: "<call>")
    while !copy.isFinished { try copy.step() }
    // The original machine makes tensors and writes into them. Then the original receives the tensor of the copy.
    try machine.begin(
      "a = torch.zeros(1)\na += 1\nb = torch.zeros(1)\nb += 1\nc = torch.zeros(1)\nc += 1", name: "<call>")
    while !machine.isFinished { try machine.step() }
    machine.setSessionName("given", to: copy.result)
    #expect(machine.tensor(in: try #require(machine.sessionValue("given")))?.floats == [3])
  }

  @Test func randomNumbersDependOnTheSeedAlone() throws {
    let text =
      "import torch\nx = torch.randn(3).tolist()\ntorch.manual_seed(7)\ny = torch.rand(2).tolist()\ntorch.manual_seed(7)\nz = torch.rand(2).tolist()"
    let (first, second) = (run(text), run(text))
    #expect(first.text("x") == second.text("x"))
    #expect(first.text("y") == first.text("z"))
    #expect(first.text("x") != first.text("y"))
  }
}

@Suite struct FailureTests {
  private static let model = """
    import torch.nn as nn

    class Inner(nn.Module):
        def forward(self, x):
            y = 1
            return [y, x + (1, 2)[5]]

    class Outer(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = Inner()

        def forward(self, x):
            return self.inner(x)

    model = Outer()
    """

  @Test func aTracebackNamesFileLineFunctionAndModule() throws {
    let outcome = run(Self.model)
    var machine = outcome.machine
    machine.setSessionName("model", to: try #require(outcome["model"]))
    machine.setModel(try #require(outcome["model"]))
    try machine.begin("model(3)", name: "<call>")
    var error: ListingError?
    do { while true { try machine.step() } } catch let caught { error = caught }
    let found = try #require(error)
    #expect(found.traceback.map(\.function) == ["<call>", "Outer.forward", "Inner.forward"])
    #expect(found.traceback.map(\.line) == [1, 14, 6])
    #expect(found.traceback.map(\.modulePath) == [nil, "", "inner"])
    #expect(
      found.description == """
        Traceback (most recent call last):
          File "<call>", line 1, in <call>
            model(3)
          File "main.py", line 14, in Outer.forward
            return self.inner(x)
          File "main.py", line 6, in Inner.forward  [inner]
            return [y, x + (1, 2)[5]]
        IndexError: tuple index 5 is out of range: the size is 2
        """)
    // After the error, the machine is still before the failed instruction, with the operands on the stack.
    let frame = try #require(machine.frames.last)
    #expect(frame.code.file.text(in: frame.range) == "(1, 2)[5]")
    #expect(frame.stack.suffix(2).map(machine.representation) == ["(1, 2)", "5"])
    #expect(frame.stack.count == 4)
    let clock = machine.clock
    #expect(throws: ListingError.self) { try machine.step() }
    #expect(machine.clock == clock)
    #expect(machine.frames.last?.stack.count == 4)
  }
}

@Suite struct PassTests {
  /// The value of an expression in a session where x is 5.
  private func value(of text: String, _ listing: String = "import torch") throws -> String {
    var machine = run(listing).machine
    machine.setSessionName("x", to: .int(5))
    try machine.begin(text, name: "<call>")
    while !machine.isFinished { try machine.step() }
    return machine.representation(of: machine.result)
  }

  @Test(arguments: [
    ("x + 1", "6"), ("[x * i for i in range(3)]", "[0, 5, 10]"), ("[f() for f in [lambda: x]]", "[5]"),
    ("list(map(lambda t: t + x, [1, 2]))", "[6, 7]"), ("y = x; x + y", "10"), ("y = 2\nf = lambda: x * y\nf()", "10"),
    ("sorted([3, 1], key=lambda v: -v * x)", "[3, 1]"), ("ones(2).tolist()", "[1.0, 1.0]"),
    ("def f(n):\n    return n + x\nf(1)", "6"),
    ("max([1, -7], key=abs)", "-7"), ("x = 1", "None"),
  ])
  func anExpressionSeesTheSessionAndTheLibrary(_ text: String, _ expected: String) throws {
    #expect(try value(of: text) == expected)
  }

  @Test func aFileDoesNotSeeTheSession() throws {
    var machine = Machine(sources: ListingSources(name: "test", files: ["main.py": "def f():\n    return hidden\n"]))
    let names = try machine.load("main.py")
    machine.setSessionName("hidden", to: .int(1))
    let function = try #require(machine.value(named: "f", in: names))
    #expect(throws: ListingError.self) { _ = try machine.call(function, []) }
    #expect(machine.frames.isEmpty)
  }

  @Test func evaluatingInAFrameChangesNothing() throws {
    let outcome = run("def f(n):\n    k = [n]\n    g = lambda: k\n    return k\n")
    var machine = outcome.machine
    machine.setSessionName("f", to: try #require(outcome["f"]))
    try machine.begin("f(3)", name: "<call>")
    while machine.frames.last?.line != 4 { try machine.step() }
    var look = try machine.preparing("k.append(n + 1) or [v * n for v in k]", inFrame: 1)
    let depth = machine.frames.count
    while look.frames.count > depth { try look.step() }
    #expect(look.frames.last?.stack.last.map(look.representation) == "[9, 12]")
    while !machine.isFinished { try machine.step() }
    #expect(machine.representation(of: machine.result) == "[3]")
  }
}

@Suite struct CollectionTests {
  @Test func theCollectorFreesUnreachableObjectsOnly() throws {
    let text = """
      import torch
      import torch.nn as nn
      class Kept(nn.Module):
          shared = [["class"]]
          def __init__(self):
              super().__init__()
              self.layers = nn.ModuleList([nn.ReLU()])
              self.items = [["module"]]
      model = Kept()
      def with_default(x=[["default"]]):
          return x
      def closure():
          cell = [["cell"]]
          return lambda: cell
      inner = closure()
      bound = model.items.append
      def forward():
          local = [["local"]]
          table = {"k": ["table"]}
          pending = iter([["iterator"], ["second"]])
          pairs = enumerate(zip(iter([["zip"]]), [["other"]]))
          made = torch.ones(2)
          made += 1
          for outer in [["first"], ["last"]]:
              for i in range(9000):
                  waste = [i, [i], {"k": i}, Kept]
          bound(["bound"])
          return [local, table, next(pending), next(pairs), made.tolist(), outer, inner(), with_default(), model.items, Kept.shared,
                  len(model.layers), session_name]
      """
    let outcome = run(text)
    #expect(outcome.error == nil)
    var machine = outcome.machine
    for name in ["forward", "model"] { machine.setSessionName(name, to: try #require(outcome[name])) }
    machine.heap.setName(
      "session_name", in: try #require(outcome.names), to: machine.makeList([machine.makeList([.string("session")])]))
    machine.setModel(try #require(outcome["model"]))
    let before = machine.heap.slotCount
    try machine.begin("forward()", name: "<call>")
    while !machine.isFinished { try machine.step() }
    #expect(
      machine.representation(of: machine.result)
        == "[[['local']], {'k': ['table']}, ['iterator'], (0, (['zip'], ['other'])), [2.0, 2.0], ['last'], [['cell']], [['default']], "
        + "[['module'], ['bound']], [['class']], 1, [['session']]]")
    // The listing made 54,000 lists and dicts, but the heap reused the slots of freed objects.
    #expect(machine.heap.slotCount < before + 30_000)
  }

  @Test func theBytesOfDroppedTensorsAreFreed() throws {
    let outcome = run(
      """
      import torch
      x = torch.zeros(4)
      x += 1
      def forward():
          for i in range(9000):
              y = torch.ones(8)
              y += 1
              waste = [[], [], []]
          return y
      """)
    var machine = outcome.machine
    machine.setSessionName("forward", to: try #require(outcome["forward"]))
    try machine.begin("forward()", name: "<call>")
    while !machine.isFinished { try machine.step() }
    #expect(machine.heap.rewritten.count < 8_000)
    #expect(outcome.machine.heap.rewritten.count == 1)
  }
}

@Suite struct ByteCodeTests {
  static let listing = """
    def scale(x, by=2):
        return x * by
    """

  @Test func aFunctionIsListedByInstruction() throws {
    let code = run(Self.listing).machine.inspector.byteCode(of: "main.py", function: "scale")
    #expect(
      code == """
        scale  main.py:1
           2 >   0  loadLocal(0)  x
           2     1  loadLocal(1)  by
           2     2  binary(*)
           2     3  returnValue
           2     4  constant(0)  None
           2     5  returnValue

        """)
  }

  @Test func aFileIsListedWithItsFunctions() throws {
    let code = try #require(run(Self.listing).machine.inspector.byteCode(of: "main.py"))
    #expect(code.hasPrefix("<module>  main.py:1\n"))
    #expect(code.contains("makeFunction(0)  scale\n"))
    #expect(code.contains("\nscale  main.py:1\n"))
  }

  @Test func theNextInstructionShowsItsOperands() throws {
    var outcome = run(Self.listing)
    outcome.machine.setSessionName("scale", to: try #require(outcome["scale"]))
    try outcome.machine.begin("scale(3)", name: "<call>")
    var lines: [String] = []
    while let next = outcome.machine.inspector.nextInstruction {
      lines.append(next.split(separator: " ").dropFirst().joined(separator: " "))
      try outcome.machine.step()
    }
    #expect(lines.contains("scale 2 2 binary(*) [3, 2]"))
    #expect(lines.last?.hasSuffix("returnValue [6]") == true)
  }
}

struct PreludeTests {
  /// If the prelude defined a name twice, one definition would hide the other.
  @Test func thePreludeDefinesEachNameOnce() {
    let names = Prelude.texts.flatMap { $0.split(separator: "\n") }.compactMap { line in
      line.wholeMatch(of: /(?:def|class) (\w+)[(:].*/)?.1
    }
    #expect(names.count > 200)
    #expect(Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.sorted() == [])
    #expect(Set(names.map(String.init)).subtracting(Prelude.definitions.keys).sorted() == [])
  }

  /// The machine looks up a name among Python's builtins before the prelude. So a builtin would hide a definition of
  /// the same name in the prelude.
  @Test func noNameOfThePreludeIsABuiltin() {
    let library = Library.shared
    let names = Set(Prelude.definitions.keys).union(library.preludeHelpers.keys)
    #expect(names.intersection(library.builtins.keys).sorted() == [])
    #expect(Set(Prelude.definitions.keys).intersection(library.preludeHelpers.keys).sorted() == [])
  }

  @Test func eachStatementOfThePreludeRuns() {
    var machine = Machine(sources: ListingSources(name: "test", files: [:]))
    for name in Prelude.definitions.keys.sorted() { #expect(machine.preludeValue(name) != nil, "\(name)") }
    #expect(machine.clock == 0)
    #expect(machine.isFinished)
  }

  /// A statement of the prelude runs to its end even if the listing has used all frames but one.
  @Test(arguments: [990, 996, 997, 998, 999, 1000])
  func theFirstUseOfAPreludeClassNearTheRecursionLimitIsNoCrash(_ depth: Int) {
    let text = """
      import torch

      def dive(n):
          return torch.autocast('cpu') if n == 0 else dive(n - 1)

      try:
          dive(\(depth))
          print('made')
      except RecursionError:
          print('too deep')
      """
    let outcome = ProgramTests.outcome(ofScript: text)
    #expect(outcome.error == nil)
    #expect(["made\n", "too deep\n"].contains(outcome.machine.output))
  }
}
