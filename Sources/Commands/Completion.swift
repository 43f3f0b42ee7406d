import DebugEngine

extension Session {
  /// What the word under way at the end of a line could become.
  public struct Completions: Sendable, Hashable {
    /// How many characters at the end of the line are the beginning of the word.
    public let typed: Int
    /// Whole words, sorted.
    public let words: [String]
  }

  public func completions(of line: String) -> Completions {
    let start = line.drop(while: \.isWhitespace)
    guard let blank = start.firstIndex(where: { $0.isWhitespace || $0 == "/" }) else {
      return completions(String(start), among: CommandTable.all.map(\.name))
    }
    guard let command = try? CommandTable.find(String(start[..<blank])) else { return Completions(typed: 0, words: []) }
    let rest = String(start[blank...].drop { !$0.isWhitespace }.drop(while: \.isWhitespace))
    switch command.argument {
    case .none, .file, .breakpoint: return Completions(typed: 0, words: [])
    case .command: return completions(rest, among: CommandTable.all.map(\.name))
    case .words(let words): return completions(rest, among: words)
    case .modulePath: return completions(rest, among: debugger.modules.map(\.path))
    case .place:
      let outline = debugger.breakpoints.outline
      let functions = outline.functions.flatMap { [$0.qualifiedName, $0.name] }
      return completions(rest, among: functions + outline.files.keys + debugger.modules.map(\.path))
    case .expression:
      let word = rest.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      return Completions(typed: word.count, words: debugger.completions(of: rest, frame: selectedFrame))
    }
  }

  private func completions(_ word: String, among words: [String]) -> Completions {
    Completions(typed: word.count, words: Set(words.filter { !$0.isEmpty && $0.hasPrefix(word) }).sorted())
  }
}
