import CKernels

/// How `gridSample` reads an image.
public struct GridSampling: Sendable, Hashable {
  public enum Mode: Sendable, Hashable { case linear, nearest, cubic }
  /// The values outside the image: zeros, the nearest element at the border, or the image mirrored at its border.
  public enum Outside: Sendable, Hashable { case zeros, border, reflection }

  public var mode: Mode
  public var outside: Outside
  /// True: the grid values −1 and 1 are the centres of the first and last elements. False: −1 and 1 are the outer edges
  /// of these elements.
  public var alignsCorners: Bool

  public init(_ mode: Mode, outside: Outside, alignsCorners: Bool) {
    self.mode = mode
    self.outside = outside
    self.alignsCorners = alignsCorners
  }
}

extension Compute {
  /// Reads an image at the positions of a grid.
  ///
  ///     x       [batch, channels, height, width] or [batch, channels, depth, height, width]
  ///     grid    [batch, …, 2] or [batch, …, 3]: positions, width first; −1 and 1 are the ends of an axis
  ///     result  [batch, channels, …]
  public func gridSample(_ x: Tensor, _ grid: Tensor, _ sampling: GridSampling) throws(TensorError) -> Tensor {
    let axes = x.rank - 2
    guard axes == 2 || axes == 3, grid.rank == x.rank, grid.shape[axes + 1] == axes, grid.shape[0] == x.shape[0] else {
      throw .unsuitableShapes(
        operation: "grid_sample",
        expected: "an input of 4 or 5 axes and a grid of the same batch and rank with one number per axis of space",
        [x.shape, grid.shape])
    }
    guard x.dtype == grid.dtype, x.dtype.isFloatingPoint else {
      throw .invalidArgument(
        operation: "grid_sample", "needs floats of one dtype, not \(x.dtype.name) and \(grid.dtype.name)")
    }
    if x.shape[2...].contains(0) {
      throw .invalidArgument(operation: "grid_sample", "the input \(words(x.shape)) has an empty axis of space")
    }
    if sampling.mode == .cubic, axes == 3 {
      throw .invalidArgument(operation: "grid_sample", "the mode 'bicubic' accepts only inputs of 4 axes")
    }
    return try x.dtype == .float64
      ? sampled(Double.self, x, grid, sampling) : sampled(Float.self, x, grid, sampling)
  }

  private func sampled<T: KernelFloat>(
    _: T.Type, _ x: Tensor, _ grid: Tensor, _ sampling: GridSampling
  ) throws(TensorError) -> Tensor {
    let axes = x.rank - 2
    let (image, places) = (try dense(x, T.dtype), try dense(grid, T.dtype))
    let outer = Array(grid.shape[1...axes])
    let shape = Array(x.shape[..<2]) + outer
    let positions = outer.reduce(1, *)
    let setting = fw_grid(
      axes: Int32(axes), mode: sampling.mode.kernel, padding: sampling.outside.kernel, align: sampling.alignsCorners,
      channels: Int64(x.shape[1]), depth: Int64(axes == 3 ? x.shape[2] : 1), height: Int64(x.shape[x.rank - 2]),
      width: Int64(x.shape[x.rank - 1]), positions: Int64(positions))
    let size = max(1, 4096 / max(x.shape[1], 1))
    let blocks = (positions + size - 1) / size
    let result = try made("grid_sample", shape: shape, dtype: T.dtype, of: T.self) { output throws(TensorError) in
      try parallel(blocks: x.shape[0] * blocks) { block in
        let (batch, part) = block.quotientAndRemainder(dividingBy: blocks)
        withUnsafePointer(to: setting) {
          T.gridSample(
            $0, part * size..<min(positions, (part + 1) * size),
            image.start(T.self) + batch * (image.count / x.shape[0]),
            places.start(T.self) + batch * positions * axes, output + batch * x.shape[1] * positions)
        }
      }
    }
    return result.converted(to: x.dtype)
  }
}

extension GridSampling.Mode {
  fileprivate var kernel: fw_grid_mode {
    switch self {
    case .linear: FW_GRID_LINEAR
    case .nearest: FW_GRID_NEAREST
    case .cubic: FW_GRID_BICUBIC
    }
  }
}

extension GridSampling.Outside {
  fileprivate var kernel: fw_grid_padding {
    switch self {
    case .zeros: FW_GRID_ZEROS
    case .border: FW_GRID_BORDER
    case .reflection: FW_GRID_REFLECTION
    }
  }
}
