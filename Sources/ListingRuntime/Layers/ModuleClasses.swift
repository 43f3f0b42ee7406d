import Tensors

/// The classes `torch.nn.Module` and `paddle.nn.Layer`, and the containers of modules.
enum ModuleClasses {
  static func root(_ dialect: Dialect, object: ClassObject) -> ClassObject {
    var native = methods(
      BuiltinFunction("__init__(self, *args, **kwargs)") { _, _ in .none },
      BuiltinFunction("register_buffer(self, name, tensor, persistent=True)") { m, a in
        try registerBuffer(&m, a, persistent: a.bool(3, m))
      },
      BuiltinFunction("eval(self)") { _, a in a[0] },
      BuiltinFunction("train(self, mode=True)") { m, a in
        if try a.bool(1, m) {
          throw ListingError(.notImplemented, "fwdb does not train: a forward pass runs in eval mode")
        }
        return a[0]
      },
      BuiltinFunction("to(self, *args, **kwargs)") { _, a in a[0] },
      BuiltinFunction("float(self)") { _, a in a[0] },
      BuiltinFunction("apply(self, fn)", prelude: "module_apply"),
      BuiltinFunction("requires_grad_(self, requires_grad=True)") { _, a in a[0] },
      BuiltinFunction("zero_grad(self, set_to_none=True)") { _, _ in .none },
      BuiltinFunction("cpu(self)") { _, a in a[0] },
      BuiltinFunction("extra_repr(self)") { m, a in
        .string(m.library.extraRepresentation(of: try a.module(0, m), in: m))
      },
      BuiltinFunction("state_dict(self)") { m, a in
        let root = try a.module(0, m)
        return m.dictionary(m.stateTree(root).map { ($0.path, .tensor($0.value)) })
      },
      BuiltinFunction("named_parameters(self, prefix='', recurse=True)") { m, a in
        let root = try a.module(0, m)
        let prefix = try a.string(1, m)
        let nodes = try (a.bool(2, m) ? m.parameterTree(root) : m.ownParameters(of: root, at: "")).filter {
          $0.kind == .parameter
        }.eachOnce
        return m.iterator(
          nodes.map { .tuple([.string(prefix.isEmpty ? $0.path : "\(prefix).\($0.path)"), .tensor($0.value)]) })
      },
      BuiltinFunction("parameters(self, recurse=True)") { m, a in
        let root = try a.module(0, m)
        let nodes = try (a.bool(1, m) ? m.parameterTree(root) : m.ownParameters(of: root, at: "")).filter {
          $0.kind == .parameter
        }.eachOnce
        return sequence(nodes.map { .tensor($0.value) }, dialect, &m)
      },
      BuiltinFunction("named_buffers(self)") { m, a in
        m.iterator(m.bufferTree(try a.module(0, m)).map { .tuple([.string($0.path), .tensor($0.value)]) })
      },
      BuiltinFunction("buffers(self)") { m, a in
        sequence(m.bufferTree(try a.module(0, m)).map { .tensor($0.value) }, dialect, &m)
      },
      BuiltinFunction("children(self)") { m, a in
        m.iterator(m.submoduleValues(of: try a.module(0, m)))
      },
      BuiltinFunction("named_children(self)") { m, a in
        m.iterator(m.submodules(of: try a.module(0, m)).map { .tuple([.string($0.name), .instance($0.handle)]) })
      })
    func add(_ more: [String: BuiltinFunction]) { native.merge(more) { $1 } }
    add(ClassMethods.ofModule)
    switch dialect {
    case .torch:
      add(
        methods(
          BuiltinFunction("modules(self)") { m, a in
            m.iterator(m.moduleTree(try a.module(0, m)).map { .instance($0.handle) })
          },
          BuiltinFunction("named_modules(self, prefix='')") { m, a in
            m.iterator(
              m.moduleTree(try a.module(0, m), prefix: try a.string(1, m)).map {
                .tuple([.string($0.path), .instance($0.handle)])
              })
          },
          BuiltinFunction("add_module(self, name, module)", addModule),
          BuiltinFunction("cuda(self, device=None)") { _, a in a[0] },
          BuiltinFunction("_get_name(self)") { m, a in .string(m.className(of: try a.module(0, m))) },
          BuiltinFunction("get_submodule(self, target)") { m, a in
            let path = try a.string(1, m)
            guard let node = m.moduleTree(try a.module(0, m)).first(where: { $0.path == path }) else {
              throw ListingError(.attributeError, "the module has no submodule '\(path)'")
            }
            return .instance(node.handle)
          },
          hook("register_load_state_dict_pre_hook"), hook("_register_load_state_dict_pre_hook"),
          hook("register_state_dict_post_hook"), hook("_register_state_dict_hook"),
          hook("register_full_backward_hook"), hook("register_load_state_dict_post_hook"),
          BuiltinFunction("register_module(self, name, module)", addModule),
          BuiltinFunction("register_parameter(self, name, param)", addModule)))
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
          BuiltinFunction("add_parameter(self, name, parameter)", addModule),
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
      name: dialect == .torch ? "Module" : "Layer", base: object, native: native, dialect: dialect, isModuleRoot: true)
  }

  /// The return value of `parameters` and `buffers`: an iterator in torch, a list in Paddle. `children` and methods
  /// that return names, such as `named_parameters`, return an iterator in both.
  private static func sequence(_ items: [Value], _ dialect: Dialect, _ m: inout Machine) -> Value {
    dialect == .torch ? m.iterator(items) : m.list(items)
  }

  /// A method that accepts a hook of training or loading, which fwdb never calls. Forward hooks raise an error, because
  /// they could change the results.
  private static func hook(_ name: String) -> BuiltinFunction {
    BuiltinFunction("\(name)(self, hook, *args, **kwargs)") { _, _ in .none }
  }

  private static func registerBuffer(_ m: inout Machine, _ a: Arguments, persistent: Bool) throws -> Value {
    let name = try a.string(1, m)
    m.heap.changeInstance(try a.module(0, m)) { instance in
      instance.attributes[name] = a[2]
      instance.buffers[name] = persistent ? .persistent : .temporary
    }
    return .none
  }

  private static let addModule: BuiltinFunction.Native = { m, a in
    let name = try a.string(1, m)
    try m.setAttribute(name, of: a[0], to: a[2])
    return a[2]
  }

  // MARK: Containers

  static func containers(_ dialect: Dialect, root: ClassObject) -> [ClassObject] {
    let sequence = methods(
      BuiltinFunction("__init__(self, modules=None)") { m, a in
        if !a.isNone(1) { try append(m.allItems(of: a[1]), to: a.module(0, m), &m) }
        return .none
      },
      BuiltinFunction("append(self, module)") { m, a in
        try append([a[1]], to: a.module(0, m), &m)
        return a[0]
      },
      BuiltinFunction("extend(self, modules)") { m, a in
        let handle = try a.module(0, m)
        for item in try m.allItems(of: a[1]) {
          try m.setAttribute(String(m.submodules(of: handle).count), of: .instance(handle), to: item)
        }
        return a[0]
      },
      BuiltinFunction("insert(self, index, module)") { m, a in
        let handle = try a.module(0, m)
        var items = m.submoduleValues(of: handle)
        let index = try a.int(1, m)
        items.insert(a[2], at: max(0, min(items.count, index < 0 ? index &+ items.count : index)))
        try renumber(handle, items, &m)
        return .none
      },
      BuiltinFunction("pop(self, index=-1)") { m, a in
        let handle = try a.module(0, m)
        var items = m.submoduleValues(of: handle)
        let item = items.remove(at: try m.position(a[1], count: items.count, of: m.className(of: handle)))
        try renumber(handle, items, &m)
        return item
      },
      BuiltinFunction("__iter__(self)") { m, a in .iterator(try m.iterator(over: a[0])) },
      BuiltinFunction("__len__(self)") { m, a in .int(m.submodules(of: try a.module(0, m)).count) })
    var sequential = sequence
    sequential["__init__"] = BuiltinFunction("__init__(self, *modules)") { m, a in
      let handle = try a.module(0, m)
      for (index, item) in a.rest.enumerated() {
        // Paddle also accepts (name, layer) pairs; torch also accepts one ordered dict.
        switch item {
        case .tuple(let pair) where pair.count == 2:
          try m.setAttribute(try m.string(of: pair[0]), of: .instance(handle), to: pair[1])
        case .dictionary(let dictionary):
          for entry in m.heap.dictionary(dictionary).entries {
            try m.setAttribute(try m.string(of: entry.key), of: .instance(handle), to: entry.value)
          }
        default: try m.setAttribute(String(index), of: .instance(handle), to: item)
        }
      }
      return .none
    }
    sequential["forward"] = BuiltinFunction("forward(self, input)", prelude: "sequential_forward")
    let parameters = methods(
      BuiltinFunction("__init__(self, values=None)") { m, a in
        for (index, item) in try a.isNone(1) ? [] : m.allItems(of: a[1]).enumerated().map({ $0 }) {
          try m.setAttribute(String(index), of: a[0], to: asParameter(item))
        }
        return .none
      },
      BuiltinFunction("append(self, value)") { m, a in
        let count = m.ownParameters(of: try a.module(0, m), at: "").count
        try m.setAttribute(String(count), of: a[0], to: asParameter(a[1]))
        return a[0]
      },
      BuiltinFunction("__len__(self)") { m, a in .int(m.ownParameters(of: try a.module(0, m), at: "").count) },
      BuiltinFunction("__getitem__(self, index)") { m, a in
        let items = m.ownParameters(of: try a.module(0, m), at: "").map(\.value)
        return .tensor(items[try m.position(a[1], count: items.count, of: "ParameterList")])
      },
      BuiltinFunction("__iter__(self)") { m, a in
        let items = m.ownParameters(of: try a.module(0, m), at: "").map { Value.tensor($0.value) }
        return .iterator(try m.iterator(over: m.list(items)))
      })
    let dictionary = methods(
      BuiltinFunction("__init__(self, modules=None)") { m, a in
        if case .dictionary(let items) = a[1] {
          for entry in m.heap.dictionary(items).entries {
            try m.setAttribute(try m.string(of: entry.key), of: a[0], to: entry.value)
          }
        }
        return .none
      },
      BuiltinFunction("keys(self)") { m, a in m.list(m.submodules(of: try a.module(0, m)).map { .string($0.name) }) },
      BuiltinFunction("values(self)") { m, a in
        m.list(m.submoduleValues(of: try a.module(0, m)))
      },
      BuiltinFunction("items(self)") { m, a in
        m.list(m.submodules(of: try a.module(0, m)).map { .tuple([.string($0.name), .instance($0.handle)]) })
      })
    let names = dialect == .torch ? ("ModuleList", "ModuleDict") : ("LayerList", "LayerDict")
    return [
      ClassObject(name: "ParameterList", base: root, native: parameters, dialect: dialect),
      ClassObject(name: names.0, base: root, native: sequence, dialect: dialect),
      ClassObject(name: "Sequential", base: root, native: sequential, dialect: dialect),
      ClassObject(name: names.1, base: root, native: dictionary, dialect: dialect),
    ]
  }

  private static func asParameter(_ value: Value) -> Value {
    if case .tensor(let source) = value { .tensor(source.asParameter) } else { value }
  }

  /// Appends modules to a container. Their names are the next numbers.
  private static func append(_ items: [Value], to handle: Handle, _ m: inout Machine) throws {
    for (index, item) in zip(m.submodules(of: handle).count..., items) {
      try m.setAttribute(String(index), of: .instance(handle), to: item)
    }
  }

  /// Replaces the modules of a container by `items`, whose names are 0, 1, ….
  private static func renumber(_ handle: Handle, _ items: [Value], _ m: inout Machine) throws {
    for child in m.submodules(of: handle) { m.heap.changeInstance(handle) { $0.attributes.remove(child.name) } }
    for (index, item) in items.enumerated() { try m.setAttribute(String(index), of: .instance(handle), to: item) }
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
      for (number, position) in slice.positions(count: items.count).enumerated() {
        try machine.setAttribute(String(number), of: .instance(part), to: items[position])
      }
      return .instance(part)
    }
    return items[try machine.position(index, count: items.count, of: machine.className(of: handle))]
  }

  func setModuleItem(_ handle: Handle, at index: Value, to value: Value, in machine: inout Machine) throws -> Bool {
    if moduleNames(of: handle, in: machine) != nil, case .string(let name) = index {
      try machine.setAttribute(name, of: .instance(handle), to: value)
      return true
    }
    guard moduleItems(of: handle, in: machine) != nil else { return false }
    let children = machine.submodules(of: handle)
    let position = try machine.position(index, count: children.count, of: machine.className(of: handle))
    try machine.setAttribute(children[position].name, of: .instance(handle), to: value)
    return true
  }

  func instanceProperty(_ name: String, of instance: Instance) -> Value? {
    name == "training" && instance.type.isModule ? .bool(false) : nil
  }

  /// The text that the framework prints between the parentheses for a module, without its submodules.
  func extraRepresentation(of handle: Handle, in machine: Machine) -> String {
    let instance = machine.heap.instance(handle)
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
