import CKernels

/// Functions of one operand, applied element by element.
public enum UnaryFunction: Sendable, Hashable {
  case negate, abs, exp, expm1, log, log1p, log2, log10, sqrt, rsqrt, square, reciprocal, sin, cos, tan, tanh
  case sigmoid, logSigmoid, relu, silu, erf, floor, ceil, round, truncate, sign
  /// The exact GELU, which uses erf.
  case gelu
  case geluTanh
  case softplus(beta: Double, threshold: Double)
  /// Limits an element to `min` and `max`. NaN stays NaN.
  case clamp(min: Double, max: Double)
  case leakyRelu(slope: Double)
  case elu(alpha: Double)
  /// Inverts each bit of an integer; negates a bool.
  case bitwiseNot
  case isNaN, isInf, isFinite
}

extension Compute {
  /// Applies `function` to each element.
  ///
  /// - `isNaN`, `isInf` and `isFinite` return bool.
  /// - For floats, all other functions keep the type.
  /// - For integers, `negate`, `abs`, `square`, `relu`, `sign`, `floor`, `ceil`, `round`, `truncate` and `bitwiseNot`
  ///   keep the type. So does `clamp` when both bounds are whole numbers.
  /// - For bools, `floor`, `ceil`, `round`, `truncate` and `bitwiseNot` keep the type. `abs`, `square`, `relu`, `sign`
  ///   and `clamp` with whole bounds return int64. `negate` throws.
  /// - For integers and bools, all other functions return float32.
  public func unary(_ function: UnaryFunction, _ x: Tensor) throws(TensorError) -> Tensor {
    if x.dtype.isComplex { return try complexUnary(function, x) }
    let (kernel, name, p, q) = function.kernel
    var type = x.dtype
    if function == .bitwiseNot, type.isFloatingPoint { throw .unsupportedType(operation: name, type) }
    if !type.isFloatingPoint {
      switch function {
      case .floor, .ceil, .round, .truncate: return x
      case .bitwiseNot: break
      case .negate where type == .bool: throw .unsupportedType(operation: name, type)
      case .abs, .square, .relu, .sign, .clamp:
        if type == .bool { type = .int64 }
        if case .clamp(let low, let high) = function, !isWhole(low) || !isWhole(high) { type = .float32 }
      case .negate: break
      default: type = .float32
      }
    }
    let computing = type.computing
    let source = try dense(x, computing)
    let tests = [FW_IS_NAN, FW_IS_INF, FW_IS_FINITE].contains(kernel)
    let outType = tests ? DType.bool : computing
    let result = try madeRaw(name, shape: x.shape, dtype: outType) { output throws(TensorError) in
      try parallel(over: source.count, cost: 1) { range in
        fw_unary(
          kernel, computing.kernelType, Int64(range.count),
          source.start.advanced(by: range.lowerBound * computing.size),
          output.advanced(by: range.lowerBound * outType.size), p, q)
      }
    }
    return tests ? result : result.converted(to: type)
  }

  /// True where the element of `x` is zero or false.
  public func logicalNot(_ x: Tensor) throws(TensorError) -> Tensor {
    try unary(.bitwiseNot, x.converted(to: .bool))
  }

  public func clamp(_ x: Tensor, min low: Double? = nil, max high: Double? = nil) throws(TensorError) -> Tensor {
    // If a bound is NaN, every element becomes NaN.
    if low?.isNaN == true || high?.isNaN == true { return try add(x, Double.nan) }
    return try unary(.clamp(min: low ?? -.infinity, max: high ?? .infinity), x)
  }

  public func exp(_ x: Tensor) throws(TensorError) -> Tensor { try unary(.exp, x) }
  public func sigmoid(_ x: Tensor) throws(TensorError) -> Tensor { try unary(.sigmoid, x) }
  public func tanh(_ x: Tensor) throws(TensorError) -> Tensor { try unary(.tanh, x) }
  public func relu(_ x: Tensor) throws(TensorError) -> Tensor { try unary(.relu, x) }
  public func silu(_ x: Tensor) throws(TensorError) -> Tensor { try unary(.silu, x) }
}

/// True when the bound is a whole number or infinite.
private func isWhole(_ bound: Double) -> Bool { bound.isInfinite || bound == bound.rounded() }

extension UnaryFunction {
  /// The function's name in error messages: `gelu`.
  public var name: String { kernel.name }

  fileprivate var kernel: (code: fw_unary, name: String, p: Double, q: Double) {
    switch self {
    case .negate: (FW_NEGATE, "negate", 0, 0)
    case .abs: (FW_ABS, "abs", 0, 0)
    case .exp: (FW_EXP, "exp", 0, 0)
    case .expm1: (FW_EXPM1, "expm1", 0, 0)
    case .log: (FW_LOG, "log", 0, 0)
    case .log1p: (FW_LOG1P, "log1p", 0, 0)
    case .log2: (FW_LOG2, "log2", 0, 0)
    case .log10: (FW_LOG10, "log10", 0, 0)
    case .sqrt: (FW_SQRT, "sqrt", 0, 0)
    case .rsqrt: (FW_RSQRT, "rsqrt", 0, 0)
    case .square: (FW_SQUARE, "square", 0, 0)
    case .reciprocal: (FW_RECIPROCAL, "reciprocal", 0, 0)
    case .sin: (FW_SIN, "sin", 0, 0)
    case .cos: (FW_COS, "cos", 0, 0)
    case .tan: (FW_TAN, "tan", 0, 0)
    case .tanh: (FW_TANH, "tanh", 0, 0)
    case .sigmoid: (FW_SIGMOID, "sigmoid", 0, 0)
    case .logSigmoid: (FW_LOG_SIGMOID, "log_sigmoid", 0, 0)
    case .relu: (FW_RELU, "relu", 0, 0)
    case .silu: (FW_SILU, "silu", 0, 0)
    case .gelu: (FW_GELU, "gelu", 0, 0)
    case .geluTanh: (FW_GELU_TANH, "gelu", 0, 0)
    case .erf: (FW_ERF, "erf", 0, 0)
    case .softplus(let beta, let threshold): (FW_SOFTPLUS, "softplus", beta, threshold)
    case .clamp(let low, let high): (FW_CLAMP, "clamp", low, high)
    case .leakyRelu(let slope): (FW_LEAKY_RELU, "leaky_relu", slope, 0)
    case .elu(let alpha): (FW_ELU, "elu", alpha, 0)
    case .floor: (FW_FLOOR, "floor", 0, 0)
    case .ceil: (FW_CEIL, "ceil", 0, 0)
    case .round: (FW_ROUND, "round", 0, 0)
    case .truncate: (FW_TRUNC, "truncate", 0, 0)
    case .sign: (FW_SIGN, "sign", 0, 0)
    case .bitwiseNot: (FW_NOT, "bitwise_not", 0, 0)
    case .isNaN: (FW_IS_NAN, "isnan", 0, 0)
    case .isInf: (FW_IS_INF, "isinf", 0, 0)
    case .isFinite: (FW_IS_FINITE, "isfinite", 0, 0)
    }
  }
}
