/// Named tuples: `typing.NamedTuple`, `collections.namedtuple`, and torch's results with named items.
enum Records {
  static let object = ClassObject(name: "object", base: nil, native: ClassMethods.ofObject)

  static let tuple = ClassObject(
    name: "tuple", base: object, native: PythonTypes.native("tuple"), maker: PythonTypes.maker("tuple"))

  /// The class `typing.NamedTuple`, from which classes of the listing inherit.
  static let root = ClassObject(name: "NamedTuple", base: tuple, native: methods, isRecord: true)

  /// Makes torch's result of values and indices: `torch.return_types.max(values=…, indices=…)`. For an operation
  /// without such a class, makes a plain tuple.
  static func ordering(_ operation: String, _ values: Value, _ indices: Value) -> Value {
    guard let type = orderings[operation] else { return .tuple([values, indices]) }
    return .record(RecordValue(type: type, items: [values, indices]))
  }

  /// Makes torch's result of several tensors with names: `torch.return_types.linalg_qr(Q=…, R=…)`.
  static func named(_ operation: String, _ items: [Value]) -> Value {
    guard let type = results[operation] else { return .tuple(items) }
    return .record(RecordValue(type: type, items: items))
  }

  private static let results: [String: ClassObject] = [
    "linalg_qr": ["Q", "R"], "qr": ["Q", "R"], "linalg_svd": ["U", "S", "Vh"], "svd": ["U", "S", "V"],
    "linalg_eigh": ["eigenvalues", "eigenvectors"], "linalg_lu_factor": ["LU", "pivots"],
    "linalg_lu": ["P", "L", "U"], "slogdet": ["sign", "logabsdet"],
    "lstsq": ["solution", "residuals", "rank", "singular_values"],
    "triangular_solve": ["solution", "cloned_coefficient"], "histogram": ["hist", "bin_edges"],
    "frexp": ["mantissa", "exponent"],
  ].reduce(into: [:]) {
    $0[$1.key] = ClassObject(
      name: $1.key, base: root, fields: $1.value, module: "torch.return_types", isRecord: true)
  }

  private static let orderings: [String: ClassObject] = [
    "max", "min", "sort", "topk", "median", "nanmedian", "mode", "kthvalue", "cummax", "cummin",
  ].reduce(into: [:]) {
    $0[$1] = ClassObject(
      name: $1, base: root, fields: ["values", "indices"], module: "torch.return_types", isRecord: true)
  }

  private static let methods = ModuleClasses.methods(
    BuiltinFunction(ofClass: "_make(cls, items)", prelude: "record_make"),
    BuiltinFunction("_asdict(self)") { m, a in
      guard case .record(let record) = a[0] else { return .none }
      return m.dictionary(Array(zip(record.fields, record.items)))
    },
    BuiltinFunction(forwarding: "_replace(object, **named)") { m, a in
      guard case .record(let record) = m.plain(a[0]) else { return .value(.none) }
      var items = record.items
      for (name, value) in a.named {
        guard let index = record.fields.firstIndex(of: name) else {
          throw ListingError(.valueError, "Got unexpected field names: ['\(name)']")
        }
        items[index] = value
      }
      // An instance of a derived class makes one of its own class.
      if case .instance(let handle) = a[0] { return .call(.type(m.heap.type(of: handle)), items) }
      try m.checkNesting(of: items)
      return .value(.record(RecordValue(type: record.type, items: items)))
    })

  static let namedTuple = BuiltinFunction(
    "namedtuple(typename, field_names, *, defaults=None, rename=False, module=None)"
  ) {
    m, a in
    let fields: [String] =
      if case .string(let text) = a[1] {
        text.split { $0 == " " || $0 == "," }.map(String.init)
      } else {
        try m.allItems(of: a[1]).map { try m.string(of: $0) }
      }
    if Set(fields).count < fields.count { throw ListingError(.valueError, "namedtuple(): a field is named twice") }
    let namespace = m.heap.add(.namespace(Namespace()))
    let defaults = a.isNone(2) ? [] : try m.allItems(of: a[2])
    if defaults.count > fields.count { throw ListingError(.typeError, "Got more default values than field names") }
    for (name, value) in zip(fields.suffix(defaults.count), defaults) { m.heap.setName(name, in: namespace, to: value) }
    return .type(
      ClassObject(
        name: try a.string(0, m), inherited: [root] + root.inherited, namespace: namespace, fields: fields,
        module: m.frames.last.flatMap { m.moduleName(of: $0.code.file.name) }, isRecord: true))
  }

}

extension Machine {
  /// Makes a named tuple whose fields are the call's arguments.
  func record(of type: ClassObject, _ arguments: [Value], _ named: [(String, Value)]) throws -> Value {
    if type === Records.root {
      throw ListingError(.notImplemented, "NamedTuple(…) as a call is not supported: write a class, or use namedtuple")
    }
    if arguments.count > type.fields.count {
      throw ListingError(
        .typeError, "\(type.name)() takes \(type.fields.count) arguments but \(arguments.count) were given")
    }
    var values: [Value?] = arguments + [Value?](repeating: nil, count: type.fields.count - arguments.count)
    for (name, value) in named {
      guard let index = type.fields.firstIndex(of: name) else {
        throw ListingError(
          .typeError,
          "\(type.name)() got an unexpected keyword argument '\(name)'\(suggestion(for: name, among: type.fields))")
      }
      if values[index] != nil {
        throw ListingError(.typeError, "\(type.name)() got multiple values for argument '\(name)'")
      }
      values[index] = value
    }
    let items = try zip(type.fields, values).map { name, value in
      guard let value = value ?? member(name, of: type) else {
        throw ListingError(.typeError, "\(type.name)() is missing the argument '\(name)'")
      }
      return value
    }
    try checkNesting(of: items)
    return .record(RecordValue(type: type, items: items))
  }
}
