import Tensors

/// Activation layers. They have no trained parameters; some have a constant or an axis as an attribute.
extension BuiltinLayers {
  static func hardtanh(_ dialect: Dialect) -> BuiltinLayer {
    let names = dialect == .torch ? ("min_val", "max_val") : ("min", "max")
    return BuiltinLayer(
      "Hardtanh", "\(names.0)=-1.0, \(names.1)=1.0, \(dialect == .torch ? "inplace=False" : "name=None")",
      initialize: { m, layer, a in
        layer.set(names.0, a[1], &m)
        layer.set(names.1, a[2], &m)
        if dialect == .torch, try a.double(2, m) <= a.double(1, m) {
          throw ListingError(
            .assertionError,
            "max_val (\(m.representation(of: a[2]))) must be greater than min_val (\(m.representation(of: a[1])))")
        }
      },
      compute: { m, layer, a in
        try m.new(m.compute.clamp(a.tensor(1, m), min: layer.double(names.0, m), max: layer.double(names.1, m)))
      },
      text: { instance, m in
        "\(names.0)=\(instance.float(names.0, m)), \(names.1)=\(instance.float(names.1, m))"
      })
  }

  static func activation(_ name: String, _ signature: String, _ function: UnaryFunction) -> BuiltinLayer {
    BuiltinLayer(
      name, signature, initialize: { _, _, _ in },
      compute: { m, layer, a in
        if name == "ReLU", m.heap.type(of: layer.handle).dialect == .paddle {
          return try m.new(NeuralOperations.paddleReLU(a.tensor(1, m), m))
        }
        return try m.new(m.compute.unary(function, a.tensor(1, m)))
      })
  }

  static func gelu(_ dialect: Dialect) -> BuiltinLayer {
    BuiltinLayer(
      "GELU", dialect == .torch ? "approximate='none'" : "approximate=False, name=None",
      initialize: { m, layer, a in layer.set("approximate", a[1], &m) },
      compute: { m, layer, a in
        let function = try NeuralOperations.gelu(approximate: layer.attribute("approximate", m), m.currentDialect)
        return try m.new(m.compute.unary(function, a.tensor(1, m)))
      },
      text: { instance, m in "approximate=\(instance.float("approximate", m))" })
  }

  static func softmax(_ dialect: Dialect) -> BuiltinLayer {
    alongAxis("Softmax", dialect) { m, x, axis in try m.compute.softmax(x, axis: axis) }
  }

  static func logSoftmax(_ dialect: Dialect) -> BuiltinLayer {
    alongAxis("LogSoftmax", dialect) { m, x, axis in try m.compute.logSoftmax(x, axis: axis) }
  }

  private static func alongAxis(
    _ kind: String, _ dialect: Dialect, _ function: @escaping @Sendable (Machine, Tensor, Int) throws -> Tensor
  ) -> BuiltinLayer {
    let name = dialect == .torch ? "dim" : "axis"
    return BuiltinLayer(
      kind, dialect == .torch ? "dim=None" : "axis=-1, name=None",
      initialize: { m, layer, a in layer.set(name, a[1], &m) },
      compute: { m, layer, a in
        let x = try a.tensor(1, m)
        // With dim=None, torch chooses the axis by the input's rank.
        let axis = layer.isNone(name, m) ? NeuralOperations.usualAxis(x) : try layer.int(name, m)
        return try m.new(function(m, x, axis))
      },
      text: { instance, m in "\(name)=\(instance.float(name, m))" })
  }

  static func glu(_ dialect: Dialect) -> BuiltinLayer {
    let name = dialect == .torch ? "dim" : "axis"
    return BuiltinLayer(
      "GLU", dialect == .torch ? "dim=-1" : "axis=-1, name=None",
      initialize: { m, layer, a in layer.set(name, a[1], &m) },
      compute: { m, layer, a in try m.new(m.compute.glu(a.tensor(1, m), axis: layer.int(name, m))) },
      text: { instance, _ in "\(name)=\(instance.int(name))" })
  }

  /// Makes an activation layer that is computed by several tensor functions.
  static func composed(
    _ name: String, _ signature: String, _ function: @escaping @Sendable (Machine, Tensor) throws -> Tensor
  ) -> BuiltinLayer {
    BuiltinLayer(
      name, signature, initialize: { _, _, _ in }, compute: { m, _, a in try m.new(function(m, a.tensor(1, m))) })
  }

  static func leakyReLU(_ dialect: Dialect) -> BuiltinLayer {
    withNumbers("LeakyReLU", "negative_slope=0.01", ["negative_slope"], dialect, takesInplace: true) {
      .leakyRelu(slope: $0[0])
    }
  }

  static func elu(_ dialect: Dialect) -> BuiltinLayer {
    withNumbers("ELU", "alpha=1.0", ["alpha"], dialect, takesInplace: true) { .elu(alpha: $0[0]) }
  }

  static func softplus(_ dialect: Dialect) -> BuiltinLayer {
    let defaults = dialect == .torch ? "beta=1.0, threshold=20.0" : "beta=1, threshold=20"
    return withNumbers("Softplus", defaults, ["beta", "threshold"], dialect, takesInplace: false) {
      .softplus(beta: $0[0], threshold: $0[1])
    }
  }

  /// Makes an activation layer whose first arguments are numbers, such as `negative_slope`.
  private static func withNumbers(
    _ name: String, _ defaults: String, _ names: [String], _ dialect: Dialect, takesInplace: Bool,
    _ function: @escaping @Sendable ([Double]) -> UnaryFunction
  ) -> BuiltinLayer {
    let rest = dialect == .paddle ? ", name=None" : takesInplace ? ", inplace=False" : ""
    return BuiltinLayer(
      name, defaults + rest,
      initialize: { m, layer, a in
        for (index, name) in names.enumerated() {
          _ = try a.double(index + 1, m)
          layer.set(name, a[index + 1], &m)
        }
      },
      compute: { m, layer, a in
        try m.new(m.compute.unary(function(names.map { try layer.double($0, m) }), a.tensor(1, m)))
      },
      text: { instance, m in names.map { "\($0)=\(instance.float($0, m))" }.joined(separator: ", ") })
  }
}
