/// The parameters of a builtin, parsed from text in Python's notation.
final class Signature: Sendable {
  let parameters: [(name: String, defaultValue: Value?)]
  let names: [String]
  /// The index after the last parameter without a default value.
  let needed: Int
  /// The default values of the parameters from index `needed` on.
  let defaults: [Value]
  /// The number of parameters that accept a positional argument.
  let positional: Int
  let takesRest: Bool
  let restName: String
  let takesKeywords: Bool

  /// - Parameter text: a name and its parameters: `softmax(input, dim=None, *, dtype=None)`.
  init(_ text: String) {
    var parameters: [(name: String, defaultValue: Value?)] = []
    var positional: Int?
    var restName: String?
    var takesKeywords = false
    for part in Self.parts(of: text) {
      if part.starts(with: "**".utf8) {
        takesKeywords = true
      } else if part.first == UInt8(ascii: "*") {
        positional = parameters.count
        if part.count > 1 { restName = String(Substring(part.dropFirst())) }
      } else if let equals = part.firstIndex(of: UInt8(ascii: "=")) {
        let name = String(Substring(part[..<equals]))
        parameters.append((name, Self.constant(Substring(part[part.index(after: equals)...]))))
      } else {
        parameters.append((String(Substring(part)), nil))
      }
    }
    self.parameters = parameters
    names = parameters.map(\.name)
    needed = (parameters.lastIndex { $0.defaultValue == nil } ?? -1) + 1
    defaults = parameters[needed...].compactMap(\.defaultValue)
    self.positional = positional ?? parameters.count
    takesRest = restName != nil
    self.restName = restName ?? ""
    self.takesKeywords = takesKeywords
  }

  /// The texts between the commas of a signature's parentheses, without spaces around them.
  private static func parts(of text: String) -> [Substring.UTF8View] {
    let bytes = text.utf8
    let open = bytes.firstIndex(of: UInt8(ascii: "(")) ?? bytes.endIndex
    return bytes[open...].dropFirst().dropLast().split(separator: UInt8(ascii: ",")).map(\.trimmed)
      .filter { !$0.isEmpty }
  }

  /// The name before the parentheses.
  static func name(in text: String) -> String {
    String(Substring(text.utf8.prefix { $0 != UInt8(ascii: "(") }))
  }

  /// The index of the parameter `name`; nil if the text has no such parameter.
  static func index(of name: String, in text: String) -> Int? {
    text.utf8.contains(name.utf8) ? Signature(text).names.firstIndex(of: name) : nil
  }

  /// The values of all parameters for a call with positional arguments only. Nil if an argument is missing, or if there
  /// are more arguments than positional parameters.
  func completed(_ arguments: [Value]) -> [Value]? {
    if arguments.count == parameters.count, arguments.count <= positional { return arguments }
    if arguments.count > positional || arguments.count < needed { return nil }
    return arguments + defaults[(arguments.count - needed)...]
  }

  private static func constant(_ text: Substring) -> Value {
    switch text {
    case "None": .none
    case "True": .bool(true)
    case "False": .bool(false)
    case "()": .tuple([])
    default:
      if let number = Int(text) {
        .int(number)
      } else if let number = Double(text) {
        .float(number)
      } else {
        .string(String(text.drop { $0 == "'" }.prefix { $0 != "'" }))
      }
    }
  }
}

extension Substring.UTF8View {
  fileprivate var trimmed: Self {
    var bytes = drop { $0 == UInt8(ascii: " ") }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return bytes
  }
}
