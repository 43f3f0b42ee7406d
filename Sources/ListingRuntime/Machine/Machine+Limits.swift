/// Limits on the size and nesting of one value. They protect the host's stack, which walks through nested values and
/// frees them, and the memory from an error in a listing.
extension Machine {
  /// How deep values may be nested where the host walks through them by recursion.
  static let nestingLimit = 400
  /// The most items of a list or tuple, and of a range that is expanded.
  static let itemLimit = 1 << 24
  /// The most bytes of a text that an operation makes.
  static let textLimit = 1 << 26
  /// The most bytes of a representation before it is cut off.
  static let representationLimit = 1 << 21

  /// A tuple of the items. Its nesting is limited, because unlike lists tuples are not objects on the heap.
  func tuple(_ items: [Value]) throws -> Value {
    try checkNesting(of: items)
    return .tuple(items)
  }

  /// Throws if constants in `values` (tuples, function defaults, descriptors) are nested beyond the limit.
  func checkNesting(of values: [Value]) throws {
    var level = values.filter(Self.holdsValues)
    if level.isEmpty { return }
    var seen = Set<UnsafeRawPointer>()
    var depth = 0
    while !level.isEmpty {
      depth += 1
      if depth > Self.nestingLimit {
        throw ListingError(.recursionError, "values are nested more than \(Self.nestingLimit) deep")
      }
      var next: [Value] = []
      for value in level {
        switch value {
        case .tuple(let items):
          let isNew = items.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { seen.insert(UnsafeRawPointer($0)).inserted } ?? false
          }
          if isNew { next += items.filter(Self.holdsValues) }
        case .record(let record): next += record.items.filter(Self.holdsValues)
        case .frozenSet(let set): next += set.object.items.filter(Self.holdsValues)
        case .function(let function): next += function.defaults.values.filter(Self.holdsValues)
        case .descriptor(let descriptor): next += [descriptor.function].filter(Self.holdsValues)
        case .method(let method): next += [method.callee, method.receiver].filter(Self.holdsValues)
        default: break
        }
      }
      level = next
    }
  }

  static func holdsValues(_ value: Value) -> Bool {
    switch value {
    case .tuple(let items): !items.isEmpty
    case .function(let function): !function.defaults.isEmpty
    case .descriptor, .method, .record, .frozenSet: true
    default: false
    }
  }

  func checkedItemCount(_ a: Int, _ b: Int) throws {
    if a > Self.itemLimit - b { throw ListingError(.memoryError, "the result would have too many items") }
  }
}
