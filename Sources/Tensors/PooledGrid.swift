import CKernels

/// A plane of a tensor, pooled to a limited number of rows and columns of cells, for a heat map.
public struct PooledGrid: Sendable, Hashable {
  /// How to compute one number from the elements of a cell. If an element is NaN, the number is NaN.
  public enum Pooling: Sendable, Hashable, CaseIterable {
    case mean
    case maximum
    /// The greatest magnitude of the cell's elements.
    case magnitude
  }

  /// The index range of each row of cells along the row axis.
  public var rowRanges: [Range<Int>]
  /// The index range of each column of cells along the column axis.
  public var columnRanges: [Range<Int>]
  /// The numbers of the cells, row by row.
  public var values: [Float]

  public subscript(row: Int, column: Int) -> Float { values[row * columnRanges.count + column] }
}

extension Tensor {
  /// Pools the plane of the axes `rowAxis` and `columnAxis`. `index` contains the selected index of every other axis.
  /// The entries of `index` for `rowAxis` and `columnAxis` are ignored.
  ///
  /// Along an axis, the sizes of cells differ by at most one index. When an axis has fewer indices than cells, each
  /// index becomes one cell. For complex numbers, pools the magnitudes. `rows` and `columns` select a window of the
  /// plane; nil selects the whole axis.
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
    let source = view(plane).magnitudes.converted(to: .float32)
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

/// Divides `range` into at most `parts` ranges whose lengths differ by at most 1.
private func divided(_ range: Range<Int>, into parts: Int) -> [Range<Int>] {
  let count = min(parts, range.count)
  return (0..<count).map { part in
    range.lowerBound + range.count * part / count..<range.lowerBound + range.count * (part + 1) / count
  }
}

extension [Range<Int>] {
  /// The start of each range, followed by the end of the last range.
  fileprivate var bounds: [Int64] { map { Int64($0.lowerBound) } + [Int64(last?.upperBound ?? 0)] }
}
