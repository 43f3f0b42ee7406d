/// Swift text without comments and without the contents of string literals.
///
/// The result is exact enough to find the names that a file uses. Interpolated expressions are removed with their
/// string.
func withoutCommentsAndStrings(_ text: String) -> String {
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  var at = 0
  func isAt(_ token: [UInt8]) -> Bool {
    at + token.count <= bytes.count && bytes[at..<at + token.count].elementsEqual(token)
  }
  /// Skips a byte but keeps a line end, so line numbers do not change.
  func pass() {
    if bytes[at] == newline { result.append(newline) }
    at += 1
  }
  func passBlockComment() {
    var depth = 0
    repeat {
      let change = isAt(commentStart) ? 1 : isAt(commentEnd) ? -1 : 0
      depth += change
      if change == 0 { pass() } else { at += 2 }
    } while depth > 0 && at < bytes.count
  }
  /// Skips a string literal. `hashes` is the number of `#` before the opening quotation mark.
  func passString(hashes: Int) {
    at += hashes
    let quotes = isAt([quote, quote, quote]) ? [quote, quote, quote] : [quote]
    let end = quotes + [UInt8](repeating: hash, count: hashes)
    at += quotes.count
    while at < bytes.count, !isAt(end) {
      if hashes == 0, bytes[at] == backslash, at + 1 < bytes.count { at += 1 }
      pass()
    }
    at += end.count
    result += [quote, quote]
  }
  while at < bytes.count {
    switch bytes[at] {
    case slash where isAt(lineComment):
      while at < bytes.count, bytes[at] != newline { at += 1 }
    case slash where isAt(commentStart): passBlockComment()
    case quote: passString(hashes: 0)
    case hash:
      let hashes = bytes[at...].prefix { $0 == hash }.count
      if at + hashes < bytes.count, bytes[at + hashes] == quote {
        passString(hashes: hashes)
      } else {
        result += bytes[at..<at + hashes]
        at += hashes
      }
    default:
      result.append(bytes[at])
      at += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

private let newline = UInt8(ascii: "\n"), quote = UInt8(ascii: "\""), hash = UInt8(ascii: "#")
private let slash = UInt8(ascii: "/"), backslash = UInt8(ascii: "\\")
private let lineComment = Array("//".utf8), commentStart = Array("/*".utf8), commentEnd = Array("*/".utf8)

/// The modules that a Swift file imports. All forms of an import are recognised, such as `@testable import A`, `public
/// import B` and `import struct C.D`.
func importedModules(_ text: String) -> [String] {
  let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor"]
  return withoutCommentsAndStrings(text).split { $0.isNewline || $0 == ";" }.compactMap { line in
    var words = line.split { $0 == " " || $0 == "\t" }[...]
    // Attributes and access levels precede the word `import`.
    while let word = words.first, word != "import" {
      guard word.hasPrefix("@") || word.allSatisfy({ $0.isLetter || "()".contains($0) }), words.count > 1 else {
        return nil
      }
      words = words.dropFirst()
    }
    words = words.dropFirst()
    if let word = words.first, kinds.contains(String(word)), words.count > 1 { words = words.dropFirst() }
    return words.first.map { String($0.prefix { $0 != "." }) }
  }
}

/// The modules among `names` that the Swift text uses before a dot, as in `Screen.Color`.
func mentionedModules(_ text: String, among names: [String]) -> [String] {
  let words = withoutCommentsAndStrings(text)
  return names.filter { name in
    words.ranges(of: name + ".").contains { range in
      let before = words[..<range.lowerBound].last
      return before.map { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "`") } ?? true
    }
  }
}

/// The names of the headers that a C file includes.
func includedHeaders(_ text: String) -> [String] {
  text.split { $0.isNewline }.compactMap { line in
    let words = line.filter { $0 != " " && $0 != "\t" }
    guard words.hasPrefix("#include") || words.hasPrefix("#import") else { return nil }
    return words.split { "<>\"".contains($0) }.dropFirst().first.map(String.init)
  }
}
