import Tensors

/// Recognises torch tensors and numpy arrays in a pickle.
///
/// A tensor is `_rebuild_tensor_v2(storage, offset, shape, strides, …)`. A parameter is `_rebuild_parameter(tensor,
/// …)`. A storage is a persistent ID: `('storage', FloatStorage, key, device, count)`. Several tensors may be views of
/// one storage. The views may be transposed or overlap.
struct TorchArrays: PickleArrayDecoder {
  /// The byte range of each storage in the file, by the key of the storage.
  private let places: [String: Range<Int>]
  private let order: ByteOrder
  private var blocks: [String: Int] = [:]
  private var numpy = NumpyArrays()

  init(places: [String: Range<Int>], order: ByteOrder) {
    self.places = places
    self.order = order
  }

  mutating func array(
    _ value: PickleValue, in pickle: Pickle, blocks: inout [DataBlock]
  ) throws(FormatFault) -> StateDictionary.Leaf? {
    guard var object = pickle.object(value) else { return nil }
    if case .call(.rebuildParameter) = object.kind {
      guard let tensor = object.items.first.flatMap(pickle.object) else {
        throw .unexpected(at: object.position, expected: "a parameter's tensor", found: "something else")
      }
      object = tensor
    }
    switch object.kind {
    case .call(.rebuildTensor), .call(.rebuildTensorV2): break
    case .call(.rebuildParameter):
      throw .unexpected(at: object.position, expected: "a parameter's tensor", found: "another parameter")
    default: return try numpy.array(value, in: pickle, blocks: &blocks)
    }
    let at = object.position
    guard object.items.count >= 4, let offset = pickle.integer(object.items[1]),
      let shape = pickle.integers(object.items[2]), let strides = pickle.integers(object.items[3])
    else { throw .unexpected(at: at, expected: "a storage, an offset, a shape and strides", found: "something else") }
    let storage = try TorchStorage(object.items[0], in: pickle, at: at)
    let block = try self.block(of: storage, in: pickle, blocks: &blocks)
    let layout = try checkedLayout(of: shape, strides: strides, offset: offset, within: blocks[block].count, at: at)
    return StateDictionary.Leaf(block: block, layout: layout, alias: nil)
  }

  private mutating func block(
    of storage: TorchStorage, in pickle: Pickle, blocks: inout [DataBlock]
  ) throws(FormatFault) -> Int {
    if let known = self.blocks[storage.key] {
      guard blocks[known].element == storage.element, blocks[known].count == storage.count else {
        throw .unexpected(
          at: storage.position, expected: "\(blocks[known].count) of \(blocks[known].element) in '\(storage.key)'",
          found: "\(storage.count) of \(storage.element)")
      }
      return known
    }
    guard let range = places[storage.key] else {
      throw .unexpected(
        at: storage.position, expected: "the storage '\(printable(storage.key))' in the file", found: "none")
    }
    guard range.count == storage.byteCount else {
      throw .outOfBounds(
        at: range.lowerBound, what: "the storage '\(printable(storage.key))'", needs: storage.byteCount,
        has: range.count)
    }
    blocks.append(
      DataBlock(bytes: .plain(pickle.storage, range), element: storage.element, order: order, count: storage.count))
    self.blocks[storage.key] = blocks.count - 1
    return blocks.count - 1
  }
}

/// The description of a storage in a persistent ID.
struct TorchStorage {
  let key: String
  let element: ElementType
  /// The number of elements of the storage.
  let count: Int
  let position: Int

  var byteCount: Int { count * element.size }

  init(_ value: PickleValue, in pickle: Pickle, at position: Int) throws(FormatFault) {
    guard let object = pickle.object(value), case .persistent = object.kind,
      let parts = pickle.sequence(object.items[0]), parts.count >= 5, try pickle.text(parts[0]) == "storage",
      case .global(.storage(let element)) = parts[1], let key = try pickle.text(parts[2]),
      let count = pickle.integer(parts[4])
    else { throw .unexpected(at: position, expected: "a storage", found: pickle.describe(value)) }
    // Before torch 0.4, a storage could be a view of another storage.
    if parts.count > 5 {
      guard case .none = parts[5] else { throw .unsupported(at: object.position, what: "a storage that is a view") }
    }
    guard (0...maximumCount).contains(count) else {
      throw .tooLarge(at: object.position, what: "a storage's count of", value: count, limit: maximumCount)
    }
    self.key = key
    self.element = element
    self.count = count
    self.position = object.position
  }
}
