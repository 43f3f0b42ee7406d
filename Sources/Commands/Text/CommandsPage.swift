/// The page of all commands, `docs/commands.md`, made from the command table.
public enum CommandsPage {
  public static var markdown: String {
    var lines = [
      "# Commands", "",
      "At the prompt (`:` on the screen), in scripts (`fwdb debug MODEL -x FILE`) and on standard input. The beginning",
      "of a name is enough where it is the only one that begins so; an empty line repeats the last motion. Written by",
      "a test from the command table: change that, not this page.",
    ]
    for group in CommandGroup.allCases {
      lines += ["", "## \(group.rawValue)", "", "| command | also | what it does |", "| --- | --- | --- |"]
      for command in CommandTable.all where command.group == group {
        let aliases = command.aliases.map { "`\($0)`" }.joined(separator: " ")
        let help = command.help.split(separator: "\n").joined(separator: " ").replacing("|", with: "\\|")
          .replacing("*", with: "\\*")
        lines.append("| `\(command.usage.replacing("|", with: "\\|"))` | \(aliases) | \(help) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
