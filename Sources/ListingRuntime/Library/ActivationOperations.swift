import Tensors

/// Activations that are composed of other tensor functions, and normalisations as functions.
enum ActivationOperations {
  static let rows: [Operation] = [
    simple("mish", mish), simple("softsign", softsign), simple("tanhshrink", tanhshrink),
    Operation(.functional, torch: "selu(input, inplace=False)", paddle: selu) { m, a in
      let (scale, alpha) =
        a.dialect == .paddle ? (try a.double(1, m), try a.double(2, m)) : seluNumbers
      return try m.new(selu(a.tensor(0, m), m, scale: scale, alpha: alpha))
    },
    Operation(.functional, torch: "celu(input, alpha=1.0, inplace=False)", paddle: "celu(x, alpha=1.0, name=None)") {
      m, a in try m.new(celu(a.tensor(0, m), m, alpha: a.double(1, m)))
    },
    Operation(.functional, torch: "hardshrink(input, lambd=0.5)", paddle: "hardshrink(x, threshold=0.5, name=None)") {
      m, a in try m.new(hardshrink(a.tensor(0, m), m, a.double(1, m)))
    },
    Operation(.functional, torch: "softshrink(input, lambd=0.5)", paddle: "softshrink(x, threshold=0.5, name=None)") {
      m, a in try m.new(softshrink(a.tensor(0, m), m, a.double(1, m)))
    },
    Operation(.functional, torch: "threshold(input, threshold, value, inplace=False)") { m, a in
      let x = try a.tensor(0, m)
      return try m.new(threshold(x, m, a.double(1, m), a.scalar(2, m)))
    },
    Operation([.library, .functional], torch: "prelu(input, weight)") { m, a in
      try m.new(prelu(a.tensor(0, m), a.tensor(1, m), m))
    },
    Operation(.functional, paddle: "prelu(x, weight, data_format='NCHW', name=None)") { m, a in
      let (x, weight) = (try a.tensor(0, m), try a.tensor(1, m))
      let isLast = try weight.count > 1 && DataFormat.isChannelsLast(a[2], among: preluFormats, "prelu")
      return try m.new(prelu(x, weight, isChannelsLast: isLast, m))
    },
    Operation(.functional, torch: "softmin(input, dim=None, _stacklevel=3, dtype=None)") { m, a in
      let x = try a.tensor(0, m, as: 3)
      let axis = try a.optionalInt(1, m) ?? NeuralOperations.usualAxis(x)
      return try m.new(m.compute.softmax(m.compute.unary(.negate, x), axis: axis))
    },
    Operation(
      .functional,
      torch: "batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, "
        + "eps=1e-05)",
      paddle: "batch_norm(x, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.9, "
        + "epsilon=1e-05, data_format='NCHW', use_global_stats=None, name=None)"
    ) { m, a in
      var isLast = false
      if a.dialect == .paddle {
        isLast = try DataFormat.isChannelsLast(
          a[8], among: ["NC", "NCL", "NLC", "NCHW", "NHWC", "NCDHW", "NDHWC"], "batch_norm")
      }
      if try a.bool(5, m) {
        // A call with running statistics and `training=True` updates the statistics, so it is a training step.
        guard a.isNone(1), a.isNone(2) else {
          throw ListingError.unsupported("batch_norm: training=True, which updates the running statistics")
        }
        return try m.new(
          batchNormOfBatch(
            a.tensor(0, m), weight: a.optionalTensor(3, m), bias: a.optionalTensor(4, m), eps: a.double(7, m),
            axis: isLast ? -1 : 1, m))
      }
      return try m.new(
        m.compute.batchNorm(
          a.tensor(0, m), mean: a.tensor(1, m), variance: a.tensor(2, m), weight: a.optionalTensor(3, m),
          bias: a.optionalTensor(4, m), eps: a.double(7, m), channelAxis: isLast ? -1 : 1))
    },
    Operation(
      .functional,
      torch: "instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, "
        + "momentum=0.1, eps=1e-05)",
      paddle: "instance_norm(x, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, "
        + "momentum=0.9, eps=1e-05, data_format='NCHW', name=None)"
    ) { m, a in
      let x = try a.tensor(0, m)
      if try a.bool(5, m) {
        guard a.isNone(1), a.isNone(2) else {
          throw ListingError.unsupported("instance_norm: use_input_stats=True, which updates the running statistics")
        }
      } else {
        if a.isNone(1) || a.isNone(2) { throw statisticsAreMissing }
        return try m.new(
          m.compute.batchNorm(
            x, mean: a.tensor(1, m), variance: a.tensor(2, m), weight: a.optionalTensor(3, m),
            bias: a.optionalTensor(4, m), eps: a.double(7, m)))
      }
      return try m.new(
        instanceNorm(x, weight: a.optionalTensor(3, m), bias: a.optionalTensor(4, m), eps: a.double(7, m), m))
    },
    inert("dropout1d"), inert("dropout2d", paddle: "dropout2d(x, p=0.5, training=True, data_format='NCHW', name=None)"),
    inert("dropout3d", paddle: "dropout3d(x, p=0.5, training=True, data_format='NCDHW', name=None)"),
    inert("feature_alpha_dropout", paddle: "feature_alpha_dropout(x, p=0.5, training=True, name=None)"),
    inert("alpha_dropout", paddle: "alpha_dropout(x, p=0.5, training=True, name=None)"),
    Operation(
      [.library, .functional],
      torch: "rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False)",
      paddle: "rrelu(x, lower=0.125, upper=0.3333333333333333, training=True, name=None)"
    ) { m, a in
      if try a.bool(3, m) { throw ListingError.unsupported("rrelu: training=True, which chooses slopes at random,") }
      // In inference the slope is the mean of the bounds `lower` and `upper`.
      let slope = (try a.double(1, m) + a.double(2, m)) / 2
      return try m.new(m.compute.unary(.leakyRelu(slope: slope), a.tensor(0, m)))
    },
  ]

  static let statisticsAreMissing = ListingError(
    .runtimeError, "Expected running_mean and running_var to be defined when use_input_stats is false")

  static let seluNumbers = (1.0507009873554804934193349852946, 1.6732632423543772848170429916717)
  private static let selu = "selu(x, scale=1.0507009873554805, alpha=1.6732632423543772, name=None)"

  static func mish(_ x: Tensor, _ m: Machine) throws -> Tensor {
    try m.compute.rounding(x) { x in
      try m.compute.multiply(x, m.compute.tanh(m.compute.unary(.softplus(beta: 1, threshold: 20), x)))
    }
  }

  static func softsign(_ x: Tensor, _ m: Machine) throws -> Tensor {
    try m.compute.divide(x, m.compute.add(m.compute.unary(.abs, x), 1))
  }

  static func tanhshrink(_ x: Tensor, _ m: Machine) throws -> Tensor {
    try m.compute.subtract(x, m.compute.tanh(x))
  }

  static func selu(_ x: Tensor, _ m: Machine, scale: Double, alpha: Double) throws -> Tensor {
    try m.compute.rounding(x) { x in try m.compute.multiply(m.compute.unary(.elu(alpha: alpha), x), scale) }
  }

  /// Computes max(0, x) + min(0, α·(exp(x/α) − 1)) for each element.
  static func celu(_ x: Tensor, _ m: Machine, alpha: Double) throws -> Tensor {
    if alpha == 0 { throw ListingError(.runtimeError, "celu: alpha cannot be 0") }
    return try m.compute.rounding(x) { x in
      let inner = try m.compute.multiply(m.compute.unary(.expm1, m.compute.divide(x, alpha)), alpha)
      return try m.compute.add(m.compute.relu(x), m.compute.clamp(inner, max: 0))
    }
  }

  static func hardshrink(_ x: Tensor, _ m: Machine, _ reach: Double) throws -> Tensor {
    let isInside = try m.compute.binary(.lessOrEqual, m.compute.unary(.abs, x), reach)
    return try m.compute.maskedFill(x, isInside, .int(0))
  }

  static func softshrink(_ x: Tensor, _ m: Machine, _ reach: Double) throws -> Tensor {
    if reach < 0 { throw ListingError(.runtimeError, "softshrink: lambd must not be negative") }
    return try m.compute.subtract(x, m.compute.clamp(x, min: -reach, max: reach))
  }

  static func threshold(_ x: Tensor, _ m: Machine, _ least: Double, _ value: Scalar) throws -> Tensor {
    try m.compute.maskedFill(x, m.compute.binary(.lessOrEqual, x, least), value)
  }

  /// The image formats that Paddle's `prelu` accepts.
  static let preluFormats = ["NC", "NCL", "NCHW", "NCDHW", "NLC", "NHWC", "NDHWC"]

  /// Computes x for positive elements and weight · x for other elements. The weight contains one element, or one for
  /// each channel.
  static func prelu(
    _ x: Tensor, _ weight: Tensor, isChannelsLast: Bool = false, _ m: Machine
  ) throws -> Tensor {
    var slope = weight
    if weight.count != 1 {
      let channels = x.rank > 1 ? x.shape[isChannelsLast ? x.rank - 1 : 1] : 1
      guard weight.rank == 1, weight.count == channels else {
        throw TensorError.shapeMismatch(
          operation: "prelu", what: "the weight", expected: [channels], found: weight.shape)
      }
      if !isChannelsLast {
        slope = try weight.reshaped(to: [channels] + [Int](repeating: 1, count: max(x.rank - 2, 0)))
      }
    } else {
      slope = try weight.reshaped(to: [])
    }
    return try m.compute.where(m.compute.binary(.greater, x, 0), x, m.compute.multiply(x, slope)).converted(to: x.dtype)
  }

  /// Normalises each channel by the channel's mean and variance over the batch.
  static func batchNormOfBatch(
    _ x: Tensor, weight: Tensor?, bias: Tensor?, eps: Double, axis: Int, _ m: Machine
  ) throws -> Tensor {
    let channelAxis = try x.layout.resolvedAxis(axis, operation: "batch_norm")
    let others = x.shape.indices.filter { $0 != channelAxis }
    if others.allSatisfy({ x.shape[$0] == 1 }) {
      throw ListingError(
        .valueError, "Expected more than 1 value per channel when training, got input size \(Sizes.text(x.shape))")
    }
    let wide = x.converted(to: x.dtype.computing)
    return try m.compute.batchNorm(
      x, mean: m.compute.mean(wide, axes: others), variance: m.compute.variance(wide, axes: others, correction: 0),
      weight: weight, bias: bias, eps: eps, channelAxis: channelAxis)
  }

  /// Normalises each channel of each batch item by its own mean and variance.
  static func instanceNorm(
    _ x: Tensor, weight: Tensor?, bias: Tensor?, eps: Double, _ m: Machine
  ) throws -> Tensor {
    guard x.rank >= 3 else {
      throw TensorError.rankMismatch(
        operation: "instance_norm", what: "the input", expected: "at least 3", found: x.shape)
    }
    if x.shape[2...].allSatisfy({ $0 == 1 }) {
      throw ListingError(
        .valueError, "Expected more than 1 spatial element when training, got input size \(Sizes.text(x.shape))")
    }
    return try m.compute.groupNorm(x, groups: x.shape[1], weight: weight, bias: bias, eps: eps)
  }

  private static func simple(
    _ name: String, _ body: @escaping @Sendable (Tensor, Machine) throws -> Tensor
  ) -> Operation {
    Operation(
      .functional, torch: name == "mish" ? "mish(input, inplace=False)" : "\(name)(input)",
      paddle: "\(name)(x, name=None)"
    ) { m, a in try m.new(body(a.tensor(0, m), m)) }
  }

  /// Makes the `Operation` for a dropout function. In torch, `training` is True by default in `dropout1d`, `dropout2d`
  /// and `dropout3d`, and False in the other operations.
  private static func inert(_ name: String, paddle: String? = nil) -> Operation {
    let trains = name.hasPrefix("dropout") ? "True" : "False"
    return Operation(.functional, torch: "\(name)(input, p=0.5, training=\(trains), inplace=False)", paddle: paddle) {
      m, a in try undropped(m, a, training: 2)
    }
  }

  /// Returns the input of a dropout unchanged, because inference drops no elements. Throws if the call would drop
  /// elements, as in training.
  static func undropped(_ m: Machine, _ a: Arguments, training: Int) throws -> Value {
    let share = try a.double(1, m)
    guard (0...1).contains(share) else {
      throw ListingError(
        .valueError, "dropout probability has to be between 0 and 1, but got \(m.representation(of: a[1]))")
    }
    if try share > 0 && a.bool(training, m) {
      throw ListingError.unsupported("\(a.function): training=True (the default), which drops elements at random,")
    }
    return a[0]
  }
}
