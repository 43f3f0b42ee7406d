import Commands

/// Which variables are open, and which is selected.
struct VariablesState {
  var list = ListState()
  /// Expressions of containers and modules whose items are listed.
  var expanded: Set<String> = []
  /// The items of those.
  var children: [String: [ChildView]] = [:]
  /// Distributions counted since the last stop, by expression.
  var histograms: [String: Histogram] = [:]

  /// What is listed, from top to bottom.
  func rows(of variables: [VariableView]) -> [VariableRow] {
    var rows: [VariableRow] = []
    for variable in variables {
      let row = VariableRow(
        expression: variable.name, name: variable.name, depth: 0, value: variable.value,
        hasChanged: variable.hasChanged, isExpanded: expanded.contains(variable.name), warning: variable.warning)
      append(row, to: &rows)
    }
    return rows
  }

  private func append(_ row: VariableRow, to rows: inout [VariableRow]) {
    rows.append(row)
    guard row.isExpanded, row.depth < 12 else { return }
    for child in children[row.expression] ?? [] where rows.count < 5000 {
      let expression = row.expression + child.accessor
      let item = VariableRow(
        expression: expression, name: child.accessor, depth: row.depth + 1, value: child.value, hasChanged: false,
        isExpanded: expanded.contains(expression), warning: nil)
      append(item, to: &rows)
    }
  }
}

/// A line of the Variables pane.
struct VariableRow {
  /// What to type to get it.
  let expression: String
  let name: String
  let depth: Int
  let value: ValueView
  let hasChanged: Bool
  let isExpanded: Bool
  let warning: String?

  var tensor: TensorView? {
    if case .tensor(let tensor) = value { tensor } else { nil }
  }
}
