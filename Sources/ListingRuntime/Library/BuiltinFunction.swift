import Synchronization
import Tensors

/// A builtin: a function of a framework or of Python, or a method of a builtin class.
public final class BuiltinFunction: Sendable {
  public let name: String
  /// The name and the parameters in Python's notation: `softmax(input, dim=None, *, dtype=None)`.
  let text: String
  private let parsed = AtomicLazyReference<Signature>()
  let body: Body
  /// The framework whose table contains the function. Nil for a function of Python.
  let dialect: Dialect?
  /// Whether an argument that is an instance or a generator of the listing can replace the builtin's call. For example,
  /// `len(x)` calls `x.__len__()` if the class of x defines `__len__`.
  let isOverridable: Bool
  /// Whether the function is a tensor operation: a function of the framework, or the `forward` of a builtin layer.
  let isTensorOperation: Bool
  /// Whether an argument may be a stub. True if the function does nothing with its arguments except store them or pass
  /// them on.
  let takesStubs: Bool
  /// Whether the arguments may be complex. If False, a complex argument of a tensor operation raises an error.
  let takesComplex: Bool
  /// Whether numpy's own function may accept arguments that this function rejects. If so, the error for an unknown,
  /// surplus or missing argument is a refusal: `except` does not catch it (`ListingError.isRefusal`).
  let refusesUnknown: Bool
  /// Decides what the function receives if an argument is an instance of a class derived from `int`, `str`, `list` or a
  /// similar type. True: the instance, because the function stores, returns or inspects it. False: the plain value that
  /// the instance holds, for example an `int`.
  let keepsInstances: Bool
  /// Whether the function is `send` or `throw`, which run the generator's frame.
  let isGeneratorMethod: Bool
  /// Whether the function is a class method: `cls.f(…)` passes the class as the first argument.
  let isClassMethod: Bool
  /// Whether the function is a static method of a class: a call passes no receiver.
  let isStaticMethod: Bool
  /// Throws torch's error if torch's function refuses the arguments' dtypes or an empty axis. Nil for other functions.
  let torchCheck: TorchRefusals.Check?

  /// Whether the result has the operands' order of axes in memory.
  let keepsMemoryOrder: Bool
  /// Whether torch's function writes its result into the tensor in the argument `out`.
  let takesOut: Bool
  /// The index of the argument `requires_grad` of a function that makes a tensor. Nil for other functions.
  let gradientIndex: Int?

  /// The parameters. `text` is parsed when this property is first read, because the program makes thousands of builtins
  /// at its start and calls few of them.
  var signature: Signature { parsed.load() ?? parsed.storeIfNil(Signature(text)) }

  typealias Native = @Sendable (inout Machine, Arguments) throws -> Value
  typealias Forwarding = @Sendable (inout Machine, Arguments) throws -> Answer

  /// The result of a `Forwarding` body: the return value, or a call (callee and arguments) that computes the return
  /// value.
  enum Answer {
    case value(Value)
    case call(Value, [Value])
    /// A call with keyword arguments.
    case callNamed(Value, [Value], [(String, Value)])
  }

  enum Body: Sendable {
    case native(Native)
    /// The name of a prelude function that implements the builtin. The prelude function can call functions of the
    /// listing, because a call of the prelude function has a frame of the machine.
    case prelude(String)
    /// A Swift function whose result may be a call of the listing's code, such as a property getter or `__len__`.
    case forwarding(Forwarding)
  }

  /// - Parameters:
  ///   - signature: the name and parameters in Python's notation: `softmax(input, dim=None, *, dtype=None)`.
  ///   - dialect: the framework whose rules the body follows. The body reads this framework from `a.dialect`.
  convenience init(
    _ signature: String, dialect: Dialect? = nil, isTensorOperation: Bool = false, takesComplex: Bool = false,
    refusesUnknown: Bool = false, keepsMemoryOrder: Bool = false, _ body: @escaping Native
  ) {
    self.init(
      signature, .native(body), dialect: dialect, isTensorOperation: isTensorOperation, takesComplex: takesComplex,
      refusesUnknown: refusesUnknown, keepsMemoryOrder: keepsMemoryOrder)
  }

  convenience init(forwarding signature: String, dialect: Dialect? = nil, _ body: @escaping Forwarding) {
    self.init(signature, .forwarding(body), dialect: dialect)
  }

  convenience init(_ signature: String, prelude: String) { self.init(signature, .prelude(prelude)) }

  /// Makes a class method, whose first argument is the class.
  convenience init(ofClass signature: String, prelude: String) {
    self.init(signature, .prelude(prelude), isClassMethod: true)
  }

  convenience init(ofClass signature: String, _ body: @escaping Native) {
    self.init(signature, .native(body), isClassMethod: true)
  }

  private init(
    _ text: String, _ body: Body, dialect: Dialect? = nil, isTensorOperation: Bool = false, isClassMethod: Bool = false,
    takesComplex: Bool = false, refusesUnknown: Bool = false, keepsMemoryOrder: Bool = false
  ) {
    self.text = text
    name = Signature.name(in: text)
    self.body = body
    self.dialect = dialect
    isOverridable = !isClassMethod && Machine.overridable.contains(name)
    self.isTensorOperation = isTensorOperation
    self.refusesUnknown = refusesUnknown || dialect == nil && isTensorOperation
    takesStubs = Self.storing.contains(name)
    self.takesComplex = takesComplex || dialect == nil && !isTensorOperation || ComplexOperations.take(name)
    keepsInstances =
      takesStubs || Self.takesObject(text.utf8.dropFirst(name.utf8.count)) || Self.keepingInstances.contains(name)
      || name.hasPrefix("enum_") || name.hasPrefix("tree_")
    self.isClassMethod = isClassMethod
    isStaticMethod = text.hasPrefix("__new__(")
    self.keepsMemoryOrder =
      keepsMemoryOrder || dialect == .torch && isTensorOperation && MemoryOrder.isKept(by: name)
    takesOut = dialect == .torch && isTensorOperation && OutArgument.names.contains(name)
    gradientIndex =
      dialect == .torch && !name.hasSuffix("_") ? Signature.index(of: "requires_grad", in: text) : nil
    let isComposite = if case .prelude(let function) = body { function == "torch_" + name } else { false }
    torchCheck = dialect == .torch || isComposite ? TorchRefusals.check(of: name) : nil
    isGeneratorMethod = text.hasPrefix("send(self, ") || text.hasPrefix("throw(self, ")
  }

  /// Whether the first parameter in the parentheses is `object` or `obj`.
  private static func takesObject(_ parameters: Substring.UTF8View) -> Bool {
    guard parameters.starts(with: "(obj".utf8) else { return false }
    let rest = parameters.dropFirst("(obj".utf8.count).prefix { !",=)".utf8.contains($0) }
    return rest.isEmpty || rest.elementsEqual("ect".utf8)
  }

  private static let keepingInstances: Set = [
    "__contains__", "__delattr__", "__delitem__", "__dir__", "__eq__", "__format__", "__getattr__", "__getattribute__",
    "__getitem__", "__hash__", "__init__", "__ne__", "__new__", "__repr__", "__setattr__", "__setitem__", "__str__",
    "add", "count", "discard", "format", "fromkeys", "index", "max", "min", "move_to_end", "remove",
    "state_dict", "_save_to_state_dict", "load_state_dict", "_load_from_state_dict", "set_state_dict", "set_dict",
    "load_dict",
  ]

  /// Arranges a call's arguments in the order of the signature, and adds default values. Throws if an argument is
  /// missing or unexpected.
  func bind(
    _ arguments: [Value], _ named: [(String, Value)], isNumpy: Bool = false
  ) throws -> Arguments {
    if named.isEmpty, let values = signature.completed(arguments) {
      return Arguments(function: self, values: values, rest: [], named: [])
    }
    let parameters = signature.parameters
    var values = [Value?](repeating: nil, count: parameters.count)
    var rest: [Value] = []
    let taken = min(arguments.count, signature.positional)
    for index in 0..<taken { values[index] = arguments[index] }
    if arguments.count > taken {
      guard signature.takesRest else {
        throw ListingError(
          .typeError,
          "\(name)() takes \(signature.positional) positional argument\(signature.positional == 1 ? "" : "s") but "
            + "\(arguments.count) were given; it is \(text)", isRefusal: dialect != nil || refusesUnknown)
      }
      rest = Array(arguments[taken...])
    }
    var extra: [(String, Value)] = []
    for (key, value) in named {
      if let index = parameters.firstIndex(where: { $0.name == key }) ?? numpyParameter(key) {
        if values[index] != nil {
          throw ListingError(.typeError, "\(name)() got multiple values for argument '\(key)'")
        }
        if key == "device", dialect == .torch, case .string(let name) = value { try Devices.check(name) }
        values[index] = value
      } else if signature.takesKeywords || signature.takesRest && key == signature.restName {
        extra.append((key, value))
      } else {
        let hint = suggestion(for: key, among: parameters.map(\.name))
        throw ListingError(
          .typeError, "\(name)() got an unexpected keyword argument '\(key)'\(hint); it is \(text)",
          isRefusal: dialect != nil || refusesUnknown)
      }
    }
    for (index, parameter) in parameters.enumerated() where values[index] == nil {
      guard let value = parameter.defaultValue else {
        // numpy's own function may define a default value for the parameter.
        throw ListingError(
          .typeError, "\(name)() is missing the argument '\(parameter.name)'; it is \(text)",
          isRefusal: refusesUnknown || isNumpy)
      }
      values[index] = value
    }
    if let named = extra.first(where: { $0.0 == signature.restName }) { rest = [named.1] }
    return Arguments(function: self, values: values.map { $0! }, rest: rest, named: extra)
  }

  /// The index of the parameter that numpy's keyword `key` stands for, such as `dim` for `axis`. torch also accepts
  /// these keywords. Nil if there is no such parameter.
  private func numpyParameter(_ key: String) -> Int? {
    guard dialect == .torch, isTensorOperation, let name = Self.numpyNames[key] else { return nil }
    return signature.parameters.firstIndex { $0.name == name }
  }

  private static let numpyNames = [
    "axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other",
  ]
}
