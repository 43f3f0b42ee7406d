import Tensors

/// The dicts in which a module keeps its hooks, by the name of the attribute. Each dict is made at its first use.
enum ModuleHooks {
  static let names: Set = [
    "_forward_hooks", "_forward_pre_hooks", "_forward_hooks_with_kwargs", "_forward_pre_hooks_with_kwargs",
    "_forward_hooks_always_called", "_state_dict_hooks", "_state_dict_pre_hooks", "_public_state_dict_hooks",
    "_load_state_dict_pre_hooks", "_load_state_dict_post_hooks", "_backward_hooks", "_backward_pre_hooks",
  ]

  /// The hooks that run when a module is called.
  static let ofCalls = ["_forward_hooks", "_forward_pre_hooks"]

  static func property(_ name: String) -> Value? { properties[name] }

  private static let properties: [String: Value] = Dictionary(
    uniqueKeysWithValues: names.map { name in
      let getter = BuiltinFunction("\(name)(self)") { m, a in
        let handle = try a.module(0, m)
        if let hooks = m.heap.instance(handle).attributes[name] { return hooks }
        let hooks = m.dictionary([])
        m.heap.changeInstance(handle) { $0.attributes[name] = hooks }
        return hooks
      }
      return (name, .descriptor(Descriptor(.property, .builtin(getter))))
    })
}

extension Machine {
  /// The dict (`_modules`, `_parameters` or `_buffers`) that registers the module's attribute; nil for an ordinary
  /// attribute.
  func registry(of name: String, in instance: Instance) -> Registration? {
    instance.attributes[name].flatMap { heap.registration(of: name, $0, in: instance) }
  }

  /// The entries of one of the module's dicts, in the order of registration. A value can be None.
  func registered(_ registry: Registration, of handle: Handle) -> [(name: String, value: Value)] {
    let instance = heap.instance(handle)
    return instance.attributes.filter { self.registry(of: $0.name, in: instance) == registry }
  }

  /// Assigns an attribute of a module. As in the frameworks, two things decide which dict registers the attribute: the
  /// type of the value, and the dict in which the name is registered now.
  mutating func setModuleAttribute(_ name: String, of handle: Handle, to value: Value) throws {
    if name == "training", case .bool(let flag) = value { return setTraining(handle, flag) }
    if name == Name.forward.text { hasOwnForwards = true }
    if let registry = Registration(rawValue: name) { return try replace(registry, of: handle, by: value) }
    let instance = heap.instance(handle)
    let old = registry(of: name, in: instance)
    var new: Registration?
    switch value {
    case .tensor(let reference) where reference.isParameter: new = .parameters
    case .tensor(let reference) where reference.buffer != nil: new = .buffers
    case .instance(let child) where heap.type(of: child).isModule: new = .modules
    default: break
    }
    if new == nil || new == .buffers && old != nil, let old {
      switch (old, value) {
      case (_, .none), (.buffers, .tensor): new = old
      default: throw unregistrable(value, name, old)
      }
    }
    guard let new else {
      return heap.changeInstance(handle) { $0.attributes[name] = value }
    }
    heap.changeInstance(handle) { instance in
      // A name that moves to another dict comes after the existing names.
      if old != new, instance.attributes[name] != nil { instance.attributes.remove(name) }
      instance.attributes[name] = value
      instance.buffers[name] = Self.kind(of: value, in: new, before: instance.buffers[name])
    }
  }

  /// The entry in `Instance.buffers` for a registered value. Nil for a parameter or module that is not None.
  private static func kind(of value: Value, in registry: Registration, before: BufferKind?) -> BufferKind? {
    switch (registry, value) {
    case (.parameters, .none): return .absentParameter
    case (.modules, .none): return .absentModule
    case (.parameters, _), (.modules, _): return nil
    case (.buffers, _):
      if case .tensor(let reference) = value, let kind = reference.buffer { return kind }
      return before == .temporary ? .temporary : .persistent
    }
  }

  private func unregistrable(_ value: Value, _ name: String, _ registry: Registration) -> ListingError {
    let (what, expected) =
      switch registry {
      case .parameters: ("parameter '\(name)'", "torch.nn.Parameter or None")
      case .modules: ("child module '\(name)'", "torch.nn.Module or None")
      case .buffers: ("buffer '\(name)'", "torch.nn.Buffer, torch.Tensor or None")
      }
    return ListingError(.typeError, "cannot assign '\(frameworkTypeName(of: value))' as \(what) (\(expected) expected)")
  }

  /// The text of `torch.typename`: `torch.FloatTensor`, `int`.
  func frameworkTypeName(of value: Value) -> String {
    switch value {
    case .tensor(let reference): ShapeOperations.typeName(reference.dtype)
    case .instance(let handle): heap.type(of: handle).qualifiedName
    default: typeName(of: value)
    }
  }

  /// Registers a value, for `register_parameter` and `add_module`. The name must be free or registered in the same
  /// dict.
  mutating func register(_ registry: Registration, _ name: String, of handle: Handle, _ value: Value) throws {
    heap.changeInstance(handle) { instance in
      instance.attributes[name] = value
      instance.buffers[name] = Self.kind(of: value, in: registry, before: instance.buffers[name])
    }
  }

  /// Returns the name. Throws if the name is invalid, or if the module has an attribute of this name outside this dict.
  func checkFree(_ name: Value, _ registry: Registration, of handle: Handle) throws -> String {
    let what =
      switch registry {
      case .parameters: "parameter"
      case .buffers: "buffer"
      case .modules: "module"
      }
    guard case .string(let name) = name else {
      throw ListingError(.typeError, "\(what) name should be a string. Got \(frameworkTypeName(of: name))")
    }
    func invalid(_ text: String) -> ListingError { ListingError(.keyError, text, arguments: [.string(text)]) }
    if registry != .modules, name.contains(".") { throw invalid("\(what) name can't contain \".\"") }
    if name.isEmpty { throw invalid("\(what) name can't be empty string \"\"") }
    if try knownAttribute(name, of: .instance(handle)) != nil,
      self.registry(of: name, in: heap.instance(handle)) != registry
    {
      throw invalid("attribute '\(name)' already exists")
    }
    if name.contains(".") { throw invalid("module name can't contain \".\", got: \(name)") }
    return name
  }

  private mutating func replace(_ registry: Registration, of handle: Handle, by value: Value) throws {
    guard case .dictionary(let dictionary) = value else {
      throw ListingError(.typeError, "\(registry.rawValue) must be a dict, not '\(typeName(of: value))'")
    }
    let entries: [(String, Value)] = try heap.dictionary(dictionary).entries.map {
      (try string(of: $0.key), $0.value)
    }
    for (name, _) in registered(registry, of: handle) { removeModuleAttribute(name, of: handle) }
    for (name, value) in entries { try register(registry, name, of: handle, value) }
  }

  mutating func removeModuleAttribute(_ name: String, of handle: Handle) {
    heap.changeInstance(handle) { instance in
      instance.attributes.remove(name)
      instance.buffers[name] = nil
    }
  }

  // MARK: Training

  /// The module's attribute `training`, which `train` and `eval` set.
  func isTraining(_ instance: Instance) -> Bool {
    if case .bool(let flag)? = instance.attributes["training"] { flag } else { heap.beginsInTraining }
  }

  /// Sets `training`. The attribute is stored only if it differs from the initial value, so most modules need no
  /// attribute.
  private mutating func setTraining(_ handle: Handle, _ flag: Bool) {
    if case .bool(flag)? = heap.instance(handle).attributes["training"] { return }
    if flag == heap.beginsInTraining {
      if heap.instance(handle).attributes["training"] != nil {
        heap.changeInstance(handle) { $0.attributes.remove("training") }
      }
    } else {
      heap.changeInstance(handle) { $0.attributes["training"] = .bool(flag) }
    }
  }

  // MARK: Names

  /// The modules within `root` with their paths, parents before children: `named_modules`. A module that has several
  /// paths occurs once, unless `removesDuplicates` is false.
  func namedModules(_ root: Handle, prefix: String, removesDuplicates: Bool) throws -> [(path: String, handle: Handle)]
  {
    if removesDuplicates { return moduleTree(root, prefix: prefix).map { ($0.path, $0.handle) } }
    var nodes: [(path: String, handle: Handle)] = []
    var open = [(handle: root, path: prefix, depth: 0)]
    while let (handle, path, depth) = open.popLast() {
      if depth > Self.recursionLimit || nodes.count > Self.pathLimit {
        throw ListingError(.recursionError, "the modules have too many paths: one may contain itself", isRefusal: true)
      }
      nodes.append((path, handle))
      for child in submodules(of: handle).reversed() {
        open.append((child.handle, path.isEmpty ? child.name : "\(path).\(child.name)", depth + 1))
      }
    }
    return nodes
  }

  private static var pathLimit: Int { 100_000 }

  /// The tensors in the dict `registry` of the module `root`. If `recurses`, also the tensors in the dict `registry` of
  /// every module inside `root`. Implements `named_parameters` and `named_buffers`.
  func namedTensors(
    _ registry: Registration, of root: Handle, prefix: String, recurses: Bool, removesDuplicates: Bool
  ) throws -> [(path: String, value: Value)] {
    let modules =
      try recurses ? namedModules(root, prefix: prefix, removesDuplicates: removesDuplicates) : [(prefix, root)]
    var seen = Set<ObjectIdentifier>()
    return modules.flatMap { path, handle in
      registered(registry, of: handle).compactMap { name, value -> (path: String, value: Value)? in
        guard case .tensor(let reference) = value else { return nil }
        if removesDuplicates, !seen.insert(ObjectIdentifier(reference)).inserted { return nil }
        return (path.isEmpty ? name : "\(path).\(name)", value)
      }
    }
  }

  /// Converts the floating-point parameters and buffers of all modules within `root`. Modules that share a tensor also
  /// share the converted tensor.
  mutating func convertTensors(of root: Handle, to dtype: DType) throws {
    var converted: [ObjectIdentifier: TensorReference] = [:]
    for node in moduleTree(root) {
      for (name, value) in heap.instance(node.handle).attributes {
        guard case .tensor(let old) = value, registry(of: name, in: heap.instance(node.handle)) != nil,
          old.dtype.isFloatingPoint, old.dtype != dtype
        else { continue }
        let new: TensorReference
        if let known = converted[ObjectIdentifier(old)] {
          new = known
        } else if hasValue(old) {
          let tensor = try tensor(old).converted(to: dtype)
          bytesMade += tensor.storage.byteCount
          new = TensorReference(
            cell: heap.cell(tensor.storage), dtype: dtype, layout: tensor.layout, isParameter: old.isParameter,
            buffer: old.buffer)
        } else {
          new = TensorReference(
            cell: StorageCell(elements: old.layout.count), dtype: dtype, layout: Layout(contiguous: old.shape),
            isParameter: old.isParameter, buffer: old.buffer)
        }
        converted[ObjectIdentifier(old)] = new
        heap.changeInstance(node.handle) { $0.attributes[name] = .tensor(new) }
      }
    }
  }
}

/// Functions that only the code of `ModuleListing` calls.
extension ModuleListing {
  static let helpers: [BuiltinFunction] = [
    BuiltinFunction("registry_items(module, kind)") { m, a in
      let handle = try a.module(0, m)
      return m.list(m.registered(try registry(a, m), of: handle).map { .tuple([.string($0.name), $0.value]) })
    },
    BuiltinFunction("set_registered(module, kind, name, value)") { m, a in
      try m.register(registry(a, m), a.string(2, m), of: a.module(0, m), a[3])
      return .none
    },
    BuiltinFunction("delete_registered(module, kind, name)") { m, a in
      let handle = try a.module(0, m)
      guard case .string(let name) = a[2], m.registry(of: name, in: m.heap.instance(handle)) == (try registry(a, m))
      else { return .bool(false) }
      m.removeModuleAttribute(name, of: handle)
      return .bool(true)
    },
    BuiltinFunction("add_child(module, name, child)", ModuleClasses.addModule),
    BuiltinFunction("check_paths(module)") { m, a in
      _ = try m.namedModules(a.module(0, m), prefix: "", removesDuplicates: false)
      return .none
    },
    BuiltinFunction("renumber_modules(module)") { m, a in
      let handle = try a.module(0, m)
      let modules = m.registered(.modules, of: handle)
      for (name, _) in modules { m.removeModuleAttribute(name, of: handle) }
      for (index, module) in modules.enumerated() {
        try m.register(.modules, String(index), of: handle, module.value)
      }
      return .none
    },
    BuiltinFunction("own_hooks(module, name)") { m, a in
      try m.heap.instance(a.module(0, m)).attributes[a.string(1, m)] ?? m.dictionary([])
    },
    BuiltinFunction("calls_use_hooks()") { m, _ in
      m.hasModuleHooks = true
      return .none
    },
    BuiltinFunction("non_persistent_buffers(module)") { m, a in
      let buffers = m.heap.instance(try a.module(0, m)).buffers
      return m.list(buffers.filter { $0.value == .temporary }.keys.sorted().map(Value.string))
    },
    BuiltinFunction("defines(object, name)") { m, a in .bool(m.listingMethod(try a.string(1, m), of: a[0]) != nil) },
    BuiltinFunction("may_be_missing(module, name)") { _, a in
      // Checkpoints of old versions do not contain this buffer.
      if case .string("num_batches_tracked") = a[1] { .bool(true) } else { .bool(false) }
    },
    BuiltinFunction("is_parameter(value)") { _, a in
      if case .tensor(let reference) = a[0] { .bool(reference.isParameter) } else { .bool(false) }
    },
    BuiltinFunction("is_tensor(value)") { m, a in .bool(m.isTensor(a[0])) },
    BuiltinFunction("is_module(value)") { m, a in
      if case .instance(let handle) = a[0] { .bool(m.heap.type(of: handle).isModule) } else { .bool(false) }
    },
    BuiltinFunction("is_sequential(value)") { m, a in .bool(m.isInstance(a[0], ofNative: "Sequential")) },
    BuiltinFunction("is_parameter_dict(value)") { m, a in .bool(m.isInstance(a[0], ofNative: "ParameterDict")) },
    BuiltinFunction("parameter_of(value)") { m, a in
      let reference = try a.reference(0, m)
      return reference.isParameter ? a[0] : .tensor(reference.asParameter)
    },
    BuiltinFunction("copy_state(target, given)") { m, a in
      let (target, given) = (try a.reference(0, m), try a.reference(1, m))
      try m.copyState(of: given, to: target)
      return .none
    },
    BuiltinFunction("new_module_list()") { m, _ in try m.newModule("ModuleList") },
    BuiltinFunction("new_sequential(*modules)") { m, a in
      let made = try m.newModule("Sequential")
      guard case .instance(let handle) = made else { return made }
      for (index, module) in a.rest.enumerated() { try m.register(.modules, String(index), of: handle, module) }
      return made
    },
    BuiltinFunction("new_empty_parameter_dict()") { m, _ in try m.newModule("ParameterDict") },
    BuiltinFunction("own_text_methods(module)") { m, a in
      let handle = try a.module(0, m)
      let parts = m.heap.instance(handle).attributes.map(\.value)
      var methods = m.textMethods(in: .tuple(parts))
      if let method = m.listingMethod("extra_repr", of: a[0]) { methods.insert(method, at: 0) }
      return m.list(methods)
    },
    BuiltinFunction("overrides_conversion(module)") { m, a in
      let tree = m.moduleTree(try a.module(0, m))
      return .bool(tree.contains { m.listingMethod("_apply", of: .instance($0.handle)) != nil })
    },
    BuiltinFunction("convert_parameters(module, dtype)") { m, a in
      guard let dtype = try a.dtype(1, m) else { return .none }
      try m.convertTensors(of: a.module(0, m), to: dtype)
      return .none
    },
    BuiltinFunction("dtype_named(name)") { m, a in try a.dtype(0, m).map(Value.dtype) ?? .none },
    BuiltinFunction("conversion_dtype(module, *args, **kwargs)") { m, a in
      for value in a.rest + a.named.filter({ ["dtype", "tensor", "other", "dst_type"].contains($0.0) }).map(\.1) {
        switch value {
        case .dtype(let dtype):
          guard dtype.isFloatingPoint else {
            throw ListingError(
              .typeError,
              "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype="
                + m.representation(of: value))
          }
          return value
        case .tensor(let other) where other.dtype.isFloatingPoint: return .dtype(other.dtype)
        case .string(let name):
          if let dtype = DType.named(name), dtype.isFloatingPoint { return .dtype(dtype) }
          if let dtype = DType.allCases.first(where: { ShapeOperations.typeName($0) == name }) { return .dtype(dtype) }
        default: break
        }
      }
      return .none
    },
  ]

  private static func registry(_ a: Arguments, _ m: Machine) throws -> Registration {
    guard let registry = Registration(rawValue: try a.string(1, m)) else {
      throw ListingError(.valueError, "a module has no dict \(try a.string(1, m))")
    }
    return registry
  }
}

extension Machine {
  func isInstance(_ value: Value, ofNative name: String) -> Bool {
    guard case .instance(let handle) = value else { return false }
    return heap.type(of: handle).ancestry.contains { $0.namespace == nil && $0.name == name }
  }

  fileprivate mutating func newModule(_ name: String) throws -> Value {
    guard let type = library.nnClass(name) else { preconditionFailure("nn has \(name)") }
    return .instance(makeInstance(of: type))
  }

  /// Copies the elements of `given` to `target`, which has the same shape. If `given` has no value, `target` loses its
  /// value.
  mutating func copyState(of given: TensorReference, to target: TensorReference) throws {
    if !hasValue(given) {
      heap.rewrite(target.cell, with: nil)
      return
    }
    let values = try tensor(given)
    try write(values.dtype == target.dtype ? values : values.converted(to: target.dtype), to: target)
  }
}
