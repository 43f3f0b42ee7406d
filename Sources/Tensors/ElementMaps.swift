extension Compute {
  /// Applies `function` to each element in double precision, for functions that have no C kernel. Integers become
  /// float32.
  public func map(
    _ operation: String, _ x: Tensor, _ function: @Sendable (Double) -> Double
  ) throws(TensorError) -> Tensor {
    if x.dtype.isComplex { throw .unsupportedType(operation: operation, x.dtype) }
    let source = try dense(x, .float64)
    let result = try made(operation, shape: x.shape, dtype: .float64, of: Double.self) { output throws(TensorError) in
      let input = source.start.assumingMemoryBound(to: Double.self)
      try parallel(over: source.count, cost: 8) { range in
        for index in range { output[index] = function(input[index]) }
      }
    }
    return result.converted(to: x.dtype.isFloatingPoint ? x.dtype : .float32)
  }

  /// Applies `function` to each pair of elements, broadcast, in double precision. Integers become float32.
  public func map(
    _ operation: String, _ a: some TensorOperand, _ b: some TensorOperand,
    _ function: @Sendable (Double, Double) -> Double
  ) throws(TensorError) -> Tensor {
    let (a, b) = (a.operand, b.operand)
    let promoted = DType.promoted(a, b)
    if promoted.isComplex { throw .unsupportedType(operation: operation, promoted) }
    let type = promoted.isFloatingPoint ? promoted : .float32
    let shape = try broadcastShape(a.shape, b.shape, operation: operation)
    let (u, v) = (try spread(a, type, to: shape, operation), try spread(b, type, to: shape, operation))
    let result = try made(operation, shape: shape, dtype: .float64, of: Double.self) { output throws(TensorError) in
      let (left, right) = (
        u.start.assumingMemoryBound(to: Double.self), v.start.assumingMemoryBound(to: Double.self)
      )
      try parallel(over: u.count, cost: 8) { range in
        for index in range { output[index] = function(left[index], right[index]) }
      }
    }
    return result.converted(to: type)
  }

  /// Rounds the operand to `type`, broadcasts it to `shape` and converts it to float64.
  private func spread(
    _ operand: Operand, _ type: DType, to shape: [Int], _ operation: String
  ) throws(TensorError) -> Tensor {
    let tensor = operand.tensor(type).converted(to: .float64)
    return try dense(tensor.view(try tensor.layout.expanded(to: shape, operation: operation)))
  }
}
