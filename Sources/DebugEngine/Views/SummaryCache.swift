import Synchronization
import Tensors

/// Summaries of tensors that were looked at already, so that drawing again costs nothing.
///
/// Not part of any machine's state: all copies of a debugger share it, and it only holds what can be counted again.
/// Views that show the same elements in another order are one entry.
final class SummaryCache: Sendable {
  /// Which elements of which storage.
  fileprivate struct Key: Hashable {
    let storage: Int
    let offset: Int
    let count: Int
    /// Sizes and strides of elements that do not lie one behind the other, the widest stride first.
    let axes: [Axis]
    let dtype: DType

    struct Axis: Hashable { let size: Int, stride: Int }

    func hash(into hasher: inout Hasher) {
      hasher.combine(storage)
      hasher.combine(offset)
      hasher.combine(count)
    }
  }

  /// When the recent ones are so many they are kept as the earlier ones, and what was earlier goes unless it is asked
  /// for meanwhile: so what is looked at again and again stays.
  private struct Entries {
    var recent = [Key: TensorSummary](minimumCapacity: 512)
    var earlier: [Key: TensorSummary] = [:]
  }
  private let entries = Mutex(Entries())
  private static let limit = 2048

  /// - Parameter compute: whose threads do the counting; the figures are the same on any number.
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

  /// Whether any elements of a storage have been looked at.
  func hasLooked(at storage: Storage) -> Bool {
    entries.withLock { entries in
      entries.recent.keys.contains { $0.storage == storage.serial }
        || entries.earlier.keys.contains { $0.storage == storage.serial }
    }
  }

  private func look(at tensor: Tensor, _ axes: [Key.Axis], on compute: Compute?) -> TensorSummary {
    let (shape, strides) = axes.isEmpty ? ([tensor.layout.count], [1]) : (axes.map(\.size), axes.map(\.stride))
    let elements = tensor.view(Layout(shape: shape, strides: strides, offset: tensor.layout.offset))
    // Looking is not cancelled with the pass: a look left out would have to be made up for later.
    do { return try Compute(threads: compute?.threads ?? 1).summary(elements) } catch { return elements.summary() }
  }
}

extension Layout {
  /// The axes of these elements, the same for all views that differ in order and grouping only; none when the elements
  /// lie one behind the other.
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
