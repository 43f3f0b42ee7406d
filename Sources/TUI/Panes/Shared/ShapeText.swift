import Commands

/// A number with the given significant digits; `-` for nil.
func numberText(_ value: Double?, digits: Int = 3) -> String {
  value.map { NumberText.short($0, digits: digits) } ?? "-"
}

extension DType {
  /// The dtype's name in at most four letters: `f32`, `i64`, `bf16`, `bool`.
  var shortName: String {
    switch self {
    case .float64: "f64"
    case .float32: "f32"
    case .float16: "f16"
    case .bfloat16: "bf16"
    case .int64: "i64"
    case .int32: "i32"
    case .int16: "i16"
    case .int8: "i8"
    case .uint8: "u8"
    case .bool: "bool"
    case .complex64: "c64"
    case .complex128: "c128"
    }
  }
}

/// A shape as Python writes it: `(1, 4, 58, 58)`.
func shapeText(_ shape: [Int]) -> String {
  shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
}
