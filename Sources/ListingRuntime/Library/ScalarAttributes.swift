import ListingSyntax

/// Attributes of numbers, strings and bytes, except their ordinary methods. The attributes are parts such as `real`,
/// class methods, and the special methods of Python's operators, such as `__add__`.
enum ScalarAttributes {
  /// The value of an attribute of a number, string or bytes. Nil if the value has no attribute with this name.
  static func value(_ name: String, of value: Value) -> Value? {
    if let part = part(name, of: value) { return part }
    let type =
      switch value {
      case .int, .largeInteger: "int"
      case .bool: "bool"
      case .float: "float"
      case .complex: "complex"
      case .string: "str"
      case .bytes: "bytes"
      default: "bytearray"
      }
    if let function = classMethods[type == "bool" ? "int" : type]?[name] { return .builtin(function) }
    return special[type]?[name].map { .method(BoundMethod(callee: .builtin($0), receiver: value)) }
  }

  /// The class methods and special methods, as attributes of the class: `int.from_bytes`, `int.__add__`.
  static func ofClass(_ type: String) -> [String: BuiltinFunction] {
    (special[type] ?? [:]).merging(classMethods[type] ?? [:]) { $1 }
  }

  private static func part(_ name: String, of value: Value) -> Value? {
    switch (name, value) {
    case ("real", .bool(let flag)), ("numerator", .bool(let flag)): .int(flag ? 1 : 0)
    case ("real", .int), ("real", .largeInteger), ("real", .float): value
    case ("imag", .int), ("imag", .bool), ("imag", .largeInteger): .int(0)
    case ("imag", .float): .float(0)
    case ("real", .complex(let number)): .float(number.real)
    case ("imag", .complex(let number)): .float(number.imaginary)
    case ("numerator", .int), ("numerator", .largeInteger): value
    case ("denominator", .int), ("denominator", .bool), ("denominator", .largeInteger): .int(1)
    default: nil
    }
  }

  private static let classMethods: [String: [String: BuiltinFunction]] = [
    "int": ["from_bytes": ScalarMethods.fromBytes], "float": ["fromhex": ScalarMethods.fromHex],
    "str": ["maketrans": StringMethods.makeTranslation],
    "bytes": ["fromhex": BytesMethods.fromHex, "maketrans": BytesMethods.makeTranslation],
    "bytearray": ["fromhex": BytesMethods.arrayFromHex, "maketrans": BytesMethods.makeTranslation],
  ]

  // MARK: Special methods

  private static let special: [String: [String: BuiltinFunction]] = {
    let integer = numbers(bitwise + arithmetic, unary + [("__invert__", .invert)]) + ordering + common
    let whole = ["__index__", "__int__", "__trunc__", "__floor__", "__ceil__"].map { name in
      BuiltinFunction("\(name)(self)") { m, a in try m.unary(.positive, a[0]) }
    }
    let rounded = [("__trunc__", "trunc"), ("__floor__", "floor"), ("__ceil__", "ceil")].map { forwarding($0, to: $1) }
    let real = [forwarding("__float__", to: "float"), forwarding("__round__", to: "round", takesMore: true)]
    let float = numbers(arithmetic, unary) + ordering + common + real + rounded + [forwarding("__int__", to: "int")]
    let number = integer + whole + real
    let sequence = ordering + common + items
    let text = sequence + operators([("__add__", "__radd__", .add), ("__mul__", "__rmul__", .multiply)])
    return [
      "int": number, "bool": number, "float": float,
      "complex": numbers(arithmetic.filter { ![.floorDivide, .remainder].contains($0.2) }, unary) + equality + common,
      "str": text + operators([("__mod__", "__rmod__", .remainder)]), "bytes": text, "bytearray": text,
    ].mapValues { functions in functions.reduce(into: [:]) { $0[$1.name] = $1 } }
  }()

  private typealias Operator = (String, String, BinaryOperator)

  private static let arithmetic: [Operator] = [
    ("__add__", "__radd__", .add), ("__sub__", "__rsub__", .subtract), ("__mul__", "__rmul__", .multiply),
    ("__truediv__", "__rtruediv__", .divide), ("__floordiv__", "__rfloordiv__", .floorDivide),
    ("__mod__", "__rmod__", .remainder), ("__pow__", "__rpow__", .power),
  ]

  private static let bitwise: [Operator] = [
    ("__lshift__", "__rlshift__", .shiftLeft), ("__rshift__", "__rrshift__", .shiftRight),
    ("__and__", "__rand__", .and),
    ("__or__", "__ror__", .or), ("__xor__", "__rxor__", .xor),
  ]

  private static let unary: [(String, UnaryOperator)] = [("__neg__", .negative), ("__pos__", .positive)]

  private static func numbers(_ binary: [Operator], _ unary: [(String, UnaryOperator)]) -> [BuiltinFunction] {
    operators(binary)
      + unary.map { name, op in BuiltinFunction("\(name)(self)") { m, a in try m.unary(op, a[0]) } }
      + [forwarding("__abs__", to: "abs"), forwarding("__bool__", to: "bool")]
  }

  private static func operators(_ rows: [Operator]) -> [BuiltinFunction] {
    rows.flatMap { name, reflected, op in
      [
        BuiltinFunction("\(name)(self, other)") { m, a in try result(&m, op, a[0], a[1], accepts: a[1], self: a[0]) },
        BuiltinFunction("\(reflected)(self, other)") { m, a in
          try result(&m, op, a[1], a[0], accepts: a[1], self: a[0])
        },
      ]
    }
  }

  /// The result of an operator. The result is `NotImplemented` if the type of `own` does not accept `other`, so that
  /// Python can try the other operand's method.
  private static func result(
    _ m: inout Machine, _ op: BinaryOperator, _ left: Value, _ right: Value, accepts other: Value, self own: Value
  ) throws -> Value {
    try m.checkKnown(other)
    if case .string = own, op == .remainder { return try m.binary(op, left, right, inPlace: false) }
    let isAccepted: Bool =
      switch own {
      case .int, .bool, .largeInteger: m.isWhole(other)
      case .float: m.isWhole(other) || m.isNumber(other)
      case .complex: m.isPythonNumber(other)
      default: true
      }
    return isAccepted ? try m.binary(op, left, right, inPlace: false) : .notImplemented
  }

  private static let equality = comparisons([("__eq__", .equal), ("__ne__", .notEqual)])

  private static let ordering =
    equality
    + comparisons([
      ("__lt__", .less), ("__le__", .lessOrEqual), ("__gt__", .greater), ("__ge__", .greaterOrEqual),
    ])

  private static func comparisons(_ rows: [(String, ComparisonOperator)]) -> [BuiltinFunction] {
    rows.map { name, op in
      BuiltinFunction("\(name)(self, other)") { m, a in
        try m.checkKnown(a[1])
        let isAccepted: Bool =
          switch a[0] {
          case .int, .bool, .largeInteger: m.isWhole(a[1])
          case .float: m.isWhole(a[1]) || m.isNumber(a[1])
          case .complex: m.isPythonNumber(a[1])
          case .string: if case .string = a[1] { true } else { false }
          default: m.isBytes(a[1])
          }
        return isAccepted ? try m.compare(op, a[0], a[1]) : .notImplemented
      }
    }
  }

  private static let common = [
    forwarding("__hash__", to: "hash"), forwarding("__str__", to: "str"), forwarding("__repr__", to: "repr"),
    forwarding("__format__", to: "format", takesMore: true),
  ]

  private static let items = [
    forwarding("__len__", to: "len"), forwarding("__iter__", to: "iter"),
    BuiltinFunction("__getitem__(self, key)") { m, a in try m.element(of: a[0], at: a[1]) },
    BuiltinFunction("__contains__(self, key)") { m, a in try m.compare(.contained, a[1], a[0]) },
  ]

  /// Makes a method that calls the builtin `function` with the receiver as the first argument.
  private static func forwarding(_ name: String, to function: String, takesMore: Bool = false) -> BuiltinFunction {
    BuiltinFunction("\(name)(self\(takesMore ? ", *more" : ""))") { m, a in
      let found = m.library.builtins[function] ?? MathModule.members[function]
      let builtin: BuiltinFunction
      switch found {
      case .builtin(let function)?: builtin = function
      case .type(let type)?:
        guard let maker = type.maker else { preconditionFailure("\(function) makes values") }
        builtin = maker
      default: preconditionFailure("\(function) is a builtin")
      }
      guard case .native(let body) = builtin.body else { preconditionFailure("\(function) runs in Swift") }
      return try body(&m, builtin.bind([a[0]] + a.rest, []))
    }
  }
}
