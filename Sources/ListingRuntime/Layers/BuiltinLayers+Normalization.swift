import Tensors

/// Normalisation layers: layer, batch, group, RMS and instance norm.
extension BuiltinLayers {
  static func layerNorm(_ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    return BuiltinLayer(
      "LayerNorm",
      torch
        ? "normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None"
        : "normalized_shape, epsilon=1e-05, weight_attr=None, bias_attr=None, name=None",
      initialize: { m, layer, a in
        let shape = try a.ints(1, m)
        layer.set("normalized_shape", .tuple(shape.map(Value.int)), &m)
        layer.set("eps", a[2], &m)
        let affine = try torch ? a.bool(3, m) : hasBias(a[3])
        try layer.setParameter("weight", shape: shape, isPresent: affine, &m)
        try layer.setParameter("bias", shape: shape, isPresent: torch ? affine && a.bool(4, m) : hasBias(a[4]), &m)
      },
      compute: { m, layer, a in
        try m.new(
          m.compute.layerNorm(
            a.tensor(1, m), normalizedShape: layer.ints("normalized_shape", m),
            weight: layer.optionalTensor("weight", m), bias: layer.optionalTensor("bias", m),
            eps: layer.double("eps", m)))
      },
      text: { instance, m in
        torch
          ? "\(shapeDescription(instance.ints("normalized_shape"))), eps=\(instance.float("eps", m)), "
            + "elementwise_affine=\(instance.flag("weight")), "
            + "bias=\(instance.flag("bias"))"
          : "normalized_shape=\(instance.ints("normalized_shape")), epsilon=\(instance.float("eps", m))"
      })
  }

  static func batchNorm(_ axes: Int, _ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    let (mean, variance) = statistics(dialect)
    return BuiltinLayer(
      torch ? "BatchNorm\(axes)d" : "BatchNorm\(axes)D",
      torch
        ? "num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None"
        : "num_features, momentum=0.9, epsilon=1e-05, weight_attr=None, bias_attr=None, "
          + "data_format='\(DataFormat.names(axes)[0])', use_global_stats=None, name=None",
      initialize: { m, layer, a in
        let name = torch ? "track_running_stats" : "use_global_stats"
        if case .bool(false) = a[torch ? 5 : 7] {
          throw ListingError.unsupported("batch norm: \(name)=False, which uses the statistics of each batch")
        }
        if !torch {
          let formats = DataFormat.names(axes) + (axes == 1 ? ["NC"] : [])
          _ = try DataFormat.isChannelsLast(a[6], among: formats, "batch_norm")
          layer.set("data_format", a[6], &m)
        }
        let features = try a.int(1, m)
        layer.set("num_features", .int(features), &m)
        layer.set("eps", a[torch ? 2 : 3], &m)
        layer.set("momentum", a[torch ? 3 : 2], &m)
        let affine = try torch ? a.bool(4, m) : hasBias(a[4])
        try layer.setParameter("weight", shape: [features], isPresent: affine, &m)
        try layer.setParameter("bias", shape: [features], isPresent: torch ? affine : hasBias(a[5]), &m)
        try layer.setStatistics(dialect, features, &m)
      },
      compute: { m, layer, a in
        try m.new(
          m.compute.batchNorm(
            a.tensor(1, m), mean: layer.tensor(mean, m), variance: layer.tensor(variance, m),
            weight: layer.optionalTensor("weight", m), bias: layer.optionalTensor("bias", m),
            eps: layer.double("eps", m), channelAxis: layer.isChannelsLast(m) ? -1 : 1))
      },
      text: { instance, m in
        let features = instance.int("num_features")
        let (eps, momentum) = (instance.float("eps", m), instance.float("momentum", m))
        return torch
          ? "\(features), eps=\(eps), momentum=\(momentum), affine=\(instance.flag("weight")), "
            + "bias=\(instance.flag("bias")), track_running_stats=True"
          : "num_features=\(features), momentum=\(momentum), epsilon=\(eps)"
            + (instance.text("data_format") == DataFormat.names(axes)[0]
              ? "" : ", data_format=\(instance.text("data_format"))")
      })
  }

  /// The names of the buffers that hold the running mean and variance.
  fileprivate static func statistics(_ dialect: Dialect) -> (mean: String, variance: String) {
    dialect == .torch ? ("running_mean", "running_var") : ("_mean", "_variance")
  }

  /// Normalises each group of channels of a batch item by the group's mean and variance.
  static func groupNorm(_ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    return BuiltinLayer(
      "GroupNorm",
      torch
        ? "num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None, *, bias=True"
        : "num_groups, num_channels, epsilon=1e-05, weight_attr=None, bias_attr=None, data_format='NCHW', name=None",
      initialize: { m, layer, a in
        let (groups, channels) = (try a.int(1, m), try a.int(2, m))
        guard groups > 0, channels % groups == 0 else {
          throw ListingError(.valueError, "GroupNorm: \(groups) groups do not divide \(channels) channels")
        }
        layer.set("num_groups", .int(groups), &m)
        layer.set("num_channels", .int(channels), &m)
        layer.set("eps", a[3], &m)
        let affine = try torch ? a.bool(4, m) : hasBias(a[4])
        try layer.setParameter("weight", shape: [channels], isPresent: affine, &m)
        try layer.setParameter("bias", shape: [channels], isPresent: torch ? affine && a.bool(7, m) : hasBias(a[5]), &m)
        if !torch {
          let formats = DataFormat.names(2) + DataFormat.names(1)
          _ = try DataFormat.isChannelsLast(a[6], among: formats, "GroupNorm")
          layer.set("data_format", a[6], &m)
        }
      },
      compute: { m, layer, a in
        let (x, isLast) = (try a.tensor(1, m), layer.isChannelsLast(m))
        let input = isLast && x.rank > 2 ? try x.withChannelsSecond() : x
        let channels = try layer.int("num_channels", m)
        guard input.rank > 1, input.shape[1] == channels else {
          throw TensorError.unsuitableShapes(
            operation: "GroupNorm", expected: "an input of \(channels) channels", [x.shape])
        }
        let result = try m.compute.groupNorm(
          input, groups: layer.int("num_groups", m), weight: layer.optionalTensor("weight", m),
          bias: layer.optionalTensor("bias", m), eps: layer.double("eps", m))
        return try m.new(
          isLast && x.rank > 2 ? m.compute.dense(result.withChannelsLast()) : result)
      },
      text: { instance, m in
        let (groups, channels) = (instance.int("num_groups"), instance.int("num_channels"))
        return torch
          ? "\(groups), \(channels), eps=\(instance.float("eps", m)), "
            + "affine=\(instance.flag("weight")), "
            + "bias=\(instance.flag("bias"))"
          : "num_groups=\(groups), num_channels=\(channels), epsilon=\(instance.float("eps", m))"
      })
  }

  /// Divides by the root of the mean of squares, over the last axes. Only torch has this layer.
  static let rmsNorm = BuiltinLayer(
    "RMSNorm", "normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None",
    initialize: { m, layer, a in
      let shape = try a.ints(1, m)
      layer.set("normalized_shape", .tuple(shape.map(Value.int)), &m)
      layer.set("eps", a[2], &m)
      try layer.setParameter("weight", shape: shape, isPresent: a.bool(3, m), &m)
    },
    compute: { m, layer, a in
      let x = try a.tensor(1, m)
      let eps = layer.isNone("eps", m) ? nil : try layer.double("eps", m)
      return try m.new(
        m.compute.rmsNorm(
          x, normalizedShape: layer.ints("normalized_shape", m), weight: layer.optionalTensor("weight", m),
          eps: eps ?? NeuralOperations.leastStep(of: x.dtype)))
    },
    text: { instance, m in
      "\(shapeDescription(instance.ints("normalized_shape"))), eps=\(instance.float("eps", m)), "
        + "elementwise_affine=\(instance.flag("weight"))"
    })
}

extension BuiltinLayers {
  /// Normalises each channel of a batch item by its own mean and variance. By default torch's layer stores no
  /// statistics.
  static func instanceNorm(_ axes: Int) -> BuiltinLayer {
    BuiltinLayer(
      "InstanceNorm\(axes)d",
      "num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None",
      initialize: { m, layer, a in
        let features = try a.int(1, m)
        for (index, name) in [(1, "num_features"), (2, "eps"), (3, "momentum"), (5, "track_running_stats")] {
          layer.set(name, a[index], &m)
        }
        let affine = try a.bool(4, m)
        try layer.setParameter("weight", shape: [features], isPresent: affine, &m)
        try layer.setParameter("bias", shape: [features], isPresent: affine, &m)
        if try a.bool(5, m) {
          try layer.setStatistics(.torch, features, &m)
        }
      },
      compute: { m, layer, a in
        let x = try a.tensor(1, m)
        let (weight, bias) = (try layer.optionalTensor("weight", m), try layer.optionalTensor("bias", m))
        let eps = try layer.double("eps", m)
        try PoolingOperations.checkRank(of: x, over: axes, "InstanceNorm\(axes)d")
        let batched = x.rank == axes + 2 ? x : try x.unsqueezed(at: 0)
        let result =
          if let mean = try layer.optionalTensor("running_mean", m) {
            try m.compute.batchNorm(
              batched, mean: mean, variance: layer.tensor("running_var", m), weight: weight, bias: bias, eps: eps)
          } else {
            try ActivationOperations.instanceNorm(batched, weight: weight, bias: bias, eps: eps, m)
          }
        return try m.new(x.rank == axes + 2 ? result : result.squeezed(0))
      },
      text: { instance, m in
        "\(instance.int("num_features")), eps=\(instance.float("eps", m)), "
          + "momentum=\(instance.float("momentum", m)), affine=\(instance.flag("weight")), "
          + "bias=\(instance.flag("bias")), track_running_stats=\(instance.float("track_running_stats", m))"
      })
  }
}

extension LayerInstance {
  /// Adds the buffers of running statistics, with mean 0 and variance 1.
  fileprivate func setStatistics(_ dialect: Dialect, _ features: Int, _ m: inout Machine) throws {
    let (mean, variance) = BuiltinLayers.statistics(dialect)
    try setBuffer(mean, m.compute.zeros([features]), &m)
    try setBuffer(variance, m.compute.ones([features]), &m)
    if dialect == .torch { try setBuffer("num_batches_tracked", Tensor([0], shape: []), &m) }
  }
}
