import ListingRuntime

/// Commands that change the pass. `Pass` implements the changes.
extension Debugger {
  /// Assigns variables in a frame. Drops everything recorded after the cursor, because the rest of the pass may change.
  ///
  /// - Parameter frame: 0 is the innermost.
  public mutating func assign(
    _ text: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) -> [Machine.Assignment] {
    try pass.assign(text, frame: frame, isInterrupted: isInterrupted)
  }

  /// Ends a call early. The call returns the value of an expression, which is evaluated in the call's frame.
  ///
  /// - Returns: the return value of the call.
  public mutating func returnNow(
    _ text: String?, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ChangeProblem) -> ValueView {
    try pass.returnNow(text, frame: frame, isInterrupted: isInterrupted)
  }

  /// Moves to the next statement without running the statement at the cursor.
  public mutating func omitStatement(isInterrupted: () -> Bool = { false }) throws(ChangeProblem) -> StopReason {
    try pass.omitStatement()
    if pass.machine.isAtVisibleStop { return .step }
    // The cursor may now be between statements, for example before the jump back to a loop's header. Run to the next
    // stop.
    let reason = forward(isInterrupted) { $0.pass.machine.isAtVisibleStop ? .step : nil }
    pass.arrived(from: pass.previous)
    return reason
  }

  /// Sets a module's return value, or slices of its tensors along an axis, to zeros; see `Pass.ablate`.
  public mutating func ablate(
    _ path: String, _ axis: Intervention.Axis? = nil, _ indices: [Int] = [], isInterrupted: () -> Bool = { false }
  ) throws(ChangeProblem) -> (Intervention, StopReason) {
    try pass.ablate(path, axis, indices, isInterrupted: isInterrupted)
  }

  public mutating func removeIntervention(
    _ id: Int, isInterrupted: () -> Bool = { false }
  ) throws(ChangeProblem) -> StopReason {
    try pass.removeIntervention(id, isInterrupted: isInterrupted)
  }

  /// Returns and clears the messages about edits that failed in replays.
  public mutating func takeChangeProblems() -> [String] { pass.takeChangeProblems() }

  /// Reverts the last change. Breakpoints do not change.
  ///
  /// - Returns: a description of the reverted change.
  public mutating func undo() throws(ChangeProblem) -> String { try pass.undo() }

  /// Reapplies the change that `undo` reverted.
  ///
  /// - Returns: a description of the change.
  public mutating func redo() throws(ChangeProblem) -> String { try pass.redo() }

  /// Saves the pass, and debugs an expression instead. Stops at the first statement of the listing that the expression
  /// runs.
  public mutating func debugExpression(
    _ text: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) -> StopReason {
    try pass.begin(expression: text, inFrame: machineFrame(frame))
    return move(.stepInto, isInterrupted: isInterrupted)
  }

  /// Ends the debugging of an expression and restores the saved pass. Breakpoints do not change.
  ///
  /// - Returns: the expression's value; nil when the expression did not run to its end.
  public mutating func leaveExpression() -> ValueView? { pass.leaveExpression() }
}
