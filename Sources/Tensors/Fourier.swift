import CKernels

/// The scale of Fourier transforms: which results are divided, and by which number.
public enum FourierScale: String, Sendable {
  /// The result of the inverse transform is divided by the length.
  case backward
  /// The result of the forward transform is divided by the length.
  case forward
  /// The results of both transforms are divided by the square root of the length.
  case ortho

  /// The scale with `backward` and `forward` exchanged; `ortho` stays the same.
  public var swapped: FourierScale { self == .backward ? .forward : self == .forward ? .backward : .ortho }

  /// The factor by which the result of a transform of `count` elements is multiplied.
  func factor(_ count: Int, isInverse: Bool) -> Double {
    switch self {
    case .ortho: 1 / Double(count).squareRoot()
    case .backward: isInverse ? 1 / Double(count) : 1
    case .forward: isInverse ? 1 : 1 / Double(count)
    }
  }
}

extension Compute {
  /// The discrete Fourier transform along `axis`. The axis can have any length. The computation uses float64. The
  /// result is complex128 for float64 and complex128, and complex64 for float32, complex64, integers and bools. float16
  /// and bfloat16 throw.
  ///
  /// - Parameter length: the axis is cut or padded with zeros to this length; nil keeps its length.
  public func fourier(
    _ x: Tensor, axis: Int, length: Int? = nil, isInverse: Bool = false, scale: FourierScale = .backward
  ) throws(TensorError) -> Tensor {
    let type = try fourierType(x)
    let axis = try resolveAxis(axis, rank: x.rank, operation: "fft")
    let source = try resized(x.converted(to: .complex128), axis: axis, to: length)
    let n = source.shape[axis]
    return try transformed(source, axis, scale.factor(n, isInverse: isInverse), isInverse).converted(to: type)
  }

  /// The first n/2 + 1 elements of the transform of n real numbers. The remaining elements would be conjugates of these
  /// elements.
  public func realFourier(
    _ x: Tensor, axis: Int, length: Int? = nil, scale: FourierScale = .backward
  ) throws(TensorError) -> Tensor {
    guard !x.dtype.isComplex else {
      throw .invalidArgument(operation: "rfft", "the input must be real, not \(x.dtype.name)")
    }
    let whole = try fourier(x, axis: axis, length: length, scale: scale)
    let axis = try resolveAxis(axis, rank: x.rank, operation: "rfft")
    return try dense(whole.sliced(axis: axis, stop: whole.shape[axis] / 2 + 1))
  }

  /// The inverse of `realFourier`: computes real numbers from the first half of their transform. `length` is the length
  /// of the result along `axis`. The default is 2 · (size − 1), where size is the size of `axis` in `x`.
  public func inverseRealFourier(
    _ x: Tensor, axis: Int, length: Int? = nil, scale: FourierScale = .backward
  ) throws(TensorError) -> Tensor {
    let type = try fourierType(x).real
    let axis = try resolveAxis(axis, rank: x.rank, operation: "irfft")
    let (n, overflow) = length.map { ($0, false) } ?? (x.shape[axis] - 1).multipliedReportingOverflow(by: 2)
    guard n >= 1, !overflow else {
      throw .invalidArgument(operation: "irfft", "invalid number of data points (\(n)) specified")
    }
    let half = try resized(x.converted(to: .complex128), axis: axis, to: n / 2 + 1)
    // The second half contains the conjugates of the first half in reverse order. Element 0 and, when n is even,
    // element n/2 have no counterpart: they are real.
    let rest = try half.sliced(axis: axis, start: 1, stop: n - n / 2)
    let mirrored = try complexFunction(.conjugate, rest.flipped([axis]))
    let whole = try dense(concatenate([half, mirrored], axis: axis))
    var parts = whole.parts
    for index in n % 2 == 0 ? [0, n / 2] : [0] {
      let place = try parts.layout.selected(axis: axis, index: index).selected(axis: parts.rank - 2, index: 1)
      let storage = try writing(Scalar.float(0), into: parts.storage, dtype: .float64, at: place)
      parts = Tensor(storage: storage, dtype: .float64, layout: parts.layout)
    }
    let factor = scale.factor(n, isInverse: true)
    return try dense(transformed(parts.joinedParts, axis, factor, true).realPart).converted(to: type)
  }

  private func fourierType(_ x: Tensor) throws(TensorError) -> DType {
    if x.dtype == .bfloat16 { throw .unsupportedType(operation: "fft", x.dtype) }
    if x.dtype == .float16 { throw .unsupportedType(operation: "fft", x.dtype) }
    guard x.rank > 0 else {
      throw .rankMismatch(operation: "fft", what: "the input", expected: "at least 1", found: [])
    }
    return x.dtype.complex
  }

  /// Cuts the axis, or pads it with zeros, to `size` elements.
  private func resized(_ x: Tensor, axis: Int, to size: Int?) throws(TensorError) -> Tensor {
    let size = size ?? x.shape[axis]
    guard size >= 1 else {
      throw .invalidArgument(operation: "fft", "invalid number of data points (\(size)) specified")
    }
    if size <= x.shape[axis] { return try x.sliced(axis: axis, stop: size) }
    var after = x.shape.map { _ in 0 }
    after[axis] = size - x.shape[axis]
    return try pad(x, before: x.shape.map { _ in 0 }, after: after)
  }

  private func transformed(
    _ x: Tensor, _ axis: Int, _ factor: Double, _ isInverse: Bool
  ) throws(TensorError) -> Tensor {
    let turned = try x.transposed(axis, -1)
    let source = try dense(turned)
    let n = turned.shape[turned.rank - 1]
    let rows = source.count / max(n, 1)
    // Each thread has its own tables: the roots of unity and, if n has a prime factor above 31, the arrays of
    // Bluestein's method, which computes the transform as a convolution.
    let (memory, overflow) = (n * (isSmooth(n) ? 32 : 512)).multipliedReportingOverflow(by: max(1, min(threads, rows)))
    guard !overflow, memory <= byteLimit else { throw .tooLarge(operation: "fft", shape: x.shape) }
    let failed = Failure()
    let result = try madeRaw("fft", shape: turned.shape, dtype: .complex128) { output throws(TensorError) in
      let (from, to) = (source.start.assumingMemoryBound(to: Double.self), output.assumingMemoryBound(to: Double.self))
      try parallel(over: rows, cost: n * 16) { range in
        let skipped = range.lowerBound * n * 2
        if !fw_fourier(Int64(range.count), Int64(n), isInverse ? 1 : -1, factor, from + skipped, to + skipped) {
          failed.isSet = true
        }
      }
    }
    if failed.isSet { throw .tooLarge(operation: "fft", shape: x.shape) }
    return try result.transposed(axis, -1)
  }
}

/// Whether all prime factors of n are at most 31. If not, the transform of n elements uses Bluestein's method.
private func isSmooth(_ n: Int) -> Bool {
  var rest = max(n, 1)
  for factor in 2...31 {
    while rest % factor == 0 { rest /= factor }
  }
  return rest == 1
}

/// A flag that any thread of an operation sets when it cannot allocate memory.
private final class Failure: @unchecked Sendable {
  var isSet = false
}
