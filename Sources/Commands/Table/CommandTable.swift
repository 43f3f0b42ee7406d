import DebugEngine

/// All commands, and the search for a command by name.
public enum CommandTable {
  public static let all: [Command] =
    RunningCommands.all + ReverseCommands.all + MarkCommands.all + BreakpointCommands.all + StackCommands.all
    + DataCommands.all + InfoCommands.all + ChangingCommands.all + ModelCommands.all + SessionCommands.all

  /// Finds a command by its name, by an alias, or by the beginning of exactly one name.
  public static func find(_ word: String) throws(CommandError) -> Command {
    if let exact = all.first(where: { $0.name == word || $0.aliases.contains(word) }) { return exact }
    let begun = all.filter { $0.name.hasPrefix(word) }
    if begun.count == 1 { return begun[0] }
    if begun.count > 1 { throw .ambiguousCommand(word, begun.map(\.name)) }
    throw .unknownCommand(
      word, nearest: nearest(word, among: all.flatMap { [$0.name] + $0.aliases.filter { $0.count > 2 } }))
  }

  /// Parses a line into command, style and arguments: `print/heat x[0] 10x40`.
  static func parse(
    _ line: String, isInterrupted: @escaping () -> Bool
  ) throws(CommandError) -> (Command, Arguments) {
    // As in pdb, `!x = 1` assigns to a variable.
    if line.hasPrefix("!") { return try parse("set var " + line.dropFirst(), isInterrupted: isInterrupted) }
    let name = line.prefix { $0.isLetter || $0 == "-" || $0 == "?" }
    var rest = line[name.endIndex...]
    var style: String?
    if rest.first == "/" {
      let text = rest.dropFirst().prefix { $0.isLetter || $0.isNumber }
      style = String(text)
      rest = rest[text.endIndex...]
    }
    if name.isEmpty || rest.first.map({ !$0.isWhitespace }) ?? false {
      let word = String(line.prefix { !$0.isWhitespace })
      throw .unknownCommand(word, nearest: nil)
    }
    let command = try find(String(name))
    return (command, Arguments(command: command, style: style, text: rest.trimmed, isInterrupted: isInterrupted))
  }
}
