import ListingRuntime

/// The commands that change a pass. `Pass` implements the changes.
extension Debugger {
  /// Carries out an assignment in a frame. Everything after the cursor is forgotten.
  ///
  /// - Parameter frame: 0 is the innermost.
  public mutating func assign(
    _ text: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) -> [Machine.Assignment] {
    try pass.assign(text, frame: frame, isInterrupted: isInterrupted)
  }

  /// Ends a call. It returns the value of an expression, evaluated in its frame.
  ///
  /// - Returns: the value.
  public mutating func returnNow(
    _ text: String?, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ChangeProblem) -> ValueView {
    try pass.returnNow(text, frame: frame, isInterrupted: isInterrupted)
  }

  /// Goes to the next statement without running the one at the cursor.
  public mutating func omitStatement(isInterrupted: () -> Bool = { false }) throws(ChangeProblem) -> StopReason {
    try pass.omitStatement()
    if pass.machine.isAtVisibleStop { return .step }
    // Instructions between statements, such as the jump back to a loop's header.
    let reason = forward(isInterrupted) { $0.pass.machine.isAtVisibleStop ? .step : nil }
    pass.arrived(from: pass.previous)
    return reason
  }

  /// Sets a module's return value, or slices of a tensor along an axis, to zeros; see `Pass.ablate`.
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

  /// Edits that could not be made again when the pass was replayed, since the last call.
  public mutating func takeChangeProblems() -> [String] { pass.takeChangeProblems() }

  /// Takes the last change back. Breakpoints stay as they are.
  ///
  /// - Returns: what was taken back.
  public mutating func undo() throws(ChangeProblem) -> String { try pass.undo() }

  /// Makes the change again that `undo` took back.
  public mutating func redo() throws(ChangeProblem) -> String { try pass.redo() }

  /// Runs an expression in place of the pass, which waits where it is. Stops at the first statement that the expression
  /// calls.
  public mutating func debugExpression(
    _ text: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) -> StopReason {
    try pass.begin(expression: text, inFrame: machineFrame(frame))
    return move(.stepInto, isInterrupted: isInterrupted)
  }

  /// Goes back from the expression to the pass. Breakpoints stay as they are.
  ///
  /// - Returns: the expression's value, when it was run to its end.
  public mutating func leaveExpression() -> ValueView? { pass.leaveExpression() }
}
