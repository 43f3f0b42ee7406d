/// What the tensors of another file are called here.
///
/// A line of a map's text gives their name and ours, with `*` in theirs for any characters, which the stars in ours
/// repeat:
///
///     # a comment
///     encoder.encoders.*.self_attn.scores   encoder.encoders.*.self_attn:forward.scores
///     encoder.encoders.*.conv_module.out    encoder.encoders.*:forward.x#7   transposed
///     ctc.argmax                            -
///
/// `transposed` compares with our tensor after its last two axes have changed places; `-` leaves theirs out. The first
/// line that matches counts; a name without a line is ours too.
public struct NameMap: Sendable {
  /// What one of theirs is compared with.
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
    /// nil: left out.
    let ours: NamePattern?
    let isTransposed: Bool
  }

  private var lines: [Line] = []

  /// The map that leaves every name as it is.
  public init() {}

  public init(text: String) throws(NameMapError) {
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      // A number sign within a word is part of a name.
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

  /// What a tensor of theirs is compared with; nil: with nothing, on purpose.
  public func target(of name: String) -> Target? {
    for line in lines {
      guard let captures = line.theirs.captures(in: name) else { continue }
      return line.ours.map { Target(name: $0.filled(with: captures), isTransposed: line.isTransposed) }
    }
    return Target(name: name)
  }
}

/// What is wrong with a line of a map.
public struct NameMapError: Error, Equatable, Sendable {
  public enum Problem: Equatable, Sendable {
    case noSecondName(String)
    case unknownWord(String)
    case tooManyStars(theirs: String, ours: String)
  }
  /// From 1.
  public let line: Int
  public let problem: Problem
}

extension NameMapError: CustomStringConvertible {
  public var description: String {
    switch problem {
    case .noSecondName(let name):
      "line \(line): '\(name)' stands alone; a line is their name, then ours (or - to leave it out)"
    case .unknownWord(let word):
      "line \(line): '\(word)' is not understood; behind the two names there may be 'transposed', and comments after #"
    case .tooManyStars(let theirs, let ours):
      "line \(line): '\(ours)' has more stars than '\(theirs)', whose stars say what they stand for"
    }
  }
}
