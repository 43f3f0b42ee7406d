import Testing

@testable import ListingRuntime

/// A hostile listing ends with an error of the listing. It never crashes the program.
@Suite struct HostileTests {
  @Test(arguments: [
    ("MemoryError", "10 ** 10 ** 10"), ("MemoryError", "1 << 10 ** 9"), ("MemoryError", "2 ** 2 ** 2 ** 2 ** 9"),
    ("MemoryError", "(1 << 1048575) * 2"), ("MemoryError", "(1 << 1048575) + (1 << 1048575)"),
    ("MemoryError", "math.factorial(10 ** 18)"), ("MemoryError", "math.perm(10 ** 9)"),
    ("MemoryError", "math.comb(10 ** 18, 10 ** 17)"),
    ("MemoryError", "int('f' * 300000, 16)"), ("MemoryError", "int.from_bytes(bytes(200000), 'big')"),
    ("MemoryError", "(1).to_bytes(10 ** 18, 'big')"), ("MemoryError", "bytes(10 ** 18)"),
    ("MemoryError", "b'x' * 10 ** 18"),
    ("ValueError", "str(10 ** 5000)"), ("ValueError", "print([10 ** 5000])"), ("ValueError", "f'{10 ** 5000}'"),
    ("ValueError", "'%d' % 10 ** 5000"), ("ValueError", "int('1' * 5000)"), ("ValueError", "format(10 ** 5000, ',')"),
    ("OverflowError", "float(10 ** 400)"), ("OverflowError", "10 ** 400 * 1.0"), ("OverflowError", "10 ** 400 / 3"),
    ("OverflowError", "'a' * 10 ** 30"), ("IndexError", "[1][10 ** 30]"), ("OverflowError", "chr(10 ** 30)"),
    ("NotImplementedError", "range(10 ** 30)"), ("NotImplementedError", "chr(0xD800)"),
    ("OverflowError", "int(float('inf'))"), ("ValueError", "round(float('nan'))"), ("OverflowError", "10.0 ** 400"),
    ("ValueError", "math.factorial(-1)"), ("TypeError", "b'a' + 'a'"), ("ValueError", "bytes([256])"),
    ("TypeError", "(1j) < 2"), ("ZeroDivisionError", "1j / 0"), ("ValueError", "pow(2, 3, 0)"),
    ("ValueError", "complex('1+')"),
    ("MemoryError", "'x' * 10 ** 18"), ("MemoryError", "[0] * 10 ** 18"), ("MemoryError", "(0,) * 10 ** 18"),
    ("MemoryError", "list(range(10 ** 18))"), ("MemoryError", "'a'.ljust(10 ** 18)"),
    ("MemoryError", "'a'.zfill(10 ** 18)"),
    ("MemoryError", "sorted(range(10 ** 17))"), ("IndexError", "[1][9223372036854775807]"),
    ("IndexError", "[1][-9223372036854775807 - 1]"),
    ("ValueError", "[1, 2][::0]"), ("ValueError", "range(1, 2, 0)"), ("MemoryError", "f'{1:999999999}'"),
    ("MemoryError", "f'{1.0:.9999999}'"), ("ValueError", "f'{1:.999999}'"),
    ("ValueError", "'%' % 1"), ("TypeError", "'%d' % 'x'"), ("ValueError", "'{'.format(1)"),
    ("IndexError", "'{}'.format()"),
    ("ZeroDivisionError", "1 % 0"), ("ZeroDivisionError", "1.0 // 0"), ("ZeroDivisionError", "divmod(1, 0)"),
    ("ZeroDivisionError", "0 ** -1"),
    ("TypeError", "list.append({}, 1)"), ("TypeError", "dict.get([], 1)"), ("TypeError", "str.upper(1)"),
    ("TypeError", "len(5)"),
    ("TypeError", "next([1])"), ("TypeError", "max(5)"), ("TypeError", "max()"), ("TypeError", "sorted(5)"),
    ("TypeError", "{[]: 1}"),
    ("TypeError", "'a' + 1"), ("TypeError", "[1] < 2"), ("TypeError", "None()"), ("TypeError", "isinstance(1, 2)"),
    ("TypeError", "zip(1)"), ("TypeError", "dict([1])"), ("ValueError", "dict([(1, 2, 3)])"),
    ("TypeError", "(lambda: 0)(1)"),
    ("ValueError", "''.split('')"), ("ValueError", "int('')"), ("ValueError", "int('１x')"),
    ("ValueError", "float('0x1p3')"),
    ("TypeError", "super(1, 2)"), ("AttributeError", "(1).x"), ("ValueError", "[1].index(2)"),
    ("TypeError", "list(zip([1], 2))"),
    ("TypeError", "print(**{1: 2})"), ("TypeError", "[*5]"), ("TypeError", "{**[]}"), ("TypeError", "'a'.join([1])"),
    ("TypeError", "slice(1.5)"), ("TypeError", "range(1.5)"), ("TypeError", "range()"), ("TypeError", "slice()"),
    ("TypeError", "[1]['a']"),
  ])
  func plainValues(_ kind: String, _ expression: String) { expectError(kind, of: "import math\nx = \(expression)") }

  @Test(arguments: [
    "zeros(10 ** 12)", "zeros(10 ** 9, 10 ** 9, 10 ** 9)", "zeros(-1)", "ones(2, -3)", "full((-1,), 0)",
    "arange(10 ** 18)",
    "arange(0, 1, 0)", "arange(float('nan'))", "arange(0.0, 1e300)", "linspace(0, 1, -1)", "eye(10 ** 9)", "eye(-1)",
    "randn(10 ** 12)", "randn(-1)", "randint(5, 5, (2,))", "randint(0, -3, (2,))", "randint(0, 5, (-2,))",
    "ones(2).reshape(-1, -1)", "ones(2).reshape(-5)", "ones(2).view(0, -1)",
    "ones(2).expand(10 ** 10, 10 ** 10, 2)", "ones(2).expand(-3, 2)", "ones(2).repeat(10 ** 18)", "ones(2).repeat(-1)",
    "ones(2).repeat_interleave(-1)", "ones(2).repeat_interleave(10 ** 18)",
    "ones(2).unsqueeze(9223372036854775807)", "ones(2).unsqueeze(-9223372036854775807 - 1)",
    "ones(2).squeeze(10 ** 18)",
    "ones(2).transpose(0, 10 ** 18)", "ones(2).permute(0, 0)", "ones(2, 2).permute(0)", "ones(2).sum(7)",
    "ones(0).max()", "ones(0, 2).max(0)",
    "ones(0).argmax()", "ones(2).topk(5)", "ones(2).topk(-1)", "ones(2).split(0)", "ones(2).split(-1)",
    "ones(2).split([1, 9223372036854775807])", "ones(2).split([9223372036854775807, 9223372036854775807])",
    "ones(2).chunk(0)", "ones(2).narrow(0, 9223372036854775807, 9223372036854775807)", "ones(2).narrow(0, 0, -5)",
    "ones(2).unfold(0, -1, 1)", "ones(2).unfold(0, 5, 1)", "ones(2).unfold(0, 1, 0)",
    "ones(2).unfold(0, 2, 9223372036854775807).reshape(3)", "ones(2).flip(5)", "ones(2).roll(9223372036854775807, 5)",
    "ones(2).diagonal()", "ones(2, 2).diagonal(0, 0, 0)",
    "ones(2)[5]", "ones(2)[0, 0]", "ones(2)[9223372036854775807]", "ones(2, 2)[..., ..., 0]", "ones(2)[[5]]",
    "ones(2)[tensor([9])]", "ones(2)[tensor([0.5])]", "ones(2)[tensor([True])]",
    "ones(2, 2)[tensor([True, False, True]), 0]", "ones(2)['a']",
    "cat([])", "cat([ones(2), 3])", "cat([ones(2), ones(2, 2)])", "cat([ones(2)], 5)", "stack([])",
    "stack([ones(2), ones(3)])", "ones(2) @ ones(3)", "tensor(1) @ tensor(1)", "ones(2) + 'a'", "ones(2) << 1",
    "bmm(ones(2), ones(2))", "ones(2).gather(0, tensor([7]))", "ones(2).gather(0, ones(2))",
    "ones(2).index_select(0, tensor([-7]))", "ones(2, 2).index_select(0, tensor([[1]]))",
    "ones(2).masked_fill(tensor([True, True, True]), 0)", "ones(2).masked_fill(ones(2), 'a')",
    "where(ones(2) > 0, ones(3), ones(2))", "ones(2).item()", "ones(2, 2).tril(1.5)", "tensor([1, [2]])",
    "tensor([[1], [2, 3]])", "tensor('a')", "tensor([[], [1]])", "tensor(None)", "tensor(1) // 0", "tensor(1) % 0",
    "tensor([1]) / 'a'",
    "nn.Conv1d(2, 3, 4, groups=0)", "nn.Conv1d(2, 3, 4, groups=3)", "nn.Conv1d(1, 1, -3)", "nn.Linear(-1, 2)",
    "nn.Linear(10 ** 10, 10 ** 10).weight.fill_(0)", "nn.Embedding(-1, 3)", "nn.LayerNorm((-2,))", "nn.BatchNorm1d(-5)",
    "nn.BatchNorm1d(10 ** 15)", "nn.Conv2d(1, 1, (1, 2, 3))",
    "F.conv1d(ones(1, 1, 3), ones(1, 1, 5))", "F.conv1d(ones(1, 1, 3), ones(1, 1, 2), stride=0)",
    "F.conv1d(ones(1, 1, 3), ones(1, 1, 2), padding=-5)", "F.conv1d(ones(1, 1, 3), ones(1, 1, 2), dilation=0)",
    "F.conv1d(ones(1, 1, 3), ones(1, 1, 2), groups=0)",
    "F.conv1d(ones(1, 1, 3), ones(1, 1, 2), padding=9223372036854775807)",
    "F.conv1d(ones(1, 1, 3), ones(1, 1, 2), dilation=9223372036854775807)",
    "F.conv1d(ones(1, 1, 3), ones(1, 1, 2), stride=())", "F.conv1d(ones(3), ones(1, 1, 2))",
    "F.conv1d(ones(1, 2, 3), ones(1, 1, 2))",
    "F.conv1d(ones(1, 1, 3), ones(1, 1, 1).expand(1, 1, 10 ** 12), padding='same', dilation=2 ** 31)",
    "F.conv1d(ones(1, 1, 3), ones(1, 1, 2), padding='full')", "F.conv2d(ones(1, 1, 3), ones(1, 2), padding='same')",
    "F.conv2d(ones(3), ones(1, 1, 2, 2), padding='same')",
    "nn.Embedding(-5, 2, padding_idx=1)", "nn.Embedding(-9223372036854775807 - 1, 2, padding_idx=-1)",
    "F.group_norm(ones(2, 4), -1)", "nn.GroupNorm(2, -4)", "nn.GroupNorm(0, 4)",
    "arange(2).add(1, alpha=float('nan'))",
    "F.conv2d(ones(1, 1, 3, 3), ones(1, 1, 2, 2), stride=0)",
    "F.conv2d(ones(1, 1, 3, 3), ones(1, 1, 2, 2), stride=(1, 2, 3))",
    "F.conv2d(ones(1, 1, 3, 3), ones(1, 1, 2, 2), stride=())", "F.conv2d(ones(1, 1, 3), ones(1, 1, 2, 2))",
    "F.pad(ones(2), (1,))", "F.pad(ones(2), (1, 1, 1, 1))", "F.pad(ones(2), (-5, 0))",
    "F.pad(ones(2), (9223372036854775807, 9223372036854775807))", "F.pad(ones(2), (9, 9), mode='reflect')",
    "F.pad(ones(0), (1, 1), mode='replicate')", "F.pad(ones(2), (1, 1), mode='what')",
    "F.softmax(ones(2), 5)", "F.softmax(ones(2), 9223372036854775807)", "F.glu(ones(3))", "F.glu(ones(2), 4)",
    "F.layer_norm(ones(2), (3,))", "F.layer_norm(ones(2), ())", "F.one_hot(tensor([1]), 0)", "F.one_hot(tensor([-1]))",
    "F.one_hot(tensor([9223372036854775807]))", "F.one_hot(tensor([1.5]), 3)", "F.embedding(tensor([9]), ones(2, 2))",
    "F.embedding(tensor([-1]), ones(2, 2))", "F.embedding(tensor([0]), ones(2))", "F.embedding(ones(1), ones(2, 2))",
    "F.linear(ones(2), ones(3, 5))", "F.linear(ones(2), ones(2))", "ones(2).to('what')", "ones(2).norm(3, 9)",
    "ones(2).var(9)", "ones(2).size(9)", "ones(2).flatten(1, 0)", "ones(2).flatten(5)", "ones(1, 2).cumsum(4)",
    "ones(2).sort(3)", "ones(2).argsort(9223372036854775807)", "ones(2).clamp('a')", "ones(2).fill_('a')",
    "ones(2).copy_(ones(3))", "ones(2).add_(ones(2, 2))", "[1, 2][tensor(1.5)]", "[1, 2][ones(2)]",
    "range(tensor(5.5))", "ones(2).view(float)", "int(ones(2))", "float(tensor([]))",
    "tensor(float('nan')).long() + 'a'", "zeros(tensor([1.5e30, float('nan')]))",
    "ones(2).reshape(tensor([float('nan')]))",
  ])
  func tensors(_ expression: String) {
    let outcome = run(
      "import torch\nfrom torch import *\nimport torch.nn as nn\nimport torch.nn.functional as F\nx = \(expression)")
    if expression == "ones(2).to('what')" { return }
    #expect(outcome.error != nil, "\(expression) gave \(outcome.text("x"))")
  }

  @Test func paddleAmounts() {
    for expression in [
      "paddle.ones([2]).split(0)", "paddle.ones([2]).split([-1, -1])",
      "paddle.ones([4]).split([9223372036854775807, -1])", "paddle.ones([4]).split([-9223372036854775807, -1])",
      "paddle.zeros([-1])", "F.pad(paddle.ones([2]), [1, 1, 1])", "F.pad(paddle.ones([2]), [1, 1], data_format='C')",
      "paddle.ones([2]).transpose([5])", "paddle.ones([2]).reshape([0, 0, 0])", "paddle.ones([2]).unsqueeze([9, 9])",
      "paddle.ones([2]).squeeze([-9223372036854775807])",
    ] {
      let outcome = run("import paddle\nimport paddle.nn.functional as F\nx = \(expression)")
      if expression.contains("pad(paddle.ones([2]), [1, 1], d") { continue }
      #expect(outcome.error != nil, "\(expression) gave \(outcome.text("x"))")
    }
  }

  @Test func rangesWithExtremeBounds() {
    expectOutput(
      "9223372036854775807 2 9223372036854775807", "True False", "[-9223372036854775808, -1, 9223372036854775806]",
      "[]",
      "[9223372036854775806]",
      of: """
        low, high = -9223372036854775807 - 1, 9223372036854775807
        print(len(range(low, high)), len(range(low, high, high)) - 1, len(range(high, low, -1)))
        print(5 in range(low, high), low in range(high, low, -3))
        print(list(range(low, high, high)))
        print([1, 2][high:low], )
        print([x for x in range(high - 1, high)])
        """)
    expectOutput("[3, 2, 1] [1] []", of: "a = [1, 2, 3]\nn = 9223372036854775807\nprint(a[::-1], a[::n], a[n:-n:n])")
    expectOutput("[1, 2, 3] [3]", of: "a = [1, 2, 3]\nn = 9223372036854775807\nprint(a[-n:n], a[::-n])")
  }

  @Test(arguments: [
    "a = []\nfor i in range(20000): a = [a]\nx = repr(a)", "a = ()\nfor i in range(20000): a = (a,)\nx = repr(a)",
    "a = ()\nfor i in range(20000): a = (a, 1)\nx = {a: 1}",
    "a = []\nfor i in range(20000): a = [a]\nb = []\nfor i in range(20000): b = [b]\nx = a == b",
    "a = []\nfor i in range(20000): a = [a]\nb = []\nfor i in range(20000): b = [b]\nx = a < b",
    "a = []\na.append(a)\nb = []\nb.append(b)\nx = a == b", "a = {}\na[1] = a\nb = {}\nb[1] = b\nx = a == b",
    "a = [1]\nfor i in range(100): a = [a, a]\nx = repr(a)",
    "f = lambda: 0\nfor i in range(20000):\n    def f(g=f): return g\nx = f",
    "a = None\nfor i in range(20000): a = property(a)\nx = a",
    "class A: pass\nfor i in range(20000):\n    class A(A): pass\nx = A",
    "import torch\na = []\nfor i in range(20000): a = [a]\nx = torch.tensor(a)",
    "a = []\na.append(a)\nimport torch\nx = torch.tensor(a)",
    "x = isinstance(1, (((((((int,),),),),),),))", "a = int\nfor i in range(20000): a = (a,)\nx = isinstance(1, a)",
    "import torch.nn as nn\nm = nn.Sequential()\nm.add_module('me', m)\nx = repr(m), m.state_dict(), list(m.modules())",
    "import torch.nn as nn\nm = nn.ReLU()\nfor i in range(500): m = nn.Sequential(m)\nx = repr(m), m.state_dict(), len(list(m.modules()))",
    "import torch.nn as nn\nm = nn.ReLU()\nfor i in range(60): m = nn.Sequential(m, m)\nx = len(list(m.modules()))\nm.state_dict()",
    "x = ''\nfor i in range(100):\n    x = x * 2 + 'a'", "a = [1]\nfor i in range(100): a = a + a",
    "it = iter([])\nfor i in range(20000): it = enumerate(it)\nx = list(it)",
    "t = ()\nfor i in range(20000): t = (t, t)\nx = t",
    "t = ()\ndef f(*a): return a\nfor i in range(20000): t = f(t)\nx = t",
    "t = ()\nfor i in range(20000): t = tuple([t])\nx = t",
    "t = 1\nfor i in range(20000): t = list({0: t}.items())[0]\nx = t",
    "t = 1\nfor i in range(20000): t = next(zip([t]))\nx = t",
  ])
  func deepOrEndlessValues(_ text: String) {
    // The listing may end with an error or with a value. The test fails only if the program crashes.
    let outcome = run(text)
    if let error = outcome.error {
      #expect(
        ["RecursionError", "MemoryError", "TypeError", "ValueError", "OverflowError"].contains(error.kind),
        "\(error.summary)")
    }
    _ = outcome.text("x")
  }

  /// An expanded tensor can have more elements than the memory has bytes. Copying such a tensor raises an error and
  /// does not end the program.
  @Test(arguments: [
    "torch.dot(big, big)", "torch.inner(big, big)", "pair @ big", "torch.einsum('i,i', big, big)",
    "torch.vdot(big, big)",
    "torch.bmm(pair[None], pair.t()[None])", "torch.tensordot(big, big, 1)", "F.linear(big, pair)",
    "big.to(torch.complex64) + 1", "torch.fft.fft(big)", "torch.conj(big.to(torch.complex64)).resolve_conj()",
    "F.conv1d(torch.ones(1, 1, 5), torch.ones(1, 1, 1).expand(2**36, 1, 1))", "F.batch_norm(big[None], big, big)",
    "F.group_norm(big[None, :, None], 1, big, big)",
    "F.scaled_dot_product_attention(pair[None, None], pair[None, None], pair[None, None])",
    "torch.ones(3)[torch.zeros(1, dtype=torch.long).expand(2**36)]", "big.contiguous()", "big.clone()", "big.sort()",
    "torch.zeros(3).index_select(0, torch.zeros(1, dtype=torch.long).expand(2**40))",
    "torch.zeros(3).gather(0, torch.zeros(1, dtype=torch.long).expand(2**40))", "torch.diag(torch.ones(2), -2**63)",
  ])
  func copiesOfExpandedTensorsRaise(_ expression: String) {
    let outcome = run(
      """
      import torch
      import torch.nn.functional as F
      big = torch.ones(1).expand(2**36)
      pair = torch.ones(1, 1).expand(2, 2**36)
      x = \(expression)
      """)
    #expect(
      outcome.error?.summary.contains("would not fit in memory") == true, "\(outcome.error?.summary ?? "no error")")
  }

  @Test func conversionKeepsAnExpandedAxis() {
    expectOutput(
      "torch.Size([68719476736]) (0,) (1+0j) tensor(True)",
      of: """
        import torch
        x = torch.ones(1).expand(2**36).to(torch.complex64)
        print(x.shape, x.stride(), x[5].item(), x.to(torch.bool)[7])
        """)
  }

  @Test func aNegativeStepBeyondTheLastAxisRaises() {
    for index in ["0, 0, ::-1", ":, :, ::-1", "::-1, 0, 0, ::-1", "..., 0, 0, ::-1"] {
      expectError("IndexError", of: "import numpy as np\nnp.zeros((2, 3))[\(index)]")
    }
  }

  @Test func endlessRecursionRaises() {
    expectError("RecursionError", of: "def f(): return f()\nf()")
    expectError("RecursionError", of: "class A:\n    def __init__(self): A()\nA()")
    expectError("RecursionError", of: "class A:\n    @property\n    def p(self): return self.p\nA().p")
    expectError("RecursionError", of: "def f(x): return sorted([2, 1], key=f)\nf(1)")
    expectError("RecursionError", of: "def f():\n    class A:\n        x = f()\nf()")
    expectError("TypeError", of: "class A: pass\nA.__call__ = A()\nA.__call__()")
  }
}
