extension Compute {
  /// Computes (x − mean) / √(variance + eps) · weight + bias. Mean and variance are computed over the last axes.
  ///
  ///     x             […, normalizedShape]
  ///     weight, bias  [normalizedShape]
  public func layerNorm(
    _ x: Tensor, normalizedShape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    let n = try normalizedCount("layer_norm", x, normalizedShape, weight, bias)
    return try x.dtype == .float64
      ? layerNorm(Double.self, x, n, weight, bias, eps) : layerNorm(Float.self, x, n, weight, bias, eps)
  }

  /// Computes x / √(mean of squares + eps) · weight. The mean is computed over the last axes.
  public func rmsNorm(
    _ x: Tensor, normalizedShape: [Int], weight: Tensor? = nil, eps: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    let n = try normalizedCount("rms_norm", x, normalizedShape, weight, nil)
    return try x.dtype == .float64 ? rmsNorm(Double.self, x, n, weight, eps) : rmsNorm(Float.self, x, n, weight, eps)
  }

  /// Normalizes each channel with the given mean and variance from training.
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
    return try x.dtype == .float64
      ? batchNorm(Double.self, x, axis, mean, variance, weight, bias, eps)
      : batchNorm(Float.self, x, axis, mean, variance, weight, bias, eps)
  }

  /// Normalizes groups of neighbouring channels. Each group of each batch item is normalized by its own mean and
  /// variance.
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
    return try x.dtype == .float64
      ? affine(Double.self, "group_norm", normal, weight, bias) : affine(Float.self, "group_norm", normal, weight, bias)
  }

  private func layerNorm<T: KernelFloat>(
    _: T.Type, _ x: Tensor, _ n: Int, _ weight: Tensor?, _ bias: Tensor?, _ eps: Double
  ) throws(TensorError) -> Tensor {
    let scale = try weight.map { weight throws(TensorError) in try dense(weight, T.dtype) }
    let shift = try bias.map { bias throws(TensorError) in try dense(bias, T.dtype) }
    let source = try dense(x, T.dtype)
    let result = try made("layer_norm", shape: x.shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      try parallel(over: source.count / max(n, 1), cost: n) { range in
        T.layerNorm(
          Int64(range.count), Int64(n), source.start(T.self) + range.lowerBound * n, scale?.start(T.self),
          shift?.start(T.self), eps, output + range.lowerBound * n)
      }
    }
    return result.converted(to: x.dtype)
  }

  private func rmsNorm<T: KernelFloat>(
    _: T.Type, _ x: Tensor, _ n: Int, _ weight: Tensor?, _ eps: Double
  ) throws(TensorError) -> Tensor {
    let scale = try weight.map { weight throws(TensorError) in try dense(weight, T.dtype) }
    let source = try dense(x, T.dtype)
    let result = try made("rms_norm", shape: x.shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      try parallel(over: source.count / max(n, 1), cost: n) { range in
        T.rmsNorm(
          Int64(range.count), Int64(n), source.start(T.self) + range.lowerBound * n, scale?.start(T.self), eps,
          output + range.lowerBound * n)
      }
    }
    return result.converted(to: x.dtype)
  }

  private func batchNorm<T: KernelFloat>(
    _: T.Type, _ x: Tensor, _ axis: Int, _ mean: Tensor, _ variance: Tensor, _ weight: Tensor?, _ bias: Tensor?,
    _ eps: Double
  ) throws(TensorError) -> Tensor {
    let channels = x.shape[axis]
    try checkChannels(channels, "batch_norm", x)
    let weights: [T] = weight?.elements() ?? [T](repeating: 1, count: channels)
    let scales = zip(variance.elements(T.self), weights).map { variance, weight in
      T(Double(weight) / (Double(variance) + eps).squareRoot())
    }
    return try affine(
      "batch_norm", x, axis: axis, mean: mean.elements(T.self), scale: scales,
      shift: bias?.elements() ?? [T](repeating: 0, count: channels))
  }

  /// Throws if a list with one number per channel would be too large for memory: an expanded channel axis can have any
  /// size.
  private func checkChannels(_ channels: Int, _ operation: String, _ x: Tensor) throws(TensorError) {
    guard channels <= byteLimit / 64 else { throw .tooLarge(operation: operation, shape: x.shape) }
  }

  /// Computes x · weight + bias. Weight and bias have one number per channel; axis 1 is the channel axis.
  private func affine<T: KernelFloat>(
    _: T.Type, _ operation: String, _ x: Tensor, _ weight: Tensor?, _ bias: Tensor?
  ) throws(TensorError) -> Tensor {
    let channels = x.shape[1]
    try checkChannels(channels, operation, x)
    return try affine(
      operation, x, axis: 1, mean: [T](repeating: 0, count: channels),
      scale: weight?.elements() ?? [T](repeating: 1, count: channels),
      shift: bias?.elements() ?? [T](repeating: 0, count: channels))
  }

  /// Computes (x − mean) · scale + shift. Each list has one number per index of `axis`.
  private func affine<T: KernelFloat>(
    _ operation: String, _ x: Tensor, axis: Int, mean: [T], scale: [T], shift: [T]
  ) throws(TensorError) -> Tensor {
    let source = try dense(x, T.dtype)
    let (outer, channels, inner) = source.around(axis)
    let result = try made(operation, shape: x.shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      try parallel(over: outer * channels, cost: inner) { range in
        T.channelAffine(
          Int64(range.lowerBound), Int64(range.count), Int64(channels), Int64(inner),
          source.start(T.self) + range.lowerBound * inner, mean, scale, shift, output + range.lowerBound * inner)
      }
    }
    return result.converted(to: x.dtype)
  }

  /// The number of elements that are normalized together. Throws when the shapes do not fit together.
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
