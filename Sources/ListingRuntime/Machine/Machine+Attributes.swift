extension Machine {
  /// The value of `object.name`. For a property, returns its descriptor; the caller must call its getter.
  func attribute(_ name: String, of object: Value) throws -> Value {
    if let value = try knownAttribute(name, of: object) { return value }
    throw noAttribute(name, of: object)
  }

  func noAttribute(_ name: String, of object: Value) -> ListingError {
    // fwdb does not have all attributes of the framework's tensors, so for a tensor the listing cannot catch this. It can
    // where the name is certainly none of a tensor's: a method of Python's own types.
    var isUnknown = false
    if case .tensor = object { isUnknown = !library.methods.values.contains { $0[name] != nil } }
    var error = ListingError(
      .attributeError,
      "\(attributeOwner(object)) has no attribute '\(name)'\(suggestion(for: name, among: attributeNames(of: object)))",
      isRefusal: isUnknown)
    if case .type(let type) = object {
      error.arguments = [.string("type object '\(type.name)' has no attribute '\(name)'")]
    }
    return error
  }

  /// The value of `object.name`; nil if the object has no such attribute.
  func knownAttribute(_ name: String, of object: Value) throws -> Value? { try knownAttribute(Name(name), of: object) }

  func knownAttribute(_ key: Name, of object: Value) throws -> Value? {
    let name = key.text
    if key == Self.classAttribute, let type = type(of: object) { return .type(type) }
    switch object {
    case .record(let record):
      if let value = record[name] { return value }
      if name == "_fields", !record.isSize { return .tuple(record.fields.map(Value.string)) }
      if let value = member(key, of: record.type) { return bound(value, to: object, type: record.type) }
      return nil
    case .instance(let handle):
      if let value = heap.attribute(key, of: handle) { return value }
      let type = heap.type(of: handle)
      if let value = member(key, of: type) { return bound(value, to: object, type: type) }
      return library.instanceProperty(name, of: heap.instance(handle))
        ?? exceptionAttribute(name, of: heap.instance(handle))
    case .superProxy(let proxy):
      guard let value = member(key, in: ancestry(after: proxy)) else { return nil }
      return bound(value, to: proxy.receiver, type: proxy.type)
    case .type(let type):
      switch name {
      case "__name__", "__qualname__": return .string(type.name)
      case "__module__": return .string(type.module ?? "builtins")
      case "__mro__": return .tuple(type.ancestry.map(Value.type))
      case "_fields" where type.isRecord: return .tuple(type.fields.map(Value.string))
      default: break
      }
      guard let value = member(key, of: type) else { return nil }
      if case .descriptor(let descriptor) = value {
        return descriptor.kind == .classMethod
          ? .method(BoundMethod(callee: descriptor.function, receiver: object)) : descriptor.function
      }
      if case .builtin(let builtin) = value, builtin.isClassMethod {
        return .method(BoundMethod(callee: value, receiver: object))
      }
      return value
    case .module(let module):
      if let value = module.membersByName[key] { return value }
      if let namespace = module.namespace, let value = heap.value(of: key, in: namespace) { return value }
      if module.name == "torch", name == "__version__" { return preludeFunction("torch_version") }
      return module.namespace == nil || StandardListings.has(module.name)
        ? .stub(newStub("\(module.name).\(name)")) : nil
    case .stub(let stub): return .stub(Stub(name: "\(stub.name).\(name)", origin: stub.origin))
    case .tensor(let tensor):
      let dialect = currentDialect
      if let method = library.tensorMethod(key, dialect) {
        return .method(BoundMethod(callee: .builtin(method), receiver: object))
      }
      return try library.tensorProperty(name, of: tensor, dialect, self)
    case .function(let function):
      switch name {
      case "__name__": return .string(function.code.name)
      case "__qualname__": return .string(function.code.qualifiedName)
      case "__module__": return .string(moduleName(of: function.code.file.name) ?? "__main__")
      case "__doc__": return function.code.docstring.map(Value.string) ?? Value.none
      default: return nil
      }
    case .builtin(let function):
      return name == "__name__" ? .string(function.name) : nil
    case .method(let method):
      if name == "__self__" { return method.receiver }
      if name == "__func__" { return method.callee }
      return try knownAttribute(key, of: method.callee)
    default:
      return library.methods[typeName(of: object)]?[name].map {
        .method(BoundMethod(callee: .builtin($0), receiver: object))
      } ?? library.property(name, of: object)
    }
  }

  /// The dialect of the file whose code is running.
  public var currentDialect: Dialect {
    frames.isEmpty ? sources.dialect : frames[frames.count - 1].code.dialect
  }

  /// The value of a name in a class or in its base classes; a function is not bound to an instance.
  func member(_ name: String, of type: ClassObject) -> Value? { member(Name(name), of: type) }

  func member(_ name: Name, of type: ClassObject) -> Value? {
    if let value = ownMember(name, of: type) { return value }
    for ancestor in type.inherited { if let value = ownMember(name, of: ancestor) { return value } }
    return nil
  }

  private func ownMember(_ name: Name, of type: ClassObject) -> Value? {
    if let namespace = type.namespace { return heap.value(of: name, in: namespace) }
    if let unknown = type.unknown { return unknown.member(name.text).map(Value.stub) }
    return type.nativeByName[name].map(Value.builtin)
  }

  private static let classAttribute: Name = "__class__"
  static let shapeAttribute: Name = "shape"

  /// The classes that `super()` searches: the classes that follow `proxy.type` in the receiver's method resolution
  /// order.
  private func ancestry(after proxy: SuperProxy) -> some Sequence<ClassObject> {
    let type =
      switch proxy.receiver {
      case .instance(let handle): heap.type(of: handle)
      case .type(let type): type
      default: proxy.type
      }
    return (type.isSubclass(of: proxy.type) ? type : proxy.type).ancestry.drop { $0 !== proxy.type }.dropFirst()
  }

  private func member(_ name: Name, in ancestry: some Sequence<ClassObject>) -> Value? {
    for ancestor in ancestry { if let value = ownMember(name, of: ancestor) { return value } }
    return nil
  }

  /// The method `name` bound to the object, if a class of the listing defines it; such a method overrides builtin
  /// behaviour. Nil if fwdb defines the method or nothing does.
  func listingMethod(_ name: String, of object: Value) -> Value? {
    guard case .instance(let handle) = object else { return nil }
    let name = Name(name)
    for ancestor in heap.type(of: handle).ancestry {
      if let namespace = ancestor.namespace {
        if let value = heap.value(of: name, in: namespace) {
          // In Python, assigning None, as in `__hash__ = None`, disables the method.
          if case .none = value { return nil }
          return .method(BoundMethod(callee: value, receiver: object))
        }
      } else if ancestor.nativeByName[name] != nil {
        return nil
      } else if let member = ancestor.unknown?.member(name.text) {
        return .stub(member)
      }
    }
    return nil
  }

  /// The receiver to bind to a method of `object`. For `super()`, this is the instance or class in the proxy.
  func receiver(of object: Value) -> Value {
    if case .superProxy(let proxy) = object { proxy.receiver } else { object }
  }

  private func bound(_ value: Value, to receiver: Value, type: ClassObject) -> Value {
    switch value {
    case .function, .builtin: .method(BoundMethod(callee: value, receiver: receiver))
    case .descriptor(let descriptor):
      switch descriptor.kind {
      case .property: value
      case .staticMethod: descriptor.function
      case .classMethod: .method(BoundMethod(callee: descriptor.function, receiver: .type(type)))
      }
    default: value
    }
  }

  mutating func setAttribute(_ name: String, of object: Value, to value: Value) throws {
    switch object {
    case .instance(let handle):
      if case .descriptor(let property)? = member(name, of: heap.type(of: handle)), property.kind == .property {
        throw ListingError(
          .attributeError, "property '\(name)' of '\(typeName(of: object))' object has no setter")
      }
      // A module or parameter that replaces a value of another kind is registered as new: its name moves after the
      // existing names.
      let isRegistered =
        isRegistered(value) && heap.instance(handle).attributes[name].map { !self.isRegistered($0) } == true
      heap.changeInstance(handle) { instance in
        if isRegistered, instance.buffers[name] == nil { instance.attributes.remove(name) }
        instance.attributes[name] = value
        if case .tensor(let tensor) = value, let buffer = tensor.buffer { instance.buffers[name] = buffer }
      }
    case .type(let type):
      guard let namespace = type.namespace else {
        throw ListingError(.typeError, "cannot set attributes of built-in class '\(type.name)'")
      }
      if name == Name.call.text { hasCallMethods = true }
      heap.setName(name, in: namespace, to: value)
    case .module(let module):
      guard let namespace = module.namespace else {
        throw ListingError(
          .attributeError, "module '\(module.name)' is built in: its attribute '\(name)' cannot be set")
      }
      heap.setName(name, in: namespace, to: value)
    case .tensor where Library.ignoredTensorAttributes.contains(name): break
    // Reading the attribute returns a stub, never the value.
    case .stub: break
    default:
      throw ListingError(.attributeError, "\(attributeOwner(object)) has an attribute '\(name)' that cannot be set")
    }
  }

  private func isRegistered(_ value: Value) -> Bool {
    switch value {
    case .instance(let handle): heap.type(of: handle).isModule
    case .tensor(let reference): reference.isParameter
    default: false
    }
  }

  mutating func deleteAttribute(_ name: String, of object: Value) throws {
    if case .type(let type) = object, let namespace = type.namespace, heap.namespace(namespace)[name] != nil {
      return heap.removeName(name, in: namespace)
    }
    guard case .instance(let handle) = object, heap.instance(handle).attributes[name] != nil else {
      throw ListingError(.attributeError, "\(attributeOwner(object)) has no attribute '\(name)'")
    }
    heap.changeInstance(handle) { $0.attributes.remove(name) }
  }

  private func attributeOwner(_ object: Value) -> String {
    switch object {
    case .type(let type): "class '\(type.name)'"
    case .module(let module): "module '\(module.name)'"
    default: "'\(typeName(of: object))' object"
    }
  }

  /// The names that may follow `object.`, for suggestions and completion.
  public func attributeNames(of object: Value) -> [String] {
    func members(of type: ClassObject) -> [String] { members(in: type.ancestry) }
    func members(in ancestry: some Sequence<ClassObject>) -> [String] {
      ancestry.flatMap { ancestor in
        ancestor.namespace.map { heap.namespace($0).names } ?? Array(ancestor.native.keys)
      }
    }
    return switch object {
    case .instance(let handle): heap.instance(handle).attributes.names + members(of: heap.type(of: handle))
    case .type(let type): members(of: type)
    case .superProxy(let proxy): members(in: ancestry(after: proxy))
    case .module(let module): Array(module.members.keys) + (module.namespace.map { heap.namespace($0).names } ?? [])
    case .tensor: library.tensorMethods[currentDialect].map { Array($0.keys) } ?? []
    default: library.methods[typeName(of: object)].map { Array($0.keys) } ?? []
    }
  }

  // MARK: Instances

  /// Adds an instance to the heap. Its `__init__` has not run.
  mutating func makeInstance(of type: ClassObject) -> Handle {
    heap.add(.instance(Instance(type: type)))
  }

  public func typeName(of value: Value) -> String {
    switch value {
    case .none: "NoneType"
    case .ellipsis: "ellipsis"
    case .notImplemented: "NotImplementedType"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "str"
    case .tuple: "tuple"
    case .record(let record): record.isSize ? record.type.qualifiedName : record.type.name
    case .view(let view): "dict_\(view.side.rawValue)"
    case .slice: "slice"
    case .range: "range"
    case .list: "list"
    case .dictionary: "dict"
    case .set: "set"
    case .frozenSet: "frozenset"
    case .iterator(let handle): iteratorName(of: handle)
    case .function: "function"
    case .builtin: "builtin_function_or_method"
    case .method: "method"
    case .type: "type"
    case .instance(let handle): heap.type(of: handle).name
    case .superProxy: "super"
    case .module: "module"
    case .descriptor(let descriptor):
      switch descriptor.kind {
      case .property: "property"
      case .staticMethod: "staticmethod"
      case .classMethod: "classmethod"
      }
    case .tensor: "Tensor"
    case .dtype: "dtype"
    case .device: "device"
    case .stub(let stub): stub.name
    }
  }
}
