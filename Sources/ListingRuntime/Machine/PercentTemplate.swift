import BigInt

/// A parsed template of `template % operand`: texts, and fields such as `%-5.2f` and `%(name)s`.
struct PercentTemplate {
  enum Part {
    case text(String)
    case field(Field)
  }

  struct Field {
    var key: String?
    var flags: Set<Character> = []
    var width = Size.none
    var precision = Size.none
    var type: Character
    /// The error for an unknown type. Python raises the error after it has read the field's value from the operand.
    var error: ListingError?
  }

  /// A width or precision. It is a number in the template, or `*`: the number is then read from the operand.
  enum Size {
    case none, operand
    case written(Int)
  }

  let parts: [Part]

  init(_ template: String) throws {
    let text = Array(template.unicodeScalars)
    var parts: [Part] = []
    var literal = String.UnicodeScalarView()
    var place = 0
    let incomplete = ListingError(.valueError, "incomplete format")
    func next() throws -> Unicode.Scalar {
      if place == text.count { throw incomplete }
      place += 1
      return text[place - 1]
    }
    func size() throws -> Size {
      if place < text.count, text[place] == "*" {
        place += 1
        return .operand
      }
      var value: Int?
      while place < text.count, ("0"..."9").contains(text[place]) {
        value = (value ?? 0) * 10 + Int(text[place].value) - 48
        if value ?? 0 > 1 << 20 { throw ListingError(.valueError, "width too big") }
        place += 1
      }
      return value.map(Size.written) ?? .none
    }
    while place < text.count {
      let mark = try next()
      if mark != "%" {
        literal.append(mark)
        continue
      }
      if place < text.count, text[place] == "%" {
        place += 1
        literal.append("%")
        continue
      }
      var field = Field(type: "s")
      if place < text.count, text[place] == "(" {
        place += 1
        let start = place
        var open = 1
        while place < text.count {
          if text[place] == "(" { open += 1 } else if text[place] == ")" { open -= 1 }
          if open == 0 { break }
          place += 1
        }
        if place == text.count { throw ListingError(.valueError, "incomplete format key") }
        var key = String.UnicodeScalarView()
        key.append(contentsOf: text[start..<place])
        field.key = String(key)
        place += 1
      }
      while place < text.count, ["-", "+", " ", "#", "0"].contains(text[place]) {
        field.flags.insert(Character(text[place]))
        place += 1
      }
      field.width = try size()
      if place < text.count, text[place] == "." {
        place += 1
        field.precision = try size()
        if case .none = field.precision { field.precision = .written(0) }
      }
      if place < text.count, ["h", "l", "L"].contains(text[place]) { place += 1 }
      let type = try next()
      if !"diouxXeEfFgGcrsa".unicodeScalars.contains(type) {
        field.error = ListingError(
          .valueError,
          "unsupported format character '\(type)' (0x\(String(type.value, radix: 16))) at index \(place - 1)")
      }
      field.type = Character(type)
      if !literal.isEmpty { parts.append(.text(String(literal))) }
      literal = String.UnicodeScalarView()
      parts.append(.field(field))
    }
    if !literal.isEmpty { parts.append(.text(String(literal))) }
    self.parts = parts
  }

  /// The values that the fields read from the operand, in order: each field's key and type. The type is `*` for a width
  /// or precision.
  var operands: [(key: String?, type: Character)] {
    parts.flatMap { part -> [(String?, Character)] in
      guard case .field(let field) = part else { return [] }
      var operands: [(String?, Character)] = []
      if case .operand = field.width { operands.append((nil, "*")) }
      if case .operand = field.precision { operands.append((nil, "*")) }
      return operands + [(field.key, field.type)]
    }
  }
}

extension Machine {
  /// The result of `template % operand`. A tuple supplies one value for each field; a dict supplies values by name; any
  /// other operand is the only value.
  func percentFormatted(_ template: String, _ operand: Value) throws -> String {
    let parts = try PercentTemplate(template).parts
    return try percentFormatted(parts, operand)
  }

  /// The result for values that the prelude has read from the operand: one value for each field, with or without a key.
  func percentFormatted(_ template: String, taken values: [Value]) throws -> String {
    let parts = try PercentTemplate(template).parts.map { part -> PercentTemplate.Part in
      guard case .field(var field) = part else { return part }
      field.key = nil
      // The prelude has already called `repr` or `ascii` for this field, so insert its value as text.
      if field.type == "r" || field.type == "a" { field.type = "s" }
      return .field(field)
    }
    return try percentFormatted(parts, .tuple(values))
  }

  private func percentFormatted(_ parts: [PercentTemplate.Part], _ operand: Value) throws -> String {
    var rest = (operand.tupleItems ?? [operand])[...]
    func take() throws -> Value {
      guard let value = rest.popFirst() else {
        throw ListingError(.typeError, "not enough arguments for format string")
      }
      return value
    }
    func size(_ size: PercentTemplate.Size, isWidth: Bool) throws -> Int? {
      switch size {
      case .none: return nil
      case .written(let number): return number
      case .operand:
        let value = try take()
        guard isInteger(value) else { throw ListingError(.typeError, "* wants int") }
        // A width of 64 bits is valid in Python; its text is too long. A precision must have 32 bits.
        if case .largeInteger = plain(value) {
          throw ListingError(.overflowError, "Python int too large to convert to C \(isWidth ? "ssize_t" : "int")")
        }
        let number = integer(value)
        if !isWidth, Int32(exactly: number) == nil {
          throw ListingError(.overflowError, "Python int too large to convert to C int")
        }
        return min(max(number, -Self.textLimit - 1), Self.textLimit + 1)
      }
    }
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .field(var field):
        var named: Value?
        if let key = field.key {
          guard isMapping(operand) else { throw ListingError(.typeError, "format requires a mapping") }
          guard case .dictionary(let handle) = operand else {
            throw ListingError(.typeError, "list indices must be integers or slices, not str")
          }
          guard let value = heap.dictionary(handle)[.string(key)] else {
            throw ListingError(.keyError, "'\(key)'", arguments: [.string(key)])
          }
          named = value
        }
        var width = try size(field.width, isWidth: true) ?? 0
        let precision = try size(field.precision, isWidth: false).map { max(0, $0) }
        if width < 0 {
          field.flags.insert("-")
          width = -width
        }
        let value = try named ?? take()
        if max(width, precision ?? 0) > 1 << 20 { throw ListingError(.memoryError, "the text would be too long") }
        result += try percentField(field, value, width, precision)
      }
      if result.utf8.count > Self.textLimit { throw ListingError(.memoryError, "the text would be too long") }
    }
    if !rest.isEmpty, !isMapping(operand) {
      throw ListingError(.typeError, "not all arguments converted during string formatting")
    }
    return result
  }

  /// Whether Python treats the operand of `%` as a mapping: any object with items, except tuples and strings.
  private func isMapping(_ operand: Value) -> Bool {
    switch operand {
    case .dictionary, .list, .bytes, .byteArray, .range, .tensor: true
    default: false
    }
  }

  private func percentField(
    _ field: PercentTemplate.Field, _ value: Value, _ width: Int, _ precision: Int?
  ) throws -> String {
    try checkKnown(value)
    if let error = field.error { throw error }
    var sign = "", body: String
    switch field.type {
    case "s", "r", "a":
      var text = field.type == "s" ? try string(of: value) : try checkedRepresentation(of: value)
      if field.type == "a" { text = asciiText(text) }
      body = precision.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) } ?? text
    case "c":
      if case .string(let text) = value, text.unicodeScalars.count == 1 {
        body = text
      } else if let number = wholeNumber(value) {
        body = try FormatSpecification.character(number)
      } else {
        throw ListingError(.typeError, "%c requires int or char")
      }
    case "d", "i", "u", "x", "X", "o":
      let number = try percentInteger(value, field.type)
      if number.sign == .minus { sign = "-" }
      let radix = field.type == "o" ? 8 : field.type == "x" || field.type == "X" ? 16 : 10
      var digits = try LargeInteger.text(BigInt(number.magnitude), radix: radix)
      if let precision, digits.utf8.count < precision {
        digits = String(repeating: "0", count: precision - digits.utf8.count) + digits
      }
      if field.type == "X" { digits = digits.uppercased() }
      body = digits
    default:
      let number = try percentFloat(value)
      if number.sign == .minus, !number.isNaN { sign = "-" }
      if number.isFinite {
        let alternate = field.flags.contains("#") ? "#" : ""
        body = formatFloat("%\(alternate).\(precision ?? 6)\(field.type)", number.magnitude)
      } else {
        body = number.isNaN ? "nan" : "inf"
        if field.type.isUppercase { body = body.uppercased() }
      }
    }
    var isNumber = true
    if "srac".contains(field.type) { isNumber = false }
    if isNumber, sign.isEmpty { sign = field.flags.contains("+") ? "+" : field.flags.contains(" ") ? " " : "" }
    if field.flags.contains("#"), "xXo".contains(field.type) { sign += "0" + String(field.type) }
    let missing = max(0, width - CodePoints.count(sign + body))
    if field.flags.contains("-") { return sign + body + String(repeating: " ", count: missing) }
    if isNumber, field.flags.contains("0") { return sign + String(repeating: "0", count: missing) + body }
    return String(repeating: " ", count: missing) + sign + body
  }

  private func percentInteger(_ value: Value, _ type: Character) throws -> BigInt {
    if let number = wholeNumber(value) { return number }
    let takesFloats = "diu".contains(type)
    switch value {
    case .float(let number) where takesFloats: return wholeNumber(try wholePart(number)) ?? 0
    case .tensor(let reference) where takesFloats || !reference.dtype.isFloatingPoint:
      return wholeNumber(try wholeElement(value)) ?? 0
    default:
      throw ListingError(
        .typeError,
        takesFloats
          ? "%\(type) format: a real number is required, not \(typeName(of: value))"
          : "%\(type) format: an integer is required, not \(typeName(of: value))")
    }
  }

  private func percentFloat(_ value: Value) throws -> Double {
    switch value {
    case .tensor: return try realNumber(value)
    case .int, .bool, .largeInteger, .float: return try double(value)
    default: throw ListingError(.typeError, "must be real number, not \(typeName(of: value))")
    }
  }
}
