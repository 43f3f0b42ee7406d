import Tensors

/// Writes a zip archive of uncompressed entries. The data of each entry begins at a multiple of 64 bytes and can be
/// mapped. Sizes and offsets of 4 GB and more are written in 64 bits.
struct ZipWriter: ~Copyable {
  private var file: AtomicFile
  private var offset = 0
  private var directory: [UInt8] = []
  private var count = 0

  init(_ path: String) throws(CheckpointError) { file = try AtomicFile(path) }

  /// Adds an entry that contains `start` and then the elements of the tensor in row-major order.
  mutating func add(_ name: String, _ start: [UInt8], _ tensor: Tensor) throws(CheckpointError) {
    let dense = tensor.contiguous()
    let elements = dense.denseBytes
    let size = start.count + elements.count
    let checksum = withExtendedLifetime(dense) {
      checksumOf(elements, after: start.withUnsafeBytes { checksumOf($0) })
    }
    let isLarge = size >= Self.limit
    let name = Array(name.utf8)

    var entry: [UInt8] = []
    entry.append(littleEndian: UInt16(isLarge ? 45 : 20))  // the version of zip needed to read it
    entry.append(littleEndian: UInt16(1 << 11))  // the name is UTF-8
    entry.append(littleEndian: UInt16(0))  // not compressed
    // The date is always midnight of 1 January 1980: the same contents produce the same file.
    entry.append(littleEndian: UInt32(0x0021_0000))
    entry.append(littleEndian: checksum)
    for _ in 0..<2 { entry.append(littleEndian: isLarge ? UInt32.max : UInt32(size)) }
    entry.append(littleEndian: UInt16(name.count))

    var extra = isLarge ? Self.extension64([size, size]) : []
    let length = offset + 30 + name.count + extra.count + 4
    let padding = (64 - length % 64) % 64
    extra.append(littleEndian: UInt16(0xD935))  // an extension for alignment
    extra.append(littleEndian: UInt16(padding))
    extra += [UInt8](repeating: 0, count: padding)

    var header: [UInt8] = []
    header.append(littleEndian: UInt32(0x0403_4B50))
    header += entry
    header.append(littleEndian: UInt16(extra.count))
    try file.write(header + name + extra + start)
    try file.write(elements)
    withExtendedLifetime(dense) {}

    let place = offset
    let isFar = place >= Self.limit
    let extra64 = Self.extension64((isLarge ? [size, size] : []) + (isFar ? [place] : []))
    directory.append(littleEndian: UInt32(0x0201_4B50))
    directory.append(littleEndian: UInt16(45))
    directory += entry
    directory.append(littleEndian: UInt16(extra64.count))
    directory += [UInt8](repeating: 0, count: 10)  // no comment, first disk, no attributes
    directory.append(littleEndian: isFar ? UInt32.max : UInt32(place))
    directory += name + extra64
    offset += header.count + name.count + extra.count + size
    count += 1
  }

  /// Writes the central directory and gives the file its final name.
  mutating func commit() throws(CheckpointError) {
    var end: [UInt8] = []
    let isLarge = offset >= Self.limit || directory.count >= Self.limit || count >= 0xFFFF
    if isLarge {
      end.append(littleEndian: UInt32(0x0606_4B50))
      end.append(littleEndian: UInt64(44))  // the number of bytes that follow
      for _ in 0..<2 { end.append(littleEndian: UInt16(45)) }
      end += [UInt8](repeating: 0, count: 8)
      for number in [count, count, directory.count, offset] { end.append(littleEndian: UInt64(number)) }
      end.append(littleEndian: UInt32(0x0706_4B50))
      end.append(littleEndian: UInt32(0))
      end.append(littleEndian: UInt64(offset + directory.count))
      end.append(littleEndian: UInt32(1))
    }
    end.append(littleEndian: UInt32(0x0605_4B50))
    end.append(littleEndian: UInt32(0))
    for _ in 0..<2 { end.append(littleEndian: isLarge ? UInt16.max : UInt16(count)) }
    for number in [directory.count, offset] { end.append(littleEndian: isLarge ? UInt32.max : UInt32(number)) }
    end.append(littleEndian: UInt16(0))
    try file.write(directory)
    try file.write(end)
    try file.commit()
  }

  private static let limit = 0xFFFF_FFFF

  /// The 64-bit extension field with `numbers`; empty when `numbers` is empty.
  private static func extension64(_ numbers: [Int]) -> [UInt8] {
    if numbers.isEmpty { return [] }
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt16(1))
    bytes.append(littleEndian: UInt16(numbers.count * 8))
    for number in numbers { bytes.append(littleEndian: UInt64(number)) }
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
