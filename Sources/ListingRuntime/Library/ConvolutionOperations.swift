import Tensors

/// The functions `conv1d`, `conv2d` and `conv3d`.
enum ConvolutionOperations {
  static let rows = [1, 2, 3].flatMap(convolution)

  private static func convolution(_ axes: Int) -> [Operation] {
    let given = "weight, bias=None, stride=1, padding=0, dilation=1, groups=1"
    let format = DataFormat.names(axes)[0]
    return [
      Operation([.library, .functional], torch: "conv\(axes)d(input, \(given))") { m, a in
        try m.new(
          Convolution(a, m, axes: axes)(a.tensor(0, m), a.tensor(1, m), bias: a.optionalTensor(2, m), m))
      },
      Operation(.functional, paddle: "conv\(axes)d(x, \(given), data_format='\(format)', name=None)") { m, a in
        var convolution = try Convolution(a, m, axes: axes)
        convolution.isChannelsLast = try DataFormat.isChannelsLast(
          a[7], among: DataFormat.names(axes), a.function)
        return try m.new(convolution(a.tensor(0, m), a.tensor(1, m), bias: a.optionalTensor(2, m), m))
      },
    ]
  }
}

/// The settings of a convolution, for either framework.
struct Convolution {
  var stride: [Int]
  var padding: ConvolutionPadding
  var dilation: [Int]
  var groups: Int
  /// Whether the channels are the input's last axis (NLC or NHWC). Only Paddle allows this order.
  var isChannelsLast = false
  /// The rule that fills the padding around the input. Nil fills the padding with zeros.
  var surroundings: Compute.Padding?

  init(
    stride: [Int], padding: ConvolutionPadding, dilation: [Int], groups: Int, isChannelsLast: Bool,
    surroundings: Compute.Padding? = nil
  ) {
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
    self.isChannelsLast = isChannelsLast
    self.surroundings = surroundings
  }

  /// Reads stride, padding, dilation and groups from the arguments of `F.conv1d` or a similar function. These
  /// arguments have the indices 3 to 6.
  fileprivate init(_ a: Arguments, _ m: Machine, axes: Int) throws {
    stride = try a.sizes(3, m, axes: axes)
    dilation = try a.sizes(5, m, axes: axes)
    groups = try a.int(6, m)
    padding = try ConvolutionPadding(a, 4, m, axes: axes, stride: stride, a.dialect)
  }

  func callAsFunction(_ x: Tensor, _ weight: Tensor, bias: Tensor?, _ m: Machine) throws -> Tensor {
    let axes = stride.count
    var input = x
    if isChannelsLast {
      guard x.rank == axes + 2 else {
        throw ListingError(
          .valueError,
          "conv\(axes)d: with channels last, the input needs \(axes + 2) axes; its shape is \(shapeDescription(x.shape))"
        )
      }
      input = try x.withChannelsSecond()
    }
    var dilation = dilation
    let sizes = input.shape.suffix(axes), kernel = weight.shape.suffix(axes)
    guard sizes.count == axes, kernel.count == axes else {
      throw TensorError.unsuitableShapes(
        operation: "conv\(axes)d", expected: "an input of \(axes + 1) or \(axes + 2) axes and a weight of \(axes + 2)",
        [x.shape, weight.shape])
    }
    // With padding 'SAME', Paddle replaces the dilation by 1.
    if padding == .sameByStride { dilation = [Int](repeating: 1, count: axes) }
    let around = try padding.amounts(sizes: Array(sizes), kernel: Array(kernel), stride: stride, dilation: dilation)
    // The convolution itself pads both sides of an axis equally. If one side needs more padding, pad that side here.
    var shared = around.map { min($0.before, $0.after) }
    if let surroundings {
      let kept = [Int](repeating: 0, count: input.rank - axes)
      input = try m.compute.pad(
        input, before: kept + around.map(\.before), after: kept + around.map(\.after), surroundings)
      shared = shared.map { _ in 0 }
    } else if around.contains(where: { $0.before != $0.after }) {
      let kept = [Int](repeating: 0, count: input.rank - axes)
      input = try m.compute.pad(
        input, before: kept + zip(around, shared).map { $0.before - $1 },
        after: kept + zip(around, shared).map { $0.after - $1 })
    }
    let result =
      switch axes {
      case 1:
        try m.compute.convolution1d(
          input, weight, bias: bias, stride: stride[0], padding: shared[0], dilation: dilation[0], groups: groups)
      case 2:
        try m.compute.convolution2d(
          input, weight, bias: bias, stride: stride, padding: shared, dilation: dilation, groups: groups)
      default:
        try m.compute.convolution3d(
          input, weight, bias: bias, stride: stride, padding: shared, dilation: dilation, groups: groups)
      }
    return isChannelsLast ? try m.compute.dense(result.withChannelsLast()) : result
  }
}

/// The number of zeros that surround a convolution's input.
enum ConvolutionPadding: Equatable {
  /// The numbers of zeros before and after the input, for each axis.
  case explicit([Amount])
  /// torch's 'same': the output has the same size as the input. If the total padding is odd, the larger half is placed
  /// after the input.
  case same
  /// Paddle's 'SAME': along each axis, the output size is the input size divided by the stride, rounded up.
  case sameByStride

  struct Amount: Equatable {
    let before: Int, after: Int
  }

  /// Reads the argument at `index`: one amount for all axes, one amount for each axis, or a string such as 'same'. In
  /// Paddle, the argument may also contain two amounts for each axis.
  init(_ a: Arguments, _ index: Int, _ m: Machine, axes: Int, stride: [Int], _ dialect: Dialect) throws {
    if case .string(let text) = a[index] {
      switch dialect == .torch ? text : text.lowercased() {
      case "valid": self = .explicit([Amount](repeating: Amount(before: 0, after: 0), count: axes))
      case "same" where dialect == .paddle: self = .sameByStride
      case "same":
        if stride.contains(where: { $0 != 1 }) {
          throw ListingError(
            a.function == "__init__" ? .valueError : .runtimeError, "padding='same' needs a stride of 1")
        }
        self = .same
      default:
        if dialect == .torch, a.function != "__init__" {
          throw ListingError(.runtimeError, "Invalid padding string: '\(text)'")
        }
        throw ListingError(.valueError, "padding must be numbers, 'same' or 'valid', not '\(text)'")
      }
      return
    }
    if dialect == .paddle, case let sizes = try a.sizes(index, m), sizes.count == 2 * axes {
      self = .explicit((0..<axes).map { Amount(before: sizes[2 * $0], after: sizes[2 * $0 + 1]) })
    } else {
      self = .explicit(try a.sizes(index, m, axes: axes).map { Amount(before: $0, after: $0) })
    }
  }

  fileprivate func amounts(sizes: [Int], kernel: [Int], stride: [Int], dilation: [Int]) throws -> [Amount] {
    // `expand` makes views of any size without allocating memory. Throw an error before the sums and products of the
    // sizes overflow.
    if (sizes + kernel).contains(where: { $0 > 1 << 31 }) {
      throw ListingError(.memoryError, "the convolution is too large")
    }
    switch self {
    case .explicit(let amounts): return amounts
    case .same:
      return zip(kernel, dilation).map { kernel, dilation in
        let total = dilation * max(0, kernel - 1)
        return Amount(before: total / 2, after: total - total / 2)
      }
    case .sameByStride:
      return try sizes.indices.map { axis in
        guard stride[axis] > 0 else { throw ListingError(.valueError, "the stride of a convolution must be positive") }
        let places = (sizes[axis] + stride[axis] - 1) / stride[axis]
        let total = max(0, (places - 1) * stride[axis] + kernel[axis] - sizes[axis])
        return Amount(before: total / 2, after: total - total / 2)
      }
    }
  }
}
