/// The printed form of `ParameterList` and `ParameterDict`: a line for each item.
enum ParameterContainers {
  /// The lines of the printed form; nil for modules of other classes.
  static func text(of instance: Instance, _ m: Machine) -> String? {
    let kind = instance.type.ancestry.first {
      $0.namespace == nil && ["ParameterList", "ParameterDict"].contains($0.name)
    }
    guard let kind else { return nil }
    let isList = kind.name == "ParameterList"
    var names: [String] = []
    if isList {
      names = (0..<max(0, min(instance.int("_size"), instance.attributes.names.count))).map(String.init)
    } else if case .dictionary(let keys)? = instance.attributes["_keys"] {
      names = m.heap.dictionary(keys).entries.compactMap { try? m.string(of: $0.key) }
    }
    let lines = names.map { name -> String in
      guard case .tensor(let reference)? = instance.attributes[name] else {
        return "  (\(name)): Object of type: \(m.typeName(of: instance.attributes[name] ?? .none))"
      }
      let size = reference.shape.map(String.init).joined(separator: "x")
      let type = isList ? "torch.\(reference.dtype.name)" : ShapeOperations.typeName(reference.dtype)
      return "  (\(name)): \(reference.isParameter ? "Parameter" : "Tensor") containing: [\(type) of size \(size)]"
    }
    return lines.joined(separator: "\n")
  }
}
