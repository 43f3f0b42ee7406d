/// Methods of `str`.
enum StringMethods {
  static let all = ModuleClasses.methods(
    BuiltinFunction("format(self, *args, **named)") { m, a in
      .string(try m.filled(a.string(0, m), values: a.rest, named: a.named))
    },
    BuiltinFunction("join(self, items)") { m, a in
      let parts = try m.allItems(of: a[1]).map { item in
        guard case .string(let text) = item else {
          throw ListingError(.typeError, "join() needs strings, not '\(m.typeName(of: item))'")
        }
        return text
      }
      return .string(parts.joined(separator: try a.string(0, m)))
    },
    BuiltinFunction("split(self, sep=None, maxsplit=-1)") { m, a in m.list(try split(m, a, fromEnd: false)) },
    BuiltinFunction("rsplit(self, sep=None, maxsplit=-1)") { m, a in m.list(try split(m, a, fromEnd: true)) },
    BuiltinFunction("splitlines(self)") { m, a in
      var lines = try a.string(0, m).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      if lines.last == "" { lines.removeLast() }
      return m.list(lines.map { .string(String($0)) })
    },
    BuiltinFunction("partition(self, sep)") { m, a in
      let (text, separator) = (try a.string(0, m), try a.string(1, m))
      guard let range = text.firstRange(of: separator) else { return .tuple([a[0], .string(""), .string("")]) }
      return .tuple([.string(String(text[..<range.lowerBound])), a[1], .string(String(text[range.upperBound...]))])
    },
    BuiltinFunction("replace(self, old, new, count=-1)") { m, a in
      let (text, old, new) = (try a.string(0, m), try a.string(1, m), try a.string(2, m))
      let limit = try a.int(3, m)
      let times = limit < 0 ? Int.max : limit
      if old.isEmpty {
        // The empty string to replace occurs before each character and at the end.
        if new.utf8.count > Machine.textLimit / (text.utf8.count + 1) {
          throw ListingError(.memoryError, "replace(): the result would be too long")
        }
        var result = ""
        for (index, character) in text.unicodeScalars.enumerated() {
          result += (index < times ? new : "") + String(character)
        }
        return .string(result + (text.unicodeScalars.count < times ? new : ""))
      }
      if new.utf8.count > old.utf8.count, new.utf8.count > Machine.textLimit / (text.utf8.count / old.utf8.count + 1) {
        throw ListingError(.memoryError, "replace(): the result would be too long")
      }
      return .string(text.replacing(old, with: new, maxReplacements: times))
    },
    BuiltinFunction("startswith(self, prefix)") { m, a in
      .bool(try affixes(m, a).contains { try a.string(0, m).hasPrefix($0) })
    },
    BuiltinFunction("endswith(self, suffix)") { m, a in
      .bool(try affixes(m, a).contains { try a.string(0, m).hasSuffix($0) })
    },
    BuiltinFunction("removeprefix(self, prefix)") { m, a in
      let (text, prefix) = (try a.string(0, m), try a.string(1, m))
      return .string(text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
    },
    BuiltinFunction("removesuffix(self, suffix)") { m, a in
      let (text, suffix) = (try a.string(0, m), try a.string(1, m))
      return .string(text.hasSuffix(suffix) ? String(text.dropLast(suffix.count)) : text)
    },
    BuiltinFunction("find(self, sub)") { m, a in .int(try position(m, a) ?? -1) },
    BuiltinFunction("index(self, sub)") { m, a in
      guard let position = try position(m, a) else { throw ListingError(.valueError, "substring not found") }
      return .int(position)
    },
    BuiltinFunction("count(self, sub)") { m, a in
      let (text, part) = (try a.string(0, m), try a.string(1, m))
      return .int(part.isEmpty ? text.unicodeScalars.count + 1 : text.ranges(of: part).count)
    },
    BuiltinFunction("lower(self)") { m, a in .string(try a.string(0, m).lowercased()) },
    BuiltinFunction("upper(self)") { m, a in .string(try a.string(0, m).uppercased()) },
    BuiltinFunction("capitalize(self)") { m, a in
      let text = try a.string(0, m)
      return .string(text.prefix(1).uppercased() + text.dropFirst().lowercased())
    },
    BuiltinFunction("title(self)") { m, a in
      var result = ""
      for character in try a.string(0, m) {
        result += result.last?.isLetter == true ? character.lowercased() : character.uppercased()
      }
      return .string(result)
    },
    BuiltinFunction("strip(self, chars=None)") { m, a in .string(try stripped(m, a, start: true, end: true)) },
    BuiltinFunction("lstrip(self, chars=None)") { m, a in .string(try stripped(m, a, start: true, end: false)) },
    BuiltinFunction("rstrip(self, chars=None)") { m, a in .string(try stripped(m, a, start: false, end: true)) },
    BuiltinFunction("isdigit(self)") { m, a in try all(m, a, \.isWholeNumber) },
    BuiltinFunction("isalpha(self)") { m, a in try all(m, a, \.isLetter) },
    BuiltinFunction("isalnum(self)") { m, a in try all(m, a) { $0.isLetter || $0.isNumber } },
    BuiltinFunction("isspace(self)") { m, a in try all(m, a, \.isWhitespace) },
    BuiltinFunction("isupper(self)") { m, a in
      let text = try a.string(0, m)
      return .bool(text.contains(where: \.isUppercase) && !text.contains(where: \.isLowercase))
    },
    BuiltinFunction("islower(self)") { m, a in
      let text = try a.string(0, m)
      return .bool(text.contains(where: \.isLowercase) && !text.contains(where: \.isUppercase))
    },
    BuiltinFunction("zfill(self, width)") { m, a in
      let text = try a.string(0, m)
      let padding = String(repeating: "0", count: try missing(m, a, text))
      guard let first = text.first, "+-".contains(first) else { return .string(padding + text) }
      return .string(String(first) + padding + text.dropFirst())
    },
    BuiltinFunction("ljust(self, width, fillchar=' ')") { m, a in
      let text = try a.string(0, m)
      return .string(text + String(repeating: try a.string(2, m), count: try missing(m, a, text)))
    },
    BuiltinFunction("rjust(self, width, fillchar=' ')") { m, a in
      let text = try a.string(0, m)
      return .string(String(repeating: try a.string(2, m), count: try missing(m, a, text)) + text)
    },
    BuiltinFunction("center(self, width, fillchar=' ')") { m, a in
      let text = try a.string(0, m)
      let (fill, missing) = (try a.string(2, m), try missing(m, a, text))
      // For an odd padding, Python adds the extra character on the left if the width is odd too, otherwise on the
      // right.
      let left = missing / 2 + (missing & (try a.int(1, m)) & 1)
      return .string(String(repeating: fill, count: left) + text + String(repeating: fill, count: missing - left))
    })

  private static func missing(_ m: Machine, _ a: Arguments, _ text: String) throws -> Int {
    let width = try a.int(1, m)
    if width > Machine.textLimit { throw ListingError(.memoryError, "\(a.function)(): the text would be too long") }
    return max(0, width - text.unicodeScalars.count)
  }

  private static func all(_ m: Machine, _ a: Arguments, _ test: (Character) -> Bool) throws -> Value {
    let text = try a.string(0, m)
    return .bool(!text.isEmpty && text.allSatisfy(test))
  }

  private static func affixes(_ m: Machine, _ a: Arguments) throws -> [String] {
    guard case .tuple(let items) = a[1] else { return [try a.string(1, m)] }
    return try items.map { try m.string(of: $0) }
  }

  private static func position(_ m: Machine, _ a: Arguments) throws -> Int? {
    let text = try a.string(0, m)
    let part = try a.string(1, m)
    if part.isEmpty { return 0 }
    return text.firstRange(of: part).map { text.unicodeScalars.distance(from: text.startIndex, to: $0.lowerBound) }
  }

  private static func stripped(_ m: Machine, _ a: Arguments, start: Bool, end: Bool) throws -> String {
    let gone: Set<Character>? = a.isNone(1) ? nil : Set(try a.string(1, m))
    func goes(_ character: Character) -> Bool { gone?.contains(character) ?? character.isWhitespace }
    var text = Substring(try a.string(0, m))
    if start { text = text.drop(while: goes) }
    if end { while let last = text.last, goes(last) { text.removeLast() } }
    return String(text)
  }

  private static func split(_ m: Machine, _ a: Arguments, fromEnd: Bool) throws -> [Value] {
    let text = try a.string(0, m)
    let limit = try a.int(2, m) < 0 ? Int.max : a.int(2, m)
    var parts: [Substring]
    if a.isNone(1) {
      parts = text.split(whereSeparator: \.isWhitespace)
      if parts.count > limit {
        // The rest that is not split keeps its inner white space.
        parts =
          fromEnd
          ? [text[..<parts[parts.count - limit - 1].endIndex].drop(while: \.isWhitespace)] + parts.suffix(limit)
          : parts.prefix(limit) + [Substring(text[parts[limit].startIndex...].trimmingWhitespace)]
      }
    } else {
      let separator = try a.string(1, m)
      if separator.isEmpty { throw ListingError(.valueError, "empty separator") }
      parts = text.split(separator: separator, omittingEmptySubsequences: false)
      if text.isEmpty { parts = [""] }
      if parts.count - 1 > limit {
        let kept = parts.count - limit
        parts =
          fromEnd
          ? [text[..<parts[kept - 1].endIndex]] + parts.suffix(limit)
          : parts.prefix(limit) + [text[parts[limit].startIndex...]]
      }
    }
    return parts.map { .string(String($0)) }
  }
}
