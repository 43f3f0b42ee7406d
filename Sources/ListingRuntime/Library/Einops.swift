import Tensors

/// The package `einops`: moves, splits, joins, repeats and reduces axes by a pattern such as `'b n (h d) -> b h n d'`.
enum Einops {
  static func modules(root: ClassObject) -> [String: ImportedModule] {
    let layers = ImportedModule(
      name: "einops.layers.torch",
      members: [
        "Rearrange": .type(layer("Rearrange", "pattern, **axes", rearrange, root)),
        "Reduce": .type(layer("Reduce", "pattern, reduction, **axes", reduce, root)),
      ])
    let functions = [rearrange, reduce, repeated]
    return [
      "einops": ImportedModule(
        name: "einops", members: Dictionary(uniqueKeysWithValues: functions.map { ($0.name, .builtin($0)) })),
      "einops.layers": ImportedModule(name: "einops.layers", members: ["torch": .module(layers)]),
      "einops.layers.torch": layers,
    ]
  }

  private static let rearrange = BuiltinFunction("rearrange(tensor, pattern, **axes)", isTensorOperation: true) {
    m, a in
    let pattern = try Pattern(a.string(1, m), a, m)
    let (x, names, sizes) = try pattern.taken(a.tensor(0, m))
    guard Set(names) == Set(pattern.result.joined()) else {
      throw ListingError(.valueError, "rearrange: '\(pattern.text)' does not have the same axes on both sides")
    }
    return try m.new(pattern.given(x, names, sizes))
  }

  private static let reduce = BuiltinFunction("reduce(tensor, pattern, reduction, **axes)", isTensorOperation: true) {
    m, a in
    let pattern = try Pattern(a.string(1, m), a, m)
    let (x, names, sizes) = try pattern.taken(a.tensor(0, m))
    let kept = Set(pattern.result.joined())
    let axes = names.indices.filter { !kept.contains(names[$0]) }
    let kinds: [String: Reduction] = [
      "mean": .mean, "sum": .sum, "max": .max, "min": .min, "prod": .product, "any": .any, "all": .all,
    ]
    let name = try a.string(2, m)
    guard let reduction = kinds[name] else {
      throw ListingError(.valueError, "reduce: unknown reduction '\(name)'; use mean, sum, max, min, prod, any or all")
    }
    let reduced = axes.isEmpty ? x : try m.compute.reduce(reduction, x, axes: axes)
    return try m.new(pattern.given(reduced, names.filter(kept.contains), sizes))
  }

  private static let repeated = BuiltinFunction("repeat(tensor, pattern, **axes)", isTensorOperation: true) { m, a in
    let pattern = try Pattern(a.string(1, m), a, m)
    var (x, names, sizes) = try pattern.taken(a.tensor(0, m))
    for name in pattern.result.joined() where !names.contains(name) {
      guard let size = pattern.known[name] else {
        throw ListingError(.valueError, "repeat: no size is given for '\(name)' in '\(pattern.text)'")
      }
      x = try x.unsqueezed(at: 0).expanded(to: [size] + x.shape)
      names.insert(name, at: 0)
      sizes[name] = size
    }
    return try m.new(m.compute.dense(pattern.given(x, names, sizes)))
  }

  private static func layer(
    _ name: String, _ signature: String, _ function: BuiltinFunction, _ root: ClassObject
  ) -> ClassObject {
    ClassObject(
      name: name, base: root,
      native: [
        "__init__": BuiltinFunction("__init__(self, \(signature))") { m, a in
          let handle = try a.module(0, m)
          let given = m.dictionary(a.named)
          m.heap.changeInstance(handle) { instance in
            for (index, parameter) in a.parameters.enumerated().dropFirst() {
              instance.attributes[parameter] = a[index]
            }
            instance.attributes["axes_lengths"] = given
          }
          return .none
        },
        "forward": BuiltinFunction("forward(self, input)", isTensorOperation: true) { m, a in
          let attributes = m.heap.instance(try a.module(0, m)).attributes
          guard case .native(let body) = function.body, case .dictionary(let axes)? = attributes["axes_lengths"] else {
            return .none
          }
          let named = try m.heap.dictionary(axes).entries.map { (try m.string(of: $0.key), $0.value) }
          let given = ["pattern", "reduction"].compactMap { attributes[$0] }
          return try body(&m, function.bind([a[1]] + given, named))
        },
      ], dialect: .torch)
  }

  /// A parsed pattern. Each side is a list of axes, and each axis is a list of names: `n (h d)` is `[["n"], ["h",
  /// "d"]]`. The name `…` means all unnamed axes.
  private struct Pattern {
    let text: String
    let source: [[String]]
    let result: [[String]]
    let known: [String: Int]

    init(_ text: String, _ a: Arguments, _ m: Machine) throws {
      self.text = text
      guard let arrow = text.firstRange(of: "->") else {
        throw ListingError(.valueError, "einops: '\(text)' has no '->'")
      }
      source = try Self.axes(String(text[..<arrow.lowerBound]), text)
      result = try Self.axes(String(text[arrow.upperBound...]), text)
      known = try Dictionary(a.named.map { ($0.0, try m.index($0.1)) }) { $1 }
      if known.values.contains(where: { $0 < 0 || $0 > 1 << 31 }) {
        throw ListingError(.valueError, "einops: a size in '\(text)' is negative or too large")
      }
    }

    private static func axes(_ side: String, _ text: String) throws -> [[String]] {
      var axes: [[String]] = []
      var isInGroup = false
      let spaced = side.replacing("(", with: " ( ").replacing(")", with: " ) ").replacing("...", with: " … ")
      for token in spaced.split(separator: " ").map(String.init) {
        switch token {
        case "(" where !isInGroup:
          isInGroup = true
          axes.append([])
        case ")" where isInGroup: isInGroup = false
        case "(", ")": throw ListingError(.valueError, "einops: the parentheses of '\(text)' do not match")
        case "1": if !isInGroup { axes.append([]) }
        default:
          if isInGroup { axes[axes.count - 1].append(token) } else { axes.append([token]) }
        }
      }
      let names = axes.joined()
      guard !isInGroup, Set(names).count == names.count else {
        throw ListingError(.valueError, "einops: '\(text)' names an axis twice, or has an unclosed parenthesis")
      }
      return axes
    }

    /// Splits the axes of `x`, so that each name of the left side has its own axis. All axes of `…` are joined into
    /// one; `given` splits them again.
    func taken(_ x: Tensor) throws -> (tensor: Tensor, names: [String], sizes: [String: Int]) {
      let open = source.firstIndex { $0 == ["…"] }
      let hidden = x.rank - source.count + (open == nil ? 0 : 1)
      guard hidden >= 0, open != nil || hidden == 0 else {
        throw ListingError(
          .valueError, "einops: '\(text)' does not fit a tensor of shape \(shapeDescription(x.shape))")
      }
      var sizes: [String: Int] = [:]
      var place = 0
      var shape: [Int] = []
      for (index, axis) in source.enumerated() {
        if index == open {
          let outer = x.shape[place..<(place + hidden)]
          sizes["…"] = outer.reduce(1, *)
          shape.append(sizes["…", default: 1])
          for (number, size) in outer.enumerated() { sizes["…\(number)"] = size }
          sizes["…count"] = hidden
          place += hidden
          continue
        }
        let size = x.shape[place]
        place += 1
        // In `(h d)` the size of one name may be unknown: it is the axis size divided by the known sizes.
        let unknown = axis.filter { known[$0] == nil }
        let product = axis.reduce(1) { $0 * (known[$1] ?? 1) }
        guard unknown.count <= 1, product > 0, size % product == 0, unknown.count == 1 || product == size else {
          throw ListingError(
            .valueError,
            "einops: axis \(place - 1) has \(size) elements, which '(\(axis.joined(separator: " ")))' in '\(text)' cannot split"
          )
        }
        for name in axis {
          sizes[name] = known[name] ?? size / product
          shape.append(sizes[name, default: 1])
        }
      }
      return (try x.reshaped(to: shape), Array(source.joined()), sizes)
    }

    /// Permutes and joins the axes of `x` into those of the right side.
    func given(_ x: Tensor, _ names: [String], _ sizes: [String: Int]) throws -> Tensor {
      let order = result.joined().compactMap { names.firstIndex(of: $0) }
      let turned = try x.permuted(order)
      return try turned.reshaped(
        to: result.flatMap { axis in
          if axis == ["…"] { return (0..<(sizes["…count"] ?? 0)).map { sizes["…\($0)"] ?? 1 } }
          return [axis.reduce(1) { $0 * (sizes[$1] ?? 1) }]
        })
    }
  }
}
