import Tensors

/// Further modules of torch that model code uses. Most of their members are queries that return False in inference, or
/// wrappers that return their argument unchanged.
struct TorchModules {
  /// The modules, by their name without `torch.`.
  let modules: [(String, ImportedModule)]
  let nnUtilities: ImportedModule
  /// Additional members of `torch` itself.
  let names: [String: Value]

  init(_ operations: TensorOperations, object: ClassObject, parameter: ClassObject) {
    func module(_ name: String, _ members: [String: Value]) -> (String, ImportedModule) {
      (name, ImportedModule(name: "torch.\(name)", members: members))
    }
    let function = ClassObject(
      name: "Function", base: object,
      native: ["apply": BuiltinFunction(ofClass: "apply(cls, *args, **kwargs)", prelude: "apply_function")])
    let functionalCall = BuiltinFunction(
      "functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False)",
      prelude: "functional_call")
    let skipInit = BuiltinFunction("skip_init(module_cls, *args, **kwargs)", prelude: "skip_init")
    let checkpoint = module(
      "utils.checkpoint",
      [
        "checkpoint": .builtin(Self.checkpoint),
        "checkpoint_sequential": .builtin(
          BuiltinFunction(
            "checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs)",
            prelude: "checkpoint_sequential")),
      ])
    let rnn = ImportedModule(
      name: "torch.nn.utils.rnn",
      members: [
        "pad_sequence": .builtin(Self.padSequence), "PackedSequence": .type(PackedSequences.type),
      ].merging(PackedSequences.functions) { own, _ in own })
    let parametrizations = ImportedModule(
      name: "torch.nn.utils.parametrizations",
      members: [
        "weight_norm": .builtin(WeightNorm.parametrized), "spectral_norm": .builtin(SpectralNorm.parametrized),
      ])
    let parametrize = ImportedModule(name: "torch.nn.utils.parametrize", members: ListedLayers.parametrize)
    let trees = ImportedModule(name: "torch.utils._pytree", members: ListedLayers.trees)
    nnUtilities = ImportedModule(
      name: "torch.nn.utils",
      members: [
        "rnn": .module(rnn), "parametrize": .module(parametrize), "parametrizations": .module(parametrizations),
        "weight_norm": .builtin(WeightNorm.plain), "remove_weight_norm": .builtin(WeightNorm.removal),
        "spectral_norm": .builtin(SpectralNorm.plain), "remove_spectral_norm": .builtin(SpectralNorm.removal),
        "skip_init": .builtin(skipInit),
        "stateless": .module(
          ImportedModule(
            name: "torch.nn.utils.stateless", members: ["functional_call": .builtin(functionalCall)])),
      ].merging(Self.fusions) { $1 }.merging(Self.vectors) { $1 })
    let functionModule: [String: Value] = [
      "Function": .type(function), "FunctionCtx": .type(Self.autogradContext),
      "once_differentiable": TorchWorld.passing("once_differentiable"),
    ]
    let functional = ImportedModule(
      name: "torch.func",
      members: FunctionTransforms.functions.merging(["functional_call": .builtin(functionalCall)]) { $1 })
    let profiler = TorchWorld.modules().first { $0.0 == "autograd.profiler" }
    let autograd = functionModule.merging(
      ["profiler": profiler.map { .module($0.1) } ?? .none]
    ) { $1 }.merging(GradientMode.names) { $1 }
    let random = (TorchGenerators.functions + [TorchGenerators.fork]).map { ($0.name, Value.builtin($0)) }
    modules =
      TorchWorld.modules() + [
        module("random", Dictionary(uniqueKeysWithValues: random)),
        module("autograd", autograd), module("autograd.function", functionModule),
        module(
          "linalg",
          operations.linearAlgebra.mapValues(Value.builtin).merging(CompositeOperations.linearAlgebra) { $1 }
            .merging(["LinAlgError": .type(LinearAlgebraOperations.errorClass)]) { $1 }),
        ("nn.attention", FunctionTransforms.attention),
        ("nn.attention.flex_attention", FunctionTransforms.flexAttention),
        module("masked", CompositeOperations.masked),
        module("special", SpecialOperations.module(operations)),
        module("fft", operations.fourier.mapValues(Value.builtin)),
        checkpoint,
        module(
          "utils",
          ["checkpoint": .module(checkpoint.1), "hooks": .module(Self.hooks), "_pytree": .module(trees)]),
        ("utils._pytree", trees), ("nn.utils.parametrize", parametrize),
        ("utils.hooks", Self.hooks), ("func", functional),
        ("nn.utils", nnUtilities), ("nn.utils.rnn", rnn), ("nn.utils.parametrizations", parametrizations),
        module("nn.utils.fusion", Self.fusions), module("nn.utils.init", ["skip_init": .builtin(skipInit)]),
        module("nn.utils.convert_parameters", Self.vectors),
        module("nn.utils.stateless", ["functional_call": .builtin(functionalCall)]),
        module(
          "nn.parameter",
          ["Parameter": .type(parameter), "Buffer": .builtin(TorchAdditions.buffer)]),
      ]
    var names = TorchWorld.names
    // `torch.LongTensor([1, 2])` makes a tensor of dtype int64. Each dtype has such a function.
    for dtype in DType.allCases {
      let full = ShapeOperations.typeName(dtype)
      let name = String(full.dropFirst("torch.".count))
      names[name] = .builtin(Self.maker(name, dtype))
    }
    names.merge(CompositeOperations.functions) { $1 }
    names["vmap"] = FunctionTransforms.vmap
    self.names = names
  }

  /// The dtype of a function such as `torch.LongTensor`. Nil for other functions.
  static func dtype(ofTensorType function: BuiltinFunction) -> DType? {
    guard function.name.hasSuffix("Tensor"), function.text.hasSuffix("(*data, device=None)") else {
      return nil
    }
    return DType.allCases.first { ShapeOperations.typeName($0) == "torch.\(function.name)" }
  }

  /// Makes a function such as `torch.LongTensor`. The argument `[1, 2]` makes a tensor of these numbers. The arguments
  /// `2, 3` or `torch.Size([2, 3])` make a tensor of this shape.
  static func maker(_ name: String, _ dtype: DType) -> BuiltinFunction {
    BuiltinFunction("\(name)(*data, device=None)") { m, a in
      if a.rest.isEmpty { return try m.new(m.compute.zeros([0], dtype: dtype)) }
      if a.rest.count == 1 {
        switch a.rest[0] {
        case .record(let record) where record.isSize: break
        // A tensor or numpy array of another dtype is converted.
        case .tensor(let source) where source.dtype != dtype:
          return try CreationOperations.tensor(from: a.rest[0], dtype: dtype, name, &m)
        case .tensor(let source): return .tensor(source.marked(asArray: false))
        case let data where m.items(of: data) != nil:
          return try CreationOperations.tensor(from: data, dtype: dtype, name, &m)
        default: break
        }
      }
      let shape = try a.rest.count == 1 ? m.integers(in: a.rest[0]) ?? a.restInts(m) : a.restInts(m)
      return try m.new(m.compute.zeros(shape, dtype: dtype))
    }
  }

  static let multiheadAttention = BuiltinFunction(
    "multi_head_attention_forward(*args, **kwargs)", prelude: "multi_head_attention")

  /// `checkpoint(f, x)` calls `f(x)`. torch's function saves memory in training, and fwdb has no training.
  private static let checkpoint = BuiltinFunction("checkpoint(*args, **kwargs)", prelude: "run_without_checkpoint")

  private static let fusions: [String: Value] = [
    "fuse_conv_bn_eval": .builtin(
      BuiltinFunction("fuse_conv_bn_eval(conv, bn, transpose=False)", prelude: "fuse_conv_bn_eval")),
    "fuse_linear_bn_eval": .builtin(
      BuiltinFunction("fuse_linear_bn_eval(linear, bn)", prelude: "fuse_linear_bn_eval")),
  ]

  private static let vectors: [String: Value] = [
    "parameters_to_vector": .builtin(
      BuiltinFunction("parameters_to_vector(parameters)", prelude: "parameters_to_vector")),
    "vector_to_parameters": .builtin(
      BuiltinFunction("vector_to_parameters(vec, parameters)", prelude: "vector_to_parameters")),
  ]

  private static let hooks = ImportedModule(
    name: "torch.utils.hooks",
    members: [
      "RemovableHandle": .builtin(
        BuiltinFunction("RemovableHandle(hooks_dict, *, extra_dict=())", prelude: "RemovableHandle"))
    ])

  /// Members of `torch.nn.modules.module`.
  static let moduleHooks: [String: Value] = [
    "register_module_forward_hook": .builtin(
      BuiltinFunction(
        "register_module_forward_hook(hook, *, with_kwargs=False, always_call=False)",
        prelude: "register_module_forward_hook")),
    "register_module_forward_pre_hook": .builtin(
      BuiltinFunction("register_module_forward_pre_hook(hook)", prelude: "register_module_forward_pre_hook")),
  ]

  static let autogradContext = ClassObject(
    name: "FunctionCtx", base: Records.object,
    native: ModuleClasses.methods(
      BuiltinFunction("save_for_backward(self, *tensors)") { m, a in
        try m.setAttribute("saved_tensors", of: a[0], to: .tuple(a.rest))
        return .none
      },
      BuiltinFunction("mark_non_differentiable(self, *args)") { _, _ in .none },
      BuiltinFunction("mark_dirty(self, *args)") { _, _ in .none },
      BuiltinFunction("set_materialize_grads(self, value)") { _, _ in .none }))

  private static let padSequence = BuiltinFunction(
    "pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side='right')", isTensorOperation: true
  ) { m, a in
    let sequences = try a.tensors(0, &m)
    guard let first = sequences.first else {
      throw ListingError(.runtimeError, "pad_sequence: needs at least one sequence")
    }
    let longest = sequences.map { $0.shape.first ?? 0 }.max() ?? 0
    let value = try a.scalar(2, m)
    let side = try a.string(3, m)
    guard side == "right" || side == "left" else {
      throw ListingError(.runtimeError, "pad_sequence: padding_side must be 'right' or 'left', not '\(side)'")
    }
    let padded = try sequences.map { sequence in
      guard sequence.rank > 0, sequence.shape.dropFirst() == first.shape.dropFirst() else {
        throw TensorError.shapeMismatch(
          operation: "pad_sequence", what: "each sequence", expected: first.shape, found: sequence.shape)
      }
      var around = [Int](repeating: 0, count: sequence.rank)
      let none = around
      around[0] = longest - sequence.shape[0]
      return try m.compute.pad(
        sequence, before: side == "left" ? around : none, after: side == "left" ? none : around, .constant(value))
    }
    return try m.new(m.compute.stack(padded, axis: a.bool(1, m) ? 0 : 1))
  }
}
