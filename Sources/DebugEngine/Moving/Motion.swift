import ListingRuntime

/// A way of moving the cursor. Each motion works forward and backward. The comments of the cases describe the forward
/// direction.
public enum Motion: Sendable, Hashable {
  /// Runs to the next stop and enters calls.
  case stepInto
  /// Runs to the next stop in this frame and steps over calls. If this frame returns, stops in the caller.
  case stepOver
  /// Runs until this frame has returned. Afterwards the cursor is within the caller's statement, just after the call.
  case stepOut
  /// Runs to the next breakpoint or to the end of the pass.
  case `continue`
  /// Runs to the given line of this frame. Nil means any line below the current line, so that the motion leaves a loop.
  /// Also stops when the frame returns.
  case until(line: Int?)
  /// Runs to a location in any frame. Also stops when this frame returns.
  case advance(Breakpoint.Resolution)
  /// Runs to just after the next tensor operation.
  case stepOperation
  /// Runs one instruction.
  case stepInstruction
  /// Enters one of the statement's calls; see `callsOfStatement`.
  case stepIntoCall(CallView.ID)
}

public enum Direction: Sendable, Hashable { case forward, backward }

/// Why a motion ended.
public enum StopReason: Sendable {
  /// The motion reached its goal.
  case step
  /// A tensor operation ran. The cursor is just after the operation.
  case operation(OperationView)
  /// Breakpoints with these IDs stopped the pass. The IDs are ascending.
  case breakpoint([Int])
  /// The condition of the breakpoint with this ID raised an error. The cursor is at the breakpoint.
  case conditionFailed(Int, ListingError)
  /// The values of these watched expressions changed.
  case watch([WatchChange])
  /// These watchpoints were deleted, because the call whose variables they watched has returned. The values are the
  /// watchpoints' IDs and expressions.
  case watchEnded([Int], [String])
  /// A catchpoint stopped the pass. The cursor is just after the operation in the report.
  case caught(CatchReport)
  /// The listing raised this error and caught it. The cursor is at the code that handles the error.
  case errorCaught([ErrorCatch], CaughtError)
  /// A call returned this value.
  case returned(ValueView)
  /// The pass is at its end.
  case finished
  /// The cursor is at the first clock that it can go back to.
  case beginning
  /// The listing raised this error and did not catch it. The cursor is before the operation that raised the error.
  case error(ListingError)
  /// The user interrupted the motion.
  case interrupted
}

extension StopReason {
  /// IDs of the breakpoints, watchpoints and catchpoints that stopped the pass.
  public var numbers: [Int] {
    switch self {
    case .breakpoint(let numbers): numbers
    case .conditionFailed(let number, _): [number]
    case .watch(let changes): changes.map(\.id)
    case .watchEnded(let numbers, _): numbers
    case .caught(let report): [report.id]
    case .errorCaught(let catches, _): catches.map(\.id)
    case .step, .operation, .returned, .finished, .beginning, .error, .interrupted: []
    }
  }
}
