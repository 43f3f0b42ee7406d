import Commands
import Screen

/// The network as a tree: each module with its number of parameters, and each parameter with its shape.
struct ModulesPane: Pane {
  private var list = ListState()
  /// All modules, parents first.
  var modules: [ModuleView] = []
  /// Paths of modules whose submodules and parameters are listed.
  private var expanded: Set<String> = [""]

  static let keys = [
    KeyBinding(
      Key(.enter), in: .panes([.modules]), does: .pane(.open), "open", "open and close a module; inspect a parameter",
      footer: 5),
    KeyBinding(
      .character("b"), in: .panes([.modules]), does: .pane(.add), "break",
      "set or delete a breakpoint on calls of the module", footer: 6),
  ]

  private var selected: Row? { list.selection(of: rows) }

  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    switch action {
    case .open: return open(context)
    case .add:
      guard let row = selected, case .module = row.kind, !row.path.isEmpty else {
        return [.say("select a module below the model: the breakpoint stops when it is called", .warning)]
      }
      let here = context.snapshot.breakpoints.filter { $0.location == .modules(row.path) }
      return [.run(here.isEmpty ? "break \(row.path)" : "delete " + here.map { "\($0.id)" }.joined(separator: " "))]
    default: return []
    }
  }

  private mutating func open(_ context: PaneContext) -> [PaneRequest] {
    guard let row = selected else { return [] }
    switch row.kind {
    case .module(_, let hasParts, let isExpanded):
      if isExpanded {
        expanded.remove(row.path)
      } else if hasParts {
        expanded.insert(row.path)
      }
      return []
    case .parameter:
      guard let tensor = context.session.tensor(of: row.expression) else {
        return [.say("\(row.expression) has no value here", .warning)]
      }
      return [.inspect(tensor, row.expression)]
    }
  }

  mutating func move(_ movement: Movement, in context: PaneContext) {
    if let rows = movement.rows(page: context.content.height) {
      scroll(rows, in: context)
    } else {
      moveInTree(movement)
    }
  }

  /// Right opens a closed module. If the module is open, Right selects its first child. Left closes an open module. If
  /// the row is not an open module, Left selects the row's parent.
  private mutating func moveInTree(_ movement: Movement) {
    guard let row = selected else { return }
    if case .module(_, let hasParts, let isExpanded) = row.kind {
      if movement == .right, hasParts {
        if isExpanded { list.selected += 1 } else { expanded.insert(row.path) }
        return
      }
      if movement == .left, isExpanded {
        expanded.remove(row.path)
        return
      }
    }
    guard movement == .left, !row.path.isEmpty else { return }
    let parent = row.path.lastIndex(of: ".").map { String(row.path[..<$0]) } ?? ""
    if let index = rows.firstIndex(where: { $0.path == parent }) { list.selected = index }
  }

  mutating func scroll(_ rows: Int, in context: PaneContext) { list.move(rows, count: self.rows.count) }

  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] {
    list.choose(at: point, in: context.content, count: rows.count) ? open(context) : []
  }

  mutating func settle(in context: PaneContext) {
    if context.place != nil { list.settle(count: rows.count, height: context.content.height) }
  }

  func copiedValue(in context: PaneContext) -> String? { selected?.path }

  func copiedCommand(in context: PaneContext) -> String? {
    selected.map { row in
      if case .parameter = row.kind { "print \(row.expression)" } else { "tree \(row.path)" }
    }
  }

  // MARK: Rows

  /// A line of the tree.
  struct Row {
    enum Kind {
      case module(ModuleView, hasParts: Bool, isExpanded: Bool)
      case parameter(ParameterView)
    }
    /// The module path, or the parameter's path.
    let path: String
    let name: String
    let depth: Int
    let kind: Kind

    /// The expression whose value is the module or parameter.
    var expression: String {
      path.split(separator: ".").reduce("model") { $0 + ($1.allSatisfy(\.isNumber) ? "[\($1)]" : ".\($1)") }
    }
  }

  /// The rows from top to bottom.
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

  private func isInside(_ path: String, _ parent: String) -> Bool {
    parent.isEmpty ? !path.isEmpty : path.hasPrefix(parent + ".")
  }

  /// Whether all modules that contain this path are open.
  private func isShown(_ path: String) -> Bool {
    if path.isEmpty { return true }
    var part = path[...]
    while let dot = part.lastIndex(of: ".") {
      part = part[..<dot]
      if !expanded.contains(String(part)) { return false }
    }
    return expanded.contains("")
  }

  // MARK: Drawing

  func render(_ place: ScreenLayout.Place, in context: PaneContext, into buffer: inout ScreenBuffer) {
    let rows = rows
    let total = modules.first.map { "\(NumberText.count($0.parameterCount)) parameters" } ?? ""
    PaneHeader(place, context, note: total).render(into: &buffer)
    if rows.isEmpty {
      place.putWrapped("no model is loaded, only a listing", context, into: &buffer)
      return
    }
    list.render(count: rows.count, in: place.content, context, into: &buffer) { index in
      line(rows[index], place.content.width, context)
    }
  }

  private func line(_ row: Row, _ width: Int, _ context: PaneContext) -> StyledText {
    let appearance = context.appearance
    let currentPath = context.snapshot.frame?.modulePath
    let glyphs = appearance.glyphs
    var line = StyledText(String(repeating: "  ", count: min(row.depth, max(0, width / 4))))
    switch row.kind {
    case .module(let module, let hasParts, let isExpanded):
      let isCurrent = currentPath == row.path && !row.path.isEmpty
      // Mark a closed module as current if it contains the current module.
      let holdsCurrent = !isExpanded && currentPath.map { $0.hasPrefix(row.path + ".") } ?? false
      let mark: Character = hasParts ? glyphs.mark(isExpanded ? .expanded : .collapsed) : " "
      line.append("\(mark) ", appearance[.faint])
      let stops = context.snapshot.breakpoints.filter { $0.location == .modules(row.path) }
      if let stop = stops.first {
        line.append(
          "\(glyphs.mark(stop.isEnabled ? .breakpoint : .disabledBreakpoint)) ",
          appearance[stop.isEnabled ? .breakpoint : .disabledBreakpoint])
      }
      line.append(row.name, isCurrent ? appearance[.active] : appearance[.name])
      if isCurrent || holdsCurrent { line.append(" \(glyphs.mark(.currentLine))", appearance[.active]) }
      line.append("  " + module.typeName, appearance[.type])
      if module.parameterCount > 0 { line.append("  " + NumberText.count(module.parameterCount), appearance[.number]) }
    case .parameter(let parameter):
      line.append("  " + row.name, appearance[.text])
      line.append("  " + shapeText(parameter.shape), appearance[.shape])
      line.append("  " + parameter.dtype.shortName, appearance[.type])
      if parameter.isBuffer { line.append("  buffer", appearance[.faint]) }
    }
    return line
  }
}
