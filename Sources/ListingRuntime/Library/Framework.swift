import Tensors

/// One framework, torch or Paddle: its imported modules, its tensor class and the methods of its tensors.
struct Framework {
  /// The imported modules, by the name that `import` uses: `torch`, `torch.nn.functional`.
  private(set) var modules: [String: ImportedModule] = [:]
  private(set) var tensorMethods: [String: BuiltinFunction]
  private(set) var tensorType: ClassObject
  /// The methods of numpy's arrays. Empty for Paddle: the library uses the methods in torch's `Framework`.
  private(set) var arrayMethods: [String: BuiltinFunction] = [:]
  /// The code that computes each builtin layer, by the identity of the layer's class.
  private(set) var builtinLayers: [ObjectIdentifier: BuiltinLayer] = [:]

  private let dialect: Dialect
  private let operations: TensorOperations
  /// The base class of modules: torch's `nn.Module` or Paddle's `nn.Layer`.
  private let moduleClass: ClassObject
  /// The members of the framework's own module, `torch` or `paddle`.
  private var members: [String: Value]
  /// The members of `torch.nn` or `paddle.nn`.
  private var nn: [String: Value]
  /// The members of `nn.functional`.
  private var functional: [String: Value]

  static func torch(object: ClassObject, dtype: ClassObject?) -> Framework {
    var torch = Framework(.torch, object: object)
    let operations = torch.operations
    torch.members.merge(DType.aliases.mapValues(Value.dtype)) { $1 }
    torch.members.merge(PythonBuiltins.torchExtras) { $1 }
    torch.functional["multi_head_attention_forward"] = .builtin(TorchModules.multiheadAttention)
    if case .type(let linear)? = torch.nn["Linear"] {
      torch.addClass(ClassObject(name: "NonDynamicallyQuantizableLinear", base: linear, dialect: .torch))
    }
    let methods = torch.methodsOfClass
    torch.tensorType = ClassObject(
      name: "Tensor", base: object, native: methods, module: "torch", maker: TorchModules.maker("Tensor", .float32))
    torch.members["Tensor"] = .type(torch.tensorType)
    let parameter = ClassObject(
      name: "Parameter", base: torch.tensorType, module: "torch.nn.parameter", maker: PythonBuiltins.parameter)
    torch.nn["Parameter"] = .type(parameter)
    torch.nn["init"] = .module(Initializers.module)
    torch.modules["torch.nn.init"] = Initializers.module
    let others = TorchModules(operations, object: object, parameter: parameter)
    torch.nn["utils"] = .module(others.nnUtilities)
    torch.nn["attention"] = .module(FunctionTransforms.attention)
    for (name, module) in others.modules {
      torch.modules["torch.\(name)"] = module
      if !name.contains(".") { torch.members[name] = .module(module) }
    }
    torch.members.merge(others.names) { $1 }
    torch.members.merge(TorchAdditions.names(operations.functions)) { own, _ in own }
    let functional = torch.members.filter { CompositeOperations.functional.contains($0.key) }
    let functionalModule = ImportedModule(name: "torch.functional", members: functional)
    torch.modules["torch.functional"] = functionalModule
    torch.members["functional"] = .module(functionalModule)
    torch.members["dtype"] = dtype.map(Value.type)
    torch.nn["Buffer"] = .builtin(TorchAdditions.buffer)
    torch.nn["parameter"] = torch.modules["torch.nn.parameter"].map(Value.module)
    torch.modules["torch.nn.modules.utils"] = TorchAdditions.moduleUtilities
    for name in ["_single", "_pair", "_triple"] {
      torch.functional[name] = TorchAdditions.moduleUtilities.members[name]
    }
    // `torch.clamp_(x, 0)` is `x.clamp_(0)`.
    for name in TorchAdditions.writingInPlace where torch.members[name] == nil {
      torch.members[name] = (torch.tensorMethods[name] ?? TorchAdditions.methods[name]).map(Value.builtin)
    }
    torch.tensorMethods.merge(TorchAdditions.methods) { own, _ in own }
    torch.tensorMethods.merge(CompositeOperations.methods) { own, _ in own }
    torch.modules.merge(Einops.modules(root: torch.moduleClass, einsum: operations.functions["einsum"])) { $1 }
    let numpy = Numpy(
      operations.functions, linearAlgebra: operations.linearAlgebra, fourier: operations.fourier, object: object)
    torch.modules["numpy"] = numpy.module
    torch.modules["numpy.random"] = NumpyRandom.module
    torch.modules["numpy.linalg"] = numpy.linearAlgebra
    torch.arrayMethods = numpy.methods
    torch.tensorMethods["astype"] = Numpy.asType
    torch.addModules()
    return torch
  }

  static func paddle(object: ClassObject, torch: Framework) -> Framework {
    var paddle = Framework(.paddle, object: object)
    let operations = paddle.operations
    paddle.functional["diag_embed"] = operations.functions["diag_embed"].map(Value.builtin)
    paddle.nn["initializer"] = .module(PythonBuiltins.paddleInitializers)
    let utilities = ImportedModule(
      name: "paddle.nn.utils",
      members: [
        "weight_norm": .builtin(WeightNorm.paddle), "remove_weight_norm": .builtin(WeightNorm.paddleRemoval),
        "spectral_norm": .builtin(SpectralNorm.paddle),
        "parameters_to_vector": .builtin(
          BuiltinFunction("parameters_to_vector(parameters, name=None)") { m, a in
            let parts = try m.allItems(of: a[0]).map { value in
              guard case .tensor(let part) = value else { throw ListingError(.typeError, "a parameter is no tensor") }
              return try m.tensor(part).reshaped(to: [part.layout.count])
            }
            return try m.new(m.compute.concatenate(parts, axis: 0))
          }),
      ])
    paddle.nn["utils"] = .module(utilities)
    paddle.modules["paddle.nn.utils"] = utilities
    let fourier = ImportedModule(name: "paddle.fft", members: operations.fourier.mapValues(Value.builtin))
    paddle.modules["paddle.fft"] = fourier
    paddle.members["fft"] = .module(fourier)
    paddle.modules["paddle.nn.initializer"] = PythonBuiltins.paddleInitializers
    paddle.members.merge(PythonBuiltins.paddleExtras) { $1 }
    paddle.members.merge(
      PaddleAdditions.names(functional: operations.functional, library: operations.functions)
    ) { $1 }
    paddle.tensorMethods.merge(
      PaddleAdditions.methods(
        torch: torch.tensorMethods, paddle: operations.methods, functional: operations.functional)
    ) { $1 }
    paddle.addModules()
    return paddle
  }

  /// Makes the parts that both frameworks contain: tensor operations, dtypes, layers and containers.
  private init(_ dialect: Dialect, object: ClassObject) {
    self.dialect = dialect
    operations = TensorOperations(dialect)
    tensorMethods = operations.methods
    tensorType = ClassObject(
      name: "Tensor", base: object, module: dialect.rawValue, maker: TorchModules.maker("Tensor", .float32))
    moduleClass = ModuleClasses.root(dialect, object: object)
    functional = operations.functional.mapValues(Value.builtin)
    members = operations.functions.mapValues(Value.builtin)
    members["Tensor"] = .type(tensorType)
    for dtype in DType.allCases { members[dtype.name] = .dtype(dtype) }
    nn = [:]
    addClass(moduleClass)
    for type in ModuleClasses.containers(dialect, root: moduleClass) { addClass(type) }
    let bases = LayerBases(dialect, root: moduleClass)
    for type in bases.all { addClass(type) }
    for layer in BuiltinLayers.all(dialect) + BuiltinLayers.functions(dialect, operations.functional) {
      let type = layer.makeClass(dialect, root: bases.base(of: layer.name))
      builtinLayers[ObjectIdentifier(type)] = layer
      addClass(type)
    }
    for type in ComposedLayers.all(dialect, root: moduleClass, bases) { addClass(type) }
    for type in ListedLayers.all(dialect, root: moduleClass) { addClass(type) }
  }

  /// The methods that are attributes of the tensor class, such as `torch.Tensor.view`. They include special methods.
  private var methodsOfClass: [String: BuiltinFunction] {
    TensorSpecialMethods.all.merging(TorchAdditions.methods) { $1 }
      .merging(CompositeOperations.methods) { $1 }.merging(tensorMethods) { $1 }
  }

  private mutating func addClass(_ type: ClassObject) { nn[type.name] = .type(type) }

  /// Makes the imported modules from `members`, `nn` and `functional`.
  private mutating func addModules() {
    let name = dialect.rawValue
    let functional = ImportedModule(name: "\(name).nn.functional", members: functional)
    nn["functional"] = .module(functional)
    if dialect == .torch {
      // `torch.nn.modules.utils` and `torch.nn.utils` are different modules, so omit `utils` here.
      let layers = nn.filter { $0.key != "utils" }
      let files = LayerBases.files.map { file in
        let members = file == "module" ? layers.merging(TorchModules.moduleHooks) { $1 } : layers
        return (file, Value.module(ImportedModule(name: "torch.nn.modules.\(file)", members: members)))
      }
      modules["torch.nn.modules.module"] = ImportedModule(
        name: "torch.nn.modules.module", members: layers.merging(TorchModules.moduleHooks) { $1 })
      let inner = files + [("utils", Value.module(TorchAdditions.moduleUtilities))]
      nn["modules"] = .module(ImportedModule(name: "torch.nn.modules", members: layers.merging(inner) { $1 }))
    }
    let nn = ImportedModule(name: "\(name).nn", members: nn)
    members["nn"] = .module(nn)
    modules["\(name).nn.functional"] = functional
    modules["\(name).nn"] = nn
    // In torch, torch.torch is torch. Here it is a second module with the same members, except torch.
    if dialect == .torch { members["torch"] = .module(ImportedModule(name: name, members: members)) }
    modules[name] = ImportedModule(name: name, members: members)
  }
}
