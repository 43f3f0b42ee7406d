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
  /// Several that one command gave.
  case sequence([CommandResult])
  /// Several, one after the other.
  case transcript([(line: String, result: CommandResult)])
  case quit

  /// The first error in it.
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

/// Where the cursor came to rest, and why.
public struct StopReport: Sendable {
  public let reason: StopReason
  /// What else stops at the same place.
  public let otherReasons: [StopReason]
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
  /// What log points said on the way.
  public let log: [String]
  /// What the pass gave, when it is over.
  public let result: ValueView?
  /// What that says, a text an utterance, where it is tokens.
  public let text: [String]?
  /// The tokens of that with their times, likewise, when the pass is over.
  public let tokens: [[TimedToken]]?
  /// The expression that has come to its end, so that the cursor is back in the pass.
  public let left: LeftExpression?
}

/// An expression that was debugged, and what it gave.
public struct LeftExpression: Sendable {
  public let expression: String
  /// Nil when it was left before its end.
  public let value: ValueView?
}

/// Where the cursor is, in every respect.
public struct PositionReport: Sendable {
  public let frame: FrameView?
  public let layer: LoopPosition?
  /// The text of the operation that runs next.
  public let operation: String?
  public let timeline: Timeline
  /// How long the pass has computed, up to the farthest place that the cursor has been at.
  public let seconds: Double
  /// Set while an expression is debugged.
  public let expression: String?
  public let frames: [FrameView]
}

/// What a value is made of.
public struct TypeDetails: Sendable {
  public let view: ValueView
  /// Attributes, items or submodules; a part of them where they are many.
  public let members: [ChildView]
  public let memberCount: Int
  /// Of a module.
  public let module: ModuleDetails?
}

/// What a change would come to.
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

/// What `print` shows.
public struct PrintedValue: Sendable {
  public enum Style: Sendable, Hashable {
    /// Shape, statistics and histogram of a tensor, and the elements of a small one.
    case overview
    case values
    case statistics
    case heat(rows: Int, columns: Int)
    case histogram(bins: Int)
    /// A number that stands for all bits of a tensor.
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

/// Some lines of a listing.
public struct SourceExcerpt: Sendable {
  public let file: SourceFile
  /// Line numbers from 1.
  public let lines: ClosedRange<Int>
  /// The line that the selected frame is on, when it is of this file.
  public let currentLine: Int?
  public let breakpointLines: Set<Int>
}
