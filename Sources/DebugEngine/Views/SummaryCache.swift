import Synchronization
import Tensors

/// Caches tensor summaries: a tensor that is shown at many stops is summarized once.
///
/// All copies of a debugger share one cache. Dropping an entry never changes a result, because every summary can be
/// computed again. Views with the same elements in another order share one entry.
final class SummaryCache: Sendable {
  /// Identifies a set of elements in a storage.
  fileprivate struct Key: Hashable {
    let storage: Int
    let offset: Int
    let count: Int
    /// Sizes and strides of the axes, widest stride first. Empty when the elements are contiguous.
    let axes: [Axis]
    let dtype: DType

    struct Axis: Hashable { let size: Int, stride: Int }

    func hash(into hasher: inout Hasher) {
      hasher.combine(storage)
      hasher.combine(offset)
      hasher.combine(count)
    }
  }

  /// Two generations of entries. When `recent` reaches the limit, the entries of `earlier` are dropped and the entries
  /// of `recent` move to `earlier`. Using an entry copies the entry to `recent`.
  private struct Entries {
    var recent = [Key: TensorSummary](minimumCapacity: 512)
    var earlier: [Key: TensorSummary] = [:]
  }
  private let entries = Mutex(Entries())
  private static let limit = 2048

  /// Returns the cached summary or computes it.
  ///
  /// - Parameter compute: determines the number of threads. The summary does not depend on this number.
  func summary(of tensor: Tensor, on compute: Compute? = nil) -> TensorSummary {
    let axes = tensor.layout.axesWithoutOrder
    let key = Key(
      storage: tensor.storage.serial, offset: tensor.layout.offset, count: tensor.layout.count, axes: axes,
      dtype: tensor.dtype)
    let (known, isRecent) = entries.withLock { entries -> (TensorSummary?, Bool) in
      if let summary = entries.recent[key] { return (summary, true) }
      return (entries.earlier.isEmpty ? nil : entries.earlier[key], false)
    }
    if isRecent, let known { return known }
    let summary = known ?? look(at: tensor, axes, on: compute)
    entries.withLock { entries in
      if entries.recent.count >= Self.limit { entries = Entries(earlier: entries.recent) }
      entries.recent[key] = summary
    }
    return summary
  }

  /// Whether the cache has a summary of any elements in the storage.
  func hasLooked(at storage: Storage) -> Bool {
    entries.withLock { entries in
      entries.recent.keys.contains { $0.storage == storage.serial }
        || entries.earlier.keys.contains { $0.storage == storage.serial }
    }
  }

  private func look(at tensor: Tensor, _ axes: [Key.Axis], on compute: Compute?) -> TensorSummary {
    let (shape, strides) = axes.isEmpty ? ([tensor.layout.count], [1]) : (axes.map(\.size), axes.map(\.stride))
    let elements = tensor.view(Layout(shape: shape, strides: strides, offset: tensor.layout.offset))
    // Do not use the pass's cancellation flag here: after an interruption, the front end still shows this summary.
    do { return try Compute(threads: compute?.threads ?? 1).summary(elements) } catch { return elements.summary() }
  }
}

extension Layout {
  /// The layout's axes (size and stride), as part of the cache's key. Views that differ only in the order or grouping
  /// of axes have equal keys. Empty when the elements are contiguous.
  fileprivate var axesWithoutOrder: [SummaryCache.Key.Axis] {
    if isContiguous || shape.contains(0) { return [] }
    var axes: [SummaryCache.Key.Axis] = []
    for axis in shape.indices.sorted(by: { (strides[$0].magnitude, shape[$0]) > (strides[$1].magnitude, shape[$1]) })
    where shape[axis] != 1 {
      if let last = axes.last, last.stride == strides[axis] * shape[axis] {
        axes[axes.count - 1] = .init(size: last.size * shape[axis], stride: strides[axis])
      } else {
        axes.append(.init(size: shape[axis], stride: strides[axis]))
      }
    }
    return axes.count == 1 && axes[0].stride == 1 ? [] : axes
  }
}
