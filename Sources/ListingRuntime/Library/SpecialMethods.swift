import ListingSyntax

/// Special methods of Python's values, such as `__getitem__` and `__len__`. Calls like `super().__getitem__(key)`,
/// `dict.__setitem__` and `x.__len__()` reach them.
///
/// Most special methods are functions of the prelude that apply the operator to the plain value. Therefore the operator
/// can run code of the listing, for example the `__eq__` of an item of a list.
enum SpecialMethods {
  /// The special methods, by the name of the class and then by the name of the method.
  static let all: [String: [String: BuiltinFunction]] = [
    "int": methods(numbers + integers),
    "float": methods(numbers),
    "str": methods(items + order + ["__add__", "__mul__", "__rmul__", "__mod__"]),
    "tuple": methods(items + order + ["__add__", "__mul__", "__rmul__"]),
    "list": methods(
      items + order + ["__add__", "__mul__", "__rmul__", "__setitem__", "__delitem__", "__reversed__"],
      inPlace: ["__iadd__", "__imul__"], [listInitializer]),
    "dict": methods(
      items + equality + ["__or__", "__ror__", "__setitem__", "__delitem__", "__reversed__"], inPlace: ["__ior__"],
      [dictionaryInitializer, dictionaryItem]),
    "set": methods(
      sets, inPlace: ["__iand__", "__ior__", "__isub__", "__ixor__"], [setInitializer]),
    "frozenset": methods(sets),
  ]

  /// Whether the builtin is a method of a Python class such as `int` or `dict` that receives a plain value as its first
  /// argument. If such a method is called on an instance of a derived class, it receives the value that the instance
  /// holds. Its first parameter is named `self`. A method that needs the instance itself names its first parameter
  /// `object`.
  static func takesHeldValue(_ builtin: BuiltinFunction) -> Bool { receiving.contains(ObjectIdentifier(builtin)) }

  private static let receiving: Set<ObjectIdentifier> = {
    let tables = Array(all.values) + Array(TypeMethods.all.values) + [OrderedDictionaries.methods]
    return Set(tables.flatMap(\.values).filter { $0.signature.names.first == "self" }.map { ObjectIdentifier($0) })
  }()

  /// The special methods of tensors.
  static let ofTensors = methods(numbers + integers + items + ["__setitem__"]).filter {
    !["__format__", "__hash__", "__init__", "__new__", "__repr__", "__round__", "__str__"].contains($0.key)
  }

  private static let equality = ["__eq__", "__ne__"]
  private static let order = equality + ["__lt__", "__le__", "__gt__", "__ge__"]
  private static let items = ["__len__", "__contains__", "__getitem__", "__iter__"]
  private static let sets =
    order + ["__len__", "__contains__", "__iter__", "__and__", "__or__", "__sub__", "__xor__"]
  private static let numbers =
    order + [
      "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__", "__rtruediv__",
      "__floordiv__", "__rfloordiv__", "__mod__", "__rmod__", "__pow__", "__rpow__", "__neg__", "__pos__", "__abs__",
      "__bool__", "__int__", "__float__", "__round__",
    ]
  private static let integers = [
    "__and__", "__rand__", "__or__", "__ror__", "__xor__", "__rxor__", "__lshift__", "__rlshift__", "__rshift__",
    "__rrshift__", "__invert__", "__index__",
  ]

  /// The operators, by the name of their special method without underscores.
  private static let signs = [
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "and": "&",
    "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">",
    "ge": ">=",
  ]

  /// The methods that are not operators of two values. Each row contains the parameters and the return value of the
  /// method's prelude function.
  private static let others: [(name: String, parameters: String, value: String)] = [
    ("__len__", "", "len(self)"), ("__bool__", "", "True if self else False"), ("__iter__", "", "iter(self)"),
    ("__reversed__", "", "reversed(self)"), ("__neg__", "", "-self"), ("__pos__", "", "+self"),
    ("__abs__", "", "abs(self)"), ("__invert__", "", "~self"), ("__int__", "", "int(self)"),
    ("__index__", "", "int(self)"), ("__float__", "", "float(self)"),
    ("__round__", ", digits=None", "round(self, digits)"), ("__contains__", ", item", "item in self"),
    ("__getitem__", ", key", "self[key]"),
  ]

  /// The text of the functions in the listing language. The name of each function begins with `value`, as in
  /// `value__add__`.
  static let preludeText: String = {
    var lines = [
      "def value__setitem__(self, key, value):", "    self[key] = value", "def value__delitem__(self, key):",
      "    del self[key]",
    ]
    for other in others {
      lines += ["def value\(other.name)(self\(other.parameters)):", "    return \(other.value)"]
    }
    for (name, sign) in signs.sorted(by: { $0.key < $1.key }) {
      for (prefix, value) in [("", "self \(sign) plain_value(other)"), ("r", "plain_value(other) \(sign) self")] {
        lines += [
          "def value__\(prefix)\(name)__(self, other):",
          "    return \(value) if takes_operand('\(name)', self, other) else NotImplemented",
        ]
      }
    }
    return lines.joined(separator: "\n")
  }()

  private static func methods(
    _ names: [String], inPlace: [String] = [], _ own: [BuiltinFunction] = []
  ) -> [String: BuiltinFunction] {
    let plain = names.map { name in
      let parameters = others.first { $0.name == name }?.parameters
      let text =
        switch name {
        case "__setitem__": ", key, value"
        case "__delitem__": ", key"
        default: parameters ?? ", other"
        }
      return BuiltinFunction("\(name)(self\(text))", prelude: "value" + name)
    }
    return ModuleClasses.methods(plain + inPlace.map(changing) + texts + own)
  }

  // MARK: Methods that need the instance

  private static let texts = [
    BuiltinFunction("__repr__(object)", prelude: "value_repr"),
    BuiltinFunction("__str__(object)", prelude: "value_str"),
    BuiltinFunction("__format__(self, specification)", prelude: "value_format"),
    BuiltinFunction("__hash__(self)") { m, a in .int(try m.hashable(a[0]).stableHash) },
    BuiltinFunction("__new__(cls, *values, **named)", prelude: "value_new"),
    // For an immutable class, such as `int`, Python sets the value in `__new__`. Therefore `__init__` does nothing.
    BuiltinFunction("__init__(self, *values, **named)") { _, _ in .none },
  ]

  private static let operators: [String: BinaryOperator] = [
    "__iadd__": .add, "__imul__": .multiply, "__ior__": .or, "__iand__": .and, "__isub__": .subtract, "__ixor__": .xor,
  ]

  /// Makes the method of an in-place operator. The method modifies its left operand in place: a list, dict or set, or
  /// an instance of a class derived from these. It returns the left operand.
  private static func changing(_ name: String) -> BuiltinFunction {
    BuiltinFunction("\(name)(object, other)") { m, a in
      guard let op = operators[name] else { preconditionFailure("the table has \(name)") }
      return try m.binary(op, a[0], a[1], inPlace: true)
    }
  }

  private static let listInitializer = BuiltinFunction("__init__(self, iterable=())") { m, a in
    let items = try m.allItems(of: a[1])
    guard case .list(let handle) = a[0] else { throw wrongReceiver(a, m) }
    m.heap.changeList(handle) { $0 = items }
    return .none
  }

  private static let setInitializer = BuiltinFunction("__init__(self, iterable=())") { m, a in
    let items = try m.set(of: a[1])
    guard case .set(let handle) = a[0] else { throw wrongReceiver(a, m) }
    m.heap.changeSet(handle) { $0 = items }
    return .none
  }

  private static let dictionaryInitializer = BuiltinFunction("__init__(self, other=None, **named)") { m, a in
    let items = try m.entries(a[1], named: a.named)
    guard case .dictionary(let handle) = a[0] else { throw wrongReceiver(a, m) }
    m.heap.changeDictionary(handle) { target in
      for (key, original, value) in items { target.set(key, original, to: value) }
    }
    return .none
  }

  /// `dict.__getitem__`. If the key is absent and the class of the instance defines `__missing__`, calls this method.
  private static let dictionaryItem = BuiltinFunction(forwarding: "__getitem__(object, key)") { m, a in
    if let method = try m.methodForMissing(a[1], in: a[0]) { return .call(method, [a[1]]) }
    return .value(try m.element(of: a[0], at: a[1]))
  }

  private static func wrongReceiver(_ a: Arguments, _ m: Machine) -> ListingError {
    ListingError(.typeError, "\(a.function)() does not fit a '\(m.typeName(of: a[0]))' object")
  }

  /// Whether an operator of the value's class accepts the other operand. The prelude calls this function. If the result
  /// is False, the operator's method returns `NotImplemented`.
  static let takesOperand = BuiltinFunction("takes_operand(name, value, other)") { m, a in
    guard case .string(let name) = a[0] else { return .bool(false) }
    let (value, other) = (m.plain(a[1]), m.plain(a[2]))
    switch value {
    case .int, .bool: return .bool(m.isInteger(other))
    case .float: return .bool(m.isNumber(other))
    case .string where name == "mod": return .bool(true)
    case .string, .tuple, .record, .list:
      if name == "mul" { return .bool(m.isInteger(other)) }
      return .bool(m.kind(of: value) == m.kind(of: other))
    case .set, .frozenSet: return .bool(m.isSet(other))
    case .tensor: return .bool(m.isTensor(other) || m.isNumber(other))
    default: return .bool(m.kind(of: value) == m.kind(of: other))
    }
  }
}
