import Tensors

/// Builtins that inspect objects: their types, attributes and identity.
extension PythonBuiltins {
  static let objects: [BuiltinFunction] = [
    BuiltinFunction(forwarding: "isinstance(object, types)") { m, a in try isInstance(a[0], a[1], &m) },
    BuiltinFunction(forwarding: "issubclass(type, types)") { m, a in
      guard case .type(let type) = a[0] else {
        try m.checkKnown(a[0])
        throw ListingError(.typeError, "issubclass() arg 1 must be a class")
      }
      if case .type(let other) = a[1] {
        if let method = m.listingMethod("__subclasscheck__", of: a[1]) {
          return .call(m.preludeFunction("holds"), [method, a[0]])
        }
        return try subclassAnswer(type, other, &m)
      }
      let types = UnionTypes.flattened(a[1])
      if case let items = types, a[1].tupleItems != nil, items.contains(where: { asks($0, m) }) {
        return .call(m.preludeFunction("is_subclass_of_any"), [a[0], a[1]])
      }
      return .value(
        .bool(
          try types.contains { other in
            try m.checkKnown(other)
            guard case .type(let other) = other else {
              throw ListingError(.typeError, "issubclass() arg 2 must be a class or a tuple of classes")
            }
            return try m.derives(type, from: other)
          }))
    },
    BuiltinFunction(forwarding: "hasattr(object, name)") { m, a in
      try m.checkKnown(a[0])
      let name = try a.string(1, m)
      if m.lacks(name, a[0]) { return .value(.bool(false)) }
      switch try m.access(Name(name), of: a[0]) {
      case .value(let value): return .value(.bool(try certain(value, m) != nil))
      case .call(let getter, let arguments):
        return .call(m.preludeFunction("has_value"), [getter, .tuple(arguments)])
      case .absent: return .value(.bool(try m.isUnknownAttribute(name, of: a[0])))
      }
    },
    BuiltinFunction(forwarding: "getattr(object, name, *default)") { m, a in
      // In Paddle, `shape` is a list, and each access returns a new list.
      if case .tensor(let tensor) = a[0], case .string("shape") = a[1], m.currentDialect == .paddle, !tensor.isArray {
        return .value(m.list(tensor.shape.map(Value.int)))
      }
      let fallback = try a.defaultValue()
      let name = try a.string(1, m)
      if let fallback, m.lacks(name, a[0]) { return .value(fallback) }
      switch try m.access(Name(name), of: a[0]) {
      case .value(let value):
        if fallback != nil { return .value(try certain(value, m) ?? value) }
        return .value(value)
      case .call(let getter, let arguments):
        guard let fallback else { return .call(getter, arguments) }
        return .call(m.preludeFunction("value_or"), [getter, .tuple(arguments), fallback])
      case .absent:
        if try m.isUnknownAttribute(name, of: a[0]) { throw m.noAttribute(name, of: a[0]) }
        return .value(try fallback ?? m.attribute(name, of: a[0]))
      }
    },
    BuiltinFunction(forwarding: "setattr(object, name, value)") { m, a in
      let name = try a.string(1, m)
      if let (setter, arguments) = m.setter(of: Name(name), of: a[0]) { return .call(setter, arguments + [a[2]]) }
      try m.setAttribute(name, of: a[0], to: a[2])
      return .value(.none)
    },
    BuiltinFunction(forwarding: "dir(*object)") { m, a in
      guard let object = a.rest.first else {
        guard case .dictionary(let names) = localNames(&m) else { return .value(.none) }
        let keys = m.heap.dictionary(names).entries.map { (try? m.string(of: $0.key)) ?? "" }
        return .value(m.list(keys.sorted().map(Value.string)))
      }
      if let method = m.listingMethod("__dir__", of: object) {
        return .call(m.preludeFunction("sorted_names"), [method])
      }
      return .value(m.list(Set(m.attributeNames(of: object)).sorted().map(Value.string)))
    },
    BuiltinFunction(forwarding: "vars(*object)") { m, a in
      guard let object = a.rest.first else { return .value(localNames(&m)) }
      switch try m.access(Machine.namesAttribute, of: object) {
      case .value(let value): return .value(value)
      case .call(let getter, let arguments): return .call(getter, arguments)
      case .absent:
        try m.checkKnown(object)
        throw ListingError(.typeError, "vars() argument must have __dict__ attribute")
      }
    },
    BuiltinFunction("globals()") { m, _ in
      guard let frame = m.frames.last else { return m.dictionary([]) }
      return m.globals(frame.globals)
    },
    BuiltinFunction("locals()") { m, _ in localNames(&m) },
    BuiltinFunction("callable(object)") { m, a in .bool(m.isCallable(a[0])) },
    BuiltinFunction("id(object)") { m, a in
      switch HashableValue(identityOf: a[0]) {
      case .object(let handle)?: .int(Machine.identity(of: handle))
      case .integer(let number)?: .int(0x6000_0000_0000 &+ number &* 32)
      case .reference(let id)?: .int(Int(bitPattern: id))
      case let key?: .int(key.stableHash)
      case nil: .int(0)
      }
    },
    BuiltinFunction(forwarding: "type(*args, **kwargs)") { m, a in
      switch a.rest.count {
      case 1 where a.named.isEmpty:
        if case .stub(let stub) = a.rest[0] {
          return .value(.stub(Stub(name: "type(\(stub.name))", origin: stub.origin)))
        }
        return .value(m.type(of: a.rest[0]).map(Value.type) ?? a.rest[0])
      // The call is `type(name, bases, names)` or `type.__new__(metaclass, name, bases, names)`.
      case 3, 4:
        let given = a.rest.count == 4 ? a.rest : [.type(ClassMethods.typeClass)] + a.rest
        return .call(m.preludeFunction("type_new"), given + [m.dictionary(a.named)])
      default: throw ListingError(.typeError, "type() takes 1 or 3 arguments")
      }
    },
    BuiltinFunction("super(*args)") { m, a in
      if a.rest.isEmpty { throw ListingError(.runtimeError, "super(): no arguments") }
      guard case .type(let type) = a.rest[0] else {
        try m.checkKnown(a.rest[0])
        throw ListingError(
          .typeError, "super() argument 1 must be a type, not \(m.typeName(of: a.rest[0]))")
      }
      guard a.rest.count == 2 else { throw ListingError(.notImplemented, "super() with one argument") }
      return .superProxy(try m.proxy(type, a.rest[1]))
    },
    BuiltinFunction(forwarding: "delattr(object, name)") { m, a in
      let name = try a.string(1, m)
      if let (deleter, arguments) = m.deleter(of: Name(name), of: a[0]) { return .call(deleter, arguments) }
      try m.deleteAttribute(name, of: a[0])
      return .value(.none)
    },
    BuiltinFunction("property(fget, fset=None, fdel=None, doc=None)") { m, a in
      try m.checkNesting(of: [a[0], a[1], a[2]])
      return .descriptor(
        Descriptor(
          .property, a[0], setter: a.isNone(1) ? nil : a[1], deleter: a.isNone(2) ? nil : a[2],
          doc: a.isNone(3) ? nil : a[3]))
    },
    BuiltinFunction("staticmethod(function)") { m, a in try descriptor(.staticMethod, a, m) },
    BuiltinFunction("classmethod(function)") { m, a in try descriptor(.classMethod, a, m) },
  ]

  /// Returns the value of an attribute. Throws if the value is a stub for a member that an unknown base class may or
  /// may not have.
  private static func certain(_ value: Value?, _ m: Machine) throws -> Value? {
    if case .stub(let stub)? = value, stub.mayBeAbsent { throw m.refusal(of: stub) }
    return value
  }

  private static func descriptor(_ kind: Descriptor.Kind, _ a: Arguments, _ m: Machine) throws -> Value {
    try m.checkNesting(of: [a[0]])
    return .descriptor(Descriptor(kind, a[0]))
  }

  /// Whether `isinstance` and `issubclass` may call code of the listing for the class. Always True for a tuple of
  /// classes.
  static func asks(_ type: Value, _ m: Machine) -> Bool {
    guard case .type(let other) = type, other.metaclass != nil else { return type.tupleItems != nil }
    return m.listingMethod("__instancecheck__", of: type) != nil
      || m.listingMethod("__subclasscheck__", of: type) != nil || subclassHook(of: other, m) != nil
  }

  /// The `__subclasshook__` of an abstract class of the listing. Nil if the class has no hook.
  private static func subclassHook(of type: ClassObject, _ m: Machine) -> Value? {
    guard let meta = type.metaclass, meta.isSubclass(of: ClassMethods.abstractMeta), type.namespace != nil,
      let hook = m.member("__subclasshook__", of: type)
    else { return nil }
    return m.classMember(hook, of: type)
  }

  private static func subclassAnswer(
    _ type: ClassObject, _ other: ClassObject, _ m: inout Machine
  ) throws -> BuiltinFunction.Answer {
    if let hook = subclassHook(of: other, m) {
      return .call(m.preludeFunction("hook_holds"), [hook, .type(type), .type(other)])
    }
    return .value(.bool(try m.derives(type, from: other)))
  }

  private static func isInstance(_ value: Value, _ types: Value, _ m: inout Machine) throws -> BuiltinFunction.Answer {
    if case .type(let other) = types, other.metaclass != nil {
      if let method = m.listingMethod("__instancecheck__", of: types) {
        return .call(m.preludeFunction("holds"), [method, value])
      }
      if subclassHook(of: other, m) != nil, let type = m.type(of: value) { return try subclassAnswer(type, other, &m) }
    }
    if let items = types.tupleItems, items.contains(where: { asks($0, m) }) {
      return .call(m.preludeFunction("is_instance_of_any"), [value, types])
    }
    return .value(.bool(try isPlainInstance(value, types, m)))
  }

  /// The dict that `locals()` returns. At the top level of a file and in a class body, the dict is a view of the
  /// namespace: an assignment to `locals()['x']` sets `x`. In a function, the dict is a copy of the function's
  /// variables.
  private static func localNames(_ m: inout Machine) -> Value {
    guard let frame = m.frames.last else { return m.dictionary([]) }
    if let names = frame.names { return m.globals(names) }
    if case .file = frame.purpose { return m.globals(frame.globals) }
    let code = frame.code
    var items: [(String, Value)] = []
    for slot in 0..<min(code.declaredLocals, code.locals.count) {
      var value = frame.locals[slot].value
      // If an inner function uses a parameter, the parameter's value is stored in a cell.
      if let cell = code.cells.firstIndex(of: code.locals[slot]), frame.cells[cell].index >= 0,
        case .variable(let shared) = m.heap[frame.cells[cell]]
      {
        value = shared
      }
      if let value { items.append((code.locals[slot], value)) }
    }
    for (cell, name) in code.cells.enumerated() where !code.locals.prefix(code.declaredLocals).contains(name) {
      guard frame.cells[cell].index >= 0, case .variable(let value?) = m.heap[frame.cells[cell]] else { continue }
      items.append((name, value))
    }
    return m.dictionary(items)
  }

  /// The result of `isinstance` without the hooks of metaclasses.
  static func isPlainInstance(_ value: Value, _ types: Value, _ m: Machine) throws -> Bool {
    try m.checkKnown(value)
    switch types {
    case .tuple(let items): return try items.contains { try isPlainInstance(value, $0, m) }
    case .record(let record): return try record.items.contains { try isPlainInstance(value, $0, m) }
    case .type(let type) where type === m.library.parameterType:
      if case .tensor(let reference) = value { return reference.isParameter }
      return try m.type(of: value).map { try m.derives($0, from: type) } ?? false
    case .type(let type):
      // A tensor is an instance of both torch's and Paddle's `Tensor`.
      if case .tensor(let reference) = value, !reference.isArray, m.library.isTensorType(type) { return true }
      return try m.type(of: value).map { try m.derives($0, from: type) } ?? false
    case .builtin(let function) where TorchModules.dtype(ofTensorType: function) != nil:
      if case .tensor(let reference) = value { return reference.dtype == TorchModules.dtype(ofTensorType: function) }
      return false
    case .none:
      throw ListingError(
        .typeError, "isinstance() needs a type or a tuple of types, not None; write 'x is None'",
        python: "isinstance() arg 2 must be a type, a tuple of types, or a union")
    case .stub(let stub): throw m.refusal(of: stub)
    default:
      throw ListingError(
        .typeError, "isinstance() needs a type or a tuple of types",
        python: "isinstance() arg 2 must be a type, a tuple of types, or a union")
    }
  }
}

extension Machine {
  /// Whether Python's `callable` returns True for the value.
  func isCallable(_ value: Value) -> Bool {
    switch value {
    case .function, .builtin, .method, .type: return true
    case .descriptor(let descriptor): return descriptor.kind == .staticMethod
    case .instance(let handle):
      let type = heap.type(of: handle)
      return type.isModule || member("__call__", of: type) != nil
    default: return false
    }
  }
}
