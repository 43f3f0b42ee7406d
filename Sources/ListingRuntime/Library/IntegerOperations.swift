import Tensors

/// Operations on integers: shifts, greatest common divisors.
enum IntegerOperations {
  static let rows: [Operation] = [
    shift("bitwise_left_shift", isLeft: true), shift("bitwise_right_shift", isLeft: false),
    pair("gcd") { a, b in divisor(a, b) },
    pair("lcm") { a, b in
      let common = divisor(a, b)
      return common == 0 ? 0 : absolute((a / common) &* b)
    },
  ]

  private static func absolute(_ x: Int64) -> Int64 { x < 0 ? 0 &- x : x }

  /// The greatest common divisor; 0 for two zeros.
  private static func divisor(_ a: Int64, _ b: Int64) -> Int64 {
    var (a, b) = (a.magnitude, b.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return Int64(truncatingIfNeeded: a)
  }

  private static func pair(_ name: String, _ body: @escaping @Sendable (Int64, Int64) -> Int64) -> Operation {
    Operation(torch: "\(name)(input, other)", inPlace: true) { m, a in
      try m.new(combined(name, .tensor(a.tensor(0, m)), .tensor(a.tensor(1, m)), m, body))
    }
  }

  /// A shift beyond the width of the type gives 0, or −1 for a negative number shifted right.
  private static func shift(_ name: String, isLeft: Bool) -> Operation {
    Operation(torch: "\(name)(input, other)", inPlace: true) { m, a in
      let (x, y) = (try a.operand(0, m), try a.operand(1, m))
      let bits = Int64(DType.promoted([x, y]).size * 8)
      return try m.new(
        combined(name, x, y, m) { value, by in
          if isLeft { return by < 0 || by >= bits ? 0 : value << by }
          return value >> (by < 0 || by >= bits ? bits - 1 : by)
        })
    }
  }

  /// Applies `body` to pairs of integers, broadcast, and wraps the results to the promoted type.
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
