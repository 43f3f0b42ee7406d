/// The builtin functions for `JSONListing`, fwdb's version of Python's module `json`. They read values and write
/// strings.
enum JSONFunctions {
  static let all: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      // Returns a tuple (value, end), where `end` is the index after the value. If the text is not valid JSON, returns
      // (message, position, 0), from which the module `json` makes its `JSONDecodeError`.
      BuiltinFunction("json_value(text, start, is_plain, is_strict)") { m, a in
        var reader = JSONReader(try a.string(0, m), isPlain: try a.bool(2, m), isStrict: try a.bool(3, m))
        do {
          let start = try a.int(1, m)
          if start < 0 { throw ListingError(.valueError, "idx cannot be negative") }
          let (value, end) = try reader.value(at: start, depth: 0, &m)
          return .tuple([value, .int(end)])
        } catch let fault as JSONReader.Fault {
          return .tuple([.string(fault.message), .int(fault.position), .int(0)])
        }
      },
      BuiltinFunction("json_text(text, ensure_ascii)") { m, a in
        .string(quoted(try a.string(0, m), isASCII: try a.bool(1, m)))
      },
    ].map { ($0.name, .builtin($0)) })

  private static func quoted(_ text: String, isASCII: Bool) -> String {
    var result = "\""
    func escape(_ unit: UInt16) {
      let hex = String(unit, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{c}": result += "\\f"
      case _ where scalar.value < 0x20 || isASCII && scalar.value > 0x7e:
        for unit in String(scalar).utf16 { escape(unit) }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Reads JSON as Python's decoder does, and throws the same errors.
private struct JSONReader {
  struct Fault: Error {
    let message: String
    let position: Int
  }

  private let text: [Unicode.Scalar]
  /// Whether the reader returns the Python value itself. If false, it returns a tree of tuples (kind, content).
  /// `JSONListing` makes the value from this tree and calls hooks such as `object_hook`.
  private let isPlain: Bool
  /// Whether a control character in a string is an error.
  private let isStrict: Bool

  init(_ text: String, isPlain: Bool, isStrict: Bool) {
    self.text = Array(text.unicodeScalars)
    self.isPlain = isPlain
    self.isStrict = isStrict
  }

  private func at(_ place: Int) -> Unicode.Scalar? { place < text.count ? text[place] : nil }

  private func skippingSpace(_ place: Int) -> Int {
    var place = place
    while let scalar = at(place), scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" { place += 1 }
    return place
  }

  private func node(_ kind: String, _ value: Value) -> Value { isPlain ? value : .tuple([.string(kind), value]) }

  mutating func value(at place: Int, depth: Int, _ m: inout Machine) throws -> (Value, Int) {
    if depth > Machine.nestingLimit {
      throw ListingError(.recursionError, "JSON nests more than \(Machine.nestingLimit) deep", isRefusal: true)
    }
    switch at(place) {
    case "\""?:
      let (string, end) = try string(at: place)
      return (node("string", .string(string)), end)
    case "{"?: return try object(at: place, depth: depth, &m)
    case "["?: return try array(at: place, depth: depth, &m)
    default: break
    }
    for (word, constant) in Self.constants where has(word, at: place) {
      return (node("string", constant), place + word.count)
    }
    for (word, number) in Self.numbers where has(word, at: place) {
      let value = isPlain ? Value.float(number) : .tuple([.string("constant"), .string(word)])
      return (value, place + word.count)
    }
    return try number(at: place, &m)
  }

  private static let constants: [(String, Value)] = [("null", .none), ("true", .bool(true)), ("false", .bool(false))]
  private static let numbers: [(String, Double)] = [
    ("NaN", .nan), ("Infinity", .infinity), ("-Infinity", -.infinity),
  ]

  private func has(_ word: String, at place: Int) -> Bool {
    place + word.count <= text.count && text[place..<place + word.count].elementsEqual(word.unicodeScalars)
  }

  private mutating func object(at start: Int, depth: Int, _ m: inout Machine) throws -> (Value, Int) {
    var pairs: [Value] = []
    var dictionary = DictionaryObject()
    var place = skippingSpace(start + 1)
    if at(place) != "}" {
      while true {
        guard at(place) == "\"" else {
          throw Fault(message: "Expecting property name enclosed in double quotes", position: place)
        }
        let (key, end) = try string(at: place)
        place = skippingSpace(end)
        guard at(place) == ":" else { throw Fault(message: "Expecting ':' delimiter", position: place) }
        let (item, itemEnd) = try value(at: skippingSpace(place + 1), depth: depth + 1, &m)
        if isPlain {
          dictionary.set(.string(key), .string(key), to: item)
        } else {
          pairs.append(.tuple([.string(key), item]))
        }
        place = skippingSpace(itemEnd)
        if at(place) == "}" { break }
        guard at(place) == "," else { throw Fault(message: "Expecting ',' delimiter", position: place) }
        place = skippingSpace(place + 1)
      }
    }
    if !isPlain { return (node("object", m.list(pairs)), place + 1) }
    return (.dictionary(m.heap.add(.dictionary(dictionary))), place + 1)
  }

  private mutating func array(at start: Int, depth: Int, _ m: inout Machine) throws -> (Value, Int) {
    var items: [Value] = []
    var place = skippingSpace(start + 1)
    if at(place) != "]" {
      while true {
        let (item, end) = try value(at: place, depth: depth + 1, &m)
        items.append(item)
        place = skippingSpace(end)
        if at(place) == "]" { break }
        guard at(place) == "," else { throw Fault(message: "Expecting ',' delimiter", position: place) }
        place = skippingSpace(place + 1)
      }
    }
    return (node("array", m.list(items)), place + 1)
  }

  private func string(at start: Int) throws -> (String, Int) {
    var result = ""
    var place = start + 1
    while let scalar = at(place) {
      if scalar == "\"" { return (result, place + 1) }
      if scalar != "\\" {
        if isStrict, scalar.value < 0x20 { throw Fault(message: "Invalid control character at", position: place) }
        result.unicodeScalars.append(scalar)
        place += 1
        continue
      }
      guard let letter = at(place + 1) else { break }
      if letter == "u" {
        var unit = try unit(at: place + 1)
        var end = place + 6
        if (0xd800..<0xdc00).contains(unit), at(end) == "\\", at(end + 1) == "u",
          let low = try? self.unit(at: end + 1), (0xdc00..<0xe000).contains(low)
        {
          unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)
          end += 6
        }
        guard let scalar = Unicode.Scalar(unit) else {
          throw ListingError(
            .notImplemented, "json: character \(place) is half of a surrogate pair: fwdb has no such characters")
        }
        result.unicodeScalars.append(scalar)
        place = end
        continue
      }
      guard let meant = Self.escapes[letter] else { throw Fault(message: "Invalid \\escape", position: place) }
      result.unicodeScalars.append(meant)
      place += 2
    }
    throw Fault(message: "Unterminated string starting at", position: start)
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t",
  ]

  /// The value of the four hexadecimal digits after the letter `u` at the index `place`.
  private func unit(at place: Int) throws -> UInt32 {
    var value: UInt32 = 0
    for offset in 1...4 {
      guard let digit = at(place + offset), place + 5 < text.count, digit.properties.isASCIIHexDigit,
        let number = UInt32(String(digit), radix: 16)
      else { throw Fault(message: "Invalid \\uXXXX escape", position: place) }
      value = value * 16 + number
    }
    return value
  }

  private func number(at start: Int, _ m: inout Machine) throws -> (Value, Int) {
    func isDigit(_ place: Int) -> Bool { at(place).map { ("0"..."9").contains($0) } ?? false }
    var place = start
    if at(place) == "-" { place += 1 }
    guard isDigit(place) else { throw Fault(message: "Expecting value", position: start) }
    if at(place) == "0" { place += 1 } else { while isDigit(place) { place += 1 } }
    var isFloat = false
    if at(place) == ".", isDigit(place + 1) {
      isFloat = true
      place += 1
      while isDigit(place) { place += 1 }
    }
    if at(place) == "e" || at(place) == "E" {
      var end = place + 1
      if at(end) == "+" || at(end) == "-" { end += 1 }
      if isDigit(end) {
        isFloat = true
        while isDigit(end) { end += 1 }
        place = end
      }
    }
    let digits = String(String.UnicodeScalarView(text[start..<place]))
    if !isPlain { return (node(isFloat ? "float" : "int", .string(digits)), place) }
    if isFloat { return (.float(Double(digits) ?? .nan), place) }
    if let number = Int(digits) { return (.int(number), place) }
    guard case .builtin(let int)? = PythonBuiltins.all["int"], case .native(let convert) = int.body else {
      throw ListingError(.overflowError, "json: \(digits) does not fit 64 bits")
    }
    return (try convert(&m, int.bind([.string(digits)], [])), place)
  }
}
