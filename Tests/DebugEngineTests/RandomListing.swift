/// Generates random listings that end without an error. They contain loops, nested calls, recursion, comprehensions,
/// closures, generators, shared lists, tensors with several names, in-place writes and random numbers.
struct RandomListing {
  private var steps: Steps
  private var lines: [String] = []
  private var fresh = 0

  /// The text of a listing. Its `main()` is the pass.
  static func text(seed: UInt64) -> String {
    var listing = RandomListing(steps: Steps(state: seed &* 0x9e37_79b9_7f4a_7c15 | 1))
    listing.write()
    return listing.lines.joined(separator: "\n")
  }

  private mutating func write() {
    lines = [
      "import torch", "",
      "class Layer(torch.nn.Module):", "    def __init__(self, scale):", "        super().__init__()",
      "        self.scale = scale", "        self.calls = 0", "",
      "    def forward(self, x, items):", "        self.calls += 1", "        items.append(self.calls)",
    ]
    body(indent: 2, statements: 2, callable: 3, loops: 1, setUp: true)
    lines += ["        return x * self.scale", ""]
    // Each function calls only functions with higher numbers, so the pass ends.
    for number in 0..<3 {
      lines.append("def f\(number)(a, x, items):")
      body(indent: 1, statements: 2 + steps.next(below: 3), callable: number + 1, loops: 1, setUp: true)
      lines += ["    return (a + b) % 19", ""]
    }
    lines += [
      "def deep(n, x):", "    if n <= 0:", "        return x", "    x[n % 2] = x[n % 2] * 0.5",
      "    return deep(n - 1, x) * 0.5 + n", "",
      "def numbers(n):", "    for k in range(n):", "        yield k * k", "",
      "def main():", "    layers = [Layer(0.5), Layer(-0.25)]", "    items = []", "    a = \(steps.next(below: 9))",
      "    x = torch.ones(2, 3)",
    ]
    body(indent: 1, statements: 6 + steps.next(below: 4), callable: 0, loops: 2, setUp: true)
    lines += ["    return x, y, items, counts", ""]
  }

  private mutating func body(indent: Int, statements: Int, callable: Int, loops: Int, setUp: Bool) {
    if setUp {
      if callable == 3, indent == 2 { add(indent, "a = self.calls") }
      add(indent, "b = a + 1")
      add(indent, "y = x")
      add(indent, "counts = {}")
    }
    for _ in 0..<statements { statement(indent, callable, loops) }
  }

  private mutating func statement(_ indent: Int, _ callable: Int, _ loops: Int) {
    switch steps.next(below: loops > 0 ? 20 : 16) {
    case 0: add(indent, "a = (a * 3 + b) % 17")
    case 1: add(indent, "b, a = a, (b + \(steps.next(below: 5))) % 11")
    case 2: add(indent, "x = x * 0.5 + y * 0.25")
    case 3: add(indent, "x[\(steps.next(below: 2))] = x[0] * 0.5 + a")
    case 4: add(indent, "y[a % 2, b % 3] = \(steps.next(below: 4))")
    case 5: add(indent, "y *= 0.5")
    case 6: add(indent, "y = \(["x", "x + 0", "x.clone()", "x[:]"][steps.next(below: 4)])")
    case 7: add(indent, "items.append(\(["a", "x.sum().item()", "x[0]", "len(items)"][steps.next(below: 4)]))")
    case 8: add(indent, "counts[a % 3] = counts.get(b % 3, 0) + 1")
    case 9: add(indent, "a = sum([k * b for k in range(\(1 + steps.next(below: 4))) if k != a]) % 13")
    case 10: add(indent, "x = x + torch.randn(2, 3)")
    case 11: add(indent, "a = (lambda n: n + b)(a) % 23")
    case 12: add(indent, "print(a, b)")
    case 13: add(indent, "a = sum(k for k in numbers(\(1 + steps.next(below: 4)))) % 7")
    case 14: add(indent, "x = deep(\(steps.next(below: 4)), x)")
    case 15: call(indent, callable)
    case 16:
      fresh += 1
      add(indent, "for i\(fresh) in range(\(1 + steps.next(below: 3))):")
      body(indent: indent + 1, statements: 1 + steps.next(below: 3), callable: callable, loops: loops - 1, setUp: false)
    case 17:
      fresh += 1
      add(indent, "n\(fresh) = \(1 + steps.next(below: 3))")
      add(indent, "while n\(fresh) > 0:")
      add(indent + 1, "n\(fresh) -= 1")
      if steps.next(below: 3) == 0 { add(indent + 1, "if a % 4 == 0: break") }
      body(indent: indent + 1, statements: 1 + steps.next(below: 2), callable: callable, loops: loops - 1, setUp: false)
    case 18:
      add(indent, "if a % 2 == \(steps.next(below: 2)):")
      body(indent: indent + 1, statements: 1, callable: callable, loops: loops - 1, setUp: false)
      add(indent, "else:")
      body(indent: indent + 1, statements: 1, callable: callable, loops: loops - 1, setUp: false)
    default: call(indent, callable)
    }
  }

  private mutating func call(_ indent: Int, _ callable: Int) {
    func name(_ steps: inout Steps) -> String { "f\(callable + steps.next(below: 3 - callable))" }
    guard callable < 3 else { return add(indent, "x = x.clamp(-4, 4)") }
    if callable == 0, steps.next(below: 3) == 0 { return add(indent, "x = layers[a % 2](x, items)") }
    if steps.next(below: 3) == 0 {
      let (outer, inner) = (name(&steps), name(&steps))
      return add(indent, "a = \(outer)(\(inner)(a, x, items), y, items)")
    }
    add(indent, "a = \(name(&steps))(b, \(steps.next(below: 2) == 0 ? "x" : "y"), items)")
  }

  private mutating func add(_ indent: Int, _ text: String) {
    lines.append(String(repeating: "    ", count: indent) + text)
  }
}

/// A random generator that returns the same numbers on every platform.
struct Steps {
  var state: UInt64
  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
