import Tensors

/// The arguments of a call of a builtin, in the order of the builtin's signature.
struct Arguments: Sendable {
  let callee: BuiltinFunction
  let values: [Value]
  /// The additional positional arguments, for `*args`.
  let rest: [Value]
  /// The additional keyword arguments, for `**kwargs`.
  let named: [(String, Value)]

  init(function callee: BuiltinFunction, values: [Value], rest: [Value], named: [(String, Value)]) {
    self.callee = callee
    self.values = values
    self.rest = rest
    self.named = named
  }

  /// The name of the called function, for error messages.
  var function: String { callee.name }

  /// The framework whose rules a tensor operation follows.
  var dialect: Dialect {
    guard let dialect = callee.dialect else { preconditionFailure("\(callee.name) is a row of a framework's table") }
    return dialect
  }

  /// The names of the function's parameters.
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

  func tensor(_ index: Int, _ m: Machine) throws -> Tensor {
    let reference = try reference(index, m)
    try refuseComplex(reference.dtype)
    return try m.tensor(reference)
  }

  /// Throws if the dtype is complex and the function is not defined for complex numbers. Without this check, the
  /// function would read a complex tensor as a real tensor.
  private func refuseComplex(_ dtype: DType) throws {
    if dtype.isComplex, !callee.takesComplex { throw TensorError.unsupportedType(operation: function, dtype) }
  }

  /// The tensor argument at `index`, converted to the dtype in the argument at `dtype`. If that dtype is None, the
  /// tensor is not converted.
  func tensor(_ index: Int, _ m: Machine, as dtype: Int) throws -> Tensor {
    let given = try tensor(index, m)
    return given.converted(to: try self.dtype(dtype, m) ?? given.dtype)
  }

  func optionalTensor(_ index: Int, _ m: Machine) throws -> Tensor? { isNone(index) ? nil : try tensor(index, m) }

  /// The argument at `index`, which must be a tensor or a number.
  func operand(_ index: Int, _ m: Machine) throws -> Operand {
    switch values[index] {
    case .tensor: .tensor(try tensor(index, m))
    case let value where m.isPythonNumber(value): .scalar(try m.scalar(value))
    default: throw wrong(index, "a tensor or a number", m)
    }
  }

  func scalar(_ index: Int, _ m: Machine) throws -> Scalar {
    guard m.isNumeric(values[index]) || m.isLargeOrComplex(values[index]) else { throw wrong(index, "a number", m) }
    let number = try m.scalar(values[index])
    if number.isComplex { try refuseComplex(number.dtype) }
    return number
  }

  func int(_ index: Int, _ m: Machine) throws -> Int {
    switch values[index] {
    case .int, .bool, .tensor: try m.index(values[index])
    case .largeInteger:
      throw callee.dialect == nil
        ? ListingError(.overflowError, "Python int too large to convert to C ssize_t")
        : ListingError(.valueError, "Overflow when unpacking long long")
    default:
      // Python would call the method `__index__` here.
      if m.needsIndex(values[index]) {
        throw ListingError.unsupported(
          "an instance with __index__ as '\(parameters[index])' of \(function)()", advice: "write int(…)")
      }
      throw ListingError(
        .typeError, wrong(index, "an integer", m).message,
        python: "'\(m.typeName(of: values[index]))' object cannot be interpreted as an integer")
    }
  }

  func optionalInt(_ index: Int, _ m: Machine) throws -> Int? { isNone(index) ? nil : try int(index, m) }

  func double(_ index: Int, _ m: Machine) throws -> Double {
    if callee.dialect == nil, case .largeInteger(let large) = values[index] {
      return try LargeInteger.double(large.number)
    }
    return try scalar(index, m).double
  }

  func optionalDouble(_ index: Int, _ m: Machine) throws -> Double? { isNone(index) ? nil : try double(index, m) }

  func bool(_ index: Int, _ m: Machine) throws -> Bool { try m.truth(of: values[index]) }

  func string(_ index: Int, _ m: Machine) throws -> String {
    guard case .string(let text) = m.plain(values[index]) else { throw wrong(index, "a string", m) }
    return text
  }

  /// The argument at `index` as an axis index of `layout`. A negative argument counts from the last axis.
  func axis(_ index: Int, of layout: Layout, _ m: Machine) throws -> Int {
    try layout.resolvedAxis(int(index, m), operation: function)
  }

  /// The argument at `index` as axis indices of `layout`. A negative index counts from the last axis.
  func axes(_ index: Int, of layout: Layout, _ m: Machine) throws -> [Int] {
    try ints(index, m).map { try layout.resolvedAxis($0, operation: function) }
  }

  /// A view of the tensor argument at `index`. The view shares the storage cell and has the layout that the closure
  /// returns.
  func view(_ index: Int, _ m: Machine, _ layout: (Layout) throws -> Layout) throws -> Value {
    let reference = try reference(index, m)
    return m.view(reference, try layout(reference.layout))
  }

  /// The argument at `index` as axis indices. Negative indices stay negative. Nil for None, which means all axes.
  func axes(_ index: Int, _ m: Machine) throws -> [Int]? { isNone(index) ? nil : try ints(index, m) }

  /// The axes that a reduction reduces. Nil for None and for an empty list, which mean all axes.
  func reducedAxes(_ index: Int, _ m: Machine) throws -> [Int]? {
    guard let axes = try axes(index, m) else { return nil }
    return axes.isEmpty ? nil : axes
  }

  /// The argument at `index` as integers. The argument is an integer, a list or tuple of integers, or a 1-d integer
  /// tensor.
  func ints(_ index: Int, _ m: Machine) throws -> [Int] {
    if let integers = try m.integers(in: values[index]) { return integers }
    guard case .tensor(let reference) = values[index], reference.layout.rank == 1 else { return [try int(index, m)] }
    if reference.dtype.isFloatingPoint { throw wrong(index, "integers", m) }
    if reference.layout.count > Layout.rankLimit { throw wrong(index, "a few integers", m) }
    return try (0..<reference.layout.count).map {
      try m.index(m.view(reference, reference.layout.selected(axis: 0, index: $0)))
    }
  }

  /// The argument at `index` as one or more integers, such as sizes, strides or amounts of padding. Each magnitude is at
  /// most 2³¹, so sums and products of a few of these integers cannot overflow.
  func sizes(_ index: Int, _ m: Machine) throws -> [Int] {
    let sizes = try ints(index, m)
    if sizes.isEmpty || sizes.contains(where: { $0.magnitude > 1 << 31 }) {
      throw wrong(index, "one or more integers of reasonable size", m)
    }
    return sizes
  }

  /// The argument at `index` as a list of `axes` sizes. A single integer is repeated for all axes.
  func sizes(_ index: Int, _ m: Machine, axes: Int) throws -> [Int] {
    let sizes = try sizes(index, m)
    if sizes.count == axes { return sizes }
    guard sizes.count == 1 else {
      throw ListingError(.valueError, "\(parameters[index]) needs 1 or \(axes) sizes, not \(sizes.count)")
    }
    return [Int](repeating: sizes[0], count: axes)
  }

  /// The integers passed as `*args`: `f(2, 3)`, `f((2, 3))` and `f([2, 3])` mean the same.
  func restInts(_ m: Machine) throws -> [Int] { try Self.ints(rest, m) }

  /// The integers in `rest`. If `rest` contains only one list or tuple, the items of this list or tuple.
  static func ints(_ rest: [Value], _ m: Machine) throws -> [Int] {
    if rest.count == 1, let integers = try m.integers(in: rest[0]) { return integers }
    return try rest.map { try m.index($0) }
  }

  /// The argument for the parameter `*default`. Nil if the call passes no default. Passing None is a different case.
  func defaultValue() throws -> Value? {
    if rest.count > 1 {
      throw ListingError(.typeError, "\(function)() takes one default, but \(rest.count) were given")
    }
    return rest.first
  }

  func tensors(_ index: Int, _ m: inout Machine) throws -> [Tensor] {
    try m.allItems(of: values[index]).map {
      let tensor = try m.tensorOperand($0)
      try refuseComplex(tensor.dtype)
      return tensor
    }
  }

  /// The argument at `index` as a dtype. The argument is a dtype, a string such as `'float32'`, or a Python type such
  /// as `float`. Nil for None.
  func dtype(_ index: Int, _ m: Machine) throws -> DType? {
    switch values[index] {
    case .none: return nil
    case .dtype(let dtype): return dtype
    case .string(let name):
      if callee.dialect == .torch {
        throw ListingError(
          .typeError, "\(function)(): argument '\(parameters[index])' must be torch.dtype, not str")
      }
      if let dtype = DType.named(name) { return dtype }
      throw ListingError(.typeError, "\(function)(): unknown dtype '\(name)'")
    case .type(let type):
      // Python's float has 64 bits, and Python's complex has 128 bits.
      if callee.dialect == .torch, let dtype = ["float": DType.float64, "complex": .complex128][type.name] {
        return dtype
      }
      if let dtype = DType.named(type.name) { return dtype }
      throw wrong(index, "a dtype", m)
    default: throw wrong(index, "a dtype", m)
    }
  }
}

extension Machine {
  /// The integers in a list or tuple. Nil for a value of another type.
  func integers(in sequence: Value) throws -> [Int]? {
    try items(of: sequence)?.map { try index($0) }
  }
}

extension ListingError {
  /// Makes the error for a framework feature that fwdb lacks, such as `unique along an axis`.
  ///
  /// - Parameter advice: what the user can do instead.
  static func unsupported(_ what: String, advice: String? = nil) -> ListingError {
    ListingError(.notImplemented, "\(what) is not supported\(advice.map { ": \($0)" } ?? "")")
  }
}
