/// The tokens that a model can output. A token's ID is its index.
public struct Vocabulary: Sendable, Equatable {
  public let tokens: [String]
  /// The kind of text that tokens are pieces of, guessed from the tokens: see `TextUnit.init(guessedFrom:)`.
  public let unit: TextUnit

  public init(tokens: [String], unit: TextUnit? = nil) {
    self.tokens = tokens
    self.unit = unit ?? TextUnit(guessedFrom: tokens)
  }

  /// The token of an ID. An ID outside the vocabulary becomes `<id 123>`, so that it is visible.
  public func token(_ id: Int) -> String {
    tokens.indices.contains(id) ? tokens[id] : "<id \(id)>"
  }

  /// The text of the IDs.
  ///
  /// Special tokens such as `<unk>` are shown unchanged. In texts of characters and pieces `<space>` is a space.
  public func text(of ids: [Int], unit: TextUnit? = nil) -> String {
    (unit ?? self.unit).join(ids.map(token))
  }
}

/// The kind of text that tokens are pieces of. It determines how they are joined.
public enum TextUnit: Sendable, Equatable, CaseIterable {
  /// Words: joined by spaces.
  case word
  /// Characters: joined without spaces.
  case char
  /// SentencePiece: joined without spaces, where `▁` (U+2581) begins a word.
  case spm

  /// Pieces when a token has a `▁`; characters when at least nine of ten ordinary tokens are one character; else words.
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
      // Works on Unicode scalars: a piece may begin with a combining mark, which belongs to the character before it.
      var scalars = String.UnicodeScalarView(pieces.joined().unicodeScalars.map { $0 == "▁" ? " " : $0 })
      if scalars.first == " " { scalars.removeFirst() }
      return String(scalars)
    }
  }
}
