import CZlib
import Tensors

/// Compressed bytes in a file, with their decompressed size and the checksum that the archive states.
struct DeflatedBytes: Sendable {
  let storage: Storage
  let range: Range<Int>
  /// The number of decompressed bytes.
  let count: Int
  let checksum: UInt32

  /// - Returns: nil when `count` is impossible: deflate makes data at most about 1000 times smaller.
  init?(_ storage: Storage, _ range: Range<Int>, count: Int, checksum: UInt32) {
    guard count / 1100 <= range.count else { return nil }
    self.storage = storage
    self.range = range
    self.count = count
    self.checksum = checksum
  }

  /// Decompresses at most `limit` bytes. The checksum is verified only when all bytes are decompressed.
  func inflated(atMost limit: Int = .max) throws(FormatFault) -> Storage {
    let wanted = min(count, limit)
    let isWhole = wanted == count
    var written: Int?
    let result = Storage(byteCount: wanted) { written = inflate(into: $0, isWhole: isWhole) }
    guard let written, written == wanted else {
      throw .unexpected(
        at: range.lowerBound, expected: "a deflated stream of \(count) bytes",
        found: written.map { "one of \($0)" } ?? "something else")
    }
    if isWhole {
      let found = withExtendedLifetime(result) { checksumOf(result.bytes) }
      guard found == checksum else {
        throw .unexpected(
          at: range.lowerBound, expected: "the checksum \(String(checksum, radix: 16))",
          found: String(found, radix: 16))
      }
    }
    return result
  }

  /// Returns the number of decompressed bytes. Nil when the compressed data is invalid or has more bytes than expected.
  private func inflate(into output: UnsafeMutableRawBufferPointer, isWhole: Bool) -> Int? {
    var stream = z_stream()
    // −15 selects raw deflate data, as in zip archives, with the largest window.
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    let input = UnsafeRawBufferPointer(rebasing: storage.bytes[range])
    var read = 0
    var written = 0
    // When the output is full, one more byte of space shows whether the compressed data has more bytes.
    var spare: UInt8 = 0
    return withUnsafeMutablePointer(to: &spare) { spare -> Int? in
      while true {
        let given = min(input.count - read, Int(UInt32.max))
        stream.next_in = UnsafeMutablePointer(
          mutating: input.baseAddress?.advanced(by: read).assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(given)
        let room = min(output.count - written, Int(UInt32.max))
        let isFull = room == 0
        stream.next_out =
          isFull ? spare : output.baseAddress?.advanced(by: written).assumingMemoryBound(to: UInt8.self)
        stream.avail_out = isFull ? 1 : UInt32(room)
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        read += given - Int(stream.avail_in)
        if isFull {
          if stream.avail_out == 0 { return nil }
        } else {
          written += room - Int(stream.avail_out)
        }
        if status == Z_STREAM_END { return written }
        guard status == Z_OK else { return nil }
        if !isWhole, written == output.count { return written }
      }
    }
  }
}

/// The CRC-32 checksum of zip. `before` is the checksum of the preceding bytes.
func checksumOf(_ bytes: UnsafeRawBufferPointer, after before: UInt32 = 0) -> UInt32 {
  var checksum = UInt(before)
  var rest = bytes[...]
  while !rest.isEmpty {
    let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
    checksum = crc32(checksum, part.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(part.count))
    rest = rest.dropFirst(part.count)
  }
  return UInt32(truncatingIfNeeded: checksum)
}
