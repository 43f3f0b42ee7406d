import Tensors

extension MachineInspector {
  /// The storages of tensors in variables and operands of all frames, and storages written in place. Freeing this
  /// machine frees each of these storages that no other copy of the machine holds. Parameters and mapped checkpoints
  /// are excluded, because they stay in memory.
  public func heldStorages() -> [Storage] {
    var result: [Storage] = []
    var seen = Set<ObjectIdentifier>()
    func visit(_ value: Value, depth: Int) {
      switch value {
      case .tensor(let reference):
        if !reference.isParameter, let storage = machine.heap.storage(of: reference.cell),
          !storage.isShared, seen.insert(ObjectIdentifier(storage)).inserted
        {
          result.append(storage)
        }
      case .record(let record): for item in record.items { visit(item, depth: depth + 1) }
      case .tuple(let items): if depth < 4 { for item in items.prefix(1000) { visit(item, depth: depth + 1) } }
      case .list(let handle):
        if depth < 4 { for item in machine.heap.list(handle).prefix(1000) { visit(item, depth: depth + 1) } }
      case .dictionary(let handle):
        if depth < 4 {
          for entry in machine.heap.dictionary(handle).entries.prefix(1000) { visit(entry.value, depth: depth + 1) }
        }
      case .set(let handle):
        if depth < 4 { for item in machine.heap.set(handle).items.prefix(1000) { visit(item, depth: depth + 1) } }
      case .frozenSet(let set):
        if depth < 4 { for item in set.object.items.prefix(1000) { visit(item, depth: depth + 1) } }
      default: break
      }
    }
    for frame in machine.frames {
      for variable in frame.locals { if let value = variable.value { visit(value, depth: 0) } }
      for value in frame.stack { visit(value, depth: 0) }
    }
    for entry in machine.heap.rewritten.values {
      guard let storage = entry.storage, seen.insert(ObjectIdentifier(storage)).inserted else { continue }
      result.append(storage)
    }
    return result
  }
}
