import Testing

@testable import DebugEngine

struct CatchTests {
  private let listing = """
    import torch
    from torch import nn

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.scale = nn.Parameter(torch.tensor([1.0, float("nan"), 1.0]))

        def forward(self, x):
            y = x + 1.0
            return y * self.scale

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.blocks = nn.ModuleList([Block(), Block()])

        def forward(self, x):
            for block in self.blocks:
                x = block(x)
            return x

    model = Net()

    def main():
        x = torch.tensor([[1.0, -2.0, 0.0], [4.0, 5.0, 6.0]])
        mask = torch.tensor([[True, True, True], [True, False, False]])
        scores = x.masked_fill(mask, -float("inf"))
        attn = torch.softmax(scores, dim=-1)
        attn = attn.masked_fill(mask, 0.0)
        ratio = x / x
        big = torch.exp(x * 100.0)
        return model(x)
    """

  private func reports(_ text: String) throws -> [(place: String, CatchReport.Cause)] {
    var debugger = try debugger(listing, observes: true)
    _ = try debugger.addCatch(text)
    var found: [(String, CatchReport.Cause)] = []
    while case .caught(let report) = debugger.move(.continue) {
      found.append(("\(report.operation.function):\(report.operation.line) \(report.operation.name)", report.cause))
    }
    // Backward, the catchpoint stops at the same operations in the opposite order.
    for (place, _) in found.reversed() {
      guard case .caught(let report) = debugger.move(.continue, .backward) else {
        Issue.record("nothing is caught on the way back where \(place) is expected")
        continue
      }
      #expect("\(report.operation.function):\(report.operation.line) \(report.operation.name)" == place)
    }
    #expect(debugger.move(.continue, .backward).name == "beginning")
    return found
  }

  @Test func producedAndEnteringNaNAreDistinguished() throws {
    let found = try reports("nan")
    #expect(found.map(\.place) == ["main:29 softmax", "main:31 /", "Block.forward:11 *", "Block.forward:11 *"])
    guard found.count == 4 else { return }
    guard case .made(.notANumber, 3, [0, 0], let explanation) = found[0].1 else {
      Issue.record("\(found[0].1)")
      return
    }
    #expect(explanation == "scores[0, :] is -inf from end to end: the row is fully masked, and its softmax is 0 / 0")
    guard case .made(.notANumber, 1, [0, 2], let division) = found[1].1 else {
      Issue.record("\(found[1].1)")
      return
    }
    #expect(division == "there it is 0.0 / 0.0")
    guard case .entered(.notANumber, let path, 1, [1]) = found[2].1 else {
      Issue.record("\(found[2].1)")
      return
    }
    #expect(path == "blocks.0.scale")
    if case .entered(_, let second, _, _) = found[3].1 { #expect(second == "blocks.1.scale") }
  }

  /// A constant infinity in the listing is intended, so the catchpoint ignores it.
  @Test func aConstantInfinityIsNotCaught() throws {
    let found = try reports("inf")
    #expect(found.map(\.place) == ["main:32 exp"])
    if case .made(_, _, _, let explanation)? = found.first?.1 { #expect(explanation == "there it is exp(100.0)") }
  }

  @Test func statisticsCatchAnyResultWithinAModule() throws {
    let inBlocks = ["Block.forward:10 +", "Block.forward:11 *"]
    #expect(try reports("absmax > 6.5").map(\.place) == ["main:32 *"] + inBlocks + inBlocks)
    #expect(try reports("absmax >= 7 in blocks.1").map(\.place) == inBlocks)
    var debugger = try debugger(listing)
    let unknown = BreakpointProblem.unknownStatistic("absmin", nearest: "absmax")
    #expect(throws: unknown) { try debugger.addCatch("absmin > 3") }
    #expect(throws: BreakpointProblem.badCatch("often")) { try debugger.addCatch("often") }
  }

  /// A catchpoint does not change the pass: at every stop the state equals the state of a pass without a catchpoint.
  @Test func aCatchpointChangesNothing() throws {
    var plain = try debugger(listing), catching = try debugger(listing, observes: true)
    _ = try catching.addCatch("absmax > 1e30")
    while !plain.isFinished {
      _ = plain.move(.stepInto)
      while case .caught = catching.move(.stepInto) {}
      #expect(fingerprint(plain.machine) == fingerprint(catching.machine))
    }
  }

  /// The pass observer summarizes each result when the operation computes it. This includes in-place operations and
  /// operations with several results.
  @Test func eachResultIsSummarizedWhenItIsComputed() throws {
    var debugger = try debugger(
      """
      import torch

      def main():
          x = torch.tensor([[1.0, 2.0]])
          y = torch.relu(x).repeat(3, 1)
          values, indices = torch.topk(y * 2, 2, dim=0)
          y[0, 0] = 5.0
          y += 1
          y.mul_(2)
          parts = [y + 1 for _ in range(2)]
          return torch.cat(parts + [values])
      """, observes: true)
    var looked = 0
    while !debugger.isFinished {
      _ = debugger.move(.stepInstruction)
      for storage in debugger.machine.inspector.heldStorages() {
        looked += 1
        #expect(debugger.cache.hasLooked(at: storage), "after instruction \(debugger.machine.clock)")
      }
    }
    #expect(looked > 20)
  }

  /// Going backward, the debugger replays only the parts of the pass whose results may contain NaN or Inf. The debugger
  /// can skip the other parts only if it has observed every result.
  @Test(arguments: [
    "self.table[:1]", "self.table.T", "self.table.chunk(2)", "torch.unbind(self.table)",
    "[self.table[1], self.table[0]]", "x[:1].as_strided((2,), (1,))", "x.log().chunk(2)", "torch.topk(x.log(), 2)",
    "x.sqrt_()",
  ]) func goingBackStopsWhereGoingForwardStopped(_ expression: String) throws {
    var debugger = try debugger(
      """
      import torch
      from torch import nn

      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.table = nn.Parameter(torch.tensor([[1.0, float("nan")], [2.0, 3.0]]))

          def forward(self, x):
              for _ in range(3):
                  y = torch.ones(2) + 1
              given = \(expression)
              for _ in range(3):
                  y = y + 1
              return y

      model = Net()

      def main():
          x = torch.tensor([1.0, -1.0]) * torch.tensor([1.0, float("inf")])
          return model(x)
      """, observes: true)
    // Move the cursor beyond the computation of x, so that a replay can begin at this stop.
    _ = debugger.move(.stepInto, count: 2)
    #expect(debugger.frame(0)?.function == "Net.forward")
    _ = try debugger.addCatch("nan")
    _ = try debugger.addCatch("inf")
    var there: [String] = []
    while case .caught(let report) = debugger.move(.continue) {
      there.append("\(report.operation.clock) \(report.cause)")
    }
    let isComplete = debugger.observations.isComplete
    #expect(isComplete, "else everything is run again")
    #expect(!there.isEmpty)
    var back: [String] = []
    while case .caught(let report) = debugger.move(.continue, .backward) {
      back.append("\(report.operation.clock) \(report.cause)")
    }
    #expect(back == there.reversed())
  }

  /// A weight's NaN is reported once, at the first operation of the pass that uses the weight. A catchpoint that the
  /// user sets later does not report this NaN at a later operation.
  @Test(arguments: [true, false], [0, 256_000_000]) func aWeightsNaNIsReportedOnce(_ observes: Bool, _ bytes: Int)
    throws
  {
    var debugger = try debugger(
      """
      import torch
      from torch import nn

      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.bias = nn.Parameter(torch.tensor([1.0, float("nan")]))

          def forward(self, x):
              return x + self.bias

      model = Net()

      def main():
          x = torch.ones(2)
          for _ in range(6):
              y = model(x)
          return y
      """, history: .bytes(bytes), observes: observes)
    _ = debugger.move(.continue)
    var middle = debugger
    _ = try debugger.addCatch("nan")
    func clocks(_ direction: Direction) -> [Int] {
      var clocks: [Int] = []
      while case .caught(let report) = debugger.move(.continue, direction) { clocks.append(report.operation.clock) }
      return clocks
    }
    let back = clocks(.backward)
    #expect(back.count == 1)
    #expect(clocks(.forward) == back)
    _ = try middle.go(to: .fraction(0.5))
    _ = try middle.addCatch("nan")
    #expect(middle.move(.continue).name == "finished")
  }

  /// If no operation uses a weight, the weight is not summarized, even if the listing assigns the weight to a variable
  /// or reads its shape.
  @Test func aWeightThatIsOnlyReadIsNotSummarized() throws {
    var debugger = try debugger(
      """
      import torch
      from torch import nn

      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.tables = [nn.Parameter(torch.ones(5))]

          def forward(self, x):
              size = self.tables[0].shape[0]
              table = self.tables[0]
              return x * size

      model = Net()

      def main():
          return model(torch.ones(2))
      """, observes: true)
    #expect(debugger.move(.continue).name == "finished")
    let table = try debugger.machine.evaluating("model.tables[0]", frame: nil).get()
    let tensor = try #require(table.machine.tensor(in: table.value))
    #expect(!debugger.cache.hasLooked(at: tensor.storage))
  }

  /// An ablated module returns zeros. Catchpoints and summaries see these zeros.
  @Test func catchpointsSeeTheZerosOfAnAblatedModule() throws {
    var debugger = try debugger(
      """
      import torch
      from torch import nn

      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.act = nn.ReLU()

          def forward(self, x):
              y = self.act(x)
              return y + 1.0

      model = Net()

      def main():
          return model(torch.tensor([1.0, 2.0]))
      """)
    debugger.observes = true
    _ = try debugger.addCatch("absmax == 0 in act")
    #expect(debugger.move(.continue).name == "finished")
    _ = debugger.restart()
    _ = try debugger.ablate("act")
    guard case .caught(let report) = debugger.move(.continue), case .statistic(.absmax, let value) = report.cause else {
      Issue.record("the module gives zeros")
      return
    }
    #expect(value == 0)
    #expect(report.operation.modulePath == "act")
  }

  /// Observing does not change the pass: after every instruction, both machines have the same state, bit for bit.
  @Test func observingChangesNoBit() throws {
    var plain = try debugger(listing)
    var armed = plain
    armed.observes = true
    for text in ["nan", "inf", "error", "absmax > 1", "mean < 0 in blocks.*"] { _ = try armed.addCatch(text) }
    _ = try armed.addWatch("model.blocks[0].scale")
    var instructions = 0
    while !plain.isFinished {
      _ = plain.move(.stepInstruction)
      // A catchpoint can also stop in the frames of the runtime's own functions, so one move may not be enough.
      while armed.machine.clock < plain.machine.clock { _ = armed.move(.stepInstruction) }
      #expect(fingerprint(plain.machine) == fingerprint(armed.machine))
      instructions += 1
    }
    #expect(instructions > 50 && armed.isFinished)
    #expect(armed.breakpoints.all.contains { $0.hitCount > 0 })
  }
}
