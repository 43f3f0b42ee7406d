import Checkpoints
import Foundation
import Tensors
import Testing

/// Runs a model from the user's own code with `--path --make --weights --let --call`.
struct MakeTests {
  private static let net = """
    import torch
    from torch import nn
    from blocks.scale import Scale


    class Net(nn.Module):
        def __init__(self, size, layers=1):
            super().__init__()
            self.layers = nn.ModuleList([nn.Linear(size, size) for _ in range(layers)])
            self.scale = Scale(2.0)

        def forward(self, x):
            for layer in self.layers:
                x = torch.relu(layer(x))  # (batch, size)
            return self.scale(x)
    """
  private static let scale = """
    from torch import nn


    class Scale(nn.Module):
        def __init__(self, factor):
            super().__init__()
            self.factor = factor

        def forward(self, x):
            return x * self.factor
    """
  private static let make = ["--path", "src", "--make", "net.Net(2, layers=1)"]
  private static let call = ["--let", "x = torch.tensor([[1.0, -1.0]])", "--call", "model(x)"]

  /// Runs `body` in a project folder. With the default weights W and biases b, relu(W·[1, −1] + b)·2 is [8, 0], because
  /// 1 + 2 + 1 = 4 and 0 − 3 + 1 < 0.
  private func inProject(
    weights: [(name: String, tensor: Tensor)] = [
      ("layers.0.weight", Tensor([1, -2, 0, 3] as [Float], shape: [2, 2])),
      ("layers.0.bias", Tensor([1, 1] as [Float], shape: [2])),
    ], _ body: (String) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/src/blocks", withIntermediateDirectories: true)
      try Self.net.write(toFile: folder + "/src/net.py", atomically: true, encoding: .utf8)
      try Self.scale.write(toFile: folder + "/src/blocks/scale.py", atomically: true, encoding: .utf8)
      // This file is not in the listing language. fwdb reports no error, because no other file imports it.
      try "async def f():\n    pass\n".write(toFile: folder + "/src/other.py", atomically: true, encoding: .utf8)
      try writeSafetensors(weights, to: folder + "/net.safetensors")
      try body(folder)
    }
  }

  /// `fwdb benchmark` works for a model without a declared layer loop. For such a model it measures no step back.
  @Test func benchmarkMeasuresIt() throws {
    try inProject { folder in
      let program = try run(
        "benchmark", in: folder, Self.make + ["--weights", "net.safetensors", "--repeat", "1"] + Self.call)
      #expect(program.status == 0, "\(program.errors)")
      #expect(program.output.contains("idle") && program.output.contains("summaries"))
    }
  }

  private func run(_ command: String, in folder: String, _ arguments: [String], input: String = "") throws -> Program {
    let words = arguments.map { ["src", "net.safetensors"].contains($0) ? folder + "/" + $0 : $0 }
    return try Program.run([command] + words, input: input)
  }

  @Test func theCallRunsOnTheGivenWeights() throws {
    try inProject { folder in
      let arguments = Self.make + ["--weights", "net.safetensors"] + Self.call
      let program = try run("run", in: folder, arguments + ["--json"])
      #expect(program.status == 0, "\(program.errors)")
      #expect(program.output.contains(#""shape": [1, 2]"#), "\(program.output)")
      #expect(program.output.contains(#""max": 8"#) && program.output.contains(#""min": 0"#), "\(program.output)")
      #expect(program.errors.isEmpty)
    }
  }

  @Test func theDebuggerStopsInsideTheModel() throws {
    try inProject { folder in
      let program = try run(
        "debug", in: folder, Self.make + ["--weights", "net.safetensors"] + Self.call + ["--no-init"],
        input: "next\nstep\nfinish\nreload\ncontinue\n")
      #expect(program.output.hasPrefix("Net.forward at net.py:13"), "\(program.output)")
      #expect(program.output.contains("The pass is over."), "\(program.output)")
    }
  }

  /// The statistics of a complex tensor are labelled as the statistics of |x|. A safetensors trace can contain
  /// complex64 tensors.
  @Test func complexTensorsAreLabelled() throws {
    try withTemporaryFolder { folder in
      let text = """
        import torch
        from torch import nn

        class Turn(nn.Module):
            def forward(self, x):
                y = x * 1j
                return y
        """
      try text.write(toFile: folder + "/net.py", atomically: true, encoding: .utf8)
      func run(_ input: String, _ arguments: String...) throws -> Program {
        try Program.run(
          ["run", "--path", folder, "--make", "net.Turn()", "--let", "x = \(input)", "--call", "model(x)"] + arguments)
      }
      let trace = folder + "/t.safetensors"
      #expect(try run("torch.tensor([3.0, -4.0])", "--trace", trace).output.contains("result |x|  (2,)"))
      let weights = try Program.run(["weights", trace]).output
      #expect(weights.contains("complex64") && weights.contains("of |x|"))
      let wide = try run("torch.tensor([3.0, -4.0]).double()", "--trace", trace)
      #expect(wide.status == 1 && wide.errors.contains("is complex128, which safetensors cannot hold"))
    }
  }

  @Test func theNetworkIsPrinted() throws {
    try inProject { folder in
      let tree = try run("tree", in: folder, Self.make)
      #expect(tree.output.hasPrefix("Net(\n  (layers): ModuleList(\n"), "\(tree.output)\(tree.errors)")
      #expect(tree.output.contains("6 parameters and buffers"))
      let part = try run("tree", in: folder, Self.make + ["--module", "layers.0"])
      #expect(part.output.hasPrefix("Linear(in_features=2, out_features=2, bias=True)"), "\(part.output)\(part.errors)")
    }
  }

  @Test func weightsThatDoNotFitAreAnError() throws {
    let weights = [
      ("layers.0.weight", Tensor([1, 2] as [Float], shape: [2, 1])), ("head.bias", Tensor([1] as [Float], shape: [1])),
    ]
    try inProject(weights: weights) { folder in
      let arguments = Self.make + ["--weights", "net.safetensors"] + Self.call
      let program = try run("run", in: folder, arguments)
      #expect(program.status == 1)
      for line in [
        "net.safetensors does not fit the model:", "layers.0.bias (2,)",
        "layers.0.weight: the model has (2, 2), the checkpoint (2, 1)", "head.bias",
      ] { #expect(program.errors.contains(line), "\(program.errors)") }
      // With `--lenient`, a missing weight is an error only when the listing reads it.
      let lenient = try run("run", in: folder, arguments + ["--lenient"])
      #expect(lenient.errors.contains("layers.0.weight has no value"), "\(lenient.errors)")
    }
  }

  @Test func withoutWeightsReadingAParameterIsAnError() throws {
    try inProject { folder in
      let program = try run("run", in: folder, Self.make + Self.call)
      #expect(program.status == 1)
      #expect(program.errors.contains("note: no --weights: reading a parameter of the model is an error"))
      #expect(program.errors.contains("has no value"), "\(program.errors)")
    }
  }

  private static let badOptions: [(arguments: [String], fragment: String)] = [
    (["--path", "src", "--make", "net.Nett(2)"] + call, "--make 'net.Nett(2)':"),
    (["--path", "src", "--make", "other.Net()"] + call, "'async' is outside the listing language"),
    (["--path", "src", "--make", "nett.Net(2)"] + call, "--make 'nett.Net(2)':"),
    (["--path", "src", "--make", "2 + 3"] + call, "--make '2 + 3': makes 5, which is not a module"),
    (["--path", "/nowhere", "--make", "net.Net(2)"] + call, "/nowhere: there is no such folder (--path)"),
    (make, "--make needs --call"),
    (make + ["--let", "x = torch.tensr(1)", "--call", "model(x)"], "--let 'x = torch.tensr(1)'"),
    (make + ["--listing", "wenet"] + call, "--listing needs a model's folder, not --make"),
    (["--make", "net.Net(2)"] + call, "--make needs --path"),
    (["--path", "src", Example.model], "--path needs --make"),
    (["--weights", "net.safetensors", Example.model], "--weights needs --make"),
    (make + [Example.model] + call, "cannot be given with it"), ([], "Missing expected argument '<model>'"),
  ]

  @Test(arguments: badOptions.indices)
  func badOptionsAreExplained(_ index: Int) throws {
    let (arguments, fragment) = Self.badOptions[index]
    try inProject { folder in
      let program = try run("run", in: folder, arguments)
      #expect(program.status != 0)
      #expect(program.errors.contains(fragment), "\(program.errors)")
    }
  }

  @Test func theOldSpellingOfAModulesPathStillWorks() throws {
    let path = "encoder.encoders.5.conv_module.norm"
    let old = try Program.run(["tree", Example.model, "--path", path])
    let new = try Program.run(["tree", Example.model, "--module", path])
    #expect(old.status == 0 && old.output == new.output, "\(old.errors)")
  }
}
