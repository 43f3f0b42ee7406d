import ListingRuntime

/// The tensors that exist before the pass: weights, buffers and inputs, with the names that the user has for them.
struct InitialTensors: Sendable {
  private var paths: [ObjectIdentifier: String] = [:]
  /// Keeps the cells alive, so that no other cell can be allocated at their addresses.
  private let machine: Machine

  init(_ machine: Machine) {
    self.machine = machine
    if let model = machine.module(at: "") {
      for node in machine.moduleTree(model) {
        let module = Value.instance(node.handle)
        for child in machine.inspector.children(of: module, in: 0..<machine.inspector.childCount(of: module)) {
          add(child.value, node.path.isEmpty ? String(child.accessor.dropFirst()) : node.path + child.accessor)
        }
      }
    }
    for name in machine.sessionNames {
      guard let value = machine.sessionValue(name) else { continue }
      add(value, name)
      for child in machine.inspector.children(of: value, in: 0..<min(1000, machine.inspector.childCount(of: value))) {
        switch value {
        case .list, .tuple, .dictionary: add(child.value, name + child.accessor)
        default: break
        }
      }
    }
  }

  private mutating func add(_ value: Value, _ path: String) {
    guard case .tensor(let reference) = value else { return }
    if paths[ObjectIdentifier(reference.cell)] == nil { paths[ObjectIdentifier(reference.cell)] = path }
  }

  /// The name of the tensor in a storage cell; nil when the pass computed it.
  func path(of cell: StorageCell) -> String? { paths[ObjectIdentifier(cell)] }
}
