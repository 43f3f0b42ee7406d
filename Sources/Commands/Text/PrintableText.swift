extension String {
  /// The text without characters that control a terminal. File names and a listing's output can contain such
  /// characters, which could write to the clipboard or reorder the visible text. Each such character is replaced by a
  /// visible symbol. Line ends and tabs stay.
  public var printable: String {
    // In UTF-8, 0xC2 is the first byte of U+0080…U+00BF, and 0xE2 is the first byte of U+2000…U+2FFF. Some characters
    // in these two ranges control a terminal.
    func isSuspect(_ byte: UInt8) -> Bool {
      byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F || byte == 0xC2 || byte == 0xE2
    }
    if !utf8.contains(where: isSuspect) { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x0A, 0x09: result.append(scalar)
      case 0..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: result.append("\u{2421}")
      case 0x80..<0xA0, 0x202A...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
