import DebugEngine

/// The result of a command, as a value. Each front end shows it in its own way.
public indirect enum CommandResult: Sendable {
  case nothing
  case text(String)
  case failure(CommandError)
  /// The cursor moved.
  case stopped(StopReport)
  case frames([FrameView], selected: Int)
  /// Another frame was selected.
  case frame(FrameView)
  case frameDetails(FrameDetails)
  case variables([VariableView], what: String)
  case value(PrintedValue)
  case type(ValueView, of: String)
  case typeDetails(TypeDetails)
  case found(FoundElements, predicate: String)
  case difference(Difference, of: String, and: String)
  case pastValues([PastValue], of: String)
  case layerValues([LayerValue], of: String)
  case exported(String, to: String)
  case weights([WeightView])
  case module(ModuleDetails)
  case memory(MemoryUse)
  case position(PositionReport)
  case assigned([Assignment])
  case interventions([Intervention])
  case changes([ChangeView])
  case whatIf(WhatIfReport)
  case newBreakpoint(Debugger.NewBreakpoint)
  case breakpoints([Breakpoint])
  case watches([WatchView])
  case skips([Skip])
  case calls([CallView])
  case operation(OperationView)
  case mark(Mark)
  case source(SourceExcerpt)
  case layers([LayerView])
  case loops([LoopPosition], function: String)
  case tree(String)
  case timeline(Timeline)
  case displays([Display])
  case displayed([DisplayedValue])
  case commands([Command])
  case help(Command)
  /// Several results of one command.
  case sequence([CommandResult])
  /// The results of several commands, in order.
  case transcript([(line: String, result: CommandResult)])
  case quit

  /// The first error in the result; nil if the result contains no error.
  public var failure: CommandError? {
    switch self {
    case .failure(let error): error
    case .sequence(let results): results.lazy.compactMap(\.failure).first
    case .transcript(let results): results.lazy.compactMap(\.result.failure).first
    default: nil
    }
  }

  public var isQuit: Bool {
    switch self {
    case .quit: true
    case .transcript(let results): results.contains(where: \.result.isQuit)
    default: false
    }
  }
}

/// The position at which the pass stopped, and the reasons.
public struct StopReport: Sendable {
  public let reason: StopReason
  /// Further reasons to stop at the same clock.
  public let otherReasons: [StopReason]
  /// The innermost frame; nil when the pass is over.
  public let frame: FrameView?
  /// Whether the cursor is in another call than the call whose header was printed last.
  public let isInAnotherCall: Bool
  /// Whether the cursor is within a statement, as after `finish`.
  public let isWithinStatement: Bool
  public let layer: LoopPosition?
  public let timeline: Timeline
  public let displays: [DisplayedValue]
  /// The text that the listing printed during the motion.
  public let output: String
  /// The lines that log points printed during the motion.
  public let log: [String]
  /// The pass's return value; nil until the pass is over.
  public let result: ValueView?
  /// The recognized text of each utterance; nil before the end of the pass, or if the return value contains no tokens.
  public let text: [String]?
  /// The tokens of each utterance with their times; nil before the end of the pass, or if the pass does not compute a
  /// token ID for each encoder frame.
  public let tokens: [[TimedToken]]?
  /// The expression that the user debugged, if it has just ended; otherwise nil. If not nil, the cursor is back in the
  /// original pass.
  public let left: LeftExpression?
}

/// A debugged expression and its value.
public struct LeftExpression: Sendable {
  public let expression: String
  /// The expression's value; nil if the user left the expression before its end.
  public let value: ValueView?
}

/// The result of `where`: the cursor's position.
public struct PositionReport: Sendable {
  public let frame: FrameView?
  public let layer: LoopPosition?
  /// The text of the operation that runs next.
  public let operation: String?
  public let timeline: Timeline
  /// Computing time of the pass in seconds, up to the farthest clock that the cursor has reached.
  public let seconds: Double
  /// The expression that is being debugged; nil outside `debug`.
  public let expression: String?
  public let frames: [FrameView]
}

/// A value's type and parts.
public struct TypeDetails: Sendable {
  public let view: ValueView
  /// Attributes, items or submodules. If there are many, only the first are included.
  public let members: [ChildView]
  public let memberCount: Int
  /// Details of the value if it is a module; otherwise nil.
  public let module: ModuleDetails?
}

/// The result of `what-if`: the outcome of the pass without and with a change.
public struct WhatIfReport: Sendable {
  public let change: String
  public let figures: [String]
  public let before: Outcome
  public let after: Outcome
}

/// An expression that is shown at every stop.
public struct Display: Sendable, Hashable, Identifiable {
  public let id: Int
  public let expression: String
}

public struct DisplayedValue: Sendable {
  public let display: Display
  public let value: Result<EvaluatedValue, ListingError>
}

/// The result of `print`.
public struct PrintedValue: Sendable {
  public enum Style: Sendable, Hashable {
    /// For a tensor: shape, statistics and histogram. For a small tensor, also the elements.
    case overview
    case values
    case statistics
    case heat(rows: Int, columns: Int)
    case histogram(bins: Int)
    /// A hash of the tensor's bits.
    case bits
  }

  public let expression: String
  public let value: EvaluatedValue
  public let style: Style
}

public struct FrameDetails: Sendable {
  public let frame: FrameView
  public let caller: FrameView?
  public let layer: LoopPosition?
}

/// Consecutive lines of one file of a listing.
public struct SourceExcerpt: Sendable {
  public let file: SourceFile
  /// Line numbers from 1.
  public let lines: ClosedRange<Int>
  /// The selected frame's line; nil if the selected frame is in another file.
  public let currentLine: Int?
  public let breakpointLines: Set<Int>
}
