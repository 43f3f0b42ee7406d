/// Builtins that convert values: `int`, `float`, `str`, `list`.
extension PythonBuiltins {
  static let conversions: [BuiltinFunction] = [
    BuiltinFunction("int(x=0, base=None)") { m, a in
      if !a.isNone(1) { return try integer(a[0], base: try a.int(1, m), m) }
      switch a[0] {
      case .int, .largeInteger: return a[0]
      case .bool(let flag): return .int(flag ? 1 : 0)
      case .float(let number): return try m.wholePart(number)
      case .string, .bytes, .byteArray: return try integer(a[0], base: 10, m)
      case .tensor:
        return try m.wholeElement(a[0])
      default:
        try m.checkKnown(a[0])
        throw ListingError(
          .typeError,
          "int() argument must be a string, a bytes-like object or a real number, not '\(m.typeName(of: a[0]))'")
      }
    },
    BuiltinFunction("float(x=0.0)") { m, a in
      switch a[0] {
      case .string, .bytes, .byteArray:
        guard let number = numberText(a[0], m).flatMap({ NumberTexts.float($0) }) else {
          throw ListingError(
            .valueError, "could not convert string to float: \(m.representation(of: a[0]))")
        }
        return .float(number)
      case .int, .bool, .float, .largeInteger: return .float(try m.double(a[0]))
      case .tensor: return .float(try m.realNumber(a[0]))
      default:
        try m.checkKnown(a[0])
        throw ListingError(
          .typeError, "float() argument must be a string or a real number, not '\(m.typeName(of: a[0]))'")
      }
    },
    BuiltinFunction("complex(real=0, imag=None)") { m, a in
      if case .string(let text) = a[0] {
        if !a.isNone(1) { throw ListingError(.typeError, "complex() can't take second arg if first is a string") }
        guard let number = NumberTexts.complex(text) else {
          throw ListingError(
            .valueError,
            text.contains("_")
              ? "could not convert string to complex: \(m.representation(of: a[0]))"
              : "complex() arg is a malformed string")
        }
        return .complex(number)
      }
      func part(_ index: Int, _ message: String) throws -> ComplexNumber {
        if case .tensor = a[index], let number = try m.complex(m.anyScalar(a[index]).value) { return number }
        if let number = try m.complex(a[index]) { return number }
        try m.checkKnown(a[index])
        throw ListingError(.typeError, message)
      }
      let real = try part(
        0, "complex() first argument must be a string or a number, not '\(m.typeName(of: a[0]))'")
      if a.isNone(1) { return .complex(real) }
      if case .string = a[1] { throw ListingError(.typeError, "complex() second arg can't be a string") }
      let imaginary = try part(1, "complex() second argument must be a number, not '\(m.typeName(of: a[1]))'")
      // The result is a[0] + a[1] · j. Do not add the imaginary part 0 of a real argument: the sum could lose the sign
      // of a negative zero.
      var isComplex = (false, false)
      if case .complex = a[0] { isComplex.0 = true }
      if case .complex = a[1] { isComplex.1 = true }
      return .complex(
        ComplexNumber(
          isComplex.1 ? real.real - imaginary.imaginary : real.real,
          isComplex.0 ? real.imaginary + imaginary.real : imaginary.real))
    },
    BuiltinFunction("bytes(source=(), encoding=None, errors=None)") { m, a in .bytes(try BytesMethods.made(&m, a)) },
    BuiltinFunction("bytearray(source=(), encoding=None, errors=None)") { m, a in
      let bytes = try BytesMethods.made(&m, a)
      return m.byteArray(bytes)
    },
    BuiltinFunction("bool(x=False)") { m, a in .bool(try a.bool(0, m)) },
    BuiltinFunction("str(object='', encoding=None, errors=None)") { m, a in
      if a.isNone(1), a.isNone(2) { return .string(try m.string(of: a[0])) }
      guard let bytes = m.bytes(of: a[0]) else {
        try m.checkKnown(a[0])
        if case .string = a[0] { throw ListingError(.typeError, "decoding str is not supported") }
        throw ListingError(
          .typeError, "decoding to str: need a bytes-like object, \(m.typeName(of: a[0])) found")
      }
      return .string(
        try TextEncodings.decoded(
          bytes, a.isNone(1) ? "utf-8" : a.string(1, m), errors: a.isNone(2) ? "strict" : a.string(2, m)))
    },
    BuiltinFunction("repr(object)") { m, a in .string(try m.checkedRepresentation(of: a[0])) },
    BuiltinFunction("ascii(object)") { m, a in .string(m.asciiText(try m.checkedRepresentation(of: a[0]))) },
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
      if case .dictionary(let handle) = m.plain(a[0]) {
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
      guard m.isWhole(a[0]) || m.isTensor(a[0]) else { throw noInteger(a[0], m) }
      if case .largeInteger = a[0] { throw ListingError(.overflowError, "Python int too large to convert to C int") }
      let number = try a.int(0, m)
      if Int32(exactly: number) == nil {
        throw ListingError(.overflowError, "Python int too large to convert to C int")
      }
      guard let value = UInt32(exactly: number), value < 0x110000 else {
        throw ListingError(.valueError, "chr() arg not in range(0x110000)")
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw ListingError(.notImplemented, "chr(\(number)) is half of a surrogate pair: fwdb has no such characters")
      }
      return .string(String(Character(scalar)))
    },
    BuiltinFunction("ord(c)") { m, a in
      if let bytes = m.bytes(of: a[0]) {
        if bytes.count == 1 { return .int(Int(bytes[0])) }
        throw ListingError(.typeError, "ord() expected a character, but string of length \(bytes.count) found")
      }
      guard case .string(let text) = a[0] else {
        try m.checkKnown(a[0])
        throw ListingError(.typeError, "ord() expected string of length 1, but \(m.typeName(of: a[0])) found")
      }
      let scalars = text.unicodeScalars
      guard let scalar = scalars.first, scalars.count == 1 else {
        throw ListingError(.typeError, "ord() expected a character, but string of length \(scalars.count) found")
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
      guard let number = m.wholeNumber(m.isTensor(a[0]) ? .int(try a.int(0, m)) : a[0]) else {
        throw noInteger(a[0], m)
      }
      let digits = try LargeInteger.text(number, radix: radix)
      return .string(digits.hasPrefix("-") ? "-" + prefix + digits.dropFirst() : prefix + digits)
    }
  }

  static func noInteger(_ value: Value, _ m: Machine) -> ListingError {
    if case .stub(let stub) = value { return m.refusal(of: stub) }
    return ListingError(.typeError, "'\(m.typeName(of: value))' object cannot be interpreted as an integer")
  }

  /// The text of a string, or of bytes that contain only ASCII. Nil for other values.
  private static func numberText(_ value: Value, _ m: Machine) -> String? {
    if case .string(let text) = value { return text }
    return m.bytes(of: value).flatMap { $0.allSatisfy { $0 < 0x80 } ? String(decoding: $0, as: UTF8.self) : nil }
  }

  private static func integer(_ value: Value, base: Int, _ m: Machine) throws -> Value {
    if base != 0, !(2...36).contains(base) {
      throw ListingError(.valueError, "int() base must be >= 2 and <= 36, or 0")
    }
    switch value {
    case .string, .bytes, .byteArray: break
    default:
      try m.checkKnown(value)
      throw ListingError(.typeError, "int() can't convert non-string with explicit base")
    }
    guard let text = numberText(value, m), let number = try NumberTexts.integer(text, base: base) else {
      throw ListingError(
        .valueError, "invalid literal for int() with base \(base): \(m.representation(of: value))")
    }
    return number
  }
}

extension Machine {
  /// A number, or the element of a tensor, as a float. Throws if the imaginary part is not 0.
  func realNumber(_ value: Value) throws -> Double {
    switch try anyScalar(value) {
    case .complex(let real, let imaginary):
      if imaginary == 0 { return real }
      throw ListingError(.runtimeError, "value cannot be converted to type double without overflow")
    case let number: return number.double
    }
  }

  /// A number, or the element of a tensor, as an integer, converted by the rules of Python's `int`.
  func wholeElement(_ value: Value) throws -> Value {
    switch try anyScalar(value) {
    case .float(let number): return try wholePart(number)
    case .int(let number): return .int(number)
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .complex(let real, let imaginary):
      if imaginary == 0 { return try wholePart(real) }
      throw ListingError(.runtimeError, "value cannot be converted to type int64_t without overflow")
    }
  }

  /// The integer part of a float: Python's `int` of the float.
  func wholePart(_ number: Double) throws -> Value {
    if let whole = Int(exactly: number.rounded(.towardZero)) { return .int(whole) }
    if number.isNaN { throw ListingError(.valueError, "cannot convert float NaN to integer") }
    if number.isInfinite { throw ListingError(.overflowError, "cannot convert float infinity to integer") }
    return LargeInteger.value(LargeInteger.whole(number))
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
