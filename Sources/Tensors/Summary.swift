import CKernels

/// What one look over all elements tells.
public struct TensorSummary: Sendable, Hashable {
  public var count = 0
  public var nanCount = 0
  public var positiveInfinityCount = 0
  public var negativeInfinityCount = 0
  public var zeroCount = 0

  /// Of the finite elements; nil when there are none.
  public var min: Double?
  public var max: Double?
  public var mean: Double?
  /// Of the finite elements as a population.
  public var standardDeviation: Double?

  /// How many elements have each sign and binary exponent: 256 of positive sign by biased exponent (0 for zeros and
  /// denormals, 127 for 1..<2, 255 for infinities and NaN), then 256 of negative sign. As float32.
  public var exponents: [Int] = []

  public var finiteCount: Int { count - nanCount - positiveInfinityCount - negativeInfinityCount }
  public var infinityCount: Int { positiveInfinityCount + negativeInfinityCount }
}

extension Compute {
  /// Looks once over all elements. Types other than float32 are looked at as float32.
  public func summary(_ x: Tensor) throws(TensorError) -> TensorSummary {
    let (distinct, repeats) = x.distinctElements()
    let dense = try dense(distinct)
    // Parts of one size, put together in order: the same bits on every number of threads.
    let size = 1 << 17
    let count = (dense.count + size - 1) / size
    let parts = UnsafeMutableBufferPointer<fw_summary>.allocate(capacity: count)
    defer { parts.deallocate() }
    parts.initialize(repeating: fw_summary())
    try parallel(blocks: count) { block in
      let part = parts.baseAddress! + block
      fw_summary_begin(part)
      dense.forEachFloatBlock(in: block * size..<min(dense.count, (block + 1) * size)) { start, count in
        fw_summary_add(part, Int64(count), start)
      }
    }
    return TensorSummary(Array(parts), repeats: repeats)
  }
}

extension Tensor {
  /// Looks once over all elements, on this thread.
  public func summary() -> TensorSummary {
    do { return try Compute().summary(self) } catch { preconditionFailure("only a cancelled look fails: \(error)") }
  }
}

extension TensorSummary {
  /// What the looks at several parts say together, all elements of which stand for `repeats`.
  fileprivate init(_ parts: [fw_summary], repeats: Int) {
    exponents = [Int](repeating: 0, count: 512)
    // Mean and sum of squared deviations of what was put together so far.
    var finite = 0.0
    var mean = 0.0
    var squares = 0.0
    for part in parts {
      let before = finiteCount
      count += Int(part.count)
      nanCount += Int(part.nan)
      positiveInfinityCount += Int(part.positive_infinity)
      negativeInfinityCount += Int(part.negative_infinity)
      zeroCount += Int(part.zero)
      withUnsafeBytes(of: part.exponents) { bytes in
        for (index, number) in bytes.bindMemory(to: Int64.self).enumerated() { exponents[index] += Int(number) }
      }
      let added = Double(finiteCount - before)
      if added == 0 { continue }
      min = Swift.min(min ?? .infinity, Double(part.least))
      max = Swift.max(max ?? -.infinity, Double(part.greatest))
      let partMean = part.sum / added
      let partSquares = Swift.max(0, part.sum_of_squares - part.sum * partMean)
      let distance = part.shift + partMean - mean
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
    for index in exponents.indices { exponents[index] *= repeats }
  }
}

extension Tensor {
  /// Hands out some elements of a dense tensor as float32, a block at a time so that converting needs little memory.
  fileprivate func forEachFloatBlock(in range: Range<Int>, _ body: (UnsafePointer<Float>, Int) -> Void) {
    withExtendedLifetime(storage) {
      if dtype == .float32 {
        body(floatStart + range.lowerBound, range.count)
        return
      }
      let size = 1 << 14
      var block = [Float](repeating: 0, count: Swift.min(size, range.count))
      for first in stride(from: range.lowerBound, to: range.upperBound, by: size) {
        let count = Swift.min(size, range.upperBound - first)
        fw_convert(dtype.kernelType, start.advanced(by: first * dtype.size), FW_FLOAT32, &block, Int64(count))
        block.withUnsafeBufferPointer { buffer in
          if let start = buffer.baseAddress { body(start, count) }
        }
      }
    }
  }

  /// The elements without the repetitions of expanded axes, and how often each is repeated; in the order in which they lie,
  /// which makes a transposed dense tensor a dense one.
  fileprivate func distinctElements() -> (Tensor, repeats: Int) {
    if layout.isContiguous { return (self, 1) }
    let repeated = shape.indices.filter { strides[$0] == 0 && shape[$0] > 1 }
    let order = shape.indices.filter { !repeated.contains($0) }.sorted { strides[$0] > strides[$1] }
    let distinct = Layout(shape: order.map { shape[$0] }, strides: order.map { strides[$0] }, offset: layout.offset)
    return (view(distinct), repeated.reduce(1) { $0 * shape[$1] })
  }
}

/// How many finite elements fall into each of some bins of equal width.
public struct Histogram: Sendable, Hashable {
  /// The least and the greatest finite element; the last bin includes the greatest.
  public var low: Double
  public var high: Double
  public var counts: [Int]

  /// Where bin `index` begins and ends.
  public func bounds(of index: Int) -> ClosedRange<Double> {
    let width = (high - low) / Double(counts.count)
    return low + Double(index) * width...(index == counts.count - 1 ? high : low + Double(index + 1) * width)
  }
}

extension Tensor {
  /// The distribution of the finite elements; nil when there are none.
  ///
  /// - Parameter summary: Of this tensor, if it is at hand: it saves a look over the elements.
  public func histogram(bins: Int, summary known: TensorSummary? = nil) -> Histogram? {
    precondition(bins > 0, "a histogram has a bin")
    let summary = known ?? self.summary()
    guard let low = summary.min, let high = summary.max else { return nil }
    var counts = [Int64](repeating: 0, count: bins)
    let (distinct, repeats) = distinctElements()
    let dense = distinct.contiguous()
    dense.forEachFloatBlock(in: 0..<dense.count) { start, count in
      fw_histogram(Int64(count), start, low, high, Int64(bins), &counts)
    }
    return Histogram(low: low, high: high, counts: counts.map { Int($0) * repeats })
  }

  /// One element. Integers and bools stay such.
  public func element(at index: [Int]) throws(TensorError) -> Scalar {
    guard index.count == rank else {
      throw .invalidArgument(operation: "element", "\(index.count) indices are given for \(rank) axes")
    }
    var place = layout
    for position in index { place = try place.selected(axis: 0, index: position) }
    let one = view(place)
    if dtype == .bool { return .bool(one.withElements(of: UInt8.self) { $0[0] != 0 }) }
    if dtype.isFloatingPoint { return .float(one.converted(to: .float64).withElements(of: Double.self) { $0[0] }) }
    return .int(Int(one.converted(to: .int64).withElements(of: Int64.self) { $0[0] }))
  }
}
