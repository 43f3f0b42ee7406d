/// Makes `docs/commands.md` from the command table.
public enum CommandsPage {
  public static var markdown: String {
    var lines = [
      "# Commands", "",
      "These commands work at the prompt (`:` on the screen), in scripts (`fwdb debug MODEL -x FILE`) and on standard",
      "input. The start of a name is enough if no other command starts with it. An empty line repeats the last motion.",
      "A test writes this page from the command table: edit the table, not the page.",
    ]
    for group in CommandGroup.allCases {
      lines += ["", "## \(group.rawValue)"]
      for command in CommandTable.all where command.group == group { lines += section(command) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page's section about one command: the heading `### name`, the syntax as a code block, then the help.
  private static func section(_ command: Command) -> [String] {
    var lines = ["", "### \(command.name)", "", "    \(command.usage)", ""]
    var isInList = false
    for line in command.help.split(separator: "\n") {
      let isItem = line.hasPrefix("  ")
      if isItem != isInList { lines.append("") }
      isInList = isItem
      let text = escaped(line.trimmed)
      lines.append(isItem ? "- \(text)" : text)
    }
    func paragraph(_ title: String, _ items: [String]) {
      if items.isEmpty { return }
      lines += ["", "\(title): " + items.map { "`\($0)`" }.joined(separator: ", ")]
    }
    paragraph("Also", command.aliases)
    paragraph(command.examples.count == 1 ? "Example" : "Examples", command.examples)
    paragraph("See also", command.seeAlso)
    return lines
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("*", with: "\\*").replacing("_", with: "\\_").replacing("<", with: "\\<")
  }
}
