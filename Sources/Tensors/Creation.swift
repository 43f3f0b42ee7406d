import CKernels

extension Compute {
  public func zeros(_ shape: [Int], dtype: DType = .float32) throws(TensorError) -> Tensor {
    try madeRaw("zeros", shape: shape, dtype: dtype) { output in
      fw_zero(Int64(shape.reduce(1, *) * dtype.size), output)
    }
  }

  public func ones(_ shape: [Int], dtype: DType = .float32) throws(TensorError) -> Tensor {
    try full(shape, .int(1), dtype: dtype)
  }

  /// A tensor of `shape` whose elements all equal `value`. Each element has its own memory.
  public func full(_ shape: [Int], _ value: Scalar, dtype: DType? = nil) throws(TensorError) -> Tensor {
    let one = Tensor(value, dtype: dtype ?? value.dtype)
    let spread = one.view(Layout(shape: shape, strides: [Int](repeating: 0, count: shape.count)))
    return try madeRaw("full", shape: shape, dtype: one.dtype) { output in spread.copyElements(to: output) }
  }

  /// The numbers `start`, `start + step`, … that are less than `end` (greater than `end` when `step` is negative). The
  /// default type is int64 when all three arguments are integers, else float32.
  public func arange(
    from start: Scalar = .int(0), to end: Scalar, step: Scalar = .int(1), dtype: DType? = nil
  ) throws(TensorError) -> Tensor {
    if case .int(let first) = start, case .int(let last) = end, case .int(let by) = step {
      guard by != 0 else { throw .invalidArgument(operation: "arange", "the step is 0") }
      let (distance, overflow) = last.subtractingReportingOverflow(first)
      guard !overflow else { throw .tooLarge(operation: "arange", shape: []) }
      let (quotient, rest) = distance.quotientAndRemainder(dividingBy: by)
      let count = (distance > 0) == (by > 0) && distance != 0 ? quotient + (rest == 0 ? 0 : 1) : 0
      let result = try made("arange", shape: [count], dtype: .int64, of: Int64.self) { output in
        for index in 0..<count { output[index] = Int64(first &+ index &* by) }
      }
      return result.converted(to: dtype ?? .int64)
    }
    let (first, last, by) = (start.double, end.double, step.double)
    let count = ((last - first) / by).rounded(.up)
    guard by != 0, !count.isNaN else { throw .invalidArgument(operation: "arange", "the step is \(by)") }
    guard count < 1e15 else { throw .tooLarge(operation: "arange", shape: []) }
    let size = max(0, Int(count))
    let result = try made("arange", shape: [size], dtype: .float64, of: Double.self) { output in
      for index in 0..<size { output[index] = first + Double(index) * by }
    }
    return result.converted(to: dtype ?? .float32)
  }

  /// `count` evenly spaced numbers from `start` to `end`, including both.
  public func linspace(
    from start: Double, to end: Double, count: Int, dtype: DType = .float32
  ) throws(TensorError) -> Tensor {
    guard count >= 0 else {
      throw .invalidArgument(operation: "linspace", "the number of elements is \(count); it must be 0 or more")
    }
    if dtype == .float32 {
      return try made("linspace", shape: [count], dtype: .float32, of: Float.self) { output in
        Self.fill(output, from: Float(start), to: Float(end), count: count)
      }
    }
    let result = try made("linspace", shape: [count], dtype: .float64, of: Double.self) { output in
      Self.fill(output, from: start, to: end, count: count)
    }
    return result.converted(to: dtype)
  }

  /// Writes evenly spaced numbers. Each number is rounded as in torch on a CPU with AVX2.
  private static func fill<Number: BinaryFloatingPoint>(
    _ output: UnsafeMutablePointer<Number>, from start: Number, to end: Number, count: Int
  ) {
    let step = count > 1 ? (end - start) / Number(count - 1) : 0
    // The second half is computed backwards from `end`. Therefore the last number is exactly `end` when `count` is at
    // least 2.
    for index in 0..<count {
      output[index] =
        index < count / 2 || count == 1
        ? start.addingProduct(step, Number(index)) : end.addingProduct(-step, Number(count - 1 - index))
    }
  }

  /// A matrix [rows, columns] with ones on the diagonal and zeros elsewhere. `columns` defaults to `rows`.
  public func eye(_ rows: Int, _ columns: Int? = nil, dtype: DType = .float32) throws(TensorError) -> Tensor {
    let columns = columns ?? rows
    let result = try made("eye", shape: [rows, columns], dtype: .bool, of: Bool.self) { output in
      output.initialize(repeating: false, count: rows * columns)
      for index in 0..<min(rows, columns) { output[index * columns + index] = true }
    }
    return result.converted(to: dtype)
  }
}
