import JSON
import Tensors

/// Writes a safetensors file. An existing file is replaced only when the new file is complete.
///
/// The JSON object lists the tensors in the given order. The elements are row-major. The elements of tensors with wider
/// types come first in the file, so that each tensor is aligned and can be mapped. Names must be different;
/// `__metadata__` is not allowed.
public func writeSafetensors(
  _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:], to path: String
) throws(CheckpointError) {
  try writeSafetensors(fetching: tensors.map { TensorToWrite($0.name, $0.tensor) }, metadata: metadata, to: path)
}

/// Writes a safetensors file of tensors that are loaded one at a time.
///
/// - Parameter isInterrupted: called before each tensor. When it returns true, no file is written and the function
///   throws `cannotWrite`.
public func writeSafetensors(
  fetching tensors: [TensorToWrite], metadata: [String: String] = [:], to path: String,
  isInterrupted: () -> Bool = { false }
) throws(CheckpointError) {
  precondition(Set(tensors.map(\.name)).count == tensors.count, "a safetensors file has one tensor a name")
  precondition(!tensors.contains { $0.name == "__metadata__" }, "__metadata__ is not a tensor's name")
  for tensor in tensors { try checkForSafetensors(tensor.name, tensor.dtype, path) }
  let order = tensors.indices.sorted { first, second in
    (-tensors[first].dtype.size, first) < (-tensors[second].dtype.size, second)
  }
  let header = Array(safetensorsHeader(tensors, order, metadata).utf8)
  // Readers of the format refuse a JSON object of more than 100,000,000 bytes.
  guard header.count <= 100_000_000 else {
    throw .cannotWrite(file: path, reason: "the names of \(tensors.count) tensors are more than the format holds")
  }
  var file = try AtomicFile(path)
  try file.write(littleEndian: UInt64(header.count))
  try file.write(header)
  for index in order {
    if isInterrupted() { throw .cannotWrite(file: path, reason: "interrupted") }
    try file.write(try tensors[index].load())
  }
  try file.commit()
}

/// Throws if safetensors has no type for a tensor's elements: the format has complex64 but not complex128.
///
/// - Parameters:
///   - name: the tensor's name.
///   - path: the file to write.
public func checkForSafetensors(_ name: String, _ dtype: DType, _ path: String) throws(CheckpointError) {
  if dtype != .complex128 { return }
  throw .cannotWrite(
    file: path, reason: "'\(name)' is complex128, which safetensors cannot hold: write .npz, or convert to complex64")
}

private func safetensorsHeader(_ tensors: [TensorToWrite], _ order: [Int], _ metadata: [String: String]) -> String {
  var header = "{"
  if !metadata.isEmpty {
    let notes = metadata.sorted { $0.key < $1.key }.map {
      "\(JSONValue.literal($0.key)):\(JSONValue.literal($0.value))"
    }
    header += "\"__metadata__\":{\(notes.joined(separator: ","))}"
  }
  var begins = [Int](repeating: 0, count: tensors.count)
  var offset = 0
  for index in order {
    begins[index] = offset
    offset += tensors[index].byteCount
  }
  for (tensor, begin) in zip(tensors, begins) {
    if header.utf8.count > 1 { header += "," }
    header += """
      \(JSONValue.literal(tensor.name)):{"dtype":"\(tensor.dtype.elementType.safetensorsCode)",\
      "shape":[\(tensor.shape.map(String.init).joined(separator: ","))],\
      "data_offsets":[\(begin),\(begin + tensor.byteCount)]}
      """
  }
  header += "}"
  return header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
}
