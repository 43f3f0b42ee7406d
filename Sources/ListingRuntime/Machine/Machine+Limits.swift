/// Bounds on what one value may become. Everything else of a machine lies in its heap and frames; these keep what the
/// host must walk through, or free, on its own stack, and what a slip of a listing could ask of the memory.
extension Machine {
  /// How deep values may lie in one another where something walks through them on the host's stack.
  static let nestingLimit = 400
  /// No list, tuple or range that is written out has more items.
  static let itemLimit = 1 << 24
  /// No text that an operation makes is longer, in bytes.
  static let textLimit = 1 << 26
  /// Representations are cut off after so many bytes.
  static let representationLimit = 1 << 21

  /// A tuple of the items, which must not lie too deep in one another: unlike lists they are no objects of the heap.
  func tuple(_ items: [Value]) throws -> Value {
    try checkNesting(of: items)
    return .tuple(items)
  }

  /// Throws when constants (tuples, functions by their defaults, descriptors) are nested beyond the limit in `values`.
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
