/// A name with wildcards. `*` matches any number of characters, `?` matches one. All other characters, such as dots,
/// brackets and `#`, match only themselves.
public struct NamePattern: Sendable, Hashable {
  public let text: String
  /// The pattern's text, split at each `*`.
  private let pieces: [[Unicode.Scalar]]

  public init(_ text: String) {
    self.text = text
    pieces = text.unicodeScalars.split(separator: "*", omittingEmptySubsequences: false).map(Array.init)
  }

  /// The number of `*` in the pattern.
  public var starCount: Int { pieces.count - 1 }

  public func matches(_ name: String) -> Bool { captures(in: name) != nil }

  /// The text that each `*` matches, from left to right. Each `*` except the last matches as few characters as
  /// possible. Nil when the name does not match.
  public func captures(in name: String) -> [String]? {
    let name = Array(name.unicodeScalars)
    guard let first = pieces.first, fits(first, name, at: 0) else { return nil }
    if pieces.count == 1 { return name.count == first.count ? [] : nil }
    var captures: [String] = []
    var position = first.count
    for piece in pieces.dropFirst().dropLast() {
      // Take the leftmost match: a later match would leave less text for the remaining pieces.
      var place = position
      while place + piece.count <= name.count, !fits(piece, name, at: place) { place += 1 }
      guard place + piece.count <= name.count else { return nil }
      captures.append(string(name[position..<place]))
      position = place + piece.count
    }
    let last = pieces[pieces.count - 1]
    let place = name.count - last.count
    guard place >= position, fits(last, name, at: place) else { return nil }
    return captures + [string(name[position..<place])]
  }

  /// The pattern's text with each `*` replaced by the corresponding capture.
  ///
  /// - Precondition: `captures` has at least `starCount` elements.
  public func filled(with captures: [String]) -> String {
    var result = ""
    for (index, piece) in pieces.enumerated() {
      if index > 0 { result += captures[index - 1] }
      result += string(piece[...])
    }
    return result
  }

  private func fits(_ piece: [Unicode.Scalar], _ name: [Unicode.Scalar], at place: Int) -> Bool {
    guard place + piece.count <= name.count else { return false }
    return piece.indices.allSatisfy { piece[$0] == "?" || piece[$0] == name[place + $0] }
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
