import Tensors

/// All names that a listing can use without defining them: Python's builtins, both frameworks and their layers.
///
/// The library is built once, from tables, and never changes.
final class Library: Sendable {
  static let shared = Library()

  /// Python's builtin names: `len`, `range`, `print`, …
  let builtins: [String: Value]
  let builtinsByName: NameTable<Value>
  /// The modules that `import` finds, by name: `torch`, `torch.nn.functional`, `math`.
  let modules: [String: ImportedModule]
  /// The methods of Python's types, by the type's name and then by the method's name.
  let methods: [String: [String: BuiltinFunction]]
  let tensorMethods: [Dialect: [String: BuiltinFunction]]
  private let torchMethods, paddleMethods: NameTable<BuiltinFunction>
  let objectType: ClassObject
  /// The classes of Python's values, by name: `int`, `NoneType`, `function`.
  let types: [String: ClassObject]
  private let tensorTypes: [Dialect: ClassObject]
  let structError: ClassObject
  /// The class `torch.nn.Parameter`.
  let parameterType: ClassObject?
  /// The class of numpy's arrays, and their methods.
  let arrayType: ClassObject?
  let arrayMethods: [String: BuiltinFunction]
  /// The builtins that only the prelude's code can call, by name.
  let preludeHelpers: [String: Value]
  /// The code that computes each builtin layer, by the identity of the layer's class.
  let builtinLayers: [ObjectIdentifier: BuiltinLayer]

  private init() {
    objectType = Records.object
    methods = TypeMethods.all
    types = PythonTypes.all(object: objectType)
    builtins = Self.builtins(object: objectType, types: types)
    builtinsByName = NameTable(builtins)
    let torch = Framework.torch(object: objectType, dtype: types["dtype"])
    let paddle = Framework.paddle(object: objectType, torch: torch)
    let collections = ImportedModule(name: "collections.abc", members: AbstractClasses.collectionModule)
    let abstract = [
      "collections.abc": collections,
      "numbers": ImportedModule(name: "numbers", members: AbstractClasses.numberModule),
      "typing": ImportedModule(
        name: "typing",
        members: (PythonBuiltins.modules["typing"]?.members ?? [:]).merging(AbstractClasses.typing(types)) { $1 }),
    ]
    guard case .type(let exception)? = builtins["Exception"] else { preconditionFailure("Exception exists") }
    structError = ClassObject(name: "error", base: exception, module: "struct")
    modules = [
      PythonBuiltins.modules, abstract, ["struct": StructModule.module(error: structError)],
      StandardModules.all(object: objectType, types: types), torch.modules, paddle.modules,
    ]
    .reduce(into: [:]) { $0.merge($1) { $1 } }
    builtinLayers = torch.builtinLayers.merging(paddle.builtinLayers) { $1 }
    arrayType = if case .type(let type)? = torch.modules["numpy"]?.members["ndarray"] { type } else { nil }
    arrayMethods = torch.arrayMethods
    tensorTypes = [.torch: torch.tensorType, .paddle: paddle.tensorType]
    parameterType = if case .type(let type)? = torch.modules["torch.nn"]?.members["Parameter"] { type } else { nil }
    preludeHelpers = Prelude.helpers.merging(
      ["OrderedDict": modules["collections"]?.members["OrderedDict"] ?? .none]
    ) { $1 }
    tensorMethods = [.torch: torch.tensorMethods, .paddle: paddle.tensorMethods]
    torchMethods = NameTable(torch.tensorMethods)
    paddleMethods = NameTable(paddle.tensorMethods)
  }

  private static func builtins(object: ClassObject, types: [String: ClassObject]) -> [String: Value] {
    var builtins = PythonBuiltins.all
    builtins["object"] = .type(object)
    builtins["Ellipsis"] = .ellipsis
    builtins["NotImplemented"] = .notImplemented
    // Make stubs for builtins that a forward pass does not need. A file may contain such a name, but calling the
    // builtin raises an error.
    for name in [
      "compile", "eval", "exec", "input", "memoryview", "open",
    ] { builtins[name] = .stub(Stub(name: name)) }
    builtins.merge(PythonBuiltins.exceptionTypes.mapValues(Value.type)) { $1 }
    for (name, original) in PythonBuiltins.exceptionAliases { builtins[name] = builtins[original] }
    for (name, type) in types where builtins[name] != nil { builtins[name] = .type(type) }
    return builtins
  }

  func tensorMethod(_ name: Name, _ dialect: Dialect) -> BuiltinFunction? {
    switch dialect {
    case .torch: torchMethods[name]
    case .paddle: paddleMethods[name]
    }
  }

  /// The builtin module named `name`. Nil if there is no such module. A module in which a framework defines its layers,
  /// such as `torch.nn.modules.conv` or `paddle.nn.layer.norm`, contains the members of `nn`.
  func module(_ name: String) -> ImportedModule? {
    if let module = modules[name] { return module }
    for (inner, nn) in [("torch.nn.modules", "torch.nn"), ("paddle.nn.layer", "paddle.nn")]
    where name == inner || name.hasPrefix(inner + ".") {
      return modules[nn]
    }
    return nil
  }

  /// Whether fwdb provides this imported module.
  func has(_ module: String) -> Bool { modules[module] != nil || StandardListings.has(module) }

  /// A suggestion for a misspelt member of a module, such as `. Did you mean 'median'?`. Empty if no member has a
  /// similar name.
  func nearest(to name: String) -> String {
    guard let dot = name.lastIndex(of: "."), let module = module(String(name[..<dot])) else { return "" }
    return suggestion(for: String(name[name.index(after: dot)...]), among: module.members.keys.sorted())
  }

  /// The class named `name` in `torch.nn`. Nil if there is no such class.
  func nnClass(_ name: String) -> ClassObject? {
    if case .type(let type)? = modules["torch.nn"]?.members[name] { type } else { nil }
  }

  /// The value of an attribute that is not a method, such as a slice's `start`. Nil if the value has no such attribute.
  func property(_ name: String, of value: Value) -> Value? {
    switch (value, name) {
    case (.slice(let slice), "start"): slice.start.map(Value.int) ?? Value.none
    case (.slice(let slice), "stop"): slice.stop.map(Value.int) ?? Value.none
    case (.slice(let slice), "step"): slice.step.map(Value.int) ?? Value.none
    case (.device(let device), "type"): .string(Devices.parts(device).type)
    case (.device(let device), "index"): Devices.parts(device).index.map(Value.int) ?? Value.none
    case (.dtype(let dtype), "is_complex"): .bool(dtype.isComplex)
    case (.dtype(let dtype), "is_floating_point"): .bool(dtype.isFloatingPoint)
    case (.dtype(let dtype), "itemsize"): .int(dtype.size)
    case (.dtype(let dtype), "is_signed"): .bool(dtype != .bool && dtype != .uint8)
    case (.int, _), (.bool, _), (.largeInteger, _), (.float, _), (.complex, _), (.string, _), (.bytes, _),
      (.byteArray, _):
      ScalarAttributes.value(name, of: value)
    default: nil
    }
  }

  func isTensorType(_ type: ClassObject) -> Bool { tensorTypes.values.contains { $0 === type } }

  /// The class of tensors in files of the dialect.
  func tensorType(_ dialect: Dialect) -> ClassObject? { tensorTypes[dialect] }

  /// Whether the class is Python's own class of a value, such as `int`, and not a class of a listing.
  func isValueType(_ type: ClassObject) -> Bool { types[type.name] === type }

  /// The tensor attributes that a listing may set without effect.
  static let ignoredTensorAttributes: Set = ["grad", "name"]

  /// The value of a tensor attribute that is not a method, such as `dtype`. Nil if tensors have no such attribute.
  func tensorProperty(_ name: String, of reference: TensorReference, _ dialect: Dialect, _ m: Machine) throws -> Value?
  {
    switch (name, dialect) {
    case ("shape", .torch): Sizes.value(reference.shape)
    case ("shape", .paddle): .tuple(reference.shape.map(Value.int))
    case ("dtype", _): .dtype(reference.dtype)
    case ("ndim", _): .int(reference.layout.rank)
    case ("device", _), ("place", _): .device("cpu")
    case ("size", .paddle): .int(reference.layout.count)
    case ("mH", .torch) where reference.layout.rank > 1: try ViewOperations.adjoint(of: reference, m)
    case ("H", .torch) where reference.layout.rank == 2: try ViewOperations.adjoint(of: reference, m)
    case ("mT", .torch) where reference.layout.rank > 1: m.view(reference, try reference.layout.transposed(-1, -2))
    case ("itemsize", .torch): .int(reference.dtype.size)
    case ("is_leaf", .torch): .bool(!(reference.isRecorded && m.heap.requiresGradient(reference)))
    case ("is_mkldnn", .torch), ("is_quantized", .torch), ("is_sparse", .torch), ("is_nested", .torch): .bool(false)
    case ("T", _): m.view(reference, try reference.layout.permuted(Array((0..<reference.layout.rank).reversed())))
    case ("data", .torch): .tensor(reference.detached)
    case ("requires_grad", .torch): .bool(m.heap.requiresGradient(reference))
    case ("stop_gradient", .paddle): .bool(!m.heap.requiresGradient(reference))
    case ("is_cuda", _): .bool(false)
    case ("grad", _): Value.none
    case ("real", _): ComplexOperations.realPart(of: reference, m)
    case ("imag", _): try ComplexOperations.imaginaryPart(of: reference, m)
    default: nil
    }
  }
}
