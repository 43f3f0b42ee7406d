import BigInt

/// The format specification of `format` and of f-strings:
/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
struct FormatSpecification {
  private var fill: Unicode.Scalar = " "
  private var align: Unicode.Scalar?
  private var sign: Unicode.Scalar?
  private var coercesZero = false
  private var isAlternate = false
  private var width = 0
  private var grouping: Character?
  private var precision: Int?
  private var type: Unicode.Scalar?
  private let text: String

  /// The largest width of a result. The limit keeps a faulty listing from using all memory.
  private static let widthLimit = 1 << 20

  /// - Parameter owner: the name of the value's type, for error messages.
  init(_ text: String, for owner: String, isText: Bool) throws {
    self.text = text
    let marks = Array(text.unicodeScalars)
    var place = 0
    func peek(_ offset: Int = 0) -> Unicode.Scalar? { place + offset < marks.count ? marks[place + offset] : nil }
    func take(_ wanted: Unicode.Scalar) -> Bool {
      if peek() != wanted { return false }
      place += 1
      return true
    }
    func number() throws -> Int? {
      var value: Int?
      while let digit = peek(), digit.properties.numericType == .decimal, let next = digit.properties.numericValue {
        let (tens, isLarge) = (value ?? 0).multipliedReportingOverflow(by: 10)
        value = tens &+ Int(next)
        if isLarge || tens > .max - 9 {
          throw ListingError(.valueError, "Too many decimal digits in format string")
        }
        place += 1
      }
      return value
    }
    let aligns: [Unicode.Scalar] = ["<", ">", "=", "^"]
    var hasFill = false
    if let second = peek(1), aligns.contains(second) {
      fill = marks[0]
      align = second
      hasFill = true
      place = 2
    } else if let first = peek(), aligns.contains(first) {
      align = first
      place = 1
    }
    if let mark = peek(), ["+", "-", " "].contains(mark) {
      sign = mark
      place += 1
    }
    coercesZero = take("z")
    isAlternate = take("#")
    if !hasFill, take("0") {
      fill = "0"
      if align == nil, !isText { align = "=" }
    }
    width = try number() ?? 0
    if take(",") { grouping = "," }
    if take("_") {
      if grouping != nil { throw ListingError(.valueError, "Cannot specify both ',' and '_'.") }
      grouping = "_"
    }
    if peek() == ",", grouping != nil {
      throw ListingError(
        .valueError, grouping == "_" ? "Cannot specify both ',' and '_'." : "Cannot specify ',' with ','.")
    }
    if take(".") {
      guard let digits = try number() else { throw ListingError(.valueError, "Format specifier missing precision") }
      precision = digits
    }
    if marks.count - place > 1 {
      throw ListingError(.valueError, "Invalid format specifier '\(text)' for object of type '\(owner)'")
    }
    type = peek()
    if isText, let grouping, type == nil { throw ListingError(.valueError, "Cannot specify '\(grouping)' with 's'.") }
    if let grouping, let type {
      let isAllowed =
        ["d", "e", "f", "g", "E", "G", "%", "F"].contains(type)
        || grouping == "_" && ["b", "o", "x", "X"].contains(type)
      if !isAllowed { throw ListingError(.valueError, "Cannot specify '\(grouping)' with '\(type)'.") }
    }
  }

  /// Throws if the size exceeds `widthLimit`.
  private func checkSize(_ size: Int) throws {
    if size > Self.widthLimit {
      throw ListingError(.memoryError, "the format specification '\(text)' asks for a text that is too long")
    }
  }

  /// The result of `format(value, text)`.
  static func apply(_ text: String, to value: Value, _ m: Machine) throws -> String {
    let value = try m.valueToFormat(value)
    switch value {
    case .int, .bool, .largeInteger:
      return try Self(text, for: m.typeName(of: value), isText: false).integer(m.wholeNumber(value) ?? 0, value, m)
    case .float(let number): return try Self(text, for: "float", isText: false).float(number, m)
    case .complex(let number): return try Self(text, for: "complex", isText: false).complex(number, m)
    case .string(let string): return try Self(text, for: "str", isText: true).string(string)
    case .tensor(let reference) where reference.layout.rank == 0:
      return try m.formatted(m.anyScalar(value).value, conversion: nil, specification: text)
    default:
      try m.checkKnown(value)
      throw ListingError(.typeError, "unsupported format string passed to \(m.typeName(of: value)).__format__")
    }
  }

  private func unknownType(_ owner: String) -> ListingError {
    let code = type.map { $0.isASCII && $0.value > 32 ? "'\($0)'" : "'\\x\(String($0.value, radix: 16))'" } ?? "''"
    return ListingError(.valueError, "Unknown format code \(code) for object of type '\(owner)'")
  }

  // MARK: Text

  private func string(_ text: String) throws -> String {
    guard type == nil || type == "s" else { throw unknownType("str") }
    func refuse(_ what: String) -> ListingError {
      ListingError(.valueError, "\(what) not allowed in string format specifier")
    }
    if sign == " " { throw refuse("Space") }
    if sign != nil { throw refuse("Sign") }
    if coercesZero { throw refuse("Negative zero coercion (z)") }
    if isAlternate { throw refuse("Alternate form (#)") }
    if align == "=" { throw refuse("'=' alignment") }
    let scalars = text.unicodeScalars
    return try padded(precision.map { String(String.UnicodeScalarView(scalars.prefix($0))) } ?? text, align ?? "<")
  }

  /// The text, padded to the width.
  private func padded(_ text: String, _ align: Unicode.Scalar) throws -> String {
    try checkSize(width)
    let missing = width - CodePoints.count(text)
    if missing <= 0 { return text }
    func padding(_ count: Int) -> String { String(repeating: Character(fill), count: count) }
    switch align {
    case "<": return text + padding(missing)
    case "^": return padding(missing / 2) + text + padding(missing - missing / 2)
    default: return padding(missing) + text
    }
  }

  // MARK: Numbers

  /// A number that is padded to the width: sign, prefix, grouped digits, and the text after the digits.
  private func number(isNegative: Bool, prefix: String = "", _ digits: String, _ rest: String, group: Int = 3) throws
    -> String
  {
    let mark = isNegative ? "-" : sign == "+" ? "+" : sign == " " ? " " : ""
    let head = mark + prefix
    let align = align ?? ">"
    try checkSize(width)
    let fillsDigits = fill == "0" && align == "="
    let least = fillsDigits ? width - head.utf8.count - rest.utf8.count : 0
    let body = grouped(digits, least: least, group: group) + rest
    if align != "=" { return try padded(head + body, align) }
    let missing = width - head.utf8.count - body.utf8.count
    return head + (missing > 0 ? String(repeating: Character(fill), count: missing) : "") + body
  }

  /// The digits with separators. If the text has fewer than `least` characters, adds zeros before the digits. These
  /// zeros are separated into groups too.
  private func grouped(_ digits: String, least: Int, group: Int) -> String {
    if digits.isEmpty { return "" }
    guard let grouping else {
      let missing = least - digits.utf8.count
      return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
    }
    var rest = Array(digits)[...]
    var left = least
    var groups: [String] = []
    repeat {
      let size = min(group, max(rest.count, left, 1))
      let part = rest.suffix(size)
      rest = rest.dropLast(part.count)
      groups.append(String(repeating: "0", count: size - part.count) + String(part))
      left -= size
      if rest.isEmpty, left <= 0 { break }
      left -= 1
    } while true
    return groups.reversed().joined(separator: String(grouping))
  }

  private func integer(_ number: BigInt, _ value: Value, _ m: Machine) throws -> String {
    let owner = m.typeName(of: value)
    if let type, ["e", "E", "f", "F", "g", "G", "%"].contains(type) {
      return try float(LargeInteger.double(number), m)
    }
    if let type, !["d", "n", "x", "X", "o", "b", "c"].contains(type) { throw unknownType(owner) }
    if precision != nil {
      throw ListingError(.valueError, "Precision not allowed in integer format specifier")
    }
    if coercesZero {
      throw ListingError(.valueError, "Negative zero coercion (z) not allowed in integer format specifier")
    }
    let magnitude = BigInt(number.magnitude)
    func written(_ radix: Int, _ prefix: String) throws -> String {
      let digits = try LargeInteger.text(magnitude, radix: radix)
      return try self.number(
        isNegative: number.sign == .minus, prefix: isAlternate ? prefix : "",
        prefix == "0X" ? digits.uppercased() : digits, "", group: radix == 10 ? 3 : 4)
    }
    switch type {
    case nil, "d", "n": return try written(10, "")
    case "x": return try written(16, "0x")
    case "X": return try written(16, "0X")
    case "o": return try written(8, "0o")
    case "b": return try written(2, "0b")
    case "c":
      if sign != nil { throw ListingError(.valueError, "Sign not allowed with integer format specifier 'c'") }
      if isAlternate {
        throw ListingError(.valueError, "Alternate form (#) not allowed with integer format specifier 'c'")
      }
      let character = try Self.character(number)
      return try padded(character, align == "=" ? ">" : align ?? ">")
    default: throw unknownType(owner)
    }
  }

  /// The character of a code point, for the type `c`.
  static func character(_ number: BigInt) throws -> String {
    guard let value = LargeInteger.small(number), let point = UInt32(exactly: value), point < 0x110000 else {
      throw ListingError(.overflowError, "%c arg not in range(0x110000)")
    }
    guard let scalar = Unicode.Scalar(point) else {
      throw ListingError(
        .notImplemented, "the character \(point) is half of a surrogate pair: fwdb has no such characters")
    }
    return String(Character(scalar))
  }

  private func float(_ number: Double, _ m: Machine) throws -> String {
    let (isNegative, digits, rest) = try parts(of: number, owner: "float", m)
    return try self.number(isNegative: isNegative, digits, rest)
  }

  /// The sign of a float, the digits before its decimal point, and the text after these digits.
  private func parts(of number: Double, owner: String, _ m: Machine) throws -> (Bool, String, String) {
    if let type, !["e", "E", "f", "F", "g", "G", "n", "%"].contains(type) || owner == "complex" && type == "%" {
      throw unknownType(owner)
    }
    let isUpper = type.map { ["E", "F", "G"].contains($0) } ?? false
    let percent = type == "%" ? "%" : ""
    let number = type == "%" ? number * 100 : number
    if !number.isFinite {
      let word = number.isNaN ? "nan" : "inf"
      return (number < 0, "", (isUpper ? word.uppercased() : word) + percent)
    }
    try checkSize(precision ?? 0)
    let magnitude = number.magnitude
    let alternate = isAlternate ? "#" : ""
    var text: String
    switch type {
    case nil:
      text = precision.map { general(magnitude, digits: max(1, $0), owner) } ?? m.floatText(magnitude)
      if owner == "complex", text.hasSuffix(".0") { text.removeLast(2) }
      if isAlternate, !text.contains(".") {
        let end = text.firstIndex(of: "e") ?? text.endIndex
        text.insert(".", at: end)
      }
    case "%"?: text = formatFloat("%\(alternate).\(precision ?? 6)f", magnitude) + percent
    case "n"?: text = formatFloat("%\(alternate).\(max(1, precision ?? 6))g", magnitude)
    default: text = formatFloat("%\(alternate).\(precision ?? 6)\(type ?? "g")", magnitude)
    }
    let isZero = text.prefix { $0 != "e" && $0 != "E" }.allSatisfy { "0.%".contains($0) }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    return (number.sign == .minus && !(coercesZero && isZero), String(digits), String(text.dropFirst(digits.count)))
  }

  /// Formats a float whose specification has a precision and no type, such as `.3`. The text has at most `digits`
  /// significant digits, and at least one digit after the decimal point. Numbers of 10^(digits − 1) or more have an
  /// exponent. For the type `g`, Python's limit is 10^digits instead.
  private func general(_ magnitude: Double, digits: Int, _ owner: String) -> String {
    let alternate = isAlternate ? "#" : ""
    if owner == "complex" { return formatFloat("%\(alternate).\(digits)g", magnitude) }
    let scientific = formatFloat("%.\(digits - 1)e", magnitude)
    let parts = scientific.split(separator: "e")
    if parts.count == 2, let exponent = Int(parts[1]), exponent + 1 > digits - 1 || exponent < -4 {
      var mantissa = parts[0]
      if mantissa.contains("."), !isAlternate {
        while mantissa.last == "0" { mantissa.removeLast() }
        if mantissa.last == "." { mantissa.removeLast() }
      }
      return "\(mantissa)e\(parts[1])"
    }
    let text = formatFloat("%\(alternate).\(digits)g", magnitude)
    return text.contains(".") ? text : text + ".0"
  }

  private func complex(_ number: ComplexNumber, _ m: Machine) throws -> String {
    if type == "%" || type.map({ !["e", "E", "f", "F", "g", "G", "n"].contains($0) }) == true {
      throw unknownType("complex")
    }
    if fill == "0" {
      throw ListingError(.valueError, "Zero padding is not allowed in complex format specifier")
    }
    if align == "=" {
      throw ListingError(.valueError, "'=' alignment flag is not allowed in complex format specifier")
    }
    func part(_ number: Double, sign: Unicode.Scalar?) throws -> String {
      let (isNegative, digits, rest) = try parts(of: number, owner: "complex", m)
      let mark = isNegative ? "-" : sign == "+" ? "+" : sign == " " ? " " : ""
      return mark + grouped(digits, least: 0, group: 3) + rest
    }
    let hasReal = type != nil || number.real != 0 || number.real.sign == .minus
    let text =
      try (hasReal ? part(number.real, sign: sign) : "") + part(number.imaginary, sign: hasReal ? "+" : sign) + "j"
    return try padded(type == nil && hasReal ? "(\(text))" : text, align ?? ">")
  }
}
