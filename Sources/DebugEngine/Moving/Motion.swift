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
  /// One instruction of the machine: from one tensor operation of a line to the next.
  case stepInstruction
}

public enum Direction: Sendable, Hashable { case forward, backward }

/// Why a motion ended.
public enum StopReason: Sendable {
  /// The motion arrived where it was to go.
  case step
  /// These breakpoints were reached, in the order of their numbers.
  case breakpoint([Int])
  /// A breakpoint's condition could not be computed. The cursor stands at the breakpoint.
  case conditionFailed(Int, ListingError)
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
