/// The element type of a tensor.
///
/// Arithmetic on float64 uses float64. Arithmetic on float32, float16 and bfloat16 uses float32. Arithmetic on integers
/// uses int64. After each operation, floats are rounded and integers are wrapped to the type of the result. A complex64
/// element consists of two float32 numbers, the real and the imaginary part. A complex128 element consists of two
/// float64 numbers.
public enum DType: UInt8, Sendable, CaseIterable {
  case float32, float64, float16, bfloat16, int64, int32, int16, int8, uint8, bool, complex64, complex128

  /// The size of an element in bytes.
  public var size: Int {
    switch self {
    case .complex128: 16
    case .float64, .int64, .complex64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16, .int16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  public var isFloatingPoint: Bool {
    switch self {
    case .float32, .float64, .float16, .bfloat16: true
    default: false
    }
  }

  public var isComplex: Bool { self == .complex64 || self == .complex128 }

  /// The type of the real part: float32 for complex64, float64 for complex128, the type itself for other types.
  public var real: DType { self == .complex64 ? .float32 : self == .complex128 ? .float64 : self }

  /// The complex type for numbers of this type: complex128 for float64 and complex128, complex64 for other types.
  public var complex: DType { real == .float64 ? .complex128 : .complex64 }

  /// The name of the type in torch and numpy: `float32`, `int64`, `bool`.
  public var name: String { "\(self)" }
}
