import ListingRuntime

/// A way of moving the cursor. Every motion works in both directions.
public enum Motion: Sendable, Hashable {
  /// To the next stop, into calls.
  case stepInto
  /// To the next stop of this frame, or of a caller once this frame has returned.
  case stepOver
  /// Until this frame has returned. The cursor is then in the caller's statement, which has not ended.
  case stepOut
  /// To the next breakpoint, or the end.
  case `continue`
  /// To the given line of this frame; without one, to any line below the current one, which leaves a loop. Ends when
  /// the frame returns at the latest.
  case until(line: Int?)
  /// To a location in any frame. Ends when the frame returns at the latest.
  case advance(Breakpoint.Resolution)
  /// Over one tensor operation. The cursor is then just after it.
  case stepOperation
  /// Over one instruction, the smallest step.
  case stepInstruction
  /// Into one of the statement's calls; see `callsOfStatement`.
  case stepIntoCall(CallView.ID)
}

public enum Direction: Sendable, Hashable { case forward, backward }

/// Why a motion ended.
public enum StopReason: Sendable {
  /// The motion reached its goal.
  case step
  /// A tensor operation ran. The cursor is just after it.
  case operation(OperationView)
  /// These breakpoints were reached, sorted by ID.
  case breakpoint([Int])
  /// A breakpoint's condition could not be evaluated. The cursor is at the breakpoint.
  case conditionFailed(Int, ListingError)
  /// Watched values changed.
  case watch([WatchChange])
  /// The IDs and expressions of watchpoints that were deleted because their call has returned.
  case watchEnded([Int], [String])
  /// A catchpoint reports something. The cursor is just after the operation.
  case caught(CatchReport)
  /// A call returned this value.
  case returned(ValueView)
  /// The pass is over.
  case finished
  /// The cursor is at the first known clock.
  case beginning
  /// The listing raised an error. The cursor is at the operation that did.
  case error(ListingError)
  /// The user interrupted.
  case interrupted
}

extension StopReason {
  /// The breakpoints, watchpoints and catchpoints that stopped.
  public var numbers: [Int] {
    switch self {
    case .breakpoint(let numbers): numbers
    case .conditionFailed(let number, _): [number]
    case .watch(let changes): changes.map(\.id)
    case .watchEnded(let numbers, _): numbers
    case .caught(let report): [report.id]
    case .step, .operation, .returned, .finished, .beginning, .error, .interrupted: []
    }
  }
}
