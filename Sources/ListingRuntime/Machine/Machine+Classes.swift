/// The header of a class whose body is running.
final class ClassHeader: Sendable {
  let name: String
  let bases: [ClassObject]
  /// The base classes that the class header names; empty if the header names none.
  let given: [ClassObject]
  /// The base classes in the order of attribute lookup.
  let inherited: [ClassObject]
  /// The class of the new class; nil for `type`.
  let metaclass: ClassObject?
  /// The keyword arguments of the header, without `metaclass`.
  let keywords: [(String, Value)]
  /// The dict that the metaclass's `__prepare__` returned.
  let prepared: Value?

  init(
    name: String, bases: [ClassObject], given: [ClassObject], inherited: [ClassObject], metaclass: ClassObject?,
    keywords: [(String, Value)] = [], prepared: Value? = nil
  ) {
    self.name = name
    self.bases = bases
    self.given = given
    self.inherited = inherited
    self.metaclass = metaclass
    self.keywords = keywords
    self.prepared = prepared
  }

  var values: [Value] {
    inherited.map(Value.type) + (metaclass.map { [.type($0)] } ?? []) + keywords.map(\.1)
      + (prepared.map { [$0] } ?? [])
  }
}

/// Makes classes and their instances: metaclasses, `__prepare__`, `__init_subclass__`, `__set_name__`, `__slots__`,
/// abstract methods, `__new__`.
extension Machine {
  private static let maker: Name = "__new__"
  private static let subclassInitializer: Name = "__init_subclass__"
  /// The key of an entry in the class body's dict. The entry passes the cell of the variable `__class__` to
  /// `type.__new__`, which stores the new class in the cell. `super()` without arguments reads this cell.
  private static let classCell = "__classcell__"

  // MARK: Headers

  /// The metaclass of a new class: the most derived of the given metaclass and the metaclasses of the base classes.
  func metaclass(_ given: ClassObject?, of bases: [ClassObject]) throws -> ClassObject? {
    var result = given === library.types["type"] ? nil : given
    for base in bases {
      guard let other = base.metaclass else { continue }
      guard let known = result else {
        result = other
        continue
      }
      if known.isSubclass(of: other) { continue }
      if !other.isSubclass(of: known) {
        throw ListingError(
          .typeError,
          "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
            + "metaclasses of all its bases")
      }
      result = other
    }
    return result
  }

  /// Separates `metaclass` from the other keyword arguments of a class header.
  func headerArguments(_ keywords: [(String, Value)]) throws -> (ClassObject?, [(String, Value)]) {
    var given: ClassObject?
    for case ("metaclass", let value) in keywords {
      try checkKnown(value)
      switch value {
      case .none, .ellipsis, .notImplemented, .bool, .int, .largeInteger, .float, .complex, .string, .bytes, .byteArray,
        .tuple, .list, .dictionary, .set, .frozenSet, .range, .slice, .tensor:
        throw ListingError(.typeError, "'\(typeName(of: value))' object is not callable")
      default: break
      }
      guard case .type(let type) = value, isMetaclass(type) else {
        throw ListingError(
          .notImplemented, "a metaclass that is no class derived from type: \(typeName(of: value))")
      }
      given = type
    }
    return (given, keywords.filter { $0.0 != "metaclass" })
  }

  func isMetaclass(_ type: ClassObject) -> Bool { library.types["type"].map(type.isSubclass(of:)) ?? false }

  /// The function and arguments of the metaclass's `__prepare__`; nil if no class of the listing defines `__prepare__`.
  func preparation(_ name: String, _ bases: [ClassObject], _ metaclass: ClassObject?) -> (Value, [Value])? {
    guard let metaclass, metaclass.namespace != nil, let method = member("__prepare__", of: metaclass) else {
      return nil
    }
    if case .builtin = method { return nil }
    return (classMember(method, of: metaclass), [.string(name), .tuple(bases.map(Value.type))])
  }

  // MARK: The end of a class body

  /// Makes the class whose body the innermost frame has run.
  mutating func finishClass(_ header: ClassHeader) throws {
    guard let frame = frames.last, let names = frame.names else { preconditionFailure("a class body has a namespace") }
    let caller = frames.count - 2
    if !runsCode(header, names) {
      let type = try makeClass(header, names, frame.code, frame.globals)
      frames.removeLast()
      heap[frame.cells[0]] = .variable(.type(type))
      return type.isEnum ? try finishEnum(type, caller) : push(.type(type), caller)
    }
    let arguments: [Value] = [
      .type(header.metaclass ?? library.types["type"] ?? library.objectType), .string(header.name),
      .tuple(header.given.map(Value.type)), body(header, frame, names), dictionary(header.keywords),
    ]
    frames.removeLast()
    // The call of the prelude function will advance the caller to its next instruction. The instruction `buildClass`
    // has already advanced the caller, so move the caller back by one.
    frames[caller].next -= 1
    do {
      let maker = header.inherited.contains(where: \.isEnum) ? "make_enum" : "make_class"
      try invoke(preludeFunction(maker), arguments, [], dropping: 0, caller)
    } catch {
      frames[caller].next += 1
      frames.append(frame)
      throw error
    }
  }

  /// Whether making the class calls functions of the listing.
  private func runsCode(_ header: ClassHeader, _ names: Handle) -> Bool {
    if !header.keywords.isEmpty || header.metaclass?.namespace != nil || header.metaclass?.metaclass != nil {
      return true
    }
    if header.inherited.contains(where: \.traits.initializesSubclasses) || hasLateHooks { return true }
    return heap.namespace(names).contains { _, value in
      guard case .instance(let handle) = value else { return false }
      let type = heap.type(of: handle)
      return type.namespace != nil && member("__set_name__", of: type) != nil
    }
  }

  /// The dict of a class body's names, for the metaclass.
  private mutating func body(_ header: ClassHeader, _ frame: Frame, _ names: Handle) -> Value {
    var items = DictionaryObject()
    func add(_ name: String, _ value: Value) { items.set(.string(name), .string(name), to: value) }
    add("__module__", heap.value(of: "__name__", in: frame.globals) ?? .string("__main__"))
    add("__qualname__", .string(frame.code.pathInFile))
    if let text = frame.code.docstring { add("__doc__", .string(text)) }
    for (name, value) in heap.namespace(names) { add(name, value) }
    let cell = FunctionObject(code: frame.code, globals: frame.globals, defaults: [:], closure: [frame.cells[0]])
    add(Self.classCell, .function(cell))
    if case .dictionary(let prepared)? = header.prepared {
      heap.changeDictionary(prepared) { $0 = items }
      return .dictionary(prepared)
    }
    return .dictionary(heap.add(.dictionary(items)))
  }

  /// `type.__new__`: makes a class from the arguments of the metaclass.
  mutating func makeClass(_ meta: ClassObject, _ name: String, _ bases: Value, _ namespace: Value) throws -> Value {
    guard let items = bases.tupleItems else {
      throw ListingError(.typeError, "type.__new__() argument 2 must be tuple, not \(typeName(of: bases))")
    }
    guard case .dictionary(let dictionary) = namespace else {
      try checkKnown(namespace)
      throw ListingError(.typeError, "type.__new__() argument 3 must be dict, not \(typeName(of: namespace))")
    }
    var known: [ClassObject] = []
    for item in items {
      try checkKnown(item)
      guard case .type(let base) = item else {
        throw ListingError(.typeError, "bases must be types")
      }
      try checkBase(base)
      known.append(base)
    }
    let header = try header(name, known, try metaclass(meta, of: known), [])
    let names = heap.add(.namespace(Namespace()))
    var cell: FunctionObject?
    for entry in heap.dictionary(dictionary).entries {
      guard case .string(let name) = entry.key else {
        throw ListingError(.notImplemented, "a class with a member whose name is no string")
      }
      switch (name, entry.value) {
      case (Self.classCell, .function(let function)): cell = function
      case ("__qualname__", .string(let path)) where path == cell?.code.pathInFile: break
      default: heap.setName(name, in: names, to: entry.value)
      }
    }
    let globals = cell?.globals ?? frames.last { !$0.code.isLibrary }?.globals
    let type = try makeClass(header, names, cell?.code, globals)
    if let handle = cell?.closure.first { heap[handle] = .variable(.type(type)) }
    return .type(type)
  }

  func header(
    _ name: String, _ given: [ClassObject], _ metaclass: ClassObject?, _ keywords: [(String, Value)],
    prepared: Value? = nil
  ) throws -> ClassHeader {
    var bases = given
    if bases.count > 1 { bases.removeAll { $0 === library.objectType } }
    if bases.isEmpty { bases = [library.objectType] }
    guard let inherited = ClassObject.inheritance(from: bases) else {
      throw ListingError(
        .typeError,
        "the base classes of \(name) (\(bases.map(\.name).joined(separator: ", "))) have no consistent method "
          + "resolution order (MRO): a class must come before its own base classes",
        python: "Cannot create a consistent method resolution\norder (MRO) for bases "
          + bases.map(\.name).joined(separator: ", "))
    }
    if inherited.count >= Self.nestingLimit {
      throw ListingError(
        .recursionError,
        "a class can inherit from fewer than \(Self.nestingLimit) classes in fwdb, not from "
          + "\(inherited.count)", isRefusal: true)
    }
    return ClassHeader(
      name: name, bases: bases, given: given, inherited: inherited, metaclass: metaclass, keywords: keywords,
      prepared: prepared)
  }

  private mutating func makeClass(
    _ header: ClassHeader, _ names: Handle, _ code: Code?, _ globals: Handle?
  ) throws -> ClassObject {
    let (slots, slotNames) = try slots(header, names)
    // Python makes `__init_subclass__` and `__class_getitem__` class methods, and `__new__` a static method, even
    // without a decorator.
    for (name, kind) in [
      ("__init_subclass__", Descriptor.Kind.classMethod), ("__class_getitem__", .classMethod),
      ("__new__", .staticMethod),
    ] {
      if case .function? = heap.value(of: Name(name), in: names), let function = heap.value(of: Name(name), in: names) {
        heap.setName(name, in: names, to: .descriptor(Descriptor(kind, function)))
      }
    }
    let inherited = header.inherited
    var fields = inherited.first?.fields ?? []
    fields += (code?.fields ?? []).filter { !fields.contains($0) }
    var path: String?
    if case .string(let given)? = heap.value(of: "__qualname__", in: names) {
      path = given
      heap.removeName("__qualname__", in: names)
    }
    // Python makes instances unhashable if their class defines `__eq__` without `__hash__`.
    if heap.value(of: "__eq__", in: names) != nil, heap.value(of: "__hash__", in: names) == nil {
      heap.setName("__hash__", in: names, to: .none)
    }
    let own = heap.namespace(names)
    if own["__call__"] != nil, code?.isLibrary != true || inherited.contains(where: \.isModule) {
      hasCallMethods = true
    }
    var traits = ClassTraits(body: code, globals: globals)
    let isModule = inherited.contains(where: \.isModule)
    traits.hooksAttributes =
      inherited.contains(where: \.traits.hooksAttributes) || own["__getattribute__"] != nil
      || isModule
        && ([names] + inherited.compactMap(\.namespace)).contains { heap.value(of: Self.fallbackMethod, in: $0) != nil }
      || own.contains { _, value in if case .instance = value { isDataDescriptor(value) } else { false } }
    if traits.hooksAttributes { hasAttributeHooks = true }
    traits.hasMaker = own["__new__"] != nil || inherited.contains(where: \.traits.hasMaker)
    traits.initializesSubclasses =
      own["__init_subclass__"] != nil || inherited.contains(where: \.traits.initializesSubclasses)
    traits.slots = slots
    traits.path = path
    traits.slotNames = slotNames
    traits.abstractMethods = abstractMethods(header, own)
    var module: String?
    if case .string(let name)? = own["__module__"] {
      module = name
    } else if let globals, case .string(let name)? = heap.value(of: "__name__", in: globals) {
      module = name
    }
    try checkHeldKinds(of: header.bases)
    let isRecord = inherited.first === Records.root
    if isRecord { nameFields(header.name, fields, names, docstring: code?.docstring) }
    let type = ClassObject(
      name: header.name, inherited: isRecord ? recordBases(header.name, inherited, names, fields) : inherited,
      namespace: names,
      dialect: code?.dialect ?? inherited.lazy.compactMap(\.dialect).first, fields: fields, module: module,
      isRecord: isRecord && !overridesSpecialMethods(names), bases: header.bases, metaclass: header.metaclass,
      traits: traits)
    heap.add(type)
    return type
  }

  /// Adds the members that Python gives each named tuple.
  private mutating func nameFields(_ name: String, _ fields: [String], _ names: Handle, docstring: String?) {
    let defaults = fields.compactMap { field in heap.value(of: Name(field), in: names).map { (field, $0) } }
    heap.setName("_field_defaults", in: names, to: dictionary(defaults))
    heap.setName("__match_args__", in: names, to: .tuple(fields.map(Value.string)))
    if docstring == nil, heap.value(of: "__doc__", in: names) == nil {
      heap.setName("__doc__", in: names, to: .string("\(name)(\(fields.joined(separator: ", ")))"))
    }
  }

  /// Returns two lists. The first list contains the attributes that `__slots__` allows; it is nil if instances have a
  /// `__dict__`. The second list contains all names in the `__slots__` of the class and of its base classes.
  private func slots(_ header: ClassHeader, _ names: Handle) throws -> ([String]?, [String]) {
    let own = heap.namespace(names)
    let inherited = header.inherited.flatMap(\.traits.slotNames)
    guard let given = own["__slots__"] else { return (nil, inherited) }
    var slots: [String] = []
    if case .string(let name) = given {
      slots = [name]
    } else {
      for item in try items(of: given) ?? allKeys(of: given) {
        guard case .string(let name) = item else {
          throw ListingError(.typeError, "__slots__ items must be strings, not '\(typeName(of: item))'")
        }
        slots.append(name)
      }
    }
    let stripped = header.name.drop { $0 == "_" }
    slots = slots.map { $0.hasPrefix("__") && !$0.hasSuffix("__") && !stripped.isEmpty ? "_\(stripped)\($0)" : $0 }
    for name in slots where own[name] != nil {
      throw ListingError(.valueError, "'\(name)' in __slots__ conflicts with class variable")
    }
    let all = slots.filter { $0 != "__dict__" } + inherited
    if slots.contains("__dict__") { return (nil, all) }
    for base in header.inherited where base !== library.objectType {
      guard let more = base.traits.slots else { return (nil, all) }
      slots += more.filter { !slots.contains($0) }
    }
    return (slots, all)
  }

  private func allKeys(of value: Value) throws -> [Value] {
    switch value {
    case .dictionary(let handle): return heap.dictionary(handle).entries.map(\.key)
    case .set(let handle): return heap.set(handle).items
    case .frozenSet(let set): return set.object.items
    default: throw ListingError(.notImplemented, "__slots__ of type '\(typeName(of: value))': use a tuple of strings")
    }
  }

  private func abstractMethods(_ header: ClassHeader, _ own: Namespace) -> [String] {
    guard let meta = header.metaclass, meta.isSubclass(of: ClassMethods.abstractMeta) else { return [] }
    var names = Set(own.names.filter { own[$0].map(isAbstract) ?? false })
    for base in header.inherited {
      for name in base.traits.abstractMethods where own[name] == nil {
        // A method is abstract if it is abstract in the first base class that has it. A builtin abstract class has no
        // function for its abstract methods.
        for ancestor in header.inherited {
          if let member = ownMember(Name(name), of: ancestor) {
            if isAbstract(member) { names.insert(name) }
            break
          }
          if ancestor.declaresAbstract(name) {
            names.insert(name)
            break
          }
        }
      }
    }
    return names.sorted()
  }

  // MARK: Instances

  /// Calls a class: makes an instance and initializes it.
  mutating func construct(
    _ type: ClassObject, _ arguments: [Value], _ named: [(String, Value)], dropping: Int, _ f: Int,
    purpose: Frame.Purpose
  ) throws {
    let holdsConstant = type.held?.isConstant == true
    if type.traits.hasMaker || hasLateHooks || isMetaclass(type) || holdsConstant,
      let maker = member(Self.maker, of: type)
    {
      if case .builtin(let builtin) = maker, builtin.isStaticMethod, !holdsConstant {
      } else {
        return try invoke(
          preludeFunction("constructed"), [.type(type), classMember(maker, of: type)] + arguments, named,
          dropping: dropping, f, purpose: purpose)
      }
    }
    try checkInstantiable(type)
    var type = type
    // Python makes an instance of the class that belongs to the error number.
    if type === PythonBuiltins.exceptionTypes["OSError"], arguments.count > 1, case .int(let number) = arguments[0],
      let name = PythonBuiltins.systemErrors[number], let known = PythonBuiltins.exceptionTypes[name]
    {
      type = known
    }
    let made = makeInstance(of: type)
    let instance = Value.instance(made)
    if type.isException { heap.changeInstance(made) { $0.attributes["args"] = .tuple(arguments) } }
    let initializer = member(.initializer, of: type)
    if initializer.map(isRootInitializer) ?? true {
      if !arguments.isEmpty || !named.isEmpty { throw ListingError(.typeError, "\(type.name)() takes no arguments") }
      return finishCall(instance, dropping: dropping, f, purpose: purpose)
    }
    guard let initializer else { return }
    if case .item = purpose {
      // If the caller waits for the next item of an iterator, such as `map(C, items)`, the new instance is this item. A
      // frame of the prelude must return it, because `__init__` returns None.
      return try invoke(
        preludeFunction("initialized"), [instance, bound(initializer, to: instance, type: type)] + arguments, named,
        dropping: dropping, f, purpose: purpose)
    }
    try invoke(
      initializer, [instance] + arguments, named, dropping: dropping, f, purpose: .construction(instance))
  }

  private func isRootInitializer(_ initializer: Value) -> Bool {
    if case .builtin(let builtin) = initializer { builtin === Records.object.native["__init__"] } else { false }
  }

  func checkInstantiable(_ type: ClassObject) throws {
    if Protocols.contains(type) { throw ListingError(.typeError, "Protocols cannot be instantiated") }
    let names = type.traits.abstractMethods
    if names.isEmpty { return }
    throw ListingError(
      .typeError,
      "Can't instantiate abstract class \(type.name) with abstract method\(names.count == 1 ? "" : "s") "
        + names.joined(separator: ", "))
  }

  /// `object.__new__`: a new instance.
  mutating func instance(_ arguments: [Value], _ named: [(String, Value)]) throws -> Value {
    guard case .type(let type)? = arguments.first else {
      throw ListingError(.typeError, "object.__new__(X): X is not a type object")
    }
    let holdsConstant = type.held?.isConstant == true && !type.isEnum
    let isValueType = library.isValueType(type) && type !== library.objectType
    if isMetaclass(type) || type.isRecord || holdsConstant || isValueType {
      throw ListingError(
        .typeError, "object.__new__(\(type.name)) is not safe, use \(type.bases.first?.name ?? type.name).__new__()")
    }
    if arguments.count > 1 || !named.isEmpty, !type.isException {
      if type.traits.hasMaker {
        throw ListingError(.typeError, "object.__new__() takes exactly one argument (the type to instantiate)")
      }
      if member(.initializer, of: type).map(isRootInitializer) ?? true {
        throw ListingError(.typeError, "\(type.name)() takes no arguments")
      }
    }
    try checkInstantiable(type)
    let made = makeInstance(of: type)
    if type.isException { heap.changeInstance(made) { $0.attributes["args"] = .tuple(Array(arguments.dropFirst())) } }
    return .instance(made)
  }

  /// The bound `__init__` of a value that the `__new__` of a class returned; nil if Python calls no `__init__`, for
  /// example because the value is not an instance of the class.
  func initializer(of value: Value, madeBy type: ClassObject) -> Value? {
    guard let own = self.type(of: value), own.isSubclass(of: type), let method = member(.initializer, of: own),
      !isRootInitializer(method)
    else { return nil }
    return bound(method, to: value, type: own)
  }

  /// The direct subclasses of a class.
  func subclasses(of type: ClassObject) throws -> [Value] {
    if type.namespace == nil {
      throw ListingError(
        .notImplemented, "\(type.name).__subclasses__(): fwdb does not have all subclasses of a builtin class")
    }
    return heap.classes.filter { made in made.bases.contains { $0 === type } }.map(Value.type)
  }
}
