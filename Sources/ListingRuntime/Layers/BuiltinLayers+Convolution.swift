import Tensors

extension BuiltinLayers {
  /// `ConvolutionPadding` reads a layer's attribute `padding` as if it were an argument of this function. If the
  /// attribute is invalid, the error message contains this function's name.
  private static let paddingReader = BuiltinFunction("convolution(padding)") { _, _ in .none }

  static func convolution(_ axes: Int, _ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    return BuiltinLayer(
      torch ? "Conv\(axes)d" : "Conv\(axes)D",
      torch
        ? "in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, "
          + "padding_mode='zeros', device=None, dtype=None"
        : "in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, "
          + "padding_mode='zeros', weight_attr=None, bias_attr=None, data_format='\(DataFormat.names(axes)[0])'",
      initialize: { m, layer, a in
        let (input, output, groups) = try setChannels(layer, a, &m)
        let kernel = try a.sizes(3, m, axes: axes)
        for (index, name) in [(3, "kernel_size"), (4, "stride"), (6, "dilation")] {
          layer.set(name, .tuple(try a.sizes(index, m, axes: axes).map(Value.int)), &m)
        }
        if !torch, m.items(of: a[5])?.contains(where: { m.items(of: $0) != nil }) ?? false {
          throw ListingError.unsupported("convolution: padding with pairs for all axes")
        }
        _ = try ConvolutionPadding(a, 5, m, axes: axes, stride: a.sizes(4, m, axes: axes), dialect)
        if !torch { layer.set("shown_padding", .string(m.representation(of: a[5])), &m) }
        if case .string = a[5] {
          layer.set("padding", a[5], &m)
        } else {
          let given = try a.sizes(5, m)
          layer.set(
            "padding", .tuple((given.count == 1 ? [Int](repeating: given[0], count: axes) : given).map(Value.int)), &m)
        }
        if !torch {
          _ = try DataFormat.isChannelsLast(a[11], among: DataFormat.names(axes), "convolution")
          layer.set("data_format", a[11], &m)
        }
        let mode = try a.string(torch ? 9 : 8, m)
        guard mode == "zeros" || NeuralOperations.padding(mode, value: .int(0)) != nil, mode != "constant" else {
          throw ListingError(
            .valueError,
            "padding_mode must be one of 'zeros', 'reflect', 'replicate' or 'circular', but got padding_mode='\(mode)'")
        }
        layer.set("padding_mode", a[torch ? 9 : 8], &m)
        try layer.setParameter("weight", shape: [output, input / groups] + kernel, &m)
        try layer.setParameter("bias", shape: [output], isPresent: torch ? a.bool(8, m) : hasBias(a[10]), &m)
      },
      compute: { m, layer, a in
        let (input, weight, bias) = try (a.tensor(1, m), layer.tensor("weight", m), layer.optionalTensor("bias", m))
        let stride = try layer.ints("stride", m)
        let given = Arguments(
          function: paddingReader, values: [layer.attribute("padding", m)],
          rest: [], named: [])
        let mode = if case .string(let mode) = layer.attribute("padding_mode", m) { mode } else { "zeros" }
        let convolution = try Convolution(
          stride: stride, padding: ConvolutionPadding(given, 0, m, axes: axes, stride: stride, dialect),
          dilation: layer.ints("dilation", m), groups: layer.int("groups", m), isChannelsLast: layer.isChannelsLast(m),
          surroundings: NeuralOperations.padding(mode, value: .int(0)))
        return try m.new(convolution(input, weight, bias: bias, m))
      },
      text: { instance, _ in text(of: instance, axes, dialect) })
  }
}

extension BuiltinLayers {
  /// Throws if the padding of a transposed convolution of Paddle is a name or has amounts for each side.
  private static func refuseOtherPaddings(_ padding: Value, axes: Int, _ m: Machine) throws {
    let count = m.items(of: padding)?.count ?? 1
    if case .string = padding { throw ListingError.unsupported("a transposed convolution: padding by name") }
    if count > 1 && count != axes {
      throw ListingError.unsupported("a transposed convolution: padding with amounts for each side")
    }
  }

  /// Sets the numbers of input channels, output channels and groups. The argument at index `place` is the number of
  /// groups.
  private static func setChannels(
    _ layer: LayerInstance, _ a: Arguments, groups place: Int = 7, _ m: inout Machine
  ) throws -> (input: Int, output: Int, groups: Int) {
    let (input, output, groups) = (try a.int(1, m), try a.int(2, m), try a.int(place, m))
    guard groups > 0, input % groups == 0, output % groups == 0 else {
      throw ListingError(.valueError, "convolution: \(groups) groups do not divide \(input) and \(output) channels")
    }
    layer.set("in_channels", .int(input), &m)
    layer.set("out_channels", .int(output), &m)
    layer.set("groups", .int(groups), &m)
    return (input, output, groups)
  }

  /// The printed form of a convolution. torch always prints the stride; Paddle prints it only if it is not 1.
  private static func text(of instance: Instance, _ axes: Int, _ dialect: Dialect) -> String {
    let torch = dialect == .torch
    let (zeros, ones) = ([Int](repeating: 0, count: axes), [Int](repeating: 1, count: axes))
    func show(_ sizes: [Int]) -> String { torch ? shapeDescription(sizes) : "\(sizes)" }
    // Paddle prints the arguments of paddings unchanged.
    func showPadding(_ amounts: [Int], _ name: String) -> String {
      if !torch, !instance.text(name).isEmpty { return instance.text(name) }
      return !torch && Set(amounts).count == 1 ? String(amounts[0]) : show(amounts)
    }
    let (stride, padding) = (instance.ints("stride"), instance.ints("padding"))
    let (dilation, outputPadding) = (instance.ints("dilation"), instance.ints("output_padding"))
    var text = "\(instance.int("in_channels")), \(instance.int("out_channels"))"
    text += ", kernel_size=\(show(instance.ints("kernel_size")))"
    if torch || stride != ones { text += ", stride=\(show(stride))" }
    if !instance.text("padding").isEmpty {
      text += ", padding=\(instance.text("padding"))"
    } else if padding != zeros {
      text += ", padding=\(showPadding(padding, "shown_padding"))"
    }
    let mode = instance.text("padding_mode")
    let shownMode = mode.isEmpty || mode == "zeros" ? "" : ", padding_mode=\(mode)"
    if !torch { text += shownMode }
    if dilation != ones { text += ", dilation=\(show(dilation))" }
    if instance.has("output_padding"), outputPadding != zeros {
      text += ", output_padding=\(showPadding(outputPadding, "shown_output_padding"))"
    }
    if instance.int("groups") != 1 { text += ", groups=\(instance.int("groups"))" }
    if torch, !instance.has("bias") { text += ", bias=False" }
    if torch { return text + shownMode }
    let format = instance.text("data_format")
    return text + ", data_format=\(format.isEmpty ? DataFormat.names(axes)[0] : format)"
  }

  /// A transposed convolution: each input element adds to the output a copy of the kernel, multiplied by the element.
  static func transposedConvolution(_ axes: Int, _ dialect: Dialect) -> BuiltinLayer {
    let torch = dialect == .torch
    return BuiltinLayer(
      torch ? "ConvTranspose\(axes)d" : "Conv\(axes)DTranspose",
      torch
        ? "in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, "
          + "dilation=1, padding_mode='zeros', device=None, dtype=None"
        : "in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, "
          + (axes == 1 ? "groups=1, dilation=1" : "dilation=1, groups=1") + ", "
          + "weight_attr=None, bias_attr=None, data_format='\(DataFormat.names(axes)[0])'",
      forward: torch ? "input, output_size=None" : "x, output_size=None",
      initialize: { m, layer, a in
        let (input, output, groups) = try setChannels(layer, a, groups: torch || axes == 1 ? 7 : 8, &m)
        if !torch { try refuseOtherPaddings(a[5], axes: axes, m) }
        let kernel = try a.sizes(3, m, axes: axes)
        for (index, name) in [
          (3, "kernel_size"), (4, "stride"), (5, "padding"), (6, "output_padding"),
          (torch ? 9 : axes == 1 ? 8 : 7, "dilation"),
        ] {
          layer.set(name, .tuple(try a.sizes(index, m, axes: axes).map(Value.int)), &m)
        }
        if torch, try a.string(10, m) != "zeros" {
          throw ListingError(.valueError, "Only \"zeros\" padding mode is supported for ConvTranspose\(axes)d")
        }
        if !torch {
          _ = try DataFormat.isChannelsLast(a[11], among: DataFormat.names(axes), "convolution")
          layer.set("data_format", a[11], &m)
          layer.set("shown_padding", .string(m.representation(of: a[5])), &m)
          layer.set("shown_output_padding", .string(m.representation(of: a[6])), &m)
        }
        try layer.setParameter("weight", shape: [input, output / groups] + kernel, &m)
        try layer.setParameter("bias", shape: [output], isPresent: torch ? a.bool(8, m) : hasBias(a[10]), &m)
      },
      compute: { m, layer, a in
        let convolution = try TransposedConvolution(
          dialect: dialect, stride: layer.ints("stride", m), padding: layer.ints("padding", m),
          outputPadding: layer.ints("output_padding", m), dilation: layer.ints("dilation", m),
          groups: layer.int("groups", m), isChannelsLast: layer.isChannelsLast(m))
        var size = try a.isNone(2) ? nil : a.sizes(2, m)
        // torch also accepts the whole shape of the result.
        let outer = try a.tensor(1, m).rank - axes
        if torch, let given = size, outer == 1 || outer == 2 {
          if given.count == axes + outer {
            size = Array(given.suffix(axes))
          } else if given.count != axes {
            throw ListingError(
              .valueError,
              "ConvTranspose\(axes)D: for \(axes + outer)D input, output_size must have \(axes) or \(axes + outer) "
                + "elements (got \(given.count))")
          }
        }
        return try m.new(
          convolution(
            a.tensor(1, m), layer.tensor("weight", m), bias: layer.optionalTensor("bias", m), size: size, m))
      },
      text: { instance, _ in text(of: instance, axes, dialect) })
  }
}
