import Tensors

extension Machine {
  /// The iterator that `for` uses for the value. Returns an iterator unchanged.
  mutating func iterator(over value: Value) throws -> Handle {
    switch value {
    case .iterator(let handle): return handle
    case .list(let handle): return heap.add(.iterator(IteratorObject(kind: .list(handle))))
    case .dictionary(let handle): return try iterator(over: .view(DictionaryView(dictionary: handle, side: .keys)))
    case .view(let view) where heap.showsNames(view.dictionary):
      return heap.add(.iterator(IteratorObject(kind: .values(try viewItems(view)))))
    case .view(let view):
      let count = heap.dictionary(view.dictionary).entries.count
      return heap.add(.iterator(IteratorObject(kind: .view(view, count: count))))
    case .range(let range): return heap.add(.iterator(IteratorObject(kind: .range(range))))
    case .set(let handle):
      return heap.add(.iterator(IteratorObject(kind: .set(handle, items: heap.set(handle).items))))
    case .tensor(let reference):
      if reference.layout.rank == 0 { throw ListingError(.typeError, "a 0-d tensor cannot be iterated over") }
      return heap.add(.iterator(IteratorObject(kind: .tensor(reference))))
    case .instance:
      if let held = held(by: value) { return try iterator(over: held) }
      fallthrough
    default: return heap.add(.iterator(IteratorObject(kind: .values(try allItems(of: value)))))
    }
  }

  /// Returns the iterator's next item and advances the iterator. Returns nil after the last item.
  mutating func nextItem(of handle: Handle, depth: Int = 0) throws -> Value? {
    if depth > Self.nestingLimit {
      throw ListingError(.recursionError, "iterators are nested more than \(Self.nestingLimit) deep", isRefusal: true)
    }
    guard case .iterator(var iterator) = heap[handle] else { preconditionFailure("the handle refers to no iterator") }
    let position = iterator.position
    let value: Value
    switch iterator.kind {
    case .list(let list):
      let items = heap.list(list)
      if position >= items.count { return nil }
      value = items[position]
    case .view(let view, let count):
      let entries = heap.dictionary(view.dictionary).entries
      if entries.count != count {
        throw ListingError(.runtimeError, "dictionary changed size during iteration")
      }
      if position >= count { return nil }
      value = try item(entries[position], seenBy: view.side)
    case .set(let set, let items):
      if heap.set(set).count != items.count {
        throw ListingError(
          .runtimeError, "the set changed its size during the loop over it",
          python: "Set changed size during iteration")
      }
      if position >= items.count { return nil }
      value = items[position]
    case .values(let values):
      if position >= values.count { return nil }
      value = values[position]
    case .range(let range):
      if position >= range.count { return nil }
      value = .int(range[position])
    case .tensor(let reference):
      if position >= reference.shape[0] { return nil }
      let row = view(reference, try reference.layout.selected(axis: 0, index: position))
      value = reference.isArray ? try asArray(row) : row
    case .enumerate(let inner, let next):
      guard let item = try nextItem(of: inner, depth: depth + 1) else { return nil }
      value = try tuple([.int(next), item])
      iterator.kind = .enumerate(inner, next: next &+ 1)
    case .zip(let inner, let isStrict):
      var items: [Value] = []
      for (index, one) in inner.enumerated() {
        if let item = try nextItem(of: one, depth: depth + 1) {
          items.append(item)
          continue
        }
        if isStrict { try checkSameLength(inner, ended: index, depth) }
        return nil
      }
      if inner.isEmpty { return nil }
      value = try tuple(items)
    case .generator(_, let name):
      throw ListingError(.notImplemented, "\(name) cannot be iterated over here: make a list of its items first")
    case .asking(let instance, _):
      throw ListingError(
        .notImplemented, "'\(typeName(of: instance))' cannot be iterated over here: make a list of its items first")
    case .ended: return nil
    }
    iterator.position = position + 1
    heap[handle] = .iterator(iterator)
    return value
  }

  /// `zip(strict=True)`: throws unless all iterators end together.
  private mutating func checkSameLength(_ iterators: [Handle], ended: Int, _ depth: Int) throws {
    func earlier(_ count: Int) -> String { count == 1 ? "argument 1" : "arguments 1-\(count)" }
    if ended > 0 {
      throw ListingError(.valueError, "zip() argument \(ended + 1) is shorter than \(earlier(ended))")
    }
    for index in iterators.indices.dropFirst() where try nextItem(of: iterators[index], depth: depth + 1) != nil {
      throw ListingError(.valueError, "zip() argument \(index + 1) is longer than \(earlier(index))")
    }
  }

  /// The items of a complete iteration over the value.
  mutating func allItems(of value: Value) throws -> [Value] {
    switch value {
    case .tuple(let items): return items
    case .record(let record):
      if UnionTypes.contains(value) {
        throw ListingError(.typeError, "'\(typeName(of: value))' object is not iterable")
      }
      return record.items
    case .list(let handle): return heap.list(handle)
    case .view(let view):
      return try viewItems(view)
    case .bytes(let bytes): return bytes.map { .int(Int($0)) }
    case .byteArray(let handle): return heap.bytes(handle).map { .int(Int($0)) }
    case .string(let text): return text.unicodeScalars.map { .string(String($0)) }
    case .dictionary(let handle): return heap.dictionary(handle).entries.map(\.key)
    case .set(let handle): return heap.set(handle).items
    case .frozenSet(let set): return set.object.items
    case .range(let range):
      if range.count > Self.itemLimit { throw ListingError(.memoryError, "the range has too many items to list") }
      return (0..<range.count).map { .int(range[$0]) }
    case .instance(let handle):
      if let held = held(by: value) { return try allItems(of: held) }
      if let items = library.moduleItems(handle, in: self) { return items }
      throw ListingError(.typeError, "'\(typeName(of: value))' object is not iterable")
    case .type(let type) where type.isEnum: return enumMembers(of: type)
    case .tensor(let reference):
      if reference.layout.rank == 0 { throw ListingError(.typeError, "a 0-d tensor cannot be iterated over") }
      let rows = try rows(of: reference, operation: "list")
      return reference.isArray ? try rows.map { try asArray($0) } : rows
    case .iterator(let handle):
      var items: [Value] = []
      while let item = try nextItem(of: handle) {
        items.append(item)
        if items.count > Self.itemLimit { throw ListingError(.memoryError, "there are too many items to list") }
      }
      return items
    default:
      try checkKnown(value)
      throw ListingError(.typeError, "'\(typeName(of: value))' object is not iterable")
    }
  }

  func item(_ entry: (key: Value, value: Value), seenBy side: DictionaryView.Side) throws -> Value {
    switch side {
    case .keys: entry.key
    case .values: entry.value
    case .items: try tuple([entry.key, entry.value])
    }
  }

  /// The value as a dict key, or as a set item if `asItem` is true. The key of an instance is its identity; the key of
  /// a frozen dataclass's instance is its fields. Throws for other instances whose class defines `__eq__`.
  func hashable(_ value: Value, asItem: Bool = false) throws -> HashableValue {
    guard let key = key(of: value) else { throw unhashable(value, asItem) }
    if let stub = stub(in: value) { throw refusal(of: stub) }
    switch value {
    case .tuple(let items) where items.contains(where: \.mayContainInstances):
      return .tuple(try items.map { try hashable($0, asItem: asItem) })
    case .record(let record) where record.items.contains(where: \.mayContainInstances):
      return .tuple(try record.items.map { try hashable($0, asItem: asItem) })
    default: break
    }
    if value.mayHaveMethods, listingMethod("__eq__", of: value) != nil {
      if let key = try dataclassKey(of: value, asItem: asItem) { return key }
      if listingMethod("__hash__", of: value) == nil { throw unhashable(value, asItem) }
      let (role, way) =
        asItem ? ("items of sets", "a list of them") : ("keys", "the values that they compare as the key")
      throw ListingError(.notImplemented, "\(role) that define __eq__ ('\(typeName(of: value))'): use \(way)")
    }
    return key
  }

  /// The key of a value; nil if the value is unhashable in Python. An instance that holds a hashable value has the key
  /// of this value.
  func key(of value: Value) -> HashableValue? {
    if !hasHeldValues { return HashableValue(value) }
    switch value {
    case .instance(let handle):
      guard let held = heap.held(by: handle) else { return .object(handle) }
      return key(of: held.value) ?? (listingMethod("__hash__", of: value) == nil ? nil : .object(handle))
    case .tuple(let items):
      var keys: [HashableValue] = []
      for item in items {
        guard let key = key(of: item) else { return nil }
        keys.append(key)
      }
      return .tuple(keys)
    case .record(let record): return key(of: .tuple(record.items))
    default: return HashableValue(value)
    }
  }

  /// A stub that is the value or an item of the tuple.
  private func stub(in value: Value) -> Stub? {
    switch value {
    case .stub(let stub): stub
    case .tuple(let items): items.lazy.compactMap { self.stub(in: $0) }.first
    default: nil
    }
  }

  private func unhashable(_ value: Value, _ asItem: Bool) -> ListingError {
    if let item = value.tupleItems?.first(where: { key(of: $0) == nil }) { return unhashable(item, asItem) }
    let hint: String
    switch value {
    case .list: hint = ": make a tuple of it"
    case .set: hint = ": make a frozenset of it"
    default: hint = ""
    }
    return ListingError(
      .typeError,
      "unhashable type: '\(typeName(of: value))' cannot be \(asItem ? "an item of a set" : "the key of a dict")\(hint)",
      python: "unhashable type: '\(typeName(of: value))'")
  }

  /// The index that an integer, a bool or a 0-d integer tensor denotes; nil for None.
  func optionalIndex(_ value: Value) throws -> Int? {
    switch value {
    case .none: return nil
    // A bound of more than 64 bits lies outside every sequence. The nearest 64-bit integer selects the same items.
    case .largeInteger(let large): return large.number.sign == .minus ? .min : .max
    case .int, .bool, .tensor, .stub: return try index(value)
    case .instance where held(by: value) != nil: return try optionalIndex(plain(value))
    case .instance where listingMethod("__index__", of: value) != nil: return try index(value)
    default:
      throw ListingError(
        .typeError, "an index must be an integer or None, not '\(typeName(of: value))'",
        python: "slice indices must be integers or None or have an __index__ method")
    }
  }

  func index(_ value: Value) throws -> Int {
    switch value {
    case .int, .bool: return integer(value)
    case .tensor(let reference)
    where reference.layout.count == 1 && !reference.dtype.isFloatingPoint && !reference.dtype.isComplex:
      return integer(try scalar(value).value)
    case .stub(let stub): throw refusal(of: stub)
    case .largeInteger: throw ListingError(.indexError, "cannot fit 'int' into an index-sized integer")
    case .instance:
      if let held = held(by: value) { return try index(held) }
      // Python would call `__index__` here. This function cannot run code of the listing.
      if listingMethod("__index__", of: value) != nil {
        throw ListingError.unsupported("an index that is an instance with __index__", advice: "write int(index)")
      }
      fallthrough
    default: throw ListingError(.typeError, "an index must be an integer, not '\(typeName(of: value))'")
    }
  }
}

extension Value {
  /// Whether the value is a tuple, or an instance or class for which the listing may define methods.
  fileprivate var mayContainInstances: Bool {
    switch self {
    case .tuple, .record: true
    default: mayHaveMethods
    }
  }

  /// Whether a class of the listing may define methods of the value: an instance, or a class with a metaclass.
  fileprivate var mayHaveMethods: Bool {
    switch self {
    case .instance: true
    case .type(let type): type.metaclass != nil
    default: false
    }
  }
}
