/// The parameters of a builtin, parsed from text in Python's notation.
struct Signature: Sendable {
  let text: String
  let name: String
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

  init(_ text: String) {
    self.text = text
    // Parse bytes instead of characters, because bytes are faster. The program parses a thousand signatures at its
    // start.
    let bytes = text.utf8
    let open = bytes.firstIndex(of: UInt8(ascii: "(")) ?? bytes.endIndex
    name = String(text[..<open])
    var parameters: [(name: String, defaultValue: Value?)] = []
    var positional: Int?
    var restName: String?
    var takesKeywords = false
    for part in bytes[open...].dropFirst().dropLast().split(separator: UInt8(ascii: ",")).map(\.trimmed) {
      if part.isEmpty { continue }
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
