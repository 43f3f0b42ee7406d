import Tensors

/// Recognises numpy arrays in a pickle.
///
/// In protocols 2 to 4, an array is `_reconstruct(ndarray, (0,), b'b')` with the state (version, shape, dtype, is
/// column-major, bytes). In protocol 5, it is `_frombuffer(bytes, dtype, shape, order)`. A number is `scalar(dtype,
/// bytes)`. A dtype is `dtype('f4', False, True)` with the state (version, '<', …).
struct NumpyArrays: PickleArrayDecoder {
  /// The decoded array of each pickle object. An array that has two names is decoded only once, so both names share one
  /// storage.
  private var known: [Int: StateDictionary.Leaf] = [:]

  mutating func array(
    _ value: PickleValue, in pickle: Pickle, blocks: inout [DataBlock]
  ) throws(FormatFault) -> StateDictionary.Leaf? {
    guard case .object(let index) = value else { return nil }
    if let leaf = known[index] { return leaf }
    let object = pickle.objects[index]
    let at = object.position
    let parts: (shape: PickleValue?, dtype: PickleValue, isFortran: Bool, bytes: PickleValue)
    switch object.kind {
    case .call(.reconstruct):
      guard let state = object.state.flatMap(pickle.sequence), state.count == 5, case .bool(let isFortran) = state[3]
      else { throw .unexpected(at: at, expected: "an array's state of five parts", found: "something else") }
      parts = (state[1], state[2], isFortran, state[4])
    case .call(.fromBuffer):
      guard object.items.count == 4 else {
        throw .unexpected(at: at, expected: "_frombuffer's four arguments", found: "\(object.items.count)")
      }
      guard let order = try pickle.text(object.items[3]), ["C", "F"].contains(order) else {
        throw .unexpected(at: at, expected: "the order C or F", found: pickle.describe(object.items[3]))
      }
      parts = (object.items[2], object.items[1], order == "F", object.items[0])
    case .call(.scalar):
      guard object.items.count == 2 else {
        throw .unexpected(at: at, expected: "scalar's two arguments", found: "\(object.items.count)")
      }
      parts = (nil, object.items[0], false, object.items[1])
    default:
      return nil
    }

    let (element, order) = try dtype(parts.dtype, in: pickle, at: at)
    guard let shape = parts.shape.map(pickle.integers) ?? [] else {
      throw .unexpected(at: at, expected: "a shape", found: parts.shape.map(pickle.describe) ?? "none")
    }
    let count = try checkedCount(of: shape, at: at)
    guard let bytes = try pickle.bytes(parts.bytes) else {
      throw .unexpected(at: at, expected: "the array's bytes", found: pickle.describe(parts.bytes))
    }
    guard bytes.canHold(count * element.size) else {
      throw .outOfBounds(
        at: bytes.position, what: "an array of shape \(shape)", needs: count * element.size, has: bytes.spelledCount)
    }
    blocks.append(DataBlock(bytes: bytes, element: element, order: order, count: count))
    let layout = parts.isFortran ? fortranLayout(of: shape) : Layout(contiguous: shape)
    let leaf = StateDictionary.Leaf(block: blocks.count - 1, layout: layout, alias: nil)
    known[index] = leaf
    return leaf
  }

  private func dtype(
    _ value: PickleValue, in pickle: Pickle, at position: Int
  ) throws(FormatFault) -> (ElementType, ByteOrder) {
    guard let object = pickle.object(value), case .call(.dtype) = object.kind, let first = object.items.first,
      let code = try pickle.text(first)
    else { throw .unexpected(at: position, expected: "a dtype", found: pickle.describe(value)) }
    guard let element = ElementType(numpyCode: code) else {
      throw .unsupported(at: object.position, what: "numpy's type '\(printable(code))'")
    }
    guard let state = object.state.flatMap(pickle.sequence), state.count > 1,
      let order = try pickle.text(state[1])
    else {
      throw .unexpected(at: object.position, expected: "a dtype's state", found: "something else")
    }
    switch order {
    case "<", "|", "=": return (element, .little)
    case ">": return (element, .big)
    default:
      throw .unexpected(at: object.position, expected: "the byte order < or > or |", found: "'\(printable(order))'")
    }
  }
}
