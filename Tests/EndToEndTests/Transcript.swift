import Foundation
import Testing

/// A session of `fwdb debug` in a file. The first line is `$ fwdb debug …`. Each command follows a prompt, `(fwdb) ` or
/// (if answers are JSON) `> `, and its answer is on the next lines. In Markdown, only blocks marked as `text` belong to
/// the session.
///
/// The comparison ignores times, sizes in memory, counts of snapshots, and the last digits of measured numbers. These
/// values depend on the run or on the processor. Clocks change when fwdb's compiler changes, so the file contains `…`
/// instead of clocks.
/// With `RECORD=1` in the environment, the test writes new answers into the file.
struct Transcript {
  private enum Part {
    case prose(String)
    case entry(line: String, answer: [String])
  }

  private let path: String
  private var parts: [Part] = []
  private let prompt: String

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOfFile: Program.root + "/" + path, encoding: .utf8)
    var isInside = !path.hasSuffix(".md")
    prompt = text.contains("\n(fwdb) ") ? "(fwdb) " : "> "
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if path.hasSuffix(".md"), line.hasPrefix("```") {
        isInside = line == "```text"
        parts.append(.prose(line))
      } else if !isInside {
        parts.append(.prose(line))
      } else if line.hasPrefix("$ ") || line.hasPrefix(prompt) {
        parts.append(.entry(line: line, answer: []))
      } else if case .entry(let command, let answer)? = parts.last {
        parts[parts.count - 1] = .entry(line: command, answer: answer + [line])
      } else {
        parts.append(.prose(line))
      }
    }
  }

  /// The commands of the session, in order.
  var commands: [String] {
    parts.compactMap { part in
      guard case .entry(let line, _) = part, line.hasPrefix(prompt) else { return nil }
      return String(line.dropFirst(prompt.count))
    }
  }

  /// Runs the session with the built program and compares each answer.
  func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let isRecording = ProcessInfo.processInfo.environment["RECORD"] != nil
    var played = parts
    var differences: [String] = []
    try withTemporaryFolder { folder in
      let answers = try answers(folder)
      var next = 0
      for index in parts.indices {
        guard case .entry(let line, let answer) = parts[index] else { continue }
        var found = next < answers.count ? answers[next] : ["<no answer>"]
        next += 1
        // The file ends with a newline, so the last answer has an empty last line.
        if index == parts.count - 1, answer.last == "" || isRecording { found.append("") }
        if Self.isSame(found, answer) { continue }
        played[index] = .entry(line: line, answer: found)
        differences.append(([line] + found + ["--- instead of"] + answer).joined(separator: "\n"))
      }
    }
    if differences.isEmpty { return }
    if isRecording {
      let text = played.flatMap { part -> [String] in
        switch part {
        case .prose(let line): [line]
        case .entry(let line, let answer): [line] + answer
        }
      }.joined(separator: "\n")
      try text.write(toFile: Program.root + "/" + path, atomically: true, encoding: .utf8)
      Issue.record("wrote \(path): look at it, then run the test again", sourceLocation: sourceLocation)
    } else {
      Issue.record(
        "\(path): \(differences.count) answers differ. \(differences[0])", sourceLocation: sourceLocation)
    }
  }

  /// The program's answers: first the answer to the `$` line, then the answer to each command.
  private func answers(_ folder: String) throws -> [[String]] {
    guard case .entry(let first, _)? = parts.first(where: { if case .entry = $0 { true } else { false } }) else {
      throw ChildProcessError(program: path, code: 0)
    }
    var words = Self.words(first.replacingOccurrences(of: "TMP", with: folder)).dropFirst(2)
    #expect(words.first == "debug")
    words.append("--no-init")
    let input = commands.map { $0.replacingOccurrences(of: "TMP", with: folder) + "\n" }.joined()
    let program = try Program.run(Array(words), input: input)
    let output = program.output.replacingOccurrences(of: folder, with: "TMP")
      .replacingOccurrences(
        of: #"("clock":|instructions? )[\d,]*\d( to [\d,]*\d)?"#, with: "$1…", options: .regularExpression)
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast()
    if prompt == "> " {
      // The program prints a greeting and the first stop, then one line for each command.
      return [Array(lines.prefix(2))] + lines.dropFirst(2).map { [$0] }
    }
    var answers: [[String]] = [[]]
    for line in lines {
      if answers.count <= commands.count, line == prompt + commands[answers.count - 1] {
        answers.append([])
      } else {
        answers[answers.count - 1].append(line)
      }
    }
    return answers
  }

  /// Splits a shell line into words. Text in single quotes is one word.
  private static func words(_ line: String) -> [String] {
    line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
      index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
    }
  }

  // MARK: Comparing

  static func isSame(_ lines: [String], _ others: [String]) -> Bool {
    // Blank lines at the end belong to the page and not to the answer.
    let (a, b) = (trimmed(lines), trimmed(others))
    return a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1) }
  }

  private static func trimmed(_ lines: [String]) -> ArraySlice<String> {
    var lines = lines[...]
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  static func isSame(_ line: String, _ other: String) -> Bool {
    if line == other { return true }
    let (a, b) = (pieces(masked(line)), pieces(masked(other)))
    return a.count == b.count
      && zip(a, b).allSatisfy { a, b in
        if a == b { return true }
        // Two integers must be equal. Measured numbers are floats and may differ. A measured 1.0 is printed as 1, so
        // one of the two texts may have no decimal point.
        guard let x = Double(a), let y = Double(b), (a + b).contains(where: { ".e".contains($0) }) else { return false }
        return abs(x - y) <= max(2e-5, 2e-3 * max(abs(x), abs(y)))
      }
  }

  private static func masked(_ line: String) -> String {
    var line = line
    for (pattern, mask) in [
      (#"\|[^|]*\|"#, "|~|"), (#"[\d.]+ (ms|s)\b"#, "#ms"), (#"[\d.,]+ (B|kB|MB|GB|TB)\b"#, "#MB"),
      (#"\d+ snapshots"#, "#snapshots"), (#""(seconds|live|made|history|historyLimit|process)":[-+.\de]+"#, "#"),
      (#" +"#, " "),
    ] { line = line.replacingOccurrences(of: pattern, with: mask, options: .regularExpression) }
    return line
  }

  /// Splits a line into numbers and the texts between them.
  private static func pieces(_ line: String) -> [String] {
    var result: [String] = []
    var rest = line[...]
    while let range = rest.range(of: #"-?\d+(\.\d+)?(e[-+]?\d+)?"#, options: .regularExpression) {
      result += [String(rest[..<range.lowerBound]), String(rest[range])]
      rest = rest[range.upperBound...]
    }
    return result + [String(rest)]
  }
}
