/// Named tuples: `typing.NamedTuple`, `collections.namedtuple`, and torch's results with named fields.
enum Records {
  static let object = ClassObject(name: "object", base: nil, native: ClassMethods.ofObject)

  static let tuple = ClassObject(
    name: "tuple", base: object, native: PythonTypes.native("tuple"), maker: PythonTypes.maker("tuple"))

  /// The class `typing.NamedTuple`. Classes of the listing inherit from it.
  static let root = ClassObject(name: "NamedTuple", base: tuple, native: methods, isRecord: true)

  /// Makes torch's named tuple of values and indices: `torch.return_types.max(values=…, indices=…)`. If torch has no
  /// such class for the operation, makes a plain tuple.
  static func ordering(_ operation: String, _ values: Value, _ indices: Value) -> Value {
    guard let type = orderings[operation] else { return .tuple([values, indices]) }
    return .record(RecordValue(type: type, items: [values, indices]))
  }

  /// Makes torch's named tuple of several tensors: `torch.return_types.linalg_qr(Q=…, R=…)`.
  static func named(_ operation: String, _ items: [Value]) -> Value {
    guard let type = results[operation] else { return .tuple(items) }
    return .record(RecordValue(type: type, items: items))
  }

  private static let results: [String: ClassObject] = [
    "linalg_qr": ["Q", "R"], "qr": ["Q", "R"], "linalg_svd": ["U", "S", "Vh"], "svd": ["U", "S", "V"],
    "linalg_eigh": ["eigenvalues", "eigenvectors"], "linalg_lu_factor": ["LU", "pivots"],
    "linalg_lu": ["P", "L", "U"], "slogdet": ["sign", "logabsdet"],
    "linalg_slogdet": ["sign", "logabsdet"], "aminmax": ["min", "max"],
    "linalg_lstsq": ["solution", "residuals", "rank", "singular_values"],
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
      let unknown = a.named.map(\.0).filter { !record.fields.contains($0) }
      if !unknown.isEmpty {
        let names = m.representation(of: .tuple(unknown.map(Value.string))).dropFirst().dropLast()
        throw ListingError(
          .valueError, "Got unexpected field names: [\(unknown.count == 1 ? names.dropLast() : names)]")
      }
      for (name, value) in a.named { if let index = record.fields.firstIndex(of: name) { items[index] = value } }
      // If the receiver is an instance of a derived class, the result is a new instance of the same class.
      if case .instance(let handle) = a[0] { return .call(.type(m.heap.type(of: handle)), items) }
      try m.checkNesting(of: items)
      return .value(.record(RecordValue(type: record.type, items: items)))
    })

  static let namedTuple = BuiltinFunction(
    "namedtuple(typename, field_names, *, defaults=None, rename=False, module=None)"
  ) {
    m, a in
    let given: [String] =
      if case .string(let text) = a[1] {
        text.split { $0.isWhitespace || $0 == "," }.map(String.init)
      } else {
        try m.allItems(of: a[1]).map { try m.string(of: $0) }
      }
    let name = try a.string(0, m)
    let fields = try checked(given, of: name, renames: a.bool(3, m), m)
    let namespace = m.heap.add(.namespace(Namespace()))
    let defaults = a.isNone(2) ? [] : try m.allItems(of: a[2])
    if defaults.count > fields.count { throw ListingError(.typeError, "Got more default values than field names") }
    let known = Array(zip(fields.suffix(defaults.count), defaults))
    for (name, value) in known { m.heap.setName(name, in: namespace, to: value) }
    m.heap.setName("_field_defaults", in: namespace, to: m.dictionary(known.map { ($0, $1) }))
    m.heap.setName("__match_args__", in: namespace, to: .tuple(fields.map(Value.string)))
    m.heap.setName("__doc__", in: namespace, to: .string("\(name)(\(fields.joined(separator: ", ")))"))
    return .type(
      ClassObject(
        name: name, inherited: [root] + root.inherited, namespace: namespace, fields: fields,
        module: try a.isNone(4) ? m.callersModuleName : a.string(4, m),
        isRecord: true))
  }

  /// Checks the field names of a named tuple. If `renames` is True, each invalid name is replaced by `_` and its index.
  private static func checked(_ given: [String], of type: String, renames: Bool, _ m: Machine) throws -> [String] {
    func isIdentifier(_ name: String) -> Bool {
      name.unicodeScalars.first.map { $0 == "_" || $0.properties.isXIDStart } ?? false
        && name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
    }
    var fields = given
    if renames {
      var seen: Set<String> = []
      for (index, name) in given.enumerated() {
        if !isIdentifier(name) || KeywordListing.keywords.contains(name) || name.hasPrefix("_") || seen.contains(name) {
          fields[index] = "_\(index)"
        }
        seen.insert(name)
      }
    }
    for name in [type] + fields {
      if !isIdentifier(name) {
        throw ListingError(
          .valueError, "Type names and field names must be valid identifiers: \(m.representation(of: .string(name)))")
      }
      if KeywordListing.keywords.contains(name) {
        throw ListingError(
          .valueError, "Type names and field names cannot be a keyword: \(m.representation(of: .string(name)))")
      }
    }
    var seen: Set<String> = []
    for name in fields {
      let text = m.representation(of: .string(name))
      if name.hasPrefix("_"), !renames {
        throw ListingError(.valueError, "Field names cannot start with an underscore: \(text)")
      }
      if !seen.insert(name).inserted { throw ListingError(.valueError, "Encountered duplicate field name: \(text)") }
    }
    return fields
  }
}

extension Machine {
  /// Makes a named tuple whose fields are the call's arguments.
  func record(of type: ClassObject, _ arguments: [Value], _ named: [(String, Value)]) throws -> Value {
    if arguments.count > type.fields.count {
      let least = 1 + type.fields.count { member($0, of: type) == nil }, most = 1 + type.fields.count
      let accepted = least == most ? "\(most)" : "from \(least) to \(most)"
      throw ListingError(
        .typeError, "\(type.name)() takes \(type.fields.count) arguments but \(arguments.count) were given",
        python: "\(type.name).__new__() takes \(accepted) positional argument\(accepted == "1" ? "" : "s") but "
          + "\(arguments.count + 1) were given")
    }
    var values: [Value?] = arguments + [Value?](repeating: nil, count: type.fields.count - arguments.count)
    for (name, value) in named {
      guard let index = type.fields.firstIndex(of: name) else {
        throw ListingError(
          .typeError,
          "\(type.name)() got an unexpected keyword argument '\(name)'\(suggestion(for: name, among: type.fields))",
          python: "\(type.name).__new__() got an unexpected keyword argument '\(name)'")
      }
      if values[index] != nil {
        throw ListingError(
          .typeError, "\(type.name)() got multiple values for argument '\(name)'",
          python: "\(type.name).__new__() got multiple values for argument '\(name)'")
      }
      values[index] = value
    }
    let missing = zip(type.fields, values).filter { $1 == nil && member($0, of: type) == nil }.map { "'\($0.0)'" }
    if let first = missing.first {
      let names =
        switch missing.count {
        case 1: first
        case 2: "\(first) and \(missing[1])"
        default: missing.dropLast().joined(separator: ", ") + ", and " + (missing.last ?? "")
        }
      throw ListingError(
        .typeError, "\(type.name)() is missing the argument \(missing.joined(separator: ", "))",
        python: "\(type.name).__new__() missing \(missing.count) required positional argument"
          + "\(missing.count == 1 ? "" : "s"): \(names)")
    }
    let items = zip(type.fields, values).compactMap { name, value in value ?? member(name, of: type) }
    try checkNesting(of: items)
    return .record(RecordValue(type: type, items: items))
  }
}
