import ListingRuntime

/// Changes the pass at the cursor. Each change drops all records after the cursor, because the rest of the pass may
/// differ. `undo` restores the pass before the change.
extension Pass {
  /// Assigns variables in a frame.
  ///
  /// - Parameter frame: 0 is the innermost.
  mutating func assign(
    _ text: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) -> [Machine.Assignment] {
    var changed = machine
    let index = machineFrame(frame)
    let result = try changed.assign(text, frame: index, isInterrupted: isInterrupted)
    adopt(changed, Edit(clock: machine.clock, frame: index, kind: .assignment(text)))
    return result
  }

  /// Ends a call early. The call returns the value of an expression. If `text` is nil, the call returns None.
  /// Afterwards the cursor is in the caller's statement, as after `finish`.
  ///
  /// - Returns: the return value of the call.
  mutating func returnNow(
    _ text: String?, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ChangeProblem) -> ValueView {
    guard let index = machineFrame(frame) else { throw .noFrame }
    var changed = machine
    do throws(ListingError) { try changed.returnNow(text, frame: index, isInterrupted: isInterrupted) } catch {
      throw .listing(error)
    }
    adopt(changed, Edit(clock: machine.clock, frame: index, kind: .returned(text)))
    if machine.isFinished { history.end = .finished(clock: machine.clock) }
    return view(of: machine.isFinished ? machine.result : machine.lastOperand ?? .none, in: machine)
  }

  /// Moves the cursor past the current statement without running the statement. Afterwards the cursor may be between
  /// two statements.
  mutating func omitStatement() throws(ChangeProblem) {
    guard let index = machineFrame(0) else { throw .noFrame }
    var changed = machine
    do throws(ListingError) { try changed.omitStatement(frame: index) } catch { throw .listing(error) }
    adopt(changed, Edit(clock: machine.clock, frame: index, kind: .omitted))
  }

  /// Replaces the machine with a changed copy. Saves the pass for undo and records the edit.
  private mutating func adopt(_ changed: Machine, _ edit: Edit) {
    let before = self
    machine = changed
    forgetFuture()
    changes.edits.removeAll { $0.clock > edit.clock }
    changes.edits.append(edit)
    previous = before.machine
    remember(before, edit.text)
  }

  /// Drops everything recorded after the cursor.
  mutating func forgetFuture() {
    history.begin(again: machine)
    forgetRecords(after: machine.clock)
    changes.calls.removeAll { $0.clock >= machine.clock }
    shownOutput = min(shownOutput, machine.output.utf8.count)
  }

  // MARK: Undo

  /// Saves `before`, the pass as it was before a change, for undo. The saved pass drops its snapshots after the cursor
  /// to save memory.
  mutating func remember(_ before: Pass, _ what: String) {
    var before = before
    before.changes.redoState = nil
    before.history.forgetSnapshots(after: before.machine.clock)
    changes.undoState = Changes.Saved(before, what)
    changes.redoState = nil
  }

  /// Reverts the last change. The cursor returns to its position before the change.
  ///
  /// - Returns: a description of the reverted change.
  mutating func undo() throws(ChangeProblem) -> String {
    guard let saved = changes.undoState else { throw .nothingToUndo }
    var now = self
    now.evictSnapshots(above: Self.sharedBudgetPart)
    restore(saved.pass)
    previous = now.machine
    changes.redoState = Changes.Saved(now, saved.what)
    return saved.what
  }

  /// Reapplies the change that `undo` reverted. Restores the state of the pass before `undo`.
  mutating func redo() throws(ChangeProblem) -> String {
    guard let saved = changes.redoState else { throw .nothingToRedo }
    let before = machine
    restore(saved.pass)
    previous = before
    return saved.what
  }

  // MARK: Debugging an expression

  /// Replaces this pass with the pass of an expression. Saves this pass until `leaveExpression`.
  mutating func begin(expression text: String, inFrame index: Int?) throws(ListingError) {
    let begun = try machine.preparingAlone(text, inFrame: index)
    var waiting = self
    waiting.evictSnapshots(above: Self.sharedBudgetPart)
    self = Pass(begun, of: text, in: waiting)
  }

  /// Ends the pass of an expression and restores the saved pass.
  ///
  /// - Returns: the expression's value; nil when the expression did not run to its end.
  mutating func leaveExpression() -> ValueView? {
    guard let waiting = changes.waiting else { return nil }
    let value = result
    restore(waiting.pass)
    return value
  }
}

extension PassInspection {
  /// The pass's interventions, then its edits in the order of their clocks.
  public var changeViews: [ChangeView] {
    pass.changes.interventions.map { ChangeView(text: "ablate " + $0.text, clock: nil) }
      + pass.changes.edits.map { ChangeView(text: $0.text, clock: $0.clock) }
  }

  /// The text of the expression that the user debugs; nil during the model's own pass.
  public var expressionUnderWay: String? { pass.changes.waiting?.what }

  public var interventions: [Intervention] { pass.changes.interventions }
}
