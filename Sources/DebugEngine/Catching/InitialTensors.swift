import ListingRuntime

/// The tensors that exist before the pass: weights, buffers and inputs. Each tensor has the path or name that the user
/// knows.
struct InitialTensors: Sendable {
  private var paths: [ObjectIdentifier: String] = [:]
  /// Keeps the storage cells alive. Otherwise a new cell could get the address of a freed cell, and `paths` would name
  /// the wrong tensor.
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

  /// The path of the tensor in a storage cell; nil when the pass computed the tensor.
  func path(of cell: StorageCell) -> String? { paths[ObjectIdentifier(cell)] }
}
