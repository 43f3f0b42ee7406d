import Tensors

/// Layers that store their arguments and pass them to a function of `nn.functional`: pooling, dropout, activations.
extension BuiltinLayers {
  static func functions(_ dialect: Dialect, _ functional: [String: BuiltinFunction]) -> [BuiltinLayer] {
    let rows = dialect == .torch ? torchFunctions : paddleFunctions
    return rows.map { row in
      guard let function = functional[row.function] else { preconditionFailure("there is a function \(row.function)") }
      return row.layer(calling: function)
    } + [flatten(dialect), prelu(dialect)] + pads(dialect) + [1, 2].map { transposedConvolution($0, dialect) }
      + (dialect == .torch ? [1, 2].map { instanceNorm($0) } + [unflatten] : [])
  }

  /// A row of the tables below: a layer, the function that its `forward` calls, and its printed form.
  private struct FunctionLayer {
    let name: String
    let signature: String
    let function: String
    /// The arguments in the printed form, as `name=value`. For a name that begins with `=`, only the value is printed.
    let shown: [String]
    /// The number of items of the tuples in which kernel size, stride and padding are stored. If 0, they are stored as
    /// passed.
    var tupled = 0
    /// The number of tensors that `forward` takes after the first one.
    var more = 0
    /// Arguments that default to another argument: `["stride": "kernel_size"]` uses `kernel_size` for `stride` if
    /// `stride` is None.
    var defaults: [String: String] = [:]

    init(
      _ name: String, _ signature: String, _ function: String, _ shown: [String] = [], tupled: Int = 0,
      more: Int = 0, defaults: [String: String] = [:]
    ) {
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
      return BuiltinLayer(
        name, signature, forward: inputs.joined(separator: ", "),
        initialize: { m, layer, a in
          for (index, name) in names.enumerated() where name != "name" {
            var value = a[index + 1]
            if let other = defaults[name], a.isNone(index + 1), let place = names.firstIndex(of: other) {
              value = a[place + 1]
            }
            if tupled > 0, ["kernel_size", "stride", "padding"].contains(name) {
              value = .tuple((m.items(of: value) ?? [Value](repeating: value, count: tupled)).map { $0 })
            }
            // torch stores `scale_factor` as a float.
            if name == "scale_factor", case .int(let whole) = value { value = .float(Double(whole)) }
            layer.set(name, value, &m)
          }
        },
        compute: { m, layer, a in
          let attributes = m.heap.instance(layer.handle).attributes
          let given = taken.compactMap { name in attributes[name].map { (name, $0) } }
          guard case .native(let body) = function.body else { return .none }
          return try body(&m, function.bind(Array(a.values.dropFirst()), given))
        },
        text: { instance, m in
          shown.map { name in
            if name.hasPrefix("=") { return instance.float(String(name.dropFirst()), m) }
            return "\(name)=\(instance.float(name, m))"
          }.joined(separator: ", ")
        })
    }
  }

  private static let torchFunctions: [FunctionLayer] =
    [
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
    + (1...2).map {
      FunctionLayer(
        "MaxPool\($0)d",
        "kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False", "max_pool\($0)d",
        ["kernel_size", "stride", "padding", "dilation", "ceil_mode"], defaults: ["stride": "kernel_size"])
    } + [
      FunctionLayer(
        "Upsample", "size=None, scale_factor=None, mode='nearest', align_corners=None", "interpolate",
        ["scale_factor", "mode"])
    ]

  private static let paddleFunctions: [FunctionLayer] = [
    FunctionLayer("SELU", "scale=1.0507009873554805, alpha=1.6732632423543772, name=None", "selu", ["scale", "alpha"]),
    FunctionLayer("CELU", "alpha=1.0, name=None", "celu", ["alpha"]), FunctionLayer("Mish", "name=None", "mish"),
    FunctionLayer("Softsign", "name=None", "softsign"), FunctionLayer("Tanhshrink", "name=None", "tanhshrink"),
    FunctionLayer("Hardshrink", "threshold=0.5, name=None", "hardshrink", ["threshold"]),
    FunctionLayer("Softshrink", "threshold=0.5, name=None", "softshrink", ["threshold"]),
    FunctionLayer("Dropout2D", "p=0.5, data_format='NCHW', name=None", "dropout2d", ["p", "data_format"]),
    FunctionLayer("AlphaDropout", "p=0.5, name=None", "alpha_dropout", ["p"]),
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
      "AdaptiveMaxPool1D", "output_size, return_mask=False, name=None", "adaptive_max_pool1d", ["output_size"]),
    FunctionLayer(
      "AdaptiveMaxPool2D", "output_size, return_mask=False, name=None", "adaptive_max_pool2d", ["output_size"]),
    FunctionLayer("PixelShuffle", "upscale_factor, data_format='NCHW', name=None", "pixel_shuffle", ["upscale_factor"]),
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

  private static let unflatten = BuiltinLayer(
    "Unflatten", "dim, unflattened_size",
    initialize: { m, layer, a in
      layer.set("dim", a[1], &m)
      layer.set("unflattened_size", .tuple(try a.ints(2, m).map(Value.int)), &m)
    },
    compute: { m, layer, a in
      let reference = try a.reference(1, m)
      let axis = try reference.layout.resolvedAxis(layer.int("dim", m), operation: "unflatten")
      return try ViewOperations.unflattened(&m, reference, axis, layer.ints("unflattened_size", m))
    },
    text: { instance, m in
      "dim=\(instance.int("dim")), unflattened_size=\(shapeDescription(instance.ints("unflattened_size")))"
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
        // Paddle names the parameter `_weight`.
        try layer.setParameter(torch ? "weight" : "_weight", shape: [a.int(1, m)], &m)
      },
      compute: { m, layer, a in
        try m.new(ActivationOperations.prelu(a.tensor(1, m), layer.tensor(torch ? "weight" : "_weight", m), m))
      },
      text: { instance, m in
        torch
          ? "num_parameters=\(instance.int("num_parameters"))"
          : "num_parameters=\(instance.int("num_parameters")), data_format=NCHW, init=\(instance.float("init", m)), "
            + "dtype=float32"
      })
  }
}
