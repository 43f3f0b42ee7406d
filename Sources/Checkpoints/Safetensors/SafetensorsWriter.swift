import Tensors

/// Writes a safetensors file in one go: into a file beside `path`, which then takes its place.
///
/// The table of contents keeps the order given; the bytes, row-major, lie with the wider types first, so that every
/// tensor is aligned and can be used where it is mapped. Names must differ; `__metadata__` is no name.
public func writeSafetensors(
  _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:], to path: String
) throws(CheckpointError) {
  precondition(Set(tensors.map(\.name)).count == tensors.count, "a safetensors file has one tensor a name")
  precondition(!tensors.contains { $0.name == "__metadata__" }, "__metadata__ is not a tensor's name")
  var header = "{"
  if !metadata.isEmpty {
    let notes = metadata.sorted { $0.key < $1.key }.map { "\(jsonString($0.key)):\(jsonString($0.value))" }
    header += "\"__metadata__\":{\(notes.joined(separator: ","))}"
  }
  let order = tensors.indices.sorted { first, second in
    (-tensors[first].tensor.dtype.size, first) < (-tensors[second].tensor.dtype.size, second)
  }
  var begins = [Int](repeating: 0, count: tensors.count)
  var offset = 0
  for index in order {
    begins[index] = offset
    offset += tensors[index].tensor.count * tensors[index].tensor.dtype.size
  }
  for ((name, tensor), begin) in zip(tensors, begins) {
    let end = begin + tensor.count * tensor.dtype.size
    if header.utf8.count > 1 { header += "," }
    header += """
      \(jsonString(name)):{"dtype":"\(tensor.dtype.elementType.safetensorsCode)",\
      "shape":[\(tensor.shape.map(String.init).joined(separator: ","))],"data_offsets":[\(begin),\(end)]}
      """
  }
  header += "}"
  let padding = (8 - header.utf8.count % 8) % 8
  header += String(repeating: " ", count: padding)

  var file = try AtomicFile(path)
  try file.write(littleEndian: UInt64(header.utf8.count))
  try file.write(Array(header.utf8))
  for index in order { try file.write(tensors[index].tensor) }
  try file.commit()
}

/// A JSON string literal.
func jsonString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 32:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
