import Tensors

extension DType {
  /// Alternative names of dtypes in the frameworks: `torch.half`, `torch.long`.
  static let aliases: [String: DType] = [
    "cfloat": .complex64, "cdouble": .complex128, "float": .float32, "double": .float64, "half": .float16,
    "long": .int64, "int": .int32, "short": .int16,
  ]

  /// The dtype with the given name: `float32`, `half`, `long`, or Python's `float`, `int`, `bool`. Nil for an unknown
  /// name.
  static func named(_ name: String) -> DType? {
    if let dtype = allCases.first(where: { $0.name == name }) { return dtype }
    // The string 'int' means int64, but `torch.int` means int32.
    return name == "int" ? .int64 : aliases[name]
  }

  /// The least and the greatest finite number of a floating-point dtype.
  var finiteRange: (least: Double, greatest: Double) {
    let greatest: Double =
      switch self {
      case .float64: .greatestFiniteMagnitude
      case .float16: 65504
      case .bfloat16: 3.3895313892515355e38
      default: Double(Float.greatestFiniteMagnitude)
      }
    return (-greatest, greatest)
  }

  /// The distance from 1 to the next larger number of a floating-point dtype.
  var epsilon: Double {
    switch self {
    case .float64: Double.ulpOfOne
    case .float16: 0.0009765625
    case .bfloat16: 0.0078125
    default: Double(Float.ulpOfOne)
    }
  }
}
