import Tensors

/// Layers that pad their input.
extension BuiltinLayers {
  static func pads(_ dialect: Dialect) -> [BuiltinLayer] {
    let ways: [(String, Compute.Padding)] = [
      ("Zero", .constant(.int(0))), ("Constant", .constant(.int(0))), ("Reflection", .reflect),
      ("Replication", .replicate), ("Circular", .circular),
    ]
    guard dialect == .torch else { return [1, 2, 3].map(paddlePad) + [1, 2, 3].map(paddleZeroPad) }
    return ways.flatMap { name, way in (1...3).map { pad("\(name)Pad\($0)d", axes: $0, way) } }
  }

  private static func pad(_ name: String, axes: Int, _ way: Compute.Padding) -> BuiltinLayer {
    let takesValue = name.hasPrefix("Constant")
    return BuiltinLayer(
      name, takesValue ? "padding, value" : "padding",
      initialize: { m, layer, a in
        layer.set("padding", .tuple(try amounts(a[1], axes, m).map(Value.int)), &m)
        if takesValue { layer.set("value", a[2], &m) }
      },
      compute: { m, layer, a in
        let value =
          takesValue ? try m.scalar(layer.attribute("value", m)) : Scalar.int(0)
        return try m.new(padded(a.tensor(1, m), layer.ints("padding", m), takesValue ? .constant(value) : way, name, m))
      },
      text: { instance, m in
        let padding = shapeDescription(instance.ints("padding"))
        return takesValue ? "padding=\(padding), value=\(instance.float("value", m))" : padding
      })
  }

  private static func paddlePad(_ axes: Int) -> BuiltinLayer {
    let format = DataFormat.names(axes)[0]
    return BuiltinLayer(
      "Pad\(axes)D", "padding, mode='constant', value=0.0, data_format='\(format)', name=None",
      initialize: { m, layer, a in
        layer.set("padding", m.list(try amounts(a[1], axes, m).map(Value.int)), &m)
        layer.set("mode", a[2], &m)
        layer.set("value", a[3], &m)
        _ = try DataFormat.isChannelsLast(a[4], among: DataFormat.names(axes), "Pad\(axes)D")
        layer.set("data_format", a[4], &m)
      },
      compute: { m, layer, a in try paddlePadded(&m, layer, a, "Pad\(axes)D") },
      text: { instance, m in
        "padding=\(instance.float("padding", m)), mode=\(instance.text("mode")), value=\(instance.float("value", m)), "
          + "data_format=\(instance.text("data_format"))"
      })
  }

  private static func paddleZeroPad(_ axes: Int) -> BuiltinLayer {
    let format = DataFormat.names(axes)[0]
    return BuiltinLayer(
      "ZeroPad\(axes)D", "padding, data_format='\(format)', name=None",
      initialize: { m, layer, a in
        layer.set("padding", m.list(try amounts(a[1], axes, m).map(Value.int)), &m)
        layer.set("mode", .string("constant"), &m)
        layer.set("value", .float(0), &m)
        _ = try DataFormat.isChannelsLast(a[2], among: DataFormat.names(axes), "ZeroPad\(axes)D")
        layer.set("data_format", a[2], &m)
      },
      compute: { m, layer, a in try paddlePadded(&m, layer, a, "ZeroPad\(axes)D") },
      text: { instance, m in
        "padding=\(instance.float("padding", m)), data_format=\(instance.text("data_format"))"
      })
  }

  private static func paddlePadded(
    _ m: inout Machine, _ layer: LayerInstance, _ a: Arguments, _ name: String
  ) throws -> Value {
    let mode = if case .string(let mode) = layer.attribute("mode", m) { mode } else { "" }
    guard let way = try NeuralOperations.padding(mode, value: m.scalar(layer.attribute("value", m))) else {
      throw ListingError.unsupported("\(name): mode '\(mode)'")
    }
    let x = try a.tensor(1, m)
    let isLast = layer.isChannelsLast(m) && x.rank > 2
    let result = try padded(isLast ? x.withChannelsSecond() : x, layer.ints("padding", m), way, name, m)
    return try m.new(isLast ? m.compute.dense(result.withChannelsLast()) : result)
  }

  private static func amounts(_ value: Value, _ axes: Int, _ m: Machine) throws -> [Int] {
    guard let amounts = try m.integers(in: value) else {
      return [Int](repeating: try m.index(value), count: 2 * axes)
    }
    guard amounts.count == 2 * axes else {
      throw ListingError(.valueError, "padding needs 1 or \(2 * axes) amounts, not \(amounts.count)")
    }
    return amounts
  }

  /// Pads by `amounts`: pairs (before, after), from the last axis to the first.
  private static func padded(
    _ x: Tensor, _ amounts: [Int], _ way: Compute.Padding, _ name: String, _ m: Machine
  ) throws -> Tensor {
    guard x.rank >= amounts.count / 2 else {
      throw TensorError.unsuitableShapes(
        operation: name, expected: "an input of at least \(amounts.count / 2) axes", [x.shape])
    }
    return try NeuralOperations.padded(x, pairs: amounts, axes: (0..<x.rank).reversed(), way, m)
  }
}
