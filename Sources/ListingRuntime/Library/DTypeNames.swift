import Tensors

extension DType {
  /// Further names of the frameworks' dtypes: `torch.half`, `torch.long`.
  static let aliases: [String: DType] = [
    "float": .float32, "double": .float64, "half": .float16, "long": .int64, "int": .int32, "short": .int16,
  ]

  /// The dtype that a string names: `float32`, `half`, `long`; Python's `float`, `int`, `bool`.
  static func named(_ name: String) -> DType? {
    if let dtype = allCases.first(where: { $0.name == name }) { return dtype }
    // As a string, Python's `int` has 64 bits.
    return name == "int" ? .int64 : aliases[name]
  }

  /// The least and greatest finite numbers of a floating-point type.
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

  /// The distance from 1 to the next number of a floating-point type.
  var epsilon: Double {
    switch self {
    case .float64: Double.ulpOfOne
    case .float16: 0.0009765625
    case .bfloat16: 0.0078125
    default: Double(Float.ulpOfOne)
    }
  }
}
