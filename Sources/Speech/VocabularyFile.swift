extension Vocabulary {
  /// Reads a vocabulary file in UTF-8. The first line determines which of two formats the file has:
  ///
  /// - PaddleSpeech's `vocab.txt`: one token per line; IDs count from 0. A line of one space is the token " ".
  /// - WeNet's `units.txt`: `token id` on each line, in any order. The IDs must be 0, 1, 2, … without gaps.
  ///
  /// Lines end with LF or CRLF; the last line may have no line end. A byte order mark is skipped.
  public static func read(_ path: String) throws(SpeechError) -> Vocabulary {
    let lines = try VocabularyLines(path: path)
    if lines.first.map(VocabularyLines.tokenAndNumber) ?? nil != nil {
      return Vocabulary(tokens: try lines.numberedTokens())
    }
    return Vocabulary(tokens: try lines.plainTokens())
  }
}

private struct VocabularyLines {
  private let path: String
  private let lines: [Substring]

  var first: Substring? { lines.first }

  init(path: String) throws(SpeechError) {
    self.path = path
    var bytes = try InputFile.bytes(of: path, limit: 16 << 20)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if bytes.last == UInt8(ascii: "\n") { bytes = bytes.dropLast() }
    if bytes.isEmpty { throw .badVocabulary(path: path, line: nil, reason: "it is empty") }
    var lines: [Substring] = []
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      guard let text = String(validating: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
      else { throw .badVocabulary(path: path, line: lines.count + 1, reason: "it is not UTF-8 text") }
      if text.isEmpty { throw .badVocabulary(path: path, line: lines.count + 1, reason: "the line is empty") }
      lines.append(text[...])
    }
    self.lines = lines
  }

  /// Parses `token id`, separated by spaces or tabs. Nil when the line has another form.
  static func tokenAndNumber(_ line: Substring) -> (token: String, id: Int)? {
    let fields = fields(of: line)
    guard fields.count == 2, let id = Int(fields[1]) else { return nil }
    return (String(fields[0]), id)
  }

  func numberedTokens() throws(SpeechError) -> [String] {
    var tokens = [String?](repeating: nil, count: lines.count)
    for (index, line) in lines.enumerated() {
      guard let (token, id) = VocabularyLines.tokenAndNumber(line) else {
        throw refuse(index, "expected a token and its id, found '\(line.prefix(40))'")
      }
      if !tokens.indices.contains(id) {
        throw refuse(index, "id \(id) is not one of 0 to \(lines.count - 1), as \(lines.count) tokens have")
      }
      if let earlier = tokens[id] { throw refuse(index, "id \(id) of '\(token)' is already that of '\(earlier)'") }
      tokens[id] = token
    }
    // All IDs are in range and different, and the number of IDs is the number of lines. Therefore no ID is missing.
    return tokens.compactMap { $0 }
  }

  func plainTokens() throws(SpeechError) -> [String] {
    var tokens: [String] = []
    for (index, line) in lines.enumerated() {
      let fields = VocabularyLines.fields(of: line)
      if fields.count > 1 { throw refuse(index, "expected one token, found '\(line.prefix(40))'") }
      tokens.append(fields.first.map(String.init) ?? " ")
    }
    return tokens
  }

  /// Only spaces and tabs separate fields. Other white space, such as an ideographic space, can be a token.
  private static func fields(of line: Substring) -> [Substring] {
    line.split { $0 == " " || $0 == "\t" }
  }

  private func refuse(_ index: Int, _ reason: String) -> SpeechError {
    .badVocabulary(path: path, line: index + 1, reason: reason)
  }
}
