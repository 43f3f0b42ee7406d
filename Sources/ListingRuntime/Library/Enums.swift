/// The classes of Python's `enum` that are written in Swift: `Enum`, `ReprEnum`, `auto`, `member`, `nonmember`.
/// `IntEnum`, `StrEnum` and the flags are written in the listing language (`EnumListing`).
///
/// An enum's namespace contains CPython's names `_member_names_`, `_member_map_` and `_value2member_map_`.
/// A member is an instance with the attributes `_value_`, `_name_`, `__objclass__` and `_sort_order_`.
enum Enums {
  static let root = ClassObject(
    name: "Enum", base: Records.object,
    native: ModuleClasses.methods(
      BuiltinFunction(ofClass: "_missing_(cls, value)", prelude: "enum_nothing"),
      BuiltinFunction("_generate_next_value_(name, start, count, last_values)", prelude: "enum_next"),
      BuiltinFunction("__str__(object)") { m, a in .string(try m.string(of: a[0])) },
      BuiltinFunction("__repr__(object)") { m, a in .string(m.representation(of: a[0])) },
      BuiltinFunction("__format__(object, specification)") { m, a in
        .string(try m.formatted(a[0], conversion: nil, specification: a.string(1, m)))
      },
      BuiltinFunction("__hash__(object)") { m, a in .int(try m.hashable(a[0]).stableHash) }),
    module: "enum")

  /// The base class of enums whose members print as their values: `IntEnum`, `StrEnum`, `IntFlag`.
  static let textual = ClassObject(name: "ReprEnum", base: root, module: "enum")

  private static let auto = ClassObject(name: "auto", base: Records.object, module: "enum")
  private static let member = marker("member")
  private static let nonMember = marker("nonmember")

  static let members: [String: Value] = [
    "Enum": .type(root), "ReprEnum": .type(textual), "auto": .type(auto), "member": .type(member),
    "nonmember": .type(nonMember),
  ]

  static let names: Name = "_member_names_"
  static let map: Name = "_member_map_"
  static let byValue: Name = "_value2member_map_"
  static let lastValues: Name = "_last_values_"
  static let value: Name = "_value_"
  static let name: Name = "_name_"

  static func isRoot(_ name: String, _ module: String?) -> Bool { name == "Enum" && module == "enum" }

  private static let ownTexts: [Name] = ["__str__", "__repr__", "__format__"]

  /// Whether the method `name` of an enum's member comes from an enum class only. For example, `repr` of an `IntEnum`
  /// member does not use `int.__repr__`.
  static func hasOwn(_ name: Name) -> Bool { ownTexts.contains(name) }

  private static func marker(_ name: String) -> ClassObject {
    ClassObject(
      name: name, base: Records.object,
      native: ModuleClasses.methods(
        BuiltinFunction("__init__(self, value)") { m, a in
          try m.setAttribute("value", of: a[0], to: a[1])
          return .none
        }), module: "enum")
  }

  /// Whether the value is `auto()`.
  static func isAuto(_ value: Value, _ m: Machine) -> Bool { isInstance(value, of: auto, m) }

  private static func isInstance(_ value: Value, of type: ClassObject, _ m: Machine) -> Bool {
    if case .instance(let handle) = value { m.heap.type(of: handle) === type } else { false }
  }

  /// Whether a name in an enum's body is never a member: `__x__`, `_x_`, `_Class__x`.
  static func isReserved(_ name: String, in type: String) -> Bool {
    if name.hasPrefix("_"), name.hasSuffix("_"), name.count > 2 { return true }
    return name.hasPrefix("_\(type)__")
  }

  /// Whether the value of a name in an enum's body makes the name a member. Functions, descriptors such as properties,
  /// and `nonmember(…)` do not make members.
  static func isMemberValue(_ value: Value, _ m: Machine) -> Bool {
    switch value {
    case .function, .descriptor: false
    default: !isInstance(value, of: nonMember, m)
    }
  }

  // MARK: Functions for the prelude

  static let functions = [
    BuiltinFunction("is_auto(value)") { m, a in .bool(isAuto(a[0], m)) },
    BuiltinFunction("enum_begin(type)") { m, a in
      guard case .type(let type) = a[0], let namespace = type.namespace else { return m.list([]) }
      var found: [Value] = []
      for (name, value) in m.heap.namespace(namespace) where !isReserved(name, in: type.name) {
        if isInstance(value, of: nonMember, m), case .instance(let handle) = value {
          m.heap.setName(name, in: namespace, to: m.heap.attribute("value", of: handle) ?? .none)
        }
        if !isMemberValue(value, m) { continue }
        if case .builtin(let function) = value, function.dialect != nil {
          throw ListingError(
            .notImplemented,
            "\(type.name).\(name): whether a function of a framework is a member of an enum depends on the framework's "
              + "code; write member(…) or staticmethod(…)")
        }
        var value = value
        if isInstance(value, of: member, m), case .instance(let handle) = value {
          value = m.heap.attribute("value", of: handle) ?? .none
          if case .descriptor(let descriptor) = value { value = descriptor.function }
        }
        found.append(try m.tuple([.string(name), value]))
      }
      m.heap.removeName(lastValues.text, in: namespace)
      m.heap.setName(names.text, in: namespace, to: m.list([]))
      for name in [map, byValue] {
        m.heap.setName(name.text, in: namespace, to: .dictionary(m.heap.add(.dictionary(DictionaryObject()))))
      }
      m.heap.setName(
        "_member_type_", in: namespace, to: .type(m.enumDataType(type) ?? m.library.objectType))
      return m.list(found)
    },
    BuiltinFunction("enum_data_type(type)") { m, a in
      if case .type(let type) = a[0], let kind = m.enumDataType(type) { .type(kind) } else { .none }
    },
    BuiltinFunction("enum_maker(type)") { m, a in
      guard case .type(let type) = a[0] else { return .none }
      switch m.member(Name.new, of: type) {
      case nil, .builtin?: return .none
      case .descriptor(let descriptor)?: return descriptor.function
      case let maker?: return maker
      }
    },
    BuiltinFunction("enum_initializes(type)") { m, a in
      guard case .type(let type) = a[0] else { return .bool(false) }
      for ancestor in type.ancestry {
        if ancestor.nativeByName[.initializer] != nil { return .bool(false) }
        if let names = ancestor.namespace, m.heap.value(of: .initializer, in: names) != nil { return .bool(true) }
      }
      return .bool(false)
    },
    BuiltinFunction("enum_instance(type)") { m, a in
      guard case .type(let type) = a[0] else { return .none }
      return .instance(m.makeInstance(of: type))
    },
    BuiltinFunction("enum_name(member, type, name, *values)") { m, a in
      guard case .instance(let handle) = a[0] else {
        throw ListingError(.typeError, "__new__ of an enum must return an instance, not '\(m.typeName(of: a[0]))'")
      }
      m.heap.changeInstance(handle) { instance in
        if let value = a.rest.first { instance.attributes[value: Enums.value] = value }
        instance.attributes[value: Enums.name] = a[2]
        instance.attributes["__objclass__"] = a[1]
      }
      return .none
    },
    BuiltinFunction("enum_has_value(member)") { m, a in
      guard case .instance(let handle) = a[0] else { return .bool(false) }
      return .bool(m.heap.attribute(value, of: handle) != nil)
    },
    BuiltinFunction("enum_place(type, name, member)") { m, a in
      guard case .type(let type) = a[0], case .string(let name) = a[1] else { return .none }
      try m.placeEnumMember(a[2], name, in: type)
      return .none
    },
    BuiltinFunction("enum_has_members(type)") { m, a in
      guard case .type(let type) = a[0], let map = m.enumMap(of: type) else { return .bool(false) }
      return .bool(try m.truth(of: map))
    },
    BuiltinFunction("enum_lookup(type, value)") { m, a in
      guard case .type(let type) = a[0] else { return .notImplemented }
      return try m.enumMember(valued: a[1], of: type) ?? .notImplemented
    },
    BuiltinFunction("enum_made(base, name, pairs, mixin)") { m, a in
      guard case .type(let base) = a[0] else { return .none }
      try m.checkBase(base)
      var bases = [base]
      if case .type(let mixin) = a[3] { bases.insert(mixin, at: 0) }
      let name = try a.string(1, m)
      guard let inherited = ClassObject.inheritance(from: bases) else {
        throw ListingError(.typeError, "the base classes of \(name) have no consistent method resolution order (MRO)")
      }
      let namespace = m.heap.add(.namespace(Namespace()))
      for pair in try m.allItems(of: a[2]) {
        let pair = try m.allItems(of: pair)
        guard pair.count == 2, case .string(let name) = m.plain(pair[0]) else {
          throw ListingError(.typeError, "the members of an enum are names, or pairs of a name and a value")
        }
        if m.heap.namespace(namespace)[name] != nil {
          throw ListingError(.typeError, "'\(name)' is defined twice")
        }
        m.heap.setName(name, in: namespace, to: pair[1])
      }
      return .type(
        ClassObject(name: name, inherited: inherited, namespace: namespace, module: m.callersModuleName))
    },
  ]

  /// Functions that the flags in `EnumListing` call.
  static let helpers: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      BuiltinFunction("enum_composite(type, value, name)") { m, a in
        guard case .type(let type) = a[0] else { return .none }
        let (handle, number) = (m.makeInstance(of: type), m.plain(a[1]))
        m.heap.changeInstance(handle) { instance in
          if type.held == .int { instance.held = HeldValue(number) }
          instance.attributes[value: Enums.value] = number
          instance.attributes[value: Enums.name] = a[2]
          instance.attributes["__objclass__"] = a[0]
        }
        return .instance(handle)
      }
    ].map { ($0.name, .builtin($0)) })

  static let preludeText = """
    def enum_nothing(cls, value):
        return None

    def enum_next(name, start, count, last_values):
        numbers = [value for value in last_values if isinstance(value, (int, float))]
        if not numbers:
            return start
        return (max(numbers) if len(numbers) == len(last_values) else numbers[-1]) + 1

    def enum_auto(generate, name, count, last_values, value):
        if not isinstance(value, tuple):
            return generate(name, 1, count, last_values[:])
        items = []
        for item in value:
            if is_auto(item):
                item = generate(name, 1, count, last_values[:])
                last_values.append(item)
            items.append(item)
        return tuple(items)

    def enum_class(cls):
        for name, value in enum_begin(cls):
            enum_add(cls, name, value)
        return cls

    def make_enum(meta, name, bases, namespace, keywords):
        if 'boundary' in keywords:
            namespace['_boundary_'] = keywords.pop('boundary')
        return enum_class(make_class(meta, name, bases, namespace, keywords))

    def enum_add(cls, name, value):
        kind = enum_data_type(cls)
        values = value if isinstance(value, tuple) and kind is not tuple else (value,)
        maker = enum_maker(cls)
        if maker is not None:
            member = maker(cls, *values)
        elif kind is None:
            member = enum_instance(cls)
        else:
            member = value_new(cls, *values)
        if enum_has_value(member):
            enum_name(member, cls, name)
        else:
            enum_name(member, cls, name, value if kind is None else kind(*values))
        if enum_initializes(cls):
            member.__init__(*values)
        enum_place(cls, name, member)

    def enum_called(cls, value, names=None, *more, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is not None or more:
            pairs = enum_pairs(cls, (names,) + more if more else names, start)
            return enum_class(enum_made(cls, value, pairs, type))
        if not enum_has_members(cls):
            raise TypeError(f'{cls!r} has no members defined')
        member = enum_lookup(cls, value)
        if member is not NotImplemented:
            return member
        result = cls._missing_(value)
        if isinstance(result, cls):
            return result
        if result is None:
            raise ValueError(f'{value!r} is not a valid {cls.__qualname__}')
        if isinstance(result, int) and getattr(cls, '_ejects_', False):
            return result
        raise TypeError(f'error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member')

    def enum_pairs(cls, names, start):
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, dict):
            return list(names.items())
        names = list(names)
        if not names or not isinstance(names[0], str):
            return names
        pairs = []
        values = []
        for count, name in enumerate(names):
            values.append(cls._generate_next_value_(name, start, count, values[:]))
            pairs.append((name, values[-1]))
        return pairs

    """
}

extension Namespace {
  fileprivate subscript(value name: Name) -> Value? {
    get { self[name.text] }
    set { self[name.text] = newValue }
  }
}
