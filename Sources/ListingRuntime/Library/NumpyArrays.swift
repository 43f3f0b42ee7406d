import Tensors

/// numpy's arrays, which are tensors that are marked as arrays. An operation returns an array if an operand is an array
/// and no operand is a tensor of the framework. If the result has no axes, the operation returns a number.
extension TensorReference {
  /// A reference to the same elements, marked as a numpy array or as a tensor of the framework.
  func marked(asArray isArray: Bool) -> TensorReference {
    self.isArray == isArray
      ? self : TensorReference(cell: cell, dtype: dtype, layout: layout, isArray: isArray, isFlipped: isFlipped)
  }
}

extension Machine {
  /// Converts a result to numpy's form: an array, or a number if the result has no axes.
  func asArray(_ value: Value) throws -> Value {
    switch value {
    case .tensor(let reference) where reference.layout.rank == 0: try anyScalar(value).value
    case .tensor(let reference): .tensor(reference.marked(asArray: true))
    case .tuple(let items): .tuple(try items.map { try asArray($0) })
    default: value
    }
  }

  /// Makes a new array. If the tensor has no axes, makes a number.
  mutating func newArray(_ tensor: Tensor) throws -> Value {
    let value = try new(tensor)
    return try asArray(value)
  }

  /// Calls `body`, which follows torch's rules. A RuntimeError is marked as a refusal (`ListingError.isRefusal`), so
  /// that `except` does not catch it: numpy itself would return a result or raise another error.
  mutating func asNumpy(_ body: (inout Machine) throws -> Value) throws -> Value {
    let before = followsNumpy
    followsNumpy = true
    defer { followsNumpy = before }
    do { return try body(&self) } catch {
      var error = listingError(error)
      if error.kind == "RuntimeError" { error.isRefusal = true }
      throw error
    }
  }

  /// Throws numpy's error if the integer does not fit the dtype of an integer array, or if the integer is a negative
  /// exponent.
  func checkArrayOperand(_ number: Value, of array: Value, isExponent: Bool) throws {
    guard case .tensor(let reference) = array, !reference.dtype.isFloatingPoint, !reference.dtype.isComplex,
      reference.dtype != .bool, case .int(let number) = number
    else { return }
    let type = reference.dtype
    let range = StatisticalOperations.bound(type, greatest: false)...StatisticalOperations.bound(type, greatest: true)
    if !(range ~= number) {
      throw ListingError(.overflowError, "Python integer \(number) out of bounds for \(type.name)")
    }
    if isExponent, number < 0 {
      throw ListingError(.valueError, "Integers to negative integer powers are not allowed.")
    }
  }

  /// Whether at least one operand is an array, and no operand is a tensor of the framework.
  func isArrayOperation(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.tensor(let a), .tensor(let b)): a.isArray && b.isArray
    case (.tensor(let a), _): a.isArray
    case (_, .tensor(let b)): b.isArray
    default: false
    }
  }

  /// Converts the operands to numpy's dtypes. In some operations torch converts integers to float32, and numpy converts
  /// them to float64.
  mutating func arrayOperands(_ left: Value, _ right: Value, isDivision: Bool) throws -> (Value, Value) {
    func kind(_ value: Value) -> (isFloat: Bool, isWide: Bool, isInteger: Bool) {
      switch value {
      case .tensor(let reference):
        let type = reference.dtype
        return (type.isFloatingPoint, [.int32, .int64].contains(type), !type.isFloatingPoint)
      case .float: return (true, false, false)
      default: return (false, false, true)
      }
    }
    let (a, b) = (kind(left), kind(right))
    var converts = isDivision && a.isInteger && b.isInteger
    if a.isWide && b.isFloat || b.isWide && a.isFloat { converts = true }
    if case .float = right, a.isInteger { converts = true }
    if case .float = left, b.isInteger { converts = true }
    if !converts { return (left, right) }
    func widened(_ value: Value) throws -> Value {
      guard case .tensor(let reference) = value else { return value }
      return try new(tensor(reference).converted(to: .float64))
    }
    return (try widened(left), try widened(right))
  }

  /// The value of an array's attribute. Nil if fwdb has no attribute with this name.
  func arrayAttribute(_ name: String, _ reference: TensorReference) throws -> Value? {
    switch name {
    case "shape": return .tuple(reference.shape.map(Value.int))
    case "dtype": return .dtype(reference.dtype)
    case "ndim": return .int(reference.layout.rank)
    case "real", "imag":
      return try library.tensorProperty(name, of: reference.marked(asArray: false), .torch, self)?.asArray
    case "size": return .int(reference.layout.count)
    case "itemsize": return .int(reference.dtype.size)
    case "nbytes": return .int(reference.layout.count * reference.dtype.size)
    case "T": return view(reference, try reference.layout.permuted(Array((0..<reference.layout.rank).reversed())))
    default:
      return library.arrayMethods[name].map {
        .method(BoundMethod(callee: .builtin($0), receiver: .tensor(reference)))
      }
    }
  }
}

extension Value {
  /// The value marked as a numpy array. A tensor without axes stays an array.
  var asArray: Value {
    if case .tensor(let reference) = self { .tensor(reference.marked(asArray: true)) } else { self }
  }
}
