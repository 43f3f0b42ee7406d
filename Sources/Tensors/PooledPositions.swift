import CKernels

extension Compute {
  /// The greatest element of each window over the last axes, and its row-major position in the plane of these axes.
  public func maxPoolWithPositions(
    _ x: Tensor, _ windows: PoolingWindows
  ) throws(TensorError) -> (values: Tensor, positions: Tensor) {
    let places = try self.places("max_pool", x, windows)
    let axes = windows.size.count
    var bounds: [[(start: Int, stop: Int)]] = []
    for axis in 0..<axes {
      let length = x.shape[x.rank - axes + axis]
      let (step, reach) = (windows.dilation[axis], windows.dilation[axis] * (windows.size[axis] - 1) + 1)
      bounds.append(
        (0..<places[axis]).map { place in
          var start = place * windows.stride[axis] - windows.padding[axis]
          let stop = min(start + reach, length)
          if start < 0 { start += (-start + step - 1) / step * step }
          return (min(start, length - 1), stop)
        })
    }
    return try greatest("max_pool", x, bounds, step: windows.dilation)
  }

  /// Computes the maximum like `adaptivePool`. Also returns the row-major position of each maximum in its plane.
  public func adaptiveMaxPoolWithPositions(
    _ x: Tensor, to sizes: [Int?]
  ) throws(TensorError) -> (values: Tensor, positions: Tensor) {
    let bounds = try adaptiveBounds(x, sizes)
    return try greatest("adaptive_max_pool", x, bounds, step: sizes.map { _ in 1 })
  }

  private func greatest(
    _ operation: String, _ x: Tensor, _ bounds: [[(start: Int, stop: Int)]], step: [Int]
  ) throws(TensorError) -> (values: Tensor, positions: Tensor) {
    guard x.dtype != .bool else { throw .unsupportedType(operation: operation, x.dtype) }
    let computing = x.dtype.computing
    let source = try dense(x, computing)
    let axes = bounds.count
    let outer = Array(x.shape[..<(x.rank - axes)])
    let shape = outer + bounds.map(\.count)
    // The C kernel requires three axes: add axes of size 1 after the last axis.
    let more = [[(start: Int, stop: Int)]](repeating: [(0, 1)], count: 3 - axes)
    let ranges = bounds + more
    let (inSizes, outSizes) = (Array(x.shape.suffix(axes)) + more.map { _ in 1 }, ranges.map(\.count))
    func triple(_ sizes: [Int]) -> (Int64, Int64, Int64) { (Int64(sizes[0]), Int64(sizes[1]), Int64(sizes[2])) }
    let windows = fw_windows(in: triple(inSizes), out: triple(outSizes), step: triple(step + more.map { _ in 1 }))
    let starts = ranges.joined().map { Int64($0.start) }, stops = ranges.joined().map { Int64($0.stop) }
    var positions: Tensor?
    let values = try madeRaw(operation, shape: shape, dtype: computing) { output throws(TensorError) in
      positions = try made(operation, shape: shape, dtype: .int64, of: Int64.self) { places throws(TensorError) in
        try parallel(blocks: outer.reduce(1, *) * outSizes[0]) { row in
          withUnsafePointer(to: windows) {
            fw_pool_greatest(computing.kernelType, $0, starts, stops, Int64(row), source.start, output, places)
          }
        }
      }
    }
    guard let positions else { return (try zeros(shape, dtype: x.dtype), try zeros(shape, dtype: .int64)) }
    return (values.converted(to: x.dtype), positions)
  }
}
