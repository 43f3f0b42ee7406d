import Tensors

/// The first of the five pickles in a file that `torch.save` wrote before version 1.6. This pickle contains the magic
/// number 0x1950A86A20F9469CFC6C.
let torchLegacyMagic: [UInt8] = [
  0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
]

/// Reads a file that `torch.save` wrote before version 1.6. Such a file begins with five pickles: the magic number, the
/// protocol number, properties of the machine, the data, and the list of the storages' keys. The storages follow in the
/// order of this list. Each storage consists of a 64-bit count of elements and the bytes of the elements.
func readTorchLegacy(_ file: Storage) throws(FormatFault) -> CheckpointContents {
  let end = file.bytes.count
  let version = try PickleMachine.read(file, torchLegacyMagic.count..<end)
  guard case .integer(1001) = version.root else {
    throw .unexpected(
      at: torchLegacyMagic.count, expected: "protocol 1001", found: version.describe(version.root))
  }
  let machine = try PickleMachine.read(file, version.end..<end)
  var order = ByteOrder.little
  for (key, value) in try machine.pairs(machine.root) ?? [] {
    if try machine.text(key) == "little_endian", case .bool(false) = value { order = .big }
  }
  let data = try PickleMachine.read(file, machine.end..<end, ofTorch: true)
  let keys = try PickleMachine.read(file, data.end..<end)
  guard let list = keys.sequence(keys.root) else {
    throw .unexpected(at: data.end, expected: "a list of storages", found: keys.describe(keys.root))
  }

  var storages: [String: TorchStorage] = [:]
  for (index, object) in data.objects.enumerated() {
    guard case .persistent = object.kind else { continue }
    let storage = try TorchStorage(.object(index), in: data, at: object.position)
    storages[storage.key] = storage
  }
  var reader = ByteReader(file, keys.end..<end)
  var places: [String: Range<Int>] = [:]
  for item in list {
    let at = reader.position
    guard let key = try keys.text(item), let storage = storages[key] else {
      throw .unexpected(at: at, expected: "the key of a storage", found: keys.describe(item))
    }
    let count: Int64 = try reader.integer(for: "a storage's count")
    guard count == storage.count else {
      throw .unexpected(at: at, expected: "\(storage.count) elements of '\(printable(key))'", found: "\(count)")
    }
    let range = try reader.take(storage.byteCount, for: "the storage '\(printable(key))'")
    guard places.updateValue(range, forKey: key) == nil else { throw .duplicateName(key, at: at) }
  }
  guard reader.left == 0 else {
    throw .unexpected(at: reader.position, expected: "the end of the file", found: "\(reader.left) more bytes")
  }
  return try readTorchState(data, TorchArrays(places: places, order: order))
}
