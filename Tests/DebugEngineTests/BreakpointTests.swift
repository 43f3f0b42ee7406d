import ListingRuntime
import Testing

@testable import DebugEngine

struct BreakpointTests {
  let listing = """
    class Layer:
        def __init__(self, k):
            self.k = k

        def forward(self, x):
            # a comment
            y = x * self.k
            return y

    def shift(x):
        return x + 1

    def main():
        layers = [Layer(k) for k in range(5)]
        x = 1
        for i, layer in enumerate(layers):
            x = shift(x)
            x = layer.forward(x)
        return x
    """

  private func set(_ places: (String, String?)...) -> (inout Debugger) throws -> Void {
    { debugger in for (place, condition) in places { _ = try debugger.addBreakpoint(at: place, condition: condition) } }
  }

  @Test func aTextNamesALocation() throws {
    var debugger = try debugger(listing)
    let rows: [(String, Breakpoint.Location)] = [
      ("", .line(file: "main.py", line: 14)), ("17", .line(file: "main.py", line: 17)),
      ("main.py:7", .line(file: "main.py", line: 7)), ("shift", .function("shift")),
      ("Layer.forward", .function("Layer.forward")), ("encoder.*", .modules("encoder.*")),
      ("layer 3", .layer(3)), ("op + in a.b", .operation("+", within: "a.b")), ("nosuch", .function("nosuch")),
    ]
    for (text, location) in rows {
      #expect(try debugger.location(text) == location, "\(text)")
      let written = try debugger.addBreakpoint(at: text).breakpoint
      let typed = try debugger.addBreakpoint(at: location).breakpoint
      #expect(written.location == location && typed.resolution == written.resolution, "\(text)")
    }
    #expect(throws: BreakpointProblem.badLocation("layer x")) { try debugger.location("layer x") }
  }

  /// When one breakpoint is added, disabled or deleted, the debugger updates its lookup tables of breakpoints. The
  /// updated tables equal tables that are built again from all breakpoints.
  @Test func changingOneBreakpointLeavesTheOthers() throws {
    var debugger = try debugger(listing)
    let places = ["11", "shift", "Layer.forward", "18", "op +", "17", "op mul", "main"]
    var state: UInt64 = 1
    func pick(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    for edit in 0..<600 {
      let ids = debugger.breakpoints.all.map(\.id)
      switch ids.isEmpty ? 0 : pick(4) {
      case 0, 1: _ = try debugger.addBreakpoint(at: places[pick(places.count)])
      case 2: try debugger.setEnabled(pick(2) == 0, breakpoint: ids[pick(ids.count)])
      default: try debugger.removeBreakpoint(ids[pick(ids.count)])
      }
      if edit % 100 != 99 { continue }
      let anew = debugger.breakpoints.moved(to: debugger.breakpoints.outline, debugger.machine) { $1 }
      var machine = debugger.machine
      var stopping = 0
      while !machine.isFinished {
        try machine.step()
        let here = debugger.breakpoints.candidates(at: machine)
        #expect(here == anew.candidates(at: machine))
        stopping += here.isEmpty ? 0 : 1
      }
      #expect(stopping > 10)
    }
    for id in debugger.breakpoints.all.map(\.id) { try debugger.removeBreakpoint(id) }
    #expect(debugger.breakpoints.hasNoPlaces)
  }

  @Test func linesAndFunctionsStopBothWays() throws {
    try expectStops(
      listing,
      [
        ("c", "shift:11 breakpoint 2"), ("c", "main:18 breakpoint 1"), ("c", "shift:11 breakpoint 2"),
        ("c 3", "main:18 breakpoint 1"),
        ("rc", "shift:11 breakpoint 2"), ("rc 2", "shift:11 breakpoint 2"), ("rc", "main:18 breakpoint 1"),
        ("rc", "shift:11 breakpoint 2"), ("rc", "<pass>:1 begin"), ("c", "shift:11 breakpoint 2"),
      ], setUp: set(("18", nil), ("shift", nil)))
  }

  @Test func conditionsSeeTheFramesVariables() throws {
    try expectStops(
      listing,
      [
        ("c", "main:17 breakpoint 1"), ("c", "main:17 breakpoint 1"), ("c", "end"), ("rc", "main:17 breakpoint 1"),
        ("rc", "main:17 breakpoint 1"), ("rc", "<pass>:1 begin"),
      ], setUp: set(("main.py:17", "i in (2, 3)")))
  }

  @Test func aFailingConditionStopsWithItsError() throws {
    try expectStops(
      listing,
      [
        ("c", "shift:11 breakpoint 1 NameError: name 'nope' is not defined")
      ], setUp: set(("shift", "nope > 1")))
  }

  @Test func aStepStopsAtBreakpointsOnItsWay() throws {
    try expectStops(
      listing,
      [
        ("n 4", "shift:11 breakpoint 1"), ("f", "main:17 returned 2"), ("n 2", "main:16"),
        ("rn 3", "shift:11 breakpoint 1"),
      ], setUp: set(("shift", nil)))
  }

  @Test func aLineWithoutCodeMovesToTheNextOne() throws {
    var debugger = try debugger(listing)
    let new = try debugger.addBreakpoint(at: "5")
    #expect(new.breakpoint.resolution == .line(file: "main.py", line: 7))
    #expect(new.movedFrom == 5)
    #expect(throws: BreakpointProblem.noCode(file: "main.py", line: 40, lastLine: 19)) {
      try debugger.addBreakpoint(at: "40")
    }
  }

  @Test func unknownLocationsWaitAndTheNearestNameIsShown() throws {
    var debugger = try debugger(listing)
    #expect(try debugger.addBreakpoint(at: "shfit").problem == .unknownFunction("shfit", nearest: "shift"))
    #expect(try debugger.addBreakpoint(at: "mian.py:3").problem == .unknownFile("mian.py", nearest: "main.py"))
    #expect(debugger.breakpoints.all.map(\.resolution) == [.pending, .pending])
    #expect(throws: BreakpointProblem.badLocation("a b")) { try debugger.addBreakpoint(at: "a b") }
    #expect(throws: BreakpointProblem.self) { try debugger.addBreakpoint(at: "shift", condition: "1 +") }
  }

  /// A pending breakpoint resolves when the pass imports a file that contains its location. After the import, the
  /// debugger searches only the new file.
  @Test func aPendingBreakpointResolvesWhenItsFileIsImported() throws {
    let texts = [
      "main.py": "def main():\n    import first\n    import second\n    return second.shift(first.shift(1))\n",
      "first.py": "def shift(x):\n    return x + 1\n", "second.py": "def shift(x):\n    return x + 2\n",
    ]
    var machine = Machine(sources: ListingSources(name: "test", script: "main.py") { texts[$0] })
    let names = try machine.load("main.py")
    machine.setSessionName("main", to: try #require(machine.value(named: "main", in: names)))
    try machine.begin("main()", name: "<pass>")
    var outline = machine.inspector.outline
    #expect(outline.files.keys.sorted() == ["main.py"])
    var debugger = Debugger(machine)
    _ = debugger.start(at: "main")
    let function = try debugger.addBreakpoint(at: "shift").breakpoint.id
    #expect(debugger.breakpoints.all.map(\.resolution) == [.pending])
    #expect(debugger.breakpoints.hasPending)
    for (file, count) in [("first.py", 1), ("second.py", 2)] {
      #expect(debugger.move(.stepOver).name == "step")
      guard case .functions(let places)? = debugger.breakpoints[function]?.resolution else {
        Issue.record("\(file) was not taken up")
        return
      }
      #expect(places.map(\.file) == Array(["first.py", "second.py"].prefix(count)))
      let new = outline.addNewFiles(of: debugger.machine)
      #expect(new.files == [file] && outline.functions[new.functions].map(\.file) == [file])
      #expect(outline.addNewFiles(of: debugger.machine).files.isEmpty)
    }
    #expect(!debugger.breakpoints.hasPending)
    let line = try debugger.addBreakpoint(at: "second:2").breakpoint.id
    for (command, place) in [("c", "shift:2 breakpoint 1"), ("c", "shift:2 breakpoint 1 2")] {
      let reason = try debugger.perform(command)
      #expect(debugger.place(after: reason) == place)
    }
    #expect(debugger.breakpoints[line]?.hitCount == 1)
    for id in [function, line] { try debugger.removeBreakpoint(id) }
    // In both directions, `next` stops once at each import statement.
    for (command, place) in [
      ("rf", "main:4"), ("rn", "main:4"), ("rn", "main:3"), ("rn", "main:2"), ("n", "main:3"), ("n", "main:4"),
    ] {
      let reason = try debugger.perform(command)
      #expect(debugger.place(after: reason) == place)
    }
  }

  @Test func ignoreCountsAndTemporaryBreakpoints() throws {
    var debugger = try debugger(listing)
    let id = try debugger.addBreakpoint(at: "shift").breakpoint.id
    let temporary = try debugger.addBreakpoint(at: "Layer.forward", isTemporary: true).breakpoint.id
    try debugger.setIgnoreCount(2, breakpoint: id)
    let reason = debugger.move(.continue)
    #expect(debugger.place(after: reason) == "Layer.forward:7 breakpoint 2")
    #expect(debugger.breakpoints[temporary] == nil)
    _ = debugger.move(.continue)
    #expect(debugger.breakpoints[id]?.hitCount == 3)
    #expect(debugger.text(of: "i", frame: 1) == "2")
    try debugger.setEnabled(false, breakpoint: id)
    #expect(debugger.move(.continue).name == "finished")
    #expect(throws: BreakpointProblem.noBreakpoint(9)) { try debugger.setEnabled(true, breakpoint: 9) }
  }

  @Test func aWhileLoopAtTheTopOfAFunctionIsEnteredOnce() throws {
    try expectStops(
      """
      def count(n):
          while n > 0:
              n -= 1
          return n

      def main():
          a = count(2)
          return count(1)
      """,
      [("c", "count:2 breakpoint 1"), ("c", "count:2 breakpoint 1"), ("c", "end"), ("rc 2", "count:2 breakpoint 1")],
      setUp: set(("count", nil)))
  }

  static let modules = """
    import torch
    from torch import nn

    class Attention(nn.Module):
        def __init__(self):
            super().__init__()
            self.gate = nn.Dropout(0.5)

        def forward(self, x):
            x = x * 2
            return self.gate(x)

    class Wide(Attention):
        def forward(self, x):
            return super().forward(x) + 1

    class Encoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoders = nn.ModuleList([Attention(), Wide(), Attention()])
            self.after = nn.Sequential(Attention(), Attention())

        def forward(self, x):
            for layer in self.encoders:
                x = layer(x)
            return self.after(x)

    model = Encoder()

    def main():
        return model(torch.zeros(2, 2))
    """

  @Test func modulePathsStopWhereTheModuleIsCalled() throws {
    try expectStops(
      Self.modules,
      [
        ("c", "Attention.forward:10 breakpoint 1"), ("c", "Wide.forward:15 breakpoint 1"),
        ("c", "Attention.forward:10 breakpoint 1"), ("c", "Attention.forward:10 breakpoint 2"), ("c", "end"),
        ("rc", "Attention.forward:10 breakpoint 2"), ("rc 2", "Wide.forward:15 breakpoint 1"),
        ("f", "Encoder.forward:25 returned Tensor"),
      ], setUp: set(("encoders.*", nil), ("after.1", nil)))
  }

  /// A builtin layer has no statements in the listing, so the cursor stops before the layer's call.
  @Test func builtinLayersStopAtTheirCall() throws {
    try expectStops(
      Self.modules,
      [
        ("c", "Attention.forward:11 breakpoint 1"), ("c", "end"), ("rc", "Attention.forward:11 breakpoint 1"),
        ("rn", "Attention.forward:11"),
        ("rn", "Attention.forward:10"), ("rf", "Wide.forward:15"),
      ], setUp: set(("encoders.1.gate", nil)))
  }

  /// `finish` skips the frames of the runtime's own functions.
  @Test func finishSkipsTheFramesOfASequential() throws {
    try expectStops(
      Self.modules,
      [
        ("c", "Attention.forward:10 breakpoint 1"), ("f", "Encoder.forward:26 returned Tensor"),
        ("rs 2", "Attention.forward:10"), ("rf", "Attention.forward:10 breakpoint 1"),
        ("rf", "Encoder.forward:26"),
      ], setUp: set(("after.0", nil)))
  }
}
