import Tensors

/// Functions and modules that only one of the two frameworks provides.
extension PythonBuiltins {
  /// Whether the value is a tensor of the framework and not an array of numpy.
  private static func isTensor(_ value: Value) -> Bool {
    if case .tensor(let reference) = value { !reference.isArray } else { false }
  }

  static let parameter = BuiltinFunction("Parameter(data, requires_grad=True)") { m, a in
    let made = try a.reference(0, m).asParameter
    if try !a.bool(1, m) { m.heap.setRequiresGradient(made, false) }
    return .tensor(made)
  }

  /// Makes a context manager or decorator that has no effect in inference: Paddle's `no_grad` and `jit.to_static`,
  /// torch's `record_function`.
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

  static let paddleInitializers = ImportedModule(
    name: "paddle.nn.initializer",
    members: Dictionary(
      uniqueKeysWithValues: [
        "Constant", "KaimingNormal", "KaimingUniform", "Normal", "TruncatedNormal", "Uniform", "XavierNormal",
        "XavierUniform",
      ].map { ($0, inert($0)) }))

  static let torchExtras: [String: Value] = [
    "device": .builtin(Devices.device),
    "Size": .type(Sizes.type),
    "is_tensor": .builtin(BuiltinFunction("is_tensor(obj)") { m, a in .bool(isTensor(a[0])) }),
    "inf": .float(.infinity), "pi": .float(.pi),
  ]

  static let paddleExtras: [String: Value] = [
    "create_parameter": .builtin(
      BuiltinFunction(
        "create_parameter(shape, dtype, name=None, attr=None, is_bias=False, default_initializer=None)",
        dialect: .paddle
      ) { m, a in try m.parameter(shape: a.ints(0, m), dtype: a.dtype(1, m) ?? .float32) }),
    "no_grad": inert("no_grad"), "seed": seed("seed"), "ParamAttr": inert("ParamAttr"),
    "is_tensor": .builtin(BuiltinFunction("is_tensor(x)") { m, a in .bool(isTensor(a[0])) }),
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
