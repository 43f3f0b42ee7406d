/// Reads a regular expression of Python's module `re` and writes the equivalent PCRE2 pattern.
///
/// PCRE2 accepts constructs that Python refuses, and it defines some shared constructs differently: `\Z`, `$`, `\w`. So
/// this type reads each construct by Python's rules and writes a form that has the same meaning in every PCRE2 version.
struct PatternTranslation {
  /// An error in the pattern, with the message and position of Python's `re.error`. The position counts code points.
  struct Fault: Error {
    let message: String
    let position: Int?
  }

  struct Flags: OptionSet {
    let rawValue: Int
    static let ignoreCase = Flags(rawValue: 2)
    static let locale = Flags(rawValue: 4)
    static let multiline = Flags(rawValue: 8)
    static let dotAll = Flags(rawValue: 16)
    static let unicode = Flags(rawValue: 32)
    static let verbose = Flags(rawValue: 64)
    static let ascii = Flags(rawValue: 256)
    static let types: Flags = [.locale, .unicode, .ascii]

    init(rawValue: Int) { self.rawValue = rawValue }

    init?(_ letter: Unicode.Scalar) {
      switch letter {
      case "i": self = .ignoreCase
      case "L": self = .locale
      case "m": self = .multiline
      case "s": self = .dotAll
      case "x": self = .verbose
      case "a": self = .ascii
      case "u": self = .unicode
      default: return nil
      }
    }
  }

  /// The PCRE2 pattern. It must be compiled with the options UTF and DOTALL, and also with CASELESS if `isCaseless` is
  /// True.
  private(set) var output = ""
  private(set) var flags: Flags
  private(set) var groupCount = 0
  /// The named groups, in the order of their numbers.
  private(set) var groupNames: [(name: String, number: Int)] = []

  var isCaseless: Bool { Self.isCaseless(flags) }

  private var text: [Unicode.Scalar]
  private var isMarked: Bool
  private var at = 0
  private var depth = 0
  /// The width of each group, by number. Nil while the group is open.
  private var widths: [Int: Width?] = [:]
  /// The number of groups before the outermost lookbehind that contains the current position. Nil outside a lookbehind.
  private var lookbehindStart: Int?
  /// The position of the first condition that tests a group, by the group's number.
  private var conditions: [Int: Int] = [:]

  private static let depthLimit = 200

  /// - Parameter isMarked: whether the pattern sets a mark with the group's number when a group closes.
  init(_ pattern: String, flags given: Int, isMarked: Bool = false) throws {
    self.isMarked = isMarked
    text = Array(pattern.unicodeScalars)
    flags = Flags(rawValue: given)
    if flags.contains(.locale) { throw Fault(message: "cannot use LOCALE flag with a str pattern", position: nil) }
    if flags.contains([.ascii, .unicode]) {
      throw Fault(message: "ASCII and UNICODE flags are incompatible", position: nil)
    }
    let start = self
    do { try readAll() } catch is Restart {
      // The pattern begins with the flag `(?x)`, which makes the spaces in a pattern meaningless. Read the pattern
      // again with this flag from the start.
      self = start
      flags.insert(.verbose)
      try readAll()
    }
    if !flags.contains(.ascii) { flags.insert(.unicode) }
  }

  private struct Restart: Error {}

  private mutating func readAll() throws {
    let whole = try readAlternatives(flags, isFirst: true)
    if at < text.count { throw fault("unbalanced parenthesis", at) }
    for (group, position) in conditions.sorted(by: { $0.value < $1.value }) where group > groupCount {
      throw fault("invalid group reference \(group)", position)
    }
    output = whole.text
  }

  // MARK: Pieces

  /// The least and the greatest number of code points that a piece can match.
  private struct Width {
    var low = 0
    var high = 0
    static let most = 0xffff_ffff

    static func + (a: Width, b: Width) -> Width {
      Width(low: min(a.low + b.low, most), high: min(a.high + b.high, most))
    }

    func or(_ other: Width) -> Width { Width(low: min(low, other.low), high: max(high, other.high)) }

    func times(_ least: Int, _ greatest: Int) -> Width {
      func product(_ a: Int, _ b: Int) -> Int {
        let (value, isTooLarge) = a.multipliedReportingOverflow(by: b)
        return isTooLarge ? Self.most : min(value, Self.most)
      }
      return Width(low: product(low, least), high: product(high, greatest))
    }
  }

  /// A part of the output that a repetition sign can follow.
  private struct Piece {
    enum Kind { case other, position, repeated }
    var text: String
    var width = Width()
    var kind = Kind.other

    static func one(_ text: String) -> Piece { Piece(text: text, width: Width(low: 1, high: 1)) }
  }

  private func fault(_ message: String, _ position: Int?) -> Fault { Fault(message: message, position: position) }

  private func refusal(_ message: String) -> ListingError { ListingError(.notImplemented, "re: \(message)") }

  private var next: Unicode.Scalar? { at < text.count ? text[at] : nil }

  private mutating func take() -> Unicode.Scalar? {
    guard let scalar = next else { return nil }
    at += 1
    return scalar
  }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    if next != wanted { return false }
    at += 1
    return true
  }

  private mutating func takeDigits() -> String {
    var digits = ""
    while let scalar = next, Self.isDigit(scalar) {
      digits.unicodeScalars.append(scalar)
      at += 1
    }
    return digits
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
  private static func isOctal(_ scalar: Unicode.Scalar) -> Bool { ("0"..."7").contains(scalar) }
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isCaseless(_ flags: Flags) -> Bool { flags.contains(.ignoreCase) && !flags.contains(.ascii) }

  // MARK: Sequences

  private mutating func readAlternatives(_ flags: Flags, isFirst: Bool = false) throws -> Piece {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw refusal("a pattern nests more than \(Self.depthLimit) deep") }
    var flags = flags
    var whole = try readSequence(&flags, isFirst: isFirst)
    while take("|") {
      let other = try readSequence(&flags, isFirst: false)
      whole.text += "|" + other.text
      whole.width = whole.width.or(other.width)
    }
    return whole
  }

  private mutating func readSequence(_ flags: inout Flags, isFirst: Bool) throws -> Piece {
    var pieces: [Piece] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let start = at
      at += 1
      if flags.contains(.verbose) {
        if " \t\n\r\u{b}\u{c}".unicodeScalars.contains(scalar) { continue }
        if scalar == "#" {
          while let skipped = take(), skipped != "\n" {}
          continue
        }
      }
      switch scalar {
      case "\\": pieces.append(try readEscape(flags))
      case "[": pieces.append(try readSet(flags))
      case "*", "+", "?", "{":
        guard let (least, greatest) = try readBounds(scalar) else {
          pieces.append(literal(scalar, flags))
          continue
        }
        guard let last = pieces.last, last.kind != .position else { throw fault("nothing to repeat", start) }
        if last.kind == .repeated { throw fault("multiple repeat", start) }
        pieces[pieces.count - 1] = try repeated(last, least, greatest)
      case ".": pieces.append(.one(flags.contains(.dotAll) ? "." : "[^\\n]"))
      case "^":
        pieces.append(Piece(text: flags.contains(.multiline) ? "(?:\\A|(?<=\\n))" : "\\A", kind: .position))
      case "$":
        pieces.append(
          Piece(text: flags.contains(.multiline) ? "(?:\\z|(?=\\n))" : "(?:\\z|(?=\\n\\z))", kind: .position))
      case "(": if let piece = try readGroup(&flags, isFirst && pieces.isEmpty) { pieces.append(piece) }
      default: pieces.append(literal(scalar, flags))
      }
    }
    return Piece(
      text: pieces.map(\.text).joined(), width: pieces.reduce(Width()) { $0 + $1.width })
  }

  /// The bounds of a repetition. Nil if the brace is an ordinary character.
  private mutating func readBounds(_ sign: Unicode.Scalar) throws -> (Int, Int?)? {
    switch sign {
    case "*": return (0, nil)
    case "+": return (1, nil)
    case "?": return (0, 1)
    default: break
    }
    let start = at
    if next == "}" { return nil }
    let low = takeDigits()
    let high = take(",") ? takeDigits() : low
    guard take("}") else {
      at = start
      return nil
    }
    func number(_ digits: String) throws -> Int {
      guard let number = Int(digits), number < Width.most else {
        throw ListingError(.overflowError, "the repetition number is too large")
      }
      return number
    }
    let least = low.isEmpty ? 0 : try number(low)
    if high.isEmpty { return (least, nil) }
    let greatest = try number(high)
    if greatest < least { throw fault("min repeat greater than max repeat", start) }
    return (least, greatest)
  }

  private mutating func repeated(_ piece: Piece, _ least: Int, _ greatest: Int?) throws -> Piece {
    if max(least, greatest ?? 0) > 65535 { throw refusal("a repetition of more than 65535 times") }
    var sign =
      switch (least, greatest) {
      case (0, nil): "*"
      case (1, nil): "+"
      case (0, 1): "?"
      default: "{\(least)," + (greatest.map { "\($0)}" } ?? "}")
      }
    if take("?") { sign += "?" } else if take("+") { sign += "+" }
    return Piece(
      text: piece.text + sign, width: piece.width.times(least, greatest ?? Width.most), kind: .repeated)
  }

  // MARK: Characters

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    isLetter(scalar) || isDigit(scalar) ? String(scalar) : "\\x{\(String(scalar.value, radix: 16))}"
  }

  private func literal(_ scalar: Unicode.Scalar, _ flags: Flags) -> Piece {
    if flags.contains([.ignoreCase, .ascii]), Self.isLetter(scalar), let other = Unicode.Scalar(scalar.value ^ 32) {
      return .one("[\(scalar)\(other)]")
    }
    return .one(Self.escaped(scalar))
  }

  /// The items of a character set that match a category such as `\w`.
  private static func category(_ letter: Unicode.Scalar, _ flags: Flags) -> String {
    switch (letter, flags.contains(.ascii)) {
    case ("d", false): "\\p{Nd}"
    case ("d", true): "0-9"
    case ("s", false):
      "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}"
        + "\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}"
    case ("s", true): "\\x{9}-\\x{d}\\x{20}"
    case (_, false): "\\p{L}\\p{N}_"
    case (_, true): "a-zA-Z0-9_"
    }
  }

  private static let controls: [Unicode.Scalar: Unicode.Scalar] = [
    "a": "\u{7}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{b}", "\\": "\\",
  ]

  private mutating func readEscape(_ flags: Flags) throws -> Piece {
    let start = at - 1
    guard let letter = take() else { throw fault("bad escape (end of pattern)", start) }
    switch letter {
    case "A": return Piece(text: "\\A", kind: .position)
    case "Z": return Piece(text: "\\z", kind: .position)
    case "b", "B":
      let word = "[\(Self.category("w", flags))]"
      let text =
        letter == "b"
        ? "(?:(?<=\(word))(?!\(word))|(?<!\(word))(?=\(word)))"
        : "(?:(?<=\(word))(?=\(word))|(?<!\(word))(?!\(word))(?!\\A\\z))"
      return Piece(text: text, kind: .position)
    case "d", "s", "w": return .one("[\(Self.category(letter, flags))]")
    case "D", "S", "W": return .one("[^\(Self.category(Unicode.Scalar(letter.value | 32)!, flags))]")
    case "0":
      var value: UInt32 = 0
      var count = 0
      while count < 2, let digit = next, Self.isOctal(digit) {
        value = value * 8 + (digit.value - 48)
        at += 1
        count += 1
      }
      return literal(Unicode.Scalar(value)!, flags)
    case "1"..."9":
      var digits = String(letter)
      if let second = next, Self.isDigit(second) {
        digits.unicodeScalars.append(second)
        at += 1
        if Self.isOctal(letter), Self.isOctal(second), let third = next, Self.isOctal(third) {
          digits.unicodeScalars.append(third)
          at += 1
          guard let value = UInt32(digits, radix: 8), value <= 0o377, let scalar = Unicode.Scalar(value) else {
            throw fault("octal escape value \\\(digits) outside of range 0-0o377", start)
          }
          return literal(scalar, flags)
        }
      }
      let group = Int(digits) ?? 0
      if group > groupCount { throw fault("invalid group reference \(group)", start + 1) }
      return try reference(to: group, flags, start)
    default:
      return literal(try readCharacter(letter, start), flags)
    }
  }

  /// The character that an escape stands for. The escape may be inside or outside a set.
  private mutating func readCharacter(_ letter: Unicode.Scalar, _ start: Int) throws -> Unicode.Scalar {
    if let control = Self.controls[letter] { return control }
    let sizes: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
    if let size = sizes[letter] {
      var digits = ""
      while digits.count < size, let digit = next, digit.properties.isASCIIHexDigit {
        digits.unicodeScalars.append(digit)
        at += 1
      }
      if digits.count < size { throw fault("incomplete escape \\\(letter)\(digits)", start) }
      guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
        throw fault("bad escape \\\(letter)\(digits)", start)
      }
      return scalar
    }
    if letter == "N" { throw refusal("\\N{…} in a pattern") }
    if Self.isLetter(letter) || Self.isDigit(letter) { throw fault("bad escape \\\(letter)", start) }
    return letter
  }

  private mutating func reference(to group: Int, _ flags: Flags, _ position: Int) throws -> Piece {
    guard case let width?? = widths[group] else { throw fault("cannot refer to an open group", position) }
    try checkLookbehind(group)
    if flags.contains([.ignoreCase, .ascii]) {
      throw refusal("a reference to a group with re.ASCII and re.IGNORECASE")
    }
    return Piece(text: "\\g{\(group)}", width: width)
  }

  private func checkLookbehind(_ group: Int) throws {
    if let lookbehindStart, group > lookbehindStart {
      throw fault("cannot refer to group defined in the same lookbehind subpattern", at)
    }
  }

  // MARK: Sets

  /// Reads a set such as `[a-z_]`, after its opening bracket.
  private mutating func readSet(_ flags: Flags) throws -> Piece {
    let start = at - 1
    let isNegated = take("^")
    let first = at
    var items = ""
    // The set's items that are complements, such as `\W` in `[a\W]`. PCRE2 has no negated set inside a set, so the
    // translation is an alternative: `(?:[a]|[^…])`.
    var complements: [String] = []
    func item(_ scalar: Unicode.Scalar) -> String {
      guard flags.contains([.ignoreCase, .ascii]), Self.isLetter(scalar), let other = Unicode.Scalar(scalar.value ^ 32)
      else { return Self.escaped(scalar) }
      return "\(scalar)\(other)"
    }
    func range(_ low: Unicode.Scalar, _ high: Unicode.Scalar) -> String {
      var text = "\(Self.escaped(low))-\(Self.escaped(high))"
      guard flags.contains([.ignoreCase, .ascii]) else { return text }
      for (from, to) in [(97, 122), (65, 90)] as [(UInt32, UInt32)] where low.value <= to && high.value >= from {
        let (low, high) = (max(low.value, from) ^ 32, min(high.value, to) ^ 32)
        text += "\\x{\(String(low, radix: 16))}-\\x{\(String(high, radix: 16))}"
      }
      return text
    }
    while true {
      let itemStart = at
      guard let this = take() else { throw fault("unterminated character set", start) }
      if this == "]", itemStart > first { break }
      let low = try readSetItem(this, flags, &items, &complements)
      guard take("-") else {
        if let low { items += item(low) }
        continue
      }
      guard let that = take() else { throw fault("unterminated character set", start) }
      if that == "]" {
        if let low { items += item(low) }
        items += "\\-"
        break
      }
      var ignored = "", others: [String] = []
      let high = try readSetItem(that, flags, &ignored, &others)
      guard let low, let high, low.value <= high.value else {
        throw fault("bad character range \(String(String.UnicodeScalarView(text[itemStart..<at])))", itemStart)
      }
      items += range(low, high)
    }
    if complements.isEmpty { return .one("[\(isNegated ? "^" : "")\(items)]") }
    let parts = (items.isEmpty ? [] : ["[\(items)]"]) + complements.map { "[^\($0)]" }
    let union = parts.joined(separator: "|")
    return .one(isNegated ? "(?:(?!\(union)).)" : "(?:\(union))")
  }

  /// Reads one item of a set. The item's first character is `scalar`. A category such as `\w` is added to `items` or
  /// `complements`, and the function returns nil.
  private mutating func readSetItem(
    _ scalar: Unicode.Scalar, _ flags: Flags, _ items: inout String, _ complements: inout [String]
  ) throws -> Unicode.Scalar? {
    if scalar != "\\" { return scalar }
    let start = at - 1
    guard let letter = take() else { throw fault("bad escape (end of pattern)", start) }
    switch letter {
    case "d", "s", "w":
      items += Self.category(letter, flags)
      return nil
    case "D", "S", "W":
      complements.append(Self.category(Unicode.Scalar(letter.value | 32)!, flags))
      return nil
    case "b": return "\u{8}"
    case "0"..."7":
      var digits = String(letter)
      while digits.count < 3, let digit = next, Self.isOctal(digit) {
        digits.unicodeScalars.append(digit)
        at += 1
      }
      guard let value = UInt32(digits, radix: 8), value <= 0o377 else {
        throw fault("octal escape value \\\(digits) outside of range 0-0o377", start)
      }
      return Unicode.Scalar(value)
    default: return try readCharacter(letter, start)
    }
  }

  // MARK: Groups

  private mutating func readName(until end: Unicode.Scalar) throws -> (name: String, start: Int) {
    let start = at
    var name = ""
    while true {
      guard let scalar = take() else {
        throw fault(name.isEmpty ? "missing group name" : "missing \(end), unterminated name", start)
      }
      if scalar == end { break }
      name.unicodeScalars.append(scalar)
    }
    if name.isEmpty { throw fault("missing group name", start) }
    return (name, start)
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
    return name.unicodeScalars.allSatisfy(\.properties.isXIDContinue)
  }

  private func number(of name: String) -> Int? { groupNames.first { $0.name == name }?.number }

  private func quoted(_ name: String) -> String { "'\(name)'" }

  /// Reads a group after its opening parenthesis. Returns nil for a comment, and for flags that apply to the whole
  /// pattern.
  private mutating func readGroup(_ flags: inout Flags, _ isFirst: Bool) throws -> Piece? {
    let start = at - 1
    var inner = flags
    var opening = "("
    var isCapturing = true
    var name: String?
    if take("?") {
      guard let kind = take() else { throw fault("unexpected end of pattern", at) }
      isCapturing = false
      switch kind {
      case "P":
        if take("<") {
          isCapturing = true
          let (given, nameStart) = try readName(until: ">")
          if !Self.isIdentifier(given) { throw fault("bad character in group name \(quoted(given))", nameStart) }
          if let old = number(of: given) {
            throw fault(
              "redefinition of group name \(quoted(given)) as group \(groupCount + 1); was group \(old)", nameStart)
          }
          name = given
        } else if take("=") {
          let (given, nameStart) = try readName(until: ")")
          if !Self.isIdentifier(given) { throw fault("bad character in group name \(quoted(given))", nameStart) }
          guard let group = number(of: given) else { throw fault("unknown group name \(quoted(given))", nameStart) }
          return try reference(to: group, flags, nameStart)
        } else {
          guard let letter = take() else { throw fault("unexpected end of pattern", at) }
          throw fault("unknown extension ?P\(letter)", at - 3)
        }
      case ":": opening = "(?:"
      case ">": opening = "(?>"
      case "#":
        while let scalar = take() { if scalar == ")" { return nil } }
        throw fault("missing ), unterminated comment", start)
      case "=", "!": return try readLookaround(kind, isBehind: false, flags, start)
      case "<":
        guard let sign = take() else { throw fault("unexpected end of pattern", at) }
        if sign != "=", sign != "!" { throw fault("unknown extension ?<\(sign)", at - 3) }
        return try readLookaround(sign, isBehind: true, flags, start)
      case "(": return try readConditional(flags, start)
      default:
        guard kind == "-" || Flags(kind) != nil else { throw fault("unknown extension ?\(kind)", at - 2) }
        guard let changed = try readFlags(kind, flags) else {
          if !isFirst { throw fault("global flags not at the start of the expression", start) }
          if self.flags.contains(.verbose), !flags.contains(.verbose) { throw Restart() }
          flags = self.flags
          return nil
        }
        inner = changed
        opening = Self.isCaseless(inner) ? "(?i:" : "(?-i:"
      }
    }
    var number = 0
    if isCapturing {
      groupCount += 1
      number = groupCount
      widths[number] = .some(nil)
      if let name { groupNames.append((name, number)) }
    }
    let content = try readAlternatives(inner)
    if !take(")") { throw fault("missing ), unterminated subpattern", start) }
    if isCapturing { widths[number] = content.width }
    let group = opening + content.text + ")"
    return Piece(text: isMarked && isCapturing ? "(?:\(group)(*:\(number)))" : group, width: content.width)
  }

  private mutating func readLookaround(
    _ sign: Unicode.Scalar, isBehind: Bool, _ flags: Flags, _ start: Int
  ) throws -> Piece {
    let outer = lookbehindStart
    if isBehind, outer == nil { lookbehindStart = groupCount }
    let content = try readAlternatives(flags)
    lookbehindStart = outer
    if !take(")") { throw fault("missing ), unterminated subpattern", start) }
    if isBehind, content.width.low != content.width.high {
      throw fault("look-behind requires fixed-width pattern", nil)
    }
    return Piece(text: "(?\(isBehind ? "<" : "")\(sign)\(content.text))")
  }

  private mutating func readConditional(_ flags: Flags, _ start: Int) throws -> Piece {
    let (name, nameStart) = try readName(until: ")")
    let group: Int
    if Self.isIdentifier(name) {
      guard let known = number(of: name) else { throw fault("unknown group name \(quoted(name))", nameStart) }
      group = known
    } else {
      guard let number = Int(name), number >= 0 else {
        throw fault("bad character in group name \(quoted(name))", nameStart)
      }
      if number == 0 { throw fault("bad group number", nameStart) }
      if number > 65535 { throw fault("invalid group reference \(number)", nameStart) }
      if conditions[number] == nil { conditions[number] = nameStart }
      group = number
    }
    try checkLookbehind(group)
    var inner = flags
    let yes = try readSequence(&inner, isFirst: false)
    var piece = Piece(text: "(?(\(group))\(yes.text)", width: yes.width.or(Width()))
    if take("|") {
      let no = try readSequence(&inner, isFirst: false)
      if next == "|" { throw fault("conditional backref with more than two branches", at) }
      piece.text += "|" + no.text
      piece.width = yes.width.or(no.width)
    }
    if !take(")") { throw fault("missing ), unterminated subpattern", start) }
    piece.text += ")"
    return piece
  }

  /// Reads flags after `(?`. If the flags apply to the whole pattern, adds them to `self.flags` and returns nil.
  private mutating func readFlags(_ first: Unicode.Scalar, _ flags: Flags) throws -> Flags? {
    var added: Flags = [], removed: Flags = []
    var letter = first
    func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }
    if letter != "-" {
      while let flag = Flags(letter) {
        if flag == .locale { throw fault("bad inline flags: cannot use 'L' flag with a str pattern", at) }
        added.insert(flag)
        if Flags.types.contains(flag), added.intersection(.types) != flag {
          throw fault("bad inline flags: flags 'a', 'u' and 'L' are incompatible", at)
        }
        guard let following = take() else { throw fault("missing -, : or )", at) }
        letter = following
        if letter == ")" || letter == "-" || letter == ":" { break }
        if Flags(letter) == nil { throw fault(isWord(letter) ? "unknown flag" : "missing -, : or )", at - 1) }
      }
    }
    if letter == ")" {
      self.flags.formUnion(added)
      if self.flags.contains([.ascii, .unicode]) {
        throw Fault(message: "ASCII and UNICODE flags are incompatible", position: nil)
      }
      return nil
    }
    if letter == "-" {
      guard let following = take() else { throw fault("missing flag", at) }
      letter = following
      if Flags(letter) == nil { throw fault(isWord(letter) ? "unknown flag" : "missing flag", at - 1) }
      while let flag = Flags(letter) {
        if Flags.types.contains(flag) {
          throw fault("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", at)
        }
        removed.insert(flag)
        guard let following = take() else { throw fault("missing :", at) }
        letter = following
        if letter == ":" { break }
        if Flags(letter) == nil { throw fault(isWord(letter) ? "unknown flag" : "missing :", at - 1) }
      }
    }
    if !added.isDisjoint(with: removed) { throw fault("bad inline flags: flag turned on and off", at - 1) }
    var result = flags
    if !added.isDisjoint(with: .types) { result.subtract(.types) }
    return result.union(added).subtracting(removed)
  }
}
