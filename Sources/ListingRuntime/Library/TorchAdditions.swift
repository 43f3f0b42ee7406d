import Tensors

/// Further members of torch: aliases of operations, and constants for memory formats.
enum TorchAdditions {
  /// Members of `torch`.
  static func names(_ functions: [String: BuiltinFunction]) -> [String: Value] {
    var names: [String: Value] = [:]
    for (name, operation) in [
      "greater": "gt", "less": "lt", "greater_equal": "ge", "less_equal": "le", "not_equal": "ne",
    ] { names[name] = functions[operation].map(Value.builtin) }
    for format in [
      "contiguous_format", "preserve_format", "channels_last", "channels_last_3d", "legacy_contiguous_format",
    ] { names[format] = .string("torch.\(format)") }
    for function in [integerInfo, assertion, detached, scalarTensor] + PrintOptions.functions
      + TorchGenerators.functions + TypePromotion.functions
    {
      names[function.name] = .builtin(function)
    }
    names["Generator"] = .type(TorchGenerators.type)
    return names
  }

  /// The functions of `torch` that write into their first argument.
  static let writingInPlace: [String] =
    """
    abs acos acosh addmv arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh ceil clamp clamp_max \
    clamp_min clip conj_physical cos cosh deg2rad detach erf erfc exp2 exp expm1 fill fix floor frac gcd i0 index_put \
    lcm ldexp log10 log1p log2 log logit nan_to_num neg negative rad2deg reciprocal round rsqrt sigmoid sin sinc sinh \
    sqrt square tan tanh trunc xlogy zero
    """.split(separator: " ").map { $0 + "_" }

  /// Methods of tensors.
  static let methods: [String: BuiltinFunction] = [
    "new": BuiltinFunction("new(self, *data)") { m, a in
      let dtype = try a.reference(0, m).dtype
      if let first = a.rest.first, a.rest.count == 1, m.items(of: first) != nil || m.isTensor(first) {
        return try CreationOperations.tensor(from: first, dtype: dtype, "new", &m)
      }
      return try m.new(m.compute.zeros(a.rest.isEmpty ? [0] : a.restInts(m), dtype: dtype))
    },
    "detach_": BuiltinFunction("detach_(self)") { m, a in
      m.heap.setRequiresGradient(try a.reference(0, m), false)
      return a[0]
    },
  ]

  /// `nn.Buffer(tensor)`: makes a tensor that becomes a buffer when it is assigned to an attribute of a module.
  static let buffer = BuiltinFunction("Buffer(data, *, persistent=True)") { m, a in
    let reference = try a.reference(0, m)
    return .tensor(
      TensorReference(
        cell: reference.cell, dtype: reference.dtype, layout: reference.layout,
        buffer: try a.bool(1, m) ? .persistent : .temporary, isFlipped: reference.isFlipped))
  }

  /// The module `torch.nn.modules.utils`.
  static let moduleUtilities = ImportedModule(
    name: "torch.nn.modules.utils",
    members: [
      "_single": repeated("_single", 1), "_pair": repeated("_pair", 2), "_triple": repeated("_triple", 3),
      "_quadruple": repeated("_quadruple", 4),
      "_ntuple": .builtin(
        BuiltinFunction("_ntuple(n, name='parse')") { m, a in repeated("parse", max(0, min(try a.int(0, m), 64))) }),
    ])

  /// Makes `_pair` or a similar function. `_pair(3)` returns (3, 3). For a sequence, `_pair` returns the items as a
  /// tuple.
  private static func repeated(_ name: String, _ count: Int) -> Value {
    .builtin(
      BuiltinFunction("\(name)(x)") { m, a in
        if case .string = a[0] { return .tuple([Value](repeating: a[0], count: count)) }
        if m.items(of: a[0]) != nil { return .tuple(try m.allItems(of: a[0])) }
        return .tuple([Value](repeating: a[0], count: count))
      })
  }

  private static let integerInfo = BuiltinFunction("iinfo(type)", dialect: .torch) { m, a in
    guard let dtype = try a.dtype(0, m), !dtype.isFloatingPoint, dtype != .bool else {
      throw ListingError(.typeError, "torch.iinfo() requires an integer dtype. Use torch.finfo to handle others")
    }
    let bits = dtype.size * 8
    let isSigned = dtype != .uint8
    var instance = Instance(type: ClassObject(name: "iinfo", base: nil))
    instance.attributes["min"] = .int(isSigned ? Int.min >> (64 - bits) : 0)
    instance.attributes["max"] = .int(isSigned ? Int.max >> (64 - bits) : 1 << bits - 1)
    instance.attributes["bits"] = .int(bits)
    instance.attributes["dtype"] = .string(dtype.name)
    return .instance(m.heap.add(.instance(instance)))
  }

  private static let assertion = BuiltinFunction("_assert(condition, message)") { m, a in
    if try m.truth(of: a[0]) { return .none }
    throw ListingError(.assertionError, try m.string(of: a[1]))
  }

  private static let detached = BuiltinFunction("detach(input)") { m, a in
    .tensor(try a.reference(0, m).detached)
  }

  private static let scalarTensor = BuiltinFunction("scalar_tensor(s, *, dtype=None, device=None)", dialect: .torch) {
    m, a in
    try m.new(m.compute.full([], a.scalar(0, m), dtype: try a.dtype(1, m) ?? .float32))
  }
}
