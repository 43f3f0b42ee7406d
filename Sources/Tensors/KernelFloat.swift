import CKernels

/// A floating-point type with C kernels: Float for float32, float16 and bfloat16; Double for float64.
protocol KernelFloat: BinaryFloatingPoint, Sendable {
  static var dtype: DType { get }

  static func softmax(
    _ rows: Int64, _ n: Int64, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>, logarithm: Bool)
  static func layerNorm(
    _ rows: Int64, _ n: Int64, _ x: UnsafePointer<Self>, _ weight: UnsafePointer<Self>?, _ bias: UnsafePointer<Self>?,
    _ eps: Double, _ y: UnsafeMutablePointer<Self>)
  static func rmsNorm(
    _ rows: Int64, _ n: Int64, _ x: UnsafePointer<Self>, _ weight: UnsafePointer<Self>?, _ eps: Double,
    _ y: UnsafeMutablePointer<Self>)
  static func channelAffine(
    _ first: Int64, _ rows: Int64, _ channels: Int64, _ inner: Int64, _ x: UnsafePointer<Self>,
    _ mean: UnsafePointer<Self>, _ scale: UnsafePointer<Self>, _ shift: UnsafePointer<Self>,
    _ y: UnsafeMutablePointer<Self>)
  static func glu(
    _ rows: Int64, _ n: Int64, _ half: Int64, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>)
  static func addRow(
    _ rows: Int64, _ n: Int64, _ stride: Int64, _ bias: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>)
  static func addColumn(
    _ rows: Int64, _ n: Int64, _ stride: Int64, _ bias: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>)
  static func variance(
    _ outer: Int64, _ n: Int64, _ inner: Int64, _ x: UnsafePointer<Self>, _ correction: Double,
    _ y: UnsafeMutablePointer<Self>)
  static func logSumExp(
    _ outer: Int64, _ n: Int64, _ inner: Int64, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>)
  static func unfold(
    _ convolution: UnsafePointer<fw_conv>, _ channels: Int64, _ x: UnsafePointer<Self>, _ first: Int64,
    _ count: Int64, _ columns: UnsafeMutablePointer<Self>)
  static func fold(
    _ convolution: UnsafePointer<fw_conv>, _ columns: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>)
  static func resample(
    _ n: Int, _ inner: Int, _ size: Int, _ rows: Range<Int>, _ taps: Taps<Self>, _ x: UnsafePointer<Self>,
    _ y: UnsafeMutablePointer<Self>)
  static func gridSample(
    _ grid: UnsafePointer<fw_grid>, _ positions: Range<Int>, _ x: UnsafePointer<Self>, _ places: UnsafePointer<Self>,
    _ y: UnsafeMutablePointer<Self>)
  /// Computes y[f, p] = Σ weight[f, j]·columns[j, p] + bias[f], for a small k. Rows of y are `stride` elements apart.
  static func smallProduct(
    _ filters: Int, _ count: Int, _ k: Int, _ weight: UnsafePointer<Self>, _ columns: UnsafePointer<Self>,
    _ bias: UnsafePointer<Self>?, _ stride: Int, _ y: UnsafeMutablePointer<Self>)
  /// Computes c[m, n] = a[m, k] · b[k, n] with BLAS. `c` is row-major, and its rows are `stride` elements apart.
  static func multiply(
    m: Int, n: Int, k: Int, _ a: BLAS.Matrix<Self>, _ b: BLAS.Matrix<Self>, into c: UnsafeMutablePointer<Self>,
    stride: Int)
}

extension Float: KernelFloat {
  static var dtype: DType { .float32 }

  static func softmax(
    _ rows: Int64, _ n: Int64, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, logarithm: Bool
  ) { fw_softmax(rows, n, x, y, logarithm) }
  static func layerNorm(
    _ rows: Int64, _ n: Int64, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>?,
    _ bias: UnsafePointer<Float>?, _ eps: Double, _ y: UnsafeMutablePointer<Float>
  ) { fw_layer_norm(rows, n, x, weight, bias, eps, y) }
  static func rmsNorm(
    _ rows: Int64, _ n: Int64, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>?, _ eps: Double,
    _ y: UnsafeMutablePointer<Float>
  ) { fw_rms_norm(rows, n, x, weight, eps, y) }
  static func channelAffine(
    _ first: Int64, _ rows: Int64, _ channels: Int64, _ inner: Int64, _ x: UnsafePointer<Float>,
    _ mean: UnsafePointer<Float>, _ scale: UnsafePointer<Float>, _ shift: UnsafePointer<Float>,
    _ y: UnsafeMutablePointer<Float>
  ) { fw_channel_affine(first, rows, channels, inner, x, mean, scale, shift, y) }
  static func glu(
    _ rows: Int64, _ n: Int64, _ half: Int64, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
  ) { fw_glu(rows, n, half, x, y) }
  static func addRow(
    _ rows: Int64, _ n: Int64, _ stride: Int64, _ bias: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
  ) { fw_add_row(rows, n, stride, bias, y) }
  static func addColumn(
    _ rows: Int64, _ n: Int64, _ stride: Int64, _ bias: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
  ) { fw_add_column(rows, n, stride, bias, y) }
  static func variance(
    _ outer: Int64, _ n: Int64, _ inner: Int64, _ x: UnsafePointer<Float>, _ correction: Double,
    _ y: UnsafeMutablePointer<Float>
  ) { fw_variance(outer, n, inner, x, correction, y) }
  static func logSumExp(
    _ outer: Int64, _ n: Int64, _ inner: Int64, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
  ) { fw_log_sum_exp(outer, n, inner, x, y) }
  static func unfold(
    _ convolution: UnsafePointer<fw_conv>, _ channels: Int64, _ x: UnsafePointer<Float>, _ first: Int64,
    _ count: Int64, _ columns: UnsafeMutablePointer<Float>
  ) { fw_unfold(convolution, channels, x, first, count, columns) }
  static func fold(
    _ convolution: UnsafePointer<fw_conv>, _ columns: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
  ) { fw_fold(convolution, columns, y) }
  static func resample(
    _ n: Int, _ inner: Int, _ size: Int, _ rows: Range<Int>, _ taps: Taps<Float>, _ x: UnsafePointer<Float>,
    _ y: UnsafeMutablePointer<Float>
  ) {
    fw_resample(
      Int64(n), Int64(inner), Int64(size), Int64(rows.lowerBound), Int64(rows.count), Int64(taps.width), taps.counts,
      taps.places, taps.weights, x, y)
  }
  static func gridSample(
    _ grid: UnsafePointer<fw_grid>, _ positions: Range<Int>, _ x: UnsafePointer<Float>, _ places: UnsafePointer<Float>,
    _ y: UnsafeMutablePointer<Float>
  ) { fw_grid_sample(grid, Int64(positions.lowerBound), Int64(positions.count), x, places, y) }
  static func smallProduct(
    _ filters: Int, _ count: Int, _ k: Int, _ weight: UnsafePointer<Float>, _ columns: UnsafePointer<Float>,
    _ bias: UnsafePointer<Float>?, _ stride: Int, _ y: UnsafeMutablePointer<Float>
  ) { fw_small_product(Int64(filters), Int64(count), Int64(k), weight, columns, bias, Int64(stride), y) }
  static func multiply(
    m: Int, n: Int, k: Int, _ a: BLAS.Matrix<Float>, _ b: BLAS.Matrix<Float>, into c: UnsafeMutablePointer<Float>,
    stride: Int
  ) { BLAS.multiply(m: m, n: n, k: k, a, b, into: c, stride: stride) }
}

extension Double: KernelFloat {
  static var dtype: DType { .float64 }

  static func softmax(
    _ rows: Int64, _ n: Int64, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, logarithm: Bool
  ) { fw_softmax_f64(rows, n, x, y, logarithm) }
  static func layerNorm(
    _ rows: Int64, _ n: Int64, _ x: UnsafePointer<Double>, _ weight: UnsafePointer<Double>?,
    _ bias: UnsafePointer<Double>?, _ eps: Double, _ y: UnsafeMutablePointer<Double>
  ) { fw_layer_norm_f64(rows, n, x, weight, bias, eps, y) }
  static func rmsNorm(
    _ rows: Int64, _ n: Int64, _ x: UnsafePointer<Double>, _ weight: UnsafePointer<Double>?, _ eps: Double,
    _ y: UnsafeMutablePointer<Double>
  ) { fw_rms_norm_f64(rows, n, x, weight, eps, y) }
  static func channelAffine(
    _ first: Int64, _ rows: Int64, _ channels: Int64, _ inner: Int64, _ x: UnsafePointer<Double>,
    _ mean: UnsafePointer<Double>, _ scale: UnsafePointer<Double>, _ shift: UnsafePointer<Double>,
    _ y: UnsafeMutablePointer<Double>
  ) { fw_channel_affine_f64(first, rows, channels, inner, x, mean, scale, shift, y) }
  static func glu(
    _ rows: Int64, _ n: Int64, _ half: Int64, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
  ) { fw_glu_f64(rows, n, half, x, y) }
  static func addRow(
    _ rows: Int64, _ n: Int64, _ stride: Int64, _ bias: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
  ) { fw_add_row_f64(rows, n, stride, bias, y) }
  static func addColumn(
    _ rows: Int64, _ n: Int64, _ stride: Int64, _ bias: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
  ) { fw_add_column_f64(rows, n, stride, bias, y) }
  static func variance(
    _ outer: Int64, _ n: Int64, _ inner: Int64, _ x: UnsafePointer<Double>, _ correction: Double,
    _ y: UnsafeMutablePointer<Double>
  ) { fw_variance_f64(outer, n, inner, x, correction, y) }
  static func logSumExp(
    _ outer: Int64, _ n: Int64, _ inner: Int64, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
  ) { fw_log_sum_exp_f64(outer, n, inner, x, y) }
  static func unfold(
    _ convolution: UnsafePointer<fw_conv>, _ channels: Int64, _ x: UnsafePointer<Double>, _ first: Int64,
    _ count: Int64, _ columns: UnsafeMutablePointer<Double>
  ) { fw_unfold_f64(convolution, channels, x, first, count, columns) }
  static func fold(
    _ convolution: UnsafePointer<fw_conv>, _ columns: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
  ) { fw_fold_f64(convolution, columns, y) }
  static func resample(
    _ n: Int, _ inner: Int, _ size: Int, _ rows: Range<Int>, _ taps: Taps<Double>, _ x: UnsafePointer<Double>,
    _ y: UnsafeMutablePointer<Double>
  ) {
    fw_resample_f64(
      Int64(n), Int64(inner), Int64(size), Int64(rows.lowerBound), Int64(rows.count), Int64(taps.width), taps.counts,
      taps.places, taps.weights, x, y)
  }
  static func gridSample(
    _ grid: UnsafePointer<fw_grid>, _ positions: Range<Int>, _ x: UnsafePointer<Double>,
    _ places: UnsafePointer<Double>,
    _ y: UnsafeMutablePointer<Double>
  ) { fw_grid_sample_f64(grid, Int64(positions.lowerBound), Int64(positions.count), x, places, y) }
  static func smallProduct(
    _ filters: Int, _ count: Int, _ k: Int, _ weight: UnsafePointer<Double>, _ columns: UnsafePointer<Double>,
    _ bias: UnsafePointer<Double>?, _ stride: Int, _ y: UnsafeMutablePointer<Double>
  ) {
    multiply(
      m: filters, n: count, k: k, BLAS.Matrix(start: weight, leading: k, isTransposed: false),
      BLAS.Matrix(start: columns, leading: count, isTransposed: false), into: y, stride: stride)
    if let bias { addColumn(Int64(filters), Int64(count), Int64(stride), bias, y) }
  }
  static func multiply(
    m: Int, n: Int, k: Int, _ a: BLAS.Matrix<Double>, _ b: BLAS.Matrix<Double>, into c: UnsafeMutablePointer<Double>,
    stride: Int
  ) { BLAS.multiply(m: m, n: n, k: k, a, b, into: c, stride: stride) }
}

extension DType {
  /// The type of floating-point arithmetic on this type: float64 for float64, float32 for every other type.
  var float: DType { self == .float64 ? .float64 : .float32 }
}

extension Tensor {
  /// The address of the first element. The tensor's elements must be of type T.
  func start<T: KernelFloat>(_: T.Type = T.self) -> UnsafePointer<T> { start.assumingMemoryBound(to: T.self) }

  /// Returns the elements converted to T, in row-major order.
  func elements<T: KernelFloat>(_: T.Type = T.self) -> [T] {
    converted(to: T.dtype).withElements(of: T.self) { Array($0) }
  }
}
