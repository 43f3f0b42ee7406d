import Tensors

/// Reads a numpy `.npy` file, which contains one array. The tensor uses the mapped file when its elements are aligned.
public func readArray(_ path: String) throws(CheckpointError) -> Tensor {
  let file = try MappedFile.open(path)
  do throws(FormatFault) {
    let (block, layout) = try readNpy(file, 0..<file.bytes.count)
    return Tensor(storage: try block.storage(), dtype: block.element.dtype, layout: layout)
  } catch {
    throw .malformed(file: path, error)
  }
}

/// Writes a tensor as a numpy `.npy` file of version 1.0, in row-major order. The file appears only when it is
/// complete.
///
/// - Precondition: the tensor is not `bfloat16`, which numpy does not support.
public func writeArray(_ tensor: Tensor, to path: String) throws(CheckpointError) {
  var file = try AtomicFile(path)
  try file.write(npyStart(of: tensor))
  try file.write(tensor)
  try file.commit()
}

/// The header of an `.npy` file for `tensor`: all bytes before the elements. Its length is a multiple of 64.
///
/// - Precondition: the tensor is not `bfloat16`.
func npyStart(of tensor: Tensor) -> [UInt8] {
  guard let code = tensor.dtype.elementType.numpyCode else {
    preconditionFailure("numpy has no \(tensor.dtype): convert before writing")
  }
  let order = tensor.dtype.size == 1 ? "|" : "<"
  let shape = tensor.shape.map(String.init).joined(separator: ", ") + (tensor.rank == 1 ? "," : "")
  var header = "{'descr': '\(order)\(code)', 'fortran_order': False, 'shape': (\(shape)), }"
  // The text follows 10 bytes: magic, version and length. Spaces and a line feed pad the header to a multiple of 64
  // bytes.
  header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
  let length = UInt16(header.utf8.count)
  return npyMagic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(header.utf8)
}

let npyMagic: [UInt8] = [0x93] + Array("NUMPY".utf8)

/// Reads an `.npy` file as a checkpoint with one tensor.
func readNpyContents(_ file: Storage) throws(FormatFault) -> CheckpointContents {
  let (block, layout) = try readNpy(file, 0..<file.bytes.count)
  var contents = CheckpointContents()
  contents.blocks = [block]
  contents.items = [CheckpointContents.Item(name: "array", block: 0, layout: layout, position: 0)]
  return contents
}

/// Reads the `.npy` array at `range`. Throws when bytes remain after the elements.
func readNpy(_ storage: Storage, _ range: Range<Int>) throws(FormatFault) -> (block: DataBlock, layout: Layout) {
  var reader = ByteReader(storage, range)
  let header = try NpyHeader(&reader)
  let data = try reader.take(header.byteCount, for: "an array of shape \(header.shape)")
  guard reader.left == 0 else {
    throw .unexpected(at: reader.position, expected: "the end of the array", found: "\(reader.left) more bytes")
  }
  return (header.block(.plain(storage, data)), header.layout)
}
