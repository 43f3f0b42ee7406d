import Tensors

/// The classes `torch.nn.Module` and `paddle.nn.Layer`, and the containers of modules.
enum ModuleClasses {
  static func root(_ dialect: Dialect, object: ClassObject) -> ClassObject {
    var native = methods(
      BuiltinFunction("__init__(self, *args, **kwargs)") { _, _ in .none },
      BuiltinFunction("register_buffer(self, name, tensor, persistent=True)") { m, a in
        try registerBuffer(&m, a, persistent: a.bool(3, m))
      },
      BuiltinFunction("__repr__(self)", prelude: "module_text"),
      BuiltinFunction("eval(self)", prelude: dialect == .torch ? "module_eval" : "layer_eval"),
      BuiltinFunction("train(self, mode=True)", prelude: dialect == .torch ? "module_train" : "layer_train"),
      BuiltinFunction("to(self, *args, **kwargs)", prelude: "module_to"),
      BuiltinFunction("float(self)", prelude: "module_float"),
      BuiltinFunction("apply(self, fn)", prelude: "module_apply"),
      BuiltinFunction("requires_grad_(self, requires_grad=True)") { m, a in
        let flag = try a.bool(1, m)
        for node in m.moduleTree(try a.module(0, m)) {
          for (_, value) in m.registered(.parameters, of: node.handle) {
            if case .tensor(let reference) = value { m.heap.setRequiresGradient(reference, flag) }
          }
        }
        return a[0]
      },
      BuiltinFunction("zero_grad(self, set_to_none=True)") { _, _ in .none },
      BuiltinFunction("cpu(self)") { _, a in a[0] },
      BuiltinFunction("extra_repr(self)") { m, a in
        .string(m.library.extraRepresentation(of: try a.module(0, m), in: m))
      },
      BuiltinFunction("children(self)") { m, a in
        m.iterator(namedChildren(&m, try a.module(0, m)).map { .instance($0.handle) })
      },
      BuiltinFunction("named_children(self)") { m, a in
        m.iterator(namedChildren(&m, try a.module(0, m)).map { .tuple([.string($0.name), .instance($0.handle)]) })
      })
    for (name, registry) in [("parameters", Registration.parameters), ("buffers", .buffers)] {
      // Paddle's `named_…` methods name this parameter `include_sublayers`; torch names it `recurse`.
      let recurse = dialect == .torch ? "recurse" : "include_sublayers"
      native.merge(
        methods(
          BuiltinFunction("named_\(name)(self, prefix='', \(recurse)=True, remove_duplicate=True)") { m, a in
            let tensors = try m.namedTensors(
              registry, of: a.module(0, m), prefix: a.string(1, m), recurses: a.bool(2, m),
              removesDuplicates: a.bool(3, m))
            return m.iterator(tensors.map { .tuple([.string($0.path), $0.value]) })
          },
          BuiltinFunction("\(name)(self, \(recurse)=True)") { m, a in
            let tensors = try m.namedTensors(
              registry, of: a.module(0, m), prefix: "", recurses: a.bool(1, m), removesDuplicates: true)
            return sequence(tensors.map(\.value), dialect, &m)
          })
      ) { $1 }
    }
    func add(_ more: [String: BuiltinFunction]) { native.merge(more) { $1 } }
    add(ClassMethods.ofModule)
    switch dialect {
    case .torch:
      add(
        methods(
          BuiltinFunction("modules(self, remove_duplicate=True)") { m, a in
            m.iterator(
              try m.namedModules(a.module(0, m), prefix: "", removesDuplicates: a.bool(1, m)).map {
                .instance($0.handle)
              })
          },
          BuiltinFunction("named_modules(self, memo=None, prefix='', remove_duplicate=True)") { m, a in
            let modules = try m.namedModules(a.module(0, m), prefix: a.string(2, m), removesDuplicates: a.bool(3, m))
            return m.iterator(modules.map { .tuple([.string($0.path), .instance($0.handle)]) })
          },
          BuiltinFunction("add_module(self, name, module)", addModule),
          BuiltinFunction("register_module(self, name, module)", addModule),
          BuiltinFunction("register_parameter(self, name, param)", registerParameter),
          BuiltinFunction("cuda(self, device=None)") { _, a in a[0] },
          BuiltinFunction("share_memory(self)") { _, a in a[0] },
          BuiltinFunction("compile(self, *args, **kwargs)") { _, _ in .none },
          BuiltinFunction("_get_name(self)") { m, a in .string(m.className(of: try a.module(0, m))) },
          BuiltinFunction("double(self)", prelude: "module_double"),
          BuiltinFunction("half(self)", prelude: "module_half"),
          BuiltinFunction("bfloat16(self)", prelude: "module_bfloat16"),
          BuiltinFunction("type(self, dst_type)", prelude: "module_to"),
          BuiltinFunction("_apply(self, fn, recurse=True)", prelude: "module_apply_function"),
          BuiltinFunction("get_submodule(self, target)", prelude: "module_get_submodule"),
          BuiltinFunction("set_submodule(self, target, module, strict=False)", prelude: "module_set_submodule"),
          BuiltinFunction("get_parameter(self, target)", prelude: "module_get_parameter"),
          BuiltinFunction("get_buffer(self, target)", prelude: "module_get_buffer"),
          BuiltinFunction(
            "state_dict(self, *args, destination=None, prefix='', keep_vars=False)",
            prelude: "module_state_dict"),
          BuiltinFunction(
            "load_state_dict(self, state_dict, strict=True, assign=False)",
            prelude: "module_load_state_dict"),
          BuiltinFunction(
            "_save_to_state_dict(self, destination, prefix, keep_vars)",
            prelude: "module_save_to_state_dict"),
          BuiltinFunction(
            "_load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing_keys, "
              + "unexpected_keys, error_msgs)", prelude: "module_load_from_state_dict"),
          BuiltinFunction(
            "register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False)",
            prelude: "register_forward_hook"),
          BuiltinFunction(
            "register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False)",
            prelude: "register_forward_pre_hook"),
          BuiltinFunction("register_state_dict_pre_hook(self, hook)", prelude: "register_state_dict_pre_hook"),
          BuiltinFunction("register_state_dict_post_hook(self, hook)", prelude: "register_state_dict_post_hook"),
          BuiltinFunction("_register_state_dict_hook(self, hook)", prelude: "register_state_dict_hook"),
          BuiltinFunction(
            "_register_load_state_dict_pre_hook(self, hook, with_module=False)",
            prelude: "register_load_pre_hook"),
          BuiltinFunction(
            "register_load_state_dict_pre_hook(self, hook)",
            prelude: "register_load_state_dict_pre_hook"),
          BuiltinFunction(
            "register_load_state_dict_post_hook(self, hook)",
            prelude: "register_load_state_dict_post_hook"),
          backwardHook("register_full_backward_hook"), backwardHook("register_full_backward_pre_hook"),
          backwardHook("register_backward_hook")))
    case .paddle:
      // `sublayers` and `named_sublayers` list the modules at all depths, parents before children. `include_self` adds
      // the layer itself.
      add(
        methods(
          BuiltinFunction("sublayers(self, include_self=False)") { m, a in
            let nodes = m.moduleTree(try a.module(0, m)).dropFirst(try a.bool(1, m) ? 0 : 1)
            return m.list(nodes.map { .instance($0.handle) })
          },
          BuiltinFunction("named_sublayers(self, prefix='', include_self=False)") { m, a in
            let nodes = m.moduleTree(try a.module(0, m), prefix: try a.string(1, m)).dropFirst(try a.bool(2, m) ? 0 : 1)
            return m.iterator(nodes.map { .tuple([.string($0.path), .instance($0.handle)]) })
          },
          BuiltinFunction("add_sublayer(self, name, sublayer)", addModule),
          BuiltinFunction("add_parameter(self, name, parameter)", registerParameter),
          BuiltinFunction("register_forward_pre_hook(self, hook)", prelude: "register_paddle_pre_hook"),
          BuiltinFunction("register_forward_post_hook(self, hook)", prelude: "register_paddle_post_hook"),
          BuiltinFunction(
            "state_dict(self, destination=None, include_sublayers=True, structured_name_prefix='', use_hook=True)",
            prelude: "layer_state_dict"),
          BuiltinFunction(
            "set_state_dict(self, state_dict, use_structured_name=True)",
            prelude: "layer_set_state_dict"),
          BuiltinFunction("set_dict(self, state_dict, use_structured_name=True)", prelude: "layer_set_state_dict"),
          BuiltinFunction("load_dict(self, state_dict, use_structured_name=True)", prelude: "layer_set_state_dict"),
          BuiltinFunction("full_name(self)") { m, a in
            throw ListingError(
              .notImplemented, "full_name() is not part of fwdb, which does not number layers: use a name of your own")
          },
          BuiltinFunction("clear_gradients(self, set_to_zero=True)") { _, _ in .none },
          BuiltinFunction("register_buffer(self, name, tensor, persistable=True)") { m, a in
            try registerBuffer(&m, a, persistent: a.bool(3, m))
          },
          BuiltinFunction(
            "create_parameter(self, shape, attr=None, dtype=None, is_bias=False, default_initializer=None)"
          ) { m, a in
            try m.parameter(shape: a.ints(1, m), dtype: a.dtype(3, m) ?? .float32)
          }))
    }
    return ClassObject(
      name: dialect == .torch ? "Module" : "Layer", base: object, native: native, dialect: dialect, isModuleRoot: true,
      module: dialect == .torch ? "torch.nn.modules.module" : "paddle.nn.layer.layers")
  }

  /// The return value of `parameters` and `buffers`: an iterator in torch, a list in Paddle. `children` and methods
  /// that return names, such as `named_parameters`, return an iterator in both frameworks.
  private static func sequence(_ items: [Value], _ dialect: Dialect, _ m: inout Machine) -> Value {
    dialect == .torch ? m.iterator(items) : m.list(items)
  }

  /// A method that accepts a hook of the backward pass, which fwdb never runs.
  private static func backwardHook(_ name: String) -> BuiltinFunction {
    BuiltinFunction("\(name)(self, hook, prepend=False)", prelude: "register_backward_hook")
  }

  /// The submodules with their names. A module with several names is listed once.
  private static func namedChildren(_ m: inout Machine, _ handle: Handle) -> [(name: String, handle: Handle)] {
    var seen = Set<Handle>()
    return m.submodules(of: handle).filter { seen.insert($0.handle).inserted }
  }

  private static func registerBuffer(_ m: inout Machine, _ a: Arguments, persistent: Bool) throws -> Value {
    let handle = try a.module(0, m)
    let name = try m.checkFree(a[1], .buffers, of: handle)
    switch a[2] {
    case .none, .tensor: break
    default:
      throw ListingError(
        .typeError,
        "cannot assign '\(m.frameworkTypeName(of: a[2]))' object to buffer '\(name)' (torch Tensor or None required)")
    }
    m.heap.changeInstance(handle) { instance in
      instance.attributes[name] = a[2]
      instance.buffers[name] = persistent ? .persistent : .temporary
    }
    return .none
  }

  private static func checkModule(_ value: Value, _ m: Machine) throws {
    switch value {
    case .none: break
    case .instance(let child) where m.heap.type(of: child).isModule: break
    default: throw ListingError(.typeError, "\(m.frameworkTypeName(of: value)) is not a Module subclass")
    }
  }

  private static let registerParameter: BuiltinFunction.Native = { m, a in
    let handle = try a.module(0, m)
    let name = try m.checkFree(a[1], .parameters, of: handle)
    switch a[2] {
    case .none: break
    case .tensor(let reference) where reference.isParameter: break
    default:
      throw ListingError(
        .typeError,
        "cannot assign '\(m.frameworkTypeName(of: a[2]))' object to parameter '\(name)' "
          + "(torch.nn.Parameter or None required)")
    }
    try m.register(.parameters, name, of: handle, a[2])
    return a.callee.name == "add_parameter" ? a[2] : .none
  }

  static let addModule: BuiltinFunction.Native = { m, a in
    let handle = try a.module(0, m)
    try checkModule(a[2], m)
    let name = try m.checkFree(a[1], .modules, of: handle)
    try m.register(.modules, name, of: handle, a[2])
    return a.callee.name == "add_sublayer" ? a[2] : .none
  }

  // MARK: Containers

  static func containers(_ dialect: Dialect, root: ClassObject) -> [ClassObject] {
    var sequence = methods(
      BuiltinFunction("__init__(self, modules=None)", prelude: "list_init"),
      BuiltinFunction("append(self, module)", prelude: "sequential_append"),
      BuiltinFunction("extend(self, modules)", prelude: "list_extend"),
      BuiltinFunction("insert(self, index, module)") { m, a in
        let handle = try a.module(0, m)
        var items = m.submoduleValues(of: handle)
        let index = try a.int(1, m)
        if dialect == .torch, index < -items.count || index > items.count {
          throw ListingError(.indexError, "Index out of range: \(index)")
        }
        guard case .instance(let child) = a[2], m.heap.type(of: child).isModule else {
          throw ListingError(.assertionError, "module should be of type: <class 'torch.nn.modules.module.Module'>")
        }
        items.insert(a[2], at: max(0, min(items.count, index < 0 ? index &+ items.count : index)))
        try renumber(handle, items, &m)
        return dialect == .torch && m.isInstance(a[0], ofNative: "Sequential") ? a[0] : .none
      },
      BuiltinFunction("pop(self, key)", prelude: "container_pop"),
      BuiltinFunction("__delitem__(self, index)", prelude: "container_delete"),
      BuiltinFunction("__add__(self, other)", prelude: "list_add"),
      BuiltinFunction("__iadd__(self, modules)", prelude: "list_extend"),
      BuiltinFunction("__iter__(self)") { m, a in .iterator(try m.iterator(over: a[0])) },
      BuiltinFunction("__len__(self)") { m, a in .int(m.submodules(of: try a.module(0, m)).count) },
      BuiltinFunction("__getitem__(self, index)") { m, a in try m.element(of: a[0], at: a[1]) },
      BuiltinFunction("__setitem__(self, index, module)") { m, a in
        try m.setElement(of: a[0], at: a[1], to: a[2])
        return .none
      })
    if dialect == .paddle { sequence["pop"] = BuiltinFunction("pop(self, key=-1)", prelude: "container_pop") }
    var sequential = sequence
    sequential["__init__"] = BuiltinFunction("__init__(self, *modules)") { m, a in
      let handle = try a.module(0, m)
      func add(_ name: Value, _ module: Value) throws {
        try checkModule(module, m)
        try m.register(.modules, m.checkFree(name, .modules, of: handle), of: handle, module)
      }
      for (index, item) in a.rest.enumerated() {
        // Paddle also accepts (name, layer) pairs; torch also accepts one ordered dict.
        switch item {
        case .tuple(let pair) where pair.count == 2 && dialect == .paddle: try add(m.plain(pair[0]), pair[1])
        case .dictionary(let dictionary):
          for entry in m.heap.dictionary(dictionary).entries { try add(m.plain(entry.key), entry.value) }
        default: try add(.string(String(index)), item)
        }
      }
      return .none
    }
    sequential["forward"] = BuiltinFunction("forward(self, input)", prelude: "sequential_forward")
    sequential["extend"] = BuiltinFunction("extend(self, sequential)", prelude: "sequential_extend")
    sequential.merge(
      methods(
        BuiltinFunction("__add__(self, other)", prelude: "sequential_add"),
        BuiltinFunction("__iadd__(self, other)", prelude: "sequential_iadd"),
        BuiltinFunction("__mul__(self, other)", prelude: "sequential_mul"),
        BuiltinFunction("__rmul__(self, other)", prelude: "sequential_mul"),
        BuiltinFunction("__imul__(self, other)", prelude: "sequential_imul"))
    ) { $1 }
    let parameters = methods(
      BuiltinFunction("__init__(self, values=None)", prelude: "parameter_list_init"),
      BuiltinFunction("append(self, value)", prelude: "parameter_list_append"),
      BuiltinFunction("extend(self, values)", prelude: "parameter_list_extend"),
      BuiltinFunction("__iadd__(self, values)", prelude: "parameter_list_extend"),
      BuiltinFunction("__len__(self)", prelude: "parameter_list_len"),
      BuiltinFunction("__getitem__(self, index)", prelude: "parameter_list_getitem"),
      BuiltinFunction("__setitem__(self, index, value)", prelude: "parameter_list_setitem"),
      BuiltinFunction("__iter__(self)", prelude: "parameter_list_iter"))
    let dictionary = methods(
      BuiltinFunction("__init__(self, modules=None)", prelude: "module_dict_init"),
      BuiltinFunction("__getitem__(self, key)", prelude: "module_dict_getitem"),
      BuiltinFunction("__setitem__(self, key, module)", prelude: "module_dict_setitem"),
      BuiltinFunction("__delitem__(self, key)", prelude: "module_dict_delete"),
      BuiltinFunction("__len__(self)") { m, a in .int(m.submodules(of: try a.module(0, m)).count) },
      BuiltinFunction("update(self, modules)", prelude: "dict_update"),
      BuiltinFunction("pop(self, key)", prelude: "container_pop"),
      BuiltinFunction("clear(self)", prelude: "dict_clear"),
      BuiltinFunction("keys(self)") { m, a in try moduleDictionary(&m, a, .keys) },
      BuiltinFunction("values(self)") { m, a in try moduleDictionary(&m, a, .values) },
      BuiltinFunction("items(self)") { m, a in try moduleDictionary(&m, a, .items) })
    let parameterDictionary = methods(
      BuiltinFunction("__init__(self, parameters=None)", prelude: "parameter_dict_init"),
      BuiltinFunction("__getitem__(self, key)", prelude: "parameter_dict_getitem"),
      BuiltinFunction("__setitem__(self, key, value)", prelude: "parameter_dict_setitem"),
      BuiltinFunction("__delitem__(self, key)", prelude: "parameter_dict_delete"),
      BuiltinFunction("__len__(self)", prelude: "parameter_dict_len"),
      BuiltinFunction("__iter__(self)", prelude: "parameter_dict_iter"),
      BuiltinFunction("__reversed__(self)", prelude: "parameter_dict_reversed"),
      BuiltinFunction("__contains__(self, key)", prelude: "parameter_dict_contains"),
      BuiltinFunction("__or__(self, other)", prelude: "parameter_dict_or"),
      BuiltinFunction("__ror__(self, other)", prelude: "parameter_dict_ror"),
      BuiltinFunction("__ior__(self, other)", prelude: "parameter_dict_ior"),
      BuiltinFunction("update(self, parameters)", prelude: "dict_update"),
      BuiltinFunction("pop(self, key)", prelude: "container_pop"),
      BuiltinFunction("popitem(self)", prelude: "parameter_dict_popitem"),
      BuiltinFunction("get(self, key, default=None)", prelude: "dict_get"),
      BuiltinFunction("setdefault(self, key, default=None)", prelude: "parameter_dict_setdefault"),
      BuiltinFunction("copy(self)", prelude: "parameter_dict_copy"),
      BuiltinFunction("fromkeys(self, keys, default=None)", prelude: "parameter_dict_fromkeys"),
      BuiltinFunction("clear(self)", prelude: "dict_clear"),
      BuiltinFunction("keys(self)", prelude: "parameter_dict_keys"),
      BuiltinFunction("items(self)", prelude: "parameter_dict_items"),
      BuiltinFunction("values(self)", prelude: "parameter_dict_values"))
    let classes = [
      ("ParameterList", parameters), ("ParameterDict", parameterDictionary),
      (dialect == .torch ? "ModuleList" : "LayerList", sequence), ("Sequential", sequential),
      (dialect == .torch ? "ModuleDict" : "LayerDict", dictionary),
    ]
    return classes.map { name, native in
      ClassObject(
        name: name, base: root, native: native, dialect: dialect,
        module: dialect == .torch ? "torch.nn.modules.container" : "paddle.nn.layer.container")
    }
  }

  private static func moduleDictionary(_ m: inout Machine, _ a: Arguments, _ side: DictionaryView.Side) throws -> Value
  {
    let modules = m.registered(.modules, of: try a.module(0, m)).map { ($0.name, $0.value) }
    guard case .dictionary(let handle) = m.dictionary(modules) else { return .none }
    return .view(DictionaryView(dictionary: handle, side: side))
  }

  /// Replaces the modules of a container by `items`, whose names are 0, 1, ….
  private static func renumber(_ handle: Handle, _ items: [Value], _ m: inout Machine) throws {
    for child in m.submodules(of: handle) { m.removeModuleAttribute(child.name, of: handle) }
    for (index, item) in items.enumerated() { try m.register(.modules, String(index), of: handle, item) }
  }

  static func methods(_ functions: BuiltinFunction...) -> [String: BuiltinFunction] { methods(functions) }

  static func methods(_ functions: [BuiltinFunction]) -> [String: BuiltinFunction] {
    functions.reduce(into: [:]) { $0[$1.name] = $1 }
  }
}

extension Arguments {
  /// The module argument at `index`. Throws if the argument is not a module.
  func module(_ index: Int, _ m: Machine) throws -> Handle {
    guard case .instance(let handle) = values[index], m.heap.type(of: handle).isModule else {
      throw ListingError(
        .typeError, "\(function)(): '\(parameters[index])' must be a module, not '\(m.typeName(of: values[index]))'")
    }
    return handle
  }
}

extension Machine {
  mutating func list(_ items: [Value]) -> Value { .list(heap.add(.list(items))) }

  /// Makes an iterator over the items.
  mutating func iterator(_ items: [Value]) -> Value {
    .iterator(heap.add(.iterator(IteratorObject(kind: .values(items)))))
  }

  mutating func dictionary(_ items: [(String, Value)]) -> Value {
    var dictionary = DictionaryObject()
    for (name, value) in items { dictionary.set(.string(name), .string(name), to: value) }
    return .dictionary(heap.add(.dictionary(dictionary)))
  }
}

extension Library {
  /// The modules in a `ModuleList` or `Sequential`, in order; nil for another instance.
  func moduleItems(of handle: Handle, in machine: Machine) -> [Value]? {
    let type = machine.heap.type(of: handle)
    if type.isModuleSequence { return machine.submoduleValues(of: handle) }
    return nil
  }

  func moduleItems(_ handle: Handle, in machine: Machine) -> [Value]? {
    if let names = moduleNames(of: handle, in: machine) { return names.map(Value.string) }
    return moduleItems(of: handle, in: machine)
  }

  /// The keys of a `ModuleDict`, in order; nil for another instance.
  func moduleNames(of handle: Handle, in machine: Machine) -> [String]? {
    let type = machine.heap.type(of: handle)
    guard type.ancestry.contains(where: { $0.namespace == nil && ["ModuleDict", "LayerDict"].contains($0.name) }) else {
      return nil
    }
    return machine.submodules(of: handle).map(\.name)
  }

  func moduleItem(_ handle: Handle, at index: Value, in machine: inout Machine) throws -> Value? {
    if moduleNames(of: handle, in: machine) != nil, case .string(let name) = index {
      guard let value = machine.heap.instance(handle).attributes[name] else { throw ListingError(.keyError, name) }
      return value
    }
    guard let items = moduleItems(of: handle, in: machine) else { return nil }
    if case .slice(let slice) = index {
      let type = machine.heap.type(of: handle)
      let part = machine.heap.add(.instance(Instance(type: type)))
      let modules = machine.submodules(of: handle)
      // A slice of a `Sequential` keeps the names of its modules.
      let keepsNames = machine.isInstance(.instance(handle), ofNative: "Sequential")
      for (number, position) in slice.positions(count: items.count).enumerated() {
        let name = keepsNames ? modules[position].name : String(number)
        try machine.register(.modules, name, of: part, items[position])
      }
      return .instance(part)
    }
    return items[try modulePosition(index, items.count, machine)]
  }

  func setModuleItem(_ handle: Handle, at index: Value, to value: Value, in machine: inout Machine) throws -> Bool {
    if moduleNames(of: handle, in: machine) != nil, case .string(let name) = index {
      try machine.setAttribute(name, of: .instance(handle), to: value)
      return true
    }
    guard moduleItems(of: handle, in: machine) != nil else { return false }
    let children = machine.submodules(of: handle)
    let position = try modulePosition(index, children.count, machine)
    try machine.setAttribute(children[position].name, of: .instance(handle), to: value)
    return true
  }

  private func modulePosition(_ index: Value, _ count: Int, _ machine: Machine) throws -> Int {
    let number = try machine.index(index)
    let position = number < 0 ? number &+ count : number
    guard position >= 0, position < count else { throw ListingError(.indexError, "index \(number) is out of range") }
    return position
  }

  /// An attribute that each module has: a value, or a descriptor whose getter computes the value.
  func instanceProperty(_ name: String, of instance: Instance, _ m: Machine) -> Value? {
    if !instance.type.isModule { return nil }
    switch name {
    case "training": return .bool(m.isTraining(instance))
    case "_version": return .int(1)
    case "call_super_init", "dump_patches": return .bool(false)
    case "_non_persistent_buffers_set":
      var names = SetObject()
      for name in instance.buffers.filter({ $0.value == .temporary }).keys.sorted() {
        names.insert(.string(name), .string(name))
      }
      return .frozenSet(FrozenSet(names))
    default: return ModuleHooks.property(name) ?? WeightNorm.property(name, of: instance, m)
    }
  }

  /// The text that the framework prints between the parentheses for a module, without its submodules.
  func extraRepresentation(of handle: Handle, in machine: Machine) -> String {
    let instance = machine.heap.instance(handle)
    if let lines = ParameterContainers.text(of: instance, machine) { return lines }
    if let arguments = Einops.text(of: instance, machine) { return arguments }
    guard let layer = instance.type.ancestry.lazy.compactMap({ builtinLayers[ObjectIdentifier($0)] }).first else {
      if instance.type.ancestry.contains(where: { $0.namespace == nil && $0.name == "ParameterList" }) {
        return instance.attributes.compactMap { name, value -> String? in
          guard case .tensor(let item) = value else { return nil }
          let size = item.shape.map(String.init).joined(separator: "x")
          let kind = item.isParameter ? "Parameter" : "Tensor"
          return "  (\(name)): \(kind) containing: [torch.\(item.dtype.name) of size \(size)]"
        }.joined(separator: "\n")
      }
      return ComposedLayers.text(of: instance, machine)
    }
    return layer.text(instance, machine)
  }
}
