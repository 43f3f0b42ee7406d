/// The format specification of `format` and of f-strings: `[[fill]align][sign][#][0][width][,][.precision][type]`.
struct FormatSpecification {
  private var fill: Character = " "
  private var align: Character?
  private var sign: Character = "-"
  private var showsBase = false
  private var width = 0
  private var grouping: Character?
  private var precision: Int?
  private var type: Character?
  private let text: String

  init(_ text: String) throws {
    self.text = text
    var rest = Array(text)[...]
    let aligns: Set<Character> = ["<", ">", "^", "="]
    if rest.count > 1, aligns.contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
    } else if let first = rest.first, aligns.contains(first) {
      align = rest.removeFirst()
    }
    if let first = rest.first, "+- ".contains(first) { sign = rest.removeFirst() }
    if rest.first == "#" {
      rest.removeFirst()
      showsBase = true
    }
    if rest.first == "0" {
      rest.removeFirst()
      if align == nil {
        fill = "0"
        align = "="
      }
    }
    width = Self.number(&rest) ?? 0
    if let first = rest.first, first == "," || first == "_" { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      guard let digits = Self.number(&rest) else { throw Self.invalid(text) }
      precision = digits
    }
    type = rest.popFirst()
    if !rest.isEmpty || width > 10_000 || precision ?? 0 > 300 { throw Self.invalid(text) }
  }

  private static func invalid(_ text: String) -> ListingError {
    ListingError(.valueError, "invalid format specification '\(text)'")
  }

  private static func number(_ rest: inout ArraySlice<Character>) -> Int? {
    var digits = ""
    while let first = rest.first, first.isASCII, first.isNumber, digits.count < 6 { digits.append(rest.removeFirst()) }
    return Int(digits)
  }

  func apply(to value: Value, _ machine: Machine) throws -> String {
    var body: String
    var isNumber = true
    switch value {
    case .int, .bool:
      let integer = machine.integer(value)
      switch type {
      case nil, "d", "n": body = signed(integer < 0, grouped(String(integer.magnitude)))
      case "x": body = signed(integer < 0, (showsBase ? "0x" : "") + String(integer.magnitude, radix: 16))
      case "X":
        body = signed(integer < 0, (showsBase ? "0X" : "") + String(integer.magnitude, radix: 16, uppercase: true))
      case "o": body = signed(integer < 0, (showsBase ? "0o" : "") + String(integer.magnitude, radix: 8))
      case "b": body = signed(integer < 0, (showsBase ? "0b" : "") + String(integer.magnitude, radix: 2))
      case "c":
        guard let character = UInt32(exactly: integer).flatMap(Unicode.Scalar.init) else {
          throw ListingError(.overflowError, "format 'c': \(integer) is not a character")
        }
        body = String(Character(character))
      case "e", "E", "f", "F", "g", "G", "%": body = try float(Double(integer), machine)
      default: throw wrongType(value, machine)
      }
    case .float(let number): body = try float(number, machine)
    case .tensor(let reference) where reference.layout.count == 1:
      return try apply(to: machine.scalar(value).value, machine)
    default:
      isNumber = false
      guard type == nil || type == "s" else { throw wrongType(value, machine) }
      body = try machine.string(of: value)
      if let precision { body = String(body.prefix(precision)) }
    }
    let missing = width - body.count
    if missing <= 0 { return body }
    let padding = { (count: Int) in String(repeating: fill, count: count) }
    switch align ?? (isNumber ? ">" : "<") {
    case "<": return body + padding(missing)
    case "^": return padding(missing / 2) + body + padding(missing - missing / 2)
    case "=":
      let sign = body.first.map { "+- ".contains($0) } == true ? 1 : 0
      let hasBase = showsBase && type.map { "xXob".contains($0) } == true
      let head = sign + (hasBase ? 2 : 0)
      return body.prefix(head) + padding(missing) + body.dropFirst(head)
    default: return padding(missing) + body
    }
  }

  private func wrongType(_ value: Value, _ machine: Machine) -> ListingError {
    ListingError(.valueError, "format '\(text)' cannot be used for '\(machine.typeName(of: value))'")
  }

  private func signed(_ isNegative: Bool, _ magnitude: String) -> String {
    (isNegative ? "-" : sign == "-" ? "" : String(sign)) + magnitude
  }

  private func grouped(_ digits: String) -> String {
    guard let grouping else { return digits }
    let (whole, rest) = (digits.prefix { $0.isNumber }, digits.drop { $0.isNumber })
    var result = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { result.append(grouping) }
      result.append(digit)
    }
    return result + rest
  }

  /// Formats a float whose specification has no type: `digits` significant digits, and at least one digit after the
  /// decimal point. Uses exponents from 10^(digits − 1) on; the type `g` uses them from 10^digits on.
  private func general(_ magnitude: Double, digits: Int) -> String {
    let scientific = formatFloat("%.\(digits - 1)e", magnitude)
    let parts = scientific.split(separator: "e")
    if parts.count == 2, let exponent = Int(parts[1]), exponent + 1 > digits - 1 || exponent < -4 {
      var mantissa = parts[0]
      if mantissa.contains(".") {
        while mantissa.last == "0" { mantissa.removeLast() }
        if mantissa.last == "." { mantissa.removeLast() }
      }
      return "\(mantissa)e\(parts[1])"
    }
    let text = formatFloat("%.\(digits)g", magnitude)
    return text.contains(".") ? text : text + ".0"
  }

  private func float(_ number: Double, _ machine: Machine) throws -> String {
    if !number.isFinite {
      return signed(number.sign == .minus && !number.isNaN, (number.isNaN ? "nan" : "inf") + (type == "%" ? "%" : ""))
    }
    let magnitude = abs(number)
    let isNegative = number.sign == .minus
    switch type {
    case nil:
      let text = precision.map { general(magnitude, digits: max(1, $0)) } ?? machine.floatText(magnitude)
      return signed(isNegative, grouped(text))
    case "e"?, "E"?, "f"?, "F"?, "g"?, "G"?:
      return signed(isNegative, grouped(formatFloat("%.\(precision ?? 6)\(type!)", magnitude)))
    case "%"?: return signed(isNegative, formatFloat("%.\(precision ?? 6)f", magnitude * 100) + "%")
    default: throw wrongType(.float(number), machine)
    }
  }
}
