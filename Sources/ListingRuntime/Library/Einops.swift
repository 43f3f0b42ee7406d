import Tensors

/// The package `einops`. Its functions move, split, join, repeat and reduce axes. A pattern such as
/// `'b n (h d) -> b h n d'` describes the change. The result is a view if torch's result is a view.
enum Einops {
  static let errorClass = ClassObject(
    name: "EinopsError", base: PythonBuiltins.exceptionTypes["RuntimeError"] ?? Records.object, module: "einops")

  static func fault(_ message: String) -> ListingError { ListingError(kind: errorClass.name, message: message) }

  static func modules(root: ClassObject, einsum: BuiltinFunction?) -> [String: ImportedModule] {
    let layers: [String: Value] = [
      "Rearrange": .type(layer("Rearrange", "pattern, **axes", rearrange, root)),
      "Reduce": .type(layer("Reduce", "pattern, reduction, **axes", reduce, root)),
    ]
    let torch = ImportedModule(name: "einops.layers.torch", members: layers)
    let functions = [
      rearrange, reduce, repeated, sum(by: einsum), pack, unpack, parseShape,
      BuiltinFunction("asnumpy(tensor)") { m, a in .tensor(try a.reference(0, m)) },
    ]
    var members = Dictionary(uniqueKeysWithValues: functions.map { ($0.name, Value.builtin($0)) })
    members["EinopsError"] = .type(errorClass)
    let inner = ImportedModule(name: "einops.einops", members: members)
    members["einops"] = .module(inner)
    members["packing"] = .module(ImportedModule(name: "einops.packing", members: members))
    members["__version__"] = .string("0.8.2")
    let layersModule = ImportedModule(name: "einops.layers", members: ["torch": .module(torch)])
    members["layers"] = .module(layersModule)
    return [
      "einops": ImportedModule(name: "einops", members: members), "einops.einops": inner,
      "einops.layers": layersModule, "einops.layers.torch": torch,
    ]
  }

  // MARK: Functions

  private static let rearrange = BuiltinFunction("rearrange(tensor, pattern, **axes)", isTensorOperation: true) {
    m, a in
    let pattern = try EinopsPattern(a.string(1, m), .rearrange, a.named, m)
    let (x, axes) = try split(a[0], pattern, &m)
    return try join(x, axes, pattern, &m)
  }

  private static let kinds: [String: Reduction] = [
    "mean": .mean, "sum": .sum, "max": .max, "min": .min, "prod": .product, "any": .any, "all": .all,
  ]

  private static let reduce = BuiltinFunction("reduce(tensor, pattern, reduction, **axes)", isTensorOperation: true) {
    m, a in
    let pattern = try EinopsPattern(a.string(1, m), .reduce, a.named, m)
    guard case .string(let name) = a[2] else {
      throw ListingError.unsupported("einops.reduce with a function in place of a name")
    }
    guard let reduction = kinds[name] else {
      throw fault("the reduction '\(name)' is none of mean, sum, max, min, prod, any, all")
    }
    var (x, axes) = try split(a[0], pattern, &m)
    let kept = Set(pattern.right.expanded(axes.hidden).joined())
    let reduced = axes.names.indices.filter { !kept.contains(axes.names[$0]) }
    if reduction == .mean, !x.dtype.isFloatingPoint {
      throw ListingError(
        kind: "NotImplementedError", message: "reduce: the mean of a tensor of \(x.dtype.name) is not available")
    }
    if !reduced.isEmpty {
      let tensor = try m.tensor(x)
      let result =
        reduction == .sum
        ? try m.compute.sum(tensor, axes: reduced, keepDimensions: false)
        : try m.compute.reduce(reduction, tensor, axes: reduced)
      x = try reference(m.new(result), m)
      axes.names.removeAll { !kept.contains($0) }
    }
    return try join(x, axes, pattern, &m)
  }

  private static let repeated = BuiltinFunction("repeat(tensor, pattern, **axes)", isTensorOperation: true) { m, a in
    let pattern = try EinopsPattern(a.string(1, m), .repeat_, a.named, m)
    var (x, axes) = try split(a[0], pattern, &m)
    for name in pattern.right.expanded(axes.hidden).joined() where !axes.names.contains(name) {
      let layout = try x.layout.unsqueezed(at: 0).expanded(to: [axes.sizes[name] ?? 1] + x.shape)
      x = try reference(m.view(x, layout), m)
      axes.names.insert(name, at: 0)
    }
    return try join(x, axes, pattern, &m)
  }

  private static func sum(by einsum: BuiltinFunction?) -> BuiltinFunction {
    BuiltinFunction("einsum(*tensors_and_pattern)", isTensorOperation: true) { m, a in
      guard case .string(let text)? = a.rest.last else {
        throw ListingError(.valueError, "einops.einsum: the last argument must be the pattern")
      }
      let sides = text.split(separator: "->", omittingEmptySubsequences: false)
      guard sides.count == 2 else { throw fault("'\(text)' needs one '->'") }
      let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false)
      guard terms.count == a.rest.count - 1 else {
        throw ListingError(
          .runtimeError, "einops.einsum: '\(text)' has \(terms.count) terms for \(a.rest.count - 1) tensors")
      }
      var letters: [String: Character] = [:]
      let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
      func term(_ side: Substring) throws -> String {
        // A name may occur twice in a term: `i i -> i` is the diagonal.
        let tokens: [Substring] = String(side).replacing("...", with: " … ").split(separator: " ")
        return try tokens.map { (token: Substring) -> String in
          if token == "…" { return "..." }
          let name = String(token)
          if name == "1" || name.contains("(") || name.contains(")") {
            throw ListingError.unsupported("einops.einsum with '\(name)'")
          }
          _ = try EinopsSide(name, in: text)
          if letters[name] == nil {
            guard letters.count < alphabet.count else { throw fault("'\(text)' has more than 52 axes") }
            letters[name] = alphabet[letters.count]
          }
          return letters[name].map(String.init) ?? ""
        }.joined()
      }
      let equation = try terms.map(term).joined(separator: ",") + "->" + term(sides[1])
      guard let einsum, case .native(let body) = einsum.body else { throw ListingError.unsupported("einops.einsum") }
      return try body(&m, einsum.bind([.string(equation)] + a.rest.dropLast(), []))
    }
  }

  // MARK: Packing

  /// The numbers of axes before and after the `*` of a pattern such as `b * c`.
  private static func packed(_ text: String, _ function: String) throws -> (before: Int, after: Int) {
    let names = text.split(separator: " ")
    if Set(names).count < names.count { throw fault("\(function): '\(text)' has an axis twice") }
    guard let star = names.firstIndex(of: "*") else { throw fault("\(function): '\(text)' needs a '*'") }
    for name in names where name != "*" { _ = try EinopsSide(String(name), in: text) }
    return (star, names.count - star - 1)
  }

  private static let pack = BuiltinFunction("pack(tensors, pattern)", isTensorOperation: true) { m, a in
    let (before, after) = try packed(a.string(1, m), "pack")
    var parts: [Tensor] = []
    var shapes: [Value] = []
    for value in try m.allItems(of: a[0]) {
      let x = try m.tensorOperand(value)
      guard x.rank >= before + after else {
        throw fault("pack: a tensor of shape \(shapeDescription(x.shape)) has too few axes for '\(try a.string(1, m))'")
      }
      let middle = Array(x.shape[before..<x.rank - after])
      shapes.append(Sizes.value(middle))
      parts.append(
        try x.reshaped(to: x.shape.prefix(before) + [middle.reduce(1, *)] + x.shape.suffix(after)))
    }
    if parts.isEmpty { throw fault("pack: there is no tensor") }
    let whole = try m.new(m.compute.concatenate(parts, axis: before))
    return .tuple([whole, m.list(shapes)])
  }

  private static let unpack = BuiltinFunction("unpack(tensor, packed_shapes, pattern)", isTensorOperation: true) {
    m, a in
    let (before, after) = try packed(a.string(2, m), "unpack")
    let x = try a.reference(0, m)
    guard x.shape.count == before + 1 + after else {
      throw fault(
        "unpack: '\(try a.string(2, m))' needs \(before + 1 + after) axes, but the tensor has shape "
          + shapeDescription(x.shape))
    }
    let shapes = try m.allItems(of: a[1]).map { shape in try m.allItems(of: shape).map { try m.index($0) } }
    var lengths: [Int?] = []
    for shape in shapes {
      if shape.contains(where: { $0 < -1 || $0 >= 1 << 31 }) || shape.count(where: { $0 == -1 }) > 1 {
        throw fault("unpack: the shape \(shapeDescription(shape)) is not possible")
      }
      var product = 1
      for size in shape where size >= 0 {
        let (next, isTooLarge) = product.multipliedReportingOverflow(by: size)
        if isTooLarge { throw fault("unpack: the shape \(shapeDescription(shape)) is too large") }
        product = next
      }
      lengths.append(shape.contains(-1) ? nil : product)
    }
    let unknown = lengths.indices.filter { lengths[$0] == nil }
    if unknown.count > 1 { throw fault("unpack: more than one shape has an unknown size") }
    var total = 0
    for length in lengths {
      let (next, isTooLarge) = total.addingReportingOverflow(length ?? 0)
      if isTooLarge { throw fault("unpack: the shapes are too large") }
      total = next
    }
    if let index = unknown.first {
      lengths[index] = x.shape[before] - total
    } else if total != x.shape[before] {
      throw fault("unpack: the shapes need \(total) elements along the axis, which has \(x.shape[before])")
    }
    var start = 0
    var results: [Value] = []
    for (shape, length) in zip(shapes, lengths) {
      guard let length, length >= 0 else { throw fault("unpack: the shapes need more elements than the axis has") }
      let part = try x.layout.sliced(axis: before, start: start, stop: start + length)
      start += length
      let known = shape.filter { $0 >= 0 }.reduce(1, *)
      if shape.contains(-1), known == 0 || length % known != 0 {
        throw fault("unpack: \(length) elements do not have the shape \(shapeDescription(shape))")
      }
      let inner = shape.map { $0 == -1 ? length / known : $0 }
      results.append(
        try ShapeOperations.reshaped(
          &m, reference(m.view(x, part), m), x.shape.prefix(before) + inner + x.shape.suffix(after)))
    }
    return m.list(results)
  }

  private static let parseShape = BuiltinFunction("parse_shape(x, pattern)") { m, a in
    let x = try a.reference(0, m), text = try a.string(1, m)
    let side = try EinopsSide(text, in: text, allowsUnderscore: true)
    let named = side.axes.count - (side.hasEllipsis ? 1 : 0)
    guard side.hasEllipsis ? x.shape.count >= named : x.shape.count == named else {
      throw ListingError(.runtimeError, "parse_shape: '\(text)' does not fit the shape \(shapeDescription(x.shape))")
    }
    if side.groupsEllipsis || side.axes.contains(where: { $0.count > 1 }) {
      throw ListingError(.runtimeError, "parse_shape: '\(text)' has an axis of several names")
    }
    let hidden = (0..<x.shape.count - named).map { "…\($0)" }
    var found: [(String, Value)] = []
    for (axis, size) in zip(side.expanded(side.hasEllipsis ? hidden : []), x.shape) {
      if axis.isEmpty, size != 1 {
        throw ListingError(.runtimeError, "parse_shape: '\(text)' needs an axis of size 1, not \(size)")
      }
      if let name = axis.first, let length = side.lengths[name], length != size {
        throw ListingError(.runtimeError, "parse_shape: '\(text)' needs an axis of size \(length), not \(size)")
      }
      if let name = axis.first, name != "_", !name.hasPrefix("…"), !name.hasPrefix("#") {
        found.append((name, .int(size)))
      }
    }
    return m.dictionary(found)
  }

  // MARK: Steps

  private static func reference(_ value: Value, _ m: Machine) throws -> TensorReference {
    guard case .tensor(let reference) = value else { throw fault("the result is no tensor") }
    return reference
  }

  /// Splits each group on the left side into axes: for `b (h d) -> …` the result has the axes b, h and d. A list of
  /// tensors is first stacked along a new first axis.
  private static func split(
    _ value: Value, _ pattern: EinopsPattern, _ m: inout Machine
  ) throws -> (TensorReference, EinopsPattern.Axes) {
    var x = value
    if case .list = value {
      let tensors = try m.allItems(of: value).map { try m.tensorOperand($0) }
      if tensors.isEmpty { throw fault("'\(pattern.text)': the list of tensors is empty") }
      x = try m.new(m.compute.stack(tensors, axis: 0))
    }
    guard case .tensor(let given) = x else {
      throw ListingError(
        .runtimeError, "einops: '\(pattern.text)' needs a tensor or a list of tensors, not '\(m.typeName(of: value))'")
    }
    let axes = try pattern.axes(of: given.shape)
    return (try reference(ShapeOperations.reshaped(&m, given, axes.shape(axes.names)), m), axes)
  }

  /// Permutes the axes that `split` made into the order of the right side, and joins each group on the right side into
  /// one axis: h and d become `(h d)`.
  private static func join(
    _ x: TensorReference, _ axes: EinopsPattern.Axes, _ pattern: EinopsPattern, _ m: inout Machine
  ) throws -> Value {
    let result = pattern.right.expanded(axes.hidden)
    let order = result.joined().compactMap { axes.names.firstIndex(of: $0) }
    let turned = try reference(m.view(x, x.layout.permuted(order)), m)
    return try ShapeOperations.reshaped(
      &m, turned,
      result.map { axis in
        try axis.reduce(1) { product, name in
          let (next, isTooLarge) = product.multipliedReportingOverflow(by: axes.sizes[name] ?? 1)
          if isTooLarge { throw fault("the sizes in '\(pattern.text)' are too large") }
          return next
        }
      })
  }

  /// The arguments of a layer, as the layer's `repr` shows them. Nil for other modules.
  static func text(of instance: Instance, _ m: Machine) -> String? {
    guard instance.type.ancestry.contains(where: { $0.namespace == nil && ["Rearrange", "Reduce"].contains($0.name) }),
      case .dictionary(let axes)? = instance.attributes["axes_lengths"]
    else { return nil }
    let given = ["pattern", "reduction"].compactMap { name in
      instance.attributes[name].map { m.representation(of: $0) }
    }
    let named = m.heap.dictionary(axes).entries.map { entry in
      "\((try? m.string(of: entry.key)) ?? "")=\(m.representation(of: entry.value))"
    }
    return (given + named).joined(separator: ", ")
  }

  private static func layer(
    _ name: String, _ signature: String, _ function: BuiltinFunction, _ root: ClassObject
  ) -> ClassObject {
    ClassObject(
      name: name, base: root,
      native: [
        "__init__": BuiltinFunction("__init__(self, \(signature))") { m, a in
          let handle = try a.module(0, m)
          let kind: EinopsPattern.Operation = name == "Reduce" ? .reduce : .rearrange
          _ = try EinopsPattern(a.string(1, m), kind, a.named, m)
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
}
