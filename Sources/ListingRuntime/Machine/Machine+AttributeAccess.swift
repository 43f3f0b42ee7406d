import ListingSyntax

/// Reads and writes of attributes that may run code of the listing: properties, descriptors, `__getattribute__`,
/// `__getattr__`, `__setattr__`, and the methods of metaclasses.
extension Machine {
  /// The result of an attribute access.
  enum Access {
    case value(Value)
    /// The access calls a function, whose return value is the attribute.
    case call(Value, [Value])
    case absent
  }

  /// Reads `object.name` as Python does.
  mutating func access(_ name: Name, of object: Value) throws -> Access {
    switch object {
    case .instance(let handle): return try access(name, ofInstance: handle, isOverridden: true)
    case .type(let type): return try access(name, ofClass: type)
    case .superProxy(let proxy): return try access(name, ofSuper: proxy)
    case .record(let record):
      guard record[name.text] == nil, case .descriptor? = member(name, of: record.type),
        let found = member(name, of: record.type)
      else { break }
      return read(found, of: object, record.type)
    case .module(let module):
      if name == Self.namesAttribute, let namespace = module.namespace { return .value(globals(namespace)) }
      if let namespace = module.namespace, module.membersByName[name] == nil,
        heap.value(of: name, in: namespace) == nil, !name.text.hasPrefix("__"),
        let method = heap.value(of: Self.fallbackMethod, in: namespace)
      {
        return .call(method, [.string(name.text)])
      }
    case .function(let function):
      if name == Self.namesAttribute {
        let names = heap.makeNames(of: function)
        return .value(.dictionary(heap.dictionary(of: .function(names), key: NamesKey(owner: names))))
      }
      if name == Self.annotationsAttribute { return .value(annotations(of: function)) }
      if name.text == "__kwdefaults__" {
        let named = function.code.defaults.filter { function.code.parameters[$0].kind == .keywordOnly }
        if named.isEmpty { return .value(.none) }
        return .value(dictionary(named.map { (function.code.parameters[$0].name, function.defaults[$0] ?? .none) }))
      }
    default: break
    }
    return try knownAttribute(name, of: object).map(Access.value) ?? .absent
  }

  static let namesAttribute: Name = "__dict__"
  private static let moduleAttribute: Name = "__module__"
  private static let docAttribute: Name = "__doc__"
  static let annotationsAttribute: Name = "__annotations__"
  static let fallbackMethod: Name = "__getattr__"
  private static let get: Name = "__get__"
  private static let hookMethod: Name = "__getattribute__"
  private static let setterMethod: Name = "__setattr__"
  private static let deleterMethod: Name = "__delattr__"

  // MARK: Instances

  /// - Parameter isOverridden: whether to use a `__getattribute__` and a `__getattr__` that the listing defines.
  mutating func access(_ name: Name, ofInstance handle: Handle, isOverridden: Bool) throws -> Access {
    let object = Value.instance(handle)
    let type = heap.type(of: handle)
    if hasAttributeHooks, mayHook(type) {
      if isOverridden, let method = knownMethod(Self.hookMethod, of: object) {
        return access(through: .call(method, [.string(name.text)]), name, object)
      }
      if let found = member(name, of: type), isDataDescriptor(found), hasGetter(found) {
        return access(through: read(found, of: object, type), name, object, isOverridden: isOverridden)
      }
      // torch does not store parameters, buffers and submodules in the module's `__dict__`: `__getattr__` finds them.
      // Therefore a `__getattr__` of the listing runs even if the module has such a member.
      if isOverridden, type.isModule, let value = heap.attribute(name, of: handle),
        heap.registration(of: name.text, value, in: heap.instance(handle)) != nil,
        let method = knownMethod(Self.fallbackMethod, of: object)
      {
        return .call(method, [.string(name.text)])
      }
    }
    if let value = heap.attribute(name, of: handle) { return .value(value) }
    if let entries = dictionaryOfAttributes(handle), let value = heap.dictionary(entries)[.string(name.text)] {
      return .value(value)
    }
    if let value = heldField(name, of: handle, type) { return .value(value) }
    if let found = member(name, of: type), name != Self.moduleAttribute, name != Self.docAttribute {
      return access(through: read(found, of: object, type), name, object, isOverridden: isOverridden)
    }
    if name == Self.namesAttribute, type.traits.slots == nil { return .value(names(ofInstance: handle)) }
    if type.isModule, let part = Registration(rawValue: name.text) {
      return .value(
        .dictionary(heap.dictionary(of: .registered(handle, part), key: NamesKey(owner: handle, registration: part))))
    }
    if name == .call, type.isModule {
      return .value(.method(BoundMethod(callee: .builtin(ClassMethods.callOfModule), receiver: object)))
    }
    if let value = try knownAttribute(name, of: object) {
      if case .descriptor(let property) = value, property.kind == .property {
        return .call(property.function, [object])
      }
      return .value(value)
    }
    if isOverridden, let method = listingMethod(Self.fallbackMethod, of: object) {
      return .call(method, [.string(name.text)])
    }
    return .absent
  }

  /// A method that the listing defines. Nil if there is none, or if an unknown base class may define the method.
  private func knownMethod(_ name: Name, of object: Value) -> Value? {
    let method = listingMethod(name, of: object)
    if case .stub? = method { return nil }
    return method
  }

  /// Whether reading an attribute of an instance may run code before the instance's own attributes are searched.
  private func mayHook(_ type: ClassObject) -> Bool { type.traits.hooksAttributes || hasLateHooks }

  /// Replaces the call of a getter by a call of the prelude's `attribute_or`. It calls the getter and, if the getter
  /// raises an AttributeError, the `__getattr__` of the object's class, as in Python. Other accesses stay unchanged.
  private mutating func access(
    through found: Access, _ name: Name, _ object: Value, isOverridden: Bool = true
  ) -> Access {
    guard case .call(let getter, let arguments) = found, isOverridden,
      let fallback = listingMethod(Self.fallbackMethod, of: object)
    else { return found }
    return .call(preludeFunction("attribute_or"), [getter, .tuple(arguments), fallback, .string(name.text)])
  }

  /// The result of reading `object.name` if the name is the member `member` of the object's class. For example, a
  /// function becomes a bound method, and a property calls its getter.
  private func read(_ member: Value, of object: Value, _ type: ClassObject) -> Access {
    switch member {
    case .descriptor(let property) where property.kind == .property:
      return .call(property.function, [object])
    case .instance(let descriptor):
      guard let method = getter(of: descriptor) else { return .value(member) }
      return .call(method, [object, .type(type)])
    default: return .value(bound(member, to: object, type: type))
    }
  }

  /// Whether reading the data descriptor calls a function. If the descriptor has no getter, Python reads the instance's
  /// own attribute.
  private func hasGetter(_ member: Value) -> Bool {
    if case .instance(let descriptor) = member { getter(of: descriptor) != nil } else { true }
  }

  private func getter(of descriptor: Handle) -> Value? {
    let type = heap.type(of: descriptor)
    guard type.namespace != nil, let method = member(Self.get, of: type) else { return nil }
    return bound(method, to: .instance(descriptor), type: type)
  }

  /// Whether the member of a class takes precedence over an instance's own attribute of the same name.
  func isDataDescriptor(_ member: Value) -> Bool {
    switch member {
    case .descriptor(let descriptor): return descriptor.kind == .property
    case .instance(let handle):
      let type = heap.type(of: handle)
      return type.namespace != nil
        && (self.member("__set__", of: type) != nil || self.member("__delete__", of: type) != nil)
    default: return false
    }
  }

  mutating func names(ofInstance handle: Handle) -> Value {
    let type = heap.type(of: handle)
    if type.isModule {
      for part in Registration.allCases {
        _ = heap.dictionary(of: .registered(handle, part), key: NamesKey(owner: handle, registration: part))
      }
    }
    // If the class has a property `x`, `object.x` calls the property even after `object.__dict__['x'] = 1`. Therefore
    // later reads must look for properties before they read the instance's own attributes.
    let hasProperties = type.ancestry.contains { ancestor in
      ancestor.namespace.map { heap.namespace($0).contains { isDataDescriptor($0.value) } } ?? false
    }
    if hasProperties { (hasAttributeHooks, hasLateHooks) = (true, true) }
    return .dictionary(heap.dictionary(of: .attributes(handle), key: NamesKey(owner: handle)))
  }

  /// The dict that contains the names of a file.
  mutating func globals(_ namespace: Handle) -> Value {
    .dictionary(heap.dictionary(of: .namespace(namespace), key: NamesKey(owner: namespace)))
  }

  // MARK: Classes

  private mutating func access(_ name: Name, ofClass type: ClassObject) throws -> Access {
    let object = Value.type(type)
    if name == Self.namesAttribute, let namespace = type.namespace {
      return .value(.dictionary(heap.dictionary(of: .classNames(type), key: NamesKey(owner: namespace))))
    }
    if name == Self.namesAttribute { return .value(builtinNames(of: type)) }
    // A class does not inherit the annotations of a base class.
    if name == Self.annotationsAttribute, type.namespace != nil, ownMember(name, of: type) == nil {
      return .value(annotations(of: type))
    }
    let meta = type.metaclass
    var inherited: Value?
    if let meta, meta.namespace != nil {
      if let method = listingMethod(Self.hookMethod, of: object) { return .call(method, [.string(name.text)]) }
      inherited = member(name, of: meta)
      if let inherited, isDataDescriptor(inherited) { return read(inherited, of: object, meta) }
    }
    if name == Self.moduleAttribute || name == Self.docAttribute {
      return try knownAttribute(name, of: object).map(Access.value) ?? .absent
    }
    // In Python, this is the descriptor of the field. fwdb stores the field's default under the name.
    if type.isRecord, type.fields.contains(name.text) { return .value(.stub(newStub("\(type.name).\(name.text)"))) }
    if let found = member(name, of: type) {
      if case .instance(let descriptor) = found, let method = getter(of: descriptor) {
        return .call(method, [.none, object])
      }
      return .value(classMember(found, of: type))
    }
    if let inherited, let meta { return read(inherited, of: object, meta) }
    if name == .call, type.isModule { return .value(.builtin(ClassMethods.callOfModule)) }
    if let value = try knownAttribute(name, of: object) { return .value(value) }
    if let method = listingMethod(Self.fallbackMethod, of: object) { return .call(method, [.string(name.text)]) }
    return .absent
  }

  /// The `__dict__` of a builtin class. Only the names in the `__dict__` of `object` are known. For other classes,
  /// returns a stub.
  private mutating func builtinNames(of type: ClassObject) -> Value {
    if type !== library.objectType { return .stub(newStub("\(type.name).__dict__")) }
    return dictionary(
      [
        "__new__", "__repr__", "__hash__", "__str__", "__getattribute__", "__setattr__", "__delattr__", "__lt__",
        "__le__", "__eq__", "__ne__", "__gt__", "__ge__", "__init__", "__reduce_ex__", "__reduce__", "__getstate__",
        "__subclasshook__", "__init_subclass__", "__format__", "__sizeof__", "__dir__", "__class__", "__doc__",
      ].map { name in
        (name, type.native[name].map(Value.builtin) ?? .stub(newStub("object.\(name)")))
      })
  }

  /// The value of `C.name` if the name is the member `member` of the class `C`. For example, a class method is bound to
  /// the class.
  func classMember(_ member: Value, of type: ClassObject) -> Value {
    switch member {
    case .descriptor(let descriptor):
      switch descriptor.kind {
      case .classMethod: .method(BoundMethod(callee: descriptor.function, receiver: .type(type)))
      case .staticMethod: descriptor.function
      case .property: member
      }
    case .builtin(let builtin) where builtin.isClassMethod: .method(BoundMethod(callee: member, receiver: .type(type)))
    default: member
    }
  }

  // MARK: super()

  private mutating func access(_ name: Name, ofSuper proxy: SuperProxy) throws -> Access {
    let receiverIsSubclass: Bool
    if case .type(let type) = proxy.receiver {
      receiverIsSubclass = type.isSubclass(of: proxy.type)
    } else {
      receiverIsSubclass = false
    }
    guard let found = superMember(name, proxy) else {
      if name == .call, case .instance(let handle) = proxy.receiver, heap.type(of: handle).isModule {
        return .value(.method(BoundMethod(callee: .builtin(ClassMethods.callOfModule), receiver: proxy.receiver)))
      }
      return try knownAttribute(name, of: .superProxy(proxy)).map(Access.value) ?? .absent
    }
    if receiverIsSubclass, case .type(let type) = proxy.receiver {
      if case .instance(let descriptor) = found, let method = getter(of: descriptor) {
        return .call(method, [.none, .type(type)])
      }
      return .value(classMember(found, of: type))
    }
    let type = self.type(of: proxy.receiver) ?? proxy.type
    return read(found, of: proxy.receiver, type)
  }

  /// The value of `super(type, receiver)`.
  func proxy(_ type: ClassObject, _ receiver: Value) throws -> SuperProxy {
    try checkKnown(receiver)
    var fits = self.type(of: receiver)?.isSubclass(of: type) ?? false
    if case .type(let made) = receiver, made.isSubclass(of: type) { fits = true }
    if !fits { throw ListingError(.typeError, "super(type, obj): obj must be an instance or subtype of type") }
    return SuperProxy(type: type, receiver: receiver)
  }

  // MARK: Writing

  /// The function that an assignment to `object.name` calls, and the arguments that precede the assigned value. Nil if
  /// the assignment calls no function.
  ///
  /// - Parameter isOverridden: whether to use a `__setattr__` that the listing defines.
  func setter(of name: Name, of object: Value, isOverridden: Bool = true) -> (Value, [Value])? {
    if isOverridden, let method = listingMethod(Self.setterMethod, of: object) { return (method, [.string(name.text)]) }
    return descriptorMethod(of: name, of: object, "__set__", property: \.setter)
  }

  /// The function that `del object.name` calls, and its arguments.
  func deleter(of name: Name, of object: Value, isOverridden: Bool = true) -> (Value, [Value])? {
    if isOverridden, let method = listingMethod(Self.deleterMethod, of: object) {
      return (method, [.string(name.text)])
    }
    return descriptorMethod(of: name, of: object, "__delete__", property: \.deleter)
  }

  /// The function that sets or deletes the attribute `name` if the object's class contains a descriptor of this name,
  /// and its arguments. For a property, the function is the property's setter or deleter. For another descriptor, it is
  /// the descriptor's method `__set__` or `__delete__`, whose name is `method`. Nil if there is no such function.
  private func descriptorMethod(
    of name: Name, of object: Value, _ method: Name, property function: KeyPath<Descriptor, Value?>
  ) -> (Value, [Value])? {
    guard let type = listingClass(of: object) else { return nil }
    switch member(name, of: type) {
    case .descriptor(let property)?: return property[keyPath: function].map { ($0, [object]) }
    case .instance(let handle)?:
      let owner = heap.type(of: handle)
      guard owner.namespace != nil, let method = member(method, of: owner) else { return nil }
      return (bound(method, to: .instance(handle), type: owner), [object])
    default: return nil
    }
  }

  mutating func callsSetter(_ name: Name, _ f: Int) throws -> Bool {
    guard let (setter, arguments) = setter(of: name, of: top(f)) else { return false }
    try invoke(setter, arguments + [frames[f].peek(1)], [], dropping: 2, f, purpose: .effect)
    return true
  }

  mutating func callsDeleter(_ name: Name, _ f: Int) throws -> Bool {
    guard let (deleter, arguments) = deleter(of: name, of: top(f)) else { return false }
    try invoke(deleter, arguments, [], dropping: 1, f, purpose: .effect)
    return true
  }

  /// Records that the listing assigned a member such as `__call__` to a class after the class body had run. Later reads
  /// and calls then look for such a member.
  mutating func noteHooks(_ name: String, _ value: Value) {
    switch name {
    case "__call__": hasCallMethods = true
    case "__getattribute__", "__getattr__", "__set__", "__delete__", "__get__", "__new__", "__init_subclass__":
      (hasAttributeHooks, hasLateHooks) = (true, true)
    default: if isDataDescriptor(value) { (hasAttributeHooks, hasLateHooks) = (true, true) }
    }
  }

  // MARK: Annotations

  /// The annotations of a function or class. Each read returns the same dict. A value in the dict is the class or
  /// constant that the annotation names. If the annotation names neither, the value is the annotation's text.
  private mutating func annotations(of function: FunctionObject) -> Value {
    let names = heap.makeNames(of: function)
    if let value = heap.value(of: Self.annotationsAttribute, in: names) { return value }
    let value = dictionary(
      function.code.annotations.map { ($0.name, evaluated($0, function.code, function.globals, nil)) })
    heap.setName(Self.annotationsAttribute.text, in: names, to: value)
    return value
  }

  private mutating func annotations(of type: ClassObject) -> Value {
    let body = type.traits.body
    let value = dictionary(
      (body?.annotations ?? []).compactMap { annotation in
        guard let body, let globals = type.traits.globals else { return nil }
        return (annotation.name, evaluated(annotation, body, globals, type.namespace))
      })
    if let namespace = type.namespace, body?.annotations.isEmpty == false {
      heap.setName(Self.annotationsAttribute.text, in: namespace, to: value)
    }
    return value
  }

  private func evaluated(_ annotation: Annotation, _ code: Code, _ globals: Handle, _ names: Handle?) -> Value {
    let text = Value.string(code.file.text(in: annotation.value.range))
    // fwdb binds the name `annotations` to None when a file runs `from __future__ import annotations`.
    if case .none? = heap.value(of: "annotations", in: globals) { return text }
    return constant(of: annotation.value, globals, names) ?? text
  }

  /// The value of a name, a dotted name or a constant. Nil for other expressions and for names that fwdb lacks.
  private func constant(of expression: Expression, _ globals: Handle, _ names: Handle?) -> Value? {
    switch expression.kind {
    case .none: return Value.none
    case .ellipsis: return .ellipsis
    case .string(let text): return .string(text)
    case .integer(let number): return .int(number)
    case .bool(let flag): return .bool(flag)
    case .name(let name):
      let key = Name(name)
      let value =
        names.flatMap { heap.value(of: key, in: $0) } ?? heap.value(of: key, in: globals) ?? library.builtinsByName[key]
      if case .stub? = value { return nil }
      return value
    case .attribute(let object, let name):
      guard let owner = constant(of: object, globals, names), case .module = owner,
        let value = try? knownAttribute(name.text, of: owner)
      else { return nil }
      if case .stub = value { return nil }
      return value
    default: return nil
    }
  }
}
