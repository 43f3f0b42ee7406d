import Tensors

/// Reads a range of bytes of a file in order. Each read throws when it would exceed the end of the range.
struct ByteReader {
  let storage: Storage
  private(set) var position: Int
  let end: Int

  /// - Precondition: `range` is inside `storage`.
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

  /// Reads the next integer, stored in little-endian byte order.
  mutating func integer<Integer: FixedWidthInteger>(
    _: Integer.Type = Integer.self, for what: String
  ) throws(FormatFault) -> Integer {
    let range = try take(MemoryLayout<Integer>.size, for: what)
    return storage.bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: Integer.self).littleEndian
  }

  /// Skips all bytes up to and including the byte `terminator`. Returns the range of the bytes before `terminator`.
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
  /// The text at `range`. Throws when it is not UTF-8 or has more than `limit` bytes.
  func text(_ range: Range<Int>, atMost limit: Int = 1 << 12) throws(FormatFault) -> String {
    guard range.count <= limit else {
      throw .tooLarge(at: range.lowerBound, what: "a text of length", value: range.count, limit: limit)
    }
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw .unexpected(at: range.lowerBound, expected: "UTF-8 text", found: "bytes that are not")
    }
    return text
  }

  /// Returns a part of this storage. The part keeps the memory of the whole storage alive.
  func part(_ range: Range<Int>) -> Storage {
    Storage(bytes: UnsafeRawBufferPointer(rebasing: bytes[range]), keeping: self)
  }
}
