import Tensors

/// The header of an `.npy` file: magic, version, a length in bytes, and a Python dictionary of this length. The
/// dictionary has three keys: `{'descr': '<f4', 'fortran_order': False, 'shape': (6, 4), }`.
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
struct NpyHeader {
  let element: ElementType
  let order: ByteOrder
  let isFortran: Bool
  let shape: [Int]
  /// The number of elements of the array.
  let count: Int

  var byteCount: Int { count * element.size }

  var layout: Layout { isFortran ? fortranLayout(of: shape) : Layout(contiguous: shape) }

  func block(_ bytes: BlockBytes) -> DataBlock {
    DataBlock(bytes: bytes, element: element, order: order, count: count)
  }

  /// Reads the header. Afterwards the position of `reader` is the first element.
  init(_ reader: inout ByteReader) throws(FormatFault) {
    let magic = try reader.take(npyMagic.count, for: "numpy's magic")
    guard reader.storage.bytes[magic].elementsEqual(npyMagic) else {
      throw .unexpected(at: magic.lowerBound, expected: "numpy's magic", found: "something else")
    }
    let major: UInt8 = try reader.integer(for: "the version")
    let minor: UInt8 = try reader.integer(for: "the version")
    guard (1...3).contains(major), minor == 0 else {
      throw .unsupported(at: magic.upperBound, what: "npy version \(major).\(minor)")
    }
    let length =
      major == 1
      ? Int(try reader.integer(UInt16.self, for: "the header's length"))
      : Int(try reader.integer(UInt32.self, for: "the header's length"))
    try self.init(dictionary: try reader.take(length, for: "the header"), of: reader.storage)
  }

  private init(dictionary range: Range<Int>, of storage: Storage) throws(FormatFault) {
    var scanner = LiteralScanner(storage: storage, position: range.lowerBound, limit: range.upperBound)
    var code: (text: String, at: Int)?
    var isFortran: Bool?
    var shape: [Int]?
    try scanner.expect("{")
    while !scanner.skip("}") {
      let at = scanner.position
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr": code = (try scanner.string(), at)
      case "fortran_order": isFortran = try scanner.bool()
      case "shape": shape = try scanner.shape()
      default: throw .unexpected(at: at, expected: "descr, fortran_order or shape", found: "'\(printable(key))'")
      }
      if !scanner.skip(",") {
        try scanner.expect("}")
        break
      }
    }
    try scanner.end()
    guard let code, let isFortran, let shape else {
      throw .unexpected(at: range.lowerBound, expected: "descr, fortran_order and shape", found: "less")
    }
    switch code.text.first {
    case "<", "|", "=": order = .little
    case ">": order = .big
    default: throw .unexpected(at: code.at, expected: "the byte order < or > or |", found: "'\(printable(code.text))'")
    }
    guard let element = ElementType(numpyCode: String(code.text.dropFirst())) else {
      throw .unsupported(at: code.at, what: "numpy's type '\(printable(code.text))'")
    }
    self.element = element
    self.isFortran = isFortran
    self.shape = shape
    count = try checkedCount(of: shape, at: range.lowerBound)
  }
}

/// Reads the Python literals that can occur in a header.
private struct LiteralScanner {
  let storage: Storage
  var position: Int
  let limit: Int

  mutating func string() throws(FormatFault) -> String {
    skipSpace()
    guard position < limit, [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(storage.bytes[position]) else {
      throw unexpected("a string")
    }
    let quote = storage.bytes[position]
    position += 1
    let start = position
    while position < limit, storage.bytes[position] != quote { position += 1 }
    guard position < limit else { throw unexpected("the end of a string") }
    position += 1
    return try storage.text(start..<position - 1, atMost: 1024)
  }

  mutating func bool() throws(FormatFault) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)]
    where storage.bytes[position..<limit].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw unexpected("True or False")
  }

  /// Reads the tuple of a shape: `()`, `(6,)`, `(6, 4)`.
  mutating func shape() throws(FormatFault) -> [Int] {
    try expect("(")
    var result: [Int] = []
    while !skip(")") {
      guard result.count < maximumRank else {
        throw .tooLarge(at: position, what: "a rank of", value: result.count + 1, limit: maximumRank)
      }
      result.append(try integer())
      if !skip(",") {
        try expect(")")
        break
      }
    }
    return result
  }

  private mutating func integer() throws(FormatFault) -> Int {
    skipSpace()
    let start = position
    while position < limit, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(storage.bytes[position]) { position += 1 }
    if start == position { throw unexpected("a number") }
    guard let value = Int(String(decoding: storage.bytes[start..<position], as: UTF8.self)) else {
      throw .unexpected(at: start, expected: "a number of 63 bits", found: "a longer one")
    }
    // Python 2 wrote the shape as (6L, 4L).
    if position < limit, storage.bytes[position] == UInt8(ascii: "L") { position += 1 }
    return value
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < limit, storage.bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(FormatFault) {
    if !skip(character) { throw unexpected("'\(character)'") }
  }

  mutating func end() throws(FormatFault) {
    skipSpace()
    if position < limit { throw unexpected("the end of the header") }
  }

  private mutating func skipSpace() {
    while position < limit, [0x20, 0x0A].contains(storage.bytes[position]) { position += 1 }
  }

  private func unexpected(_ expected: String) -> FormatFault {
    let found = position < limit ? "'\(printable(String(Unicode.Scalar(storage.bytes[position]))))'" : "the end of it"
    return .unexpected(at: position, expected: expected, found: found)
  }
}
