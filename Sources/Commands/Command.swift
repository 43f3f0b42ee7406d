/// One row of the command table. Dispatch, help, completion and `docs/commands.md` use the table.
public struct Command: Sendable {
  public let name: String
  public let aliases: [String]
  public let group: CommandGroup
  /// The command's syntax: `step [COUNT]`.
  public let usage: String
  /// The first line is a summary; details follow. A line that begins with two spaces is a list item: `  term: meaning`.
  public let help: String
  /// Command lines as examples.
  public let examples: [String]
  /// Names of related commands.
  public let seeAlso: [String]
  /// The kind of the command's argument, for completion.
  public let argument: ArgumentKind
  /// Whether an empty line repeats the command, as in gdb.
  public let isRepeatable: Bool
  /// Throws a `CommandError`, `BreakpointProblem` or `ListingError`.
  let run: @Sendable (inout Session, Arguments) throws -> CommandResult

  init(
    _ name: String, _ aliases: String..., group: CommandGroup, usage: String? = nil, help: String,
    examples: [String] = [], seeAlso: [String] = [], argument: ArgumentKind = .none, isRepeatable: Bool = false,
    run: @escaping @Sendable (inout Session, Arguments) throws -> CommandResult
  ) {
    self.init(
      name, aliases: aliases, group: group, usage: usage, help: help, examples: examples, seeAlso: seeAlso,
      argument: argument, isRepeatable: isRepeatable, run: run)
  }

  init(
    _ name: String, aliases: [String], group: CommandGroup, usage: String? = nil, help: String,
    examples: [String] = [], seeAlso: [String] = [], argument: ArgumentKind = .none, isRepeatable: Bool = false,
    run: @escaping @Sendable (inout Session, Arguments) throws -> CommandResult
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.usage = usage ?? name
    self.help = help
    self.examples = examples
    self.seeAlso = seeAlso
    self.argument = argument
    self.isRepeatable = isRepeatable
    self.run = run
  }

  /// The first line of `help`.
  public var summary: String { String(help.prefix { $0 != "\n" }) }
}

public enum CommandGroup: String, Sendable, CaseIterable {
  case running = "Moving forward"
  case reverse = "Moving backward"
  case breakpoints = "Breakpoints"
  case stack = "The call stack"
  case data = "Values"
  case changing = "Changing the pass"
  case model = "The model"
  case session = "The session"
}

public enum ArgumentKind: Sendable {
  case none, expression, place, command, breakpoint, modulePath, weight, file
  /// An expression, then a file name, as for `export`.
  case expressionAndFile
  /// One of these words.
  case words([String])
}

/// A command's parsed arguments.
struct Arguments {
  let command: Command
  /// The word after a slash: `heat` in `print/heat x`.
  let style: String?
  /// The line after the command's name and style, without spaces at its ends.
  let text: String
  let isInterrupted: () -> Bool

  var words: [String] { text.split(separator: " ").map(String.init) }

  func usageError(_ problem: String) -> CommandError { .usage(problem, usage: command.usage) }

  /// The argument as a count of at least 1. Returns 1 without an argument.
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
    if text.isEmpty { throw usageError("expected an expression") }
    return text
  }
}
