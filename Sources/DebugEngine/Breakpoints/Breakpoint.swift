import ListingRuntime

/// A location or an event where the user wants to stop: a breakpoint, watchpoint or catchpoint. All share one
/// numbering.
public struct Breakpoint: Sendable, Identifiable {
  public let id: Int
  public let kind: Kind
  /// What the user asked for.
  public let location: Location
  /// The location resolved in this listing.
  public internal(set) var resolution: Resolution
  public internal(set) var isEnabled = true
  /// Whether it is deleted at its first stop.
  public let isTemporary: Bool
  /// How often it was reached with its condition true.
  public internal(set) var hitCount = 0
  /// How many hits it ignores before it stops again.
  public internal(set) var ignoreCount = 0
  /// An expression of the listing language. The breakpoint stops only when it is true.
  public internal(set) var condition: String?
  /// For a watchpoint without its own scope: the call whose variables the condition uses.
  public internal(set) var conditionScope: Watch.Scope?
  /// Command lines that front ends carry out when it stops.
  public internal(set) var commands: [String] = []

  public enum Kind: Sendable, Hashable {
    case stop
    /// A log point: prints a text and continues. The template is written as the inside of an f-string.
    case log(String)
    case watch(Watch)
    case catchpoint(Catch)
  }

  public enum Location: Sendable, Hashable {
    /// A line of a file, named by its path or its last part: `attention.py`.
    case line(file: String, line: Int)
    /// A function: `forward_attention`, `RelPositionMultiHeadedAttention.forward`.
    case function(String)
    /// The call of each module whose path matches: `encoder.encoders.*.self_attn`. `*` stands for one part of a path.
    case modules(String)
    /// The beginning of a layer, counted from 1.
    case layer(Int)
    /// Each tensor operation of a name, in the whole pass or in modules whose paths match.
    case operation(String, within: String?)
    /// Watchpoints and catchpoints have no location.
    case everywhere
  }

  public enum Resolution: Sendable, Hashable {
    case line(file: String, line: Int)
    /// The functions' qualified names, with file and first line.
    case functions([FunctionPlace])
    case modules(pattern: String, count: Int)
    case layer(Int)
    case operation(String, within: String?)
    case everywhere
    /// Nothing in the listing matches yet.
    case pending
  }
}

extension Breakpoint {
  public var watch: Watch? { if case .watch(let watch) = kind { watch } else { nil } }
  /// Whether another pass can use the breakpoint: its expression uses no local variables and no globals of a file.
  public var isLasting: Bool { watch?.scope == nil && watch?.file == nil && conditionScope == nil }
  public var caught: Catch? { if case .catchpoint(let event) = kind { event } else { nil } }
}

/// A function of the listing and its position.
public struct FunctionPlace: Sendable, Hashable {
  /// With the enclosing classes and functions: `ConformerEncoderLayer.forward`.
  public let name: String
  public let file: String
  /// The line of `def`.
  public let line: Int
  /// The line of the first statement.
  public let firstLine: Int
}

/// Why a breakpoint could not be set, or why it waits.
public enum BreakpointProblem: Error, Sendable, Hashable {
  case unknownFile(String, nearest: String?)
  case unknownFunction(String, nearest: String?)
  case noModule(String, nearest: String?)
  /// The file has no code on that line or below it.
  case noCode(file: String, line: Int, lastLine: Int)
  case noBreakpoint(Int)
  case badLocation(String)
  case badCondition(String)
  /// The model declares no layer loop.
  case noLayerLoop
  /// The expression cannot be evaluated, and no later state can change that.
  case badWatch(String, reason: String)
  case badCatch(String)
  case unknownStatistic(String, nearest: String?)
}

extension BreakpointProblem: CustomStringConvertible {
  public var description: String {
    func hint(_ name: String?) -> String { name.map { "; did you mean '\($0)'?" } ?? "" }
    switch self {
    case .unknownFile(let name, let nearest): return "the listing has no file '\(name)'\(hint(nearest))"
    case .unknownFunction(let name, let nearest): return "the listing has no function '\(name)'\(hint(nearest))"
    case .noModule(let path, let nearest): return "the model has no module '\(path)'\(hint(nearest))"
    case .noCode(let file, let line, let last):
      return "\(file) has no code on line \(line) or below it; its last line with code is \(last)"
    case .noBreakpoint(let id): return "there is no breakpoint \(id)"
    case .badLocation(let text):
      return "'\(text)' is not a location: give a line, file:line, a function, a module path, 'layer N' or 'op NAME'"
    case .badCondition(let message): return message
    case .noLayerLoop: return "the layers are not known: this model declares no layer loop"
    case .badWatch(let text, let reason): return "'\(text)' cannot be watched: \(reason)"
    case .badCatch(let text):
      return "'\(text)' cannot be caught: give nan, inf, error, or a statistic as in absmax > 1e4"
    case .unknownStatistic(let name, let nearest):
      return "there is no statistic '\(name)'\(hint(nearest)); there are "
        + Statistic.allCases.map(\.rawValue).joined(separator: ", ")
    }
  }
}
