/// Limits on the size and nesting of values. Swift code visits and frees nested values by recursion, so the nesting
/// limit prevents an overflow of the native call stack. The size limits keep a faulty listing from using all memory.
extension Machine {
  /// The greatest nesting depth of a value. Swift code visits values by recursion.
  static let nestingLimit = 400
  /// The largest number of items of a list or tuple, or of a range converted to a list.
  static let itemLimit = 1 << 24
  /// The largest number of tensors, or of rows of a nested list, that an operation returns.
  static let rowLimit = 1 << 22
  /// The largest number of bytes in the string that an operation returns.
  static let textLimit = 1 << 26
  /// The number of bytes after which `repr` cuts a text off.
  static let representationLimit = 1 << 21

  /// Makes a tuple. Throws if it is nested too deeply: a tuple is stored inside its value, not on the heap, so freeing
  /// it is recursive.
  func tuple(_ items: [Value]) throws -> Value {
    try checkNesting(of: items)
    return .tuple(items)
  }

  /// Throws if values that contain values directly (tuples, function defaults, descriptors) are nested beyond
  /// `nestingLimit`.
  func checkNesting(of values: [Value]) throws {
    var level = values.filter(Self.holdsValues)
    if level.isEmpty { return }
    var seen = Set<UnsafeRawPointer>()
    var depth = 0
    while !level.isEmpty {
      depth += 1
      if depth > Self.nestingLimit {
        throw ListingError(.recursionError, "values are nested more than \(Self.nestingLimit) deep", isRefusal: true)
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

  /// The rows of a tensor along an axis, as views. Throws if there are too many: an expanded tensor can have any number
  /// of rows without using memory, but each view uses memory.
  func rows(of reference: TensorReference, axis: Int = 0, operation: String) throws -> [Value] {
    try checkRowCount(reference.shape[axis], operation)
    return try (0..<reference.shape[axis]).map { view(reference, try reference.layout.selected(axis: axis, index: $0)) }
  }

  /// Throws if an operation would return too many tensors or lists.
  func checkRowCount(_ count: Int, _ operation: String) throws {
    if count > Self.rowLimit {
      throw ListingError(
        .memoryError, "\(operation): the result would have \(count) parts; the limit is \(Self.rowLimit)")
    }
  }

  func checkedItemCount(_ a: Int, _ b: Int) throws {
    if a > Self.itemLimit - b { throw ListingError(.memoryError, "the result would have too many items") }
  }
}
