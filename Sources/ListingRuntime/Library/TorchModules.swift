import Tensors

/// Members of torch's other modules that model code uses. Most are queries that return False in inference, or wrappers
/// that return their argument unchanged.
struct TorchModules {
  /// The modules, by name without `torch.`.
  let modules: [(String, ImportedModule)]
  let nnUtilities: ImportedModule
  /// Additional members of `torch` itself.
  let names: [String: Value]

  init(_ operations: TensorOperations, object: ClassObject) {
    func module(_ name: String, _ members: [String: Value]) -> (String, ImportedModule) {
      (name, ImportedModule(name: "torch.\(name)", members: members))
    }
    func constant(_ signature: String, _ value: Value) -> (String, Value) {
      let function = BuiltinFunction(signature) { _, _ in value }
      return (function.name, .builtin(function))
    }
    func table(_ items: (String, Value)...) -> [String: Value] { Dictionary(uniqueKeysWithValues: items) }
    func inert(_ names: String...) -> [String: Value] {
      Dictionary(uniqueKeysWithValues: names.map { ($0, PythonBuiltins.inert($0)) })
    }
    let function = ClassObject(
      name: "Function", base: object,
      native: ["apply": BuiltinFunction(ofClass: "apply(cls, *args)", prelude: "apply_function")])
    let amp = module("cuda.amp", inert("autocast", "custom_fwd", "custom_bwd"))
    let checkpoint = module(
      "utils.checkpoint", ["checkpoint": .builtin(Self.checkpoint)])
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
    nnUtilities = ImportedModule(
      name: "torch.nn.utils",
      members: [
        "rnn": .module(rnn), "parametrizations": .module(parametrizations),
        "weight_norm": .builtin(WeightNorm.plain), "remove_weight_norm": .builtin(WeightNorm.removal),
        "spectral_norm": .builtin(SpectralNorm.plain), "remove_spectral_norm": .builtin(SpectralNorm.removal),
      ])
    let noDevices = table(
      constant("is_available()", .bool(false)), constant("device_count()", .int(0)),
      constant("is_initialized()", .bool(false)), constant("is_bf16_supported()", .bool(false)),
      constant("empty_cache()", .none), constant("synchronize(device=None)", .none),
      constant("manual_seed(seed)", .none), constant("manual_seed_all(seed)", .none))
    let random = (TorchGenerators.functions + [TorchGenerators.fork]).map { ($0.name, Value.builtin($0)) }
    modules = [
      module(
        "jit",
        inert("ignore", "export", "unused", "script", "script_method", "interface", "trace")
          .merging(
            table(
              constant("is_scripting()", .bool(false)), constant("is_tracing()", .bool(false)),
              (
                "annotate", .builtin(BuiltinFunction("annotate(the_type, the_value)") { _, a in a[1] })
              ), ("Final", .stub(Stub(name: "typing.Final"))))
          ) { $1 }),
      module("cuda", noDevices.merging(["amp": .module(amp.1)]) { $1 }), amp,
      module("amp", inert("autocast", "custom_fwd", "custom_bwd")),
      module("autograd", ["Function": .type(function)]),
      module("autograd.function", ["Function": .type(function)]),
      module("onnx", table(constant("is_in_onnx_export()", .bool(false)))),
      module("compiler", inert("disable").merging(table(constant("is_compiling()", .bool(false)))) { $1 }),
      module(
        "distributed",
        table(
          constant("is_available()", .bool(false)), constant("is_initialized()", .bool(false)),
          constant("get_rank(group=None)", .int(0)), constant("get_world_size(group=None)", .int(1)))),
      module("fx", inert("wrap")), module("random", Dictionary(uniqueKeysWithValues: random)),
      module(
        "linalg",
        operations.linearAlgebra.mapValues(Value.builtin).merging(CompositeOperations.linearAlgebra) { $1 }),
      module("func", FunctionTransforms.functions), ("nn.attention", FunctionTransforms.attention),
      ("nn.attention.flex_attention", FunctionTransforms.flexAttention),
      module("masked", CompositeOperations.masked),
      module("special", SpecialOperations.module(operations)),
      module("fft", operations.fourier.mapValues(Value.builtin)),
      checkpoint, module("utils", ["checkpoint": .module(checkpoint.1)]),
      ("nn.utils", nnUtilities),
      ("nn.utils.rnn", rnn), ("nn.utils.parametrizations", parametrizations),
      module(
        "nn.parameter",
        ["Parameter": .builtin(PythonBuiltins.parameter), "Buffer": .builtin(TorchAdditions.buffer)]),
    ]
    var names = inert("compile", "autocast", "set_grad_enabled", "use_deterministic_algorithms")
    for (name, value) in [
      constant("get_default_dtype()", .dtype(.float32)), constant("is_grad_enabled()", .bool(false)),
      constant("is_autocast_enabled(device_type=None)", .bool(false)),
      constant("is_inference_mode_enabled()", .bool(true)),
    ] {
      names[name] = value
    }
    // `torch.LongTensor([1, 2])` makes a tensor with the dtype int64; each dtype has such a function.
    for dtype in DType.allCases {
      let full = ShapeOperations.typeName(dtype)
      let name = String(full.dropFirst("torch.".count))
      names[name] = .builtin(Self.maker(name, dtype))
    }
    names.merge(CompositeOperations.functions) { $1 }
    names["vmap"] = FunctionTransforms.vmap
    self.names = names
  }

  /// The dtype of `torch.LongTensor`; nil for other functions.
  static func dtype(ofTensorType function: BuiltinFunction) -> DType? {
    guard function.name.hasSuffix("Tensor"), function.signature.text.hasSuffix("(*data, device=None)") else {
      return nil
    }
    return DType.allCases.first { ShapeOperations.typeName($0) == "torch.\(function.name)" }
  }

  /// `torch.LongTensor`: `([1, 2])` is a tensor of these numbers, `(2, 3)` and `(torch.Size([2, 3]))` one of this shape.
  static func maker(_ name: String, _ dtype: DType) -> BuiltinFunction {
    BuiltinFunction("\(name)(*data, device=None)") { m, a in
      if a.rest.isEmpty { return try m.new(m.compute.zeros([0], dtype: dtype)) }
      if a.rest.count == 1 {
        switch a.rest[0] {
        case .record(let record) where record.isSize: break
        // A numpy array, which is a tensor here, is converted.
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

  /// `checkpoint(f, x)` calls `f(x)`. Its purpose, saving memory in training, does not apply.
  private static let checkpoint = BuiltinFunction("checkpoint(*args, **kwargs)", prelude: "run_without_checkpoint")

  static let autogradContext = ClassObject(
    name: "FunctionCtx", base: nil,
    native: ModuleClasses.methods(
      BuiltinFunction("save_for_backward(self, *tensors)") { _, _ in .none },
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
