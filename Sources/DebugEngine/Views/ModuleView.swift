import ListingRuntime
import Tensors

/// A module of the model, as a front end shows it in a tree.
public struct ModuleView: Sendable {
  /// The module path: `encoder.encoders.3.self_attn`. Empty for the model itself.
  public let path: String
  public let typeName: String
  /// The number of elements in all parameters of the module and its submodules. Buffers are not counted. A parameter
  /// shared by several modules counts once.
  public let parameterCount: Int
  /// The module's own parameters and buffers, in the order of registration.
  public let parameters: [ParameterView]
}

/// A parameter or buffer of a module, without its elements.
public struct ParameterView: Sendable {
  public let name: String
  public let shape: [Int]
  public let dtype: DType
  public let isBuffer: Bool
}

extension PassInspection {
  /// All modules of the model, each before its submodules.
  public var moduleViews: [ModuleView] {
    let nodes = modules
    guard let root = nodes.first else { return [] }
    var own: [Substring: [ParameterNode]] = [:]
    for parameter in machine.parameterTree(root.handle) {
      let end = parameter.path.lastIndex(of: ".") ?? parameter.path.startIndex
      own[parameter.path[..<end], default: []].append(parameter)
    }
    // Add the parameter count of each module to this module and to all modules that contain it.
    var counts: [Substring: Int] = [:]
    for (path, parameters) in own {
      let count = parameters.filter { $0.kind == .parameter }.reduce(0) { $0 + $1.value.shape.reduce(1, *) }
      var part = path
      while true {
        counts[part, default: 0] += count
        if part.isEmpty { break }
        part = part[..<(part.lastIndex(of: ".") ?? part.startIndex)]
      }
    }
    return nodes.map { node in
      let path = Substring(node.path)
      return ModuleView(
        path: node.path, typeName: node.typeName, parameterCount: counts[path] ?? 0,
        parameters: (own[path] ?? []).map { parameter in
          let start = parameter.path.index(parameter.path.startIndex, offsetBy: path.isEmpty ? 0 : path.count + 1)
          return ParameterView(
            name: String(parameter.path[start...]), shape: parameter.value.shape, dtype: parameter.value.dtype,
            isBuffer: parameter.kind == .buffer)
        })
    }
  }
}
