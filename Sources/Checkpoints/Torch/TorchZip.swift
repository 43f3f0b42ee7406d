import Tensors

/// Reads a file of `torch.save` since version 1.6: an uncompressed zip archive. `<root>/data.pkl` is a pickle whose
/// storages are persistent IDs. `<root>/data/<key>` contains the bytes of the storage with this key.
func readTorch(_ file: Storage) throws(FormatFault) -> CheckpointContents {
  let archive = try ZipArchive(file)
  var root: String?
  for entry in archive.entries where entry.name == "data.pkl" || entry.name.hasSuffix("/data.pkl") {
    if let root { throw .duplicateName("\(root)data.pkl", at: entry.range.lowerBound) }
    root = String(entry.name.dropLast("data.pkl".count))
  }
  guard let root else {
    throw .unexpected(at: 0, expected: "an archive with a data.pkl", found: "one of \(archive.entries.count) others")
  }

  var pickleRange = 0..<0
  var order = ByteOrder.little
  var places: [String: Range<Int>] = [:]
  for entry in archive.entries where entry.name.hasPrefix(root) {
    if entry.deflated(in: file) != nil {
      throw .unsupported(at: entry.range.lowerBound, what: "the compressed entry '\(printable(entry.name))'")
    }
    let name = entry.name.dropFirst(root.count)
    if name == "data.pkl" { pickleRange = entry.range }
    if name.hasPrefix("data/") { places[String(name.dropFirst(5))] = entry.range }
    if name == "byteorder" {
      switch try file.text(entry.range) {
      case "little": order = .little
      case "big": order = .big
      case let other:
        throw .unexpected(at: entry.range.lowerBound, expected: "little or big", found: "'\(printable(other))'")
      }
    }
  }

  let pickle = try PickleMachine.read(file, pickleRange, ofTorch: true)
  guard pickle.end == pickleRange.upperBound else {
    throw .unexpected(
      at: pickle.end, expected: "the end of the pickle", found: "\(pickleRange.upperBound - pickle.end) more bytes")
  }
  return try readTorchState(pickle, TorchArrays(places: places, order: order))
}

/// Returns the named tensors of a pickle. `arrays` contains the byte ranges of the storages.
func readTorchState(_ pickle: Pickle, _ arrays: TorchArrays) throws(FormatFault) -> CheckpointContents {
  var state = StateDictionary(pickle)
  var decoder = arrays
  try state.walk(pickle.root, decoder: &decoder)
  try state.unwrap()
  return state.contents
}
