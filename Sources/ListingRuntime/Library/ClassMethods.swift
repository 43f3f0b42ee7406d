/// The methods of `object`, `type`, `abc.ABCMeta` and `types.MethodType`.
enum ClassMethods {
  // MARK: object

  static let ofObject = ModuleClasses.methods(
    BuiltinFunction("__init__(self, *args, **kwargs)") { _, _ in .none },
    BuiltinFunction("__new__(*args, **kwargs)") { m, a in try m.instance(a.rest, a.named) },
    BuiltinFunction(ofClass: "__init_subclass__(cls, **kwargs)") { m, a in
      if !a.named.isEmpty {
        let name = if case .type(let type) = a[0] { type.name } else { "object" }
        throw ListingError(.typeError, "\(name).__init_subclass__() takes no keyword arguments")
      }
      return .none
    },
    BuiltinFunction(forwarding: "__getattribute__(self, name)") { m, a in
      let name = try a.string(1, m)
      let found =
        if case .instance(let handle) = a[0] {
          try m.access(Name(name), ofInstance: handle, isOverridden: false)
        } else { try m.access(Name(name), of: a[0]) }
      return try m.answer(found, name, of: a[0])
    },
    BuiltinFunction(forwarding: "__setattr__(self, name, value)") { m, a in
      let name = try a.string(1, m)
      if let (setter, arguments) = m.setter(of: Name(name), of: a[0], isOverridden: false) {
        return .call(setter, arguments + [a[2]])
      }
      try m.setAttribute(name, of: a[0], to: a[2], isPlain: true)
      return .value(.none)
    },
    BuiltinFunction(forwarding: "__delattr__(self, name)") { m, a in
      let name = try a.string(1, m)
      if let (deleter, arguments) = m.deleter(of: Name(name), of: a[0], isOverridden: false) {
        return .call(deleter, arguments)
      }
      try m.deleteAttribute(name, of: a[0])
      return .value(.none)
    },
    BuiltinFunction("__eq__(self, other)") { m, a in m.isSame(a[0], a[1]) ? .bool(true) : .notImplemented },
    BuiltinFunction("__ne__(self, other)") { m, a in m.isSame(a[0], a[1]) ? .bool(false) : .notImplemented },
    BuiltinFunction("__hash__(self)") { m, a in .int(try m.hashable(a[0]).stableHash) },
    BuiltinFunction("__repr__(self)") { m, a in .string(m.representation(of: a[0])) },
    BuiltinFunction(forwarding: "__str__(self)") { m, a in
      .call(m.library.builtins["repr"] ?? .none, [a[0]])
    },
    BuiltinFunction(forwarding: "__format__(self, specification)") { m, a in
      if try !a.string(1, m).isEmpty {
        throw ListingError(
          .typeError, "unsupported format string passed to \(m.typeName(of: a[0])).__format__")
      }
      return .call(m.library.builtins["str"] ?? .none, [a[0]])
    },
    BuiltinFunction("__dir__(self)") { m, a in m.list(Set(m.attributeNames(of: a[0])).sorted().map(Value.string)) })

  // MARK: nn.Module

  /// Methods of `nn.Module` that a listing reaches through `super()`.
  static let ofModule = ModuleClasses.methods(
    BuiltinFunction("__getattr__(self, name)") { m, a in
      let name = try a.string(1, m)
      let handle = try a.module(0, m)
      if let value = m.heap.attribute(Name(name), of: handle),
        m.heap.registration(of: name, value, in: m.heap.instance(handle)) != nil
      {
        return value
      }
      throw ListingError(
        .attributeError, "'\(m.heap.type(of: handle).name)' object has no attribute '\(name)'")
    },
    BuiltinFunction(forwarding: "__setattr__(self, name, value)") { m, a in
      let name = try a.string(1, m)
      if let (setter, arguments) = m.setter(of: Name(name), of: a[0], isOverridden: false) {
        return .call(setter, arguments + [a[2]])
      }
      try m.setAttribute(name, of: a[0], to: a[2])
      return .value(.none)
    })

  /// `nn.Module.__call__`: runs `forward`.
  static let callOfModule = BuiltinFunction(forwarding: "__call__(self, *args, **kwargs)") { m, a in
    let handle = try a.module(0, m)
    let (method, takesReceiver) = try m.forwardWithHooks(of: handle)
    return .callNamed(method, takesReceiver ? [a[0]] + a.rest : a.rest, a.named)
  }

  // MARK: type

  static let ofType = ModuleClasses.methods(
    BuiltinFunction("__init__(cls, *args, **kwargs)") { _, _ in .none },
    BuiltinFunction(ofClass: "__prepare__(meta, *args, **kwargs)") { m, _ in m.dictionary([]) },
    BuiltinFunction("mro(cls)") { m, a in m.list(try type(a, m).ancestry.map(Value.type)) },
    BuiltinFunction("__subclasses__(cls)") { m, a in m.list(try m.subclasses(of: type(a, m))) },
    BuiltinFunction(forwarding: "__call__(cls, *args, **kwargs)") { m, a in
      .callNamed(m.preludeFunction("construct_plainly"), [a[0]] + a.rest, a.named)
    },
    BuiltinFunction("__instancecheck__(cls, instance)") { m, a in
      .bool(try PythonBuiltins.isPlainInstance(a[1], a[0], m))
    },
    BuiltinFunction("__subclasscheck__(cls, subclass)") { m, a in
      guard case .type(let sub) = a[1] else { throw ListingError(.typeError, "issubclass() arg 1 must be a class") }
      return .bool(try m.derives(sub, from: type(a, m)))
    })

  private static func type(_ a: Arguments, _ m: Machine) throws -> ClassObject {
    guard case .type(let type) = a[0] else {
      throw ListingError(.typeError, "\(a.function)() needs a class, not '\(m.typeName(of: a[0]))'")
    }
    return type
  }

  // MARK: abc

  /// The class `type`, which is the base class of metaclasses. `PythonTypes` contains the same object.
  static let typeClass = ClassObject(
    name: "type", base: Records.object, native: PythonTypes.native("type"), maker: PythonTypes.maker("type"))

  static let abstractMeta = ClassObject(
    name: "ABCMeta", base: typeClass,
    native: ModuleClasses.methods(
      BuiltinFunction("register(cls, subclass)") { m, a in
        let base = try type(a, m)
        guard case .type(let sub) = a[1] else { throw ListingError(.typeError, "Can only register classes") }
        guard let namespace = base.namespace else {
          throw ListingError(.notImplemented, "\(base.name).register: fwdb does not change a builtin abstract class")
        }
        let known = m.heap.namespace(namespace)[registry]?.tupleItems ?? []
        m.heap.setName(registry, in: namespace, to: .tuple(known + [.type(sub)]))
        return a[1]
      }), module: "abc")

  /// The name in an abstract class's namespace that stores the classes added by `register`.
  static let registry = "_abc_impl"

  static let abstractBase = ClassObject(name: "ABC", base: Records.object, module: "abc", metaclass: abstractMeta)

  static let abstractMethod = BuiltinFunction("abstractmethod(function)") { m, a in
    if case .function(let function) = a[0] {
      m.heap.setName("__isabstractmethod__", in: m.heap.makeNames(of: function), to: .bool(true))
    }
    return a[0]
  }

  // MARK: Descriptors

  /// `f.__get__(object)`: binds the function to the object and returns a method.
  static let bind = BuiltinFunction("__get__(self, instance, owner=None)") { m, a in
    if a.isNone(1) { return a[0] }
    try m.checkNesting(of: [a[0], a[1]])
    return .method(BoundMethod(callee: a[0], receiver: a[1]))
  }

  /// The methods `__get__`, `__set__` and `__delete__` of properties, static methods and class methods.
  static let ofDescriptors = ModuleClasses.methods(
    BuiltinFunction(forwarding: "__get__(self, instance, owner=None)") { m, a in
      guard case .descriptor(let descriptor) = a[0] else { return .value(a[0]) }
      switch descriptor.kind {
      case .property: return a.isNone(1) ? .value(a[0]) : .call(descriptor.function, [a[1]])
      case .staticMethod: return .value(descriptor.function)
      case .classMethod:
        let type = a.isNone(2) ? m.type(of: a[1]).map(Value.type) ?? a[1] : a[2]
        try m.checkNesting(of: [descriptor.function])
        return .value(.method(BoundMethod(callee: descriptor.function, receiver: type)))
      }
    },
    BuiltinFunction(forwarding: "__set__(self, instance, value)") { _, a in
      guard case .descriptor(let property) = a[0], let setter = property.setter else {
        throw ListingError(.attributeError, "property has no setter")
      }
      return .call(setter, [a[1], a[2]])
    },
    BuiltinFunction(forwarding: "__delete__(self, instance)") { _, a in
      guard case .descriptor(let property) = a[0], let deleter = property.deleter else {
        throw ListingError(.attributeError, "property has no deleter")
      }
      return .call(deleter, [a[1]])
    })

  // MARK: types

  static let method = BuiltinFunction("method(function, instance)") { m, a in
    switch a[0] {
    case .function, .builtin, .method, .instance, .type: break
    default:
      try m.checkKnown(a[0])
      throw ListingError(.typeError, "first argument must be callable")
    }
    if case .none = a[1] { throw ListingError(.typeError, "instance must not be None") }
    try m.checkNesting(of: [a[0], a[1]])
    return .method(BoundMethod(callee: a[0], receiver: a[1]))
  }

  /// Functions that only the prelude calls.
  static let helpers: [BuiltinFunction] = [
    BuiltinFunction("new_class(meta, name, bases, namespace)") { m, a in
      guard case .type(let meta) = a[0] else {
        throw ListingError(.typeError, "type.__new__(X): X is not a type object (\(m.typeName(of: a[0])))")
      }
      guard case .string(let name) = a[1] else {
        try m.checkKnown(a[1])
        throw ListingError(.typeError, "type.__new__() argument 1 must be str, not \(m.typeName(of: a[1]))")
      }
      return try m.makeClass(meta, name, a[2], a[3])
    },
    BuiltinFunction("names_to_set(cls)") { m, a in
      guard case .type(let type) = a[0], let namespace = type.namespace else { return m.list([]) }
      return m.list(
        m.heap.namespace(namespace).compactMap { name, value in
          guard case .instance(let handle) = value else { return nil }
          let owner = m.heap.type(of: handle)
          guard owner.namespace != nil, let method = m.member("__set_name__", of: owner) else { return nil }
          return .tuple([.string(name), m.bound(method, to: value, type: owner)])
        })
    },
    BuiltinFunction("subclass_initializer(cls)") { m, a in
      guard case .type(let type) = a[0] else { return .none }
      let proxy = SuperProxy(type: type, receiver: a[0])
      guard let found = m.superMember("__init_subclass__", proxy) else { return .none }
      return m.classMember(found, of: type)
    },
    BuiltinFunction("initializer_of(made, cls)") { m, a in
      guard case .type(let type) = a[1] else { return .none }
      return m.initializer(of: a[0], madeBy: type) ?? .none
    },
    BuiltinFunction("is_plain_subclass(type, base)") { m, a in
      guard case .type(let type) = a[0], case .type(let base) = a[1] else { return .bool(false) }
      return .bool(try m.derives(type, from: base))
    },
    BuiltinFunction("orders_by_code(values)") { m, a in .bool(m.ordersByCode(try m.allItems(of: a[0]))) },
    BuiltinFunction("plain_maker(cls)") { m, a in
      guard case .type(let type) = a[0], let found = m.member("__new__", of: type) else { return .none }
      return m.classMember(found, of: type)
    },
  ]
}

extension Machine {
  /// Whether the class of one of the values is a class of the listing that defines `<` or `>`. False if there are fewer
  /// than two values.
  func ordersByCode(_ values: [Value]) -> Bool {
    values.count > 1
      && values.contains { value in
        switch value {
        case .instance, .type: listingMethod("__lt__", of: value) != nil || listingMethod("__gt__", of: value) != nil
        default: false
        }
      }
  }

  /// Converts the result of an attribute lookup into the result of a builtin. Throws if the attribute is absent.
  func answer(_ found: Access, _ name: String, of object: Value) throws -> BuiltinFunction.Answer {
    switch found {
    case .value(let value): return .value(value)
    case .call(let callee, let arguments): return .call(callee, arguments)
    case .absent: throw noAttribute(name, of: object)
    }
  }
}
