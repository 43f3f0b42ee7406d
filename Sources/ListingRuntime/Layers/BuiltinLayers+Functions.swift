import Tensors

/// Layers that store their arguments and pass them to a function of `nn.functional`: pooling, dropout, activations.
extension BuiltinLayers {
  static func functions(_ dialect: Dialect, _ functional: [String: BuiltinFunction]) -> [BuiltinLayer] {
    let rows = dialect == .torch ? torchFunctions : paddleFunctions + losses(LossSignatures.paddleLayers)
    return rows.map { row in
      guard let function = functional[row.function] else { preconditionFailure("there is a function \(row.function)") }
      return row.layer(calling: function)
    } + others(dialect, functional)
  }

  private static func others(_ dialect: Dialect, _ functional: [String: BuiltinFunction]) -> [BuiltinLayer] {
    var layers = [flatten(dialect), prelu(dialect), bilinear(dialect)] + pads(dialect)
    for axes in 1...3 { layers += [transposedConvolution(axes, dialect), instanceNorm(axes, dialect)] }
    layers += [unflatten(dialect), softmax2d(dialect)]
    if dialect == .paddle {
      layers += ["nearest", "bilinear"].map { paddleUpsampling($0, functional["interpolate"]) }
      layers += [plainBatchNorm(functional)]
    }
    if dialect == .torch {
      layers += [
        upsampling("UpsamplingNearest2d", "nearest"),
        upsampling("UpsamplingBilinear2d", "bilinear"), embeddingBag,
      ]
    }
    return layers
  }

  /// A row of the tables below: a layer, the function that the layer's `forward` calls, and the layer's printed form.
  private struct FunctionLayer {
    let name: String
    let signature: String
    let function: String
    /// The arguments in the printed form, as `name=value`. For a name that begins with `=`, only the value is printed.
    let shown: [String]
    /// The number of items of the tuples in which kernel size, stride and padding are stored. If 0, these arguments are
    /// stored as passed.
    var tupled = 0
    /// The number of tensors that `forward` accepts after the first tensor.
    var more = 0
    /// A last parameter of `forward`, such as `output_size`.
    var last: String?
    /// Arguments that default to another argument: `["stride": "kernel_size"]` uses `kernel_size` for `stride` if
    /// `stride` is None.
    var defaults: [String: String] = [:]

    init(
      _ name: String, _ signature: String, _ function: String, _ shown: [String] = [], tupled: Int = 0,
      more: Int = 0, last: String? = nil, defaults: [String: String] = [:]
    ) {
      self.last = last
      self.name = name
      self.signature = signature
      self.function = function
      self.shown = shown
      self.tupled = tupled
      self.more = more
      self.defaults = defaults
    }

    func layer(calling function: BuiltinFunction) -> BuiltinLayer {
      let names = Signature("f(\(signature))").parameters.map(\.name)
      let taken = names.filter { name in function.signature.parameters.contains { $0.name == name } }
      let inputs = function.signature.parameters.prefix(1 + more).map(\.name)
      let (initialize, text) = (initializer(names), self.text)
      // In inference a layer drops no elements, but the functions default to training: pass `training=False` to them.
      let isRandom = function.signature.names.contains("training")
      if case .forwarding(let body) = function.body {
        let parameters = (inputs + (last.map { ["\($0)=None"] } ?? [])).joined(separator: ", ")
        let forward = BuiltinFunction(forwarding: "forward(self, \(parameters))") { m, a in
          let attributes = m.heap.instance(try a.module(0, m)).attributes
          var given = taken.compactMap { name in attributes[name].map { (name, $0) } }
          if let last { given.append((last, a[inputs.count + 1])) }
          let bound = try function.bind(Array(a.values[1...inputs.count]), given)
          try function.torchCheck?(bound, m)
          return try body(&m, bound)
        }
        return BuiltinLayer(name, signature, forward: forward, initialize: initialize, text: text)
      }
      return BuiltinLayer(
        name, signature, forward: inputs.joined(separator: ", "), initialize: initialize,
        compute: { m, layer, a in
          let attributes = m.heap.instance(layer.handle).attributes
          var given = taken.compactMap { name in attributes[name].map { (name, $0) } }
          if isRandom { given.append(("training", .bool(false))) }
          guard case .native(let body) = function.body else { return .none }
          let bound = try function.bind(Array(a.values.dropFirst()), given)
          try function.torchCheck?(bound, m)
          return try body(&m, bound)
        }, text: text)
    }

    /// Stores the arguments of `__init__` in attributes. A tensor, such as the weight of a loss, becomes a buffer.
    private func initializer(
      _ names: [String]
    ) -> @Sendable (inout Machine, LayerInstance, Arguments) throws -> Void {
      let (defaults, tupled) = (defaults, tupled)
      return { m, layer, a in
        for (index, name) in names.enumerated() where name != "name" {
          var value = a[index + 1]
          if let other = defaults[name], a.isNone(index + 1), let place = names.firstIndex(of: other) {
            value = a[place + 1]
          }
          if tupled > 0, ["kernel_size", "stride", "padding"].contains(name) {
            value = .tuple((m.items(of: value) ?? [Value](repeating: value, count: tupled)).map { $0 })
          }
          if name == "distance_function", m.heap.type(of: layer.handle).dialect != .paddle, case .none = value,
            let type = m.library.nnClass("PairwiseDistance")
          {
            let distance = m.makeInstance(of: type)
            m.heap.changeInstance(distance) {
              $0.attributes["p"] = .float(2)
              $0.attributes["eps"] = .float(1e-6)
              $0.attributes["keepdim"] = .bool(false)
            }
            value = .instance(distance)
          }
          if name == "recompute_scale_factor", m.heap.type(of: layer.handle).dialect == .paddle,
            try a.bool(index + 1, m)
          {
            throw ListingError.unsupported("nn.Upsample: recompute_scale_factor=True")
          }
          // Paddle stores `norm_type` as a float, and torch `scale_factor`.
          if name == "norm_type", m.heap.type(of: layer.handle).dialect == .paddle { value = floats(value) }
          if name == "scale_factor", m.heap.type(of: layer.handle).dialect != .paddle {
            value = floats(value)
          }
          layer.set(name, value, &m)
          if case .tensor = value {
            m.heap.changeInstance(layer.handle) { $0.buffers[name] = .persistent }
          }
        }
      }
    }

    /// The printed form: the values of `shown`. A value whose name begins with `?` is omitted if it is None.
    ///
    /// Paddle prints texts without quotes. There, `kernel_size:kernel_sizes` prints the attribute `kernel_sizes` as
    /// `kernel_size`, `data_format!=NCHW` prints a value only if it differs from NCHW, and `scale%` prints 16 digits.
    private var text: @Sendable (Instance, Machine) -> String {
      let shown = shown
      return { instance, m in
        let isPaddle = instance.type.dialect == .paddle
        func value(_ name: String) -> String {
          switch name {
          case "training": m.isTraining(instance) ? "True" : "False"
          case "dtype": "float32"
          default: instance.text(name).isEmpty ? instance.float(name, m) : instance.text(name)
          }
        }
        func paddleText(_ name: String) -> String? {
          if let colon = name.firstIndex(of: ":") {
            return "\(name[..<colon])=" + value(String(name[name.index(after: colon)...]))
          }
          if let sign = name.firstRange(of: "!=") {
            let (plain, usual) = (String(name[..<sign.lowerBound]), name[sign.upperBound...])
            return value(plain) == usual ? nil : "\(plain)=\(value(plain))"
          }
          if name.hasSuffix("%") {
            let plain = String(name.dropLast())
            let number = (try? instance.attributes[plain].map { try m.scalar($0).double }) ?? 0
            return "\(plain)=" + formatFloat("%.16f", number)
          }
          if name.hasPrefix("?") {
            let plain = String(name.dropFirst())
            return instance.has(plain) ? "\(plain)=\(value(plain))" : nil
          }
          return "\(name)=\(value(name))"
        }
        if isPaddle { return shown.compactMap(paddleText).joined(separator: ", ") }
        return shown.compactMap { name in
          if name.hasPrefix("=") { return instance.float(String(name.dropFirst()), m) }
          let plain = name.hasPrefix("?") ? String(name.dropFirst()) : name
          if name != plain, !instance.has(plain) { return nil }
          return "\(plain)=\(instance.float(plain, m))"
        }.joined(separator: ", ")
      }
    }
  }

  private static let torchFunctions: [FunctionLayer] = {
    var rows = plainTorchFunctions + imageTorchFunctions
    for axes in 1...3 { rows += poolingTorchFunctions(axes) }
    return rows + losses(LossSignatures.torchLayers)
  }()

  private static func losses(_ layers: [LossSignatures.Layer]) -> [FunctionLayer] {
    layers.map { FunctionLayer($0.name, $0.signature, $0.function, more: $0.tensors - 1) }
  }

  private static let plainTorchFunctions: [FunctionLayer] = [
    FunctionLayer("SELU", "inplace=False", "selu"),
    FunctionLayer("CELU", "alpha=1.0, inplace=False", "celu", ["alpha"]),
    FunctionLayer("Mish", "inplace=False", "mish"), FunctionLayer("Softsign", "", "softsign"),
    FunctionLayer("Tanhshrink", "", "tanhshrink"),
    FunctionLayer("Hardshrink", "lambd=0.5", "hardshrink", ["=lambd"]),
    FunctionLayer("Softshrink", "lambd=0.5", "softshrink", ["=lambd"]),
    FunctionLayer("Threshold", "threshold, value, inplace=False", "threshold", ["threshold", "value"]),
    FunctionLayer("Softmin", "dim=None", "softmin", ["dim"]),
    FunctionLayer("Dropout1d", "p=0.5, inplace=False", "dropout1d", ["p", "inplace"]),
    FunctionLayer("Dropout2d", "p=0.5, inplace=False", "dropout2d", ["p", "inplace"]),
    FunctionLayer("AlphaDropout", "p=0.5, inplace=False", "alpha_dropout", ["p", "inplace"]),
    FunctionLayer("FeatureAlphaDropout", "p=0.5, inplace=False", "feature_alpha_dropout", ["p", "inplace"]),
    FunctionLayer(
      "AvgPool1d", "kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True", "avg_pool1d",
      ["kernel_size", "stride", "padding"], tupled: 1, defaults: ["stride": "kernel_size"]),
    FunctionLayer(
      "AvgPool2d",
      "kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None",
      "avg_pool2d", ["kernel_size", "stride", "padding"], defaults: ["stride": "kernel_size"]),
    FunctionLayer("AdaptiveAvgPool1d", "output_size", "adaptive_avg_pool1d", ["output_size"]),
    FunctionLayer("AdaptiveAvgPool2d", "output_size", "adaptive_avg_pool2d", ["output_size"]),
    FunctionLayer("AdaptiveMaxPool1d", "output_size, return_indices=False", "adaptive_max_pool1d", ["output_size"]),
    FunctionLayer("AdaptiveMaxPool2d", "output_size, return_indices=False", "adaptive_max_pool2d", ["output_size"]),
    FunctionLayer("PixelShuffle", "upscale_factor", "pixel_shuffle", ["upscale_factor"]),
    FunctionLayer("CosineSimilarity", "dim=1, eps=1e-08", "cosine_similarity", more: 1),
  ]

  private static func poolingTorchFunctions(_ axes: Int) -> [FunctionLayer] {
    [
      FunctionLayer(
        "LPPool\(axes)d", "norm_type, kernel_size, stride=None, ceil_mode=False", "lp_pool\(axes)d",
        ["norm_type", "kernel_size", "stride", "ceil_mode"]),
      FunctionLayer(
        "MaxUnpool\(axes)d", "kernel_size, stride=None, padding=0", "max_unpool\(axes)d",
        ["kernel_size", "stride", "padding"], tupled: axes, more: 1, last: "output_size",
        defaults: ["stride": "kernel_size"]),
      FunctionLayer(
        "MaxPool\(axes)d",
        "kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False", "max_pool\(axes)d",
        ["kernel_size", "stride", "padding", "dilation", "ceil_mode"], defaults: ["stride": "kernel_size"]),
    ]
  }

  private static let imageTorchFunctions: [FunctionLayer] = [
    FunctionLayer(
      "Upsample",
      "size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None", "interpolate",
      ["?scale_factor", "?size", "mode"]),
    FunctionLayer("Dropout3d", "p=0.5, inplace=False", "dropout3d", ["p", "inplace"]),
    FunctionLayer(
      "AvgPool3d",
      "kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None",
      "avg_pool3d", ["kernel_size", "stride", "padding"], defaults: ["stride": "kernel_size"]),
    FunctionLayer("AdaptiveAvgPool3d", "output_size", "adaptive_avg_pool3d", ["output_size"]),
    FunctionLayer("AdaptiveMaxPool3d", "output_size, return_indices=False", "adaptive_max_pool3d", ["output_size"]),
    FunctionLayer("PixelUnshuffle", "downscale_factor", "pixel_unshuffle", ["downscale_factor"]),
    FunctionLayer("ChannelShuffle", "groups", "channel_shuffle", ["groups"]),
    FunctionLayer(
      "LocalResponseNorm", "size, alpha=0.0001, beta=0.75, k=1.0", "local_response_norm",
      ["=size", "alpha", "beta", "k"]),
    FunctionLayer(
      "Unfold", "kernel_size, dilation=1, padding=0, stride=1", "unfold",
      ["kernel_size", "dilation", "padding", "stride"]),
    FunctionLayer(
      "Fold", "output_size, kernel_size, dilation=1, padding=0, stride=1", "fold",
      ["output_size", "kernel_size", "dilation", "padding", "stride"]),
    FunctionLayer("PairwiseDistance", "p=2.0, eps=1e-06, keepdim=False", "pairwise_distance", more: 1),
    FunctionLayer(
      "RReLU", "lower=0.125, upper=0.3333333333333333, inplace=False", "rrelu", ["lower", "upper"]),
  ]

  private static let paddleFunctions: [FunctionLayer] = [
    FunctionLayer(
      "SELU", "scale=1.0507009873554805, alpha=1.6732632423543772, name=None", "selu",
      ["scale%", "alpha%"]),
    FunctionLayer("CELU", "alpha=1.0, name=None", "celu", ["alpha"]), FunctionLayer("Mish", "name=None", "mish"),
    FunctionLayer("Softsign", "name=None", "softsign"), FunctionLayer("Tanhshrink", "name=None", "tanhshrink"),
    FunctionLayer("Hardshrink", "threshold=0.5, name=None", "hardshrink", ["threshold"]),
    FunctionLayer("Softshrink", "threshold=0.5, name=None", "softshrink", ["threshold"]),
    FunctionLayer("Dropout2D", "p=0.5, data_format='NCHW', name=None", "dropout2d", ["p", "data_format"]),
    FunctionLayer("AlphaDropout", "p=0.5, name=None", "alpha_dropout", ["p"]),
    FunctionLayer("FeatureAlphaDropout", "p=0.5, name=None", "feature_alpha_dropout", ["p"]),
    FunctionLayer(
      "LPPool1D",
      "norm_type, kernel_size, stride=None, padding=0, ceil_mode=False, data_format='NCL', name=None", "lp_pool1d",
      ["norm_type", "kernel_size", "stride", "padding"]),
    FunctionLayer(
      "LPPool2D",
      "norm_type, kernel_size, stride=None, padding=0, ceil_mode=False, data_format='NCHW', name=None", "lp_pool2d",
      ["norm_type", "kernel_size", "stride", "padding"], defaults: ["stride": "kernel_size"]),
    FunctionLayer(
      "MaxUnPool1D", "kernel_size, stride=None, padding=0, data_format='NCL', output_size=None, name=None",
      "max_unpool1d", ["output_size"], more: 1),
    FunctionLayer(
      "MaxUnPool2D", "kernel_size, stride=None, padding=0, data_format='NCHW', output_size=None, name=None",
      "max_unpool2d", ["output_size"], more: 1),
    FunctionLayer(
      "MaxUnPool3D", "kernel_size, stride=None, padding=0, data_format='NCDHW', output_size=None, name=None",
      "max_unpool3d", ["output_size"], more: 1),
    FunctionLayer(
      "AvgPool1D", "kernel_size, stride=None, padding=0, exclusive=True, ceil_mode=False, name=None", "avg_pool1d",
      ["kernel_size", "stride", "padding"]),
    FunctionLayer(
      "AvgPool2D",
      "kernel_size, stride=None, padding=0, ceil_mode=False, exclusive=True, divisor_override=None, "
        + "data_format='NCHW', name=None", "avg_pool2d", ["kernel_size", "stride", "padding"]),
    FunctionLayer(
      "MaxPool1D", "kernel_size, stride=None, padding=0, return_mask=False, ceil_mode=False, name=None", "max_pool1d",
      ["kernel_size", "stride", "padding"]),
    FunctionLayer(
      "MaxPool2D",
      "kernel_size, stride=None, padding=0, return_mask=False, ceil_mode=False, data_format='NCHW', name=None",
      "max_pool2d", ["kernel_size", "stride", "padding"]),
    FunctionLayer("AdaptiveAvgPool1D", "output_size, name=None", "adaptive_avg_pool1d", ["output_size"]),
    FunctionLayer(
      "AdaptiveAvgPool2D", "output_size, data_format='NCHW', name=None", "adaptive_avg_pool2d", ["output_size"]),
    FunctionLayer(
      "AdaptiveMaxPool1D", "output_size, return_mask=False, name=None", "adaptive_max_pool1d",
      ["output_size", "return_mask"]),
    FunctionLayer(
      "AdaptiveMaxPool2D", "output_size, return_mask=False, name=None", "adaptive_max_pool2d",
      ["output_size", "return_mask"]),
    FunctionLayer(
      "PixelShuffle", "upscale_factor, data_format='NCHW', name=None", "pixel_shuffle",
      ["upscale_factor", "data_format!=NCHW"]),
    FunctionLayer(
      "PixelUnshuffle", "downscale_factor, data_format='NCHW', name=None", "pixel_unshuffle",
      ["downscale_factor", "data_format!=NCHW"]),
    FunctionLayer(
      "ChannelShuffle", "groups, data_format='NCHW', name=None", "channel_shuffle",
      ["groups", "data_format!=NCHW"]),
    FunctionLayer("Dropout3D", "p=0.5, data_format='NCDHW', name=None", "dropout3d", ["p", "data_format"]),
    FunctionLayer(
      "AvgPool3D",
      "kernel_size, stride=None, padding=0, ceil_mode=False, exclusive=True, divisor_override=None, "
        + "data_format='NCDHW', name=None", "avg_pool3d", ["kernel_size", "stride", "padding"]),
    FunctionLayer(
      "MaxPool3D",
      "kernel_size, stride=None, padding=0, return_mask=False, ceil_mode=False, data_format='NCDHW', name=None",
      "max_pool3d", ["kernel_size", "stride", "padding"]),
    FunctionLayer(
      "AdaptiveAvgPool3D", "output_size, data_format='NCDHW', name=None", "adaptive_avg_pool3d", ["output_size"]),
    FunctionLayer(
      "AdaptiveMaxPool3D", "output_size, return_mask=False, name=None", "adaptive_max_pool3d",
      ["output_size", "return_mask"]),
    FunctionLayer(
      "LocalResponseNorm", "size, alpha=0.0001, beta=0.75, k=1.0, data_format='NCHW', name=None",
      "local_response_norm", ["size", "alpha", "beta", "k", "data_format!=NCHW"]),
    FunctionLayer(
      "Unfold", "kernel_sizes, dilations=1, paddings=0, strides=1, name=None", "unfold",
      ["kernel_size:kernel_sizes", "dilation:dilations", "padding:paddings", "stride:strides"]),
    FunctionLayer(
      "Fold", "output_sizes, kernel_sizes, dilations=1, paddings=0, strides=1, name=None", "fold",
      ["kernel_size:kernel_sizes", "dilation:dilations", "padding:paddings", "stride:strides"]),
    FunctionLayer(
      "Upsample",
      "size=None, scale_factor=None, mode='nearest', align_corners=False, align_mode=0, data_format=None, "
        + "recompute_scale_factor=None, name=None", "interpolate",
      ["?scale_factor", "?size", "mode", "align_corners", "align_mode", "data_format"]),
    FunctionLayer("CosineSimilarity", "axis=1, eps=1e-08", "cosine_similarity", ["axis", "eps"], more: 1),
    FunctionLayer(
      "PairwiseDistance", "p=2.0, epsilon=1e-06, keepdim=False, name=None", "pairwise_distance",
      ["p", "epsilon!=1e-06", "keepdim!=False"], more: 1),
    FunctionLayer(
      "RReLU", "lower=0.125, upper=0.3333333333333333, name=None", "rrelu",
      ["lower", "upper", "training", "dtype"]),
    FunctionLayer("Maxout", "groups, axis=1, name=None", "maxout", ["groups", "axis"]),
    FunctionLayer(
      "ThresholdedReLU", "threshold=1.0, value=0.0, name=None", "thresholded_relu", ["threshold", "value"]),
  ]

  private static func flatten(_ dialect: Dialect) -> BuiltinLayer {
    let end = dialect == .torch ? "end_dim" : "stop_axis", start = dialect == .torch ? "start_dim" : "start_axis"
    return BuiltinLayer(
      "Flatten", "\(start)=1, \(end)=-1",
      initialize: { m, layer, a in
        layer.set(start, a[1], &m)
        layer.set(end, a[2], &m)
      },
      compute: { m, layer, a in
        let reference = try a.reference(1, m)
        return try ShapeOperations.reshaped(
          &m, reference, reference.layout.flattenedShape(from: layer.int(start, m), to: layer.int(end, m)))
      },
      text: { instance, _ in
        dialect == .torch ? "start_dim=\(instance.int(start)), end_dim=\(instance.int(end))" : ""
      })
  }

  private static func unflatten(_ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    let (axisName, sizesName) = torch ? ("dim", "unflattened_size") : ("axis", "shape")
    return BuiltinLayer(
      "Unflatten", torch ? "dim, unflattened_size" : "axis, shape, name=None",
      initialize: { m, layer, a in
        layer.set(axisName, a[1], &m)
        _ = try a.ints(2, m)
        layer.set(sizesName, a[2], &m)
      },
      compute: { m, layer, a in
        let reference = try a.reference(1, m)
        let axis = try reference.layout.resolvedAxis(layer.int(axisName, m), operation: "unflatten")
        return try ViewOperations.unflattened(&m, reference, axis, layer.ints(sizesName, m))
      },
      text: { instance, m in
        torch
          ? "dim=\(instance.int("dim")), unflattened_size=\(instance.float("unflattened_size", m))"
          : "axis=\(instance.int("axis")), shape=\(instance.float("shape", m))"
      })
  }

  private static func softmax2d(_ dialect: Dialect) -> BuiltinLayer {
    let name = dialect == .torch ? "Softmax2d" : "Softmax2D"
    return BuiltinLayer(
      name, dialect == .torch ? "" : "name=None", initialize: { _, _, _ in },
      compute: { m, _, a in
        let x = try a.tensor(1, m)
        guard x.rank == 3 || x.rank == 4 else {
          if dialect == .paddle {
            throw ListingError(.assertionError, "Softmax2D requires a 3D or 4D tensor as input. Received: \(x.rank)D.")
          }
          throw ListingError(.valueError, "Softmax2d: expected input to be 3D or 4D (got \(x.rank)D instead)")
        }
        return try m.new(m.compute.softmax(x, axis: -3))
      })
  }

  private static func paddleUpsampling(_ mode: String, _ interpolate: BuiltinFunction?) -> BuiltinLayer {
    BuiltinLayer(
      mode == "nearest" ? "UpsamplingNearest2D" : "UpsamplingBilinear2D",
      "size=None, scale_factor=None, data_format='NCHW', name=None",
      initialize: { m, layer, a in
        for (index, name) in [(1, "size"), (2, "scale_factor"), (3, "data_format")] { layer.set(name, a[index], &m) }
      },
      compute: { m, layer, a in
        guard let interpolate, case .native(let body) = interpolate.body else { return .none }
        var given = ["size", "scale_factor", "data_format"].map { ($0, layer.attribute($0, m)) }
        given += [("mode", .string(mode)), ("align_corners", .bool(mode == "bilinear"))]
        return try body(&m, interpolate.bind([a[1]], given))
      },
      text: { instance, m in
        let size = instance.has("scale_factor") ? "scale_factor" : "size"
        return "\(size)=\(instance.float(size, m)), data_format=\(instance.text("data_format"))"
      })
  }

  /// Paddle's layer `BatchNorm`, for inputs of any number of axes.
  private static func plainBatchNorm(_ functional: [String: BuiltinFunction]) -> BuiltinLayer {
    BuiltinLayer(
      "BatchNorm",
      "num_channels, act=None, is_test=False, momentum=0.9, epsilon=1e-05, param_attr=None, bias_attr=None, "
        + "dtype='float32', data_layout='NCHW', in_place=False, moving_mean_name=None, moving_variance_name=None, "
        + "do_model_average_for_mean_and_var=True, use_global_stats=False, trainable_statistics=False",
      initialize: { m, layer, a in
        let features = try a.int(1, m)
        if try a.bool(15, m) { throw ListingError.unsupported("BatchNorm: trainable_statistics=True") }
        if case .string(let act) = a[2], functional[act] == nil {
          throw ListingError.unsupported("BatchNorm: act='\(act)'")
        }
        layer.set("act", a[2], &m)
        layer.set("eps", a[5], &m)
        _ = try DataFormat.isChannelsLast(a[9], among: DataFormat.names(2), "batch_norm")
        layer.set("data_format", a[9], &m)
        try layer.setParameter("weight", shape: [features], isPresent: hasBias(a[6]), &m)
        try layer.setParameter("bias", shape: [features], isPresent: hasBias(a[7]), &m)
        try layer.setStatistics(.paddle, features, &m)
        if try a.bool(3, m) { try m.setAttribute("training", of: .instance(layer.handle), to: .bool(false)) }
      },
      compute: { m, layer, a in
        let result = try m.new(
          m.compute.batchNorm(
            a.tensor(1, m), mean: layer.tensor("_mean", m), variance: layer.tensor("_variance", m),
            weight: layer.optionalTensor("weight", m), bias: layer.optionalTensor("bias", m),
            eps: layer.double("eps", m), channelAxis: layer.isChannelsLast(m) ? -1 : 1))
        guard case .string(let act) = layer.attribute("act", m), let function = functional[act],
          case .native(let body) = function.body
        else { return result }
        return try body(&m, function.bind([result], []))
      })
  }

  /// The number, or each number of a tuple, as a float.
  private static func floats(_ value: Value) -> Value {
    switch value {
    case .int(let whole): .float(Double(whole))
    case .tuple(let items): .tuple(items.map(floats))
    default: value
    }
  }

  private static func upsampling(_ name: String, _ mode: String) -> BuiltinLayer {
    BuiltinLayer(
      name, "size=None, scale_factor=None",
      initialize: { m, layer, a in
        layer.set("size", a[1], &m)
        layer.set("scale_factor", floats(a[2]), &m)
        layer.set("mode", .string(mode), &m)
      },
      compute: { m, layer, a in
        try m.new(
          Resampling(
            size: layer.attribute("size", m), scale: layer.attribute("scale_factor", m), mode: mode,
            corners: mode == "nearest" ? nil : true)(a.tensor(1, m), m))
      },
      text: { instance, m in
        let size = instance.has("scale_factor") ? "scale_factor" : "size"
        return "\(size)=\(instance.float(size, m)), mode='\(mode)'"
      })
  }

  /// Computes x1ᵀ · W · x2 + b for each output.
  private static func bilinear(_ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    let forward = BuiltinFunction(forwarding: "forward(self, \(torch ? "input1, input2" : "x1, x2"))") { m, a in
      .call(
        m.preludeFunction("call_listed"),
        [.string("bilinear_forward"), .tuple([a[0], a[1], a[2]])])
    }
    return BuiltinLayer(
      "Bilinear",
      torch
        ? "in1_features, in2_features, out_features, bias=True, device=None, dtype=None"
        : "in1_features, in2_features, out_features, weight_attr=None, bias_attr=None, name=None",
      forward: forward,
      initialize: { m, layer, a in
        let (first, second, output) = (try a.int(1, m), try a.int(2, m), try a.int(3, m))
        for (name, size) in [("in1_features", first), ("in2_features", second), ("out_features", output)] {
          layer.set(name, .int(size), &m)
        }
        let hasBias = try torch ? a.bool(4, m) : hasBias(a[5])
        try layer.setParameter("weight", shape: [output, first, second], &m)
        try layer.setParameter("bias", shape: torch ? [output] : [1, output], isPresent: hasBias, &m)
      },
      text: { instance, _ in
        let sizes = ["in1_features", "in2_features", "out_features"].map { "\($0)=\(instance.int($0))" }
        return sizes.joined(separator: ", ") + (torch ? ", bias=\(instance.flag("bias"))" : ", dtype=float32")
      })
  }

  /// Sums or averages the embeddings of bags of tokens.
  private static let embeddingBag = BuiltinLayer(
    "EmbeddingBag",
    "num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode='mean', sparse=False, "
      + "_weight=None, include_last_offset=False, padding_idx=None, device=None, dtype=None",
    forward: BuiltinFunction(forwarding: "forward(self, input, offsets=None, per_sample_weights=None)") { m, a in
      .call(m.preludeFunction("call_listed"), [.string("embedding_bag_forward"), .tuple(a.values)])
    },
    initialize: { m, layer, a in
      if !a.isNone(3) { throw ListingError.unsupported("nn.EmbeddingBag: max_norm") }
      let (count, size) = (try a.int(1, m), try a.int(2, m))
      let names = [
        (1, "num_embeddings"), (2, "embedding_dim"), (3, "max_norm"), (4, "norm_type"), (5, "scale_grad_by_freq"),
        (6, "mode"), (7, "sparse"), (9, "include_last_offset"),
      ]
      for (index, name) in names { layer.set(name, a[index], &m) }
      let padding = try a.optionalInt(10, m)
      if let padding, padding >= count || padding < 0 && padding &+ count < 0 {
        throw ListingError(.valueError, "nn.EmbeddingBag: padding_idx \(padding) is not one of the \(count) tokens")
      }
      layer.set("padding_idx", padding.map { .int($0 < 0 ? $0 + count : $0) } ?? .none, &m)
      try layer.setEmbeddings([count, size], given: a[8], &m)
    },
    text: { instance, m in
      let sizes = "\(instance.int("num_embeddings")), \(instance.int("embedding_dim"))"
      let padding = instance.has("padding_idx") ? ", padding_idx=\(instance.int("padding_idx"))" : ""
      return sizes + ", mode=\(instance.float("mode", m))" + padding
    })

  private static func prelu(_ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    return BuiltinLayer(
      "PReLU",
      torch
        ? "num_parameters=1, init=0.25, device=None, dtype=None"
        : "num_parameters=1, init=0.25, weight_attr=None, data_format='NCHW', name=None",
      initialize: { m, layer, a in
        layer.set("num_parameters", a[1], &m)
        layer.set("init", a[2], &m)
        if !torch { layer.set("data_format", a[4], &m) }
        // Paddle names the parameter `_weight`.
        try layer.setParameter(torch ? "weight" : "_weight", shape: [a.int(1, m)], &m)
      },
      compute: { m, layer, a in
        let weight = try layer.tensor(torch ? "weight" : "_weight", m)
        let isLast =
          try !torch && weight.count > 1
          && DataFormat.isChannelsLast(
            layer.attribute("data_format", m), among: ActivationOperations.preluFormats, "prelu")
        return try m.new(ActivationOperations.prelu(a.tensor(1, m), weight, isChannelsLast: isLast, m))
      },
      text: { instance, m in
        torch
          ? "num_parameters=\(instance.int("num_parameters"))"
          : "num_parameters=\(instance.int("num_parameters")), data_format=\(instance.text("data_format")), "
            + "init=\(instance.float("init", m)), dtype=float32"
      })
  }
}
