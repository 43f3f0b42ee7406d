/// Builtins that convert: `int`, `float`, `str`, `list`.
extension PythonBuiltins {
  static let conversions: [BuiltinFunction] = [
    BuiltinFunction("int(x=0)") { m, a in
      switch a[0] {
      case .string(let text):
        guard let number = Int(text.trimmingWhitespace.replacing("_", with: "")) else {
          throw ListingError(
            .valueError, "int(): '\(text)' is not an integer",
            python: "invalid literal for int() with base 10: \(m.representation(of: a[0]))")
        }
        return .int(number)
      default:
        let number = try a.scalar(0, m)
        if case .int(let whole) = number { return .int(whole) }
        guard let whole = Int(exactly: number.double.rounded(.towardZero)) else {
          throw ListingError(.overflowError, "int(): \(number.double) does not fit an integer of 64 bits")
        }
        return .int(whole)
      }
    },
    BuiltinFunction("float(x=0.0)") { m, a in
      if case .string(let text) = a[0] {
        if text == "-inf" { return .float(-.infinity) }
        if text == "inf" { return .float(.infinity) }
        let trimmed = text.trimmingWhitespace.lowercased().replacing("_", with: "")
        switch trimmed {
        case "inf", "+inf", "infinity", "+infinity": return .float(.infinity)
        case "-inf", "-infinity": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default:
          // Swift's `Double` would also accept hexadecimal numbers.
          guard trimmed.allSatisfy({ "0123456789+-.e".contains($0) }), let number = Double(trimmed) else {
            throw ListingError(
              .valueError, "float(): '\(text)' is not a number",
              python: "could not convert string to float: \(m.representation(of: a[0]))")
          }
          return .float(number)
        }
      }
      return .float(try a.double(0, m))
    },
    BuiltinFunction("bool(x=False)") { m, a in .bool(try a.bool(0, m)) },
    BuiltinFunction("str(object='')") { m, a in .string(try m.string(of: a[0])) },
    BuiltinFunction("repr(object)") { m, a in .string(m.representation(of: a[0])) },
    BuiltinFunction("format(value, spec='')") { m, a in
      .string(try m.formatted(a[0], conversion: nil, specification: a.string(1, m)))
    },
    BuiltinFunction("list(iterable=())") { m, a in m.list(try m.allItems(of: a[0])) },
    BuiltinFunction("tuple(iterable=())") { m, a in try m.tuple(m.allItems(of: a[0])) },
    BuiltinFunction("set(iterable=())") { m, a in
      .set(m.heap.add(.set(try m.set(of: a[0]))))
    },
    BuiltinFunction("frozenset(iterable=())") { m, a in
      if case .frozenSet = a[0] { return a[0] }
      return try m.frozenSet(m.set(of: a[0]))
    },
    BuiltinFunction("dict(items=None, **named)") { m, a in
      var dictionary = DictionaryObject()
      if case .dictionary(let handle) = a[0] {
        dictionary = m.heap.dictionary(handle)
      } else if !a.isNone(0) {
        for item in try m.allItems(of: a[0]) {
          let pair = try m.allItems(of: item)
          if pair.count != 2 { throw ListingError(.valueError, "dict(): needs pairs of key and value") }
          dictionary.set(try m.hashable(pair[0]), pair[0], to: pair[1])
        }
      }
      for (name, value) in a.named { dictionary.set(.string(name), .string(name), to: value) }
      return .dictionary(m.heap.add(.dictionary(dictionary)))
    },
    BuiltinFunction("chr(i)") { m, a in
      guard let scalar = UInt32(exactly: try a.int(0, m)).flatMap(Unicode.Scalar.init) else {
        throw ListingError(.valueError, "chr(): \(try a.int(0, m)) is not the number of a character")
      }
      return .string(String(Character(scalar)))
    },
    BuiltinFunction("ord(c)") { m, a in
      let scalars = try a.string(0, m).unicodeScalars
      guard let scalar = scalars.first, scalars.count == 1 else {
        throw ListingError(.typeError, "ord() needs one character, not \(scalars.count)")
      }
      return .int(Int(scalar.value))
    },
    written("bin(number)", "0b", radix: 2), written("oct(number)", "0o", radix: 8),
    written("hex(number)", "0x", radix: 16),
    BuiltinFunction("slice(*bounds)") { m, a in
      let bounds = try a.rest.map { try m.optionalIndex($0) }
      guard 1...3 ~= bounds.count else {
        throw ListingError(.typeError, "slice() takes 1 to 3 arguments, not \(bounds.count)")
      }
      if bounds.count == 3, bounds[2] == 0 { throw ListingError(.valueError, "slice step cannot be zero") }
      return .slice(
        bounds.count == 1
          ? SliceValue(start: nil, stop: bounds[0], step: nil)
          : SliceValue(
            start: bounds.first ?? nil, stop: bounds.count > 1 ? bounds[1] : nil,
            step: bounds.count > 2 ? bounds[2] : nil))
    },
  ]

  private static func written(_ signature: String, _ prefix: String, radix: Int) -> BuiltinFunction {
    BuiltinFunction(signature) { m, a in
      let number = try a.int(0, m)
      return .string((number < 0 ? "-" : "") + prefix + String(number.magnitude, radix: radix))
    }
  }
}

extension StringProtocol {
  /// The text without white space at its start and end.
  var trimmingWhitespace: String {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
