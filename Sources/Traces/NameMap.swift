import Searching

/// Maps the tensor names in another file to fwdb's names.
///
/// Each line has the other file's name, then fwdb's name. `*` in the first name matches any characters. `*` in the
/// second name inserts the characters that the corresponding `*` matched:
///
///     # a comment
///     encoder.encoders.*.self_attn.scores   encoder.encoders.*.self_attn:forward.scores
///     encoder.encoders.*.conv_module.out    encoder.encoders.*:forward.x#7   transposed
///     ctc.argmax                            -
///
/// `transposed` exchanges the last two axes of fwdb's tensor before the comparison. `-` excludes the other file's
/// tensor. The first matching line applies. A name without a matching line stays unchanged.
public struct NameMap: Sendable {
  /// The name of a tensor of the pass, and whether the tensor is transposed before the comparison.
  public struct Target: Sendable, Hashable {
    public var name: String
    public var isTransposed = false

    public init(name: String, isTransposed: Bool = false) {
      self.name = name
      self.isTransposed = isTransposed
    }
  }

  private struct Line: Sendable {
    let theirs: NamePattern
    /// The pattern for fwdb's name; nil when the line excludes the tensor.
    let ours: NamePattern?
    let isTransposed: Bool
  }

  private var lines: [Line] = []

  /// Creates a map that changes no name.
  public init() {}

  public init(text: String) throws(NameMapError) {
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      // A word that begins with `#` starts a comment. Within a word, `#` is part of a name: `x#7`.
      let words = line.split(whereSeparator: \.isWhitespace).prefix { !$0.hasPrefix("#") }.map(String.init)
      if words.isEmpty { continue }
      guard words.count >= 2 else { throw NameMapError(line: index + 1, problem: .noSecondName(words[0])) }
      if words.count > 2, words[2] != "transposed" || words.count > 3 {
        throw NameMapError(line: index + 1, problem: .unknownWord(words[words[2] == "transposed" ? 3 : 2]))
      }
      let theirs = NamePattern(words[0])
      let ours = words[1] == "-" ? nil : NamePattern(words[1])
      if let ours, ours.starCount > theirs.starCount {
        throw NameMapError(line: index + 1, problem: .tooManyStars(theirs: words[0], ours: words[1]))
      }
      lines.append(Line(theirs: theirs, ours: ours, isTransposed: words.count > 2))
    }
  }

  /// Returns the tensor of the pass that is compared with the other file's tensor `name`. Nil when the map excludes
  /// this tensor.
  public func target(of name: String) -> Target? {
    for line in lines {
      guard let captures = line.theirs.captures(in: name) else { continue }
      return line.ours.map { Target(name: $0.filled(with: captures), isTransposed: line.isTransposed) }
    }
    return Target(name: name)
  }
}

/// An error in one line of a map.
public struct NameMapError: Error, Equatable, Sendable {
  public enum Problem: Equatable, Sendable {
    case noSecondName(String)
    case unknownWord(String)
    case tooManyStars(theirs: String, ours: String)
  }
  /// The line's number, counted from 1.
  public let line: Int
  public let problem: Problem
}

extension NameMapError: CustomStringConvertible {
  public var description: String {
    switch problem {
    case .noSecondName(let name):
      "line \(line): '\(name)' has no second name; a line is their name, then ours (or - to exclude it)"
    case .unknownWord(let word):
      "line \(line): '\(word)' is not understood; only 'transposed' or a # comment may follow the two names"
    case .tooManyStars(let theirs, let ours):
      "line \(line): '\(ours)' has more stars than '\(theirs)'; each needs a star there to repeat"
    }
  }
}
