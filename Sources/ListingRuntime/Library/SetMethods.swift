/// Methods of `set` and `frozenset`.
enum SetMethods {
  static let all = frozen.merging(writing) { $1 }

  static let frozen = Dictionary(uniqueKeysWithValues: reading.map { ($0.name, $0) })

  private static let writing = ModuleClasses.methods(
    BuiltinFunction("add(self, item)") { m, a in
      let key = try m.hashable(a[1], asItem: true)
      m.heap.changeSet(try handle(a)) { $0.insert(key, a[1]) }
      return .none
    },
    BuiltinFunction("discard(self, item)") { m, a in
      let key = try m.hashableOfAnySet(a[1])
      _ = m.heap.changeSet(try handle(a)) { $0.remove(key) }
      return .none
    },
    BuiltinFunction("remove(self, item)") { m, a in
      let key = try m.hashableOfAnySet(a[1])
      if m.heap.changeSet(try handle(a), { $0.remove(key) }) { return .none }
      throw ListingError(.keyError, m.representation(of: a[1]), arguments: [a[1]])
    },
    BuiltinFunction("pop(self)") { m, a in
      if let item = m.heap.changeSet(try handle(a), { $0.removeFirst() }) { return item }
      throw ListingError(.keyError, "'pop from an empty set'")
    },
    BuiltinFunction("clear(self)") { m, a in
      m.heap.changeSet(try handle(a)) { $0 = SetObject() }
      return .none
    },
    changing("update(self, *others)") { set, other, _ in set.union(other) },
    changing("intersection_update(self, *others)", intersection),
    changing("difference_update(self, *others)") { set, other, _ in set.subtracting(other) },
    changing("symmetric_difference_update(self, other)") { set, other, _ in set.symmetricDifference(other) })

  /// Python visits the items of the smaller set, and those of an iterable that is no set.
  private static let intersection: Combination = { set, other, isSet in
    set.intersection(other, takesOther: !isSet || other.count <= set.count)
  }

  private static let reading = [
    making("union(self, *others)") { set, other, _ in set.union(other) },
    making("intersection(self, *others)", intersection),
    making("difference(self, *others)") { set, other, _ in set.subtracting(other) },
    making("symmetric_difference(self, other)") { set, other, _ in set.symmetricDifference(other) },
    BuiltinFunction("copy(self)") { m, a in
      if case .frozenSet = a[0] { return a[0] }
      return .set(m.heap.add(.set(m.heap.set(try handle(a)))))
    },
    asking("issubset(self, other)") { $0.isSubset(of: $1) },
    asking("issuperset(self, other)") { $1.isSubset(of: $0) },
    asking("isdisjoint(self, other)") { $0.isDisjoint(with: $1) },
  ]

  // The set that a method modifies. Throws if the receiver is not a set, as in the unbound call `set.add(1, 1)`.
  private static func handle(_ a: Arguments) throws -> Handle {
    if case .set(let handle) = a[0] { return handle }
    throw ListingError(.typeError, "\(a.function)() of set needs a set")
  }

  private static func object(_ a: Arguments, _ m: inout Machine) throws -> SetObject {
    switch a[0] {
    case .set, .frozenSet: return try m.set(of: a[0])
    default: throw ListingError(.typeError, "\(a.function)() of set needs a set")
    }
  }

  private static func others(_ a: Arguments) -> [Value] { Array(a.values.dropFirst()) + a.rest }

  /// Combines a set with the items of a value. The last argument tells whether the value is a `set` or `frozenset`.
  private typealias Combination = @Sendable (SetObject, SetObject, Bool) -> SetObject

  private static func combined(_ a: Arguments, _ combine: Combination, _ m: inout Machine) throws -> SetObject {
    var result = try object(a, &m)
    for other in others(a) {
      result = combine(result, try m.set(of: other), isSet(other))
    }
    return result
  }

  private static func isSet(_ value: Value) -> Bool {
    switch value {
    case .set, .frozenSet: true
    default: false
    }
  }

  private static func making(_ signature: String, _ combine: @escaping Combination) -> BuiltinFunction {
    BuiltinFunction(signature) { m, a in
      let result = try combined(a, combine, &m)
      if case .frozenSet = a[0] { return try m.frozenSet(result) }
      return .set(m.heap.add(.set(result)))
    }
  }

  private static func changing(_ signature: String, _ combine: @escaping Combination) -> BuiltinFunction {
    BuiltinFunction(signature) { m, a in
      let target = try handle(a)
      let result = try combined(a, combine, &m)
      m.heap.changeSet(target) { $0 = result }
      return .none
    }
  }

  private static func asking(
    _ signature: String, _ answer: @escaping @Sendable (SetObject, SetObject) -> Bool
  ) -> BuiltinFunction {
    BuiltinFunction(signature) { m, a in .bool(answer(try object(a, &m), try m.set(of: a[1]))) }
  }
}
