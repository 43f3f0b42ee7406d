import ListingSyntax

/// What classes of a listing give operators, loops and built-ins to do: `__add__`, `__len__`, `__iter__`, ….
extension Machine {
  /// Calls the listing's method behind the instruction, where an operand has one; false leaves the instruction to run as it is.
  ///
  /// Where the method's result only takes an operand's place (the truth of an instance, the items of one), the instruction
  /// runs again after the call, and then finds that result.
  mutating func callsOverride(_ instruction: Instruction, _ f: Int) throws -> Bool {
    let stack = frames[f].stack
    func operand(_ fromTop: Int) -> Value { stack[stack.count - 1 - fromTop] }
    switch instruction {
    case .unary(let op):
      let name =
        switch op {
        case .negative: "__neg__"
        case .positive: "__pos__"
        case .invert: "__invert__"
        }
      guard let method = listingMethod(name, of: operand(0)) else { return false }
      try invoke(method, [], [], dropping: 1, f)
    case .not, .jumpIfFalse, .jumpIfTrue:
      guard let method = truthMethod(of: operand(0)) else { return false }
      try invokeAndRepeat(method, f)
    case .makeIterator, .unpack, .unpackStarred, .extendList:
      guard let method = try iterationMethod(of: operand(0)) else { return false }
      try invokeAndRepeat(method, f)
    case .format(let conversion, hasSpecification: false) where conversion != "r" && conversion != "a":
      guard let method = textMethod(of: operand(0), names: ["__str__", "__repr__"]) else { return false }
      try invokeAndRepeat(method, f)
    case .binary(let op), .augmented(let op):
      let (left, right) = (operand(1), operand(0))
      if case .augmented = instruction, let method = listingMethod("__i\(Self.name(of: op))__", of: left) {
        try invoke(method, [right], [], dropping: 2, f)
      } else if let method = listingMethod("__\(Self.name(of: op))__", of: left) {
        try invoke(method, [right], [], dropping: 2, f)
      } else if let method = listingMethod("__r\(Self.name(of: op))__", of: right) {
        try invoke(method, [left], [], dropping: 2, f)
      } else {
        return false
      }
    case .compare(let op): return try callsComparison(op, operand(1), operand(0), f)
    case .storeSubscript:
      guard let method = listingMethod("__setitem__", of: operand(1)) else { return false }
      try invoke(method, [operand(0), operand(2)], [], dropping: 3, f, purpose: .effect)
    case .deleteSubscript:
      guard let method = listingMethod("__delitem__", of: operand(1)) else { return false }
      try invoke(method, [operand(0)], [], dropping: 2, f, purpose: .effect)
    default: return false
    }
    return true
  }

  /// Of a built-in called with instances: what is to be called instead, if anything.
  func override(of builtin: BuiltinFunction, _ arguments: [Value], _ named: [(String, Value)]) throws -> (
    Value, [Value]
  )? {
    guard arguments.contains(where: { if case .instance = $0 { true } else { false } }) else { return nil }
    switch builtin.name {
    case "len": return listingMethod("__len__", of: arguments[0]).map { ($0, []) }
    case "iter": return try iterationMethod(of: arguments[0]).map { ($0, []) }
    case "str": return textMethod(of: arguments[0], names: ["__str__", "__repr__"]).map { ($0, []) }
    case "repr": return textMethod(of: arguments[0], names: ["__repr__"]).map { ($0, []) }
    case "abs": return listingMethod("__abs__", of: arguments[0]).map { ($0, []) }
    case "bool": return truthMethod(of: arguments[0]).map { _ in (preludeFunction("truth"), arguments) }
    case "print":
      guard arguments.contains(where: { textMethod(of: $0, names: ["__str__", "__repr__"]) != nil }) else { return nil }
      return (preludeFunction("print_texts"), arguments)
    case "list", "tuple", "sum", "max", "min", "any", "all", "enumerate", "zip", "reversed", "dict":
      guard case .instance = arguments[0], try iterationMethod(of: arguments[0]) != nil else { return nil }
      return (preludeFunction("over_items"), [.builtin(builtin)] + arguments)
    default: return nil
    }
  }

  private mutating func callsComparison(_ op: ComparisonOperator, _ left: Value, _ right: Value, _ f: Int) throws
    -> Bool
  {
    switch op {
    case .isSame, .isNotSame: return false
    case .contained, .notContained:
      if listingMethod("__contains__", of: right) == nil { return false }
      try invoke(preludeFunction(op == .contained ? "is_in" : "is_not_in"), [right, left], [], dropping: 2, f)
    case .notEqual:
      if let method = listingMethod("__ne__", of: left) {
        try invoke(method, [right], [], dropping: 2, f)
      } else {
        if listingMethod("__eq__", of: left) == nil && listingMethod("__eq__", of: right) == nil { return false }
        try invoke(preludeFunction("is_different"), [left, right], [], dropping: 2, f)
      }
    case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual:
      let (name, mirrored) =
        switch op {
        case .less: ("__lt__", "__gt__")
        case .lessOrEqual: ("__le__", "__ge__")
        case .greater: ("__gt__", "__lt__")
        case .greaterOrEqual: ("__ge__", "__le__")
        default: ("__eq__", "__eq__")
        }
      if let method = listingMethod(name, of: left) {
        try invoke(method, [right], [], dropping: 2, f)
      } else if let method = listingMethod(mirrored, of: right) {
        try invoke(method, [left], [], dropping: 2, f)
      } else {
        return false
      }
    }
    return true
  }

  /// The result takes the operand's place, and the instruction runs again.
  private mutating func invokeAndRepeat(_ method: Value, _ f: Int) throws {
    try invoke(method, [], [], dropping: 1, f)
    frames[f].next -= 1
  }

  private func truthMethod(of value: Value) -> Value? {
    listingMethod("__bool__", of: value) ?? listingMethod("__len__", of: value)
  }

  private func iterationMethod(of value: Value) throws -> Value? {
    guard let method = listingMethod("__iter__", of: value) else { return nil }
    if listingMethod("__next__", of: value) != nil {
      throw ListingError(
        .notImplemented, "an iterator made by a class ('\(typeName(of: value))'): let __iter__ return iter(…) of a list"
      )
    }
    return method
  }

  private func textMethod(of value: Value, names: [String]) -> Value? {
    for name in names { if let method = listingMethod(name, of: value) { return method } }
    return nil
  }

  private static func name(of op: BinaryOperator) -> String {
    switch op {
    case .add: "add"
    case .subtract: "sub"
    case .multiply: "mul"
    case .divide: "truediv"
    case .floorDivide: "floordiv"
    case .remainder: "mod"
    case .power: "pow"
    case .matmul: "matmul"
    case .shiftLeft: "lshift"
    case .shiftRight: "rshift"
    case .and: "and"
    case .or: "or"
    case .xor: "xor"
    }
  }
}
