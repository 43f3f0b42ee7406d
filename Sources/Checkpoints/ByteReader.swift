import Tensors

/// Reads a part of a file from its start to its end. Every read is checked against the end of the part.
struct ByteReader {
  let storage: Storage
  private(set) var position: Int
  let end: Int

  /// - Precondition: `range` lies inside `storage`.
  init(_ storage: Storage, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= storage.bytes.count, "a reader stays inside its file")
    self.storage = storage
    position = range.lowerBound
    end = range.upperBound
  }

  init(_ storage: Storage) { self.init(storage, 0..<storage.bytes.count) }

  var left: Int { end - position }

  /// Skips `count` bytes and returns their range.
  mutating func take(_ count: Int, for what: String) throws(FormatFault) -> Range<Int> {
    guard count >= 0 else { throw .unexpected(at: position, expected: "the length of \(what)", found: "\(count)") }
    guard count <= left else {
      throw .truncated(at: position, reading: what, needs: count, left: left)
    }
    let range = position..<position + count
    position += count
    return range
  }

  mutating func take(_ count: UInt64, for what: String) throws(FormatFault) -> Range<Int> {
    try take(Int(clamping: count), for: what)
  }

  /// The next little-endian integer.
  mutating func integer<Integer: FixedWidthInteger>(
    _: Integer.Type = Integer.self, for what: String
  ) throws(FormatFault) -> Integer {
    let range = try take(MemoryLayout<Integer>.size, for: what)
    return storage.bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: Integer.self).littleEndian
  }

  /// Skips past the byte `terminator`. Returns the range before it.
  mutating func take(until terminator: UInt8, atMost limit: Int, for what: String) throws(FormatFault) -> Range<Int> {
    let start = position
    while position < end, position - start <= limit {
      if storage.bytes[position] == terminator {
        position += 1
        return start..<position - 1
      }
      position += 1
    }
    if position < end {
      throw .tooLarge(at: start, what: "the length of \(what),", value: position - start, limit: limit)
    }
    throw .truncated(at: end, reading: what, needs: 1, left: 0)
  }
}

extension Storage {
  /// The text at `range`. It must be UTF-8 and no longer than `limit`.
  func text(_ range: Range<Int>, atMost limit: Int = 1 << 12) throws(FormatFault) -> String {
    guard range.count <= limit else {
      throw .tooLarge(at: range.lowerBound, what: "a text of length", value: range.count, limit: limit)
    }
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw .unexpected(at: range.lowerBound, expected: "UTF-8 text", found: "bytes that are not")
    }
    return text
  }

  /// A part of these bytes, which keeps the whole storage alive.
  func part(_ range: Range<Int>) -> Storage {
    Storage(bytes: UnsafeRawBufferPointer(rebasing: bytes[range]), keeping: self)
  }
}
