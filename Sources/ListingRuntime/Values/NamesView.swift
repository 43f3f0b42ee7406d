/// A dict that has no items of its own. Reading the dict reads the names of an object. Changing the dict changes the
/// object.
enum NamesView: Sendable {
  /// `x.__dict__`: the attributes of an instance. For a module, the dict excludes registered parameters, buffers and
  /// submodules.
  case attributes(Handle)
  /// `_modules`, `_parameters` or `_buffers` of a module.
  case registered(Handle, Registration)
  /// `globals()`.
  case namespace(Handle)
  /// `f.__dict__`: the attributes that the listing has set on a function.
  case function(Handle)
  /// `C.__dict__`, which cannot be changed.
  case classNames(ClassObject)

  var handles: [Handle] {
    switch self {
    case .attributes(let handle), .namespace(let handle), .function(let handle): [handle]
    case .registered(let handle, _): [handle]
    case .classNames(let type): type.handles
    }
  }
}

/// The identity of a dict of names. Equal keys refer to the same dict.
struct NamesKey: Hashable, Sendable {
  let owner: Handle
  var registration: Registration?
}

/// The dict in which a module registers an attribute.
enum Registration: String, Sendable, CaseIterable {
  case modules = "_modules", parameters = "_parameters", buffers = "_buffers"
}

extension Heap {
  /// The names of an exception's state that are not items of the exception's `__dict__`.
  private static let exceptionState: Set = [
    "args", "__cause__", "__context__", "__suppress_context__", "__traceback__",
  ]

  /// Attributes of a function that Python does not keep in its `__dict__`.
  static let functionState: Set = [
    "__name__", "__qualname__", "__module__", "__doc__", "__annotations__", "__defaults__", "__kwdefaults__",
  ]

  /// The name under which a class's namespace stores an assigned `__name__` or `__qualname__`. No attribute can have
  /// this name.
  static func state(_ name: String) -> String { "<\(name)>" }

  static func isState(_ name: String) -> Bool { name.hasPrefix("<") }

  /// The dict of an object's names, made at its first use.
  mutating func dictionary(of view: NamesView, key: NamesKey) -> Handle {
    if let handle = nameViews[key] { return handle }
    let handle = add(.names(view))
    nameViews[key] = handle
    return handle
  }

  /// Whether a dict shows the names of another object. The keys of such a dict are strings.
  func showsNames(_ handle: Handle) -> Bool {
    if nameViews.isEmpty { return false }
    if case .names = self[handle] { return true }
    return false
  }

  /// Whether the dict is the `__dict__` of a class: Python's `mappingproxy`.
  func isClassNames(_ handle: Handle) -> Bool {
    if nameViews.isEmpty { return false }
    if case .names(.classNames) = self[handle] { return true }
    return false
  }

  /// The dict in which a module registers an attribute; nil for an attribute that the module does not register.
  func registration(of name: String, _ value: Value, in instance: Instance) -> Registration? {
    switch instance.buffers[name] {
    case .unregistered?: return nil
    case .absentParameter?: return .parameters
    case .absentModule?: return .modules
    case .persistent?, .temporary?: return .buffers
    case nil: break
    }
    switch value {
    case .instance(let child): return type(of: child).isModule ? .modules : nil
    case .tensor(let tensor): return tensor.isParameter ? .parameters : nil
    default: return nil
    }
  }

  func shown(by view: NamesView) -> DictionaryObject {
    var items = DictionaryObject()
    func add(_ name: String, _ value: Value) { items.set(.string(name), .string(name), to: value) }
    switch view {
    case .attributes(let handle):
      let instance = instance(handle)
      if instance.type.isModule {
        for part in Registration.allCases {
          if let names = nameViews[NamesKey(owner: handle, registration: part)] {
            add(part.rawValue, .dictionary(names))
          }
        }
        if instance.attributes["training"] == nil { add("training", .bool(beginsInTraining)) }
      }
      for (name, value) in instance.attributes {
        if instance.type.isModule, registration(of: name, value, in: instance) != nil { continue }
        if instance.type.traits.slotNames.contains(name) { continue }
        if instance.type.isException, Self.exceptionState.contains(name) { continue }
        add(name, value)
      }
    case .registered(let handle, let part):
      let instance = instance(handle)
      for (name, value) in instance.attributes where registration(of: name, value, in: instance) == part {
        add(name, value)
      }
    case .namespace(let handle): for (name, value) in namespace(handle) { add(name, value) }
    case .function(let handle):
      for (name, value) in namespace(handle) where !Self.functionState.contains(name) { add(name, value) }
    case .classNames(let type):
      guard let handle = type.namespace else { break }
      let names = namespace(handle)
      if names["__module__"] == nil { add("__module__", .string(type.module ?? "builtins")) }
      for (name, value) in names where !Self.isState(name) { add(name, value) }
      if names["__doc__"] == nil { add("__doc__", type.traits.body?.docstring.map(Value.string) ?? .none) }
    }
    return items
  }

  /// Changes the object whose names a dict shows.
  mutating func write(_ items: DictionaryObject, over old: DictionaryObject, through view: NamesView) {
    let removed = old.entries.compactMap { entry -> String? in
      guard case .string(let name) = entry.key, items[.string(name)] == nil else { return nil }
      return name
    }
    let written = items.entries.compactMap { entry -> (String, Value)? in
      guard case .string(let name) = entry.key else { return nil }
      return (name, entry.value)
    }
    switch view {
    case .attributes(let handle):
      let isModule = type(of: handle).isModule
      changeInstance(handle) { instance in
        for name in removed { instance.attributes.remove(name) }
      }
      for (name, value) in written {
        if isModule, Registration(rawValue: name) != nil { continue }
        if name == "training", isModule, instance(handle).attributes[name] == nil { continue }
        var probe = instance(handle)
        probe.buffers[name] = nil
        let wouldRegister = isModule && registration(of: name, value, in: probe) != nil
        changeInstance(handle) { instance in
          instance.attributes[name] = value
          if wouldRegister { instance.buffers[name] = .unregistered }
        }
      }
    case .registered(let handle, let part):
      changeInstance(handle) { instance in
        for name in removed {
          instance.attributes.remove(name)
          instance.buffers[name] = nil
        }
        for (name, value) in written {
          instance.attributes[name] = value
          if part == .buffers {
            instance.buffers[name] = instance.buffers[name] ?? .persistent
          } else if part == .parameters, case .none = value {
            instance.buffers[name] = .absentParameter
          } else if part == .modules, case .none = value {
            instance.buffers[name] = .absentModule
          } else {
            instance.buffers[name] = nil
          }
        }
      }
    case .namespace(let handle), .function(let handle):
      for name in removed { removeName(name, in: handle) }
      for (name, value) in written { setName(name, in: handle, to: value) }
    case .classNames: break
    }
  }
}
