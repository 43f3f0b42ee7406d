import DebugEngine

/// What a command gave, as a value: each front end shows it in its own way.
public indirect enum CommandResult: Sendable {
  case nothing
  case text(String)
  case failure(CommandError)
  /// The cursor has moved.
  case stopped(StopReport)
  case frames([FrameView], selected: Int)
  /// Another frame has been selected.
  case frame(FrameView)
  case frameDetails(FrameDetails)
  case variables([VariableView], what: String)
  case value(PrintedValue)
  case type(ValueView, of: String)
  case assigned([Assignment])
  case newBreakpoint(Debugger.NewBreakpoint)
  case breakpoints([Breakpoint])
  case source(SourceExcerpt)
  case layers([LayerView])
  case loops([LoopPosition], function: String)
  case tree(String)
  case timeline(Timeline)
  case displays([Display])
  case displayed([DisplayedValue])
  case commands([Command])
  case help(Command)
  /// Several, one after the other.
  case transcript([(line: String, result: CommandResult)])
  case quit

  /// The first error in it.
  public var failure: CommandError? {
    switch self {
    case .failure(let error): error
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

/// Where the cursor came to rest, and why.
public struct StopReport: Sendable {
  public let reason: StopReason
  /// Nil when the pass is over.
  public let frame: FrameView?
  /// Whether the cursor is in another call than before.
  public let isInAnotherCall: Bool
  /// Whether it stands within a statement, as after `finish`.
  public let isWithinStatement: Bool
  public let layer: LoopPosition?
  public let timeline: Timeline
  public let displays: [DisplayedValue]
  /// What the listing printed on the way.
  public let output: String
  /// What the pass gave, when it is over.
  public let result: ValueView?
  /// What that says, a text an utterance, where it is tokens.
  public let text: [String]?
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

/// What `print` shows.
public struct PrintedValue: Sendable {
  public enum Style: Sendable, Hashable {
    /// Shape, statistics and histogram of a tensor, and the elements of a small one.
    case overview
    case values
    case statistics
    case heat(rows: Int, columns: Int)
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

/// Some lines of a listing.
public struct SourceExcerpt: Sendable {
  public let file: SourceFile
  /// Line numbers from 1.
  public let lines: ClosedRange<Int>
  /// The line that the selected frame is on, when it is of this file.
  public let currentLine: Int?
  public let breakpointLines: Set<Int>
}
