import Tensors

/// Functions and modules that only one of the frameworks has.
extension PythonBuiltins {
  static let parameter = BuiltinFunction("Parameter(data, requires_grad=True)") { m, a in
    .tensor(try a.reference(0, m).asParameter)
  }

  /// A context manager or decorator without effect in inference: `with torch.no_grad():`, `@torch.jit.ignore`.
  static func inert(_ name: String) -> Value {
    .builtin(
      BuiltinFunction("\(name)(*args, **kwargs)") { m, a in
        if let function = a.rest.first, case .function = function { return function }
        return .instance(m.heap.add(.instance(Instance(type: inertContext))))
      })
  }

  private static let inertContext = ClassObject(
    name: "inference_context", base: nil,
    native: ModuleClasses.methods(
      BuiltinFunction("__enter__(self)") { _, a in a[0] },
      BuiltinFunction("__exit__(self, *exception)") { _, _ in .none },
      BuiltinFunction("__call__(self, function)") { _, a in a[1] }))

  /// `torch.nn.init`. Random initializers do nothing, because the checkpoint replaces all initial values.
  static let torchInitializers = ImportedModule(
    name: "torch.nn.init",
    members: Dictionary(
      uniqueKeysWithValues: [
        "xavier_uniform_", "xavier_normal_", "kaiming_uniform_", "kaiming_normal_", "normal_", "uniform_",
        "trunc_normal_", "orthogonal_", "xavier_uniform", "xavier_normal", "kaiming_uniform", "kaiming_normal",
        "sparse_", "dirac_", "eye_",
      ].map { name in (name, .builtin(BuiltinFunction("\(name)(tensor, *args, **kwargs)") { _, a in a[0] })) }
        + [
          filling("zeros_", "tensor") { _, _ in .int(0) }, filling("ones_", "tensor") { _, _ in .int(1) },
          filling("constant_", "tensor, val") { m, a in try a.scalar(1, m) }, ("calculate_gain", .builtin(gain)),
        ]))

  /// Makes an initializer that writes a constant, because a checkpoint may lack this parameter.
  private static func filling(
    _ name: String, _ parameters: String, _ value: @escaping @Sendable (Machine, Arguments) throws -> Scalar
  ) -> (String, Value) {
    (
      name,
      .builtin(
        BuiltinFunction("\(name)(\(parameters))") { m, a in
          let target = try a.reference(0, m)
          try m.write(Tensor(value(m, a), dtype: target.dtype), to: target)
          return a[0]
        })
    )
  }

  private static let gain = BuiltinFunction("calculate_gain(nonlinearity, param=None)") { m, a in
    switch try a.string(0, m) {
    case "tanh": return .float(5.0 / 3)
    case "relu": return .float(2.0.squareRoot())
    case "leaky_relu":
      let slope = try a.optionalDouble(1, m) ?? 0.01
      return .float((2 / (1 + slope * slope)).squareRoot())
    case "selu": return .float(0.75)
    case "linear", "conv1d", "conv2d", "conv3d", "sigmoid": return .float(1)
    case let name: throw ListingError(.valueError, "calculate_gain(): unsupported nonlinearity \(name)")
    }
  }

  static let paddleInitializers = ImportedModule(
    name: "paddle.nn.initializer",
    members: Dictionary(
      uniqueKeysWithValues: [
        "Constant", "KaimingNormal", "KaimingUniform", "Normal", "TruncatedNormal", "Uniform", "XavierNormal",
        "XavierUniform",
      ].map { ($0, inert($0)) }))

  static let torchExtras: [String: Value] = [
    "no_grad": inert("no_grad"), "inference_mode": inert("inference_mode"), "enable_grad": inert("enable_grad"),
    "device": .builtin(BuiltinFunction("device(type, index=None)") { m, a in .device(try a.string(0, m)) }),
    "Size": .type(Sizes.type),
    "is_tensor": .builtin(BuiltinFunction("is_tensor(obj)") { m, a in .bool(m.isTensor(a[0])) }),
    "manual_seed": seed("manual_seed"), "inf": .float(.infinity), "pi": .float(.pi),
  ]

  static let paddleExtras: [String: Value] = [
    "no_grad": inert("no_grad"), "seed": seed("seed"), "ParamAttr": inert("ParamAttr"),
    "is_tensor": .builtin(BuiltinFunction("is_tensor(x)") { m, a in .bool(m.isTensor(a[0])) }),
    "jit": .module(
      ImportedModule(
        name: "paddle.jit", members: ["to_static": inert("to_static"), "not_to_static": inert("not_to_static")])),
  ]

  private static func seed(_ name: String) -> Value {
    .builtin(
      BuiltinFunction("\(name)(seed)") { m, a in
        m.generator = RandomGenerator(seed: UInt64(bitPattern: Int64(try a.int(0, m))))
        return .none
      })
  }
}
