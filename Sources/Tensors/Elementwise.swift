import CKernels

/// Operators of two operands, applied element by element with broadcasting.
public enum BinaryOperation: String, Sendable, CaseIterable {
  case add, subtract, multiply, divide, floorDivide, remainder, power, maximum, minimum
  case and, or, xor
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  public var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

extension Compute {
  /// Applies `operation` to each pair of elements of the broadcast operands.
  ///
  /// The type of the result follows torch's rules: the higher kind (bool, integer, float, complex) wins, then the wider
  /// type. A Python number never widens a tensor of its own kind. `divide` of integers returns float32, and comparisons
  /// return bool. `and`, `or` and `xor` accept bools and integers; they combine the bits of integers. For two bools,
  /// `add` and `maximum` compute `or`, `multiply` and `minimum` compute `and`, and other arithmetic uses int64.
  public func binary(
    _ operation: BinaryOperation, _ a: some TensorOperand, _ b: some TensorOperand
  ) throws(TensorError) -> Tensor {
    let (a, b) = (a.operand, b.operand)
    if operation == .power, let result = try commonPower(a, b) { return result }
    let name = operation.rawValue
    let shape = try broadcastShape(a.shape, b.shape, operation: name)
    var type = DType.promoted(a, b)
    if let half = DType.complexHalf(a, b) {
      throw .unsupportedType(operation: "\(name) of a complex number", half)
    }
    if operation == .power, type == .bool, case .tensor(let x) = a, case .scalar(let exponent) = b {
      return exponent.double != 0 ? x : try ones(shape, dtype: .bool)
    }
    if type.isComplex { return try complexBinary(operation, a.tensor(type), b.tensor(type), shape: shape) }
    var kernel = operation
    if type == .bool, let logical = operation.logicalTwin { kernel = logical }
    if type == .bool, !kernel.isComparison, !kernel.isLogical { type = .int64 }
    if operation == .divide, !type.isFloatingPoint { type = .float32 }
    if kernel.isLogical, type.isFloatingPoint { throw .unsupportedType(operation: name, type) }
    let computing = type.computing
    // A tensor of another type is first converted to the type of the result. The conversion may round its elements.
    func read(_ operand: Operand) -> Tensor {
      if case .tensor(let x) = operand, x.rank > 0, x.dtype != type {
        return x.converted(to: type).converted(to: computing)
      }
      return operand.tensor(computing)
    }
    var (u, v) = (read(a), read(b))
    if operation.roundsOperands || !type.isFloatingPoint, type != computing {
      (u, v) = (a.tensor(type).converted(to: computing), b.tensor(type).converted(to: computing))
    }
    if computing == .int64, operation == .floorDivide || operation == .remainder, !shape.contains(0),
      try containsZero(v)
    {
      throw .integerDivisionByZero(operation: name)
    }
    let plan = StridedPlan(
      shape: shape,
      strides: [
        try u.layout.expanded(to: shape, operation: name).strides,
        try v.layout.expanded(to: shape, operation: name).strides,
      ])
    let outType = operation.isComparison ? DType.bool : computing
    let result = try madeRaw(name, shape: shape, dtype: outType) { output throws(TensorError) in
      try parallel(plan) { part, first in
        let skipped = { (operand: Int) in first * Int(plan.strides[operand].first ?? 0) * computing.size }
        fw_binary(
          kernel.kernel, computing.kernelType, part.rank, part.shape, u.start.advanced(by: skipped(0)), part.strides[0],
          v.start.advanced(by: skipped(1)), part.strides[1],
          output.advanced(by: first * plan.innerCount * outType.size))
      }
    }
    return operation.isComparison ? result : result.converted(to: type)
  }

  /// Computes `a + alpha · b`, or `a − alpha · b` for `subtract`. For float16 and bfloat16, the computation uses
  /// float32, and only the result is rounded.
  public func binary(
    _ operation: BinaryOperation, _ a: some TensorOperand, _ b: some TensorOperand, alpha: Scalar
  ) throws(TensorError) -> Tensor {
    let (a, b) = (a.operand, b.operand)
    let type = DType.promoted(a, b)
    if alpha.isComplex, !type.isComplex {
      throw .invalidArgument(
        operation: operation.rawValue, "alpha must not be complex when the result is \(type.name)")
    }
    if case .float = alpha, !type.isFloatingPoint, !type.isComplex {
      throw .invalidArgument(operation: operation.rawValue, "alpha must be an integer when the result is \(type.name)")
    }
    let computing = type == .bool ? .int64 : type.computing
    let scaled = try multiply(b.tensor(type).converted(to: computing), alpha)
    return try binary(operation, a.tensor(type).converted(to: computing), scaled).converted(to: type)
  }

  /// Promotes the operands to one type, computes `body`, and rounds only the result of `body` to the promoted type. For
  /// float16 and bfloat16, `body` computes in float32.
  ///
  /// - Parameter body: receives the operands in the type that arithmetic on the promoted type uses (`DType.computing`).
  public func rounding(
    _ operands: [Operand], _ body: ([Tensor]) throws -> Tensor
  ) throws -> Tensor {
    let type = DType.promoted(operands)
    return try body(operands.map { $0.tensor(type).converted(to: type.computing) }).converted(to: type)
  }

  /// For float16 and bfloat16: calls `body` with `x` in float32 and rounds the result once. For other types: calls
  /// `body` with `x`.
  public func rounding(_ x: Tensor, _ body: (Tensor) throws -> Tensor) rethrows -> Tensor {
    guard x.dtype.isFloatingPoint, x.dtype != x.dtype.computing else { return try body(x) }
    return try body(x.converted(to: x.dtype.computing)).converted(to: x.dtype)
  }

  public func add(_ a: some TensorOperand, _ b: some TensorOperand) throws(TensorError) -> Tensor {
    try binary(.add, a, b)
  }
  public func subtract(_ a: some TensorOperand, _ b: some TensorOperand) throws(TensorError) -> Tensor {
    try binary(.subtract, a, b)
  }
  public func multiply(_ a: some TensorOperand, _ b: some TensorOperand) throws(TensorError) -> Tensor {
    try binary(.multiply, a, b)
  }
  public func divide(_ a: some TensorOperand, _ b: some TensorOperand) throws(TensorError) -> Tensor {
    try binary(.divide, a, b)
  }
  public func floorDivide(_ a: some TensorOperand, _ b: some TensorOperand) throws(TensorError) -> Tensor {
    try binary(.floorDivide, a, b)
  }
  /// The remainder of a / b with the sign of the divisor, like Python's `%`.
  public func remainder(_ a: some TensorOperand, _ b: some TensorOperand) throws(TensorError) -> Tensor {
    try binary(.remainder, a, b)
  }
  public func power(_ a: some TensorOperand, _ b: some TensorOperand) throws(TensorError) -> Tensor {
    try binary(.power, a, b)
  }
  /// The greater of each pair of elements; NaN where either element is NaN.
  public func maximum(_ a: some TensorOperand, _ b: some TensorOperand) throws(TensorError) -> Tensor {
    try binary(.maximum, a, b)
  }
  public func minimum(_ a: some TensorOperand, _ b: some TensorOperand) throws(TensorError) -> Tensor {
    try binary(.minimum, a, b)
  }

  /// Applies `and`, `or` or `xor` to truth values. Elements of all types are accepted; an element is true when it is
  /// not zero.
  public func logical(
    _ operation: BinaryOperation, _ a: some TensorOperand, _ b: some TensorOperand
  ) throws(TensorError) -> Tensor {
    precondition(operation.isLogical, "\(operation) is no logical operator")
    return try binary(operation, a.operand.tensor(.bool), b.operand.tensor(.bool))
  }

  /// Computes a power with a common exponent, such as 2 or ½, by a cheaper function, as torch does. Nil for other
  /// exponents.
  private func commonPower(_ base: Operand, _ exponent: Operand) throws(TensorError) -> Tensor? {
    guard case .tensor(let x) = base, case .scalar(let scalar) = exponent, x.dtype != .bool else { return nil }
    if case .float = scalar, !x.dtype.isFloatingPoint, !x.dtype.isComplex { return nil }
    if case .complex(_, let imaginary) = scalar, imaginary != 0 || !x.dtype.isComplex { return nil }
    switch scalar.real {
    case 0 where x.dtype.isComplex: return try ones(x.shape, dtype: x.dtype)
    case 1 where x.dtype.isComplex: return x
    case -2 where x.dtype.isComplex: return try unary(.reciprocal, multiply(x, x))
    case 3 where x.dtype.isComplex: return try multiply(multiply(x, x), x)
    case 2: return try unary(.square, x)
    case 0.5: return try unary(.sqrt, x)
    case -0.5: return try unary(.rsqrt, x)
    case -1 where x.dtype.isFloatingPoint || x.dtype.isComplex: return try unary(.reciprocal, x)
    default: return nil
    }
  }

  private func containsZero(_ tensor: Tensor) throws(TensorError) -> Bool {
    let nonzero = try dense(tensor, .bool)
    return withExtendedLifetime(nonzero) {
      fw_positions(Int64(nonzero.count), nonzero.start.assumingMemoryBound(to: UInt8.self), nil) != nonzero.count
    }
  }
}

extension BinaryOperation {
  var isLogical: Bool { self == .and || self == .or || self == .xor }

  /// Whether torch rounds the operands to the type of the result before this operation. False for `add`, `subtract`,
  /// `multiply` and `divide`: with a float16 tensor, torch does not round a Python number to float16.
  fileprivate var roundsOperands: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide: false
    default: true
    }
  }

  /// The logical operation that equals this operation for bools; nil when there is no such logical operation.
  fileprivate var logicalTwin: BinaryOperation? {
    switch self {
    case .add, .maximum: .or
    case .multiply, .minimum: .and
    default: nil
    }
  }

  fileprivate var kernel: fw_binary {
    switch self {
    case .add: FW_ADD
    case .subtract: FW_SUBTRACT
    case .multiply: FW_MULTIPLY
    case .divide: FW_DIVIDE
    case .floorDivide: FW_FLOOR_DIVIDE
    case .remainder: FW_REMAINDER
    case .power: FW_POWER
    case .maximum: FW_MAXIMUM
    case .minimum: FW_MINIMUM
    case .and: FW_AND
    case .or: FW_OR
    case .xor: FW_XOR
    case .equal: FW_EQUAL
    case .notEqual: FW_NOT_EQUAL
    case .less: FW_LESS
    case .lessOrEqual: FW_LESS_EQUAL
    case .greater: FW_GREATER
    case .greaterOrEqual: FW_GREATER_EQUAL
    }
  }
}
