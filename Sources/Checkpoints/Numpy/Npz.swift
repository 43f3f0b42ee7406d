import Tensors

/// Reads a file of `numpy.savez`: a zip archive of `.npy` files. The name of a tensor is the name of its `.npy` file
/// without the extension.
func readNpz(_ file: Storage) throws(FormatFault) -> CheckpointContents {
  let archive = try ZipArchive(file)
  var contents = CheckpointContents()
  for entry in archive.entries {
    guard entry.name.hasSuffix(".npy") else {
      throw .unsupported(at: entry.range.lowerBound, what: "the entry '\(printable(entry.name))', which is no .npy,")
    }
    let block: DataBlock
    let layout: Layout
    if let deflated = entry.deflated(in: file) {
      // Decompresses only the first 128 KB, which contain the header. The elements are decompressed at their first use.
      let start = try deflated.inflated(atMost: 1 << 17)
      do throws(FormatFault) {
        (block, layout) = try readDeflatedNpy(deflated, beginning: start)
      } catch {
        throw .inEntry(entry.name, error)
      }
    } else {
      (block, layout) = try readNpy(file, entry.range)
    }
    contents.blocks.append(block)
    contents.items.append(
      CheckpointContents.Item(
        name: String(entry.name.dropLast(4)), block: contents.blocks.count - 1, layout: layout,
        position: entry.range.lowerBound))
  }
  contents.takeOffDataParallel(Array(contents.items.indices))
  return contents
}

/// Writes tensors in the format of `numpy.savez`. The file appears only when it is complete. Arrays are aligned for
/// mapping into memory. numpy does not support bfloat16: such a tensor is written as float32, without loss.
///
/// - Precondition: all names are different.
public func writeNpz(_ tensors: [(name: String, tensor: Tensor)], to path: String) throws(CheckpointError) {
  try writeNpz(fetching: tensors.map { TensorToWrite($0.name, $0.tensor) }, to: path)
}

/// Writes an `.npz` file of tensors that are loaded one at a time.
///
/// - Parameter isInterrupted: called before each tensor. When it returns true, no file is written and the function
///   throws `cannotWrite`.
public func writeNpz(
  fetching tensors: [TensorToWrite], to path: String, isInterrupted: () -> Bool = { false }
) throws(CheckpointError) {
  precondition(Set(tensors.map(\.name)).count == tensors.count, "an archive has one array a name")
  var archive = try ZipWriter(path)
  for tensor in tensors {
    if isInterrupted() { throw .cannotWrite(file: path, reason: "interrupted") }
    var loaded = try tensor.load()
    if loaded.dtype == .bfloat16 { loaded = loaded.converted(to: .float32) }
    try archive.add(tensor.name + ".npy", npyStart(of: loaded), loaded)
  }
  try archive.commit()
}

/// Reads a compressed `.npy` array. `start` is the beginning of its decompressed bytes. Offsets in errors count from
/// the start of the decompressed bytes.
private func readDeflatedNpy(
  _ bytes: DeflatedBytes, beginning start: Storage
) throws(FormatFault) -> (block: DataBlock, layout: Layout) {
  var reader = ByteReader(start)
  let header = try NpyHeader(&reader)
  guard bytes.count - reader.position == header.byteCount else {
    throw .outOfBounds(
      at: reader.position, what: "an array of shape \(header.shape)", needs: header.byteCount,
      has: bytes.count - reader.position)
  }
  return (header.block(.deflated(bytes, skipping: reader.position)), header.layout)
}
