import CKernels
import Glibc

// torch's random tensors. With the same seed, each function returns the same bits as torch on a CPU with AVX2.

extension Compute {
  /// Uniform numbers from `low` to `high`, of a float type. Half-precision numbers are computed in float32.
  public func torchUniform(
    _ shape: [Int], _ dtype: DType, low: Double = 0, high: Double = 1, using generator: inout TorchGenerator
  ) throws(TensorError) -> Tensor {
    try requireFloat("uniform_", dtype)
    if !(low <= high) || !(high - low).isFinite {
      throw .invalidArgument(operation: "uniform_", "the range [\(low), \(high)] is empty or not finite")
    }
    if dtype == .float64 {
      return try drawn("uniform_", shape, &generator) { $0.uniformDouble().scaled(high - low, low) }
    }
    let (from, to) = (Float(low), Float(high))
    let count = checkedCount(of: shape) ?? 0
    let result = try made("uniform_", shape: shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      try uniform(count, to: output, &generator)
      for index in 0..<count {
        output[index] = (to - from).isFinite ? from.addingProduct(output[index], to - from) : .nan
      }
    }
    if dtype == .float32 { return try excluding(Scalar.float(Double(to)), result, from) }
    return try excluding(Tensor(.float(high), dtype: dtype).value, result.converted(to: dtype), from)
  }

  /// Rounding can make an element equal to the excluded upper bound. Replaces such elements by the lower bound.
  private func excluding(_ high: Scalar, _ x: Tensor, _ low: Float) throws(TensorError) -> Tensor {
    if Double(low) == high.double { return x }
    let values = x.floats
    let bound = Float(high.double)
    if !values.contains(bound) { return x }
    let replaced = values.map { $0 == bound ? low : $0 }
    return Tensor(replaced, shape: x.shape).converted(to: x.dtype)
  }

  /// Normally distributed numbers of a float type.
  ///
  /// - Parameter isContiguous: whether the tensor to fill is contiguous. torch fills a contiguous tensor with at least
  ///   16 elements in blocks of 16, and any other tensor element by element. The two methods produce different numbers.
  public func torchNormal(
    _ shape: [Int], _ dtype: DType, mean: Double = 0, deviation: Double = 1, isContiguous: Bool = true,
    using generator: inout TorchGenerator
  ) throws(TensorError) -> Tensor {
    try requireFloat("normal_", dtype)
    guard deviation >= 0 else {
      throw .invalidArgument(operation: "normal_", "the standard deviation is \(deviation); it cannot be negative")
    }
    let count = checkedCount(of: shape) ?? 0
    if count < 16 || !isContiguous {
      let single = try drawn("normal_", shape, &generator) { $0.normal().scaled(deviation, mean) }
      return dtype == .float64 ? single : single.converted(to: .float32).converted(to: dtype)
    }
    let blocks = count / 16
    if dtype == .float64 {
      return try made("normal_", shape: shape, dtype: .float64, of: Double.self) { output throws(TensorError) in
        for index in 0..<count {
          if index % 65_536 == 0 { try checkCancelled() }
          output[index] = generator.uniformDouble()
        }
        for block in 0..<blocks { normalBlock(output + 16 * block, mean, deviation) }
        if count % 16 == 0 { return }
        let last = output + (count - 16)
        for index in 0..<16 { last[index] = generator.uniformDouble() }
        normalBlock(last, mean, deviation)
      }
    }
    let result = try made("normal_", shape: shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      // In half precision, torch draws 16 numbers for each complete block, and none for an incomplete last block.
      try uniform(dtype == .float32 ? count : blocks * 16, to: output, &generator)
      fw_torch_normal(Int64(blocks), Float(mean), Float(deviation), output)
      if count % 16 == 0 { return }
      let last = output + (count - 16)
      try uniform(16, to: last, &generator)
      fw_torch_normal(1, Float(mean), Float(deviation), last)
    }
    return result.converted(to: dtype)
  }

  /// Random integers in low..<high.
  public func torchIntegers(
    _ shape: [Int], _ dtype: DType, low: Int, high: Int, using generator: inout TorchGenerator
  ) throws(TensorError) -> Tensor {
    guard low < high else {
      throw .invalidArgument(operation: "random_", "there is no integer from \(low) to below \(high)")
    }
    return try torchIntegers(shape, dtype, low: low, through: high - 1, using: &generator)
  }

  /// Random integers from `low` to `last`, including both. Throws when `last` is less than `low`.
  public func torchIntegers(
    _ shape: [Int], _ dtype: DType, low: Int, through last: Int, using generator: inout TorchGenerator
  ) throws(TensorError) -> Tensor {
    let (range, isFull) = UInt64(bitPattern: Int64(last &- low)).addingReportingOverflow(1)
    guard low <= last, !isFull else {
      throw .invalidArgument(operation: "random_", "there is no range from \(low) to \(last)")
    }
    return try integers(shape, dtype, &generator) { generator in
      let bits = range >= 1 << 28 ? generator.bits64() : UInt64(generator.bits32())
      return Int64(bitPattern: bits % range) &+ Int64(low)
    }
  }

  /// Random integers from 0 to the largest number of an integer type. For a float type, the upper end is the largest n
  /// for which the type can represent every integer from 0 to n.
  public func torchIntegers(
    _ shape: [Int], _ dtype: DType, using generator: inout TorchGenerator
  ) throws(TensorError) -> Tensor {
    let range: UInt64 =
      switch dtype {
      case .int64: 1 << 63
      case .int32: 1 << 31
      case .int16: 1 << 15
      case .int8: 1 << 7
      case .uint8: 1 << 8
      case .bool: 2
      case .float64: 1 << 53 + 1
      case .float32: 1 << 24 + 1
      case .float16: 1 << 11 + 1
      case .bfloat16: 1 << 8 + 1
      case .complex64, .complex128: throw .unsupportedType(operation: "random_", dtype)
      }
    return try integers(shape, dtype, &generator) { generator in
      let bits = dtype == .int64 || dtype == .float64 ? generator.bits64() : UInt64(generator.bits32())
      return Int64(bits % range)
    }
  }

  private func integers(
    _ shape: [Int], _ dtype: DType, _ generator: inout TorchGenerator, _ draw: (inout TorchGenerator) -> Int64
  ) throws(TensorError) -> Tensor {
    let count = checkedCount(of: shape) ?? 0
    return try made("random_", shape: shape, dtype: .int64, of: Int64.self) { output throws(TensorError) in
      for index in 0..<count {
        if index % 65_536 == 0 { try checkCancelled() }
        output[index] = draw(&generator)
      }
    }.converted(to: dtype)
  }

  /// The numbers 0..<count in random order.
  public func torchPermutation(
    _ count: Int, _ dtype: DType, using generator: inout TorchGenerator
  ) throws(TensorError) -> Tensor {
    guard count >= 0 else { throw .invalidArgument(operation: "randperm", "n is \(count); it cannot be negative") }
    // For larger counts, torch uses 64-bit draws, which are not implemented.
    guard count < Int(UInt32.max / 20) else { throw .tooLarge(operation: "randperm", shape: [count]) }
    return try made("randperm", shape: [count], dtype: .int64, of: Int64.self) { output throws(TensorError) in
      for index in 0..<count { output[index] = Int64(index) }
      for index in 0..<max(0, count - 1) {
        if index % 65_536 == 0 { try checkCancelled() }
        let other = index + Int(generator.bits32()) % (count - index)
        (output[index], output[other]) = (output[other], output[index])
      }
    }.converted(to: dtype)
  }

  /// A distribution whose numbers torch draws one at a time, in double precision.
  public enum TorchDistribution: Sendable {
    case exponential(rate: Double)
    case geometric(probability: Double)
    case cauchy(median: Double, scale: Double)
    case logNormal(mean: Double, deviation: Double)
    /// 1 with the given probability, else 0.
    case bernoulli(probability: Double)
  }

  public func torchDraws(
    _ shape: [Int], _ dtype: DType, _ distribution: TorchDistribution, using generator: inout TorchGenerator
  ) throws(TensorError) -> Tensor {
    let result = try drawn("random numbers", shape, &generator) { generator in
      switch distribution {
      case .exponential(let rate): return -1 / rate * log1p(-generator.uniformDouble())
      case .geometric(let probability): return ceil(log(generator.uniformDouble()) / log1p(-probability))
      case .cauchy(let median, let scale): return tan(.pi * (generator.uniformDouble() - 0.5)).scaled(scale, median)
      case .logNormal(let mean, let deviation): return Glibc.exp(generator.normal().scaled(deviation, mean))
      case .bernoulli(let probability): return generator.uniformDouble() < probability ? 1 : 0
      }
    }
    return dtype.isFloatingPoint && dtype != .float64
      ? result.converted(to: .float32).converted(to: dtype) : result.converted(to: dtype)
  }

  /// Draws from Poisson distributions, each with the rate at the same index of `rates`.
  public func torchPoisson(_ rates: Tensor, using generator: inout TorchGenerator) throws(TensorError) -> Tensor {
    try requireFloat("poisson", rates.dtype)
    let values = try dense(rates, .float64)
    let each = values.withElements(of: Double.self) { Array($0) }
    if let wrong = each.first(where: { !($0 >= 0) }) {
      throw .invalidArgument(operation: "poisson", "the rate \(wrong) is below 0")
    }
    return try made("poisson", shape: rates.shape, dtype: .float64, of: Double.self) { output throws(TensorError) in
      for (index, rate) in each.enumerated() {
        if index % 65_536 == 0 { try checkCancelled() }
        output[index] = generator.poisson(rate)
      }
    }.converted(to: rates.dtype)
  }

  /// Each element is 1 with the probability at the same index of `probabilities`, else 0.
  public func torchBernoulli(
    _ probabilities: Tensor, _ dtype: DType, using generator: inout TorchGenerator
  ) throws(TensorError) -> Tensor {
    try requireFloat("bernoulli", probabilities.dtype)
    let isDouble = probabilities.dtype == .float64
    let values = try dense(probabilities, .float64)
    let chances = values.withElements(of: Double.self) { Array($0) }
    if let wrong = chances.first(where: { !($0 >= 0 && $0 <= 1) }) {
      throw .invalidArgument(operation: "bernoulli", "the probability \(wrong) is not from 0 to 1")
    }
    return try made("bernoulli", shape: probabilities.shape, dtype: .bool, of: Bool.self) {
      output throws(TensorError) in
      for (index, chance) in chances.enumerated() {
        if index % 65_536 == 0 { try checkCancelled() }
        output[index] = isDouble ? generator.uniformDouble() < chance : generator.uniformFloat() < Float(chance)
      }
    }.converted(to: dtype)
  }

  /// Draws `count` categories for each row of `weights`, with replacement. `weights` has shape [rows, categories]; the
  /// result is int64, shape [rows, count].
  public func torchCategories(
    _ weights: Tensor, count: Int, using generator: inout TorchGenerator
  ) throws(TensorError) -> Tensor {
    let (rows, categories) = (weights.shape[0], weights.shape[1])
    let isDouble = weights.dtype == .float64
    let values = try dense(weights, .float64)
    let all = values.withElements(of: Double.self) { Array($0) }
    return try made("multinomial", shape: [rows, count], dtype: .int64, of: Int64.self) { output throws(TensorError) in
      for row in 0..<rows {
        try checkCancelled()
        // As in torch, sums are rounded to the type of the weights.
        var total = 0.0
        var sums = all[row * categories..<(row + 1) * categories].map { weight in
          total = isDouble ? total + weight : rounded(total + weight, weights.dtype)
          return total
        }
        if total > 0 { sums = sums.map { isDouble ? $0 / total : rounded($0 / total, weights.dtype) } }
        for draw in 0..<count {
          let point = generator.uniformDouble()
          var (low, high) = (0, categories)
          while low < high {
            let middle = (low + high) / 2
            if sums[middle] < point { low = middle + 1 } else { high = middle }
          }
          output[row * count + draw] = Int64(low)
        }
      }
    }
  }

  private func rounded(_ value: Double, _ dtype: DType) -> Double {
    if dtype == .float32 { return Double(Float(value)) }
    return Tensor([Float(value)], shape: []).converted(to: dtype).value.double
  }

  // MARK: Filling

  private func requireFloat(_ operation: String, _ dtype: DType) throws(TensorError) {
    if !dtype.isFloatingPoint { throw .unsupportedType(operation: operation, dtype) }
  }

  /// A float64 tensor whose elements are drawn one by one.
  private func drawn(
    _ operation: String, _ shape: [Int], _ generator: inout TorchGenerator, _ draw: (inout TorchGenerator) -> Double
  ) throws(TensorError) -> Tensor {
    let count = checkedCount(of: shape) ?? 0
    return try made(operation, shape: shape, dtype: .float64, of: Double.self) { output throws(TensorError) in
      for index in 0..<count {
        if index % 65_536 == 0 { try checkCancelled() }
        output[index] = draw(&generator)
      }
    }
  }

  /// Writes `count` uniform numbers in [0, 1) with 24 random bits each.
  private func uniform(
    _ count: Int, to output: UnsafeMutablePointer<Float>, _ generator: inout TorchGenerator
  ) throws(TensorError) {
    let size = 65_536
    let words = UnsafeMutablePointer<UInt32>.allocate(capacity: min(max(count, 1), size))
    defer { words.deallocate() }
    for start in stride(from: 0, to: count, by: size) {
      try checkCancelled()
      let part = min(size, count - start)
      generator.draw(part, to: words)
      for index in 0..<part { output[start + index] = Float(words[index] & (1 << 24 - 1)) * 0x1p-24 }
    }
  }

  private func normalBlock(_ x: UnsafeMutablePointer<Double>, _ mean: Double, _ deviation: Double) {
    for index in 0..<8 {
      let radius = (-2 * log(1 - x[index])).squareRoot()
      let angle = 2 * Double.pi * x[index + 8]
      x[index] = (radius * cos(angle)).scaled(deviation, mean)
      x[index + 8] = (radius * sin(angle)).scaled(deviation, mean)
    }
  }
}

extension TorchGenerator {
  /// A normally distributed number. The method computes two numbers at a time; every second call returns the saved
  /// second number.
  fileprivate mutating func normal() -> Double {
    if let saved = savedNormal {
      savedNormal = nil
      return saved
    }
    let first = uniformDouble(), second = uniformDouble()
    let radius = (-2 * log1p(-second)).squareRoot()
    let angle = 2 * Double.pi * first
    savedNormal = radius * sin(angle)
    return radius * cos(angle)
  }
}

// MARK: numpy

extension TorchGenerator {
  /// A number from a Poisson distribution. Rates from 10 up use Hörmann's transformed rejection.
  mutating func poisson(_ rate: Double) -> Double {
    if rate == 0 { return 0 }
    guard rate >= 10 else {
      let least = Glibc.exp(-rate)
      var (count, product) = (0.0, uniformDouble())
      while product > least {
        count += 1
        product *= uniformDouble()
      }
      return count
    }
    let root = rate.squareRoot(), logarithm = log(rate)
    let b = 0.931 + 2.53 * root
    let a = -0.059 + 0.02483 * b
    let inverse = 1.1239 + 1.1328 / (b - 3.4), bound = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniformDouble() - 0.5, v = uniformDouble()
      let us = 0.5 - abs(u)
      let count = ((2 * a / us + b) * u + rate + 0.43).rounded(.down)
      if us >= 0.07, v <= bound { return count }
      if count < 0 || us < 0.013 && v > us { continue }
      if log(v) + log(inverse) - log(a / (us * us) + b) <= -rate + count * logarithm - lgamma(count + 1) {
        return count
      }
    }
  }

  /// A uniform number in [0, 1) with 53 random bits, as `numpy.random.RandomState` draws it.
  public mutating func numpyUniform() -> Double {
    let high = bits32() >> 5, low = bits32() >> 6
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  /// A normally distributed number, computed by the polar method. The method computes two numbers; the next call
  /// returns the second number.
  public mutating func numpyNormal() -> Double {
    if let saved = savedNormal {
      savedNormal = nil
      return saved
    }
    while true {
      let x = 2 * numpyUniform() - 1, y = 2 * numpyUniform() - 1
      let square = x * x + y * y
      if square >= 1 || square == 0 { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      savedNormal = factor * x
      return factor * y
    }
  }

  /// A random integer from 0 to `limit`. Draws numbers with as many bits as `limit` until a number is not greater than
  /// `limit`.
  public mutating func numpyBelow(_ limit: UInt64) -> UInt64 {
    if limit == 0 { return 0 }
    let mask = UInt64.max >> UInt64(limit.leadingZeroBitCount)
    while true {
      let bits = limit >> 32 == 0 ? UInt64(bits32()) : bits64()
      if bits & mask <= limit { return bits & mask }
    }
  }
}

extension Double {
  /// Computes self · factor + offset, rounded once.
  fileprivate func scaled(_ factor: Double, _ offset: Double) -> Double { offset.addingProduct(self, factor) }
}

extension Tensor {
  /// The number in a tensor of rank 0 and of a float type.
  fileprivate var value: Scalar { .float(converted(to: .float64).withElements(of: Double.self) { $0[0] }) }
}
