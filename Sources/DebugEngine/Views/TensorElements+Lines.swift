import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Neighbouring elements of a line that share one column of a plot.
public struct LineStretch: Sendable, Hashable {
  /// Their indices along the line's axis.
  public let range: Range<Int>
  /// The least and the greatest finite element; nil when none is finite.
  public let finite: ClosedRange<Double>?
  public let hasNaN: Bool
  public let hasInfinity: Bool
}

/// Statistics of a plane's rows, each row read as a distribution, like the rows of a softmax.
public struct RowDistributions: Sendable, Hashable {
  /// The number of rows that were read: all, or an evenly spaced sample of a large plane.
  public let rowsRead: Int
  public let rows: Int
  /// Rows of zeros, such as fully masked ones. They are not read as distributions.
  public let emptyRows: Int
  /// The least and the greatest sum of a row that is not empty; nil when all are.
  public let sums: ClosedRange<Double>?
  /// The mean of −Σ p ln p over those rows, in nats; p is the row divided by its sum.
  public let entropy: Double?
  /// The entropy of a row of equal elements, the greatest possible.
  public let evenEntropy: Double
}

extension TensorElements {
  /// The elements of `range` along one axis; `index` fixes all other axes. Nil outside the tensor.
  public func line(along axis: Int, at index: [Int], in range: Range<Int>? = nil) -> [Double]? {
    guard let line = strip(along: axis, at: index, in: range) else { return nil }
    return line.converted(to: .float64).withElements(of: Double.self) { Array($0) }
  }

  /// The same in at most `count` pieces of about equal length.
  public func stretches(along axis: Int, at index: [Int], in range: Range<Int>? = nil, count: Int) -> [LineStretch]? {
    guard count > 0, let values = line(along: axis, at: index, in: range) else { return nil }
    let start = range.map { Swift.max(0, $0.lowerBound) } ?? 0
    let parts = Swift.min(count, values.count)
    return (0..<parts).map { part in
      let (from, to) = (values.count * part / parts, values.count * (part + 1) / parts)
      let finite = values[from..<to].filter(\.isFinite)
      return LineStretch(
        range: start + from..<start + to, finite: finite.min().flatMap { low in finite.max().map { low...$0 } },
        hasNaN: values[from..<to].contains(where: \.isNaN), hasInfinity: values[from..<to].contains(where: \.isInfinite)
      )
    }
  }

  private func strip(along axis: Int, at index: [Int], in range: Range<Int>?) -> Tensor? {
    if rank == 0 { return try? tensor.unsqueezed(at: 0) }
    guard shape.indices.contains(axis), index.count == rank else { return nil }
    let range = (range ?? 0..<shape[axis]).clamped(to: 0..<shape[axis])
    let fixed = Dictionary(uniqueKeysWithValues: shape.indices.filter { $0 != axis }.map { ($0, index[$0]) })
    return slice(fixed).flatMap { try? $0.tensor.sliced(axis: 0, start: range.lowerBound, stop: range.upperBound) }
  }

  /// For each of the indices along an axis, a summary of all elements with that index. Axes in `fixed` stay at their
  /// index.
  public func summaries(along axis: Int, of indices: Range<Int>, at fixed: [Int: Int] = [:]) -> [TensorSummary] {
    guard shape.indices.contains(axis) else { return [] }
    return indices.clamped(to: 0..<shape[axis]).compactMap { index in
      slice(fixed.merging([axis: index]) { $1 })?.summary
    }
  }

  /// Reads the lines along an axis as distributions. Axes in `fixed` stay at their index.
  ///
  /// - Parameter limit: how many elements to read. Of a larger tensor only evenly spaced lines are read.
  /// - Returns: nil when an element is negative, infinite or NaN, which no distribution has.
  public func distributions(along axis: Int, at fixed: [Int: Int] = [:], limit: Int = 1 << 18) -> RowDistributions? {
    guard shape.indices.contains(axis), fixed[axis] == nil, let part = slice(fixed) else { return nil }
    let place = axis - fixed.keys.filter { $0 < axis }.count
    let length = part.shape[place]
    let outer = part.shape.indices.filter { $0 != place }
    let rows = outer.reduce(1) { $0 * part.shape[$1] }
    guard length > 0, rows > 0 else { return nil }
    let read = Swift.max(1, Swift.min(rows, limit / length))
    var empty = 0
    var least = Double.infinity
    var greatest = -Double.infinity
    var entropies = 0.0
    for number in 0..<read {
      var rest = rows * number / read
      var index = [Int](repeating: 0, count: part.rank)
      for axis in outer.reversed() {
        index[axis] = rest % part.shape[axis]
        rest /= part.shape[axis]
      }
      guard let values = part.line(along: place, at: index), values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
        return nil
      }
      let sum = values.reduce(0, +)
      if sum == 0 {
        empty += 1
        continue
      }
      (least, greatest) = (Swift.min(least, sum), Swift.max(greatest, sum))
      for value in values where value > 0 { entropies -= value / sum * log(value / sum) }
    }
    let full = read - empty
    return RowDistributions(
      rowsRead: read, rows: rows, emptyRows: empty, sums: full > 0 ? least...greatest : nil,
      entropy: full > 0 ? entropies / Double(full) : nil, evenEntropy: log(Double(length)))
  }
}
