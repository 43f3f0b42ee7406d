import Tensors

extension Machine {
  /// The result of `copy.deepcopy`: a copy that shares no mutable object with the original. If an object occurs twice
  /// in the original, the object is copied once, and the copy occurs twice in the result.
  ///
  /// - Parameter memo: the existing copies, by the `id` of their originals. This call adds the copies that it makes.
  mutating func deepCopy(of value: Value, memo: Handle? = nil) throws -> Value {
    var made = Copies(memo: memo)
    var cells = CopiedTensors()
    let copy = try copied(value, &made, &cells, depth: 0)
    if let memo {
      for (handle, copy) in made.own.sorted(by: { $0.key.index < $1.key.index }) {
        let id = Self.identity(of: handle)
        heap.changeDictionary(memo) { $0.set(.integer(id), .int(id), to: copy) }
      }
      for (id, cell, copy) in cells.made {
        heap.changeDictionary(memo) { memo in
          memo.set(.integer(id), .int(id), to: .tensor(copy))
          memo.set(.string(cell), .string(cell), to: .tensor(copy))
        }
      }
    }
    return copy
  }

  /// The result of `copy.copy`: a new object with the same items or attributes.
  mutating func shallowCopy(of value: Value) throws -> Value {
    switch value {
    case .list(let handle): return list(heap.list(handle))
    case .byteArray(let handle): return byteArray(heap.bytes(handle))
    case .dictionary(let handle): return .dictionary(heap.add(.dictionary(heap.dictionary(handle))))
    case .set(let handle): return .set(heap.add(.set(heap.set(handle))))
    case .instance(let handle):
      if isEnum(value) { return value }
      var instance = heap.instance(handle)
      instance.held = copyOfHeldValue(of: instance)
      let copy = heap.add(.instance(instance))
      try restoreDecoderLayer(copy)
      return .instance(copy)
    default: return value
    }
  }

  private mutating func copied(
    _ value: Value, _ made: inout Copies, _ cells: inout CopiedTensors, depth: Int
  ) throws -> Value {
    if depth > Self.nestingLimit {
      throw ListingError(
        .recursionError, "deepcopy: objects are nested more than \(Self.nestingLimit) levels deep", isRefusal: true)
    }
    switch value {
    case .tuple(let items):
      var copies: [Value] = []
      for item in items { copies.append(try copied(item, &made, &cells, depth: depth + 1)) }
      return .tuple(copies)
    case .list(let handle):
      if let copy = copy(of: handle, made) { return copy }
      let copy = heap.add(.list([]))
      made.own[handle] = .list(copy)
      for item in heap.list(handle) {
        let next = try copied(item, &made, &cells, depth: depth + 1)
        heap.changeList(copy) { $0.append(next) }
      }
      return .list(copy)
    case .byteArray(let handle):
      if let copy = copy(of: handle, made) { return copy }
      let copy = byteArray(heap.bytes(handle))
      made.own[handle] = copy
      return copy
    case .dictionary(let handle):
      if let copy = copy(of: handle, made) { return copy }
      let copy = heap.add(.dictionary(DictionaryObject()))
      made.own[handle] = .dictionary(copy)
      for entry in heap.dictionary(handle).entries {
        let next = try copied(entry.value, &made, &cells, depth: depth + 1)
        let key = try hashable(entry.key)
        heap.changeDictionary(copy) { $0.set(key, entry.key, to: next) }
      }
      return .dictionary(copy)
    case .set(let handle):
      if let copy = copy(of: handle, made) { return copy }
      let copy = heap.add(.set(SetObject()))
      made.own[handle] = .set(copy)
      let items = try copied(heap.set(handle), &made, &cells, depth: depth)
      heap.changeSet(copy) { $0 = items }
      return .set(copy)
    case .frozenSet(let set): return try frozenSet(copied(set.object, &made, &cells, depth: depth))
    case .record(let record):
      var items: [Value] = []
      for item in record.items { items.append(try copied(item, &made, &cells, depth: depth + 1)) }
      return .record(RecordValue(type: record.type, items: items))
    case .instance(let handle):
      if let copy = copy(of: handle, made) { return copy }
      if isEnum(value) { return value }
      let original = heap.instance(handle)
      var instance = Instance(type: original.type)
      instance.buffers = original.buffers
      let copy = heap.add(.instance(instance))
      made.own[handle] = .instance(copy)
      if let held = original.held {
        let value = try copied(held.value, &made, &cells, depth: depth + 1)
        heap.changeInstance(copy) { $0.held = HeldValue(value, isNamespace: held.isNamespace) }
      }
      for (name, attribute) in original.attributes {
        let next = try copied(attribute, &made, &cells, depth: depth + 1)
        heap.changeInstance(copy) { $0.attributes[name] = next }
      }
      try restoreDecoderLayer(copy)
      return .instance(copy)
    case .tensor(let reference):
      if let copy = cells.references[ObjectIdentifier(reference)] { return .tensor(copy) }
      if reference.isRecorded, heap.requiresGradient(reference) {
        throw ListingError(
          .runtimeError,
          "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  "
            + "If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, "
            + "see https://github.com/pytorch/pytorch/pull/103001")
      }
      let own = Int(bitPattern: ObjectIdentifier(reference))
      if case .tensor(let copy)? = entry(.integer(own), of: made.memo) { return .tensor(copy) }
      let id = ObjectIdentifier(reference.cell)
      let cellName = "storage \(Int(bitPattern: id))"
      var knownCell: StorageCell?
      if case .tensor(let known)? = entry(.string(cellName), of: made.memo) { knownCell = known.cell }
      // The new cell can share the old cell's storage. An in-place write does not modify a storage: it assigns a new
      // storage to the written cell only.
      let cell =
        cells.cells[id] ?? knownCell ?? heap.storage(of: reference.cell).map(heap.cell)
        ?? StorageCell(elements: reference.cell.elements)
      cells.cells[id] = cell
      let copy = TensorReference(
        cell: cell, dtype: reference.dtype, layout: reference.layout, isParameter: reference.isParameter,
        buffer: reference.buffer, isArray: reference.isArray, isFlipped: reference.isFlipped)
      cells.references[ObjectIdentifier(reference)] = copy
      heap.setRequiresGradient(copy, heap.requiresGradient(reference))
      cells.made.append((own, cellName, copy))
      return .tensor(copy)
    case .method(let method):
      return .method(
        BoundMethod(callee: method.callee, receiver: try copied(method.receiver, &made, &cells, depth: depth + 1)))
    default: return value
    }
  }

  /// The existing copy of an object. The memo's key is the object's `id`; the key of the memo itself leads to the list of
  /// the originals.
  private func copy(of handle: Handle, _ made: Copies) -> Value? {
    if let copy = made.own[handle] { return copy }
    if handle == made.memo { return nil }
    return entry(.integer(Self.identity(of: handle)), of: made.memo)
  }

  private func entry(_ key: HashableValue, of memo: Handle?) -> Value? { memo.flatMap { heap.dictionary($0)[key] } }

  /// Does what torch's `TransformerDecoderLayer.__setstate__` does to each copy of a decoder layer: if the activation
  /// is a module, the copy uses `relu` instead.
  private mutating func restoreDecoderLayer(_ copy: Handle) throws {
    guard case .type(let layer)? = library.modules["torch.nn"]?.members["TransformerDecoderLayer"],
      heap.type(of: copy).isSubclass(of: layer),
      case .instance(let activation)? = heap.attribute("activation", of: copy), heap.type(of: activation).isModule,
      let relu = library.modules["torch.nn.functional"]?.members["relu"]
    else { return }
    // In torch, the module stays a child of the copy, with its parameters.
    if !ownParameters(of: activation, at: "").isEmpty {
      throw ListingError.unsupported("a copy of a decoder layer whose activation has parameters")
    }
    heap.changeInstance(copy) { $0.attributes["activation"] = relu }
  }

  private mutating func copied(
    _ set: SetObject, _ made: inout Copies, _ cells: inout CopiedTensors, depth: Int
  ) throws -> SetObject {
    var copy = SetObject()
    for item in set.items {
      let next = try copied(item, &made, &cells, depth: depth + 1)
      copy.insert(try hashable(next, asItem: true), next)
    }
    return copy
  }
}

/// The copies of objects of the heap: those that a call of `deepcopy` has made, and the memo that the call was given.
private struct Copies {
  let memo: Handle?
  var own: [Handle: Value] = [:]
}

/// The copies that `deepcopy` has made of storage cells and of tensors.
private struct CopiedTensors {
  var cells: [ObjectIdentifier: StorageCell] = [:]
  var references: [ObjectIdentifier: TensorReference] = [:]
  /// The copies made by this call: the original tensor's `id`, the name of the original's storage cell, and the copy.
  var made: [(Int, String, TensorReference)] = []
}
