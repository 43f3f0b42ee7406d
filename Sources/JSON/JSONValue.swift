/// A value that is written as JSON. The members of objects keep their order; Foundation's encoders do not keep it.
public indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// A whole number is written without a fraction. NaN and infinities become the strings "nan", "inf" and "-inf",
  /// because JSON has no such numbers.
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// An object whose members are written in this order. A member with a nil value is omitted.
  case object([(String, JSONValue?)])

  public static func strings(_ items: [String]) -> JSONValue { .array(items.map(JSONValue.string)) }
  public static func ints(_ items: [Int]) -> JSONValue { .array(items.map(JSONValue.int)) }

  /// Returns the number, or `null` for nil. A member whose value is `null` is written. A member whose value is nil is
  /// omitted.
  public static func nullable(_ number: Double?) -> JSONValue { number.map(JSONValue.number) ?? .null }

  // MARK: As text

  /// The text for programs: on one line, without spaces between tokens and without a newline at the end.
  public var text: String {
    var text = ""
    write(to: &text, space: "")
    return text
  }

  /// The text of an object on several lines, for files that users read. Each member is on its own line. If a member's
  /// value is an object, each member of this value is also on its own line. If a member's value is an array that
  /// contains an object, each item of the array is on its own line. Deeper values are not split. The text ends with a
  /// line feed.
  public var lines: String {
    func spaced(_ value: JSONValue) -> String {
      var text = ""
      value.write(to: &text, space: " ")
      return text
    }
    func line(_ value: JSONValue, _ inner: (JSONValue) -> String, _ indent: String) -> String {
      switch value {
      case .object(let members) where !members.isEmpty:
        let lines = members.compactMap { name, value in
          value.map { "\(indent)  \(JSONValue.literal(name)): \(inner($0))" }
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
      case .array(let items) where items.contains { if case .object = $0 { true } else { false } }:
        return "[\n" + items.map { "\(indent)  \(spaced($0))" }.joined(separator: ",\n") + "\n\(indent)]"
      default: return spaced(value)
      }
    }
    return line(self, { line($0, spaced, "  ") }, "") + "\n"
  }

  /// - Parameter space: the text after commas and colons.
  private func write(to text: inout String, space: String) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int(let number): text += String(number)
    case .number(let number):
      if number.isFinite {
        text += number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
      } else {
        text += number.isNaN ? "\"nan\"" : number < 0 ? "\"-inf\"" : "\"inf\""
      }
    case .string(let string): text += Self.literal(string)
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," + space }
        item.write(to: &text, space: space)
      }
      text += "]"
    case .object(let members):
      text += "{"
      var isFirst = true
      for case (let name, let value?) in members {
        if !isFirst { text += "," + space }
        isFirst = false
        text += Self.literal(name) + ":" + space
        value.write(to: &text, space: space)
      }
      text += "}"
    }
  }

  /// A JSON string literal with its quotes. All control characters are escaped, because a terminal would
  /// interpret them.
  public static func literal(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 32 || 127...159 ~= scalar.value:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
