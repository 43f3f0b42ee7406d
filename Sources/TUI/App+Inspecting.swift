import Commands
import Screen

/// The inspector's tensor: the selected variable, or an expression that was evaluated on another thread.
extension App {
  // MARK: Following the variables

  /// Shows the selected variable in the inspector. Called while the inspector is visible together with other panes.
  /// Does nothing while the inspector has the focus. If the inspector's tensor is pinned, acts only while the variables
  /// pane has the focus.
  mutating func followSelection() {
    let inspector = state.panes.inspector
    if state.focus == .inspector || inspector.isPinned && state.focus != .variables { return }
    let needsAny = inspector.expression == nil || inspector.isGone && !inspector.isPinned
    guard let row = selectedTensorRow(orAny: needsAny), let tensor = row.tensor else { return }
    if inspector.expression != row.expression || inspector.isGone {
      state.panes.inspector.show(tensor, as: row.expression)
    }
  }

  /// Shows the selected variable in the inspector, unless the inspector's tensor is pinned.
  mutating func chooseTensor() {
    if state.panes.inspector.isPinned { return }
    guard let row = selectedTensorRow(orAny: state.panes.inspector.expression == nil), let tensor = row.tensor else {
      return
    }
    state.panes.inspector.show(tensor, as: row.expression)
  }

  /// The selected row if its value is a tensor. Otherwise, with `orAny`, the first row with a tensor.
  private func selectedTensorRow(orAny: Bool) -> VariableRow? {
    let rows = state.rows
    if let selected = state.panes.variables.list.selection(of: rows), selected.tensor != nil { return selected }
    return orAny ? rows.first { $0.tensor != nil } : nil
  }

  /// Updates the inspector's tensor. If the inspected expression has no tensor at this stop, the inspector continues to
  /// show the last tensor and marks it as old.
  mutating func refreshInspector() {
    state.panes.inspector.refreshStages(state.snapshot)
    state.panes.inspector.secondsPerFrame = state.snapshot.secondsPerFrame
    if let expression = state.panes.inspector.expression {
      if let tensor = tensor(of: expression) {
        state.panes.inspector.show(tensor, as: expression)
      } else {
        state.panes.inspector.isGone = true
      }
    }
    _ = carryOut(state.panes.inspector.refreshComparison(state.snapshot, state.session))
  }

  /// The value of an expression at this stop; nil if it is not a tensor. If the expression is neither a row of the
  /// variables nor in the snapshot, the session evaluates it.
  private func tensor(of expression: String) -> TensorView? {
    if let tensor = state.rows.first(where: { $0.expression == expression })?.tensor { return tensor }
    if let value = state.snapshot.values[expression] { return (try? value.get())?.tensor }
    return state.session.tensor(of: expression)
  }

  // MARK: Evaluating on another thread

  /// Evaluates an expression on another thread, because the evaluation may take long.
  mutating func look(for expression: String, _ purpose: Look.Purpose) -> [Effect] {
    if state.commands.running != nil {
      if purpose == .inspection { return run("inspect \(expression)") }
      say("a command is running; try again when it has finished", .warning)
      return []
    }
    let line =
      switch purpose {
      case .inspection: "inspect \(expression)"
      case .comparison: "compare with \(expression)"
      case .layer(let number): "look into layer \(number)"
      }
    state.commands.begin(line)
    return [.look(Look(expression: expression, frame: state.snapshot.selectedFrame, purpose: purpose))]
  }

  /// Handles the result of `Effect.look`: shows the value, or compares the inspected tensor with the value.
  mutating func looked(_ look: Look, _ found: Result<ValueView, ComparisonProblem>) -> [Effect] {
    state.commands.end()
    var effects: [Effect] = []
    switch look.purpose {
    case .inspection: effects = inspected(look.expression, found)
    case .comparison: compare(with: .expression(look.expression), found.tensor(of: look.expression))
    case .layer(let number):
      if state.panes.inspector.expression == look.expression {
        compare(with: .layer(number), found.tensor(of: look.expression))
      }
    }
    return effects.isEmpty ? runNext() : effects
  }

  private mutating func compare(
    with reference: InspectorComparison.Reference, _ other: Result<TensorView, ComparisonProblem>
  ) {
    if state.panes.inspector.tensor == nil { return }
    say("")
    _ = carryOut(state.panes.inspector.compare(with: reference, other))
  }

  /// Shows an evaluated value: a tensor in the inspector, the items of a module or container in the variables pane, any
  /// other value as a message.
  private mutating func inspected(
    _ expression: String, _ found: Result<ValueView, ComparisonProblem>
  ) -> [Effect] {
    switch found {
    case .failure(let problem): say("\(expression): \(problem)", .warning)
    case .success(.tensor(let tensor)):
      if tensor.elements == nil { return run("print \(expression)") }
      state.panes.inspector.pin(tensor, as: expression)
      say("\(expression): \(ValueView.tensor(tensor).line)")
      if state.layout.place(of: .inspector) == nil { focus(.inspector) }
    case .success(let value):
      switch value {
      case .module, .container:
        say("\(expression): \(value.line)")
        openVariable(expression)
      default: say("\(expression) = \(value.line)")
      }
    }
    return []
  }

  /// Lists a variable's items, if the selected frame has the variable.
  private mutating func openVariable(_ expression: String) {
    let rows = state.rows
    guard let index = rows.firstIndex(where: { $0.expression == expression }) else { return }
    state.panes.variables.list.selected = index
    if rows[index].value.hasChildren { state.panes.variables.expand(expression, state.session) }
    focus(.variables)
  }
}
