import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// Rarely used functions of one, two or three operands. Most functions are computed element by element in Swift,
/// without vector kernels.
enum MathOperations {
  static let rows: [Operation] =
    [
      function("asin", aliases: ["arcsin"]) { asin($0) }, function("acos", aliases: ["arccos"]) { acos($0) },
      function("atan", aliases: ["arctan"]) { atan($0) }, function("sinh") { sinh($0) }, function("cosh") { cosh($0) },
      function("asinh") { asinh($0) }, function("acosh") { acosh($0) }, function("atanh") { atanh($0) },
      function("frac") { $0 - $0.rounded(.towardZero) }, function("erfinv", inverseErrorFunction),
      function("lgamma") { lgamma($0) },
      Operation(torch: "exp2(input)", inPlace: true) { m, a in
        try m.new(m.compute.map("exp2", a.tensor(0, m)) { exp2($0) })
      },
      Operation(torch: "erfc(input)", inPlace: true) { m, a in
        try m.new(m.compute.map("erfc", a.tensor(0, m)) { erfc($0) })
      },
      Operation(torch: "sinc(input)", inPlace: true) { m, a in
        try m.new(m.compute.map("sinc", a.tensor(0, m)) { $0 == 0 ? 1 : sin(.pi * $0) / (.pi * $0) })
      },
      Operation(torch: "deg2rad(input)", paddle: "deg2rad(x, name=None)") { m, a in
        try m.new(m.compute.map("deg2rad", a.tensor(0, m)) { $0 * .pi / 180 })
      },
      Operation(torch: "rad2deg(input)", paddle: "rad2deg(x, name=None)") { m, a in
        try m.new(m.compute.map("rad2deg", a.tensor(0, m)) { $0 * 180 / .pi })
      },
      Operation(torch: "logit(input, eps=None)", paddle: "logit(x, eps=None, name=None)", inPlace: true) { m, a in
        let x = try a.tensor(0, m)
        let eps = try a.optionalDouble(1, m)
        return try m.new(
          m.compute.map("logit", x) { value in
            let p = eps.map { value.isNaN ? value : min(max(value, $0), 1 - $0) } ?? value
            return log(p / (1 - p))
          })
      },
      pair("atan2", aliases: ["arctan2"]) { atan2($0, $1) }, pair("hypot") { hypot($0, $1) },
      pair("logaddexp") { x, y in
        if x == y { return x + log(2) }
        let (least, most) = x < y ? (x, y) : (y, x)
        return most + log1p(exp(least - most))
      },
      pair("logaddexp2") { x, y in
        if x == y { return x + 1 }
        let (least, most) = x < y ? (x, y) : (y, x)
        return most + log2(1 + exp2(least - most))
      },
      Operation(torch: "copysign(input, other)", inPlace: true) { m, a in
        try m.new(m.compute.map("copysign", a.operand(0, m), a.operand(1, m)) { copysign($0, $1) })
      },
      Operation(torch: "xlogy(input, other)", inPlace: true) { m, a in
        try m.new(
          m.compute.map("xlogy", a.operand(0, m), a.operand(1, m)) { $1.isNaN ? $1 : $0 == 0 ? 0 : $0 * log($1) })
      },
      Operation(torch: "fmod(input, other)", inPlace: true) { m, a in
        let (x, y) = (try a.operand(0, m), try a.operand(1, m))
        // Call `floorDivide` first, because `floorDivide` raises an error if an integer is divided by zero. For floats
        // it does not raise.
        let floor = try m.compute.floorDivide(x, y)
        if floor.dtype.isFloatingPoint {
          return try m.new(m.compute.map("fmod", x, y) { fmod($0, $1) })
        }
        let whole = try ElementwiseOperations.truncated(x, y, m.compute)
        return try m.new(m.compute.subtract(x, m.compute.multiply(whole, y)))
      },
      Operation(torch: "heaviside(input, values)", inPlace: true) { m, a in
        // For NaN, `step` is 0, because NaN is not greater than 0.
        let (x, values, c) = (try a.tensor(0, m), try a.tensor(1, m), m.compute)
        guard x.dtype == values.dtype else {
          throw ListingError(.runtimeError, "heaviside is not yet implemented for tensors with different dtypes.")
        }
        let step = try c.binary(.greater, x, 0).converted(to: x.dtype)
        return try m.new(c.where(c.binary(.equal, x, 0), values, step))
      },
      Operation(paddle: "heaviside(x, y, name=None)") { m, a in
        let (x, c) = (try a.tensor(0, m), m.compute)
        let step = try c.binary(.greater, x, 0).converted(to: x.dtype)
        let known = try x.dtype.isFloatingPoint ? c.where(c.unary(.isNaN, x), x, step) : step
        return try m.new(c.where(c.binary(.equal, x, 0), a.tensor(1, m), known))
      },
      Operation(torch: "fmax(input, other)", paddle: "fmax(x, y, name=None)") { m, a in
        try m.new(extreme(a.tensor(0, m), a.tensor(1, m), .maximum, m.compute))
      },
      Operation(torch: "fmin(input, other)", paddle: "fmin(x, y, name=None)") { m, a in
        try m.new(extreme(a.tensor(0, m), a.tensor(1, m), .minimum, m.compute))
      },
      Operation(torch: "lerp(input, end, weight)", paddle: "lerp(x, y, weight, name=None)", inPlace: true) { m, a in
        // If |weight| < 0.5, start from x, otherwise from y. Thus the weights 0 and 1 return x and y exactly.
        let c = m.compute
        let result = try c.rounding([a.operand(0, m), a.operand(1, m), a.operand(2, m)]) { operands in
          let (x, y, weight) = (operands[0], operands[1], operands[2])
          let way = try c.subtract(y, x)
          return try c.where(
            c.binary(.less, c.unary(.abs, weight), 0.5), c.add(x, c.multiply(way, weight)),
            c.subtract(y, c.multiply(way, c.subtract(1, weight))))
        }
        return try m.new(result)
      },
      Operation(torch: "addcmul(input, tensor1, tensor2, *, value=1)", inPlace: true) { m, a in
        let value = try a.scalar(3, m)
        let result = try m.compute.rounding([a.operand(0, m), a.operand(1, m), a.operand(2, m)]) {
          let value = value.converted(to: $0[0].dtype)
          return try m.compute.add($0[0], m.compute.multiply(m.compute.multiply($0[1], $0[2]), value))
        }
        return try m.new(result)
      },
      Operation(torch: "addcdiv(input, tensor1, tensor2, *, value=1)", inPlace: true) { m, a in
        let value = try a.scalar(3, m)
        let result = try m.compute.rounding([a.operand(0, m), a.operand(1, m), a.operand(2, m)]) {
          try m.compute.add($0[0], m.compute.multiply(m.compute.divide($0[1], $0[2]), value))
        }
        return try m.new(result)
      },
      Operation(
        torch: "nan_to_num(input, nan=0.0, posinf=None, neginf=None)",
        paddle: "nan_to_num(x, nan=0.0, posinf=None, neginf=None, name=None)", inPlace: true
      ) { m, a in
        let x = try a.tensor(0, m)
        guard x.dtype.isFloatingPoint else {
          if a.dialect == .paddle { throw TensorError.unsupportedType(operation: "nan_to_num", x.dtype) }
          return try m.new(x)
        }
        let (least, most) = x.dtype.finiteRange
        let replaced = try m.compute.maskedFill(x, m.compute.unary(.isNaN, x), .float(a.double(1, m)))
        return try m.new(
          m.compute.where(
            m.compute.binary(.equal, replaced, Double.infinity),
            Tensor(.float(a.optionalDouble(2, m) ?? most), dtype: x.dtype),
            m.compute.where(
              m.compute.binary(.equal, replaced, -Double.infinity),
              Tensor(.float(a.optionalDouble(3, m) ?? least), dtype: x.dtype), replaced)))
      },
      Operation(
        torch: "isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)",
        paddle: "isclose(x, y, rtol=1e-05, atol=1e-08, equal_nan=False, name=None)"
      ) { m, a in
        try m.new(
          ReductionOperations.close(
            ReductionOperations.ofOneType(a, m), a.tensor(1, m), rtol: a.double(2, m), atol: a.double(3, m),
            equalNaN: a.bool(4, m), m))
      },
      Operation(torch: "clamp_min(input, min)", inPlace: true) { m, a in
        try m.new(ElementwiseOperations.bounded(a.tensor(0, m), a.operand(1, m), isLower: true, a, m))
      },
      Operation(torch: "clamp_max(input, max)", inPlace: true) { m, a in
        try m.new(ElementwiseOperations.bounded(a.tensor(0, m), a.operand(1, m), isLower: false, a, m))
      },
      Operation(.library, torch: "rsub(input, other, *, alpha=1)") { m, a in
        try m.new(
          ElementwiseOperations.added(
            .subtract, a.operand(1, m), a.operand(0, m), alpha: a.scalar(2, m), m.compute))
      },
      Operation(torch: "float_power(input, exponent)", inPlace: true) { m, a in
        func double(_ index: Int) throws -> Operand {
          if case .tensor = a[index] {
            .tensor(try a.tensor(index, m).converted(to: .float64))
          } else {
            try a.operand(index, m)
          }
        }
        return try m.new(m.compute.map("float_power", double(0), double(1)) { pow($0, $1) })
      },
      Operation(torch: "positive(input)") { m, a in
        if try a.reference(0, m).dtype == .bool {
          throw ListingError(.runtimeError, "The `+` operator, on a bool tensor is not supported.")
        }
        return a[0]
      },
      Operation(torch: "isposinf(input)") { m, a in
        try m.new(m.compute.binary(.equal, a.tensor(0, m), Double.infinity))
      },
      Operation(torch: "isneginf(input)") { m, a in
        try m.new(m.compute.binary(.equal, a.tensor(0, m), -Double.infinity))
      },
      Operation(torch: "nextafter(input, other)", inPlace: true) { m, a in
        let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
        let type = DType.promoted([.tensor(x), .tensor(y)])
        guard type == .float32 || type == .float64 else {
          throw TensorError.unsupportedType(operation: "nextafter", type)
        }
        return try m.new(
          m.compute.map("nextafter", x, y) { x, y in
            type == .float64 ? nextafter(x, y) : Double(nextafterf(Float(x), Float(y)))
          })
      },
      Operation(torch: "ldexp(input, other)", inPlace: true) { m, a in
        let (x, exponents) = (try a.tensor(0, m), try a.tensor(1, m))
        if !exponents.dtype.isFloatingPoint {
          // Multiply x by 2^exponent in float64. `scalbn` adds the integer to the binary exponent of x. The number
          // 2^exponent itself could overflow.
          let float = x.dtype.isFloatingPoint ? x : x.converted(to: .float32)
          let result = try m.compute.map("ldexp", float.converted(to: .float64), exponents.converted(to: .float64)) {
            scalbn($0, Int(max(-5000, min(5000, $1))))
          }
          return try m.new(result.converted(to: float.dtype))
        }
        return try m.new(m.compute.multiply(x, m.compute.map("ldexp", exponents) { exp2($0) }))
      },
      Operation(torch: "frexp(input)") { m, a in
        let x = try a.tensor(0, m)
        guard x.dtype.isFloatingPoint else { throw TensorError.unsupportedType(operation: "frexp", x.dtype) }
        @Sendable func hasExponent(_ value: Double) -> Bool { value.isFinite && value != 0 }
        let fraction = try m.compute.map("frexp", x) { value in
          hasExponent(value) ? (value.sign == .minus ? -0.5 : 0.5) * value.significand : value
        }
        let exponents = try m.compute.map("frexp", x.converted(to: .float64)) { value in
          hasExponent(value) ? Double(value.exponent) + 1 : 0
        }
        return Records.named("frexp", [try m.new(fraction), try m.new(exponents.converted(to: .int32))])
      },
      Operation(torch: "signbit(input)") { m, a in
        try m.new(
          m.compute.map("signbit", a.tensor(0, m)) { $0.sign == .minus ? 1 : 0 }.converted(to: .bool))
      },
    ]

  /// The larger or smaller of two elements, as `operation` selects. If one element is NaN, the result is the other
  /// element.
  private static func extreme(_ x: Tensor, _ y: Tensor, _ operation: BinaryOperation, _ c: Compute) throws -> Tensor {
    let result = try c.binary(operation, x, y)
    if !result.dtype.isFloatingPoint { return result }
    return try c.where(c.unary(.isNaN, x), y, c.where(c.unary(.isNaN, y), x, result)).converted(to: result.dtype)
  }

  /// Makes the `Operation` for an elementwise function. `body` computes each element in double precision.
  private static func function(
    _ name: String, aliases: [String] = [], _ body: @escaping @Sendable (Double) -> Double
  ) -> Operation {
    Operation(torch: "\(name)(input)", paddle: "\(name)(x, name=None)", aliases: aliases, inPlace: true) { m, a in
      let x = try a.tensor(0, m)
      if x.dtype.isComplex, let complex = ComplexFunction(rawValue: name) {
        return try m.new(m.compute.complexFunction(complex, x))
      }
      return try m.new(m.compute.map(name, x, body))
    }
  }

  private static func pair(
    _ name: String, aliases: [String] = [], _ body: @escaping @Sendable (Double, Double) -> Double
  ) -> Operation {
    let isPaddles = name == "atan2"
    return Operation(
      torch: "\(name)(input, other)", paddle: isPaddles ? "\(name)(x, y, name=None)" : nil, aliases: aliases
    ) { m, a in try m.new(m.compute.map(name, a.tensor(0, m), a.tensor(1, m), body)) }
  }

  /// The inverse error function: Giles' approximation (2010), refined by two steps of Newton's method.
  private static let inverseErrorFunction: @Sendable (Double) -> Double = { y in
    if abs(y) >= 1 { return abs(y) == 1 ? y * .infinity : .nan }
    let w = -log((1 - y) * (1 + y))
    let coefficients =
      w < 5
      ? [
        2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
        0.246640727, 1.50140941,
      ]
      : [
        -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
        1.00167406, 2.83297682,
      ]
    let t = w < 5 ? w - 2.5 : w.squareRoot() - 3
    var x = coefficients.reduce(0) { $0 * t + $1 } * y
    for _ in 0..<2 { x -= (erf(x) - y) / (2 / Double.pi.squareRoot() * exp(-x * x)) }
    return x
  }
}
