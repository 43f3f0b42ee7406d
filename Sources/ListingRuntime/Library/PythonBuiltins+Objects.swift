import Tensors

/// Builtins that inspect objects: types, attributes, identity.
extension PythonBuiltins {
  static let objects: [BuiltinFunction] = [
    BuiltinFunction("isinstance(object, types)") { m, a in .bool(try isInstance(a[0], a[1], m)) },
    BuiltinFunction("issubclass(type, types)") { m, a in
      guard case .type(let type) = a[0] else {
        try m.checkKnown(a[0])
        throw ListingError(.typeError, "issubclass() arg 1 must be a class")
      }
      return .bool(
        try (a[1].tupleItems ?? [a[1]]).contains { other in
          try m.checkKnown(other)
          guard case .type(let other) = other else {
            throw ListingError(.typeError, "issubclass() arg 2 must be a class or a tuple of classes")
          }
          return try m.derives(type, from: other)
        })
    },
    BuiltinFunction("hasattr(object, name)") { m, a in
      try m.checkKnown(a[0])
      let name = try a.string(1, m)
      if isAbsent(name, in: a[0]) { return .bool(false) }
      return .bool(try certain(m.knownAttribute(name, of: a[0]), m) != nil)
    },
    BuiltinFunction(forwarding: "getattr(object, name, *default)") { m, a in
      // Paddle's `shape` is a list, and each access returns a new list.
      if case .tensor(let tensor) = a[0], case .string("shape") = a[1], m.currentDialect == .paddle {
        return .value(m.list(tensor.shape.map(Value.int)))
      }
      let fallback = try a.defaultValue()
      if let fallback, isAbsent(try a.string(1, m), in: a[0]) { return .value(fallback) }
      var value = try m.knownAttribute(a.string(1, m), of: a[0])
      if fallback != nil { value = try certain(value, m) }
      if case .descriptor(let property)? = value, property.kind == .property {
        return .call(property.function, [m.receiver(of: a[0])])
      }
      if let value { return .value(value) }
      return .value(try fallback ?? m.attribute(a.string(1, m), of: a[0]))
    },
    BuiltinFunction(forwarding: "setattr(object, name, value)") { m, a in
      if let setter = m.setter(of: try a.string(1, m), of: a[0]) { return .call(setter.0, setter.1 + [a[2]]) }
      try m.setAttribute(a.string(1, m), of: a[0], to: a[2])
      return .value(.none)
    },
    BuiltinFunction("dir(object)") { m, a in m.list(Set(m.attributeNames(of: a[0])).sorted().map(Value.string)) },
    BuiltinFunction("callable(object)") { m, a in
      switch a[0] {
      case .function, .builtin, .method, .type: return .bool(true)
      case .instance(let handle):
        let type = m.heap.type(of: handle)
        return .bool(type.isModule || m.member("__call__", of: type) != nil)
      default: return .bool(false)
      }
    },
    BuiltinFunction("id(object)") { m, a in
      switch HashableValue(identityOf: a[0]) {
      case .object(let handle)?: .int(handle.index)
      case .reference(let id)?: .int(Int(bitPattern: id))
      case let key?: .int(key.stableHash)
      case nil: .int(0)
      }
    },
    BuiltinFunction("type(object)") { m, a in
      if case .stub(let stub) = a[0] { return .stub(Stub(name: "type(\(stub.name))", origin: stub.origin)) }
      return m.type(of: a[0]).map(Value.type) ?? a[0]
    },
    BuiltinFunction("super(type, object)") { m, a in
      guard case .type(let type) = a[0] else { throw ListingError(.typeError, "super() needs a class and an object") }
      return .superProxy(SuperProxy(type: type, receiver: a[1]))
    },
    BuiltinFunction("delattr(object, name)") { m, a in
      try m.deleteAttribute(try a.string(1, m), of: a[0])
      return .none
    },
    BuiltinFunction("property(fget, fset=None, fdel=None, doc=None)") { m, a in
      try m.checkNesting(of: [a[0], a[1], a[2]])
      return .descriptor(
        Descriptor(.property, a[0], setter: a.isNone(1) ? nil : a[1], deleter: a.isNone(2) ? nil : a[2]))
    },
    BuiltinFunction("staticmethod(function)") { m, a in try descriptor(.staticMethod, a, m) },
    BuiltinFunction("classmethod(function)") { m, a in try descriptor(.classMethod, a, m) },
  ]

  /// Whether the object is a builtin module that lacks the member. For such a member, attribute access would return a
  /// stub.
  private static func isAbsent(_ name: String, in object: Value) -> Bool {
    if case .module(let module) = object { module.namespace == nil && module.members[name] == nil } else { false }
  }

  /// The attribute, unless an unknown base class decides whether there is one.
  private static func certain(_ value: Value?, _ m: Machine) throws -> Value? {
    if case .stub(let stub)? = value, stub.mayBeAbsent { throw m.refusal(of: stub) }
    return value
  }

  private static func descriptor(_ kind: Descriptor.Kind, _ a: Arguments, _ m: Machine) throws -> Value {
    try m.checkNesting(of: [a[0]])
    return .descriptor(Descriptor(kind, a[0]))
  }

  private static func isInstance(_ value: Value, _ types: Value, _ m: Machine) throws -> Bool {
    try m.checkKnown(value)
    switch types {
    case .tuple(let items): return try items.contains { try isInstance(value, $0, m) }
    case .type(let type):
      // A tensor is an instance of both torch's and Paddle's `Tensor`.
      if case .tensor = value, m.library.isTensorType(type) { return true }
      return try m.type(of: value).map { try m.derives($0, from: type) } ?? false
    case .builtin(let function) where function === parameter:
      if case .tensor(let reference) = value { return reference.isParameter }
      return false
    case .builtin(let function) where TorchModules.dtype(ofTensorType: function) != nil:
      if case .tensor(let reference) = value { return reference.dtype == TorchModules.dtype(ofTensorType: function) }
      return false
    case .none:
      throw ListingError(.typeError, "isinstance() needs a type or a tuple of types, not None; write 'x is None'")
    case .stub(let stub): throw m.refusal(of: stub)
    default: throw ListingError(.typeError, "isinstance() needs a type or a tuple of types")
    }
  }
}
