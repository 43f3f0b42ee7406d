import CKernels

/// A plane of a tensor in at most so many rows and columns: what a heat map shows.
public struct PooledGrid: Sendable, Hashable {
  /// How the elements under one cell become one number. Any of them makes NaN of a NaN.
  public enum Pooling: Sendable, Hashable, CaseIterable {
    case mean
    case maximum
    /// The greatest |x|.
    case magnitude
  }

  /// The indices along the row axis that each row of cells covers, and along the column axis each column.
  public var rowRanges: [Range<Int>]
  public var columnRanges: [Range<Int>]
  /// Row by row.
  public var values: [Float]

  public subscript(row: Int, column: Int) -> Float { values[row * columnRanges.count + column] }
}

extension Tensor {
  /// Pools the plane of two axes, all other axes standing at `index` (whose entries for these two axes are not looked
  /// at).
  ///
  /// Cells divide the plane as evenly as whole indices allow; a plane with fewer indices than cells has a cell an
  /// index. `rows` and `columns` narrow it to a window first.
  public func pooledGrid(
    rowAxis: Int, columnAxis: Int, at index: [Int] = [], rows: Range<Int>? = nil, columns: Range<Int>? = nil,
    maxRows: Int, maxColumns: Int, by pooling: PooledGrid.Pooling = .mean
  ) throws(TensorError) -> PooledGrid {
    let rowAxis = try resolveAxis(rowAxis, rank: rank, operation: "grid")
    let columnAxis = try resolveAxis(columnAxis, rank: rank, operation: "grid")
    guard rowAxis != columnAxis, maxRows > 0, maxColumns > 0, index.count == rank || rank == 2 else {
      throw .invalidArgument(operation: "grid", "two axes, a place on the others and room for a cell are needed")
    }
    var plane = layout
    for axis in shape.indices.reversed() where axis != rowAxis && axis != columnAxis {
      plane = try plane.selected(axis: axis, index: index[axis])
    }
    if rowAxis > columnAxis { plane = try plane.transposed(0, 1) }
    let rowWindow = (rows ?? 0..<plane.shape[0]).clamped(to: 0..<plane.shape[0])
    let columnWindow = (columns ?? 0..<plane.shape[1]).clamped(to: 0..<plane.shape[1])
    let source = view(plane).converted(to: .float32)
    let rowRanges = divided(rowWindow, into: maxRows)
    let columnRanges = divided(columnWindow, into: maxColumns)
    var values = [Float](repeating: 0, count: rowRanges.count * columnRanges.count)
    if !values.isEmpty {
      let mode =
        switch pooling {
        case .mean: FW_POOL_MEAN
        case .maximum: FW_POOL_MAXIMUM
        case .magnitude: FW_POOL_MAGNITUDE
        }
      withExtendedLifetime(source) {
        fw_pool(
          mode, source.floatStart, Int64(source.strides[0]), Int64(source.strides[1]), Int64(rowRanges.count),
          rowRanges.bounds, Int64(columnRanges.count), columnRanges.bounds, &values)
      }
    }
    return PooledGrid(rowRanges: rowRanges, columnRanges: columnRanges, values: values)
  }
}

/// A range in at most `parts` parts that differ in length by at most one.
private func divided(_ range: Range<Int>, into parts: Int) -> [Range<Int>] {
  let count = min(parts, range.count)
  return (0..<count).map { part in
    range.lowerBound + range.count * part / count..<range.lowerBound + range.count * (part + 1) / count
  }
}

extension [Range<Int>] {
  /// Where each begins, and where the last ends.
  fileprivate var bounds: [Int64] { map { Int64($0.lowerBound) } + [Int64(last?.upperBound ?? 0)] }
}
