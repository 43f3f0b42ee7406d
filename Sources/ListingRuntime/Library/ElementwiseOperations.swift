import Tensors

/// Elementwise arithmetic, comparisons and functions of tensors.
enum ElementwiseOperations {
  static let rows: [Operation] =
    [
      binary(.add, torch: "add", paddle: "add"),
      binary(.subtract, torch: "sub", paddle: "subtract", aliases: ["subtract"]),
      binary(.multiply, torch: "mul", paddle: "multiply", aliases: ["multiply"]),
      Operation(
        torch: "div(input, other, *, rounding_mode=None)", aliases: ["divide", "true_divide"], inPlace: true
      ) { m, a in
        let (x, y) = (try a.operand(0, m), try a.operand(1, m))
        switch a[2] {
        case .none: return try m.new(m.compute.divide(x, y))
        case .string("floor"): return try m.new(m.compute.floorDivide(x, y))
        case .string("trunc"): return try m.new(truncated(x, y, m.compute))
        default:
          throw ListingError(
            .runtimeError,
            "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found "
              + m.representation(of: a[2]))
        }
      },
      Operation(paddle: "divide(x, y, name=None)", inPlace: true) { m, a in
        // For two integer tensors, `divide` returns integers that are rounded toward zero. The operator `/` returns
        // floats.
        let (x, y) = (try a.operand(0, m), try a.operand(1, m))
        let areIntegers =
          if case .tensor(let u) = x, case .tensor(let v) = y {
            !u.dtype.isFloatingPoint && !v.dtype.isFloatingPoint && u.dtype != .bool
          } else { false }
        return try m.new(areIntegers ? truncated(x, y, m.compute) : m.compute.divide(x, y))
      },
      binary(.floorDivide, torch: "floor_divide", paddle: "floor_divide"),
      binary(.remainder, torch: "remainder", paddle: "remainder"),
      Operation(paddle: "mod(x, y, name=None)", inPlace: true) { m, a in
        try m.new(m.compute.remainder(a.operand(0, m), a.operand(1, m)))
      },
      binary(.power, torch: "pow", paddle: "pow"),
      binary(.maximum, torch: "maximum", paddle: "maximum"), binary(.minimum, torch: "minimum", paddle: "minimum"),
      binary(.equal, torch: "eq", paddle: "equal"), binary(.notEqual, torch: "ne", paddle: "not_equal"),
      binary(.less, torch: "lt", paddle: "less_than"), binary(.lessOrEqual, torch: "le", paddle: "less_equal"),
      binary(.greater, torch: "gt", paddle: "greater_than"),
      binary(.greaterOrEqual, torch: "ge", paddle: "greater_equal"),
      binary(.and, torch: "bitwise_and", paddle: "bitwise_and"), binary(.or, torch: "bitwise_or", paddle: "bitwise_or"),
      binary(.xor, torch: "bitwise_xor", paddle: "bitwise_xor"),
      logical(.and, "logical_and"), logical(.or, "logical_or"), logical(.xor, "logical_xor"),
      Operation(torch: "logical_not(input)", paddle: "logical_not(x, out=None, name=None)") { m, a in
        try m.new(m.compute.logicalNot(a.tensor(0, m)))
      },
      unary(.bitwiseNot, "bitwise_not"), unary(.negate, "neg", aliases: ["negative"]),
      unary(.abs, "abs", aliases: ["absolute"]),
      unary(.exp, "exp"), unary(.expm1, "expm1"), unary(.log, "log"), unary(.log1p, "log1p"), unary(.log2, "log2"),
      unary(.log10, "log10"), unary(.sqrt, "sqrt"), unary(.rsqrt, "rsqrt"), unary(.square, "square"),
      unary(.reciprocal, "reciprocal"), unary(.sin, "sin"), unary(.cos, "cos"), unary(.tan, "tan"),
      unary(.tanh, "tanh", functional: true), unary(.sigmoid, "sigmoid", functional: true), unary(.erf, "erf"),
      unary(.floor, "floor"), unary(.ceil, "ceil"),
      Operation(torch: "round(input, *, decimals=0)", inPlace: true) { m, a in
        let (x, places) = (try a.tensor(0, m), try a.int(1, m))
        if places == 0 { return try m.new(m.compute.unary(.round, x)) }
        guard x.dtype.isFloatingPoint else { throw TensorError.unsupportedType(operation: "round", x.dtype) }
        let factor = Double.tens(places.magnitude)
        // Multiply and divide in the dtype that torch uses for arithmetic on the tensor.
        return try m.new(
          m.compute.rounding(x) { x in
            places > 0
              ? try m.compute.divide(m.compute.unary(.round, m.compute.multiply(x, factor)), factor)
              : try m.compute.multiply(m.compute.unary(.round, m.compute.divide(x, factor)), factor)
          })
      },
      Operation(paddle: "round(x, name=None)", inPlace: true) { m, a in
        // Paddle rounds halves away from zero. torch rounds them to the even neighbour.
        let x = try a.tensor(0, m)
        let whole = try m.compute.unary(.truncate, x)
        let rest = try m.compute.unary(.abs, m.compute.subtract(x, whole))
        let step = try m.compute.binary(.greaterOrEqual, rest, Scalar.float(0.5)).converted(to: x.dtype)
        return try m.new(m.compute.add(whole, m.compute.multiply(step, m.compute.unary(.sign, x))))
      },
      unary(.truncate, "trunc", aliases: ["fix"]),
      Operation(torch: "sign(input)", inPlace: true) { m, a in
        let x = try a.tensor(0, m)
        // In torch the sign of NaN is 0, and the sign of a bool is the bool itself.
        let sign = try m.compute.unary(.sign, x)
        guard x.dtype.isFloatingPoint else { return try m.new(sign.converted(to: x.dtype)) }
        return try m.new(m.compute.maskedFill(sign, m.compute.unary(.isNaN, x), .int(0)))
      },
      Operation(paddle: "sign(x, name=None)") { m, a in try m.new(m.compute.unary(.sign, a.tensor(0, m))) },
      unary(.isNaN, "isnan"), unary(.isInf, "isinf"), unary(.isFinite, "isfinite"),
      Operation(
        torch: "clamp(input, min=None, max=None)", paddle: "clip(x, min=None, max=None, name=None)", aliases: ["clip"],
        inPlace: true
      ) { m, a in
        var x = try a.tensor(0, m)
        if a.isNone(1), a.isNone(2), a.dialect == .torch {
          throw ListingError(.runtimeError, "\(a.function)(): at least one of min and max must be given")
        }
        for index in 1...2 where !a.isNone(index) { try checkBound(a.operand(index, m), x, a) }
        // If x is an integer tensor or a bound is a tensor, promote the dtypes. For example, a float bound of an
        // integer tensor makes the result a float tensor.
        guard m.isTensor(a[1]) || m.isTensor(a[2]) || !x.dtype.isFloatingPoint else {
          return try m.new(m.compute.clamp(x, min: a.optionalDouble(1, m), max: a.optionalDouble(2, m)))
        }
        if !a.isNone(1) { x = try bounded(x, a.operand(1, m), isLower: true, a, m) }
        if !a.isNone(2) { x = try bounded(x, a.operand(2, m), isLower: false, a, m) }
        return try m.new(x)
      },
      // torch's `x.where(condition, other)` selects x at True. In Paddle's `x.where(a, b)`, x is the condition.
      Operation(.method, torch: "where(self, condition, other)") { m, a in
        try m.new(m.compute.where(a.tensor(1, m), a.operand(0, m), a.operand(2, m)))
      },
      Operation(.library, torch: "where(condition, input=None, other=None)", chosen),
      Operation(paddle: "where(condition, x=None, y=None, name=None)", chosen),
      Operation(
        .method, torch: "masked_fill(self, mask, value)", paddle: "masked_fill(x, mask, value, name=None)",
        inPlace: true, masked),
      Operation(
        .library, torch: "masked_fill(input, mask, value)", paddle: "masked_fill(x, mask, value, name=None)", masked),
      Operation(
        paddle: "scale(x, scale=1.0, bias=0.0, bias_after_scale=True, act=None, name=None)",
        inPlace: true
      ) { m, a in
        let x = try a.tensor(0, m)
        if !a.isNone(4) { throw ListingError.unsupported("scale: act") }
        // For a tensor of integers, Paddle drops the fraction of the numbers.
        func operand(_ index: Int) throws -> Operand {
          let operand = try a.operand(index, m)
          guard !x.dtype.isFloatingPoint, !x.dtype.isComplex, case .scalar(let number) = operand,
            let whole = Int(exactly: number.double.rounded(.towardZero))
          else { return operand }
          return .scalar(.int(whole))
        }
        let result =
          try a.bool(3, m)
          ? m.compute.add(m.compute.multiply(x, operand(1)), operand(2))
          : m.compute.multiply(m.compute.add(x, operand(2)), operand(1))
        return try m.new(result.converted(to: x.dtype))
      },
      Operation(.library, torch: "finfo(type)", paddle: "finfo(dtype)") { m, a in
        let type = ClassObject(name: "finfo", base: nil)
        var instance = Instance(type: type)
        let dtype = try a.dtype(0, m) ?? .float32
        instance.attributes["min"] = .float(dtype.finiteRange.least)
        instance.attributes["max"] = .float(dtype.finiteRange.greatest)
        instance.attributes["eps"] = .float(dtype.epsilon)
        return .instance(m.heap.add(.instance(instance)))
      },
    ]

  private static func binary(
    _ operation: BinaryOperation, torch: String, paddle: String, aliases: [String] = []
  ) -> Operation {
    let takesAlpha = operation == .add || operation == .subtract
    let parameters = takesAlpha ? "other, *, alpha=1" : operation == .power ? "exponent" : "other"
    return Operation(
      torch: "\(torch)(input, \(parameters))",
      paddle: "\(paddle)(x, y, name=None)", aliases: aliases, inPlace: !operation.isComparison
    ) { m, a in
      if takesAlpha, a.dialect == .torch {
        return try m.new(added(operation, a.operand(0, m), a.operand(1, m), alpha: a.scalar(2, m), m.compute))
      }
      return try m.new(m.compute.binary(operation, a.operand(0, m), a.operand(1, m)))
    }
  }

  /// Throws torch's error if the float dtype of the result cannot hold a bound.
  static func checkBound(_ bound: Operand, _ x: Tensor, _ a: Arguments) throws {
    guard a.dialect == .torch, case .scalar(let number) = bound, !number.isComplex,
      case let type = DType.promoted([.tensor(x), bound]), type.isFloatingPoint
    else { return }
    _ = try TorchChecks.number(number, for: type)
  }

  /// Raises the elements to a lower bound, or lowers them to an upper bound. In torch, an integer bound that an integer
  /// dtype cannot hold is an error. For uint8, torch wraps around a bound from −255 to −1.
  static func bounded(_ x: Tensor, _ bound: Operand, isLower: Bool, _ a: Arguments, _ m: Machine) throws -> Tensor {
    if a.dialect == .torch, case .scalar(.int(let number)) = bound, !x.dtype.isFloatingPoint, !x.dtype.isComplex,
      x.dtype != .bool
    {
      let greatest = StatisticalOperations.bound(x.dtype, greatest: true)
      let least = x.dtype == .uint8 ? -greatest : StatisticalOperations.bound(x.dtype, greatest: false)
      if !(least...greatest ~= number) {
        throw ListingError(.runtimeError, "value cannot be converted to type \(x.dtype.name)_t without overflow")
      }
    }
    try checkBound(bound, x, a)
    return try m.compute.binary(isLower ? .maximum : .minimum, x, bound)
  }

  private static let masked: BuiltinFunction.Native = { m, a in
    // `masked_fill` broadcasts the tensor to the mask's shape. `masked_fill_` does not.
    let (x, mask) = (try a.tensor(0, m), try a.tensor(1, m))
    let shape = try broadcastShape(x.shape, mask.shape, operation: "masked_fill")
    let number = try a.scalar(2, m)
    let value = try a.dialect == .torch ? TorchChecks.number(number, for: x.dtype) : number
    return try m.new(m.compute.maskedFill(x.expanded(to: shape), mask, value))
  }

  private static let chosen: BuiltinFunction.Native = { m, a in
    // If x and y are absent, return the indices at which the condition is True.
    if a.isNone(1), a.isNone(2) {
      return try SelectionOperations.places(&m, a.tensor(0, m), asColumns: a.dialect == .paddle)
    }
    return try m.new(m.compute.where(a.tensor(0, m), a.operand(1, m), a.operand(2, m)))
  }

  /// The quotient x / y, rounded toward zero. For integers, the function computes the quotient exactly, from the floor
  /// quotient and the remainder.
  static func truncated(_ x: Operand, _ y: Operand, _ compute: Compute) throws -> Tensor {
    let floor = try compute.floorDivide(x, y)
    if floor.dtype.isFloatingPoint { return try compute.unary(.truncate, compute.divide(x, y)) }
    let rest = try compute.binary(.notEqual, compute.remainder(x, y), 0)
    let isShort = try compute.binary(.and, compute.binary(.less, floor, 0), rest)
    return try compute.add(floor, isShort.converted(to: floor.dtype))
  }

  /// Computes x ± alpha · y. If alpha is 1, computes x ± y without the product.
  static func added(
    _ operation: BinaryOperation, _ x: Operand, _ y: Operand, alpha: Scalar, _ compute: Compute
  ) throws -> Tensor {
    if case .int(1) = alpha { return try compute.binary(operation, x, y) }
    return try compute.binary(operation, x, y, alpha: alpha)
  }

  private static func logical(_ operation: BinaryOperation, _ name: String) -> Operation {
    Operation(torch: "\(name)(input, other)", paddle: "\(name)(x, y, out=None, name=None)") { m, a in
      try m.new(m.compute.logical(operation, a.operand(0, m), a.operand(1, m)))
    }
  }

  private static func unary(
    _ function: UnaryFunction, _ name: String, functional: Bool = false, aliases: [String] = []
  ) -> Operation {
    Operation(
      functional ? [.library, .method, .functional] : [.library, .method], torch: "\(name)(input)",
      paddle: "\(name)(x, name=None)", aliases: aliases, inPlace: true
    ) { m, a in
      let x = try a.tensor(0, m)
      // numpy's `abs` returns a bool unchanged.
      if m.followsNumpy, name == "abs", x.dtype == .bool { return try m.new(x) }
      return try m.new(m.compute.unary(function, x))
    }
  }
}

extension Double {
  /// 10 to a power.
  fileprivate static func tens(_ exponent: UInt) -> Double {
    (0..<min(exponent, 400)).reduce(1.0) { power, _ in power * 10 }
  }
}
