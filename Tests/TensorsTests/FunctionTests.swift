import Glibc
import Testing

@testable import Tensors

/// Functions of one operand, compared with the C library's functions in double.
@Suite struct FunctionTests {
  let compute = Compute(threads: 2)

  /// Points in the whole range, with special values. Their count is 61, so the last SIMD vector is incomplete.
  private static let points: [Float] =
    [
      0, -0.0, .infinity, -.infinity, .nan, 1e-30, -1e-30, 88.7, -87.5, -103, 89, -104.5, 100, 1e30, -1e30, 0.625,
      -0.625,
    ]
    + (0..<44).map { Float($0 - 22) * 0.37 }

  struct Case: Sendable {
    var function: UnaryFunction
    /// The largest error relative to the result. In addition, an absolute error of 1e-37 is allowed.
    var tolerance: Double
    var reference: @Sendable (Double) -> Double
  }

  /// The error of a vector function is at most 2 units in the last place (3 for erf). Functions composed of vector
  /// functions need a few more units.
  private static let cases: [Case] = [
    Case(function: .exp, tolerance: 2.4e-7) { exp($0) },
    Case(function: .tanh, tolerance: 3.6e-7) { tanh($0) },
    Case(function: .sigmoid, tolerance: 3.6e-7) { 1 / (1 + exp(-$0)) },
    Case(function: .silu, tolerance: 4.8e-7) { $0 / (1 + exp(-$0)) },
    Case(function: .negate, tolerance: 0) { -$0 },
    Case(function: .abs, tolerance: 0) { abs($0) },
    Case(function: .relu, tolerance: 0) { $0 < 0 ? 0 : $0 },
    Case(function: .log, tolerance: 1.2e-7) { log($0) },
    Case(function: .sqrt, tolerance: 6e-8) { $0.squareRoot() },
    Case(function: .rsqrt, tolerance: 1.2e-7) { 1 / $0.squareRoot() },
    Case(function: .sin, tolerance: 1.2e-7) { sin($0) },
    Case(function: .floor, tolerance: 0) { floor($0) },
    Case(function: .ceil, tolerance: 0) { ceil($0) },
    Case(function: .round, tolerance: 0) { rint($0) },
    Case(function: .sign, tolerance: 0) { $0.isNaN ? .nan : $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
    Case(function: .erf, tolerance: 3.6e-7) { erf($0) },
    Case(function: .softplus(beta: 2, threshold: 20), tolerance: 6e-7) { 2 * $0 > 20 ? $0 : log1p(exp(2 * $0)) / 2 },
    Case(function: .clamp(min: -1, max: 2), tolerance: 0) { $0 < -1 ? -1 : $0 > 2 ? 2 : $0 },
    Case(function: .leakyRelu(slope: 0.5), tolerance: 0) { $0 < 0 ? $0 * 0.5 : $0 },
    Case(function: .logSigmoid, tolerance: 3.6e-7) { ($0 < 0 ? $0 : $0.isNaN ? .nan : 0) - log1p(exp(-abs($0))) },
  ]

  @Test func functionsMatchTheLibrary() throws {
    let x = Tensor(Self.points, shape: [Self.points.count])
    for given in Self.cases {
      let found = try compute.unary(given.function, x).floats
      for (u, y) in zip(Self.points, found) {
        let expected = given.reference(Double(u))
        // If float32 rounds the expected value to infinity, the result must be infinity. The term 1e-37 allows for the
        // errors of subnormal results.
        let rounded = Float(expected)
        let close = abs(Double(y) - expected) <= given.tolerance * abs(expected) + 1e-37
        let same = expected.isNaN ? y.isNaN : rounded.isInfinite ? y == rounded : close
        #expect(same, "\(given.function)(\(u)) = \(y), not \(rounded)")
      }
    }
    #expect(try compute.exp(Tensor([-.infinity] as [Float], shape: [1])).floats[0] == 0)
  }

  @Test func bothFormsOfGelu() throws {
    // Where erf is near −1, the sum 1 + erf has few correct digits, so the test limits the absolute error. The
    // frameworks use the same formula.
    let x = Samples.tensor([100], seed: 1)
    let u = try compute.multiply(x, 5.0)
    for (v, y) in zip(u.floats, try compute.unary(.gelu, u).floats) {
      let expected = 0.5 * Double(v) * (1 + erf(Double(v) / 2.0.squareRoot()))
      #expect(abs(Double(y) - expected) < 5e-7)
    }
    for (v, y) in zip(u.floats, try compute.unary(.geluTanh, u).floats) {
      let d = Double(v)
      let inner: Double = (2 / Double.pi).squareRoot() * (d + 0.044715 * d * d * d)
      let expected: Double = 0.5 * d * (1 + tanh(inner))
      #expect(abs(Double(y) - expected) < 1e-6)
    }
  }

  @Test func typesOfResults() throws {
    let i = Tensor([-4, 9], shape: [2])
    #expect(try compute.unary(.abs, i).element(at: [0]) == .int(4))
    #expect(try compute.unary(.sqrt, i).dtype == .float32)
    #expect(try compute.clamp(i, max: 3).element(at: [1]) == .int(3))
    #expect(try compute.clamp(i, max: 3.5).element(at: [1]) == .float(3.5))
    #expect(try compute.unary(.bitwiseNot, i).floats == [3, -10])
    #expect(try compute.logicalNot(i).floats == [0, 0])
    #expect(try compute.unary(.isNaN, Tensor([.nan, 1] as [Float], shape: [2])).floats == [1, 0])
    #expect(throws: TensorError.unsupportedType(operation: "bitwise_not", .float32)) {
      try compute.unary(.bitwiseNot, Samples.tensor([2]))
    }
    let wide = try compute.exp(Tensor(.float(1), dtype: .float64))
    #expect(try wide.element(at: []) == .float(exp(1.0)))
  }

  @Test func aPartHasTheSameBitsAsTheWhole() throws {
    let x = Samples.tensor([1001], seed: 2)
    for function in [UnaryFunction.exp, .tanh, .silu, .gelu] {
      let whole = try compute.unary(function, x).floats
      for start in [1, 3, 8, 995] {
        #expect(try compute.unary(function, x.sliced(axis: 0, start: start)).floats == Array(whole[start...]))
      }
    }
  }
}
