import Synchronization
import Tensors

/// Summaries of tensors that were looked at already, so that drawing again costs nothing.
///
/// Not part of any machine's state: all copies of a debugger share it, and it only holds what can be counted again.
final class SummaryCache: Sendable {
  private struct Key: Hashable {
    let storage: ObjectIdentifier
    let layout: Layout
    let dtype: DType
  }

  private struct Entry {
    /// Another storage may come to lie where a dead one was.
    weak var storage: Storage?
    let summary: TensorSummary
  }

  private let entries = Mutex<[Key: Entry]>([:])
  private static let limit = 2048

  func summary(of tensor: Tensor) -> TensorSummary {
    let key = Key(storage: ObjectIdentifier(tensor.storage), layout: tensor.layout, dtype: tensor.dtype)
    let known = entries.withLock { $0[key].flatMap { $0.storage === tensor.storage ? $0.summary : nil } }
    if let known { return known }
    let summary = tensor.summary()
    let storage = tensor.storage
    entries.withLock { entries in
      if entries.count >= Self.limit { entries = entries.filter { $0.value.storage != nil } }
      if entries.count >= Self.limit { entries.removeAll() }
      entries[key] = Entry(storage: storage, summary: summary)
    }
    return summary
  }
}
