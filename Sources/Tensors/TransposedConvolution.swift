extension Compute {
  /// Computes the transposed convolution: each input element adds the kernel, scaled by the element, to the result.
  ///
  ///     x              [batch, channels, …] or [channels, …]
  ///     weight         [channels, out / groups, …]
  ///     outputPadding  the number of elements added at the end of each spatial axis
  ///     result         [batch, out, (size − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1]
  public func transposedConvolution(
    _ x: Tensor, _ weight: Tensor, bias: Tensor? = nil, stride: [Int], padding: [Int], outputPadding: [Int],
    dilation: [Int], groups: Int = 1
  ) throws(TensorError) -> Tensor {
    let axes = stride.count
    let name = "conv_transpose\(axes)d"
    guard x.rank == axes + 2 || x.rank == axes + 1 else {
      throw .rankMismatch(operation: name, what: "the input", expected: "\(axes + 1) or \(axes + 2)", found: x.shape)
    }
    guard weight.rank == axes + 2 else {
      throw .rankMismatch(operation: name, what: "the weight", expected: "\(axes + 2)", found: weight.shape)
    }
    let batched = x.rank == axes + 2 ? x : try x.unsqueezed(at: 0)
    let channels = batched.shape[1]
    guard groups > 0, channels % groups == 0, weight.shape[0] == channels else {
      throw .unsuitableShapes(
        operation: name, expected: "a weight for \(channels) channels in \(groups) groups", [weight.shape])
    }
    let limit = 1 << 30
    for axis in 0..<axes {
      guard (1...limit).contains(stride[axis]), (0...limit).contains(padding[axis]),
        (1...limit).contains(dilation[axis]), (0..<max(stride[axis], dilation[axis])).contains(outputPadding[axis]),
        batched.shape[axis + 2] <= limit, (1...limit).contains(weight.shape[axis + 2])
      else {
        throw .invalidArgument(
          operation: name,
          "stride \(stride), padding \(padding), output padding \(outputPadding) and dilation \(dilation) do not go "
            + "together: the output padding must be smaller than the stride or the dilation")
      }
    }
    // Inserts zeros between the elements of `x`, then convolves with the flipped kernel.
    var spread = batched
    for axis in 0..<axes where stride[axis] > 1 && batched.shape[axis + 2] > 0 {
      let place = axis + 2
      var after = [Int](repeating: 0, count: spread.rank + 1)
      after[place + 1] = stride[axis] - 1
      let wide = try pad(try spread.unsqueezed(at: place + 1), before: after.map { _ in 0 }, after: after)
      spread = try wide.flattened(from: place, to: place + 1)
      spread = try spread.sliced(axis: place, stop: spread.shape[place] - stride[axis] + 1)
    }
    var before = [Int](repeating: 0, count: spread.rank), after = before
    for axis in 0..<axes {
      let reach = dilation[axis] * (weight.shape[axis + 2] - 1)
      before[axis + 2] = reach - padding[axis]
      after[axis + 2] = reach - padding[axis] + outputPadding[axis]
    }
    spread = try pad(spread, before: before, after: after)
    let perGroup = weight.shape[1]
    let kernel = Array(weight.shape[2...])
    let turned = try weight.reshaped(to: [groups, channels / groups, perGroup] + kernel).transposed(1, 2)
      .flipped(Array(3..<(3 + axes)))
    let filter = try dense(turned).reshaped(to: [groups * perGroup, channels / groups] + kernel)
    let result =
      switch axes {
      case 1: try convolution1d(spread, filter, bias: bias, dilation: dilation[0], groups: groups)
      case 2: try convolution2d(spread, filter, bias: bias, dilation: dilation, groups: groups)
      default: try convolution3d(spread, filter, bias: bias, dilation: dilation, groups: groups)
      }
    return x.rank == axes + 2 ? result : try result.squeezed(0)
  }
}
