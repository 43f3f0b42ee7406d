import Tensors

/// torch's information about its environment: devices, backends, other processes, compilers. The results are the same
/// as on a computer without a graphics card. A listing can set and read the switches that choose between
/// implementations. These switches do not change a result.
enum TorchWorld {
  /// The initial values of the attributes that a listing may set, by full name.
  static let settings: [(name: String, value: Value)] = [
    ("torch.backends.cudnn.enabled", .bool(true)), ("torch.backends.cudnn.benchmark", .bool(false)),
    ("torch.backends.cudnn.deterministic", .bool(false)), ("torch.backends.cudnn.allow_tf32", .bool(true)),
    ("torch.backends.cudnn.benchmark_limit", .int(10)),
    ("torch.backends.cuda.matmul.allow_tf32", .bool(false)),
    ("torch.backends.cuda.matmul.allow_fp16_reduced_precision_reduction", .bool(true)),
    ("torch.backends.cuda.matmul.allow_bf16_reduced_precision_reduction", .bool(true)),
    ("torch._dynamo.config.suppress_errors", .bool(false)), ("torch._dynamo.config.verbose", .bool(false)),
    ("torch._dynamo.config.cache_size_limit", .int(8)), ("torch._dynamo.config.recompile_limit", .int(8)),
    ("torch._dynamo.config.optimize_ddp", .bool(true)), ("torch._dynamo.config.disable", .bool(false)),
    ("torch float32_matmul_precision", .string("highest")), ("torch deterministic", .bool(false)),
  ]

  /// The modules, by their name without `torch.`. An outer module precedes its inner modules.
  static func modules() -> [(String, ImportedModule)] {
    let cudaBackend = made(
      "backends.cuda",
      constants(
        ("is_built()", .bool(false)), ("flash_sdp_enabled()", .bool(true)), ("math_sdp_enabled()", .bool(true)),
        ("mem_efficient_sdp_enabled()", .bool(true)), ("enable_flash_sdp(enabled)", .none),
        ("enable_math_sdp(enabled)", .none), ("enable_mem_efficient_sdp(enabled)", .none),
        ("enable_cudnn_sdp(enabled)", .none)
      ).merging([
        "matmul": .module(made("backends.cuda.matmul", [:])), "sdp_kernel": PythonBuiltins.inert("sdp_kernel"),
      ]) { $1 })
    let cudnn = made(
      "backends.cudnn",
      constants(("is_available()", .bool(false)), ("version()", .none)).merging([
        "flags": PythonBuiltins.inert("flags")
      ]) { $1 })
    let mps = made("backends.mps", constants(("is_available()", .bool(false)), ("is_built()", .bool(false))))
    let backends = made("backends", ["cuda": .module(cudaBackend), "cudnn": .module(cudnn), "mps": .module(mps)])
    let amp: [String: Value] = [
      "custom_fwd": passing("custom_fwd"), "custom_bwd": passing("custom_bwd"),
    ]
    func autocast(_ device: String) -> Value {
      .builtin(
        BuiltinFunction(
          "autocast(enabled=True, dtype=None, cache_enabled=True)", prelude: "\(device)_autocast"))
    }
    let cudaAmp = made("cuda.amp", amp.merging(["autocast": autocast("cuda")]) { $1 })
    let cpuAmp = made("cpu.amp", ["autocast": autocast("cpu")])
    let cuda = made(
      "cuda",
      constants(
        ("is_available()", .bool(false)), ("device_count()", .int(0)), ("is_initialized()", .bool(false)),
        ("is_bf16_supported(including_emulation=True)", .bool(false)), ("empty_cache()", .none),
        ("synchronize(device=None)", .none), ("manual_seed(seed)", .none), ("manual_seed_all(seed)", .none),
        ("memory_allocated(device=None)", .int(0)), ("max_memory_allocated(device=None)", .int(0)),
        ("memory_reserved(device=None)", .int(0)), ("max_memory_reserved(device=None)", .int(0)),
        ("reset_peak_memory_stats(device=None)", .none), ("is_current_stream_capturing()", .bool(false))
      ).merging([
        "amp": .module(cudaAmp), "current_device": .builtin(noCuda("current_device")),
        "get_device_name": .builtin(noCuda("get_device_name")),
        "get_device_capability": .builtin(noCuda("get_device_capability")),
        "get_device_properties": .builtin(noCuda("get_device_properties")),
        "set_device": .builtin(noCuda("set_device")), "current_stream": .builtin(noCuda("current_stream")),
      ]) { $1 })
    let mixed = made("amp", amp.merging(["autocast": .builtin(Self.autocast)]) { $1 })
    let record = ["record_function": PythonBuiltins.inert("record_function")]
    let autogradProfiler = made(
      "autograd.profiler", record.merging(["profile": PythonBuiltins.inert("profile")]) { $1 })
    let dynamo = made(
      "_dynamo",
      constants(
        ("is_compiling()", .bool(false)), ("reset()", .none), ("graph_break(msg='')", .none),
        ("mark_dynamic(t, index, *args, **kwargs)", .none), ("mark_static(t, index=None)", .none),
        ("maybe_mark_dynamic(t, index)", .none), ("mark_static_address(t, guard=True)", .none)
      ).merging([
        "disable": passing("disable"), "allow_in_graph": passing("allow_in_graph"), "optimize": passing("optimize"),
        "disallow_in_graph": passing("disallow_in_graph"), "config": .module(made("_dynamo.config", [:])),
        "assume_constant_result": passing("assume_constant_result"),
      ]) { $1 })
    let fx = made("fx", ["wrap": passing("wrap")])
    let overrides = made(
      "overrides",
      constants(
        ("has_torch_function(relevant_args)", .bool(false)), ("has_torch_function_unary(obj)", .bool(false)),
        ("has_torch_function_variadic(*args)", .bool(false))
      ).merging([
        "is_tensor_like": .builtin(
          BuiltinFunction("is_tensor_like(inp)") { m, a in .bool(m.isTensor(a[0])) })
      ]) { $1 })
    let compiler = made(
      "compiler",
      constants(
        ("is_compiling()", .bool(false)), ("is_dynamo_compiling()", .bool(false)), ("is_exporting()", .bool(false)),
        ("cudagraph_mark_step_begin()", .none), ("reset()", .none)
      ).merging([
        "disable": passing("disable"), "allow_in_graph": passing("allow_in_graph"),
        "assume_constant_result": passing("assume_constant_result"), "compile": passing("compile"),
        "substitute_in_graph": PythonBuiltins.inert("substitute_in_graph"),
      ]) { $1 })
    let jit = made(
      "jit",
      constants(("is_scripting()", .bool(false)), ("is_tracing()", .bool(false))).merging(
        Dictionary(
          uniqueKeysWithValues: [
            "ignore", "export", "unused", "script", "script_method", "script_if_tracing", "interface", "trace",
            "freeze", "optimize_for_inference",
          ].map { ($0, passing($0)) })
      ) { $1 }.merging([
        "annotate": .builtin(BuiltinFunction("annotate(the_type, the_value)") { _, a in a[1] }),
        "isinstance": .builtin(
          BuiltinFunction("isinstance(obj, target_type)") { m, a in
            try PythonBuiltins.isPlainInstance(a[0], a[1], m) ? .bool(true) : .bool(false)
          }),
        "Final": .stub(Stub(name: "typing.Final")), "ScriptModule": .stub(Stub(name: "torch.jit.ScriptModule")),
      ]) { $1 })
    let distributed = made(
      "distributed",
      constants(
        ("is_available()", .bool(false)), ("is_initialized()", .bool(false)), ("get_rank(group=None)", .int(0)),
        ("get_world_size(group=None)", .int(1)), ("is_nccl_available()", .bool(false)),
        ("is_mpi_available()", .bool(false)), ("is_gloo_available()", .bool(false)),
        ("is_torchelastic_launched()", .bool(false))))
    let version = made(
      "version", ["cuda": .none, "hip": .none, "debug": .bool(false)])
    return [
      ("backends", backends), ("backends.cuda", cudaBackend), ("backends.cudnn", cudnn), ("backends.mps", mps),
      ("cuda", cuda), ("cuda.amp", cudaAmp), ("cuda.amp.autocast_mode", cudaAmp), ("amp", mixed),
      ("amp.autocast_mode", mixed), ("cpu", made("cpu", ["amp": .module(cpuAmp)])), ("cpu.amp", cpuAmp),
      ("mps", made("mps", constants(("is_available()", .bool(false)), ("device_count()", .int(0))))),
      ("xpu", made("xpu", constants(("is_available()", .bool(false)), ("device_count()", .int(0))))),
      ("profiler", made("profiler", record.merging(["profile": PythonBuiltins.inert("profile")]) { $1 })),
      ("autograd.profiler", autogradProfiler), ("_dynamo", dynamo), ("fx", fx),
      ("fx._symbolic_trace", fx), ("overrides", overrides), ("compiler", compiler),
      ("jit", jit), ("distributed", distributed), ("version", version),
      ("onnx", made("onnx", constants(("is_in_onnx_export()", .bool(false))))),
    ]
  }

  /// Members of `torch` itself.
  static let names: [String: Value] = constants(
    ("get_default_dtype()", .dtype(.float32)),
    ("is_autocast_enabled(device_type=None)", .bool(false)),
    ("get_num_threads()", .int(1)), ("get_num_interop_threads()", .int(1)), ("set_num_threads(n)", .none),
    ("set_num_interop_threads(n)", .none), ("set_flush_denormal(mode)", .bool(false)),
    ("is_warn_always_enabled()", .bool(false)), ("set_warn_always(b)", .none),
    ("is_autocast_cpu_enabled()", .bool(false)), ("is_autocast_cache_enabled()", .bool(false)),
    ("get_autocast_gpu_dtype()", .dtype(.float16)), ("get_autocast_cpu_dtype()", .dtype(.bfloat16)),
    ("clear_autocast_cache()", .none)
  ).merging([
    "get_autocast_dtype": .builtin(
      BuiltinFunction("get_autocast_dtype(device_type)") { m, a in
        switch try a.string(0, m) {
        case "cpu", "xpu", "mkldnn", "hpu", "maia": .dtype(.bfloat16)
        case "cuda", "mps": .dtype(.float16)
        default: throw ListingError.unsupported("get_autocast_dtype of this device")
        }
      }),
    "compile": passing("compile"), "autocast": .builtin(autocast),
    "use_deterministic_algorithms": .builtin(
      BuiltinFunction("use_deterministic_algorithms(mode, *, warn_only=False)") { m, a in
        m.setSetting("torch deterministic", to: .bool(try a.bool(0, m)))
        return .none
      }),
    "are_deterministic_algorithms_enabled": .builtin(
      BuiltinFunction("are_deterministic_algorithms_enabled()") { m, _ in m.setting("torch deterministic") ?? .none }),
    "set_float32_matmul_precision": .builtin(
      BuiltinFunction("set_float32_matmul_precision(precision)") { m, a in
        m.setSetting("torch float32_matmul_precision", to: .string(try a.string(0, m)))
        return .none
      }),
    "get_float32_matmul_precision": .builtin(
      BuiltinFunction("get_float32_matmul_precision()") { m, _ in
        m.setting("torch float32_matmul_precision") ?? .none
      }),
    "set_default_dtype": .builtin(
      BuiltinFunction("set_default_dtype(d)") { m, a in
        guard try a.dtype(0, m) == .float32 else {
          throw ListingError.unsupported("set_default_dtype: a default dtype other than float32")
        }
        return .none
      }),
    "set_default_device": .builtin(
      BuiltinFunction("set_default_device(device)") { m, a in
        if a.isNone(0) { return .none }
        guard try m.string(of: a[0]) == "cpu" else {
          throw ListingError.unsupported("set_default_device: a device other than the CPU")
        }
        return .none
      }),
    "get_default_device": .builtin(BuiltinFunction("get_default_device()") { _, _ in .device("cpu") }),
    "typename": .builtin(
      BuiltinFunction("typename(obj)") { m, a in
        if case .type(let type) = a[0] { return .string(type.qualifiedName) }
        return .string(m.frameworkTypeName(of: a[0]))
      }),
  ]) { $1 }.merging(GradientMode.names) { $1 }

  /// The context manager `torch.autocast(device_type, dtype=…)`.
  static let autocast = BuiltinFunction(
    "autocast(device_type, dtype=None, enabled=True, cache_enabled=None)", prelude: "torch_autocast")

  static let text = """
    class Autocast:
        def __init__(self, device, dtype, enabled):
            self.device = device
            self.changes_results = enabled and device == 'cpu' and dtype is not dtype_named('float32')

        def __enter__(self):
            if self.changes_results:
                refuse_autocast()
            return self

        def __exit__(self, *error):
            return False

        def __call__(self, function):
            if not self.changes_results:
                return function
            def call(*args, **kwargs):
                refuse_autocast()
            return call

    def torch_autocast(device_type, dtype=None, enabled=True, cache_enabled=None):
        return Autocast(device_type, dtype, enabled)

    def cuda_autocast(enabled=True, dtype=None, cache_enabled=True):
        if callable(enabled):
            return enabled
        return Autocast('cuda', dtype, enabled)

    def cpu_autocast(enabled=True, dtype=None, cache_enabled=True):
        return Autocast('cpu', dtype, enabled)

    def parameters_to_vector(parameters):
        return joined_elements([parameter.reshape(-1) for parameter in parameters])

    def vector_to_parameters(vec, parameters):
        start = 0
        for parameter in parameters:
            count = parameter.numel()
            copy_state(parameter, vec[start:start + count].reshape(parameter.shape))
            start += count

    def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True,
                        strict=False):
        given = {}
        if is_mapping(parameter_and_buffer_dicts):
            given.update(parameter_and_buffer_dicts)
        else:
            for part in parameter_and_buffer_dicts:
                for name in part:
                    if name in given:
                        raise ValueError(f"{name} appears in multiple dictionaries")
                given.update(part)
        places = {}
        for name, value in module.named_parameters(remove_duplicate=False):
            places[name] = ('_parameters', value)
        for name, value in module.named_buffers(remove_duplicate=False):
            places[name] = ('_buffers', value)
        unexpected = [name for name in given if name not in places]
        missing = [name for name in places if name not in given]
        if strict and (missing or unexpected):
            raise RuntimeError('Error(s) in functional_call: missing or unexpected names')
        if tie_weights:
            for name in missing:
                for other in list(given):
                    if other in places and places[other][1] is places[name][1]:
                        given[name] = given[other]
        try:
            for name, value in given.items():
                path, dot, last = name.rpartition('.')
                owner = module.get_submodule(path)
                if name in places:
                    set_registered(owner, places[name][0], last, value)
                else:
                    setattr(owner, last, value)
            if args is None:
                args = ()
            elif not isinstance(args, tuple):
                args = (args,)
            return module(*args, **({} if kwargs is None else kwargs))
        finally:
            for name in given:
                path, dot, last = name.rpartition('.')
                owner = module.get_submodule(path)
                if name in places:
                    set_registered(owner, places[name][0], last, places[name][1])
                elif hasattr(owner, last):
                    delattr(owner, last)

    def fuse_conv_bn_eval(conv, bn, transpose=False):
        if conv.training or bn.training:
            raise AssertionError('Fusion only for eval!')
        fused = deep_copy(conv)
        scale = bn.running_var.add(bn.eps).rsqrt()
        if bn.weight is not None:
            scale = scale * bn.weight
        shape = [1] * len(conv.weight.shape)
        shape[1 if transpose else 0] = -1
        bias = -bn.running_mean if conv.bias is None else conv.bias - bn.running_mean
        bias = bias * scale
        if bn.bias is not None:
            bias = bias + bn.bias
        fused.weight = parameter_of(conv.weight * scale.reshape(shape))
        fused.bias = parameter_of(bias)
        return fused

    def fuse_linear_bn_eval(linear, bn):
        return fuse_conv_bn_eval(linear, bn)

    def skip_init(module_cls, *args, **kwargs):
        kwargs.pop('device', None)
        return module_cls(*args, **kwargs)

    def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
        for function in functions.children() if is_module(functions) else functions:
            input = function(input)
        return input

    def apply_function(type, *args, **kwargs):
        context = autograd_context()
        if hasattr(type, 'setup_context'):
            output = type.forward(*args, **kwargs)
            type.setup_context(context, args, output)
            return output
        return type.forward(context, *args, **kwargs)
    """

  static let helpers: [BuiltinFunction] = [
    BuiltinFunction("refuse_autocast()") { _, _ in
      throw ListingError.unsupported("autocast on the CPU, which computes in bfloat16,")
    },
    BuiltinFunction("joined_elements(parts)") { m, a in
      let parts = try a.tensors(0, &m)
      return try m.new(m.compute.concatenate(parts, axis: 0))
    },
  ]

  /// Makes a decorator or function that returns its first argument unchanged: `torch.compile(model)`,
  /// `@torch.jit.export`.
  static func passing(_ name: String) -> Value {
    .builtin(
      BuiltinFunction("\(name)(*args, **kwargs)") { m, a in
        switch a.rest.first {
        case .function?, .builtin?, .method?, .type?, .instance?, .descriptor?: return a.rest[0]
        default:
          let given = a.named.first { ["model", "fn", "obj", "func"].contains($0.0) }
          return given?.1 ?? passing(name)
        }
      })
  }

  private static func noCuda(_ name: String) -> BuiltinFunction {
    BuiltinFunction("\(name)(*args, **kwargs)") { _, _ in
      throw ListingError(.assertionError, "Torch not compiled with CUDA enabled")
    }
  }

  private static func made(_ name: String, _ members: [String: Value]) -> ImportedModule {
    ImportedModule(name: "torch.\(name)", members: members)
  }

  private static func constants(_ items: (String, Value)...) -> [String: Value] {
    Dictionary(
      uniqueKeysWithValues: items.map { signature, value in
        let function = BuiltinFunction(signature) { _, _ in value }
        return (function.name, .builtin(function))
      })
  }
}

extension Machine {
  /// The value of a switch of the framework, by its full name. Nil if there is no such switch.
  func setting(_ name: String) -> Value? {
    guard case .dictionary(let handle)? = heap.namespace(preludeNames)["world_settings"] else { return nil }
    return heap.dictionary(handle)[.string(name)]
  }

  mutating func setSetting(_ name: String, to value: Value) {
    guard case .dictionary(let handle)? = heap.namespace(preludeNames)["world_settings"] else { return }
    heap.changeDictionary(handle) { $0.set(.string(name), .string(name), to: value) }
  }
}
