import ListingSyntax

/// Makes, compares and combines sets. Operators also accept the keys and items views of a dict.
extension Machine {
  /// A set of all items of an iteration over the value.
  mutating func set(of value: Value) throws -> SetObject {
    if let set = try knownSet(value) { return set }
    return try set(of: allItems(of: value))
  }

  private func set(of items: [Value]) throws -> SetObject {
    var set = SetObject()
    for item in items { set.insert(try hashable(item, asItem: true), item) }
    return set
  }

  /// Makes a `frozenset`. Throws if it is nested too deeply: a frozenset is stored inside its value, not on the heap.
  func frozenSet(_ object: SetObject) throws -> Value {
    try checkNesting(of: object.items)
    return .frozenSet(FrozenSet(object))
  }

  func isSet(_ value: Value) -> Bool {
    switch value {
    case .set, .frozenSet: true
    default: isView(value)
    }
  }

  /// Whether the value is a keys or items view of a dict; set operators accept these.
  func isView(_ value: Value) -> Bool { if case .view(let view) = value { view.side != .values } else { false } }

  private func knownSet(_ value: Value) throws -> SetObject? {
    switch value {
    case .set(let handle): heap.set(handle)
    case .frozenSet(let set): set.object
    case .view(let view): try set(of: viewItems(view))
    default: nil
    }
  }

  /// The order by inclusion: −1 if `left` is a proper subset of `right`, 0 if equal, 1 if a proper superset. Nil if
  /// neither contains the other, or if an operand is not a set.
  func orderedSets(_ left: Value, _ right: Value) throws -> Int? {
    guard let a = try knownSet(left), let b = try knownSet(right) else { return nil }
    if a.isSubset(of: b) { return a.count == b.count ? 0 : -1 }
    return b.isSubset(of: a) ? 1 : nil
  }

  /// The key for finding an item in a set. A `set` is unhashable; Python looks it up as the frozenset of its items.
  func hashableOfAnySet(_ item: Value) throws -> HashableValue {
    if case .set(let handle) = plain(item) { return .frozenSet(heap.set(handle).keys) }
    return try hashable(item, asItem: true)
  }

  /// Whether `left & right` has the items of `right`. Python visits the items of the smaller set. It visits the items
  /// of the right set if both have the same size, and those of a set whose other operand is a view.
  private func takesRight(_ left: Value, _ leftCount: Int, _ right: Value, _ rightCount: Int) -> Bool {
    func isPlainSet(_ value: Value) -> Bool { if case .set = value { true } else { false } }
    if isView(left) {
      if isView(right) { return rightCount <= leftCount }
      return !(isPlainSet(right) && leftCount <= rightCount)
    }
    if isView(right) { return isPlainSet(left) && rightCount <= leftCount }
    return rightCount <= leftCount
  }

  /// The result of `left op right` for two sets; it has the type of `left`. If `inPlace` is true and `left` is a `set`,
  /// changes `left` to the result.
  mutating func sets(_ op: BinaryOperator, _ left: Value, _ right: Value, inPlace: Bool) throws -> Value {
    let (a, b) = (try set(of: left), try set(of: right))
    let result =
      switch op {
      case .or: a.union(b)
      case .and: a.intersection(b, takesOther: takesRight(left, a.count, right, b.count))
      case .xor: a.symmetricDifference(b)
      default: a.subtracting(b)
      }
    switch left {
    case .set(let handle) where inPlace:
      heap.changeSet(handle) { $0 = result }
      return left
    case .frozenSet: return try frozenSet(result)
    default: return .set(heap.add(.set(result)))
    }
  }
}

extension BinaryOperator {
  /// Whether the operator is defined for sets: `|`, `&`, `^` or `-`.
  var isOfSets: Bool { self == .or || self == .and || self == .xor || self == .subtract }
}
