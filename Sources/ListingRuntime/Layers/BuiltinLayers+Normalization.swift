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
        // Paddle's parameters have one axis for all normalised axes.
        let size = torch ? shape : [shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }]
        try layer.setParameter("weight", shape: size, isPresent: affine, &m)
        try layer.setParameter("bias", shape: size, isPresent: torch ? affine && a.bool(4, m) : hasBias(a[4]), &m)
      },
      compute: { m, layer, a in
        let shape = try layer.ints("normalized_shape", m)
        func parameter(_ name: String) throws -> Tensor? {
          let values = try layer.optionalTensor(name, m)
          return torch ? values : try values?.reshaped(to: shape)
        }
        return try m.new(
          m.compute.layerNorm(
            a.tensor(1, m), normalizedShape: shape, weight: parameter("weight"), bias: parameter("bias"),
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

  /// Normalises each channel by running statistics. If the layer has no running statistics, the mean and variance of
  /// the batch are used.
  ///
  /// - Parameter kind: the layer's name in torch. Paddle's name has a capital D.
  static func batchNorm(_ kind: String, _ axes: Int, _ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    let isSynchronised = kind == "SyncBatchNorm"
    let (mean, variance) = statistics(dialect)
    let torchMore = isSynchronised ? "process_group=None, device=None, dtype=None" : "device=None, dtype=None"
    return BuiltinLayer(
      isSynchronised ? kind : kind + (torch ? "d" : "D"),
      torch
        ? "num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, \(torchMore), *, bias=True"
        : "num_features, momentum=0.9, epsilon=1e-05, weight_attr=None, bias_attr=None, "
          + "data_format='\(DataFormat.names(axes)[0])', "
          + (isSynchronised ? "name=None" : "use_global_stats=None, name=None"),
      initialize: { m, layer, a in
        if !torch {
          let formats = DataFormat.names(axes) + (axes == 1 ? ["NC"] : []) + (isSynchronised ? ["NC"] : [])
          _ = try DataFormat.isChannelsLast(a[6], among: formats, "batch_norm")
          layer.set("data_format", a[6], &m)
        }
        let features = try a.int(1, m)
        layer.set("num_features", .int(features), &m)
        layer.set("eps", a[torch ? 2 : 3], &m)
        layer.set("momentum", a[torch ? 3 : 2], &m)
        if isSynchronised, !torch {
          try layer.setScale(features, weight: a[4], bias: a[5], &m)
        } else {
          let affine = try torch ? a.bool(4, m) : hasBias(a[4])
          let bias = try torch ? affine && a.bool(isSynchronised ? 9 : 8, m) : hasBias(a[5])
          try layer.setParameter("weight", shape: [features], isPresent: affine, &m)
          try layer.setParameter("bias", shape: [features], isPresent: bias, &m)
        }
        let tracks = try torch ? a.bool(5, m) : isSynchronised || hasBias(a[7])
        layer.set("track_running_stats", .bool(tracks), &m)
        if torch, !tracks {
          for name in [mean, variance, "num_batches_tracked"] { layer.set(name, .none, &m) }
        } else {
          try layer.setStatistics(dialect, features, &m)
        }
      },
      compute: { m, layer, a in
        let x = try a.tensor(1, m)
        if torch {
          let ranks = isSynchronised ? 2...Layout.rankLimit : axes == 1 ? 2...3 : axes + 2...axes + 2
          guard ranks.contains(x.rank) else {
            let wanted = axes == 1 ? "2D or 3D" : isSynchronised ? "at least 2D" : "\(axes + 2)D"
            throw ListingError(.valueError, "expected \(wanted) input (got \(x.rank)D input)")
          }
        }
        let (weight, bias) = try (layer.optionalTensor("weight", m), layer.optionalTensor("bias", m))
        let (eps, axis) = (try layer.double("eps", m), layer.isChannelsLast(m) ? -1 : 1)
        // torch uses the batch's statistics if the layer has no running statistics.
        let usesBatch =
          if torch {
            layer.isNone(mean, m) && layer.isNone(variance, m)
          } else if case .bool(false) = layer.attribute("track_running_stats", m) { true } else { false }
        if usesBatch {
          return try m.new(
            ActivationOperations.batchNormOfBatch(x, weight: weight, bias: bias, eps: eps, axis: axis, m))
        }
        return try m.new(
          m.compute.batchNorm(
            x, mean: layer.tensor(mean, m), variance: layer.tensor(variance, m), weight: weight, bias: bias, eps: eps,
            channelAxis: axis))
      },
      text: { instance, m in
        let features = instance.int("num_features")
        let (eps, momentum) = (instance.float("eps", m), instance.float("momentum", m))
        return torch
          ? "\(features), eps=\(eps), momentum=\(momentum), affine=\(instance.flag("weight")), "
            + "bias=\(instance.flag("bias")), track_running_stats=\(instance.float("track_running_stats", m))"
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
        if torch {
          let affine = try a.bool(4, m)
          try layer.setParameter("weight", shape: [channels], isPresent: affine, &m)
          try layer.setParameter("bias", shape: [channels], isPresent: affine && a.bool(7, m), &m)
        } else {
          try layer.setScale(channels, weight: a[4], bias: a[5], &m)
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

  /// Divides by the root of the mean of squares over the last axes. Only torch has this layer.
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
  /// Normalises each channel of a batch item by its own mean and variance. torch's layer stores no statistics by
  /// default. Paddle's layer never stores them.
  static func instanceNorm(_ axes: Int, _ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    let name = torch ? "InstanceNorm\(axes)d" : "InstanceNorm\(axes)D"
    return BuiltinLayer(
      name,
      torch
        ? "num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None, *, "
          + "bias=True"
        : "num_features, epsilon=1e-05, momentum=0.9, weight_attr=None, bias_attr=None, "
          + "data_format='\(DataFormat.names(axes)[0])', name=None",
      initialize: { m, layer, a in
        let features = try a.int(1, m)
        for (index, name) in [(1, "num_features"), (2, "eps"), (3, "momentum")] { layer.set(name, a[index], &m) }
        guard torch else {
          // Paddle names the weight `scale`. Either both parameters are present or neither is.
          let affine = hasBias(a[4]) && hasBias(a[5])
          _ = try DataFormat.isChannelsLast(a[6], among: DataFormat.names(axes), name)
          layer.set("data_format", a[6], &m)
          try layer.setParameter("scale", shape: [features], isPresent: affine, &m)
          try layer.setParameter("bias", shape: [features], isPresent: affine, &m)
          return
        }
        layer.set("track_running_stats", a[5], &m)
        let affine = try a.bool(4, m)
        try layer.setParameter("weight", shape: [features], isPresent: affine, &m)
        try layer.setParameter("bias", shape: [features], isPresent: affine && a.bool(8, m), &m)
        if try a.bool(5, m) {
          try layer.setStatistics(.torch, features, &m)
        }
      },
      compute: { m, layer, a in
        let x = try a.tensor(1, m)
        let (weight, bias) = (
          try layer.optionalTensor(torch ? "weight" : "scale", m), try layer.optionalTensor("bias", m)
        )
        let eps = try layer.double("eps", m)
        if !torch {
          // Paddle ignores the data format, and takes the first axis as the batch whatever the rank is.
          guard x.rank > 1 else {
            throw TensorError.rankMismatch(operation: name, what: "the input", expected: "2 or more", found: x.shape)
          }
          let normalized = try m.compute.groupNorm(
            x.rank == 2 ? x.unsqueezed(at: 2) : x, groups: x.shape[1], weight: weight, bias: bias, eps: eps)
          return try m.new(x.rank == 2 ? normalized.squeezed(2) : normalized)
        }
        try PoolingOperations.checkRank(of: x, over: axes, name)
        let batched = x.rank == axes + 2 ? x : try x.unsqueezed(at: 0)
        let mean = try layer.optionalTensor("running_mean", m)
        if try x.shape[x.rank - axes - 1] != layer.int("num_features", m), weight != nil {
          throw ListingError(
            .valueError,
            "expected input's size at dim=\(x.rank - axes - 1) to match num_features "
              + "(\(try layer.int("num_features", m))), but got: \(x.shape[x.rank - axes - 1]).")
        }
        let isTraining = m.isTraining(m.heap.instance(layer.handle))
        let usesInput = try isTraining || !m.truth(of: layer.attribute("track_running_stats", m))
        if usesInput, mean != nil {
          throw ListingError.unsupported("\(name) that updates its running statistics", advice: "call eval()")
        }
        if !usesInput, mean == nil { throw ActivationOperations.statisticsAreMissing }
        let result =
          if let mean {
            try m.compute.batchNorm(
              batched, mean: mean, variance: layer.tensor("running_var", m), weight: weight, bias: bias, eps: eps)
          } else {
            try ActivationOperations.instanceNorm(batched, weight: weight, bias: bias, eps: eps, m)
          }
        return try m.new(x.rank == axes + 2 ? result : result.squeezed(0))
      },
      text: { instance, m in
        torch
          ? "\(instance.int("num_features")), eps=\(instance.float("eps", m)), "
            + "momentum=\(instance.float("momentum", m)), affine=\(instance.flag("weight")), "
            + "bias=\(instance.flag("bias")), track_running_stats=\(instance.float("track_running_stats", m))"
          : "num_features=\(instance.int("num_features")), epsilon=\(instance.float("eps", m))"
      })
  }
}

extension LayerInstance {
  /// Adds the weight and the bias of Paddle's GroupNorm or SyncBatchNorm. If `weight_attr` or `bias_attr` is False,
  /// Paddle makes a parameter of ones or zeros that is not trained.
  fileprivate func setScale(_ features: Int, weight: Value, bias: Value, _ m: inout Machine) throws {
    for (name, attribute, constant) in [("weight", weight, 1.0), ("bias", bias, 0.0)] {
      try setParameter(name, shape: [features], &m)
      if BuiltinLayers.hasBias(attribute) { continue }
      guard case .tensor(let made) = self.attribute(name, m) else { continue }
      try m.write(m.compute.full([features], .float(constant)), to: made)
      m.heap.setRequiresGradient(made, false)
    }
  }

  /// Adds the running statistics, with mean 0 and variance 1: buffers in torch, parameters that are not trained in
  /// Paddle.
  func setStatistics(_ dialect: Dialect, _ features: Int, _ m: inout Machine) throws {
    let (mean, variance) = BuiltinLayers.statistics(dialect)
    let initial = try [(mean, m.compute.zeros([features], dtype: dtype)), (variance, m.compute.ones([features]))]
    for (name, values) in initial {
      guard dialect == .paddle else {
        try setBuffer(name, values.converted(to: dtype), &m)
        continue
      }
      guard case .tensor(let made) = try m.new(values) else { continue }
      let parameter = made.asParameter
      m.heap.setRequiresGradient(parameter, false)
      set(name, .tensor(parameter), &m)
    }
    if dialect == .torch { try setBuffer("num_batches_tracked", Tensor([0], shape: []), &m) }
  }
}
