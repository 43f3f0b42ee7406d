import Tensors

/// Pooling, resampling and transposed convolutions.
enum PoolingOperations {
  static let rows: [Operation] = [1, 2].flatMap(ofAxes) + others

  private static func ofAxes(_ axes: Int) -> [Operation] {
    let format = DataFormat.names(axes)[0]
    return [
      Operation(
        .functional,
        torch: "max_pool\(axes)d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, "
          + "return_indices=False)"
      ) { m, a in
        if try a.bool(6, m) { throw ListingError.unsupported("max_pool\(axes)d: return_indices") }
        let windows = try Windows(a, m, axes: axes, roundsUp: a.bool(5, m), dilation: a.sizes(4, m, axes: axes))
        return try m.new(windows.max(a.tensor(0, m), m))
      },
      Operation(
        .functional,
        torch: axes == 1
          ? "avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True)"
          : "avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, "
            + "divisor_override=None)"
      ) { m, a in
        let windows = try Windows(a, m, axes: axes, roundsUp: a.bool(4, m))
        return try m.new(
          windows.mean(
            a.tensor(0, m), countsPadding: a.bool(5, m), divisor: axes == 1 ? nil : a.optionalInt(6, m), m))
      },
      Operation(
        .functional,
        paddle: "max_pool\(axes)d(x, kernel_size, stride=None, padding=0, return_mask=False, ceil_mode=False"
          + (axes == 1 ? ", name=None)" : ", data_format='\(format)', name=None)")
      ) { m, a in
        if try a.bool(4, m) { throw ListingError.unsupported("max_pool\(axes)d: return_mask") }
        let windows = try Windows(a, m, axes: axes, roundsUp: a.bool(5, m), format: axes == 1 ? nil : a[6])
        return try m.new(windows.max(a.tensor(0, m), m))
      },
      // With exclusive=True, the average does not count the padding.
      Operation(
        .functional,
        paddle: axes == 1
          ? "avg_pool1d(x, kernel_size, stride=None, padding=0, exclusive=True, ceil_mode=False, name=None)"
          : "avg_pool2d(x, kernel_size, stride=None, padding=0, ceil_mode=False, exclusive=True, "
            + "divisor_override=None, data_format='NCHW', name=None)"
      ) { m, a in
        let (exclusive, roundsUp) = axes == 1 ? (4, 5) : (5, 4)
        let windows = try Windows(a, m, axes: axes, roundsUp: a.bool(roundsUp, m), format: axes == 1 ? nil : a[7])
        return try m.new(
          windows.mean(
            a.tensor(0, m), countsPadding: !a.bool(exclusive, m), divisor: axes == 1 ? nil : a.optionalInt(6, m), m))
      },
      adaptive("adaptive_avg_pool\(axes)d", axes, .mean), adaptive("adaptive_max_pool\(axes)d", axes, .max),
      Operation(
        .functional,
        torch: "conv_transpose\(axes)d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, "
          + "dilation=1)",
        paddle: axes == 1
          ? "conv1d_transpose(x, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)"
          : "conv2d_transpose(x, weight, bias=None, stride=1, padding=0, output_padding=0, dilation=1, groups=1)"
      ) { m, a in
        let (groups, dilation) = a.dialect == .torch || axes == 1 ? (6, 7) : (7, 6)
        return try m.new(
          m.compute.transposedConvolution(
            a.tensor(0, m), a.tensor(1, m), bias: a.optionalTensor(2, m), stride: a.sizes(3, m, axes: axes),
            padding: a.sizes(4, m, axes: axes), outputPadding: a.sizes(5, m, axes: axes),
            dilation: a.sizes(dilation, m, axes: axes), groups: a.int(groups, m)))
      },
    ]
  }

  private static let others: [Operation] = [
    Operation(
      .functional,
      torch: "interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, "
        + "recompute_scale_factor=None, antialias=False)", aliases: ["upsample"]
    ) { m, a in
      try m.new(
        Resampling(
          size: a[1], scale: a[2], mode: a.string(3, m), alignsCorners: m.truth(of: a[4]),
          recomputes: m.truth(of: a[5]))(a.tensor(0, m), m))
    },
    Operation(
      .functional,
      paddle: "interpolate(x, size=None, scale_factor=None, mode='nearest', align_corners=False, align_mode=0, "
        + "data_format='NCHW', name=None)"
    ) { m, a in
      guard case .int(0) = a[5] else { throw ListingError.unsupported("interpolate: align_mode=1") }
      guard case .string(let format) = a[6], format.hasPrefix("NC") else {
        throw ListingError.unsupported("interpolate: a data_format with channels last")
      }
      return try m.new(
        Resampling(
          size: a[1], scale: a[2], mode: a.string(3, m), alignsCorners: a.bool(4, m), recomputes: false)(
            a.tensor(0, m), m))
    },
    Operation(.functional, torch: "pixel_shuffle(input, upscale_factor)") { m, a in
      try m.new(pixelShuffle(a.tensor(0, m), a.int(1, m), m))
    },
    Operation(.functional, paddle: "pixel_shuffle(x, upscale_factor, data_format='NCHW', name=None)") { m, a in
      guard case .string("NCHW") = a[2] else { throw ListingError.unsupported("pixel_shuffle: NHWC") }
      return try m.new(pixelShuffle(a.tensor(0, m), a.int(1, m), m))
    },
  ]

  private static func adaptive(_ name: String, _ axes: Int, _ reduction: Reduction) -> Operation {
    let isMax = reduction == .max
    return Operation(
      .functional, torch: "\(name)(input, output_size\(isMax ? ", return_indices=False" : ""))",
      paddle: isMax
        ? "\(name)(x, output_size, return_mask=False, name=None)"
        : axes == 1 ? "\(name)(x, output_size, name=None)" : "\(name)(x, output_size, data_format='NCHW', name=None)"
    ) { m, a in
      if isMax, try a.bool(2, m) { throw ListingError.unsupported("\(name): \(a.parameters[2])") }
      let x = try a.tensor(0, m)
      try checkRank(of: x, over: axes, name)
      return try m.new(m.compute.adaptivePool(x, to: sizes(a[1], axes, m), reduction))
    }
  }

  /// Throws unless `x` has the shape [batch, channels, …] or [channels, …], where … is `axes` axes of time or space.
  static func checkRank(of x: Tensor, over axes: Int, _ operation: String) throws {
    guard x.rank == axes + 2 || x.rank == axes + 1 else {
      throw TensorError.rankMismatch(
        operation: operation, what: "the input", expected: "\(axes + 1) or \(axes + 2)", found: x.shape)
    }
  }

  /// The sizes in an `output_size` argument: one for all axes, or one for each axis. Nil, for None, keeps the input's
  /// size.
  static func sizes(_ value: Value, _ axes: Int, _ m: Machine) throws -> [Int?] {
    let items = m.items(of: value) ?? [value]
    guard items.count == axes || items.count == 1 else {
      throw ListingError(.valueError, "output_size needs 1 or \(axes) sizes, not \(items.count)")
    }
    let sizes: [Int?] = try items.map { if case .none = $0 { nil } else { try m.index($0) } }
    return sizes.count == axes ? sizes : [Int?](repeating: sizes[0], count: axes)
  }

  /// Reorders the elements from [.., c·r², h, w] to [.., c, h·r, w·r], where r is `factor`.
  static func pixelShuffle(_ x: Tensor, _ factor: Int, _ m: Machine) throws -> Tensor {
    guard x.rank >= 3, (1...1 << 15).contains(factor), x.shape[x.rank - 3] % (factor * factor) == 0 else {
      throw TensorError.unsuitableShapes(
        operation: "pixel_shuffle", expected: "a number of channels that \(factor)² divides", [x.shape])
    }
    let outer = Array(x.shape.dropLast(3))
    let (channels, height, width) = (x.shape[x.rank - 3] / (factor * factor), x.shape[x.rank - 2], x.shape[x.rank - 1])
    let first = outer.count
    // [.., c, r, r, h, w] → [.., c, h, r, w, r]
    return try x.reshaped(to: outer + [channels, factor, factor, height, width])
      .permuted(Array(0..<first) + [first, first + 3, first + 1, first + 4, first + 2])
      .reshaped(to: outer + [channels, height * factor, width * factor])
  }
}

/// The windows of a pooling operation. In both frameworks kernel, stride and padding are the second to fourth
/// arguments.
struct Windows {
  let windows: PoolingWindows
  let isChannelsLast: Bool

  init(
    _ a: Arguments, _ m: Machine, axes: Int, roundsUp: Bool, dilation: [Int]? = nil,
    format: Value? = nil
  ) throws {
    let size = try a.sizes(1, m, axes: axes)
    // In torch, an empty stride means the kernel's size.
    let isOpen = a.isNone(2) || m.items(of: a[2])?.isEmpty == true
    windows = PoolingWindows(
      size: size, stride: try isOpen ? size : a.sizes(2, m, axes: axes),
      padding: try a.sizes(3, m, axes: axes), dilation: dilation, roundsUp: roundsUp)
    // With ceil_mode, Paddle keeps windows that begin in the padding after the input, and torch drops them. fwdb has
    // only torch's rule.
    if roundsUp, windows.padding.contains(where: { $0 > 0 }), a.dialect == .paddle {
      throw ListingError.unsupported("\(a.function): ceil_mode together with padding")
    }
    isChannelsLast =
      try format.map {
        try DataFormat.isChannelsLast($0, among: DataFormat.names(axes), a.function)
      } ?? false
  }

  func max(_ x: Tensor, _ m: Machine) throws -> Tensor {
    try placed(x, "max_pool", m) { try m.compute.maxPool($0, windows) }
  }

  func mean(_ x: Tensor, countsPadding: Bool, divisor: Int?, _ m: Machine) throws -> Tensor {
    try placed(x, "avg_pool", m) {
      try m.compute.averagePool($0, windows, countsPadding: countsPadding, divisor: divisor)
    }
  }

  private func placed(
    _ x: Tensor, _ name: String, _ m: Machine, _ body: (Tensor) throws -> Tensor
  ) throws -> Tensor {
    let axes = windows.size.count
    try PoolingOperations.checkRank(of: x, over: axes, "\(name)\(axes)d")
    guard isChannelsLast else { return try body(x) }
    return try m.compute.dense(body(x.withChannelsSecond()).withChannelsLast())
  }
}

/// The arguments of `interpolate`.
struct Resampling {
  let size: Value
  let scale: Value
  let mode: String
  let alignsCorners: Bool
  /// torch's `recompute_scale_factor`: whether the scales are computed again from the rounded output sizes.
  let recomputes: Bool

  func callAsFunction(_ x: Tensor, _ m: Machine) throws -> Tensor {
    let axes = x.rank - 2
    let names = ["nearest": nil, "linear": 1, "bilinear": 2, "trilinear": 3] as [String: Int?]
    guard let wanted = names[mode] else {
      throw ListingError.unsupported("interpolate: mode '\(mode)'")
    }
    guard axes >= 1, wanted == nil || wanted == axes else {
      throw ListingError(.valueError, "interpolate: mode '\(mode)' does not accept an input of \(x.rank) axes")
    }
    func each(_ value: Value) throws -> [Value]? {
      if case .none = value { return nil }
      guard let items = m.items(of: value), !m.isTensor(value) else { return [Value](repeating: value, count: axes) }
      guard items.count == axes else {
        throw ListingError(.valueError, "interpolate: \(items.count) sizes are given for \(axes) axes")
      }
      return items
    }
    let spatial = Array(x.shape.dropFirst(2))
    var sizes: [Int]
    var scales = [Double?](repeating: nil, count: axes)
    switch (try each(size), try each(scale)) {
    case (let given?, nil): sizes = try given.map { try m.index($0) }
    case (nil, let given?):
      let factors = try given.map { try m.scalar($0).double }
      if factors.contains(where: { !($0 > 0 && $0 < 1e6) }) {
        throw ListingError(.valueError, "interpolate: a scale_factor must be positive and of reasonable size")
      }
      sizes = zip(spatial, factors).map { Int((Double($0) * $1).rounded(.down)) }
      if !recomputes { scales = factors }
    default: throw ListingError(.valueError, "interpolate: give either size or scale_factor")
    }
    return try m.compute.interpolate(
      x, to: sizes, scales: scales, mode == "nearest" ? .nearest : .linear(alignsCorners: alignsCorners))
  }
}
