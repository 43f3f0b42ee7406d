import Tensors

/// All names that a listing uses without defining them: Python's builtins, the two frameworks and their layers.
///
/// It is built once from tables and never changes.
final class Library: Sendable {
  static let shared = Library()

  /// `len`, `range`, `print`, …
  let builtins: [String: Value]
  let builtinsByName: NameTable<Value>
  /// Imported modules by name: `torch`, `torch.nn.functional`, `math`.
  let modules: [String: ImportedModule]
  /// Methods of Python's types, by the name of the type.
  let methods: [String: [String: BuiltinFunction]]
  let tensorMethods: [Dialect: [String: BuiltinFunction]]
  private let torchMethods, paddleMethods: NameTable<BuiltinFunction>
  let objectType: ClassObject
  /// The classes of Python's values, by name: `int`, `NoneType`, `function`.
  let types: [String: ClassObject]
  private let tensorTypes: [Dialect: ClassObject]
  let prelude: Code
  /// The builtin layer that each class computes.
  let builtinLayers: [ObjectIdentifier: BuiltinLayer]

  private init() {
    objectType = Records.object
    prelude = Prelude.compile()
    methods = TypeMethods.all
    types = PythonTypes.all(object: objectType)
    builtins = Self.builtins(object: objectType, types: types)
    builtinsByName = NameTable(builtins)
    let torch = Framework.torch(object: objectType)
    let paddle = Framework.paddle(object: objectType, torch: torch)
    modules = [PythonBuiltins.modules, StandardModules.all(object: objectType), torch.modules, paddle.modules]
      .reduce(into: [:]) { $0.merge($1) { $1 } }
    builtinLayers = torch.builtinLayers.merging(paddle.builtinLayers) { $1 }
    tensorTypes = [.torch: torch.tensorType, .paddle: paddle.tensorType]
    tensorMethods = [.torch: torch.tensorMethods, .paddle: paddle.tensorMethods]
    torchMethods = NameTable(torch.tensorMethods)
    paddleMethods = NameTable(paddle.tensorMethods)
  }

  private static func builtins(object: ClassObject, types: [String: ClassObject]) -> [String: Value] {
    var builtins = PythonBuiltins.all
    builtins["object"] = .type(object)
    builtins["Ellipsis"] = .ellipsis
    builtins["NotImplemented"] = .notImplemented
    // A forward pass does not need these. A file may mention them, but a call of one raises an error.
    for name in [
      "bytearray", "bytes", "compile", "complex", "eval", "exec", "globals", "input", "locals", "memoryview",
      "open", "vars",
    ] { builtins[name] = .stub(Stub(name: name)) }
    var exceptions = ["object": object]
    for (name, base) in PythonBuiltins.exceptions {
      guard let base = exceptions[base] else { preconditionFailure("the table lists \(base) before \(name)") }
      let type = PythonBuiltins.exceptionClass(name, base: base)
      exceptions[name] = type
      builtins[name] = .type(type)
    }
    for (name, type) in types where builtins[name] != nil { builtins[name] = .type(type) }
    return builtins
  }

  func tensorMethod(_ name: Name, _ dialect: Dialect) -> BuiltinFunction? {
    switch dialect {
    case .torch: torchMethods[name]
    case .paddle: paddleMethods[name]
    }
  }

  /// The builtin imported module of this name. The modules that define the frameworks' layers
  /// (`torch.nn.modules.conv`, `paddle.nn.layer.norm`) have the members of `nn`.
  func module(_ name: String) -> ImportedModule? {
    for (inner, nn) in [("torch.nn.modules", "torch.nn"), ("paddle.nn.layer", "paddle.nn")]
    where name == inner || name.hasPrefix(inner + ".") {
      return modules[nn]
    }
    return modules[name]
  }

  /// A suggestion for a name that its module does not have: ` Did you mean 'median'?`
  func nearest(to name: String) -> String {
    guard let dot = name.lastIndex(of: "."), let module = module(String(name[..<dot])) else { return "" }
    return suggestion(for: String(name[name.index(after: dot)...]), among: module.members.keys.sorted())
  }

  /// A class of `torch.nn`.
  func nnClass(_ name: String) -> ClassObject? {
    if case .type(let type)? = modules["torch.nn"]?.members[name] { type } else { nil }
  }

  /// Attributes of Python's values that are not methods.
  func property(_ name: String, of value: Value) -> Value? {
    switch (value, name) {
    case (.slice(let slice), "start"): slice.start.map(Value.int) ?? Value.none
    case (.slice(let slice), "stop"): slice.stop.map(Value.int) ?? Value.none
    case (.slice(let slice), "step"): slice.step.map(Value.int) ?? Value.none
    case (.device(let device), "type"): .string(device)
    default: nil
    }
  }

  /// The class of a tensor, in a file of that dialect.
  func tensorType(_ dialect: Dialect) -> ClassObject? { tensorTypes[dialect] }

  /// Whether the class is one of Python's value types. A listing's classes cannot inherit from them.
  func isValueType(_ type: ClassObject) -> Bool { types[type.name] === type }

  /// Attributes of a tensor that a listing may set; fwdb ignores the value.
  static let ignoredTensorAttributes: Set = ["requires_grad", "stop_gradient", "grad", "name"]

  /// Attributes of a tensor that are not methods.
  func tensorProperty(_ name: String, of reference: TensorReference, _ dialect: Dialect, _ m: Machine) throws -> Value?
  {
    switch (name, dialect) {
    case ("shape", .torch): Sizes.value(reference.shape)
    case ("shape", .paddle): .tuple(reference.shape.map(Value.int))
    case ("dtype", _): .dtype(reference.dtype)
    case ("ndim", _): .int(reference.layout.rank)
    case ("device", _), ("place", _): .device("cpu")
    case ("size", .paddle): .int(reference.layout.count)
    case ("mT", .torch) where reference.layout.rank > 1: m.view(reference, try reference.layout.transposed(-1, -2))
    case ("itemsize", .torch): .int(reference.dtype.size)
    case ("is_leaf", .torch): .bool(true)
    case ("is_mkldnn", .torch), ("is_quantized", .torch), ("is_sparse", .torch), ("is_nested", .torch): .bool(false)
    case ("T", _): m.view(reference, try reference.layout.permuted(Array((0..<reference.layout.rank).reversed())))
    case ("data", .torch): .tensor(reference)
    case ("requires_grad", .torch): .bool(false)
    case ("stop_gradient", .paddle): .bool(true)
    case ("is_cuda", _): .bool(false)
    case ("grad", _): Value.none
    default: nil
    }
  }
}
