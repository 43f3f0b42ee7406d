import Tensors

/// The table of contents of a zip archive, including the 64-bit extensions. Sizes and offsets are read from the central
/// directory: programs that write to a stream omit sizes in the entry headers.
struct ZipArchive {
  struct Entry {
    let name: String
    /// The byte range of the entry's stored bytes in the file.
    let range: Range<Int>
    fileprivate let method: UInt16
    fileprivate let count: Int
    fileprivate let checksum: UInt32
  }

  private(set) var entries: [Entry] = []

  init(_ file: Storage) throws(FormatFault) {
    let directory = try Directory(file)
    var reader = ByteReader(file, directory.range)
    var names: Set<String> = []
    for _ in 0..<directory.count {
      let start = reader.position
      let entry = try Entry(file, &reader, before: directory.range.lowerBound)
      guard names.insert(entry.name).inserted else { throw .duplicateName(entry.name, at: start) }
      entries.append(entry)
    }
    guard reader.left == 0 else {
      throw .unexpected(at: reader.position, expected: "the end of the directory", found: "\(reader.left) more bytes")
    }
  }
}

extension ZipArchive.Entry {
  /// The compressed bytes of the entry; nil when the entry is not compressed.
  func deflated(in file: Storage) -> DeflatedBytes? {
    method == 0 ? nil : DeflatedBytes(file, range, count: count, checksum: checksum)
  }

  fileprivate init(_ file: Storage, _ reader: inout ByteReader, before end: Int) throws(FormatFault) {
    let start = reader.position
    let what = "an entry of the directory"
    try reader.expect(signature: 0x0201_4B50, what)
    _ = try reader.take(4, for: what)  // versions
    let flags: UInt16 = try reader.integer(for: what)
    method = try reader.integer(for: what)
    _ = try reader.take(4, for: what)  // time and date
    checksum = try reader.integer(for: what)
    var compressed = UInt64(try reader.integer(UInt32.self, for: what))
    var expanded = UInt64(try reader.integer(UInt32.self, for: what))
    let nameLength = Int(try reader.integer(UInt16.self, for: what))
    let extraLength = Int(try reader.integer(UInt16.self, for: what))
    let commentLength = Int(try reader.integer(UInt16.self, for: what))
    _ = try reader.take(8, for: what)  // disk and attributes
    var header = UInt64(try reader.integer(UInt32.self, for: what))
    let nameRange = try reader.take(nameLength, for: what)
    name = try file.text(nameRange)
    var extra = ByteReader(file, try reader.take(extraLength, for: what))
    _ = try reader.take(commentLength, for: what)

    // A 32-bit number with all bits set means that the 64-bit extension contains the number. The extension's numbers
    // have a fixed order.
    while extra.left >= 4 {
      let kind: UInt16 = try extra.integer(for: "an extension")
      let length = Int(try extra.integer(UInt16.self, for: "an extension"))
      var fields = ByteReader(file, try extra.take(length, for: "an extension"))
      guard kind == 1 else { continue }
      if expanded == UInt32.max { expanded = try fields.integer(for: "a 64-bit size") }
      if compressed == UInt32.max { compressed = try fields.integer(for: "a 64-bit size") }
      if header == UInt32.max { header = try fields.integer(for: "a 64-bit place") }
    }

    guard flags & 1 == 0 else { throw .unsupported(at: start, what: "the encrypted entry '\(printable(name))'") }
    guard method == 0 || method == 8 else {
      throw .unsupported(at: start, what: "compression method \(method) of '\(printable(name))'")
    }
    guard method == 8 || expanded == compressed else {
      throw .unexpected(at: start, expected: "one size of a stored entry", found: "\(expanded) and \(compressed)")
    }
    guard header <= UInt64(end) else {
      throw .outOfBounds(at: start, what: "'\(printable(name))'", needs: Int(clamping: header), has: end)
    }

    var local = ByteReader(file, Int(header)..<end)
    try local.expect(signature: 0x0403_4B50, "the header of '\(printable(name))'")
    _ = try local.take(22, for: "an entry's header")
    let localNameLength = Int(try local.integer(UInt16.self, for: "an entry's header"))
    let localExtraLength = Int(try local.integer(UInt16.self, for: "an entry's header"))
    let localName = try local.take(localNameLength, for: "an entry's name")
    guard file.bytes[localName].elementsEqual(file.bytes[nameRange]) else {
      throw .unexpected(at: localName.lowerBound, expected: "the name '\(printable(name))'", found: "another")
    }
    _ = try local.take(localExtraLength, for: "an entry's header")
    range = try local.take(compressed, for: "the entry '\(printable(name))'")
    count = Int(clamping: expanded)
    guard method == 0 || DeflatedBytes(file, range, count: count, checksum: checksum) != nil else {
      throw .tooLarge(
        at: start, what: "the size of '\(printable(name))',", value: count, limit: range.count * 1100)
    }
  }
}

/// The location of the central directory.
private struct Directory {
  var range: Range<Int>
  var count: UInt64

  /// Finds the end record, the last record of the file. Only a comment of up to 65,535 bytes can follow this record.
  init(_ file: Storage) throws(FormatFault) {
    let size = file.bytes.count
    let what = "the archive's end record"
    var place = size - 22
    while place >= max(0, size - 22 - 0xFFFF), !Self.isEndRecord(file, at: place) { place -= 1 }
    guard place >= max(0, size - 22 - 0xFFFF) else {
      throw .truncated(at: size, reading: what, needs: 22, left: 0)
    }
    var reader = ByteReader(file, place..<size)
    _ = try reader.take(10, for: what)
    count = UInt64(try reader.integer(UInt16.self, for: what))
    var length = UInt64(try reader.integer(UInt32.self, for: what))
    var start = UInt64(try reader.integer(UInt32.self, for: what))
    var end = place
    if place >= 20, count == UInt16.max || length == UInt32.max || start == UInt32.max {
      var locator = ByteReader(file, place - 20..<place)
      try locator.expect(signature: 0x0706_4B50, "the place of the 64-bit end record")
      _ = try locator.take(4, for: what)
      let record: UInt64 = try locator.integer(for: what)
      guard record <= UInt64(place - 20) else {
        throw .outOfBounds(at: place - 20, what: what, needs: Int(clamping: record), has: place - 20)
      }
      end = Int(record)
      var wide = ByteReader(file, end..<place - 20)
      try wide.expect(signature: 0x0606_4B50, "the 64-bit end record")
      _ = try wide.take(28, for: what)
      count = try wide.integer(for: what)
      length = try wide.integer(for: what)
      start = try wide.integer(for: what)
    }
    let (upper, overflows) = start.addingReportingOverflow(length)
    guard !overflows, upper <= UInt64(end) else {
      throw .outOfBounds(at: place, what: "the directory", needs: Int(clamping: overflows ? .max : upper), has: end)
    }
    range = Int(start)..<Int(upper)
    // Each entry of the directory needs at least 46 bytes. Therefore a count above `length / 46` is wrong.
    guard count <= length / 46 else {
      throw .tooLarge(at: place, what: "a count of entries of", value: Int(clamping: count), limit: Int(length / 46))
    }
  }

  /// Whether the signature of an end record is at `place`, with a comment that ends at the end of the file.
  private static func isEndRecord(_ file: Storage, at place: Int) -> Bool {
    guard file.bytes[place] == 0x50,
      UInt32(littleEndian: file.bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)) == 0x0605_4B50
    else { return false }
    let comment = Int(file.bytes[place + 20]) | Int(file.bytes[place + 21]) << 8
    return place + 22 + comment == file.bytes.count
  }
}

extension ByteReader {
  fileprivate mutating func expect(signature: UInt32, _ what: String) throws(FormatFault) {
    let at = position
    let found: UInt32 = try integer(for: what)
    guard found == signature else {
      throw .unexpected(at: at, expected: what, found: "0x\(String(found, radix: 16))")
    }
  }
}
