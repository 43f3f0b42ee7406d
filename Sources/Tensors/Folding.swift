import CKernels

extension Compute {
  /// Copies the elements under each position of a kernel to one column of the result.
  ///
  ///     x       [batch, channels, height, width]
  ///     result  [batch, channels · kernel height · kernel width, positions]
  ///
  /// Equals `torch.nn.functional.unfold`.
  public func unfold(_ x: Tensor, kernel: [Int], _ steps: ConvolutionSteps) throws(TensorError) -> Tensor {
    guard x.rank == 4, x.dtype.isFloatingPoint || x.dtype == .bool else {
      if x.rank == 4 { throw .unsupportedType(operation: "unfold", x.dtype) }
      throw .rankMismatch(operation: "unfold", what: "the input", expected: "3 or 4", found: x.shape)
    }
    return try x.dtype == .float64
      ? unfold(Double.self, x, kernel, steps) : unfold(Float.self, x, kernel, steps).converted(to: x.dtype)
  }

  private func unfold<T: KernelFloat>(
    _: T.Type, _ x: Tensor, _ kernel: [Int], _ steps: ConvolutionSteps
  ) throws(TensorError) -> Tensor {
    let input = x.converted(to: T.dtype)
    let geometry = try fw_conv("unfold", input, kernel: kernel, steps)
    let positions = Int(geometry.out_height * geometry.out_width), cells = kernel[0] * kernel[1]
    let shape = [x.shape[0], try product([x.shape[1], cells], "unfold"), positions]
    return try made("unfold", shape: shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      try parallel(blocks: x.shape[0] * x.shape[1]) { block in
        let (batch, channel) = block.quotientAndRemainder(dividingBy: x.shape[1])
        let from = input.start(T.self) + batch * input.strides[0] + channel * input.strides[1]
        withUnsafePointer(to: geometry) {
          T.unfold($0, 1, from, 0, Int64(positions), output + block * cells * positions)
        }
      }
    }
  }

  /// Creates an image from columns. Adds each column element to the image at the position from which `unfold` would
  /// copy the element.
  ///
  ///     x       [batch, channels · kernel height · kernel width, positions]
  ///     result  [batch, channels, height, width]
  public func fold(_ x: Tensor, to size: [Int], kernel: [Int], _ steps: ConvolutionSteps) throws(TensorError) -> Tensor
  {
    guard x.rank == 3 else {
      throw .rankMismatch(operation: "fold", what: "the input", expected: "2 or 3", found: x.shape)
    }
    guard x.dtype.isFloatingPoint else { throw .unsupportedType(operation: "fold", x.dtype) }
    return try x.dtype == .float64
      ? fold(Double.self, x, size, kernel, steps) : fold(Float.self, x, size, kernel, steps).converted(to: x.dtype)
  }

  private func fold<T: KernelFloat>(
    _: T.Type, _ x: Tensor, _ size: [Int], _ kernel: [Int], _ steps: ConvolutionSteps
  ) throws(TensorError) -> Tensor {
    guard size.allSatisfy({ $0 >= 1 && $0 <= 1 << 30 }) else {
      throw .invalidArgument(operation: "fold", "the output size \(words(size)) must be positive")
    }
    let model = Tensor(Scalar.int(0), dtype: T.dtype).view(Layout(shape: [1, 1] + size, strides: [0, 0, 0, 0]))
    let geometry = try fw_conv("fold", model, kernel: kernel, steps)
    let positions = Int(geometry.out_height * geometry.out_width), cells = try product(kernel, "fold")
    guard x.shape[1] % cells == 0, x.shape[2] == positions else {
      throw .unsuitableShapes(
        operation: "fold", expected: "columns of a multiple of \(cells) elements at \(positions) positions", [x.shape])
    }
    let columns = try dense(x, T.dtype)
    let shape = [x.shape[0], x.shape[1] / cells] + size
    return try made("fold", shape: shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      try parallel(blocks: shape[0] * shape[1]) { block in
        withUnsafePointer(to: geometry) {
          T.fold($0, columns.start(T.self) + block * cells * positions, output + block * size[0] * size[1])
        }
      }
    }
  }

  private func product(_ sizes: [Int], _ operation: String) throws(TensorError) -> Int {
    guard let count = checkedCount(of: sizes) else { throw .tooLarge(operation: operation, shape: sizes) }
    return count
  }
}
