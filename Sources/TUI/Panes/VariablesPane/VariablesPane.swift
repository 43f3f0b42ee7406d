import Commands
import Screen

/// The variables of the selected frame, the operands of its next operation, and its module's parameters.
struct VariablesPane: Pane {
  enum Order: Hashable, CaseIterable {
    case asDeclared, byName, changedFirst, bySize, byMagnitude

    var words: String {
      switch self {
      case .asDeclared: ""
      case .byName: "by name"
      case .changedFirst: "changed first"
      case .bySize: "largest first"
      case .byMagnitude: "greatest |x| first"
      }
    }
  }

  var list = ListState()
  /// Expressions of the expanded containers and modules.
  private(set) var expanded: Set<String> = [Self.operands]
  /// The items of expanded containers and modules, by the container's expression.
  private(set) var children: [String: [ChildView]] = [:]
  /// Only variables whose names contain this text are shown.
  private(set) var filter = ""
  private(set) var order = Order.asDeclared

  /// The names of two groups of rows: the operands of the next operation, and the parameters of the frame's module.
  static let operands = "<operands>"
  static let parameters = "<parameters>"

  static let keys = [
    KeyBinding(
      Key(.enter), in: .panes([.variables]), does: .pane(.open), "inspect",
      "inspect a tensor, or open and close a container", footer: 5),
    KeyBinding(
      .character("o"), in: .panes([.variables]), does: .pane(.nextOrder), "sort",
      "order of the variables: as declared, by name, changed first, largest first", footer: 33),
    KeyBinding(
      .character("/"), in: .panes([.variables]), does: .pane(.askFilter), "filter",
      "show only variables whose name contains a text; an empty text shows all", footer: 32),
    KeyBinding(
      .character("y"), in: .panes([.variables]), does: .copyValue, "copy", "copy the selected value to the clipboard",
      footer: 34),
    KeyBinding(
      .character("Y"), in: .panes([.variables]), does: .copyCommand, "copy command", "copy the command that prints it"),
  ]

  mutating func perform(_ action: PaneAction, in context: PaneContext) -> [PaneRequest] {
    switch action {
    case .open:
      guard let row = selectedRow(context.snapshot) else { break }
      if let tensor = row.tensor { return [.inspect(tensor, row.expression)] }
      if row.isExpanded {
        expanded.remove(row.expression)
      } else if row.value.hasChildren {
        expand(row.expression, context.session)
      }
    case .nextOrder:
      let selected = selectedRow(context.snapshot)?.expression
      order = order.next
      if let place = rows(of: context.snapshot).firstIndex(where: { $0.expression == selected }) {
        list.selected = place
      }
      return [.say(order == .asDeclared ? "as declared" : order.words)]
    case .askFilter: return [.prompt(PromptState(kind: .filter))]
    default: break
    }
    return []
  }

  mutating func scroll(_ rows: Int, in context: PaneContext) {
    list.move(rows, count: self.rows(of: context.snapshot).count)
  }

  mutating func click(_ point: Point, isAgain: Bool, in context: PaneContext) -> [PaneRequest] {
    let before = list.selected
    guard list.choose(at: point, in: context.content, count: rows(of: context.snapshot).count) else { return [] }
    return isAgain && list.selected == before ? perform(.open, in: context) : []
  }

  mutating func settle(in context: PaneContext) {
    list.settle(count: rows(of: context.snapshot).count, height: context.content.height)
  }

  func copiedValue(in context: PaneContext) -> String? { selectedRow(context.snapshot)?.value.copyText }

  func copiedCommand(in context: PaneContext) -> String? {
    selectedRow(context.snapshot).flatMap { $0.isNamed ? "print " + $0.expression : nil }
  }

  // MARK: Rows

  func selectedRow(_ snapshot: StopSnapshot) -> VariableRow? { list.selection(of: rows(of: snapshot)) }

  /// The visible rows.
  func visibleRows(in context: PaneContext) -> ArraySlice<VariableRow> {
    let rows = rows(of: context.snapshot)
    return rows[min(list.top, rows.count)..<min(rows.count, list.top + context.content.height)]
  }

  mutating func filter(by text: String) {
    filter = text
    list = ListState()
  }

  /// Lists the items of a container or module.
  mutating func expand(_ expression: String, _ session: Session) {
    expanded.insert(expression)
    loadChildren(of: expression, session)
  }

  /// Reads the children of expanded rows again. Closes the expanded rows of variables that the selected frame does not
  /// have: in a later frame, the same name may be another variable.
  mutating func refresh(_ snapshot: StopSnapshot, _ session: Session) {
    let names = Set(snapshot.variables.map(\.name))
    expanded = expanded.filter { expression in
      expression.hasPrefix("<")
        || names.contains(where: {
          expression == $0 || expression.hasPrefix($0 + ".") || expression.hasPrefix($0 + "[")
        })
    }
    children = [:]
    for expression in expanded { loadChildren(of: expression, session) }
  }

  private mutating func loadChildren(of expression: String, _ session: Session) {
    let (debugger, frame) = (session.debugger, session.selectedFrame)
    children[expression] =
      expression == Self.parameters
      ? debugger.parameters(ofFrame: frame) : (try? debugger.children(of: expression, frame: frame).get()) ?? []
  }

  /// Selects the latest result: the last row with a changed tensor that has more than one element and is not named `_`.
  /// If there is no such row, selects another changed row. If no row has changed, or if `isNewCall`, selects the
  /// variable that was assigned last.
  mutating func selectNews(_ snapshot: StopSnapshot, isNewCall: Bool) {
    let rows = rows(of: snapshot)
    let changed =
      rows.lastIndex { $0.hasChanged && $0.name != "_" && $0.tensor.map { $0.shape.contains { $0 != 1 } } ?? false }
      ?? rows.lastIndex { $0.hasChanged && $0.tensor != nil } ?? rows.lastIndex(where: \.hasChanged)
    let line = snapshot.frame?.line ?? 0
    let latest = snapshot.variables.filter { ($0.assignedOnLine ?? line) < line }
      .max { $0.assignedOnLine ?? 0 < $1.assignedOnLine ?? 0 }
    let found = isNewCall ? nil : changed
    if let index = found ?? rows.firstIndex(where: { $0.depth == 0 && $0.name == latest?.name }) ?? changed {
      list.selected = index
    }
  }
}

extension ValueView {
  /// The row's text for the clipboard: a number with all digits, a tensor in one line.
  fileprivate var copyText: String {
    guard let tensor, let elements = tensor.elements, elements.count == 1, let value = elements.prefix(1).first else {
      return line
    }
    return NumberText.exact(value, tensor.dtype)
  }
}
