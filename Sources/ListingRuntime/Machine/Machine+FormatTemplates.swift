/// Formats with Python's template strings: `"{}".format(x)` and `"%s" % x`.
extension Machine {
  /// The result of `template.format(*values, **named)`. A field names a value by index or keyword. A field with an
  /// attribute or a subscript (`{x.y}`, `{x[0]}`) raises an error.
  func filled(_ template: String, values: [Value], named: [(String, Value)]) throws -> String {
    var result = ""
    var rest = Array(template)[...]
    var next = 0
    while let character = rest.popFirst() {
      guard character == "{" || character == "}" else {
        result.append(character)
        continue
      }
      if rest.first == character {
        result.append(rest.removeFirst())
        continue
      }
      guard character == "{", let end = rest.firstIndex(of: "}") else {
        throw ListingError(.valueError, "format(): a single '\(character)' in the template")
      }
      let field = String(rest[..<end])
      rest = rest[(end + 1)...]
      if field.contains("{") {
        throw ListingError(.notImplemented, "format(): a field within a field; write an f-string instead")
      }
      let colon = field.firstIndex(of: ":") ?? field.endIndex
      let specification = String(field[colon...].dropFirst())
      var name = String(field[..<colon])
      var conversion: Character?
      if let mark = name.firstIndex(of: "!") {
        conversion = name[mark...].dropFirst().first
        name = String(name[..<mark])
      }
      let value: Value
      if name.isEmpty || name.allSatisfy(\.isNumber) {
        let index = Int(name) ?? next
        if name.isEmpty { next += 1 }
        guard values.indices.contains(index) else {
          throw ListingError(.indexError, "format(): the template names value \(index), there are \(values.count)")
        }
        value = values[index]
      } else if let found = named.first(where: { $0.0 == name }) {
        value = found.1
      } else if name.contains(where: { ".[".contains($0) }) {
        throw ListingError(.notImplemented, "format(): '\(name)' in a template; write an f-string instead")
      } else {
        throw ListingError(.keyError, "'\(name)'")
      }
      result += try formatted(value, conversion: conversion, specification: specification)
    }
    return result
  }

  /// The result of `template % operand`. A tuple supplies one value for each field; a dict supplies values by name; any
  /// other operand is the only value.
  func percentFormatted(_ template: String, _ operand: Value) throws -> String {
    let values = operand.tupleItems ?? [operand]
    var result = ""
    var rest = Array(template)[...]
    var next = 0
    func number(_ rest: inout ArraySlice<Character>) -> String {
      var digits = ""
      while let first = rest.first, first.isASCII, first.isNumber, digits.count < 6 {
        digits.append(rest.removeFirst())
      }
      return digits
    }
    while let character = rest.popFirst() {
      if character != "%" {
        result.append(character)
        continue
      }
      if rest.first == "%" {
        result.append(rest.removeFirst())
        continue
      }
      var named: Value?
      if rest.first == "(", let end = rest.firstIndex(of: ")") {
        let key = String(rest[..<end].dropFirst())
        guard case .dictionary(let handle) = operand else {
          throw ListingError(.typeError, "format requires a mapping")
        }
        guard let value = heap.dictionary(handle)[.string(key)] else { throw ListingError(.keyError, "'\(key)'") }
        named = value
        rest = rest[(end + 1)...]
      }
      var flags: Set<Character> = []
      while let first = rest.first, "-+ 0#".contains(first) { flags.insert(rest.removeFirst()) }
      let width = number(&rest)
      var precision: String?
      if rest.first == "." {
        rest.removeFirst()
        precision = number(&rest)
      }
      guard let type = rest.popFirst() else { throw ListingError(.valueError, "incomplete format") }
      var value: Value
      if let named {
        value = named
      } else {
        guard next < values.count else { throw ListingError(.typeError, "not enough arguments for format string") }
        value = values[next]
        next += 1
      }
      // The flag `-` aligns left; numbers with the flag `0` are padded with zeros; other values are aligned right.
      var specification = flags.contains("-") ? "<" : "dieEfFgGxXo".contains(type) && flags.contains("0") ? "" : ">"
      if flags.contains("+") { specification += "+" } else if flags.contains(" ") { specification += " " }
      if flags.contains("#") { specification += "#" }
      if flags.contains("0"), !flags.contains("-"), "dieEfFgGxXo".contains(type) { specification += "0" }
      specification += width
      switch type {
      case "s", "r", "a":
        if type != "s" { value = .string(representation(of: value)) } else { value = .string(try string(of: value)) }
        specification += precision.map { ".\($0.isEmpty ? "0" : $0)" } ?? ""
      case "d", "i", "x", "X", "o":
        if case .float(let number) = value, type == "d" || type == "i" {
          guard let whole = Int(exactly: number.rounded(.towardZero)) else {
            throw ListingError(.overflowError, "\(number) is not a 64-bit integer")
          }
          value = .int(whole)
        }
        guard isInteger(value) else {
          throw ListingError(.typeError, "%\(type) format: a real number is required, not \(typeName(of: value))")
        }
        specification += type == "i" ? "d" : String(type)
      case "e", "E", "f", "F", "g", "G":
        guard isNumeric(value) else {
          throw ListingError(.typeError, "must be real number, not \(typeName(of: value))")
        }
        value = .float(try scalar(value).double)
        specification += "." + (precision.map { $0.isEmpty ? "0" : $0 } ?? "6") + String(type)
      default: throw ListingError(.valueError, "unsupported format character '\(type)'")
      }
      result += try formatted(value, conversion: nil, specification: specification)
    }
    let takesMore = if case .dictionary = operand { false } else { next < values.count }
    if takesMore { throw ListingError(.typeError, "not all arguments converted during string formatting") }
    return result
  }
}
