import ListingRuntime

/// Changes at the cursor. Everything after the cursor is forgotten, because it may change. `undo` goes back to the pass
/// as it was.
extension Pass {
  /// Carries out an assignment in a frame.
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

  /// Ends a call. It returns the value of an expression. The cursor is then in the caller's statement, as
  /// after `finish`.
  ///
  /// - Returns: the value.
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

  /// Moves the cursor past the statement without running it. The pass may then stand between two statements.
  mutating func omitStatement() throws(ChangeProblem) {
    guard let index = machineFrame(0) else { throw .noFrame }
    var changed = machine
    do throws(ListingError) { try changed.omitStatement(frame: index) } catch { throw .listing(error) }
    adopt(changed, Edit(clock: machine.clock, frame: index, kind: .omitted))
  }

  /// Continues from a machine that was changed at the cursor.
  private mutating func adopt(_ changed: Machine, _ edit: Edit) {
    let before = self
    machine = changed
    forgetFuture()
    changes.edits.removeAll { $0.clock > edit.clock }
    changes.edits.append(edit)
    previous = before.machine
    remember(before, edit.text)
  }

  /// Forgets everything after the cursor.
  mutating func forgetFuture() {
    history.begin(again: machine)
    forgetRecords(after: machine.clock)
    changes.calls.removeAll { $0.clock >= machine.clock }
    shownOutput = min(shownOutput, machine.output.utf8.count)
  }

  // MARK: Undo

  /// Saves the pass before a change, without the snapshots after the cursor.
  mutating func remember(_ before: Pass, _ what: String) {
    var before = before
    before.changes.redoState = nil
    before.history.forgetSnapshots(after: before.machine.clock)
    changes.undoState = Changes.Saved(before, what)
    changes.redoState = nil
  }

  /// Takes the last change back. The cursor stands where the change was made.
  ///
  /// - Returns: what was taken back.
  mutating func undo() throws(ChangeProblem) -> String {
    guard let saved = changes.undoState else { throw .nothingToUndo }
    var now = self
    now.evictSnapshots(above: Self.sharedBudgetPart)
    restore(saved.pass)
    previous = now.machine
    changes.redoState = Changes.Saved(now, saved.what)
    return saved.what
  }

  /// Makes the change again that `undo` took back. The pass is in the same state as when `undo` was called.
  mutating func redo() throws(ChangeProblem) -> String {
    guard let saved = changes.redoState else { throw .nothingToRedo }
    let before = machine
    restore(saved.pass)
    previous = before
    return saved.what
  }

  // MARK: Debugging an expression

  /// Replaces this pass with the pass of an expression. This pass is saved until the expression ends.
  mutating func begin(expression text: String, inFrame index: Int?) throws(ListingError) {
    let begun = try machine.preparingAlone(text, inFrame: index)
    var waiting = self
    waiting.evictSnapshots(above: Self.sharedBudgetPart)
    self = Pass(begun, of: text, in: waiting)
  }

  /// Goes back from the expression to the pass that waits.
  ///
  /// - Returns: the expression's value, when it was run to its end.
  mutating func leaveExpression() -> ValueView? {
    guard let waiting = changes.waiting else { return nil }
    let value = result
    restore(waiting.pass)
    return value
  }
}

extension PassInspection {
  /// The changes that make this pass differ from the original one, in the order in which they were made.
  public var changeViews: [ChangeView] {
    pass.changes.interventions.map { ChangeView(text: "ablate " + $0.text, clock: nil) }
      + pass.changes.edits.map { ChangeView(text: $0.text, clock: $0.clock) }
  }

  /// The expression that is debugged; nil when the pass itself is.
  public var expressionUnderWay: String? { pass.changes.waiting?.what }

  public var interventions: [Intervention] { pass.changes.interventions }
}
