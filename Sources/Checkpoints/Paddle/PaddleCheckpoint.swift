import Tensors

/// Reads a file of `paddle.save`: one pickle with a dictionary of numpy arrays or of `(name, array)` tuples.
func readPaddle(_ file: Storage) throws(FormatFault) -> CheckpointContents {
  let pickle = try PickleMachine.read(file, 0..<file.bytes.count)
  guard pickle.end == file.bytes.count else {
    throw .unexpected(
      at: pickle.end, expected: "the end of the file", found: "\(file.bytes.count - pickle.end) more bytes")
  }
  var state = StateDictionary(pickle)
  var decoder = PaddleArrays()
  try state.walk(pickle.root, decoder: &decoder)
  try joinSlicedParameters(&state.contents, in: pickle)
  takeParameterNames(&state.contents)
  try state.unwrap()
  return state.contents
}

/// Recognises numpy arrays and tuples `(name, array)`, in which `name` is Paddle's own name of the parameter, for
/// example `linear_0.w_0`.
private struct PaddleArrays: PickleArrayDecoder {
  private var arrays = NumpyArrays()

  mutating func array(
    _ value: PickleValue, in pickle: Pickle, blocks: inout [DataBlock]
  ) throws(FormatFault) -> StateDictionary.Leaf? {
    if let leaf = try arrays.array(value, in: pickle, blocks: &blocks) { return leaf }
    guard let object = pickle.object(value) else { return nil }
    let pair: [PickleValue]?
    switch object.kind {
    case .tuple: pair = object.items
    case .call(.tuple): pair = object.items.first.flatMap(pickle.sequence)
    default: pair = nil
    }
    guard let pair, pair.count == 2, let name = try pickle.text(pair[0]),
      var leaf = try arrays.array(pair[1], in: pickle, blocks: &blocks)
    else { return nil }
    leaf.alias = name
    return leaf
  }
}

/// Moves the parameter names in `StructuredToParameterName@@` from the metadata to the aliases of the entries.
private func takeParameterNames(_ contents: inout CheckpointContents) {
  let prefix = "StructuredToParameterName@@."
  var aliases: [String: String] = [:]
  for (key, value) in contents.metadata where key.hasPrefix(prefix) {
    aliases[String(key.dropFirst(prefix.count))] = value
    contents.metadata[key] = nil
  }
  for index in contents.items.indices where contents.items[index].alias == nil {
    contents.items[index].alias = aliases[contents.items[index].name]
  }
}

/// Joins parameters that pickle protocols 2 and 3 split into slices of at most 2³⁰ − 1 bytes. `UnpackBigParamInfor@@`
/// contains the `OriginShape` of each split parameter and the names of its `slices`, in order.
private func joinSlicedParameters(_ contents: inout CheckpointContents, in pickle: Pickle) throws(FormatFault) {
  let key = "UnpackBigParamInfor@@"
  guard let root = try pickle.pairs(pickle.root) else { return }
  let places = Dictionary(contents.items.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  var used: Set<Int> = []
  for (rootKey, value) in root {
    guard try pickle.text(rootKey) == key else { continue }
    guard let parameters = try pickle.pairs(value) else {
      throw .unexpected(at: pickle.end, expected: "a dictionary under \(key)", found: pickle.describe(value))
    }
    for (name, plan) in parameters {
      let at = pickle.object(plan)?.position ?? pickle.end
      let name = try pickle.keyText(name, at: at)
      var shape: [Int]?
      var slices: [PickleValue]?
      guard let object = pickle.object(plan), pickle.breadth(object) <= 16 else {
        throw .unexpected(at: at, expected: "OriginShape and slices", found: pickle.describe(plan))
      }
      for (part, value) in try pickle.pairs(plan) ?? [] {
        switch try pickle.text(part) {
        case "OriginShape": shape = pickle.integers(value)
        case "slices": slices = pickle.sequence(value)
        default: break
        }
      }
      guard let shape, let slices else {
        throw .unexpected(
          at: at, expected: "OriginShape and slices of \(printable(name))", found: pickle.describe(plan))
      }
      var parts: [Int] = []
      for slice in slices {
        let slice = try pickle.keyText(slice, at: at)
        guard let place = places[slice], used.insert(place).inserted else {
          throw .unexpected(at: at, expected: "the slice \(printable(slice)), used once", found: "none")
        }
        parts.append(place)
      }
      guard let first = parts.first else {
        throw .unexpected(at: at, expected: "slices of \(printable(name))", found: "none")
      }
      contents.blocks.append(try join(parts.map { contents.blocks[contents.items[$0].block] }, shape, at: at))
      contents.items[first] = CheckpointContents.Item(
        name: name, alias: nil, block: contents.blocks.count - 1, layout: Layout(contiguous: shape), position: at)
      used.remove(first)
    }
  }
  contents.items = contents.items.enumerated().filter { !used.contains($0.offset) }.map(\.element)
  contents.metadata = contents.metadata.filter { !$0.key.hasPrefix(key + ".") }
}

private func join(_ slices: [DataBlock], _ shape: [Int], at position: Int) throws(FormatFault) -> DataBlock {
  let first = slices[0]
  var total = 0
  for slice in slices {
    guard slice.element == first.element, slice.order == first.order else {
      throw .unexpected(at: slice.position, expected: "slices of one type", found: slice.element.rawValue)
    }
    total += slice.count
  }
  let count = try checkedCount(of: shape, at: position)
  guard total == count else {
    throw .unexpected(at: position, expected: "slices of \(count) elements together", found: "\(total)")
  }
  return DataBlock(bytes: .joined(slices.map(\.bytes)), element: first.element, order: first.order, count: count)
}
