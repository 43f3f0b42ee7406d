import Checkpoints

/// A value to be written as JSON, its members in their order.
public indirect enum JSONText: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// NaN and the infinities become null: JSON has none.
  case number(Double)
  case string(String)
  case list([JSONText])
  case object([(String, JSONText)])

  public static func optional(_ number: Double?) -> JSONText { number.map { .number($0) } ?? .null }

  public static func integers(_ numbers: [Int]) -> JSONText { .list(numbers.map { .integer($0) }) }

  /// On one line.
  public var text: String {
    var result = ""
    write(to: &result)
    return result
  }

  /// An object with a member a line, and where a member is an object or list itself its members or items a line too.
  public var lines: String {
    func line(_ value: JSONText, _ inner: (JSONText) -> String, _ indent: String) -> String {
      switch value {
      case .object(let members) where !members.isEmpty:
        let lines = members.map { "\(indent)  \(jsonString($0.0)): \(inner($0.1))" }
        return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
      case .list(let items) where items.contains { if case .object = $0 { true } else { false } }:
        return "[\n" + items.map { "\(indent)  \($0.text)" }.joined(separator: ",\n") + "\n\(indent)]"
      default: return value.text
      }
    }
    return line(self, { line($0, \.text, "  ") }, "") + "\n"
  }

  private func write(to result: inout String) {
    switch self {
    case .null: result += "null"
    case .bool(let flag): result += flag ? "true" : "false"
    case .integer(let number): result += String(number)
    case .number(let number): result += number.isFinite ? "\(number)" : "null"
    case .string(let string): result += jsonString(string)
    case .list(let items):
      result += "["
      for (index, item) in items.enumerated() {
        if index > 0 { result += ", " }
        item.write(to: &result)
      }
      result += "]"
    case .object(let members):
      result += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { result += ", " }
        result += jsonString(member.0) + ": "
        member.1.write(to: &result)
      }
      result += "}"
    }
  }
}
