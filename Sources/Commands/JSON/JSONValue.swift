/// What `--json` writes: a value of JSON, on one line.
public indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// NaN and infinities become the strings "nan", "inf" and "-inf", for which JSON has no numbers.
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// In this order; members that are nil are left out.
  case object([(String, JSONValue?)])

  /// The text of it, without a line end.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
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
    case .string(let string): Self.write(string, to: &text)
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        item.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      var isFirst = true
      for case (let name, let value?) in members {
        if !isFirst { text += "," }
        isFirst = false
        Self.write(name, to: &text)
        text += ":"
        value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 32 || scalar.value == 127:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSONValue {
  static func strings(_ items: [String]) -> JSONValue { .array(items.map(JSONValue.string)) }
  static func ints(_ items: [Int]) -> JSONValue { .array(items.map(JSONValue.int)) }
}
