import CKernels

extension Compute {
  /// (x − mean) / √(variance + eps) · weight + bias over the last axes.
  ///
  ///     x             […, normalizedShape]
  ///     weight, bias  [normalizedShape]
  public func layerNorm(
    _ x: Tensor, normalizedShape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    let n = try normalizedCount("layer_norm", x, normalizedShape, weight, bias)
    let (scale, shift) = (weight?.converted(to: .float32).contiguous(), bias?.converted(to: .float32).contiguous())
    let source = try dense(x, .float32)
    let result = try made("layer_norm", shape: x.shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      try parallel(over: source.count / max(n, 1), cost: n) { range in
        fw_layer_norm(
          Int64(range.count), Int64(n), source.floatStart + range.lowerBound * n, scale?.floatStart, shift?.floatStart,
          eps, output + range.lowerBound * n)
      }
    }
    return result.converted(to: x.dtype)
  }

  /// x / √(mean of squares + eps) · weight over the last axes.
  public func rmsNorm(
    _ x: Tensor, normalizedShape: [Int], weight: Tensor? = nil, eps: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    let n = try normalizedCount("rms_norm", x, normalizedShape, weight, nil)
    let scale = weight?.converted(to: .float32).contiguous()
    let source = try dense(x, .float32)
    let result = try made("rms_norm", shape: x.shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      try parallel(over: source.count / max(n, 1), cost: n) { range in
        fw_rms_norm(
          Int64(range.count), Int64(n), source.floatStart + range.lowerBound * n, scale?.floatStart, eps,
          output + range.lowerBound * n)
      }
    }
    return result.converted(to: x.dtype)
  }

  /// Normalizes each channel by statistics from training.
  ///
  ///     x                             [batch, channels, …], or with the channels at `channelAxis`
  ///     mean, variance, weight, bias  [channels]
  public func batchNorm(
    _ x: Tensor, mean: Tensor, variance: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5,
    channelAxis: Int = 1
  ) throws(TensorError) -> Tensor {
    guard x.dtype.isFloatingPoint else { throw .unsupportedType(operation: "batch_norm", x.dtype) }
    let axis = try resolveAxis(channelAxis, rank: x.rank, operation: "batch_norm")
    let channels = x.shape[axis]
    for (what, tensor) in [("mean", mean), ("variance", variance), ("weight", weight), ("bias", bias)] {
      guard let tensor, tensor.shape != [channels] else { continue }
      throw .shapeMismatch(operation: "batch_norm", what: "the \(what)", expected: [channels], found: tensor.shape)
    }
    let scales = zip(variance.floats, weight?.floats ?? [Float](repeating: 1, count: channels)).map {
      variance, weight in
      Float(Double(weight) / (Double(variance) + eps).squareRoot())
    }
    return try affine(
      "batch_norm", x, axis: axis, mean: mean.floats, scale: scales,
      shift: bias?.floats ?? [Float](repeating: 0, count: channels))
  }

  /// Normalizes groups of neighbouring channels by their own statistics, for each item of the batch.
  ///
  ///     x             [batch, channels, …]
  ///     weight, bias  [channels]
  public func groupNorm(
    _ x: Tensor, groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    guard x.rank >= 2 else {
      throw .rankMismatch(operation: "group_norm", what: "the input", expected: "at least 2", found: x.shape)
    }
    let channels = x.shape[1]
    guard groups > 0, channels % groups == 0 else {
      throw .invalidArgument(operation: "group_norm", "\(channels) channels do not divide into \(groups) groups")
    }
    for (what, tensor) in [("weight", weight), ("bias", bias)] {
      guard let tensor, tensor.shape != [channels] else { continue }
      throw .shapeMismatch(operation: "group_norm", what: "the \(what)", expected: [channels], found: tensor.shape)
    }
    let size = channels / groups * x.shape[2...].reduce(1, *)
    let rows = try x.reshaped(to: [x.shape[0], groups, size])
    let normal = try layerNorm(rows, normalizedShape: [size], eps: eps).reshaped(to: x.shape)
    if weight == nil, bias == nil { return normal }
    return try affine(
      "group_norm", normal, axis: 1, mean: [Float](repeating: 0, count: channels),
      scale: weight?.floats ?? [Float](repeating: 1, count: channels),
      shift: bias?.floats ?? [Float](repeating: 0, count: channels))
  }

  /// (x − mean) · scale + shift, per channel of `axis`.
  private func affine(
    _ operation: String, _ x: Tensor, axis: Int, mean: [Float], scale: [Float], shift: [Float]
  ) throws(TensorError) -> Tensor {
    let source = try dense(x, .float32)
    let (outer, channels, inner) = source.around(axis)
    let result = try made(operation, shape: x.shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      try parallel(over: outer * channels, cost: inner) { range in
        fw_channel_affine(
          Int64(range.lowerBound), Int64(range.count), Int64(channels), Int64(inner),
          source.floatStart + range.lowerBound * inner, mean, scale, shift, output + range.lowerBound * inner)
      }
    }
    return result.converted(to: x.dtype)
  }

  /// The number of elements that are normalized together. Throws when a shape does not fit.
  private func normalizedCount(
    _ operation: String, _ x: Tensor, _ normalizedShape: [Int], _ weight: Tensor?, _ bias: Tensor?
  ) throws(TensorError) -> Int {
    guard x.dtype.isFloatingPoint else { throw .unsupportedType(operation: operation, x.dtype) }
    guard Array(x.shape.suffix(normalizedShape.count)) == normalizedShape else {
      throw .shapeMismatch(
        operation: operation, what: "the input's last axes", expected: normalizedShape, found: x.shape)
    }
    for (what, tensor) in [("weight", weight), ("bias", bias)] {
      guard let tensor, tensor.shape != normalizedShape else { continue }
      throw .shapeMismatch(operation: operation, what: "the \(what)", expected: normalizedShape, found: tensor.shape)
    }
    return normalizedShape.reduce(1, *)
  }
}
