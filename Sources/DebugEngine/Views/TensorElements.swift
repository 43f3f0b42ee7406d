import Tensors

/// Access to the elements of a tensor at a stop. A front end reads only the elements that it shows.
public struct TensorElements: Sendable {
  let tensor: Tensor
  let cache: SummaryCache

  public var shape: [Int] { tensor.shape }
  public var dtype: DType { tensor.dtype }
  public var rank: Int { tensor.rank }
  public var count: Int { tensor.count }
  /// For each axis, the distance in the storage between neighbouring indices, counted in elements.
  public var strides: [Int] { tensor.strides }
  public var isContiguous: Bool { tensor.layout.isContiguous }

  /// The tensor's summary, from the cache or computed now.
  public var summary: TensorSummary { cache.summary(of: tensor) }

  /// A hash of shape, dtype and the bits of all elements. The hash is the same in every run.
  public var bitHash: UInt64 { tensor.bitHash }

  /// The histogram of the finite elements; nil when no element is finite.
  public func histogram(bins: Int) -> Histogram? { tensor.histogram(bins: bins, summary: summary) }

  /// One element; nil outside the tensor. Negative indices count from the end.
  public func element(at index: [Int]) -> Scalar? {
    guard index.count == tensor.rank else { return nil }
    return try? tensor.element(at: index)
  }

  /// A plane of two axes, pooled to at most `maxRows` × `maxColumns` cells; see `Tensor.pooledGrid`. A tensor with one
  /// axis becomes a single row, and a scalar becomes a single cell. In these two cases, `rowAxis` and `columnAxis` are
  /// ignored. Nil when an axis or index does not exist.
  public func grid(
    rowAxis: Int, columnAxis: Int, at index: [Int] = [], rows: Range<Int>? = nil, columns: Range<Int>? = nil,
    maxRows: Int, maxColumns: Int, by pooling: PooledGrid.Pooling = .mean
  ) -> PooledGrid? {
    var plane = tensor
    var place = index
    var (rowAxis, columnAxis) = (rowAxis, columnAxis)
    while plane.rank < 2 {
      guard let layout = try? plane.layout.unsqueezed(at: 0) else { return nil }
      plane = plane.view(layout)
      place = []
      (rowAxis, columnAxis) = (0, 1)
    }
    if place.isEmpty { place = [Int](repeating: 0, count: plane.rank) }
    return try? plane.pooledGrid(
      rowAxis: rowAxis, columnAxis: columnAxis, at: place, rows: rows, columns: columns, maxRows: maxRows,
      maxColumns: maxColumns, by: pooling)
  }

  /// Selects one index along each axis in `fixed`, which maps axes to indices. The result has only the other axes. Nil
  /// when an axis or index does not exist.
  public func slice(_ fixed: [Int: Int]) -> TensorElements? {
    var layout = tensor.layout
    for axis in fixed.keys.sorted(by: >) {
      guard let next = try? layout.selected(axis: axis, index: fixed[axis] ?? 0) else { return nil }
      layout = next
    }
    return TensorElements(tensor: tensor.view(layout), cache: cache)
  }

  /// The first elements in row-major order; at most `limit`.
  public func prefix(_ limit: Int) -> [Scalar] {
    var index = [Int](repeating: 0, count: rank)
    var result: [Scalar] = []
    while result.count < Swift.min(limit, count), let value = element(at: index) {
      result.append(value)
      for axis in stride(from: rank - 1, through: 0, by: -1) {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return result
  }
}
