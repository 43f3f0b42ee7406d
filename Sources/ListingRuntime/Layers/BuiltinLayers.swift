import Tensors

/// The builtin layers. Each function makes a layer for one framework; the argument `dialect` selects the framework.
enum BuiltinLayers {
  static func all(_ dialect: Dialect) -> [BuiltinLayer] {
    let torch = dialect == .torch
    let inert = torch ? "inplace=False" : "name=None"
    return [1, 2, 3].flatMap { [convolution($0, dialect), batchNorm("BatchNorm\($0)", $0, dialect)] } + [
      linear(dialect), layerNorm(dialect), embedding(dialect), dropout(dialect), softmax(dialect), glu(dialect),
      gelu(dialect),
      hardtanh(dialect), activation("ReLU", inert, .relu), activation(torch ? "SiLU" : "Silu", inert, .silu),
      activation("Sigmoid", torch ? "" : inert, .sigmoid), activation("Tanh", torch ? "" : inert, .tanh),
      BuiltinLayer("Identity", "*args, **kwargs", initialize: { _, _, _ in }, compute: { _, _, a in a[1] }),
      leakyReLU(dialect), elu(dialect), softplus(dialect), logSoftmax(dialect), groupNorm(dialect),
      composed("ReLU6", inert) { m, x in try m.compute.clamp(x, min: 0, max: 6) },
      composed("Hardswish", inert) { m, x in try NeuralOperations.hardswish(x, m) },
      // Paddle's slope is 1/6 rounded to seven digits.
      composed("Hardsigmoid", inert) { m, x in
        try NeuralOperations.hardsigmoid(x, m, slope: torch ? 1.0 / 6 : 0.1666667)
      },
      activation("LogSigmoid", torch ? "" : inert, .logSigmoid),
    ] + (torch ? [rmsNorm] : [activation("Swish", inert, .silu)]) + [batchNorm("SyncBatchNorm", 2, dialect)]
  }

  /// Computes x · W + b, or x · W without a bias. W has the shape [in, out]. Paddle's weight is W; torch's weight is
  /// Wᵀ.
  private static func linear(_ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    return BuiltinLayer(
      "Linear",
      torch
        ? "in_features, out_features, bias=True, device=None, dtype=None"
        : "in_features, out_features, weight_attr=None, bias_attr=None, name=None",
      initialize: { m, layer, a in
        let (input, output) = (try a.int(1, m), try a.int(2, m))
        layer.set("in_features", .int(input), &m)
        layer.set("out_features", .int(output), &m)
        try layer.setParameter("weight", shape: torch ? [output, input] : [input, output], &m)
        try layer.setParameter("bias", shape: [output], isPresent: torch ? a.bool(3, m) : hasBias(a[4]), &m)
      },
      compute: { m, layer, a in
        try m.new(
          m.compute.linear(
            a.tensor(1, m), layer.tensor("weight", m), bias: layer.optionalTensor("bias", m), weightIsInByOut: !torch))
      },
      text: { instance, _ in
        "in_features=\(instance.int("in_features")), out_features=\(instance.int("out_features")), "
          + (torch ? "bias=\(instance.flag("bias"))" : "dtype=float32")
      })
  }

  /// Whether Paddle's `weight_attr` or `bias_attr` requests a parameter. False requests no parameter; any other value
  /// requests one.
  static func hasBias(_ attribute: Value) -> Bool {
    if case .bool(false) = attribute { false } else { true }
  }

  private static func embedding(_ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    return BuiltinLayer(
      "Embedding",
      torch
        ? "num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, "
          + "scale_grad_by_freq=False, sparse=False, _weight=None, _freeze=False, device=None, dtype=None"
        : "num_embeddings, embedding_dim, padding_idx=None, sparse=False, weight_attr=None, name=None",
      initialize: { m, layer, a in
        layer.set("num_embeddings", a[1], &m)
        layer.set("embedding_dim", a[2], &m)
        if !torch { layer.set("sparse", a[4], &m) }
        if torch, !a.isNone(4) { throw ListingError.unsupported("nn.Embedding: max_norm") }
        let (count, padding) = (try a.int(1, m), try a.optionalInt(3, m))
        if let padding, padding >= count || padding < 0 && padding &+ count < 0 {
          throw ListingError(.valueError, "nn.Embedding: padding_idx \(padding) is not one of the \(count) tokens")
        }
        layer.set("padding_idx", padding.map { .int(torch && $0 < 0 ? $0 + count : $0) } ?? .none, &m)
        try layer.setEmbeddings(
          [a.int(1, m), a.int(2, m)], given: torch ? a[8] : .none, isFrozen: torch && a.bool(9, m), &m)
      },
      compute: { m, layer, a in
        let padding = layer.attribute("padding_idx", m)
        let zeroed: Int? = if !torch, case .int(let token) = padding { token } else { nil }
        return try m.new(NeuralOperations.embedded(m, a.tensor(1, m), layer.tensor("weight", m), padding: zeroed))
      },
      text: { instance, m in
        let sizes = "\(instance.int("num_embeddings")), \(instance.int("embedding_dim"))"
        let padding = instance.has("padding_idx") ? ", padding_idx=\(instance.int("padding_idx"))" : ""
        var options = ""
        for name in ["scale_grad_by_freq", "sparse"] {
          if case .bool(true)? = instance.attributes[name] { options += ", \(name)=True" }
        }
        return torch
          ? sizes + padding + options
          : sizes + padding + ", sparse=\(instance.float("sparse", m)), scale_grad_by_freq=False"
      })
  }

  /// Class methods of torch's layers that make a layer.
  static let makers = [
    "Embedding": BuiltinFunction(
      ofClass: "from_pretrained(cls, embeddings, freeze=True, padding_idx=None, max_norm=None, norm_type=2.0, "
        + "scale_grad_by_freq=False, sparse=False)", prelude: "embedding_from"),
    "EmbeddingBag": BuiltinFunction(
      ofClass: "from_pretrained(cls, embeddings, freeze=True, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, "
        + "mode='mean', sparse=False, include_last_offset=False, padding_idx=None)", prelude: "embedding_bag_from"),
  ]

  static let text = """
    def embedding_from(cls, embeddings, freeze=True, padding_idx=None, max_norm=None, norm_type=2.0,
                       scale_grad_by_freq=False, sparse=False):
        if embeddings.dim() != 2:
            raise AssertionError("Embeddings parameter is expected to be 2-dimensional")
        rows, cols = embeddings.shape
        return cls(num_embeddings=rows, embedding_dim=cols, _weight=embeddings, _freeze=freeze, padding_idx=padding_idx,
                   max_norm=max_norm, norm_type=norm_type, scale_grad_by_freq=scale_grad_by_freq, sparse=sparse)

    def embedding_bag_from(cls, embeddings, freeze=True, max_norm=None, norm_type=2.0, scale_grad_by_freq=False,
                           mode='mean', sparse=False, include_last_offset=False, padding_idx=None):
        if embeddings.dim() != 2:
            raise AssertionError("Embeddings parameter is expected to be 2-dimensional")
        rows, cols = embeddings.shape
        made = cls(num_embeddings=rows, embedding_dim=cols, _weight=embeddings, max_norm=max_norm, norm_type=norm_type,
                   scale_grad_by_freq=scale_grad_by_freq, mode=mode, sparse=sparse,
                   include_last_offset=include_last_offset, padding_idx=padding_idx)
        made.weight.requires_grad = not freeze
        return made
    """

  /// The dropout layer. In inference, the layer drops no elements and returns the input unchanged. In Paddle's mode
  /// 'downscale_in_infer', it multiplies the input by 1 − p.
  private static func dropout(_ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    return BuiltinLayer(
      "Dropout", torch ? "p=0.5, inplace=False" : "p=0.5, axis=None, mode='upscale_in_train', name=None",
      initialize: { m, layer, a in
        layer.set("p", a[1], &m)
        if !torch {
          _ = try NeuralOperations.scalesInInference(a[3])
          layer.set("axis", a[2], &m)
          layer.set("mode", a[3], &m)
        }
      },
      compute: { m, layer, a in
        // Paddle's mode 'downscale_in_infer' multiplies by 1 − p in inference instead of dividing by 1 − p in training.
        if case .string("downscale_in_infer") = layer.attribute("mode", m) {
          return try m.new(m.compute.binary(.multiply, a.tensor(1, m), Scalar.float(1 - layer.double("p", m))))
        }
        return a[1]
      },
      text: { instance, m in
        torch
          ? "p=\(instance.float("p", m)), inplace=\(instance.float("inplace", m))"
          : "p=\(instance.float("p", m)), axis=\(instance.float("axis", m)), mode=\(instance.text("mode"))"
      })
  }
}

extension LayerInstance {
  /// Sets the weight of an embedding to `given`, or to a new parameter if `given` is None.
  func setEmbeddings(_ shape: [Int], given: Value, isFrozen: Bool = false, _ m: inout Machine) throws {
    if case .none = given {
      try setParameter("weight", shape: shape, &m)
    } else {
      guard case .tensor(let weight) = given else {
        throw ListingError(.typeError, "_weight must be a tensor, not '\(m.typeName(of: given))'")
      }
      if weight.shape != shape {
        throw ListingError(.assertionError, "Shape of weight does not match num_embeddings and embedding_dim")
      }
      set("weight", .tensor(weight.asParameter), &m)
    }
    if isFrozen, case .tensor(let weight) = attribute("weight", m) { m.heap.setRequiresGradient(weight, false) }
  }
}
