import CKernels

/// Statistics of a tensor, computed in one pass over its elements.
public struct TensorSummary: Sendable, Hashable {
  public var count = 0
  public var nanCount = 0
  public var positiveInfinityCount = 0
  public var negativeInfinityCount = 0
  public var zeroCount = 0

  /// The smallest and greatest finite element; nil when no element is finite.
  public var min: Double?
  public var max: Double?
  public var mean: Double?
  /// The population standard deviation of the finite elements; nil when no element is finite.
  public var standardDeviation: Double?

  /// The number of elements, as float32, for each sign and biased exponent. Entries 0–255 count positive elements:
  /// exponent 0 is zeros and denormals, 127 is 1..<2, 255 is infinities and NaN. Entries 256–511 count negative
  /// elements.
  public var exponents: [Int] {
    var counts = [Int](repeating: 0, count: 512)
    for (exponent, count) in zip(usedExponents, exponentCounts) { counts[Int(exponent)] = Int(count) }
    return counts
  }

  /// The indices of the entries of `exponents` that are not zero. `exponentCounts` contains their counts.
  private var usedExponents: [UInt16] = []
  private var exponentCounts: [Int64] = []

  public var finiteCount: Int { count - nanCount - positiveInfinityCount - negativeInfinityCount }
  public var infinityCount: Int { positiveInfinityCount + negativeInfinityCount }
}

extension Compute {
  /// Computes the statistics in one pass. Uses float64 for float64, int64 and int32, else float32.
  ///
  /// For a complex tensor, computes the statistics of the magnitudes.
  public func summary(_ x: Tensor) throws(TensorError) -> TensorSummary {
    if x.dtype.isComplex { return try summary(x.magnitudes) }
    let (distinct, repeats) = x.distinctElements()
    let dense = try dense(distinct)
    // The number of parts depends only on the number of elements, and parts are combined in order. Therefore any number
    // of threads computes the same bits.
    let count =
      switch dense.count {
      case ..<16_384: 1
      case ..<65_536: 2
      default: max(4, dense.count >> 17)
      }
    let size = (dense.count + count - 1) / count
    // Before malloc allocates a block of this size, malloc merges free blocks. For a small tensor, merging would take
    // longer than computing the statistics. Therefore the thread's temporary memory is used.
    let isFew = count <= Int(FW_SUMMARY_PARTS)
    let parts = UnsafeMutableBufferPointer(
      start: isFew ? fw_summary_parts() : UnsafeMutablePointer<fw_summary>.allocate(capacity: count), count: count)
    defer { if !isFew { parts.deallocate() } }
    try parallel(blocks: count) { block in
      let part = parts.baseAddress! + block
      fw_summary_begin(part)
      let range = block * size..<min(dense.count, (block + 1) * size)
      if dense.dtype.needsDouble {
        dense.forEachBlock(in: range) { start, count in fw_summary_add_f64(part, Int64(count), start) }
      } else {
        dense.forEachBlock(in: range) { start, count in fw_summary_add(part, Int64(count), start) }
      }
    }
    return TensorSummary(parts, repeats: repeats)
  }
}

extension Tensor {
  /// Computes the statistics on the calling thread.
  public func summary() -> TensorSummary {
    do { return try Compute().summary(self) } catch { preconditionFailure("only a cancelled look fails: \(error)") }
  }
}

extension TensorSummary {
  /// Combines the summaries of several parts. Each element is counted `repeats` times.
  fileprivate init(_ parts: UnsafeMutableBufferPointer<fw_summary>, repeats: Int) {
    // The mean and the sum of squared deviations of the parts combined so far.
    var finite = 0.0
    var mean = 0.0
    var squares = 0.0
    for index in parts.indices {
      let part = parts.baseAddress! + index
      let before = finiteCount
      count += Int(part.pointee.count)
      nanCount += Int(part.pointee.nan)
      positiveInfinityCount += Int(part.pointee.positive_infinity)
      negativeInfinityCount += Int(part.pointee.negative_infinity)
      zeroCount += Int(part.pointee.zero)
      let added = Double(finiteCount - before)
      if added == 0 { continue }
      min = Swift.min(min ?? .infinity, part.pointee.least)
      max = Swift.max(max ?? -.infinity, part.pointee.greatest)
      let partMean = part.pointee.sum / added
      let partSquares = Swift.max(0, part.pointee.sum_of_squares - part.pointee.sum * partMean)
      let distance = part.pointee.shift + partMean - mean
      let together = finite + added
      squares += partSquares + distance * distance * finite * added / together
      mean += distance * added / together
      finite = together
    }
    if finite > 0 {
      self.mean = mean
      standardDeviation = (squares / finite).squareRoot()
    }
    count *= repeats
    nanCount *= repeats
    positiveInfinityCount *= repeats
    negativeInfinityCount *= repeats
    zeroCount *= repeats
    guard let first = parts.baseAddress else { return }
    var exponents: UnsafePointer<UInt16>?
    var counts: UnsafePointer<Int64>?
    let used = Int(fw_summary_gather(first, Int64(parts.count), &exponents, &counts))
    usedExponents = Array(UnsafeBufferPointer(start: exponents, count: used))
    exponentCounts = Array(UnsafeBufferPointer(start: counts, count: used))
    if repeats != 1 { for index in exponentCounts.indices { exponentCounts[index] *= Int64(repeats) } }
  }
}

extension Tensor {
  /// Converts a range of a contiguous tensor's elements to T, block by block, and calls `body` with each block. Needs
  /// memory for one block only.
  fileprivate func forEachBlock<T: KernelFloat>(in range: Range<Int>, _ body: (UnsafePointer<T>, Int) -> Void) {
    withExtendedLifetime(storage) {
      if dtype == T.dtype {
        body(start(T.self) + range.lowerBound, range.count)
        return
      }
      let size = 1 << 14
      var block = [T](repeating: 0, count: Swift.min(size, range.count))
      for first in stride(from: range.lowerBound, to: range.upperBound, by: size) {
        let count = Swift.min(size, range.upperBound - first)
        block.withUnsafeMutableBufferPointer { buffer in
          guard let converted = buffer.baseAddress else { return }
          fw_convert(
            dtype.kernelType, start.advanced(by: first * dtype.size), T.dtype.kernelType, converted, Int64(count))
          body(converted, count)
        }
      }
    }
  }

  /// Returns the elements without the repetitions of expanded axes, and the number of repetitions of each element. Axes
  /// are sorted by stride: a transposed contiguous tensor becomes contiguous.
  fileprivate func distinctElements() -> (Tensor, repeats: Int) {
    if layout.isContiguous { return (self, 1) }
    let repeated = shape.indices.filter { strides[$0] == 0 && shape[$0] > 1 }
    let order = shape.indices.filter { !repeated.contains($0) }.sorted { strides[$0] > strides[$1] }
    let distinct = Layout(shape: order.map { shape[$0] }, strides: order.map { strides[$0] }, offset: layout.offset)
    return (view(distinct), repeated.reduce(1) { $0 * shape[$1] })
  }
}

/// The number of finite elements in each of several bins of equal width.
public struct Histogram: Sendable, Hashable {
  /// The smallest and greatest finite element: the bounds of the first and last bin. The last bin includes `high`.
  public var low: Double
  public var high: Double
  public var counts: [Int]

  /// The range of values of bin `index`.
  public func bounds(of index: Int) -> ClosedRange<Double> {
    let width = (high - low) / Double(counts.count)
    return low + Double(index) * width...(index == counts.count - 1 ? high : low + Double(index + 1) * width)
  }
}

extension Tensor {
  /// The histogram of the finite elements; nil when no element is finite.
  ///
  /// - Parameter summary: the summary of this tensor. When it is nil, an additional pass over the elements computes it.
  public func histogram(bins: Int, summary known: TensorSummary? = nil) -> Histogram? {
    precondition(bins > 0, "a histogram has a bin")
    if dtype.isComplex { return magnitudes.histogram(bins: bins, summary: known) }
    let summary = known ?? self.summary()
    guard let low = summary.min, let high = summary.max else { return nil }
    var counts = [Int64](repeating: 0, count: bins)
    let (distinct, repeats) = distinctElements()
    let dense = distinct.contiguous()
    if dtype.needsDouble {
      dense.forEachBlock(in: 0..<dense.count) { start, count in
        fw_histogram_f64(Int64(count), start, low, high, Int64(bins), &counts)
      }
    } else {
      dense.forEachBlock(in: 0..<dense.count) { start, count in
        fw_histogram(Int64(count), start, low, high, Int64(bins), &counts)
      }
    }
    return Histogram(low: low, high: high, counts: counts.map { Int($0) * repeats })
  }

  /// Returns the element at `index`. Integers and bools keep their type. Floats become a double; complex numbers become
  /// two doubles.
  public func element(at index: [Int]) throws(TensorError) -> Scalar {
    guard index.count == rank else {
      throw .invalidArgument(operation: "element", "\(index.count) indices are given for \(rank) axes")
    }
    var place = layout
    for position in index { place = try place.selected(axis: 0, index: position) }
    let one = view(place)
    if dtype.isComplex {
      return one.parts.converted(to: .float64).withElements(of: Double.self) {
        .complex(real: $0[0], imaginary: $0[1])
      }
    }
    if dtype == .bool { return .bool(one.withElements(of: UInt8.self) { $0[0] != 0 }) }
    if dtype.isFloatingPoint { return .float(one.converted(to: .float64).withElements(of: Double.self) { $0[0] }) }
    return .int(Int(one.converted(to: .int64).withElements(of: Int64.self) { $0[0] }))
  }
}

extension DType {
  /// Whether float32 cannot represent all numbers of this type.
  var needsDouble: Bool { self == .float64 || self == .int64 || self == .int32 }
}
