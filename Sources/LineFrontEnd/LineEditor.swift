@preconcurrency import CEditline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads lines with editing, history and completion by libedit, whose state is global.
@MainActor struct LineEditor {
  /// The completions of the word at the cursor, and the number of typed characters of the word.
  typealias Complete = (_ line: String) -> (typed: Int, words: [String])

  private static var complete: Complete = { _ in (0, []) }
  /// The completions that libedit has not taken yet. libedit takes one completion in each call.
  private static var pending: [String] = []

  init(completingWith complete: @escaping Complete) {
    Self.complete = complete
    _ = rl_initialize()
    rl_readline_name = UnsafePointer(strdup("fwdb"))
    // Blanks and punctuation separate words. The dot is included, so an attribute is completed alone.
    let breaks = " \t\n\"'`@$><=;|&{}()[],.+*%!~:"
    rl_completer_word_break_characters = strdup(breaks)
    // libedit also declares `rl_completer_word_break_characters`, for compatibility with readline, but reads only this
    // variable.
    rl_basic_word_break_characters = UnsafePointer(strdup(breaks))
    rl_attempted_completion_function = { _, start, end in
      MainActor.assumeIsolated { LineEditor.candidates(upTo: Int(end)).map(Pointers.init) ?? Pointers(nil) }.value
    }
    using_history()
    stifle_history(1000)
    historyFile = UserFiles.historyFile
    if let historyFile { _ = read_history(historyFile) }
  }

  /// The file that keeps lines between sessions.
  private let historyFile: String?

  /// Reads the next line; nil at the end of the input.
  func read(prompt: String) -> String? {
    guard let text = readline(prompt) else { return nil }
    defer { free(text) }
    let line = String(cString: text)
    if !line.allSatisfy(\.isWhitespace) {
      add_history(text)
      if let historyFile { _ = write_history(historyFile) }
    }
    return line
  }

  private static func candidates(upTo end: Int) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    // Without this setting, libedit offers file names when there are no completions.
    rl_attempted_completion_over = 1
    // Append no blank: a dot or an index may follow the completed word.
    rl_completion_append_character = 0
    guard let buffer = rl_line_buffer else { return nil }
    let line = String(
      decoding: UnsafeBufferPointer(start: buffer, count: end).map(UInt8.init(bitPattern:)), as: UTF8.self)
    let (typed, words) = complete(line)
    if words.isEmpty { return nil }
    // libedit replaces only the text after the last break character. The completed word may begin earlier, so drop the
    // part of the word up to that character.
    let word = String(line.suffix(typed))
    let breaks = String(cString: rl_completer_word_break_characters)
    let head = word.lastIndex { breaks.contains($0) }.map { word.distance(from: word.startIndex, to: $0) + 1 } ?? 0
    pending = words.map { String($0.dropFirst(head)) }
    return rl_completion_matches(String(word.dropFirst(head))) { _, state in
      MainActor.assumeIsolated {
        let index = Int(state)
        return Pointers(LineEditor.pending.indices.contains(index) ? strdup(LineEditor.pending[index]) : nil)
      }.value
    }
  }
}

/// A pointer that leaves the main actor: libedit takes ownership of the memory.
private struct Pointers<Value>: @unchecked Sendable {
  let value: UnsafeMutablePointer<Value>?
  init(_ value: UnsafeMutablePointer<Value>?) { self.value = value }
}
