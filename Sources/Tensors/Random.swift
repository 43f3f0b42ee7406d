import CKernels

/// A stream of random numbers. Draw n depends only on the seed and n.
///
/// The generator is a value: a copy repeats the same draws. A machine restored from a snapshot therefore repeats its
/// random numbers.
public struct RandomGenerator: Sendable, Hashable {
  public let seed: UInt64
  /// The number of draws already taken.
  public private(set) var position: UInt64 = 0

  public init(seed: UInt64) { self.seed = seed }

  /// Takes `count` draws and returns the position of the first draw.
  mutating func take(_ count: Int) -> UInt64 {
    defer { position &+= UInt64(count) }
    return position
  }
}

extension Compute {
  /// A float32 tensor of uniform random numbers in low..<high.
  public func randomUniform(
    _ shape: [Int], low: Float = 0, high: Float = 1, using generator: inout RandomGenerator
  ) throws(TensorError) -> Tensor {
    let (seed, count) = (generator.seed, checkedCount(of: shape) ?? 0)
    let first = generator.take(count)
    return try made("rand", shape: shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      try parallel(over: count, cost: 1) { range in
        fw_random_uniform(
          seed, first &+ UInt64(range.lowerBound), Int64(range.count), low, high, output + range.lowerBound)
      }
    }
  }

  /// A float32 tensor of normally distributed random numbers.
  public func randomNormal(
    _ shape: [Int], mean: Float = 0, standardDeviation: Float = 1, using generator: inout RandomGenerator
  ) throws(TensorError) -> Tensor {
    let (seed, count) = (generator.seed, checkedCount(of: shape) ?? 0)
    let pairs = count / 2 + count % 2
    let first = generator.take(pairs)
    return try made("randn", shape: shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      try parallel(over: pairs, cost: 8) { range in
        let start = range.lowerBound * 2
        fw_random_normal(
          seed, first &+ UInt64(range.lowerBound), Int64(min(range.count * 2, count - start)), mean, standardDeviation,
          output + start)
      }
    }
  }

  /// An int64 tensor of uniform random integers in low..<high.
  public func randomIntegers(
    _ shape: [Int], low: Int = 0, high: Int, using generator: inout RandomGenerator
  ) throws(TensorError) -> Tensor {
    guard low < high else { throw .invalidArgument(operation: "randint", "there is no integer in \(low)..<\(high)") }
    let width = UInt64(bitPattern: Int64(high &- low))
    let count = checkedCount(of: shape) ?? 0
    let (seed, first) = (generator.seed, generator.take(count))
    return try made("randint", shape: shape, dtype: .int64, of: Int64.self) { output in
      let bits = UnsafeMutableRawPointer(output).assumingMemoryBound(to: UInt64.self)
      fw_random_bits(seed, first, Int64(count), bits)
      // The high 64 bits of the product are uniform in 0..<width, up to an error of width / 2⁶⁴.
      for index in 0..<count {
        output[index] = Int64(low) &+ Int64(bitPattern: bits[index].multipliedFullWidth(by: width).high)
      }
    }
  }
}
