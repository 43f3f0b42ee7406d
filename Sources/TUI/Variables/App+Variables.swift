import Commands
import Screen

/// What a key does in the variables.
enum VariablesAction: Hashable {
  case nextOrder, askFilter, copyValue, copyCommand
}

extension KeyTable {
  /// The variables' own keys.
  static let variables: [KeyBinding] = [
    row(
      "o", .nextOrder, "sort", "order of the variables: as declared, by name, changed first, largest first", footer: 33),
    row("/", .askFilter, "filter", "only variables with a text in their name; nothing typed shows all", footer: 32),
    row("y", .copyValue, "copy", "copy the selected value to the clipboard", footer: 34),
    row("Y", .copyCommand, "copy command", "copy the command that prints it"),
  ]

  private static func row(
    _ character: Character, _ action: VariablesAction, _ label: String, _ help: String, footer: Int? = nil
  ) -> KeyBinding {
    KeyBinding(
      [.character(character)], in: .panes([.variables]), does: .variables(action), label, help, footer: footer)
  }
}

extension App {
  mutating func perform(_ action: VariablesAction) -> [Effect] {
    switch action {
    case .nextOrder:
      let selected = selectedRow?.expression
      state.variables.nextOrder()
      if let place = rows.firstIndex(where: { $0.expression == selected }) { state.variables.list.selected = place }
      say(state.variables.order == .asDeclared ? "as declared" : state.variables.order.words)
    case .askFilter: state.prompt = PromptState(kind: .filter)
    case .copyValue:
      guard let row = selectedRow else { return [] }
      return copy(row.value.copyText)
    case .copyCommand:
      guard let row = selectedRow, row.isNamed else { return [] }
      return copy("print " + row.expression)
    }
    return []
  }

  mutating func filter(_ text: String) {
    state.variables.filter = text
    state.variables.list = ListState()
  }

  var selectedRow: VariableRow? {
    let rows = rows
    return rows.indices.contains(state.variables.list.selected) ? rows[state.variables.list.selected] : nil
  }

  /// Counts what the lines in sight show of distributions: of variables, and of the source's inline values.
  mutating func lookAtWhatIsShown(variablesHeight: Int, sourceHeight: Int) {
    let rows = rows
    let top = state.variables.list.top
    for row in rows[min(top, rows.count)..<min(rows.count, top + variablesHeight)] {
      look(at: row.tensor, as: row.expression)
    }
    let lines = state.source.top + 1...state.source.top + max(1, sourceHeight)
    for variable in state.snapshot.variables where variable.assignedOnLine.map(lines.contains) ?? true {
      look(at: variable.tensor, as: variable.name)
    }
  }

  private mutating func look(at tensor: TensorView?, as expression: String) {
    guard state.variables.figures[expression] == nil, let elements = tensor?.elements, elements.count > 0 else {
      return
    }
    state.variables.figures[expression] = TensorFigures(elements)
  }
}

extension ValueView {
  /// As text to paste elsewhere: a number whole, a tensor in a line.
  fileprivate var copyText: String {
    guard case .tensor(let tensor) = self, let elements = tensor.elements, elements.count == 1,
      let value = elements.prefix(1).first
    else { return line }
    return NumberText.exact(value, tensor.dtype)
  }
}
