import Tensors

extension Machine {
  /// The value of `object.name`. For a property, returns its descriptor; the caller must call its getter.
  func attribute(_ name: String, of object: Value) throws -> Value {
    if let value = try knownAttribute(name, of: object) { return value }
    throw noAttribute(name, of: object)
  }

  func noAttribute(_ name: String, of object: Value) -> ListingError {
    if case .module(let module) = object, let namespace = module.namespace, isLoading(namespace) {
      return ListingError(
        .attributeError,
        "partially initialized module '\(module.name)' has no attribute '\(name)' "
          + "(most likely due to a circular import)")
    }
    // fwdb lacks some attributes of the framework's tensors, so the listing cannot catch this error for a tensor.
    // Exception: names that tensors certainly lack, such as methods of Python's own types.
    // The same is true for objects and classes of some modules of the standard library, and for classes derived from
    // them: fwdb lacks some of their methods.
    var isUnknown = false
    let owner: ClassObject? =
      switch object {
      case .instance(let handle): heap.type(of: handle)
      case .type(let type): type
      default: nil
      }
    if let owner, frames.last?.code.isLibrary == false {
      isUnknown = owner.ancestry.contains { type in
        type.traits.body.map { $0.isLibrary && Self.partialModules.contains($0.file.name) } ?? false
      }
    }
    if case .tensor = object {
      isUnknown =
        currentDialect == .torch
        ? TensorNames.torch.contains(name) || name.hasPrefix("__")
        : !library.methods.values.contains { $0[name] != nil }
    }
    var error = ListingError(
      .attributeError,
      "\(attributeOwner(object)) has no attribute '\(name)'\(suggestion(for: name, among: attributeNames(of: object)))",
      isRefusal: isUnknown)
    if case .type(let type) = object {
      error.arguments = [.string(type.isEnum ? name : "type object '\(type.name)' has no attribute '\(name)'")]
    }
    return error
  }

  private static let partialModules: Set = [
    "<datetime>", "<pathlib>", "<uuid>", "<re>", "<io>", "<random>", "<inspect>", "<logging>", "<traceback>",
    "<weakref>",
  ]

  /// The value of `object.name`; nil if the object has no such attribute.
  func knownAttribute(_ name: String, of object: Value) throws -> Value? { try knownAttribute(Name(name), of: object) }

  func knownAttribute(_ key: Name, of object: Value) throws -> Value? {
    let name = key.text
    if key == Self.classAttribute, let type = type(of: object) { return .type(type) }
    switch object {
    case .record(let record):
      if let value = record[name] { return value }
      if name == "is_cuda", record.type === PackedSequences.type { return .bool(false) }
      if name == "__args__", UnionTypes.contains(object) { return .tuple(record.items) }
      if Tracebacks.contains(object), name.hasPrefix("tb_") { return .stub(newStub("traceback.\(name)")) }
      if name == "_fields", !record.isSize { return .tuple(record.fields.map(Value.string)) }
      if let value = member(key, of: record.type) { return bound(value, to: object, type: record.type) }
      return nil
    case .instance(let handle):
      if let value = heap.attribute(key, of: handle) { return value }
      let type = heap.type(of: handle)
      if let entries = dictionaryOfAttributes(handle), let value = heap.dictionary(entries)[.string(name)] {
        return value
      }
      if let value = heldField(key, of: handle, type) { return value }
      if name == "__doc__" || name == "__module__" { return try knownAttribute(key, of: .type(type)) }
      if name == "__traceback__", type.isException {
        return tracebacks[handle] == nil
          ? Value.none : .record(RecordValue(type: Tracebacks.type, items: [object]))
      }
      if let value = member(key, of: type) { return bound(value, to: object, type: type) }
      if type.isEnum, let value = enumAttribute(name, of: handle) { return value }
      return library.instanceProperty(name, of: heap.instance(handle), self)
        ?? exceptionAttribute(name, of: heap.instance(handle))
    case .superProxy(let proxy):
      switch name {
      case "__thisclass__": return .type(proxy.type)
      case "__self__": return proxy.receiver
      default: break
      }
      guard let value = member(key, in: ancestry(after: proxy)) else { return nil }
      return bound(value, to: proxy.receiver, type: proxy.type)
    case .type(let type):
      // A class does not inherit these attributes from a base class.
      switch name {
      case "__name__": return ownName(name, of: type) ?? .string(type.name)
      case "__qualname__": return ownName(name, of: type) ?? .string(type.pathInFile)
      case "__module__":
        return type.namespace.flatMap { heap.value(of: key, in: $0) } ?? .string(type.module ?? "builtins")
      case "__doc__": return docstring(of: type)
      default: break
      }
      if let value = member(key, of: type) { return classMember(value, of: type) }
      switch name {
      case "__mro__": return .tuple(type.ancestry.map(Value.type))
      case "__bases__": return .tuple(type.bases.map(Value.type))
      case "__base__": return type.bases.first.map(Value.type) ?? Value.none
      case "__abstractmethods__" where type.metaclass?.isSubclass(of: ClassMethods.abstractMeta) == true:
        var names = SetObject()
        for name in type.traits.abstractMethods { names.insert(.string(name), .string(name)) }
        return try frozenSet(names)
      case "_fields" where type.isRecord || type.held == .record: return .tuple(type.fields.map(Value.string))
      case "__members__" where type.isEnum: return enumMap(of: type)
      default: break
      }
      if library.tensorType(.torch).map(type.isSubclass) ?? false,
        TensorNames.torch.contains(name) || TensorSpecialMethods.others.contains(name)
      {
        return .stub(newStub("torch.Tensor.\(name)"))
      }
      if type.traits.slots?.contains(name) == true {
        return .stub(newStub("the slot \(type.name).\(name)"))
      }
      guard let meta = type.metaclass ?? library.types["type"], let value = member(key, of: meta) else { return nil }
      return bound(value, to: object, type: meta)
    case .module(let module):
      if let value = member(key, of: module) { return value }
      return isOfLibrary(module) ? .stub(newStub("\(module.name).\(name)")) : nil
    case .stub(let stub): return .stub(Stub(name: "\(stub.name).\(name)", origin: stub.origin))
    case .tensor(let tensor):
      if tensor.isArray { return try arrayAttribute(name, tensor) ?? specialMethod(name, ofTensor: object) }
      let dialect = currentDialect
      if let method = library.tensorMethod(key, dialect) {
        return .method(BoundMethod(callee: .builtin(method), receiver: object))
      }
      return try library.tensorProperty(name, of: tensor, dialect, self) ?? specialMethod(name, ofTensor: object)
    case .function(let function):
      if let names = heap.names(of: function), let value = heap.value(of: key, in: names) { return value }
      if name == "__get__" { return .method(BoundMethod(callee: .builtin(ClassMethods.bind), receiver: object)) }
      if key == .call { return object }
      return functionAttribute(name, of: function)
    case .builtin(let function):
      switch name {
      case "__name__", "__qualname__": return .string(function.name)
      case "__call__": return object
      case "__module__", "__doc__", "__text_signature__": return .stub(newStub("\(function.name).\(name)"))
      default: return nil
      }
    case .descriptor(let descriptor):
      if let value = try descriptorAttribute(name, of: descriptor) { return value }
      return library.methods[typeName(of: object)]?[name].map {
        .method(BoundMethod(callee: .builtin($0), receiver: object))
      }
    case .method(let method):
      if name == "__self__" { return method.receiver }
      if key == .call { return object }
      if name == "__func__" { return method.callee }
      return try knownAttribute(key, of: method.callee)
    default:
      let methods = library.methods[typeName(of: object)]
      if let method = methods?[name] { return .method(BoundMethod(callee: .builtin(method), receiver: object)) }
      if name.hasPrefix("__"), let type = type(of: object), let method = member(key, of: type) {
        return bound(method, to: object, type: type)
      }
      return library.property(name, of: object)
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

  func ownMember(_ name: Name, of type: ClassObject) -> Value? {
    if let namespace = type.namespace { return heap.value(of: name, in: namespace) }
    if let unknown = type.unknown { return unknown.member(name.text).map(Value.stub) }
    return type.nativeByName[name].map(Value.builtin)
  }

  private static let classAttribute: Name = "__class__"

  /// The `__name__` or `__qualname__` that the listing has assigned to a class; nil if it has assigned none.
  private func ownName(_ name: String, of type: ClassObject) -> Value? {
    type.namespace.flatMap { heap.value(of: Name(Heap.state(name)), in: $0) }
  }

  /// The name of a class in its `repr`.
  func shownName(of type: ClassObject) -> String {
    if case .string(let path)? = ownName("__qualname__", of: type) {
      return type.module.map { "\($0).\(path)" } ?? path
    }
    return type.qualifiedName
  }

  private func member(_ key: Name, of module: ImportedModule) -> Value? {
    if let value = module.membersByName[key] { return value }
    if let namespace = module.namespace, let value = heap.value(of: key, in: namespace) { return value }
    let name = key.text
    if name == "__name__", module.namespace == nil { return .string(module.name) }
    if module.name == "torch", name == "__version__" { return heap.namespace(preludeNames)["torch_version"] }
    return module.namespace == nil ? setting("\(module.name).\(name)") : nil
  }

  /// Whether the module is fwdb's own. Such a module may lack members that the module has in Python.
  private func isOfLibrary(_ module: ImportedModule) -> Bool {
    module.namespace == nil || module.namespace == files[StandardListings.path(of: module.name)]
  }

  /// Whether the object is one of fwdb's own modules and lacks the member. Reading such a member returns a stub.
  func lacks(_ name: String, _ object: Value) -> Bool {
    guard case .module(let module) = object, isOfLibrary(module), !Self.moduleAttributes.contains(name) else {
      return false
    }
    return member(Name(name), of: module) == nil
  }

  /// The attributes that every module has in Python.
  private static let moduleAttributes: Set = ["__doc__", "__dict__", "__package__", "__spec__", "__loader__"]

  /// The docstring of a class; a stub for the docstring of a builtin class.
  private func docstring(of type: ClassObject) -> Value {
    guard let namespace = type.namespace else { return .stub(newStub("\(type.name).__doc__")) }
    if let doc = heap.value(of: "__doc__", in: namespace) { return doc }
    return type.traits.body?.docstring.map(Value.string) ?? dataclassDocstring(of: type) ?? Value.none
  }

  /// The value of an attribute that every function has; used if the listing has not set the attribute.
  private func functionAttribute(_ name: String, of function: FunctionObject) -> Value? {
    let code = function.code
    switch name {
    case "__name__": return .string(code.name)
    case "__qualname__": return .string(code.pathInFile)
    case "__module__": return heap.value(of: "__name__", in: function.globals) ?? .string("__main__")
    case "__doc__": return code.docstring.map(Value.string) ?? Value.none
    case "__defaults__":
      let positional = code.defaults.filter { code.parameters[$0].kind != .keywordOnly }
      return positional.isEmpty ? Value.none : .tuple(positional.compactMap { function.defaults[$0] })
    case "__closure__":
      return function.closure.isEmpty ? Value.none : .tuple(function.closure.map(CodeRecord.cell(heap)))
    case "__code__": return .record(CodeRecord.value(of: code))
    default: return nil
    }
  }

  /// An attribute of a property, static method or class method.
  private func descriptorAttribute(_ name: String, of descriptor: Descriptor) throws -> Value? {
    if name == "__isabstractmethod__" { return .bool(isAbstract(.descriptor(descriptor))) }
    switch (descriptor.kind, name) {
    case (.property, "fget"): return descriptor.function
    case (.property, "fset"): return descriptor.setter ?? Value.none
    case (.property, "fdel"): return descriptor.deleter ?? Value.none
    case (.property, "__doc__"): return try descriptor.doc ?? knownAttribute("__doc__", of: descriptor.function)
    case (.property, _): return nil
    case (_, "__func__"), (_, "__wrapped__"): return descriptor.function
    default: return try knownAttribute(name, of: descriptor.function)
    }
  }

  /// Whether a member of a class is marked by `@abstractmethod`.
  func isAbstract(_ member: Value) -> Bool {
    switch member {
    case .function(let function):
      if let names = heap.names(of: function), case .bool(true)? = heap.value(of: "__isabstractmethod__", in: names) {
        return true
      }
      return false
    case .descriptor(let descriptor):
      return [descriptor.function, descriptor.setter, descriptor.deleter].contains { $0.map(isAbstract) ?? false }
    default: return false
    }
  }
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
    let line =
      if type.isSubclass(of: proxy.type) { type } else if let meta = type.metaclass, meta.isSubclass(of: proxy.type) {
        meta
      } else { proxy.type }
    return line.ancestry.drop { $0 !== proxy.type }.dropFirst()
  }

  func superMember(_ name: Name, _ proxy: SuperProxy) -> Value? { member(name, in: ancestry(after: proxy)) }

  private func member(_ name: Name, in ancestry: some Sequence<ClassObject>) -> Value? {
    for ancestor in ancestry { if let value = ownMember(name, of: ancestor) { return value } }
    return nil
  }

  /// The method `name` bound to the object, if a class of the listing defines it; such a method overrides builtin
  /// behaviour. Nil if fwdb defines the method, or if no class defines it.
  func listingMethod(_ name: String, of object: Value) -> Value? { listingMethod(Name(name), of: object) }

  /// The class of an instance, or the metaclass of a class if the listing defines this metaclass. Nil for other values,
  /// whose class has no methods of the listing.
  func listingClass(of object: Value) -> ClassObject? {
    switch object {
    case .instance(let handle): return heap.type(of: handle)
    case .type(let made):
      guard let meta = made.metaclass, meta.namespace != nil else { return nil }
      return meta
    default: return nil
    }
  }

  func listingMethod(_ name: Name, of object: Value) -> Value? {
    guard let type = listingClass(of: object) else { return nil }
    for ancestor in type.ancestry {
      if let namespace = ancestor.namespace {
        if let value = heap.value(of: name, in: namespace) {
          switch value {
          // In Python, assigning None, as in `__hash__ = None`, disables the method.
          case .none: return nil
          case .descriptor, .instance: return bound(value, to: object, type: type)
          default: return .method(BoundMethod(callee: value, receiver: object))
          }
        }
      } else if let method = ancestor.nativeByName[name] {
        // For a member of `class Kind(str, Enum)`, the class `str` must not supply the methods that `Enum` defines
        // itself, such as `__str__`.
        if Enums.hasOwn(name), !ancestor.isEnum, isEnum(object) { continue }
        // A builtin method that is written in the listing language runs in a frame of the machine, like a method of the
        // listing. Module containers and abstract classes have such methods, for example `ModuleList.__getitem__`.
        guard case .prelude = method.body,
          ancestor.isModule && Self.containerMethods.contains(name.text)
            || ancestor.module == AbstractClasses.moduleName
        else { return nil }
        return .method(BoundMethod(callee: .builtin(method), receiver: object))
      } else if let member = ancestor.unknown?.member(name.text) {
        return .stub(member)
      }
    }
    return nil
  }

  private static let containerMethods: Set = [
    "__len__", "__getitem__", "__setitem__", "__delitem__", "__iter__", "__contains__", "__reversed__", "__add__",
    "__iadd__", "__mul__", "__rmul__", "__imul__", "__or__", "__ror__", "__ior__",
  ]

  /// The receiver to bind to a method of `object`. For `super()`, this is the instance or class in the proxy.
  func receiver(of object: Value) -> Value {
    if case .superProxy(let proxy) = object { proxy.receiver } else { object }
  }

  func bound(_ value: Value, to receiver: Value, type: ClassObject) -> Value {
    switch value {
    case .builtin(let builtin) where builtin.isStaticMethod: value
    case .builtin(let builtin) where builtin.isClassMethod:
      .method(BoundMethod(callee: value, receiver: .type(type)))
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

  /// Assigns `object.name`.
  ///
  /// - Parameter isPlain: whether to store the value as `object.__setattr__` does, without registering it with a
  ///   module.
  mutating func setAttribute(_ name: String, of object: Value, to value: Value, isPlain: Bool = false) throws {
    switch object {
    case .instance(let handle):
      let type = heap.type(of: handle)
      switch member(name, of: type) {
      case .descriptor(let property)? where property.kind == .property:
        throw ListingError(
          .attributeError, "property '\(name)' of '\(typeName(of: object))' object has no setter")
      case .instance(let descriptor)? where isDataDescriptor(.instance(descriptor)):
        throw ListingError(.attributeError, "__set__")
      default: break
      }
      if heap.type(of: handle).isEnum { try checkEnumAttribute(name, of: handle) }
      if name == "__dict__", case .instance(handle) = value, case .dictionary? = held(by: object) {
        return useEntriesAsAttributes(of: handle)
      }
      if let entries = dictionaryOfAttributes(handle) {
        heap.changeDictionary(entries) { $0.set(.string(name), .string(name), to: value) }
        return
      }
      if let slots = type.traits.slots, !slots.contains(name), name != "__class__" {
        throw ListingError(
          .attributeError,
          member(name, of: type) == nil
            ? "'\(type.name)' object has no attribute '\(name)'"
            : "'\(type.name)' object attribute '\(name)' is read-only")
      }
      if name == "__class__" { return try setClass(of: handle, to: value) }
      if name == "__dict__" { return try setNames(of: handle, to: value) }
      if isPlain, type.isModule {
        let registered = heap.registration(of: name, value, in: Instance(type: type)) != nil
        heap.changeInstance(handle) { instance in
          instance.attributes[name] = value
          if registered { instance.buffers[name] = .unregistered }
        }
        return
      }
      if type.isModule { return try setModuleAttribute(name, of: handle, to: value) }
      heap.changeInstance(handle) { $0.attributes[name] = value }
    case .type(let type):
      guard let namespace = type.namespace else {
        throw ListingError(.typeError, "cannot set attributes of built-in class '\(type.name)'")
      }
      if type.isEnum, enumMember(named: name, of: type) != nil {
        throw ListingError(.attributeError, "cannot reassign member \(representation(of: .string(name)))")
      }
      noteHooks(name, value)
      if name == "__name__" || name == "__qualname__" {
        guard case .string = value else {
          throw ListingError(.typeError, "can only assign string to \(type.name).\(name)")
        }
        return heap.setName(Heap.state(name), in: namespace, to: value)
      }
      heap.setName(name, in: namespace, to: value)
    case .module(let module):
      guard let namespace = module.namespace else {
        if setting("\(module.name).\(name)") != nil { return setSetting("\(module.name).\(name)", to: value) }
        throw ListingError(
          .attributeError, "module '\(module.name)' is built in: its attribute '\(name)' cannot be set")
      }
      heap.setName(name, in: namespace, to: value)
    case .function(let function):
      switch name {
      case "__defaults__", "__kwdefaults__", "__code__", "__closure__", "__globals__":
        throw ListingError(.notImplemented, "fwdb does not change the \(name) of a function")
      case "__dict__": throw ListingError(.notImplemented, "fwdb does not replace the __dict__ of a function")
      case "__name__", "__qualname__":
        guard case .string = value else { throw ListingError(.typeError, "\(name) must be set to a string object") }
      default: break
      }
      heap.setName(name, in: heap.makeNames(of: function), to: value)
    case .tensor(let reference) where name == "requires_grad" || name == "stop_gradient":
      heap.setRequiresGradient(reference, try truth(of: value) == (name == "requires_grad"))
    case .tensor(let reference) where name == "data": try setData(of: reference, to: value)
    case .tensor where Library.ignoredTensorAttributes.contains(name): break
    case .tensor(let target) where (name == "real" || name == "imag") && currentDialect == .torch:
      if name == "imag", !target.dtype.isComplex {
        throw ListingError(.runtimeError, "imag is not implemented for tensors with non-complex dtypes.")
      }
      let part =
        name == "real"
        ? ComplexOperations.realPart(of: target, self) : try ComplexOperations.imaginaryPart(of: target, self)
      guard case .tensor(let written) = part else { break }
      let values =
        if case .tensor(let source) = value { try tensor(source) } else {
          Tensor(
            try TorchChecks.number(scalar(value), for: written.dtype), dtype: written.dtype)
        }
      try write(written.dtype.isComplex ? values : values.realPart, to: written)
    case .tensor(let target) where name == "data" && currentDialect == .torch:
      guard case .tensor(let source) = value, source.shape == target.shape, source.dtype == target.dtype else {
        throw ListingError(
          .notImplemented,
          "an assignment to data needs a tensor of the same shape and dtype, not '\(typeName(of: value))'")
      }
      // `x.data *= 2` has already written the result in place; the assignment itself has no effect.
      if source.cell === target.cell, source.layout == target.layout { break }
      try write(tensor(source), to: target)
    case .record(let record) where record.fields.contains(name) && !record.isSize:
      throw ListingError(.attributeError, "can't set attribute")
    // Assigning a stub's attribute has no effect, because reading the attribute returns another stub.
    case .stub: break
    default:
      throw ListingError(
        .attributeError, "\(attributeOwner(object)) has no attribute '\(name)' that can be set",
        python: "'\(typeName(of: object))' object has no attribute '\(name)'")
    }
  }

  /// Assigns `x.__class__ = C`.
  private mutating func setClass(of handle: Handle, to value: Value) throws {
    guard case .type(let new) = value else {
      try checkKnown(value)
      throw ListingError(
        .typeError, "__class__ must be set to a class, not '\(typeName(of: value))' object")
    }
    let old = heap.type(of: handle)
    if new.isModule != old.isModule || new.isException != old.isException || new.namespace == nil && !new.isModule
      || old.namespace == nil && !old.isModule || new.traits.slots != old.traits.slots
    {
      throw ListingError(
        .typeError, "__class__ assignment: '\(new.name)' object layout differs from '\(old.name)'")
    }
    heap.changeInstance(handle) { $0.type = new }
  }

  /// Assigns `x.__dict__ = names`. In Python the object uses this dict itself; fwdb copies its entries.
  private mutating func setNames(of handle: Handle, to value: Value) throws {
    guard case .dictionary(let source) = value else {
      try checkKnown(value)
      throw ListingError(.typeError, "__dict__ must be set to a dictionary, not a '\(typeName(of: value))'")
    }
    if heap.type(of: handle).isModule {
      throw ListingError(.notImplemented, "fwdb does not replace the __dict__ of a module")
    }
    let items = heap.dictionary(source)
    guard case .dictionary(let names) = names(ofInstance: handle) else { return }
    try checkNames(items.entries.map(\.key), names)
    heap.changeDictionary(names) { $0 = items }
  }

  /// Throws if the dict is the `__dict__` of an object and a key is not a string. Also throws if the dict is the
  /// `__dict__` of a class.
  func checkNames(_ keys: [Value], _ handle: Handle) throws {
    if !heap.showsNames(handle) { return }
    for key in keys {
      if case .string = key { continue }
      throw ListingError(.notImplemented, "a key of __dict__ must be a string in fwdb, not '\(typeName(of: key))'")
    }
    if heap.isClassNames(handle) {
      throw ListingError(.typeError, "'mappingproxy' object does not support item assignment")
    }
  }

  /// Assigns `x.data`: copies the elements of the value to `x`.
  private mutating func setData(of reference: TensorReference, to value: Value) throws {
    guard case .tensor(let given) = value else {
      throw ListingError(
        .typeError, "Variable data has to be a tensor, but got \(typeName(of: value))")
    }
    guard given.shape == reference.shape, given.dtype == reference.dtype else {
      throw ListingError.unsupported("assigning data of another shape or dtype")
    }
    if given.cell !== reference.cell { try copyState(of: given, to: reference) }
  }

  mutating func deleteAttribute(_ name: String, of object: Value) throws {
    switch object {
    case .type(let type):
      if type.isEnum, enumMember(named: name, of: type) != nil {
        throw ListingError(.attributeError, "'\(type.name)' cannot delete member '\(name)'.")
      }
      if let namespace = type.namespace, heap.namespace(namespace)[name] != nil {
        return heap.removeName(name, in: namespace)
      }
      throw noAttribute(name, of: object)
    case .module(let module):
      if let namespace = module.namespace, heap.namespace(namespace)[name] != nil {
        return heap.removeName(name, in: namespace)
      }
    case .function(let function):
      if let names = heap.names(of: function), heap.namespace(names)[name] != nil {
        return heap.removeName(name, in: names)
      }
    case .instance(let handle):
      let type = heap.type(of: handle)
      if case .descriptor(let property)? = member(name, of: type), property.kind == .property {
        throw ListingError(.attributeError, "property '\(name)' of '\(type.name)' object has no deleter")
      }
    default: break
    }
    if case .instance(let handle) = object, let entries = dictionaryOfAttributes(handle),
      heap.changeDictionary(entries, { $0.remove(.string(name)) }) != nil
    {
      return
    }
    guard case .instance(let handle) = object, heap.instance(handle).attributes[name] != nil else {
      throw ListingError(.attributeError, "\(attributeOwner(object)) has no attribute '\(name)'")
    }
    removeModuleAttribute(name, of: handle)
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
    case .type(let type): members(of: type) + (type.metaclass.map { $0.namespace == nil ? [] : members(of: $0) } ?? [])
    case .function(let function): heap.names(of: function).map { heap.namespace($0).names } ?? []
    case .superProxy(let proxy): members(in: ancestry(after: proxy))
    case .module(let module): Array(module.members.keys) + (module.namespace.map { heap.namespace($0).names } ?? [])
    case .tensor: library.tensorMethods[currentDialect].map { Array($0.keys) } ?? []
    default: library.methods[typeName(of: object)].map { Array($0.keys) } ?? []
    }
  }

  // MARK: Instances

  public func typeName(of value: Value) -> String {
    switch value {
    case .none: "NoneType"
    case .ellipsis: "ellipsis"
    case .notImplemented: "NotImplementedType"
    case .bool: "bool"
    case .int, .largeInteger: "int"
    case .float: "float"
    case .complex: "complex"
    case .string: "str"
    case .bytes: "bytes"
    case .byteArray: "bytearray"
    case .tuple: "tuple"
    case .record(let record): record.isSize ? record.type.qualifiedName : record.type.name
    case .view(let view): "dict_\(view.side.rawValue)"
    case .slice: "slice"
    case .range: "range"
    case .list: "list"
    case .dictionary(let handle): heap.isClassNames(handle) ? "mappingproxy" : "dict"
    case .set: "set"
    case .frozenSet: "frozenset"
    case .iterator(let handle): iteratorName(of: handle)
    case .function: "function"
    case .builtin: "builtin_function_or_method"
    case .method: "method"
    case .type(let type): type.metaclass?.name ?? "type"
    case .instance(let handle): heap.type(of: handle).name
    case .superProxy: "super"
    case .module: "module"
    case .descriptor(let descriptor):
      switch descriptor.kind {
      case .property: "property"
      case .staticMethod: "staticmethod"
      case .classMethod: "classmethod"
      }
    case .tensor(let reference): reference.isArray ? "ndarray" : "Tensor"
    case .dtype: "dtype"
    case .device: "device"
    case .stub(let stub): stub.name
    }
  }
}
