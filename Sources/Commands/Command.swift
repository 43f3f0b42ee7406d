/// One row of the command table: dispatch, help, completion and `docs/commands.md` all read it.
public struct Command: Sendable {
  public let name: String
  public let aliases: [String]
  public let group: CommandGroup
  /// `step [COUNT]`.
  public let usage: String
  /// A sentence that stands alone; further ones may follow after a line break.
  public let help: String
  /// What its argument is, for completion.
  public let argument: ArgumentKind
  /// Whether an empty line does it again, as in gdb.
  public let isRepeatable: Bool
  /// Throws a `CommandError`, `BreakpointProblem` or `ListingError`.
  let run: @Sendable (inout Session, Arguments) throws -> CommandResult

  init(
    _ name: String, _ aliases: String..., group: CommandGroup, usage: String? = nil, help: String,
    argument: ArgumentKind = .none, isRepeatable: Bool = false,
    run: @escaping @Sendable (inout Session, Arguments) throws -> CommandResult
  ) {
    self.init(
      name, aliases: aliases, group: group, usage: usage, help: help, argument: argument, isRepeatable: isRepeatable,
      run: run)
  }

  init(
    _ name: String, aliases: [String], group: CommandGroup, usage: String? = nil, help: String,
    argument: ArgumentKind = .none, isRepeatable: Bool = false,
    run: @escaping @Sendable (inout Session, Arguments) throws -> CommandResult
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.usage = usage ?? name
    self.help = help
    self.argument = argument
    self.isRepeatable = isRepeatable
    self.run = run
  }

  /// The first sentence of its help.
  public var summary: String { String(help.prefix { $0 != "\n" }) }
}

public enum CommandGroup: String, Sendable, CaseIterable {
  case running = "Moving forward"
  case reverse = "Moving backward"
  case breakpoints = "Breakpoints"
  case stack = "Calls"
  case data = "Values"
  case changing = "Changing the pass"
  case model = "The model"
  case session = "The session"
}

public enum ArgumentKind: Sendable {
  case none, expression, place, command, breakpoint, modulePath, weight, file
  /// An expression, then a file.
  case expressionAndFile
  /// One of these words.
  case words([String])
}

/// What stands behind a command's name.
struct Arguments {
  let command: Command
  /// Behind a slash: `heat` of `print/heat x`.
  let style: String?
  /// All the rest, without blanks at its ends.
  let text: String
  let isInterrupted: () -> Bool

  var words: [String] { text.split(separator: " ").map(String.init) }

  func usageError(_ problem: String) -> CommandError { .usage(problem, usage: command.usage) }

  /// A count of at least 1; 1 when nothing is given.
  func count() throws(CommandError) -> Int {
    if text.isEmpty { return 1 }
    guard let count = Int(text), count > 0 else { throw usageError("'\(text)' is not a count") }
    return count
  }

  func number(_ word: String, _ what: String) throws(CommandError) -> Int {
    guard let number = Int(word), number >= 0 else { throw usageError("'\(word)' is not \(what)") }
    return number
  }

  func expression() throws(CommandError) -> String {
    if text.isEmpty { throw usageError("an expression is needed") }
    return text
  }
}
