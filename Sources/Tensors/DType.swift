/// The type of a tensor's elements.
///
/// Arithmetic on float64 and float32 is done in these types, on float16 and bfloat16 in float32, on integers in int64.
/// Results are rounded, or wrapped, to the operands' type after each operation.
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

  /// The frameworks' name: `float32`, `int64`, `bool`.
  public var name: String { "\(self)" }
}
