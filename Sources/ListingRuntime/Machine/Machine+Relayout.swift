import Tensors

extension Machine {
  /// Changes a tensor's layout in place, as `x.unsqueeze_(0)` does. Afterwards, every variable, list, dict and
  /// attribute that held the tensor holds it with the new layout. Views of the tensor are other tensors and keep their
  /// layouts.
  ///
  /// - Returns: the tensor with the new layout.
  mutating func relayout(_ old: TensorReference, _ layout: Layout) -> Value {
    let new = Value.tensor(
      TensorReference(
        cell: old.cell, dtype: old.dtype, layout: layout, isParameter: old.isParameter, buffer: old.buffer,
        isFlipped: old.isFlipped))
    let change = Replacement(old: old, new: new)
    for f in frames.indices {
      for index in frames[f].locals.indices {
        if let value = frames[f].locals[index].value, let changed = change.value(value) {
          frames[f].locals[index].value = changed
        }
      }
      for index in frames[f].stack.indices {
        if let changed = change.value(frames[f].stack[index]) { frames[f].stack[index] = changed }
      }
    }
    heap.replace(change.value)
    return new
  }
}

/// Replaces one tensor by another in values.
private struct Replacement {
  let old: TensorReference
  let new: Value

  /// The value with the tensor replaced; nil if the value does not contain the tensor.
  func value(_ value: Value) -> Value? {
    switch value {
    case .tensor(let reference): return reference === old ? new : nil
    case .tuple(let items): return items.isEmpty ? nil : self.items(items).map(Value.tuple)
    case .record(let record):
      return items(record.items).map { .record(RecordValue(type: record.type, items: $0)) }
    default: return nil
    }
  }

  private func items(_ items: [Value]) -> [Value]? {
    var changed: [Value]?
    for (index, item) in items.enumerated() {
      guard let item = value(item) else { continue }
      if changed == nil { changed = items }
      changed?[index] = item
    }
    return changed
  }
}
