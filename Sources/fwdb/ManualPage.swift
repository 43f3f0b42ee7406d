import ArgumentParser
import Foundation

/// `fwdb manual-page`: prints the page for `man fwdb`, from the same definitions that parse the arguments. Help does
/// not show this command, because only `scripts/install` uses it.
struct ManualPageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual-page", abstract: "Prints the manual page.", shouldDisplay: false)

  func run() throws {
    let definitions = try JSONDecoder().decode(ManualPage.Definitions.self, from: Data(Fwdb._dumpHelp().utf8))
    print(ManualPage(program: definitions.command).text, terminator: "")
  }
}

/// Formats the manual page with the macros of man(7).
struct ManualPage {
  /// The argument definitions in the JSON of swift-argument-parser's `--experimental-dump-help`.
  struct Definitions: Decodable {
    let command: Command
  }

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let arguments: [Argument]?
    let subcommands: [Command]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      var text: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: String
    var names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let allValues: [String]?
    let shouldDisplay: Bool?
    let isRepeating: Bool
    let isOptional: Bool
  }

  let program: Command

  var text: String {
    let general = ["help", "version"]
    let commands = (program.subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    // If more than two commands share an argument, describe the argument once, under OPTIONS.
    let shared =
      commands.first.map(shownArguments)?.filter { argument in
        !general.contains(argument.valueName ?? "")
          && commands.filter { shownArguments($0).contains { $0.key == argument.key } }.count > 2
      } ?? []
    var page = [
      ".TH FWDB 1 \"\" \"fwdb \(Version.number)\" \"User Commands\"",
      // In troff, `\\-` prints a hyphen that a reader can copy as `-`.
      ".SH NAME", "fwdb \\- \(escaped(sentencePart(program.abstract ?? "")))", ".SH SYNOPSIS", ".nf",
    ]
    page += commands.map { "\\fBfwdb\(isDefault($0) ? "" : " " + escaped($0.commandName))\\fR" + synopsis($0) }
    page += [".fi", ".SH DESCRIPTION"] + paragraphs(program.discussion ?? "")
    page.append(".SH COMMANDS")
    for command in commands {
      page += [".SS \"fwdb \(escaped(command.commandName))\"", escaped(command.abstract ?? "")]
      if let discussion = command.discussion { page += [".PP"] + paragraphs(discussion) }
      let own = shownArguments(command).filter { argument in
        !general.contains(argument.valueName ?? "") && !shared.contains { $0.key == argument.key }
      }
      page += own.flatMap(described)
      let common = shared.filter { argument in shownArguments(command).contains { $0.key == argument.key } }
      if common.count == shared.count {
        page += [".PP", "Takes a model and an input as well: see OPTIONS."]
      } else if common.contains(where: { $0.kind == "positional" }) {
        page += [".PP", "Takes a model as well: see OPTIONS."]
      }
    }
    page.append(".SH OPTIONS")
    page += shared.flatMap(described)
    page += (commands.first.map(shownArguments) ?? []).filter { general.contains($0.valueName ?? "") }
      .flatMap(described)
    page += Self.rest
    return page.joined(separator: "\n") + "\n"
  }

  private func isDefault(_ command: Command) -> Bool { command.commandName == ScreenCommand.configuration.commandName }

  private func shownArguments(_ command: Command) -> [Argument] {
    var result: [Argument] = []
    for argument in command.arguments ?? [] where argument.shouldDisplay != false {
      // `--no-mouse` follows `--mouse` with the same abstract. Describe both flags together.
      if let last = result.last, last.kind == "flag", last.abstract == argument.abstract {
        result[result.count - 1].names = (last.names ?? []) + (argument.names ?? [])
      } else {
        result.append(argument)
      }
    }
    return result
  }

  private func synopsis(_ command: Command) -> String {
    shownArguments(command).filter { $0.kind == "positional" }.map { argument in
      let name = "\\fI\(escaped(argument.valueName ?? ""))\\fR"
      return argument.isOptional ? " [\(name)]" : " " + name
    }.joined() + " [\\fIoption\\fR ...]"
  }

  /// A paragraph with a tag (.TP): the argument's names, then its description.
  private func described(_ argument: Argument) -> [String] {
    var tag: String
    if argument.kind == "positional" {
      tag = "\\fI\(escaped(argument.valueName ?? ""))\\fR"
    } else {
      tag = (argument.names ?? []).map { "\\fB\(escaped($0.text))\\fR" }.joined(separator: ", ")
      if argument.kind == "option" { tag += " \\fI\(escaped(argument.valueName ?? ""))\\fR" }
    }
    var text = argument.abstract ?? ""
    if let values = argument.allValues { text += " One of: \(values.joined(separator: ", "))." }
    if let value = argument.defaultValue { text += " (default: \(value))" }
    return [".TP", tag, escaped(text)]
  }

  /// Formats text as paragraphs. Lines that begin with two spaces are printed as they are.
  private func paragraphs(_ text: String) -> [String] {
    var result: [String] = []
    var isVerbatim = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let begins = line.hasPrefix("  ")
      if begins != isVerbatim, !line.isEmpty || isVerbatim {
        result += begins ? [".PP", ".nf"] : [".fi", ".PP"]
        isVerbatim = begins
      }
      if !line.isEmpty {
        result.append(escaped(String(line)))
      } else if !isVerbatim, result.last != ".PP" {
        result.append(".PP")
      }
    }
    if isVerbatim { result.append(".fi") }
    return result
  }

  /// The sentence with a small first letter and without the final period, for use within another sentence.
  private func sentencePart(_ text: String) -> String {
    let words = text.last == "." ? text.dropLast() : text[...]
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// The text with troff's special characters escaped.
  private func escaped(_ text: String) -> String {
    let line = text.replacingOccurrences(of: "\\", with: "\\e").replacingOccurrences(of: "-", with: "\\-")
      .replacingOccurrences(of: "'", with: "\\(aq").replacingOccurrences(of: "…", with: "...")
    // troff would read a dot at the beginning of a line as a macro.
    return line.hasPrefix(".") ? "\\&" + line : line
  }

  /// Sections of the page that do not come from argument definitions.
  private static let rest = """
    .SH EXIT STATUS
    .TP
    0
    Success.
    .TP
    1
    A file could not be read or written, the pass failed, a command under \\fB\\-\\-batch\\fR failed, or under
    \\fB\\-\\-against\\fR a tensor was outside the bound.
    .TP
    2
    The command line was wrong; under \\fB\\-\\-against\\fR, nothing could be compared.
    .TP
    130
    Interrupted by Ctrl\\-C.
    .SH FILES
    .TP
    \\fI~/.config/fwdb/init\\fR
    Commands that run first. \\fBXDG_CONFIG_HOME\\fR replaces \\fI~/.config\\fR.
    .TP
    \\fI~/.local/state/fwdb\\fR
    Lines typed at the prompt, and the breakpoints of each model. \\fBXDG_STATE_HOME\\fR replaces \\fI~/.local/state\\fR.
    .TP
    \\fIMODEL/fwdb.yaml\\fR
    The model's listing, and the paths of its files.
    .SH ENVIRONMENT
    .TP
    \\fBNO_COLOR\\fR
    When set and not empty, no colours are used.
    .TP
    \\fBTERM\\fR, \\fBCOLORTERM\\fR
    What the terminal can show. A terminal without cursor control gets a plain prompt.
    .SH EXAMPLES
    The example model is installed beside the documentation, most often in \\fI/usr/share/doc/fwdb/examples\\fR
    or \\fI/usr/local/share/doc/fwdb/examples\\fR:
    .PP
    .nf
    cd /usr/share/doc/fwdb/examples/spoken\\-digits
    fwdb . \\-\\-audio recordings/dhd_2934z.wav
    fwdb run . \\-\\-audio recordings/dhd_2934z.wav
    .fi
    .SH SEE ALSO
    .BR gdb (1)
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

extension ManualPage.Argument {
  /// A key that is equal for the same argument in different commands.
  fileprivate var key: String { (names?.first?.text ?? valueName ?? "") + (abstract ?? "") }
}
