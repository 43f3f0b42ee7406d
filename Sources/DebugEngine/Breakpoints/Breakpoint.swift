import ListingRuntime

/// A breakpoint, watchpoint or catchpoint. All three share one numbering.
public struct Breakpoint: Sendable, Identifiable {
  public let id: Int
  public let kind: Kind
  /// The location as the user wrote it.
  public let location: Location
  /// The line, functions, modules, layer or operation that the location resolves to.
  public internal(set) var resolution: Resolution
  public internal(set) var isEnabled = true
  /// Whether the breakpoint is deleted at its first stop.
  public let isTemporary: Bool
  /// How often the pass reached the breakpoint while its condition was true.
  public internal(set) var hitCount = 0
  /// How many of the next hits do not stop the pass. The hit count includes these hits.
  public internal(set) var ignoreCount = 0
  /// An expression of the listing language. The breakpoint stops only when the expression is true.
  public internal(set) var condition: String?
  /// The call whose variables the condition uses. Set only for a watchpoint that has no scope of its own.
  public internal(set) var conditionScope: Watch.Scope?
  /// Commands that front ends run after the breakpoint stops.
  public internal(set) var commands: [String] = []

  public enum Kind: Sendable, Hashable {
    case stop
    /// A log point: prints a text and continues. The template is the inside of an f-string: `{i}: {x.std():.3f}`.
    case log(String)
    case watch(Watch)
    case catchpoint(Catch)
  }

  public enum Location: Sendable, Hashable {
    /// A line of a file. The file is named by its path or by the last part of its path: `attention.py`.
    case line(file: String, line: Int)
    /// The first statement of a function: `forward_attention`, `RelPositionMultiHeadedAttention.forward`.
    case function(String)
    /// The call of each module whose path matches the pattern: `encoder.encoders.*.self_attn`. `*` matches one part of
    /// a path.
    case modules(String)
    /// The beginning of a layer. Layers are counted from 1.
    case layer(Int)
    /// Each tensor operation with this name. `within` limits the location to modules whose paths match; nil is the
    /// whole pass.
    case operation(String, within: String?)
    /// Watchpoints and catchpoints: they have no location and can stop at any instruction.
    case everywhere
  }

  public enum Resolution: Sendable, Hashable {
    case line(file: String, line: Int)
    /// A function name resolves to all functions with this name.
    case functions([FunctionPlace])
    case modules(pattern: String, count: Int)
    case layer(Int)
    case operation(String, within: String?)
    case everywhere
    /// Nothing in the listing or the model matches the location yet.
    case pending
  }
}

extension Breakpoint {
  public var watch: Watch? { if case .watch(let watch) = kind { watch } else { nil } }
  /// Whether another pass can use the breakpoint. False when its expressions use local variables or a file's globals.
  public var isLasting: Bool { watch?.scope == nil && watch?.file == nil && conditionScope == nil }
  public var caught: Catch? { if case .catchpoint(let event) = kind { event } else { nil } }
}

/// A function of the listing, with its position.
public struct FunctionPlace: Sendable, Hashable {
  /// The qualified name, with enclosing classes and functions: `ConformerEncoderLayer.forward`.
  public let name: String
  public let file: String
  /// The line of the `def` statement.
  public let line: Int
  /// The line of the function's first statement.
  public let firstLine: Int
}

/// Why a breakpoint could not be set, or why a pending breakpoint does not stop yet.
public enum BreakpointProblem: Error, Sendable, Hashable {
  case unknownFile(String, nearest: String?)
  /// The file has syntax errors, so no line of it can run.
  case brokenFile(String)
  case unknownFunction(String, nearest: String?)
  case noModule(String, nearest: String?)
  /// The file has no code on this line or any later line.
  case noCode(file: String, line: Int, lastLine: Int)
  case noBreakpoint(Int)
  case badLocation(String)
  case badCondition(String)
  case noLayerLoop
  /// The watched expression cannot be evaluated, and no later state of the pass can change this.
  case badWatch(String, reason: String)
  case badCatch(String)
  case unknownStatistic(String, nearest: String?)
}

extension BreakpointProblem: CustomStringConvertible {
  public var description: String {
    func hint(_ name: String?) -> String { name.map { "; did you mean '\($0)'?" } ?? "" }
    switch self {
    case .unknownFile(let name, let nearest): return "the listing has no file '\(name)'\(hint(nearest))"
    case .brokenFile(let name): return "\(name) has syntax errors, which 'info files' shows"
    case .unknownFunction(let name, let nearest): return "the listing has no function '\(name)'\(hint(nearest))"
    case .noModule(let path, let nearest): return "the model has no module '\(path)'\(hint(nearest))"
    case .noCode(let file, _, 0): return "\(file) has no function that a breakpoint can stop in"
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
