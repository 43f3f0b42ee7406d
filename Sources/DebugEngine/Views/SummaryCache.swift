import Synchronization
import Tensors

/// Summaries of tensors that were looked at already, so that drawing again costs nothing.
///
/// Not part of any machine's state: all copies of a debugger share it, and it only holds what can be counted again.
/// Views that show the same elements in another order are one entry.
final class SummaryCache: Sendable {
  private struct Key: Hashable {
    let storage: ObjectIdentifier
    let elements: Layout
    let dtype: DType
  }

  private struct Entry {
    /// Another storage may come to lie where a dead one was.
    weak var storage: Storage?
    let summary: TensorSummary
  }

  private let entries = Mutex<[Key: Entry]>([:])
  private static let limit = 4096

  /// - Parameter compute: whose threads do the counting; the figures are the same on any number.
  func summary(of tensor: Tensor, on compute: Compute? = nil) -> TensorSummary {
    let elements = tensor.layout.withoutOrder
    let key = Key(storage: ObjectIdentifier(tensor.storage), elements: elements, dtype: tensor.dtype)
    let known = entries.withLock { $0[key].flatMap { $0.storage === tensor.storage ? $0.summary : nil } }
    if let known { return known }
    // Looking is not cancelled with the pass: a look left out would have to be made up for later.
    let summary: TensorSummary
    do { summary = try Compute(threads: compute?.threads ?? 1).summary(tensor.view(elements)) } catch {
      summary = tensor.summary()
    }
    let storage = tensor.storage
    entries.withLock { entries in
      if entries.count >= Self.limit { entries = entries.filter { $0.value.storage != nil } }
      if entries.count >= Self.limit { entries.removeAll() }
      entries[key] = Entry(storage: storage, summary: summary)
    }
    return summary
  }
}

extension Layout {
  /// A layout of the same elements that is the same for all views that differ in order and grouping only.
  fileprivate var withoutOrder: Layout {
    var axes: [(size: Int, stride: Int)] = []
    if shape.contains(0) { return Layout(shape: [0], strides: [1], offset: 0) }
    for axis in shape.indices.sorted(by: { (strides[$0].magnitude, shape[$0]) > (strides[$1].magnitude, shape[$1]) })
    where shape[axis] != 1 {
      if let last = axes.last, last.stride == strides[axis] * shape[axis] {
        axes[axes.count - 1] = (last.size * shape[axis], strides[axis])
      } else {
        axes.append((shape[axis], strides[axis]))
      }
    }
    return Layout(shape: axes.map(\.size), strides: axes.map(\.stride), offset: offset)
  }
}
