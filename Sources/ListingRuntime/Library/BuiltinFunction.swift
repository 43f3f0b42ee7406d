import Tensors

/// A function that fwdb brings: of the tensor library, of a built-in class, of Python.
public final class BuiltinFunction: Sendable {
  public let name: String
  let signature: Signature
  let body: Body
  /// The framework whose table the function comes from; nil for a function of Python.
  let dialect: Dialect?
  /// Whether a listing's class or generator among the arguments can change what is called: `len`, `print`, `list`.
  let isOverridable: Bool
  /// Whether it computes with tensors: a function of the framework or the `forward` of a builtin layer.
  let isTensorOperation: Bool
  /// Whether `cls.f(…)` passes the class as the first argument.
  let isClassMethod: Bool

  typealias Native = @Sendable (inout Machine, Arguments) throws -> Value
  typealias Forwarding = @Sendable (inout Machine, Arguments) throws -> Answer

  /// A function's return value, or the call whose return value it is.
  enum Answer {
    case value(Value)
    case call(Value, [Value])
  }

  enum Body: Sendable {
    case native(Native)
    /// The name of a function of the prelude. It may call the listing's functions: each call has its own frame.
    case prelude(String)
    /// May end in a call of the listing's code: a property, `__len__`.
    case forwarding(Forwarding)
  }

  /// - Parameters:
  ///   - signature: in Python's notation: `softmax(input, dim=None, *, dtype=None)`.
  ///   - dialect: the framework whose rules the body follows; the body reads it as `a.dialect`.
  convenience init(
    _ signature: String, dialect: Dialect? = nil, isTensorOperation: Bool = false, _ body: @escaping Native
  ) {
    self.init(signature, .native(body), dialect: dialect, isTensorOperation: isTensorOperation)
  }

  convenience init(forwarding signature: String, _ body: @escaping Forwarding) {
    self.init(signature, .forwarding(body))
  }

  convenience init(_ signature: String, prelude: String) { self.init(signature, .prelude(prelude)) }

  /// A class method: its first argument is the class.
  convenience init(ofClass signature: String, prelude: String) {
    self.init(signature, .prelude(prelude), isClassMethod: true)
  }

  private init(
    _ text: String, _ body: Body, dialect: Dialect? = nil, isTensorOperation: Bool = false, isClassMethod: Bool = false
  ) {
    signature = Signature(text)
    name = signature.name
    self.body = body
    self.dialect = dialect
    isOverridable = !isClassMethod && Machine.overridable.contains(name)
    self.isTensorOperation = isTensorOperation
    self.isClassMethod = isClassMethod
  }

  /// Brings the arguments of a call into the order of the signature.
  func bind(_ arguments: [Value], _ named: [(String, Value)]) throws -> Arguments {
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
            + "\(arguments.count) were given; it is \(signature.text)")
      }
      rest = Array(arguments[taken...])
    }
    var extra: [(String, Value)] = []
    for (key, value) in named {
      if let index = parameters.firstIndex(where: { $0.name == key }) {
        if values[index] != nil {
          throw ListingError(.typeError, "\(name)() got multiple values for argument '\(key)'")
        }
        values[index] = value
      } else if signature.takesKeywords || signature.takesRest && key == signature.restName {
        extra.append((key, value))
      } else {
        let hint = suggestion(for: key, among: parameters.map(\.name))
        throw ListingError(
          .typeError, "\(name)() got an unexpected keyword argument '\(key)'\(hint); it is \(signature.text)")
      }
    }
    for (index, parameter) in parameters.enumerated() where values[index] == nil {
      guard let value = parameter.defaultValue else {
        throw ListingError(.typeError, "\(name)() is missing the argument '\(parameter.name)'; it is \(signature.text)")
      }
      values[index] = value
    }
    if let named = extra.first(where: { $0.0 == signature.restName }) { rest = [named.1] }
    return Arguments(function: self, values: values.map { $0! }, rest: rest, named: extra)
  }
}

/// What a built-in function takes, read from text in Python's notation.
struct Signature: Sendable {
  let text: String
  let name: String
  let parameters: [(name: String, defaultValue: Value?)]
  let names: [String]
  /// How many of them come before the last that has no default, with it.
  let needed: Int
  /// The defaults of those after.
  let defaults: [Value]
  /// How many of them may be given by position.
  let positional: Int
  let takesRest: Bool
  let restName: String
  let takesKeywords: Bool

  init(_ text: String) {
    self.text = text
    // By bytes rather than characters: the program's start waits for a thousand of these.
    let bytes = text.utf8
    let open = bytes.firstIndex(of: UInt8(ascii: "(")) ?? bytes.endIndex
    name = String(text[..<open])
    var parameters: [(name: String, defaultValue: Value?)] = []
    var positional: Int?
    var restName: String?
    var takesKeywords = false
    for part in bytes[open...].dropFirst().dropLast().split(separator: UInt8(ascii: ",")).map(\.trimmed) {
      if part.isEmpty { continue }
      if part.starts(with: "**".utf8) {
        takesKeywords = true
      } else if part.first == UInt8(ascii: "*") {
        positional = parameters.count
        if part.count > 1 { restName = String(Substring(part.dropFirst())) }
      } else if let equals = part.firstIndex(of: UInt8(ascii: "=")) {
        let name = String(Substring(part[..<equals]))
        parameters.append((name, Self.constant(Substring(part[part.index(after: equals)...]))))
      } else {
        parameters.append((String(Substring(part)), nil))
      }
    }
    self.parameters = parameters
    names = parameters.map(\.name)
    needed = (parameters.lastIndex { $0.defaultValue == nil } ?? -1) + 1
    defaults = parameters[needed...].compactMap(\.defaultValue)
    self.positional = positional ?? parameters.count
    takesRest = restName != nil
    self.restName = restName ?? ""
    self.takesKeywords = takesKeywords
  }

  /// The values of all parameters when these are given by position and the rest have defaults; nil when it is not as
  /// simple as that.
  func completed(_ arguments: [Value]) -> [Value]? {
    if arguments.count == parameters.count, arguments.count <= positional { return arguments }
    if arguments.count > positional || arguments.count < needed { return nil }
    return arguments + defaults[(arguments.count - needed)...]
  }

  private static func constant(_ text: Substring) -> Value {
    switch text {
    case "None": .none
    case "True": .bool(true)
    case "False": .bool(false)
    default:
      if let number = Int(text) {
        .int(number)
      } else if let number = Double(text) {
        .float(number)
      } else {
        .string(String(text.drop { $0 == "'" }.prefix { $0 != "'" }))
      }
    }
  }
}

extension Substring.UTF8View {
  fileprivate var trimmed: Self {
    var bytes = drop { $0 == UInt8(ascii: " ") }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return bytes
  }
}

/// The arguments of a call of a built-in function, in the order of its signature.
struct Arguments: Sendable {
  let callee: BuiltinFunction
  let values: [Value]
  /// What `*args` took.
  let rest: [Value]
  /// What `**kwargs` took.
  let named: [(String, Value)]

  init(function callee: BuiltinFunction, values: [Value], rest: [Value], named: [(String, Value)]) {
    self.callee = callee
    self.values = values
    self.rest = rest
    self.named = named
  }

  /// The name of the function.
  var function: String { callee.name }

  /// The framework whose rules a tensor operation follows.
  var dialect: Dialect {
    guard let dialect = callee.dialect else { preconditionFailure("\(callee.name) is a row of a framework's table") }
    return dialect
  }

  /// What the function calls them.
  var parameters: [String] { callee.signature.names }

  subscript(index: Int) -> Value { values[index] }

  func isNone(_ index: Int) -> Bool { if case .none = values[index] { true } else { false } }

  private func wrong(_ index: Int, _ wanted: String, _ m: Machine) -> ListingError {
    ListingError(
      .typeError, "\(function)(): '\(parameters[index])' must be \(wanted), not '\(m.typeName(of: values[index]))'")
  }

  func reference(_ index: Int, _ m: Machine) throws -> TensorReference {
    guard case .tensor(let reference) = values[index] else { throw wrong(index, "a tensor", m) }
    return reference
  }

  func tensor(_ index: Int, _ m: Machine) throws -> Tensor { try m.tensor(reference(index, m)) }

  /// The tensor at `index`, converted to the dtype that the argument at `dtype` asks for, if it asks for one.
  func tensor(_ index: Int, _ m: Machine, as dtype: Int) throws -> Tensor {
    let given = try tensor(index, m)
    return given.converted(to: try self.dtype(dtype, m) ?? given.dtype)
  }

  func optionalTensor(_ index: Int, _ m: Machine) throws -> Tensor? { isNone(index) ? nil : try tensor(index, m) }

  /// A tensor or a number.
  func operand(_ index: Int, _ m: Machine) throws -> Operand {
    switch values[index] {
    case .tensor(let reference): .tensor(try m.tensor(reference))
    case let value where m.isNumber(value): .scalar(try m.scalar(value))
    default: throw wrong(index, "a tensor or a number", m)
    }
  }

  func scalar(_ index: Int, _ m: Machine) throws -> Scalar {
    guard m.isNumeric(values[index]) else { throw wrong(index, "a number", m) }
    return try m.scalar(values[index])
  }

  func int(_ index: Int, _ m: Machine) throws -> Int {
    switch values[index] {
    case .int, .bool, .tensor: try m.index(values[index])
    default: throw wrong(index, "an integer", m)
    }
  }

  func optionalInt(_ index: Int, _ m: Machine) throws -> Int? { isNone(index) ? nil : try int(index, m) }

  func double(_ index: Int, _ m: Machine) throws -> Double { try scalar(index, m).double }

  func optionalDouble(_ index: Int, _ m: Machine) throws -> Double? { isNone(index) ? nil : try double(index, m) }

  func bool(_ index: Int, _ m: Machine) throws -> Bool { try m.truth(of: values[index]) }

  func string(_ index: Int, _ m: Machine) throws -> String {
    guard case .string(let text) = values[index] else { throw wrong(index, "a string", m) }
    return text
  }

  /// None, one axis, or several.
  func axes(_ index: Int, _ m: Machine) throws -> [Int]? { isNone(index) ? nil : try ints(index, m) }

  /// One integer or a sequence of them.
  func ints(_ index: Int, _ m: Machine) throws -> [Int] {
    switch values[index] {
    case .tuple(let items): return try items.map { try m.index($0) }
    case .record(let record): return try record.items.map { try m.index($0) }
    case .list(let handle): return try m.heap.list(handle).map { try m.index($0) }
    case .tensor(let reference) where reference.layout.rank == 1:
      if reference.dtype.isFloatingPoint { throw wrong(index, "integers", m) }
      if reference.layout.count > Layout.rankLimit { throw wrong(index, "a few integers", m) }
      return try (0..<reference.layout.count).map {
        try m.index(m.view(reference, reference.layout.selected(axis: 0, index: $0)))
      }
    default: return [try int(index, m)]
    }
  }

  /// Sizes, strides, amounts: integers that sums and products of a few of them cannot overflow.
  func sizes(_ index: Int, _ m: Machine) throws -> [Int] {
    let sizes = try ints(index, m)
    if sizes.isEmpty || sizes.contains(where: { $0.magnitude > 1 << 31 }) {
      throw wrong(index, "one or more integers of reasonable size", m)
    }
    return sizes
  }

  /// `f(2, 3)`, `f((2, 3))` or `f([2, 3])`.
  func restInts(_ m: Machine) throws -> [Int] { try Self.ints(rest, m) }

  /// `2, 3`, `(2, 3)` or `[2, 3]`.
  static func ints(_ rest: [Value], _ m: Machine) throws -> [Int] {
    if rest.count == 1 {
      switch rest[0] {
      case .tuple(let items): return try items.map { try m.index($0) }
      case .record(let record): return try record.items.map { try m.index($0) }
      case .list(let handle): return try m.heap.list(handle).map { try m.index($0) }
      default: break
      }
    }
    return try rest.map { try m.index($0) }
  }

  func tensors(_ index: Int, _ m: inout Machine) throws -> [Tensor] {
    try m.allItems(of: values[index]).map { try m.tensorOperand($0) }
  }

  /// A dtype by value or by name; nil for None.
  func dtype(_ index: Int, _ m: Machine) throws -> DType? {
    switch values[index] {
    case .none: return nil
    case .dtype(let dtype): return dtype
    case .string(let name):
      if let dtype = DType.named(name) { return dtype }
      throw ListingError(.typeError, "\(function)(): there is no dtype '\(name)'")
    case .type(let type):
      if let dtype = DType.named(type.name) { return dtype }
      throw wrong(index, "a dtype", m)
    default: throw wrong(index, "a dtype", m)
    }
  }
}

extension DType {
  /// By the frameworks' names: `float32`, `half`, `long`, Python's `float`, `int`, `bool`.
  static func named(_ name: String) -> DType? {
    switch name {
    case "float": .float32
    case "double": .float64
    case "half": .float16
    case "int", "long": .int64
    case "short": .int16
    default: DType.allCases.first { $0.name == name }
    }
  }
}
