import CKernels

/// A plane of a tensor reduced to a limited number of rows and columns, for a heat map.
public struct PooledGrid: Sendable, Hashable {
  /// How the elements of a cell become one number. NaN in a cell makes the cell NaN.
  public enum Pooling: Sendable, Hashable, CaseIterable {
    case mean
    case maximum
    /// The greatest |x|.
    case magnitude
  }

  /// The index range of each row of cells along the row axis, and of each column of cells along the column axis.
  public var rowRanges: [Range<Int>]
  public var columnRanges: [Range<Int>]
  /// Row-major.
  public var values: [Float]

  public subscript(row: Int, column: Int) -> Float { values[row * columnRanges.count + column] }
}

extension Tensor {
  /// Pools the plane of two axes. `index` fixes all other axes; its entries for these two axes are ignored.
  ///
  /// Cells divide the plane as evenly as whole indices allow. When an axis has fewer indices than cells, each index is
  /// a cell. `rows` and `columns` select a window of the plane.
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
          mode, source.start(), Int64(source.strides[0]), Int64(source.strides[1]), Int64(rowRanges.count),
          rowRanges.bounds, Int64(columnRanges.count), columnRanges.bounds, &values)
      }
    }
    return PooledGrid(rowRanges: rowRanges, columnRanges: columnRanges, values: values)
  }
}

/// Divides a range into at most `parts` parts whose lengths differ by at most one.
private func divided(_ range: Range<Int>, into parts: Int) -> [Range<Int>] {
  let count = min(parts, range.count)
  return (0..<count).map { part in
    range.lowerBound + range.count * part / count..<range.lowerBound + range.count * (part + 1) / count
  }
}

extension [Range<Int>] {
  /// The start of each range, and the end of the last.
  fileprivate var bounds: [Int64] { map { Int64($0.lowerBound) } + [Int64(last?.upperBound ?? 0)] }
}
