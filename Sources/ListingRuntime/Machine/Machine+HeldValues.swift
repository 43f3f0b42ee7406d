import ListingSyntax

/// Instances that are Python values: their class derives from `int`, `float`, `str`, `tuple`, `list`, `dict`, `set`,
/// `frozenset` or a named tuple. Such an instance has attributes and holds a value of that class. Operations on values
/// use the held value, unless the class overrides them.
extension Machine {
  /// The Python value that an instance holds. Other values are returned unchanged.
  func plain(_ value: Value) -> Value {
    if case .instance(let handle) = value, let held = heap.held(by: handle) { held.value } else { value }
  }

  /// The Python value that an instance holds; nil for other values.
  func held(by value: Value) -> Value? {
    if case .instance(let handle) = value { heap.held(by: handle)?.value } else { nil }
  }

  /// The kind of a value whose class is a builtin such as `int` or `dict`, and not derived from one. Nil for values of
  /// other classes.
  func kind(of value: Value) -> HeldKind? {
    switch value {
    case .int, .bool: .int
    case .float: .float
    case .string: .str
    case .tuple, .record: .tuple
    case .list: .list
    case .dictionary: .dict
    case .set: .set
    case .frozenSet: .frozenset
    default: nil
    }
  }

  /// Adds a new instance to the heap. Does not call `__init__`.
  mutating func makeInstance(of type: ClassObject) -> Handle {
    var instance = Instance(type: type)
    if let kind = type.held {
      hasHeldValues = true
      instance.held = HeldValue(emptyValue(of: kind, type))
    }
    return heap.add(.instance(instance))
  }

  private mutating func emptyValue(of kind: HeldKind, _ type: ClassObject) -> Value {
    switch kind {
    case .int: return .int(0)
    case .float: return .float(0)
    case .str: return .string("")
    case .tuple: return .tuple([])
    case .list: return list([])
    case .dict: return .dictionary(heap.add(.dictionary(DictionaryObject())))
    case .set: return .set(heap.add(.set(SetObject())))
    case .frozenset: return .frozenSet(FrozenSet(SetObject()))
    case .record:
      guard let base = type.recordBase else { return .tuple([]) }
      return .record(RecordValue(type: base, items: base.fields.map { _ in .none }))
    }
  }

  /// An instance of a derived class that holds the plain value.
  mutating func makeInstance(of type: ClassObject, holding value: Value) throws -> Value {
    try checkNesting(of: [value])
    let handle = makeInstance(of: type)
    heap.changeInstance(handle) { $0.held = HeldValue(value) }
    return .instance(handle)
  }

  /// The value that a copy of the instance will hold. If the instance holds a list, dict or set, the copy gets a new
  /// one.
  mutating func copyOfHeldValue(of instance: Instance) -> HeldValue? {
    guard let held = instance.held else { return nil }
    let value: Value =
      switch held.value {
      case .list(let handle): list(heap.list(handle))
      case .dictionary(let handle): .dictionary(heap.add(.dictionary(heap.dictionary(handle))))
      case .set(let handle): .set(heap.add(.set(heap.set(handle))))
      default: held.value
      }
    return HeldValue(value, isNamespace: held.isNamespace)
  }

  /// Functions that only the prelude calls. They receive an instance itself instead of the value that it holds.
  private static let preludeOnly = Set(
    (PythonBuiltins.preludeOnly + ClassMethods.helpers + HeldValues.functions + Enums.functions).map {
      ObjectIdentifier($0)
    })

  /// The arguments of a builtin, in which each instance that holds a value is replaced by the held value. Nil if the
  /// builtin accepts instances, or if no argument holds a value.
  func plainArguments(
    of builtin: BuiltinFunction, _ arguments: [Value], _ named: [(String, Value)]
  ) -> ([Value], [(String, Value)])? {
    if Self.preludeOnly.contains(ObjectIdentifier(builtin)) { return nil }
    // A builtin with `keepsInstances` stores its arguments unchanged. Exception: the `__init__` of a module, such as
    // `nn.Linear`, reads numbers from its arguments and needs the held values.
    let isLayer = if case .instance(let handle)? = arguments.first { heap.type(of: handle).isModule } else { false }
    if builtin.keepsInstances, !(builtin.name == Name.initializer.text && isLayer) { return nil }
    let holdsValue = { (value: Value) in self.held(by: value) != nil }
    guard arguments.contains(where: holdsValue) || named.contains(where: { holdsValue($0.1) }) else { return nil }
    return (arguments.map(plain), named.map { ($0.0, plain($0.1)) })
  }

  /// The operands of an operator, with each instance replaced by the value that it holds. Nil if neither operand holds
  /// a value.
  func plainOperands(_ left: Value, _ right: Value) -> (Value, Value)? {
    if !hasHeldValues || held(by: left) == nil && held(by: right) == nil { return nil }
    return (plain(left), plain(right))
  }

  /// The key and value pairs that `dict(…)` and `update` read from their arguments.
  mutating func entries(
    _ other: Value, named: [(String, Value)]
  ) throws -> [(key: HashableValue, original: Value, value: Value)] {
    var entries: [(key: Value, value: Value)] = []
    switch plain(other) {
    case .none: break
    case .dictionary(let handle): entries = heap.dictionary(handle).entries
    case let items:
      let pairs = try allItems(of: items).map { try allItems(of: $0) }
      if pairs.contains(where: { $0.count != 2 }) {
        throw ListingError(.valueError, "update(): needs a dict, or pairs of key and value")
      }
      entries = pairs.map { ($0[0], $0[1]) }
    }
    entries += named.map { (key: Value.string($0.0), value: $0.1) }
    return try entries.map { (try hashable($0.key), $0.key, $0.value) }
  }

  /// The method `__missing__` of an instance that holds a dict, if the dict lacks the key; otherwise nil.
  func methodForMissing(_ key: Value, in object: Value) throws -> Value? {
    guard case .dictionary(let handle)? = held(by: object), let method = listingMethod("__missing__", of: object) else {
      return nil
    }
    return heap.dictionary(handle)[try hashable(key)] == nil ? method : nil
  }

  /// `self.__dict__ = self`: makes the entries of the held dict the instance's attributes.
  mutating func useEntriesAsAttributes(of handle: Handle) {
    heap.changeInstance(handle) { instance in
      guard let held = instance.held else { return }
      instance.held = HeldValue(held.value, isNamespace: true)
      instance.attributes = Namespace()
    }
  }

  /// The dict whose entries are the instance's attributes; nil for other instances.
  func dictionaryOfAttributes(_ handle: Handle) -> Handle? {
    guard let held = heap.held(by: handle), held.isNamespace, case .dictionary(let entries) = held.value else {
      return nil
    }
    return entries
  }

  /// The field of the named tuple that an instance holds, unless a derived class has an attribute of this name.
  func heldField(_ key: Name, of handle: Handle, _ type: ClassObject) -> Value? {
    guard type.held == .record, let base = type.recordBase, case .record(let record)? = heap.held(by: handle)?.value
    else { return nil }
    if key.text == "_fields" { return .tuple(record.fields.map(Value.string)) }
    guard let value = record[key.text] else { return nil }
    for ancestor in type.ancestry {
      if ancestor === base { break }
      // Skip the namespace of the named tuple itself: it contains the default values of the fields.
      guard let names = ancestor.namespace, names != base.namespace else { continue }
      if heap.value(of: key, in: names) != nil { return nil }
    }
    return value
  }
}

extension ClassObject {
  /// The named tuple from which the class derives.
  var recordBase: ClassObject? { inherited.first(where: \.isRecord) }

  /// The class of the value that each instance holds: a Python class such as `int`, or a named tuple.
  func heldClass(_ library: Library) -> ClassObject? {
    guard let held else { return nil }
    return held == .record ? recordBase : library.types[held.rawValue]
  }
}

/// Functions for the prelude that make instances of derived classes.
enum HeldValues {
  static let functions = [
    SpecialMethods.takesOperand,
    BuiltinFunction("held_class(type)") { m, a in
      guard case .type(let type) = a[0] else {
        throw ListingError(.typeError, "__new__(X): X is not a type object (\(m.typeName(of: a[0])))")
      }
      guard let base = type.heldClass(m.library) else {
        throw ListingError(.typeError, "__new__(\(type.name)): \(type.name) derives from no class of values")
      }
      return .type(base)
    },
    BuiltinFunction("holds_constant(type)") { _, a in
      if case .type(let type) = a[0] { .bool(type.held?.isConstant == true) } else { .bool(false) }
    },
    BuiltinFunction("holding(type, value)") { m, a in
      guard case .type(let type) = a[0] else { return a[1] }
      return try m.makeInstance(of: type, holding: m.plain(a[1]))
    },
    TypeMethods.plainFromKeys,
    BuiltinFunction("plain_value(object)") { m, a in m.plain(a[0]) },
    // Called after the listing's methods for an operator have returned `NotImplemented`. Whether Python would then
    // compute the operator on the held values. False if neither operand is an instance of a class that derives from a
    // builtin class such as `int` or `dict`.
    BuiltinFunction("has_plain_operator(left, right, sign)") { m, a in
      let sign = try a.string(2, m)
      let isOrder = ["<", "<=", ">", ">="].contains(sign)
      let isComparison = isOrder || sign == "==" || sign == "!="
      guard m.held(by: a[0]) != nil || m.held(by: a[1]) != nil,
        isComparison || ["+", "-", "*", "/", "//", "%", "**", "&", "|", "^"].contains(sign),
        ![a[0], a[1]].contains(where: { if case .instance = $0 { m.held(by: $0) == nil } else { false } })
      else { return .bool(false) }
      if isOrder {
        for operand in [a[0], a[1]] { if case .dictionary = m.plain(operand) { return .bool(false) } }
      }
      // Only a number has reflected methods such as `__radd__`: a str, list or tuple on the right has none.
      let isNumber = m.isPythonNumber(m.plain(a[1]))
      let isLeftPlain = if case .instance = a[0] { false } else { true }
      return .bool(isComparison || isNumber || isLeftPlain)
    },
  ]

  static let preludeText = """
    def value_new(cls, *values, **named):
        base = held_class(cls)
        if base is cls:
            return base(*values, **named)
        return holding(cls, base(*values, **named) if holds_constant(cls) else base())

    def value_repr(object):
        methods = [method for method in text_methods(object) if method.__self__ is not object]
        return represented_with(object, methods, [method() for method in methods])

    def value_str(object):
        value = plain_value(object)
        return value if isinstance(value, str) else repr(object)

    def value_format(self, specification):
        return format(self, specification)

    def mapped(mapping):
        return {key: mapping[key] for key in mapping.keys()}

    def dict_of_mapping(mapping, **named):
        return dict(mapped(mapping), **named)

    def over_mapping(function, self, mapping, **named):
        return function(self, mapped(mapping), **named)

    def dict_fromkeys(cls, keys, value=None):
        if cls is dict:
            return fromkeys(keys, value)
        made = cls()
        for key in keys:
            made[key] = value
        return made

    def record_make(cls, items):
        items = tuple(items)
        if len(items) != len(cls._fields):
            raise TypeError(f'Expected {len(cls._fields)} arguments, got {len(items)}')
        return cls(*items)

    """
}

// MARK: Classes

extension Machine {
  /// Throws if a class of the listing cannot derive from the given class.
  func checkBase(_ type: ClassObject) throws {
    if type.isEnum, let names = type.namespace.map({ heap.namespace($0) }), let members = names[Enums.names],
      case .list(let handle) = members, !heap.list(handle).isEmpty
    {
      throw ListingError(.typeError, "a class cannot extend \(representation(of: .type(type))), which has members")
    }
    if !library.isValueType(type) || type === library.objectType || HeldKind(rawValue: type.name) != nil { return }
    if let root = library.types["type"], type.isSubclass(of: root) { return }
    switch type.name {
    case "property", "staticmethod", "classmethod", "enumerate", "zip", "map", "filter", "reversed", "super",
      "module", "bytes", "bytearray", "complex":
      throw ListingError(.notImplemented, "a class that inherits from \(type.name) is not supported")
    default: throw ListingError(.typeError, "type '\(type.name)' is not an acceptable base type")
    }
  }

  /// Throws if the classes hold values of different kinds.
  func checkHeldKinds(of bases: [ClassObject]) throws {
    var kinds: [HeldKind] = []
    for kind in bases.compactMap(\.held) where !kinds.contains(kind) { kinds.append(kind) }
    if kinds.count > 1 { throw ListingError(.typeError, "multiple bases have instance lay-out conflict") }
  }

  /// Whether a class body defines special methods. If a class derived from `NamedTuple` defines such methods, its
  /// instances hold a named tuple instead of being one. Operators then find the methods.
  func overridesSpecialMethods(_ names: Handle) -> Bool {
    heap.namespace(names).contains { name, value in
      guard name.hasPrefix("__"), name.hasSuffix("__") else { return false }
      switch value {
      case .function, .builtin, .descriptor: return true
      default: return false
      }
    }
  }

  /// The base classes of a class with the base `NamedTuple`.
  func recordBases(_ name: String, _ inherited: [ClassObject], _ names: Handle, _ fields: [String]) -> [ClassObject] {
    if !overridesSpecialMethods(names) { return inherited }
    let record = ClassObject(name: name, inherited: inherited, namespace: names, fields: fields, isRecord: true)
    return [record] + inherited
  }
}
