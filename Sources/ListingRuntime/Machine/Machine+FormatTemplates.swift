/// Formats with Python's template strings: `"{}".format(x)`. Fields whose value is an instance are formatted by the
/// prelude, which can call the listing's methods.
extension Machine {
  /// The result of `template.format(*values, **named)`.
  mutating func filled(_ template: String, values: [Value], named: [(String, Value)]) throws -> String {
    try filled(FormatTemplate(template).parts, values, named)
  }

  private mutating func filled(
    _ parts: [FormatTemplate.Part], _ values: [Value], _ named: [(String, Value)]
  ) throws -> String {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .field(let field):
        var value: Value
        switch field.argument {
        case .int(let index):
          guard index < values.count else {
            throw ListingError(
              .indexError, "Replacement index \(index) out of range for positional args tuple")
          }
          value = values[index]
        case let key:
          guard case .string(let name) = key, let found = named.first(where: { $0.0 == name }) else {
            throw ListingError(.keyError, representation(of: key), arguments: [key])
          }
          value = found.1
        }
        for step in field.path {
          switch step {
          case .attribute(let name): value = try attribute(name, of: value)
          case .item(let key): value = try element(of: value, at: key)
          }
          if case .instance = value {
            throw ListingError(
              .notImplemented, "format(): an instance inside another value; write an f-string instead")
          }
        }
        result += try formatted(
          value, conversion: field.conversion, specification: filled(field.specification, values, named))
      }
      if result.utf8.count > Self.textLimit { throw ListingError(.memoryError, "format(): the text would be too long") }
    }
    return result
  }
}
