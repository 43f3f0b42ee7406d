/// Python's module `struct`, which converts numbers to bytes. If a format has no mark for the byte order, the sizes and
/// the alignment are as in C on a 64-bit computer.
enum StructModule {
  /// - Parameter error: the class `struct.error`.
  static func module(error: ClassObject) -> ImportedModule {
    ImportedModule(name: "struct", members: functions.merging(["error": .type(error)]) { $1 })
  }

  private static let functions: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      BuiltinFunction("calcsize(format)") { m, a in .int(try layout(a, m).size) },
      BuiltinFunction("pack(format, *values)") { m, a in .bytes(try packed(layout(a, m), a.rest, m)) },
      BuiltinFunction("unpack(format, buffer)") { m, a in
        let (layout, bytes) = (try layout(a, m), try buffer(a[1], m))
        if bytes.count != layout.size { throw error("unpack requires a buffer of \(layout.size) bytes") }
        return .tuple(unpacked(layout, bytes))
      },
      BuiltinFunction("unpack_from(format, buffer, offset=0)") { m, a in
        let (layout, bytes) = (try layout(a, m), try buffer(a[1], m))
        let given = try a.int(2, m)
        let offset = given < 0 ? given &+ bytes.count : given
        if offset < 0 { throw error("offset \(given) out of range for \(bytes.count)-byte buffer") }
        if bytes.count < layout.size || offset > bytes.count - layout.size {
          throw error(
            "unpack_from requires a buffer of at least \(layout.size.addingReportingOverflow(offset).partialValue) "
              + "bytes for unpacking \(layout.size) bytes at offset \(offset) (actual buffer size is \(bytes.count))")
        }
        return .tuple(unpacked(layout, Array(bytes[offset..<offset + layout.size])))
      },
      BuiltinFunction("iter_unpack(format, buffer)") { m, a in
        let (layout, bytes) = (try layout(a, m), try buffer(a[1], m))
        if layout.size == 0 { throw error("cannot iteratively unpack with a struct of length 0") }
        if bytes.count % layout.size != 0 {
          throw error("iterative unpacking requires a buffer of a multiple of \(layout.size) bytes")
        }
        let items = stride(from: 0, to: bytes.count, by: layout.size).map {
          Value.tuple(unpacked(layout, Array(bytes[$0..<$0 + layout.size])))
        }
        return .iterator(m.heap.add(.iterator(IteratorObject(kind: .values(items)))))
      },
    ].map { ($0.name, .builtin($0)) })

  private static func error(_ message: String) -> ListingError { ListingError(kind: "struct.error", message: message) }

  private static func buffer(_ value: Value, _ m: Machine) throws -> [UInt8] {
    if let bytes = m.bytes(of: value) { return bytes }
    try m.checkKnown(value)
    throw ListingError(.typeError, "a bytes-like object is required, not '\(m.typeName(of: value))'")
  }

  // MARK: Formats

  private enum Kind { case gap, character, bool, signed, unsigned, half, single, double, text, counted }

  private struct Field {
    let code: Character
    let kind: Kind
    let size: Int
    let count: Int
    let offset: Int
  }

  private struct Layout {
    var fields: [Field] = []
    var size = 0
    var bigEndian = false
  }

  private static func kind(_ code: Character, isNative: Bool) -> (Kind, Int)? {
    switch code {
    case "x": (.gap, 1)
    case "c": (.character, 1)
    case "?": (.bool, 1)
    case "b": (.signed, 1)
    case "B": (.unsigned, 1)
    case "h": (.signed, 2)
    case "H": (.unsigned, 2)
    case "i": (.signed, 4)
    case "I": (.unsigned, 4)
    case "l": (.signed, isNative ? 8 : 4)
    case "L": (.unsigned, isNative ? 8 : 4)
    case "q": (.signed, 8)
    case "Q": (.unsigned, 8)
    case "n": isNative ? (.signed, 8) : nil
    case "N", "P": isNative ? (.unsigned, 8) : nil
    case "e": (.half, 2)
    case "f": (.single, 4)
    case "d": (.double, 8)
    case "s": (.text, 1)
    case "p": (.counted, 1)
    default: nil
    }
  }

  private static func layout(_ a: Arguments, _ m: Machine) throws -> Layout {
    let text: String
    if case .string(let string) = a[0] {
      text = string
    } else if let bytes = m.bytes(of: a[0]) {
      text = String(decoding: bytes, as: UTF8.self)
    } else {
      try m.checkKnown(a[0])
      throw ListingError(.typeError, "Struct() argument 1 must be a str or bytes object, not \(m.typeName(of: a[0]))")
    }
    var layout = Layout()
    var rest = Substring(text)
    var isNative = true, isAligned = true
    if let mark = rest.first, "@=<>!".contains(mark) {
      rest.removeFirst()
      isNative = mark == "@"
      isAligned = isNative
      layout.bigEndian = mark == ">" || mark == "!"
    }
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
        continue
      }
      var count: Int?
      while let digit = rest.first?.wholeNumberValue {
        rest.removeFirst()
        count = (count ?? 0) * 10 + digit
        if count ?? 0 > Machine.textLimit { throw error("total struct size too long") }
      }
      guard let code = rest.popFirst() else { throw error("repeat count given without format specifier") }
      guard let (kind, size) = kind(code, isNative: isNative) else { throw error("bad char in struct format") }
      if isAligned { layout.size = (layout.size + size - 1) / size * size }
      let field = Field(code: code, kind: kind, size: size, count: count ?? 1, offset: layout.size)
      layout.fields.append(field)
      layout.size += size * field.count
      if layout.size > Machine.textLimit { throw error("total struct size too long") }
    }
    return layout
  }

  // MARK: Packing

  private static func packed(_ layout: Layout, _ values: [Value], _ m: Machine) throws -> [UInt8] {
    let wanted = layout.fields.reduce(0) { total, field in
      switch field.kind {
      case .gap: total
      case .text, .counted: total + 1
      default: total + field.count
      }
    }
    if wanted != values.count {
      throw error("pack expected \(wanted) items for packing (got \(values.count))")
    }
    var bytes = [UInt8](repeating: 0, count: layout.size)
    var next = values[...]
    for field in layout.fields {
      switch field.kind {
      case .gap: break
      case .text, .counted:
        guard let text = next.popFirst().flatMap({ m.bytes(of: $0) }) else {
          throw error("argument for '\(field.code)' must be a bytes object")
        }
        let start = field.kind == .counted ? 1 : 0
        let part = text.prefix(max(0, min(field.count - start, field.kind == .counted ? 255 : .max)))
        if field.count == 0 { continue }
        if start == 1 { bytes[field.offset] = UInt8(part.count) }
        for (index, byte) in part.enumerated() { bytes[field.offset + start + index] = byte }
      default:
        for index in 0..<field.count {
          guard let value = next.popFirst() else { continue }
          let item = try self.bytes(of: value, field, m)
          let offset = field.offset + index * field.size
          bytes.replaceSubrange(offset..<offset + field.size, with: layout.bigEndian ? item.reversed() : item)
        }
      }
    }
    return bytes
  }

  /// The bytes of one number, with the lowest byte first.
  private static func bytes(of value: Value, _ field: Field, _ m: Machine) throws -> [UInt8] {
    func low(_ bits: UInt64) -> [UInt8] { (0..<field.size).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) } }
    switch field.kind {
    case .character:
      guard let bytes = m.bytes(of: value), bytes.count == 1 else {
        throw error("char format requires a bytes object of length 1")
      }
      return bytes
    case .bool: return [try m.truth(of: value) ? 1 : 0]
    case .half, .single, .double:
      guard m.isNumeric(value) || m.isWhole(value) else { throw error("required argument is not a float") }
      let number = try MathModule.real(value, m)
      switch field.kind {
      case .half:
        let half = Float16(number)
        if half.isInfinite, number.isFinite {
          throw ListingError(.overflowError, "float too large to pack with e format")
        }
        return low(UInt64(half.bitPattern))
      case .single:
        let single = Float(number)
        if single.isInfinite, number.isFinite {
          throw ListingError(.overflowError, "float too large to pack with f format")
        }
        return low(UInt64(single.bitPattern))
      default: return low(number.bitPattern)
      }
    default:
      guard m.isWhole(value) || m.isTensor(value) else { throw error("required argument is not an integer") }
      return low(try pattern(of: value, field, m))
    }
  }

  private static func pattern(of value: Value, _ field: Field, _ m: Machine) throws -> UInt64 {
    let bits = UInt64(field.size * 8)
    let isSigned = field.kind == .signed
    let low = isSigned ? Int.min >> (64 - Int(bits)) : 0
    let high: UInt64 = isSigned ? 1 << (bits - 1) - 1 : .max >> (64 - bits)
    let name = field.code == "b" ? "byte" : field.code == "B" ? "ubyte" : "'\(field.code)'"
    let outside =
      bits == 64 ? error("int too large to convert") : error("\(name) format requires \(low) <= number <= \(high)")
    if case .largeInteger(let large) = value {
      guard !isSigned, bits == 64, large.number.sign == .plus, large.number.bitLength <= 64 else {
        throw error("argument out of range")
      }
      return UInt64(large.number.magnitude.words.first ?? 0)
    }
    let number = try m.index(value)
    if number < low || number > 0 && UInt64(number) > high { throw outside }
    return UInt64(bitPattern: Int64(number))
  }

  // MARK: Unpacking

  private static func unpacked(_ layout: Layout, _ bytes: [UInt8]) -> [Value] {
    var values: [Value] = []
    for field in layout.fields {
      switch field.kind {
      case .gap: break
      case .text: values.append(.bytes(Array(bytes[field.offset..<field.offset + field.count])))
      case .counted:
        let count = field.count == 0 ? 0 : min(Int(bytes[field.offset]), field.count - 1)
        values.append(.bytes(Array(bytes[field.offset...].dropFirst().prefix(count))))
      default:
        for index in 0..<field.count {
          let offset = field.offset + index * field.size
          let item = bytes[offset..<offset + field.size]
          let ordered = layout.bigEndian ? Array(item) : item.reversed()
          values.append(value(ordered.reduce(0) { $0 << 8 | UInt64($1) }, field))
        }
      }
    }
    return values
  }

  private static func value(_ bits: UInt64, _ field: Field) -> Value {
    switch field.kind {
    case .character: return .bytes([UInt8(bits)])
    case .bool: return .bool(bits != 0)
    case .half: return .float(Double(Float16(bitPattern: UInt16(bits))))
    case .single: return .float(Double(Float(bitPattern: UInt32(bits))))
    case .double: return .float(Double(bitPattern: bits))
    case .signed:
      let unused = UInt64(64 - field.size * 8)
      return .int(Int(Int64(bitPattern: bits << unused) >> Int64(unused)))
    default: return Int(exactly: bits).map(Value.int) ?? LargeInteger.value(unsigned: bits)
    }
  }
}
