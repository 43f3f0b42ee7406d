/// The abstract classes of `collections.abc`, `typing` and `numbers`, for `isinstance` and `issubclass`.
enum AbstractClasses {
  /// - Parameters:
  ///   - builtins: Python's classes that count as derived from the abstract class.
  ///   - methods: a class that has all of these methods also counts. If `methods` is empty, other classes count only if
  ///     they name the abstract class as a base.
  ///   - required: the abstract methods that the class itself declares, if they differ from `methods`.
  private struct Row: Sendable {
    let name: String
    let bases: [String]
    let builtins: Set<String>
    var methods: [String] = []
    var required: [String]?
  }

  private static let sequences: Set = ["str", "tuple", "list", "range", "bytes", "bytearray"]
  private static let sets: Set = ["set", "frozenset", "dict_keys", "dict_items"]
  private static let iterators: Set = [
    "iterator", "list_iterator", "range_iterator", "set_iterator", "generator", "enumerate", "zip", "map", "filter",
    "reversed",
  ]
  private static let collections = sequences.union(sets).union(["dict", "dict_values", "Tensor"])
  private static let unhashable: Set = ["list", "dict", "set", "bytearray", "dict_keys", "dict_items", "slice"]

  private static let rows: [Row] = [
    Row(name: "Hashable", bases: [], builtins: [], methods: ["__hash__"]),
    Row(name: "Iterable", bases: [], builtins: collections.union(iterators), methods: ["__iter__"]),
    Row(
      name: "Iterator", bases: ["Iterable"], builtins: iterators, methods: ["__iter__", "__next__"],
      required: ["__next__"]),
    Row(name: "Generator", bases: ["Iterator"], builtins: ["generator"], required: ["send", "throw"]),
    Row(
      name: "Reversible", bases: ["Iterable"],
      builtins: sequences.union(["dict", "dict_keys", "dict_values", "dict_items", "Tensor"]),
      methods: ["__reversed__", "__iter__"], required: ["__reversed__"]),
    Row(name: "Sized", bases: [], builtins: collections, methods: ["__len__"]),
    Row(name: "Container", bases: [], builtins: collections, methods: ["__contains__"]),
    Row(
      name: "Collection", bases: ["Sized", "Iterable", "Container"], builtins: collections,
      methods: ["__len__", "__iter__", "__contains__"], required: []),
    Row(
      name: "Callable", bases: [], builtins: ["function", "builtin_function_or_method", "method", "type"],
      methods: ["__call__"]),
    Row(name: "Sequence", bases: ["Reversible", "Collection"], builtins: sequences, required: ["__getitem__"]),
    Row(
      name: "MutableSequence", bases: ["Sequence"], builtins: ["list", "bytearray"],
      required: ["__setitem__", "__delitem__", "insert"]),
    Row(name: "Set", bases: ["Collection"], builtins: sets),
    Row(name: "MutableSet", bases: ["Set"], builtins: ["set"], required: ["add", "discard"]),
    Row(name: "Mapping", bases: ["Collection"], builtins: ["dict"], required: ["__getitem__"]),
    Row(
      name: "MutableMapping", bases: ["Mapping"], builtins: ["dict"], required: ["__setitem__", "__delitem__"]),
    Row(name: "MappingView", bases: ["Sized"], builtins: ["dict_keys", "dict_values", "dict_items"]),
    Row(name: "KeysView", bases: ["MappingView", "Set"], builtins: ["dict_keys"]),
    Row(name: "ValuesView", bases: ["MappingView", "Collection"], builtins: ["dict_values"]),
    Row(name: "ItemsView", bases: ["MappingView", "Set"], builtins: ["dict_items"]),
    Row(name: "Number", bases: [], builtins: ["int", "float", "bool", "complex"]),
    Row(name: "Complex", bases: ["Number"], builtins: ["int", "float", "bool", "complex"]),
    Row(name: "Real", bases: ["Complex"], builtins: ["int", "float", "bool"]),
    Row(name: "Rational", bases: ["Real"], builtins: ["int", "bool"]),
    Row(name: "Integral", bases: ["Rational"], builtins: ["int", "bool"]),
  ]

  private static let types: [String: ClassObject] = rows.reduce(into: [:]) { types, row in
    let bases = row.bases.compactMap { types[$0] }
    let module = numbers.contains(row.name) ? "numbers" : moduleName
    let inherited = ClassObject.inheritance(from: bases.isEmpty ? [Records.object] : bases) ?? []
    let native = AbstractMethods.methods(of: row.name)
    var traits = ClassTraits()
    if module == moduleName {
      // A method that the class itself defines is not abstract, and neither is one of a nearer base class.
      let open = inherited.flatMap(\.traits.abstractMethods).filter { name in
        let owner = inherited.first { $0.native[name] != nil || $0.declaresAbstract(name) }
        return native[name] == nil && owner?.native[name] == nil
      }
      traits.abstractMethods = Set(open + (row.required ?? row.methods)).sorted()
    }
    types[row.name] = ClassObject(
      name: row.name, inherited: inherited, native: native, module: module,
      bases: bases.isEmpty ? [Records.object] : bases, metaclass: ClassMethods.abstractMeta, traits: traits)
  }

  private static let byType: [ObjectIdentifier: Row] = rows.reduce(into: [:]) { table, row in
    if let type = types[row.name] { table[ObjectIdentifier(type)] = row }
  }

  static let moduleName = "collections.abc"

  private static let numbers: Set = ["Number", "Complex", "Real", "Rational", "Integral"]

  static let numberModule: [String: Value] = types.filter { numbers.contains($0.key) }.mapValues(Value.type)
  static let collectionModule: [String: Value] = types.filter { !numbers.contains($0.key) }.mapValues(Value.type)

  /// The classes that `typing` exports, by their name in `typing`: `Sequence`, or `List` for the class `list`.
  static func typing(_ builtins: [String: ClassObject]) -> [String: Value] {
    var members = collectionModule
    members["Protocol"] = .type(Protocols.root)
    members["Set"] = nil
    members["AbstractSet"] = types["Set"].map(Value.type)
    for (name, builtin) in [
      ("List", "list"), ("Dict", "dict"), ("Tuple", "tuple"), ("Set", "set"), ("FrozenSet", "frozenset"),
      ("Type", "type"),
    ] { members[name] = builtins[builtin].map(Value.type) }
    return members
  }

  /// Whether the listing called `register` to make the class count as derived from `other`. `other` is an abstract
  /// class of the listing.
  private static func isRegistered(_ type: ClassObject, _ other: ClassObject, _ m: Machine) -> Bool {
    guard let meta = other.metaclass, meta.isSubclass(of: ClassMethods.abstractMeta) else { return false }
    let bases = [other] + m.heap.classes.filter { $0 !== other && $0.isSubclass(of: other) }
    return bases.contains { base in
      let registered = base.namespace.flatMap { m.heap.namespace($0)[ClassMethods.registry]?.tupleItems } ?? []
      return registered.contains { if case .type(let added) = $0 { type.isSubclass(of: added) } else { false } }
    }
  }

  /// Whether the class counts as derived from the abstract class `other`. If `other` is not a builtin abstract class,
  /// the result is true after a call of `register` for the class, and otherwise nil.
  static func derives(_ type: ClassObject, from other: ClassObject, _ m: Machine) throws -> Bool? {
    guard let row = byType[ObjectIdentifier(other)] else { return isRegistered(type, other, m) ? true : nil }
    if type.isSubclass(of: other) { return true }
    // A class also counts if the class or one of its base classes is among the row's builtin classes.
    let isListed = type.ancestry.contains { ancestor in
      ancestor.namespace == nil && row.builtins.contains(ancestor.name)
    }
    if isListed { return true }
    if row.name == "Hashable" {
      for ancestor in type.ancestry {
        guard let namespace = ancestor.namespace else {
          if unhashable.contains(ancestor.name) { return false }
          continue
        }
        let names = m.heap.namespace(namespace)
        if let hash = names["__hash__"] { if case .none = hash { return false } else { return true } }
        if names["__eq__"] != nil { return false }
      }
      return true
    }
    if type.isModule {
      if row.name == "Callable" { return true }
      // Lists and dicts of modules or parameters count as iterable and sized. Only the dicts also count as containers.
      let isDictionary = type.ancestry.contains { ["ModuleDict", "LayerDict", "ParameterDict"].contains($0.name) }
      let isList = type.isModuleSequence || type.ancestry.contains { $0.name == "ParameterList" }
      if isDictionary || isList {
        switch row.name {
        case "Iterable", "Sized": return true
        case "Container", "Collection": return isDictionary
        default: break
        }
      }
    }
    if row.methods.isEmpty { return try m.derives(type, fromKnown: other) }
    for method in row.methods {
      guard let member = m.member(method, of: type) else { return false }
      if case .stub(let stub) = member { throw m.refusal(of: stub) }
      if case .none = member { return false }
    }
    return true
  }
}
