/// The element type of a tensor.
///
/// Arithmetic on float64 and float32 uses these types, arithmetic on float16 and bfloat16 uses float32, and arithmetic
/// on integers uses int64. After each operation, floats are rounded and integers are wrapped to the type of the result.
public enum DType: UInt8, Sendable, CaseIterable {
  case float32, float64, float16, bfloat16, int64, int32, int16, int8, uint8, bool

  /// The size of an element in bytes.
  public var size: Int {
    switch self {
    case .float64, .int64: 8
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

  /// The name of the type in torch and numpy: `float32`, `int64`, `bool`.
  public var name: String { "\(self)" }
}
