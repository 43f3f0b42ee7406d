import ListingRuntime

/// Changes at the cursor. Everything after it is forgotten, for it may come out differently; the pass as it was stays
/// reachable by `undo`.
extension Debugger {
  /// Carries out an assignment in a call.
  ///
  /// - Parameter frame: 0 is the innermost call.
  public mutating func assign(
    _ text: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) -> [Machine.Assignment] {
    var changed = machine
    let index = machineFrame(frame)
    let result = try changed.assign(text, frame: index, isInterrupted: isInterrupted)
    adopt(changed, Edit(clock: machine.clock, frame: index, kind: .assignment(text)))
    return result
  }

  /// Ends a call as if it had returned the value of an expression that it sees. The cursor then stands in the caller's
  /// statement, as after `finish`.
  ///
  /// - Returns: the value.
  public mutating func returnNow(
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

  /// Goes on behind the statement at the cursor without running it, to the next one.
  public mutating func leaveOutStatement(isInterrupted: () -> Bool = { false }) throws(ChangeProblem) -> StopReason {
    guard let index = machineFrame(0) else { throw .noFrame }
    var changed = machine
    do throws(ListingError) { try changed.leaveOutStatement(frame: index) } catch { throw .listing(error) }
    adopt(changed, Edit(clock: machine.clock, frame: index, kind: .omitted))
    if machine.isAtVisibleStop { return .step }
    // What lies between, such as the way back to a loop's head, is no statement.
    let reason = forward(isInterrupted) { $0.machine.isAtVisibleStop ? .step : nil }
    arrived(from: previous)
    return reason
  }

  /// Goes on with a machine that was changed where the cursor stands.
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
    layers.forget(after: machine.clock)
    log.forget(after: machine.clock)
    forgetNotes(after: machine.clock)
    changes.calls.removeAll { $0.clock >= machine.clock }
    shownOutput = min(shownOutput, machine.output.utf8.count)
  }

  // MARK: The pass as it was

  /// A pass that is kept beside the one under way is spared when it holds more than this part of what one may.
  public static let sharedBudgetShare = 0.25

  /// Keeps the pass as it was, without what it would take to go forward in it at once.
  mutating func remember(_ before: Debugger, _ what: String) {
    var before = before
    before.changes.future = nil
    before.history.forgetSnapshots(after: before.machine.clock)
    changes.past = Changes.Past(before, what)
    changes.future = nil
  }

  /// Takes the last change back: the pass is as it was, and the cursor stands where the change was made.
  ///
  /// - Returns: what was taken back.
  public mutating func undo() throws(ChangeProblem) -> String {
    guard let past = changes.past else { throw .nothingToUndo }
    var now = self
    now.evictSnapshots(above: Self.sharedBudgetShare)
    self = past.debugger
    (breakpoints, previous) = (now.breakpoints, now.machine)
    changes.future = Changes.Past(now, past.what)
    return past.what
  }

  /// Makes the change again that was taken back last: that pass is again as it was left.
  public mutating func redo() throws(ChangeProblem) -> String {
    guard let future = changes.future else { throw .nothingToRedo }
    let now = self
    self = future.debugger
    (breakpoints, previous) = (now.breakpoints, now.machine)
    return future.what
  }

  /// What makes this pass differ from the original one, in the order in which it was done.
  public var changeViews: [ChangeView] {
    changes.interventions.map { ChangeView(text: "ablate " + $0.text, clock: nil) }
      + changes.edits.map { ChangeView(text: $0.text, clock: $0.clock) }
  }

  // MARK: Debugging an expression

  /// The expression that is being debugged, when it is one and not the pass.
  public var expressionUnderWay: String? { changes.outer?.expression }

  /// Runs an expression in its stead of the pass, which waits where it is, and stops at the first statement that it
  /// calls.
  public mutating func debugExpression(
    _ text: String, frame: Int = 0, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) -> StopReason {
    let nested = try machine.preparingAlone(text, inFrame: machineFrame(frame))
    var outer = self
    outer.evictSnapshots(above: Self.sharedBudgetShare)
    machine = nested
    history = History(nested, outer.history.budget.beside(outer.history.bytes))
    (layers, log) = (LayerLog(), PassLog())
    forgetNotes(after: -1)
    previous = nil
    changes = Changes()
    changes.interventions = outer.changes.interventions
    changes.outer = Changes.Outer(outer, text)
    shownOutput = nested.output.utf8.count
    startClock = nested.clock
    return move(.stepInto, isInterrupted: isInterrupted)
  }

  /// Goes back from the expression to the pass; breakpoints set meanwhile stay.
  ///
  /// - Returns: what the expression gave, when it has been run to its end.
  public mutating func leaveExpression() -> ValueView? {
    guard let outer = changes.outer else { return nil }
    let (value, table) = (result, breakpoints)
    self = outer.debugger
    breakpoints = table
    return value
  }
}
