/// The tokens that a model can output. The ID of a token is its index in `tokens`.
public struct Vocabulary: Sendable, Equatable {
  public let tokens: [String]
  /// What a token is: a word, a character or a piece. `TextUnit.init(guessedFrom:)` guesses the unit from the tokens.
  public let unit: TextUnit

  public init(tokens: [String], unit: TextUnit? = nil) {
    self.tokens = tokens
    self.unit = unit ?? TextUnit(guessedFrom: tokens)
  }

  /// The token with this ID. For an ID outside the vocabulary, returns text such as `<id 123>`.
  public func token(_ id: Int) -> String {
    tokens.indices.contains(id) ? tokens[id] : "<id \(id)>"
  }

  /// Joins the tokens of the IDs to a text.
  ///
  /// Special tokens such as `<unk>` are shown unchanged. For characters and pieces, the token `<space>` becomes a
  /// space.
  public func text(of ids: [Int], unit: TextUnit? = nil) -> String {
    (unit ?? self.unit).join(ids.map(token))
  }
}

/// What a token is: a word, a character or a piece. It determines how tokens are joined to a text.
public enum TextUnit: Sendable, Equatable, CaseIterable {
  /// Words, joined with spaces.
  case word
  /// Characters, joined without spaces.
  case char
  /// SentencePiece pieces, joined without spaces. `▁` (U+2581) marks the start of a word.
  case spm

  /// Guesses the unit: pieces when a token contains `▁`; characters when at least 90 % of the ordinary tokens have one
  /// character; else words.
  public init(guessedFrom tokens: [String]) {
    let ordinary = tokens.filter { !($0.hasPrefix("<") && $0.hasSuffix(">")) }
    if ordinary.contains(where: { $0.unicodeScalars.contains("▁") }) {
      self = .spm
    } else if ordinary.count(where: { $0.count == 1 }) * 10 >= ordinary.count * 9 {
      self = .char
    } else {
      self = .word
    }
  }

  func join(_ tokens: [String]) -> String {
    switch self {
    case .word:
      return tokens.joined(separator: " ")
    case .char:
      return tokens.map { $0 == "<space>" ? " " : $0 }.joined()
    case .spm:
      let pieces = tokens.map { $0 == "<space>" ? "▁" : $0 }
      // A piece may begin with a combining mark, which belongs to the previous character. Therefore the code works on
      // Unicode scalars.
      var scalars = String.UnicodeScalarView(pieces.joined().unicodeScalars.map { $0 == "▁" ? " " : $0 })
      if scalars.first == " " { scalars.removeFirst() }
      return String(scalars)
    }
  }
}
