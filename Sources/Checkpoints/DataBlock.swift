import Tensors

/// A sequence of elements in a file. Each block becomes one storage. Several tensors may be views of this storage.
struct DataBlock: Sendable {
  var bytes: BlockBytes
  var element: ElementType
  var order: ByteOrder = .little
  /// The number of elements of the block.
  var count: Int

  /// The offset of the first byte in the file, for error messages.
  var position: Int { bytes.position }
}

/// Where the bytes of a block are and how they are encoded.
enum BlockBytes: Sendable {
  /// The bytes are stored unchanged.
  case plain(Storage, Range<Int>)
  /// The bytes are stored as the characters U+0000…U+00FF in UTF-8, one character per byte. Pickle protocol 2 stores
  /// bytes in this form.
  case latin1(Storage, Range<Int>)
  /// The bytes are a compressed archive entry. `skipping` is the number of header bytes before the elements.
  case deflated(DeflatedBytes, skipping: Int)
  /// The bytes consist of several pieces in order.
  case joined([BlockBytes])

  var position: Int {
    switch self {
    case .plain(_, let range), .latin1(_, let range): range.lowerBound
    case .deflated(let bytes, _): bytes.range.lowerBound
    case .joined(let pieces): pieces.first?.position ?? 0
    }
  }

  /// Whether decoding can result in `count` bytes. The exact number of bytes in Latin-1 text is known only after
  /// decoding, so for Latin-1 text true means only that `count` is possible.
  func canHold(_ count: Int) -> Bool {
    switch self {
    case .plain(_, let range): range.count == count
    case .latin1(_, let range): count <= range.count && range.count <= 2 * count
    case .deflated, .joined: spelledCount == count
    }
  }

  /// The number of bytes after decompression but before Latin-1 decoding.
  var spelledCount: Int {
    switch self {
    case .plain(_, let range), .latin1(_, let range): range.count
    case .deflated(let bytes, let header): bytes.count - header
    case .joined(let pieces): pieces.reduce(0) { $0 + $1.spelledCount }
    }
  }

  /// Returns `count` bytes. Bytes that are stored unchanged in the file are not copied. Throws when decoding does not
  /// result in exactly `count` bytes.
  func resolved(count: Int) throws(FormatFault) -> Storage {
    switch self {
    case .plain(let storage, let range):
      guard range.count == count else {
        throw .outOfBounds(at: range.lowerBound, what: "the array", needs: count, has: range.count)
      }
      return storage.part(range)
    case .latin1(let storage, let range):
      return try decodeLatin1(storage, range, count: count)
    case .deflated(let bytes, let header):
      guard bytes.count - header == count else {
        throw .outOfBounds(at: position, what: "the array", needs: count, has: bytes.count - header)
      }
      return try bytes.inflated().part(header..<bytes.count)
    case .joined(let pieces):
      var parts: [Storage] = []
      var total = 0
      for piece in pieces {
        let part: Storage
        if case .latin1(let storage, let range) = piece {
          part = try decodeLatin1(storage, range, count: nil)
        } else {
          part = try piece.resolved(count: piece.spelledCount)
        }
        parts.append(part)
        total += part.bytes.count
      }
      guard total == count else { throw .outOfBounds(at: position, what: "the array", needs: count, has: total) }
      return Storage(byteCount: count) { output in
        var start = 0
        for part in parts where part.bytes.count > 0 {
          withExtendedLifetime(part) {
            UnsafeMutableRawBufferPointer(rebasing: output[start...]).copyMemory(from: part.bytes)
          }
          start += part.bytes.count
        }
      }
    }
  }
}

/// - Parameter count: the expected number of decoded bytes; nil accepts any number.
private func decodeLatin1(_ storage: Storage, _ range: Range<Int>, count: Int?) throws(FormatFault) -> Storage {
  let text = UnsafeRawBufferPointer(rebasing: storage.bytes[range])
  var characters = 0
  for byte in text where byte & 0xC0 != 0x80 { characters += 1 }
  if let count, characters != count {
    throw .outOfBounds(at: range.lowerBound, what: "the array", needs: count, has: characters)
  }
  var fault: FormatFault?
  let result = Storage(byteCount: characters) { output in
    var read = 0
    var written = 0
    while read < text.count, written < characters {
      let byte = text[read]
      if byte < 0x80 {
        output[written] = byte
        read += 1
      } else if byte & 0xFE == 0xC2, read + 1 < text.count, text[read + 1] & 0xC0 == 0x80 {
        output[written] = (byte & 0x03) << 6 | (text[read + 1] & 0x3F)
        read += 2
      } else {
        break
      }
      written += 1
    }
    if read < text.count || written < characters {
      fault = .unexpected(
        at: range.lowerBound + read, expected: "a Latin-1 character", found: "something else")
    }
  }
  if let fault { throw fault }
  return result
}

extension DataBlock {
  /// Returns a storage with elements of type `dtype`. The storage uses the mapped bytes when they are aligned,
  /// little-endian and of type `dtype`. Otherwise, the storage is a copy.
  func storage() throws(FormatFault) -> Storage {
    let (byteCount, overflows) = count.multipliedReportingOverflow(by: element.size)
    guard !overflows else { throw .tooLarge(at: position, what: "an element count of", value: count, limit: .max / 8) }
    let raw = try bytes.resolved(count: byteCount)
    defer { withExtendedLifetime(raw) {} }
    if count == 0 { return Storage(byteCount: 0) { _ in } }
    switch element {
    case .uint16: return raw.widened(count, order, from: UInt16.self) { Int32($0) }
    case .uint32: return raw.widened(count, order, from: UInt32.self) { Int64($0) }
    case .uint64:
      for index in 0..<count where raw.element(index, order, as: UInt64.self) > UInt64(Int64.max) {
        throw .unsupported(at: position + index * 8, what: "a uint64 beyond what int64 holds")
      }
      return raw.widened(count, order, from: UInt64.self) { Int64(truncatingIfNeeded: $0) }
    case .bool:
      // Swift's Bool must be 0 or 1, but a file may contain other numbers.
      if raw.bytes.allSatisfy({ $0 <= 1 }) { return raw }
      return raw.widened(count, order, from: UInt8.self) { $0 == 0 ? UInt8(0) : 1 }
    default: break
    }
    if order == .big {
      switch element {
      case .complex64: return raw.widened(count * 2, order, from: UInt32.self) { $0 }
      case .complex128: return raw.widened(count * 2, order, from: UInt64.self) { $0 }
      default: break
      }
      switch element.size {
      case 2: return raw.widened(count, order, from: UInt16.self) { $0 }
      case 4: return raw.widened(count, order, from: UInt32.self) { $0 }
      case 8: return raw.widened(count, order, from: UInt64.self) { $0 }
      default: break
      }
    }
    if Int(bitPattern: raw.bytes.baseAddress) % element.size == 0 { return raw }
    // The bytes are copied at the first use. Opening a large model therefore does not read all of it.
    return Storage.postponed(byteCount: byteCount) { $0.copyMemory(from: raw.bytes) }
  }
}

extension Storage {
  fileprivate func element<Element: FixedWidthInteger>(
    _ index: Int, _ order: ByteOrder, as _: Element.Type
  ) -> Element {
    let value = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Element>.size, as: Element.self)
    return order == .big ? value.bigEndian : value.littleEndian
  }

  /// Copies the elements and converts each element with `convert`.
  fileprivate func widened<Source: FixedWidthInteger, Target>(
    _ count: Int, _ order: ByteOrder, from _: Source.Type, _ convert: (Source) -> Target
  ) -> Storage {
    Storage(byteCount: count * MemoryLayout<Target>.stride) { output in
      let target = output.bindMemory(to: Target.self)
      for index in 0..<count { target[index] = convert(element(index, order, as: Source.self)) }
    }
  }
}
