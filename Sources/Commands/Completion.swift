import DebugEngine

extension Session {
  /// The words that could replace the unfinished word at the end of a line.
  public struct Completions: Sendable, Hashable {
    /// The length of the unfinished word, in characters.
    public let typed: Int
    /// Whole words, sorted.
    public let words: [String]

    public init(typed: Int, words: [String]) {
      self.typed = typed
      self.words = words
    }
  }

  public func completions(of line: String) -> Completions {
    let start = line.drop(while: \.isWhitespace)
    guard let blank = start.firstIndex(where: { $0.isWhitespace || $0 == "/" }) else {
      return completions(String(start), among: CommandTable.all.map(\.name))
    }
    guard let command = try? CommandTable.find(String(start[..<blank])) else { return Completions(typed: 0, words: []) }
    guard let behind = start[blank...].firstIndex(where: \.isWhitespace) else {
      return Completions(typed: 0, words: [])
    }
    let rest = String(start[behind...].drop(while: \.isWhitespace))
    switch command.argument {
    case .none: return Completions(typed: 0, words: [])
    case .file: return completions(rest, among: FileNames.beginning(with: rest))
    case .breakpoint:
      return completions(lastWord(rest), among: debugger.breakpoints.all.map { String($0.id) })
    case .command:
      // The argument is a command line, as for `what-if`. After the name of that command, complete that command's
      // arguments.
      return rest.contains(where: \.isWhitespace)
        ? completions(of: rest) : completions(rest, among: CommandTable.all.map(\.name))
    case .words(let words):
      // The argument of `info module` is a module path.
      return rest.hasPrefix("module ")
        ? completions(lastWord(rest), among: debugger.modules.map(\.path)) : completions(rest, among: words)
    case .modulePath:
      let word = lastWord(rest)
      if rest.count > word.count, let path = rest.split(separator: " ").first {
        return completions(word, among: debugger.axisNames(ofModulesAt: String(path)))
      }
      return completions(word, among: debugger.modules.map(\.path))
    case .weight: return completions(rest, among: debugger.modules.map(\.path) + debugger.weightPaths)
    case .place:
      let outline = debugger.breakpoints.outline
      let functions = outline.functions.flatMap { [$0.qualifiedName, $0.name] }
      return completions(rest, among: functions + outline.files.keys + debugger.modules.map(\.path))
    case .expression: return expressionCompletions(rest)
    case .expressionAndFile:
      let word = lastWord(rest)
      let head = rest.dropLast(word.count).trimmed
      if head.isEmpty || debugger.syntaxError(in: head) != nil { return expressionCompletions(rest) }
      return completions(word, among: FileNames.beginning(with: word))
    }
  }

  private func expressionCompletions(_ text: String) -> Completions {
    // Inside open quotes, complete a file name: load("…").
    if let quote = text.lastIndex(where: { $0 == "\"" || $0 == "'" }), text.count(where: { $0 == text[quote] }) % 2 == 1
    {
      let word = String(text[text.index(after: quote)...])
      return completions(word, among: FileNames.beginning(with: word))
    }
    let word = text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return Completions(typed: word.count, words: debugger.completions(of: text, frame: selectedFrame))
  }

  private func lastWord(_ text: String) -> String {
    String(text.reversed().prefix { !$0.isWhitespace }.reversed())
  }

  private func completions(_ word: String, among words: [String]) -> Completions {
    Completions(typed: word.count, words: Set(words.filter { !$0.isEmpty && $0.hasPrefix(word) }).sorted())
  }
}
