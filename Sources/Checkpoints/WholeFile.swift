import Tensors

/// Writes bytes to a file. The file appears, or replaces an existing file, only when it is complete.
public func writeFile(_ bytes: [UInt8], to path: String) throws(CheckpointError) {
  var file = try AtomicFile(path)
  try file.write(bytes)
  try file.commit()
}

/// Reads one tensor from a file of any format. When `name` is nil, the file must contain exactly one tensor.
public func readTensor(_ path: String, named name: String? = nil) throws(CheckpointError) -> Tensor {
  let checkpoint = try Checkpoint.open(path)
  if let name { return try checkpoint.tensor(name) }
  guard let only = checkpoint.entries.first, checkpoint.entries.count == 1 else {
    throw .notOneTensor(file: path, names: checkpoint.entries.map(\.name))
  }
  return try checkpoint.tensor(only.name)
}
