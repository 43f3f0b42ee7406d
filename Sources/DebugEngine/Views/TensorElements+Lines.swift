import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run of neighbouring elements that a plot draws in one column.
public struct LineStretch: Sendable, Hashable {
  /// Indices of the elements along the plotted axis.
  public let range: Range<Int>
  /// The smallest and largest finite element; nil when no element is finite.
  public let finite: ClosedRange<Double>?
  public let hasNaN: Bool
  public let hasInfinity: Bool
}

/// Statistics of the rows of a plane. Each row is read as a probability distribution, such as a row of a softmax.
public struct RowDistributions: Sendable, Hashable {
  /// The number of rows that were read. In a large plane only evenly spaced rows are read.
  public let rowsRead: Int
  public let rows: Int
  /// The number of rows that sum to 0, such as fully masked rows. Empty rows are not used for `sums` and `entropy`.
  public let emptyRows: Int
  /// The smallest and largest sum of a row that is not empty; nil when all rows are empty.
  public let sums: ClosedRange<Double>?
  /// The mean entropy of the rows that are not empty, in nats: −Σ p ln p, where p is the row divided by its sum.
  public let entropy: Double?
  /// The entropy of a row with equal elements, in nats. No row can have a greater entropy.
  public let evenEntropy: Double
}

extension TensorElements {
  /// The elements along one axis, as float64. For a complex tensor, the elements' magnitudes. `index` selects one index
  /// along each other axis. `range` selects indices along this axis; nil selects all. Nil when the axis or index does
  /// not exist.
  public func line(along axis: Int, at index: [Int], in range: Range<Int>? = nil) -> [Double]? {
    guard let line = strip(along: axis, at: index, in: range) else { return nil }
    return line.magnitudes.converted(to: .float64).withElements(of: Double.self) { Array($0) }
  }

  /// Divides the elements along one axis into at most `count` runs of about equal length. The other parameters have the
  /// same meaning as in `line(along:at:in:)`.
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

  /// Returns one summary for each index along an axis. The summary covers all elements with this index. `fixed` maps
  /// other axes to an index; only elements at these indices are used.
  public func summaries(along axis: Int, of indices: Range<Int>, at fixed: [Int: Int] = [:]) -> [TensorSummary] {
    guard shape.indices.contains(axis) else { return [] }
    return indices.clamped(to: 0..<shape[axis]).compactMap { index in
      slice(fixed.merging([axis: index]) { $1 })?.summary
    }
  }

  /// Reads the rows along an axis as probability distributions. `fixed` maps other axes to an index; only elements at
  /// these indices are used.
  ///
  /// - Parameter limit: the most elements to read. In a larger tensor, only evenly spaced rows are read.
  /// - Returns: nil when the axis does not exist, the tensor is empty, or an element is negative, infinite or NaN.
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
