/// Methods of `str`.
enum StringMethods {
  static let all = ModuleClasses.methods(
    BuiltinFunction("format(self, *args, **named)") { m, a in
      .string(try m.filled(a.string(0, m), values: a.rest, named: a.named))
    },
    BuiltinFunction("format_map(self, mapping)", prelude: "format_map"),
    BuiltinFunction("encode(self, encoding='utf-8', errors='strict')") { m, a in
      .bytes(try TextEncodings.encoded(a.string(0, m), a.string(1, m), errors: a.string(2, m)))
    },
    BuiltinFunction("translate(self, table)") { m, a in
      var result = ""
      for scalar in try a.string(0, m).unicodeScalars {
        switch try translation(of: scalar, &m, a[1]) {
        case nil: result.unicodeScalars.append(scalar)
        case Value.none?: break
        case .string(let text)?: result += text
        case let value?:
          guard let number = m.wholeNumber(value) else {
            throw ListingError(.typeError, "character mapping must return integer, None or str")
          }
          result += try FormatSpecification.character(number)
        }
        if result.utf8.count > Machine.textLimit {
          throw ListingError(.memoryError, "translate(): the text would be too long")
        }
      }
      return .string(result)
    },
    BuiltinFunction("isprintable(self)") { m, a in
      .bool(try a.string(0, m).unicodeScalars.allSatisfy(\.isPythonPrintable))
    },
    BuiltinFunction("istitle(self)") { m, a in
      var wasCased = false, hasCased = false
      for scalar in try a.string(0, m).unicodeScalars {
        let properties = scalar.properties
        let beginsWord = properties.isUppercase || properties.generalCategory == .titlecaseLetter
        if beginsWord && wasCased || properties.isLowercase && !wasCased { return .bool(false) }
        wasCased = beginsWord || properties.isLowercase
        hasCased = hasCased || wasCased
      }
      return .bool(hasCased)
    },
    BuiltinFunction("join(self, items)") { m, a in
      let separator = try a.string(0, m)
      var size = 0
      let parts = try m.allItems(of: a[1]).enumerated().map { index, item in
        guard case .string(let text) = m.plain(item) else {
          try m.checkKnown(item)
          throw ListingError(
            .typeError, "sequence item \(index): expected str instance, \(m.typeName(of: item)) found")
        }
        size += text.utf8.count + (index > 0 ? separator.utf8.count : 0)
        if size > Machine.textLimit { throw ListingError(.memoryError, "join(): the text would be too long") }
        return text
      }
      return .string(parts.joined(separator: separator))
    },
    BuiltinFunction("split(self, sep=None, maxsplit=-1)") { m, a in m.list(try split(m, a, fromEnd: false)) },
    BuiltinFunction("rsplit(self, sep=None, maxsplit=-1)") { m, a in m.list(try split(m, a, fromEnd: true)) },
    BuiltinFunction("splitlines(self, keepends=False)") { m, a in
      let (text, keeps) = (Array(try a.string(0, m).unicodeScalars), try a.bool(1, m))
      var lines: [Value] = []
      var start = 0
      var place = 0
      while place < text.count {
        var end = place + 1
        if !text[place].endsLine {
          place = end
          continue
        }
        if text[place] == "\r", end < text.count, text[end] == "\n" { end += 1 }
        lines.append(string(text[start..<(keeps ? end : place)]))
        (start, place) = (end, end)
      }
      if start < text.count { lines.append(string(text[start...])) }
      return m.list(lines)
    },
    BuiltinFunction("partition(self, sep)") { m, a in
      let (text, separator) = (Array(try a.string(0, m).utf8), Array(try a.string(1, m).utf8))
      if separator.isEmpty { throw ListingError(.valueError, "empty separator") }
      guard let place = CodePoints.first(separator, in: text) else { return .tuple([a[0], .string(""), .string("")]) }
      return around(text, place, separator)
    },
    BuiltinFunction("rpartition(self, sep)") { m, a in
      let (text, separator) = (Array(try a.string(0, m).utf8), Array(try a.string(1, m).utf8))
      if separator.isEmpty { throw ListingError(.valueError, "empty separator") }
      guard let place = CodePoints.allFromEnd(separator, in: text, limit: 1).first else {
        return .tuple([.string(""), .string(""), a[0]])
      }
      return around(text, place, separator)
    },
    BuiltinFunction("replace(self, old, new, count=-1)") { m, a in
      let (text, old, new) = (try a.string(0, m), try a.string(1, m), try a.string(2, m))
      let limit = try a.int(3, m)
      let times = limit < 0 ? Int.max : limit
      if old.isEmpty {
        // If `old` is empty, Python inserts `new` before each code point and at the end of the text.
        if new.utf8.count > Machine.textLimit / (text.utf8.count + 1) {
          throw ListingError(.memoryError, "replace(): the result would be too long")
        }
        var result = ""
        var place = 0
        for character in text.unicodeScalars {
          if place < times { result += new }
          result.unicodeScalars.append(character)
          place += 1
        }
        return .string(result + (place < times ? new : ""))
      }
      let bytes = Array(text.utf8)
      let places = CodePoints.all(Array(old.utf8), in: bytes, limit: times)
      if new.utf8.count > old.utf8.count, new.utf8.count > Machine.textLimit / max(places.count, 1) {
        throw ListingError(.memoryError, "replace(): the result would be too long")
      }
      var result: [UInt8] = []
      var start = 0
      for place in places {
        result += bytes[start..<place]
        result += new.utf8
        start = place + old.utf8.count
      }
      return .string(CodePoints.string(result + bytes[start...]))
    },
    BuiltinFunction("startswith(self, prefix, start=None, end=None)") { m, a in
      let affixes = try affixes(m, a)
      guard let text = try part(m, a, 2) else { return .bool(false) }
      return .bool(affixes.contains { CodePoints.hasPrefix(text, $0) })
    },
    BuiltinFunction("endswith(self, suffix, start=None, end=None)") { m, a in
      let affixes = try affixes(m, a)
      guard let text = try part(m, a, 2) else { return .bool(false) }
      return .bool(affixes.contains { CodePoints.hasSuffix(text, $0) })
    },
    BuiltinFunction("removeprefix(self, prefix)") { m, a in
      let (text, prefix) = (try a.string(0, m), try a.string(1, m))
      return .string(
        CodePoints.hasPrefix(text, prefix) ? CodePoints.string(text.utf8.dropFirst(prefix.utf8.count)) : text)
    },
    BuiltinFunction("removesuffix(self, suffix)") { m, a in
      let (text, suffix) = (try a.string(0, m), try a.string(1, m))
      return .string(
        CodePoints.hasSuffix(text, suffix) ? CodePoints.string(text.utf8.dropLast(suffix.utf8.count)) : text)
    },
    BuiltinFunction("find(self, sub, start=None, end=None)") { m, a in .int(try position(m, a, fromEnd: false) ?? -1) },
    BuiltinFunction("rfind(self, sub, start=None, end=None)") { m, a in .int(try position(m, a, fromEnd: true) ?? -1) },
    BuiltinFunction("index(self, sub, start=None, end=None)") { m, a in
      guard let position = try position(m, a, fromEnd: false) else {
        throw ListingError(.valueError, "substring not found")
      }
      return .int(position)
    },
    BuiltinFunction("rindex(self, sub, start=None, end=None)") { m, a in
      guard let position = try position(m, a, fromEnd: true) else {
        throw ListingError(.valueError, "substring not found")
      }
      return .int(position)
    },
    BuiltinFunction("count(self, sub, start=None, end=None)") { m, a in
      let wanted = try a.string(1, m)
      guard let text = try part(m, a, 2) else { return .int(0) }
      if wanted.isEmpty { return .int(CodePoints.count(text) + 1) }
      return .int(CodePoints.all(Array(wanted.utf8), in: Array(text.utf8)).count)
    },
    BuiltinFunction("lower(self)") { m, a in .string(CodePoints.lowercased(try a.string(0, m))) },
    BuiltinFunction("casefold(self)") { m, a in
      .string(try a.string(0, m).unicodeScalars.map { CodePoints.folded($0) }.joined())
    },
    BuiltinFunction("upper(self)") { m, a in .string(try a.string(0, m).uppercased()) },
    BuiltinFunction("swapcase(self)") { m, a in
      let scalars = Array(try a.string(0, m).unicodeScalars)
      return .string(
        scalars.indices.map {
          scalars[$0].properties.isUppercase
            ? CodePoints.lowercased(scalars, at: $0) : scalars[$0].properties.uppercaseMapping
        }.joined())
    },
    BuiltinFunction("capitalize(self)") { m, a in
      let scalars = Array(try a.string(0, m).unicodeScalars)
      return .string(
        scalars.indices.map {
          $0 == 0 ? scalars[0].properties.titlecaseMapping : CodePoints.lowercased(scalars, at: $0)
        }.joined())
    },
    BuiltinFunction("title(self)") { m, a in
      let scalars = Array(try a.string(0, m).unicodeScalars)
      var result = ""
      var isInWord = false
      for (index, character) in scalars.enumerated() {
        result += isInWord ? CodePoints.lowercased(scalars, at: index) : character.properties.titlecaseMapping
        isInWord = character.properties.isCased
      }
      return .string(result)
    },
    BuiltinFunction("strip(self, chars=None)") { m, a in .string(try stripped(m, a, start: true, end: true)) },
    BuiltinFunction("lstrip(self, chars=None)") { m, a in .string(try stripped(m, a, start: true, end: false)) },
    BuiltinFunction("rstrip(self, chars=None)") { m, a in .string(try stripped(m, a, start: false, end: true)) },
    BuiltinFunction("expandtabs(self, tabsize=8)") { m, a in
      let size = try a.int(1, m)
      if size > 1000 { throw ListingError(.memoryError, "expandtabs(): the text would be too long") }
      var result = ""
      var column = 0
      for character in try a.string(0, m).unicodeScalars {
        if character == "\t" {
          let spaces = size > 0 ? size - column % size : 0
          result += String(repeating: " ", count: spaces)
          column += spaces
        } else {
          result.unicodeScalars.append(character)
          column = character == "\n" || character == "\r" ? 0 : column + 1
        }
        if result.utf8.count > Machine.textLimit {
          throw ListingError(.memoryError, "expandtabs(): the text would be too long")
        }
      }
      return .string(result)
    },
    BuiltinFunction("isdigit(self)") { m, a in try all(m, a, \.isPythonDigit) },
    BuiltinFunction("isdecimal(self)") { m, a in try all(m, a, \.isPythonDecimal) },
    BuiltinFunction("isnumeric(self)") { m, a in try all(m, a, \.isPythonNumeric) },
    BuiltinFunction("isalpha(self)") { m, a in try all(m, a, \.isPythonLetter) },
    BuiltinFunction("isalnum(self)") { m, a in try all(m, a) { $0.isPythonLetter || $0.isPythonNumeric } },
    BuiltinFunction("isspace(self)") { m, a in try all(m, a, \.isPythonSpace) },
    BuiltinFunction("isascii(self)") { m, a in .bool(try a.string(0, m).unicodeScalars.allSatisfy(\.isASCII)) },
    BuiltinFunction("isidentifier(self)") { m, a in
      let text = try a.string(0, m).unicodeScalars
      guard let first = text.first, first == "_" || first.properties.isXIDStart else { return .bool(false) }
      return .bool(text.allSatisfy { $0.properties.isXIDContinue })
    },
    BuiltinFunction("isupper(self)") { m, a in
      let text = try a.string(0, m).unicodeScalars
      return .bool(
        text.contains(where: \.properties.isUppercase) && !text.contains(where: \.properties.isLowercase))
    },
    BuiltinFunction("islower(self)") { m, a in
      let text = try a.string(0, m).unicodeScalars
      return .bool(
        text.contains(where: \.properties.isLowercase) && !text.contains(where: \.properties.isUppercase))
    },
    BuiltinFunction("zfill(self, width)") { m, a in
      let text = try a.string(0, m)
      let padding = String(repeating: "0", count: try missing(m, a, text))
      guard let first = text.unicodeScalars.first, first == "+" || first == "-" else {
        return .string(padding + text)
      }
      return .string(String(first) + padding + CodePoints.string(text.utf8.dropFirst()))
    },
    BuiltinFunction("ljust(self, width, fillchar=' ')") { m, a in
      let text = try a.string(0, m)
      return .string(text + String(repeating: try fill(m, a), count: try missing(m, a, text)))
    },
    BuiltinFunction("rjust(self, width, fillchar=' ')") { m, a in
      let text = try a.string(0, m)
      return .string(String(repeating: try fill(m, a), count: try missing(m, a, text)) + text)
    },
    BuiltinFunction("center(self, width, fillchar=' ')") { m, a in
      let text = try a.string(0, m)
      let (fill, missing) = (try fill(m, a), try missing(m, a, text))
      // If the padding is odd, Python adds the extra character on the left for an odd width. For an even width, it adds
      // the character on the right.
      let left = missing / 2 + (missing & (try a.int(1, m)) & 1)
      return .string(String(repeating: fill, count: left) + text + String(repeating: fill, count: missing - left))
    })

  /// `str.maketrans`. The result is a dict whose keys are code points.
  static let makeTranslation = BuiltinFunction("maketrans(x, y=None, z=None)") { m, a in
    var table = DictionaryObject()
    func set(_ key: Int, to value: Value) { table.set(.integer(key), .int(key), to: value) }
    if a.isNone(1) {
      guard case .dictionary(let handle) = a[0] else {
        throw ListingError(
          .typeError, "if you give only one argument to maketrans it must be a dict")
      }
      for entry in m.heap.dictionary(handle).entries {
        if case .string(let text) = entry.key {
          guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
            throw ListingError(.valueError, "string keys in translate table must be of length 1")
          }
          set(Int(scalar.value), to: entry.value)
        } else if m.isInteger(entry.key) {
          set(m.integer(entry.key), to: entry.value)
        } else {
          throw ListingError(.typeError, "keys in translate table must be strings or integers")
        }
      }
    } else {
      let (from, to) = (Array(try a.string(0, m).unicodeScalars), Array(try a.string(1, m).unicodeScalars))
      if from.count != to.count {
        throw ListingError(.valueError, "the first two maketrans arguments must have equal length")
      }
      for (key, value) in zip(from, to) { set(Int(key.value), to: .int(Int(value.value))) }
      if !a.isNone(2) { for key in try a.string(2, m).unicodeScalars { set(Int(key.value), to: .none) } }
    }
    return .dictionary(m.heap.add(.dictionary(table)))
  }

  /// The entry for a character in a table of `str.translate`. Nil if the table contains no entry.
  private static func translation(of scalar: Unicode.Scalar, _ m: inout Machine, _ table: Value) throws -> Value? {
    let key = Int(scalar.value)
    switch table {
    case .dictionary(let handle): return m.heap.dictionary(handle)[.integer(key)]
    case .list, .tuple, .string:
      return key < (try m.allItems(of: table).count) ? try m.element(of: table, at: .int(key)) : nil
    default:
      try m.checkKnown(table)
      throw ListingError(
        .notImplemented, "translate() does not support a table of type '\(m.typeName(of: table))': use a dict")
    }
  }

  private static func string(_ part: some Sequence<Unicode.Scalar>) -> Value {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: part)
    return .string(String(text))
  }

  private static func around(_ text: [UInt8], _ place: Int, _ separator: [UInt8]) -> Value {
    .tuple([
      .string(CodePoints.string(text[..<place])), .string(CodePoints.string(separator)),
      .string(CodePoints.string(text[(place + separator.count)...])),
    ])
  }

  /// The padding character. Throws unless the argument is one code point.
  private static func fill(_ m: Machine, _ a: Arguments) throws -> String {
    let fill = try a.string(2, m)
    if fill.unicodeScalars.count != 1 {
      throw ListingError(.typeError, "The fill character must be exactly one character long")
    }
    return fill
  }

  private static func missing(_ m: Machine, _ a: Arguments, _ text: String) throws -> Int {
    let width = try a.int(1, m)
    if width > Machine.textLimit { throw ListingError(.memoryError, "\(a.function)(): the text would be too long") }
    let count = CodePoints.count(text)
    return width > count ? width - count : 0
  }

  private static func all(_ m: Machine, _ a: Arguments, _ test: (Unicode.Scalar) -> Bool) throws -> Value {
    let text = try a.string(0, m).unicodeScalars
    return .bool(!text.isEmpty && text.allSatisfy(test))
  }

  private static func affixes(_ m: Machine, _ a: Arguments) throws -> [String] {
    try (a[1].tupleItems ?? [a[1]]).map { item in
      if case .string(let text) = item { return text }
      try m.checkKnown(item)
      throw ListingError(
        .typeError, "\(a.function) first arg must be str or a tuple of str, not \(m.typeName(of: item))")
    }
  }

  /// The part of the text between the arguments `start` and `end`, which count code points. Nil if `start` is after
  /// `end` or after the last character.
  private static func part(_ m: Machine, _ a: Arguments, _ start: Int) throws -> String? {
    let text = try a.string(0, m)
    if a.isNone(start), a.isNone(start + 1) { return text }
    let scalars = Array(text.unicodeScalars)
    let range = SliceValue(start: try m.optionalIndex(a[start]), stop: try m.optionalIndex(a[start + 1]), step: nil)
      .indices(count: scalars.count)
    if let first = try m.optionalIndex(a[start]), first > scalars.count || range.start > range.stop { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range.start..<max(range.start, range.stop)])
    return String(view)
  }

  private static func position(_ m: Machine, _ a: Arguments, fromEnd: Bool) throws -> Int? {
    let whole = try a.string(0, m)
    let count = CodePoints.count(whole)
    let range = SliceValue(start: try m.optionalIndex(a[2]), stop: try m.optionalIndex(a[3]), step: nil).indices(
      count: count)
    if let start = try m.optionalIndex(a[2]), start > count || range.stop < range.start { return nil }
    guard let text = try part(m, a, 2).map({ Array($0.utf8) }) else { return nil }
    let wanted = Array(try a.string(1, m).utf8)
    if wanted.isEmpty { return fromEnd ? range.stop : range.start }
    let place =
      fromEnd ? CodePoints.allFromEnd(wanted, in: text, limit: 1).first : CodePoints.first(wanted, in: text)
    return place.map { range.start + CodePoints.index(ofByte: $0, in: text) }
  }

  private static func stripped(_ m: Machine, _ a: Arguments, start: Bool, end: Bool) throws -> String {
    let gone: Set<Unicode.Scalar>? = a.isNone(1) ? nil : Set(try a.string(1, m).unicodeScalars)
    func goes(_ character: Unicode.Scalar) -> Bool { gone?.contains(character) ?? character.isPythonSpace }
    var text = Substring(try a.string(0, m)).unicodeScalars
    if start { text = text.drop(while: goes) }
    if end { while let last = text.last, goes(last) { text.removeLast() } }
    return String(text)
  }

  private static func split(_ m: Machine, _ a: Arguments, fromEnd: Bool) throws -> [Value] {
    let text = try a.string(0, m)
    let limit = try a.int(2, m) < 0 ? Int.max : a.int(2, m)
    if a.isNone(1) { return words(text, limit, fromEnd: fromEnd) }
    let separator = Array(try a.string(1, m).utf8)
    if separator.isEmpty { throw ListingError(.valueError, "empty separator") }
    let bytes = Array(text.utf8)
    let places =
      fromEnd
      ? CodePoints.allFromEnd(separator, in: bytes, limit: limit)
      : CodePoints.all(separator, in: bytes, limit: limit)
    var parts: [Value] = []
    var start = 0
    for place in places {
      parts.append(.string(CodePoints.string(bytes[start..<place])))
      start = place + separator.count
    }
    parts.append(.string(CodePoints.string(bytes[start...])))
    return parts
  }

  /// Splits the text at white space. After `limit` splits, the rest is one part that keeps its inner white space.
  private static func words(_ text: String, _ limit: Int, fromEnd: Bool) -> [Value] {
    let scalars = Array(text.unicodeScalars)
    let parts = scalars.indices.split { scalars[$0].isPythonSpace }
    if parts.count <= limit || parts.count <= 1 && limit > 0 {
      return parts.map { string(scalars[$0.startIndex..<$0.endIndex]) }
    }
    // On the side that was not split, the rest also keeps its outer white space.
    if fromEnd {
      let rest = parts[parts.count - limit - 1]
      return [string(scalars[..<rest.endIndex])]
        + parts.suffix(limit).map { string(scalars[$0.startIndex..<$0.endIndex]) }
    }
    return parts.prefix(limit).map { string(scalars[$0.startIndex..<$0.endIndex]) }
      + [string(scalars[parts[limit].startIndex...])]
  }
}
