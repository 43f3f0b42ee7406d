import CKernels

/// The stride, padding and dilation of a convolution: one number per spatial axis.
public struct ConvolutionSteps: Sendable, Hashable {
  public var stride: [Int]
  /// The number of zeros added at each of the two ends of an axis.
  public var padding: [Int]
  public var dilation: [Int]

  public init(stride: [Int], padding: [Int], dilation: [Int]) {
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }
}

extension Compute {
  /// Convolves `x` with `weight` along the time axis.
  ///
  ///     x       [batch, channels, time] or [channels, time]
  ///     weight  [out, channels / groups, kernel]
  ///     bias    [out]
  ///     result  [batch, out, (time + 2·padding − dilation·(kernel − 1) − 1) / stride + 1]
  public func convolution1d(
    _ x: Tensor, _ weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1
  ) throws(TensorError) -> Tensor {
    guard x.rank == 3 || x.rank == 2 else {
      throw .rankMismatch(operation: "conv1d", what: "the input", expected: "2 or 3", found: x.shape)
    }
    guard weight.rank == 3 else {
      throw .rankMismatch(operation: "conv1d", what: "the weight", expected: "3", found: weight.shape)
    }
    let batched = x.rank == 3 ? x : try x.unsqueezed(at: 0)
    let steps = ConvolutionSteps(stride: [1, stride], padding: [0, padding], dilation: [1, dilation])
    let result = try convolution(
      "conv1d", try batched.unsqueezed(at: 2), try weight.unsqueezed(at: 2), bias: bias, steps, groups: groups)
    let flat = try result.squeezed(2)
    return x.rank == 3 ? flat : try flat.squeezed(0)
  }

  /// Convolves `x` with `weight` over height and width.
  ///
  ///     x       [batch, channels, height, width] or [channels, height, width]
  ///     weight  [out, channels / groups, kernel height, kernel width]
  ///     bias    [out]
  ///
  /// `stride`, `padding` and `dilation` have two numbers each: first for the height, then for the width.
  public func convolution2d(
    _ x: Tensor, _ weight: Tensor, bias: Tensor? = nil, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
    dilation: [Int] = [1, 1], groups: Int = 1
  ) throws(TensorError) -> Tensor {
    guard x.rank == 4 || x.rank == 3 else {
      throw .rankMismatch(operation: "conv2d", what: "the input", expected: "3 or 4", found: x.shape)
    }
    guard weight.rank == 4 else {
      throw .rankMismatch(operation: "conv2d", what: "the weight", expected: "4", found: weight.shape)
    }
    guard stride.count == 2, padding.count == 2, dilation.count == 2 else {
      throw .invalidArgument(operation: "conv2d", "stride, padding and dilation have two numbers each")
    }
    let steps = ConvolutionSteps(stride: stride, padding: padding, dilation: dilation)
    let batched = x.rank == 4 ? x : try x.unsqueezed(at: 0)
    let result = try convolution("conv2d", batched, weight, bias: bias, steps, groups: groups)
    return x.rank == 4 ? result : try result.squeezed(0)
  }

  /// Convolves `x` with `weight` over depth, height and width.
  ///
  ///     x       [batch, channels, depth, height, width] or [channels, depth, height, width]
  ///     weight  [out, channels / groups, kernel depth, kernel height, kernel width]
  ///     bias    [out]
  public func convolution3d(
    _ x: Tensor, _ weight: Tensor, bias: Tensor? = nil, stride: [Int] = [1, 1, 1], padding: [Int] = [0, 0, 0],
    dilation: [Int] = [1, 1, 1], groups: Int = 1
  ) throws(TensorError) -> Tensor {
    guard x.rank == 5 || x.rank == 4 else {
      throw .rankMismatch(operation: "conv3d", what: "the input", expected: "4 or 5", found: x.shape)
    }
    guard weight.rank == 5 else {
      throw .rankMismatch(operation: "conv3d", what: "the weight", expected: "5", found: weight.shape)
    }
    guard stride.count == 3, padding.count == 3, dilation.count == 3 else {
      throw .invalidArgument(operation: "conv3d", "stride, padding and dilation have three numbers each")
    }
    let batched = x.rank == 5 ? x : try x.unsqueezed(at: 0)
    let type = try checkedType("conv3d", batched, weight, bias: bias, groups: groups)
    if batched.shape[2] == 0 {
      throw .invalidArgument(operation: "conv3d", "the input \(words(x.shape)) has no depth")
    }
    let steps = ConvolutionSteps(stride: stride, padding: padding, dilation: dilation)
    let result =
      try type == .float64
      ? volumetric(Double.self, batched, weight, bias, steps, groups)
      : volumetric(Float.self, batched, weight, bias, steps, groups).converted(to: type)
    return x.rank == 5 ? result : try result.squeezed(0)
  }

  /// Computes one matrix product per tile of an output plane. The columns of a tile come from several input planes.
  private func volumetric<T: KernelFloat>(
    _: T.Type, _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ steps: ConvolutionSteps, _ groups: Int
  ) throws(TensorError) -> Tensor {
    let input = x.converted(to: T.dtype)
    // The axes are [out, kernel depth, channels / groups, kernel height, kernel width]. The rows of the unfolded input
    // have the same order.
    let filter = try dense(weight.converted(to: T.dtype).permuted([0, 2, 1, 3, 4]))
    let row = try bias.map { bias throws(TensorError) in try dense(bias, T.dtype) }
    let inner = ConvolutionSteps(
      stride: Array(steps.stride[1...]), padding: Array(steps.padding[1...]), dilation: Array(steps.dilation[1...]))
    let kernel = Array(weight.shape[2...])
    let geometry = try fw_conv("conv3d", input.selected(axis: 2, index: 0), kernel: Array(kernel[1...]), inner)
    let depth = try fw_conv.places("conv3d", x.shape, 2, kernel: kernel, steps, 0)
    let (channels, filters, out) = (x.shape[1] / groups, weight.shape[0] / groups, weight.shape[0])
    let size = Int(geometry.out_height * geometry.out_width)
    let rows = channels * kernel[1] * kernel[2]
    let k = rows * kernel[0]
    let shape = [x.shape[0], out, depth, Int(geometry.out_height), Int(geometry.out_width)]
    guard checkedCount(of: shape) != nil else { throw .tooLarge(operation: "conv3d", shape: shape) }
    try BLASLimits.check([filters, depth * size, k], operation: "conv3d")
    let tile = Self.tile(positions: size, k: k)
    let tiles = (size + tile - 1) / tile
    return try made("conv3d", shape: shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      try parallel(blocks: x.shape[0] * groups * depth * tiles) { block in
        let (planes, index) = block.quotientAndRemainder(dividingBy: tiles)
        let (rest, place) = planes.quotientAndRemainder(dividingBy: depth)
        let (batch, group) = rest.quotientAndRemainder(dividingBy: groups)
        let first = index * tile
        let count = min(tile, size - first)
        let from = input.start(T.self) + batch * input.strides[0] + group * channels * input.strides[1]
        let to = output + ((batch * out + group * filters) * depth + place) * size + first
        if k == 0 {
          for filter in 0..<filters { (to + filter * depth * size).update(repeating: 0, count: count) }
        } else {
          MemoryPool.shared.withScratch(k * count, of: T.self) { columns in
            for tap in 0..<kernel[0] {
              let plane = place * steps.stride[0] - steps.padding[0] + tap * steps.dilation[0]
              let part = columns + tap * rows * count
              if plane < 0 || plane >= x.shape[2] {
                part.update(repeating: 0, count: rows * count)
              } else {
                withUnsafePointer(to: geometry) {
                  T.unfold(
                    $0, Int64(channels), from + plane * input.strides[2], Int64(first), Int64(count), part)
                }
              }
            }
            T.multiply(
              m: filters, n: count, k: k,
              BLAS.Matrix(start: filter.start(T.self) + group * filters * k, leading: k, isTransposed: false),
              BLAS.Matrix(start: columns, leading: count, isTransposed: false), into: to, stride: depth * size)
          }
        }
        if let row {
          T.addColumn(Int64(filters), Int64(count), Int64(depth * size), row.start(T.self) + group * filters, to)
        }
      }
    }
  }

  /// The type of the result. Throws when the operands do not fit together.
  private func checkedType(
    _ name: String, _ x: Tensor, _ weight: Tensor, bias: Tensor?, groups: Int
  ) throws(TensorError) -> DType {
    let type = DType.promoted(x.dtype, weight.dtype)
    guard type.isFloatingPoint else { throw .unsupportedType(operation: name, type) }
    let (channels, out) = (x.shape[1], weight.shape[0])
    guard groups > 0, channels % groups == 0, out % groups == 0 else {
      throw .invalidArgument(
        operation: name, "\(channels) input and \(out) output channels do not divide into \(groups) groups")
    }
    guard weight.shape[1] == channels / groups else {
      var expected = weight.shape
      expected[1] = channels / groups
      throw .shapeMismatch(operation: name, what: "the weight", expected: expected, found: weight.shape)
    }
    if let bias, bias.shape != [out] {
      throw .shapeMismatch(operation: name, what: "the bias", expected: [out], found: bias.shape)
    }
    return type
  }

  private func convolution(
    _ name: String, _ x: Tensor, _ weight: Tensor, bias: Tensor?, _ steps: ConvolutionSteps, groups: Int
  ) throws(TensorError) -> Tensor {
    let type = try checkedType(name, x, weight, bias: bias, groups: groups)
    let (channels, out) = (x.shape[1], weight.shape[0])
    let input = x.converted(to: type.float)
    let geometry = try fw_conv(name, input, kernel: Array(weight.shape[2...]), steps)
    let shape = [x.shape[0], out, Int(geometry.out_height), Int(geometry.out_width)]
    let filter = try dense(weight, type.float)
    let row = try bias.map { bias throws(TensorError) in try dense(bias, type.float) }
    if type == .float64 {
      return try made(name, shape: shape, dtype: type, of: Double.self) { output throws(TensorError) in
        if shape.contains(0) { return }
        try tiled(name, input, filter, row, geometry, groups: groups, into: output, out: out)
      }
    }
    let result = try made(name, shape: shape, dtype: .float32, of: Float.self) { output throws(TensorError) in
      if channels == groups, groups > 1 {
        try depthwise(input, filter, row, geometry, into: output, out: out)
      } else if !shape.contains(0) {
        try tiled(name, input, filter, row, geometry, groups: groups, into: output, out: out)
      }
    }
    return result.converted(to: type)
  }

  /// Computes a depthwise convolution: each output channel depends on one input channel.
  private func depthwise(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: fw_conv, into output: UnsafeMutablePointer<Float>,
    out: Int
  ) throws(TensorError) {
    let channels = x.shape[1]
    let size = Int(geometry.out_height * geometry.out_width)
    let taps = Int(geometry.kernel_height * geometry.kernel_width)
    // The C kernel requires that the elements of an image row are adjacent in memory.
    let dense = x.strides[3] == 1 || x.shape[3] == 1 ? x : try dense(x)
    var geometry = geometry
    geometry.row_stride = Int64(dense.strides[2])
    geometry.column_stride = Int64(dense.strides[3])
    let placed = geometry
    let scratchSize = Int(geometry.in_width + 2 * geometry.padding_w + 8)
    try parallel(over: x.shape[0] * out, cost: size * taps / 4) { range in
      let scratch = UnsafeMutablePointer<Float>.allocate(capacity: scratchSize)
      defer { scratch.deallocate() }
      for item in range {
        let (batch, channel) = item.quotientAndRemainder(dividingBy: out)
        let from = dense.start(Float.self) + batch * dense.strides[0] + channel / (out / channels) * dense.strides[1]
        withUnsafePointer(to: placed) {
          fw_depthwise(
            $0, from, weight.start(Float.self) + channel * taps, bias.map { $0.start(Float.self)[channel] } ?? 0,
            scratch,
            output + item * size)
        }
      }
    }
  }

  /// Computes one matrix product per tile of output positions. Only the input of one tile is unfolded at a time.
  private func tiled<T: KernelFloat>(
    _ name: String, _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: fw_conv, groups: Int,
    into output: UnsafeMutablePointer<T>, out: Int
  ) throws(TensorError) {
    let channels = x.shape[1] / groups
    let filters = out / groups
    let size = Int(geometry.out_height * geometry.out_width)
    let k = channels * Int(geometry.kernel_height * geometry.kernel_width)
    let direct = try pointwise(x, geometry)
    try BLASLimits.check([filters, size, k, direct?.leading ?? 0], operation: name)
    if let direct, k > 0 {
      let tiles = ProductTiles(m: filters, n: size, k: k)
      try parallel(blocks: x.shape[0] * groups * tiles.count) { block in
        let (rest, index) = block.quotientAndRemainder(dividingBy: tiles.count)
        let (batch, group) = rest.quotientAndRemainder(dividingBy: groups)
        let (rows, columns) = tiles[index]
        let filter = group * filters + rows.lowerBound
        let to = output + (batch * out + filter) * size + columns.lowerBound
        let from = x.start(T.self) + batch * x.strides[0] + group * channels * x.strides[1]
        T.multiply(
          m: rows.count, n: columns.count, k: k,
          BLAS.Matrix(start: weight.start(T.self) + filter * k, leading: k, isTransposed: false),
          BLAS.Matrix(start: from, leading: direct.leading, isTransposed: direct.isTransposed)
            .from(row: 0, column: columns.lowerBound), into: to, stride: size)
        if let bias {
          T.addColumn(Int64(rows.count), Int64(columns.count), Int64(size), bias.start(T.self) + filter, to)
        }
      }
      return
    }
    let isSmall = k <= Self.smallProduct
    let tile = Self.tile(positions: size, k: k)
    let tiles = (size + tile - 1) / tile
    try parallel(blocks: x.shape[0] * groups * tiles) { block in
      let (rest, index) = block.quotientAndRemainder(dividingBy: tiles)
      let (batch, group) = rest.quotientAndRemainder(dividingBy: groups)
      let first = index * tile
      let count = min(tile, size - first)
      let from = x.start(T.self) + batch * x.strides[0] + group * channels * x.strides[1]
      let to = output + (batch * out + group * filters) * size + first
      if k == 0 {
        for filter in 0..<filters { (to + filter * size).update(repeating: 0, count: count) }
      } else {
        MemoryPool.shared.withScratch(k * count, of: T.self) { columns in
          withUnsafePointer(to: geometry) { T.unfold($0, Int64(channels), from, Int64(first), Int64(count), columns) }
          if isSmall {
            T.smallProduct(
              filters, count, k, weight.start(T.self) + group * filters * k, columns,
              bias.map { $0.start(T.self) + group * filters }, size, to)
          } else {
            T.multiply(
              m: filters, n: count, k: k,
              BLAS.Matrix(start: weight.start(T.self) + group * filters * k, leading: k, isTransposed: false),
              BLAS.Matrix(start: columns, leading: count, isTransposed: false), into: to, stride: size)
          }
        }
      }
      if let bias, !isSmall || k == 0 {
        T.addColumn(Int64(filters), Int64(count), Int64(size), bias.start(T.self) + group * filters, to)
      }
    }
  }

  /// Matrix products with an inner size k of at most this number are computed without BLAS. For small k, BLAS is slow:
  /// BLAS writes the result twice, and packing takes longer than multiplying.
  private static let smallProduct = 32

  /// The number of output positions in a tile, a multiple of 48. `k` is the inner size of the tile's matrix product. If
  /// `k` is at most `smallProduct`, the unfolded input of a tile fits into the cache. For larger `k`, the unfolded
  /// input has at most about 8 MB in float32, and a large plane has at least four tiles.
  private static func tile(positions: Int, k: Int) -> Int {
    if k <= smallProduct { return max(48, 12_000 / max(k, 1) / 48 * 48) }
    let fitting = max(48, 2_000_000 / max(k, 1))
    let wanted = min(fitting, max(192, (positions + 3) / 4))
    return (wanted + 47) / 48 * 48
  }

  /// If BLAS can read the input as a matrix [channels, positions] without unfolding or copying, returns the leading
  /// dimension and whether the matrix is transposed. Otherwise nil. The kernel size and the stride must be 1, and the
  /// padding 0.
  private func pointwise(_ x: Tensor, _ geometry: fw_conv) throws(TensorError) -> (leading: Int, isTransposed: Bool)? {
    guard
      geometry.kernel_height == 1, geometry.kernel_width == 1, geometry.stride_h == 1, geometry.stride_w == 1,
      geometry.padding_h == 0, geometry.padding_w == 0,
      let plane = try x.layout.reshaped(to: [x.shape[0], x.shape[1], x.shape[2] * x.shape[3]])
    else { return nil }
    let (down, right) = (plane.strides[1], plane.strides[2])
    if right == 1, down >= plane.shape[2] { return (down, false) }
    if down == 1, right >= plane.shape[1] { return (right, true) }
    return nil
  }
}

extension fw_conv {
  init(_ operation: String, _ x: Tensor, kernel: [Int], _ steps: ConvolutionSteps) throws(TensorError) {
    let out = [
      try Self.places(operation, x.shape, 2, kernel: kernel, steps, 0),
      try Self.places(operation, x.shape, 2, kernel: kernel, steps, 1),
    ]
    self.init(
      in_height: Int64(x.shape[2]), in_width: Int64(x.shape[3]), out_height: Int64(out[0]), out_width: Int64(out[1]),
      kernel_height: Int64(kernel[0]), kernel_width: Int64(kernel[1]), stride_h: Int64(steps.stride[0]),
      stride_w: Int64(steps.stride[1]), padding_h: Int64(steps.padding[0]), padding_w: Int64(steps.padding[1]),
      dilation_h: Int64(steps.dilation[0]), dilation_w: Int64(steps.dilation[1]), channel_stride: Int64(x.strides[1]),
      row_stride: Int64(x.strides[2]), column_stride: Int64(x.strides[3]))
  }

  /// The number of output positions along the axis `first + axis` of `shape`.
  static func places(
    _ operation: String, _ shape: [Int], _ first: Int, kernel: [Int], _ steps: ConvolutionSteps, _ axis: Int
  ) throws(TensorError) -> Int {
    let (size, taps) = (shape[axis + first], kernel[axis])
    let (stride, padding, dilation) = (steps.stride[axis], steps.padding[axis], steps.dilation[axis])
    let limit = 1 << 30
    guard
      (1...limit).contains(stride), (0...limit).contains(padding), (1...limit).contains(dilation),
      (1...limit).contains(taps), size <= limit
    else {
      throw .invalidArgument(
        operation: operation,
        "kernel \(kernel), stride \(steps.stride), padding \(steps.padding), "
          + "dilation \(steps.dilation) cannot go over \(shape)")
    }
    let room = size + 2 * padding - dilation * (taps - 1) - 1
    guard room >= 0 else {
      throw .invalidArgument(
        operation: operation,
        "the kernel's reach \(dilation * (taps - 1) + 1) is wider than the padded input, \(size + 2 * padding)")
    }
    return room / stride + 1
  }
}
