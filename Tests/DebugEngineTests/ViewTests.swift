import ListingRuntime
import Tensors
import Testing

@testable import DebugEngine

struct ViewTests {
  let listing = """
    import torch

    def attend(query, scale=2.0):  # (batch, time)
        scores = query * scale  # (#batch, time)
        flat = scores.reshape(6)  # (batch, time)
        first, rest = scores[0], scores  # (time,)
        pairs = {"a": [1, 2], "b": (query, None)}
        mask = scores > 2
        mask[0, 0] = True
        return mask

    def main():
        return attend(torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    """

  private func variables(of debugger: Debugger) -> [String] {
    debugger.variables().map { variable in
      var axes = ""
      if case .tensor(let tensor) = variable.value { axes = tensor.axes.map { " \($0)" } ?? "" }
      return "\(variable.kind) \(variable.name)\(variable.hasChanged ? "*" : "") \(variable.value.line)\(axes)"
        + (variable.assignedOnLine.map { " @\($0)" } ?? "") + (variable.warning.map { " ! \($0)" } ?? "")
    }
  }

  @Test func variablesAreBoundedAndHaveTheirLine() throws {
    var debugger = try debugger(listing)
    _ = debugger.move(.stepInto)
    #expect(
      variables(of: debugger) == [
        #"argument query [2, 3] float32 1.0 2.0 3.0 4.0 5.0 6.0 ["batch", "time"]"#, "argument scale 2.0",
      ])
    _ = debugger.move(.stepOver, count: 2)
    #expect(
      variables(of: debugger).suffix(2) == [
        #"local scores* [2, 3] float32 2.0 4.0 6.0 8.0 10.0 12.0 ["batch", "time"] @4"#,
        "local flat* [6] float32 2.0 4.0 6.0 8.0 10.0 12.0 @5 ! the comment says (batch, time), the shape is (6,)",
      ])
    _ = debugger.move(.stepOver, count: 3)
    #expect(
      variables(of: debugger).suffix(4) == [
        #"local first* [3] float32 2.0 4.0 6.0 ["time"] @6"#, "local rest* [2, 3] float32 2.0 4.0 6.0 8.0 10.0 12.0 @6",
        "local pairs* 2: {'a': [1, 2], 'b': (Tensor(2, 3), None)} @7",
        "local mask* [2, 3] bool 0.0 1.0 1.0 1.0 1.0 1.0 @8",
      ])
    // An in-place write changes the value of the variable without an assignment.
    _ = debugger.move(.stepOver)
    #expect(
      variables(of: debugger).filter { $0.contains("*") } == ["local mask* [2, 3] bool 1.0 1.0 1.0 1.0 1.0 1.0 @8"])
  }

  @Test func childrenAreFoundByTheirAccessors() throws {
    var debugger = try debugger(listing)
    _ = debugger.move(.stepInto)
    _ = debugger.move(.stepOver, count: 4)
    let children = try debugger.children(of: "pairs").get()
    #expect(children.map { "\($0.accessor) \($0.value.line)" } == ["['a'] 2: [1, 2]", "['b'] 2: (Tensor(2, 3), None)"])
    #expect(try debugger.children(of: "pairs['b']", in: 1..<50).get().map(\.accessor) == ["[1]"])
    #expect(debugger.text(of: "pairs['a'][1]") == "2")
  }

  @Test func expressionsSeeTheFramesNames() throws {
    var debugger = try debugger(listing)
    _ = debugger.move(.stepInto)
    let table = [
      ("query[0, 1] * scale", "[] float32 4.0"), ("zeros(1, 2) + 1", "[1, 2] float32 1.0 1.0"),
      ("[scale * i for i in range(2)]", "2: [0.0, 2.0]"), ("(lambda v: v + scale)(1)", "3.0"),
      ("attend(query).shape", "2: (2, 3)"), ("query.max(), query[0] > 1, scale", "3: (6.0, Tensor(3,), 2.0)"),
      ("quary", "NameError: name 'quary' is not defined. Did you mean 'query'?"),
      ("query[5]", "IndexError: axis 0 index 5 is out of range: the size is 2"),
    ]
    let before = fingerprint(debugger.machine)
    for (expression, expected) in table { #expect(debugger.text(of: expression) == expected) }
    #expect(debugger.text(of: "scale", frame: 1) == "NameError: name 'scale' is not defined")
    #expect(debugger.text(of: "1 +").hasPrefix("SyntaxError"))
    #expect(fingerprint(debugger.machine) == before)
    #expect(debugger.completions(of: "print(scale") == ["scale"])
    #expect(debugger.completions(of: "query.softm") == ["softmax"])
  }

  @Test func assignmentsReachVariablesElementsAndTheSession() throws {
    var debugger = try debugger(listing)
    _ = debugger.move(.stepInto)
    #expect(try debugger.assign("query[:, 1] = 0") == [])
    #expect(try debugger.assign("scale = 10") == [.variable("scale")])
    #expect(try debugger.assign("probe = 7") == [.newSessionVariable("probe")])
    #expect(try debugger.assign("probe += 1") == [.sessionVariable("probe")])
    _ = debugger.move(.stepOver)
    #expect(debugger.text(of: "scores") == "[2, 3] float32 10.0 0.0 30.0 40.0 0.0 60.0")
    #expect(debugger.text(of: "probe", frame: 1) == "8")
  }

  @Test func layersAreRecordedWhileThePassRuns() throws {
    var debugger = try debugger(ToyEncoder.small, profile: ToyEncoder.profile)
    _ = try debugger.addBreakpoint(at: "encoders.1")
    #expect(debugger.layerViews.isEmpty)
    _ = debugger.move(.continue)
    let frame = try #require(debugger.frame(0))
    #expect(frame.modulePath == "encoders.1")
    #expect(debugger.frame(1)?.line == 16)
    #expect(
      debugger.layerPosition
        == LoopPosition(target: "i, layer", iterable: "enumerate(self.encoders)", line: 15, iteration: 2, count: 3))
    func layers() -> [String] {
      debugger.layerViews.map { "\($0.number) \($0.state) \($0.output?.mean.map { "\($0)" } ?? "-")" }
    }
    #expect(layers() == ["0 done 1.0", "1 done 2.0", "2 current -", "3 coming -"])
    #expect(debugger.layerViews[1].seconds != nil)
    _ = debugger.move(.continue)
    #expect(debugger.layerPosition == nil)
    #expect(layers() == ["0 done 1.0", "1 done 2.0", "2 done 4.0", "3 done 8.0"])
    _ = debugger.move(.continue, .backward)
    #expect(layers() == ["0 done 1.0", "1 done 2.0", "2 current 4.0", "3 coming 8.0"])
    _ = try debugger.assign("x = x * 0")
    #expect(layers() == ["0 done 1.0", "1 done 2.0", "2 current -", "3 coming -"])
  }

  @Test func framesAreNumberedFromTheInnermost() throws {
    var debugger = try debugger(ToyEncoder.small)
    _ = try debugger.addBreakpoint(at: "7")
    _ = debugger.move(.continue)
    let frames = debugger.frames.map { frame in
      "\(frame.index) \(frame.function) \(frame.line) \(frame.modulePath ?? "-") \(frame.file.text(in: frame.range))"
        + frame.loops.map { " \($0.target) \($0.iteration)/\($0.count ?? -1)" }.joined()
    }
    #expect(
      frames == [
        "0 Layer.forward 7 encoders.0 return y", "1 Encoder.forward 16  layer(xs) i, layer 1/3",
        "2 main 22 - model(torch.ones(1, 2))", "3 <pass> 1 - main()",
      ])
    #expect(debugger.text(of: "i", frame: 1) == "0")
    #expect(debugger.modules.map(\.path) == ["", "encoders", "encoders.0", "encoders.1", "encoders.2"])
  }

  @Test func elementsAreReadInParts() throws {
    var debugger = try debugger(
      """
      import torch

      def main():
          x = torch.arange(24).reshape(2, 3, 4)
          return x
      """)
    _ = debugger.move(.stepOver)
    guard case .tensor(let view)? = debugger.variables().first?.value, let elements = view.elements else {
      Issue.record("x is a tensor")
      return
    }
    #expect(view.dtype == .int64)
    #expect(elements.element(at: [1, 2, 3]) == .int(23))
    #expect(elements.element(at: [2, 0, 0]) == nil)
    #expect(
      elements.grid(rowAxis: 1, columnAxis: 2, at: [1, 0, 0], maxRows: 3, maxColumns: 2)?.values == [
        12.5, 14.5, 16.5, 18.5, 20.5, 22.5,
      ])
    #expect(elements.slice([0: 1, 2: 0])?.prefix(10) == [.int(12), .int(16), .int(20)])
    #expect(
      elements.slice([0: 1, 2: 0])?.grid(rowAxis: 0, columnAxis: 0, maxRows: 5, maxColumns: 3)?.values == [12, 16, 20])
    #expect(elements.histogram(bins: 4)?.counts == [6, 6, 6, 6])
  }
}
