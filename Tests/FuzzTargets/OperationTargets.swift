import ListingRuntime
import Tensors

/// Every function, method and layer of both frameworks, and every method of Python's types, called with hostile
/// arguments.
let operationTargets = [
  FuzzTarget("torch-calls", about: "torch's functions, methods and layers: hostile arguments", shortCount: 25) {
    calls(&$0, from: torchNames)
  } check: {
    try checkCalls($0, import: "torch")
  },
  FuzzTarget("paddle-calls", about: "Paddle's functions, methods and layers: hostile arguments", shortCount: 15) {
    calls(&$0, from: paddleNames)
  } check: {
    try checkCalls($0, import: "paddle")
  },
  FuzzTarget("python-calls", about: "Python's functions and methods: hostile arguments", shortCount: 25) {
    calls(&$0, from: pythonNames)
  } check: {
    try checkCalls($0, import: "torch")
  },
]

/// Several expressions, one on each line: calls with up to four arguments.
private func calls(_ random: inout FuzzRandom, from names: [String]) -> [UInt8] {
  let isTorch = names.first?.hasPrefix("torch") == true
  return (0..<8).map { _ in call(&random, from: names, isTorch: isTorch) }.joined(separator: "\n").utf8.map { $0 }
}

private func call(_ random: inout FuzzRandom, from names: [String], isTorch: Bool) -> String {
  let name = names.randomElement(using: &random) ?? "len"
  var arguments = (0..<Int.random(in: 0..<5, using: &random)).map { position in
    let takesOperand = isTorch && position == 0 && Int.random(in: 0..<4, using: &random) != 0
    return (takesOperand ? operands : operands + values).randomElement(using: &random) ?? "0"
  }
  var text = name
  if name.hasPrefix(".") {
    let receivers = isTorch || name.hasPrefix(".T") ? operands : operands + values
    text = (receivers.randomElement(using: &random) ?? "x") + name
  }
  if Int.random(in: 0..<4, using: &random) == 0 {
    let keyword = keywords.randomElement(using: &random) ?? "dim"
    arguments.append("\(keyword)=\(values.randomElement(using: &random) ?? "0")")
  }
  text += "(\(arguments.joined(separator: ", ")))"
  // For a layer, the text so far only makes the layer. In most cases, also call the layer with a tensor.
  if name.contains("nn."), Int.random(in: 0..<3, using: &random) != 0 {
    text += "(\(operands.randomElement(using: &random) ?? "x"))"
  }
  return text
}

/// Evaluates each line. A line may raise an error that has a description. The machine must not trap.
private func checkCalls(_ bytes: [UInt8], import framework: String) throws {
  let sources = ListingSources(
    name: "fuzz", files: ["main.py": framework == "torch" ? torchImports : paddleImports])
  var compute = Compute(threads: 1)
  compute.byteLimit = 1 << 26
  var machine = Machine(sources: sources, compute: compute)
  try run(&machine, "import main")
  for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
    var copy = machine
    do {
      try run(&copy, "from main import *\nr = \(line)\ns = str(r)\nif isinstance(r, (list, tuple)): s = r[:3]")
    } catch let error as ListingError where error.description.isEmpty {
      throw FuzzFailure("an error without words")
    } catch let failure as FuzzFailure { throw failure } catch {}
  }
}

/// Runs statements to their end, an error, or the instruction limit.
private func run(_ machine: inout Machine, _ text: String) throws {
  try machine.begin(text, name: "<fuzz>")
  for _ in 0..<20_000 where !machine.isFinished {
    try machine.step()
    if machine.bytesMade > 1 << 28 || machine.output.utf8.count > 1 << 22 { return }
  }
}

// MARK: Material

private let torchImports =
  "import torch, math\nimport torch.nn.functional as F\nfrom torch import nn\nimport numpy as np\n"
private let paddleImports = """
  import paddle, math
  import paddle as torch
  import paddle.nn.functional as F
  from paddle import nn
  import numpy as np

  """

/// Tensors as operands: empty tensors, tensors of rank 0, expanded tensors with more elements than the memory can hold,
/// many dtypes, and extreme values.
private let operands = [
  "torch.ones(2, 3)", "torch.ones(0, 3)", "torch.zeros(0)", "torch.ones(0).expand(2**26, 0)",
  "torch.ones(1).expand(2**36)", "torch.ones(1).expand(2**60)",
  "torch.ones(1).expand([1] * 60)", "torch.tensor(5)", "torch.tensor([2**63 - 1, 0])", "torch.tensor([-2**63, 3])",
  "torch.tensor([float('nan'), float('inf'), -float('inf'), 0.0])", "torch.tensor([True, False])",
  "torch.ones(2, 3, 4, 5)", "torch.ones(1, 2, 3).double()", "torch.ones(2, 2).half()", "torch.arange(6)",
  "torch.arange(6).reshape(2, 3).t()", "torch.ones(4, 4)", "torch.ones(2, 0, 3)", "torch.zeros(3, dtype=torch.int64)",
  "torch.zeros(2, 2, dtype=torch.uint8)", "torch.full((3,), -1)", "torch.ones(1, 1, 8)", "torch.ones(1, 1, 8, 8)",
]

/// Numbers, sequences and strings that a function may handle wrongly if it does not check its arguments.
private let values = [
  "0", "1", "-1", "2", "3", "7", "2**31", "-2**31", "2**62", "2**63 - 1", "-2**63", "10**6", "0.5", "-0.0", "1e308",
  "float('nan')", "float('inf')", "None", "True", "False", "''", "'sum'", "'mean'", "'none'", "'nearest'", "'bilinear'",
  "'reflect'", "'same'", "'a' * 1000", "'é\\U0001F600'", "[]", "()", "[1, 2]", "(0, 1)", "(2, 3)", "[2**62, 2**62]",
  "[-1, -1]", "[True, False]", "(-1,)", "(2**40, 0)", "[torch.ones(2, 3)] * 2", "[torch.ones(0)] * 3", "torch.float32",
  "torch.int64", "torch.bool", "slice(None, None, -1)", "slice(2**62, -2**62, 2**62)", "...", "{}", "{'a': 1}",
  "{1, 2}",
  "range(2**60)", "range(5)", "'ij,jk->ik'", "'...i,i'", "lambda x: x", "float", "'cpu'", "(1, 2, 3, 4, 5, 6, 7, 8)",
]

private let keywords = [
  "dim", "axis", "dtype", "keepdim", "out", "size", "padding", "stride", "dilation", "groups", "mode", "value",
  "reduction", "bias", "eps", "p", "n", "k", "diagonal", "descending", "start", "end", "step", "sep", "key", "default",
]

/// The names that a listing finds in the framework: `torch.x`, `F.x`, `nn.X` and the tensor method `.x`.
private let torchNames = names(of: torchImports)
private let paddleNames = names(of: paddleImports).map { $0 }

private func names(of imports: String) -> [String] {
  let listing = """
    text = []
    for name in dir(torch): text.append('torch.' + name)
    for name in dir(F): text.append('F.' + name)
    for name in dir(nn): text.append('nn.' + name)
    for name in dir(torch.ones([2])): text.append('.' + name)
    print('\\n'.join(text))
    """
  return printed(imports + listing)
}

private let pythonNames = printed(
  """
  import math, itertools, operator, random, string, statistics, collections, functools
  text = [
      'abs', 'all', 'any', 'bin', 'bool', 'chr', 'dict', 'divmod', 'enumerate', 'filter', 'float', 'format', 'frozenset',
      'hash', 'hex', 'int', 'iter', 'len', 'list', 'map', 'max', 'min', 'next', 'oct', 'ord', 'pow', 'range', 'repr',
      'reversed', 'round', 'set', 'slice', 'sorted', 'str', 'sum', 'tuple', 'zip']
  for name in dir(math): text.append('math.' + name)
  for value in ['', [], {}, (), {1}, 1, 1.0]:
      for name in dir(value): text.append('.' + name)
  print('\\n'.join(text))
  """)

private func printed(_ listing: String) -> [String] {
  var machine = Machine(sources: ListingSources(name: "fuzz", files: ["main.py": listing]))
  guard (try? machine.begin("import main", name: "<fuzz>")) != nil else { return [] }
  while !machine.isFinished { guard (try? machine.step()) != nil else { break } }
  return machine.output.split(separator: "\n").map(String.init).filter { !$0.contains("__") }
}
