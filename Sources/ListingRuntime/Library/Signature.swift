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
    Self.forEachParameter(in: text) { name, defaultText in
      if name.starts(with: "**".utf8) {
        takesKeywords = true
      } else if name.first == UInt8(ascii: "*") {
        positional = parameters.count
        if name.count > 1 { restName = String(decoding: name.dropFirst(), as: UTF8.self) }
      } else {
        let defaultValue = defaultText.map { Self.constant(String(decoding: $0, as: UTF8.self)) }
        parameters.append((String(decoding: name, as: UTF8.self), defaultValue))
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

  /// Calls `body` for each parameter between the parentheses of `text`, with the parameter's name and the text of its
  /// default value. The name of `*rest` and `**named` begins with the stars.
  private static func forEachParameter(
    in text: String, _ body: (Slice<UnsafeBufferPointer<UInt8>>, Slice<UnsafeBufferPointer<UInt8>>?) -> Void
  ) {
    var text = text
    text.withUTF8 { bytes in
      guard let open = bytes.firstIndex(of: UInt8(ascii: "(")) else { return }
      var start = open + 1
      var equals: Int?
      for index in start..<bytes.count {
        switch bytes[index] {
        case UInt8(ascii: " ") where index == start: start += 1
        case UInt8(ascii: "=") where equals == nil: equals = index
        case UInt8(ascii: ","),
          UInt8(ascii: ")") where index == bytes.count - 1:
          if index > start { body(bytes[start..<(equals ?? index)], equals.map { bytes[($0 + 1)..<index] }) }
          (start, equals) = (index + 1, nil)
        default: break
        }
      }
    }
  }

  /// The name before the parentheses.
  static func name(in text: String) -> String {
    String(Substring(text.utf8.prefix { $0 != UInt8(ascii: "(") }))
  }

  /// The index of the parameter `name` in the signature `text`, not counting stars. Nil if there is none.
  static func index(of name: String, in text: String) -> Int? {
    var (index, count) = (Int?.none, 0)
    forEachParameter(in: text) { parameter, _ in
      if parameter.first == UInt8(ascii: "*") { return }
      if parameter.elementsEqual(name.utf8) { index = count }
      count += 1
    }
    return index
  }

  /// The values of all parameters for a call with positional arguments only. Nil if an argument is missing, or if there
  /// are more arguments than positional parameters.
  func completed(_ arguments: [Value]) -> [Value]? {
    if arguments.count == parameters.count, arguments.count <= positional { return arguments }
    if arguments.count > positional || arguments.count < needed { return nil }
    return arguments + defaults[(arguments.count - needed)...]
  }

  private static func constant(_ text: String) -> Value {
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
