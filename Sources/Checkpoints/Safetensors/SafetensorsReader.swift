import Tensors

/// Reads a safetensors file: an 8-byte length, a JSON object of this length, then the bytes of the tensors without
/// gaps. https://github.com/huggingface/safetensors#format
func readSafetensors(_ file: Storage) throws(FormatFault) -> CheckpointContents {
  var reader = ByteReader(file)
  let length: UInt64 = try reader.integer(for: "the length of the table of contents")
  guard length <= 100_000_000 else {
    throw .tooLarge(at: 0, what: "a table of contents of length", value: Int(clamping: length), limit: 100_000_000)
  }
  let header = try reader.take(length, for: "the table of contents")
  let data = header.upperBound..<file.bytes.count
  var json = JSONScanner(file, header)
  var contents = CheckpointContents()
  var extents: [Range<Int>] = []
  try json.object { (key, json) throws(FormatFault) in
    if key == "__metadata__" {
      try json.object { (key, json) throws(FormatFault) in contents.metadata[key] = try json.string() }
      return
    }
    let position = json.position
    let info = try TensorInfo(&json)
    let count = try checkedCount(of: info.shape, at: position)
    let byteCount = count * info.element.size
    guard info.begin <= info.end, info.end <= data.count else {
      throw .outOfBounds(at: position, what: printable(key), needs: info.end, has: data.count)
    }
    guard info.end - info.begin == byteCount else {
      throw .outOfBounds(at: position, what: printable(key), needs: byteCount, has: info.end - info.begin)
    }
    let extent = data.lowerBound + info.begin..<data.lowerBound + info.end
    extents.append(extent)
    contents.blocks.append(DataBlock(bytes: .plain(file, extent), element: info.element, count: count))
    contents.items.append(
      CheckpointContents.Item(
        name: key, block: contents.blocks.count - 1, layout: Layout(contiguous: info.shape), position: position))
  }
  try json.end()

  var covered = data.lowerBound
  for extent in extents.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
    guard extent.lowerBound == covered else {
      throw .unexpected(at: covered, expected: "the next tensor's bytes", found: "them at \(extent.lowerBound)")
    }
    covered = extent.upperBound
  }
  guard covered == data.upperBound else {
    throw .unexpected(at: covered, expected: "the end of the file", found: "\(data.upperBound - covered) more bytes")
  }
  contents.takeOffDataParallel(Array(contents.items.indices))
  return contents
}

/// The entry of one tensor in the JSON object.
private struct TensorInfo {
  var element: ElementType
  var shape: [Int]
  var begin: Int
  var end: Int

  init(_ json: inout JSONScanner) throws(FormatFault) {
    let position = json.position
    var code: String?
    var shape: [Int]?
    var offsets: [Int]?
    try json.object { (key, json) throws(FormatFault) in
      switch key {
      case "dtype": code = try json.string()
      case "shape": shape = try json.integers(atMost: maximumRank)
      case "data_offsets": offsets = try json.integers(atMost: 2)
      default: throw .unsupported(at: json.position, what: "the key '\(printable(key))' in a tensor's description")
      }
    }
    guard let code, let shape, let offsets, offsets.count == 2 else {
      throw .unexpected(at: position, expected: "dtype, shape and two data_offsets", found: "less")
    }
    guard let element = ElementType(safetensorsCode: code) else {
      throw .unsupported(at: position, what: "the type '\(printable(code))'")
    }
    self.element = element
    self.shape = shape
    begin = offsets[0]
    end = offsets[1]
  }
}

extension ElementType {
  init?(safetensorsCode code: String) {
    guard let type = ElementType.allCases.first(where: { $0.safetensorsCode == code }) else { return nil }
    self = type
  }

  var safetensorsCode: String {
    switch self {
    case .float16: "F16"
    case .bfloat16: "BF16"
    case .float32: "F32"
    case .float64: "F64"
    case .int8: "I8"
    case .int16: "I16"
    case .int32: "I32"
    case .int64: "I64"
    case .uint8: "U8"
    case .uint16: "U16"
    case .uint32: "U32"
    case .uint64: "U64"
    case .bool: "BOOL"
    case .complex64: "C64"
    case .complex128: "C128"
    }
  }
}
