import Commands

extension VariablesPane {
  /// The rows from top to bottom.
  func rows(of snapshot: StopSnapshot) -> [VariableRow] {
    var rows: [VariableRow] = []
    for variable in sorted(snapshot.variables.filter { isWanted($0.name) }) {
      let row = VariableRow(
        expression: variable.name, name: variable.name, depth: 0, value: variable.value,
        hasChanged: variable.hasChanged, isExpanded: expanded.contains(variable.name), warning: variable.warning,
        kind: variable.kind)
      append(row, to: &rows)
    }
    if !filter.isEmpty { return rows }
    appendOperands(snapshot.operands, to: &rows)
    if snapshot.parameterCount > 0 {
      let view = ValueView.container(
        type: "parameters", count: snapshot.parameterCount, preview: "of self and the modules below it")
      appendGroup(Self.parameters, "params", view, to: &rows)
    }
    return rows
  }

  private func isWanted(_ name: String) -> Bool {
    filter.isEmpty || !matches(of: Array(filter), in: Array(name)).isEmpty
  }

  private func sorted(_ variables: [VariableView]) -> [VariableView] {
    func by<Key: Comparable>(_ key: (VariableView) -> Key) -> [VariableView] {
      variables.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }.map(\.element)
    }
    switch order {
    case .asDeclared: return variables
    case .byName: return by(\.name)
    case .changedFirst: return by { $0.hasChanged ? 0 : 1 }
    case .bySize: return by { -($0.tensor?.shape.reduce(1, *) ?? 0) }
    case .byMagnitude:
      return by { variable in
        -(variable.tensor?.summary.map { max(abs($0.min ?? 0), abs($0.max ?? 0)) } ?? -1)
      }
    }
  }

  private func appendOperands(_ operands: [OperandView], to rows: inout [VariableRow]) {
    if operands.isEmpty { return }
    let preview = operands.map(\.role).joined(separator: ", ")
    let view = ValueView.container(type: "operands", count: operands.count, preview: preview)
    appendGroup(Self.operands, "operands", view, to: &rows)
    guard expanded.contains(Self.operands) else { return }
    for (number, operand) in operands.enumerated() {
      let isAlone = operands.filter { $0.role == operand.role }.count == 1
      rows.append(
        VariableRow(
          expression: isAlone ? "<\(operand.role)>" : "<\(operand.role) \(number + 1)>", name: operand.role, depth: 1,
          value: operand.value,
          hasChanged: false, isExpanded: false, warning: nil))
    }
  }

  private func appendGroup(_ expression: String, _ name: String, _ value: ValueView, to rows: inout [VariableRow]) {
    let row = VariableRow(
      expression: expression, name: name, depth: 0, value: value, hasChanged: false,
      isExpanded: expanded.contains(expression), warning: nil)
    rows.append(row)
    guard row.isExpanded else { return }
    // The items of this group are parameters. The accessor of a parameter is a whole expression, for example
    // `self.weight`, and not a suffix such as `.weight`.
    for child in children[expression] ?? [] where rows.count < 5000 {
      rows.append(
        VariableRow(
          expression: child.accessor, name: child.accessor, depth: 1, value: child.value, hasChanged: false,
          isExpanded: false, warning: nil))
    }
  }

  private func append(_ row: VariableRow, to rows: inout [VariableRow]) {
    rows.append(row)
    guard row.isExpanded, row.depth < 12 else { return }
    for (number, child) in (children[row.expression] ?? []).enumerated() where rows.count < 5000 {
      // A set has no subscript, so the expression makes a list first: `list(s)[2]`. The list has the order of the set.
      let isNamed = !child.accessor.isEmpty
      let expression = isNamed ? row.expression + child.accessor : "list(\(row.expression))[\(number)]"
      let item = VariableRow(
        expression: expression, name: isNamed ? child.accessor : "item \(number + 1)", depth: row.depth + 1,
        value: child.value, hasChanged: false,
        isExpanded: expanded.contains(expression), warning: nil)
      append(item, to: &rows)
    }
  }
}

/// A line of the Variables pane.
struct VariableRow {
  /// The expression of the row's value. Operands have no expression, so they have a name in angle brackets.
  let expression: String
  let name: String
  let depth: Int
  let value: ValueView
  let hasChanged: Bool
  let isExpanded: Bool
  let warning: String?
  var kind: VariableView.Kind?

  var tensor: TensorView? { value.tensor }

  /// Whether `expression` can be evaluated, unlike a name in angle brackets.
  var isNamed: Bool { !expression.hasPrefix("<") }
}

extension VariableView {
  var tensor: TensorView? { value.tensor }
}
