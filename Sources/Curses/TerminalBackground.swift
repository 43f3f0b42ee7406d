import Screen

/// The lightness of a terminal's background.
enum TerminalBackground {
  /// Reads an answer to OSC 11, `ESC ] 11 ; rgb:1a1a/1a1a/1a1a ESC \`, among other bytes.
  static func brightness(inAnswer text: String) -> Theme.Brightness? {
    guard let start = text.firstRange(of: "]11;rgb") else { return nil }
    // The answer has `rgb:` or `rgba:`, then one to four hexadecimal digits for each colour part.
    let digits = text[start.upperBound...].drop { $0 != ":" }.dropFirst()
    let parts = digits.prefix { $0.isHexDigit || $0 == "/" }.split(separator: "/")
    guard parts.count >= 3 else { return nil }
    var shares: [Double] = []
    for part in parts.prefix(3) {
      guard part.count <= 4, let value = Int(part, radix: 16) else { return nil }
      shares.append(Double(value) / Double((1 << (4 * part.count)) - 1))
    }
    return 0.299 * shares[0] + 0.587 * shares[1] + 0.114 * shares[2] > 0.5 ? .light : .dark
  }

  /// Reads `COLORFGBG`, which some terminals set: `15;0` are foreground and background as ANSI colour numbers.
  static func brightness(ofVariable text: String) -> Theme.Brightness? {
    guard let last = text.split(separator: ";").last, let index = Int(last), 0..<16 ~= index else { return nil }
    return index == 7 || index > 8 ? .light : .dark
  }
}

/// The bytes that ask a terminal to put a text on the clipboard: OSC 52.
func clipboardSequence(_ text: String) -> String { "\u{1B}]52;c;" + base64(Array(text.utf8)) + "\u{07}" }

private func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var text = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let part = bytes[start..<min(start + 3, bytes.count)]
    let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
    for place in 0..<4 { text.append(place <= part.count ? letters[bits >> (18 - 6 * place) & 63] : "=") }
  }
  return text
}
