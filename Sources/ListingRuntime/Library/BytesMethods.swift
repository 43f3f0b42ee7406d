/// Methods of `bytes` and `bytearray`. Methods such as `replace` return `bytes` for `bytes`, and a `bytearray` for a
/// `bytearray`.
enum BytesMethods {
  static let all = ModuleClasses.methods(
    BuiltinFunction("decode(self, encoding='utf-8', errors='strict')") { m, a in
      .string(try TextEncodings.decoded(receiver(a, m), a.string(1, m), errors: a.string(2, m)))
    },
    BuiltinFunction("hex(self, sep=None, bytes_per_sep=1)") { m, a in
      let bytes = try receiver(a, m)
      let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      if a.isNone(1) { return .string(digits.joined()) }
      guard case .string(let separator) = a[1], separator.utf8.count == 1 else {
        throw ListingError(.valueError, "sep must be length 1.")
      }
      let size = try a.int(2, m)
      if size == 0 { return .string(digits.joined()) }
      let group = Int(clamping: size.magnitude)
      // Groups are counted from the end of the bytes. If the group size is negative, the groups are counted from the
      // start.
      let first = size > 0 && digits.count > group ? (digits.count - 1) % group + 1 : group
      var text = "", left = min(first, digits.count)
      for (index, pair) in digits.enumerated() {
        text += pair
        left -= 1
        if left == 0, index + 1 < digits.count {
          text += separator
          left = group
        }
      }
      return .string(text)
    },
    BuiltinFunction("join(self, items)") { m, a in
      let separator = try receiver(a, m)
      var result: [UInt8] = []
      for (index, item) in try m.allItems(of: a[1]).enumerated() {
        guard let part = m.bytes(of: item) else {
          try m.checkKnown(item)
          throw ListingError(
            .typeError, "sequence item \(index): expected a bytes-like object, \(m.typeName(of: item)) found")
        }
        if index > 0 { result += separator }
        result += part
        if result.count > Machine.textLimit { throw tooMany }
      }
      return m.bytes(result, like: a[0])
    },
    BuiltinFunction("split(self, sep=None, maxsplit=-1)") { m, a in try split(&m, a, fromEnd: false) },
    BuiltinFunction("rsplit(self, sep=None, maxsplit=-1)") { m, a in try split(&m, a, fromEnd: true) },
    BuiltinFunction("splitlines(self, keepends=False)") { m, a in
      let (bytes, keeps) = (try receiver(a, m), try a.bool(1, m))
      var lines: [[UInt8]] = []
      var start = 0, place = 0
      while place < bytes.count {
        guard bytes[place] == 0x0A || bytes[place] == 0x0D else {
          place += 1
          continue
        }
        let end = place + (bytes[place] == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A ? 2 : 1)
        lines.append(Array(bytes[start..<(keeps ? end : place)]))
        (start, place) = (end, end)
      }
      if start < bytes.count { lines.append(Array(bytes[start...])) }
      return list(lines, &m, a)
    },
    BuiltinFunction("partition(self, sep)") { m, a in try partition(&m, a, fromEnd: false) },
    BuiltinFunction("rpartition(self, sep)") { m, a in try partition(&m, a, fromEnd: true) },
    BuiltinFunction("replace(self, old, new, count=-1)") { m, a in
      let (bytes, old, new) = (try receiver(a, m), try part(a, 1, m), try part(a, 2, m))
      let limit = try a.int(3, m) < 0 ? Int.max : a.int(3, m)
      let places = old.isEmpty ? Array((0...bytes.count).prefix(limit)) : CodePoints.all(old, in: bytes, limit: limit)
      if new.count > old.count, new.count > Machine.textLimit / max(places.count, 1) { throw tooMany }
      var result: [UInt8] = []
      var start = 0
      for place in places {
        result += bytes[start..<place]
        result += new
        start = place + old.count
      }
      return m.bytes(result + bytes[start...], like: a[0])
    },
    BuiltinFunction("startswith(self, prefix, start=None, end=None)") { m, a in
      let affixes = try affixes(a, m)
      guard let bytes = try range(a, 2, m).bytes else { return .bool(false) }
      return .bool(affixes.contains { bytes.starts(with: $0) })
    },
    BuiltinFunction("endswith(self, suffix, start=None, end=None)") { m, a in
      let affixes = try affixes(a, m)
      guard let bytes = try range(a, 2, m).bytes else { return .bool(false) }
      return .bool(affixes.contains { bytes.reversed().starts(with: $0.reversed()) })
    },
    BuiltinFunction("removeprefix(self, prefix)") { m, a in
      let (bytes, prefix) = (try receiver(a, m), try part(a, 1, m))
      return m.bytes(bytes.starts(with: prefix) ? Array(bytes.dropFirst(prefix.count)) : bytes, like: a[0])
    },
    BuiltinFunction("removesuffix(self, suffix)") { m, a in
      let (bytes, suffix) = (try receiver(a, m), try part(a, 1, m))
      let ends = bytes.reversed().starts(with: suffix.reversed())
      return m.bytes(ends ? Array(bytes.dropLast(suffix.count)) : bytes, like: a[0])
    },
    BuiltinFunction("find(self, sub, start=None, end=None)") { m, a in .int(try place(a, m, fromEnd: false) ?? -1) },
    BuiltinFunction("rfind(self, sub, start=None, end=None)") { m, a in .int(try place(a, m, fromEnd: true) ?? -1) },
    BuiltinFunction("index(self, sub, start=None, end=None)") { m, a in
      guard let place = try place(a, m, fromEnd: false) else {
        throw ListingError(.valueError, "subsection not found")
      }
      return .int(place)
    },
    BuiltinFunction("rindex(self, sub, start=None, end=None)") { m, a in
      guard let place = try place(a, m, fromEnd: true) else { throw ListingError(.valueError, "subsection not found") }
      return .int(place)
    },
    BuiltinFunction("count(self, sub, start=None, end=None)") { m, a in
      let wanted = m.isWhole(a[1]) ? [try m.byte(a[1])] : try part(a, 1, m)
      guard let bytes = try range(a, 2, m).bytes else { return .int(0) }
      return .int(wanted.isEmpty ? bytes.count + 1 : CodePoints.all(wanted, in: bytes).count)
    },
    BuiltinFunction("strip(self, bytes=None)") { m, a in try stripped(&m, a, start: true, end: true) },
    BuiltinFunction("lstrip(self, bytes=None)") { m, a in try stripped(&m, a, start: true, end: false) },
    BuiltinFunction("rstrip(self, bytes=None)") { m, a in try stripped(&m, a, start: false, end: true) },
    changed("lower") { isUpper($0) ? $0 + 32 : $0 }, changed("upper") { isLower($0) ? $0 - 32 : $0 },
    changed("swapcase") { isUpper($0) ? $0 + 32 : isLower($0) ? $0 - 32 : $0 },
    BuiltinFunction("capitalize(self)") { m, a in
      let bytes = try receiver(a, m).enumerated().map { index, byte in
        index == 0 ? (isLower(byte) ? byte - 32 : byte) : isUpper(byte) ? byte + 32 : byte
      }
      return m.bytes(bytes, like: a[0])
    },
    BuiltinFunction("title(self)") { m, a in
      var isInWord = false
      let bytes = try receiver(a, m).map { byte in
        defer { isInWord = isLetter(byte) }
        return isInWord ? (isUpper(byte) ? byte + 32 : byte) : isLower(byte) ? byte - 32 : byte
      }
      return m.bytes(bytes, like: a[0])
    },
    tested("isdigit", isDigit), tested("isalpha", isLetter), tested("isalnum") { isDigit($0) || isLetter($0) },
    tested("isspace", isSpace),
    BuiltinFunction("isascii(self)") { m, a in .bool(try receiver(a, m).allSatisfy { $0 < 0x80 }) },
    BuiltinFunction("isupper(self)") { m, a in
      let bytes = try receiver(a, m)
      return .bool(bytes.contains(where: isUpper) && !bytes.contains(where: isLower))
    },
    BuiltinFunction("islower(self)") { m, a in
      let bytes = try receiver(a, m)
      return .bool(bytes.contains(where: isLower) && !bytes.contains(where: isUpper))
    },
    padded("ljust") { missing, _ in (0, missing) }, padded("rjust") { missing, _ in (missing, 0) },
    padded("center") { missing, width in
      let left = missing / 2 + (missing & width & 1)
      return (left, missing - left)
    },
    BuiltinFunction("zfill(self, width)") { m, a in
      let bytes = try receiver(a, m)
      let zeros = [UInt8](repeating: 0x30, count: try missing(m, a, bytes.count))
      let sign = bytes.first == 0x2B || bytes.first == 0x2D ? 1 : 0
      return m.bytes(bytes.prefix(sign) + zeros + bytes.dropFirst(sign), like: a[0])
    },
    BuiltinFunction("translate(self, table, delete=None)") { m, a in
      let table = a.isNone(1) ? nil : try part(a, 1, m)
      if let table, table.count != 256 {
        throw ListingError(.valueError, "translation table must be 256 characters long")
      }
      let gone = a.isNone(2) ? [] : Set(try part(a, 2, m))
      let bytes = try receiver(a, m).filter { !gone.contains($0) }.map { table?[Int($0)] ?? $0 }
      return m.bytes(bytes, like: a[0])
    },
    BuiltinFunction("expandtabs(self, tabsize=8)") { m, a in
      let size = try a.int(1, m)
      if size > 1000 { throw tooMany }
      var result: [UInt8] = []
      var column = 0
      for byte in try receiver(a, m) {
        if byte == 0x09 {
          let spaces = size > 0 ? size - column % size : 0
          result += [UInt8](repeating: 0x20, count: spaces)
          column += spaces
        } else {
          result.append(byte)
          column = byte == 0x0A || byte == 0x0D ? 0 : column + 1
        }
        if result.count > Machine.textLimit { throw tooMany }
      }
      return m.bytes(result, like: a[0])
    })

  /// Methods that modify a `bytearray`.
  static let changing = ModuleClasses.methods(
    BuiltinFunction("append(self, item)") { m, a in
      let byte = try m.byte(a[1])
      m.heap.changeBytes(try target(a)) { $0.append(byte) }
      return .none
    },
    BuiltinFunction("extend(self, items)") { m, a in
      let bytes = try m.bytes(from: a[1])
      let handle = try target(a)
      if m.heap.bytes(handle).count > Machine.textLimit - bytes.count { throw tooMany }
      m.heap.changeBytes(handle) { $0 += bytes }
      return .none
    },
    BuiltinFunction("insert(self, index, item)") { m, a in
      let (handle, byte, index) = (try target(a), try m.byte(a[2]), try a.int(1, m))
      let count = m.heap.bytes(handle).count
      m.heap.changeBytes(handle) { $0.insert(byte, at: max(0, min(count, index < 0 ? index &+ count : index))) }
      return .none
    },
    BuiltinFunction("pop(self, index=-1)") { m, a in
      let handle = try target(a)
      let count = m.heap.bytes(handle).count
      if count == 0 { throw ListingError(.indexError, "pop from empty bytearray") }
      let index = try a.int(1, m)
      let place = index < 0 ? index &+ count : index
      if place < 0 || place >= count { throw ListingError(.indexError, "pop index out of range") }
      return .int(Int(m.heap.changeBytes(handle) { $0.remove(at: place) }))
    },
    BuiltinFunction("remove(self, value)") { m, a in
      let (handle, byte) = (try target(a), try m.byte(a[1]))
      guard let place = m.heap.bytes(handle).firstIndex(of: byte) else {
        throw ListingError(.valueError, "value not found in bytearray")
      }
      m.heap.changeBytes(handle) { _ = $0.remove(at: place) }
      return .none
    },
    BuiltinFunction("clear(self)") { m, a in
      m.heap.changeBytes(try target(a)) { $0 = [] }
      return .none
    },
    BuiltinFunction("reverse(self)") { m, a in
      m.heap.changeBytes(try target(a)) { $0.reverse() }
      return .none
    },
    BuiltinFunction("copy(self)") { m, a in m.byteArray(try receiver(a, m)) })

  static let fromHex = BuiltinFunction("fromhex(string)") { m, a in .bytes(try bytes(ofHex: a.string(0, m))) }

  static let arrayFromHex = BuiltinFunction("fromhex(string)") { m, a in
    m.byteArray(try bytes(ofHex: a.string(0, m)))
  }

  static let makeTranslation = BuiltinFunction("maketrans(frm, to)") { m, a in
    let (from, to) = (try part(a, 0, m), try part(a, 1, m))
    if from.count != to.count { throw ListingError(.valueError, "maketrans arguments must have same length") }
    var table = (0...255).map { UInt8($0) }
    for (key, value) in zip(from, to) { table[Int(key)] = value }
    return .bytes(table)
  }

  /// The bytes that the call `bytes(…)` or `bytearray(…)` makes.
  static func made(_ m: inout Machine, _ a: Arguments) throws -> [UInt8] {
    if case .string(let text) = a[0] {
      if a.isNone(1) { throw ListingError(.typeError, "string argument without an encoding") }
      return try TextEncodings.encoded(text, a.string(1, m), errors: a.isNone(2) ? "strict" : a.string(2, m))
    }
    if !a.isNone(1) { throw ListingError(.typeError, "encoding without a string argument") }
    guard m.isWhole(a[0]) else {
      switch a[0] {
      case .float, .none, .complex:
        throw ListingError(.typeError, "cannot convert '\(m.typeName(of: a[0]))' object to bytes")
      default: break
      }
      return try m.bytes(from: a[0])
    }
    let count = try a.int(0, m)
    if count < 0 { throw ListingError(.valueError, "negative count") }
    if count > Machine.textLimit { throw tooMany }
    return [UInt8](repeating: 0, count: count)
  }

  // MARK: Arguments

  private static let tooMany = ListingError(.memoryError, "there would be too many bytes")

  private static func receiver(_ a: Arguments, _ m: Machine) throws -> [UInt8] {
    if let bytes = m.bytes(of: a[0]) { return bytes }
    throw ListingError(.typeError, "\(a.function)() needs bytes, not '\(m.typeName(of: a[0]))'")
  }

  private static func target(_ a: Arguments) throws -> Handle {
    if case .byteArray(let handle) = a[0] { return handle }
    throw ListingError(.typeError, "the first argument of bytearray.\(a.function)() must be a bytearray")
  }

  private static func part(_ a: Arguments, _ index: Int, _ m: Machine) throws -> [UInt8] {
    if let bytes = m.bytes(of: a[index]) { return bytes }
    try m.checkKnown(a[index])
    throw ListingError(.typeError, "a bytes-like object is required, not '\(m.typeName(of: a[index]))'")
  }

  private static func affixes(_ a: Arguments, _ m: Machine) throws -> [[UInt8]] {
    guard case .tuple(let items) = a[1] else { return [try affix(a[1], a, m)] }
    return try items.map { try affix($0, a, m) }
  }

  private static func affix(_ value: Value, _ a: Arguments, _ m: Machine) throws -> [UInt8] {
    if let bytes = m.bytes(of: value) { return bytes }
    try m.checkKnown(value)
    throw ListingError(
      .typeError, "\(a.function) first arg must be bytes or a tuple of bytes, not \(m.typeName(of: value))")
  }

  /// The bytes between the arguments `start` and `end`, and the range of their indices. The bytes are nil if `start` is
  /// after `end` or after the last byte.
  private static func range(
    _ a: Arguments, _ start: Int, _ m: Machine
  ) throws -> (bytes: [UInt8]?, range: (start: Int, stop: Int, step: Int)) {
    let bytes = try receiver(a, m)
    let range = SliceValue(start: try m.optionalIndex(a[start]), stop: try m.optionalIndex(a[start + 1]), step: nil)
      .indices(count: bytes.count)
    if let first = try m.optionalIndex(a[start]), first > bytes.count { return (nil, range) }
    return (range.start > range.stop ? nil : Array(bytes[range.start..<range.stop]), range)
  }

  private static func place(_ a: Arguments, _ m: Machine, fromEnd: Bool) throws -> Int? {
    let (part, range) = try range(a, 2, m)
    let wanted = m.isWhole(a[1]) ? [try m.byte(a[1])] : try self.part(a, 1, m)
    guard let bytes = part else { return nil }
    if wanted.isEmpty { return fromEnd ? range.stop : range.start }
    let place =
      fromEnd ? CodePoints.allFromEnd(wanted, in: bytes, limit: 1).first : CodePoints.first(wanted, in: bytes)
    return place.map { range.start + $0 }
  }

  // MARK: Parts

  private static func list(_ parts: [[UInt8]], _ m: inout Machine, _ a: Arguments) -> Value {
    var values: [Value] = []
    for part in parts { values.append(m.bytes(part, like: a[0])) }
    return m.list(values)
  }

  private static func split(_ m: inout Machine, _ a: Arguments, fromEnd: Bool) throws -> Value {
    let bytes = try receiver(a, m)
    let limit = try a.int(2, m) < 0 ? Int.max : a.int(2, m)
    if a.isNone(1) { return list(words(bytes, limit, fromEnd: fromEnd), &m, a) }
    let separator = try part(a, 1, m)
    if separator.isEmpty { throw ListingError(.valueError, "empty separator") }
    let places =
      fromEnd
      ? CodePoints.allFromEnd(separator, in: bytes, limit: limit) : CodePoints.all(separator, in: bytes, limit: limit)
    var parts: [[UInt8]] = []
    var start = 0
    for place in places {
      parts.append(Array(bytes[start..<place]))
      start = place + separator.count
    }
    return list(parts + [Array(bytes[start...])], &m, a)
  }

  /// Splits the bytes at white space. After `limit` splits, the rest becomes one part.
  private static func words(_ bytes: [UInt8], _ limit: Int, fromEnd: Bool) -> [[UInt8]] {
    var rest = fromEnd ? bytes.reversed()[...] : bytes[...]
    var words: [[UInt8]] = []
    while true {
      rest = rest.drop(while: isSpace)
      if rest.isEmpty { break }
      if words.count == limit {
        words.append(Array(rest))
        break
      }
      let word = rest.prefix { !isSpace($0) }
      words.append(Array(word))
      rest = rest.dropFirst(word.count)
    }
    return fromEnd ? words.reversed().map { $0.reversed() } : words
  }

  private static func partition(_ m: inout Machine, _ a: Arguments, fromEnd: Bool) throws -> Value {
    let (bytes, separator) = (try receiver(a, m), try part(a, 1, m))
    if separator.isEmpty { throw ListingError(.valueError, "empty separator") }
    let place =
      fromEnd ? CodePoints.allFromEnd(separator, in: bytes, limit: 1).first : CodePoints.first(separator, in: bytes)
    let parts: [[UInt8]] =
      if let place {
        [Array(bytes[..<place]), separator, Array(bytes[(place + separator.count)...])]
      } else { fromEnd ? [[], [], bytes] : [bytes, [], []] }
    var values: [Value] = []
    for part in parts { values.append(m.bytes(part, like: a[0])) }
    return .tuple(values)
  }

  private static func stripped(_ m: inout Machine, _ a: Arguments, start: Bool, end: Bool) throws -> Value {
    let gone = a.isNone(1) ? nil : Set(try part(a, 1, m))
    func goes(_ byte: UInt8) -> Bool { gone?.contains(byte) ?? isSpace(byte) }
    var bytes = try receiver(a, m)[...]
    if start { bytes = bytes.drop(while: goes) }
    if end { while let last = bytes.last, goes(last) { bytes.removeLast() } }
    return m.bytes(Array(bytes), like: a[0])
  }

  private static func missing(_ m: Machine, _ a: Arguments, _ count: Int) throws -> Int {
    let width = try a.int(1, m)
    if width > Machine.textLimit { throw tooMany }
    return max(0, width - count)
  }

  private static func padded(_ name: String, _ sides: @escaping @Sendable (Int, Int) -> (Int, Int)) -> BuiltinFunction {
    BuiltinFunction("\(name)(self, width, fillbyte=None)") { m, a in
      let bytes = try receiver(a, m)
      let fill = a.isNone(2) ? [0x20] : try part(a, 2, m)
      if fill.count != 1 {
        throw ListingError(.typeError, "\(name)() argument 2 must be a byte string of length 1")
      }
      let (left, right) = sides(try missing(m, a, bytes.count), try a.int(1, m))
      return m.bytes(
        [UInt8](repeating: fill[0], count: left) + bytes + [UInt8](repeating: fill[0], count: right), like: a[0])
    }
  }

  private static func changed(_ name: String, _ change: @escaping @Sendable (UInt8) -> UInt8) -> BuiltinFunction {
    BuiltinFunction("\(name)(self)") { m, a in m.bytes(try receiver(a, m).map(change), like: a[0]) }
  }

  private static func tested(_ name: String, _ test: @escaping @Sendable (UInt8) -> Bool) -> BuiltinFunction {
    BuiltinFunction("\(name)(self)") { m, a in
      let bytes = try receiver(a, m)
      return .bool(!bytes.isEmpty && bytes.allSatisfy(test))
    }
  }

  // MARK: ASCII

  @Sendable private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  @Sendable private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  @Sendable private static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
  @Sendable private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  @Sendable private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func bytes(ofHex text: String) throws -> [UInt8] {
    let digits = Array(text.utf8)
    var bytes: [UInt8] = []
    var place = 0
    func value(_ index: Int) throws -> UInt8 {
      guard index < digits.count, digits[index] < 0x80,
        let digit = Character(Unicode.Scalar(digits[index])).hexDigitValue
      else {
        throw ListingError(.valueError, "non-hexadecimal number found in fromhex() arg at position \(index)")
      }
      return UInt8(digit)
    }
    while place < digits.count {
      if isSpace(digits[place]) {
        place += 1
        continue
      }
      bytes.append(try value(place) << 4 | value(place + 1))
      place += 2
    }
    return bytes
  }
}
