import Testing

@testable import ListingRuntime

/// The error of an operation shows the operands: their names in the listing, shapes and dtypes.
@Suite struct OperandErrorTests {
  private func expectMessage(_ lines: String..., of text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let outcome = run("import torch\nfrom torch import nn\n" + text)
    #expect(outcome.error?.message == lines.joined(separator: "\n"), sourceLocation: sourceLocation)
  }

  @Test func aProductNamesItsOperands() {
    expectMessage(
      "matmul: inner sizes differ: q_with_bias_u (1, 8, 90, 64) @ p.transpose (1, 8, 89, 64)",
      "  in torch.matmul(q_with_bias_u, p.transpose(-2, -1))",
      "  with q_with_bias_u: float32 (1, 8, 90, 64); p.transpose: float32 (1, 8, 89, 64)",
      of: """
        q_with_bias_u = torch.zeros(1, 8, 90, 64)
        p = torch.zeros(1, 8, 64, 89)
        scores = torch.matmul(q_with_bias_u, p.transpose(-2, -1))
        """)
    expectMessage(
      "matmul: inner sizes differ: a (2, 3) @ self.w (2, 3)", "  in a @ self.w",
      "  with a: float32 (2, 3); self.w: int64 (2, 3)",
      of: """
        class Layer:
            def __init__(self):
                self.w = torch.ones(2, 3, dtype=torch.int64)
            def __call__(self, a):
                return 1 + (a @ self.w)
        Layer()(torch.zeros(2, 3))
        """)
  }

  @Test func operatorsMethodsAndKeywordsToo() {
    expectMessage(
      "add: shapes x (2, 3) and -y (4) do not broadcast: axis 1 has 3 and 4", "  in x + -y",
      "  with x: float32 (2, 3); -y: float32 (4,)", of: "x, y = torch.zeros(2, 3), torch.ones(4)\nx + -y")
    expectMessage(
      "add: shapes x (2, 3) and y (4) do not broadcast: axis 1 has 3 and 4", "  in x += y",
      "  with x: float32 (2, 3); y: float32 (4,)", of: "x, y = torch.zeros(2, 3), torch.ones(4)\nx += y")
    expectMessage(
      "reshape: x[…] (3) does not fit (2, 2)", "  in x[0].view(2, 2)", "  with x[…]: float32 (3,)",
      of: "x = torch.zeros(2, 3)\nx[0].view(2, 2)")
    expectMessage(
      "matmul: inner sizes differ: x (2, 3) @ y (2, 3)", "  in torch.matmul(input=x, other=y)",
      "  with x: float32 (2, 3); y: float32 (2, 3)",
      of: "x, y = torch.zeros(2, 3), torch.ones(2, 3)\ntorch.matmul(input=x, other=y)")
  }

  @Test func anOperationOverSeveralLinesIsNamedToo() {
    expectMessage(
      "matmul: inner sizes differ: x (2, 3) @ y (2, 3)", "  with x: float32 (2, 3); y: float32 (2, 3)",
      of: "x, y = torch.zeros(2, 3), torch.ones(2, 3)\ntorch.matmul(\n    x,\n    y)")
  }
}

@Suite struct TracebackTests {
  /// The traceback of a deep recursion is shortened, as in Python.
  @Test func aRecursionIsShortened() throws {
    let error = try #require(run("def f(n):\n    return f(n + 1)\nf(0)\n").error)
    let lines = error.description.split(separator: "\n")
    #expect(error.traceback.count > 900)
    #expect(lines.count == 11, "\(error)")
    #expect(lines.contains { $0.hasPrefix("  [the line above 9") && $0.hasSuffix(" more times]") }, "\(error)")
    #expect(lines.last == "RecursionError: maximum recursion depth exceeded")
  }

  @Test func aLongTracebackKeepsBothEnds() throws {
    let text = "def f(n):\n    return g(n + 1)\ndef g(n):\n    return f(n + 1)\nf(0)\n"
    let error = try #require(run(text).error)
    let lines = error.description.split(separator: "\n")
    #expect(lines.count < 200)
    #expect(lines.contains { $0.hasPrefix("  [9") && $0.hasSuffix(" calls]") }, "\(error)")
  }
}

@Suite struct LoadNotesTests {
  @Test func missingNamesAreNotedOnLoading() {
    let outcome = run(
      """
      import torch
      import wandb
      from fairseq.utils import log

      @torch.fancy
      def f(x):
          return x + 1

      @wandb.watch
      class A:
          def g(self, x):
              return torch.sparse.mm(x)

      print("loaded")
      """)
    #expect(outcome.error == nil)
    #expect(outcome.output == ["loaded"])
    let notes = outcome.machine.notes.joined(separator: "\n")
    for name in ["wandb ", "fairseq.utils.log ", "torch.fancy ", "torch.sparse"] {
      #expect(notes.contains(name), "\(name) in \(notes)")
    }
  }

  @Test func aWarningOfTheParserIsANote() {
    let outcome = run("def f(x):\n    assert (x, 'message')\n")
    #expect(outcome.machine.notes.contains { $0.contains("a tuple is always true") })
  }

  @Test func aCompleteListingHasNoNotes() {
    #expect(run("import math, torch\nx = torch.zeros(2) + math.pi\n").machine.notes == [])
  }
}

@Suite struct ImportTests {
  @Test func packagesRunBeforeTheirSubmodules() {
    let outcome = run(files: [
      "main.py":
        "import pack.inner.deep\nimport pack.side as s\nprint(pack.name, pack.inner.deep.f(2), s.y, pack.side.y)",
      "pack/__init__.py": "name = 'pack'\nprint('pack runs')", "pack/inner/__init__.py": "",
      "pack/inner/deep.py": "def f(x):\n    return x + 1", "pack/side.py": "y = 5",
    ])
    #expect(outcome.error == nil, "\(outcome.error!)")
    #expect(outcome.output == ["pack runs", "pack 3 5 5"])
  }

  @Test func anImportAnywhereSetsTheDialect() {
    for first in ["import math, paddle", "import math\ntry:\n    import paddle\nexcept ImportError:\n    pass"] {
      let outcome = run(first + "\nx = paddle.zeros([2, 3])\nprint(x.shape)")
      #expect(outcome.output == ["[2, 3]"])
    }
  }
}

@Suite struct HostValueTests {
  /// The host may keep the result of a call during later calls. The garbage collection does not free this result.
  @Test func resultsOfEarlierCallsStayValid() throws {
    var outcome = run(
      """
      def make():
          return [[i] for i in range(3)]
      def litter():
          for i in range(30000):
              x = [i]
      """)
    let make = try #require(outcome["make"]), litter = try #require(outcome["litter"])
    let kept = try outcome.machine.call(make, [])
    _ = try outcome.machine.call(litter, [])
    let again = try outcome.machine.call(make, [])
    #expect(outcome.machine.representation(of: kept) == "[[0], [1], [2]]")
    #expect(outcome.machine.representation(of: again) == "[[0], [1], [2]]")
  }
}
