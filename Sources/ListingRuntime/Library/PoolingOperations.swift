import Tensors

/// Pooling, resampling and transposed convolutions.
enum PoolingOperations {
  static let rows: [Operation] = [1, 2, 3].flatMap(ofAxes) + others

  private static func ofAxes(_ axes: Int) -> [Operation] {
    let format = DataFormat.names(axes)[0]
    return [
      Operation(
        [.library, .functional],
        torch: "max_pool\(axes)d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, "
          + "return_indices=False)"
      ) { m, a in
        let windows = try Windows(a, m, axes: axes, roundsUp: a.bool(5, m), dilation: a.sizes(4, m, axes: axes))
        return try a.bool(6, m)
          ? windows.maxWithPositions(a.tensor(0, m), a.dialect, &m) : m.new(windows.max(a.tensor(0, m), m))
      },
      Operation(
        axes == 1 ? [.library, .functional] : .functional,
        torch: "max_pool\(axes)d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, "
          + "return_indices=False)"
      ) { m, a in
        let windows = try Windows(a, m, axes: axes, roundsUp: a.bool(5, m), dilation: a.sizes(4, m, axes: axes))
        return try windows.maxWithPositions(a.tensor(0, m), .torch, &m)
      },
      Operation(
        axes == 1 ? [.library, .functional] : .functional,
        torch: axes == 1
          ? "avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True)"
          : "avg_pool\(axes)d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, "
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
        let windows = try Windows(a, m, axes: axes, roundsUp: a.bool(5, m), format: axes == 1 ? nil : a[6])
        return try a.bool(4, m)
          ? windows.maxWithPositions(a.tensor(0, m), a.dialect, &m) : m.new(windows.max(a.tensor(0, m), m))
      },
      // With exclusive=True, the average does not count the padding.
      Operation(
        .functional,
        paddle: axes == 1
          ? "avg_pool1d(x, kernel_size, stride=None, padding=0, exclusive=True, ceil_mode=False, name=None)"
          : "avg_pool\(axes)d(x, kernel_size, stride=None, padding=0, ceil_mode=False, exclusive=True, "
            + "divisor_override=None, data_format='\(format)', name=None)"
      ) { m, a in
        let (exclusive, roundsUp) = axes == 1 ? (4, 5) : (5, 4)
        let windows = try Windows(a, m, axes: axes, roundsUp: a.bool(roundsUp, m), format: axes == 1 ? nil : a[7])
        return try m.new(
          windows.mean(
            a.tensor(0, m), countsPadding: !a.bool(exclusive, m), divisor: axes == 1 ? nil : a.optionalInt(6, m), m))
      },
      adaptive("adaptive_avg_pool\(axes)d", axes, .mean), adaptive("adaptive_max_pool\(axes)d", axes, .max),
      Operation(.functional, torch: "adaptive_max_pool\(axes)d_with_indices(input, output_size, return_indices=False)")
      {
        m, a in try adaptiveMaxWithPositions(&m, a, axes)
      },
      Operation(
        [.library, .functional],
        torch: "conv_transpose\(axes)d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, "
          + "dilation=1)"
      ) { m, a in try transposedConvolution(&m, a, axes, groups: 6, dilation: 7) },
      Operation(
        .functional,
        paddle: "conv\(axes)d_transpose(x, weight, bias=None, stride=1, padding=0, output_padding=0, "
          + (axes == 2 ? "dilation=1, groups=1" : "groups=1, dilation=1")
          + ", output_size=None, data_format='\(format)', name=None)"
      ) { m, a in
        try transposedConvolution(&m, a, axes, groups: axes == 2 ? 7 : 6, dilation: axes == 2 ? 6 : 7)
      },
    ]
  }

  /// Computes a transposed convolution such as `conv_transpose1d`. In Paddle's signature, `output_size` and
  /// `data_format` have the indices 8 and 9.
  private static func transposedConvolution(
    _ m: inout Machine, _ a: Arguments, _ axes: Int, groups: Int, dilation: Int
  ) throws -> Value {
    var convolution = TransposedConvolution(
      dialect: a.dialect,
      stride: try a.sizes(3, m, axes: axes), padding: try a.sizes(4, m, axes: axes),
      outputPadding: try a.sizes(5, m, axes: axes), dilation: try a.sizes(dilation, m, axes: axes),
      groups: try a.int(groups, m))
    var size: [Int]?
    if a.dialect == .paddle {
      convolution.isChannelsLast = try DataFormat.isChannelsLast(a[9], among: DataFormat.names(axes), a.function)
      size = try a.isNone(8) ? nil : a.sizes(8, m, axes: axes)
    }
    return try m.new(convolution(a.tensor(0, m), a.tensor(1, m), bias: a.optionalTensor(2, m), size: size, m))
  }

  private static let others: [Operation] = [
    Operation(.library, torch: "adaptive_avg_pool1d(input, output_size)") { m, a in
      let x = try a.tensor(0, m)
      try checkRank(of: x, over: 1, a.function)
      return try m.new(m.compute.adaptivePool(x, to: sizes(a[1], 1, m), .mean))
    },
    // Unlike `nn.functional.adaptive_max_pool1d`, the function `torch.adaptive_max_pool1d` always returns a tuple of
    // the maxima and their positions.
    Operation(.library, torch: "adaptive_max_pool1d(input, output_size)") { m, a in
      try adaptiveMaxWithPositions(&m, a, 1)
    },
    Operation(
      .functional,
      torch: "interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, "
        + "recompute_scale_factor=None, antialias=False)"
    ) { m, a in
      try m.new(
        Resampling(
          size: a[1], scale: a[2], mode: a.string(3, m), corners: a.isNone(4) ? nil : a.bool(4, m),
          recomputes: a.bool(5, m), isSmooth: a.bool(6, m))(a.tensor(0, m), m))
    },
    Operation(
      .functional, torch: "upsample(input, size=None, scale_factor=None, mode='nearest', align_corners=None)"
    ) { m, a in
      try m.new(
        Resampling(
          size: a[1], scale: a[2], mode: a.string(3, m), corners: a.isNone(4) ? nil : a.bool(4, m))(a.tensor(0, m), m))
    },
    Operation(.functional, torch: "upsample_nearest(input, size=None, scale_factor=None)") { m, a in
      try m.new(Resampling(size: a[1], scale: a[2], mode: "nearest")(a.tensor(0, m), m))
    },
    Operation(.functional, torch: "upsample_bilinear(input, size=None, scale_factor=None)") { m, a in
      try m.new(Resampling(size: a[1], scale: a[2], mode: "bilinear", corners: true)(a.tensor(0, m), m))
    },
    Operation(
      .functional,
      paddle: "interpolate(x, size=None, scale_factor=None, mode='nearest', align_corners=False, align_mode=0, "
        + "data_format=None, name=None)", aliases: ["upsample"]
    ) { m, a in
      let mode = try a.string(3, m).lowercased()
      let x = try a.tensor(0, m)
      let formats = ["NCW", "NWC", "NCL", "NLC", "NCHW", "NHWC", "NCDHW", "NDHWC"]
      let isLast = try !a.isNone(6) && DataFormat.isChannelsLast(a[6], among: formats, "interpolate")
      let startsFirst = try a.int(5, m) == 1
      let corners = try a.bool(4, m)
      if corners, mode == "nearest" {
        throw ListingError(.valueError, "interpolate: align_corners does not go with the mode 'nearest'")
      }
      let resampling = Resampling(
        size: a[1], scale: a[2], mode: mode, corners: mode == "nearest" || mode == "area" ? nil : corners,
        startsFirst: startsFirst)
      let result = try resampling(isLast && x.rank > 2 ? x.withChannelsSecond() : x, m)
      return try m.new(isLast ? m.compute.dense(result.withChannelsLast()) : result)
    },
    Operation([.library, .functional], torch: "pixel_shuffle(input, upscale_factor)") { m, a in
      try m.new(pixelShuffle(a.tensor(0, m), a.int(1, m), m))
    },
    Operation([.library, .functional], torch: "pixel_unshuffle(input, downscale_factor)") { m, a in
      try m.new(pixelUnshuffle(a.tensor(0, m), a.int(1, m), m))
    },
    Operation([.library, .functional], torch: "channel_shuffle(input, groups)", aliases: ["native_channel_shuffle"]) {
      m, a in try m.new(channelShuffle(a.tensor(0, m), a.int(1, m), m))
    },
    inFormat("pixel_shuffle", "upscale_factor", pixelShuffle),
    inFormat("pixel_unshuffle", "downscale_factor", pixelUnshuffle),
    inFormat("channel_shuffle", "groups", channelShuffle),
    Operation(
      .functional, torch: "unfold(input, kernel_size, dilation=1, padding=0, stride=1)"
    ) { m, a in
      let x = try a.tensor(0, m)
      let steps = try ConvolutionSteps(
        stride: a.sizes(4, m, axes: 2), padding: a.sizes(3, m, axes: 2), dilation: a.sizes(2, m, axes: 2))
      let columns = try m.compute.unfold(
        x.rank == 3 ? x.unsqueezed(at: 0) : x, kernel: a.sizes(1, m, axes: 2), steps)
      return try m.new(x.rank == 3 ? columns.squeezed(0) : columns)
    },
    Operation(
      .functional, torch: "fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1)"
    ) { m, a in
      let x = try a.tensor(0, m)
      let steps = try ConvolutionSteps(
        stride: a.sizes(5, m, axes: 2), padding: a.sizes(4, m, axes: 2), dilation: a.sizes(3, m, axes: 2))
      let image = try m.compute.fold(
        x.rank == 2 ? x.unsqueezed(at: 0) : x, to: a.sizes(1, m, axes: 2), kernel: a.sizes(2, m, axes: 2), steps)
      return try m.new(x.rank == 2 ? image.squeezed(0) : image)
    },
    Operation(
      .functional, paddle: "unfold(x, kernel_sizes, strides=1, paddings=0, dilations=1, name=None)"
    ) { m, a in
      var x = try a.tensor(0, m)
      var around = try a.sizes(3, m)
      if around.count == 4, x.rank == 4 {
        // If `paddings` has four items, they are the paddings of the top, left, bottom and right side.
        x = try m.compute.pad(x, before: [0, 0, around[0], around[1]], after: [0, 0, around[2], around[3]])
        around = [0, 0]
      } else {
        around = try a.sizes(3, m, axes: 2)
      }
      let steps = try ConvolutionSteps(
        stride: a.sizes(2, m, axes: 2), padding: around, dilation: a.sizes(4, m, axes: 2))
      return try m.new(m.compute.unfold(x, kernel: a.sizes(1, m, axes: 2), steps))
    },
    Operation(
      .functional, paddle: "fold(x, output_sizes, kernel_sizes, strides=1, paddings=0, dilations=1, name=None)"
    ) { m, a in
      let steps = try ConvolutionSteps(
        stride: a.sizes(3, m, axes: 2), padding: a.sizes(4, m, axes: 2), dilation: a.sizes(5, m, axes: 2))
      return try m.new(
        m.compute.fold(a.tensor(0, m), to: a.sizes(1, m, axes: 2), kernel: a.sizes(2, m, axes: 2), steps))
    },
    Operation(
      .functional, torch: "grid_sample(input, grid, mode='bilinear', padding_mode='zeros', align_corners=None)",
      paddle: "grid_sample(x, grid, mode='bilinear', padding_mode='zeros', align_corners=True, name=None)"
    ) { m, a in
      let modes = ["bilinear": .linear, "nearest": .nearest, "bicubic": .cubic] as [String: GridSampling.Mode]
      let (mode, outside) = (try a.string(2, m), try a.string(3, m))
      guard let mode = modes[mode], a.dialect == .torch || mode != .cubic else {
        throw ListingError(.valueError, "grid_sample: the mode '\(mode)' is not one of bilinear, nearest, bicubic")
      }
      let ways = ["zeros": .zeros, "border": .border, "reflection": .reflection] as [String: GridSampling.Outside]
      guard let outside = ways[outside] else {
        throw ListingError(
          .valueError, "grid_sample: the padding_mode '\(outside)' is not one of zeros, border, reflection")
      }
      return try m.new(
        m.compute.gridSample(
          a.tensor(0, m), a.tensor(1, m), GridSampling(mode, outside: outside, alignsCorners: a.bool(4, m))))
    },
    Operation(
      .functional, torch: "affine_grid(theta, size, align_corners=None)",
      paddle: "affine_grid(theta, out_shape, align_corners=True, name=None)"
    ) { m, a in try m.new(affineGrid(a.tensor(0, m), a.sizes(1, m), alignsCorners: a.bool(2, m), m)) },
    Operation(.functional, torch: "local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0)") { m, a in
      try m.new(localResponseNorm(a.tensor(0, m), a, m))
    },
    Operation(
      .functional, paddle: "local_response_norm(x, size, alpha=0.0001, beta=0.75, k=1.0, data_format='NCHW', name=None)"
    ) { m, a in
      let formats = [1, 2, 3].flatMap(DataFormat.names)
      let isLast = try DataFormat.isChannelsLast(a[5], among: formats, "local_response_norm")
      let x = try a.tensor(0, m)
      let result = try localResponseNorm(isLast && x.rank > 2 ? x.withChannelsSecond() : x, a, m)
      return try m.new(isLast ? m.compute.dense(result.withChannelsLast()) : result)
    },
  ]

  /// Makes the table row of a Paddle operation that takes an image and the argument `data_format`.
  private static func inFormat(
    _ name: String, _ parameter: String, _ body: @escaping @Sendable (Tensor, Int, Machine) throws -> Tensor
  ) -> Operation {
    Operation(.functional, paddle: "\(name)(x, \(parameter), data_format='NCHW', name=None)") { m, a in
      let isLast = try DataFormat.isChannelsLast(a[2], among: DataFormat.names(2), name)
      let x = try a.tensor(0, m)
      guard isLast else { return try m.new(body(x, a.int(1, m), m)) }
      guard x.rank == 4 else {
        throw TensorError.rankMismatch(operation: name, what: "the input", expected: "4", found: x.shape)
      }
      return try m.new(m.compute.dense(body(x.withChannelsSecond(), a.int(1, m), m).withChannelsLast()))
    }
  }

  private static func adaptive(_ name: String, _ axes: Int, _ reduction: Reduction) -> Operation {
    let isMax = reduction == .max
    let format = DataFormat.names(axes)[0]
    return Operation(
      .functional, torch: "\(name)(input, output_size\(isMax ? ", return_indices=False" : ""))",
      paddle: isMax
        ? "\(name)(x, output_size, return_mask=False, name=None)"
        : axes == 1
          ? "\(name)(x, output_size, name=None)" : "\(name)(x, output_size, data_format='\(format)', name=None)"
    ) { m, a in
      if isMax, try a.bool(2, m) { return try adaptiveMaxWithPositions(&m, a, axes) }
      let x = try a.tensor(0, m)
      try checkRank(of: x, over: axes, name)
      if !isMax, a.dialect == .paddle, axes > 1,
        try DataFormat.isChannelsLast(a[2], among: DataFormat.names(axes), name)
      {
        let pooled = try m.compute.adaptivePool(x.withChannelsSecond(), to: sizes(a[1], axes, m), reduction)
        return try m.new(m.compute.dense(pooled.withChannelsLast()))
      }
      return try m.new(m.compute.adaptivePool(x, to: sizes(a[1], axes, m), reduction))
    }
  }

  private static func adaptiveMaxWithPositions(_ m: inout Machine, _ a: Arguments, _ axes: Int) throws -> Value {
    let x = try a.tensor(0, m)
    try checkRank(of: x, over: axes, a.function)
    let (values, positions) = try m.compute.adaptiveMaxPoolWithPositions(x, to: sizes(a[1], axes, m))
    return .tuple([try m.new(values), try m.new(a.dialect == .paddle ? positions.converted(to: .int32) : positions)])
  }

  /// Throws unless `x` has the shape [batch, channels, …] or [channels, …]. The … stands for `axes` axes of time or
  /// space.
  static func checkRank(of x: Tensor, over axes: Int, _ operation: String) throws {
    guard x.rank == axes + 2 || x.rank == axes + 1 else {
      throw TensorError.rankMismatch(
        operation: operation, what: "the input", expected: "\(axes + 1) or \(axes + 2)", found: x.shape)
    }
  }

  /// The sizes in an argument `output_size`: one size for all axes, or one size for each axis. None becomes nil, which
  /// keeps the input's size.
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

  /// Reorders the elements from [.., c, h·r, w·r] to [.., c·r², h, w], where r is `factor`.
  static func pixelUnshuffle(_ x: Tensor, _ factor: Int, _ m: Machine) throws -> Tensor {
    guard x.rank >= 3, (1...1 << 15).contains(factor), x.shape[x.rank - 2] % factor == 0,
      x.shape[x.rank - 1] % factor == 0
    else {
      throw TensorError.unsuitableShapes(
        operation: "pixel_unshuffle", expected: "a height and a width that \(factor) divides", [x.shape])
    }
    // If the tensor has no elements, torch returns the tensor itself.
    if x.count == 0 { return x }
    let outer = Array(x.shape.dropLast(3))
    let (channels, height, width) = (x.shape[x.rank - 3], x.shape[x.rank - 2] / factor, x.shape[x.rank - 1] / factor)
    let first = outer.count
    // [.., c, h, r, w, r] → [.., c, r, r, h, w]
    return try x.reshaped(to: outer + [channels, height, factor, width, factor])
      .permuted(Array(0..<first) + [first, first + 2, first + 4, first + 1, first + 3])
      .reshaped(to: outer + [channels * factor * factor, height, width])
  }

  /// Reorders the channels from [batch, groups·c, …] to [batch, c·groups, …].
  static func channelShuffle(_ x: Tensor, _ groups: Int, _ m: Machine) throws -> Tensor {
    guard x.rank >= 3, groups > 0, x.shape[1] % groups == 0 else {
      throw TensorError.unsuitableShapes(
        operation: "channel_shuffle", expected: "a number of channels that \(groups) divides", [x.shape])
    }
    let inner = Array(x.shape[2...])
    return try m.compute.dense(
      x.reshaped(to: [x.shape[0], groups, x.shape[1] / groups] + inner).transposed(1, 2).reshaped(to: x.shape))
  }

  /// Computes the sampling positions of an affine transformation, for `grid_sample`.
  ///
  ///     theta   [batch, 2, 3] or [batch, 3, 4]
  ///     size    [batch, channels, height, width] or [batch, channels, depth, height, width]
  ///     result  [batch, …, 2] or [batch, …, 3]
  static func affineGrid(_ theta: Tensor, _ size: [Int], alignsCorners: Bool, _ m: Machine) throws -> Tensor {
    let axes = size.count - 2
    guard axes == 2 || axes == 3, theta.shape == [size[0], axes, axes + 1], theta.dtype.isFloatingPoint else {
      throw TensorError.unsuitableShapes(
        operation: "affine_grid", expected: "a theta of (N, 2, 3) and a size (N, C, H, W), or (N, 3, 4) and 5 sizes",
        [theta.shape, size])
    }
    if size.contains(where: { $0 < 1 }) {
      throw ListingError(.valueError, "affine_grid: expected non-zero, positive output size. Got \(size)")
    }
    let spatial = Array(size.dropFirst(2))
    var columns: [Tensor] = []
    for axis in (0..<axes).reversed() {
      let count = spatial[axis]
      var line =
        count == 1
        ? try m.compute.zeros([1], dtype: theta.dtype)
        : try m.compute.linspace(from: -1, to: 1, count: count, dtype: theta.dtype)
      if !alignsCorners { line = try m.compute.multiply(line, Double(count - 1) / Double(count)) }
      columns.append(
        try line.reshaped(to: spatial.indices.map { $0 == axis ? count : 1 }).expanded(to: spatial))
    }
    columns.append(
      try m.compute.ones([1], dtype: theta.dtype).reshaped(to: spatial.map { _ in 1 }).expanded(to: spatial))
    let base = try m.compute.stack(columns, axis: axes).reshaped(to: [1, spatial.reduce(1, *), axes + 1])
    let grid = try m.compute.matmul(base, theta.transposed(1, 2))
    return try grid.reshaped(to: [size[0]] + spatial + [axes])
  }

  /// Divides each element by (k + alpha · mean)^beta. The mean is over the squares of `size` neighbouring channels.
  static func localResponseNorm(_ x: Tensor, _ a: Arguments, _ m: Machine) throws -> Tensor {
    let size = try a.int(1, m)
    let (alpha, beta, k) = (try a.double(2, m), try a.double(3, m), try a.double(4, m))
    guard x.rank >= 3, (1...1 << 20).contains(size) else {
      throw ListingError(
        .valueError,
        "local_response_norm: needs at least 3 axes and a positive size; the shape is "
          + shapeDescription(x.shape))
    }
    if x.count == 0 { return x }
    let wide = x.converted(to: x.dtype.computing)
    var before = [Int](repeating: 0, count: x.rank), after = before
    (before[1], after[1]) = (size / 2, (size - 1) / 2)
    let squares = try m.compute.pad(m.compute.multiply(wide, wide), before: before, after: after)
    let mean = try m.compute.mean(squares.unfolded(axis: 1, size: size, step: 1), axes: [-1])
    let divisor = try m.compute.power(m.compute.add(m.compute.multiply(mean, alpha), k), beta)
    return try m.compute.divide(wide, divisor).converted(to: x.dtype)
  }
}

/// The settings of a transposed convolution, for either framework.
struct TransposedConvolution {
  let dialect: Dialect
  var stride: [Int]
  var padding: [Int]
  var outputPadding: [Int]
  var dilation: [Int]
  var groups: Int
  var isChannelsLast = false

  /// - Parameter size: the requested sizes of the result along the axes of time or space. The sizes determine the
  ///   output padding. Nil keeps `outputPadding`.
  func callAsFunction(_ x: Tensor, _ weight: Tensor, bias: Tensor?, size: [Int]?, _ m: Machine) throws -> Tensor {
    let axes = stride.count
    var input = x
    if isChannelsLast {
      guard x.rank == axes + 2 else {
        throw TensorError.rankMismatch(
          operation: "conv_transpose\(axes)d", what: "the input", expected: "\(axes + 2)", found: x.shape)
      }
      input = try x.withChannelsSecond()
    }
    var extra = outputPadding
    if let size {
      guard size.count == axes, input.rank > axes, weight.rank == axes + 2 else {
        throw ListingError(
          .valueError,
          "conv_transpose\(axes)d: output_size needs \(axes) sizes, an input of more than \(axes) axes and a weight of "
            + "\(axes + 2) axes, not \(size.count), \(input.rank) and \(weight.rank)")
      }
      extra = try (0..<axes).map { axis in
        let (length, taps) = (input.shape[input.rank - axes + axis], weight.shape[axis + 2])
        guard [length, taps, stride[axis], padding[axis], dilation[axis]].allSatisfy({ $0.magnitude < 1 << 30 }) else {
          throw ListingError(
            .valueError, "conv_transpose\(axes)d: sizes, stride, padding and dilation must be less than 2**30")
        }
        let least = (length - 1) * stride[axis] - 2 * padding[axis] + dilation[axis] * (taps - 1) + 1
        // `output_size` may exceed the smallest possible size, `least`. In torch's layers, the difference must be less
        // than the stride. In Paddle, the difference must be less than the larger of stride and dilation.
        let count = dialect == .torch ? stride[axis] : max(stride[axis], dilation[axis])
        guard least..<(least + max(count, 0)) ~= size[axis] else {
          throw ListingError(
            .valueError,
            "conv_transpose\(axes)d: requested an output size of \(size), but axis \(axis) can have \(least) to "
              + "\(least + count - 1)")
        }
        return size[axis] - least
      }
    }
    let result = try m.compute.transposedConvolution(
      input, weight, bias: bias, stride: stride, padding: padding, outputPadding: extra, dilation: dilation,
      groups: groups)
    return isChannelsLast ? try m.compute.dense(result.withChannelsLast()) : result
  }
}

/// The windows of a pooling operation. In both frameworks, kernel, stride and padding are the arguments with the
/// indices 1 to 3.
struct Windows {
  let windows: PoolingWindows
  let isChannelsLast: Bool

  init(
    _ a: Arguments, _ m: Machine, axes: Int, roundsUp: Bool, dilation: [Int]? = nil,
    format: Value? = nil
  ) throws {
    let size = try a.sizes(1, m, axes: axes)
    // If the stride is None or, as torch allows, an empty list, the stride is the kernel's size.
    let isOpen = a.isNone(2) || m.items(of: a[2])?.isEmpty == true
    if a.dialect == .paddle {
      // Paddle also accepts a name, amounts for both sides of an axis, and pairs for all axes.
      let items = m.items(of: a[3]) ?? []
      if case .string = a[3] { throw ListingError.unsupported("\(a.function): padding by name") }
      if items.count > 1 && items.count != axes || items.contains(where: { m.items(of: $0) != nil }) {
        throw ListingError.unsupported("\(a.function): padding with amounts for each side")
      }
    }
    windows = PoolingWindows(
      size: size, stride: try isOpen ? size : a.sizes(2, m, axes: axes),
      padding: try a.sizes(3, m, axes: axes), dilation: dilation, roundsUp: roundsUp)
    // With ceil_mode, Paddle keeps windows that begin in the padding after the input, but torch drops them. fwdb
    // implements only torch's rule.
    if roundsUp, windows.padding.contains(where: { $0 > 0 }), a.dialect == .paddle {
      throw ListingError.unsupported("\(a.function): ceil_mode together with padding")
    }
    isChannelsLast =
      try format.map {
        try DataFormat.isChannelsLast($0, among: DataFormat.names(axes), a.function)
      } ?? false
  }

  /// The greatest element of each window, and its position in the plane of the input, as a tuple.
  func maxWithPositions(_ x: Tensor, _ dialect: Dialect, _ m: inout Machine) throws -> Value {
    if isChannelsLast { throw ListingError.unsupported("max_pool: positions with channels last") }
    let axes = windows.size.count
    try PoolingOperations.checkRank(of: x, over: axes, "max_pool\(axes)d")
    let (values, positions) = try m.compute.maxPoolWithPositions(x, windows)
    return .tuple([try m.new(values), try m.new(dialect == .paddle ? positions.converted(to: .int32) : positions)])
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
  /// The argument `align_corners`. Nil for None.
  var corners: Bool?
  /// torch's `recompute_scale_factor`: whether the scales are recomputed from the rounded output sizes.
  var recomputes = false
  /// torch's `antialias`: whether downsampling averages over a wider window.
  var isSmooth = false
  /// Paddle's `align_mode=1`: whether output position i maps to input position i · scale.
  var startsFirst = false

  /// The modes that interpolate between elements, and the number of axes of time or space that each mode accepts.
  private static let mixing = ["linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3]

  func callAsFunction(_ x: Tensor, _ m: Machine) throws -> Tensor {
    let axes = x.rank - 2
    let wanted = Self.mixing[mode]
    guard wanted != nil || ["nearest", "nearest-exact", "area"].contains(mode) else {
      throw ListingError(.notImplemented, "interpolate: unknown mode '\(mode)'")
    }
    guard 1...3 ~= axes, wanted == nil || wanted == axes else {
      throw ListingError(
        .notImplemented, "interpolate: mode '\(mode)' does not accept an input of \(x.rank) axes")
    }
    if wanted == nil, corners != nil {
      throw ListingError(
        .valueError,
        "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear")
    }
    if isSmooth, wanted != 2 {
      throw ListingError(
        .valueError, "Anti-alias option is restricted to bilinear and bicubic modes and requires a 4-D tensor as input")
    }
    let (sizes, scales) = try self.sizes(x, axes, m)
    if mode == "area" { return try m.compute.adaptivePool(x, to: sizes.map { $0 }, .mean) }
    if wanted != nil, !x.dtype.isFloatingPoint, x.dtype != .uint8 || isSmooth || mode == "bicubic" {
      throw ListingError.unsupported("interpolate: mode '\(mode)' of \(x.dtype.name)")
    }
    return try m.compute.interpolate(x, to: sizes, scales: scales, way)
  }

  private var way: Compute.Interpolation {
    let place: Compute.Corners = corners == true ? .aligned : startsFirst && mode != "bicubic" ? .first : .edges
    switch mode {
    case "nearest": return .nearest
    case "nearest-exact": return .nearestExact
    case "bicubic": return isSmooth ? .smooth(cubic: true, place) : .cubic(place)
    default: return isSmooth ? .smooth(cubic: false, place) : .linear(place)
    }
  }

  /// The sizes of the result, and the scales for computing the sampling positions.
  private func sizes(_ x: Tensor, _ axes: Int, _ m: Machine) throws -> ([Int], [Double?]) {
    func each(_ value: Value) throws -> [Value]? {
      if case .none = value { return nil }
      guard let items = m.items(of: value), !m.isTensor(value) else { return [Value](repeating: value, count: axes) }
      guard items.count == axes else {
        throw ListingError(.valueError, "interpolate: \(items.count) sizes are given for \(axes) axes")
      }
      return items
    }
    switch (try each(size), try each(scale)) {
    case (let given?, nil):
      if recomputes {
        throw ListingError(.valueError, "recompute_scale_factor is not meaningful with an explicit size.")
      }
      return (try given.map { try m.index($0) }, [Double?](repeating: nil, count: axes))
    case (nil, let given?):
      let factors = try given.map { try m.scalar($0).double }
      if factors.contains(where: { !($0 > 0 && $0 < 1e6) }) {
        throw ListingError(.valueError, "interpolate: a scale_factor must be positive and of reasonable size")
      }
      let sizes = zip(x.shape.dropFirst(2), factors).map { Int((Double($0) * $1).rounded(.down)) }
      return (sizes, recomputes || mode == "area" ? factors.map { _ in nil } : factors)
    case (nil, nil): throw ListingError(.valueError, "either size or scale_factor should be defined")
    default: throw ListingError(.valueError, "only one of size or scale_factor should be defined")
    }
  }
}
