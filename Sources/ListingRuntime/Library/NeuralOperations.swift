import Tensors

/// Operations of neural networks: products, softmax, norms, convolutions, activations.
enum NeuralOperations {
  static let rows: [Operation] =
    normalizing("softmax") { m, x, axis in try m.compute.softmax(x, axis: axis) }
    + normalizing("log_softmax") { m, x, axis in try m.compute.logSoftmax(x, axis: axis) } + ConvolutionOperations.rows
    + others

  private static let others: [Operation] = [
    Operation(torch: "matmul(input, other)") { m, a in try m.new(m.compute.matmul(a.tensor(0, m), a.tensor(1, m))) },
    Operation(paddle: "matmul(x, y, transpose_x=False, transpose_y=False, name=None)") { m, a in
      var (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      if try a.bool(2, m), x.rank > 1 { x = try x.transposed(-1, -2) }
      if try a.bool(3, m), y.rank > 1 { y = try y.transposed(-1, -2) }
      return try m.new(m.compute.matmul(x, y))
    },
    product("bmm", rank: 3), product("mm", rank: 2),
    Operation(
      .functional, torch: "linear(input, weight, bias=None)", paddle: "linear(x, weight, bias=None, name=None)"
    ) { m, a in
      let (x, weight, bias) = (try a.tensor(0, m), try a.tensor(1, m), try a.optionalTensor(2, m))
      let result = try m.compute.linear(x, weight, bias: bias, weightIsInByOut: a.dialect == .paddle)
      // torch adds the bias in place, so the result has the product's dtype.
      return try m.new(a.dialect == .torch && x.dtype == weight.dtype ? result.converted(to: x.dtype) : result)
    },
    Operation(
      .functional, torch: "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)",
      paddle: "layer_norm(x, normalized_shape, weight=None, bias=None, epsilon=1e-05, name=None)"
    ) { m, a in
      try m.new(
        m.compute.layerNorm(
          a.tensor(0, m), normalizedShape: a.sizes(1, m), weight: a.optionalTensor(2, m),
          bias: a.optionalTensor(3, m),
          eps: a.double(4, m)))
    },
    Operation(.functional, torch: "glu(input, dim=-1)", paddle: "glu(x, axis=-1, name=None)") { m, a in
      try m.new(m.compute.glu(a.tensor(0, m), axis: a.int(1, m)))
    },
    activation("relu", .relu, [.library, .method]), activation("relu", .relu, .functional),
    activation("silu", .silu, .functional),
    activation("swish", .silu, .functional), activation("log_sigmoid", .logSigmoid, .functional),
    Operation(.functional, torch: "logsigmoid(input)") { m, a in
      try m.new(m.compute.unary(.logSigmoid, a.tensor(0, m)))
    },
    Operation(.functional, torch: "gelu(input, *, approximate='none')", paddle: "gelu(x, approximate=False, name=None)")
    {
      m, a in
      try m.new(m.compute.unary(gelu(approximate: a[1], a.dialect), a.tensor(0, m)))
    },
    Operation(
      .functional, torch: "softplus(input, beta=1.0, threshold=20.0)",
      paddle: "softplus(x, beta=1.0, threshold=20.0, name=None)"
    ) { m, a in
      try m.new(m.compute.unary(.softplus(beta: a.double(1, m), threshold: a.double(2, m)), a.tensor(0, m)))
    },
    Operation(
      .functional, torch: "leaky_relu(input, negative_slope=0.01, inplace=False)",
      paddle: "leaky_relu(x, negative_slope=0.01, name=None)"
    ) { m, a in
      try m.new(m.compute.unary(.leakyRelu(slope: a.double(1, m)), a.tensor(0, m)))
    },
    Operation(.functional, torch: "elu(input, alpha=1.0, inplace=False)", paddle: "elu(x, alpha=1.0, name=None)") {
      m, a in
      try m.new(m.compute.unary(.elu(alpha: a.double(1, m)), a.tensor(0, m)))
    },
    Operation(
      .functional, torch: "hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False)",
      paddle: "hardtanh(x, min=-1.0, max=1.0, name=None)"
    ) { m, a in
      // For an integer tensor, clamp with float bounds returns floats, but hardtanh returns integers. hardtanh rounds
      // the bounds toward zero.
      let x = try a.tensor(0, m)
      if a.dialect == .torch, try a.double(1, m) > a.double(2, m) {
        throw ListingError(.valueError, "min_val cannot be greater than max_val")
      }
      if x.dtype.isFloatingPoint {
        for index in 1...2 { try ElementwiseOperations.checkBound(.scalar(.float(a.double(index, m))), x, a) }
      }
      func bound(_ index: Int) throws -> Double {
        try x.dtype.isFloatingPoint ? a.double(index, m) : a.double(index, m).rounded(.towardZero)
      }
      return try m.new(m.compute.clamp(x, min: bound(1), max: bound(2)).converted(to: x.dtype))
    },
    Operation(.functional, torch: "relu6(input, inplace=False)", paddle: "relu6(x, name=None)") { m, a in
      try m.new(m.compute.clamp(a.tensor(0, m), min: 0, max: 6))
    },
    Operation(.functional, torch: "hardswish(input, inplace=False)", paddle: "hardswish(x, name=None)") { m, a in
      try m.new(hardswish(a.tensor(0, m), m))
    },
    Operation(.functional, torch: "hardsigmoid(input, inplace=False)") { m, a in
      try m.new(hardsigmoid(a.tensor(0, m), m, slope: 1.0 / 6))
    },
    Operation(.functional, paddle: "hardsigmoid(x, slope=0.1666667, offset=0.5, name=None)") { m, a in
      let (slope, offset) = (try a.double(1, m), try a.double(2, m))
      return try m.new(hardsigmoid(a.tensor(0, m), m, slope: slope, offset: offset))
    },
    Operation(.functional, torch: "group_norm(input, num_groups, weight=None, bias=None, eps=1e-05)") { m, a in
      try m.new(
        m.compute.groupNorm(
          a.tensor(0, m), groups: a.int(1, m), weight: a.optionalTensor(2, m), bias: a.optionalTensor(3, m),
          eps: a.double(4, m)))
    },
    Operation(
      .functional,
      paddle: "group_norm(x, num_groups, epsilon=1e-05, weight=None, bias=None, data_format='NCHW', name=None)"
    ) { m, a in
      let formats = DataFormat.names(1) + DataFormat.names(2) + DataFormat.names(3)
      let x = try a.tensor(0, m)
      let isLast = try DataFormat.isChannelsLast(a[5], among: formats, "group_norm") && x.rank > 2
      let result = try m.compute.groupNorm(
        isLast ? x.withChannelsSecond() : x, groups: a.int(1, m), weight: a.optionalTensor(3, m),
        bias: a.optionalTensor(4, m), eps: a.double(2, m))
      return try m.new(isLast ? m.compute.dense(result.withChannelsLast()) : result)
    },
    Operation(.functional, torch: "rms_norm(input, normalized_shape, weight=None, eps=None)") { m, a in
      let x = try a.tensor(0, m)
      return try m.new(
        m.compute.rmsNorm(
          x, normalizedShape: a.sizes(1, m), weight: a.optionalTensor(2, m),
          eps: a.optionalDouble(3, m) ?? leastStep(of: x.dtype)))
    },
    Operation([.library, .functional], torch: "dropout(input, p=0.5, training=True, inplace=False)") { m, a in
      try ActivationOperations.undropped(m, a, training: 2)
    },
    Operation(
      .functional, paddle: "dropout(x, p=0.5, axis=None, training=True, mode='upscale_in_train', name=None)"
    ) { m, a in
      // The mode 'downscale_in_infer' multiplies by 1 − p in inference. The other mode divides by 1 − p in training.
      guard try scalesInInference(a[4]), try !a.bool(3, m) else {
        return try ActivationOperations.undropped(m, a, training: 3)
      }
      return try m.new(m.compute.multiply(a.operand(0, m), Operand.scalar(.float(1 - a.double(1, m)))))
    },
    Operation(.functional, torch: "one_hot(tensor, num_classes=-1)", paddle: "one_hot(x, num_classes, name=None)") {
      m, a in
      let x = try a.tensor(0, m)
      var classes = try a.int(1, m)
      let (least, most) = x.count == 0 ? (0, 0) : try (number(.min, x, m), number(.max, x, m))
      if least < 0 || classes >= 0 && most >= classes && x.count > 0 {
        throw ListingError(
          a.dialect == .torch ? .runtimeError : .indexError,
          "one_hot: classes from \(least) to \(most) are not within 0 to \(classes)")
      }
      if classes < 0 { classes = most + 1 }
      return try m.new(m.compute.oneHot(x, classes: classes, dtype: a.dialect == .paddle ? .float32 : .int64))
    },
    Operation(.functional, torch: "embedding(input, weight, padding_idx=None)") { m, a in
      try m.new(embedded(m, a.tensor(0, m), a.tensor(1, m)))
    },
    Operation(.functional, paddle: "embedding(x, weight, padding_idx=None, sparse=False, name=None)") { m, a in
      try m.new(embedded(m, a.tensor(0, m), a.tensor(1, m), padding: a.optionalInt(2, m)))
    },
    Operation(.functional, torch: "pad(input, pad, mode='constant', value=None)") { m, a in
      // The argument `pad` contains two amounts for each axis, before and after. The first pair applies to the last
      // axis.
      let x = try a.tensor(0, m)
      let pairs = try a.sizes(1, m)
      let mode = try a.string(2, m)
      if mode != "constant" {
        if try a.optionalDouble(3, m) ?? 0 != 0 {
          throw ListingError(.runtimeError, "Padding mode \"\(mode)\" doesn't take in value argument")
        }
        let ranks = [2: 2...3, 4: 3...4, 6: 4...5][pairs.count]
        guard let ranks, ranks ~= x.rank else {
          throw ListingError(
            kind: "NotImplementedError",
            message:
              "Padding size \(pairs.count) is not supported for \(x.rank)D input tensor.\nSupported combinations "
              + "for non-constant padding:\n  - 2D or 3D input: padding size = 2 (pads last dimension)\n  - 3D or 4D "
              + "input: padding size = 4 (pads last 2 dimensions)\n  - 4D or 5D input: padding size = 6 (pads last 3 "
              + "dimensions)")
        }
      }
      return try padded(&m, a, x, pairs: pairs, axes: (0..<x.rank).reversed())
    },
    Operation(.functional, paddle: "pad(x, pad, mode='constant', value=0.0, data_format='NCHW', name=None)") { m, a in
      let x = try a.tensor(0, m)
      let amounts = try a.sizes(1, m)
      // If `pad` contains a pair for every axis, the first pair applies to the first axis. Otherwise the pairs apply to
      // the axes of time and space, and the first pair applies to the last of these axes. `data_format` decides which
      // axes these are.
      if amounts.count == 2 * x.rank { return try padded(&m, a, x, pairs: amounts, axes: Array(0..<x.rank)) }
      let spatial =
        try DataFormat.isChannelsLast(a[4], among: ["NCL", "NLC", "NCHW", "NHWC", "NCDHW", "NDHWC"], "pad")
        ? Array(1..<max(1, x.rank - 1)) : Array(min(2, x.rank)..<x.rank)
      return try padded(&m, a, x, pairs: amounts, axes: spatial.reversed())
    },
    Operation(
      .functional,
      torch:
        "scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, "
        + "enable_gqa=False)"
    ) { m, a in
      var (q, k, v) = (try a.tensor(0, m), try a.tensor(1, m), try a.tensor(2, m))
      if try a.double(4, m) > 0 {
        throw ListingError.unsupported("scaled_dot_product_attention: dropout_p > 0, a part of training")
      }
      if q.rank < 2 || k.rank < 2 {
        throw ListingError(.runtimeError, "scaled_dot_product_attention: needs tensors of at least 2 axes")
      }
      guard q.dtype == k.dtype, k.dtype == v.dtype, q.dtype.isFloatingPoint else {
        throw ListingError(
          .runtimeError,
          "Expected query, key, and value to have the same float dtype, but got \(q.dtype.name), \(k.dtype.name) and "
            + v.dtype.name)
      }
      if try a.double(4, m) < 0 {
        throw ListingError(.runtimeError, "scaled_dot_product_attention: dropout_p must not be negative")
      }
      if try a.bool(7, m) {
        if min(q.rank, k.rank, v.rank) < 3 {
          throw ListingError(.indexError, "scaled_dot_product_attention: enable_gqa needs an axis of heads")
        }
        // With grouped heads, several query heads use the same head of keys and values. Repeat the keys and values.
        let (heads, groups) = (q.shape[q.rank - 3], k.shape[k.rank - 3])
        let others = v.shape[v.rank - 3]
        guard groups > 0, others > 0, heads % groups == 0, heads % others == 0 else {
          throw ListingError(
            .runtimeError,
            "scaled_dot_product_attention: the numbers of heads of keys (\(groups)) and values (\(others)) must be divisors "
              + "of the number of query heads (\(heads))")
        }
        (k, v) = (
          try m.compute.repeatInterleave(k, heads / groups, axis: -3),
          try m.compute.repeatInterleave(v, heads / others, axis: -3)
        )
      }
      let scale = try a.optionalDouble(6, m) ?? 1 / Double(q.shape.last ?? 1).squareRoot()
      var mask = try a.optionalTensor(3, m)
      if let mask, mask.dtype != .bool, mask.dtype != .float32, mask.dtype != q.dtype {
        throw ListingError(
          .runtimeError,
          "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: "
            + "\(mask.dtype.name) and  query.dtype: \(q.dtype.name) instead.")
      }
      if let mask, mask.rank < 2 {
        throw ListingError(.indexError, "scaled_dot_product_attention: attn_mask needs at least 2 axes")
      }
      if let mask {
        let batch = try broadcastShape(
          Array(q.shape.dropLast(2)), Array(k.shape.dropLast(2)), operation: "scaled_dot_product_attention")
        let own = mask.shape.dropLast(2)
        if own.count > batch.count || zip(own.reversed(), batch.reversed()).contains(where: { $0 != $1 && $0 != 1 }) {
          throw ListingError(
            .runtimeError,
            "scaled_dot_product_attention: attn_mask of shape \(shapeDescription(mask.shape)) does not fit the scores")
        }
      }
      if try a.bool(5, m) {
        let shown = try m.compute.lowerTriangle(
          m.compute.ones([q.shape[q.rank - 2], k.shape[k.rank - 2]], dtype: .bool))
        if let own = mask {
          // On a CPU, torch combines the two masks only if all operands have 4 axes and the head sizes are equal.
          // Otherwise torch raises an error.
          guard q.rank == 4, k.rank == 4, v.rank == 4, q.shape[3] == v.shape[3] else {
            throw ListingError(
              .runtimeError,
              "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")
          }
          mask =
            try own.dtype == .bool
            ? m.compute.logical(.and, own, shown)
            : m.compute.add(
              own, m.compute.where(shown, Scalar.float(0), Scalar.float(-.infinity)).converted(to: own.dtype))
        } else {
          mask = shown
        }
      }
      return try m.new(attention(q, k, v, scale: scale, mask: mask, m.compute))
    },
    // In Paddle the heads are the third axis: [batch, time, heads, size].
    Operation(
      .functional,
      paddle: "scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, "
        + "training=True, name=None)"
    ) { m, a in
      if try a.double(4, m) > 0, try a.bool(6, m) {
        throw ListingError.unsupported("scaled_dot_product_attention: dropout_p > 0, a part of training")
      }
      let operands = try (0..<3).map { try a.tensor($0, m) }
      guard operands.allSatisfy({ $0.rank == 4 && $0.dtype.isFloatingPoint }) else {
        throw TensorError.unsuitableShapes(
          operation: "scaled_dot_product_attention", expected: "float tensors of 4 axes", operands.map(\.shape))
      }
      let heads = try operands.map { try $0.transposed(1, 2) }
      var mask = try a.optionalTensor(3, m)
      if try a.bool(5, m) {
        mask = try m.compute.lowerTriangle(
          m.compute.ones([operands[0].shape[1], operands[1].shape[1]], dtype: .bool))
      }
      let result = try attention(
        heads[0], heads[1], heads[2], scale: 1 / Double(max(operands[0].shape[3], 1)).squareRoot(), mask: mask,
        m.compute)
      return try m.new(m.compute.dense(result.transposed(1, 2)))
    },
  ]

  /// The GELU that the argument `approximate` selects. The tanh form is 'tanh' in torch and True in Paddle. The exact
  /// form is 'none' in torch and False in Paddle.
  static func gelu(approximate: Value, _ dialect: Dialect) throws -> UnaryFunction {
    switch approximate {
    case .string("tanh"): return .geluTanh
    case .string("none"): return .gelu
    case .bool(let isTanh) where dialect == .paddle: return isTanh ? .geluTanh : .gelu
    case .string: throw ListingError(.runtimeError, "approximate argument must be either none or tanh.")
    default: throw ListingError(.typeError, "gelu(): argument 'approximate' must be str")
    }
  }

  /// Computes softmax(scale · q·kᵀ + mask) · v and rounds the result once. If the mask hides all keys of a query, the
  /// query's result is zeros.
  ///
  ///     q  […, queries, size]
  ///     k  […, keys, size]
  ///     v  […, keys, width]
  ///
  /// - Parameter mask: a float mask is added to the scores. A bool mask adds 0 at True and −∞ at False, so True shows a
  ///   key. As in torch, a NaN score stays NaN even if the mask hides its key.
  private static func attention(
    _ q: Tensor, _ k: Tensor, _ v: Tensor, scale: Double, mask: Tensor?, _ c: Compute
  ) throws -> Tensor {
    let type = q.dtype.isFloatingPoint ? q.dtype : .float32
    let wide: DType = type == .float64 ? .float64 : .float32
    let (queries, keys, values) = (q.converted(to: wide), k.converted(to: wide), v.converted(to: wide))
    var scores = try c.multiply(c.matmul(queries, keys.transposed(-1, -2)), Operand.scalar(.float(scale)))
    guard let mask else { return try c.matmul(c.softmax(scores, axis: -1), values).converted(to: type) }
    let shown = mask.dtype == .bool ? try c.where(mask, Scalar.float(0), Scalar.float(-.infinity)) : mask
    scores = try c.add(scores, shown.converted(to: wide))
    var weights = try c.softmax(scores, axis: -1)
    func isHidden(_ rows: Tensor) throws -> Tensor {
      try c.binary(.equal, c.reduce(.max, rows, axes: [-1], keepDimensions: true), -Double.infinity)
    }
    // Test the mask before the scores, because the mask is smaller. A mask seldom hides all keys of a query.
    if scores.shape[scores.rank - 1] > 0, try c.reduce(.any, isHidden(shown)).element(at: []).isTrue {
      weights = try c.maskedFill(weights, isHidden(scores), .int(0))
    }
    return try c.matmul(weights, values).converted(to: type)
  }

  /// Computes x · clamp(x + 3, 0, 6) / 6 for each element.
  static func hardswish(_ x: Tensor, _ m: Machine) throws -> Tensor {
    try m.compute.rounding(x) { x in
      let gate = try m.compute.clamp(m.compute.add(x, 3), min: 0, max: 6)
      return try m.compute.divide(m.compute.multiply(x, gate), 6)
    }
  }

  /// Computes clamp(slope · x + offset, 0, 1) for each element.
  static func hardsigmoid(_ x: Tensor, _ m: Machine, slope: Double, offset: Double = 0.5) throws -> Tensor {
    try m.compute.rounding(x) { x in
      try m.compute.clamp(m.compute.add(m.compute.multiply(x, slope), offset), min: 0, max: 1)
    }
  }

  /// The default `eps` of torch's RMS norms: the distance from 1 to the next larger number of the dtype in which the
  /// norm is computed.
  static func leastStep(of dtype: DType) -> Double {
    dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)
  }

  /// Whether the mode of Paddle's dropout multiplies by 1 − p in inference.
  static func scalesInInference(_ mode: Value) throws -> Bool {
    switch mode {
    case .string("upscale_in_train"): return false
    case .string("downscale_in_infer"): return true
    default: throw ListingError(.valueError, "dropout: mode must be 'upscale_in_train' or 'downscale_in_infer'")
    }
  }

  /// The axis of torch's functional softmax if the call omits `dim`. The axis is 1 if the rank is 2 or greater than 3,
  /// and otherwise 0.
  static func usualAxis(_ x: Tensor) -> Int { x.rank == 2 || x.rank > 3 ? 1 : 0 }

  /// Makes the `Operation`s for softmax or log_softmax. If the call passes `dtype`, the input is first converted to
  /// this dtype.
  private static func normalizing(
    _ name: String, _ function: @escaping @Sendable (Machine, Tensor, Int) throws -> Tensor
  ) -> [Operation] {
    [
      Operation(torch: "\(name)(input, dim, dtype=None)") { m, a in
        try m.new(function(m, a.tensor(0, m, as: 2), a.int(1, m)))
      },
      // If `dim` is absent, torch's functional form chooses the axis by the rank.
      Operation(.functional, torch: "\(name)(input, dim=None, _stacklevel=3, dtype=None)") { m, a in
        let x = try a.tensor(0, m, as: 3)
        return try m.new(function(m, x, a.optionalInt(1, m) ?? usualAxis(x)))
      },
      Operation([.library, .method, .functional], paddle: "\(name)(x, axis=-1, dtype=None, name=None)") { m, a in
        try m.new(function(m, a.tensor(0, m, as: 2), a.int(1, m)))
      },
    ]
  }

  /// Makes the `Operation` for `bmm` or `mm`, which accept only tensors of rank `rank`.
  private static func product(_ name: String, rank: Int) -> Operation {
    Operation(torch: "\(name)(input, mat2)", paddle: "\(name)(\(name == "mm" ? "input, mat2" : "x, y"), name=None)") {
      m, a in
      let (x, y) = (try a.tensor(0, m), try a.tensor(1, m))
      if x.rank != rank || y.rank != rank || rank == 3 && x.shape[0] != y.shape[0] {
        let expected = rank == 3 ? "two equally large batches of matrices" : "two matrices"
        throw TensorError.unsuitableShapes(operation: name, expected: expected, [x.shape, y.shape])
      }
      return try m.new(m.compute.matmul(x, y))
    }
  }

  private static func number(_ reduction: Reduction, _ x: Tensor, _ m: Machine) throws -> Int {
    guard case .int(let number) = try m.compute.reduce(reduction, x).element(at: []), number < Int32.max else {
      throw ListingError(.valueError, "one_hot: classes must be integers of reasonable size")
    }
    return number
  }

  /// The embeddings of the tokens: for each token, the row of `weight` with the token's index. Throws if a token is
  /// negative.
  ///
  /// - Parameter padding: Paddle's `padding_idx`, the token whose embedding is zeros. A negative value counts from the
  ///   end. Nil in torch, where `padding_idx` affects only training.
  static func embedded(_ m: Machine, _ tokens: Tensor, _ weight: Tensor, padding: Int? = nil) throws -> Tensor {
    if tokens.count > 0, case .int(let least) = try m.compute.reduce(.min, tokens).element(at: []), least < 0 {
      throw ListingError(.indexError, "embedding: token \(least) is negative")
    }
    let rows = try m.compute.embedding(tokens, weight)
    guard let padding else { return rows }
    let size = weight.shape[0]
    guard -size..<size ~= padding else {
      throw ListingError(.valueError, "embedding: padding_idx \(padding) is not within \(-size) to \(size - 1)")
    }
    let isPadding = try m.compute.binary(.equal, tokens, Scalar.int(padding < 0 ? padding + size : padding))
    return try m.compute.maskedFill(rows, isPadding.unsqueezed(at: -1), .int(0))
  }

  private static func activation(_ name: String, _ function: UnaryFunction, _ places: Operation.Places) -> Operation {
    Operation(
      places, torch: places.contains(.method) ? "\(name)(input)" : "\(name)(input, inplace=False)",
      paddle: "\(name)(x, name=None)", inPlace: places.contains(.method)
    ) { m, a in
      if name == "relu", a.dialect == .paddle { return try m.new(paddleReLU(a.tensor(0, m), m)) }
      return try m.new(m.compute.unary(function, a.tensor(0, m)))
    }
  }

  /// Paddle's ReLU, which turns NaN into 0.
  static func paddleReLU(_ x: Tensor, _ m: Machine) throws -> Tensor {
    let result = try m.compute.unary(.relu, x)
    guard x.dtype.isFloatingPoint else { return result }
    // The sum of the result is NaN only if an element is.
    let total = try m.compute.reduce(.sum, result)
    guard try m.compute.unary(.isNaN, total).element(at: []).isTrue else { return result }
    return try m.compute.maskedFill(result, m.compute.unary(.isNaN, result), .int(0))
  }

  /// Pads `x`. The mode and the value are arguments of the call.
  private static func padded(
    _ m: inout Machine, _ a: Arguments, _ x: Tensor, pairs: [Int], axes: [Int]
  ) throws -> Value {
    guard pairs.count % 2 == 0, pairs.count / 2 <= axes.count else {
      throw ListingError(
        .valueError, "pad: \(pairs.count) amounts do not fit a tensor of shape \(shapeDescription(x.shape))")
    }
    let mode = try a.string(2, m)
    guard let padding = try padding(mode, value: a.isNone(3) ? .int(0) : a.scalar(3, m)) else {
      throw ListingError.unsupported("pad: mode '\(mode)'")
    }
    return try m.new(padded(x, pairs: pairs, axes: axes, padding, m))
  }

  /// The padding for a `mode` argument. Nil for an unknown mode.
  static func padding(_ mode: String, value: @autoclosure () throws -> Scalar) rethrows -> Compute.Padding? {
    switch mode {
    case "constant": .constant(try value())
    case "reflect": .reflect
    case "replicate": .replicate
    case "circular": .circular
    default: nil
    }
  }

  /// - Parameter pairs: two amounts for each axis in `axes`: the amount before the axis's elements, and the amount
  ///   after.
  static func padded(
    _ x: Tensor, pairs: [Int], axes: [Int], _ padding: Compute.Padding, _ m: Machine
  ) throws -> Tensor {
    var before = [Int](repeating: 0, count: x.rank), after = before
    var x = x
    for (index, axis) in axes.prefix(pairs.count / 2).enumerated() {
      before[axis] = pairs[2 * index]
      after[axis] = pairs[2 * index + 1]
      guard min(before[axis], after[axis]) < 0 else { continue }
      // A negative amount removes elements. In every mode except 'constant', torch removes the elements before it pads.
      switch padding {
      case .constant: break
      case .circular: throw ListingError.unsupported("pad: mode 'circular' with a negative amount")
      default:
        let size = x.shape[axis]
        let (start, stop) = (min(max(-before[axis], 0), size), size - min(max(-after[axis], 0), size))
        guard start < stop else { throw ListingError.unsupported("pad: removing all elements of an axis") }
        x = try x.sliced(axis: axis, start: start, stop: stop)
        (before[axis], after[axis]) = (max(before[axis], 0), max(after[axis], 0))
      }
    }
    return try m.compute.pad(x, before: before, after: after, padding)
  }
}
