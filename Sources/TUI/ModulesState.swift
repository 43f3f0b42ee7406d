import Commands

/// Which modules of the tree are open.
struct ModulesState {
  var list = ListState()
  /// All modules, parents first.
  var modules: [ModuleView] = []
  /// Paths of modules whose parts are listed.
  var expanded: Set<String> = [""]

  /// A line of the tree.
  struct Row {
    enum Kind {
      case module(ModuleView, hasParts: Bool, isExpanded: Bool)
      case parameter(ParameterView)
    }
    /// Of the module, or of the parameter.
    let path: String
    let name: String
    let depth: Int
    let kind: Kind

    /// What to type to get it.
    var expression: String {
      path.split(separator: ".").reduce("model") { $0 + ($1.allSatisfy(\.isNumber) ? "[\($1)]" : ".\($1)") }
    }
  }

  /// What is listed, from top to bottom.
  var rows: [Row] {
    var rows: [Row] = []
    for (index, module) in modules.enumerated() where isShown(module.path) {
      let depth = module.path.isEmpty ? 0 : module.path.count { $0 == "." } + 1
      let hasChildren = index + 1 < modules.count && isInside(modules[index + 1].path, module.path)
      let isExpanded = expanded.contains(module.path)
      let name = module.path.split(separator: ".").last.map(String.init) ?? "model"
      rows.append(
        Row(
          path: module.path, name: name, depth: depth,
          kind: .module(module, hasParts: hasChildren || !module.parameters.isEmpty, isExpanded: isExpanded)))
      if !isExpanded { continue }
      for parameter in module.parameters {
        let path = module.path.isEmpty ? parameter.name : module.path + "." + parameter.name
        rows.append(Row(path: path, name: parameter.name, depth: depth + 1, kind: .parameter(parameter)))
      }
    }
    return rows
  }

  /// Opens everything on the way to a module, and selects it.
  mutating func reveal(_ path: String) {
    var part = path[...]
    while let dot = part.lastIndex(of: ".") {
      part = part[..<dot]
      expanded.insert(String(part))
    }
    expanded.insert("")
    if let row = rows.firstIndex(where: { $0.path == path }) { list.selected = row }
  }

  private func isInside(_ path: String, _ parent: String) -> Bool {
    parent.isEmpty ? !path.isEmpty : path.hasPrefix(parent + ".")
  }

  /// Whether all modules around it are open.
  private func isShown(_ path: String) -> Bool {
    if path.isEmpty { return true }
    var part = path[...]
    while let dot = part.lastIndex(of: ".") {
      part = part[..<dot]
      if !expanded.contains(String(part)) { return false }
    }
    return expanded.contains("")
  }
}
