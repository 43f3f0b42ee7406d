extension FuzzRandom {
  /// At most `limit` random bytes.
  public mutating func bytes(upTo limit: Int) -> [UInt8] {
    (0..<Int.random(in: 0...limit, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
  }

  /// A copy of `original` with up to six random changes. A change overwrites a byte, flips a bit, removes bytes, copies
  /// or moves a range of bytes to another position, inserts a piece, or removes the end.
  ///
  /// - Parameter pieces: byte sequences that the reader knows, such as keywords and magic numbers.
  public mutating func mutation(of original: [UInt8], pieces: [[UInt8]] = []) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...6, using: &self) {
      if bytes.isEmpty { bytes = [0x0A] }
      let place = Int.random(in: 0..<bytes.count, using: &self)
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &self))
      switch Int.random(in: 0..<9, using: &self) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8.random(in: 0x20..<0x7F, using: &self)
      case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 3: bytes.insert(contentsOf: pieces.randomElement(using: &self) ?? [0xFF], at: place)
      case 4: bytes.removeSubrange(place..<end)
      case 5: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &self))
      case 6:
        let part = bytes[place..<end]
        bytes.removeSubrange(place..<end)
        bytes.insert(contentsOf: part, at: Int.random(in: 0...bytes.count, using: &self))
      case 7: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &self) ?? 0
      default: if Int.random(in: 0..<4, using: &self) == 0 { bytes.removeSubrange(place...) }
      }
    }
    return bytes
  }

  /// Lines from several texts, one after the other. Each line keeps its indentation.
  public mutating func crossing(of texts: [[UInt8]]) -> [UInt8] {
    var result: [UInt8] = []
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      guard let lines = texts.randomElement(using: &self)?.split(separator: 0x0A, omittingEmptySubsequences: false)
      else { continue }
      let start = Int.random(in: 0..<lines.count, using: &self)
      let end = min(lines.count, start + Int.random(in: 1...30, using: &self))
      for line in lines[start..<end] { result += line + [0x0A] }
    }
    return result
  }
}
