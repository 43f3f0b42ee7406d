/// The instructions that test a value against the patterns of `match`.
extension Machine {
  /// The number of items of a value that sequence patterns accept; nil for other values, such as strings.
  func matchedSequenceCount(_ value: Value) -> Int? {
    switch plain(value) {
    case .list(let handle): heap.list(handle).count
    case .tuple(let items): items.count
    case .record(let record): record.items.count
    case .range(let range): range.count
    default: nil
    }
  }

  /// Operands: the dict, then the key. Results: the key's value or None, then whether the dict has the key.
  mutating func matchKey(_ f: Int) throws {
    guard case .dictionary(let handle) = plain(frames[f].peek(1)) else {
      preconditionFailure("the pattern has tested the map")
    }
    let value = heap.dictionary(handle)[try hashable(top(f))]
    frames[f].stack.removeLast(2)
    push(value ?? .none, f)
    push(.bool(value != nil), f)
  }

  /// Operands: the dict, then `count` keys. Result: a dict of the items with other keys.
  mutating func mappingRest(_ count: Int, _ f: Int) throws {
    guard case .dictionary(let handle) = plain(frames[f].peek(count)) else {
      preconditionFailure("the pattern has tested the map")
    }
    var rest = heap.dictionary(handle)
    for depth in 0..<count { _ = rest.remove(try hashable(frames[f].peek(depth))) }
    frames[f].stack.removeLast(count + 1)
    push(.dictionary(heap.add(.dictionary(rest))), f)
  }

  /// Operands: the value, then the class. Results: the value, then a tuple of its attributes or None, then whether the
  /// value matches.
  mutating func matchClass(positional: Int, names: Value, _ f: Int) throws {
    let value = frames[f].peek(1)
    guard case .type(let type) = top(f) else {
      if case .stub(let stub) = top(f) {
        throw ListingError(.notImplemented, "\(stub.name) is not part of fwdb: 'case' cannot tell whether it matches")
      }
      throw ListingError(.typeError, "called match pattern must be a class")
    }
    let attributes = try matched(value, type, positional: positional, names: names.tupleItems ?? [])
    frames[f].stack.removeLast()
    push(attributes.map(Value.tuple) ?? .none, f)
    push(.bool(attributes != nil), f)
  }

  private mutating func matched(
    _ value: Value, _ type: ClassObject, positional: Int, names: [Value]
  ) throws -> [Value]? {
    if PythonBuiltins.asks(.type(type), self) {
      throw ListingError(
        .notImplemented, "'case \(type.name)(…)' cannot call the class's __instancecheck__: test it with 'if'")
    }
    if !(try PythonBuiltins.isPlainInstance(value, .type(type), self)) { return nil }
    var wanted: [String] = []
    var items: [Value] = []
    if positional > 0 {
      if let arguments = try matchArguments(of: type) {
        if positional > arguments.count { throw tooManyPatterns(type, arguments.count, positional) }
        wanted = Array(arguments.prefix(positional))
      } else if Self.matchedWhole.contains(where: { library.types[$0].map(type.isSubclass) == true }) {
        if positional > 1 { throw tooManyPatterns(type, 1, positional) }
        items = [value]
      } else {
        throw tooManyPatterns(type, 0, positional)
      }
    }
    for case .string(let name) in names { wanted.append(name) }
    for name in wanted {
      guard let attribute = try knownAttribute(name, of: value) else { return nil }
      if case .descriptor(let property) = attribute, property.kind == .property {
        throw ListingError(
          .notImplemented, "'case \(type.name)(…)' cannot read the property '\(name)': test it with 'if'")
      }
      items.append(attribute)
    }
    return items
  }

  private func tooManyPatterns(_ type: ClassObject, _ accepted: Int, _ given: Int) -> ListingError {
    ListingError(
      .typeError,
      "\(type.name)() accepts \(accepted) positional sub-pattern\(accepted == 1 ? "" : "s") (\(given) given)")
  }

  /// The class's `__match_args__`, or the fields of a named tuple.
  private func matchArguments(of type: ClassObject) throws -> [String]? {
    if let arguments = member("__match_args__", of: type) {
      return (arguments.tupleItems ?? []).compactMap { if case .string(let name) = $0 { name } else { nil } }
    }
    return type.isRecord || type.held == .record ? type.fields : nil
  }

  /// Classes for which a single positional pattern matches the value itself: `case int(x)` binds the integer to `x`.
  private static let matchedWhole = [
    "bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple",
  ]
}
