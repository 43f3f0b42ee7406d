import Tensors

/// Operations on integers: shifts, greatest common divisor, least common multiple.
enum IntegerOperations {
  static let rows: [Operation] = [
    shift("bitwise_left_shift", isLeft: true), shift("bitwise_right_shift", isLeft: false),
    pair("gcd") { a, b, bits in divisor(a, b, bits) },
    pair("lcm") { a, b, bits in
      let common = divisor(a, b, bits)
      if common == 0 { return 0 }
      return magnitude(wrapped(a.dividedReportingOverflow(by: common).partialValue &* b, max(bits, 32)), bits)
    },
  ]

  /// Wraps the number to a signed integer of `bits` bits.
  private static func wrapped(_ x: Int64, _ bits: Int64) -> Int64 { (x << (64 - bits)) >> (64 - bits) }

  /// The absolute value. The least number of a signed type has no positive counterpart and is returned unchanged: for
  /// int8, −128 stays −128.
  private static func magnitude(_ x: Int64, _ bits: Int64) -> Int64 { x < 0 ? wrapped(0 &- x, bits) : x }

  /// The greatest common divisor. 0 if both numbers are 0.
  private static func divisor(_ a: Int64, _ b: Int64, _ bits: Int64) -> Int64 {
    var (a, b) = (magnitude(a, bits), magnitude(b, bits))
    while a != 0 { (a, b) = (b.remainderReportingOverflow(dividingBy: a).partialValue, a) }
    return b
  }

  private static func pair(_ name: String, _ body: @escaping @Sendable (Int64, Int64, Int64) -> Int64) -> Operation {
    Operation(torch: "\(name)(input, other)", inPlace: true) { m, a in
      let (x, y) = (Operand.tensor(try a.tensor(0, m)), Operand.tensor(try a.tensor(1, m)))
      let type = DType.promoted([x, y])
      // uint8 is unsigned. With a sign bit, its numbers need 9 bits.
      let bits = type == .uint8 ? 9 : Int64(type.size * 8)
      return try m.new(combined(name, x, y, m) { body($0, $1, bits) })
    }
  }

  /// Makes the `Operation` for a bit shift. If the shift amount is negative or not less than the bits of the dtype, the
  /// result is 0; for a negative number shifted right, it is −1.
  private static func shift(_ name: String, isLeft: Bool) -> Operation {
    Operation(torch: "\(name)(input, other)", inPlace: true) { m, a in
      try m.new(shifted(a.operand(0, m), a.operand(1, m), isLeft: isLeft, m))
    }
  }

  static func shifted(_ x: Operand, _ y: Operand, isLeft: Bool, _ m: Machine) throws -> Tensor {
    let type = DType.promoted([x, y])
    let bits = Int64(type.size * 8)
    // Before the shift, convert a Python number to the tensor's dtype.
    func typed(_ operand: Operand) -> Operand {
      if case .scalar(let number) = operand { .tensor(Tensor(number, dtype: type)) } else { operand }
    }
    let (x, y) = type.isFloatingPoint || type.isComplex ? (x, y) : (typed(x), typed(y))
    return try combined(isLeft ? "bitwise_left_shift" : "bitwise_right_shift", x, y, m) { value, by in
      if isLeft { return by < 0 || by >= bits ? 0 : value << by }
      if by >= 0, by < bits { return value >> by }
      return value < 0 ? -1 : 0
    }
  }

  /// Applies `body` to the broadcast pairs of integers and wraps the results to the promoted dtype.
  private static func combined(
    _ name: String, _ x: Operand, _ y: Operand, _ m: Machine, _ body: (Int64, Int64) -> Int64
  ) throws -> Tensor {
    let type = DType.promoted([x, y])
    guard !type.isFloatingPoint, !type.isComplex, type != .bool else {
      throw TensorError.unsupportedType(operation: name, type)
    }
    func tensor(_ operand: Operand) -> Tensor {
      switch operand {
      case .tensor(let tensor): tensor.converted(to: type).converted(to: .int64)
      case .scalar(let scalar): Tensor(scalar, dtype: .int64)
      }
    }
    let (u, v) = (tensor(x), tensor(y))
    let shape = try broadcastShape(u.shape, v.shape, operation: name)
    let (left, right) = (try m.compute.dense(u.expanded(to: shape)), try m.compute.dense(v.expanded(to: shape)))
    let result = left.withElements(of: Int64.self) { a in
      right.withElements(of: Int64.self) { b in
        Tensor(shape: shape, dtype: .int64, of: Int64.self) { output in
          for index in a.indices { output[index] = body(a[index], b[index]) }
        }
      }
    }
    return result.converted(to: type)
  }
}
