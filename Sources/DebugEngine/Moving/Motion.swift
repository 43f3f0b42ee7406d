import ListingRuntime

/// A way of moving the cursor through the pass. Each goes both ways.
public enum Motion: Sendable, Hashable {
  /// To the next stop, entering calls.
  case stepInto
  /// To the next stop of this call, or of a caller once this call has returned.
  case stepOver
  /// Until this call has returned: the cursor then stands in the caller's statement, which is still under way.
  case stepOut
  /// To the next breakpoint, or the end.
  case `continue`
  /// To the given line in this call, or without one to a line below the current one: what leaves a loop. Ends at the
  /// latest when the call has returned.
  case until(line: Int?)
  /// To a place, wherever it is. Ends at the latest when the call has returned.
  case advance(Breakpoint.Resolution)
  /// Through one tensor operation: the cursor then stands just behind it.
  case stepOperation
  /// One instruction of the machine: the smallest step there is, finer than a tensor operation.
  case stepInstruction
  /// Into one of the calls of the statement; see `callsOfStatement`.
  case stepIntoCall(CallView.ID)
}

public enum Direction: Sendable, Hashable { case forward, backward }

/// Why a motion ended.
public enum StopReason: Sendable {
  /// The motion arrived where it was to go.
  case step
  /// A tensor operation has run; the cursor is just behind it.
  case operation(OperationView)
  /// These breakpoints were reached, in the order of their numbers.
  case breakpoint([Int])
  /// A breakpoint's condition could not be computed. The cursor stands at the breakpoint.
  case conditionFailed(Int, ListingError)
  /// Watched values have changed.
  case watch([WatchChange])
  /// The call that these watches belong to has returned, so they are gone: their numbers and expressions.
  case watchEnded([Int], [String])
  /// A catch has caught something; the cursor is just behind the operation.
  case caught(CatchReport)
  /// A call returned; the view is of its value.
  case returned(ValueView)
  /// The pass is over.
  case finished
  /// The cursor is at the first position there is.
  case beginning
  /// The listing raised an error; the cursor stands at the operation that did.
  case error(ListingError)
  /// Someone asked to stop.
  case interrupted
}

extension StopReason {
  /// The breakpoints, watches and catches that gave it.
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
