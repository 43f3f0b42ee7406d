import DebugEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

enum SessionCommands {
  static let all: [Command] = [
    Command("echo", group: .session, usage: "echo TEXT", help: "Print a text.") { _, arguments in .text(arguments.text)
    },
    Command(
      "source", group: .session, usage: "source FILE",
      help: "Carry out the commands in a file. It ends at the first that fails.",
      argument: .file
    ) { session, arguments in
      let path = try arguments.expression()
      if session.openFiles.contains(path) || session.openFiles.count > 20 { throw CommandError.nested(path) }
      guard let text = contents(of: path) else { throw CommandError.noFile(path) }
      session.openFiles.append(path)
      defer { session.openFiles.removeLast() }
      var results: [(line: String, result: CommandResult)] = []
      for line in text.split(whereSeparator: \.isNewline) {
        let line = line.trimmed
        if line.isEmpty || line.hasPrefix("#") { continue }
        let result = session.execute(line, isInterrupted: arguments.isInterrupted)
        results.append((line, result))
        if result.failure != nil || result.isQuit { break }
      }
      return .transcript(results)
    },
    Command(
      "help", "h", "?", group: .session, usage: "help [COMMAND]", help: "Show all commands, or how one is used.",
      argument: .command
    ) {
      _, arguments in
      arguments.text.isEmpty ? .commands(CommandTable.all) : .help(try CommandTable.find(arguments.text))
    },
    Command("quit", "q", "exit", group: .session, help: "Leave the debugger.") { _, _ in .quit },
  ]

  /// A file of commands; nil when it cannot be read or is not of a size that such files have.
  private static func contents(of path: String) -> String? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { break }
      bytes += block[..<count]
      if bytes.count > 1 << 24 { return nil }
    }
    return ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }
}
