import Synchronization
import Tensors

/// Summaries of tensors, so that drawing again costs nothing.
///
/// It belongs to no machine's state: all copies of a debugger share it, and everything in it can be computed again.
/// Views that show the same elements in another order share an entry.
final class SummaryCache: Sendable {
  /// Identifies elements of a storage.
  fileprivate struct Key: Hashable {
    let storage: Int
    let offset: Int
    let count: Int
    /// Sizes and strides of elements with gaps, the widest stride first; empty when the elements are contiguous.
    let axes: [Axis]
    let dtype: DType

    struct Axis: Hashable { let size: Int, stride: Int }

    func hash(into hasher: inout Hasher) {
      hasher.combine(storage)
      hasher.combine(offset)
      hasher.combine(count)
    }
  }

  /// When the recent entries reach the limit they become the earlier ones, and the old earlier ones are dropped. An
  /// entry that is used becomes recent again, so entries in use stay.
  private struct Entries {
    var recent = [Key: TensorSummary](minimumCapacity: 512)
    var earlier: [Key: TensorSummary] = [:]
  }
  private let entries = Mutex(Entries())
  private static let limit = 2048

  /// - Parameter compute: whose threads count. The figures do not depend on the number of threads.
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

  /// Whether any elements of a storage are summarized.
  func hasLooked(at storage: Storage) -> Bool {
    entries.withLock { entries in
      entries.recent.keys.contains { $0.storage == storage.serial }
        || entries.earlier.keys.contains { $0.storage == storage.serial }
    }
  }

  private func look(at tensor: Tensor, _ axes: [Key.Axis], on compute: Compute?) -> TensorSummary {
    let (shape, strides) = axes.isEmpty ? ([tensor.layout.count], [1]) : (axes.map(\.size), axes.map(\.stride))
    let elements = tensor.view(Layout(shape: shape, strides: strides, offset: tensor.layout.offset))
    // A summary is not cancelled with the pass, because it would have to be computed later anyway.
    do { return try Compute(threads: compute?.threads ?? 1).summary(elements) } catch { return elements.summary() }
  }
}

extension Layout {
  /// The axes of these elements, equal for views that differ only in order and grouping; empty when the elements are
  /// contiguous.
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
