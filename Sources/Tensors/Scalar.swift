/// A Python number in a listing. In arithmetic, it never widens a tensor of the same kind (bool, integer, float or
/// complex).
public enum Scalar: Sendable, Hashable {
  case int(Int)
  case float(Double)
  case bool(Bool)
  case complex(real: Double, imaginary: Double)

  /// The number converted to a double. NaN for a complex number.
  public var double: Double {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    case .bool(let value): value ? 1 : 0
    case .complex: .nan
    }
  }

  /// For a complex number, its real part. For any other number, the number converted to a double.
  public var real: Double { if case .complex(let real, _) = self { real } else { double } }

  public var isZero: Bool {
    if case .complex(let real, let imaginary) = self { real == 0 && imaginary == 0 } else { double == 0 }
  }

  public var isComplex: Bool { if case .complex = self { true } else { false } }

  /// The number as an operand for a tensor of type `dtype`. For an integer type, a float is rounded toward zero.
  public func converted(to dtype: DType) -> Scalar {
    guard case .float(let value) = self, !dtype.isFloatingPoint, !dtype.isComplex else { return self }
    return .int(Int(exactly: value.rounded(.towardZero)) ?? 0)
  }

  /// The type of a tensor that is created from this number without an explicit type.
  public var dtype: DType {
    switch self {
    case .int: .int64
    case .float: .float32
    case .bool: .bool
    case .complex: .complex64
    }
  }
}

/// A tensor or a number as an operand of an operator.
public protocol TensorOperand {
  var operand: Operand { get }
}

public enum Operand: Sendable {
  case tensor(Tensor)
  case scalar(Scalar)
}

extension Operand: TensorOperand {
  public var operand: Operand { self }
}
extension Tensor: TensorOperand {
  public var operand: Operand { .tensor(self) }
}
extension Scalar: TensorOperand {
  public var operand: Operand { .scalar(self) }
}
extension Int: TensorOperand {
  public var operand: Operand { .scalar(.int(self)) }
}
extension Double: TensorOperand {
  public var operand: Operand { .scalar(.float(self)) }
}
extension Bool: TensorOperand {
  public var operand: Operand { .scalar(.bool(self)) }
}

extension Operand {
  var shape: [Int] {
    switch self {
    case .tensor(let tensor): tensor.shape
    case .scalar: []
    }
  }

  var dtype: DType {
    switch self {
    case .tensor(let tensor): tensor.dtype
    case .scalar(let scalar): scalar.dtype
    }
  }

  /// The priority in type promotion. From highest to lowest: a tensor with axes, a tensor of rank 0, a number.
  fileprivate var priority: Int {
    switch self {
    case .tensor(let tensor): tensor.rank > 0 ? 2 : 1
    case .scalar: 0
    }
  }

  /// Returns the operand as a tensor of type `dtype`. A number becomes a tensor of rank 0.
  func tensor(_ dtype: DType) -> Tensor {
    switch self {
    case .tensor(let tensor): tensor.converted(to: dtype)
    case .scalar(let scalar): Tensor(scalar, dtype: dtype)
    }
  }
}

extension Tensor {
  /// Creates a tensor of rank 0 that contains `scalar` converted to `dtype`.
  public init(_ scalar: Scalar, dtype: DType) {
    let tensor =
      switch scalar {
      case .int(let value): Tensor([value], shape: [])
      case .bool(let value): Tensor([value], shape: [])
      case .float(let value):
        Tensor(shape: [], dtype: .float64, of: Double.self) { $0.initialize(repeating: value) }
      case .complex(let real, let imaginary):
        Tensor(
          storage: Storage(byteCount: 16) { bytes in
            let parts = bytes.bindMemory(to: Double.self)
            (parts[0], parts[1]) = (real, imaginary)
          }, dtype: .complex128, layout: Layout(contiguous: []))
      }
    self = tensor.converted(to: dtype)
  }
}

extension DType {
  /// The kind of the type: 0 for bool, 1 for integers, 2 for floats, 3 for complex numbers. The highest kind determines
  /// the type of a result.
  var kind: Int { self == .bool ? 0 : isComplex ? 3 : isFloatingPoint ? 2 : 1 }

  /// The type that can hold the elements of both types, by torch's rules. For float16 and bfloat16, it is float32. For
  /// uint8 and a signed integer type, it is a signed type that can hold the elements of both. An integer never widens a
  /// float.
  public static func promoted(_ a: DType, _ b: DType) -> DType {
    if a == b { return a }
    // The result is complex128 when either type contains float64 numbers: complex64 and float64 become complex128.
    if a.isComplex || b.isComplex { return a.real == .float64 || b.real == .float64 ? .complex128 : .complex64 }
    if a.kind != b.kind { return a.kind > b.kind ? a : b }
    if a.isFloatingPoint { return a.size == b.size ? .float32 : a.size > b.size ? a : b }
    if a == .uint8 || b == .uint8 {
      let other = a == .uint8 ? b : a
      return other == .int8 ? .int16 : other
    }
    return a.size > b.size ? a : b
  }

  /// The type of the result of two operands. Only operands of the higher kind count. Among these operands, a tensor
  /// with axes has priority over a tensor of rank 0, and a tensor of rank 0 has priority over a number.
  static func promoted(_ a: Operand, _ b: Operand) -> DType {
    if a.priority == b.priority { return promoted(a.dtype, b.dtype) }
    let (strong, weak) = a.priority > b.priority ? (a.dtype, b.dtype) : (b.dtype, a.dtype)
    if weak.isComplex, strong.isFloatingPoint { return strong.complex }
    return weak.kind > strong.kind ? weak : strong
  }

  /// float16 or bfloat16 if the result of the operands has torch's dtype complex32, which fwdb lacks. Nil otherwise.
  public static func complexHalf(_ a: Operand, _ b: Operand) -> DType? {
    let (strong, weak) = a.priority > b.priority ? (a, b) : (b, a)
    guard strong.priority > weak.priority, weak.dtype.isComplex else { return nil }
    return strong.dtype == .float16 || strong.dtype == .bfloat16 ? strong.dtype : nil
  }

  /// The type of the result of an operation on `operands`. Only operands of the highest kind count. Among these
  /// operands, a tensor with axes has priority over a tensor of rank 0, and a tensor of rank 0 has priority over a
  /// number.
  public static func promoted(_ operands: [Operand]) -> DType {
    let kind = operands.map(\.dtype.kind).max() ?? 0
    if kind == 3 {
      // The float and complex tensors determine the precision. A complex Python number does not.
      let types = operands.filter { $0.priority > 0 && $0.dtype.kind >= 2 }.map(\.dtype)
      return types.contains { $0.real == .float64 } ? .complex128 : .complex64
    }
    let deciding = operands.filter { $0.dtype.kind == kind }
    let priority = deciding.map(\.priority).max() ?? 0
    let types = deciding.filter { $0.priority == priority }.map(\.dtype)
    return types.dropFirst().reduce(types.first ?? .float32) { promoted($0, $1) }
  }

  /// The smallest number of the type: −∞ for floats, NaN for complex types.
  var least: Scalar {
    switch self {
    case .float32, .float64, .float16, .bfloat16: .float(-.infinity)
    case .int64: .int(.min)
    case .int32: .int(Int(Int32.min))
    case .int16: .int(Int(Int16.min))
    case .int8: .int(Int(Int8.min))
    case .uint8, .bool: .int(0)
    case .complex64, .complex128: .float(.nan)
    }
  }

  /// The type in which arithmetic on this type is computed.
  public var computing: DType {
    switch self {
    case .float64, .bool, .complex64, .complex128: self
    case .float32, .float16, .bfloat16: .float32
    default: .int64
    }
  }
}
